#include "tui/browser.h"

#include <string.h>

#include "tui/draw.h"
#include "tui/loop.h"
#include "tui/style.h"
#include "util/alloc.h"

struct view *browser_view(const struct browser *b)
{
	return b->nopen ? b->covers[b->open[b->nopen - 1]] : b->panes[b->focus];
}

enum context browser_context(const struct browser *b)
{
	return b->prompting.kind ? CONTEXT_PROMPT : browser_view(b)->ops->context;
}

/*
 * The detail follows the list at once when the list has rested for so long (ms), else when it
 * comes to rest: so holding a key moves a mark and no more.
 */
static int rest_ms(const struct browser *b)
{
	return option_number(b->options->conf, CONF_DETAIL_DELAY);
}

/* ---- where things stand -------------------------------------------------------------------- */

static void give_pane(struct view *view, const struct pane *pane, bool focused)
{
	bool moved = memcmp(&view->pane, pane, sizeof(*pane)) != 0;

	view->pane = *pane;
	if (moved)
		view->ops->resize(view);
	if (view->focused != focused || moved)
		view->dirty = true;
	view->focused = focused;
}

static void place_panes(struct browser *b)
{
	struct layout_wish wish = {.focus = b->focus, .zoom = b->zoom};
	struct layout before = b->layout;
	int i;

	term_size(b->term, &wish.rows, &wish.cols);
	layout_make(&wish, &b->layout);
	for (i = 0; i < PANES; i++)
		give_pane(b->panes[i], &b->layout.panes[i],
			!b->nopen && (enum pane_id)i == b->focus);
	for (i = 0; i < COVERS; i++)
		give_pane(b->covers[i], &b->layout.body, b->covers[i] == browser_view(b));
	b->frame_dirty = true;
	if (memcmp(&before, &b->layout, sizeof(before)) != 0)
		b->all_dirty = true;
}

void browser_focus(struct browser *b, enum pane_id pane)
{
	b->focus = pane;
	place_panes(b);
}

void browser_zoom(struct browser *b, bool zoom)
{
	b->zoom = zoom;
	place_panes(b);
}

/* The cover is open no more, wherever it lies. */
static void close_cover(struct browser *b, enum cover cover)
{
	size_t i, n = 0;

	for (i = 0; i < b->nopen; i++) {
		if (b->open[i] != cover)
			b->open[n++] = b->open[i];
	}
	b->nopen = n;
}

static void covers_changed(struct browser *b)
{
	place_panes(b);
	b->all_dirty = true;
}

void browser_cover(struct browser *b, enum cover cover)
{
	close_cover(b, cover);
	b->open[b->nopen++] = cover;
	covers_changed(b);
}

void browser_uncover(struct browser *b)
{
	b->nopen--;
	covers_changed(b);
}

bool browser_covered_by(const struct browser *b, enum cover cover)
{
	return b->nopen && b->open[b->nopen - 1] == cover;
}

void browser_show_panes(struct browser *b)
{
	if (!b->nopen)
		return;
	b->nopen = 0;
	covers_changed(b);
}

void browser_show_covers(struct browser *b, const enum cover *covers, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		browser_cover(b, covers[i]);
}

void browser_redraw(struct browser *b, bool anew)
{
	b->all_dirty = true;
	if (anew)
		draw_forget();
}

void browser_resumed(struct browser *b)
{
	place_panes(b);
	browser_redraw(b, true);
}

void browser_suspend(struct browser *b)
{
	term_suspend(b->term);
	browser_resumed(b);
}

/* ---- the detail follows the list ------------------------------------------------------------- */

/* Once for each revision: what does not help the first time does not help again. */
static void read_changed(struct browser *b)
{
	if (!detail_page(b->panes[PANE_DETAIL])->stale || b->importing ||
		b->stale == b->followed.revision)
		return;
	b->stale = b->followed.revision;
	browser_import(b);
}

static void show_detail(struct browser *b)
{
	b->detail_due = -1;
	detail_show(b->panes[PANE_DETAIL], b->followed.series, b->followed.revision);
	if (b->opening)
		marking_seen(b);
	b->opening = false;
	read_changed(b);
}

void browser_follow_now(struct browser *b)
{
	if (b->detail_due >= 0)
		show_detail(b);
}

void browser_follow(struct browser *b)
{
	int64_t now = loop_now();
	struct hit hit;

	/* Meanwhile the list still shows another place's rows. */
	if (b->places.going && asks_waiting(&b->asks))
		return;
	b->places.going = false;
	list_current(b->panes[PANE_LIST], &hit);
	if (hit.series == b->followed.series && hit.revision == b->followed.revision) {
		/* Where there was nothing to go to, what comes by itself was not asked for. */
		if (b->detail_due < 0 && !b->panes[PANE_LIST]->working)
			b->opening = false;
		return;
	}
	b->followed = hit;
	b->detail_due = now - b->moved >= rest_ms(b) ? now : now + rest_ms(b);
	b->moved = now;
	if (b->detail_due <= now)
		show_detail(b);
}

void browser_filter_changed(struct browser *b)
{
	struct slice text = b->asks.off ? (struct slice){0} : buf_slice(&b->asks.text);

	b->env.filter = asks_filter(&b->asks);
	rail_set_filter(b->panes[PANE_RAIL], text);
	b->panes[PANE_LIST]->dirty = true;
	if (browser_covered_by(b, COVER_RANKING))
		ranking_show(b->covers[COVER_RANKING]);
	b->detail_due = loop_now() + rest_ms(b);
	b->frame_dirty = true;
}

/* ---- time and size ------------------------------------------------------------------------------ */

/* Facets that the rail has room for and whose counts are old, once the list is right. */
static unsigned wanted_facets(const struct browser *b)
{
	unsigned wanted = 0;
	int i;

	for (i = 0; i < FACETS && !asks_waiting(&b->asks); i++) {
		if (rail_wants(b->panes[PANE_RAIL], (enum facet)i))
			wanted |= b->facets_due & (1u << i);
	}
	return wanted;
}

static void ask_facets(struct browser *b)
{
	unsigned wanted = wanted_facets(b);
	int i;

	for (i = 0; i < FACETS; i++) {
		if (wanted & (1u << i))
			asks_facet(&b->asks, (enum facet)i);
	}
	b->facets_due &= ~wanted;
}

/* The folders are looked through once what is known of them already stands on the screen. */
static bool may_begin(const struct browser *b)
{
	return !b->begun && !asks_waiting(&b->asks);
}

static void begin(struct browser *b)
{
	b->begun = true;
	browser_import(b);
	browser_say_empty(b);
}

static int64_t deadline(void *self)
{
	struct browser *b = self;

	if (browser_view(b)->working || b->panes[PANE_LIST]->working || b->prompting.due)
		return 0;
	if (wanted_facets(b) || may_begin(b) || follow_wants_related(b))
		return 0;
	return b->detail_due;
}

static void timer(void *self)
{
	struct browser *b = self;
	struct view *view = browser_view(b), *list = b->panes[PANE_LIST];

	prompting_try(b);
	if (view->working)
		view->ops->work(view);
	if (view != list && list->working)
		list->ops->work(list);
	ask_facets(b);
	if (may_begin(b))
		begin(b);
	if (b->detail_due >= 0 && loop_now() >= b->detail_due)
		show_detail(b);
	browser_follow(b);
	if (follow_wants_related(b))
		follow_related(b);
}

static void child(void *self)
{
	out_take_ends(self);
}

static void resized(void *self)
{
	browser_resumed(self);
}

static bool ended(void *self)
{
	return ((struct browser *)self)->ended;
}

static const struct loop_ops loop_ops = {
	.key = browser_key,
	.model = browser_news,
	.timer = timer,
	.child = child,
	.resized = resized,
	.deadline = deadline,
	.draw = browser_draw,
	.ended = ended,
};

/* ---- beginning and end --------------------------------------------------------------------------- */

/* Of what the filter leaves. */
static void ask_ranking(void *self, enum rank_by by)
{
	struct browser *b = self;
	struct rank_options options = {
		.by = by,
		.query = asks_filter(&b->asks),
		.mailmap = b->options->mailmap,
		.orgs = b->options->orgs,
	};

	asks_other(&b->asks, &(struct ask){.kind = ASK_RANK, .rank = &options});
}

static void browser_init(
	struct browser *b, const struct browse_options *options, struct terminal *term)
{
	*b = (struct browser){
		.options = options, .term = term, .focus = PANE_LIST, .detail_due = -1};
	b->env.status = &b->status;
	buf_init(&b->pending);
	buf_init(&b->lists);
	buf_init(&b->path);
	b->env.wrap = option_number(options->conf, CONF_WRAP);
	b->env.cursor_line = option_number(options->conf, CONF_CURSOR_LINE);
	asks_init(&b->asks);
	b->asks.sort = (enum sort)option_number(options->conf, CONF_SORT);
	prompting_init(&b->prompting);
	b->panes[PANE_RAIL] = rail_new(&b->env);
	b->panes[PANE_LIST] = list_new(&b->env);
	b->panes[PANE_DETAIL] = detail_new(&b->env);
	b->covers[COVER_RANKING] = ranking_new(&b->env, ask_ranking, b);
	b->covers[COVER_COMPARE] = compare_new(&b->env);
	b->covers[COVER_HELP] = help_new(&b->env, options->keymap);
	place_panes(b);
	b->all_dirty = true;
}

static void browser_release(struct browser *b)
{
	int i;

	for (i = 0; i < PANES; i++)
		b->panes[i]->ops->free(b->panes[i]);
	for (i = 0; i < COVERS; i++)
		b->covers[i]->ops->free(b->covers[i]);
	asks_release(&b->asks);
	prompting_release(&b->prompting);
	places_release(&b->places);
	out_release(&b->out);
	buf_release(&b->pending);
	buf_release(&b->lists);
	buf_release(&b->path);
	model_close(b->model);
}

/* The index comes after the first frame, so that nobody looks at a blank screen meanwhile. */
static bool open_model(struct browser *b, struct error *err)
{
	struct query_error none;

	b->model = model_open(b->options->model, err);
	if (!b->model)
		return false;
	b->env.model = b->asks.model = b->model;
	model_watch(b->model);
	asks_set(&b->asks, (struct slice){0}, &none);
	if (*model_marks_trouble(b->model))
		status_error(&b->status, "%s", model_marks_trouble(b->model));
	else if (*model_notice(b->model))
		status_error(&b->status, "%s", model_notice(b->model));
	return true;
}

bool browse(const struct browse_options *options, struct error *err)
{
	struct terminal *term = term_start(err);
	struct browser b;
	sigset_t mask;
	int signal = 0;
	bool ok;

	if (!term)
		return false;
	mask = *term_mask(term);
	style_start(options->theme, options->mono,
		(enum line_graphics)option_number(options->conf, CONF_LINE_GRAPHICS));
	term_use_mouse(term, option_number(options->conf, CONF_MOUSE));
	input_set_escape(term_input(term), option_number(options->conf, CONF_ESCAPE_TIME));
	browser_init(&b, options, term);
	browser_draw(&b);
	ok = open_model(&b, err);
	if (ok && loop_run(term, model_fd(b.model), &loop_ops, &b, &signal) == LOOP_HUNG_UP)
		signal = SIGHUP;
	term_end(term);
	browser_release(&b);
	if (signal)
		term_die_by(&mask, signal);
	return ok;
}
