/*
 * The rail: who, from where and about what, with how many series of the view.
 *
 * Its facets stand below each other, each under its heading. One is open: it has the
 * cursor and the rows that the others do not take; those show their beginning, where
 * there is room. The first cells of a row, each with its own glyphs:
 *
 *     >  selected      +  chosen, to be put into the filter together; as in the list
 *     *  stands in the filter, alone or beside others
 *
 * Before its counts stands how many of the series in view are unread, as in "*3"; where there is no
 * room "*" alone.
 */
#include <stdlib.h>

#include "tui/columns.h"
#include "tui/draw.h"
#include "tui/finder.h"
#include "tui/group.h"
#include "tui/marks.h"
#include "tui/scroll.h"
#include "tui/views.h"
#include "util/alloc.h"

#define OPEN_MIN    6 /* rows that the open facet has before the others get any */
#define FIRST_CELLS 2

struct rail {
	struct view view;
	struct group groups[FACETS];
	enum facet open;
	struct finder finder;
	size_t saved;
	struct buf filter;
};

static const struct {
	const char *what, *counts;
} headings[FACETS] = {
	[FACET_PERSON] = {"person", "view/printed"},
	[FACET_DOMAIN] = {"domain", "view/printed"},
	[FACET_SUBSYSTEM] = {"subsystem", "view"},
	[FACET_DIGEST] = {"digest", "view"},
	[FACET_QUERY] = {"query", "view/all"},
};

static struct rail *rail_of(struct view *view)
{
	return (struct rail *)view;
}

static struct group *open_group(struct rail *rail)
{
	return &rail->groups[rail->open];
}

static struct vis label_text(const struct facet_row *row, struct arena *a)
{
	struct vis label = text_visible(a, row->label);

	return row->depth ? text_visiblef(a, "%*s%.*s", (int)row->depth * 2, "", VIS_ARG(label))
			  : label;
}

/* ---- searching ------------------------------------------------------------------------------- */

static size_t count_of(void *self)
{
	return open_group(self)->scroll.count;
}

static size_t current_of(void *self)
{
	return open_group(self)->scroll.cursor;
}

static struct slice text_of(void *self, size_t line, struct arena *a)
{
	struct vis v = label_text(&open_group(self)->facets.rows[line], a);

	return slice_from(v.p, v.n);
}

static void go(void *self, size_t line)
{
	scroll_reveal(&open_group(self)->scroll, line);
}

static void save(void *self)
{
	((struct rail *)self)->saved = current_of(self);
}

static void back(void *self)
{
	scroll_to(&open_group(self)->scroll, ((struct rail *)self)->saved);
}

static const struct finder_lines finder_lines = {
	.count = count_of,
	.current = current_of,
	.text = text_of,
	.go = go,
	.save = save,
	.back = back,
};

static void rail_search(struct view *view, enum search_step step, const struct search *search)
{
	struct rail *rail = rail_of(view);

	finder_step(&rail->finder, step, search);
	view->working = finder_busy(&rail->finder);
	view->dirty = true;
}

static void rail_work(struct view *view)
{
	view->working = finder_work(&rail_of(view)->finder);
	view->dirty = true;
}

/* ---- choosing several ------------------------------------------------------------------------ */

static void choose(struct rail *rail)
{
	struct group *group = open_group(rail);

	if (!group_choose(group))
		return;
	status_say(rail->view.env->status, "%zu chosen", group->nchosen);
	scroll_move(&group->scroll, 1);
}

static void choose_all(struct rail *rail)
{
	struct group *group = open_group(rail);
	bool none = group->nchosen > 0;

	if (none)
		group_choose_none(group);
	else
		group_choose_all(group);
	status_say(rail->view.env->status, none ? "none chosen" : "all %zu chosen", group->nchosen);
}

void rail_choose_none(struct view *view)
{
	int i;

	for (i = 0; i < FACETS; i++)
		group_choose_none(&rail_of(view)->groups[i]);
	view->dirty = true;
}

/* ---- where the groups stand -------------------------------------------------------------------- */

static int smaller(int a, int b)
{
	return a < b ? a : b;
}

/* Rows that a facet may have that is not open; *free gets how many there are for all of them. */
static int rows_each(const struct rail *rail, bool *all, int *free)
{
	int total = rail->view.pane.rows;

	*all = total >= FACETS + 3;
	*free = total - (*all ? FACETS : 1);
	return *all && *free > OPEN_MIN ? (*free - OPEN_MIN) / (FACETS + 1) : 0;
}

/* Rows of each group below its heading; where there are few, only the open one has any. */
static void share_rows(const struct rail *rail, int rows[FACETS], bool headed[FACETS])
{
	bool all;
	int free, i, each = rows_each(rail, &all, &free);

	for (i = 0; i < FACETS; i++) {
		int n = (int)smaller((int)rail->groups[i].scroll.count, each);

		headed[i] = all || (enum facet)i == rail->open;
		rows[i] = (enum facet)i == rail->open ? 0 : n;
		free -= rows[i];
	}
	rows[rail->open] = free > 0 ? free : 0;
}

static void place_groups(struct rail *rail)
{
	int rows[FACETS], i;
	bool headed[FACETS];

	share_rows(rail, rows, headed);
	for (i = 0; i < FACETS; i++)
		scroll_resize(&rail->groups[i].scroll, rows[i]);
}

static void rail_resize(struct view *view)
{
	place_groups(rail_of(view));
}

/* ---- drawing --------------------------------------------------------------------------------- */

static void draw_heading(const struct rail *rail, int at, enum facet facet)
{
	struct pen pen = pen_at(&rail->view.pane, at);
	bool open = facet == rail->open;
	struct arena a = ARENA_INIT;
	struct vis name = text_visiblef(&a, open ? "[%s]" : " %s", headings[facet].what);

	pen_put(&pen, open && rail->view.focused ? STYLE_TAB_HERE : STYLE_HEADING, name);
	pen_field_right(
		&pen, STYLE_HEADING, text_visible_cstr(&a, headings[facet].counts), pen_room(&pen));
	arena_release(&a);
}

static bool in_filter(const struct rail *rail, const struct facet_row *row)
{
	return rail->filter.n && row->term.n &&
	       query_has_term(buf_slice(&rail->filter), row->term);
}

/* How many are unread is told where the label leaves room for that, and else that some are. */
static struct vis count_text(const struct facet_row *row, int room, struct arena *a)
{
	struct vis count = row->has_printed ? text_visiblef(a, " %u/%u", row->view, row->printed)
					    : text_visiblef(a, " %u", row->view);
	struct vis whole;

	if (!row->unread)
		return count;
	whole = text_visiblef(a, " *%u%.*s", row->unread, VIS_ARG(count));
	return whole.cols <= room ? whole : text_visiblef(a, " *%.*s", VIS_ARG(count));
}

static struct vis first_cells(const struct rail *rail, const struct facet_row *row, bool selected,
	bool chosen, struct arena *a)
{
	return text_visiblef(a, "%c%c", columns_first(selected, rail->view.focused, chosen),
		in_filter(rail, row) ? '*' : ' ');
}

static void draw_facet(const struct rail *rail, int at, const struct facet_row *row, bool selected,
	bool chosen)
{
	struct pen pen = pen_at(&rail->view.pane, at);
	struct arena a = ARENA_INIT;
	struct vis label = label_text(row, &a);
	struct vis count = count_text(row, pen_room(&pen) - FIRST_CELLS - label.cols, &a);
	enum style mark = rail->view.focused ? STYLE_MARK : STYLE_MARK_BESIDE;
	enum style text = style_of(row->view ? ROLE_TEXT : ROLE_DIM);
	struct marks marks;
	int width;

	pen_put(&pen, selected ? mark : text,
		first_cells(rail, row, selected, chosen, &a));
	width = pen_room(&pen) - count.cols;
	marks_find(&marks, rail->view.env->search, NULL, MATCH_BODY, slice_from(label.p, label.n));
	pen_marked(&pen, text, text_clip(&a, label, width), 0, &marks);
	pen_field_right(&pen, text, count, pen_room(&pen));
	arena_release(&a);
}

static int draw_group(const struct rail *rail, enum facet facet, int at, int rows)
{
	const struct group *group = &rail->groups[facet];
	int i;

	for (i = 0; i < rows; i++) {
		size_t row = group->scroll.top + (size_t)i;

		if (row < group->facets.n)
			draw_facet(rail, at + i, &group->facets.rows[row],
				facet == rail->open && row == group->scroll.cursor,
				group_is_chosen(group, &group->facets.rows[row]));
		else
			draw_blank_row(&rail->view.pane, at + i);
	}
	return at + rows;
}

static void rail_draw(struct view *view)
{
	struct rail *rail = rail_of(view);
	int rows[FACETS], i, at = 0;
	bool headed[FACETS];

	share_rows(rail, rows, headed);
	for (i = 0; i < FACETS; i++) {
		if (headed[i] && at < view->pane.rows)
			draw_heading(rail, at++, (enum facet)i);
		at = draw_group(rail, (enum facet)i, at, rows[i]);
	}
}

static bool rail_cursor(const struct view *view, int *row, int *col)
{
	const struct rail *rail = (const struct rail *)view;
	const struct scroll *scroll = &rail->groups[rail->open].scroll;
	int rows[FACETS], i;
	bool headed[FACETS];

	share_rows(rail, rows, headed);
	*row = 0;
	*col = 0;
	for (i = 0; i < (int)rail->open; i++)
		*row += rows[i] + (headed[i] ? 1 : 0);
	if (rows[rail->open] > 0)
		*row += 1 + (int)(scroll->cursor - scroll->top);
	return false;
}

/* ---- what the driver asks ---------------------------------------------------------------------- */

static void open_beside(struct rail *rail, int step)
{
	rail->open = (enum facet)(((int)rail->open + step + FACETS) % FACETS);
	finder_stop(&rail->finder);
	place_groups(rail);
}

static enum action rail_action(struct view *view, enum action action)
{
	struct rail *rail = rail_of(view);

	if (action == ACTION_PAN_LEFT || action == ACTION_PAN_RIGHT)
		open_beside(rail, action == ACTION_PAN_LEFT ? -1 : 1);
	else if (action == ACTION_CHOOSE)
		choose(rail);
	else if (action == ACTION_CHOOSE_ALL)
		choose_all(rail);
	else if (!scroll_action(&open_group(rail)->scroll, action))
		return action;
	finder_stop(&rail->finder);
	view->dirty = true;
	return ACTION_NONE;
}

/* A heading opens its facet, and so does a row. */
static bool click_in(struct rail *rail, enum facet facet, int row)
{
	struct scroll *scroll = &rail->groups[facet].scroll;
	size_t line = scroll->top + (size_t)(row > 0 ? row : 0);
	bool again = row >= 0 && facet == rail->open && line == scroll->cursor;

	if (facet != rail->open)
		open_beside(rail, (int)facet - (int)rail->open);
	finder_stop(&rail->finder);
	rail->view.dirty = true;
	if (row < 0 || line >= scroll->count)
		return false;
	scroll_to(scroll, line);
	return again;
}

static bool rail_click(struct view *view, int row, int col)
{
	struct rail *rail = rail_of(view);
	int rows[FACETS], i, at = 0;
	bool headed[FACETS];

	(void)col;
	share_rows(rail, rows, headed);
	for (i = 0; i < FACETS; i++) {
		at += headed[i] ? 1 : 0;
		if (row < at + rows[i])
			return click_in(rail, (enum facet)i, row - at);
		at += rows[i];
	}
	return false;
}

bool rail_wants(const struct view *view, enum facet facet)
{
	const struct rail *rail = (const struct rail *)view;
	bool all;
	int free;

	return pane_shown(&view->pane) && (facet == rail->open || rows_each(rail, &all, &free) > 0);
}

/* The row that had the cursor before is looked for by its term. */
static size_t same_row(const struct facets *facets, struct slice term, size_t otherwise)
{
	size_t i;

	for (i = 0; i < facets->n; i++) {
		if (term.n && slice_eq(facets->rows[i].term, term))
			return i;
	}
	return otherwise;
}

void rail_set_facets(struct view *view, enum facet facet, struct facets facets, struct arena *arena)
{
	struct rail *rail = rail_of(view);
	struct group *group = &rail->groups[facet];
	size_t cursor = group->scroll.cursor;
	int row = (int)(cursor - group->scroll.top);
	struct slice term = {0};

	if (cursor < group->facets.n)
		term = group->facets.rows[cursor].term;
	if (group->returns && group->nchosen)
		term = buf_slice(&group->chosen[0]);
	group->returns = false;
	/* Who walks in the rail, or has, keeps his row; to everybody else, and with another filter, what
	   the view has most of, which stands first, is what there is to see. */
	if (view->focused || (cursor && !group->anew))
		cursor = same_row(&facets, term, cursor);
	else
		cursor = row = 0;
	group->anew = false;
	arena_release(&group->arena);
	group->arena = *arena;
	*arena = (struct arena)ARENA_INIT;
	group->facets = facets;
	scroll_set_count(&group->scroll, facets.n);
	place_groups(rail);
	scroll_place(&group->scroll, cursor, row);
	if (facet == rail->open)
		finder_stop(&rail->finder);
	view->dirty = true;
}

bool rail_term(const struct view *view, struct buf *out)
{
	const struct rail *rail = (const struct rail *)view;

	return group_term(&rail->groups[rail->open], out);
}

struct slice rail_last(const struct view *view)
{
	const struct rail *rail = (const struct rail *)view;

	return buf_slice(&rail->groups[rail->open].last);
}

void rail_set_last(struct view *view, struct slice term)
{
	struct group *group = open_group(rail_of(view));

	buf_clear(&group->last);
	if (group->nchosen)
		buf_add_slice(&group->last, term);
	group->returns = group->nchosen > 0;
}

bool rail_subsystem(const struct view *view, size_t number, struct buf *out)
{
	const struct rail *rail = (const struct rail *)view;
	const struct group *group = &rail->groups[FACET_SUBSYSTEM];
	size_t row = group->scroll.cursor;

	if (rail->open != FACET_SUBSYSTEM || !group_current(group) || (number && !group->nchosen))
		return false;
	for (row = group->nchosen ? 0 : row; group->nchosen && row < group->facets.n; row++) {
		if (group_is_chosen(group, &group->facets.rows[row]) && number-- == 0)
			break;
	}
	if (row < group->facets.n)
		group_path(group, row, out);
	return row < group->facets.n;
}

void rail_set_filter(struct view *view, struct slice filter)
{
	struct rail *rail = rail_of(view);
	int i;

	for (i = 0; i < FACETS && !slice_eq(buf_slice(&rail->filter), filter); i++)
		rail->groups[i].anew = true;
	buf_clear(&rail->filter);
	buf_add_slice(&rail->filter, filter);
	view->dirty = true;
}

static void rail_free(struct view *view)
{
	struct rail *rail = rail_of(view);
	int i;

	for (i = 0; i < FACETS; i++)
		group_release(&rail->groups[i]);
	finder_release(&rail->finder);
	buf_release(&rail->filter);
	free(rail);
}

static const struct view_ops rail_ops = {
	.context = CONTEXT_RAIL,
	.name = "rail",
	.resize = rail_resize,
	.draw = rail_draw,
	.action = rail_action,
	.click = rail_click,
	.search = rail_search,
	.work = rail_work,
	.cursor = rail_cursor,
	.free = rail_free,
};

struct view *rail_new(const struct view_env *env)
{
	struct rail *rail = xcalloc(1, sizeof(*rail));
	int i;

	for (i = 0; i < FACETS; i++)
		group_init(&rail->groups[i]);
	rail->view = (struct view){.ops = &rail_ops, .env = env, .dirty = true};
	buf_init(&rail->filter);
	finder_init(&rail->finder, &finder_lines, rail, env->status);
	return &rail->view;
}
