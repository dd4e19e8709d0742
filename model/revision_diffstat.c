#include "model/revision_render.h"

#include <stdlib.h>
#include <string.h>

#define NUMBER_COLUMNS 5
#define PATH_COLUMN    (NUMBER_COLUMNS + 1)
#define PATH_COLUMNS   44 /* where the bars begin when no path is longer */

#define ROWS        12 /* where there are more, those behind the first ones are rolled up */
#define SHOWN       8
#define DIRECTORIES 6  /* that these are rolled up to, at most */
#define DEPTH       12 /* parts of a path that are told apart */

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

/* ---- what is rolled up ----------------------------------------------------------------------- */

struct directory {
	struct slice path; /* with its last slash; empty at the top */
	unsigned long changes;
	unsigned files;
};

/* As many leading parts of a path as there are directories, at most `depth`. */
static struct slice directory_of(struct slice path, unsigned depth)
{
	size_t n = 0, next;

	while (depth--) {
		next = n + slice_find_byte(slice_skip(path, n), '/');
		if (next >= path.n)
			break;
		n = next + 1;
	}
	return slice_sub(path, 0, n);
}

/* How many there are; DIRECTORIES + 1 when there is no room for all. */
static size_t group(const struct row *rows, size_t n, unsigned depth, struct directory *groups)
{
	size_t found = 0, i, k;

	for (i = 0; i < n; i++) {
		struct slice path = directory_of(rows[i].stat->path, depth);

		for (k = 0; k < found && !slice_eq(groups[k].path, path); k++)
			;
		if (k == DIRECTORIES)
			return DIRECTORIES + 1;
		if (k == found)
			groups[found++] = (struct directory){.path = path};
		groups[k].changes += rows[i].stat->changes;
		groups[k].files++;
	}
	return found;
}

static int compare_directories(const void *a, const void *b)
{
	const struct directory *x = a, *y = b;

	if (x->changes != y->changes)
		return x->changes > y->changes ? -1 : 1;
	return slice_cmp(x->path, y->path);
}

/* The directories of these rows, as deep as there is room for. */
static size_t roll_up(const struct row *rows, size_t n, struct directory *groups)
{
	unsigned depth = DEPTH;
	size_t found;

	do {
		found = group(rows, n, depth, groups);
	} while (found > DIRECTORIES && --depth > 0);
	if (found > DIRECTORIES)
		found = group(rows, n, 0, groups);
	qsort(groups, found, sizeof(*groups), compare_directories);
	return found;
}

/* The last n rows are hidden; what stands in their place tells of their directories. */
static void fold_rows(struct renderer *r, const struct row *rows, size_t n)
{
	struct directory groups[DIRECTORIES];
	size_t end = r->page->nlines, found = roll_up(rows, n, groups), i;

	page_line(r->page, 2);
	page_span(r->page, ROLE_BULLET, VIS("+ "));
	page_textf(r->page, ROLE_DIM, "%zu more files", n);
	if (found > 1)
		page_textf(r->page, ROLE_DIM, " in %zu directories", found);
	for (i = 0; i < found; i++) {
		page_line(r->page, PATH_COLUMN);
		page_textf(r->page, ROLE_NUMBER, "%*lu ", NUMBER_COLUMNS, groups[i].changes);
		page_text(r->page, ROLE_PATH, groups[i].path.n ? groups[i].path : SLICE_LIT("./"));
		page_textf(r->page, ROLE_DIM, "  %u file%s", groups[i].files,
			groups[i].files == 1 ? "" : "s");
	}
	page_fold(r->page, end - n, end);
}

/* ---- all rows -------------------------------------------------------------------------------- */

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
	size_t i, shown;

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
	shown = matching > SHOWN ? matching : SHOWN;
	if (record->ndiffstat > ROWS && record->ndiffstat >= shown + ROWS - SHOWN)
		fold_rows(r, &rows[shown], record->ndiffstat - shown);
	render_summary(r, record);
}
