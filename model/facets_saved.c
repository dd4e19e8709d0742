/* Saved queries as a facet. */
#include "model/facets.h"

#include <stdlib.h>

#include "model/marks.h"
#include "model/plan_internal.h"

/* By name. First all of them, so that nobody who writes marks waits for what they find. */
static struct saved_query *read_saved(struct planner *planner, struct arena *a, size_t *n)
{
	struct saved_query *all = NULL;
	struct sqlite3_stmt *st;
	size_t room = 0;

	*n = 0;
	st = planner->marks ? db_stmt(planner->marks, SQL_MARK_OF_KIND) : NULL;
	if (st) {
		db_bind_int(planner->marks, st, 1, MARK_QUERY);
		db_bind_int(planner->marks, st, 2, MARK_FIELD_QUERY);
	}
	while (st && db_step(planner->marks, st)) {
		ARENA_GROW(a, all, room, *n + 1);
		all[(*n)++] = (struct saved_query){
			.name = arena_dup(a, db_text(st, 0)),
			.text = arena_dup(a, db_text(st, 1)),
		};
	}
	if (planner->marks)
		db_ok(planner->marks, &planner->error);
	wishes_add_queries(planner->wishes, a, &all, &room, n);
	return all;
}

/* What makes no sense is told in its row and keeps the others from nothing. */
static bool find_series(struct planner *planner, const struct saved_query *saved, struct ids *series)
{
	struct query_error err;
	struct query *query = query_parse(saved->text, &err);
	bool ok = query && plan_find_series(planner, query, series);

	if (planner->error.code == ERROR_INPUT)
		planner->error = (struct error){.code = ERROR_NONE};
	query_free(query);
	return ok;
}

static void count_saved(struct planner *planner, const struct result *result,
	const struct saved_query *saved, struct facet_row *row)
{
	struct ids series = {.n = 0};
	size_t i;

	row->broken = !find_series(planner, saved, &series);
	row->printed = (unsigned)series.n;
	row->has_printed = !row->broken;
	for (i = 0; result && i < result->n; i++) {
		if (!ids_has(&series, result->hits[i].series))
			continue;
		row->view++;
		row->unread += plan_is_unread(planner, result->hits[i].revision);
	}
	free(series.p);
}

bool facets_saved(struct planner *planner, const struct result *result, struct arena *a,
	struct facets *out)
{
	struct saved_query *all = read_saved(planner, a, &out->n);
	size_t i;

	out->rows = arena_zalloc(a, (out->n + 1) * sizeof(*out->rows));
	for (i = 0; i < out->n && db_fine(planner->db); i++) {
		out->rows[i].label = all[i].name;
		out->rows[i].term = facets_term(a, "query:", all[i].name);
		count_saved(planner, result, &all[i], &out->rows[i]);
	}
	return db_fine(planner->db) && planner->error.code == ERROR_NONE;
}
