/*
 * Where the panes stand, by width, height, focus and zoom. Pure: no terminal in it.
 *
 *   below 100 columns   list above detail; the rail stands beside the list, or from
 *                       below 60 columns in its place, while it has the focus
 *   100 to 159          rail left of the list, detail below both
 *   160 and more        three columns
 *   below 18 rows       one pane at a time: the focused one; the same when zoomed
 *
 * The first row is the title line, the last two are the status (or prompt)
 * line and the key hints; they give way first on a screen of few rows.
 */
#ifndef TUI_LAYOUT_H
#define TUI_LAYOUT_H

#include <stdbool.h>

/* A rectangle of cells. One without rows or columns is not shown. */
struct pane {
	int y, x, rows, cols;
};

static inline bool pane_shown(const struct pane *p)
{
	return p->rows > 0 && p->cols > 0;
}

enum pane_id { PANE_RAIL, PANE_LIST, PANE_DETAIL, PANES };

struct layout_wish {
	int rows, cols; /* of the screen */
	enum pane_id focus;
	bool zoom;
};

#define LAYOUT_BARS 2

struct layout {
	struct pane title, status, hints;
	struct pane body; /* all between them */
	struct pane panes[PANES];
	struct pane bars[LAYOUT_BARS]; /* the lines between columns, one column wide */
};

enum side { SIDE_LEFT, SIDE_DOWN, SIDE_UP, SIDE_RIGHT };

/*
 * The nearest pane on that side of a shown one; where none is, one that is not shown and would lie
 * there; without any, itself.
 */
enum pane_id layout_beside(const struct layout *layout, enum pane_id pane, enum side side);

/* Panes lie within the screen, never overlap, and with the bars fill the body. */
void layout_make(const struct layout_wish *wish, struct layout *out);

#endif
