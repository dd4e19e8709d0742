#include "tui/scroll.h"

#include "util/alloc.h"

static size_t last_top(const struct scroll *s)
{
	size_t rows = s->rows > 0 ? (size_t)s->rows : 1;

	return s->count > rows ? s->count - rows : 0;
}

static size_t min_size(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Bring top, then the cursor into their bounds. */
static void settle(struct scroll *s)
{
	size_t rows = s->rows > 0 ? (size_t)s->rows : 1;

	s->cursor = s->count ? min_size(s->cursor, s->count - 1) : 0;
	if (s->cursor < s->top)
		s->top = s->cursor;
	if (s->cursor - s->top >= rows)
		s->top = s->cursor - rows + 1;
	s->top = min_size(s->top, last_top(s));
}

static size_t moved(size_t from, long lines)
{
	if (lines >= 0)
		return from + (size_t)lines;
	return from > (size_t)-lines ? from - (size_t)-lines : 0;
}

void scroll_set_count(struct scroll *s, size_t count)
{
	s->count = count;
	settle(s);
}

void scroll_resize(struct scroll *s, int rows)
{
	s->rows = rows > 0 ? rows : 0;
	settle(s);
}

/* Where scrolling is dear, several lines come into view at once. */
static void make_jump(struct scroll *s)
{
	size_t rows = s->rows > 0 ? (size_t)s->rows : 1;
	size_t jump = s->jump > 0 ? min_size((size_t)s->jump, rows) : 1;

	s->cursor = s->count ? min_size(s->cursor, s->count - 1) : 0;
	if (s->cursor < s->top)
		s->top = s->cursor >= jump ? s->cursor - jump + 1 : 0;
	else if (s->cursor - s->top >= rows)
		s->top = s->cursor - rows + jump;
}

void scroll_move(struct scroll *s, long lines)
{
	s->cursor = moved(s->cursor, lines);
	make_jump(s);
	settle(s);
}

void scroll_shift(struct scroll *s, long lines)
{
	size_t row = s->cursor - s->top;

	s->cursor = s->count ? min_size(moved(s->cursor, lines), s->count - 1) : 0;
	s->top = s->cursor > row ? s->cursor - row : 0;
	settle(s);
}

void scroll_view(struct scroll *s, long lines)
{
	size_t rows = s->rows > 0 ? (size_t)s->rows : 1;

	s->top = min_size(moved(s->top, lines), last_top(s));
	if (s->cursor < s->top)
		s->cursor = s->top;
	if (s->cursor - s->top >= rows)
		s->cursor = s->top + rows - 1;
	settle(s);
}

void scroll_to(struct scroll *s, size_t line)
{
	s->cursor = line;
	settle(s);
}

void scroll_place(struct scroll *s, size_t line, int row)
{
	size_t above = row > 0 ? (size_t)row : 0;

	s->cursor = line;
	s->top = line > above ? line - above : 0;
	settle(s);
}

void scroll_reveal(struct scroll *s, size_t line)
{
	bool visible = line >= s->top && line - s->top < (size_t)s->rows;

	if (!visible)
		scroll_place(s, line, s->rows / 3);
	else
		scroll_to(s, line);
}

/* A pager keeps one line over from page to page, a list does not. */
static long page_lines(const struct scroll *s)
{
	long rows = s->pager ? s->rows - 1 : s->rows;

	return rows > 0 ? rows : 1;
}

static long half_lines(const struct scroll *s)
{
	return s->rows > 1 ? s->rows / 2 : 1;
}

static long one_line(const struct scroll *s)
{
	(void)s;
	return 1;
}

/* In a pager the view goes along at once, else when it must. */
static void go_line(struct scroll *s, long lines)
{
	if (s->pager)
		scroll_shift(s, lines);
	else
		scroll_move(s, lines);
}

/* Rows from the first one in view to the last. */
static long last_row(const struct scroll *s)
{
	size_t rows = s->rows > 0 ? (size_t)s->rows : 1;
	size_t left = s->count - s->top;

	return s->count ? (long)min_size(rows, left) - 1 : 0;
}

static const struct {
	enum action action;
	int num, of; /* the part of the way from the first row in view to the last */
} spots[] = {
	{ACTION_WINDOW_TOP, 0, 1},
	{ACTION_WINDOW_MIDDLE, 1, 2},
	{ACTION_WINDOW_BOTTOM, 1, 1},
};

static const struct {
	enum action action;
	long (*lines)(const struct scroll *s);
	void (*go)(struct scroll *s, long lines);
	int sign;
} moves[] = {
	{ACTION_MOVE_DOWN, one_line, go_line, 1},
	{ACTION_MOVE_UP, one_line, go_line, -1},
	{ACTION_HALF_DOWN, half_lines, scroll_shift, 1},
	{ACTION_HALF_UP, half_lines, scroll_shift, -1},
	{ACTION_PAGE_DOWN, page_lines, scroll_shift, 1},
	{ACTION_PAGE_UP, page_lines, scroll_shift, -1},
	{ACTION_SCROLL_DOWN, one_line, scroll_view, 1},
	{ACTION_SCROLL_UP, one_line, scroll_view, -1},
};

bool scroll_action(struct scroll *s, enum action action)
{
	size_t i;

	if (action == ACTION_FIRST || action == ACTION_LAST) {
		scroll_to(s, action == ACTION_FIRST || s->count == 0 ? 0 : s->count - 1);
		return true;
	}
	for (i = 0; i < ARRAY_LEN(spots); i++) {
		if (spots[i].action == action) {
			scroll_to(s, moved(s->top, last_row(s) * spots[i].num / spots[i].of));
			return true;
		}
	}
	for (i = 0; i < ARRAY_LEN(moves); i++) {
		if (moves[i].action == action) {
			moves[i].go(s, moves[i].sign * moves[i].lines(s));
			return true;
		}
	}
	return false;
}
