/*
 * Memory that is given back all at once.
 *
 * What an arena hands out lives until arena_reset or arena_release and is never
 * freed alone. Resetting keeps the blocks, so a loop that resets after each
 * step soon allocates nothing.
 */
#ifndef UTIL_ARENA_H
#define UTIL_ARENA_H

#include <stddef.h>

#include "util/slice.h"

struct arena_block;

struct arena {
	struct arena_block *blocks; /* all of them, the one in use first in use order */
	struct arena_block *current;
	size_t used; /* bytes of current */
};

#define ARENA_INIT {0}

void arena_release(struct arena *a);
void arena_reset(struct arena *a);
/* All that `from` has handed out lives as long as what `a` has; `from` is empty then. */
void arena_absorb(struct arena *a, struct arena *from);

void *arena_alloc(struct arena *a, size_t size); /* aligned for any type, not zeroed */
void *arena_zalloc(struct arena *a, size_t size);
char *arena_strndup(struct arena *a, const char *p, size_t n); /* NUL-terminated */
struct slice arena_dup(struct arena *a, struct slice s);

/*
 * A growing array inside an arena: make room for `want` elements of `size`
 * bytes, `*room` counted in elements. The array may move; its old place is
 * wasted until the reset.
 */
void arena_grow(struct arena *a, void *array_ptr, size_t *room, size_t want, size_t size);
#define ARENA_GROW(a, array, room, want) \
	arena_grow((a), &(array), &(room), (want), sizeof(*(array)))

#endif
