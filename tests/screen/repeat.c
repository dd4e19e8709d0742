#include "tests/screen/repeat.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "util/text.h"

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

/* How many bytes a character has that begins with this one. */
static size_t length_of(char lead)
{
	unsigned char c = (unsigned char)lead;

	return c < 0xc2 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
}

/* What is inserted goes on as whole characters. */
static void put_text(struct repeat *r, char c, struct buf *out)
{
	int32_t code;

	note_text(r, c);
	if (!r->inserting || (unsigned char)c < 0x80) {
		buf_addc(out, c);
		return;
	}
	if (r->nlast < length_of(r->last[0]))
		return;
	text_next_char(slice_from(r->last, r->nlast), &code);
	if (wcwidth((wchar_t)code) == 2)
		buf_adds(out, "\x1b[@");
	buf_add(out, r->last, r->nlast);
}

static void end_sequence(struct repeat *r, char final, struct buf *out)
{
	long count = strtol(r->held + 2, NULL, 10);

	if (strcmp(r->held, "\x1b[4h") == 0 || strcmp(r->held, "\x1b[4l") == 0)
		r->inserting = final == 'h';
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
		put_text(r, c, out);
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
