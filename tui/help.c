/*
 * The help: the keys that work where it was asked for, out of the action table and the
 * keys in force. A search narrows it; the selected row can be run.
 */
#include <stdio.h>
#include <stdlib.h>

#include "tui/draw.h"
#include "tui/marks.h"
#include "tui/scroll.h"
#include "tui/views.h"
#include "util/alloc.h"

#define KEYS_COLUMNS 18

struct row {
	enum action action; /* ACTION_NONE: a heading or a note, which is not selected */
	struct slice keys, text;
};

struct help {
	struct view view;
	const struct keymap *keymap;
	enum context context; /* whose keys are shown */
	struct arena arena;   /* of the rows */
	struct row *rows;
	size_t n, room;
	size_t *shown; /* numbers of the rows that are left */
	size_t shown_room;
	struct scroll scroll; /* over them */
	const struct search *search;
};

static struct help *help_of(struct view *view)
{
	return (struct help *)view;
}

/* ---- the rows -------------------------------------------------------------------------------- */

static void add_row(struct help *help, enum action action, struct slice keys, const char *text)
{
	GROW(help->rows, help->room, help->n + 1);
	help->rows[help->n++] = (struct row){
		.action = action,
		.keys = arena_dup(&help->arena, keys),
		.text = slice_cstr(text),
	};
}

static void add_action(struct help *help, enum context context, enum action action)
{
	struct buf keys = BUF_INIT;

	if (keymap_keys_for(help->keymap, context, action, &keys))
		add_row(help, action, buf_slice(&keys), action_info(action)->help);
	buf_release(&keys);
}

/* Whether an action belongs to this context alone, and not to every view. */
static bool is_own(enum action action, enum context context)
{
	unsigned contexts = action_info(action)->contexts;

	return (contexts & (1u << context)) && !(contexts & (1u << CONTEXT_ANY));
}

static void add_part(struct help *help, const char *title, enum context context, bool own)
{
	int action;

	if (help->n)
		add_row(help, ACTION_NONE, (struct slice){0}, "");
	add_row(help, ACTION_NONE, (struct slice){0}, title);
	for (action = ACTION_NONE + 1; action < ACTIONS; action++) {
		if (is_own((enum action)action, context) == own &&
			(action_info((enum action)action)->contexts & (1u << context)))
			add_action(help, context, (enum action)action);
	}
}

static const char *const titles[CONTEXTS] = {
	[CONTEXT_LIST] = "In the list",
	[CONTEXT_RAIL] = "In the rail",
	[CONTEXT_DETAIL] = "In the detail",
	[CONTEXT_COMPARE] = "In a comparison",
	[CONTEXT_RANKING] = "In a ranking",
	[CONTEXT_HELP] = "In the help",
	[CONTEXT_PROMPT] = "In a prompt, where everything else is typed",
};

static const char *const notes[] = {
	"A search jumps and marks, and hides nothing: words, \"a phrase\" or /an expression/.",
	"A filter hides what does not match: words and f:name sub:kvm dom:intel.com",
	"dfn:arch/x86 v:>=3 tag:RFC is:single s:title b:text, -x, OR and ( ).",
	"Revisions: v2? is known, but its text is not here; v3+ in the list has a newer one.",
	"The command line: :filter QUERY  :search TEXT  :sort lines  :12  :$",
	":set OPTION VALUE  :bind CONTEXT KEYS ACTION  :color ROLE COLOUR; Tab completes them.",
	"In the list: * unread, ^ unread but an older revision was read, ! flagged, n noted,",
	"m muted, + chosen.",
};

static void make_rows(struct help *help)
{
	static const enum context others[] = {CONTEXT_LIST, CONTEXT_RAIL, CONTEXT_DETAIL,
		CONTEXT_COMPARE, CONTEXT_RANKING, CONTEXT_HELP, CONTEXT_PROMPT};
	size_t i;

	arena_reset(&help->arena);
	help->n = 0;
	add_part(help, titles[help->context], help->context, true);
	add_part(help, "Everywhere", help->context, false);
	for (i = 0; i < ARRAY_LEN(others); i++) {
		if (others[i] != help->context)
			add_part(help, titles[others[i]], others[i], true);
	}
	add_row(help, ACTION_NONE, (struct slice){0}, "");
	for (i = 0; i < ARRAY_LEN(notes); i++)
		add_row(help, ACTION_NONE, (struct slice){0}, notes[i]);
}

/* ---- narrowing ------------------------------------------------------------------------------- */

static bool matches(const struct help *help, const struct row *row, struct arena *a)
{
	const char *name = row->action ? action_info(row->action)->name : "";
	struct vis text = text_visiblef(a, "%.*s %.*s %s", SLICE_ARG(row->keys),
		SLICE_ARG(row->text), name);
	struct match match;

	return search_match(help->search, slice_from(text.p, text.n), &match, 1) > 0;
}

static const struct row *shown_row(const struct help *help, size_t i)
{
	return i < help->scroll.count ? &help->rows[help->shown[i]] : NULL;
}

/*
 * The nearest row that can be selected from line i on, or back; the number of rows: there is none.
 */
static size_t find_action(const struct help *help, size_t i, int step)
{
	size_t n = help->scroll.count;

	while (i < n && !shown_row(help, i)->action)
		i += (size_t)step;
	return i < n ? i : n;
}

static void settle(struct help *help, int step)
{
	size_t n = help->scroll.count, at = find_action(help, help->scroll.cursor, step);

	if (at == n)
		at = find_action(help, help->scroll.cursor, -step);
	if (at < n)
		scroll_to(&help->scroll, at);
}

/* What is left of a search, each under its heading: the same key may work in more than one view. */
static size_t narrow_rows(struct help *help)
{
	struct arena a = ARENA_INIT;
	size_t heading = help->n, i, n = 0;

	for (i = 0; i < help->n; i++) {
		const struct row *row = &help->rows[i];

		if (!row->action) {
			heading = i;
		} else if (matches(help, row, &a)) {
			if (heading < i)
				help->shown[n++] = heading;
			heading = help->n;
			help->shown[n++] = i;
		}
		arena_reset(&a);
	}
	arena_release(&a);
	return n;
}

static void narrow(struct help *help)
{
	size_t i, n = help->n;

	GROW(help->shown, help->shown_room, help->n);
	for (i = 0; i < n; i++)
		help->shown[i] = i;
	if (help->search)
		n = narrow_rows(help);
	scroll_set_count(&help->scroll, n);
	scroll_to(&help->scroll, 0);
	settle(help, 1);
	help->view.dirty = true;
}

static void help_search(struct view *view, enum search_step step, const struct search *search)
{
	struct help *help = help_of(view);

	if (step == SEARCH_FORWARD || step == SEARCH_BACKWARD) {
		scroll_move(&help->scroll, step == SEARCH_FORWARD ? 1 : -1);
		settle(help, step == SEARCH_FORWARD ? 1 : -1);
		view->dirty = true;
	} else {
		help->search = search;
		narrow(help);
		if (search && !help->scroll.count)
			status_say(view->env->status, "no line of the help has that");
	}
}

/* ---- what the driver asks -------------------------------------------------------------------- */

void help_show(struct view *view, enum context context)
{
	struct help *help = help_of(view);

	help->context = context;
	help->search = NULL;
	make_rows(help);
	narrow(help);
}

enum context help_context(const struct view *view)
{
	return ((const struct help *)view)->context;
}

enum action help_selected(const struct view *view)
{
	const struct help *help = (const struct help *)view;
	const struct row *row = shown_row(help, help->scroll.cursor);

	return row ? row->action : ACTION_NONE;
}

/* What works in the help itself; of every other key it tells what it does elsewhere. */
static bool works_here(enum action action)
{
	static const enum action here[] = {ACTION_OPEN, ACTION_BACK, ACTION_QUIT, ACTION_CLEAR,
		ACTION_SEARCH, ACTION_SEARCH_NEXT, ACTION_SEARCH_PREV, ACTION_HELP,
		ACTION_REDRAW, ACTION_SUSPEND, ACTION_STOP};
	size_t i;

	for (i = 0; i < ARRAY_LEN(here); i++) {
		if (here[i] == action)
			return true;
	}
	return action >= ACTION_MOVE_DOWN && action <= ACTION_LAST;
}

bool help_explain(struct view *view, struct slice keys)
{
	struct help *help = help_of(view);
	enum action action;

	if (keymap_find(help->keymap, help->context, keys, &action) != KEYMAP_FOUND || !action)
		return false;
	status_say(view->env->status, "%.*s: %s (:%s)", SLICE_ARG(keys), action_info(action)->help,
		action_info(action)->name);
	return !works_here(action);
}

static enum action help_action(struct view *view, enum action action)
{
	struct help *help = help_of(view);
	size_t before = help->scroll.cursor;

	if (!scroll_action(&help->scroll, action))
		return action;
	settle(help, help->scroll.cursor < before ? -1 : 1);
	view->dirty = true;
	return ACTION_NONE;
}

static bool help_click(struct view *view, int row, int col)
{
	struct help *help = help_of(view);
	size_t line = help->scroll.top + (size_t)row;
	const struct row *clicked = shown_row(help, line);
	bool again = line == help->scroll.cursor;

	(void)col;
	if (!clicked || !clicked->action)
		return false;
	scroll_to(&help->scroll, line);
	view->dirty = true;
	return again;
}

static void draw_row(struct help *help, int at, size_t i)
{
	const struct row *row = shown_row(help, i);
	struct pen pen = pen_at(&help->view.pane, at);
	bool here = i == help->scroll.cursor && row->action;
	struct arena a = ARENA_INIT;
	struct vis text = text_visible(&a, row->text);
	struct marks marks = {0};
	enum style style = row->action ? style_of(ROLE_TEXT) : style_of(ROLE_TITLE);

	if (help->search && row->action)
		marks_find(&marks, help->search, NULL, MATCH_BODY, slice_from(text.p, text.n));
	if (row->action) {
		pen_put(&pen, STYLE_MARK, here ? VIS(">") : VIS(""));
		pen_blank(&pen, style, here ? 0 : 1);
		pen_field(&pen, here ? STYLE_MARK : style_of(ROLE_HEADING),
			text_visible(&a, row->keys), KEYS_COLUMNS);
		pen_blank(&pen, style, 1);
	}
	pen_marked(&pen, style, text_clip(&a, text, pen_room(&pen)), 0, &marks);
	pen_end(&pen, style);
	arena_release(&a);
}

static void help_draw(struct view *view)
{
	struct help *help = help_of(view);
	int at;

	for (at = 0; at < view->pane.rows; at++) {
		size_t i = help->scroll.top + (size_t)at;

		if (i < help->scroll.count)
			draw_row(help, at, i);
		else
			draw_blank_row(&view->pane, at);
	}
}

static void help_resize(struct view *view)
{
	scroll_resize(&help_of(view)->scroll, view->pane.rows);
}

static bool help_cursor(const struct view *view, int *row, int *col)
{
	const struct scroll *scroll = &((const struct help *)view)->scroll;

	*row = (int)(scroll->cursor - scroll->top);
	*col = 0;
	return false;
}

static void help_free(struct view *view)
{
	struct help *help = help_of(view);

	arena_release(&help->arena);
	free(help->rows);
	free(help->shown);
	free(help);
}

static const struct view_ops help_ops = {
	.context = CONTEXT_HELP,
	.name = "help",
	.resize = help_resize,
	.draw = help_draw,
	.action = help_action,
	.click = help_click,
	.search = help_search,
	.cursor = help_cursor,
	.free = help_free,
};

struct view *help_new(const struct view_env *env, const struct keymap *keymap)
{
	struct help *help = xcalloc(1, sizeof(*help));

	help->view = (struct view){.ops = &help_ops, .env = env, .dirty = true};
	help->keymap = keymap;
	return &help->view;
}
