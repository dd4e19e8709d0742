/*
 * Who is whom: a .mailmap in git's format, see gitmailmap(5). Each line is one of
 *
 *     Proper Name <commit@example.org>
 *     <proper@example.org> <commit@example.org>
 *     Proper Name <proper@example.org> <commit@example.org>
 *     Proper Name <proper@example.org> Commit Name <commit@example.org>
 *
 * with # for comments, at the beginning of a line or behind the last address. Names and
 * addresses are found without regard to (ASCII) case. Of several lines for one
 * address, the last that says something counts; one that names the commit's name
 * too comes before those that do not.
 */
#ifndef CONF_MAILMAP_H
#define CONF_MAILMAP_H

#include <stdbool.h>
#include <stddef.h>

#include "util/arena.h"
#include "util/buf.h"
#include "util/slice.h"

struct mailmap_entry;

struct mailmap {
	struct arena arena;
	struct mailmap_entry *entries; /* sorted by what they are found by, then by line */
	size_t n, room;
};

void mailmap_init(struct mailmap *map);
void mailmap_release(struct mailmap *map);

/*
 * Adds the lines of a file on top of those that are there; all is copied. False when some are
 * none of the four: each adds "FILE:LINE: sentence\n" to `errors` and is left out.
 */
bool mailmap_read(struct mailmap *map, const char *file, struct slice text, struct buf *errors);

/*
 * Puts the proper name and address of a person in their place; they live as long as the
 * map. False, and nothing changed, when the map says nothing of this person.
 */
bool mailmap_find(const struct mailmap *map, struct slice *name, struct slice *email);

#endif
