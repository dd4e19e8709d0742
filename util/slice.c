#include "util/slice.h"

#include <limits.h>
#include <string.h>

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Not strncasecmp: it stops at a NUL and goes by the locale. */
bool slice_eq_nocase(struct slice a, struct slice b)
{
	size_t i = 0;

	if (a.n != b.n)
		return false;
	while (i < a.n && lower(a.p[i]) == lower(b.p[i]))
		i++;
	return i == a.n;
}

int slice_cmp(struct slice a, struct slice b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n ? memcmp(a.p, b.p, n) : 0;

	if (order)
		return order;
	return (a.n > b.n) - (a.n < b.n);
}

bool slice_starts_nocase(struct slice s, const char *prefix)
{
	size_t n = strlen(prefix);

	return s.n >= n && slice_eq_nocase(slice_sub(s, 0, n), slice_cstr(prefix));
}

bool slice_ends(struct slice s, const char *suffix)
{
	size_t n = strlen(suffix);

	return s.n >= n && slice_is(slice_skip(s, s.n - n), suffix);
}

size_t slice_find(struct slice s, struct slice needle)
{
	const char *hit;

	if (needle.n == 0)
		return 0;
	hit = s.n ? memmem(s.p, s.n, needle.p, needle.n) : NULL;
	return hit ? (size_t)(hit - s.p) : s.n;
}

static bool is_blank_byte(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct slice slice_trim_left(struct slice s)
{
	while (s.n && is_blank_byte(s.p[0]))
		s = slice_skip(s, 1);
	return s;
}

struct slice slice_trim_right(struct slice s)
{
	while (s.n && is_blank_byte(s.p[s.n - 1]))
		s.n--;
	return s;
}

struct slice slice_trim(struct slice s)
{
	return slice_trim_right(slice_trim_left(s));
}

bool slice_is_blank(struct slice s)
{
	return slice_trim_left(s).n == 0;
}

bool slice_next_line(struct slice *rest, struct slice *line)
{
	size_t n;

	if (rest->n == 0)
		return false;
	n = slice_find_byte(*rest, '\n');
	*line = slice_sub(*rest, 0, n);
	*rest = slice_skip(*rest, n + 1);
	if (line->n && line->p[line->n - 1] == '\r')
		line->n--;
	return true;
}

unsigned slice_number(struct slice s, size_t *digits)
{
	unsigned value = 0;
	size_t i;

	for (i = 0; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++) {
		unsigned digit = (unsigned)(s.p[i] - '0');

		value = value > (UINT_MAX - digit) / 10 ? UINT_MAX : value * 10 + digit;
	}
	if (digits)
		*digits = i;
	return value;
}
