/*
 * A view: what stands in a pane.
 *
 * Each is one file with a private state that begins with a struct view, and
 * one struct view_ops. No view calls another. An action that a view does not
 * handle it gives back, and the driver (browser.h) gives it its general meaning.
 */
#ifndef TUI_VIEW_H
#define TUI_VIEW_H

#include <stdbool.h>

#include "conf/action.h"
#include "model/model.h"
#include "tui/layout.h"
#include "tui/status.h"

/* What all views are given. */
struct view_env {
	struct model *model;	    /* NULL until it is open */
	const struct query *filter; /* the one in force, for highlighting; may be NULL */
	const struct search *search; /* the same, in whichever pane it goes from match to match */
	struct status *status;
	bool wrap; /* long lines are wrapped at first */
	bool cursor_line; /* the selected row of the list is marked from end to end */
};

/* The steps of a search; `search` is what looks, and stays valid until the next step. */
enum search_step {
	SEARCH_BEGIN,	/* a prompt opens: remember where we are (search is NULL) */
	SEARCH_TRY,	/* highlight, and jump to the first match from there; NULL: back */
	SEARCH_KEEP,	/* what was tried is in force now, and where it came to */
	SEARCH_RESTORE, /* given up: back, and the highlight of before (which may be NULL) */
	SEARCH_FORWARD, /* highlight, and on to the next match */
	SEARCH_BACKWARD,
	SEARCH_DROP, /* no highlight any more */
};

struct view;

struct view_ops {
	enum context context;
	const char *name;
	/* view->pane has changed. */
	void (*resize)(struct view *view);
	/* Draw all of view->pane, which is shown. */
	void (*draw)(struct view *view);
	/* Draw what a move of the cursor within the view has changed; NULL: nothing moves so. */
	void (*draw_moved)(struct view *view);
	/* ACTION_NONE when it was handled, else the action. */
	enum action (*action)(struct view *view, enum action action);
	/*
	 * A click: select what stands in a cell of the pane, counted from 0. True when it is a row
	 * that was selected before and that can be opened: so a second click opens it.
	 */
	bool (*click)(struct view *view, int row, int col);
	void (*search)(struct view *view, enum search_step step, const struct search *search);
	/*
	 * Go on with what could not be done at once, for a millisecond or so; NULL: nothing ever.
	 */
	void (*work)(struct view *view);
	/*
	 * The cell where the cursor stands, row and column of the pane; whether it is to be seen.
	 */
	bool (*cursor)(const struct view *view, int *row, int *col);
	void (*free)(struct view *view);
};

struct view {
	const struct view_ops *ops;
	const struct view_env *env;
	struct pane pane;
	bool focused;
	bool dirty;   /* must be drawn */
	bool moved;   /* its cursor has moved, and nothing else changed */
	bool working; /* ops->work has something to do */
};

#endif
