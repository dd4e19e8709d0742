/*
 * Two revisions compared, as a page: out of what the index knows of both, and the facts.
 */
#ifndef MODEL_COMPARE_PAGE_H
#define MODEL_COMPARE_PAGE_H

#include "model/model.h"
#include "model/revision_page.h"

struct compare_known {
	struct series_row row[COMPARE_SIDES];
	const struct revision_row *revisions; /* of the series, oldest first */
	size_t nrevisions;
	/* What was to be read; with trouble where it could not be. NULL: no digest shows it. */
	const struct page_record *cover[COMPARE_SIDES], *patch[COMPARE_SIDES];
};

/* Into `page`, which is not cleared: the facts may live in its arena. The rest as model_compare. */
void compare_page(struct page *page, const struct compare_known *known,
	const struct compare_facts *facts, int columns, bool unfold);

/* The words of a text with what changed, "ok [-1-]{+2+}", onto the line that was begun. */
void compare_render_words(struct page *page, const struct compare_text *text);
/* The same of a long text: lines that changed, with a few words around. */
void compare_render_text(struct page *page, const struct compare_text *text);

#endif
