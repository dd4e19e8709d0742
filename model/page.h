/*
 * A page: one rendering of a thing, as lines of spans with roles.
 *
 * The browser paints pages, the batch commands print them, copying and searching
 * take from them, so that all show the same. A page holds logical lines: who
 * shows it wraps or cuts them. All of its text is visible text.
 */
#ifndef MODEL_PAGE_H
#define MODEL_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "conf/role.h"
#include "util/arena.h"
#include "util/text.h"

struct page_span {
	struct vis text;
	enum role role;
};

struct page_line {
	struct page_span *spans;
	size_t nspans;
	int cols;   /* that it takes */
	int indent; /* columns that a continuation of this line is indented by when it is wrapped */
	int lead;   /* columns at its beginning in which it is not wrapped; 0 unless set */
};

enum section {
	SECTION_COVER,
	SECTION_CHANGELOG,
	SECTION_DIFFSTAT,
	SECTION_PATCHES,
	SECTION_PEOPLE,
	SECTION_LINKS,
	SECTION_SOURCE,
	SECTION_RELATED, /* only where it is asked for, see model_page_related */
	SECTIONS
};
extern const char *const section_names[SECTIONS]; /* "cover", "changelog", ... */

enum anchor_kind {
	ANCHOR_SECTION, /* number: enum section */
	ANCHOR_LINK,    /* number: of the link, from 1; text: the URL */
	ANCHOR_VERSION, /* of a changelog entry; number: version; text: "v5.1", "RFC v2" */
	ANCHOR_PATH,    /* of a diffstat row; text: the path */
	ANCHOR_PATCH,   /* number: index of the patch */
	ANCHOR_RANK,    /* of a row of a ranking; number: its index; text: the term of a query */
	ANCHOR_RELATED, /* of a related series; number: of its row, from 0 */
	ANCHOR_SOURCE,  /* number: the line in the file of what stands here; text: its path, or none
	                   where it is that of the anchor before */
	ANCHORS
};

struct anchor {
	enum anchor_kind kind;
	size_t line; /* of the page */
	unsigned number;
	struct slice text; /* raw: never drawn */
};

/* Lines that a face may hide, and those that stand in their place then. */
struct page_fold {
	size_t first, n;
	struct page_line *told; /* "+ 14 more files in 3 directories" */
	size_t ntold;           /* at least one */
};

struct page {
	struct arena arena; /* owns everything below */
	struct page_line *lines;
	size_t nlines, lines_room;
	size_t spans_room;      /* of the last line */
	size_t head;            /* lines at the beginning that name the thing: a face may keep them
	                           in place while the rest scrolls */
	struct anchor *anchors; /* in order of lines */
	size_t nanchors, anchors_room;
	struct page_fold *folds; /* in order of lines, none within another */
	size_t nfolds, folds_room;
	bool stale;             /* a file has changed since it was indexed: reading it again helps */
};

void page_init(struct page *page);
void page_release(struct page *page);
void page_clear(struct page *page);

/*
 * Building. A line is begun, then spans are added to it (spans without text are left out).
 * page_span takes the page's own text or a literal; page_text copies and makes visible,
 * tabs counted from where the line stands. A span must not hold a newline.
 */
struct page_line *page_line(struct page *page, int indent);
void page_span(struct page *page, enum role role, struct vis text);
void page_text(struct page *page, enum role role, struct slice raw);
void page_textf(struct page *page, enum role role, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* Blanks up to a column, counted from 0; none when the line is there already. */
void page_pad(struct page *page, int column);
/* At the line that was begun last; the text is copied. */
void page_anchor(struct page *page, enum anchor_kind kind, unsigned number, struct slice text);

/*
 * Lines [first, end) can be hidden. The lines from `end` on, one at least, are taken off the page
 * with their anchors: they tell of the hidden ones. A fold takes the place of those within it.
 */
void page_fold(struct page *page, size_t first, size_t end);
/* The fold that a line is in; page->nfolds when it is in none. */
size_t page_fold_of(const struct page *page, size_t line);

/* The whole line, its spans joined, in `a`. */
struct vis page_line_text(struct arena *a, const struct page_line *line);

/* The lines [*from, *to) of the section that a line is in; those before the first are its own. */
void page_section_around(const struct page *page, size_t line, size_t *from, size_t *to);

/* Line of a section's anchor; false when the page has no such section. */
bool page_section_line(const struct page *page, enum section section, size_t *line);

#endif
