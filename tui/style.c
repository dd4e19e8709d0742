#include "tui/style.h"

#include <curses.h>
#include <langinfo.h>
#include <stdlib.h>
#include <string.h>

#include "util/alloc.h"

/*
 * What style_set goes by. There is one screen in a process, curses keeps its colours for it, and
 * this is what it does not keep. Written by style_start alone, at first and when the looks change.
 */
static struct {
	struct {
		attr_t attributes;
		short pair;
	} looks[STYLES];
	bool ascii;
} screen;

static const struct {
	enum look_attribute bit;
	attr_t attribute;
} attributes[] = {
	{LOOK_BOLD, A_BOLD},
	{LOOK_DIM, A_DIM},
	{LOOK_ITALIC, A_ITALIC},
	{LOOK_UNDERLINE, A_UNDERLINE},
	{LOOK_REVERSE, A_REVERSE},
};

/* How many colours there are to use; 0: none. */
static int start_colors(void)
{
	const char *no_color = getenv("NO_COLOR");

	if ((no_color && *no_color) || !has_colors() || start_color() == ERR)
		return 0;
	if (use_default_colors() == ERR || COLORS < 8)
		return 0;
	return COLORS;
}

/* The pair of these colours; looks with the same ones share it. 0 where there are no more. */
static short pair_of(int fg, int bg, short *pairs)
{
	short i, front, back;

	if (fg == COLOR_OWN && bg == COLOR_OWN)
		return 0;
	for (i = 1; i <= *pairs; i++) {
		if (pair_content(i, &front, &back) != ERR && front == fg && back == bg)
			return i;
	}
	if (*pairs + 1 >= COLOR_PAIRS || init_pair((short)(*pairs + 1), (short)fg, (short)bg) == ERR)
		return 0;
	return ++*pairs;
}

static attr_t attributes_of(unsigned bits)
{
	attr_t found = A_NORMAL;
	size_t i;

	for (i = 0; i < ARRAY_LEN(attributes); i++) {
		if (bits & attributes[i].bit)
			found |= attributes[i].attribute;
	}
	return found;
}

void style_start(const struct theme *theme, const struct theme *mono, enum line_graphics lines)
{
	int colors = start_colors(), i;
	const struct theme *used = colors ? theme : mono;
	struct look text = used->roles[ROLE_TEXT].look;
	cchar_t blank;
	short pairs = 0;

	for (i = 0; i < STYLES; i++) {
		struct look look = used->roles[i].look;

		look.fg = look.fg == COLOR_OWN ? text.fg : look.fg;
		look.bg = look.bg == COLOR_OWN ? text.bg : look.bg;
		look = look_for(look, colors);
		screen.looks[i].attributes = attributes_of(look.attributes);
		screen.looks[i].pair = pair_of(look.fg, look.bg, &pairs);
	}
	if (setcchar(&blank, L" ", A_NORMAL, screen.looks[ROLE_TEXT].pair, NULL) != ERR)
		bkgrndset(&blank);
	screen.ascii = lines == LINES_ASCII ||
		(lines == LINES_AUTO && strcmp(nl_langinfo(CODESET), "UTF-8") != 0);
}

bool style_ascii(void)
{
	return screen.ascii;
}

void style_set(enum style style)
{
	attr_set(screen.looks[style].attributes, screen.looks[style].pair, NULL);
}
