#include "model/order.h"

#include <stdint.h>
#include <stdlib.h>

#include "model/date.h"
#include "model/db.h"
#include "model/digest_name.h"
#include "util/alloc.h"
#include "util/arena.h"

#define NOWHERE ((size_t)-1)

struct entry {
	int64_t id, list;
	struct slice from, to, path;
	int days;              /* 0 = none */
	size_t prev, twin;     /* entries; twin is the first of the twins, perhaps itself */
	unsigned depth;        /* how many come before in its chain */
	enum { UNSEEN, UNDERWAY, SETTLED } state;
	int64_t old_prev, old_twin, old_place;
};

/* Entries stand in order of paths; the other arrays hold their numbers in other orders. */
struct order {
	struct arena arena;
	struct entry *entries;
	size_t n, room;
	const struct entry **by_from, **by_to, **by_time;
	struct entry **way; /* settle's */
};

static void load(struct db *db, struct order *order)
{
	struct sqlite3_stmt *st = db_stmt(db, SQL_ORDER_LOAD);

	while (db_step(db, st)) {
		ARENA_GROW(&order->arena, order->entries, order->room, order->n + 1);
		order->entries[order->n++] = (struct entry){
			.id = db_int(st, 0),
			.list = db_int(st, 1),
			.from = arena_dup(&order->arena, db_text(st, 2)),
			.to = arena_dup(&order->arena, db_text(st, 3)),
			.days = date_days((uint32_t)db_int(st, 4)),
			.path = arena_dup(&order->arena, db_text(st, 5)),
			.old_prev = db_int(st, 6),
			.old_twin = db_int(st, 7),
			.old_place = db_null(st, 8) ? -1 : db_int(st, 8),
			.prev = NOWHERE,
		};
	}
}

/* ---- looking up by commit id ------------------------------------------------------------------ */

static int compare_key(int64_t list_a, struct slice a, int64_t list_b, struct slice b)
{
	if (list_a != list_b)
		return list_a < list_b ? -1 : 1;
	return slice_cmp(slice_sub(a, 0, COMMIT_SHORT), slice_sub(b, 0, COMMIT_SHORT));
}

/* qsort is not stable: the entries' own order decides last. */
static int by_place(const struct entry *a, const struct entry *b)
{
	return a < b ? -1 : a > b;
}

static int compare_from(const void *pa, const void *pb)
{
	const struct entry *a = *(const struct entry *const *)pa;
	const struct entry *b = *(const struct entry *const *)pb;
	int cmp = compare_key(a->list, a->from, b->list, b->from);

	return cmp ? cmp : by_place(a, b);
}

static int compare_to(const void *pa, const void *pb)
{
	const struct entry *a = *(const struct entry *const *)pa;
	const struct entry *b = *(const struct entry *const *)pb;
	int cmp = compare_key(a->list, a->to, b->list, b->to);

	return cmp ? cmp : by_place(a, b);
}

static const struct entry **sorted(struct order *order, int (*compare)(const void *, const void *))
{
	const struct entry **all = arena_alloc(&order->arena, (order->n + 1) * sizeof(*all));
	size_t i;

	for (i = 0; i < order->n; i++)
		all[i] = &order->entries[i];
	if (order->n > 0)
		qsort(all, order->n, sizeof(*all), compare);
	return all;
}

/* Where entries of this list begin whose id (FROM or TO) begins as `id` does. */
static size_t first_of(const struct order *order, const struct entry *const *all, bool from,
	int64_t list, struct slice id)
{
	size_t low = 0;
	size_t high = order->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		const struct entry *e = all[mid];

		if (compare_key(e->list, from ? e->from : e->to, list, id) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static size_t number_of(const struct order *order, const struct entry *e)
{
	return (size_t)(e - order->entries);
}

static size_t find_twin(const struct order *order, const struct entry *e)
{
	size_t i = first_of(order, order->by_from, true, e->list, e->from);

	for (; i < order->n && order->by_from[i] < e; i++) {
		const struct entry *other = order->by_from[i];

		if (compare_key(other->list, other->from, e->list, e->from) != 0)
			break;
		if (commit_same(other->from, e->from) && commit_same(other->to, e->to))
			return number_of(order, other);
	}
	return number_of(order, e);
}

static size_t find_prev(const struct order *order, const struct entry *e)
{
	size_t i = first_of(order, order->by_to, false, e->list, e->from);

	for (; i < order->n; i++) {
		const struct entry *other = order->by_to[i];

		if (compare_key(other->list, other->to, e->list, e->from) != 0)
			break;
		if (other != e && commit_same(other->to, e->from))
			return number_of(order, other);
	}
	return NOWHERE;
}

/* ---- time ------------------------------------------------------------------------------------- */

/* What has no date is as old as what follows it in its chain. */
static void date_backwards(struct order *order)
{
	size_t i;

	for (i = 0; i < order->n; i++) {
		struct entry *e = &order->entries[i];
		size_t left = order->n;

		for (; e->days > 0 && e->prev != NOWHERE && left > 0; left--) {
			struct entry *prev = &order->entries[e->prev];

			if (prev->days > 0)
				break;
			prev->days = e->days;
			e = prev;
		}
	}
}

/* Nothing is older than what it follows. A chain that bites its tail is opened where it was entered. */
static void settle(struct order *order, struct entry *e)
{
	size_t n = 0;

	while (e->state == UNSEEN) {
		e->state = UNDERWAY;
		order->way[n++] = e;
		if (e->prev == NOWHERE)
			break;
		if (order->entries[e->prev].state == UNDERWAY)
			e->prev = NOWHERE;
		else
			e = &order->entries[e->prev];
	}
	while (n > 0) {
		e = order->way[--n];
		if (e->prev != NOWHERE) {
			const struct entry *prev = &order->entries[e->prev];

			e->depth = prev->depth + 1;
			if (e->days < prev->days)
				e->days = prev->days;
		}
		e->state = SETTLED;
	}
}

static int compare_time(const void *pa, const void *pb)
{
	const struct entry *a = *(const struct entry *const *)pa;
	const struct entry *b = *(const struct entry *const *)pb;

	if (a->days != b->days)
		return a->days < b->days ? -1 : 1;
	if (a->depth != b->depth)
		return a->depth < b->depth ? -1 : 1;
	return by_place(a, b);
}

static void save(struct db *db, const struct order *order)
{
	size_t i;

	for (i = 0; i < order->n && db_fine(db); i++) {
		const struct entry *e = order->by_time[i];
		int64_t prev = e->prev != NOWHERE ? order->entries[e->prev].id : 0;
		int64_t twin = order->entries[e->twin].id;
		struct sqlite3_stmt *st;

		if (prev == e->old_prev && twin == e->old_twin && (int64_t)i == e->old_place)
			continue;
		st = db_stmt(db, SQL_ORDER_SAVE);
		db_bind_int(db, st, 1, e->id);
		db_bind_id(db, st, 2, prev);
		db_bind_int(db, st, 3, twin);
		db_bind_int(db, st, 4, (int64_t)i);
		db_run(db, st);
	}
}

bool order_digests(struct db *db)
{
	struct order order = {.n = 0};
	size_t i;

	load(db, &order);
	order.by_from = sorted(&order, compare_from);
	order.by_to = sorted(&order, compare_to);
	for (i = 0; i < order.n; i++) {
		order.entries[i].twin = find_twin(&order, &order.entries[i]);
		order.entries[i].prev = find_prev(&order, &order.entries[i]);
	}
	date_backwards(&order);
	order.way = arena_alloc(&order.arena, (order.n + 1) * sizeof(struct entry *));
	for (i = 0; i < order.n; i++)
		settle(&order, &order.entries[i]);
	order.by_time = sorted(&order, compare_time);
	save(db, &order);
	arena_release(&order.arena);
	return db_fine(db);
}
