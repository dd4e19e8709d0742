/*
 * Series that share files, and people who touch them.
 */
#ifndef MODEL_RELATED_H
#define MODEL_RELATED_H

#include "model/model.h"

struct planner;

/* ASK_RELATED and ASK_TOUCHED; rows into the arena. False and *err after an error. */
bool related_find(struct planner *planner, const struct ask *ask, struct arena *a,
	struct related *out, struct error *err);
bool touched_find(struct planner *planner, const struct ask *ask, struct arena *a,
	struct touched *out, struct error *err);

#endif
