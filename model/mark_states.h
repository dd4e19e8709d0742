/*
 * What all marks were at one time: whoever has learnt what they mean learns the next time only of
 * those that have changed.
 */
#ifndef MODEL_MARK_STATES_H
#define MODEL_MARK_STATES_H

#include <stddef.h>
#include <stdint.h>

#include "model/db.h"
#include "model/ids.h"

struct mark_state {
	int64_t mark;
	uint64_t hash; /* of its fields, and how many keys it has */
};

struct mark_states {
	struct mark_state *p; /* by mark */
	size_t n, room;
};

#define MARK_STATES_INIT {.n = 0}
void mark_states_release(struct mark_states *states);

/* As they are now; errors stick to `marks`. */
void mark_states_read(struct db *marks, struct mark_states *states);
/*
 * The marks that are new or not as they were, upwards. One that is gone is none of them: it was
 * joined with another, which has its keys and so is.
 */
void mark_states_changed(const struct mark_states *before, const struct mark_states *now,
	struct ids *changed);

#endif
