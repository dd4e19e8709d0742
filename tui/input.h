/*
 * Keys: bytes of the terminal in, spellings out (libtermkey's vim notation).
 *
 * `j`, `<C-d>`, `<S-Tab>`, `<Space>`; `<lt>` is '<'. A lone escape is told from the
 * beginning of a sequence by a deadline that the caller waits for; should the rest of a cursor or
 * function key come later still, it is that key and not the letters that it is made of. A bracketed
 * paste comes as one event. Presses of the mouse's left button and its wheel are events, too, as
 * terminals tell them in mode 1006 (or the older one); releases and the rest are left out.
 * Reads never block.
 */
#ifndef TUI_INPUT_H
#define TUI_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "util/slice.h"

#define INPUT_ESCAPE_MS 50 /* unless input_set_escape says otherwise */

struct input;

enum key_kind {
	KEY_TYPED,
	KEY_PASTED,
	KEY_MOUSE,
};

enum mouse_button {
	MOUSE_LEFT = 1,
	MOUSE_WHEEL_UP = 4,
	MOUSE_WHEEL_DOWN = 5,
};

struct key_event {
	enum key_kind kind;
	char spelling[64]; /* of a typed key */
	struct slice text; /* what it inserts, UTF-8; empty for `<Up>`. Until the next call */
	bool cut;	   /* a paste was longer than PASTE_MAX (tui/paste.h) */
	enum mouse_button button; /* that was pressed, or turned */
	int row, col;		  /* where, from 0; they may be beyond the screen */
};

/* Keys from a terminal; its modes are left alone. NULL when libtermkey does not know it. */
struct input *input_new(int fd, bool utf8);
/* Keys from input_push, for tests; UTF-8. */
struct input *input_new_abstract(const char *term);
void input_free(struct input *input); /* NULL is allowed */

/* Stop and take up again what libtermkey asks of the terminal (its keypad mode). */
void input_pause(struct input *input);
void input_resume(struct input *input);

/* For how many ms an escape may become a longer sequence. */
void input_set_escape(struct input *input, int ms);

/* Take in what can be read; false when the terminal has hung up. */
bool input_read(struct input *input);
void input_push(struct input *input, struct slice bytes);

/* The next complete key; false when there is none yet. `now` is a monotonic time in ms. */
bool input_next(struct input *input, int64_t now, struct key_event *out);

/* When a sequence that has begun becomes a key of its own; -1: nothing has begun. */
int64_t input_deadline(const struct input *input);

#endif
