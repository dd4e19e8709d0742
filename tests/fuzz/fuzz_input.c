/*
 * Bytes of a terminal, in pieces: the first byte of the data chooses the terminal;
 * 0xff divides pieces, and the byte behind it tells how much time goes by before the next.
 *
 * Every event must be one that can be used; when nothing more comes all becomes keys but what is
 * pasted, which C-c ends; and then a key is that key.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tui/input.h"
#include "tui/paste.h"
#include "util/buf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define LONG 100000 /* ms that nothing takes */

static const char *const terms[] = {"xterm-256color", "linux", "rxvt", "vt100"};

static void must(bool holds)
{
	if (!holds)
		abort();
}

static bool is_text(struct slice text)
{
	size_t i;

	for (i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];

		if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7f)
			return false;
	}
	return true;
}

static void check_event(const struct key_event *key)
{
	if (key->kind == KEY_TYPED)
		must(key->spelling[0] && memchr(key->spelling, '\0', sizeof(key->spelling)));
	else if (key->kind == KEY_MOUSE)
		must(key->row >= 0 && key->col >= 0 && key->button);
	else
		must(key->text.n <= PASTE_MAX);
	must(is_text(key->text));
}

static void drain(struct input *input, int64_t now, struct key_event *last)
{
	struct key_event key;

	while (input_next(input, now, &key)) {
		check_event(&key);
		*last = key;
	}
}

/* However much is left, each of its keys is given up on its own. */
static void come_to_rest(struct input *input, int64_t *now, struct key_event *last)
{
	int i;

	for (i = 0; i < 100000 && (i == 0 || input_deadline(input) >= 0); i++) {
		*now += LONG;
		drain(input, *now, last);
	}
	must(input_deadline(input) < 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice rest = slice_from((const char *)data, size);
	struct key_event last = {.kind = KEY_TYPED};
	struct input *input;
	int64_t now = 0;

	if (!rest.n || !(input = input_new_abstract(terms[data[0] % 4])))
		return 0;
	rest = slice_skip(rest, 1);
	while (rest.n) {
		size_t n = slice_find_byte(rest, (char)0xff);

		input_push(input, slice_sub(rest, 0, n));
		drain(input, now, &last);
		if (n + 1 < rest.n)
			now += (unsigned char)rest.p[n + 1] * 10;
		drain(input, now, &last);
		rest = slice_skip(rest, n + 2);
	}
	come_to_rest(input, &now, &last);
	input_push(input, SLICE_LIT("\003"));
	come_to_rest(input, &now, &last);
	input_push(input, SLICE_LIT("j"));
	come_to_rest(input, &now, &last);
	must(last.kind == KEY_TYPED && strcmp(last.spelling, "j") == 0);
	input_free(input);
	return 0;
}
