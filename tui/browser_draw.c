/* What of the screen is drawn anew, and when. */
#include "tui/browser.h"

#include <stdio.h>

#include "tui/draw.h"
#include "tui/frame.h"

#define PROGRESS_MS 200 /* what takes no longer is not worth a word */

static void progress_text(struct browser *b, char *text, size_t room)
{
	struct import_status status;

	text[0] = '\0';
	if (!b->model)
		return;
	model_import_status(b->model, &status);
	if (status.running && status.elapsed_ms >= PROGRESS_MS)
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
		.unread = b->unread.series,
		.unread_hits = b->unread.view,
		.filter = buf_slice(&b->asks.text),
		.off = b->asks.off,
		.hits = result ? result->n : 0,
		.perhaps = result ? result->perhaps : 0,
		.muted = result ? result->muted : 0,
		.with_muted = b->asks.with_muted,
		.chosen = list_chosen(b->panes[PANE_LIST]),
		.order = browser_orders[b->asks.sort],
		.progress = progress,
	};

	progress_text(b, progress, sizeof(progress));
	frame_title(&b->layout.title, &title);
}

static void draw_hints(struct browser *b)
{
	const struct prompt_kind *prompt = b->prompting.kind;
	const struct keymap *keymap = b->options->keymap;

	if (b->pending.n)
		frame_following(&b->layout.hints, keymap, browser_pending_context(b),
			buf_slice(&b->pending));
	else if (prompt && prompt->enter)
		frame_prompt_hints(
			&b->layout.hints, keymap, prompt->enter, prompting_traits(&b->prompting));
	else if (prompt)
		frame_prompt_hints(&b->layout.hints, keymap, prompt->picks ? "choose" : "keep",
			prompting_traits(&b->prompting));
	else
		frame_hints(&b->layout.hints, keymap, browser_context(b));
}

static bool draw_frame(struct browser *b)
{
	if (!b->frame_dirty && !b->status.dirty && !b->all_dirty)
		return false;
	if (b->frame_dirty || b->all_dirty)
		draw_title(b);
	if (!b->prompting.kind)
		frame_status(&b->layout.status, &b->status);
	draw_hints(b);
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

void browser_draw(void *self)
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
