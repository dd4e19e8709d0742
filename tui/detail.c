/*
 * The detail: one revision of a series, its sections in one scroll.
 *
 * The first row is a line of tabs; below it the page of the revision, as the model makes it.
 */
#include <stdio.h>
#include <stdlib.h>

#include "tui/draw.h"
#include "tui/folds.h"
#include "tui/pager.h"
#include "tui/tabs.h"
#include "tui/views.h"
#include "util/alloc.h"

struct detail {
	struct view view;
	int64_t series;
	struct arena arena; /* of the revisions */
	struct revision_row *revisions;
	size_t nrevisions, revision;
	struct page page;
	struct pager pager;
	struct related related;
	struct arena related_arena;
	int64_t related_of;   /* the series that they are of; 0: of none */
	int columns;	      /* that the page was made for */
	bool jumped;	      /* a section was asked for, and nothing moved since */
	enum section section; /* which one */
};

static struct detail *detail_of(struct view *view)
{
	return (struct detail *)view;
}

/* The section that the topmost line belongs to. */
static enum section section_here(const struct detail *detail)
{
	size_t line = pager_line(&detail->pager), i;
	enum section section = SECTION_COVER;

	if (detail->jumped)
		return detail->section;
	for (i = 0; i < detail->page.nanchors && detail->page.anchors[i].line <= line; i++) {
		if (detail->page.anchors[i].kind == ANCHOR_SECTION)
			section = (enum section)detail->page.anchors[i].number;
	}
	return section;
}

static void say_trouble(struct detail *detail, const char *text)
{
	page_clear(&detail->page);
	page_line(&detail->page, 0);
	page_textf(&detail->page, ROLE_WARNING, "%s", text);
}

/* The page of the revision that is selected, for the width there is now. */
static void make_page(struct detail *detail)
{
	const struct view_env *env = detail->view.env;
	struct error err = {0};

	detail->columns = detail->view.pane.cols;
	if (!detail->nrevisions || !env->model)
		page_clear(&detail->page);
	else if (!model_page(env->model, detail->revisions[detail->revision].revision,
			 detail->columns, env->filter, &detail->page, &err))
		say_trouble(detail, err.text);
	else
		model_page_related(env->model, detail_has_related(&detail->view) ? &detail->related : NULL,
			detail->columns, &detail->page, NULL);
}

static void show_page(struct detail *detail)
{
	make_page(detail);
	detail->jumped = false;
	pager_set_page(&detail->pager, &detail->page);
	detail->view.dirty = true;
}

/* The page is made anew, and we stay where we are in it. */
static void remake_page(struct detail *detail)
{
	enum section section = section_here(detail);

	make_page(detail);
	pager_renew(&detail->pager);
	detail->view.dirty = true;
	if (detail->jumped)
		detail_section(&detail->view, section);
}

static void read_revisions(struct detail *detail, int64_t revision)
{
	struct error err = {0};
	size_t i;

	arena_reset(&detail->arena);
	detail->nrevisions = detail->revision = 0;
	if (!detail->series || !detail->view.env->model)
		return;
	if (!model_revisions(detail->view.env->model, detail->series, &detail->arena,
		    &detail->revisions, &detail->nrevisions, &err)) {
		detail->nrevisions = 0;
		status_error(detail->view.env->status, "%s", err.text);
		return;
	}
	for (i = 0; i < detail->nrevisions; i++) {
		if (!detail->revisions[i].absent)
			detail->revision = i;
	}
	for (i = 0; i < detail->nrevisions; i++) {
		if (detail->revisions[i].revision == revision)
			detail->revision = i;
	}
}

void detail_show(struct view *view, int64_t series, int64_t revision)
{
	struct detail *detail = detail_of(view);
	bool same = series == detail->series && detail->nrevisions &&
		    detail->revisions[detail->revision].revision == revision;

	detail->series = series;
	read_revisions(detail, revision);
	if (same)
		remake_page(detail);
	else
		show_page(detail);
}

bool detail_current(const struct view *view, struct hit *hit)
{
	const struct detail *detail = (const struct detail *)view;

	if (!detail->nrevisions)
		return false;
	*hit = (struct hit){.series = detail->series,
		.revision = detail->revisions[detail->revision].revision};
	return true;
}

bool detail_is_absent(const struct view *view)
{
	const struct detail *detail = (const struct detail *)view;

	return detail->revision < detail->nrevisions &&
	       detail->revisions[detail->revision].absent;
}

const struct page *detail_page(const struct view *view)
{
	return &((const struct detail *)view)->page;
}

size_t detail_point(const struct view *view)
{
	return pager_point(&((const struct detail *)view)->pager);
}

struct detail_place detail_place(const struct view *view)
{
	const struct pager *pager = &((const struct detail *)view)->pager;

	return (struct detail_place){pager_point(pager),
		(int)(pager->scroll.cursor - pager->scroll.top)};
}

void detail_go(struct view *view, const struct detail_place *place)
{
	struct detail *detail = detail_of(view);

	pager_place(&detail->pager, place->line, place->row);
	detail->jumped = false;
	view->dirty = true;
}

bool detail_unfold(struct view *view)
{
	view->dirty = true;
	return folds_open_here(&detail_of(view)->pager);
}

bool detail_turn_patch(struct view *view)
{
	view->dirty = true;
	return folds_toggle_below(&detail_of(view)->pager, detail_point(view));
}

void detail_set_related(struct view *view, const struct related *related)
{
	struct detail *detail = detail_of(view);
	struct arena *a = &detail->related_arena;
	size_t i;

	arena_reset(a);
	detail->related = *related;
	detail->related.rows = arena_zalloc(a, (related->n + 1) * sizeof(*related->rows));
	for (i = 0; i < related->n; i++)
		detail->related.rows[i] = (struct related_row){
			.hit = related->rows[i].hit, .shared = related->rows[i].shared};
	detail->related_of = detail->series;
	remake_page(detail);
}

bool detail_has_related(const struct view *view)
{
	const struct detail *detail = (const struct detail *)view;

	return detail->related_of && detail->related_of == detail->series;
}

bool detail_related(const struct view *view, size_t number, struct hit *hit)
{
	const struct detail *detail = (const struct detail *)view;

	if (!detail_has_related(view) || number >= detail->related.n)
		return false;
	*hit = detail->related.rows[number].hit;
	return true;
}

static bool has_name(const struct revision_row *row, struct slice name)
{
	char text[40], minor[16] = "";

	if (row->minor)
		snprintf(minor, sizeof(minor), ".%u", row->minor);
	snprintf(text, sizeof(text), "%sv%u%s", row->rfc ? "RFC " : "", row->version, minor);
	return slice_is(name, text);
}

bool detail_version(const struct view *view, struct slice name, struct hit *hit)
{
	const struct detail *detail = (const struct detail *)view;
	size_t i;

	for (i = 0; i < detail->nrevisions; i++) {
		if (has_name(&detail->revisions[i], name)) {
			*hit = (struct hit){.series = detail->series,
				.revision = detail->revisions[i].revision};
			return true;
		}
	}
	return false;
}

void detail_step_revision(struct view *view, int step)
{
	struct detail *detail = detail_of(view);
	bool at_end = step > 0 ? detail->revision + 1 >= detail->nrevisions : !detail->revision;

	if (at_end) {
		status_say(view->env->status,
			!detail->nrevisions ? "no series is selected"
			: step > 0	    ? "this is the newest revision that is known"
					    : "this is the oldest revision that is known");
		return;
	}
	detail->revision = step > 0 ? detail->revision + 1 : detail->revision - 1;
	show_page(detail);
}

void detail_section(struct view *view, enum section section)
{
	struct detail *detail = detail_of(view);
	size_t line;

	if (!page_section_line(&detail->page, section, &line)) {
		status_say(view->env->status, "this revision has no section '%s'",
			section_names[section]);
		return;
	}
	pager_go(&detail->pager, section == SECTION_COVER ? 0 : line);
	detail->section = section;
	detail->jumped = true;
	view->dirty = true;
}

/* From the section we are in to the next one there is. */
static void step_section(struct detail *detail, int step)
{
	int section = (int)section_here(detail);
	size_t line;

	for (section += step; section >= 0 && section < SECTIONS; section += step) {
		if (page_section_line(&detail->page, (enum section)section, &line)) {
			detail_section(&detail->view, (enum section)section);
			return;
		}
	}
	status_say(detail->view.env->status,
		step > 0 ? "this is the last section" : "this is the first section");
}

void detail_scroll(struct view *view, int lines)
{
	struct detail *detail = detail_of(view);

	scroll_shift(&detail->pager.scroll, lines);
	detail->jumped = false;
	view->dirty = true;
}

bool detail_at_end(const struct view *view)
{
	const struct scroll *scroll = &((const struct detail *)view)->pager.scroll;

	return scroll->top + (size_t)scroll->rows >= scroll->count;
}

void detail_set_wrap(struct view *view, bool wrap)
{
	pager_set_wrap(&detail_of(view)->pager, wrap);
	view->dirty = true;
}

static enum action detail_action(struct view *view, enum action action)
{
	struct detail *detail = detail_of(view);

	if (action == ACTION_UNFOLD || action == ACTION_FOLD)
		folds_turn(&detail->pager, action == ACTION_UNFOLD, view->env->status);
	else if (action == ACTION_SECTION_NEXT || action == ACTION_SECTION_PREV)
		step_section(detail, action == ACTION_SECTION_NEXT ? 1 : -1);
	else if (pager_action(&detail->pager, action, view->env->status))
		detail->jumped = false;
	else
		return action;
	view->dirty = true;
	return ACTION_NONE;
}

static void detail_search(struct view *view, enum search_step step, const struct search *search)
{
	struct detail *detail = detail_of(view);

	finder_step(&detail->pager.finder, step, search);
	detail->jumped = false;
	view->working = finder_busy(&detail->pager.finder);
	view->dirty = true;
}

static void detail_work(struct view *view)
{
	struct finder *finder = &detail_of(view)->pager.finder;

	view->dirty |= finder_looking(finder);
	view->working = finder_work(finder);
}

static void detail_resize(struct view *view)
{
	struct detail *detail = detail_of(view);
	struct pane below = view->pane;

	if (below.rows > 0) {
		below.y++;
		below.rows--;
	}
	pager_resize(&detail->pager, &below);
	if (detail->nrevisions && view->pane.cols > 0 && view->pane.cols != detail->columns)
		remake_page(detail);
}

static struct tabs tabs_of(const struct detail *detail)
{
	return (struct tabs){
		.page = &detail->page,
		.section = section_here(detail),
		.revisions = detail->revisions,
		.nrevisions = detail->nrevisions,
		.revision = detail->revision,
	};
}

static void click_tab(struct detail *detail, int col)
{
	struct tabs tabs = tabs_of(detail);
	struct tab tab = tabs_at(&tabs, detail->view.pane.cols, col);

	if (tab.section)
		detail_section(&detail->view, (enum section)tab.number);
	else if (tab.revision && tab.number != detail->revision) {
		detail->revision = tab.number;
		show_page(detail);
	}
}

static bool detail_click(struct view *view, int row, int col)
{
	struct detail *detail = detail_of(view);

	view->dirty = true;
	if (row > 0)
		return pager_click(&detail->pager, row - 1);
	click_tab(detail, col);
	return false;
}

static void detail_draw(struct view *view)
{
	struct detail *detail = detail_of(view);
	struct tabs tabs = tabs_of(detail);

	tabs_draw(&tabs, &view->pane);
	pager_draw(&detail->pager, view->env->filter, view->env->search);
}

static bool detail_cursor(const struct view *view, int *row, int *col)
{
	*row = pager_point_row(&((const struct detail *)view)->pager) + 1;
	*col = 0;
	return true;
}

static void detail_free(struct view *view)
{
	struct detail *detail = detail_of(view);

	arena_release(&detail->arena);
	arena_release(&detail->related_arena);
	pager_release(&detail->pager);
	page_release(&detail->page);
	free(detail);
}

static const struct view_ops detail_ops = {
	.context = CONTEXT_DETAIL,
	.name = "detail",
	.resize = detail_resize,
	.draw = detail_draw,
	.action = detail_action,
	.click = detail_click,
	.search = detail_search,
	.work = detail_work,
	.cursor = detail_cursor,
	.free = detail_free,
};

struct view *detail_new(const struct view_env *env)
{
	struct detail *detail = xcalloc(1, sizeof(*detail));

	detail->view = (struct view){.ops = &detail_ops, .env = env, .dirty = true};
	page_init(&detail->page);
	pager_init(&detail->pager, env->status, env->wrap);
	pager_set_page(&detail->pager, &detail->page);
	return &detail->view;
}
