/* `/`, n and N: words are looked for in the focused view, while they are typed. */
#include "tui/browser.h"

static void step_view(struct view *view, enum search_step step, const struct search *search)
{
	view->ops->search(view, step, search);
}

/* It is highlighted in all views, whichever of them it goes through. */
static void highlight(struct browser *b, const struct search *search)
{
	int i;

	b->env.search = search;
	for (i = 0; i < PANES; i++)
		b->panes[i]->dirty = true;
	for (i = 0; i < COVERS; i++)
		b->covers[i]->dirty = true;
}

void search_drop(struct browser *b)
{
	int i;

	highlight(b, NULL);
	for (i = 0; i < PANES; i++)
		step_view(b->panes[i], SEARCH_DROP, NULL);
	for (i = 0; i < COVERS; i++)
		step_view(b->covers[i], SEARCH_DROP, NULL);
	b->prompting.searched = NULL;
}

void search_leave(struct browser *b, const struct view *view)
{
	if (b->prompting.searched == view)
		b->prompting.searched = NULL;
}

static void attempt(struct browser *b)
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
	highlight(b, search);
	search_free(before);
}

static void restore(struct browser *b)
{
	struct prompting *p = &b->prompting;
	struct view *view = browser_view(b);

	step_view(view, SEARCH_RESTORE, p->searched == view ? p->search : NULL);
	highlight(b, p->searched ? p->search : NULL);
	search_free(p->trial);
	p->trial = NULL;
}

/* What was tried is in force: its view goes on with it, the others forget the old one. */
static void keep(struct browser *b)
{
	struct prompting *p = &b->prompting;

	if (p->searched && p->searched != browser_view(b))
		step_view(p->searched, SEARCH_DROP, NULL);
	search_free(p->search);
	p->search = p->trial;
	p->trial = NULL;
	p->searched = browser_view(b);
	step_view(p->searched, SEARCH_KEEP, p->search);
	highlight(b, p->search);
}

static void accept(struct browser *b)
{
	struct prompting *p = &b->prompting;

	if (p->wrong)
		return;
	prompting_close(b);
	if (!p->trial) {
		restore(b);
		if (p->search)
			search_step(b, SEARCH_FORWARD);
		return;
	}
	prompting_remember(b, &p->searches, buf_slice(&p->prompt.text));
	keep(b);
}

/* With nothing typed yet it is what was searched for last. */
static void step(struct browser *b, int direction)
{
	struct prompting *p = &b->prompting;

	if (p->trial)
		step_view(browser_view(b), direction > 0 ? SEARCH_FORWARD : SEARCH_BACKWARD,
			p->trial);
	else if (prompt_action(&p->prompt, ACTION_HISTORY_PREV) == PROMPT_CHANGED)
		attempt(b);
}

static const struct prompt_kind kind = {
	.label = "/",
	.attempt = attempt,
	.step = step,
	.accept = accept,
	.restore = restore,
};

void search_prompt(struct browser *b)
{
	prompting_open(b, &kind, &b->prompting.searches, (struct slice){0});
	step_view(browser_view(b), SEARCH_BEGIN, NULL);
}

bool search_for(struct browser *b, struct slice text, struct query_error *err)
{
	struct prompting *p = &b->prompting;

	p->trial = search_compile(text, err);
	if (!p->trial)
		return false;
	prompting_remember(b, &p->searches, text);
	step_view(browser_view(b), SEARCH_BEGIN, NULL);
	step_view(browser_view(b), SEARCH_TRY, p->trial);
	keep(b);
	return true;
}

void search_step(struct browser *b, enum search_step step)
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
	highlight(b, p->search);
}
