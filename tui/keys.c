/* Keys become actions, text of a prompt, or an answer. */
#include "tui/browser.h"

#include <string.h>

static void answer_question(struct browser *b, const struct key_event *key)
{
	void (*yes)(struct browser * b) = b->prompting.yes;

	b->prompting.yes = NULL;
	if (key->kind == KEY_TYPED && strchr("yYqQ", key->spelling[0]) && !key->spelling[1])
		yes(b);
}

static void unknown_key(struct browser *b)
{
	status_say(&b->status, "%s does nothing here; ? shows the keys that do", b->pending.p);
}

static void do_action(struct browser *b, enum action action)
{
	if (b->prompting.kind)
		prompting_do(b, action);
	else
		browser_do(b, action);
}

static void look_up_key(struct browser *b, const struct key_event *key, bool first)
{
	struct slice spelling = slice_cstr(key->spelling);
	enum action action;

	if (!key_normalise(&spelling, &b->pending))
		buf_adds(&b->pending, key->spelling);
	if (browser_covered_by(b, COVER_HELP) && !b->prompting.kind &&
		help_explain(b->covers[COVER_HELP], buf_slice(&b->pending))) {
		buf_clear(&b->pending);
		return;
	}
	switch (keymap_find(
		b->options->keymap, browser_context(b), buf_slice(&b->pending), &action)) {
	case KEYMAP_PREFIX:
		status_say(&b->status, "%s-", b->pending.p);
		return;
	case KEYMAP_FOUND:
		if (action != ACTION_NONE) {
			buf_clear(&b->pending);
			do_action(b, action);
			return;
		}
		break;
	case KEYMAP_NONE:
		break;
	}
	if (first && b->prompting.kind && key->text.n)
		prompting_insert(b, key->text);
	else if (strcmp(key->spelling, "<Escape>") != 0)
		unknown_key(b);
	buf_clear(&b->pending);
}

static void take_paste(struct browser *b, const struct key_event *key)
{
	if (!b->prompting.kind) {
		status_say(&b->status, "text can be pasted into a prompt only: f or / opens one");
		return;
	}
	prompting_insert(b, key->text);
	if (key->cut || key->text.n > PROMPT_MAX)
		status_say(&b->status, "the paste was too long and was cut");
}

/* A fresh drawing shows what stands there now, messages, questions and half-typed keys included. */
static bool asks_for_redraw(struct browser *b, const struct key_event *key)
{
	struct slice spelling = slice_cstr(key->spelling);
	struct buf keys = BUF_INIT;
	enum action action = ACTION_NONE;

	if (key->kind == KEY_TYPED && key_normalise(&spelling, &keys) &&
		keymap_find(b->options->keymap, browser_context(b), buf_slice(&keys), &action) !=
			KEYMAP_FOUND)
		action = ACTION_NONE;
	buf_release(&keys);
	return action == ACTION_REDRAW;
}

void browser_key(void *self, const struct key_event *key)
{
	struct browser *b = self;
	bool first = b->pending.n == 0;

	if (asks_for_redraw(b, key)) {
		do_action(b, ACTION_REDRAW);
		return;
	}
	status_clear(&b->status);
	list_hold(b->panes[PANE_LIST]);
	if (b->prompting.yes)
		answer_question(b, key);
	else if (key->kind == KEY_PASTED)
		take_paste(b, key);
	else
		look_up_key(b, key, first);
	browser_follow(b);
}
