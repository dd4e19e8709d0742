#include "tui/input.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <termkey.h>
#include <unistd.h>

#include "tui/keyfilter.h"
#include "util/alloc.h"
#include "util/buf.h"

#define ROOM 4096 /* bytes that libtermkey holds */

struct input {
	TermKey *termkey;
	int64_t deadline; /* -1: none */
	int escape_ms;
	struct keyfilter filter;
	bool forced;	  /* the buffer is full of one unfinished sequence */
	bool giving_up;	  /* what is left in the buffer are keys */
	bool pasting;
	bool cut;
	struct buf paste;
};

void input_set_escape(struct input *input, int ms)
{
	input->escape_ms = ms;
	termkey_set_waittime(input->termkey, ms);
}

/*
 * For xterm terminfo's kmous is the beginning of the newer reports (mode 1006), and libtermkey
 * would read three bytes behind it as in the older ones; without it it knows both.
 */
static const char *look_at_key(const char *name, const char *value, void *data)
{
	struct input *input = data;

	if (value && value != (const char *)-1)
		keyfilter_learn(&input->filter, value);
	return strcmp(name, "key_mouse") == 0 ? NULL : value;
}

static struct input *input_init(TermKey *termkey, bool utf8)
{
	struct input *input;

	if (!termkey)
		return NULL;
	input = xcalloc(1, sizeof(*input));
	input->termkey = termkey;
	input->deadline = -1;
	input->filter.utf8 = utf8;
	input_set_escape(input, INPUT_ESCAPE_MS);
	buf_init(&input->paste);
	termkey_set_canonflags(termkey, TERMKEY_CANON_DELBS | TERMKEY_CANON_SPACESYMBOL);
	termkey_set_buffer_size(termkey, ROOM);
	termkey_hook_terminfo_getstr(termkey, look_at_key, input);
	if (termkey_start(termkey))
		return input;
	input_free(input);
	return NULL;
}

struct input *input_new(int fd, bool utf8)
{
	/* Its own guess looks at LANG before LC_ALL, so it is told. */
	int flags = (utf8 ? TERMKEY_FLAG_UTF8 : TERMKEY_FLAG_RAW) | TERMKEY_FLAG_NOTERMIOS |
		    TERMKEY_FLAG_EINTR | TERMKEY_FLAG_NOSTART;

	return input_init(termkey_new(fd, flags), utf8);
}

struct input *input_new_abstract(const char *term)
{
	int flags = TERMKEY_FLAG_UTF8 | TERMKEY_FLAG_NOSTART;

	return input_init(termkey_new_abstract(term, flags), true);
}

void input_free(struct input *input)
{
	if (!input)
		return;
	termkey_destroy(input->termkey);
	buf_release(&input->paste);
	free(input);
}

void input_pause(struct input *input)
{
	termkey_stop(input->termkey);
}

void input_resume(struct input *input)
{
	termkey_start(input->termkey);
	keyfilter_reset(&input->filter);
	input->deadline = -1;
	input->pasting = false;
}

/* What comes out of the filter is never more than went in, and there is room for that. */
static void push(struct input *input, const char *bytes, size_t n)
{
	struct buf clean = BUF_INIT;

	keyfilter_add(&input->filter, bytes, n, &clean);
	if (clean.n)
		termkey_push_bytes(input->termkey, clean.p, clean.n);
	buf_release(&clean);
}

bool input_read(struct input *input)
{
	char bytes[ROOM];
	size_t room = termkey_get_buffer_remaining(input->termkey);
	ssize_t n;

	if (room == 0) {
		input->forced = true;
		return true;
	}
	n = read(termkey_get_fd(input->termkey), bytes, room < ROOM ? room : ROOM);
	if (n > 0)
		push(input, bytes, (size_t)n);
	return n > 0 || (n < 0 && (errno == EAGAIN || errno == EINTR));
}

void input_push(struct input *input, struct slice bytes)
{
	size_t room = termkey_get_buffer_remaining(input->termkey);

	push(input, bytes.p, bytes.n < room ? bytes.n : room);
}

int64_t input_deadline(const struct input *input)
{
	return input->deadline;
}

/* The number of a `CSI n ~` that libtermkey does not know; 0 for any other. */
static long tilde_number(struct input *input, TermKeyKey *key)
{
	long args[16];
	size_t nargs = 16;
	unsigned long command;

	if (termkey_interpret_csi(input->termkey, key, args, &nargs, &command) != TERMKEY_RES_KEY)
		return 0;
	return (command & 0xffffff) == '~' && nargs > 0 ? args[0] : 0;
}

static void paste_add(struct input *input, const char *bytes, size_t n)
{
	if (input->paste.n + n > INPUT_PASTE_MAX)
		input->cut = true;
	else
		buf_add(&input->paste, bytes, n);
}

/* Keys of a paste are text; what is none is left out. Returns true at its end. */
static bool paste_key(struct input *input, TermKeyKey *key)
{
	if (key->type == TERMKEY_TYPE_UNICODE && !(key->modifiers & TERMKEY_KEYMOD_CTRL))
		paste_add(input, key->utf8, strlen(key->utf8));
	else if (key->type == TERMKEY_TYPE_UNICODE && key->code.codepoint == 'j')
		paste_add(input, "\n", 1);
	else if (key->type == TERMKEY_TYPE_UNICODE && key->code.codepoint == 'c')
		return true; /* a way out, should the end of a paste have been lost */
	else if (key->type != TERMKEY_TYPE_KEYSYM)
		return false;
	else if (key->code.sym == TERMKEY_SYM_ENTER)
		paste_add(input, "\n", 1);
	else if (key->code.sym == TERMKEY_SYM_TAB)
		paste_add(input, "\t", 1);
	else if (key->code.sym == TERMKEY_SYM_SPACE)
		paste_add(input, " ", 1);
	return false;
}

static void give_paste(struct input *input, struct key_event *out)
{
	input->pasting = false;
	*out = (struct key_event){
		.kind = KEY_PASTED, .text = buf_slice(&input->paste), .cut = input->cut};
}

/* The text of a key without modifiers, kept in `paste`, which is not in use then. */
static struct slice key_text(struct input *input, const TermKeyKey *key)
{
	buf_clear(&input->paste);
	if (key->type == TERMKEY_TYPE_UNICODE &&
		!(key->modifiers & (TERMKEY_KEYMOD_CTRL | TERMKEY_KEYMOD_ALT)))
		buf_adds(&input->paste, key->utf8);
	else if (key->type == TERMKEY_TYPE_KEYSYM && key->code.sym == TERMKEY_SYM_SPACE &&
		 key->modifiers == 0)
		buf_addc(&input->paste, ' ');
	return buf_slice(&input->paste);
}

/* Some terminals send for Home and End what a VT220 sent for Find and Select. */
static void use_other_name(TermKeyKey *key)
{
	if (key->type != TERMKEY_TYPE_KEYSYM)
		return;
	if (key->code.sym == TERMKEY_SYM_FIND)
		key->code.sym = TERMKEY_SYM_HOME;
	else if (key->code.sym == TERMKEY_SYM_SELECT)
		key->code.sym = TERMKEY_SYM_END;
}

/* False when it is no press of a button that anybody asks for. */
static bool take_mouse(struct input *input, const TermKeyKey *key, struct key_event *out)
{
	TermKeyMouseEvent event;
	int button, line, col;

	if (termkey_interpret_mouse(input->termkey, key, &event, &button, &line, &col) !=
			TERMKEY_RES_KEY ||
		event != TERMKEY_MOUSE_PRESS || line < 1 || col < 1)
		return false;
	if (button != MOUSE_LEFT && button != MOUSE_WHEEL_UP && button != MOUSE_WHEEL_DOWN)
		return false;
	*out = (struct key_event){.kind = KEY_MOUSE,
		.button = (enum mouse_button)button,
		.row = line - 1,
		.col = col - 1};
	return true;
}

/* One key of the terminal; false when it is none that anybody could bind. */
static bool take_key(struct input *input, TermKeyKey *key, struct key_event *out)
{
	/* The bytes of an unknown sequence are there only until the next key is read. */
	long tilde = key->type == TERMKEY_TYPE_UNKNOWN_CSI ? tilde_number(input, key) : 0;

	if (tilde == 200) {
		input->pasting = true;
		input->cut = false;
		buf_clear(&input->paste);
		return false;
	}
	if (input->pasting) {
		if (tilde != 201 && !paste_key(input, key))
			return false;
		give_paste(input, out);
		return true;
	}
	if (key->type == TERMKEY_TYPE_MOUSE)
		return take_mouse(input, key, out);
	if (key->type != TERMKEY_TYPE_UNICODE && key->type != TERMKEY_TYPE_KEYSYM &&
		key->type != TERMKEY_TYPE_FUNCTION)
		return false;
	if (key->type == TERMKEY_TYPE_KEYSYM && (key->code.sym < 0 || key->code.sym >= TERMKEY_N_SYMS))
		return false;
	use_other_name(key);
	*out = (struct key_event){.kind = KEY_TYPED, .text = key_text(input, key)};
	termkey_strfkey(
		input->termkey, out->spelling, sizeof(out->spelling), key, TERMKEY_FORMAT_VIM);
	if (strcmp(out->spelling, "<") == 0)
		strcpy(out->spelling, "<lt>");
	return true;
}

/*
 * A sequence that was given up is taken for keys with all that stands behind it: were a rest of it
 * left, it would become another one with what comes later, which the filter could not see.
 */
static TermKeyResult give_up(struct input *input, TermKeyKey *key)
{
	TermKeyResult result = termkey_getkey_force(input->termkey, key);

	input->giving_up = result == TERMKEY_RES_KEY &&
		termkey_get_buffer_remaining(input->termkey) < ROOM;
	if (!input->giving_up)
		keyfilter_reset(&input->filter);
	return result;
}

static TermKeyResult get_key(struct input *input, int64_t now, TermKeyKey *key)
{
	TermKeyResult result = termkey_getkey(input->termkey, key);

	if (result != TERMKEY_RES_AGAIN)
		return result;
	if (input->giving_up)
		return give_up(input, key);
	if (input->deadline < 0)
		input->deadline = now + input->escape_ms;
	if (now < input->deadline && !input->forced)
		return result;
	return give_up(input, key);
}

bool input_next(struct input *input, int64_t now, struct key_event *out)
{
	/* Of a sequence that breaks off libtermkey may give a key and not say which. */
	TermKeyKey key = {.code.sym = TERMKEY_SYM_UNKNOWN};

	while (get_key(input, now, &key) == TERMKEY_RES_KEY) {
		input->deadline = -1;
		input->forced = false;
		if (take_key(input, &key, out))
			return true;
		key = (TermKeyKey){.code.sym = TERMKEY_SYM_UNKNOWN};
	}
	return false;
}
