/*
 * Looks on this terminal: from what a thing is (conf/role.h) to attributes and colours, as a theme
 * says and the terminal can. With NO_COLOR, or where there are none, attributes alone tell
 * things apart, and every state has a letter or glyph besides.
 */
#ifndef TUI_STYLE_H
#define TUI_STYLE_H

#include "conf/option.h"
#include "conf/theme.h"

/*
 * Take over the looks; the screen has been opened. `mono` is the theme for a terminal without
 * colours and for NO_COLOR. What has no colour of its own has that of text, and so has the screen.
 */
void style_start(const struct theme *theme, const struct theme *mono, enum line_graphics lines);

/* Whether lines between panes are drawn with ASCII. */
bool style_ascii(void);

/* For draw.c: make what is drawn next look so. */
void style_set(enum style style);

#endif
