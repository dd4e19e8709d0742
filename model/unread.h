/*
 * Counting what is unread: in the scope, and in a view.
 */
#ifndef MODEL_UNREAD_H
#define MODEL_UNREAD_H

#include "model/model.h"

struct planner;

/* `result` may be NULL for an empty view. False and *err after an error. */
bool unread_count(struct planner *planner, const struct result *result, struct unread *out,
	struct error *err);

#endif
