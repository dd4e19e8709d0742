#include "util/arena.h"

#include <stdalign.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "util/alloc.h"

#define BLOCK_SIZE (16u * 1024u)
#define ARENA_MAX  (SIZE_MAX / 2) /* more cannot be had, and would wrap around below */

/* Blocks form a list in the order they are filled; a reset starts again at the first. */
struct arena_block {
	struct arena_block *next;
	size_t size; /* bytes of data */
	alignas(max_align_t) char data[];
};

static size_t aligned(size_t size)
{
	size_t unit = alignof(max_align_t);

	return (size + unit - 1) / unit * unit;
}

static struct arena_block *block_new(size_t size)
{
	struct arena_block *block = xmalloc(sizeof(*block) + size);

	block->next = NULL;
	block->size = size;
	return block;
}

static void free_blocks(struct arena_block *block)
{
	while (block) {
		struct arena_block *next = block->next;

		free(block);
		block = next;
	}
}

void arena_release(struct arena *a)
{
	free_blocks(a->blocks);
	*a = (struct arena)ARENA_INIT;
}

void arena_reset(struct arena *a)
{
	a->current = a->blocks;
	a->used = 0;
}

/*
 * In front of the blocks in use, where nothing is handed out before the next reset. What is not
 * in use is given back, or an arena that absorbs and is reset in turn would grow for ever.
 */
void arena_absorb(struct arena *a, struct arena *from)
{
	struct arena_block *last = from->blocks;

	if (!last)
		return;
	while (last->next)
		last = last->next;
	if (a->current) {
		free_blocks(a->current->next);
		a->current->next = NULL;
	} else {
		a->current = last;
		a->used = last->size;
	}
	last->next = a->blocks;
	a->blocks = from->blocks;
	*from = (struct arena)ARENA_INIT;
}

/*
 * Move on to a block with room for size bytes. One that is too small is replaced,
 * so that after many resets there are no more blocks than one round can need.
 */
static void advance(struct arena *a, size_t size)
{
	struct arena_block **place = a->current ? &a->current->next : &a->blocks;
	struct arena_block *block = *place;

	if (!block || block->size < size) {
		*place = block_new(size > BLOCK_SIZE ? size : BLOCK_SIZE);
		if (block)
			(*place)->next = block->next;
		free(block);
	}
	a->current = *place;
	a->used = 0;
}

void *arena_alloc(struct arena *a, size_t size)
{
	void *p;

	if (size > ARENA_MAX)
		alloc_failed();
	size = aligned(size ? size : 1);
	if (!a->current || a->current->size - a->used < size)
		advance(a, size);
	p = a->current->data + a->used;
	a->used += size;
	return p;
}

void *arena_zalloc(struct arena *a, size_t size)
{
	return memset(arena_alloc(a, size), 0, size);
}

char *arena_strndup(struct arena *a, const char *p, size_t n)
{
	char *copy = arena_alloc(a, n + 1);

	if (n)
		memcpy(copy, p, n);
	copy[n] = '\0';
	return copy;
}

struct slice arena_dup(struct arena *a, struct slice s)
{
	return slice_from(arena_strndup(a, s.p, s.n), s.n);
}

void arena_grow(struct arena *a, void *array_ptr, size_t *room, size_t want, size_t size)
{
	void *old, *array;
	size_t next;

	if (want <= *room)
		return;
	next = *room * 2;
	if (next < want)
		next = want;
	if (next < 4)
		next = 4;
	if (next > ARENA_MAX / size)
		alloc_failed();
	memcpy(&old, array_ptr, sizeof(old));
	array = arena_alloc(a, next * size);
	if (*room)
		memcpy(array, old, *room * size);
	memcpy(array_ptr, &array, sizeof(array));
	*room = next;
}
