#include "model/revision_page.h"

#include <string.h>

#include "model/reread.h"
#include "model/revision_render.h"
#include "util/alloc.h"
#include "util/buf.h"

#define QUOTE_LINES 3 /* and more of them are folded */

const struct record *page_record_text(const struct page_record *source)
{
	return source && !source->trouble ? &source->record : NULL;
}

void render_head(struct renderer *r, enum section section, const char *fmt, ...)
{
	struct buf label = BUF_INIT;
	va_list ap;

	page_line(r->page, 0);
	page_line(r->page, 0);
	page_anchor(r->page, ANCHOR_SECTION, (unsigned)section, (struct slice){0});
	va_start(ap, fmt);
	buf_adds(&label, "---");
	buf_vaddf(&label, fmt, ap);
	va_end(ap);
	do {
		buf_addc(&label, '-');
	} while ((int)label.n < r->columns);
	page_text(r->page, ROLE_RULE, buf_slice(&label));
	buf_release(&label);
}

void render_note(struct renderer *r, const char *text)
{
	page_line(r->page, 0);
	page_text(r->page, ROLE_DIM, slice_cstr(text));
}

/* The bytes of the URL at the beginning of the text; 0 when there is none. */
static size_t url_length(struct slice text)
{
	size_t n = 0;

	if (!slice_starts(text, "http://") && !slice_starts(text, "https://"))
		return 0;
	while (n < text.n && (unsigned char)text.p[n] > ' ' && !strchr("<>\")]", text.p[n]))
		n++;
	while (n && strchr(".,;", text.p[n - 1]))
		n--;
	return n;
}

static size_t find_url(struct slice text, size_t *len)
{
	size_t at = 0;

	for (;; at++) {
		at += slice_find(slice_skip(text, at), SLICE_LIT("http"));
		*len = at < text.n ? url_length(slice_skip(text, at)) : 0;
		if (at >= text.n || *len)
			return at < text.n ? at : text.n;
	}
}

/* Behind it stands its number, as the section of links has it. */
static void render_link(struct renderer *r, struct slice url)
{
	unsigned number;

	page_text(r->page, ROLE_LINK, url);
	number = page_links_anchor(r, url);
	if (number)
		page_textf(r->page, ROLE_NUMBER, " [%u]", number);
}

void render_prose(struct renderer *r, enum role role, struct slice text)
{
	while (text.n) {
		size_t len, at = find_url(text, &len);

		page_text(r->page, role, slice_sub(text, 0, at));
		if (len)
			render_link(r, slice_sub(text, at, len));
		text = slice_skip(text, at + len);
	}
}

void render_fold(struct renderer *r, size_t first, size_t least, int indent, const char *what)
{
	size_t end = r->page->nlines;

	if (end - first < least)
		return;
	page_line(r->page, indent + 2);
	page_pad(r->page, indent);
	page_span(r->page, ROLE_BULLET, VIS("+ "));
	page_textf(r->page, ROLE_DIM, "%zu %s", end - first, what);
	page_fold(r->page, first, end);
}

static bool is_quoted(struct slice line)
{
	return line.n && line.p[0] == '>';
}

/* What is all quoted is no answer to it, and is shown. */
static bool is_all_quoted(struct slice text)
{
	struct slice line;

	while (slice_next_line(&text, &line)) {
		if (!slice_is_blank(line) && !is_quoted(line))
			return false;
	}
	return true;
}

void render_text(struct renderer *r, int indent, struct slice text)
{
	bool folds = !is_all_quoted(text), quoted = false;
	size_t first = r->page->nlines;
	struct slice line;

	while (slice_next_line(&text, &line)) {
		if (folds && quoted && !is_quoted(line))
			render_fold(r, first, QUOTE_LINES, indent, "quoted lines");
		if (!quoted)
			first = r->page->nlines;
		quoted = is_quoted(line);
		page_line(r->page, indent);
		if (line.n == 0)
			continue;
		page_pad(r->page, indent);
		render_prose(r, quoted ? ROLE_QUOTE : ROLE_TEXT, line);
	}
	if (folds && quoted)
		render_fold(r, first, QUOTE_LINES, indent, "quoted lines");
}

static void put_person(struct renderer *r, struct slice name, struct slice email)
{
	page_text(r->page, ROLE_PERSON, name);
	if (!email.n)
		return;
	page_text(r->page, ROLE_PERSON, name.n ? SLICE_LIT(" <") : SLICE_LIT("<"));
	page_text(r->page, ROLE_PERSON, email);
	page_span(r->page, ROLE_PERSON, VIS(">"));
}

void render_version(struct renderer *r, enum role role, unsigned version, unsigned minor, bool rfc)
{
	const char *tag = rfc ? "RFC " : "";

	if (minor)
		page_textf(r->page, role, "%sv%u.%u", tag, version, minor);
	else
		page_textf(r->page, role, "%sv%u", tag, version);
}

void render_date(struct renderer *r, const char *before, uint32_t date, enum date_kind kind)
{
	if (date == 0)
		return;
	page_textf(r->page, ROLE_DIM, "%s%s%04u-%02u-%02u", before,
		kind == DATE_AT_LEAST ? ">=" : "", date / 10000, date / 100 % 100, date % 100);
}

/* ---- the two lines that name the revision --------------------------------------------------- */

static void head_title(struct renderer *r)
{
	const struct series_row *row = &r->facts->row;

	page_line(r->page, 0);
	page_anchor(r->page, ANCHOR_SECTION, SECTION_COVER, (struct slice){0});
	if (row->title.n)
		page_text(r->page, ROLE_TITLE, row->title);
	else
		page_text(r->page, ROLE_DIM, SLICE_LIT("(title not known)"));
	if (row->title_cut)
		page_text(r->page, ROLE_WARNING, SLICE_LIT("~"));
}

/* What stands beside the name gives way, the first of these first, so that the date has room. */
struct beside {
	struct buf files, lines;
	struct slice email;
};

static int columns_of(const struct beside *beside, struct slice name)
{
	struct arena a = ARENA_INIT;
	int cols = text_visible(&a, name).cols + (int)(beside->files.n + beside->lines.n);

	if (beside->lines.n && !beside->files.n)
		cols++; /* two blanks behind what names the person */
	if (beside->email.n)
		cols += text_visible(&a, beside->email).cols + (name.n ? 3 : 2);
	arena_release(&a);
	return cols;
}

static void give_way(struct beside *beside, struct slice name, int cols)
{
	if (columns_of(beside, name) > cols)
		buf_clear(&beside->files);
	if (columns_of(beside, name) > cols)
		buf_clear(&beside->lines);
	if (columns_of(beside, name) > cols && name.n)
		beside->email = (struct slice){0};
}

static void put_beside(struct renderer *r, const struct series_row *row, struct beside *beside)
{
	page_text(r->page, ROLE_DIM, buf_slice(&beside->files));
	if (beside->lines.n) {
		page_textf(r->page, ROLE_PLUS, "%s+%u", beside->files.n ? " " : "  ",
			row->insertions);
		page_textf(r->page, ROLE_MINUS, "-%u", row->deletions);
	}
}

/* An absent revision is in no digest that has a date; its mail may be known to have one. */
static uint32_t date_of(const struct revision_facts *facts, enum date_kind *kind)
{
	size_t i;

	*kind = facts->row.date_kind;
	for (i = 0; !facts->row.date && i < facts->nrevisions; i++) {
		const struct revision_row *known = &facts->revisions[i];

		*kind = known->date_kind;
		if (known->revision == facts->row.revision)
			return known->date;
	}
	return facts->row.date;
}

static void head_person(struct renderer *r)
{
	const struct series_row *row = &r->facts->row;
	enum date_kind kind;
	const uint32_t date = date_of(r->facts, &kind);
	const int date_columns = !date ? 0 : kind == DATE_AT_LEAST ? 18 : 16;
	bool known = row->contributor_name.n || row->contributor_email.n;
	struct slice name = known ? row->contributor_name : row->author_name;
	struct beside beside = {.files = BUF_INIT, .lines = BUF_INIT,
		.email = known ? row->contributor_email : row->author_email};

	if (row->files)
		buf_addf(&beside.files, "  %u file%s", row->files, row->files == 1 ? "" : "s");
	if (row->has_lines)
		buf_addf(&beside.lines, " +%u-%u", row->insertions, row->deletions);
	give_way(&beside, name, r->columns - date_columns - (date ? 2 : 0));
	page_line(r->page, 0);
	put_person(r, name, beside.email);
	put_beside(r, row, &beside);
	if (date) {
		page_text(r->page, ROLE_TEXT, SLICE_LIT("  "));
		page_pad(r->page, r->columns - date_columns);
		render_date(r, "dated ", date, kind);
	}
	buf_release(&beside.files);
	buf_release(&beside.lines);
}

/* "you read v4  flagged  note: ask about the lock" */
static void head_marks(struct renderer *r)
{
	const struct marks_row *marks = &r->facts->marks;
	bool older = !marks->read && marks->any_read;

	if (!older && !marks->flagged && !marks->muted && !marks->muted_subsystem && !marks->note.n)
		return;
	page_line(r->page, 0);
	if (older) {
		page_text(r->page, ROLE_VERSION, SLICE_LIT("you read "));
		render_version(r, ROLE_VERSION, marks->read_version, marks->read_minor,
			marks->read_rfc);
		page_span(r->page, ROLE_TEXT, VIS("  "));
	}
	if (marks->flagged)
		page_text(r->page, ROLE_HEADING, SLICE_LIT("flagged  "));
	if (marks->muted || marks->muted_subsystem)
		page_text(r->page, ROLE_DIM, marks->muted ? SLICE_LIT("muted  ")
							  : SLICE_LIT("muted with its subsystem  "));
	if (marks->note.n)
		page_text(r->page, ROLE_HEADING, SLICE_LIT("note: "));
	page_text(r->page, ROLE_TEXT, marks->note);
}

/* ---- cover ---------------------------------------------------------------------------------- */

static void cover_facts(struct renderer *r)
{
	const struct series_row *row = &r->facts->row;

	page_line(r->page, 0);
	render_version(r, ROLE_VERSION, row->version ? row->version : 1, row->minor, row->rfc);
	if (row->resend)
		page_text(r->page, ROLE_VERSION, SLICE_LIT(" RESEND"));
	if (row->patches)
		page_textf(r->page, ROLE_DIM, "  %u patch%s", row->patches,
			row->patches == 1 ? "" : "es");
	if (row->list.n)
		page_span(r->page, ROLE_DIM, VIS("  "));
	page_text(r->page, ROLE_DIM, row->list);
	if (row->digest.n)
		page_span(r->page, ROLE_DIM, VIS("  "));
	page_text(r->page, ROLE_DIM, row->digest);
}

static void cover_sender(struct renderer *r)
{
	const struct series_row *row = &r->facts->row;

	if (!row->contributor_email.n && !row->contributor_name.n)
		return;
	if (slice_eq_nocase(row->author_email, row->contributor_email) &&
	    slice_eq(row->author_name, row->contributor_name))
		return;
	page_line(r->page, 0);
	page_text(r->page, ROLE_DIM, SLICE_LIT("sent by "));
	put_person(r, row->author_name, row->author_email);
}

static bool same_trouble(const struct page_record *x, const struct page_record *y)
{
	return x && x->trouble && slice_eq(x->path, y->path) && !strcmp(x->trouble, y->trouble);
}

void revision_page_troubles(struct page *page, const struct page_record *const *records, size_t n)
{
	size_t i, before;

	for (i = 0; i < n; i++) {
		const struct page_record *record = records[i];

		if (!record || !record->trouble)
			continue;
		for (before = 0; before < i && !same_trouble(records[before], record); before++)
			;
		if (before < i)
			continue;
		page->stale |= reread_is_stale(record->trouble);
		page_line(page, 0);
		page_textf(page, ROLE_WARNING, SLICE_FMT " %s", SLICE_ARG(record->path),
			record->trouble);
	}
}

/* Text behind "---" that is nothing else. */
static void record_notes(struct renderer *r, const struct page_record *source)
{
	const struct record *record = &source->record;
	size_t i;

	for (i = 0; i < record->nparts; i++) {
		const struct part *part = &record->parts[i];

		if (part->kind != PART_NOTES || part->off < record->off)
			continue;
		page_line(r->page, 0);
		render_note(r, "behind the ---:");
		render_text(r, 0, slice_sub(source->bytes, part->off - record->off, part->len));
	}
}

static void cover_missing(struct renderer *r, const struct subject *subject)
{
	page_line(r->page, 0);
	page_textf(r->page, ROLE_DIM, "no cover letter here; this is patch %u/%u: ",
		subject->index, subject->total);
	page_text(r->page, ROLE_DIM, subject->title);
}

static void cover_text(struct renderer *r)
{
	const struct revision_facts *facts = r->facts;
	const struct page_record *source = facts->cover ? facts->cover : facts->patch;
	const struct record *record = page_record_text(source);

	if (!record)
		return;
	if (!facts->cover && record->subject.total)
		cover_missing(r, &record->subject);
	if (record->quoted)
		render_note(r, "quoted: an answer that was filed as a patch");
	page_line(r->page, 0);
	if (record->empty || slice_is_blank(record->description))
		render_note(r, record->empty ? "the body is empty" : "no description");
	else
		render_text(r, 0, record->description);
	record_notes(r, source);
}

/* What is known of a revision whose text is nowhere. */
static void cover_absent(struct renderer *r)
{
	const struct revision_facts *facts = r->facts;
	size_t i;

	page_line(r->page, 0);
	page_text(r->page, ROLE_ABSENT, SLICE_LIT("the text of this revision is not in the index"));
	for (i = 0; i < facts->nrevisions; i++) {
		const struct revision_row *row = &facts->revisions[i];

		if (row->revision != facts->row.revision)
			continue;
		page_line(r->page, 2);
		page_textf(r->page, ROLE_DIM, "known from " SLICE_FMT ":%u, %s",
			SLICE_ARG(row->path), row->line, signal_sentence(row->signal));
		if (!row->url.n)
			continue;
		page_line(r->page, 2);
		render_prose(r, ROLE_TEXT, row->url);
		page_text(r->page, ROLE_DIM, SLICE_LIT("  o opens link"));
	}
}

static void render_cover(struct renderer *r)
{
	const struct page_record *sources[] = {r->facts->cover, r->facts->patch};

	head_title(r);
	head_person(r);
	head_marks(r);
	r->page->head = r->page->nlines;
	cover_facts(r);
	cover_sender(r);
	revision_page_troubles(r->page, sources, ARRAY_LEN(sources));
	if (r->facts->row.absent)
		cover_absent(r);
	else
		cover_text(r);
}

void revision_page(struct page *page, const struct revision_facts *facts, int columns,
	const struct query *query)
{
	struct renderer r = {
		.page = page, .facts = facts, .query = query,
		.columns = columns > 20 ? columns : 20,
	};

	page_clear(page);
	page_links_collect(&r);
	render_cover(&r);
	render_changelog(&r);
	render_diffstat(&r);
	render_patches(&r);
	render_people(&r);
	render_links(&r);
	render_source(&r);
}
