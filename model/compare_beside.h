/*
 * The two sides of a comparison side by side: the old one in the left half of a page's lines, the
 * new one in the right half. What has no room in its half goes on below, in the same half,
 * so no line is longer than the page is wide.
 */
#ifndef MODEL_COMPARE_BESIDE_H
#define MODEL_COMPARE_BESIDE_H

#include "model/compare.h"
#include "model/page.h"

struct compare_beside {
	struct page *page;
	int half; /* columns of a side */
	struct page cells[COMPARE_SIDES]; /* what was put on either side since the last row */
};

/* The page is lines [0, columns); it gets the rows, which own what they show. */
void compare_beside_init(struct compare_beside *beside, struct page *page, int columns);
void compare_beside_release(struct compare_beside *beside);

void compare_beside_patch(struct compare_beside *beside, const struct compare_patches *patches,
	const struct compare_patch *row);
void compare_beside_stat(struct compare_beside *beside, const struct compare_stat *row);
/* What changed, in the lines that it stands in. */
void compare_beside_text(struct compare_beside *beside, const struct compare_text *text);
/* Those that were dropped at the left, those that were added at the right. */
void compare_beside_trailers(struct compare_beside *beside,
	const struct compare_trailers *trailers);

#endif
