/*
 * A text compared by words: the shortest edit script, found from both ends at once in linear space
 * (E. W. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986), but given up
 * at COMPARE_COST edits from either end, where the best path so far is taken for good.
 */
#include "model/compare_internal.h"

#include <stdlib.h>

#include "util/alloc.h"
#include "util/hash.h"

/* ---- words ---------------------------------------------------------------------------------- */

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_addressee(struct slice line)
{
	static const char *const keys[] = {"To:", "Cc:", "Bcc:"};
	size_t i;

	for (i = 0; i < ARRAY_LEN(keys); i++) {
		if (slice_starts_nocase(line, keys[i]))
			return true;
	}
	return false;
}

struct words {
	struct compare_word *v;
	size_t n, room;
};

static void split_line(struct arena *a, struct words *words, struct slice line, unsigned number)
{
	size_t from, to = 0;

	for (;;) {
		for (from = to; from < line.n && is_blank(line.p[from]); from++)
			;
		for (to = from; to < line.n && !is_blank(line.p[to]); to++)
			;
		if (from == to)
			return;
		ARENA_GROW(a, words->v, words->room, words->n + 1);
		words->v[words->n++] = (struct compare_word){
			.text = slice_sub(line, from, to - from), .line = number,
		};
	}
}

static struct words split(struct arena *a, struct slice text)
{
	struct words words = {.n = 0};
	struct slice line;
	unsigned number = 0;

	for (; slice_next_line(&text, &line); number++) {
		if (!is_addressee(line))
			split_line(a, &words, line, number);
	}
	return words;
}

/* ---- words as numbers ----------------------------------------------------------------------- */

struct numbered {
	struct slice text;
	uint64_t hash;
	uint32_t *number;
};

static int compare_numbered(const void *a, const void *b)
{
	const struct numbered *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return slice_cmp(x->text, y->text);
}

/* Equal words get equal numbers. */
static void number_words(struct arena *a, const struct words words[COMPARE_SIDES],
	uint32_t *numbers[COMPARE_SIDES])
{
	size_t n = words[COMPARE_OLD].n + words[COMPARE_NEW].n, at = 0, i;
	struct numbered *all = arena_alloc(a, n * sizeof(*all));
	uint32_t next = 0;
	int side;

	for (side = 0; side < COMPARE_SIDES; side++) {
		numbers[side] = arena_alloc(a, words[side].n * sizeof(*numbers[side]));
		for (i = 0; i < words[side].n; i++)
			all[at++] = (struct numbered){
				.text = words[side].v[i].text,
				.hash = hash_bytes(words[side].v[i].text),
				.number = &numbers[side][i],
			};
	}
	if (n)
		qsort(all, n, sizeof(*all), compare_numbered);
	for (i = 0; i < n; i++) {
		if (i && compare_numbered(&all[i - 1], &all[i]) != 0)
			next++;
		*all[i].number = next;
	}
}

/* ---- the edit script ------------------------------------------------------------------------ */

/* Diagonals go from -COMPARE_COST to COMPARE_COST, and one more is looked at on either side. */
#define DIAGONALS (2 * COMPARE_COST + 3)

struct diff {
	const uint32_t *words[COMPARE_SIDES];
	bool *changed[COMPARE_SIDES]; /* dropped here, added there */
	/* By diagonal x - y, how far one came: x from the beginning, or from the end. */
	int32_t ahead[DIAGONALS], back[DIAGONALS];
};

/* Words [from, to) of both sides. */
struct box {
	int32_t from[COMPARE_SIDES], to[COMPARE_SIDES];
};

struct point {
	int32_t x, y; /* words of the box that lie before it: of the old side, of the new one */
};

static bool equal_at(const struct diff *d, const struct box *box, int32_t x, int32_t y)
{
	return d->words[COMPARE_OLD][box->from[COMPARE_OLD] + x] ==
		d->words[COMPARE_NEW][box->from[COMPARE_NEW] + y];
}

/* One more edit, on diagonal k, and what is equal behind it; off the box it is -1. */
static int32_t step(const struct diff *d, const struct box *box, const int32_t *far, int32_t k,
	bool backwards)
{
	int32_t n = box->to[COMPARE_OLD] - box->from[COMPARE_OLD];
	int32_t m = box->to[COMPARE_NEW] - box->from[COMPARE_NEW];
	int32_t down = far[COMPARE_COST + 1 + k + 1], right = far[COMPARE_COST + 1 + k - 1];
	int32_t x = -1, y;

	if (down >= 0 && down - k <= m)
		x = down;
	if (right >= 0 && right < n && right + 1 > x)
		x = right + 1;
	if (x < 0)
		return -1;
	y = x - k;
	while (x < n && y < m && (backwards ? equal_at(d, box, n - x - 1, m - y - 1) :
			equal_at(d, box, x, y))) {
		x++;
		y++;
	}
	return x;
}

/* The point of all that were reached from the beginning that is farthest from it. */
static struct point farthest(const struct diff *d, int32_t cost)
{
	struct point best = {0};
	int32_t k;

	for (k = -cost; k <= cost; k += 2) {
		int32_t x = d->ahead[COMPARE_COST + 1 + k];

		if (x >= 0 && 2 * x - k > best.x + best.y)
			best = (struct point){.x = x, .y = x - k};
	}
	return best;
}

/*
 * A round of one more edit from one end. True when a path meets one from the other end: there
 * the box is split.
 */
static bool go_on(struct diff *d, const struct box *box, int32_t cost, bool backwards,
	struct point *at)
{
	int32_t n = box->to[COMPARE_OLD] - box->from[COMPARE_OLD];
	int32_t delta = n - (box->to[COMPARE_NEW] - box->from[COMPARE_NEW]);
	int32_t *far = backwards ? d->back : d->ahead, *other = backwards ? d->ahead : d->back;
	int32_t k;

	for (k = -cost; k <= cost; k += 2) {
		int32_t x = far[COMPARE_COST + 1 + k] = step(d, box, far, k, backwards);
		int32_t there = delta - k;

		if (x < 0 || there < -COMPARE_COST || there > COMPARE_COST)
			continue;
		if (other[COMPARE_COST + 1 + there] < 0 ||
		    x + other[COMPARE_COST + 1 + there] < n)
			continue;
		*at = (struct point){.x = x, .y = x - k};
		if (backwards)
			*at = (struct point){.x = n - x, .y = n - x - (delta - k)};
		return true;
	}
	return false;
}

/* A point inside the box on a shortest path, or when that costs too much, on a short one. */
static struct point find_split(struct diff *d, const struct box *box)
{
	struct point at;
	int32_t cost, i;

	for (i = 0; i < DIAGONALS; i++)
		d->ahead[i] = d->back[i] = -1;
	/* As if one had come down onto diagonal 0. */
	d->ahead[COMPARE_COST + 2] = d->back[COMPARE_COST + 2] = 0;
	for (cost = 0; cost <= COMPARE_COST; cost++) {
		if (go_on(d, box, cost, false, &at) || go_on(d, box, cost, true, &at))
			return at;
		if (cost == 0)
			d->ahead[COMPARE_COST + 2] = d->back[COMPARE_COST + 2] = -1;
	}
	return farthest(d, COMPARE_COST);
}

static void trim(const struct diff *d, struct box *box)
{
	int32_t *from = box->from, *to = box->to;

	while (from[COMPARE_OLD] < to[COMPARE_OLD] && from[COMPARE_NEW] < to[COMPARE_NEW] &&
	       equal_at(d, box, 0, 0)) {
		from[COMPARE_OLD]++;
		from[COMPARE_NEW]++;
	}
	while (from[COMPARE_OLD] < to[COMPARE_OLD] && from[COMPARE_NEW] < to[COMPARE_NEW] &&
	       d->words[COMPARE_OLD][to[COMPARE_OLD] - 1] ==
		d->words[COMPARE_NEW][to[COMPARE_NEW] - 1]) {
		to[COMPARE_OLD]--;
		to[COMPARE_NEW]--;
	}
}

static void mark_changed(const struct diff *d, const struct box *box)
{
	int side;
	int32_t i;

	for (side = 0; side < COMPARE_SIDES; side++) {
		for (i = box->from[side]; i < box->to[side]; i++)
			d->changed[side][i] = true;
	}
}

/*
 * The first part of a split costs at most COMPARE_COST edits and each part of it half, so the depth
 * is that number's logarithm; what is left over is gone on with here.
 */
static void diff_box(struct diff *d, struct box box)
{
	for (;;) {
		struct box first;
		struct point at;

		trim(d, &box);
		if (box.from[COMPARE_OLD] == box.to[COMPARE_OLD] ||
		    box.from[COMPARE_NEW] == box.to[COMPARE_NEW]) {
			mark_changed(d, &box);
			return;
		}
		at = find_split(d, &box);
		first = box;
		first.to[COMPARE_OLD] = box.from[COMPARE_OLD] += at.x;
		first.to[COMPARE_NEW] = box.from[COMPARE_NEW] += at.y;
		diff_box(d, first);
	}
}

/* ---- runs ----------------------------------------------------------------------------------- */

struct runs {
	struct arena *arena;
	struct compare_run *v;
	size_t n, room;
};

static void add_run(struct runs *runs, enum compare_fate fate, size_t from, size_t n)
{
	if (!n)
		return;
	ARENA_GROW(runs->arena, runs->v, runs->room, runs->n + 1);
	runs->v[runs->n++] = (struct compare_run){.fate = fate, .from = from, .n = n};
}

static size_t count(const bool *flags, size_t from, size_t n, bool flag)
{
	size_t at = from;

	while (at < n && flags[at] == flag)
		at++;
	return at - from;
}

/* Words from (x, y) that stayed: as long as neither side changes. */
static size_t count_same(const struct diff *d, const size_t n[COMPARE_SIDES], size_t x, size_t y)
{
	size_t old = count(d->changed[COMPARE_OLD], x, n[COMPARE_OLD], false);
	size_t new = count(d->changed[COMPARE_NEW], y, n[COMPARE_NEW], false);

	return old < new ? old : new;
}

static size_t larger(size_t x, size_t y)
{
	return x > y ? x : y;
}

/*
 * A word or two that stayed between two larger changes ("of the") did so by chance: it is
 * easier to read what was there and what is there now.
 */
static void join_changes(struct diff *d, const size_t n[COMPARE_SIDES])
{
	size_t x = 0, y = 0, before = 0;

	while (x < n[COMPARE_OLD] && y < n[COMPARE_NEW]) {
		size_t gone = count(d->changed[COMPARE_OLD], x, n[COMPARE_OLD], true);
		size_t come = count(d->changed[COMPARE_NEW], y, n[COMPARE_NEW], true);
		size_t same, after, i;

		before = larger(gone, come);
		x += gone;
		y += come;
		same = count_same(d, n, x, y);
		after = larger(count(d->changed[COMPARE_OLD], x + same, n[COMPARE_OLD], true),
			count(d->changed[COMPARE_NEW], y + same, n[COMPARE_NEW], true));
		for (i = 0; i < same && same <= 2 && same < before && same < after; i++)
			d->changed[COMPARE_OLD][x + i] = d->changed[COMPARE_NEW][y + i] = true;
		x += same;
		y += same;
	}
}

static void make_runs(const struct diff *d, const size_t n[COMPARE_SIDES], struct runs *runs)
{
	size_t x = 0, y = 0;

	while (x < n[COMPARE_OLD] || y < n[COMPARE_NEW]) {
		size_t gone = count(d->changed[COMPARE_OLD], x, n[COMPARE_OLD], true);
		size_t come = count(d->changed[COMPARE_NEW], y, n[COMPARE_NEW], true);
		size_t same;

		add_run(runs, FATE_DROPPED, x, gone);
		add_run(runs, FATE_ADDED, y, come);
		x += gone;
		y += come;
		same = count_same(d, n, x, y);
		add_run(runs, FATE_SAME, y, same);
		x += same;
		y += same;
	}
}

static void diff_words(struct diff *d, const struct words words[COMPARE_SIDES],
	struct runs *runs)
{
	const size_t n[COMPARE_SIDES] = {words[COMPARE_OLD].n, words[COMPARE_NEW].n};
	struct arena scratch = ARENA_INIT;
	uint32_t *numbers[COMPARE_SIDES];
	int side;

	number_words(&scratch, words, numbers);
	for (side = 0; side < COMPARE_SIDES; side++) {
		d->words[side] = numbers[side];
		d->changed[side] = arena_zalloc(&scratch, n[side] * sizeof(bool));
	}
	diff_box(d, (struct box){.to = {(int32_t)n[COMPARE_OLD], (int32_t)n[COMPARE_NEW]}});
	join_changes(d, n);
	make_runs(d, n, runs);
	arena_release(&scratch);
}

struct compare_text compare_text(struct arena *a, struct slice old, struct slice new)
{
	struct words words[COMPARE_SIDES] = {split(a, old), split(a, new)};
	struct compare_text text = {.known = true};
	struct runs runs = {.arena = a};
	struct diff *d = xmalloc(sizeof(*d));
	int side;

	diff_words(d, words, &runs);
	free(d);
	for (side = 0; side < COMPARE_SIDES; side++) {
		text.words[side] = words[side].v;
		text.nwords[side] = words[side].n;
	}
	text.runs = runs.v;
	text.nruns = runs.n;
	text.changed = runs.n > 1 || (runs.n == 1 && runs.v[0].fate != FATE_SAME);
	return text;
}
