/*
 * A page in a pane: wrapped or cut, scrolled, panned and searched.
 *
 * The detail and the help are pagers with something around them.
 */
#ifndef TUI_PAGER_H
#define TUI_PAGER_H

#include <stdbool.h>
#include <stddef.h>

#include "conf/action.h"
#include "model/model.h"
#include "tui/finder.h"
#include "tui/layout.h"
#include "tui/scroll.h"
#include "tui/view.h"

/* A row of the screen: bytes [from, to) of a line of the page, or of one in place of a fold. */
struct pager_row {
	size_t line, from, to;
	const struct page_line *text;
	bool told; /* it stands for the fold that begins at `line` */
	bool cut;  /* the line goes on, and no row does */
};

struct pager {
	const struct page *page; /* borrowed; NULL: nothing to show */
	struct pane pane;
	bool wrap;	      /* the head, though, has no more than two rows for a line */
	bool table;	      /* its rows are selected, as those of a list are */
	int pan;	      /* columns that are out of view at the left, when cut */
	struct scroll scroll; /* over the rows below the head */
	struct pager_row *rows;
	size_t nrows, rows_room;
	bool *open;   /* for each fold of the page */
	size_t nopen, open_room;
	size_t peeked; /* the fold that the search has opened; page->nfolds: none */
	size_t nhead; /* rows of the page's head that stay; they come first in `rows` */
	struct finder finder;
	size_t nlines; /* of the page, when the rows were made */
	size_t found; /* the line the search is at; page->nlines: none */
	size_t saved_top;
	int saved_row;
	struct arena scratch;
};

/* `wrap`: long lines are wrapped at first, else cut. */
void pager_init(struct pager *pager, struct status *status, bool wrap);
void pager_set_wrap(struct pager *pager, bool wrap);
void pager_release(struct pager *pager);
/*
 * Its lines are the rows of a table. They are cut at first; the cursor moves within what is in
 * view, and what is searched for selects its row and pans nothing away.
 */
void pager_make_table(struct pager *pager);

/* Another page, or the same with other lines; the view goes to its beginning. */
void pager_set_page(struct pager *pager, const struct page *page);
/* The same page was made anew: what was unfolded stays so, and the view does not move. */
void pager_renew(struct pager *pager);
void pager_resize(struct pager *pager, const struct pane *pane);
/* With the matches of both highlighted; either may be NULL. */
void pager_draw(
	struct pager *pager, const struct query *filter, const struct search *search);

/* False when the action is none of a pager. */
bool pager_action(struct pager *pager, enum action action, struct status *status);

/* The topmost line that scrolls; and have a line stand there, as far as the end allows. */
size_t pager_line(const struct pager *pager);
void pager_go(struct pager *pager, size_t line);
/* The cursor stands on a line, `row` rows below the head, as far as the ends allow. */
void pager_place(struct pager *pager, size_t line, int row);
/* Whether a row is in place of a fold, and which: page->nfolds for any other. */
size_t pager_told(const struct pager *pager, size_t row);
/* Open or close a fold; false when it is so already. */
bool pager_fold(struct pager *pager, size_t fold, bool open);
/* The line that the cursor stands on, and its row in the pane. */
size_t pager_point(const struct pager *pager);
/* Have it stand on the line in this row of the pane; true when it did already. */
bool pager_click(struct pager *pager, int row);
int pager_point_row(const struct pager *pager);

#endif
