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
#define CONFIDENCE_NAMED   75 /* and a link of the later names it */
#define CONFIDENCE_TAKEN_OVER 70
#define CONFIDENCE_PERHAPS 40

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

	for (i = 0; i < 2; i++) { /* 0: nobody is named */
		if (a->persons[i] != 0 &&
			(a->persons[i] == b->persons[0] || a->persons[i] == b->persons[1]))
			return true;
		if (a->who[i].n > 0 &&
			(slice_eq(a->who[i], b->who[0]) || slice_eq(a->who[i], b->who[1])))
			return true;
	}
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

/* `6.6` and `5.4-6.6` have something in common. */
static bool differ_in_branch(struct slice a, struct slice b)
{
	return slice_find(a, b) == a.n && slice_find(b, a) == b.n && !slice_eq(a, b);
}

/* Kernels and programs for which the same is sent each time by itself. */
static bool differ_in_target(const struct link_node *a, const struct link_node *b)
{
	return (a->branch.n > 0) != (b->branch.n > 0) || differ_in_branch(a->branch, b->branch) ||
		(a->project.n > 0 && b->project.n > 0 && !slice_eq(a->project, b->project));
}

static bool is_denied(const struct link_node *a, const struct link_node *b)
{
	bool by_address;

	return link_naming(a, b, NULL, &by_address) == LINK_DENIED ||
		link_naming(b, a, NULL, &by_address) == LINK_DENIED;
}

/* One series may be split into several, all of which link to what they were. */
bool link_conflict(const struct link_node *a, const struct link_node *b, enum signal signal)
{
	if (differ_in_text(a, b))
		return true;
	return signal > SIGNAL_LINK &&
		(is_inverted(a, b) || differ_in_target(a, b) || is_denied(a, b));
}

/* ---- signals ---------------------------------------------------------------------------------- */

/* RFC v1 and v1 may be two names of one. */
static bool same_number(struct version a, struct version b)
{
	return a.major == b.major && a.minor == b.minor;
}

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
				same_number(x->version, b->sightings[k].version))
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

/* ---- what looks alike ------------------------------------------------------------------------- */

static bool at_least(unsigned percent, unsigned least)
{
	return percent != SKETCH_UNKNOWN && percent >= least;
}

/* Something beside the title says the same; `least` is how much of it. */
static bool is_supported(const struct link_likeness *l, unsigned least)
{
	return l->patches > 0 || at_least(l->text, least) || at_least(l->files, 50);
}

/* Nothing beside the title says the same, though much could. */
static bool is_opposed(const struct link_likeness *l)
{
	return l->patches == 0 && (l->text == SKETCH_UNKNOWN || l->text < 15) && l->files == 0;
}

static bool is_alike(const struct link_likeness *l, unsigned steps, enum link_naming naming)
{
	/* Whoever sends the same to many drivers says the same of each. */
	if (l->files == 0 && l->patches == 0 && (naming != LINK_DATED || l->titles < 60))
		return false;
	if (naming == LINK_DATED && (l->titles >= 40 || l->patches > 0 || at_least(l->text, 25) ||
		(l->titles >= 30 && at_least(l->files, 50))))
		return true;
	if (steps > 2)
		return false;
	if (l->patches >= 2 && l->share >= 50)
		return true;
	if (at_least(l->text, 45) && (l->titles >= 30 || l->patches > 0 || at_least(l->files, 50)))
		return true;
	if (steps > 1)
		return false;
	if (l->patches > 0 && (l->titles >= 50 || l->share >= 50) &&
		(l->titles >= 50 || at_least(l->text, 20) || at_least(l->files, 50)))
		return true;
	if (l->titles >= 65 && at_least(l->files, 50) && l->text >= 20)
		return true;
	return l->titles >= 85 && l->files >= 50 && l->text >= 10;
}

static bool is_alike_perhaps(const struct link_likeness *l, unsigned steps)
{
	return steps > 0 && steps <= 3 &&
		((l->titles >= 50 && is_supported(l, 20)) || l->share >= 50);
}

/* Somebody else went on with it: the earlier sender signed it, or its message is linked to. */
static bool is_taken_over(const struct link_node *a, const struct link_node *b)
{
	bool by_address;
	size_t i;

	if (link_steps(a, b) != 1)
		return false;
	if (link_naming(a, b, NULL, &by_address) >= LINK_NAMED && by_address)
		return true;
	for (i = 0; i < b->signers.n; i++)
		if (b->signers.p[i] == a->persons[0] || b->signers.p[i] == a->persons[1])
			return true;
	return false;
}

static bool perhaps(struct link_edge *edge, unsigned confidence)
{
	edge->perhaps = true;
	return found(edge, SIGNAL_SIMILAR, confidence);
}

/* One person, one title: enough unless it could be the title of anything. */
static bool judge_title(const struct link_node *a, const struct link_node *b, unsigned titles,
	const struct link_likeness *l, struct link_edge *edge)
{
	unsigned weight = a->weight < b->weight ? a->weight : b->weight;
	bool supported = is_supported(l, 30) || version_cmp(a->version, b->version) == 0;

	if ((weight == 0 && !supported) || (weight == 1 && is_opposed(l)))
		return perhaps(edge, CONFIDENCE_PERHAPS);
	return found(edge, SIGNAL_TITLE, is_opposed(l) ? titles - 5 : titles);
}

/* One person, and another title. */
static bool judge_likeness(const struct link_node *a, const struct link_node *b,
	const struct link_likeness *l, struct link_edge *edge)
{
	unsigned steps = link_steps(a, b);
	bool by_address;
	enum link_naming naming = link_naming(a, b, &edge->line, &by_address);

	if (had_title(a, b) || had_title(b, a))
		return found(edge, SIGNAL_SIMILAR, CONFIDENCE_FORMER);
	if (same_first_patch(a, b))
		return found(edge, SIGNAL_SIMILAR, CONFIDENCE_SIMILAR);
	if (steps > 0 && is_alike(l, steps, naming)) {
		edge->posting = naming >= LINK_NAMED ? b->id : 0;
		return found(edge, SIGNAL_SIMILAR, naming >= LINK_NAMED ? CONFIDENCE_NAMED :
			CONFIDENCE_SIMILAR);
	}
	return is_alike_perhaps(l, steps) && perhaps(edge, CONFIDENCE_PERHAPS);
}

/* ---- the judgement ---------------------------------------------------------------------------- */

/* With `anyway`, conflicts aside. */
static bool judge(const struct link_node *a, const struct link_node *b, bool anyway,
	struct link_edge *edge)
{
	const struct link_sighting *link;
	struct link_likeness likeness;
	unsigned titles;

	edge->posting = 0;
	edge->line = 0;
	edge->perhaps = false;
	if (!anyway && link_conflict(a, b, SIGNAL_LINK))
		return false;
	link = common_link(a, b);
	if (link) {
		edge->posting = a->id;
		edge->line = link->line;
		return found(edge, SIGNAL_LINK, CONFIDENCE_LINK);
	}
	if (!anyway && link_conflict(a, b, SIGNAL_SLUG))
		return false;
	titles = compare_titles(a, b);
	if (share_slug(a, b) && (titles > 0 || share_person(a, b)))
		return found(edge, SIGNAL_SLUG, CONFIDENCE_SLUG);
	if (!share_person(a, b))
		return titles > 0 && a->weight >= TAKEN_OVER_WORDS && is_taken_over(a, b) &&
			found(edge, SIGNAL_TITLE, CONFIDENCE_TAKEN_OVER);
	link_compare(a, b, &likeness);
	if (titles > 0)
		return judge_title(a, b, titles, &likeness, edge);
	return judge_likeness(a, b, &likeness, edge);
}

bool link_judge(const struct link_node *a, const struct link_node *b, struct link_edge *edge)
{
	return judge(a, b, false, edge);
}

bool link_doubt(const struct link_node *a, const struct link_node *b, struct link_edge *edge)
{
	if (!judge(a, b, true, edge) || differ_in_target(a, b))
		return false;
	if (!edge->perhaps)
		edge->confidence /= 2;
	return true;
}
