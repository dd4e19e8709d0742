/*
 * An error on its way up: a code a program can act on and a sentence a person
 * can read. Layers below the faces fill one in and return false (or NULL, or
 * the code); only the faces print. A sentence has no final dot or newline and
 * names the file, with a line where there is one: "FILE:12: unknown action 'x'".
 */
#ifndef UTIL_ERROR_H
#define UTIL_ERROR_H

#include <stdbool.h>

enum error_code {
	ERROR_NONE = 0,
	ERROR_INPUT,     /* what was given cannot be read or is not what it should be */
	ERROR_NOT_FOUND, /* nothing of that name */
	ERROR_SYSTEM,    /* a system call failed; the text holds its reason */
	ERROR_INDEX,     /* the index or the marks cannot be opened, read or written */
	ERROR_CANCELLED, /* stopped because somebody asked for it */
};

struct error {
	enum error_code code;
	char text[512];
};

/* Both return false, so that a caller can `return error_set(...)`. err may be NULL. */
bool error_set(struct error *err, enum error_code code, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* As error_set with ERROR_SYSTEM; ": " and the text of errno are added. */
bool error_errno(struct error *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
