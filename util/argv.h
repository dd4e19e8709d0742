/*
 * A command as a person writes it, cut into words. There is no shell: nothing is expanded.
 *
 * Blanks divide words; between '...' or "..." they do not; a backslash takes the next byte as it
 * is, but between '...'.
 */
#ifndef UTIL_ARGV_H
#define UTIL_ARGV_H

#include <stdbool.h>
#include <stddef.h>

#include "util/arena.h"
#include "util/slice.h"

/* In an arena; words[n] is NULL once there is a word. */
struct argv {
	const char **words;
	size_t n, room;
};

/* The word is copied; a byte 0 ends it. */
void argv_add(struct argv *argv, struct arena *a, struct slice word);
/* Adds the words of a text. False when a quote is open at its end, or a backslash stands there. */
bool argv_split(struct argv *argv, struct arena *a, struct slice text);
/*
 * Each word that is "%s" and nothing else becomes the value; when there is none, the value goes
 * behind the words.
 */
void argv_fill(struct argv *argv, struct arena *a, struct slice value);

#endif
