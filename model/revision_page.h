/*
 * A revision as a page, out of what the index knows and the records that were
 * read again from their files. No database and no file in here.
 */
#ifndef MODEL_REVISION_PAGE_H
#define MODEL_REVISION_PAGE_H

#include "model/model.h"
#include "model/page.h"
#include "model/query.h"
#include "parser/parser.h"

/* A record in its file, and what could be read of it. */
struct page_record {
	struct slice path;    /* of the file, absolute */
	unsigned line;        /* of its "New:" */
	struct slice bytes;   /* of the record as they stand; empty when they could not be had */
	const char *trouble;  /* why, and what helps: "cannot be read"; NULL: all well */
	struct record record; /* parsed from bytes; only without trouble */
};

struct revision_facts {
	struct series_row row;                /* of this revision */
	struct marks_row marks;               /* what the user says of it */
	const struct revision_row *revisions; /* of the series, oldest first */
	size_t nrevisions;
	const struct page_record *cover;      /* NULL: no digest shows one */
	const struct page_record *patch;      /* likewise; a single stands here too */
	const struct page_record *teller;     /* of an absent one: a record of a later revision whose
	                                         changelog tells of it; else NULL */
};

/*
 * All sections in order into `page`, which is cleared first. What the facts point to is
 * not needed afterwards. `columns` and `query` as in model_page.
 */
void revision_page(struct page *page, const struct revision_facts *facts, int columns,
	const struct query *query);

/* A line for each that could not be read, of those in one file only one; some may be NULL. */
void revision_page_troubles(struct page *page, const struct page_record *const *records, size_t n);

#endif
