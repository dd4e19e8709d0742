/*
 * What perhaps belongs together. It is found when it is asked for and not kept: the pairs that the
 * linking pass is in doubt about are many, few of them are ever looked at, and each new file
 * and each decision changes them.
 */
#include "model/front.h"
#include "model/link_internal.h"

#include <stdlib.h>

struct search {
	struct link_group group;
	int64_t series;
	const struct decision_row *decisions;
	size_t ndecisions;
	struct arena *a; /* of the rows */
	struct perhaps_row *rows;
	size_t n, room;
};

static bool is_decided(const struct search *s, int64_t series)
{
	size_t i;

	for (i = 0; i < s->ndecisions; i++)
		if (s->decisions[i].series == series && s->decisions[i].verdict == VERDICT_NOT)
			return true;
	return false;
}

static void add_row(struct search *s, const struct perhaps_row *row)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		if (s->rows[i].series == row->series) {
			if (row->confidence > s->rows[i].confidence)
				s->rows[i] = *row;
			return;
		}
	ARENA_GROW(s->a, s->rows, s->room, s->n + 1);
	s->rows[s->n++] = *row;
}

static void consider(struct search *s, size_t own, size_t other)
{
	struct link_node *x = &s->group.nodes[own], *y = &s->group.nodes[other];
	bool turn = link_node_cmp(x, y) > 0;
	struct link_edge edge = {.a = own};

	if (y->old_series == 0 || y->old_series == s->series || is_decided(s, y->old_series))
		return;
	link_detail(&s->group, x);
	link_detail(&s->group, y);
	if (link_doubt(turn ? y : x, turn ? x : y, &edge))
		add_row(s, &(struct perhaps_row){
			.revision = x->old_revision,
			.other = y->old_revision,
			.series = y->old_series,
			.signal = edge.signal,
			.confidence = edge.confidence,
		});
}

static void search_from(struct search *s, int64_t posting, bool any_cut)
{
	struct ids candidates = {.n = 0};
	size_t own, other, i;

	if (link_load(&s->group, posting, &own)) {
		struct link_node copy = s->group.nodes[own];

		link_candidates(s->group.db, &copy, any_cut, &candidates);
		for (i = 0; i < candidates.n; i++)
			if (link_load(&s->group, candidates.p[i], &other))
				consider(s, own, other);
	}
	free(candidates.p);
}

static void search_series(struct search *s)
{
	struct db *db = s->group.db;
	struct sqlite3_stmt *st = db_stmt(db, SQL_LINK_OF_SERIES);
	bool any_cut;
	struct ids postings = {.n = 0};
	size_t i;

	db_bind_int(db, st, 1, s->series);
	while (db_step(db, st))
		ids_add(&postings, db_int(st, 0));
	any_cut = link_any_cut(db);
	for (i = 0; i < postings.n; i++)
		search_from(s, postings.p[i], any_cut);
	free(postings.p);
}

static int compare_rows(const void *pa, const void *pb)
{
	const struct perhaps_row *x = pa;
	const struct perhaps_row *y = pb;

	if (x->confidence != y->confidence)
		return x->confidence > y->confidence ? -1 : 1;
	return x->series < y->series ? -1 : x->series > y->series;
}

bool model_perhaps(struct model *model, int64_t series, struct arena *a, struct perhaps_row **rows,
	size_t *n, struct error *err)
{
	struct search s = {.group = {.db = model->db}, .series = series, .a = a};
	struct decision_row *decisions;
	bool ok;

	db_begin_read(model->db);
	ok = model_decisions(model, series, a, &decisions, &s.ndecisions, err);
	s.decisions = decisions;
	if (ok)
		search_series(&s);
	db_end_read(model->db);
	intern_release(&s.group.numbers);
	arena_release(&s.group.arena);
	if (s.n > 1)
		qsort(s.rows, s.n, sizeof(*s.rows), compare_rows);
	*rows = s.rows;
	*n = s.n;
	return ok && db_ok(model->db, err);
}
