#include <stdlib.h>
#include <string.h>

#include "cli/found.h"
#include "util/alloc.h"
#include "util/buf.h"
#include "util/text.h"

/* A line of the report's contents: where it belongs, and its text. */
struct item {
	struct slice chapter; /* the first part of the subsystem; empty for none */
	size_t order;         /* of the hits */
	struct slice text;
};

struct report {
	struct arena arena;
	struct item *items;
	size_t n, room;
	uint32_t from, to; /* dates of what is in it; 0 when none is known */
};

/* At its beginning, "1. x", "- x" and "=== x" would begin something; *n gets what was added. */
static void add_beginning(struct buf *out, struct vis text, size_t *n)
{
	size_t digits;

	*n = 0;
	slice_number((struct slice){text.p, text.n}, &digits);
	if (digits && digits < text.n && (text.p[digits] == '.' || text.p[digits] == ')'))
		*n = digits;
	else if (!text.n || !strchr("+-=", text.p[0]))
		return;
	buf_add(out, text.p, *n);
	buf_addc(out, '\\');
}

/* Text of others means nothing to Markdown. */
static void add_plain(struct buf *out, struct slice raw)
{
	static const char marks[] = "\\`*_[]<>#|~&$";
	struct arena arena = ARENA_INIT;
	struct vis text = text_visible(&arena, slice_trim(raw));
	size_t i;

	for (add_beginning(out, text, &i); i < text.n; i++) {
		if (slice_find_byte(slice_cstr(marks), text.p[i]) < sizeof(marks) - 1)
			buf_addc(out, '\\');
		buf_addc(out, text.p[i]);
	}
	arena_release(&arena);
}

/* Between < and > a URL is as it is, unless it has what would end it there. */
static bool can_be_linked(struct slice url)
{
	size_t i;

	for (i = 0; i < url.n; i++) {
		unsigned char c = (unsigned char)url.p[i];

		if (c <= ' ' || c >= 0x7f || c == '<' || c == '>' || c == '\\')
			return false;
	}
	return slice_starts(url, "https://") || slice_starts(url, "http://");
}

static void add_link(struct buf *out, struct slice text, struct slice url)
{
	bool linked = can_be_linked(url);

	buf_adds(out, linked ? "[" : "");
	add_plain(out, text);
	if (linked)
		buf_addf(out, "](<" SLICE_FMT ">)", SLICE_ARG(url));
}

static void add_number(struct buf *out, bool rfc, unsigned version, unsigned minor)
{
	buf_addf(out, "%sv%u", rfc ? "RFC " : "", version);
	if (minor)
		buf_addf(out, ".%u", minor);
}

static void add_revision(struct buf *out, const struct revision_row *row)
{
	struct buf name = BUF_INIT;

	add_number(&name, row->rfc, row->version, row->minor);
	add_link(out, buf_slice(&name), row->url);
	buf_release(&name);
}

/* The version, what came before and after it, and which one the reader knows. */
static void add_version(struct buf *out, const struct found *found)
{
	const struct series_row *row = &found->row;
	const struct marks_row *marks = &found->marks;
	size_t at = found_place(found), last = found->nrevisions - 1;

	add_number(out, row->rfc, row->version, row->minor);
	if (row->resend)
		buf_adds(out, " again");
	if (at > 0 && at <= last) {
		buf_adds(out, ", supersedes ");
		add_revision(out, &found->revisions[at - 1]);
	}
	if (at < last) {
		buf_adds(out, ", superseded by ");
		add_revision(out, &found->revisions[last]);
	}
	if (marks->any_read && !marks->read) {
		buf_adds(out, ", you read ");
		add_number(out, marks->read_rfc, marks->read_version, marks->read_minor);
	}
}

static void add_people(struct buf *out, unsigned n, const char *what)
{
	if (n)
		buf_addf(out, ", %s by %u", what, n);
}

static void add_size(struct buf *out, const struct series_row *row)
{
	buf_addf(out, "%u %s", row->patches, row->patches == 1 ? "patch" : "patches");
	if (row->has_lines)
		buf_addf(out, ", %u %s, +%u -%u", row->files, row->files == 1 ? "file" : "files",
			row->insertions, row->deletions);
	add_people(out, row->reviewed, "reviewed");
	add_people(out, row->acked, "acked");
	add_people(out, row->tested, "tested");
}

/* Lines of their own, so that it can be read before it is rendered, too. */
static void add_item(struct buf *out, const struct found *found)
{
	const struct series_row *row = &found->row;
	bool named = row->contributor_name.n > 0;

	buf_adds(out, "- ");
	add_link(out, row->title, found_url(found));
	buf_adds(out, row->title_cut ? "…\n  " : "\n  ");
	add_plain(out, named ? row->contributor_name : row->author_email);
	buf_adds(out, ", ");
	add_version(out, found);
	buf_adds(out, "\n  ");
	add_size(out, row);
	buf_addc(out, '\n');
	if (!found->marks.note.n)
		return;
	buf_adds(out, "  Note: ");
	add_plain(out, found->marks.note);
	buf_addc(out, '\n');
}

static void gather(void *ctx, const struct found *found, size_t i)
{
	struct report *report = ctx;
	uint32_t date = found->row.date;
	struct slice subsystem = found->row.subsystem;
	struct buf text = BUF_INIT;

	add_item(&text, found);
	GROW(report->items, report->room, report->n + 1);
	report->items[report->n++] = (struct item){
		.chapter = arena_dup(&report->arena,
			slice_sub(subsystem, 0, slice_find_byte(subsystem, '/'))),
		.order = i,
		.text = arena_dup(&report->arena, buf_slice(&text)),
	};
	if (date && (!report->from || date < report->from))
		report->from = date;
	if (date > report->to)
		report->to = date;
	buf_release(&text);
}

/* Chapters by their names, what has none last; within, as found. */
static int compare_items(const void *pa, const void *pb)
{
	const struct item *a = pa, *b = pb;
	int c;

	if (!a->chapter.n != !b->chapter.n)
		return a->chapter.n ? -1 : 1;
	c = slice_cmp(a->chapter, b->chapter);
	return c ? c : (a->order > b->order) - (a->order < b->order);
}

static void add_date(struct buf *out, uint32_t date)
{
	buf_addf(out, "%04u-%02u-%02u", date / 10000, date / 100 % 100, date % 100);
}

static void add_head(struct buf *out, const struct listing *listing, const struct report *report)
{
	buf_adds(out, "# Patch series");
	if (!slice_is_blank(slice_cstr(listing->query))) {
		buf_adds(out, ": ");
		add_plain(out, slice_cstr(listing->query));
	}
	buf_addf(out, "\n\n%zu series in %u %s", report->n, listing->digests,
		listing->digests == 1 ? "digest" : "digests");
	if (report->from) {
		buf_adds(out, ", ");
		add_date(out, report->from);
	}
	if (report->to > report->from) {
		buf_adds(out, " to ");
		add_date(out, report->to);
	}
	buf_adds(out, ".\n");
}

static void print_report(const struct listing *listing, const struct report *report, FILE *to)
{
	struct buf out = BUF_INIT;
	size_t i;

	add_head(&out, listing, report);
	for (i = 0; i < report->n; i++) {
		const struct item *item = &report->items[i];

		if (i == 0 || !slice_eq(item->chapter, item[-1].chapter)) {
			buf_adds(&out, "\n## ");
			add_plain(&out, item->chapter.n ? item->chapter : SLICE_LIT("Others"));
			buf_adds(&out, "\n\n");
		}
		buf_add_slice(&out, item->text);
	}
	fwrite(out.p, 1, out.n, to);
	buf_release(&out);
}

bool format_markdown(const struct listing *listing, struct cli *cli)
{
	struct report report = {.n = 0};
	bool ok = found_each(listing, cli, gather, &report);

	if (ok && report.n)
		qsort(report.items, report.n, sizeof(*report.items), compare_items);
	if (ok)
		print_report(listing, &report, cli->out);
	free(report.items);
	arena_release(&report.arena);
	return ok;
}
