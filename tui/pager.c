#include "tui/pager.h"

#include <stdlib.h>

#include "tui/marks.h"
#include "util/alloc.h"

#define PAN_COLUMNS 8
#define PAN_MAX     (1 << 20) /* to an end */
#define HEAD_SHARE  3 /* the head stays while it takes no more than a third of the rows */
#define HEAD_ROWS   2 /* of each of its lines */

static struct vis line_text(struct pager *pager, size_t line, struct arena *a)
{
	return page_line_text(a, &pager->page->lines[line]);
}

static size_t folds_of(const struct pager *pager)
{
	return pager->page ? pager->page->nfolds : 0;
}

/* The fold that hides a line; the number of folds when none does. */
static size_t hiding(const struct pager *pager, size_t line)
{
	size_t n = folds_of(pager), fold = n ? page_fold_of(pager->page, line) : 0;

	return fold < n && !pager->open[fold] ? fold : n;
}

static size_t lines_of(void *self)
{
	struct pager *pager = self;

	return pager->page ? pager->page->nlines : 0;
}

/* First row of a line, or of the last one before it. */
static size_t row_of(const struct pager *pager, size_t line)
{
	size_t low = 0, high = pager->nrows, fold = hiding(pager, line);

	if (fold < folds_of(pager))
		line = pager->page->folds[fold].first;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (pager->rows[middle].line < line)
			low = middle + 1;
		else
			high = middle;
	}
	return low < pager->nrows || low == 0 ? low : low - 1;
}

static bool is_visible(const struct pager *pager, size_t line)
{
	size_t row = row_of(pager, line);
	size_t top = pager->nhead + pager->scroll.top;

	return row < pager->nhead || (row >= top && row < top + (size_t)pager->scroll.rows);
}

static size_t current_of(void *self)
{
	struct pager *pager = self;

	if (pager->table)
		return pager_point(pager);
	if (pager->found < lines_of(pager) && is_visible(pager, pager->found))
		return pager->found;
	return pager_line(pager);
}

static struct slice text_of(void *self, size_t line, struct arena *a)
{
	struct vis v = line_text(self, line, a);

	return slice_from(v.p, v.n);
}

/* Pan so that the first match of the line is in view. */
static void pan_to_match(struct pager *pager)
{
	struct match match;
	struct vis text;
	int from, to;

	if (pager->wrap || pager->table || !pager->finder.search)
		return;
	arena_reset(&pager->scratch);
	text = line_text(pager, pager->found, &pager->scratch);
	if (!search_match(pager->finder.search, slice_from(text.p, text.n), &match, 1))
		return;
	from = text_head(text, match.from).cols;
	to = text_head(text, match.to).cols;
	if (from < pager->pan || to > pager->pan + pager->pane.cols)
		pager->pan = to <= pager->pane.cols ? 0 : from - PAN_COLUMNS;
	if (pager->pan < 0)
		pager->pan = 0;
}

/* What the search opened before is closed again. */
static void unpeek(struct pager *pager)
{
	if (pager->peeked < folds_of(pager))
		pager_fold(pager, pager->peeked, false);
	pager->peeked = folds_of(pager);
}

/* A match that is hidden comes to light while one stands on it. */
static void peek(struct pager *pager, size_t line)
{
	size_t fold = page_fold_of(pager->page, line);

	if (fold != pager->peeked)
		unpeek(pager);
	if (hiding(pager, line) < folds_of(pager)) {
		pager_fold(pager, fold, true);
		pager->peeked = fold;
	}
}

/* Of a line that is wrapped the row in which its first match begins. */
static size_t row_of_match(struct pager *pager, size_t line)
{
	size_t row = row_of(pager, line);
	struct match match;
	struct vis text;

	if (!pager->finder.search)
		return row;
	arena_reset(&pager->scratch);
	text = line_text(pager, line, &pager->scratch);
	if (!search_match(pager->finder.search, slice_from(text.p, text.n), &match, 1))
		return row;
	while (row + 1 < pager->nrows && pager->rows[row + 1].line == line &&
		pager->rows[row].to <= match.from)
		row++;
	return row;
}

static void go_found(void *self, size_t line)
{
	struct pager *pager = self;
	size_t row;

	peek(pager, line);
	row = row_of_match(pager, line);
	pager->found = line;
	if (row >= pager->nhead)
		scroll_reveal(&pager->scroll, row - pager->nhead);
	pan_to_match(pager);
}

static void save(void *self)
{
	struct pager *pager = self;

	pager->saved_top = pager->scroll.top;
	pager->saved_row = (int)(pager->scroll.cursor - pager->scroll.top);
}

static void back(void *self)
{
	struct pager *pager = self;

	pager->found = lines_of(pager);
	unpeek(pager);
	scroll_place(&pager->scroll, pager->saved_top + (size_t)pager->saved_row,
		pager->saved_row);
}

static const struct finder_lines finder_lines = {
	.count = lines_of,
	.current = current_of,
	.text = text_of,
	.go = go_found,
	.save = save,
	.back = back,
};

void pager_init(struct pager *pager, struct status *status, bool wrap)
{
	*pager = (struct pager){.wrap = wrap, .scroll.pager = true};
	finder_init(&pager->finder, &finder_lines, pager, status);
}

void pager_make_table(struct pager *pager)
{
	pager->table = true;
	pager->wrap = false;
	pager->scroll.pager = false;
}

void pager_release(struct pager *pager)
{
	finder_release(&pager->finder);
	arena_release(&pager->scratch);
	free(pager->rows);
	free(pager->open);
}

static void add_row(struct pager *pager, struct pager_row row)
{
	GROW(pager->rows, pager->rows_room, pager->nrows + 1);
	pager->rows[pager->nrows++] = row;
}

/* Indentation of a row that goes on with the line before; never more than half. */
static int indent_of(const struct pager *pager, const struct pager_row *row)
{
	int indent = row->from ? row->text->indent : 0;

	return indent < pager->pane.cols / 2 ? indent : pager->pane.cols / 2;
}

/* As text_wrap, but behind the lead of a line. */
static size_t wrap_at(const struct pager *pager, const struct pager_row *row, struct vis rest,
	size_t *skip)
{
	int cols = pager->pane.cols - indent_of(pager, row);
	struct vis lead = {0};

	if (!row->from && row->text->lead < cols)
		lead = text_columns(rest, 0, row->text->lead, NULL);
	rest.p += lead.n;
	rest.n -= lead.n;
	rest.cols -= lead.cols;
	cols -= lead.cols;
	return lead.n + text_wrap(rest, cols > 0 ? cols : 1, skip);
}

static void wrap_row(struct pager *pager, struct pager_row row)
{
	struct vis rest = page_line_text(&pager->scratch, row.text);
	size_t end = rest.n, most = row.line < pager->page->head ? HEAD_ROWS : SIZE_MAX;

	while (rest.cols > 0) {
		size_t skip, n = wrap_at(pager, &row, rest, &skip);

		if (n + skip >= rest.n)
			break;
		row.cut = --most == 0;
		if (row.cut)
			break;
		row.to = row.from + n;
		add_row(pager, row);
		rest.cols -= text_head(rest, n + skip).cols;
		rest.p += n + skip;
		rest.n -= n + skip;
		row.from += n + skip;
	}
	row.to = end;
	add_row(pager, row);
}

static void make_row(struct pager *pager, size_t line, const struct page_line *text, bool told)
{
	struct pager_row row = {.line = line, .to = SIZE_MAX, .text = text, .told = told};

	if (pager->wrap && pager->pane.cols > 0)
		wrap_row(pager, row);
	else
		add_row(pager, row);
}

/* What stands in place of a fold; the last of its lines. */
static size_t make_told(struct pager *pager, const struct page_fold *fold)
{
	size_t i;

	for (i = 0; i < fold->ntold; i++)
		make_row(pager, fold->first, &fold->told[i], true);
	return fold->first + fold->n - 1;
}

static void make_rows(struct pager *pager)
{
	size_t i, n = lines_of(pager);

	pager->nrows = pager->nhead = 0;
	pager->nlines = n;
	arena_reset(&pager->scratch);
	for (i = 0; i < n; i++) {
		size_t fold = hiding(pager, i);

		if (fold < folds_of(pager))
			i = make_told(pager, &pager->page->folds[fold]);
		else
			make_row(pager, i, &pager->page->lines[i], false);
		if (i + 1 == pager->page->head)
			pager->nhead = pager->nrows;
	}
	if (pager->nhead * HEAD_SHARE > (size_t)(pager->pane.rows > 0 ? pager->pane.rows : 0))
		pager->nhead = 0;
	scroll_resize(&pager->scroll, pager->pane.rows - (int)pager->nhead);
	scroll_set_count(&pager->scroll, pager->nrows - pager->nhead);
}

size_t pager_line(const struct pager *pager)
{
	size_t row = pager->nhead + pager->scroll.top;

	return row < pager->nrows ? pager->rows[row].line : 0;
}

size_t pager_point(const struct pager *pager)
{
	size_t row = pager->nhead + pager->scroll.cursor;

	return row < pager->nrows ? pager->rows[row].line : 0;
}

bool pager_click(struct pager *pager, int row)
{
	size_t line = pager->scroll.top + (size_t)row - pager->nhead;
	bool again = line == pager->scroll.cursor;

	if ((size_t)row < pager->nhead || line >= pager->scroll.count)
		return false;
	scroll_to(&pager->scroll, line);
	return again;
}

int pager_point_row(const struct pager *pager)
{
	return (int)(pager->nhead + pager->scroll.cursor - pager->scroll.top);
}

/* The row of a line among those that scroll. */
static size_t scroll_row(const struct pager *pager, size_t line)
{
	size_t at = row_of(pager, line);

	return at > pager->nhead ? at - pager->nhead : 0;
}

void pager_place(struct pager *pager, size_t line, int row)
{
	scroll_place(&pager->scroll, scroll_row(pager, line), row);
}

void pager_go(struct pager *pager, size_t line)
{
	pager_place(pager, line, 0);
}

/* The first `n` folds are as they were, the others closed. */
static void begin_folds(struct pager *pager, size_t n)
{
	size_t i;

	GROW(pager->open, pager->open_room, folds_of(pager));
	for (i = n; i < folds_of(pager); i++)
		pager->open[i] = false;
	pager->nopen = folds_of(pager);
	pager->peeked = folds_of(pager);
}

void pager_set_page(struct pager *pager, const struct page *page)
{
	finder_stop(&pager->finder);
	pager->page = page;
	pager->found = lines_of(pager);
	pager->pan = 0;
	begin_folds(pager, 0);
	pager->scroll.top = pager->scroll.cursor = 0;
	make_rows(pager);
}

void pager_renew(struct pager *pager)
{
	size_t point = pager_point(pager), cursor = pager->scroll.cursor;
	int row = (int)(cursor - pager->scroll.top);
	bool same = pager->nlines == lines_of(pager);

	finder_stop(&pager->finder);
	if (!same)
		pager->found = lines_of(pager);
	pager->pan = 0;
	begin_folds(pager, pager->nopen);
	make_rows(pager);
	if (same)
		pager_place(pager, point, row);
	else
		scroll_place(&pager->scroll, cursor, row);
}

size_t pager_told(const struct pager *pager, size_t row)
{
	row += pager->nhead;
	if (row >= pager->nrows || !pager->rows[row].told)
		return folds_of(pager);
	return page_fold_of(pager->page, pager->rows[row].line);
}

bool pager_fold(struct pager *pager, size_t fold, bool open)
{
	size_t point = pager_point(pager);
	int row = (int)(pager->scroll.cursor - pager->scroll.top);

	if (pager->open[fold] == open)
		return false;
	pager->open[fold] = open;
	make_rows(pager);
	pager_place(pager, point, row);
	return true;
}

/* Make the rows anew and stay at the same line. */
static void remake(struct pager *pager)
{
	size_t point = pager_point(pager);
	int row = (int)(pager->scroll.cursor - pager->scroll.top);
	bool at_start = pager->scroll.top == 0 && !pager->table;

	make_rows(pager);
	pager_place(pager, point, at_start ? (int)scroll_row(pager, point) : row);
}

void pager_resize(struct pager *pager, const struct pane *pane)
{
	pager->pane = *pane;
	remake(pager);
}

/* Columns of the longest row that is in view. */
static int longest(const struct pager *pager)
{
	size_t top = pager->nhead + pager->scroll.top, i;
	int cols = 0;

	for (i = top; i < pager->nrows && i < top + (size_t)pager->scroll.rows; i++) {
		int n = pager->rows[i].text->cols;

		cols = n > cols ? n : cols;
	}
	return cols;
}

static void pan(struct pager *pager, int columns, struct status *status)
{
	int most = longest(pager) - pager->pane.cols;

	if (pager->wrap) {
		status_say(status, "long lines are wrapped here; w cuts them, then they pan");
		return;
	}
	if (columns > 0 && pager->pan + columns > most)
		columns = most > pager->pan ? most - pager->pan : 0;
	pager->pan += columns;
	if (pager->pan < 0)
		pager->pan = 0;
}

void pager_set_wrap(struct pager *pager, bool wrap)
{
	if (pager->wrap == wrap)
		return;
	pager->wrap = wrap;
	pager->pan = 0;
	remake(pager);
}

static const struct {
	enum action action;
	int columns;
} pans[] = {
	{ACTION_PAN_LEFT, -PAN_COLUMNS},
	{ACTION_PAN_RIGHT, PAN_COLUMNS},
	{ACTION_PAN_FIRST, -PAN_MAX},
	{ACTION_PAN_LAST, PAN_MAX},
};

bool pager_action(struct pager *pager, enum action action, struct status *status)
{
	size_t i;

	if (scroll_action(&pager->scroll, action))
		return true;
	for (i = 0; i < ARRAY_LEN(pans); i++) {
		if (pans[i].action == action) {
			pan(pager, pans[i].columns, status);
			return true;
		}
	}
	if (action == ACTION_WRAP) {
		pager_set_wrap(pager, !pager->wrap);
		status_say(status,
			pager->wrap ? "long lines are wrapped" : "long lines are cut; h and l pan");
		return true;
	}
	return false;
}

static const struct {
	enum role role;
	enum match_place place;
} places[] = {
	{ROLE_TITLE, MATCH_TITLE},
	{ROLE_PERSON, MATCH_PERSON},
	{ROLE_PATH, MATCH_PATH},
};

/* What the filter matches is looked for in the line, and in a span by what it is. */
static void find_marks(const struct pager *pager, const struct query *filter,
	const struct search *search, const struct pager_row *row, struct vis text,
	struct marks *marks)
{
	const struct page_line *line = row->text;
	size_t offset = 0, i, k;

	marks_find(marks, row->told ? NULL : search, filter, MATCH_BODY,
		slice_from(text.p, text.n));
	marks->here = pager->finder.search && row->line == pager->found;
	for (i = 0; filter && i < line->nspans; i++) {
		struct vis span = line->spans[i].text;

		for (k = 0; k < ARRAY_LEN(places); k++) {
			if (places[k].role == line->spans[i].role)
				marks_add_part(marks, filter, places[k].place,
					slice_from(span.p, span.n), offset);
		}
		offset += span.n;
	}
}

/* The part of a span that belongs to the row, from column `skip` of the row on. */
static void draw_span(struct pen *pen, const struct page_span *span, size_t offset,
	const struct pager_row *row, int *skip, const struct marks *marks)
{
	size_t from = row->from > offset ? row->from - offset : 0;
	size_t to = row->to - offset < span->text.n ? row->to - offset : span->text.n;
	struct vis part;
	int lead;

	if (from >= to)
		return;
	part = text_head(
		(struct vis){.p = span->text.p + from, .n = span->text.n - from}, to - from);
	if (part.cols <= *skip) {
		*skip -= part.cols;
		return;
	}
	if (*skip) {
		const char *p = part.p;

		part = text_columns(part, *skip, part.cols, &lead);
		pen_blank(pen, style_of(span->role), lead);
		from += (size_t)(part.p - p);
		*skip = 0;
	}
	pen_marked(pen, style_of(span->role), part, offset + from, marks);
}

static void draw_row(struct pager *pager, int at, const struct pager_row *row,
	const struct query *filter, const struct search *search)
{
	const struct page_line *line = row->text;
	struct pen pen = pen_at(&pager->pane, at);
	struct marks marks;
	size_t offset = 0, i;
	/* The head stays, but for that of a table, which goes with its columns. */
	int pan = pager->table || row->line >= pager->page->head ? pager->pan : 0, skip = pan;
	bool cut = row->cut || (!pager->wrap && line->cols > pan + pager->pane.cols);

	/* The mark of a cut has its column to itself: no half of a wide character is below it. */
	pen.end -= cut;
	arena_reset(&pager->scratch);
	find_marks(pager, filter, search, row, page_line_text(&pager->scratch, line), &marks);
	pen_blank(&pen, style_of(ROLE_TEXT), indent_of(pager, row));
	for (i = 0; i < line->nspans && offset < row->to && pen_room(&pen) > 0; i++) {
		draw_span(&pen, &line->spans[i], offset, row, &skip, &marks);
		offset += line->spans[i].text.n;
	}
	pen_end(&pen, style_of(ROLE_TEXT));
	if (cut) {
		pen.end++;
		pen_put(&pen, style_of(ROLE_DIM), VIS("~"));
	}
}

void pager_draw(
	struct pager *pager, const struct query *filter, const struct search *search)
{
	size_t i = 0;
	int at;

	for (at = 0; at < pager->pane.rows; at++, i++) {
		if (i == pager->nhead)
			i += pager->scroll.top;
		if (i < pager->nrows)
			draw_row(pager, at, &pager->rows[i], filter, search);
		else
			draw_blank_row(&pager->pane, at);
	}
}
