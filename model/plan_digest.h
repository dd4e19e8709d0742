/*
 * A query asked of digests, for what is counted over them.
 *
 * d:, l: and digest: are answered by the digest itself; what is left of the query then is
 * asked of the revisions in it. Digests for which the same is left share a *view*.
 */
#ifndef MODEL_PLAN_DIGEST_H
#define MODEL_PLAN_DIGEST_H

#include "model/plan.h"

struct plan_digests;

#define VIEW_NOTHING 0 /* the query does not have the digest */
#define VIEW_ALL     1 /* it has the digest, whatever is in it */
/* Others: it has some of the revisions. */

/* The query must outlive it; NULL is everything. */
struct plan_digests *plan_digests_new(struct planner *planner, const struct query *query);
void plan_digests_free(struct plan_digests *digests); /* NULL is allowed */

size_t plan_digests_view(struct plan_digests *digests, const struct digest_row *row);
/*
 * Whether a view has a revision; *sure is whether it does for sure. Reads the index when a
 * view is asked for the first time: see plan_digests_ok.
 */
bool plan_digests_has(struct plan_digests *digests, size_t view, int64_t revision, bool *sure);
/* False and *err when something has failed, as for planner_run. */
bool plan_digests_ok(const struct plan_digests *digests, struct error *err);

/* The terms that no digest answers, as text in the arena; "" when there is none. */
struct slice plan_digests_rest(const struct plan_digests *digests, struct arena *a);

#endif
