#include "tui/style.h"

#include <curses.h>
#include <stdlib.h>

#define OWN (-1) /* the terminal's own */

struct look {
	attr_t attributes;
	short basic;  /* foreground of 8 or 16 colours */
	short fine;   /* of 256 */
	attr_t plain; /* attributes where there are no colours, besides */
};

static const struct look looks[STYLES] = {
	[ROLE_TEXT] = {A_NORMAL, OWN, OWN, 0},
	[ROLE_TITLE] = {A_BOLD, OWN, OWN, 0},
	[ROLE_PERSON] = {A_NORMAL, COLOR_CYAN, 37, 0},
	[ROLE_DIM] = {A_DIM, OWN, OWN, 0},
	[ROLE_RULE] = {A_NORMAL, COLOR_BLUE, 67, 0},
	[ROLE_HEADING] = {A_BOLD, COLOR_YELLOW, 179, 0},
	[ROLE_VERSION] = {A_BOLD, COLOR_YELLOW, 179, 0},
	[ROLE_ABSENT] = {A_DIM, OWN, OWN, 0},
	[ROLE_BULLET] = {A_NORMAL, COLOR_YELLOW, 179, 0},
	[ROLE_QUOTE] = {A_NORMAL, COLOR_BLUE, 109, A_DIM},
	[ROLE_TRAILER_KEY] = {A_NORMAL, COLOR_MAGENTA, 139, 0},
	[ROLE_PATH] = {A_NORMAL, OWN, OWN, 0},
	[ROLE_PLUS] = {A_NORMAL, COLOR_GREEN, 71, 0},
	[ROLE_MINUS] = {A_NORMAL, COLOR_RED, 167, 0},
	[ROLE_NUMBER] = {A_NORMAL, COLOR_CYAN, 73, 0},
	[ROLE_LINK] = {A_UNDERLINE, COLOR_BLUE, 67, 0},
	[ROLE_LINE_NUMBER] = {A_DIM, OWN, OWN, 0},
	[ROLE_WARNING] = {A_BOLD, COLOR_RED, 167, 0},
	[STYLE_BAR] = {A_NORMAL, OWN, OWN, 0},
	[STYLE_BAR_NAME] = {A_BOLD, OWN, OWN, 0},
	[STYLE_BAR_FILTER] = {A_BOLD, COLOR_YELLOW, 179, 0},
	[STYLE_HEADING] = {A_DIM, OWN, OWN, 0},
	[STYLE_MARK] = {A_REVERSE, OWN, OWN, 0},
	[STYLE_MARK_BESIDE] = {A_BOLD, OWN, OWN, 0},
	[STYLE_TAB] = {A_NORMAL, COLOR_BLUE, 67, 0},
	[STYLE_TAB_HERE] = {A_BOLD, OWN, OWN, 0},
	[STYLE_LINE] = {A_NORMAL, COLOR_BLUE, 67, 0},
	[STYLE_FOUND] = {A_REVERSE, COLOR_YELLOW, 179, 0},
	[STYLE_FILTERED] = {A_BOLD | A_UNDERLINE, COLOR_YELLOW, 179, 0},
	[STYLE_HINT] = {A_DIM, OWN, OWN, 0},
	[STYLE_HINT_KEY] = {A_BOLD, OWN, OWN, 0},
	[STYLE_PROMPT] = {A_NORMAL, OWN, OWN, 0},
	[STYLE_PROMPT_WRONG] = {A_REVERSE, COLOR_RED, 167, 0},
	[STYLE_ERROR] = {A_BOLD, COLOR_RED, 167, 0},
};

void style_start(void)
{
	const char *no_color = getenv("NO_COLOR");
	short i;

	if ((no_color && *no_color) || !has_colors() || start_color() == ERR)
		return;
	if (use_default_colors() == ERR || COLOR_PAIRS <= STYLES)
		return;
	for (i = 0; i < STYLES; i++) {
		short colour = COLORS >= 256 ? looks[i].fine : looks[i].basic;

		if (colour != OWN)
			init_pair((short)(i + 1), colour, -1);
	}
}

static bool has_pair(enum style style)
{
	short front = OWN, back = OWN;

	return looks[style].basic != OWN && COLOR_PAIRS > STYLES &&
	       pair_content((short)(style + 1), &front, &back) != ERR && front > 0;
}

void style_set(enum style style)
{
	bool coloured = has_pair(style);
	attr_t attributes = looks[style].attributes | (coloured ? 0 : looks[style].plain);

	attr_set(attributes, coloured ? (short)(style + 1) : 0, NULL);
}
