/*
 * The line above the detail: its sections and the revisions of the series.
 *
 *     1cover-[2changelog]-3diffstat-4patches-5people-6links-7source--v1?-v2?-[v3]-----
 *
 * In little room the names go, then revisions far from the one that is shown.
 */
#ifndef TUI_TABS_H
#define TUI_TABS_H

#include <stdbool.h>
#include <stddef.h>

#include "model/model.h"
#include "tui/layout.h"

struct tabs {
	const struct page *page; /* which sections there are; may be NULL */
	enum section section;	 /* where we are */
	const struct revision_row *revisions;
	size_t nrevisions, revision; /* the one that is shown */
};

/* What stands in a column: one of the two, or nothing. */
struct tab {
	bool section, revision;
	size_t number; /* of the section or the revision */
};
struct tab tabs_at(const struct tabs *tabs, int cols, int col);

/* Into the first row of the pane. */
void tabs_draw(const struct tabs *tabs, const struct pane *pane);

#endif
