/*
 * Looks: one table from what a thing is to attributes and colours.
 *
 * The roles of a page come first, so a role is a style. The terminal's own colours
 * and background stay as they are; with NO_COLOR, or where there are none, the
 * attributes alone tell things apart, and every state has a letter or glyph besides.
 */
#ifndef TUI_STYLE_H
#define TUI_STYLE_H

#include "conf/role.h"

/* Learn what the terminal can do; the screen has been opened. */
void style_start(void);

/* For draw.c: make what is drawn next look so. */
void style_set(enum style style);

#endif
