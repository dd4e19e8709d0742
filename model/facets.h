/*
 * Counting what a view has: persons, domains, subsystems, digests, saved queries.
 */
#ifndef MODEL_FACETS_H
#define MODEL_FACETS_H

#include "model/model.h"

struct planner;

/*
 * The rows of one facet for a view, into the arena; `result` may be NULL for an empty view.
 * Printed counts are sums over the rankings of the digests in the scope, of which those
 * with one commit range count once; of saved queries, the series in the scope that they
 * find. False and *err after an error.
 */
bool facets_count(struct planner *planner, const struct result *result, enum facet facet,
	struct arena *a, struct facets *out, struct error *err);

/* FACET_QUERY. The marks are known. False after an error of the planner. */
bool facets_saved(struct planner *planner, const struct result *result, struct arena *a,
	struct facets *out);

/* `field` (with its colon) and the value, quoted where it must be: a term. Into the arena. */
struct slice facets_term(struct arena *a, const char *field, struct slice value);

#endif
