#include "tui/keyfilter.h"

#include <string.h>

#define MOUSE_BYTES 3 /* behind `CSI M`, the older reports of the mouse */
#define NO_KEY 'z' /* ends a sequence that is none */

static bool is_intermediate(unsigned char c)
{
	return c >= 0x20 && c <= 0x2f;
}

static bool is_final(unsigned char c)
{
	return c >= 0x40 && c <= 0x7f;
}

void keyfilter_learn(struct keyfilter *filter, const char *key)
{
	size_t n = strlen(key);

	if (filter->nknown == KEYFILTER_KNOWN || n < 3 || n >= sizeof(filter->known[0]) ||
		strncmp(key, "\033[", 2) != 0 || !is_intermediate((unsigned char)key[n - 1]))
		return;
	memcpy(filter->known[filter->nknown++], key, n + 1);
}

void keyfilter_reset(struct keyfilter *filter)
{
	filter->state = KEYFILTER_TEXT;
	filter->more = filter->mouse = 0;
}

static void note(struct keyfilter *filter, unsigned char c)
{
	if (filter->n + 1 < sizeof(filter->sequence))
		filter->sequence[filter->n] = (char)c;
	filter->n++;
}

static bool is_known(const struct keyfilter *filter)
{
	size_t i;

	for (i = 0; i < filter->nknown; i++) {
		if (strlen(filter->known[i]) == filter->n &&
			memcmp(filter->known[i], filter->sequence, filter->n) == 0)
			return true;
	}
	return false;
}

static void begin(struct keyfilter *filter)
{
	filter->state = KEYFILTER_CSI;
	memcpy(filter->sequence, "\033[", 2);
	filter->n = 2;
	filter->escaped = false;
}

/* Bytes that go on with a character are none of a sequence, though 0x9b is CSI elsewhere. */
static bool goes_on(struct keyfilter *filter, unsigned char c)
{
	if (filter->more > 0 && (c & 0xc0) == 0x80) {
		filter->more--;
		return true;
	}
	filter->more = 0;
	if (filter->utf8 && c >= 0xc2 && c < 0xf5)
		filter->more = c < 0xe0 ? 1 : c < 0xf0 ? 2 : 3;
	return filter->more > 0;
}

static void add_text(struct keyfilter *filter, unsigned char c)
{
	bool escaped = filter->state == KEYFILTER_ESCAPE;

	filter->state = KEYFILTER_TEXT;
	if (filter->mouse > 0)
		filter->mouse--;
	else if (goes_on(filter, c))
		return;
	if (c == 0x9b || (escaped && c == '['))
		begin(filter);
	else if (c == 0x1b)
		filter->state = KEYFILTER_ESCAPE;
}

/* What comes out for a byte of a sequence; -1: nothing. */
static int add_csi(struct keyfilter *filter, unsigned char c)
{
	bool dropped = filter->state == KEYFILTER_DROP;
	bool escaped = filter->escaped;

	note(filter, c);
	filter->escaped = c == 0x1b;
	/* Should what has begun be taken for keys, this is the beginning of another one. */
	if (c == 0x9b || (escaped && c == '[')) {
		begin(filter);
		return c;
	}
	if (is_final(c)) {
		keyfilter_reset(filter);
		filter->mouse = filter->n == 3 && c == 'M' ? MOUSE_BYTES : 0;
		return dropped ? NO_KEY : c;
	}
	if (is_intermediate(c) && !dropped && is_known(filter)) {
		keyfilter_reset(filter);
		return c;
	}
	if (is_intermediate(c))
		filter->state = KEYFILTER_DROP;
	return filter->state == KEYFILTER_DROP ? -1 : c;
}

void keyfilter_add(struct keyfilter *filter, const char *bytes, size_t n, struct buf *out)
{
	size_t i;

	for (i = 0; i < n; i++) {
		int c = (unsigned char)bytes[i];

		if (filter->state == KEYFILTER_TEXT || filter->state == KEYFILTER_ESCAPE)
			add_text(filter, (unsigned char)c);
		else
			c = add_csi(filter, (unsigned char)c);
		if (c >= 0)
			buf_addc(out, (char)c);
	}
}
