/*
 * The columns of the list: which there are room for, and what stands in them.
 *
 * They give way in a set order as the list gets narrower: tags, date, lines, contributor,
 * number of patches. The title gets what is left, and 20 columns before any other but the
 * revision. The heading that the list is sorted by stands in brackets.
 */
#ifndef TUI_COLUMNS_H
#define TUI_COLUMNS_H

#include <stdbool.h>

#include "model/model.h"
#include "tui/layout.h"

enum column {
	COLUMN_REVISION, /* behind the states of the row, see STATES */
	COLUMN_PATCHES,
	COLUMN_TITLE,
	COLUMN_CONTRIBUTOR,
	COLUMN_LINES,
	COLUMN_TAGS,
	COLUMN_DATE,
	COLUMNS
};

/*
 * Width of each; 0: not shown. Each but the first has one blank before it, which is counted; that
 * of the title is a '?' where the row matches the filter only perhaps.
 */
struct columns {
	int width[COLUMNS];
};

/*
 * The first cells of a row, each with its own glyphs:
 *
 *     >  selected      +  chosen, to be acted on together; both: #
 *                      where the pane has not the focus: ) and %
 *     *  unread        ^  unread, but an older revision was read
 *     !  flagged
 *     n  has a note    m  muted; both: M
 */
#define STATES 4

/* The first of them, which the rows of the rail have, too. */
char columns_first(bool selected, bool focused, bool chosen);

void columns_fit(struct columns *columns, int cols);

struct columns_look {
	const struct search *search; /* may be NULL, as the filter */
	const struct query *filter;
	const struct marks_row *marks; /* what the user says of it */
	bool selected, focused;
	bool whole;  /* the mark of the selected row goes over all of it */
	bool chosen; /* to be acted on together with others */
	bool perhaps;
};

void columns_draw_heading(
	const struct columns *columns, const struct pane *pane, enum sort sort);
void columns_draw(const struct columns *columns, const struct pane *pane, int row,
	const struct series_row *series, const struct columns_look *look);

/* The first columns alone, which tell the selected row. */
void columns_draw_mark(const struct columns *columns, const struct pane *pane, int row,
	const struct series_row *series, const struct columns_look *look);

/* What a search of the list looks through: title, then contributor. */
struct vis columns_text(const struct series_row *series, struct arena *a);

#endif
