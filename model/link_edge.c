/* The rules: pure, of two postings alone. */
#include "model/link_internal.h"

#include <string.h>

#define DAYS_OF_DOUBT 31 /* digests may overlap, and are dated by their beginning or end */

#define CONFIDENCE_LINK    95
#define CONFIDENCE_SLUG    90
#define CONFIDENCE_TITLE   85
#define CONFIDENCE_PREFIX  75
#define CONFIDENCE_FORMER  80
#define CONFIDENCE_SIMILAR 65

static unsigned words_of(struct slice title)
{
	unsigned n = title.n > 0;
	size_t i;

	for (i = 0; i < title.n; i++)
		n += title.p[i] == ' ';
	return n;
}

bool link_prefix_counts(struct slice title)
{
	return words_of(title) >= 3 && title.n >= 16;
}

static bool share_person(const struct link_node *a, const struct link_node *b)
{
	size_t i;

	for (i = 0; i < 2; i++) /* 0: nobody is named */
		if (a->persons[i] != 0 &&
			(a->persons[i] == b->persons[0] || a->persons[i] == b->persons[1]))
			return true;
	return false;
}

/* Whole words of `longer`. */
static bool is_beginning(struct slice shorter, struct slice longer)
{
	return shorter.n < longer.n && link_prefix_counts(shorter) &&
		memcmp(shorter.p, longer.p, shorter.n) == 0 && longer.p[shorter.n] == ' ';
}

/* Percent: 0 when the titles differ. One word is no title to go by. */
static unsigned compare_titles(const struct link_node *a, const struct link_node *b)
{
	if (slice_eq(a->title, b->title))
		return words_of(a->title) >= 2 ? CONFIDENCE_TITLE : 0;
	if ((a->cut && is_beginning(a->title, b->title)) ||
		(b->cut && is_beginning(b->title, a->title)))
		return CONFIDENCE_PREFIX;
	return 0;
}

static bool same_first_patch(const struct link_node *a, const struct link_node *b)
{
	return a->patch.n > 0 && slice_eq(a->patch, b->patch) && words_of(a->patch) >= 3 &&
		(!a->has_cover || !b->has_cover);
}

/* ---- what cannot be --------------------------------------------------------------------------- */

static bool differ_in_size(const struct link_node *a, const struct link_node *b)
{
	if (a->total != b->total)
		return true;
	return a->has_lines && b->has_lines && (a->files != b->files ||
		a->insertions != b->insertions || a->deletions != b->deletions);
}

/* Two texts that call themselves the same version. */
static bool differ_in_text(const struct link_node *a, const struct link_node *b)
{
	if (version_cmp(a->version, b->version) != 0 || a->resend || b->resend)
		return false;
	if (a->has_cover && b->has_cover && a->cover_hash == b->cover_hash)
		return false;
	if (a->has_patch && b->has_patch && a->patch_hash == b->patch_hash)
		return false;
	return differ_in_size(a, b);
}

static bool is_inverted(const struct link_node *a, const struct link_node *b)
{
	int cmp = version_cmp(a->version, b->version);

	if (cmp == 0 || a->days == 0 || b->days == 0)
		return false;
	return cmp < 0 ? a->days > b->days + DAYS_OF_DOUBT : b->days > a->days + DAYS_OF_DOUBT;
}

/* One series may be split into several, all of which link to what they were. */
bool link_conflict(const struct link_node *a, const struct link_node *b, enum signal signal)
{
	return differ_in_text(a, b) || (signal > SIGNAL_LINK && is_inverted(a, b));
}

/* ---- signals ---------------------------------------------------------------------------------- */

/* A message that both call the same revision of theirs. */
static const struct link_sighting *common_link(const struct link_node *a, const struct link_node *b)
{
	size_t i, k;

	for (i = 0; i < a->nsightings; i++) {
		const struct link_sighting *x = &a->sightings[i];

		if (x->msgid.n == 0)
			continue;
		for (k = 0; k < b->nsightings; k++)
			if (slice_eq(x->msgid, b->sightings[k].msgid) &&
				version_cmp(x->version, b->sightings[k].version) == 0)
				return x;
	}
	return NULL;
}

static bool share_slug(const struct link_node *a, const struct link_node *b)
{
	size_t i, k;

	for (i = 0; i < a->nslugs; i++)
		for (k = 0; k < b->nslugs; k++)
			if (slice_eq(a->slugs[i], b->slugs[k]))
				return true;
	return false;
}

static bool had_title(const struct link_node *later, const struct link_node *earlier)
{
	size_t i;

	for (i = 0; i < later->nformers; i++)
		if (slice_eq(later->formers[i], earlier->title))
			return version_cmp(earlier->version, later->version) < 0;
	return false;
}

static bool found(struct link_edge *edge, enum signal signal, unsigned confidence)
{
	edge->signal = signal;
	edge->confidence = confidence;
	return true;
}

bool link_judge(const struct link_node *a, const struct link_node *b, struct link_edge *edge)
{
	const struct link_sighting *link;
	unsigned titles;

	edge->posting = 0;
	edge->line = 0;
	if (link_conflict(a, b, SIGNAL_LINK))
		return false;
	link = common_link(a, b);
	if (link) {
		edge->posting = a->id;
		edge->line = link->line;
		return found(edge, SIGNAL_LINK, CONFIDENCE_LINK);
	}
	if (link_conflict(a, b, SIGNAL_SLUG))
		return false;
	titles = compare_titles(a, b);
	if (share_slug(a, b) && (titles > 0 || share_person(a, b)))
		return found(edge, SIGNAL_SLUG, CONFIDENCE_SLUG);
	if (titles > 0 && share_person(a, b))
		return found(edge, SIGNAL_TITLE, titles);
	if ((had_title(a, b) || had_title(b, a)) && share_person(a, b))
		return found(edge, SIGNAL_SIMILAR, CONFIDENCE_FORMER);
	if (same_first_patch(a, b) && share_person(a, b))
		return found(edge, SIGNAL_SIMILAR, CONFIDENCE_SIMILAR);
	return false;
}
