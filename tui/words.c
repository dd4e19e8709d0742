/* The words of `:` that take something. */
#include "tui/command.h"

#include "util/buf.h"

/* ---- a filter, a search ---------------------------------------------------------------------- */

static bool say_wrong(struct browser *b, const struct query_error *err)
{
	struct buf sentence = BUF_INIT;

	query_error_print(err, &sentence);
	status_error(&b->status, "%s", sentence.p);
	buf_release(&sentence);
	return false;
}

static bool run_filter(struct browser *b, struct slice text)
{
	struct query_error err;

	return filter_by(b, text, &err) || say_wrong(b, &err);
}

static bool run_search(struct browser *b, struct slice text)
{
	struct query_error err;

	return search_for(b, text, &err) || say_wrong(b, &err);
}

const struct command_word command_words[] = {
	{"filter", NULL, 0, NULL, run_filter},
	{"search", NULL, 0, NULL, run_search},
	{0},
};
