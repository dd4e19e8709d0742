/* The mouse: a click goes to the pane under it, and so does the wheel. */
#include "tui/browser.h"

#define WHEEL_LINES 3

static bool is_within(const struct pane *pane, const struct key_event *at)
{
	return at->row >= pane->y && at->row < pane->y + pane->rows && at->col >= pane->x &&
	       at->col < pane->x + pane->cols;
}

/* The view under the pointer, a pane or what covers them all; NULL: there is none. */
static struct view *view_at(const struct browser *b, const struct key_event *at)
{
	struct view *view = browser_view(b);
	int i;

	if (b->nopen)
		return is_within(&view->pane, at) ? view : NULL;
	for (i = 0; i < PANES; i++) {
		if (is_within(&b->panes[i]->pane, at))
			return b->panes[i];
	}
	return NULL;
}

/* The row of the choices, 0 being the line above them; -1: it is none of them. */
static int choices_row(const struct browser *b, const struct key_event *at)
{
	const struct pane *body = &b->layout.body;
	int height = b->prompting.kind ? choices_height(&b->prompting.choices, body) : 0;
	int row = at->row - (body->y + body->rows - height);

	return height && is_within(body, at) && row >= 0 ? row : -1;
}

/* ---- the wheel ------------------------------------------------------------------------------- */

static void turn_choices(struct browser *b, int lines)
{
	struct choices *choices = &b->prompting.choices;
	size_t before = choices->scroll.cursor;

	scroll_view(&choices->scroll, lines);
	if (b->prompting.kind->completes && choices->scroll.cursor != before)
		complete_put(b);
	b->frame_dirty = true;
}

static void turn_view(struct browser *b, struct view *view, enum action action)
{
	int i;

	if (view == b->panes[PANE_DETAIL])
		browser_follow_now(b);
	for (i = 0; i < WHEEL_LINES; i++)
		view->ops->action(view, action);
	if (view == b->panes[PANE_DETAIL])
		marking_seen(b);
}

static void turn_wheel(struct browser *b, const struct key_event *event)
{
	bool up = event->button == MOUSE_WHEEL_UP;
	struct view *view = view_at(b, event);

	if (choices_row(b, event) >= 0)
		turn_choices(b, up ? -WHEEL_LINES : WHEEL_LINES);
	else if (view)
		turn_view(b, view, up ? ACTION_SCROLL_UP : ACTION_SCROLL_DOWN);
}

/* ---- clicks ---------------------------------------------------------------------------------- */

static void click_choice(struct browser *b, int row)
{
	struct choices *choices = &b->prompting.choices;
	size_t i = choices->scroll.top + (size_t)(row > 0 ? row - 1 : 0);
	bool again = i == choices->scroll.cursor && !choices->none;

	if (row == 0 || i >= choices->scroll.count)
		return;
	if (again) {
		prompting_do(b, ACTION_ACCEPT);
		return;
	}
	scroll_to(&choices->scroll, i);
	choices->none = false;
	if (b->prompting.kind->completes)
		complete_put(b);
	b->frame_dirty = true;
}

static void focus_on(struct browser *b, const struct view *view)
{
	int i;

	for (i = 0; i < PANES; i++) {
		if (b->panes[i] == view && !b->nopen)
			browser_focus(b, (enum pane_id)i);
	}
}

/* What a click on the selected row does; a text is not zoomed by it, as Enter would. */
static void open_clicked(struct browser *b, const struct view *view)
{
	if (view == b->panes[PANE_DETAIL])
		follow_line(b);
	else
		browser_do(b, ACTION_OPEN);
}

static void click_view(struct browser *b, struct view *view, const struct key_event *event)
{
	int row = event->row - view->pane.y, col = event->col - view->pane.x;
	bool focused = browser_view(b) == view;
	bool again;

	if (view == b->panes[PANE_DETAIL])
		browser_follow_now(b);
	focus_on(b, view);
	again = row < view->pane.rows && view->ops->click(view, row, col);
	if (again && focused)
		open_clicked(b, view);
}

void mouse_event(struct browser *b, const struct key_event *event)
{
	struct view *view = view_at(b, event);
	int row = choices_row(b, event);

	b->count = 0;
	buf_clear(&b->pending);
	if (event->button != MOUSE_LEFT)
		turn_wheel(b, event);
	else if (row >= 0)
		click_choice(b, row);
	else if (view && !b->prompting.kind)
		click_view(b, view, event);
}
