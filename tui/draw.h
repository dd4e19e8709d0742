/*
 * Drawing: the only calls that put cells on the screen.
 *
 * They take visible text and a style, clip by columns, and never split a wide
 * character. A *pen* writes one row of a pane from left to right and cannot
 * leave it. Whoever draws a pane draws all of its cells. In a build with
 * TIDINGS_CHECKS a cell outside the pane, or one that does not stand where the
 * measuring says, aborts.
 */
#ifndef TUI_DRAW_H
#define TUI_DRAW_H

#include <stdbool.h>

#include "tui/layout.h"
#include "tui/style.h"
#include "util/text.h"

struct pen {
	const struct pane *pane;
	int row; /* of the pane */
	int col; /* next one to be written */
	int end; /* first one that is not */
};

/* Begin a row of the pane (0 <= row < pane->rows). */
struct pen pen_at(const struct pane *pane, int row);

/* Columns that are left. */
int pen_room(const struct pen *pen);

/* Write what fits of the text; how it ends is cut without a mark. */
void pen_put(struct pen *pen, enum style style, struct vis text);

/* Write exactly `cols` columns, or what room there is: blanks are added, a '~' stands for a cut. */
void pen_field(struct pen *pen, enum style style, struct vis text, int cols);
/* The same, moved to the right. */
void pen_field_right(struct pen *pen, enum style style, struct vis text, int cols);

/* Up to `cols` blanks, or line pieces. */
void pen_blank(struct pen *pen, enum style style, int cols);
void pen_rule(struct pen *pen, int cols);

/* Blank the rest of the row. */
void pen_end(struct pen *pen, enum style style);

/* Blank a whole row; a bar from top to bottom. */
void draw_blank_row(const struct pane *pane, int row);
void draw_bar(const struct pane *pane);

/* Where the cursor stands after the next flush, and whether it is seen. */
void draw_cursor(const struct pane *pane, int row, int col, bool seen);

/* Send what has changed to the terminal. */
void draw_flush(void);

/*
 * Blank the whole screen before everything is drawn anew. When panes have moved, the new edge of
 * one may run through a wide character of another, and curses would blank what stands beside it.
 */
void draw_erase(void);

/* Forget what the terminal shows: the next flush draws all of it. */
void draw_forget(void);

#endif
