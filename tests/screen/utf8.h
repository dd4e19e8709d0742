/* The two directions of UTF-8 that a terminal needs; tests do not borrow the code under test. */
#ifndef SCREEN_UTF8_H
#define SCREEN_UTF8_H

#include <stdint.h>

#include "util/buf.h"

void utf8_add(struct buf *out, uint32_t c);

/* The character at *p, which must begin one; *p moves behind it. A stray byte is itself. */
uint32_t utf8_next(const char **p);

#endif
