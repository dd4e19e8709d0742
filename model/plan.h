/*
 * From a query to the series that it shows.
 *
 * A query is asked of each revision; a series is shown when one of its revisions matches,
 * by the newest that does. The planner knows the revisions that are in the scope (the
 * *universe*, read once and again when the index has changed) and gives each term of the
 * query the set of those that have it: by a statement put together from a table of
 * fragments with bound values, by the word index, or, last and only for what is left,
 * by reading texts. Terms of an AND are asked in the order of what they cost.
 *
 * What a path that was shortened may or may not match is kept apart all the way, so that
 * "not" of a perhaps is a perhaps.
 */
#ifndef MODEL_PLAN_H
#define MODEL_PLAN_H

#include <stdint.h>

#include "model/wishes.h"
#include "model/model.h"
#include "model/scope.h"

struct db;
struct planner;

/*
 * For one thread and its connections: of the index, and of the marks, which may be NULL. They must
 * outlive it, as `wishes` must; only digests in the scope are seen. `today` is that of
 * struct model_options.
 */
struct planner *planner_new(struct db *db, struct db *marks, const struct scope *scope,
	const struct wishes *wishes, uint32_t (*today)(void));
void planner_free(struct planner *planner); /* NULL is allowed */
struct db *planner_db(struct planner *planner);
const struct scope *planner_scope(const struct planner *planner);

/*
 * The result (one reference, the caller's), or NULL and *err: ERROR_CANCELLED when db_interrupt
 * has stopped it, ERROR_INPUT when a saved query is named that is not there. `query` may be NULL for everything.
 * Muted series are left out unless `with_muted`, or the query asks for them.
 */
struct result *planner_run(struct planner *planner, const struct query *query, enum sort sort,
	bool with_muted, struct error *err);

#endif
