/*
 * The list: a row for each series of a result.
 *
 * Only the rows around what is in view are read from the model. The selected row is told by
 * a mark in its first columns, so that a step changes a few cells and no more.
 */
#include <stdlib.h>
#include <string.h>

#include "tui/chosen.h"
#include "tui/columns.h"
#include "tui/finder.h"
#include "tui/marks.h"
#include "tui/run.h"
#include "tui/scroll.h"
#include "tui/views.h"
#include "util/alloc.h"

#define READ_AHEAD 8  /* rows read besides those in view */
#define READ_MANY  64 /* at a time for a search */

struct list {
	struct view view;
	struct scroll scroll;
	struct result *result;
	enum sort sort; /* its order */
	struct hit current; /* under the cursor */
	size_t marked;      /* the line that was drawn with the mark */
	int64_t wanted;     /* the series the cursor was put on, also while it is out of view */
	struct run shown, searched;
	struct finder finder;
	struct list_place saved;
	const char *empty;
	struct chosen chosen;
	size_t seek, seek_left; /* the next unread row is looked for: where, and rows to go */
};

static struct list *list_of(struct view *view)
{
	return (struct list *)view;
}

static void read_run(struct list *list, struct run *run, size_t from, size_t n)
{
	run_read(run, list->view.env, list->result, from, n);
}

/* The rows in view, with some more in the direction that the view has moved. */
static void read_shown(struct list *list)
{
	struct run *run = &list->shown;
	size_t top = list->scroll.top, rows = (size_t)list->scroll.rows;
	size_t last = top + rows < list->scroll.count ? top + rows : list->scroll.count;
	size_t before = run->n && top < run->first ? READ_AHEAD : 0;
	size_t after = run->n && !before ? READ_AHEAD : 0;

	if (top >= run->first && last <= run->first + run->n)
		return;
	before = before < top ? before : top;
	read_run(list, run, top - before, before + rows + after);
}

/* The selected row. */
static const struct series_row *selected_row(struct list *list)
{
	read_shown(list);
	return run_row(&list->shown, list->scroll.cursor);
}

/* ---- searching ------------------------------------------------------------------------------- */

static size_t count_of(void *self)
{
	struct list *list = self;

	return list->scroll.count;
}

static size_t current_of(void *self)
{
	struct list *list = self;

	return list->scroll.cursor;
}

static struct slice text_of(void *self, size_t line, struct arena *a)
{
	struct list *list = self;
	struct run *run = &list->searched;
	size_t first = line / READ_MANY * READ_MANY;
	const struct series_row *row;
	struct vis v;

	if (!run_row(run, line))
		read_run(list, run, first, READ_MANY);
	row = run_row(run, line);
	v = row ? columns_text(row, a) : VIS("");

	return slice_from(v.p, v.n);
}

static void note_current(struct list *list)
{
	list->current = (struct hit){0};
	if (list->result && list->scroll.cursor < list->result->n)
		list->current = list->result->hits[list->scroll.cursor];
}

/* The cursor was put here, and comes back here. */
static void want_current(struct list *list)
{
	note_current(list);
	list->wanted = list->current.series;
}

static void go(void *self, size_t line)
{
	struct list *list = self;

	scroll_reveal(&list->scroll, line);
	want_current(list);
	list->view.dirty = true;
}

static void save(void *self)
{
	struct list *list = self;

	list->saved = list_place(&list->view);
}

static void back(void *self)
{
	struct list *list = self;

	list_go(&list->view, &list->saved);
}

static const struct finder_lines finder_lines = {
	.count = count_of,
	.current = current_of,
	.text = text_of,
	.go = go,
	.save = save,
	.back = back,
};

static void list_search(struct view *view, enum search_step step, const struct search *search)
{
	struct list *list = list_of(view);

	finder_step(&list->finder, step, search);
	view->working = finder_busy(&list->finder);
	view->dirty = true;
}

/* ---- choosing several ------------------------------------------------------------------------ */

static bool is_chosen(const struct list *list, size_t line)
{
	return list->result && line < list->result->n &&
	       chosen_has(&list->chosen, &list->result->hits[line]);
}

static void choose(struct list *list)
{
	if (!list->current.series)
		return;
	chosen_toggle(&list->chosen, &list->current);
	status_say(list->view.env->status, "%zu chosen", list->chosen.n);
	scroll_move(&list->scroll, 1);
	want_current(list);
}

static void choose_all(struct list *list)
{
	size_t n = list->chosen.n || !list->result ? 0 : list->result->n;

	chosen_set(&list->chosen, n ? list->result->hits : NULL, n);
	status_say(list->view.env->status, n ? "all %zu chosen" : "none chosen", n);
}

void list_choose_none(struct view *view)
{
	chosen_set(&list_of(view)->chosen, NULL, 0);
	view->dirty = true;
}

size_t list_chosen(const struct view *view)
{
	return ((const struct list *)view)->chosen.n;
}

size_t list_targets(struct view *view, const struct hit **hits)
{
	struct list *list = list_of(view);

	*hits = list->chosen.n ? list->chosen.hits : &list->current;
	return list->chosen.n ? list->chosen.n : list->current.series != 0;
}

void list_marks_changed(struct view *view)
{
	list_of(view)->shown.n = 0;
	view->dirty = true;
}

const struct result *list_result(const struct view *view)
{
	return ((const struct list *)view)->result;
}

/* ---- the next unread one --------------------------------------------------------------------- */

static void seek_unread(struct list *list)
{
	list->seek = list->scroll.cursor + 1;
	list->seek_left = list->result ? list->result->n : 0;
	list->view.working = list->seek_left > 0;
	if (!list->seek_left)
		status_say(list->view.env->status, "nothing is unread here");
}

static void found_unread(struct list *list, size_t line)
{
	list->seek_left = 0;
	if (line <= list->scroll.cursor)
		status_say(list->view.env->status, "went on from the first row");
	go(list, line);
}

/* Look through some more rows, around the end. */
static void seek_on(struct list *list)
{
	struct arena a = ARENA_INIT;
	struct marks_row marks[READ_MANY];
	size_t n = list->result->n, from = list->seek % n, i;
	size_t many = n - from < READ_MANY ? n - from : READ_MANY;
	struct error err = {0};

	if (many > list->seek_left)
		many = list->seek_left;
	list->seek_left -= many;
	list->seek = from + many;
	if (!model_marks_of(
		    list->view.env->model, list->result->hits + from, many, &a, marks, &err)) {
		status_error(list->view.env->status, "%s", err.text);
		many = list->seek_left = 0;
	}
	for (i = 0; i < many && marks[i].read; i++)
		;
	if (i < many)
		found_unread(list, from + i);
	else if (!list->seek_left && !err.text[0])
		status_say(list->view.env->status, "nothing else is unread here");
	arena_release(&a);
}

static void list_work(struct view *view)
{
	struct list *list = list_of(view);

	view->dirty |= list->seek_left || finder_looking(&list->finder);
	if (list->seek_left)
		seek_on(list);
	view->working = finder_work(&list->finder) || list->seek_left;
}

/* ---- drawing --------------------------------------------------------------------------------- */

static void draw_empty(struct list *list)
{
	struct pen pen = pen_at(&list->view.pane, 1);
	struct arena a = ARENA_INIT;

	pen_put(&pen, style_of(ROLE_DIM), text_visible_cstr(&a, list->empty));
	pen_end(&pen, style_of(ROLE_TEXT));
	arena_release(&a);
}

/* One row of the pane, or only what tells the selected one. */
static void draw_line(struct list *list, const struct columns *columns, int row, bool whole)
{
	const struct view *view = &list->view;
	size_t i = list->scroll.top + (size_t)row - 1;
	const struct series_row *series = run_row(&list->shown, i);
	struct columns_look look = {.search = view->env->search,
		.filter = view->env->filter,
		.selected = i == list->scroll.cursor,
		.focused = view->focused,
		.whole = view->env->cursor_line,
		.chosen = is_chosen(list, i),
		.perhaps = i < list->scroll.count && list->result->hits[i].perhaps};

	if (!series || !series->series) {
		draw_blank_row(&view->pane, row);
		return;
	}
	look.marks = run_marks(&list->shown, i);
	if (whole)
		columns_draw(columns, &view->pane, row, series, &look);
	else
		columns_draw_mark(columns, &view->pane, row, series, &look);
}

static void list_draw(struct view *view)
{
	struct list *list = list_of(view);
	struct columns columns;
	int row;

	read_shown(list);
	columns_fit(&columns, view->pane.cols);
	columns_draw_heading(&columns, &view->pane, list->sort);
	for (row = 1; row < view->pane.rows; row++)
		draw_line(list, &columns, row, true);
	list->marked = list->scroll.cursor;
	if (!list->scroll.count && view->pane.rows > 1 && list->empty)
		draw_empty(list);
}

static void draw_mark(struct list *list, size_t line)
{
	struct columns columns;

	if (line < list->scroll.top || line - list->scroll.top >= (size_t)list->scroll.rows ||
		line >= list->scroll.count)
		return;
	columns_fit(&columns, list->view.pane.cols);
	draw_line(list, &columns, (int)(line - list->scroll.top) + 1, list->view.env->cursor_line);
}

static void list_draw_moved(struct view *view)
{
	struct list *list = list_of(view);

	draw_mark(list, list->marked);
	draw_mark(list, list->scroll.cursor);
	list->marked = list->scroll.cursor;
}

/* A pane beside another cannot be scrolled by the terminal: it is drawn anew, so not each time. */
static void list_resize(struct view *view)
{
	struct scroll *scroll = &list_of(view)->scroll;

	scroll->jump = view->pane.x > 0 ? view->pane.rows / 2 : 1;
	scroll_resize(scroll, view->pane.rows - 1);
}

static bool list_cursor(const struct view *view, int *row, int *col)
{
	const struct list *list = (const struct list *)view;

	*row = list->scroll.count ? (int)(list->scroll.cursor - list->scroll.top) + 1 : 0;
	*col = 0;
	return false; /* the row has a mark */
}

/* ---- what the driver asks ---------------------------------------------------------------------- */

static bool own_action(struct list *list, enum action action)
{
	if (action == ACTION_CHOOSE)
		choose(list);
	else if (action == ACTION_CHOOSE_ALL)
		choose_all(list);
	else if (action == ACTION_NEXT_UNREAD)
		seek_unread(list);
	else
		return false;
	list->view.dirty = true;
	return true;
}

static enum action list_action(struct view *view, enum action action)
{
	struct list *list = list_of(view);
	size_t top = list->scroll.top;

	list->seek_left = 0;
	if (own_action(list, action))
		return ACTION_NONE;
	if (!scroll_action(&list->scroll, action))
		return action;
	finder_stop(&list->finder);
	want_current(list);
	if (list->scroll.top == top)
		view->moved = true;
	else
		view->dirty = true;
	return ACTION_NONE;
}

static bool list_click(struct view *view, int row, int col)
{
	struct list *list = list_of(view);
	size_t line = list->scroll.top + (size_t)row - 1;
	bool again = line == list->scroll.cursor;

	(void)col;
	if (row < 1 || line >= list->scroll.count)
		return false;
	list->seek_left = 0;
	finder_stop(&list->finder);
	scroll_to(&list->scroll, line);
	want_current(list);
	view->dirty = true;
	return again;
}

/* Where a series stands in a result; its length when it does not. */
static size_t find_series(const struct result *result, int64_t series, size_t near)
{
	size_t i;

	if (near < result->n && result->hits[near].series == series)
		return near;
	for (i = 0; i < result->n && result->hits[i].series != series; i++)
		;
	return i;
}

struct list_place list_place(const struct view *view)
{
	const struct list *list = (const struct list *)view;

	return (struct list_place){list->wanted, list->scroll.top, list->scroll.cursor};
}

void list_go(struct view *view, const struct list_place *place)
{
	struct list *list = list_of(view);
	size_t at = list->result ? find_series(list->result, place->series, place->cursor) : 0;
	int row = (int)(place->cursor - place->top);

	if (list->result && at == list->result->n)
		at = place->cursor;
	scroll_place(&list->scroll, at, row);
	note_current(list);
	list->wanted = place->series;
	view->dirty = true;
}

/* The cursor is not held there: what is unread may be known better in a moment. */
void list_begin(struct view *view, size_t line)
{
	struct list *list = list_of(view);

	if (list->wanted || !list->scroll.count)
		return;
	line = line < list->scroll.count ? line : 0;
	if (line == list->scroll.cursor)
		return;
	scroll_reveal(&list->scroll, line);
	note_current(list);
	view->dirty = true;
}

void list_hold(struct view *view)
{
	struct list *list = list_of(view);

	if (!list->wanted)
		list->wanted = list->current.series;
}

void list_set_result(struct view *view, struct result *result, enum sort sort, bool other)
{
	struct list *list = list_of(view);
	struct list_place place = list_place(view);
	int64_t current = list->current.series;
	size_t at;

	if (result)
		result_ref(result);
	result_unref(list->result);
	list->result = result;
	list->sort = sort;
	list->shown.n = list->searched.n = 0;
	list->seek_left = 0;
	finder_stop(&list->finder);
	scroll_set_count(&list->scroll, result ? result->n : 0);
	/* While what is wanted is out of view, the row that one sees is what one stands on. */
	if (result && find_series(result, place.series, place.cursor) == result->n) {
		at = other ? 0 : find_series(result, current, place.cursor);
		if (at < result->n) {
			place.top = other || place.top + at < place.cursor
				? 0 : place.top + at - place.cursor;
			place.cursor = at;
		}
	}
	list_go(view, &place);
}

bool list_current(const struct view *view, struct hit *hit)
{
	const struct list *list = (const struct list *)view;

	*hit = list->current;
	return hit->series != 0;
}

static struct slice author_of(const struct series_row *row)
{
	if (row->contributor_name.n)
		return row->contributor_name;
	return row->contributor_email.n ? row->contributor_email : row->author_name;
}

bool list_term(struct view *view, enum list_term which, struct buf *out)
{
	static const char *const fields[] = {
		[LIST_AUTHOR] = "f:", [LIST_SUBSYSTEM] = "sub:", [LIST_DIGEST] = "digest:"};
	struct list *list = list_of(view);
	const struct series_row *row = selected_row(list);
	struct slice value;

	if (!row || !row->series)
		return false;
	value = which == LIST_AUTHOR	  ? author_of(row)
		: which == LIST_SUBSYSTEM ? row->subsystem
					  : row->digest;
	if (!value.n)
		return false;
	buf_adds(out, fields[which]);
	query_quote(value, out);
	return true;
}

void list_set_empty(struct view *view, const char *sentence)
{
	struct list *list = list_of(view);

	if (list->empty != sentence)
		view->dirty = true;
	list->empty = sentence;
}

static void list_free(struct view *view)
{
	struct list *list = list_of(view);

	result_unref(list->result);
	finder_release(&list->finder);
	run_release(&list->shown);
	run_release(&list->searched);
	chosen_release(&list->chosen);
	free(list);
}

static const struct view_ops list_ops = {
	.context = CONTEXT_LIST,
	.name = "list",
	.resize = list_resize,
	.draw = list_draw,
	.draw_moved = list_draw_moved,
	.action = list_action,
	.click = list_click,
	.search = list_search,
	.work = list_work,
	.cursor = list_cursor,
	.free = list_free,
};

struct view *list_new(const struct view_env *env)
{
	struct list *list = xcalloc(1, sizeof(*list));

	list->view = (struct view){.ops = &list_ops, .env = env, .dirty = true};
	finder_init(&list->finder, &finder_lines, list, env->status);
	return &list->view;
}
