/* Texts, links and message-ids go to a command; without one, to the pager. */
#include "tui/browser.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "util/alloc.h"

#define TEXT_COLUMNS 80

/* ---- what ------------------------------------------------------------------------------------ */

/* What stands between the texts of two series. */
static void add_rule(struct buf *out)
{
	int i;

	buf_addc(out, '\n');
	for (i = 0; i < TEXT_COLUMNS; i++)
		buf_addc(out, '=');
	buf_adds(out, "\n\n");
}

static bool add_page(struct browser *b, const struct hit *hit, struct buf *out)
{
	struct page page;
	struct arena a = ARENA_INIT;
	struct error err = {0};
	bool ok;
	size_t i;

	page_init(&page);
	ok = model_page(b->model, hit->revision, TEXT_COLUMNS, NULL, &page, &err);
	if (!ok)
		status_error(&b->status, "%s", err.text);
	for (i = 0; i < page.nlines; i++) {
		struct vis line = page_line_text(&a, &page.lines[i]);

		buf_add(out, line.p, line.n);
		buf_addc(out, '\n');
	}
	page_release(&page);
	arena_release(&a);
	return ok;
}

/* How many could be written; 0 when that fails, and the status says why. Likewise those below. */
static size_t write_pages(struct browser *b, struct buf *out)
{
	struct arena a = ARENA_INIT;
	const struct hit *hits;
	size_t n = subject_in_order(b, &a, &hits), i;

	if (!n)
		status_say(&b->status, "no series is selected");
	for (i = 0; i < n; i++) {
		if (i)
			add_rule(out);
		if (!add_page(b, &hits[i], out)) {
			n = 0;
			break;
		}
	}
	arena_release(&a);
	return n;
}

static size_t write_each(struct browser *b, subject_fact fact, const char *what, struct buf *out)
{
	size_t known = subject_each(b, fact, out);

	if (!known)
		status_error(&b->status, list_chosen(b->panes[PANE_LIST]) ?
			"no %s of what is chosen is known" : "no %s of this revision is known", what);
	return known;
}

static size_t write_links(struct browser *b, struct buf *out)
{
	return write_each(b, subject_link, "link", out);
}

static size_t write_msgids(struct browser *b, struct buf *out)
{
	return write_each(b, subject_msgid, "message-id", out);
}

/* ---- where to -------------------------------------------------------------------------------- */

static void find_pager(struct argv *argv, struct arena *a)
{
	if (!out_words(argv, a, slice_cstr(getenv("PAGER"))))
		*argv = (struct argv){0};
	if (!argv->n)
		argv_add(argv, a, SLICE_LIT("less"));
}

static void run(struct browser *b, const struct argv *argv, struct slice text, bool stay)
{
	int input = child_input(text);

	if (input < 0) {
		status_error(&b->status, "there is no room for what is to be piped");
		return;
	}
	out_run(b, argv, input, stay);
	close(input);
}

static size_t chosen_now(struct browser *b)
{
	const struct hit *hits;
	struct hit own;

	return subject_chosen(b, &hits, &own);
}

static void say_how_many(struct browser *b, const char *what, size_t known, const char *program)
{
	size_t chosen = chosen_now(b);

	if (chosen > 1 && known < chosen)
		status_say(&b->status, "the %s of %zu of %zu chosen series went to '%s'", what,
			known, chosen, program);
	else if (chosen > 1)
		status_say(&b->status, "the %s of %zu chosen series went to '%s'", what, chosen,
			program);
}

/* Whether a word begins as only a shell would understand it, and is not quoted. */
static bool wants_shell(struct slice text)
{
	bool begins = true;
	char quote = 0;
	size_t i;

	for (i = 0; i < text.n; i++) {
		char c = text.p[i];

		if (begins && c && strchr("|<>&;$", c))
			return true;
		begins = !quote && (c == ' ' || c == '\t');
		if (c == '\\' && quote != '\'')
			i++;
		else if (quote ? c == quote : c == '\'' || c == '"')
			quote = quote ? 0 : c;
	}
	return false;
}

static void accept_command(struct browser *b, const char *what,
	size_t (*write)(struct browser *b, struct buf *out))
{
	struct slice text = slice_trim(buf_slice(&b->prompting.prompt.text));
	struct buf input = BUF_INIT;
	struct arena a = ARENA_INIT;
	struct argv argv = {0};
	size_t known;

	if (!out_words(&argv, &a, text)) {
		status_error(&b->status, "a quote is open, or a backslash stands at the end");
		arena_release(&a);
		return;
	}
	if (wants_shell(text)) {
		status_error(&b->status, "no shell reads this; sh -c '...' does");
		arena_release(&a);
		return;
	}
	prompting_remember(b, &b->prompting.pipes, text);
	prompting_close(b);
	known = write(b, &input);
	if (known) {
		bool stay = argv.n > 0;

		if (!argv.n)
			find_pager(&argv, &a);
		say_how_many(b, what, known, argv.words[0]);
		run(b, &argv, buf_slice(&input), stay);
	}
	buf_release(&input);
	arena_release(&a);
}

static void accept_text(struct browser *b)
{
	accept_command(b, "texts", write_pages);
}

static void accept_links(struct browser *b)
{
	accept_command(b, "links", write_links);
}

static void accept_msgids(struct browser *b)
{
	accept_command(b, "message-ids", write_msgids);
}

static const struct {
	const char *label, *help; /* help: of one series */
	struct prompt_kind kind;
} rows[] = {
	{"t  text", "of the revision that is shown",
		{.label = "pipe the text to> ", .enter = "run", .accept = accept_text}},
	{"l  links", "of the revision that is shown",
		{.label = "pipe the links to> ", .enter = "run", .accept = accept_links}},
	{"m  message-ids", "of the revision that is shown",
		{.label = "pipe the message-ids to> ", .enter = "run", .accept = accept_msgids}},
};

static void accept_what(struct browser *b)
{
	const struct choice *choice = choices_current(&b->prompting.choices);
	size_t chosen = chosen_now(b);

	if (!choice) {
		prompting_close(b);
		return;
	}
	prompting_open(b, &rows[choice->number].kind, &b->prompting.pipes, (struct slice){0});
	if (chosen > 1)
		status_say(&b->status, "of %zu chosen series; a command; none: the pager", chosen);
	else
		status_say(&b->status, "a command; none: the pager");
}

static const struct prompt_kind what_kind = {
	.label = "pipe> ",
	.picks = true,
	.letters = true,
	.accept = accept_what,
};

void out_pipe(struct browser *b)
{
	size_t chosen = chosen_now(b), i;
	struct buf help = BUF_INIT;

	prompting_open(b, &what_kind, NULL, (struct slice){0});
	buf_addf(&help, "of %zu chosen series, in the order of the list", chosen);
	for (i = 0; i < ARRAY_LEN(rows); i++)
		choices_add(&b->prompting.choices,
			&(struct choice){.label = slice_cstr(rows[i].label),
				.help = chosen > 1 ? buf_slice(&help) : slice_cstr(rows[i].help),
				.number = (int64_t)i});
	choices_narrow(&b->prompting.choices, (struct slice){0});
	buf_release(&help);
}
