#include "model/decision.h"

#include <stdio.h>
#include <stdlib.h>

#include "model/intern.h"
#include "util/buf.h"

/* ---- pairs of keys ---------------------------------------------------------------------------- */

static int compare_keys(const struct mark_key *x, const struct mark_key *y)
{
	return x->kind != y->kind ? (int)x->kind - (int)y->kind : slice_cmp(x->text, y->text);
}

static struct slice pair_text(struct arena *a, const struct mark_key *x, const struct mark_key *y)
{
	const struct mark_key *first = compare_keys(x, y) <= 0 ? x : y;
	const struct mark_key *second = first == x ? y : x;
	struct buf text = BUF_INIT;
	struct slice copy;

	buf_addf(&text, "%s:" SLICE_FMT " %s:" SLICE_FMT, mark_kind_name(first->kind),
		SLICE_ARG(first->text), mark_kind_name(second->kind), SLICE_ARG(second->text));
	copy = arena_dup(a, buf_slice(&text));
	buf_release(&text);
	return copy;
}

void decision_keys(struct arena *a, const struct mark_keys *x, const struct mark_keys *y,
	struct mark_keys *pairs)
{
	size_t i, k;

	for (i = 0; i < x->n; i++)
		for (k = 0; k < y->n; k++)
			mark_keys_add(a, pairs, MARK_DECISION,
				pair_text(a, &x->p[i], &y->p[k]));
}

/* Takes "KIND:KEY" off the beginning; a slug's key has a blank in it, no other has. */
static bool take_key(struct slice *rest, struct mark_key *key)
{
	size_t colon = slice_find_byte(*rest, ':');
	size_t end;

	key->kind = mark_kind_by_name(slice_sub(*rest, 0, colon));
	if (key->kind != MARK_MSGID && key->kind != MARK_SLUG && key->kind != MARK_TITLE)
		return false;
	*rest = slice_skip(*rest, colon + 1);
	end = slice_find_byte(*rest, ' ');
	if (key->kind == MARK_SLUG && end < rest->n)
		end += 1 + slice_find_byte(slice_skip(*rest, end + 1), ' ');
	key->text = slice_sub(*rest, 0, end);
	*rest = slice_skip(*rest, end + 1);
	return key->text.n > 0;
}

static bool take_pair(struct slice text, struct mark_key pair[2])
{
	return take_key(&text, &pair[0]) && take_key(&text, &pair[1]) && text.n == 0;
}

static bool has_key(const struct mark_keys *keys, const struct mark_key *key)
{
	size_t i;

	for (i = 0; i < keys->n; i++)
		if (compare_keys(&keys->p[i], key) == 0)
			return true;
	return false;
}

/* A pair has a key of each side, but does not say which: what is known of the others tells. */
static bool place_pair(struct arena *a, struct mark_keys sides[2], const struct mark_key pair[2],
	bool anyhow)
{
	bool turned = has_key(&sides[1], &pair[0]) || has_key(&sides[0], &pair[1]);

	if (has_key(&sides[0], &pair[0]) || has_key(&sides[1], &pair[1]))
		turned = false;
	else if (!turned && !anyhow)
		return false;
	mark_keys_add(a, &sides[turned], pair[0].kind, pair[0].text);
	mark_keys_add(a, &sides[!turned], pair[1].kind, pair[1].text);
	return true;
}

static void find_sides(struct arena *a, const struct slice *pairs, size_t n,
	struct mark_keys sides[2])
{
	bool *placed = arena_zalloc(a, n + 1);
	size_t left = n;
	bool moved = false;

	while (left > 0) {
		bool anyhow = !moved;
		size_t i;

		moved = false;
		for (i = 0; i < n; i++) {
			struct mark_key pair[2];

			if (placed[i] || (take_pair(pairs[i], pair) &&
				!place_pair(a, sides, pair, anyhow && !moved)))
				continue;
			placed[i] = true;
			moved = true;
			left--;
		}
	}
}

/* ---- out of the marks ------------------------------------------------------------------------- */

struct pairs {
	struct slice *p;
	size_t n, room;
};

static void finish(struct arena *a, const struct pairs *pairs, struct decision *decision)
{
	struct buf text = BUF_INIT;
	size_t i;

	buf_addf(&text, "%s %lld", decision->same ? "same" : "not", (long long)decision->changed);
	for (i = 0; i < pairs->n; i++)
		buf_addf(&text, " " SLICE_FMT, SLICE_ARG(pairs->p[i]));
	decision->text = arena_dup(a, buf_slice(&text));
	buf_release(&text);
	find_sides(a, pairs->p, pairs->n, decision->sides);
}

static int compare_decisions(const void *a, const void *b)
{
	return slice_cmp(((const struct decision *)a)->text, ((const struct decision *)b)->text);
}

void decisions_read(struct db *marks, struct arena *a, struct decision **decisions, size_t *n)
{
	struct sqlite3_stmt *st = db_stmt(marks, SQL_DECISIONS);
	struct pairs pairs = {.n = 0};
	int64_t mark = 0;
	size_t room = 0;

	*decisions = NULL;
	*n = 0;
	while (db_step(marks, st)) {
		if (db_int(st, 0) != mark) {
			if (mark)
				finish(a, &pairs, &(*decisions)[*n - 1]);
			mark = db_int(st, 0);
			pairs.n = 0;
			ARENA_GROW(a, *decisions, room, *n + 1);
			(*decisions)[(*n)++] = (struct decision){
				.same = slice_is(db_text(st, 2), "same"),
				.changed = db_int(st, 3),
			};
		}
		ARENA_GROW(a, pairs.p, pairs.room, pairs.n + 1);
		pairs.p[pairs.n++] = arena_dup(a, db_text(st, 1));
	}
	if (mark)
		finish(a, &pairs, &(*decisions)[*n - 1]);
	if (*n > 1)
		qsort(*decisions, *n, sizeof(**decisions), compare_decisions);
}

/* ---- the copy in the index -------------------------------------------------------------------- */

static const struct decision *find(const struct decision *decisions, size_t n, struct slice text)
{
	struct decision key = {.text = text};

	return n ? bsearch(&key, decisions, n, sizeof(*decisions), compare_decisions) : NULL;
}

bool decisions_differ(struct db *index, const struct decision *decisions, size_t n)
{
	struct sqlite3_stmt *st = db_stmt(index, SQL_DECISION_ALL);
	size_t there = 0;
	bool differ = false;

	while (db_step(index, st)) {
		there++;
		differ |= !find(decisions, n, db_text(st, 1));
	}
	return differ || there != n;
}

static void gather(struct db *index, enum sql which, int64_t decision, unsigned side,
	struct ids *postings)
{
	struct sqlite3_stmt *st = db_stmt(index, which);

	db_bind_int(index, st, 1, decision);
	db_bind_int(index, st, 2, side);
	while (db_step(index, st))
		ids_add(postings, db_int(st, 0));
}

void decision_postings(struct db *index, int64_t decision, unsigned side, bool same,
	struct ids *postings)
{
	size_t before = postings->n;

	gather(index, SQL_DECISION_BY_TITLE, decision, side, postings);
	if (same && postings->n == before)
		gather(index, SQL_DECISION_BY_NAME, decision, side, postings);
}

static void gather_sides(struct db *index, int64_t decision, bool same, struct ids *postings)
{
	decision_postings(index, decision, 0, same, postings);
	decision_postings(index, decision, 1, same, postings);
}

static void run_on(struct db *index, enum sql which, int64_t decision)
{
	struct sqlite3_stmt *st = db_stmt(index, which);

	db_bind_int(index, st, 1, decision);
	db_run(index, st);
}

static void add_key(struct db *index, int64_t id, unsigned side, const struct mark_key *key)
{
	struct sqlite3_stmt *st = db_stmt(index, SQL_DECISION_ADD_KEY);
	char hex[17];

	db_bind_int(index, st, 1, id);
	db_bind_int(index, st, 2, side);
	db_bind_int(index, st, 3, key->kind);
	if (key->kind == MARK_TITLE) {
		snprintf(hex, sizeof(hex), SLICE_FMT, SLICE_ARG(key->text));
		db_bind_int(index, st, 4, (int64_t)strtoull(hex, NULL, 16));
	} else if (key->kind == MARK_SLUG) {
		db_bind_text(index, st, 4, slice_sub(key->text, 0,
			slice_find_byte(key->text, ' ')));
	} else {
		db_bind_text(index, st, 4, key->text);
	}
	db_run(index, st);
}

static void add(struct db *index, const struct decision *decision, struct ids *fresh)
{
	struct sqlite3_stmt *st = db_stmt(index, SQL_DECISION_ADD);
	unsigned side;
	int64_t id;
	size_t i;

	db_bind_text(index, st, 1, decision->text);
	db_bind_int(index, st, 2, decision->same);
	db_bind_int(index, st, 3, decision->changed);
	if (!db_run(index, st))
		return;
	id = db_last_id(index);
	for (side = 0; side < 2; side++)
		for (i = 0; i < decision->sides[side].n; i++)
			add_key(index, id, side, &decision->sides[side].p[i]);
	gather_sides(index, id, decision->same, fresh);
}

/* Those of the copy; the others are in `known`, whose ids are not 0. */
static void drop_old(struct db *index, const struct decision *decisions, size_t n,
	struct intern *known, struct ids *fresh)
{
	struct sqlite3_stmt *st = db_stmt(index, SQL_DECISION_ALL);
	struct ids joined = {.n = 0}, parted = {.n = 0};
	size_t i;

	while (db_step(index, st)) {
		if (find(decisions, n, db_text(st, 1)))
			*intern_at(known, db_text(st, 1)) = db_int(st, 0);
		else
			ids_add(db_int(st, 2) ? &joined : &parted, db_int(st, 0));
	}
	for (i = 0; i < joined.n + parted.n; i++) {
		bool same = i < joined.n;
		int64_t id = same ? joined.p[i] : parted.p[i - joined.n];

		gather_sides(index, id, same, fresh);
		run_on(index, SQL_DECISION_DROP_KEYS, id);
		run_on(index, SQL_DECISION_DROP, id);
	}
	free(joined.p);
	free(parted.p);
}

void decisions_copy(struct db *index, const struct decision *decisions, size_t n,
	struct ids *fresh)
{
	struct intern known;
	size_t i;

	intern_init(&known);
	drop_old(index, decisions, n, &known, fresh);
	for (i = 0; i < n && db_fine(index); i++)
		if (*intern_at(&known, decisions[i].text) == 0)
			add(index, &decisions[i], fresh);
	intern_release(&known);
}
