/*
 * Ids of texts that occur again and again (addresses, paths, subsystems), kept in
 * memory so that the index is asked once for each. It holds nothing but what the index
 * holds too, so it can be cleared at any time.
 */
#ifndef MODEL_INTERN_H
#define MODEL_INTERN_H

#include <stddef.h>
#include <stdint.h>

#include "util/arena.h"
#include "util/slice.h"

struct intern {
	struct arena arena;
	struct intern_entry *slots; /* open addressing; a power of two */
	size_t room, n;
};

void intern_init(struct intern *intern);
void intern_release(struct intern *intern);
void intern_clear(struct intern *intern);

/* Where the id of this text is kept: 0 when it is new. Valid until the next call. */
int64_t *intern_at(struct intern *intern, struct slice key);

#endif
