#include "model/mark_states.h"

#include <stdlib.h>

#include "util/alloc.h"
#include "util/hash.h"

void mark_states_release(struct mark_states *states)
{
	free(states->p);
	*states = (struct mark_states)MARK_STATES_INIT;
}

static uint64_t mix(uint64_t hash, uint64_t value)
{
	hash = (hash ^ value) * UINT64_C(0x9e3779b97f4a7c15);
	return hash ^ hash >> 32;
}

void mark_states_read(struct db *marks, struct mark_states *states)
{
	struct sqlite3_stmt *st = db_stmt(marks, SQL_MARK_STATES);

	states->n = 0;
	while (db_step(marks, st)) {
		int64_t mark = db_int(st, 0);
		struct mark_state *state;

		if (!states->n || states->p[states->n - 1].mark != mark) {
			GROW(states->p, states->room, states->n + 1);
			states->p[states->n++] = (struct mark_state){mark, (uint64_t)db_int(st, 1)};
		}
		state = &states->p[states->n - 1];
		state->hash = mix(state->hash, (uint64_t)db_int(st, 2));
		state->hash = mix(state->hash, db_null(st, 3) ? 0 : 1 + hash_bytes(db_text(st, 3)));
	}
}

void mark_states_changed(const struct mark_states *before, const struct mark_states *now,
	struct ids *changed)
{
	size_t i, k = 0;

	for (i = 0; i < now->n; i++) {
		while (k < before->n && before->p[k].mark < now->p[i].mark)
			k++;
		if (k == before->n || before->p[k].mark != now->p[i].mark ||
			before->p[k].hash != now->p[i].hash)
			ids_add(changed, now->p[i].mark);
	}
}
