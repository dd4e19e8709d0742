#include "tui/browser.h"

#include <stdio.h>
#include <string.h>

#include "tui/draw.h"
#include "tui/frame.h"
#include "tui/loop.h"
#include "tui/style.h"
#include "util/alloc.h"

#define LISTS_NAMED 3 /* mailing lists named in the title line */

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

/* ---- drawing --------------------------------------------------------------------------------- */

static void progress_text(struct browser *b, char *text, size_t room)
{
	struct import_status status;

	text[0] = '\0';
	if (!b->model)
		return;
	model_import_status(b->model, &status);
	if (status.running)
		snprintf(text, room, "reading %u of %u", status.done, status.found);
}

static void draw_title(struct browser *b)
{
	const struct result *result = b->asks.result;
	char progress[64];
	struct title title = {
		.lists = buf_slice(&b->lists),
		.known = result != NULL,
		.digests = result ? result->digests : 0,
		.gaps = b->gaps,
		.series = result ? result->all : 0,
		.filter = buf_slice(&b->asks.text),
		.off = b->asks.off,
		.hits = result ? result->n : 0,
		.perhaps = result ? result->perhaps : 0,
		.muted = result ? result->muted : 0,
		.with_muted = b->asks.with_muted,
		.order = browser_orders[b->asks.sort],
		.progress = progress,
	};

	progress_text(b, progress, sizeof(progress));
	frame_title(&b->layout.title, &title);
}

static bool draw_frame(struct browser *b)
{
	if (!b->frame_dirty && !b->status.dirty && !b->all_dirty)
		return false;
	if (b->frame_dirty || b->all_dirty)
		draw_title(b);
	if (!b->prompting.kind)
		frame_status(&b->layout.status, &b->status);
	if (b->pending.n)
		frame_following(&b->layout.hints, b->options->keymap, browser_pending_context(b),
			buf_slice(&b->pending));
	else
		frame_hints(&b->layout.hints, b->options->keymap, browser_context(b));
	b->frame_dirty = b->status.dirty = false;
	return true;
}

static bool draw_view(struct browser *b, struct view *view)
{
	bool all = view->dirty || b->all_dirty;

	if (!pane_shown(&view->pane) || (!all && !view->moved))
		return false;
	if (all)
		view->ops->draw(view);
	else
		view->ops->draw_moved(view);
	view->dirty = view->moved = false;
	return true;
}

static bool draw_panes(struct browser *b)
{
	bool drawn = false;
	int i;

	if (b->nopen)
		return draw_view(b, browser_view(b));
	for (i = 0; i < PANES; i++)
		drawn |= draw_view(b, b->panes[i]);
	for (i = 0; (b->all_dirty || b->bars_dirty) && i < LAYOUT_BARS; i++)
		draw_bar(&b->layout.bars[i]);
	b->bars_dirty = false;
	return drawn;
}

/*
 * The cursor stands at what is selected, where a screen reader finds it; it is seen only in texts,
 * where nothing else tells the line.
 */
static void place_cursor(struct browser *b)
{
	const struct view *view = browser_view(b);
	int row, col;
	bool seen;

	if (b->prompting.kind && pane_shown(&b->layout.status)) {
		prompting_draw(b);
		return;
	}
	if (!pane_shown(&view->pane))
		return;
	seen = view->ops->cursor(view, &row, &col);
	draw_cursor(&view->pane, row < view->pane.rows ? row : view->pane.rows - 1, col, seen);
}

/* What lies below the choices is to be drawn anew when they take more or less of it. */
static void place_choices(struct browser *b)
{
	int rows = b->prompting.kind
			   ? choices_height(&b->prompting.choices, &b->layout.body)
			   : 0;
	int i;

	if (rows < b->choices_rows) {
		for (i = 0; i < PANES; i++)
			b->panes[i]->dirty = true;
		browser_view(b)->dirty = true;
		b->bars_dirty = true;
	}
	b->choices_rows = rows;
}

static void draw(void *self)
{
	struct browser *b = self;
	bool drawn;

	place_choices(b);

	if (b->all_dirty)
		draw_erase();
	drawn = draw_panes(b);
	drawn |= draw_frame(b);
	if (drawn && b->choices_rows)
		choices_draw(&b->prompting.choices, &b->layout.body);
	if (!drawn && !b->all_dirty)
		return;
	b->all_dirty = false;
	place_cursor(b);
	draw_flush();
}

/* ---- the detail follows the list ------------------------------------------------------------- */

static void show_detail(struct browser *b)
{
	b->detail_due = -1;
	detail_show(b->panes[PANE_DETAIL], b->followed.series, b->followed.revision);
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
	if (hit.series == b->followed.series && hit.revision == b->followed.revision)
		return;
	b->followed = hit;
	b->detail_due = now - b->moved >= rest_ms(b) ? now : now + rest_ms(b);
	b->moved = now;
	if (b->detail_due <= now)
		show_detail(b);
}

/* ---- the model --------------------------------------------------------------------------------- */

static const char *empty_sentence(const struct browser *b)
{
	const struct result *result = b->asks.result;

	if (!result || (!result->all && (!b->begun || b->importing || asks_waiting(&b->asks))))
		return "reading ...";
	if (!result->all)
		return b->options->npaths ? "there is no digest in what was named"
					  : "no digests are known yet: tidings FOLDER reads one";
	return "nothing matches the filter";
}

void browser_filter_changed(struct browser *b)
{
	struct slice text = b->asks.off ? (struct slice){0} : buf_slice(&b->asks.text);

	b->env.filter = asks_filter(&b->asks);
	rail_set_filter(b->panes[PANE_RAIL], text);
	b->panes[PANE_LIST]->dirty = true;
	b->detail_due = loop_now() + rest_ms(b);
	b->frame_dirty = true;
}

/* "KVM, linux-hyperv and 3 more": the mailing lists that the digests are of. */
static void name_lists(struct browser *b)
{
	struct arena a = ARENA_INIT;
	struct digest_row *rows;
	size_t n, i, k, named = 0;

	b->digests = b->asks.result->digests;
	b->gaps = 0;
	buf_clear(&b->lists);
	if (!model_digests(b->model, &a, &rows, &n, NULL))
		n = 0;
	for (i = 0; i < n; i++) {
		b->gaps += rows[i].gap;
		for (k = 0; k < i && !slice_eq(rows[k].list, rows[i].list); k++)
			;
		if (k < i || !rows[i].list.n)
			continue;
		if (++named <= LISTS_NAMED) {
			buf_adds(&b->lists, named > 1 ? ", " : "");
			buf_add_slice(&b->lists, rows[i].list);
		}
	}
	if (named > LISTS_NAMED)
		buf_addf(&b->lists, " and %zu more", named - LISTS_NAMED);
	arena_release(&a);
}

void browser_result_changed(struct browser *b)
{
	list_set_result(b->panes[PANE_LIST], b->asks.result, b->asks.sort);
	list_set_empty(b->panes[PANE_LIST], empty_sentence(b));
	b->facets_due = (1u << FACETS) - 1;
	b->frame_dirty = true;
	if (b->asks.result && b->asks.result->digests != b->digests)
		name_lists(b);
	browser_follow(b);
}

static void take_answers(struct browser *b)
{
	struct arena a = ARENA_INIT;
	struct answer answer;

	while (asks_take(&b->asks, &a, &answer)) {
		if (answer.kind == ASK_FACETS && answer.ok)
			rail_set_facets(b->panes[PANE_RAIL], answer.facet, answer.facets, &a);
		else if (answer.kind == ASK_SERIES && answer.ok)
			browser_result_changed(b);
		else if (answer.kind == ASK_RANK && answer.ok)
			ranking_set(b->covers[COVER_RANKING], answer.rank, &a);
		else if (answer.kind == ASK_COMPLETE && answer.ok)
			complete_answer(b, &answer.completions);
		else if (answer.error.code != ERROR_CANCELLED)
			status_error(&b->status, "%s", answer.error.text);
		arena_reset(&a);
	}
	arena_release(&a);
}

/* What the importer did, once it has ended; silence when there was nothing to do. */
static void say_import(struct browser *b, const struct import_status *status)
{
	struct arena a = ARENA_INIT;
	struct slice *messages;
	size_t n = model_import_messages(b->model, &a, &messages);

	if (b->status.error)
		; /* what is wrong with the index stands there until a key is pressed */
	else if (n)
		status_error(&b->status, "%.*s%s", SLICE_ARG(messages[0]),
			n > 1 ? " (and others could not be read)" : "");
	else if (status->cancelled)
		status_say(&b->status, "reading was stopped; what was read stays");
	else if (status->added + status->replaced)
		status_say(&b->status, "%u digests read: %u new, %u changed, %u records",
			status->added + status->replaced, status->added, status->replaced,
			status->records);
	arena_release(&a);
}

static void look_at_import(struct browser *b)
{
	struct import_status status;

	model_import_status(b->model, &status);
	b->frame_dirty = true;
	if (b->importing && !status.running) {
		say_import(b, &status);
		/* What a first import brings is read. */
		list_marks_changed(b->panes[PANE_LIST]);
		/* The order of digests stands at the end of an import. */
		if (b->asks.result)
			name_lists(b);
	}
	b->importing = status.running;
	list_set_empty(b->panes[PANE_LIST], empty_sentence(b));
}

static void model_news(void *self)
{
	struct browser *b = self;
	unsigned news = model_poll(b->model);

	if (news & MODEL_NEWS_INDEX)
		asks_again(&b->asks);
	if (news & MODEL_NEWS_ANSWER)
		take_answers(b);
	if (news & MODEL_NEWS_IMPORT)
		look_at_import(b);
	browser_follow(b);
}

void browser_import(struct browser *b)
{
	struct error err;

	if (b->importing) {
		status_say(&b->status, "the folders are being read already; C-c stops that");
		return;
	}
	if (!model_import(b->model, b->options->paths, b->options->npaths, &err))
		status_error(&b->status, "%s", err.text);
	else
		b->importing = true;
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
	list_set_empty(b->panes[PANE_LIST], empty_sentence(b));
}

static int64_t deadline(void *self)
{
	struct browser *b = self;

	if (browser_view(b)->working || b->panes[PANE_LIST]->working || b->prompting.due)
		return 0;
	if (wanted_facets(b) || may_begin(b))
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
	.model = model_news,
	.timer = timer,
	.child = child,
	.resized = resized,
	.deadline = deadline,
	.draw = draw,
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
	b->env.wrap = option_number(options->conf, CONF_WRAP);
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
	input_set_escape(term_input(term), option_number(options->conf, CONF_ESCAPE_TIME));
	browser_init(&b, options, term);
	draw(&b);
	ok = open_model(&b, err);
	if (ok && loop_run(term, model_fd(b.model), &loop_ops, &b, &signal) == LOOP_HUNG_UP)
		signal = SIGHUP;
	term_end(term);
	browser_release(&b);
	if (signal)
		term_die_by(&mask, signal);
	return ok;
}
