#include "util/url.h"

#include <string.h>

static bool is_letter_or_digit(unsigned char c)
{
	return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static void add_bytes(struct slice text, const char *plain, struct buf *out)
{
	size_t i;

	for (i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];

		if (is_letter_or_digit(c) || (c && strchr(plain, c)))
			buf_addc(out, (char)c);
		else
			buf_addf(out, "%%%02X", c);
	}
}

void url_add_part(struct slice part, struct buf *out)
{
	add_bytes(part, "-._~@+=,:", out);
}

static bool has_blank_or_control(struct slice text)
{
	size_t i;

	for (i = 0; i < text.n; i++) {
		if ((unsigned char)text.p[i] <= ' ' || text.p[i] == 0x7f)
			return true;
	}
	return false;
}

bool url_clean(struct slice url, struct buf *out)
{
	static const char *const kinds[] = {"https://", "http://"};
	struct slice rest = {.p = NULL};
	size_t i;

	for (i = 0; i < 2 && !rest.n; i++) {
		if (slice_starts_nocase(url, kinds[i]))
			rest = slice_skip(url, strlen(kinds[i]));
	}
	/* A host begins with a letter or a digit, or is a number of IPv6 in brackets. */
	if (!rest.n || !(is_letter_or_digit((unsigned char)rest.p[0]) || rest.p[0] == '[') ||
		has_blank_or_control(url))
		return false;
	add_bytes(url, "-._~@+=,:/?#[]&%", out);
	return true;
}
