#include "model/revision_render.h"

#include <stdlib.h>

#include "util/alloc.h"
#include "util/buf.h"

#define ITEMS 5 /* and more of them, of an older revision, are folded */

/*
 * A row for each changelog entry of the records and for each older revision of
 * the series; sorted, rows of one revision stand together and make its block.
 */
struct row {
	unsigned version, minor;
	bool rfc;
	const struct changelog_entry *entry; /* NULL: only known */
	const struct record *of;             /* of the entry */
	const struct revision_row *known;    /* NULL: only an entry */
	size_t order;
};

/* Newest first, RFCs below v1; headings without a version last. */
static int compare_rows(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	if (!x->version != !y->version)
		return x->version ? -1 : 1;
	if (x->rfc != y->rfc)
		return x->rfc ? 1 : -1;
	if (x->version != y->version)
		return x->version > y->version ? -1 : 1;
	if (x->minor != y->minor)
		return x->minor > y->minor ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

static bool same_revision(const struct row *x, const struct row *y)
{
	return x->version == y->version && x->minor == y->minor && x->rfc == y->rfc;
}

static size_t entries_of(const struct record *record)
{
	return record ? record->nchangelog : 0;
}

/* All entries of a record, or, with `only`, those of one revision. */
static void add_entries(struct row *rows, size_t *n, const struct record *record,
	const struct row *only)
{
	size_t i;

	for (i = 0; i < entries_of(record); i++) {
		struct row row = {
			.version = record->changelog[i].version,
			.minor = record->changelog[i].minor,
			.rfc = record->changelog[i].rfc,
			.entry = &record->changelog[i],
			.of = record,
			.order = *n,
		};

		if (!only || same_revision(&row, only))
			rows[(*n)++] = row;
	}
}

/* Revisions before this one. */
static void add_known(struct row *rows, size_t *n, const struct revision_facts *facts,
	const struct row *here)
{
	size_t i;

	for (i = 0; i < facts->nrevisions; i++) {
		const struct revision_row *known = &facts->revisions[i];
		struct row row = {
			.version = known->version,
			.minor = known->minor,
			.rfc = known->rfc,
			.known = known,
			.order = *n,
		};

		if (!same_revision(here, &row) && compare_rows(here, &row) < 0)
			rows[(*n)++] = row;
	}
}

/* What a heading says that "v3:" does not: nothing, if it is "Changes in v3:". */
static struct slice heading_more(const struct row *row)
{
	static const char *const plain[] = {
		"v%u", "V%u", "Changes in v%u", "Changes in V%u", "RFC v%u", "Changelog v%u",
		"- v%u", "* v%u", "Changes in RFC v%u",
	};
	struct slice heading = row->entry->heading, more = heading;
	size_t i;

	for (i = 0; i < ARRAY_LEN(plain); i++) {
		struct buf text = BUF_INIT;

		buf_addf(&text, plain[i], row->version);
		if (slice_eq(slice_sub(heading, 0, text.n), buf_slice(&text)) &&
			(heading.n == text.n || heading.p[text.n] == ':'))
			more = slice_trim(slice_skip(heading, text.n + 1));
		buf_release(&text);
	}
	return more;
}

static void absent_note(struct renderer *r, const struct row *row, const struct row *known)
{
	struct slice url = known && known->known->url.n ? known->known->url :
		row->entry ? row->entry->url : (struct slice){0};

	if (url.n) {
		if (known && known->known->date)
			render_date(r, " ", known->known->date, DATE_GIVEN);
		page_text(r->page, ROLE_ABSENT, SLICE_LIT(" not in index, o opens link"));
		page_links_anchor(r, url);
	} else if (row->entry) {
		page_text(r->page, ROLE_ABSENT, SLICE_LIT(" (changelog only, no link)"));
	} else {
		page_text(r->page, ROLE_ABSENT, SLICE_LIT(" not in index, no link"));
	}
}

static struct row row_here(const struct revision_facts *facts)
{
	return (struct row){
		.version = facts->row.version,
		.minor = facts->row.minor,
		.rfc = facts->row.rfc,
	};
}

/* Behind the heading: where the text of the revision is, or who tells of it. */
static void block_note(struct renderer *r, const struct row *row, const struct row *known)
{
	struct row here = row_here(r->facts);
	const struct record *teller = page_record_text(r->facts->teller);

	if (!same_revision(row, &here)) {
		if (known && !known->known->absent)
			page_text(r->page, ROLE_DIM, SLICE_LIT(" in index"));
		else
			absent_note(r, row, known);
	} else if (teller) {
		page_text(r->page, ROLE_DIM, SLICE_LIT(" as told in "));
		render_version(r, ROLE_DIM, teller->subject.version, teller->subject.minor,
			teller->subject.rfc);
	}
}

/* The only span of the line that was begun. */
static struct slice line_so_far(const struct page *page)
{
	struct vis text = page->lines[page->nlines - 1].spans[0].text;

	return slice_from(text.p, text.n);
}

static void block_heading(struct renderer *r, const struct row *row, const struct row *known)
{
	struct slice more = row->entry ? heading_more(row) : (struct slice){0};

	page_line(r->page, 2);
	if (!row->version) {
		page_anchor(r->page, ANCHOR_VERSION, 0, (struct slice){0});
		render_prose(r, ROLE_HEADING, row->entry->heading);
		return;
	}
	render_version(r, ROLE_VERSION, row->version, row->minor, row->rfc);
	page_anchor(r->page, ANCHOR_VERSION, row->version, line_so_far(r->page));
	page_text(r->page, ROLE_VERSION, SLICE_LIT(":"));
	if (more.n) {
		page_text(r->page, ROLE_HEADING, SLICE_LIT(" "));
		render_prose(r, ROLE_HEADING, more);
		page_text(r->page, ROLE_HEADING, SLICE_LIT(" "));
	}
	block_note(r, row, known);
}

static void entry_items(struct renderer *r, const struct row *row)
{
	const struct record *patch = page_record_text(r->facts->patch);
	size_t i;

	if (row->of == patch && r->facts->cover && row->entry->nitems) {
		page_line(r->page, 0);
		page_textf(r->page, ROLE_DIM, "patch %u/%u:", patch->subject.index,
			patch->subject.total);
	}
	for (i = 0; i < row->entry->nitems; i++) {
		page_line(r->page, 2);
		page_span(r->page, ROLE_BULLET, VIS("- "));
		render_prose(r, ROLE_TEXT, row->entry->items[i]);
	}
}

/*
 * rows[0..n) are of one revision; entries stand before what is only known. Those of `older`
 * revisions have mostly been read.
 */
static void render_block(struct renderer *r, const struct row *rows, size_t n, bool older)
{
	const struct row *known = rows[n - 1].known ? &rows[n - 1] : NULL;
	size_t i, first;

	block_heading(r, &rows[0], known);
	first = r->page->nlines;
	for (i = 0; i < n && rows[i].entry; i++)
		entry_items(r, &rows[i]);
	if (older)
		render_fold(r, first, ITEMS, 0, "items");
}

void render_changelog(struct renderer *r)
{
	const struct record *cover = page_record_text(r->facts->cover);
	const struct record *patch = page_record_text(r->facts->patch);
	const struct record *teller = page_record_text(r->facts->teller);
	size_t room = entries_of(cover) + entries_of(patch) + entries_of(teller) +
		r->facts->nrevisions;
	struct row *rows = arena_alloc(&r->page->arena, room * sizeof(*rows));
	struct row here = row_here(r->facts);
	size_t n = 0, i, end;

	render_head(r, SECTION_CHANGELOG, "changelog");
	add_entries(rows, &n, cover, NULL);
	add_entries(rows, &n, patch, NULL);
	add_entries(rows, &n, teller, &here);
	add_known(rows, &n, r->facts, &here);
	if (n == 0) {
		render_note(r, "no changelog");
		return;
	}
	qsort(rows, n, sizeof(*rows), compare_rows);
	for (i = 0; i < n; i = end) {
		end = i + 1;
		while (end < n && rows[i].version && same_revision(&rows[i], &rows[end]))
			end++;
		render_block(r, &rows[i], end - i, i > 0);
	}
}
