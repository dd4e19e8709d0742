/* Saved queries as terms of a query. */
#include "model/plan_internal.h"

#include "model/marks.h"

#define DEPTH_MAX 16 /* of saved queries in saved queries */

static struct query *fail(struct planner *planner, const char *what, struct slice name)
{
	error_set(&planner->error, ERROR_INPUT, "%s '" SLICE_FMT "'", what, SLICE_ARG(name));
	return NULL;
}

/* Absent when there is none; what was saved by hand comes before what the configuration says. */
static struct slice find_text(struct planner *planner, struct slice name, struct arena *a)
{
	struct mark_key key = {.kind = MARK_QUERY, .text = name};
	int64_t mark = planner->marks ? marks_lookup(planner->marks, &key, 1) : 0;

	struct slice text = mark ? marks_value(planner->marks, mark, MARK_FIELD_QUERY, a) :
		(struct slice){.p = NULL};

	return text.p ? text : wishes_query(planner->wishes, name);
}

/* The caller's; NULL with planner->error. */
static struct query *open_saved(struct planner *planner, struct slice name)
{
	struct arena arena = ARENA_INIT;
	struct slice text = find_text(planner, name, &arena);
	struct query_error err;
	struct query *query = text.p ? query_parse(text, &err) : NULL;

	arena_release(&arena);
	if (!text.p)
		return fail(planner, "there is no saved query", name);
	return query ? query : fail(planner, "something is wrong in the saved query", name);
}

static bool look_into_node(struct planner *planner, const struct query_node *node);

static bool look_into_saved(struct planner *planner, struct slice name)
{
	struct query *query;
	bool ok;

	if (planner->depth == DEPTH_MAX)
		return fail(planner, "too many queries in the saved query", name) != NULL;
	query = open_saved(planner, name);
	planner->depth++;
	ok = query && (query_is_all(query) || look_into_node(planner, query->root));
	planner->depth--;
	query_free(query);
	return ok;
}

static bool look_into_node(struct planner *planner, const struct query_node *node)
{
	const struct query_term *term = node->term;
	bool ok = true;
	size_t i;

	if (term && term->field == FIELD_QUERY)
		return look_into_saved(planner, term->text);
	if (term && term->field == FIELD_IS && term->flag == FLAG_MUTED)
		planner->asks_muted = true;
	for (i = 0; ok && i < node->nkids; i++)
		ok = look_into_node(planner, node->kids[i]);
	return ok;
}

bool plan_look_into(struct planner *planner, const struct query *query)
{
	return query_is_all(query) || look_into_node(planner, query->root);
}

bool plan_by_saved(struct planner *planner, const struct query_term *term, struct plan_set *out)
{
	struct query *query = open_saved(planner, term->text);
	bool ok = false;

	if (query) {
		planner->depth++;
		ok = plan_run_query(planner, query, out);
		planner->depth--;
	}
	query_free(query);
	return ok;
}
