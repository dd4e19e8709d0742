#include "tests/screen/repeat.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static void flush_held(struct repeat *r, struct buf *out)
{
	buf_add(out, r->held, r->nheld);
	r->nheld = 0;
	r->state = REPEAT_TEXT;
}

static bool hold(struct repeat *r, char c)
{
	if (r->nheld == sizeof(r->held) - 1)
		return false;
	r->held[r->nheld++] = c;
	r->held[r->nheld] = '\0';
	return true;
}

static void note_text(struct repeat *r, char c)
{
	bool goes_on = ((unsigned char)c & 0xc0) == 0x80;

	if ((unsigned char)c < 0x20 || c == 0x7f)
		return;
	if (!goes_on)
		r->nlast = 0;
	if (r->nlast < sizeof(r->last))
		r->last[r->nlast++] = c;
}

static void end_sequence(struct repeat *r, char final, struct buf *out)
{
	long count = strtol(r->held + 2, NULL, 10);

	if (final != 'b' || strspn(r->held + 2, "0123456789") != r->nheld - 3) {
		flush_held(r, out);
		return;
	}
	for (; count > 0; count--)
		buf_add(out, r->last, r->nlast);
	r->nheld = 0;
	r->state = REPEAT_TEXT;
}

static void take(struct repeat *r, char c, struct buf *out)
{
	if (c == '\x1b') {
		flush_held(r, out);
		r->state = REPEAT_ESCAPE;
		hold(r, c);
	} else if (r->state == REPEAT_TEXT) {
		note_text(r, c);
		buf_addc(out, c);
	} else if (!hold(r, c)) {
		flush_held(r, out);
		buf_addc(out, c);
	} else if (r->state == REPEAT_ESCAPE && c == '[') {
		r->state = REPEAT_SEQUENCE;
	} else if (r->state == REPEAT_ESCAPE) {
		flush_held(r, out);
	} else if (c >= 0x40) {
		end_sequence(r, c, out);
	}
}

void repeat_expand(struct repeat *r, const char *bytes, size_t n, struct buf *out)
{
	for (size_t i = 0; i < n; i++)
		take(r, bytes[i], out);
}
