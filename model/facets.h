/*
 * Counting what a view has: persons, domains, subsystems, digests.
 */
#ifndef MODEL_FACETS_H
#define MODEL_FACETS_H

#include "model/model.h"
#include "model/scope.h"

struct db;

/*
 * The rows of one facet for a view, into the arena; `result` may be NULL for an empty view.
 * Printed counts are sums over the rankings of the digests in the scope, of which those
 * with one commit range count once. False and *err after an error.
 */
bool facets_count(struct db *db, const struct scope *scope, const struct result *result,
	enum facet facet, struct arena *a, struct facets *out, struct error *err);

#endif
