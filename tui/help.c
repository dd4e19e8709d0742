/*
 * The help: the keys that work where it was asked for, out of the action table and the
 * keys in force.
 */
#include <stdlib.h>

#include "tui/pager_view.h"
#include "tui/views.h"
#include "util/alloc.h"
#include "util/buf.h"

#define KEYS_COLUMNS 18

struct help {
	struct pager_view base;
	const struct keymap *keymap;
	enum context context; /* whose keys are shown */
};

static struct help *help_of(struct view *view)
{
	return (struct help *)view;
}

static void add_action(struct help *help, enum context context, enum action action)
{
	struct page *page = &help->base.page;
	struct buf keys = BUF_INIT;

	if (keymap_keys_for(help->keymap, context, action, &keys)) {
		page_line(page, KEYS_COLUMNS + 1);
		page_text(page, ROLE_HEADING, buf_slice(&keys));
		page_pad(page, KEYS_COLUMNS);
		page_textf(page, ROLE_TEXT, " %s", action_info(action)->help);
	}
	buf_release(&keys);
}

/* Whether an action belongs to this context alone, and not to every view. */
static bool is_own(enum action action, enum context context)
{
	unsigned contexts = action_info(action)->contexts;

	return (contexts & (1u << context)) && !(contexts & (1u << CONTEXT_ANY));
}

static void add_part(struct help *help, const char *title, enum context context, bool own)
{
	int action;

	page_line(&help->base.page, 0);
	page_line(&help->base.page, 0);
	page_textf(&help->base.page, ROLE_TITLE, "%s", title);
	for (action = ACTION_NONE + 1; action < ACTIONS; action++) {
		if (is_own((enum action)action, context) == own &&
			(action_info((enum action)action)->contexts & (1u << context)))
			add_action(help, context, (enum action)action);
	}
}

static const char *const titles[CONTEXTS] = {
	[CONTEXT_LIST] = "In the list",
	[CONTEXT_RAIL] = "In the rail",
	[CONTEXT_DETAIL] = "In the detail",
	[CONTEXT_COMPARE] = "In a comparison",
	[CONTEXT_HELP] = "In the help",
	[CONTEXT_PROMPT] = "In a prompt, where everything else is typed",
};

static const char *const notes[] = {
	"A search jumps and marks, and hides nothing: words, \"a phrase\" or /an expression/.",
	"A filter hides what does not match: words and f:name sub:kvm dom:intel.com",
	"dfn:arch/x86 v:>=3 tag:RFC is:single s:title b:text, -x, OR and ( ).",
	"Revisions: v2? is known, but its text is not here; v3+ in the list has a newer one.",
};

static void make_page(struct help *help)
{
	static const enum context others[] = {
		CONTEXT_LIST, CONTEXT_RAIL, CONTEXT_DETAIL, CONTEXT_COMPARE, CONTEXT_PROMPT};
	size_t i;

	page_clear(&help->base.page);
	page_line(&help->base.page, 0);
	page_textf(&help->base.page, ROLE_TITLE, "Keys");
	page_textf(&help->base.page, ROLE_DIM, "  (q goes back, / searches)");
	add_part(help, titles[help->context], help->context, true);
	add_part(help, "Everywhere", help->context, false);
	for (i = 0; i < ARRAY_LEN(others); i++) {
		if (others[i] != help->context)
			add_part(help, titles[others[i]], others[i], true);
	}
	page_line(&help->base.page, 0);
	for (i = 0; i < ARRAY_LEN(notes); i++) {
		page_line(&help->base.page, 0);
		page_textf(&help->base.page, ROLE_DIM, "%s", notes[i]);
	}
}

void help_show(struct view *view, enum context context)
{
	struct help *help = help_of(view);

	help->context = context;
	make_page(help);
	pager_set_page(&help->base.pager, &help->base.page);
	view->dirty = true;
}

static void help_free(struct view *view)
{
	struct help *help = help_of(view);

	pager_view_release(&help->base);
	free(help);
}

static const struct view_ops help_ops = {
	.context = CONTEXT_HELP,
	.name = "help",
	.resize = pager_view_resize,
	.draw = pager_view_draw,
	.action = pager_view_action,
	.search = pager_view_search,
	.work = pager_view_work,
	.cursor = pager_view_cursor,
	.free = help_free,
};

struct view *help_new(const struct view_env *env, const struct keymap *keymap)
{
	struct help *help = xcalloc(1, sizeof(*help));

	pager_view_init(&help->base, &help_ops, env);
	help->keymap = keymap;
	return &help->base.view;
}
