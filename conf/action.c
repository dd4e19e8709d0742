#include "conf/action.h"

#include "util/alloc.h"

/* Row 0 is for ACTION_NONE: what a key is bound to that has been taken away. */
static const struct action_info actions[ACTIONS] = {
	[ACTION_NONE] = {"none", ~0u, "nothing: the key is taken away"},
#define A(id, name, where, text) [ACTION_##id] = {name, (where), text},
	ACTION_LIST(A)
#undef A
};

static const char *const contexts[CONTEXTS] = {
	[CONTEXT_ANY] = "any",
	[CONTEXT_LIST] = "list",
	[CONTEXT_RAIL] = "rail",
	[CONTEXT_DETAIL] = "detail",
	[CONTEXT_COMPARE] = "compare",
	[CONTEXT_RANKING] = "ranking",
	[CONTEXT_HELP] = "help",
	[CONTEXT_PROMPT] = "prompt",
};

const struct action_info *action_info(enum action action)
{
	return &actions[action];
}

enum action action_by_name(struct slice name)
{
	size_t i;

	for (i = ACTION_NONE + 1; i < ARRAY_LEN(actions); i++) {
		if (slice_is(name, actions[i].name))
			return (enum action)i;
	}
	return ACTION_NONE;
}

const char *context_name(enum context context)
{
	return contexts[context];
}

bool context_by_name(struct slice name, enum context *out)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(contexts); i++) {
		if (slice_is(name, contexts[i])) {
			*out = (enum context)i;
			return true;
		}
	}
	return false;
}
