/*
 * The comparison of two revisions of a series, as the model's page.
 */
#include <stdlib.h>

#include "tui/pager_view.h"
#include "tui/views.h"
#include "util/alloc.h"

struct compare {
	struct pager_view base;
	struct arena arena; /* of the revisions */
	struct revision_row *revisions;
	size_t n;
	size_t side[COMPARE_SIDES]; /* which of them are compared */
	bool unfold;
	int columns; /* that the page was made for */
};

static struct compare *compare_of(struct view *view)
{
	return (struct compare *)view;
}

static void make_page(struct compare *compare)
{
	const struct revision_row *revisions = compare->revisions;
	struct error err = {0};

	compare->columns = compare->base.view.pane.cols;
	if (!compare->n || compare->columns <= 0)
		page_clear(&compare->base.page);
	else if (!model_compare(compare->base.view.env->model,
			 revisions[compare->side[COMPARE_OLD]].revision,
			 revisions[compare->side[COMPARE_NEW]].revision, compare->columns,
			 compare->unfold, &compare->base.page, NULL, &err)) {
		page_clear(&compare->base.page);
		page_line(&compare->base.page, 0);
		page_textf(&compare->base.page, ROLE_WARNING, "%s", err.text);
	}
	compare->base.view.dirty = true;
}

static void show_page(struct compare *compare)
{
	make_page(compare);
	pager_set_page(&compare->base.pager, &compare->base.page);
}

/* Where one is in a comparison: a line of a section, by its text and by its number in it. */
struct spot {
	unsigned section;
	size_t line;
	struct slice text; /* in the arena */
};

static struct slice text_at(const struct page *page, size_t line, struct arena *a)
{
	struct vis text = page_line_text(a, &page->lines[line]);

	return slice_from(text.p, text.n);
}

static struct spot spot_of(const struct page *page, size_t line, struct arena *a)
{
	struct spot spot = {.text = text_at(page, line, a)};
	size_t from, to, i;

	page_section_around(page, line, &from, &to);
	spot.line = line - from;
	for (i = 0; i < page->nanchors; i++) {
		if (page->anchors[i].kind == ANCHOR_SECTION && page->anchors[i].line == from)
			spot.section = page->anchors[i].number;
	}
	return spot;
}

/* In the same section the line that says the same, else that of the same number. */
static size_t find_spot(const struct page *page, const struct spot *spot, struct arena *a)
{
	size_t from, to, line;

	if (!page_section_line(page, (enum section)spot->section, &line))
		return 0;
	page_section_around(page, line, &from, &to);
	for (line = from; line < to; line++) {
		if (slice_eq(text_at(page, line, a), spot->text))
			return line;
	}
	return from + spot->line < to ? from + spot->line : to - 1;
}

/* The same comparison in another form: we stay where we are. */
static void remake_page(struct compare *compare)
{
	struct page *page = &compare->base.page;
	size_t line = pager_line(&compare->base.pager);
	bool moved = page->nlines && compare->base.pager.scroll.top;
	struct arena a = ARENA_INIT;
	struct spot spot = {0};

	/* The arena of the page goes with it. */
	if (moved)
		spot = spot_of(page, line, &a);
	spot.text = arena_dup(&a, spot.text);
	show_page(compare);
	if (moved && page->nlines)
		pager_go(&compare->base.pager, find_spot(page, &spot, &a));
	arena_release(&a);
}

/* ---- which two ------------------------------------------------------------------------------- */

/* The newest of the older ones with a text that was read; else SIZE_MAX. */
static size_t read_before(struct compare *compare, int64_t series, size_t new)
{
	struct hit hit = {.series = series, .revision = compare->revisions[new].revision};
	struct arena a = ARENA_INIT;
	struct marks_row marks = {0};
	size_t i, found = SIZE_MAX;

	if (!model_marks_of(compare->base.view.env->model, &hit, 1, &a, &marks, NULL))
		marks.older_read = false;
	for (i = 0; marks.older_read && i < new; i++) {
		const struct revision_row *row = &compare->revisions[i];

		if (!row->absent && row->rfc == marks.older_rfc &&
			row->version == marks.older_version && row->minor == marks.older_minor)
			found = i;
	}
	arena_release(&a);
	return found;
}

/* What it is compared with at first: what was read, else the newest text before it. */
static size_t choose_old(struct compare *compare, int64_t series, size_t new)
{
	size_t i = read_before(compare, series, new);

	if (i != SIZE_MAX)
		return i;
	for (i = new; i-- > 0;) {
		if (!compare->revisions[i].absent)
			return i;
	}
	return new ? new - 1 : 0;
}

bool compare_show(struct view *view, int64_t series, int64_t revision)
{
	struct compare *compare = compare_of(view);
	struct error err = {0};
	size_t i, new = 0;

	arena_reset(&compare->arena);
	if (!model_revisions(view->env->model, series, &compare->arena, &compare->revisions,
		    &compare->n, &err)) {
		compare->n = 0;
		status_error(view->env->status, "%s", err.text);
		return false;
	}
	for (i = 0; i < compare->n; i++) {
		if (compare->revisions[i].revision == revision)
			new = i;
	}
	if (compare->n < 2) {
		status_say(view->env->status, "no other revision of this series is known");
		return false;
	}
	/* The first one has none before it: it is the old side of what came of it. */
	new = new ? new : 1;
	compare->side[COMPARE_NEW] = new;
	compare->side[COMPARE_OLD] = choose_old(compare, series, new);
	show_page(compare);
	return true;
}

/* One side goes to the next revision; it passes the other side by. */
static void step(struct compare *compare, enum compare_side side, int by)
{
	size_t other = compare->side[side == COMPARE_OLD ? COMPARE_NEW : COMPARE_OLD];
	size_t at = compare->side[side] + (size_t)by;

	if (at == other)
		at += (size_t)by;
	if (at >= compare->n) { /* also below 0 */
		const char *beyond = at - (size_t)by == other ? " but that on the other side" : "";

		status_say(compare->base.view.env->status, "no %s revision is known%s",
			by > 0 ? "newer" : "older", beyond);
		return;
	}
	compare->side[side] = at;
	show_page(compare);
}

static void swap(struct compare *compare)
{
	size_t old = compare->side[COMPARE_OLD];

	compare->side[COMPARE_OLD] = compare->side[COMPARE_NEW];
	compare->side[COMPARE_NEW] = old;
	show_page(compare);
}

static void fold(struct compare *compare, bool unfold)
{
	if (compare->unfold == unfold)
		status_say(compare->base.view.env->status,
			unfold ? "everything is shown already" : "only what differs is shown");
	compare->unfold = unfold;
	remake_page(compare);
}

/* ---- a view ---------------------------------------------------------------------------------- */

static void go_section(struct compare *compare, enum section section)
{
	size_t line;

	if (page_section_line(&compare->base.page, section, &line))
		pager_go(&compare->base.pager, line);
	else
		status_say(compare->base.view.env->status, "nothing is told here of the %s",
			section_names[section]);
}

static const struct {
	enum action action;
	enum compare_side side;
	int by;
} steps[] = {
	{ACTION_OLD_PREV, COMPARE_OLD, -1},
	{ACTION_OLD_NEXT, COMPARE_OLD, 1},
	{ACTION_NEW_PREV, COMPARE_NEW, -1},
	{ACTION_NEW_NEXT, COMPARE_NEW, 1},
};

static bool own_action(struct compare *compare, enum action action)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(steps); i++) {
		if (steps[i].action == action) {
			step(compare, steps[i].side, steps[i].by);
			return true;
		}
	}
	if (action >= ACTION_SECTION_1 && action <= ACTION_SECTION_8)
		go_section(compare, (enum section)(action - ACTION_SECTION_1));
	else if (action == ACTION_SWAP)
		swap(compare);
	else if (action == ACTION_UNFOLD || action == ACTION_FOLD)
		fold(compare, action == ACTION_UNFOLD);
	else
		return false;
	return true;
}

static enum action compare_action(struct view *view, enum action action)
{
	struct compare *compare = compare_of(view);

	if (!own_action(compare, action))
		return pager_view_action(view, action);
	view->dirty = true;
	return ACTION_NONE;
}

void compare_set_wrap(struct view *view, bool wrap)
{
	pager_set_wrap(&compare_of(view)->base.pager, wrap);
	view->dirty = true;
}

static void compare_resize(struct view *view)
{
	struct compare *compare = compare_of(view);

	pager_view_resize(view);
	if (compare->n && view->pane.cols > 0 && view->pane.cols != compare->columns)
		remake_page(compare);
}

static void compare_free(struct view *view)
{
	struct compare *compare = compare_of(view);

	arena_release(&compare->arena);
	pager_view_release(&compare->base);
	free(compare);
}

/* There is nothing to open in it. */
static bool compare_click(struct view *view, int row, int col)
{
	pager_view_click(view, row, col);
	return false;
}

static const struct view_ops compare_ops = {
	.context = CONTEXT_COMPARE,
	.name = "comparison",
	.resize = compare_resize,
	.draw = pager_view_draw,
	.action = compare_action,
	.click = compare_click,
	.search = pager_view_search,
	.work = pager_view_work,
	.cursor = pager_view_cursor,
	.free = compare_free,
};

struct view *compare_new(const struct view_env *env)
{
	struct compare *compare = xcalloc(1, sizeof(*compare));

	pager_view_init(&compare->base, &compare_ops, env);
	return &compare->base.view;
}
