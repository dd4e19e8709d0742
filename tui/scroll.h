/*
 * Selection and scrolling over (count, rows, cursor): no terminal and no data in it.
 *
 * After every call: with no lines cursor and top are 0; else cursor < count,
 * top <= cursor, cursor < top + rows where there are rows at all, and the view is
 * filled as far as there are lines: top + rows <= count, or top is 0. In a *pager* the view
 * goes along with the cursor, which so keeps its row until the view has come to an end.
 */
#ifndef TUI_SCROLL_H
#define TUI_SCROLL_H

#include <stdbool.h>
#include <stddef.h>

#include "conf/action.h"

struct scroll {
	size_t count;  /* lines there are */
	size_t cursor; /* the selected one */
	size_t top;    /* the first visible one */
	int rows;      /* visible lines; 0 is allowed */
	int jump;      /* lines that come into view when a move leaves it; 0 is 1 */
	bool pager;
};

void scroll_set_count(struct scroll *s, size_t count);
void scroll_resize(struct scroll *s, int rows);

/* Lines down, or up when negative; stops at the ends. */
void scroll_move(struct scroll *s, long lines);

/* The same, but the view goes along, so that the cursor keeps its row while it can. */
void scroll_shift(struct scroll *s, long lines);

/* Move the view; the cursor stays on its line while that is to be seen. */
void scroll_view(struct scroll *s, long lines);

/* Select a line; the view moves no more than it must. */
void scroll_to(struct scroll *s, size_t line);

/* Select a line; when it was out of view it comes to stand a third below the top. */
void scroll_reveal(struct scroll *s, size_t line);

/* Select a line and have it `row` rows below the top, as far as the ends allow. */
void scroll_place(struct scroll *s, size_t line, int row);

/* Moves by line, half page, page and to the ends; false when the action is none of these. */
bool scroll_action(struct scroll *s, enum action action);

#endif
