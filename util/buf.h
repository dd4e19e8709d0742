/*
 * A growing run of bytes that owns its memory.
 *
 * Invariants: p is never NULL after buf_init and p[n] is '\0' (the NUL is not
 * counted in n). Any call that adds may move p.
 */
#ifndef UTIL_BUF_H
#define UTIL_BUF_H

#include <stdarg.h>
#include <stddef.h>

#include "util/slice.h"

struct buf {
	char *p;
	size_t n;
	size_t room;
};

extern char buf_nothing[1]; /* what p points to before anything was added; never written */
#define BUF_INIT {.p = buf_nothing}

void buf_init(struct buf *b);
void buf_release(struct buf *b); /* frees and leaves it as after buf_init */
void buf_clear(struct buf *b);   /* empties it, keeps the memory */

void buf_reserve(struct buf *b, size_t more);
void buf_add(struct buf *b, const char *p, size_t n);
void buf_adds(struct buf *b, const char *s);
void buf_add_slice(struct buf *b, struct slice s);
void buf_addc(struct buf *b, char c);
void buf_addf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void buf_vaddf(struct buf *b, const char *fmt, va_list ap) __attribute__((format(printf, 2, 0)));
void buf_truncate(struct buf *b, size_t n); /* n <= b->n */

struct slice buf_slice(const struct buf *b); /* until the next call that adds */
char *buf_detach(struct buf *b);             /* the caller frees it; b is empty again */

#endif
