#include "tui/paste.h"

static const char end[] = "\033[201~";
#define END_BYTES (sizeof(end) - 1)
#define INTERRUPT 0x03 /* C-c */

void paste_begin(struct paste *paste)
{
	buf_clear(&paste->text);
	paste->open = true;
	paste->cut = paste->returned = false;
	paste->matched = 0;
}

static void keep(struct paste *paste, char c)
{
	bool second = c == '\n' && paste->returned;

	paste->returned = c == '\r';
	if (c == '\r')
		c = '\n';
	if (second || ((unsigned char)c < 0x20 && c != '\n' && c != '\t') || c == 0x7f)
		return;
	if (paste->text.n < PASTE_MAX)
		buf_addc(&paste->text, c);
	else
		paste->cut = true;
}

/* What seemed to be the end is text; another end can begin only at an escape. */
static void give_back(struct paste *paste)
{
	size_t i;

	for (i = 0; i < paste->matched; i++)
		keep(paste, end[i]);
	paste->matched = 0;
}

size_t paste_take(struct paste *paste, const char *bytes, size_t n)
{
	size_t i;

	for (i = 0; i < n && paste->open; i++) {
		if (bytes[i] != end[paste->matched])
			give_back(paste);
		if (bytes[i] == end[paste->matched])
			paste->matched++;
		else if (bytes[i] == INTERRUPT)
			paste->open = false;
		else
			keep(paste, bytes[i]);
		if (paste->matched == END_BYTES)
			paste->open = false;
	}
	return i;
}

void paste_release(struct paste *paste)
{
	buf_release(&paste->text);
}
