#include "tui/input.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <termkey.h>
#include <unistd.h>

#include "tui/keyfilter.h"
#include "tui/paste.h"
#include "util/alloc.h"
#include "util/buf.h"

#define ROOM 256 /* bytes that libtermkey holds: more than any key has */
/*
 * For how many ms the rest of a cursor or function key, or of a character, may be under way on a
 * slow line, also behind an escape that has become a key. Nobody types what such a key is made of
 * so fast.
 */
#define TORN_MS 500

/*
 * Bytes wait in `bytes` and are given to libtermkey one by one, as long as they make no key; so it
 * never holds any behind the beginning of a paste.
 */
struct input {
	TermKey *termkey;
	struct buf bytes;  /* that came in, from `at` on not yet looked at */
	size_t at;
	bool arrived;	   /* those at `at` are the first of what came in together */
	struct buf begun;  /* what libtermkey has of a key that is not complete */
	int64_t began;	   /* when its first byte was looked at */
	int64_t deadline;  /* -1: none */
	int64_t escaped;   /* when an escape last became a key because nothing came behind it */
	int escape_ms;
	struct keyfilter filter;
	bool forced;	   /* the buffer is full of one unfinished sequence */
	struct paste paste;
	struct buf text;   /* that the last key inserts */
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
	input->escaped = -TORN_MS;
	input->filter.utf8 = utf8;
	input_set_escape(input, INPUT_ESCAPE_MS);
	buf_init(&input->bytes);
	buf_init(&input->begun);
	buf_init(&input->text);
	buf_init(&input->paste.text);
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
	buf_release(&input->bytes);
	buf_release(&input->begun);
	buf_release(&input->text);
	paste_release(&input->paste);
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
	buf_clear(&input->begun);
	input->deadline = -1;
	input->paste.open = false;
}

/* ---- bytes ----------------------------------------------------------------------------------- */

void input_push(struct input *input, struct slice bytes)
{
	if (input->at == input->bytes.n) {
		buf_clear(&input->bytes);
		input->at = 0;
		input->arrived = true;
	}
	buf_add_slice(&input->bytes, bytes);
}

bool input_read(struct input *input)
{
	char bytes[4096];
	ssize_t n = read(termkey_get_fd(input->termkey), bytes, sizeof(bytes));

	if (n > 0)
		input_push(input, slice_from(bytes, (size_t)n));
	return n > 0 || (n < 0 && (errno == EAGAIN || errno == EINTR));
}

static struct slice waiting(const struct input *input)
{
	return slice_skip(buf_slice(&input->bytes), input->at);
}

/* These come before all that waits. */
static void put_back(struct input *input, struct slice bytes)
{
	struct buf all = BUF_INIT;

	buf_add_slice(&all, bytes);
	buf_add_slice(&all, waiting(input));
	buf_release(&input->bytes);
	input->bytes = all;
	input->at = 0;
}

/* Whether these are a cursor or function key, or a report of the mouse, but for its escape. */
static bool is_rest_of_key(struct slice bytes)
{
	size_t i = 1;

	if (bytes.n < 2 || (bytes.p[0] != '[' && bytes.p[0] != 'O'))
		return false;
	while (i < bytes.n && bytes.p[0] == '[' && bytes.p[i] >= '0' && bytes.p[i] <= '?')
		i++;
	if (i == bytes.n)
		return false;
	return strchr(i > 1 ? "ABCDEFHPQRSZMmu~" : "ABCDEFHPQRSZ", bytes.p[i]) != NULL;
}

/* A key that the line has torn behind its escape, which was taken for a key meanwhile. */
static void mend_torn(struct input *input, int64_t now)
{
	if (now - input->escaped < TORN_MS && !input->begun.n && is_rest_of_key(waiting(input)))
		put_back(input, SLICE_LIT("\033"));
}

/* What comes out of the filter is never more than went in. */
static void give_byte(struct input *input, int64_t now)
{
	struct buf clean = BUF_INIT;

	if (!input->begun.n)
		input->began = now;
	/* A string of the terminal, such as an answer that came late, may end so as well. */
	if (input->bytes.p[input->at] == '\a' && slice_starts(buf_slice(&input->begun), "\033]"))
		buf_adds(&clean, "\033\\");
	else
		keyfilter_add(&input->filter, input->bytes.p + input->at, 1, &clean);
	input->at++;
	if (clean.n)
		termkey_push_bytes(input->termkey, clean.p, clean.n);
	buf_add_slice(&input->begun, buf_slice(&clean));
	buf_release(&clean);
	input->forced = termkey_get_buffer_remaining(input->termkey) == 0;
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

/* The text of a key without modifiers. */
static struct slice key_text(struct input *input, const TermKeyKey *key)
{
	buf_clear(&input->text);
	if (key->type == TERMKEY_TYPE_UNICODE &&
		!(key->modifiers & (TERMKEY_KEYMOD_CTRL | TERMKEY_KEYMOD_ALT)))
		buf_adds(&input->text, key->utf8);
	else if (key->type == TERMKEY_TYPE_KEYSYM && key->code.sym == TERMKEY_SYM_SPACE &&
		 key->modifiers == 0)
		buf_addc(&input->text, ' ');
	return buf_slice(&input->text);
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
	if (key->type == TERMKEY_TYPE_UNKNOWN_CSI && tilde_number(input, key) == 200)
		paste_begin(&input->paste);
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
 * A key has been read. What stands behind its bytes, as where a sequence was given up, is looked at
 * anew, since with what comes later it may be another sequence, or begin a paste.
 */
static void settle(struct input *input, const TermKeyKey *key)
{
	size_t left = ROOM - termkey_get_buffer_remaining(input->termkey);
	TermKeyKey again;

	/*
	 * An unknown sequence stays in the buffer until the next key is read; there is only that.
	 */
	if (key->type == TERMKEY_TYPE_UNKNOWN_CSI)
		left = 0;
	if (left)
		put_back(input, slice_skip(buf_slice(&input->begun), input->begun.n - left));
	while (left && termkey_getkey_force(input->termkey, &again) == TERMKEY_RES_KEY)
		;
	buf_clear(&input->begun);
	keyfilter_reset(&input->filter);
	input->forced = false;
	input->deadline = -1;
}

/* When what has begun becomes keys of its own. */
static int64_t give_up_at(const struct input *input)
{
	const struct buf *begun = &input->begun;
	bool key = begun->n > 1 && (begun->p[1] == '[' || begun->p[1] == 'O');
	bool character = begun->n > 0 && (unsigned char)begun->p[0] >= 0xc2;

	return input->began + (key || character ? TORN_MS : input->escape_ms);
}

static TermKeyResult get_key(struct input *input, int64_t now, TermKeyKey *key)
{
	TermKeyResult result = termkey_getkey(input->termkey, key);

	while (result != TERMKEY_RES_KEY && !input->forced && waiting(input).n) {
		give_byte(input, now);
		result = termkey_getkey(input->termkey, key);
	}
	if (result != TERMKEY_RES_AGAIN)
		return result;
	input->deadline = give_up_at(input);
	if (now < input->deadline && !input->forced)
		return result;
	if (slice_is(buf_slice(&input->begun), "\033"))
		input->escaped = now;
	return termkey_getkey_force(input->termkey, key);
}

static bool next_key(struct input *input, int64_t now, struct key_event *out)
{
	/* Of a sequence that breaks off libtermkey may give a key and not say which. */
	TermKeyKey key = {.code.sym = TERMKEY_SYM_UNKNOWN};

	while (!input->paste.open && get_key(input, now, &key) == TERMKEY_RES_KEY) {
		settle(input, &key);
		if (take_key(input, &key, out))
			return true;
		key = (TermKeyKey){.code.sym = TERMKEY_SYM_UNKNOWN};
	}
	return false;
}

static bool next_paste(struct input *input, struct key_event *out)
{
	struct slice bytes = waiting(input);

	input->at += paste_take(&input->paste, bytes.p, bytes.n);
	if (input->paste.open)
		return false;
	*out = (struct key_event){.kind = KEY_PASTED,
		.text = buf_slice(&input->paste.text),
		.cut = input->paste.cut};
	return true;
}

bool input_next(struct input *input, int64_t now, struct key_event *out)
{
	if (input->arrived) {
		input->arrived = false;
		mend_torn(input, now);
	}
	if (!input->paste.open && next_key(input, now, out))
		return true;
	return input->paste.open && next_paste(input, out);
}
