/*
 * Looks: one table from what a thing is to attributes and colours.
 *
 * The roles of a page come first, so a role is a style. The terminal's own colours
 * and background stay as they are; with NO_COLOR, or where there are none, the
 * attributes alone tell things apart, and every state has a letter or glyph besides.
 */
#ifndef TUI_STYLE_H
#define TUI_STYLE_H

#include <stdbool.h>

#include "model/model.h"

enum style {
	STYLE_ROLE = 0,	   /* STYLE_ROLE + enum role */
	STYLE_BAR = ROLES, /* the title line */
	STYLE_BAR_NAME,	   /* the program's name in it */
	STYLE_BAR_FILTER,  /* the filter that is in force */
	STYLE_HEADING,	   /* of columns */
	STYLE_MARK,	   /* the selected row's mark, in the pane with the focus */
	STYLE_MARK_BESIDE, /* and in the others */
	STYLE_TAB,
	STYLE_TAB_HERE,
	STYLE_LINE,	/* rules and bars */
	STYLE_FOUND,	/* matches of a search */
	STYLE_FILTERED, /* matches of the filter */
	STYLE_HINT,
	STYLE_HINT_KEY,
	STYLE_PROMPT,
	STYLE_PROMPT_WRONG, /* where the error is */
	STYLE_ERROR,
	STYLES
};

static inline enum style style_of(enum role role)
{
	return (enum style)((int)STYLE_ROLE + (int)role);
}

/* Learn what the terminal can do; the screen has been opened. */
void style_start(void);

/* For draw.c: make what is drawn next look so. */
void style_set(enum style style);

#endif
