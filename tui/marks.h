/*
 * Highlights: what a search and the filter match in a text, and drawing it so.
 */
#ifndef TUI_MARKS_H
#define TUI_MARKS_H

#include <stdbool.h>
#include <stddef.h>

#include "model/model.h"
#include "tui/draw.h"

#define MARKS_MAX 64 /* of each kind in one text; more are not shown */

struct marks {
	struct match found[MARKS_MAX]; /* by the search */
	size_t nfound;
	bool here; /* they are where one is */
	struct match filtered[MARKS_MAX]; /* by the filter */
	size_t nfiltered;
};

/* Bytes of `text`. Search and filter may be NULL. Adds what `place` says the text is. */
void marks_find(struct marks *marks, const struct search *search, const struct query *filter,
	enum match_place place, struct slice text);

/* The same for a part of a longer text that begins at byte `offset` of it; by the filter alone. */
void marks_add_part(struct marks *marks, const struct query *filter, enum match_place place,
	struct slice part, size_t offset);

/* As pen_put; the text begins at byte `offset` of the one that was looked through. */
void pen_marked(struct pen *pen, enum style style, struct vis text, size_t offset,
	const struct marks *marks);

#endif
