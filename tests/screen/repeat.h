/*
 * The sequence that repeats a character (REP, ECMA-48 8.3.103), written out.
 *
 * libvterm 0.1.4 takes the last column for written when a repetition ends before it, and puts the
 * next character into the next row. So repetitions never get there. And while characters are
 * inserted (IRM, ECMA-48 7.2.10) it makes room of one column for a wide one, too: room for the
 * second is made before it.
 */
#ifndef SCREEN_REPEAT_H
#define SCREEN_REPEAT_H

#include <stdbool.h>
#include <stddef.h>

#include "util/buf.h"

struct repeat {
	enum { REPEAT_TEXT, REPEAT_ESCAPE, REPEAT_SEQUENCE } state;
	char held[32]; /* the beginning of a control sequence */
	size_t nheld;
	char last[4]; /* the character before it, as UTF-8 */
	size_t nlast;
	bool inserting;
};

/* Add `n` bytes of the program to `out`, with repetitions written out; zeroed at first. */
void repeat_expand(struct repeat *r, const char *bytes, size_t n, struct buf *out);

#endif
