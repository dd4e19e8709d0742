/* What is chosen from a few rows: the order of the list, a saved filter, a digest. */
#include "tui/browser.h"

#include <string.h>

#include "util/alloc.h"

/* ---- the order of the list ------------------------------------------------------------------- */

const char *const browser_orders[SORTS] = {
	[SORT_NEWEST] = "newest first",
	[SORT_OLDEST] = "oldest first",
	[SORT_TITLE] = "by title",
	[SORT_AUTHOR] = "by author",
	[SORT_LINES] = "most lines first",
	[SORT_PATCHES] = "most patches first",
	[SORT_REVISION] = "highest revision first",
	[SORT_TAGS] = "most tags first",
};

static void accept_sort(struct browser *b)
{
	const struct choice *choice = choices_current(&b->prompting.choices);

	if (!choice)
		return;
	b->asks.sort = (enum sort)choice->number;
	asks_again(&b->asks);
	prompting_close(b);
}

static const struct prompt_kind sort_kind = {
	.label = "order> ",
	.picks = true,
	.accept = accept_sort,
};

void picks_sort(struct browser *b)
{
	struct choices *choices = &b->prompting.choices;
	int i;

	prompting_open(b, &sort_kind, NULL, (struct slice){0});
	for (i = 0; i < SORTS; i++)
		choices_add(choices, &(struct choice){.label = slice_cstr(browser_orders[i]),
					     .right = i == (int)b->asks.sort ? SLICE_LIT("now")
									     : SLICE_LIT(""),
					     .number = i});
	choices_narrow(choices, (struct slice){0});
	/* The next one, so that the key and Enter go through them. */
	for (i = 0; i <= (int)b->asks.sort; i++)
		choices_move(choices, 1);
}

/* ---- saved filters --------------------------------------------------------------------------- */

static const struct {
	const char *name, *text, *help;
} always[] = {
	{"flagged", "is:flagged", "what you have flagged"},
	{"unread", "is:unread", "what you have not read"},
	{"noted", "is:noted", "what you have written a note on"},
	{"stalled", "is:stalled", "flagged or read, and nothing new for six weeks"},
	{"muted", "is:muted", "what is hidden otherwise"},
};

static void accept_filter(struct browser *b)
{
	const struct choice *choice = choices_current(&b->prompting.choices);
	struct query_error err;

	if (choice && !choice->text.n)
		status_say(&b->status, "of this gap nothing was read");
	if (!choice || !choice->text.n)
		return;
	places_leave(b);
	browser_show_panes(b);
	if (asks_set(&b->asks, choice->text, &err))
		browser_filter_changed(b);
	else
		status_error(&b->status, "%.*s cannot be asked", SLICE_ARG(choice->text));
	prompting_close(b);
}

static const struct prompt_kind saved_kind = {
	.label = "saved filter> ",
	.picks = true,
	.accept = accept_filter,
};

static const struct prompt_kind digest_kind = {
	.label = "digest> ",
	.picks = true,
	.accept = accept_filter,
};

static void add_saved(struct browser *b)
{
	struct choices *choices = &b->prompting.choices;
	struct arena a = ARENA_INIT;
	struct saved_query *rows;
	struct error err = {0};
	size_t n, i;

	if (!model_query_list(b->model, &a, &rows, &n, &err)) {
		status_error(&b->status, "%s", err.text);
		n = 0;
	}
	for (i = 0; i < n; i++) {
		struct buf text = BUF_INIT;

		buf_adds(&text, "query:");
		query_quote(rows[i].name, &text);
		choices_add(choices, &(struct choice){.label = rows[i].name,
					     .help = rows[i].text,
					     .text = buf_slice(&text)});
		buf_release(&text);
	}
	arena_release(&a);
}

void picks_saved(struct browser *b)
{
	struct choices *choices = &b->prompting.choices;
	size_t i;

	prompting_open(b, &saved_kind, NULL, (struct slice){0});
	add_saved(b);
	for (i = 0; i < ARRAY_LEN(always); i++)
		choices_add(choices, &(struct choice){.label = slice_cstr(always[i].name),
					     .help = slice_cstr(always[i].help),
					     .text = slice_cstr(always[i].text)});
	choices_narrow(choices, (struct slice){0});
}

/* ---- digests --------------------------------------------------------------------------------- */

static void add_digest(struct choices *choices, const struct digest_row *row)
{
	struct buf label = BUF_INIT, records = BUF_INIT, term = BUF_INIT;
	const char *name = memrchr(row->path.p, '/', row->path.n);
	struct slice file = name ? slice_skip(row->path, (size_t)(name + 1 - row->path.p))
				 : row->path;

	if (row->date)
		buf_addf(&label, "%s%04u-%02u-%02u ", row->date_kind == DATE_AT_LEAST ? ">=" : "",
			row->date / 10000, row->date / 100 % 100, row->date % 100);
	buf_add_slice(&label, row->list);
	buf_addf(&records, "%u records", row->records);
	buf_adds(&term, "digest:");
	query_quote(file, &term);
	choices_add(choices, &(struct choice){.label = buf_slice(&label),
				     .help = file,
				     .right = buf_slice(&records),
				     .text = buf_slice(&term)});
	if (row->gap) {
		buf_clear(&term);
		buf_addf(&term, "nothing that was read ends at %.*s", SLICE_ARG(row->from));
		choices_add(choices, &(struct choice){.label = SLICE_LIT("--- gap ---"),
					     .help = buf_slice(&term)});
	}
	buf_release(&label);
	buf_release(&records);
	buf_release(&term);
}

void picks_digests(struct browser *b)
{
	struct arena a = ARENA_INIT;
	struct digest_row *rows;
	struct error err = {0};
	size_t n, i;

	if (!model_digests(b->model, &a, &rows, &n, &err)) {
		status_error(&b->status, "%s", err.text);
		n = 0;
	}
	prompting_open(b, &digest_kind, NULL, (struct slice){0});
	for (i = 0; i < n; i++)
		add_digest(&b->prompting.choices, &rows[i]);
	choices_narrow(&b->prompting.choices, (struct slice){0});
	arena_release(&a);
}

/* ---- saving a filter ------------------------------------------------------------------------- */

static void accept_name(struct browser *b)
{
	struct slice name = slice_trim(buf_slice(&b->prompting.prompt.text));
	struct slice text = buf_slice(&b->asks.text);
	struct error err = {0};

	if (!name.n)
		return;
	if (model_query_save(b->model, name, text, &err)) {
		status_say(&b->status, "saved as query:%.*s; c lists what is saved",
			SLICE_ARG(name));
		prompting_close(b);
		b->facets_due |= 1u << FACET_QUERY;
	} else {
		status_error(&b->status, "%s", err.text);
	}
}

static const struct prompt_kind name_kind = {
	.label = "save the filter as> ",
	.enter = "save",
	.accept = accept_name,
};

void picks_save(struct browser *b)
{
	if (!b->asks.query)
		status_say(&b->status, "there is no filter to save");
	else
		prompting_open(b, &name_kind, NULL, (struct slice){0});
}
