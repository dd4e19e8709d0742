/*
 * Text from outside, made fit to show, measured, and folded for comparison.
 *
 * A digest is someone else's text: control characters, broken UTF-8 and
 * characters that change the direction of a line must never reach a terminal.
 * text_visible is the one way from bytes to something that may be drawn, and
 * `struct vis` is its own type so that a raw string does not compile where
 * visible text is wanted.
 *
 * Columns are what the C library's wcwidth says, since ncurses goes by it; so
 * setlocale must have been called, and in a locale that is not UTF-8 every
 * character beyond ASCII is shown as '?'.
 */
#ifndef UTIL_TEXT_H
#define UTIL_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "util/arena.h"
#include "util/slice.h"

/*
 * Visible text: valid in the locale, no controls, no tabs, no newline, at most
 * TEXT_MARKS combining marks on a character. `cols` is its width in columns.
 */
struct vis {
	const char *p;
	size_t n;
	int cols;
};

#define TEXT_MARKS 4
#define TEXT_TAB   8

/* For text the program itself writes: ASCII, checked by eye. */
#define VIS(literal) ((struct vis){.p = "" literal "", .n = sizeof(literal) - 1, \
	.cols = (int)sizeof(literal) - 1})
#define VIS_ARG(v) (int)(v).n, (v).p ? (v).p : "" /* for "%.*s" */

/*
 * Make `raw` visible. Tabs go to the next multiple of TEXT_TAB, counted from
 * column `column`; C0 controls and DEL are shown as ^X, C1 controls, bytes
 * that are not UTF-8 as <85>, characters that are invisible or turn the
 * direction of writing as <U+202E>. The result points into `raw` where nothing
 * had to change, else into `a`.
 */
struct vis text_visible_at(struct arena *a, struct slice raw, int column);
struct vis text_visible(struct arena *a, struct slice raw);
struct vis text_visible_cstr(struct arena *a, const char *raw);
/* Formatted by the program, its arguments from anywhere: made visible as a whole. */
struct vis text_visiblef(struct arena *a, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/*
 * The part of `v` that stands in columns [from, from + cols). A character of two
 * columns that is cut through is left out, so the result may be a column
 * narrower; *lead (may be NULL) gets how many blank columns stand for one that
 * was cut at the left.
 */
struct vis text_columns(struct vis v, int from, int cols, int *lead);

/* At most `cols` columns of `v`, the last one '~' where something was cut. Into `a` when cut. */
struct vis text_clip(struct arena *a, struct vis v, int cols);

/* The first `bytes` bytes of v as visible text (bytes on a character boundary). */
struct vis text_head(struct vis v, size_t bytes);

/*
 * Where to break `v` so that the first piece has at most `cols` columns (> 0):
 * bytes of the first piece, at least one character; *skip gets the blanks after
 * it that belong to neither piece. Breaks at blanks where it can, but not within
 * those at the beginning of `v`.
 */
size_t text_wrap(struct vis v, int cols, size_t *skip);

/*
 * Next character of `s` (s.n > 0): its bytes, and its code point, or -1 when
 * they are not UTF-8 (then one byte).
 */
size_t text_next_char(struct slice s, int32_t *code);

/*
 * Folded for comparison: case and accents are dropped, bytes that are not UTF-8
 * stay. `at[i]` is the offset in the source of the character that byte i of the
 * folded text comes from, and at[s.n] the source's length; NULL when the
 * folded text is byte for byte as long as the source (at[i] == i).
 */
struct folded {
	struct slice s;
	const uint32_t *at;
};

struct folded text_fold(struct arena *a, struct slice s);
/* Source offset of folded byte i, 0 <= i <= f->s.n. */
size_t text_fold_origin(const struct folded *f, size_t i);
/* Whether there is an upper case letter: then a search goes by case and accents as typed. */
bool text_has_upper(struct slice s);

/* A letter, digit, '_' or anything beyond ASCII: what words are made of. */
bool text_is_word_byte(unsigned char c);
/* What words are made of, by character: letters, digits and marks of any script, and '_'. */
bool text_is_word_char(int32_t code);

#endif
