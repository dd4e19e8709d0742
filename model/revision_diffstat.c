#include "model/revision_render.h"

#include <stdlib.h>
#include <string.h>

#define NUMBER_COLUMNS 5
#define PATH_COLUMN    (NUMBER_COLUMNS + 1)
#define PATH_COLUMNS   44 /* where the bars begin when no path is longer */

struct row {
	const struct diffstat_row *stat;
	bool match;
};

/* What matches first, then the largest; ties as they were written. */
static int compare_rows(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	if (x->match != y->match)
		return x->match ? -1 : 1;
	if (x->stat->changes != y->stat->changes)
		return x->stat->changes > y->stat->changes ? -1 : 1;
	return x->stat < y->stat ? -1 : x->stat > y->stat;
}

/* Columns of `whole` that `part` of `all` takes, at least one when there is any. */
static unsigned share(unsigned whole, unsigned part, unsigned all)
{
	unsigned long long n = all ? (unsigned long long)whole * part / all : 0;

	return part && !n ? 1 : (unsigned)n;
}

static void add_bar(struct renderer *r, enum role role, char c, unsigned columns)
{
	char *p;

	if (!columns)
		return;
	p = arena_alloc(&r->page->arena, columns);
	memset(p, c, columns);
	page_span(r->page, role, (struct vis){.p = p, .n = columns, .cols = (int)columns});
}

static void render_bar(struct renderer *r, const struct diffstat_row *stat, unsigned most,
	unsigned columns)
{
	unsigned total = share(columns, stat->changes, most);
	unsigned plus = share(total, stat->plus, stat->plus + stat->minus);

	if (stat->plus && stat->minus && plus == total)
		plus = total > 1 ? total - 1 : total;
	if (!stat->plus && !stat->minus)
		return;
	add_bar(r, ROLE_PLUS, '+', plus);
	add_bar(r, ROLE_MINUS, '-', total - plus);
}

static void render_row(struct renderer *r, const struct row *row, unsigned most, unsigned bar)
{
	const struct diffstat_row *stat = row->stat;

	page_line(r->page, PATH_COLUMN);
	page_anchor(r->page, ANCHOR_PATH, stat->changes, stat->path);
	if (stat->binary)
		page_textf(r->page, ROLE_NUMBER, "%*s ", NUMBER_COLUMNS, "Bin");
	else
		page_textf(r->page, ROLE_NUMBER, "%*u ", NUMBER_COLUMNS, stat->changes);
	page_text(r->page, ROLE_PATH, stat->path);
	if (stat->old_path.n) {
		page_span(r->page, ROLE_DIM, VIS(" (was "));
		page_text(r->page, ROLE_DIM, stat->old_path);
		page_span(r->page, ROLE_DIM, VIS(")"));
	}
	page_pad(r->page, PATH_COLUMN + PATH_COLUMNS - 1);
	page_span(r->page, ROLE_TEXT, VIS(" "));
	render_bar(r, stat, most, bar);
}

static unsigned collect(struct renderer *r, const struct record *record, struct row *rows)
{
	struct match match;
	unsigned matching = 0;
	size_t i;

	for (i = 0; i < record->ndiffstat; i++) {
		rows[i].stat = &record->diffstat[i];
		rows[i].match = r->query &&
			query_match(r->query, MATCH_PATH, rows[i].stat->path, &match, 1) > 0;
		matching += rows[i].match;
	}
	qsort(rows, record->ndiffstat, sizeof(*rows), compare_rows);
	return matching;
}

static unsigned most_changes(const struct record *record)
{
	unsigned most = 0;
	size_t i;

	for (i = 0; i < record->ndiffstat; i++) {
		if (record->diffstat[i].changes > most)
			most = record->diffstat[i].changes;
	}
	return most;
}

static void render_summary(struct renderer *r, const struct record *record)
{
	const struct diff_summary *sum = &record->summary;

	if (!record->has_summary)
		return;
	page_line(r->page, 0);
	page_textf(r->page, ROLE_DIM, "%u file%s ", sum->files, sum->files == 1 ? "" : "s");
	page_textf(r->page, ROLE_PLUS, "+%u", sum->insertions);
	page_textf(r->page, ROLE_MINUS, "-%u", sum->deletions);
}

void render_diffstat(struct renderer *r)
{
	const struct record *cover = page_record_text(r->facts->cover);
	const struct record *patch = page_record_text(r->facts->patch);
	const struct record *record = cover && cover->ndiffstat ? cover : patch;
	unsigned bar = (unsigned)(r->columns > 60 ? r->columns / 4 : 10), most, matching;
	struct row *rows;
	size_t i;

	if (!record || !record->ndiffstat) {
		render_head(r, SECTION_DIFFSTAT, "diffstat");
		render_note(r, "no diffstat");
		return;
	}
	rows = arena_alloc(&r->page->arena, record->ndiffstat * sizeof(*rows));
	matching = collect(r, record, rows);
	most = most_changes(record);
	if (matching)
		render_head(r, SECTION_DIFFSTAT, "diffstat, %u match, then largest", matching);
	else if (record == patch && patch->subject.total > 1)
		render_head(r, SECTION_DIFFSTAT, "diffstat of patch %u/%u, largest first",
			patch->subject.index, patch->subject.total);
	else
		render_head(r, SECTION_DIFFSTAT, "diffstat, largest first");
	for (i = 0; i < record->ndiffstat; i++)
		render_row(r, &rows[i], most, bar);
	render_summary(r, record);
}
