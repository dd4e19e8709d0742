#include "model/model.h"

static const char *const sentences[SIGNALS] = {
	[SIGNAL_NONE] = "the only one in the index",
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

static const char *const names[SIGNALS] = {
	[SIGNAL_NONE] = "none",
	[SIGNAL_HAND] = "hand",
	[SIGNAL_LINK] = "link",
	[SIGNAL_CHANGE_ID] = "change-id",
	[SIGNAL_SLUG] = "slug",
	[SIGNAL_TITLE] = "title",
	[SIGNAL_SIMILAR] = "similar",
	[SIGNAL_SKIP] = "skip",
	[SIGNAL_HEADING] = "heading",
};

const char *signal_name(enum signal signal)
{
	return names[signal];
}

static const char *const date_kinds[] = {
	[DATE_NONE] = "",
	[DATE_AT_LEAST] = "at-least",
	[DATE_FILE] = "file",
	[DATE_GIVEN] = "given",
	[DATE_MSGID] = "message-id",
};

const char *date_kind_name(enum date_kind kind)
{
	return date_kinds[kind];
}
