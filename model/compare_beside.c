/* Two columns, each with lines that are wrapped in it. */
#include "model/compare_beside.h"

#include <stddef.h>

#include "model/compare_make.h"

#define MIDDLE          VIS(" | ")
#define INDENT_OF_PATCH 4
#define INDENT_OF_STAT  6
#define CONTEXT         24 /* words of a line that stand with a change */

void compare_beside_init(struct compare_beside *beside, struct page *page, int columns)
{
	int side;

	*beside = (struct compare_beside){.page = page, .half = (columns - MIDDLE.cols) / 2};
	for (side = 0; side < COMPARE_SIDES; side++)
		page_init(&beside->cells[side]);
}

void compare_beside_release(struct compare_beside *beside)
{
	int side;

	for (side = 0; side < COMPARE_SIDES; side++)
		page_release(&beside->cells[side]);
}

/* ---- laying out ----------------------------------------------------------------------------- */

/* A line of a cell on its way into the page, piece by piece. */
struct flow {
	const struct page_line *line;
	struct vis rest;  /* what is not yet laid out */
	size_t span, off; /* where that begins */
	bool begun;
};

static struct vis vis_skip(struct vis v, size_t bytes)
{
	return (struct vis){
		.p = v.p + bytes, .n = v.n - bytes, .cols = v.cols - text_head(v, bytes).cols,
	};
}

static struct flow flow_of(struct page *cell, size_t line)
{
	struct flow flow = {.line = NULL};

	if (line >= cell->nlines)
		return flow;
	flow.line = &cell->lines[line];
	flow.rest = page_line_text(&cell->arena, flow.line);
	return flow;
}

/* The next `n` bytes of the line, with `show` into the page, in its own memory. */
static void take(struct flow *flow, size_t n, struct page *page, bool show)
{
	while (n) {
		const struct page_span *span = &flow->line->spans[flow->span];
		struct vis text = text_head(vis_skip(span->text, flow->off), n);

		n -= text.n;
		flow->off += text.n;
		if (flow->off == span->text.n) {
			flow->span++;
			flow->off = 0;
		}
		text.p = show ? arena_strndup(&page->arena, text.p, text.n) : NULL;
		if (show)
			page_span(page, span->role, text);
	}
}

/* What has room; the line of the page stands where the half begins. */
static void flow_on(struct flow *flow, struct page *page, int half)
{
	int indent = flow->begun && flow->line->indent < half / 2 ? flow->line->indent : 0;
	size_t n = flow->rest.n, skip = 0;

	if (!n)
		return;
	if (flow->rest.cols > half - indent)
		n = text_wrap(flow->rest, half - indent, &skip);
	page_pad(page, page->lines[page->nlines - 1].cols + indent);
	take(flow, n, page, true);
	take(flow, skip, page, false);
	flow->rest = vis_skip(flow->rest, n + skip);
	flow->begun = true;
}

static void lay_out(struct compare_beside *beside, size_t line, const struct anchor *anchor)
{
	struct flow old = flow_of(&beside->cells[COMPARE_OLD], line);
	struct flow new = flow_of(&beside->cells[COMPARE_NEW], line);

	do {
		page_line(beside->page, 0);
		if (anchor)
			page_anchor(beside->page, anchor->kind, anchor->number, anchor->text);
		anchor = NULL;
		flow_on(&old, beside->page, beside->half);
		page_pad(beside->page, beside->half);
		page_span(beside->page, ROLE_RULE, new.rest.n ? MIDDLE : VIS(" |"));
		flow_on(&new, beside->page, beside->half);
	} while (old.rest.n || new.rest.n);
}

/*
 * The cells as lines of the page, the first lines of both together and so on, with the anchor at
 * the first (NULL: none); then the cells are empty again. Cells without a line make none.
 */
static void end_row(struct compare_beside *beside, const struct anchor *anchor)
{
	size_t i;
	int side;

	for (i = 0; i < beside->cells[COMPARE_OLD].nlines ||
			i < beside->cells[COMPARE_NEW].nlines; i++)
		lay_out(beside, i, i ? NULL : anchor);
	for (side = 0; side < COMPARE_SIDES; side++)
		page_clear(&beside->cells[side]);
}

/* ---- words ---------------------------------------------------------------------------------- */

/* A text that is put into the cells: where one is on both sides. */
struct words {
	struct compare_beside *beside;
	const struct compare_text *text;
	size_t at[COMPARE_SIDES];
	bool broken; /* into lines, as the texts are */
};

static void put_word(struct words *w, enum compare_side side, size_t i, bool first, enum role role)
{
	const struct compare_word *words = w->text->words[side];
	struct page *cell = &w->beside->cells[side];

	if (!first && w->broken && words[i].line != words[i - 1].line)
		page_line(cell, 0);
	else if (!first)
		page_span(cell, ROLE_TEXT, VIS(" "));
	page_text(cell, role, words[i].text);
}

/* Words that only one side has, between marks. */
static void put_changed(struct words *w, enum compare_side side, size_t n, bool *first)
{
	static const struct {
		struct vis open, close;
		enum role role;
	} looks[COMPARE_SIDES] = {
		{{"[-", 2, 2}, {"-]", 2, 2}, ROLE_MINUS}, {{"{+", 2, 2}, {"+}", 2, 2}, ROLE_PLUS},
	};
	const struct compare_word *words = w->text->words[side];
	struct page *cell = &w->beside->cells[side];
	size_t from = w->at[side], i;

	for (i = from; i < from + n; i++) {
		if (i == from && !*first && w->broken && words[i].line != words[i - 1].line)
			page_line(cell, 0);
		else if (i == from && !*first)
			page_span(cell, ROLE_TEXT, VIS(" "));
		if (i == from)
			page_span(cell, looks[side].role, looks[side].open);
		put_word(w, side, i, i == from, looks[side].role);
	}
	if (n)
		page_span(cell, looks[side].role, looks[side].close);
	*first = *first && !n;
	w->at[side] += n;
}

static void put_same(struct words *w, size_t n, bool first[COMPARE_SIDES])
{
	int side;
	size_t i;

	for (side = 0; side < COMPARE_SIDES; side++) {
		for (i = 0; i < n; i++) {
			put_word(w, (enum compare_side)side, w->at[side] + i, first[side],
				ROLE_TEXT);
			first[side] = false;
		}
		w->at[side] += n;
	}
}

/* Of run i, which stayed, from behind the change before it: those on the same line on a side. */
static size_t words_behind(const struct words *w, size_t i, const size_t at[COMPARE_SIDES])
{
	size_t most = 0, n;
	int side;

	for (side = 0; side < COMPARE_SIDES; side++) {
		const struct compare_word *words = w->text->words[side] + at[side];

		if (!at[side] || words[0].line != words[-1].line)
			continue;
		for (n = 0; n < w->text->runs[i].n && n < CONTEXT &&
				words[n].line == words[0].line; n++)
			;
		most = n > most ? n : most;
	}
	return most;
}

/* The same of those before the change behind it. */
static size_t words_before(const struct words *w, size_t i, const size_t at[COMPARE_SIDES])
{
	size_t most = 0, n;
	int side;

	for (side = 0; side < COMPARE_SIDES; side++) {
		const struct compare_word *end = w->text->words[side] + at[side] +
			w->text->runs[i].n;

		if (at[side] + w->text->runs[i].n >= w->text->nwords[side] ||
		    end[0].line != end[-1].line)
			continue;
		for (n = 0; n < w->text->runs[i].n && n < CONTEXT &&
				end[-1 - (ptrdiff_t)n].line == end[-1].line; n++)
			;
		most = n > most ? n : most;
	}
	return most;
}

/* A run that stayed: its words beside a change, on rows of their own where some are left out. */
static void put_stayed(struct words *w, size_t i, bool first[COMPARE_SIDES])
{
	size_t n = w->text->runs[i].n, behind, before;
	int side;

	behind = i ? words_behind(w, i, w->at) : 0;
	before = i + 1 < w->text->nruns ? words_before(w, i, w->at) : 0;
	if (!w->broken || (behind + before >= n && i && i + 1 < w->text->nruns)) {
		put_same(w, n, first);
		return;
	}
	behind = behind < n ? behind : n;
	put_same(w, behind, first);
	end_row(w->beside, NULL);
	before = before < n - behind ? before : n - behind;
	for (side = 0; side < COMPARE_SIDES; side++) {
		w->at[side] += n - behind - before;
		first[side] = true;
	}
	put_same(w, before, first);
}

static void put_text(struct compare_beside *beside, const struct compare_text *text, bool broken)
{
	struct words w = {.beside = beside, .text = text, .broken = broken};
	bool first[COMPARE_SIDES] = {true, true};
	size_t i;

	for (i = 0; i < text->nruns; i++) {
		const struct compare_run *run = &text->runs[i];

		if (run->fate == FATE_SAME)
			put_stayed(&w, i, first);
		else
			put_changed(&w, run->fate == FATE_DROPPED ? COMPARE_OLD : COMPARE_NEW,
				run->n, &first[run->fate == FATE_DROPPED ? COMPARE_OLD :
					COMPARE_NEW]);
	}
}

void compare_beside_text(struct compare_beside *beside, const struct compare_text *text)
{
	put_text(beside, text, true);
	end_row(beside, NULL);
}

/* ---- rows ----------------------------------------------------------------------------------- */

static bool is_there(enum compare_fate fate, int side)
{
	return fate != (side == COMPARE_OLD ? FATE_ADDED : FATE_DROPPED);
}

static void put_number(struct page *cell, unsigned number)
{
	if (number)
		page_textf(cell, ROLE_NUMBER, "%3u", number);
	else
		page_span(cell, ROLE_NUMBER, VIS("  ?"));
	page_span(cell, ROLE_TEXT, VIS(" "));
}

/* "moved renamed ", on the side where one looks for it. */
static void put_fate(struct page *cell, const struct compare_patch *row)
{
	static const char *const words[] = {
		[FATE_SAME] = "", [FATE_CHANGED] = "renamed ", [FATE_ADDED] = "added ",
		[FATE_DROPPED] = "dropped ",
	};
	static const enum role roles[] = {
		[FATE_SAME] = ROLE_DIM, [FATE_CHANGED] = ROLE_HEADING, [FATE_ADDED] = ROLE_PLUS,
		[FATE_DROPPED] = ROLE_MINUS,
	};

	page_textf(cell, ROLE_HEADING, "%s", row->moved ? "moved " : "");
	page_textf(cell, roles[row->fate], "%s", words[row->fate]);
}

static void put_titles(struct compare_beside *beside, const struct compare_patch *row)
{
	static const enum role roles[] = {
		[FATE_SAME] = ROLE_TEXT, [FATE_ADDED] = ROLE_PLUS, [FATE_DROPPED] = ROLE_MINUS,
	};
	struct compare_text text;
	int side;

	if (row->fate == FATE_CHANGED) {
		text = compare_text(&beside->page->arena, row->title[COMPARE_OLD],
			row->title[COMPARE_NEW]);
		put_text(beside, &text, false);
		return;
	}
	for (side = 0; side < COMPARE_SIDES; side++) {
		if (is_there(row->fate, side))
			page_text(&beside->cells[side], roles[row->fate], row->title[side]);
	}
}

void compare_beside_patch(struct compare_beside *beside, const struct compare_patches *patches,
	const struct compare_patch *row)
{
	enum compare_side told = row->fate == FATE_DROPPED ? COMPARE_OLD : COMPARE_NEW;
	struct anchor anchor = {
		.kind = ANCHOR_PATCH, .number = row->number[COMPARE_NEW], .text = row->title[told],
	};
	int side;

	for (side = 0; side < COMPARE_SIDES; side++) {
		struct page *cell = &beside->cells[side];

		if (!is_there(row->fate, side))
			continue;
		page_line(cell, INDENT_OF_PATCH);
		put_number(cell, patches->ordered[side] ? row->number[side] : 0);
		if (side == (int)told)
			put_fate(cell, row);
	}
	put_titles(beside, row);
	end_row(beside, &anchor);
}

static void put_net(struct page *cell, const struct compare_stat *row)
{
	long long net = (long long)row->changes[COMPARE_NEW] - row->changes[COMPARE_OLD];

	if (net)
		page_textf(cell, net > 0 ? ROLE_PLUS : ROLE_MINUS, "%+5lld ", net);
	else
		page_span(cell, ROLE_DIM, row->fate == FATE_SAME ? VIS("    = ") : VIS("      "));
}

void compare_beside_stat(struct compare_beside *beside, const struct compare_stat *row)
{
	struct anchor anchor = {
		.kind = ANCHOR_PATH, .number = row->changes[COMPARE_NEW], .text = row->path,
	};
	int side;

	for (side = 0; side < COMPARE_SIDES; side++) {
		struct page *cell = &beside->cells[side];

		if (!is_there(row->fate, side))
			continue;
		page_line(cell, INDENT_OF_STAT);
		if (row->binary[side])
			page_span(cell, ROLE_NUMBER, VIS("  Bin "));
		else
			page_textf(cell, ROLE_NUMBER, "%5u ", row->changes[side]);
		if (side == COMPARE_NEW || row->fate == FATE_DROPPED)
			put_net(cell, row);
		page_text(cell, ROLE_PATH, row->path);
	}
	end_row(beside, &anchor);
}

void compare_beside_trailers(struct compare_beside *beside,
	const struct compare_trailers *trailers)
{
	size_t i;

	for (i = 0; i < trailers->n; i++) {
		const struct compare_trailer *row = &trailers->rows[i];
		bool added = row->fate == FATE_ADDED;
		struct page *cell = &beside->cells[added ? COMPARE_NEW : COMPARE_OLD];

		page_line(cell, 2);
		page_span(cell, added ? ROLE_PLUS : ROLE_MINUS, added ? VIS("+ ") : VIS("- "));
		page_text(cell, ROLE_TRAILER_KEY, row->key);
		page_span(cell, ROLE_TRAILER_KEY, VIS(": "));
		page_text(cell, added ? ROLE_PLUS : ROLE_MINUS, row->value);
	}
	end_row(beside, NULL);
}
