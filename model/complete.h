/*
 * What can stand at the caret in the text of a query.
 */
#ifndef MODEL_COMPLETE_H
#define MODEL_COMPLETE_H

#include "model/model.h"

struct planner;
struct completer;

/* ASK_COMPLETE; rows into the arena. False and *err after an error. */
bool complete_find(struct planner *planner, const struct ask *ask, struct arena *a,
	struct completions *out, struct error *err);

/* What a planner keeps for it; NULL is allowed. */
void completer_free(struct completer *completer);

#endif
