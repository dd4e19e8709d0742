#include "parser/internal.h"

/*
 * Archives that go by message-id have it as the last part of the path, right
 * below the name of a list (public-inbox: /kvm/ID/, /r/ID) or of a project and
 * the series (patchew: /QEMU/ID/ID/). Deeper down it is something else's page.
 */
#define MSGID_DEPTH 3

struct slice msgid_of_url(struct slice url)
{
	const struct slice none = {"", 0};
	struct slice rest = url, part = none;
	size_t n = slice_find(url, SLICE_LIT("://"));
	unsigned depth = 0;

	if (n == url.n)
		return none;
	rest = slice_skip(url, n + 3);
	rest = slice_skip(rest, slice_find_byte(rest, '/') + 1);
	while (rest.n) {
		n = slice_find_byte(rest, '/');
		part = slice_sub(rest, 0, n);
		rest = slice_skip(rest, n + 1);
		depth++;
	}
	part = slice_sub(part, 0, slice_find_byte(part, '#'));
	n = slice_find_byte(part, '@');
	if (depth > MSGID_DEPTH || n == 0 || n + 1 >= part.n)
		return none;
	return part;
}

/* The number after the last '-' of *s, both taken off. */
static bool take_number_back(struct slice *s, unsigned *number)
{
	size_t i = s->n, digits;

	while (i && is_digit(s->p[i - 1]))
		i--;
	if (i == s->n || !i)
		return false;
	*number = slice_number(slice_skip(*s, i), &digits);
	s->n = i;
	return true;
}

static bool take_byte_back(struct slice *s, char c)
{
	if (!s->n || s->p[s->n - 1] != c)
		return false;
	s->n--;
	return true;
}

static bool valid_date(uint32_t date)
{
	unsigned year = date / 10000, month = date / 100 % 100, day = date % 100;

	return year >= 1990 && year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

uint32_t msgid_date(struct slice msgid)
{
	size_t digits;

	if (msgid.n && msgid.p[0] == '<')
		msgid = slice_skip(msgid, 1);
	slice_number(msgid, &digits);
	/* YYYYMMDD or YYYYMMDDHHMMSS, nothing else. */
	if ((digits != 8 && digits != 14) || digits == msgid.n)
		return 0;
	if (digits == 8 ? msgid.p[8] != '-' : msgid.p[14] != '.' && msgid.p[14] != '-')
		return 0;
	digits = slice_number(slice_sub(msgid, 0, 8), NULL);
	return valid_date((uint32_t)digits) ? (uint32_t)digits : 0;
}

/* 20250417-SLUG-vV-I-HEX@HOST */
bool b4_msgid_parse(struct slice msgid, struct b4_msgid *out)
{
	struct slice s = msgid;
	size_t i, hex;

	memset(out, 0, sizeof(*out));
	if (s.n && s.p[0] == '<')
		s = slice_skip(s, 1);
	s = slice_sub(s, 0, slice_find_byte(s, '@'));
	if (s.n < 9 || s.p[8] != '-')
		return false;
	out->date = msgid_date(s);
	if (!out->date)
		return false;
	for (i = s.n; i && (is_digit(s.p[i - 1]) || (s.p[i - 1] >= 'a' && s.p[i - 1] <= 'f'));)
		i--;
	hex = s.n - i;
	s.n = i;
	if (hex != 12 || !take_byte_back(&s, '-') || !take_number_back(&s, &out->index) ||
	    !take_byte_back(&s, '-') || !take_number_back(&s, &out->version) ||
	    !take_byte_back(&s, 'v') || !take_byte_back(&s, '-') || s.n <= 9)
		return false;
	out->slug = slice_skip(s, 9);
	return out->slug.n > 0;
}
