/*
 * A slice is a run of bytes in somebody else's memory: never freed through the
 * slice, valid as long as what it points into, not NUL-terminated. An absent
 * slice has p == NULL and n == 0; an empty one may have any p.
 *
 * Blank means space or tab; ASCII folding only (util/text.h folds Unicode).
 */
#ifndef UTIL_SLICE_H
#define UTIL_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct slice {
	const char *p;
	size_t n;
};

#define SLICE_FMT    "%.*s"
#define SLICE_ARG(s) (int)(s).n, (s).p ? (s).p : ""
#define SLICE_LIT(s) ((struct slice){.p = "" s "", .n = sizeof(s) - 1})

/* Inline, since the parser calls these for each line and a literal's length is then known. */

static inline struct slice slice_from(const char *p, size_t n)
{
	return (struct slice){.p = p, .n = n};
}

/* NULL gives the absent slice. */
static inline struct slice slice_cstr(const char *s)
{
	return slice_from(s, s ? strlen(s) : 0);
}

/* s without its first n bytes; clamped. */
static inline struct slice slice_skip(struct slice s, size_t n)
{
	if (n > s.n)
		n = s.n;
	if (n) {
		s.p += n;
		s.n -= n;
	}
	return s;
}

/* Clamped to s. */
static inline struct slice slice_sub(struct slice s, size_t from, size_t n)
{
	s = slice_skip(s, from);
	if (n < s.n)
		s.n = n;
	return s;
}

static inline bool slice_eq(struct slice a, struct slice b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool slice_is(struct slice s, const char *literal)
{
	return slice_eq(s, slice_cstr(literal));
}

static inline bool slice_starts(struct slice s, const char *prefix)
{
	size_t n = strlen(prefix);

	return s.n >= n && (n == 0 || memcmp(s.p, prefix, n) == 0);
}

/* Offset of the first occurrence, or s.n when there is none. */
static inline size_t slice_find_byte(struct slice s, char c)
{
	const char *hit = s.n ? memchr(s.p, c, s.n) : NULL;

	return hit ? (size_t)(hit - s.p) : s.n;
}

bool slice_eq_nocase(struct slice a, struct slice b);
int slice_cmp(struct slice a, struct slice b);     /* bytes, shorter first; as memcmp */
bool slice_starts_nocase(struct slice s, const char *prefix);
bool slice_ends(struct slice s, const char *suffix);

/* Offset of the first occurrence, or s.n when there is none. */
size_t slice_find(struct slice s, struct slice needle);

struct slice slice_trim(struct slice s);           /* blanks, CR and LF off both ends */
struct slice slice_trim_left(struct slice s);
struct slice slice_trim_right(struct slice s);
bool slice_is_blank(struct slice s);               /* nothing but blanks, CR and LF */

/*
 * Take the next line off `*rest`: `*line` is it without LF (a CR before it is
 * dropped too). False when nothing is left. A last line without LF counts.
 */
bool slice_next_line(struct slice *rest, struct slice *line);

/* Decimal digits at the beginning; *digits (may be NULL) gets how many. Saturates at UINT_MAX. */
unsigned slice_number(struct slice s, size_t *digits);

#endif
