/* Keys become actions, text of a prompt, or an answer. */
#include "tui/browser.h"

#include <string.h>

#include "util/alloc.h"

#define COUNT_MAX 99999
#define ROW_MAX	  9999999

static void answer_question(struct browser *b, const struct key_event *key)
{
	void (*yes)(struct browser * b) = b->prompting.yes;

	b->prompting.yes = NULL;
	if (key->kind == KEY_TYPED && strchr("yYqQ", key->spelling[0]) && !key->spelling[1])
		yes(b);
}

static void unknown_key(struct browser *b)
{
	struct buf help = BUF_INIT;

	keymap_key_for(b->options->keymap, browser_view(b)->ops->context, ACTION_HELP, &help);
	if (help.n)
		status_say(&b->status, "%s does nothing here; %s shows the keys that do",
			b->pending.p, help.p);
	else
		status_say(&b->status, "%s does nothing here", b->pending.p);
	buf_release(&help);
}

/* What a count repeats; to other actions it means nothing. */
static bool is_repeated(enum action action)
{
	static const enum action others[] = {ACTION_PAN_LEFT, ACTION_PAN_RIGHT, ACTION_DETAIL_DOWN,
		ACTION_DETAIL_UP, ACTION_SERIES_NEXT, ACTION_SERIES_PREV, ACTION_PANE_NEXT,
		ACTION_PANE_PREV, ACTION_SECTION_NEXT, ACTION_SECTION_PREV, ACTION_REVISION_NEXT,
		ACTION_REVISION_PREV, ACTION_OLD_NEXT, ACTION_OLD_PREV, ACTION_NEW_NEXT,
		ACTION_NEW_PREV, ACTION_PLACE_BACK, ACTION_PLACE_FORWARD};
	size_t i;

	for (i = 0; i < ARRAY_LEN(others); i++) {
		if (others[i] == action)
			return true;
	}
	return action >= ACTION_MOVE_DOWN && action <= ACTION_SCROLL_UP;
}

void browser_go(struct browser *b, unsigned row)
{
	struct view *view = browser_view(b);

	if (row > ROW_MAX)
		row = ROW_MAX;
	browser_do(b, ACTION_FIRST);
	/* Only the last of the steps is one that is looked at. */
	for (; row > 2; row--)
		view->ops->action(view, ACTION_MOVE_DOWN);
	if (row == 2)
		browser_do(b, ACTION_MOVE_DOWN);
}

/* To an end with a count is to the row of that number. */
static void do_counted(struct browser *b, enum action action)
{
	unsigned count = b->count, times = count && is_repeated(action) ? count : 1;

	b->count = 0;
	if (count && (action == ACTION_FIRST || action == ACTION_LAST)) {
		browser_go(b, count);
		return;
	}
	while (times-- > 0)
		browser_do(b, action);
}

#define COUNT_MEANT 4 /* by a key without a digit; again, as often again */

/* The last digit of the key: 5 of "5" and of "<M-5>"; -1: it has none. */
static int digit_of(struct slice keys)
{
	while (keys.n && !(keys.p[keys.n - 1] >= '0' && keys.p[keys.n - 1] <= '9'))
		keys.n--;
	return keys.n ? keys.p[keys.n - 1] - '0' : -1;
}

/* Once a count has begun, digits go on with it whatever they are bound to. */
static bool goes_on(const struct browser *b)
{
	return b->count && b->pending.n == 1 && digit_of(buf_slice(&b->pending)) >= 0;
}

static void add_digit(struct browser *b)
{
	int digit = digit_of(buf_slice(&b->pending));

	if (b->count_meant && digit >= 0)
		b->count = 0;
	if (digit < 0 && b->count <= COUNT_MAX / COUNT_MEANT)
		b->count = b->count ? b->count * COUNT_MEANT : COUNT_MEANT;
	else if (digit >= 0 && b->count <= COUNT_MAX / 10)
		b->count = b->count * 10 + (unsigned)digit;
	b->count_meant = digit < 0;
	/* A first 0 counts nothing. */
	if (b->count)
		status_say(&b->status, "%u-", b->count);
}

static void do_action(struct browser *b, enum action action)
{
	if (b->prompting.kind)
		prompting_do(b, action);
	else if (action == ACTION_GO_TO)
		command_go_to(b, digit_of(buf_slice(&b->pending)));
	else
		do_counted(b, action);
}

/* In the help a key is explained by what it does where the help was asked for. */
static bool is_explained(const struct browser *b)
{
	return browser_covered_by(b, COVER_HELP) && !b->prompting.kind;
}

enum context browser_pending_context(const struct browser *b)
{
	return is_explained(b) ? help_context(b->covers[COVER_HELP]) : browser_context(b);
}

static enum keymap_hit find_action(const struct browser *b, enum action *action)
{
	struct slice keys = buf_slice(&b->pending);

	if (is_explained(b) && keymap_find(b->options->keymap, browser_pending_context(b), keys,
				       action) == KEYMAP_PREFIX)
		return KEYMAP_PREFIX;
	return keymap_find(b->options->keymap, browser_context(b), keys, action);
}

static void say_pending(struct browser *b)
{
	if (b->count)
		status_say(&b->status, "%u%s-", b->count, b->pending.p);
	else
		status_say(&b->status, "%s-", b->pending.p);
}

/* What the keys of b->pending, the last of which is `key`, come to. */
static void act(struct browser *b, const struct key_event *key, bool first, enum action action)
{
	if (is_explained(b) && help_explain(b->covers[COVER_HELP], buf_slice(&b->pending)))
		return;
	if (action)
		do_action(b, action);
	else if (first && b->prompting.kind && key->text.n)
		prompting_insert(b, key->text);
	else if (strcmp(key->spelling, "<Escape>") != 0)
		unknown_key(b);
}

static void look_up_key(struct browser *b, const struct key_event *key, bool first)
{
	struct slice spelling = slice_cstr(key->spelling);
	enum action action = ACTION_COUNT;

	if (!key_normalise(&spelling, &b->pending))
		buf_adds(&b->pending, key->spelling);
	if (!goes_on(b) && find_action(b, &action) == KEYMAP_PREFIX) {
		say_pending(b);
		return;
	}
	if (action == ACTION_COUNT) {
		add_digit(b);
	} else {
		act(b, key, first, action);
		b->count = 0;
	}
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
		browser_redraw(b, true);
		return;
	}
	status_clear(&b->status);
	b->opening = false;
	list_hold(b->panes[PANE_LIST]);
	if (key->kind == KEY_MOUSE) {
		b->prompting.yes = NULL;
		mouse_event(b, key);
	} else if (b->prompting.yes)
		answer_question(b, key);
	else if (key->kind == KEY_PASTED)
		take_paste(b, key);
	else
		look_up_key(b, key, first);
	browser_follow(b);
}
