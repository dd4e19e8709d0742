#include "tui/browser.h"

#include <stdio.h>

#include "tui/frame.h"

void prompting_init(struct prompting *p)
{
	*p = (struct prompting){.mode = MODE_VIEWS};
	prompt_init(&p->prompt);
	buf_init(&p->filter.text);
}

void prompting_release(struct prompting *p)
{
	prompt_release(&p->prompt);
	history_release(&p->searches);
	history_release(&p->filters);
	search_free(p->search);
	search_free(p->trial);
	asks_forget(&p->filter);
}

bool prompting_open(const struct prompting *p)
{
	return p->mode == MODE_SEARCH || p->mode == MODE_FILTER;
}

static void open_prompt(
	struct browser *b, enum mode mode, struct history *history, struct slice text)
{
	b->prompting.mode = mode;
	b->prompting.wrong = b->prompting.due = false;
	prompt_open(&b->prompting.prompt, history, text);
	b->frame_dirty = true;
}

static void close_prompt(struct browser *b)
{
	b->prompting.mode = MODE_VIEWS;
	b->frame_dirty = true;
}

/* ---- search ---------------------------------------------------------------------------------- */

static void step_view(struct view *view, enum search_step step, const struct search *search)
{
	view->ops->search(view, step, search);
}

static void drop_everywhere(struct browser *b)
{
	int i;

	for (i = 0; i < PANES; i++)
		step_view(b->panes[i], SEARCH_DROP, NULL);
	step_view(b->help, SEARCH_DROP, NULL);
}

void prompting_clear(struct browser *b)
{
	drop_everywhere(b);
	b->prompting.searched = NULL;
}

void prompting_search(struct browser *b)
{
	open_prompt(b, MODE_SEARCH, &b->prompting.searches, (struct slice){0});
	step_view(browser_view(b), SEARCH_BEGIN, NULL);
}

static void try_search(struct browser *b)
{
	struct prompting *p = &b->prompting;
	struct slice text = buf_slice(&p->prompt.text);
	struct search *before = p->trial, *search = NULL;

	p->wrong = false;
	if (text.n) {
		search = search_compile(text, &p->error);
		p->wrong = !search;
	}
	if (p->wrong)
		return; /* what was found before stays */
	p->trial = search;
	step_view(browser_view(b), SEARCH_TRY, search);
	search_free(before);
}

static void restore_search(struct browser *b)
{
	struct prompting *p = &b->prompting;
	struct view *view = browser_view(b);

	step_view(view, SEARCH_RESTORE, p->searched == view ? p->search : NULL);
	search_free(p->trial);
	p->trial = NULL;
	close_prompt(b);
}

static void accept_search(struct browser *b)
{
	struct prompting *p = &b->prompting;

	if (p->wrong)
		return;
	if (!p->trial) {
		restore_search(b);
		if (p->search)
			prompting_step(b, SEARCH_FORWARD);
		return;
	}
	history_add(&p->searches, buf_slice(&p->prompt.text));
	/* The view that was searched goes on with the trial, the others forget the old one. */
	if (p->searched && p->searched != browser_view(b))
		step_view(p->searched, SEARCH_DROP, NULL);
	search_free(p->search);
	p->search = p->trial;
	p->trial = NULL;
	p->searched = browser_view(b);
	close_prompt(b);
}

void prompting_step(struct browser *b, enum search_step step)
{
	struct prompting *p = &b->prompting;
	struct view *view = browser_view(b);

	if (!p->search) {
		status_say(&b->status, "nothing has been searched for yet");
		return;
	}
	if (p->searched && p->searched != view)
		step_view(p->searched, SEARCH_DROP, NULL);
	p->searched = view;
	step_view(view, step, p->search);
}

/* ---- filter ---------------------------------------------------------------------------------- */

void prompting_filter(struct browser *b)
{
	struct prompting *p = &b->prompting;

	if (b->helping)
		browser_help(b, false);
	/* Who filters wants to see the list get shorter. */
	p->focus = b->focus;
	if (!pane_shown(&b->panes[PANE_LIST]->pane))
		browser_focus(b, PANE_LIST);
	asks_save(&b->asks, &p->filter);
	p->list = list_place(b->panes[PANE_LIST]);
	open_prompt(b, MODE_FILTER, &p->filters, buf_slice(&b->asks.text));
	/* A filter that was taken off is in force again while it is edited. */
	if (b->asks.off) {
		asks_toggle(&b->asks);
		browser_filter_changed(b);
	}
}

static void try_filter(struct browser *b)
{
	struct prompting *p = &b->prompting;

	p->wrong = !asks_set(&b->asks, buf_slice(&p->prompt.text), &p->error);
	if (!p->wrong)
		browser_filter_changed(b);
}

static void restore_filter(struct browser *b)
{
	struct prompting *p = &b->prompting;

	close_prompt(b);
	asks_restore(&b->asks, &p->filter);
	browser_filter_changed(b);
	browser_result_changed(b);
	list_go(b->panes[PANE_LIST], &p->list);
	browser_focus(b, p->focus);
}

static void accept_filter(struct browser *b)
{
	struct prompting *p = &b->prompting;

	if (p->wrong)
		return;
	history_add(&p->filters, buf_slice(&p->prompt.text));
	asks_forget(&p->filter);
	close_prompt(b);
}

/* ---- both ------------------------------------------------------------------------------------ */

static void changed(struct browser *b)
{
	b->frame_dirty = b->prompting.due = true;
}

void prompting_try(struct browser *b)
{
	if (!b->prompting.due)
		return;
	b->prompting.due = false;
	b->frame_dirty = true;
	if (b->prompting.mode == MODE_SEARCH)
		try_search(b);
	else
		try_filter(b);
}

void prompting_insert(struct browser *b, struct slice text)
{
	if (prompt_insert(&b->prompting.prompt, text))
		changed(b);
}

static void accept(struct browser *b)
{
	if (b->prompting.mode == MODE_SEARCH)
		accept_search(b);
	else
		accept_filter(b);
}

static void restore(struct browser *b)
{
	if (b->prompting.mode == MODE_SEARCH)
		restore_search(b);
	else
		restore_filter(b);
}

static void list_up(struct browser *b)
{
	struct view *list = b->panes[PANE_LIST];

	list->ops->action(list, ACTION_MOVE_UP);
}

static void list_down(struct browser *b)
{
	struct view *list = b->panes[PANE_LIST];

	list->ops->action(list, ACTION_MOVE_DOWN);
}

static void redraw(struct browser *b)
{
	browser_redraw(b, true);
}

static void (*const meanings[ACTIONS])(struct browser *b) = {
	[ACTION_ACCEPT] = accept,
	[ACTION_CANCEL] = restore,
	[ACTION_LIST_UP] = list_up,
	[ACTION_LIST_DOWN] = list_down,
	[ACTION_REDRAW] = redraw,
	[ACTION_SUSPEND] = browser_suspend,
};

void prompting_do(struct browser *b, enum action action)
{
	enum prompt_change change;

	if (meanings[action]) {
		prompting_try(b);
		meanings[action](b);
		return;
	}
	change = prompt_action(&b->prompting.prompt, action);
	if (change == PROMPT_CHANGED)
		changed(b);
	b->frame_dirty = true;
}

void prompting_draw(struct browser *b)
{
	struct prompting *p = &b->prompting;
	struct buf message = BUF_INIT;
	struct prompt_line line = {
		.label = p->mode == MODE_SEARCH ? "/" : "filter> ",
		.prompt = &p->prompt,
		.wrong = p->wrong ? p->error.column : -1,
		.error = p->wrong,
	};

	if (p->wrong)
		query_error_print(&p->error, &message);
	else
		buf_adds(&message, b->status.text);
	line.message = message.p;
	frame_prompt(&b->layout.status, &line);
	buf_release(&message);
}
