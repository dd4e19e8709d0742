/*
 * The terminal of a screen test: libvterm and what it was told.
 *
 * Bytes of the program go in, cells come out; keys and the mouse are encoded as a terminal in the
 * modes that the program has set would do it. Rows and columns count from 1 on the outside of
 * these calls, as in the scenes.
 */
#ifndef SCREEN_TERM_H
#define SCREEN_TERM_H

#include <stdbool.h>
#include <vterm.h>

#include "tests/screen/repeat.h"
#include "util/buf.h"

struct term {
	VTerm *vt;
	VTermScreen *screen;
	int rows, cols;
	bool alternate;
	bool cursor_visible;
	int mouse;	  /* VTERM_PROP_MOUSE_* */
	int shape;	  /* of the cursor: VTERM_PROP_CURSORSHAPE_* */
	int titles;	  /* how often the title or the name of the icon was set */
	struct buf log;	  /* every byte the program has written */
	struct buf reply; /* for the program; the owner sends and clears it */
	struct repeat repeat;
};

/* A copy of all cells and of the cursor. */
struct snapshot {
	int rows, cols;
	VTermScreenCell *cells;
	VTermPos cursor;
	bool cursor_visible;
};

void term_init(struct term *t, int rows, int cols);
void term_release(struct term *t);
void term_feed(struct term *t, const char *bytes, size_t n);
void term_resize(struct term *t, int rows, int cols);

VTermScreenCell term_cell(const struct term *t, int row, int col);

/* The text of a row from a column on, as UTF-8, added to `out`; an empty cell is a blank. */
void term_row(const struct term *t, int row, int col, struct buf *out);

/* Every row in its turn, between bars and with the modes, as lines that begin with "# ". */
void term_dump(const struct term *t, struct buf *out);

/* Is bracketed paste switched on? */
bool term_pastes(struct term *t);

/* The bytes that an arrow and a key of the keypad send now, added to `out`: they tell their modes. */
void term_add_keys(struct term *t, struct buf *out);

/* Are the attributes and colours, in which text would be written now, the ordinary ones? */
bool term_writes_plain(const struct term *t);

/* Has the whole screen been erased by a byte of the log at or after `from`? */
bool term_erased(const struct term *t, size_t from);

void snapshot_take(struct snapshot *s, const struct term *t);
void snapshot_release(struct snapshot *s);

/*
 * Compare the terminal with a snapshot. Cells that differ are told in `why`, row by row; true
 * when there are none.
 */
bool snapshot_equal(const struct snapshot *s, const struct term *t, struct buf *why);

#endif
