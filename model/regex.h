/*
 * Regular expressions (PCRE2, which no other file sees).
 *
 * Expressions come from a user and texts from strangers, so that a match that
 * takes too many steps or too much memory is no match. Case is ignored
 * unless the expression has an upper case letter (one behind a backslash does
 * not count). ^ and $ are those of lines. Text that is not UTF-8 is allowed.
 */
#ifndef MODEL_REGEX_H
#define MODEL_REGEX_H

#include <stdbool.h>
#include <stddef.h>

#include "util/slice.h"

struct regex;
struct match;

/* NULL when it is no expression: then *offset is where and message a sentence part. */
struct regex *regex_compile(struct slice pattern, size_t *offset, char *message, size_t size);
void regex_free(struct regex *regex); /* NULL is allowed */

/* The first match of at least one byte that begins at `from` or behind it. */
bool regex_find(const struct regex *regex, struct slice text, size_t from, struct match *out);

#endif
