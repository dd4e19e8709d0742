/*
 * What the sections of a revision's page share; only for model/revision_*.c.
 */
#ifndef MODEL_REVISION_RENDER_H
#define MODEL_REVISION_RENDER_H

#include "model/revision_page.h"

/* A link of the page: of a record, or one that the index knows for a revision. */
struct page_link {
	struct slice url;
	unsigned version, minor; /* of the revision it names; 0 when it names none */
	bool rfc;
	unsigned number;         /* from 1, as the section of links counts */
};

struct renderer {
	struct page *page;
	const struct revision_facts *facts;
	const struct query *query;
	int columns;
	struct page_link *links;         /* in order of their numbers */
	struct page_link **by_url;       /* the same, sorted */
	size_t nlinks;
};

/* The record when its text could be read, else NULL. */
const struct record *page_record_text(const struct page_record *source);

/* The head of a section: a blank line, the rule with its label, the anchor. */
void render_head(struct renderer *r, enum section section, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* A dim line: what a section says when it has nothing. */
void render_note(struct renderer *r, const char *text);

/*
 * Lines from `first` to the last one can be hidden, if they are `least` or more; "+ 12 lines" tells
 * of them, indented by `indent` columns.
 */
void render_fold(struct renderer *r, size_t first, size_t least, int indent, const char *what);

/* Text that may hold URLs, onto the line that was begun; each known URL gets its anchor and number. */
void render_prose(struct renderer *r, enum role role, struct slice text);
/* Lines of text, each indented by `indent` columns, quoted ones in their role. */
void render_text(struct renderer *r, int indent, struct slice text);
/* "v3", "RFC v2", "v5.1" */
void render_version(struct renderer *r, enum role role, unsigned version, unsigned minor, bool rfc);
/* "2025-11-21", with ">=" when it is a lower bound; nothing for none. */
void render_date(struct renderer *r, const char *before, uint32_t date, enum date_kind kind);

void page_links_collect(struct renderer *r);
/* An anchor for the URL at the present line, when it is known; then its number, else 0. */
unsigned page_links_anchor(struct renderer *r, struct slice url);

void render_changelog(struct renderer *r);
void render_diffstat(struct renderer *r);
void render_patches(struct renderer *r);
void render_people(struct renderer *r);
void render_links(struct renderer *r);
void render_source(struct renderer *r);

#endif
