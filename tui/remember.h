/*
 * What was typed at prompts, in a file of the user's alone, so that it is there the next time.
 *
 * A line is a letter (which prompt), a blank, and what was typed. Lines are added at the end, with
 * the file locked, so that of several browsers none loses what another adds; a file that has grown
 * too long is cut to what is still of use when it is read. What is no such line is passed over.
 */
#ifndef TUI_REMEMBER_H
#define TUI_REMEMBER_H

#include "tui/prompt.h"

#define REMEMBER_MAX ((size_t)1 << 18) /* bytes of the file; beyond, the oldest are forgotten */

/* Whose letter is 0 ends a table of them. */
struct remembered {
	char letter;
	struct history *history;
};

/* Take what the file has. That there is none, or that it cannot be read, is no error. */
void remember_read(const char *path, const struct remembered *of);

/* Take a text that was typed, and add it to the file (NULL: there is none). */
void remember_add(const char *path, const struct remembered *of, struct history *history,
	struct slice text);

#endif
