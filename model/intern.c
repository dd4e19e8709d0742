#include "model/intern.h"

#include <stdlib.h>
#include <string.h>

#include "util/alloc.h"
#include "util/hash.h"

struct intern_entry {
	struct slice key; /* p is NULL where the slot is free */
	uint64_t hash;
	int64_t id;
};

void intern_init(struct intern *intern)
{
	*intern = (struct intern){.n = 0};
}

void intern_release(struct intern *intern)
{
	arena_release(&intern->arena);
	free(intern->slots);
	intern_init(intern);
}

void intern_clear(struct intern *intern)
{
	arena_reset(&intern->arena);
	if (intern->slots)
		memset(intern->slots, 0, intern->room * sizeof(*intern->slots));
	intern->n = 0;
}

static struct intern_entry *find(struct intern_entry *slots, size_t room, uint64_t hash,
	struct slice key)
{
	size_t at = (size_t)hash & (room - 1);

	while (slots[at].key.p && (slots[at].hash != hash || !slice_eq(slots[at].key, key)))
		at = (at + 1) & (room - 1);
	return &slots[at];
}

static void grow(struct intern *intern)
{
	size_t room = intern->room ? intern->room * 2 : 256;
	struct intern_entry *slots = xcalloc(room, sizeof(*slots));
	size_t i;

	for (i = 0; i < intern->room; i++)
		if (intern->slots[i].key.p)
			*find(slots, room, intern->slots[i].hash, intern->slots[i].key) =
				intern->slots[i];
	free(intern->slots);
	intern->slots = slots;
	intern->room = room;
}

int64_t *intern_at(struct intern *intern, struct slice key)
{
	uint64_t hash = hash_bytes(key);
	struct intern_entry *entry;

	if (intern->n * 2 >= intern->room)
		grow(intern);
	entry = find(intern->slots, intern->room, hash, key);
	if (!entry->key.p) {
		entry->key = slice_from(arena_strndup(&intern->arena, key.p, key.n), key.n);
		entry->hash = hash;
		entry->id = 0;
		intern->n++;
	}
	return &entry->id;
}
