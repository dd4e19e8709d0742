/*
 * For tests of marks: making them on the scratch digests, and what they say then. A series is named
 * by a query that finds it alone.
 */
#ifndef TESTS_UNIT_MARKING_H
#define TESTS_UNIT_MARKING_H

#include "tests/unit/scratch.h"
#include "util/buf.h"

/* Imports another digest: v3 of the charcoal, and a new series about sweeping. */
void marking_add_third(struct scratch *s);

struct hit marking_hit(struct scratch *s, const char *query);
void marking_mark(struct scratch *s, const char *query, enum mark what, bool on);
void marking_note(struct scratch *s, const char *query, const char *text);
/* The sentence of what was taken back must be this. */
void marking_undo(struct scratch *s, const char *expected);

/* "read flag mute subsystem v2 'note'", what holds of it. */
void marking_print(struct scratch *s, const char *query, struct buf *out);
void marking_expect(struct scratch *s, const char *query, const char *expected);
/* The ends of the titles, and the versions, that a query finds, in order of titles. */
void marking_finds(struct scratch *s, const char *query, const char *expected);

/* Deletes the index, and imports all digests again. */
void marking_index_anew(struct scratch *s);

/* Another model of the same index, as of another process, with the marks in `data` of s->dir. */
struct model *marking_open_beside(const struct scratch *s, const char *data);
/* How many fields of `into` have got another value. */
size_t marking_merge(struct model *from, struct model *into);

#endif
