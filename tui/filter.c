/* `f`: the list gets shorter while a query is typed. */
#include "tui/browser.h"

#include <string.h>

static void attempt(struct browser *b)
{
	struct prompting *p = &b->prompting;

	p->wrong = !asks_set(&b->asks, slice_trim_right(buf_slice(&p->prompt.text)), &p->error);
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

	if (!asks_set(&b->asks, text, err)) {
		places_forget(left);
		return false;
	}
	places_left(b, left);
	prompting_remember(b, &b->prompting.filters, text);
	browser_show_panes(b);
	browser_filter_changed(b);
	return true;
}
