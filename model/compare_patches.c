/* Patches matched by their titles, then by how like these are; and which of them moved. */
#include "model/compare_internal.h"

#include <stdlib.h>
#include <string.h>

#include "util/alloc.h"

#define TITLE_WORDS 64 /* of a title that are looked at */

struct title_word {
	uint32_t id;
	uint32_t weight;
};

struct title {
	struct slice text;
	uint32_t group, number; /* of the shortlog, and of the title in it, from 0 */
	struct title_word *words; /* by id, each once */
	size_t nwords;
	uint64_t weight; /* of all words */
	unsigned likeness;
	bool moved;
};

struct list {
	struct title *v;
	size_t n;
	uint32_t *match;
	uint32_t groups;
};

struct matching {
	struct arena *scratch;
	struct list lists[COMPARE_SIDES];
};

/* ---- titles --------------------------------------------------------------------------------- */

static const struct record *with_shortlog(const struct compare_shown *side)
{
	if (side->cover && side->cover->nshortlog)
		return side->cover;
	return side->patch && side->patch->nshortlog ? side->patch : NULL;
}

static void add_title(struct list *list, struct slice text, uint32_t group, uint32_t number)
{
	list->v[list->n++] = (struct title){.text = text, .group = group, .number = number};
}

/* False when the titles of the patches are not told. */
static bool list_titles(struct arena *a, const struct compare_shown *side, struct list *list)
{
	const struct record *log = with_shortlog(side), *patch = side->patch;
	size_t n = 1, g, i;

	for (g = 0; log && g < log->nshortlog; g++)
		n += log->shortlog[g].ntitles;
	*list = (struct list){.v = arena_alloc(a, n * sizeof(*list->v))};
	for (g = 0; log && g < log->nshortlog; g++) {
		for (i = 0; i < log->shortlog[g].ntitles; i++)
			add_title(list, log->shortlog[g].titles[i], (uint32_t)g, (uint32_t)i);
	}
	list->groups = log ? (uint32_t)log->nshortlog : 1;
	if (!log && patch && patch->subject.total <= 1)
		add_title(list, patch->subject.title, 0, 0);
	list->match = compare_unmatched(a, list->n);
	return list->n > 0;
}

/* ---- by title ------------------------------------------------------------------------------- */

static void match_equal(struct matching *m, bool normalised)
{
	size_t n = m->lists[COMPARE_OLD].n + m->lists[COMPARE_NEW].n, at = 0, i;
	struct compare_key *keys = arena_alloc(m->scratch, n * sizeof(*keys));
	uint32_t *match[COMPARE_SIDES] = {
		m->lists[COMPARE_OLD].match, m->lists[COMPARE_NEW].match,
	};
	int side;

	for (side = 0; side < COMPARE_SIDES; side++) {
		const struct list *list = &m->lists[side];

		for (i = 0; i < list->n; i++)
			keys[at++] = (struct compare_key){
				.text = !normalised ? list->v[i].text :
					title_normalise(m->scratch, list->v[i].text),
				.side = (enum compare_side)side,
				.index = (uint32_t)i,
			};
	}
	compare_pair(keys, n, match);
}

/* ---- by likeness ---------------------------------------------------------------------------- */

/* A word as it stands in a title. */
struct occurrence {
	struct slice text;
	struct title *title;
	uint32_t weight; /* 2, or 1 in the subsystem, which others of the series have too */
};

static int compare_occurrences(const void *a, const void *b)
{
	const struct occurrence *x = a, *y = b;
	int c = slice_cmp(x->text, y->text);

	return c ? c : (x->title > y->title) - (x->title < y->title);
}

static size_t add_occurrences(struct matching *m, struct title *title, struct slice part,
	uint32_t weight, struct occurrence *out, size_t room)
{
	struct slice text = title_normalise(m->scratch, part);
	size_t n = 0;

	while (text.n && n < room) {
		size_t end = slice_find_byte(text, ' ');

		if (end)
			out[n++] = (struct occurrence){
				.text = slice_sub(text, 0, end), .title = title, .weight = weight,
			};
		text = slice_skip(text, end + 1);
	}
	return n;
}

/* The bytes before the title proper: "KVM: x86/mmu: ". */
static size_t prefix_length(struct slice title)
{
	size_t at = title.n;

	while (at && !slice_starts(slice_skip(title, at - 1), ": "))
		at--;
	return at;
}

static size_t title_occurrences(struct matching *m, struct title *title, struct occurrence *out)
{
	size_t prefix = prefix_length(title->text), n;

	n = add_occurrences(m, title, slice_sub(title->text, 0, prefix), 1, out, TITLE_WORDS);
	return n + add_occurrences(m, title, slice_skip(title->text, prefix), 2, out + n,
		TITLE_WORDS - n);
}

static bool is_small_word(struct slice word)
{
	static const char *const small[] = {
		"a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "is", "it", "of",
		"on", "or", "the", "to", "when", "with",
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(small); i++) {
		if (slice_is(word, small[i]))
			return true;
	}
	return false;
}

/*
 * Words that few titles have tell most. One that each side has once is no more common than one,
 * and what nearly all have ("Add … counter for …") says next to nothing.
 */
static uint32_t rarity(struct slice word, size_t titles)
{
	size_t pairs = (titles + 1) / 2;
	uint32_t weight = pairs < 32 ? (uint32_t)(960 / (pairs * pairs)) : 0;

	if (is_small_word(word))
		weight /= 4;
	return weight ? weight : 1;
}

/* all[0..n) are of one word. */
static void give_word(struct occurrence *all, size_t n, uint32_t id)
{
	size_t titles = 0, i;
	uint32_t weight;

	for (i = 0; i < n; i++)
		titles += !i || all[i].title != all[i - 1].title;
	weight = rarity(all[0].text, titles);
	for (i = 0; i < n; i++) {
		struct title *title = all[i].title;
		uint32_t mine = weight * all[i].weight;

		if (i && all[i - 1].title == title)
			continue;
		title->words[title->nwords++] = (struct title_word){.id = id, .weight = mine};
		title->weight += mine;
	}
}

static void weigh_words(struct matching *m)
{
	size_t titles = m->lists[COMPARE_OLD].n + m->lists[COMPARE_NEW].n, n = 0, room = 0, i, end;
	struct occurrence *all = NULL;
	uint32_t id = 0;
	int side;

	for (side = 0; side < COMPARE_SIDES; side++) {
		for (i = 0; i < m->lists[side].n; i++) {
			struct title *title = &m->lists[side].v[i];
			size_t more;

			GROW(all, room, n + TITLE_WORDS);
			more = title_occurrences(m, title, all + n);
			title->words = arena_alloc(m->scratch, more * sizeof(*title->words));
			n += more;
		}
	}
	if (titles && n)
		qsort(all, n, sizeof(*all), compare_occurrences);
	for (i = 0; i < n; i = end, id++) {
		for (end = i + 1; end < n && slice_eq(all[i].text, all[end].text); end++)
			;
		give_word(all + i, end - i, id);
	}
	free(all);
}

static unsigned likeness(const struct title *x, const struct title *y)
{
	uint64_t common = 0, all = x->weight + y->weight;
	size_t i = 0, k = 0;

	while (i < x->nwords && k < y->nwords) {
		uint32_t a = x->words[i].weight, b = y->words[k].weight;

		if (x->words[i].id == y->words[k].id)
			common += a < b ? a : b;
		if (x->words[i].id <= y->words[k].id)
			k += x->words[i++].id == y->words[k].id;
		else
			k++;
	}
	return all ? (unsigned)(200 * common / all) : 0;
}

struct candidate {
	uint32_t index[COMPARE_SIDES];
	uint32_t likeness;
};

/* The most alike first, then in order of the series. */
static int compare_candidates(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;
	int side;

	if (x->likeness != y->likeness)
		return x->likeness > y->likeness ? -1 : 1;
	for (side = 0; side < COMPARE_SIDES; side++) {
		if (x->index[side] != y->index[side])
			return x->index[side] < y->index[side] ? -1 : 1;
	}
	return 0;
}

static size_t list_unmatched(const struct list *list, uint32_t *out)
{
	size_t n = 0, i;

	for (i = 0; i < list->n && n < COMPARE_RENAMES; i++) {
		if (list->match[i] == COMPARE_NONE)
			out[n++] = (uint32_t)i;
	}
	return n;
}

static void take_candidates(struct matching *m, struct candidate *all, size_t n)
{
	struct list *old = &m->lists[COMPARE_OLD], *new = &m->lists[COMPARE_NEW];
	size_t i;

	if (n)
		qsort(all, n, sizeof(*all), compare_candidates);
	for (i = 0; i < n; i++) {
		uint32_t x = all[i].index[COMPARE_OLD], y = all[i].index[COMPARE_NEW];

		if (old->match[x] != COMPARE_NONE || new->match[y] != COMPARE_NONE)
			continue;
		old->match[x] = y;
		new->match[y] = x;
		new->v[y].likeness = all[i].likeness;
	}
}

static void match_alike(struct matching *m)
{
	uint32_t left[COMPARE_SIDES][COMPARE_RENAMES];
	size_t nold = list_unmatched(&m->lists[COMPARE_OLD], left[COMPARE_OLD]);
	size_t nnew = list_unmatched(&m->lists[COMPARE_NEW], left[COMPARE_NEW]);
	struct candidate *all = NULL;
	size_t n = 0, room = 0, i, k;

	if (!nold || !nnew)
		return;
	weigh_words(m);
	for (i = 0; i < nold; i++) {
		for (k = 0; k < nnew; k++) {
			uint32_t x = left[COMPARE_OLD][i], y = left[COMPARE_NEW][k];
			unsigned like = likeness(&m->lists[COMPARE_OLD].v[x],
				&m->lists[COMPARE_NEW].v[y]);

			if (like < COMPARE_LIKENESS)
				continue;
			GROW(all, room, n + 1);
			all[n++] = (struct candidate){.index = {x, y}, .likeness = like};
		}
	}
	take_candidates(m, all, n);
	free(all);
}

/* ---- by text -------------------------------------------------------------------------------- */

/*
 * The patch that is shown, among the titles: by its own, which may be cut at a fold, or by its
 * number, since a shortlog may be older than the patches.
 */
static uint32_t find_shown(struct matching *m, const struct list *list, const struct record *patch)
{
	struct slice title = title_normalise(m->scratch, patch->subject.title);
	unsigned index = patch->subject.index;
	size_t found = list->n, i;

	if (list->groups == 1 && index && patch->subject.total == list->n)
		found = index - 1;
	for (i = 0; i < list->n && title.n; i++) {
		struct slice whole = title_normalise(m->scratch, list->v[i].text);

		if (slice_eq(slice_sub(whole, 0, title.n), title)) {
			found = i;
			break;
		}
	}
	return found < list->n ? (uint32_t)found : COMPARE_NONE;
}

static void find_both_shown(struct matching *m, const struct compare_shown sides[COMPARE_SIDES],
	uint32_t found[COMPARE_SIDES])
{
	int side;

	for (side = 0; side < COMPARE_SIDES; side++)
		found[side] = !sides[side].patch ? COMPARE_NONE :
			find_shown(m, &m->lists[side], sides[side].patch);
}

/* A patch may get another title altogether; of the two that are shown the texts can tell. */
static void match_shown(struct matching *m, const struct compare_shown sides[COMPARE_SIDES])
{
	struct list *old = &m->lists[COMPARE_OLD], *new = &m->lists[COMPARE_NEW];
	uint32_t at[COMPARE_SIDES];
	unsigned like;

	find_both_shown(m, sides, at);
	if (at[COMPARE_OLD] == COMPARE_NONE || at[COMPARE_NEW] == COMPARE_NONE ||
	    old->match[at[COMPARE_OLD]] != COMPARE_NONE ||
	    new->match[at[COMPARE_NEW]] != COMPARE_NONE)
		return;
	like = compare_alike(m->scratch, sides[COMPARE_OLD].patch, sides[COMPARE_NEW].patch);
	if (!like)
		return;
	old->match[at[COMPARE_OLD]] = at[COMPARE_NEW];
	new->match[at[COMPARE_NEW]] = at[COMPARE_OLD];
	new->v[at[COMPARE_NEW]].likeness = like;
}

/* Whether the patches that are shown are one, once all are matched. */
static bool is_one_patch(struct matching *m, const struct compare_shown sides[COMPARE_SIDES])
{
	uint32_t at[COMPARE_SIDES];

	if (!sides[COMPARE_OLD].patch || !sides[COMPARE_NEW].patch)
		return false;
	find_both_shown(m, sides, at);
	if (at[COMPARE_OLD] == COMPARE_NONE || at[COMPARE_NEW] == COMPARE_NONE)
		return compare_alike(m->scratch, sides[COMPARE_OLD].patch,
			sides[COMPARE_NEW].patch) > 0;
	return m->lists[COMPARE_OLD].match[at[COMPARE_OLD]] == at[COMPARE_NEW];
}

/* ---- order ---------------------------------------------------------------------------------- */

/* A matched patch; those of one pair of groups have an order to be compared. */
struct place {
	uint32_t group[COMPARE_SIDES];
	uint32_t old, new; /* numbers in the groups */
	struct title *title;
	size_t before; /* in the longest common order that ends here; SIZE_MAX: none */
};

static int compare_places(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	int side;

	for (side = 0; side < COMPARE_SIDES; side++) {
		if (x->group[side] != y->group[side])
			return x->group[side] < y->group[side] ? -1 : 1;
	}
	return (x->new > y->new) - (x->new < y->new);
}

/*
 * The longest rising row of old numbers, in order of the new ones; of two that changed places the
 * one that stood first stays. `ends[n]` is the place with the smallest old number that
 * ends a row of n + 1.
 */
static void find_moved(struct place *v, size_t n, size_t *ends)
{
	size_t rows = 0, i;

	for (i = 0; i < n; i++) {
		size_t low = 0, high = rows;

		while (low < high) {
			size_t middle = low + (high - low) / 2;

			if (v[ends[middle]].old < v[i].old)
				low = middle + 1;
			else
				high = middle;
		}
		v[i].before = low ? ends[low - 1] : SIZE_MAX;
		v[i].title->moved = true;
		ends[low] = i;
		if (low == rows)
			rows++;
	}
	for (i = rows ? ends[rows - 1] : SIZE_MAX; i != SIZE_MAX; i = v[i].before)
		v[i].title->moved = false;
}

static void mark_moved(struct matching *m)
{
	struct list *old = &m->lists[COMPARE_OLD], *new = &m->lists[COMPARE_NEW];
	struct place *v = arena_alloc(m->scratch, new->n * sizeof(*v));
	size_t *ends = arena_alloc(m->scratch, new->n * sizeof(*ends));
	size_t n = 0, i, end;

	for (i = 0; i < new->n; i++) {
		const struct title *was;

		if (new->match[i] == COMPARE_NONE)
			continue;
		was = &old->v[new->match[i]];
		v[n++] = (struct place){
			.group = {was->group, new->v[i].group},
			.old = was->number, .new = new->v[i].number, .title = &new->v[i],
		};
	}
	if (n)
		qsort(v, n, sizeof(*v), compare_places);
	for (i = 0; i < n; i = end) {
		for (end = i + 1; end < n && memcmp(v[i].group, v[end].group,
				sizeof(v[i].group)) == 0; end++)
			;
		find_moved(v + i, end - i, ends);
	}
}

/* ---- rows ----------------------------------------------------------------------------------- */

static unsigned number_of(const struct list *list, size_t i)
{
	return list->groups == 1 ? list->v[i].number + 1 : 0;
}

static void add_dropped(const struct list *old, size_t *at, size_t before,
	struct compare_patches *out)
{
	for (; *at < before; ++*at) {
		if (old->match[*at] != COMPARE_NONE)
			continue;
		out->rows[out->n++] = (struct compare_patch){
			.fate = FATE_DROPPED,
			.number = {number_of(old, *at), 0},
			.title = {old->v[*at].text, {0}},
		};
		out->dropped++;
	}
}

static void add_row(const struct matching *m, size_t i, struct compare_patches *out)
{
	const struct list *old = &m->lists[COMPARE_OLD], *new = &m->lists[COMPARE_NEW];
	uint32_t was = new->match[i];
	struct compare_patch *row = &out->rows[out->n++];

	*row = (struct compare_patch){
		.fate = FATE_ADDED,
		.number = {0, number_of(new, i)},
		.title = {{0}, new->v[i].text},
		.likeness = new->v[i].likeness,
		.moved = new->v[i].moved,
	};
	out->moved += row->moved;
	if (was == COMPARE_NONE) {
		out->added++;
		return;
	}
	row->fate = row->likeness ? FATE_CHANGED : FATE_SAME;
	row->number[COMPARE_OLD] = number_of(old, was);
	row->title[COMPARE_OLD] = old->v[was].text;
	if (row->likeness)
		out->renamed++;
	else
		out->same++;
}

/* The first old patch from `at` on that keeps its place in the order. */
static size_t next_kept(const struct matching *m, size_t at)
{
	const struct list *old = &m->lists[COMPARE_OLD], *new = &m->lists[COMPARE_NEW];

	while (at < old->n && (old->match[at] == COMPARE_NONE || new->v[old->match[at]].moved))
		at++;
	return at;
}

/* As with words, what was dropped stands before what was added in its place. */
static void make_rows(struct arena *a, const struct matching *m, struct compare_patches *out)
{
	const struct list *old = &m->lists[COMPARE_OLD], *new = &m->lists[COMPARE_NEW];
	size_t dropped = 0, i;

	out->rows = arena_alloc(a, (old->n + new->n) * sizeof(*out->rows));
	add_dropped(old, &dropped, next_kept(m, 0), out);
	for (i = 0; i < new->n; i++) {
		add_row(m, i, out);
		if (new->match[i] != COMPARE_NONE && !new->v[i].moved && new->match[i] >= dropped)
			add_dropped(old, &dropped, next_kept(m, new->match[i] + 1), out);
	}
	add_dropped(old, &dropped, old->n, out);
}

void compare_patches(struct arena *a, const struct compare_shown sides[COMPARE_SIDES],
	struct compare_patches *out)
{
	struct arena scratch = ARENA_INIT;
	struct matching m = {.scratch = &scratch};
	int side;

	*out = (struct compare_patches){.known = true};
	for (side = 0; side < COMPARE_SIDES; side++) {
		if (!list_titles(&scratch, &sides[side], &m.lists[side]))
			out->known = false;
		out->ordered[side] = m.lists[side].groups == 1;
	}
	if (out->known) {
		match_equal(&m, false);
		match_equal(&m, true);
		match_shown(&m, sides);
		match_alike(&m);
		mark_moved(&m);
		make_rows(a, &m, out);
		out->one_shown = is_one_patch(&m, sides);
	}
	arena_release(&scratch);
}
