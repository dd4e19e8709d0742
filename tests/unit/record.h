/* Records made of a subject and a body, for tests of the parts of the parser. */
#ifndef TESTS_UNIT_RECORD_H
#define TESTS_UNIT_RECORD_H

#include "parser/parser.h"
#include "util/buf.h"

/* Ways of writing the same text; what is read must not depend on it. */
enum record_variant {
	RECORD_PLAIN,
	RECORD_CRLF,     /* lines end in CR LF */
	RECORD_TRAILING, /* and in blanks */
	RECORD_VARIANTS
};

/*
 * Parses a record with this subject line and body; the body begins on line 5. The
 * text is in `text`, everything else in `arena`.
 */
void record_from(struct arena *arena, struct buf *text, const char *subject, const char *body,
	enum record_variant variant, struct record *out);

/* Parses in each variant, prints what came out with `print`, and compares with `wanted`. */
void record_check(const char *subject, const char *body, const char *wanted,
	void (*print)(const struct record *r, struct buf *out));

#endif
