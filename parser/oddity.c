#include "parser/internal.h"

static const char *const names[ODD_KINDS] = {
	[ODD_NO_DIGEST] = "no-digest",
	[ODD_UNKNOWN_TEXT] = "unknown-text",
	[ODD_CUT_TITLE] = "cut-title",
	[ODD_QUOTED] = "quoted",
	[ODD_EMPTY_BODY] = "empty-body",
	[ODD_MALFORMED_TRAILER] = "malformed-trailer",
	[ODD_HEAD_CUT_RENAME] = "head-cut-rename",
	[ODD_SKIPPED] = "skipped",
	[ODD_CORRUPT_MARKER] = "corrupt-marker",
	[ODD_BAD_SUBJECT] = "bad-subject",
	[ODD_BAD_AUTHOR] = "bad-author",
	[ODD_STAT_MISMATCH] = "stat-mismatch",
	[ODD_SHORTLOG_MISMATCH] = "shortlog-mismatch",
	[ODD_BAD_RANK] = "bad-rank",
};

const char *oddity_kind_name(enum oddity_kind kind)
{
	return names[kind];
}

/* The title without bracket groups of any kind before it. */
static struct slice bare_title(struct slice title)
{
	while (title.n && title.p[0] == '[') {
		size_t n = slice_find_byte(title, ']');

		if (n == title.n)
			break;
		title = trim(slice_skip(title, n + 1));
	}
	return title;
}

static void check_head(const struct record *r, const struct oddity_sink *to)
{
	const struct subject *s = &r->subject;

	/* "New:" repeats the title, unless what made the digest took a bracket of it for the prefix. */
	if (!slice_eq(r->marker, s->title) && !slice_eq(r->marker, bare_title(s->title)))
		to->tell(to->ctx, ODD_CORRUPT_MARKER, r->line, "\"New:\" does not have the title");
	if (!s->ntags && !s->has_version && s->kind == RECORD_SINGLE)
		to->tell(to->ctx, ODD_BAD_SUBJECT, r->line + 1, "no [PATCH] in the subject");
	else if (!s->title.n)
		to->tell(to->ctx, ODD_BAD_SUBJECT, r->line + 1, "a subject without a title");
	else if (s->index > s->total)
		to->tell(to->ctx, ODD_BAD_SUBJECT, r->line + 1, "patch %u of %u", s->index,
			s->total);
	if (slice_find_byte(r->author.email, '@') == r->author.email.n)
		to->tell(to->ctx, ODD_BAD_AUTHOR, r->line + 2, "an author without an address");
}

static void check_trailers(const struct record *r, const struct oddity_sink *to)
{
	size_t i;

	for (i = 0; i < r->ntrailers; i++) {
		const struct trailer *t = &r->trailers[i];
		const char *fault = trailer_fault(t);

		if (t->malformed)
			to->tell(to->ctx, ODD_MALFORMED_TRAILER, t->line,
				SLICE_FMT ": %s", SLICE_ARG(t->key),
				fault ? fault : "quoted");
	}
}

static void check_diffstat(const struct record *r, const struct oddity_sink *to)
{
	unsigned long long sum = 0;
	bool counted = true;
	size_t i;

	for (i = 0; i < r->ndiffstat; i++) {
		const struct diffstat_row *row = &r->diffstat[i];

		sum += row->changes;
		counted &= !row->binary;
		if (row->head_cut)
			to->tell(to->ctx, ODD_HEAD_CUT_RENAME, row->line,
				"the old name is cut: " SLICE_FMT, SLICE_ARG(row->old_path));
	}
	if (!r->has_summary) {
		if (r->ndiffstat)
			to->tell(to->ctx, ODD_STAT_MISMATCH, r->diffstat[0].line,
				"a diffstat without a summary");
		return;
	}
	if (r->ndiffstat != r->summary.files)
		to->tell(to->ctx, ODD_STAT_MISMATCH, r->line, "%zu rows in the diffstat of %u files",
			r->ndiffstat, r->summary.files);
	else if (counted && sum != (unsigned long long)r->summary.insertions + r->summary.deletions)
		to->tell(to->ctx, ODD_STAT_MISMATCH, r->line,
			"%llu lines in the diffstat, %llu in its summary", sum,
			(unsigned long long)r->summary.insertions + r->summary.deletions);
}

static void check_shortlog(const struct record *r, const struct oddity_sink *to)
{
	size_t i;

	for (i = 0; i < r->nshortlog; i++)
		if (r->shortlog[i].count != r->shortlog[i].ntitles)
			to->tell(to->ctx, ODD_SHORTLOG_MISMATCH, r->shortlog[i].line,
				"%u titles announced, %zu there", r->shortlog[i].count,
				r->shortlog[i].ntitles);
}

void record_oddities(const struct record *r, const struct oddity_sink *to)
{
	check_head(r, to);
	if (r->empty)
		to->tell(to->ctx, ODD_EMPTY_BODY, r->line, "no body");
	if (r->quoted)
		to->tell(to->ctx, ODD_QUOTED, r->quoted_line, "a reply: its text is quoted");
	check_trailers(r, to);
	check_shortlog(r, to);
	check_diffstat(r, to);
}
