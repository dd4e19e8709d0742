/* How much two postings look alike, and what the links of one say of the other. Pure. */
#include "model/link_internal.h"

#include "model/date.h"

#define DAYS_OF_DIGEST 31 /* that one may hold, dated by its beginning or end */
#define DAYS_WRONG     45 /* a link that is so far away means another mail */
#define DAYS_OF_BOUND  3  /* clocks, and zones */

static size_t in_common(const struct link_set *a, const struct link_set *b)
{
	size_t i = 0, k = 0, n = 0;

	while (i < a->n && k < b->n) {
		n += a->p[i] == b->p[k];
		if (a->p[i] == b->p[k])
			i++, k++;
		else if (a->p[i] < b->p[k])
			i++;
		else
			k++;
	}
	return n;
}

static unsigned of_smaller(const struct link_set *a, const struct link_set *b, size_t n)
{
	size_t smaller = a->n < b->n ? a->n : b->n;

	return smaller > 0 ? (unsigned)(100 * n / smaller) : SKETCH_UNKNOWN;
}

void link_compare(const struct link_node *a, const struct link_node *b, struct link_likeness *out)
{
	size_t patches = in_common(&a->pieces, &b->pieces);

	out->titles = a->weight > 0 && b->weight > 0 ? titles_alike(a->body, b->body) : 0;
	/* What a cover says and what a patch says are not the same text. */
	out->text = a->has_cover == b->has_cover ? sketch_alike(&a->sketch, &b->sketch) :
		SKETCH_UNKNOWN;
	out->files = of_smaller(&a->paths, &b->paths, in_common(&a->paths, &b->paths));
	out->patches = (unsigned)patches;
	out->share = patches > 0 ? of_smaller(&a->pieces, &b->pieces, patches) : 0;
}

unsigned link_steps(const struct link_node *a, const struct link_node *b)
{
	unsigned from = a->version.major;
	unsigned to = b->version.major;

	if (a->version.rfc != b->version.rfc) /* numbers go on, or begin again */
		return to <= from ? (to > 0 ? to : 1) : to - from;
	return to > from ? to - from : version_cmp(a->version, b->version) != 0;
}

/* RFCs are called by their number alone where the numbers went on. */
static bool names(const struct link_sighting *sighting, const struct link_node *node)
{
	if (sighting->kind != SIGHTING_LINK || sighting->msgid.n == 0)
		return false;
	return version_cmp(sighting->version, node->version) == 0 ||
		(node->version.rfc && !sighting->version.rfc &&
			sighting->version.major == node->version.major &&
			sighting->version.minor == node->version.minor);
}

static bool has_address(struct slice msgid, const struct link_node *node)
{
	size_t i;

	for (i = 0; i < 2; i++) {
		struct slice email = node->emails[i];

		if (email.n > 3 && msgid.n > email.n && slice_eq_nocase(email,
			slice_skip(msgid, msgid.n - email.n)))
			return true;
	}
	return false;
}

enum link_naming link_day(const struct link_node *a, struct slice msgid)
{
	int sent = date_days(msgid_date(msgid));
	int away;

	if (sent <= 0)
		return LINK_NAMED;
	if (a->days > 0) {
		away = a->days > sent ? a->days - sent : sent - a->days;
		return away > DAYS_WRONG ? LINK_DENIED : away <= DAYS_OF_DIGEST ? LINK_DATED :
			LINK_NAMED;
	}
	return a->least > sent + DAYS_OF_BOUND ? LINK_DENIED : LINK_NAMED;
}

enum link_naming link_naming(const struct link_node *a, const struct link_node *b, unsigned *line,
	bool *by_address)
{
	enum link_naming best = LINK_UNNAMED;
	bool denied = false;
	size_t i;

	*by_address = false;
	for (i = 0; i < b->nsightings; i++) {
		const struct link_sighting *s = &b->sightings[i];
		enum link_naming found;

		if (!names(s, a) || version_cmp(a->version, b->version) == 0)
			continue;
		found = link_day(a, s->msgid);
		denied |= found == LINK_DENIED && version_cmp(s->version, a->version) == 0;
		if (found == LINK_DENIED)
			continue;
		*by_address |= has_address(s->msgid, a);
		if (found > best) {
			best = found;
			if (line)
				*line = s->line;
		}
	}
	return best == LINK_UNNAMED && denied && !a->resend ? LINK_DENIED : best;
}
