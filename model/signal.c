#include "model/model.h"

static const char *const sentences[SIGNALS] = {
	[SIGNAL_NONE] = "the only revision",
	[SIGNAL_HAND] = "put here by hand",
	[SIGNAL_LINK] = "named by a link",
	[SIGNAL_CHANGE_ID] = "has the same change-id",
	[SIGNAL_SLUG] = "has the same name in its message-id",
	[SIGNAL_TITLE] = "has the same title and author",
	[SIGNAL_SIMILAR] = "has a similar title, the same author and common files",
	[SIGNAL_SKIP] = "named by a Skip: line",
	[SIGNAL_HEADING] = "named by a changelog heading",
};

const char *signal_sentence(enum signal signal)
{
	return sentences[signal];
}
