/* `:`: any action by its name, chosen from those that work in the focused view. */
#include "tui/browser.h"

#include "util/buf.h"

static void add_actions(struct browser *b, enum context context)
{
	struct buf keys = BUF_INIT;
	int i;

	for (i = ACTION_NONE + 1; i < ACTIONS; i++) {
		const struct action_info *info = action_info((enum action)i);

		if (!(info->contexts & (1u << context)))
			continue;
		buf_clear(&keys);
		keymap_keys_for(b->options->keymap, context, (enum action)i, &keys);
		choices_add(&b->prompting.choices, &(struct choice){
							   .label = slice_cstr(info->name),
							   .help = slice_cstr(info->help),
							   .right = buf_slice(&keys),
							   .number = i,
						   });
	}
	buf_release(&keys);
}

static void accept(struct browser *b)
{
	struct prompting *p = &b->prompting;
	const struct choice *choice = choices_current(&p->choices);
	struct slice text = slice_trim(buf_slice(&p->prompt.text));
	enum action action = action_by_name(text);

	if (action == ACTION_NONE && choice)
		action = (enum action)choice->number;
	if (action == ACTION_NONE) {
		status_error(&b->status, "there is no command '%.*s'", SLICE_ARG(text));
		return;
	}
	prompting_remember(b, &p->commands, slice_cstr(action_info(action)->name));
	prompting_close(b);
	browser_do(b, action);
}

static const struct prompt_kind kind = {
	.label = ":",
	.picks = true,
	.accept = accept,
};

void command_prompt(struct browser *b)
{
	prompting_open(b, &kind, &b->prompting.commands, (struct slice){0});
	add_actions(b, browser_view(b)->ops->context);
	choices_narrow(&b->prompting.choices, (struct slice){0});
}
