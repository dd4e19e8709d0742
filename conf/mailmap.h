/*
 * Who is whom: a .mailmap in git's format, see gitmailmap(5). Each line is one of
 *
 *     Proper Name <commit@example.org>
 *     <proper@example.org> <commit@example.org>
 *     Proper Name <proper@example.org> <commit@example.org>
 *     Proper Name <proper@example.org> Commit Name <commit@example.org>
 *
 * with comments on lines that begin with # and, whatever they begin with, behind the last address.
 * Names and addresses are found without regard to (ASCII) case. Of several lines for one
 * address, the last that says something counts, for name and address apart; one that names the
 * commit's name too comes before those that do not, and of several such the last is all. This is
 * what `git check-mailmap` does, but that to git an indented # does not begin a comment.
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
 * none of the four: each adds "FILE:LINE: sentence\n" to `errors` and is left out, as in git.
 */
bool mailmap_read(struct mailmap *map, const char *file, struct slice text, struct buf *errors);

/*
 * Puts the proper name and address of a person in their place; they live as long as the
 * map. False, and nothing changed, when the map says nothing of this person.
 */
bool mailmap_find(const struct mailmap *map, struct slice *name, struct slice *email);

#endif
