#include "util/alloc.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void (*out_of_memory)(void);

void alloc_set_handler(void (*handler)(void))
{
	out_of_memory = handler;
}

void alloc_failed(void)
{
	if (out_of_memory)
		out_of_memory();
	abort();
}

static void *checked(void *ptr)
{
	if (!ptr)
		alloc_failed();
	return ptr;
}

void *xmalloc(size_t size)
{
	return checked(malloc(size ? size : 1));
}

void *xcalloc(size_t count, size_t size)
{
	return checked(calloc(count ? count : 1, size ? size : 1));
}

void *xrealloc(void *ptr, size_t size)
{
	return checked(realloc(ptr, size ? size : 1));
}

char *xstrndup(const char *s, size_t n)
{
	char *copy = xmalloc(n + 1);

	if (n)
		memcpy(copy, s, n);
	copy[n] = '\0';
	return copy;
}

char *xstrdup(const char *s)
{
	return xstrndup(s, strlen(s));
}

void grow_array(void *array_ptr, size_t *room, size_t want, size_t size)
{
	void *array;
	size_t next;

	if (want <= *room)
		return;
	next = *room + *room / 2;
	if (next < want)
		next = want;
	if (next < 8)
		next = 8;
	if (next > SIZE_MAX / size)
		alloc_failed();
	/* The caller's pointer has a type of its own: copy it, do not alias it. */
	memcpy(&array, array_ptr, sizeof(array));
	array = xrealloc(array, next * size);
	memcpy(array_ptr, &array, sizeof(array));
	*room = next;
}
