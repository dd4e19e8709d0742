#include "tui/draw.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "util/arena.h"

#ifdef TIDINGS_CHECKS
static void check(bool ok)
{
	if (!ok)
		abort();
}
#else
static void check(bool ok)
{
	(void)ok;
}
#endif

static bool on_screen(const struct pane *pane)
{
	return pane->y >= 0 && pane->x >= 0 && pane->y + pane->rows <= LINES &&
	       pane->x + pane->cols <= COLS;
}

struct pen pen_at(const struct pane *pane, int row)
{
	bool inside = on_screen(pane) && row >= 0 && row < pane->rows;

	check(inside);
	return (struct pen){.pane = pane, .row = row, .end = inside ? pane->cols : 0};
}

int pen_room(const struct pen *pen)
{
	return pen->end - pen->col;
}

/*
 * The text without the marks on its last character. Behind the last column of the screen libvterm,
 * which is the terminal of more than one editor, takes a mark for a character of the next row, and
 * scrolls.
 */
static size_t without_marks(const char *bytes, size_t n)
{
	size_t end = n;

	while (end > 0) {
		size_t at = end - 1;
		int32_t code;

		while (at > 0 && (bytes[at] & 0xc0) == 0x80)
			at--;
		text_next_char(slice_from(bytes + at, n - at), &code);
		if (wcwidth((wchar_t)code) != 0)
			break;
		end = at;
	}
	return end;
}

/* All cells go through here. `text` fits. */
static void put(struct pen *pen, enum style style, const char *bytes, size_t n, int cols)
{
	int y = pen->pane->y + pen->row;
	int x = pen->pane->x + pen->col;

	check(cols >= 0 && cols <= pen_room(pen));
	if (cols <= 0 || cols > pen_room(pen))
		return;
	if (x + cols == COLS)
		n = without_marks(bytes, n);
	style_set(style);
	mvaddnstr(y, x, bytes, (int)n);
	/* At the end of a screen row the cursor stands elsewhere. */
	check(x + cols >= COLS || (getcury(stdscr) == y && getcurx(stdscr) == x + cols));
	pen->col += cols;
}

void pen_put(struct pen *pen, enum style style, struct vis text)
{
	if (text.cols > pen_room(pen))
		text = text_columns(text, 0, pen_room(pen), NULL);
	put(pen, style, text.p, text.n, text.cols);
}

void pen_blank(struct pen *pen, enum style style, int cols)
{
	static const char blanks[] =
		"                                                                ";

	if (cols > pen_room(pen))
		cols = pen_room(pen);
	while (cols > 0) {
		int n = cols < (int)sizeof(blanks) - 1 ? cols : (int)sizeof(blanks) - 1;

		put(pen, style, blanks, (size_t)n, n);
		cols -= n;
	}
}

static void put_field(struct pen *pen, enum style style, struct vis text, int cols, bool right)
{
	struct arena a = ARENA_INIT;
	int blank;

	if (cols > pen_room(pen))
		cols = pen_room(pen);
	text = text_clip(&a, text, cols);
	blank = cols - text.cols;
	if (right)
		pen_blank(pen, style, blank);
	pen_put(pen, style, text);
	if (!right)
		pen_blank(pen, style, blank);
	arena_release(&a);
}

void pen_field(struct pen *pen, enum style style, struct vis text, int cols)
{
	put_field(pen, style, text, cols, false);
}

void pen_field_right(struct pen *pen, enum style style, struct vis text, int cols)
{
	put_field(pen, style, text, cols, true);
}

/* A line piece of the terminal, or of ASCII. */
static void put_line(int y, int x, int n, bool vertical)
{
	chtype piece = vertical ? '|' : '-';

	style_set(STYLE_LINE);
	if (!style_ascii())
		piece = vertical ? ACS_VLINE : ACS_HLINE;
	if (vertical)
		mvvline(y, x, piece, n);
	else
		mvhline(y, x, piece, n);
}

void pen_rule(struct pen *pen, int cols)
{
	if (cols > pen_room(pen))
		cols = pen_room(pen);
	if (cols <= 0)
		return;
	put_line(pen->pane->y + pen->row, pen->pane->x + pen->col, cols, false);
	pen->col += cols;
}

void pen_end(struct pen *pen, enum style style)
{
	pen_blank(pen, style, pen_room(pen));
}

void draw_blank_row(const struct pane *pane, int row)
{
	struct pen pen = pen_at(pane, row);

	pen_end(&pen, style_of(ROLE_TEXT));
}

void draw_bar(const struct pane *pane)
{
	check(on_screen(pane));
	if (pane_shown(pane) && on_screen(pane))
		put_line(pane->y, pane->x, pane->rows, true);
}

void draw_cursor(const struct pane *pane, int row, int col, bool seen)
{
	check(on_screen(pane) && row >= 0 && row < pane->rows && col >= 0 && col < pane->cols);
	curs_set(seen ? 1 : 0);
	move(pane->y + row, pane->x + col);
}

void draw_flush(void)
{
	refresh();
}

void draw_erase(void)
{
	erase();
}

void draw_forget(void)
{
	clearok(curscr, TRUE);
}
