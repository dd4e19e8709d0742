/* `f`: the list gets shorter while a query is typed. */
#include "tui/browser.h"

#include <stdio.h>
#include <string.h>

#include "util/alloc.h"

/* The column of an error counts characters. */
static int chars_before(struct slice text, const char *p)
{
	int n = 0;
	int32_t c;

	while (text.p < p) {
		text = slice_skip(text, text_next_char(text, &c));
		n++;
	}
	return n;
}

/* Patterns of mutt, which would be words here that nobody has written. */
static const struct {
	const char *pattern, *field;
} patterns[] = {
	{"~f", "f:"},
	{"~s", "s:"},
	{"~b", "b:"},
	{"~d", "d:"},
	{"~F", "is:flagged"},
	{"~N", "is:unread"},
};

/* Whether a word of the text is one; says so then. */
static bool has_pattern(struct slice text, struct query_error *err)
{
	struct slice rest = text;
	size_t i;

	/* Within quotes it is meant as it stands. */
	if (slice_find_byte(text, '"') < text.n || slice_find_byte(text, '/') < text.n)
		return false;
	while (rest.n) {
		struct slice word = slice_sub(rest, 0, slice_find_byte(rest, ' '));

		for (i = 0; i < ARRAY_LEN(patterns); i++) {
			if (!slice_is(word, patterns[i].pattern))
				continue;
			*err = (struct query_error){.column = chars_before(text, word.p)};
			snprintf(err->expected, sizeof(err->expected), "%s, which is %s in mutt",
				patterns[i].field, patterns[i].pattern);
			return true;
		}
		rest = slice_skip(rest, word.n + 1);
	}
	return false;
}

static void attempt(struct browser *b)
{
	struct prompting *p = &b->prompting;
	struct slice text = slice_trim_right(buf_slice(&p->prompt.text));

	p->wrong = has_pattern(text, &p->error) || !asks_set(&b->asks, text, &p->error);
	if (!p->wrong)
		browser_filter_changed(b);
}

static void restore(struct browser *b)
{
	struct prompting *p = &b->prompting;

	places_forget(p->left);
	p->left = NULL;
	asks_restore(&b->asks, &p->filter);
	browser_filter_changed(b);
	browser_result_changed(b);
	list_go(b->panes[PANE_LIST], &p->list);
	browser_focus(b, p->focus);
	if (!b->nopen)
		browser_show_covers(b, p->open, p->nopen);
}

static void accept(struct browser *b)
{
	struct prompting *p = &b->prompting;

	if (p->wrong)
		return;
	if (b->asks.failed.code) {
		status_error(&b->status, "%s", b->asks.failed.text);
		return;
	}
	prompting_remember(b, &p->filters, slice_trim(buf_slice(&p->prompt.text)));
	places_left(b, p->left);
	p->left = NULL;
	asks_forget(&p->filter);
	prompting_close(b);
}

static const struct prompt_kind kind = {
	.label = "filter> ",
	.completes = true,
	.attempt = attempt,
	.accept = accept,
	.restore = restore,
};

bool filter_is_typed(const struct browser *b)
{
	return b->prompting.kind == &kind;
}

void filter_prompt(struct browser *b)
{
	struct prompting *p = &b->prompting;

	/* Who filters wants to see the list get shorter, or the ranking. */
	p->focus = b->focus;
	p->nopen = b->nopen;
	memcpy(p->open, b->open, sizeof(p->open));
	if (!browser_covered_by(b, COVER_RANKING))
		browser_show_panes(b);
	if (!b->nopen && !pane_shown(&b->panes[PANE_LIST]->pane))
		browser_focus(b, PANE_LIST);
	p->left = places_note(b);
	asks_save(&b->asks, &p->filter);
	p->list = list_place(b->panes[PANE_LIST]);
	prompting_open(b, &kind, &p->filters, buf_slice(&b->asks.text));
	/* What is typed goes on from there. */
	if (b->asks.text.n)
		prompt_insert(&p->prompt, SLICE_LIT(" "));
	/* A filter that was taken off is in force again while it is edited. */
	if (b->asks.off) {
		asks_toggle(&b->asks);
		browser_filter_changed(b);
	}
}

bool filter_by(struct browser *b, struct slice text, struct query_error *err)
{
	struct place *left = places_note(b);

	if (has_pattern(text, err) || !asks_set(&b->asks, text, err)) {
		places_forget(left);
		return false;
	}
	places_left(b, left);
	prompting_remember(b, &b->prompting.filters, text);
	browser_show_panes(b);
	browser_filter_changed(b);
	return true;
}
