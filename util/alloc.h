/*
 * Allocation that does not fail.
 *
 * Out of memory is the one error nobody below the faces can act on, so these
 * call the handler (which gives the terminal back) and abort. Sizes are bytes.
 * What they return is freed with free().
 */
#ifndef UTIL_ALLOC_H
#define UTIL_ALLOC_H

#include <stddef.h>

void *xmalloc(size_t size);
void *xcalloc(size_t count, size_t size);
void *xrealloc(void *ptr, size_t size);
char *xstrdup(const char *s);
char *xstrndup(const char *s, size_t n);

/*
 * Make room for at least `want` elements of `size` bytes in `*array`, growing
 * `*room` (elements) by half at least. The array may move.
 */
void grow_array(void *array_ptr, size_t *room, size_t want, size_t size);
#define GROW(array, room, want) grow_array(&(array), &(room), (want), sizeof(*(array)))

/* What they do when there is no memory; for a size that cannot even be computed. */
_Noreturn void alloc_failed(void);

/* Called once before abort(); set by the program that owns a terminal. */
void alloc_set_handler(void (*handler)(void));

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

#endif
