#include "model/link.h"

#include <stdlib.h>
#include <string.h>

#include "model/date.h"
#include "model/link_internal.h"
#include "parser/parser.h"
#include "util/alloc.h"

/* One run over all groups. */
struct linking {
	struct link_group group; /* the one that is looked at */
	struct link_written written;
	struct intern done;      /* postings of groups before */
	bool any_cut;            /* somewhere in the index is a title that was cut */
	bool any_said;           /* the user has decided something */
};

static bool is_done(struct linking *l, int64_t posting)
{
	return *intern_at(&l->done, slice_from((const char *)&posting, sizeof(posting))) != 0;
}

static void set_done(struct linking *l, int64_t posting)
{
	*intern_at(&l->done, slice_from((const char *)&posting, sizeof(posting))) = 1;
}

/* ---- finding what hangs together -------------------------------------------------------------- */

static void gather(struct db *db, struct sqlite3_stmt *st, struct ids *ids)
{
	while (db_step(db, st))
		ids_add(ids, db_int(st, 0));
}

static void gather_by_text(struct db *db, enum sql which, struct slice text, struct ids *ids)
{
	struct sqlite3_stmt *st = db_stmt(db, which);

	db_bind_text(db, st, 1, text);
	gather(db, st, ids);
}

static struct sqlite3_stmt *by_persons(struct db *db, enum sql which, const struct link_node *node,
	struct slice text)
{
	struct sqlite3_stmt *st = db_stmt(db, which);

	if (text.p)
		db_bind_text(db, st, 1, text);
	else
		db_bind_int(db, st, 1, node->id);
	db_bind_int(db, st, 2, node->persons[0]);
	db_bind_int(db, st, 3, node->persons[1]);
	db_bind_text(db, st, 5, node->who[0]);
	db_bind_text(db, st, 6, node->who[1]);
	return st;
}

/* Longer titles of which this one is the beginning. */
static void gather_longer(struct db *db, const struct link_node *node, struct ids *ids)
{
	struct buf from = BUF_INIT;
	struct buf to = BUF_INIT;
	struct sqlite3_stmt *st;

	buf_addf(&from, SLICE_FMT " ", SLICE_ARG(node->title));
	buf_addf(&to, SLICE_FMT "!", SLICE_ARG(node->title)); /* '!' comes next after the blank */
	st = by_persons(db, SQL_LINK_BY_PREFIX, node, buf_slice(&from));
	db_bind_text(db, st, 4, buf_slice(&to));
	gather(db, st, ids);
	buf_release(&from);
	buf_release(&to);
}

/* Cut titles that are the beginning of this one. */
static void gather_shorter(struct db *db, const struct link_node *node, struct ids *ids)
{
	size_t i;

	for (i = 0; i < node->title.n; i++)
		if (node->title.p[i] == ' ' && link_prefix_counts(slice_sub(node->title, 0, i)))
			gather(db, by_persons(db, SQL_LINK_BY_CUT_TITLE, node,
				slice_sub(node->title, 0, i)), ids);
}

/* Days that the posting of a named revision may stand before and behind that of its mail. */
#define DAYS_BEFORE 60
#define DAYS_BEHIND 45

static int64_t first_of_day(int64_t day)
{
	return day > 0 ? day << POSTING_DAYS_SHIFT : 0;
}

/* What its links name, by version, day and sender: the message-ids of postings are not known. */
static void gather_named(struct db *db, const struct link_node *node, struct ids *ids)
{
	int64_t own = (node->id >> POSTING_DAYS_SHIFT) + DAYS_BEFORE;
	size_t i;

	for (i = 0; i < node->nsightings; i++) {
		const struct link_sighting *s = &node->sightings[i];
		int64_t sent = s->msgid.n > 0 ? date_days(msgid_date(s->msgid)) : 0;
		int64_t last = sent + DAYS_BEHIND < own ? sent + DAYS_BEHIND : own;
		struct sqlite3_stmt *st;

		if (sent <= 0 || s->kind != SIGHTING_LINK)
			continue;
		st = by_persons(db, SQL_LINK_NAMED, node, SLICE_LIT(""));
		db_bind_int(db, st, 1, s->version.major);
		db_bind_int(db, st, 4, first_of_day(sent - DAYS_BEFORE));
		db_bind_int(db, st, 7, first_of_day(last + 1) - 1);
		gather(db, st, ids);
	}
}

/* Those whose links name it. */
static void gather_naming(struct db *db, const struct link_node *node, struct ids *ids)
{
	int64_t day = node->id >> POSTING_DAYS_SHIFT;
	struct sqlite3_stmt *st;

	if (day == 0)
		return;
	st = by_persons(db, SQL_LINK_NAMING, node, SLICE_LIT(""));
	db_bind_int(db, st, 1, node->version.major);
	db_bind_int(db, st, 4, first_of_day(day - DAYS_BEFORE));
	db_bind_int(db, st, 7, day - DAYS_BEHIND);
	db_bind_int(db, st, 8, day + DAYS_BEFORE);
	gather(db, st, ids);
}

void link_candidates(struct db *db, const struct link_node *node, bool any_cut, struct ids *ids)
{
	size_t i;

	ids->n = 0;
	for (i = 0; i < node->nsightings; i++)
		link_by_message(db, node->sightings[i].msgid, ids);
	for (i = 0; i < node->nslugs; i++)
		gather_by_text(db, SQL_LINK_BY_SLUG, node->slugs[i], ids);
	gather(db, by_persons(db, SQL_LINK_BY_TITLE, node, node->title), ids);
	gather_by_text(db, SQL_LINK_BY_FORMER, node->title, ids);
	for (i = 0; i < node->nformers; i++)
		gather(db, by_persons(db, SQL_LINK_BY_TITLE, node, node->formers[i]), ids);
	if (any_cut)
		gather_shorter(db, node, ids);
	if (node->cut && link_prefix_counts(node->title))
		gather_longer(db, node, ids);
	if (node->patch.n > 0)
		gather(db, by_persons(db, SQL_LINK_BY_PATCH, node, node->patch), ids);
	if (node->weight >= TAKEN_OVER_WORDS)
		gather_by_text(db, SQL_LINK_BY_ANY_TITLE, node->title, ids);
	gather_named(db, node, ids);
	gather_naming(db, node, ids);
	gather(db, by_persons(db, SQL_LINK_BY_PIECES, node, (struct slice){.p = NULL}), ids);
	ids_sort(ids);
}

bool link_any_cut(struct db *db)
{
	return db_run_int(db, db_stmt(db, SQL_LINK_CUT_COUNT), 0) > 0;
}

static void add_edge(struct link_group *group, size_t a, size_t b)
{
	struct link_edge edge = {.a = a, .b = b};

	if (link_node_cmp(&group->nodes[a], &group->nodes[b]) > 0) {
		edge.a = b;
		edge.b = a;
	}
	if (link_conflict(&group->nodes[a], &group->nodes[b], SIGNAL_LINK))
		return; /* most of them, and before anything else is asked for */
	link_detail(group, &group->nodes[a]);
	link_detail(group, &group->nodes[b]);
	if (!link_judge(&group->nodes[edge.a], &group->nodes[edge.b], &edge) || edge.perhaps)
		return;
	ARENA_GROW(&group->arena, group->edges, group->edges_room, group->nedges + 1);
	group->edges[group->nedges++] = edge;
	group->nodes[a].inside = true;
	group->nodes[b].inside = true;
}

static void put_inside(struct link_group *group, size_t node, struct ids *inside)
{
	group->nodes[node].inside = true;
	group->nodes[node].place = inside->n;
	ids_add(inside, (int64_t)node);
}

/* What the user has said joins whatever the two are. */
static void add_said(struct linking *l, size_t node, struct ids *inside)
{
	struct link_group *group = &l->group;
	struct ids others = {.n = 0};
	size_t i, other;

	if (l->any_said)
		link_hear(group, node, &others);
	for (i = 0; i < others.n; i++)
		if (link_load(group, others.p[i], &other) && !group->nodes[other].inside) {
			link_detail(group, &group->nodes[node]);
			link_detail(group, &group->nodes[other]);
			put_inside(group, other, inside);
		}
	free(others.p);
}

/*
 * All that hangs together with the first posting: `inside` nodes whose candidates were asked
 * for, in order of finding them. Each pair is judged once, when the second is asked.
 */
static void find_group(struct linking *l, size_t first, struct ids *inside)
{
	struct link_group *group = &l->group;
	struct ids candidates = {.n = 0};
	size_t at, i, other;

	inside->n = 0;
	put_inside(group, first, inside);
	for (at = 0; at < inside->n && db_fine(group->db); at++) {
		size_t node = (size_t)inside->p[at];
		struct link_node copy = group->nodes[node];

		add_said(l, node, inside);
		link_candidates(group->db, &copy, l->any_cut, &candidates);
		for (i = 0; i < candidates.n; i++) {
			bool was_inside;

			if (!link_load(group, candidates.p[i], &other) || other == node)
				continue;
			was_inside = group->nodes[other].inside;
			if (was_inside && group->nodes[other].place < at)
				continue;
			add_edge(group, node, other);
			if (!was_inside && group->nodes[other].inside)
				put_inside(group, other, inside);
		}
	}
	free(candidates.p);
}

/* ---- series out of edges ---------------------------------------------------------------------- */

static unsigned distance(unsigned a, unsigned b)
{
	return a > b ? a - b : b - a;
}

int link_edge_cmp(const void *pa, const void *pb, void *ctx)
{
	const struct link_node *nodes = ((const struct link_group *)ctx)->nodes;
	const struct link_edge *x = pa;
	const struct link_edge *y = pb;
	const struct link_node *xa = &nodes[x->a], *xb = &nodes[x->b];
	const struct link_node *ya = &nodes[y->a], *yb = &nodes[y->b];
	unsigned dx, dy;
	int cmp;

	if (x->signal != y->signal)
		return x->signal < y->signal ? -1 : 1;
	if (x->confidence != y->confidence)
		return x->confidence > y->confidence ? -1 : 1;
	dx = distance(xa->version.major, xb->version.major);
	dy = distance(ya->version.major, yb->version.major);
	if (dx == dy) {
		dx = distance((unsigned)xa->days, (unsigned)xb->days);
		dy = distance((unsigned)ya->days, (unsigned)yb->days);
	}
	if (dx != dy)
		return dx < dy ? -1 : 1;
	cmp = link_node_cmp(xa, ya);
	return cmp ? cmp : link_node_cmp(xb, yb);
}

size_t link_part(struct link_group *group, size_t node)
{
	struct link_node *nodes = group->nodes;

	while (nodes[node].part != node) {
		nodes[node].part = nodes[nodes[node].part].part;
		node = nodes[node].part;
	}
	return node;
}

static size_t own_part(struct link_group *group, size_t node)
{
	struct link_node *nodes = group->nodes;

	while (nodes[node].own != node) {
		nodes[node].own = nodes[nodes[node].own].own;
		node = nodes[node].own;
	}
	return node;
}

/* Whether what signals have joined to a conflicts with what they have joined to b. */
static bool parts_conflict(struct link_group *group, size_t a, size_t b, enum signal signal)
{
	const struct link_node *nodes = group->nodes;
	size_t x = a;
	size_t y;

	do {
		y = b;
		do {
			if (own_part(group, x) == a && own_part(group, y) == b &&
				link_conflict(&nodes[x], &nodes[y], signal))
				return true;
			y = nodes[y].next;
		} while (y != b);
		x = nodes[x].next;
	} while (x != a);
	return false;
}

void link_join(struct link_group *group, size_t a, size_t b)
{
	size_t next = group->nodes[a].next;

	if (a == b)
		return;
	group->nodes[a].part = b;
	group->nodes[a].next = group->nodes[b].next;
	group->nodes[b].next = next;
}

/*
 * The strongest edges join first; what they have joined decides what weaker ones may. What was
 * joined by hand takes nothing from it: there the user has said that a conflict is none.
 */
static void join_parts(struct link_group *group)
{
	size_t i;

	link_obey(group);
	if (group->nedges > 1)
		qsort_r(group->edges, group->nedges, sizeof(*group->edges), link_edge_cmp, group);
	for (i = 0; i < group->nedges; i++) {
		struct link_edge *edge = &group->edges[i];
		size_t a = own_part(group, edge->a), b = own_part(group, edge->b);
		size_t x = link_part(group, a), y = link_part(group, b);

		if (a == b || edge->signal == SIGNAL_HAND || link_barred(group, x, y) ||
			parts_conflict(group, a, b, edge->signal))
			continue;
		edge->used = true;
		group->nodes[a].own = b;
		link_join(group, x, y);
	}
}

static int compare_members(const void *pa, const void *pb, void *ctx)
{
	const struct link_node *nodes = ((const struct link_group *)ctx)->nodes;

	return link_node_cmp(&nodes[*(const size_t *)pa], &nodes[*(const size_t *)pb]);
}

static int compare_parts(const void *pa, const void *pb)
{
	const struct link_edge *x = pa;
	const struct link_edge *y = pb;

	if (x->part != y->part)
		return x->part < y->part ? -1 : 1;
	return x->rank < y->rank ? -1 : x->rank > y->rank;
}

/* The edges of one part together, strongest first. */
static void sort_by_part(struct link_group *group)
{
	size_t i;

	for (i = 0; i < group->nedges; i++) {
		struct link_edge *edge = &group->edges[i];
		size_t part = link_part(group, edge->a);

		edge->rank = i;
		edge->part = part == link_part(group, edge->b) ? part : LINK_APART;
	}
	if (group->nedges > 1)
		qsort(group->edges, group->nedges, sizeof(*group->edges), compare_parts);
}

static const struct link_edge *edges_of(const struct link_group *group, size_t part, size_t *n)
{
	size_t from = 0;
	size_t high = group->nedges;

	while (from < high) {
		size_t mid = from + (high - from) / 2;

		if (group->edges[mid].part < part)
			from = mid + 1;
		else
			high = mid;
	}
	for (*n = 0; from + *n < group->nedges && group->edges[from + *n].part == part;)
		++*n;
	return group->edges + from;
}

static void write_parts(struct linking *l, const struct ids *inside)
{
	struct link_group *group = &l->group;
	size_t *members = arena_alloc(&group->arena, inside->n * sizeof(*members));
	const struct link_edge *edges;
	size_t i, n, nedges, first, at;

	sort_by_part(group);
	for (i = 0; i < inside->n && db_fine(group->db); i++) {
		first = (size_t)inside->p[i];
		if (!group->nodes[first].inside)
			continue;
		n = 0;
		at = first;
		do {
			members[n++] = at;
			group->nodes[at].inside = false;
			at = group->nodes[at].next;
		} while (at != first);
		qsort_r(members, n, sizeof(*members), compare_members, group);
		edges = edges_of(group, link_part(group, first), &nedges);
		link_renumber(group, members, n);
		link_write(group, members, n, edges, nedges, &l->written);
	}
}

/* ---- the run ---------------------------------------------------------------------------------- */

static void clear_group(struct link_group *group)
{
	arena_reset(&group->arena);
	intern_clear(&group->numbers);
	group->nodes = NULL;
	group->edges = NULL;
	group->n = group->room = 0;
	group->nedges = group->edges_room = 0;
	group->words = NULL;
	group->nwords = group->words_room = 0;
	group->bars = NULL;
	group->nbars = group->bars_room = 0;
}

/* Series that lose a member to another may fall apart: the rest of them is looked at too. */
static void finish_group(struct linking *l, const struct ids *inside, struct ids *todo)
{
	struct link_group *group = &l->group;
	struct sqlite3_stmt *st;
	size_t i;

	for (i = 0; i < inside->n; i++)
		set_done(l, group->nodes[inside->p[i]].id);
	for (i = 0; i < inside->n; i++) {
		int64_t series = group->nodes[inside->p[i]].old_series;

		if (series == 0 || (i > 0 && series == group->nodes[inside->p[i - 1]].old_series))
			continue;
		st = db_stmt(group->db, SQL_LINK_OF_SERIES);
		db_bind_int(group->db, st, 1, series);
		while (db_step(group->db, st))
			if (!is_done(l, db_int(st, 0)))
				ids_add(todo, db_int(st, 0));
	}
}

bool link_run(struct db *db, struct ids *fresh, struct ids *shaken)
{
	struct linking l = {.group = {.db = db}};
	struct ids inside = {.n = 0};
	size_t i, first;

	link_crowds(db, fresh, fresh);
	ids_sort(fresh);
	l.any_cut = link_any_cut(db);
	l.any_said = db_run_int(db, db_stmt(db, SQL_DECISION_COUNT), 0) > 0;
	for (i = 0; i < shaken->n; i++)
		ids_add(&l.written.touched, shaken->p[i]);
	for (i = 0; i < fresh->n && db_fine(db); i++) {
		if (is_done(&l, fresh->p[i]))
			continue;
		clear_group(&l.group);
		if (!link_load(&l.group, fresh->p[i], &first))
			continue;
		find_group(&l, first, &inside);
		join_parts(&l.group);
		finish_group(&l, &inside, fresh);
		write_parts(&l, &inside);
	}
	link_tidy(db, &l.written);
	intern_release(&l.done);
	intern_release(&l.group.numbers);
	arena_release(&l.group.arena);
	free(inside.p);
	free(l.written.kept.p);
	free(l.written.touched.p);
	free(l.written.used.p);
	return db_fine(db);
}
