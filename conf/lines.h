/*
 * What the files of the user have in common: words divided by blanks, a line each; lines that are
 * blank or begin with `#` say nothing; errors are collected, and the other lines hold.
 */
#ifndef CONF_LINES_H
#define CONF_LINES_H

#include <stdbool.h>

#include "util/arena.h"
#include "util/buf.h"
#include "util/text.h"

struct lines {
	struct slice rest;
	const char *file;
	unsigned number; /* of the line that was taken last, from 1; at the end: of all lines */
	struct buf *errors;
	bool good;           /* nobody has complained */
	struct arena arena;  /* of one line */
};

/* `file` is for messages and must outlive it; errors are added to `errors`. */
void lines_init(struct lines *lines, const char *file, struct slice text, struct buf *errors);
void lines_release(struct lines *lines);
/* The text without the byte order mark that some editors put before it. */
struct slice lines_without_mark(struct slice text);

/* The next line that says something, without the blanks around it; false at the end. */
bool lines_next(struct lines *lines, struct slice *line);

/* Adds "FILE:LINE: sentence\n", or for line 0, which is in no file, the sentence. Returns false. */
bool lines_complain(struct lines *lines, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* The same: "unknown WHAT 'WORD'", and what may have been meant, unless that is NULL. */
bool lines_unknown(struct lines *lines, const char *what, struct slice word, const char *meant);
/* A word of the line, fit to stand in a message. */
struct vis lines_shown(struct lines *lines, struct slice word);

/* Takes the next word off; empty at the end. */
struct slice lines_word(struct slice *rest);
/* Whether a line may end here: this word is empty, or begins a comment. */
bool lines_is_end(struct slice word);
/* The line up to a comment, which begins with a `#` behind a blank. */
struct slice lines_without_comment(struct slice line);

/*
 * Puts the lines of `errors` that begin with this file and a number before the others, and in the
 * order of their numbers: what is wrong with a file is found out in more than one turn.
 */
void lines_sort_errors(struct buf *errors, const char *file);
/* Whether one of them is about this line. */
bool lines_has_error(struct slice errors, const char *file, unsigned number);

#define LINES_FILE_MAX ((size_t)1 << 20) /* bytes */

/*
 * Adds what stands in a file, which has to be a regular one of no more than LINES_FILE_MAX, or
 * /dev/null; false, after a line in `errors`, when it cannot be read. One that is not there is an
 * error only when it `must` be.
 */
bool lines_read_file(const char *path, bool must, struct buf *text, struct buf *errors);

#endif
