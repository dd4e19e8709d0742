/* Diffstats row by row; long paths have their head cut off, and not at the same place on both. */
#include "model/compare_internal.h"

#include <stdlib.h>

#define CANDIDATES 64 /* that a shortened path is compared with */

struct stats {
	const struct record *const *records;
	uint32_t *match[COMPARE_SIDES];
	struct arena *scratch;
};

static const struct diffstat_row *row_of(const struct stats *s, enum compare_side side, size_t i)
{
	return &s->records[side]->diffstat[i];
}

/* What is left of a path that was shortened to ".../tail", the slash with it; else all of it. */
static struct slice tail_of(const struct diffstat_row *row)
{
	return slice_skip(row->path, row->shortened ? 3 : 0);
}

static void match_equal(struct stats *s)
{
	size_t n = s->records[COMPARE_OLD]->ndiffstat + s->records[COMPARE_NEW]->ndiffstat;
	struct compare_key *keys = arena_alloc(s->scratch, n * sizeof(*keys));
	size_t at = 0, i;
	int side;

	for (side = 0; side < COMPARE_SIDES; side++) {
		for (i = 0; i < s->records[side]->ndiffstat; i++)
			keys[at++] = (struct compare_key){
				.text = row_of(s, (enum compare_side)side, i)->path,
				.side = (enum compare_side)side,
				.index = (uint32_t)i,
			};
	}
	compare_pair(keys, n, s->match);
}

/* ---- by the visible tail -------------------------------------------------------------------- */

struct backwards {
	struct slice text;
	uint32_t index;
};

/* As many bytes as the shorter has, from the end. */
static int compare_ends(struct slice x, struct slice y)
{
	size_t i;

	for (i = 1; i <= x.n && i <= y.n; i++) {
		unsigned char a = (unsigned char)x.p[x.n - i], b = (unsigned char)y.p[y.n - i];

		if (a != b)
			return a < b ? -1 : 1;
	}
	return 0;
}

static int compare_backwards(const void *a, const void *b)
{
	const struct backwards *x = a, *y = b;
	int c = compare_ends(x->text, y->text);

	if (!c)
		c = (x->text.n > y->text.n) - (x->text.n < y->text.n);
	return c ? c : (x->index > y->index) - (x->index < y->index);
}

static size_t list_unmatched(const struct stats *s, enum compare_side side,
	struct backwards *out)
{
	size_t n = 0, i;

	for (i = 0; i < s->records[side]->ndiffstat; i++) {
		if (s->match[side][i] == COMPARE_NONE)
			out[n++] = (struct backwards){
				.text = tail_of(row_of(s, side, i)), .index = (uint32_t)i,
			};
	}
	if (n)
		qsort(out, n, sizeof(*out), compare_backwards);
	return n;
}

/* The only one that ends in the tail; COMPARE_NONE when there is none, or more than one. */
static uint32_t find_ending(const struct backwards *all, size_t n, struct slice tail,
	const uint32_t *match)
{
	struct backwards key = {.text = tail};
	uint32_t found = COMPARE_NONE;
	size_t low = 0, high = n, i;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_backwards(&all[middle], &key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (i = low; i < n && i - low < CANDIDATES && !compare_ends(all[i].text, tail); i++) {
		if (match[all[i].index] != COMPARE_NONE)
			continue;
		if (found != COMPARE_NONE)
			return COMPARE_NONE;
		found = all[i].index;
	}
	return found;
}

/* Shortened paths of a side, with those of the other that show as much or more. */
static void match_tails(struct stats *s, enum compare_side side)
{
	enum compare_side other = side == COMPARE_OLD ? COMPARE_NEW : COMPARE_OLD;
	struct backwards *all = arena_alloc(s->scratch,
		s->records[other]->ndiffstat * sizeof(*all));
	size_t n = list_unmatched(s, other, all), i;

	for (i = 0; i < s->records[side]->ndiffstat; i++) {
		const struct diffstat_row *row = row_of(s, side, i);
		uint32_t found;

		if (!row->shortened || s->match[side][i] != COMPARE_NONE)
			continue;
		found = find_ending(all, n, tail_of(row), s->match[other]);
		if (found == COMPARE_NONE)
			continue;
		s->match[side][i] = found;
		s->match[other][found] = (uint32_t)i;
	}
}

/* ---- rows ----------------------------------------------------------------------------------- */

static void put_side(struct compare_stat *out, enum compare_side side,
	const struct diffstat_row *row)
{
	bool shortened = slice_starts(out->path, "...");

	out->changes[side] = row->changes;
	out->binary[side] = row->binary;
	if (!out->path.n || (shortened && (!row->shortened || row->path.n > out->path.n)))
		out->path = row->path;
}

static void add_row(const struct diffstat_row *old,
	const struct diffstat_row *new, struct compare_diffstat *out)
{
	struct compare_stat *row = &out->rows[out->n++];

	*row = (struct compare_stat){.fate = FATE_CHANGED};
	if (new)
		put_side(row, COMPARE_NEW, new);
	if (old)
		put_side(row, COMPARE_OLD, old);
	if (!old)
		row->fate = FATE_ADDED;
	else if (!new)
		row->fate = FATE_DROPPED;
	else if (old->changes == new->changes && old->binary == new->binary)
		row->fate = FATE_SAME;
	out->differ += row->fate != FATE_SAME;
	out->net += (long long)row->changes[COMPARE_NEW] - row->changes[COMPARE_OLD];
}

static void make_rows(struct arena *a, const struct stats *s, struct compare_diffstat *out)
{
	size_t nold = s->records[COMPARE_OLD]->ndiffstat;
	size_t nnew = s->records[COMPARE_NEW]->ndiffstat, i;

	out->rows = arena_alloc(a, (nold + nnew) * sizeof(*out->rows));
	for (i = 0; i < nnew; i++) {
		uint32_t was = s->match[COMPARE_NEW][i];

		add_row(was == COMPARE_NONE ? NULL : row_of(s, COMPARE_OLD, was),
			row_of(s, COMPARE_NEW, i), out);
	}
	for (i = 0; i < nold; i++) {
		if (s->match[COMPARE_OLD][i] == COMPARE_NONE)
			add_row(row_of(s, COMPARE_OLD, i), NULL, out);
	}
}

void compare_diffstat(struct arena *a, const struct record *const records[COMPARE_SIDES],
	struct compare_diffstat *out)
{
	struct arena scratch = ARENA_INIT;
	struct stats s = {.records = records, .scratch = &scratch};
	int side;

	*out = (struct compare_diffstat){.known = true};
	for (side = 0; side < COMPARE_SIDES; side++)
		s.match[side] = compare_unmatched(&scratch, records[side]->ndiffstat);
	match_equal(&s);
	match_tails(&s, COMPARE_OLD);
	match_tails(&s, COMPARE_NEW);
	make_rows(a, &s, out);
	arena_release(&scratch);
}
