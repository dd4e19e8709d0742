/*
 * Rankings: who and what has how large a share of what the digests tell, as the model's page.
 *
 * The first row says what is ranked. A mark in the first cell tells the selected line, which stands
 * for a term of a filter.
 */
#include <stdlib.h>
#include <string.h>

#include "tui/draw.h"
#include "tui/pager_view.h"
#include "tui/views.h"
#include "util/alloc.h"

#define MARK_CELLS 1

struct ranking {
	struct pager_view base;
	enum rank_by by;
	struct arena arena;	  /* of the table */
	struct rank_table *table; /* NULL: not there yet */
	int columns;		  /* that the page was made for */
	ranking_ask ask;
	void *self;
};

static const char *const names[RANK_BYS] = {
	[RANK_BY_PERSON] = "person",
	[RANK_BY_DOMAIN] = "domain",
	[RANK_BY_SUBSYSTEM] = "subsystem",
	[RANK_BY_AUTHOR] = "author",
	[RANK_BY_REVIEWER] = "reviewer",
};

static struct ranking *ranking_of(struct view *view)
{
	return (struct ranking *)view;
}

/* What has to be known of it stands below the rows. */
static void add_notes(struct ranking *ranking)
{
	struct page notes;
	struct arena a = ARENA_INIT;
	size_t i;

	page_init(&notes);
	model_rank_notes(ranking->table, &notes);
	for (i = 0; i < notes.nlines; i++) {
		struct vis text = page_line_text(&a, &notes.lines[i]);

		if (!i)
			page_line(&ranking->base.page, 0);
		page_line(&ranking->base.page, 2);
		page_text(&ranking->base.page, ROLE_WARNING, slice_from(text.p, text.n));
	}
	arena_release(&a);
	page_release(&notes);
}

static void make_page(struct ranking *ranking)
{
	struct rank_page_options options = {
		.columns = ranking->base.view.pane.cols - MARK_CELLS,
		.ascii = style_ascii(),
	};

	ranking->columns = ranking->base.view.pane.cols;
	page_clear(&ranking->base.page);
	if (ranking->table && options.columns > 0) {
		model_rank_page(ranking->table, &options, &ranking->base.page);
		add_notes(ranking);
	} else {
		page_line(&ranking->base.page, 0);
		page_text(&ranking->base.page, ROLE_DIM, SLICE_LIT("counting ..."));
	}
	ranking->base.view.dirty = true;
}

static void show_page(struct ranking *ranking)
{
	make_page(ranking);
	pager_set_page(&ranking->base.pager, &ranking->base.page);
}

void ranking_show(struct view *view)
{
	struct ranking *ranking = ranking_of(view);

	ranking->table = NULL;
	show_page(ranking);
	ranking->ask(ranking->self, ranking->by);
}

void ranking_set(struct view *view, struct rank_table *table, struct arena *arena)
{
	struct ranking *ranking = ranking_of(view);

	arena_release(&ranking->arena);
	ranking->arena = *arena;
	*arena = (struct arena)ARENA_INIT;
	ranking->table = table;
	show_page(ranking);
	if (table->unasked.n)
		status_say(view->env->status, "%.*s does not restrict what digests print",
			SLICE_ARG(table->unasked));
}

struct slice ranking_term(const struct view *view)
{
	const struct ranking *ranking = (const struct ranking *)view;
	const struct page *page = &ranking->base.page;
	size_t line = pager_point(&ranking->base.pager), i;

	for (i = 0; i < page->nanchors; i++) {
		if (page->anchors[i].kind == ANCHOR_RANK && page->anchors[i].line == line)
			return page->anchors[i].text;
	}
	return (struct slice){0};
}

static enum action ranking_action(struct view *view, enum action action)
{
	struct ranking *ranking = ranking_of(view);
	int by = (int)ranking->by;

	/* The keys of sections mean the tabs. */
	if (action >= ACTION_SECTION_1 && action <= ACTION_SECTION_8)
		by = (int)(action - ACTION_SECTION_1);
	else if (action == ACTION_PAN_LEFT || action == ACTION_PAN_RIGHT)
		by = (by + (action == ACTION_PAN_LEFT ? RANK_BYS - 1 : 1)) % RANK_BYS;
	else
		return pager_view_action(view, action);
	if (by >= RANK_BYS) {
		status_say(view->env->status, "there are %d rankings", RANK_BYS);
	} else {
		ranking->by = (enum rank_by)by;
		ranking_show(view);
	}
	return ACTION_NONE;
}

static void click_tab(struct ranking *ranking, int col)
{
	int i, at = 0;

	for (i = 0; i < RANK_BYS; i++) {
		int end = at + (int)strlen(names[i]) + (i == (int)ranking->by ? 2 : 0);

		if (col >= at && col < end && i != (int)ranking->by) {
			ranking->by = (enum rank_by)i;
			ranking_show(&ranking->base.view);
			return;
		}
		at = end + 1;
	}
}

static bool ranking_click(struct view *view, int row, int col)
{
	if (row > 0)
		return pager_view_click(view, row - 1, col);
	click_tab(ranking_of(view), col);
	return false;
}

static void ranking_resize(struct view *view)
{
	struct ranking *ranking = ranking_of(view);
	struct pane below = view->pane;

	if (below.rows > 0) {
		below.y++;
		below.rows--;
	}
	if (below.cols > 0) {
		below.x += MARK_CELLS;
		below.cols -= MARK_CELLS;
	}
	pager_resize(&ranking->base.pager, &below);
	if (view->pane.cols == ranking->columns)
		return;
	make_page(ranking);
	pager_renew(&ranking->base.pager);
}

static void draw_tabs(const struct ranking *ranking, const struct pane *pane)
{
	struct arena a = ARENA_INIT;
	struct pen pen = pen_at(pane, 0);
	int i;

	for (i = 0; i < RANK_BYS; i++) {
		bool here = i == (int)ranking->by;

		pen_rule(&pen, i ? 1 : 0);
		pen_put(&pen, here ? STYLE_TAB_HERE : STYLE_TAB,
			text_visiblef(&a, here ? "[%s]" : "%s", names[i]));
	}
	pen_rule(&pen, pen_room(&pen));
	arena_release(&a);
}

static void draw_marks(const struct ranking *ranking)
{
	const struct view *view = &ranking->base.view;
	int row, here = ranking->table ? 1 + pager_point_row(&ranking->base.pager) : 0;

	for (row = 1; row < view->pane.rows; row++) {
		struct pen pen = pen_at(&view->pane, row);

		pen_put(&pen, row == here ? STYLE_MARK : style_of(ROLE_TEXT),
			row == here ? VIS(">") : VIS(" "));
	}
}

static void ranking_draw(struct view *view)
{
	struct ranking *ranking = ranking_of(view);

	if (view->pane.rows > 0)
		draw_tabs(ranking, &view->pane);
	draw_marks(ranking);
	pager_view_draw(view);
}

static bool ranking_cursor(const struct view *view, int *row, int *col)
{
	pager_view_cursor(view, row, col);
	++*row;
	return false;
}

static void ranking_free(struct view *view)
{
	struct ranking *ranking = ranking_of(view);

	pager_view_release(&ranking->base);
	arena_release(&ranking->arena);
	free(ranking);
}

static const struct view_ops ranking_ops = {
	.context = CONTEXT_RANKING,
	.name = "ranking",
	.resize = ranking_resize,
	.draw = ranking_draw,
	.action = ranking_action,
	.click = ranking_click,
	.search = pager_view_search,
	.work = pager_view_work,
	.cursor = ranking_cursor,
	.free = ranking_free,
};

struct view *ranking_new(const struct view_env *env, ranking_ask ask, void *self)
{
	struct ranking *ranking = xcalloc(1, sizeof(*ranking));

	pager_view_init(&ranking->base, &ranking_ops, env);
	pager_make_table(&ranking->base.pager);
	ranking->ask = ask;
	ranking->self = self;
	return &ranking->base.view;
}
