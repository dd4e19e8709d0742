#include "model/plan.h"

#include <stdlib.h>
#include <string.h>

#include "model/complete.h"
#include "model/plan_internal.h"
#include "util/alloc.h"

struct planner *planner_new(struct db *db, struct db *marks, const struct scope *scope,
	const struct wishes *wishes, uint32_t (*today)(void))
{
	struct planner *planner = xcalloc(1, sizeof(*planner));

	planner->db = db;
	planner->marks = marks;
	planner->scope = scope;
	planner->wishes = wishes;
	planner->today = today;
	reread_init(&planner->reread);
	return planner;
}

void planner_free(struct planner *planner)
{
	if (!planner)
		return;
	universe_release(&planner->universe);
	free(planner->known_marks.bits);
	mark_states_release(&planner->known_marks.states);
	free(planner->known_muted.series.p);
	completer_free(planner->completer);
	reread_release(&planner->reread);
	arena_release(&planner->scratch);
	arena_release(&planner->texts);
	free(planner);
}

struct db *planner_db(struct planner *planner)
{
	return planner->db;
}

const struct scope *planner_scope(const struct planner *planner)
{
	return planner->scope;
}

/* ---- the tree ------------------------------------------------------------------------------- */

static enum plan_cost node_cost(const struct query_node *node)
{
	enum plan_cost cost = node->term ? plan_term_cost(node->term) : COST_ROWS;
	size_t i;

	for (i = 0; i < node->nkids; i++) {
		enum plan_cost kid = node_cost(node->kids[i]);

		if (kid > cost)
			cost = kid;
	}
	return cost;
}

static bool run_node(struct planner *planner, const struct query_node *node,
	const struct plan_set *within, struct plan_set *out);

/* Cheap terms first; what they leave is all that the others are asked about. */
static bool run_and(struct planner *planner, const struct query_node *node,
	const struct plan_set *within, struct plan_set *out)
{
	enum plan_cost cost;
	bool ok = true;
	size_t i;

	plan_set_or(out, within);
	for (cost = COST_ROWS; ok && cost <= COST_ALL_TEXTS; cost++) {
		for (i = 0; ok && i < node->nkids && !plan_set_is_empty(out); i++) {
			struct plan_set kid;

			if (node_cost(node->kids[i]) != cost)
				continue;
			plan_set_init(&kid, planner->universe.nrevisions);
			ok = run_node(planner, node->kids[i], out, &kid);
			plan_set_and(out, &kid);
			plan_set_release(&kid);
		}
	}
	return ok;
}

static bool run_or(struct planner *planner, const struct query_node *node,
	const struct plan_set *within, struct plan_set *out)
{
	bool ok = true;
	size_t i;

	for (i = 0; ok && i < node->nkids; i++) {
		struct plan_set kid;

		plan_set_init(&kid, planner->universe.nrevisions);
		ok = run_node(planner, node->kids[i], within, &kid);
		plan_set_or(out, &kid);
		plan_set_release(&kid);
	}
	return ok;
}

static bool run_not(struct planner *planner, const struct query_node *node,
	const struct plan_set *within, struct plan_set *out)
{
	bool ok = run_node(planner, node->kids[0], within, out);

	plan_set_not(out, within);
	return ok;
}

static bool run_node(struct planner *planner, const struct query_node *node,
	const struct plan_set *within, struct plan_set *out)
{
	switch (node->kind) {
	case NODE_TERM:
		return plan_term_run(planner, node->term, within, out);
	case NODE_NOT:
		return run_not(planner, node, within, out);
	case NODE_AND:
		return run_and(planner, node, within, out);
	case NODE_OR:
		return run_or(planner, node, within, out);
	}
	return false;
}

bool plan_run_query(struct planner *planner, const struct query *query, struct plan_set *out)
{
	struct plan_set all;
	bool ok;

	if (query_is_all(query)) {
		plan_set_fill(out, planner->universe.nrevisions);
		return true;
	}
	if (planner->depth == 0 && !plan_look_into(planner, query))
		return false;
	plan_set_init(&all, planner->universe.nrevisions);
	plan_set_fill(&all, planner->universe.nrevisions);
	ok = run_node(planner, query->root, &all, out);
	plan_set_and(out, &all);
	plan_set_release(&all);
	return ok;
}

bool plan_find_series(struct planner *planner, const struct query *query, struct ids *series)
{
	const struct universe *u = &planner->universe;
	struct plan_set set;
	bool hidden, ok;
	size_t i, kept = 0;

	planner->asks_muted = false;
	plan_set_init(&set, u->nrevisions);
	ok = plan_run_query(planner, query, &set);
	hidden = ok && !planner->asks_muted;
	ok = ok && (!hidden || plan_know_muted(planner));
	for (i = 0; ok && i < u->nrevisions; i++) {
		if (plan_set_has(&set, i))
			ids_add(series, u->revisions[i].series);
	}
	plan_set_release(&set);
	ids_sort(series);
	for (i = 0; hidden && i < series->n; i++) {
		if (!plan_is_muted(planner, series->p[i]))
			series->p[kept++] = series->p[i];
	}
	if (hidden)
		series->n = kept;
	return ok;
}

/* ---- from revisions to series --------------------------------------------------------------- */

struct candidate {
	const struct plan_revision *revision;
	bool sure;
	struct slice text; /* of SORT_TITLE and SORT_AUTHOR */
	int64_t number;    /* of the orders by number */
};

static int compare_in_series(const void *pa, const void *pb)
{
	const struct plan_revision *a = ((const struct candidate *)pa)->revision;
	const struct plan_revision *b = ((const struct candidate *)pb)->revision;

	if (a->series != b->series)
		return a->series < b->series ? -1 : 1;
	if (a->number != b->number)
		return a->number > b->number ? -1 : 1;
	return a->newest > b->newest ? -1 : a->newest < b->newest;
}

static int compare_newest(const void *pa, const void *pb)
{
	const struct plan_revision *a = ((const struct candidate *)pa)->revision;
	const struct plan_revision *b = ((const struct candidate *)pb)->revision;

	if (a->newest != b->newest)
		return a->newest > b->newest ? -1 : 1;
	return a->id > b->id ? -1 : a->id < b->id;
}

static int compare_oldest(const void *a, const void *b)
{
	return compare_newest(b, a);
}

static int compare_text(const void *pa, const void *pb)
{
	const struct candidate *a = pa, *b = pb;
	int c = slice_cmp(a->text, b->text);

	return c ? c : compare_newest(a, b);
}

static int compare_number(const void *pa, const void *pb)
{
	const struct candidate *a = pa, *b = pb;

	if (a->number != b->number)
		return a->number > b->number ? -1 : 1;
	return compare_newest(a, b);
}

static int64_t number_of_revision(struct planner *planner, const struct plan_revision *revision)
{
	(void)planner;
	/* The same order, with a sign. */
	return (int64_t)(revision->number ^ UINT64_C(1) << 63);
}

static int64_t number_of_tags(struct planner *planner, const struct plan_revision *revision)
{
	struct sqlite3_stmt *st = db_stmt(planner->db, SQL_ROW_TAGS);
	int64_t n = 0;

	db_bind_int(planner->db, st, 1, revision->id);
	while (db_step(planner->db, st))
		n += db_int(st, 1);
	return n;
}

static const struct {
	int (*compare)(const void *a, const void *b);
	int text, other_text; /* columns of SQL_PLAN_SORT_KEYS; -1 = none */
	int number;
	/* What tells the number where it is none of these columns. */
	int64_t (*count)(struct planner *planner, const struct plan_revision *revision);
} sorts[SORTS] = {
	[SORT_NEWEST] = {compare_newest, -1, -1, -1, NULL},
	[SORT_OLDEST] = {compare_oldest, -1, -1, -1, NULL},
	[SORT_TITLE] = {compare_text, 0, -1, -1, NULL},
	[SORT_AUTHOR] = {compare_text, 1, 2, -1, NULL},
	[SORT_LINES] = {compare_number, -1, -1, 3, NULL},
	[SORT_PATCHES] = {compare_number, -1, -1, 4, NULL},
	[SORT_REVISION] = {compare_number, -1, -1, -1, number_of_revision},
	[SORT_TAGS] = {compare_number, -1, -1, -1, number_of_tags},
};

/* The newest matching version of each series. */
static size_t keep_newest(struct candidate *list, size_t n)
{
	size_t i, kept = 0;

	qsort(list, n, sizeof(*list), compare_in_series);
	for (i = 0; i < n; i++) {
		if (kept && list[kept - 1].revision->series == list[i].revision->series)
			continue;
		list[kept++] = list[i];
	}
	return kept;
}

static void read_sort_keys(struct planner *planner, enum sort sort, struct candidate *list,
	size_t n)
{
	size_t i;

	for (i = 0; i < n && db_fine(planner->db); i++) {
		struct sqlite3_stmt *st;

		if (sorts[sort].count) {
			list[i].number = sorts[sort].count(planner, list[i].revision);
			continue;
		}
		st = db_stmt(planner->db, SQL_PLAN_SORT_KEYS);
		db_bind_int(planner->db, st, 1, list[i].revision->id);
		if (!db_step(planner->db, st))
			continue;
		if (sorts[sort].text >= 0)
			list[i].text = arena_dup(&planner->scratch,
				db_text(st, sorts[sort].text));
		if (sorts[sort].other_text >= 0 && !list[i].text.n)
			list[i].text = arena_dup(&planner->scratch,
				db_text(st, sorts[sort].other_text));
		if (sorts[sort].number >= 0)
			list[i].number = db_int(st, sorts[sort].number);
		db_reset(st);
	}
}

static size_t drop_muted(const struct planner *planner, struct candidate *list, size_t n)
{
	size_t i, kept = 0;

	for (i = 0; i < n; i++) {
		if (!plan_is_muted(planner, list[i].revision->series))
			list[kept++] = list[i];
	}
	return kept;
}

static struct result *make_result(const struct planner *planner, const struct candidate *list,
	size_t n, size_t muted)
{
	struct result *result = xcalloc(1, sizeof(*result));
	size_t i;

	atomic_init(&result->refs, 1);
	result->n = n;
	result->hits = xcalloc(n + 1, sizeof(*result->hits));
	result->digests = (unsigned)planner->universe.ndigests;
	result->all = (unsigned)planner->universe.nseries;
	result->muted = (unsigned)muted;
	for (i = 0; i < n; i++) {
		result->hits[i] = (struct hit){
			.series = list[i].revision->series,
			.revision = list[i].revision->id,
			.perhaps = !list[i].sure,
		};
		result->perhaps += !list[i].sure;
	}
	return result;
}

static struct result *collect(struct planner *planner, const struct plan_set *set, enum sort sort,
	bool with_muted)
{
	const struct universe *u = &planner->universe;
	struct candidate *list = xcalloc(u->nrevisions + 1, sizeof(*list));
	struct result *result = NULL;
	size_t n = 0, i, all;

	for (i = 0; i < u->nrevisions; i++) {
		if (plan_set_has(set, i))
			list[n++] = (struct candidate){
				.revision = &u->revisions[i],
				.sure = plan_set_has_sure(set, i),
			};
	}
	all = n = keep_newest(list, n);
	if (!with_muted && !planner->asks_muted && plan_know_muted(planner))
		n = drop_muted(planner, list, n);
	if (sorts[sort].compare != compare_newest && sorts[sort].compare != compare_oldest)
		read_sort_keys(planner, sort, list, n);
	qsort(list, n, sizeof(*list), sorts[sort].compare);
	if (db_fine(planner->db) && planner->error.code == ERROR_NONE)
		result = make_result(planner, list, n, all - n);
	arena_reset(&planner->scratch);
	free(list);
	return result;
}

bool plan_ok(struct planner *planner, struct error *err)
{
	bool ok = db_ok(planner->db, err);

	if (planner->error.code != ERROR_NONE) {
		*err = planner->error;
		planner->error = (struct error){.code = ERROR_NONE};
		ok = false;
	}
	return ok;
}

struct result *planner_run(struct planner *planner, const struct query *query, enum sort sort,
	bool with_muted, struct error *err)
{
	struct result *result = NULL;
	struct plan_set set;

	planner->error = (struct error){.code = ERROR_NONE};
	planner->asks_muted = false;
	if (universe_read(planner)) {
		plan_set_init(&set, planner->universe.nrevisions);
		if (plan_run_query(planner, query, &set))
			result = collect(planner, &set, sort, with_muted);
		plan_set_release(&set);
	}
	if (plan_ok(planner, err))
		return result;
	result_unref(result);
	return NULL;
}
