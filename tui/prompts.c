/* One line that is typed, or a question: what all prompts have in common. */
#include "tui/browser.h"

#include "tui/frame.h"
#include "tui/remember.h"

void prompting_init(struct prompting *p)
{
	*p = (struct prompting){0};
	prompt_init(&p->prompt);
	buf_init(&p->filter.text);
}

void prompting_release(struct prompting *p)
{
	prompt_release(&p->prompt);
	history_release(&p->searches);
	history_release(&p->filters);
	history_release(&p->commands);
	history_release(&p->pipes);
	choices_release(&p->choices);
	search_free(p->search);
	search_free(p->trial);
	asks_forget(&p->filter);
	places_forget(p->left);
}

#define PROMPTS 4

static void all_histories(struct prompting *p, struct remembered of[PROMPTS + 1])
{
	of[0] = (struct remembered){'s', &p->searches};
	of[1] = (struct remembered){'f', &p->filters};
	of[2] = (struct remembered){'c', &p->commands};
	of[3] = (struct remembered){'p', &p->pipes};
	of[PROMPTS] = (struct remembered){0, NULL};
}

/* Not at the start, when the first picture matters more. */
static void recall(struct browser *b)
{
	struct remembered of[PROMPTS + 1];

	if (b->prompting.recalled)
		return;
	b->prompting.recalled = true;
	all_histories(&b->prompting, of);
	remember_read(b->options->history, of);
}

void prompting_remember(struct browser *b, struct history *history, struct slice text)
{
	struct remembered of[PROMPTS + 1];

	all_histories(&b->prompting, of);
	remember_add(b->options->history, of, history, text);
}

void prompting_open(struct browser *b, const struct prompt_kind *kind, struct history *history,
	struct slice text)
{
	recall(b);
	b->prompting.kind = kind;
	b->prompting.wrong = b->prompting.due = b->prompting.completed = false;
	b->prompting.from = 0;
	prompt_open(&b->prompting.prompt, history, text);
	choices_clear(&b->prompting.choices);
	b->frame_dirty = true;
}

void prompting_close(struct browser *b)
{
	b->prompting.kind = NULL;
	b->prompting.due = false;
	choices_clear(&b->prompting.choices);
	b->frame_dirty = true;
}

void prompting_ask(struct browser *b, const char *question, void (*yes)(struct browser *b))
{
	b->prompting.yes = yes;
	status_say(&b->status, "%s y or q does, any other key does not", question);
}

static void changed(struct browser *b)
{
	b->frame_dirty = b->prompting.due = true;
	b->prompting.completed = false;
}

void prompting_try(struct browser *b)
{
	struct prompting *p = &b->prompting;

	if (!p->due)
		return;
	p->due = false;
	b->frame_dirty = true;
	if (p->kind->offer)
		p->kind->offer(b);
	else if (p->kind->picks)
		choices_narrow(&p->choices, buf_slice(&p->prompt.text));
	if (p->kind->attempt)
		p->kind->attempt(b);
}

/* Rows that complete the text follow it. */
static void typed(struct browser *b)
{
	changed(b);
	if (b->prompting.kind->completes && b->prompting.choices.n)
		complete_ask(b);
}

static void choose_by_letter(struct browser *b, struct slice text)
{
	if (text.n == 1 && choices_find(&b->prompting.choices, text))
		b->prompting.kind->accept(b);
	else
		status_say(&b->status, "none of them begins so");
}

void prompting_insert(struct browser *b, struct slice text)
{
	if (b->prompting.kind->letters)
		choose_by_letter(b, text);
	else if (prompt_insert(&b->prompting.prompt, text))
		typed(b);
}

static void accept(struct browser *b)
{
	b->prompting.kind->accept(b);
}

static void restore(struct browser *b)
{
	const struct prompt_kind *kind = b->prompting.kind;

	prompting_close(b);
	if (kind->restore)
		kind->restore(b);
}

/* In what there is to choose from, or else in the list behind the prompt. */
static void move(struct browser *b, int step)
{
	struct view *list = b->panes[PANE_LIST];

	if (b->prompting.choices.n)
		choices_move(&b->prompting.choices, step);
	else
		list->ops->action(list, step > 0 ? ACTION_MOVE_DOWN : ACTION_MOVE_UP);
	if (b->prompting.kind->completes)
		complete_put(b);
	b->frame_dirty = true;
}

static void edit(struct browser *b, enum action action)
{
	if (prompt_action(&b->prompting.prompt, action) == PROMPT_CHANGED)
		typed(b);
	b->frame_dirty = true;
}

static void list_up(struct browser *b)
{
	move(b, -1);
}

static void list_down(struct browser *b)
{
	move(b, 1);
}

static void row_up(struct browser *b)
{
	if (b->prompting.choices.n)
		move(b, -1);
	else
		edit(b, ACTION_HISTORY_PREV);
}

static void row_down(struct browser *b)
{
	if (b->prompting.choices.n)
		move(b, 1);
	else
		edit(b, ACTION_HISTORY_NEXT);
}

static void step_match(struct browser *b, int step)
{
	if (b->prompting.kind->step)
		b->prompting.kind->step(b, step);
	else
		status_say(&b->status, "there are no matches to go to here");
	b->frame_dirty = true;
}

static void match_next(struct browser *b)
{
	step_match(b, 1);
}

static void match_prev(struct browser *b)
{
	step_match(b, -1);
}

/* The selected row, or the first of those that are left, takes the place of what is typed of it. */
static void complete_row(struct prompting *p)
{
	const struct choice *choice = choices_current(&p->choices);
	struct slice label = choice ? choice->label : choices_label(&p->choices, 0);

	prompt_replace(&p->prompt, p->from, p->prompt.text.n, label);
}

static void complete(struct browser *b)
{
	struct prompting *p = &b->prompting;

	if (p->kind->offer && p->choices.scroll.count > 1) {
		/* The rows stay, so that the next time it is the next of them. */
		if (p->completed || !choices_current(&p->choices))
			choices_move(&p->choices, 1);
		complete_row(p);
		p->completed = b->frame_dirty = true;
	} else if (p->kind->offer && p->choices.scroll.count) {
		complete_row(p);
		changed(b);
	} else if (p->choices.n) {
		move(b, 1);
	} else if (p->kind->completes) {
		complete_ask(b);
	} else {
		status_say(&b->status, "there is nothing to complete");
	}
}

static void complete_back(struct browser *b)
{
	if (b->prompting.choices.n)
		move(b, -1);
	else
		status_say(&b->status, "there is nothing to complete");
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
	[ACTION_COMPLETE] = complete,
	[ACTION_COMPLETE_BACK] = complete_back,
	[ACTION_ROW_UP] = row_up,
	[ACTION_ROW_DOWN] = row_down,
	[ACTION_MATCH_NEXT] = match_next,
	[ACTION_MATCH_PREV] = match_prev,
	[ACTION_REDRAW] = redraw,
	[ACTION_SUSPEND] = browser_suspend,
};

void prompting_do(struct browser *b, enum action action)
{
	if (meanings[action]) {
		prompting_try(b);
		/* What was tried may have been all that was wanted. */
		if (b->prompting.kind)
			meanings[action](b);
		return;
	}
	edit(b, action);
}

unsigned prompting_traits(const struct prompting *p)
{
	unsigned traits = 0;

	traits |= p->choices.n ? PROMPT_ROWS : 0;
	traits |= p->kind->completes || p->kind->offer ? PROMPT_COMPLETES : 0;
	traits |= p->prompt.history ? PROMPT_HISTORY : 0;
	traits |= p->kind->step ? PROMPT_MATCHES : 0;
	traits |= p->kind->restore ? PROMPT_RESTORES : 0;
	return traits;
}

void prompting_draw(struct browser *b)
{
	struct prompting *p = &b->prompting;
	struct buf message = BUF_INIT;
	struct prompt_line line = {
		.label = p->kind->label,
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
