#include "model/plan_internal.h"

static const struct {
	bool (*run)(struct planner *planner, const struct query_term *term, struct plan_set *out);
	enum plan_cost cost;
} ways[FIELDS] = {
	/* Those without a way are found by words. */
	[FIELD_FROM] = {plan_by_people, COST_TABLE},
	[FIELD_ANYONE] = {plan_by_people, COST_TABLE},
	[FIELD_PATH] = {plan_by_paths, COST_TABLE},
	[FIELD_SUBSYSTEM] = {plan_by_fragment, COST_ROWS},
	[FIELD_DOMAIN] = {plan_by_fragment, COST_ROWS},
	[FIELD_LIST] = {plan_by_fragment, COST_ROWS},
	[FIELD_DATE] = {plan_by_fragment, COST_ROWS},
	[FIELD_DIGEST] = {plan_by_digests, COST_ROWS},
	[FIELD_VERSION] = {plan_by_fragment, COST_ROWS},
	[FIELD_PATCHES] = {plan_by_fragment, COST_ROWS},
	[FIELD_FILES] = {plan_by_fragment, COST_ROWS},
	[FIELD_LINES] = {plan_by_fragment, COST_ROWS},
	[FIELD_REVS] = {plan_by_fragment, COST_ROWS},
	[FIELD_TAG] = {plan_by_fragment, COST_ROWS},
	[FIELD_REVIEWED] = {plan_by_people, COST_TABLE},
	[FIELD_ACKED] = {plan_by_people, COST_TABLE},
	[FIELD_TESTED] = {plan_by_people, COST_TABLE},
	[FIELD_TRAILER] = {plan_by_trailers, COST_TABLE},
	[FIELD_IS] = {plan_by_fragment, COST_ROWS},
	[FIELD_MID] = {plan_by_fragment, COST_ROWS},
	[FIELD_QUERY] = {plan_by_saved, COST_ALL_TEXTS}, /* what it costs is not known before */
};

enum plan_cost plan_term_cost(const struct query_term *term)
{
	return ways[term->field].run ? ways[term->field].cost : plan_words_cost(term);
}

bool plan_term_run(struct planner *planner, const struct query_term *term,
	const struct plan_set *within, struct plan_set *out)
{
	bool ok = ways[term->field].run ? ways[term->field].run(planner, term, out) :
		plan_by_words(planner, term, within, out);

	arena_reset(&planner->scratch);
	return ok;
}

void plan_add_posting(struct planner *planner, int64_t id, struct plan_set *out, bool sure)
{
	const struct plan_posting *posting = universe_posting(&planner->universe, id);

	if (posting)
		plan_set_add(out, posting->revision, sure);
}

void plan_add_rows(struct planner *planner, struct sqlite3_stmt *st, struct plan_set *out,
	bool sure)
{
	while (db_step(planner->db, st))
		plan_add_posting(planner, db_int(st, 0), out, sure);
}
