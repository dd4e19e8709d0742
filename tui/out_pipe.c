/* Texts, links and message-ids go to a command; without one, to the pager. */
#include "tui/browser.h"

#include <stdlib.h>
#include <unistd.h>

#include "util/alloc.h"

#define TEXT_COLUMNS 80

/* ---- what ------------------------------------------------------------------------------------ */

static bool write_page(struct browser *b, struct buf *out)
{
	struct page page;
	struct arena a = ARENA_INIT;
	struct error err = {0};
	struct subject s;
	bool ok;
	size_t i;

	if (!subject_shown(b, &s))
		return false;
	page_init(&page);
	ok = model_page(b->model, s.hit.revision, TEXT_COLUMNS, NULL, &page, &err);
	if (!ok)
		status_error(&b->status, "%s", err.text);
	for (i = 0; i < page.nlines; i++) {
		struct vis line = page_line_text(&a, &page.lines[i]);

		buf_add(out, line.p, line.n);
		buf_addc(out, '\n');
	}
	page_release(&page);
	arena_release(&a);
	subject_release(&s);
	return ok;
}

static bool write_each(struct browser *b, subject_fact fact, const char *what, struct buf *out)
{
	if (subject_each(b, fact, out))
		return true;
	status_error(&b->status, "no %s of what is chosen is known", what);
	return false;
}

static bool write_links(struct browser *b, struct buf *out)
{
	return write_each(b, subject_link, "link", out);
}

static bool write_msgids(struct browser *b, struct buf *out)
{
	return write_each(b, subject_msgid, "message-id", out);
}

/* ---- where to -------------------------------------------------------------------------------- */

static void find_pager(struct argv *argv, struct arena *a)
{
	if (!argv_split(argv, a, slice_cstr(getenv("PAGER"))))
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

static void accept_command(struct browser *b, bool (*write)(struct browser *b, struct buf *out))
{
	struct slice text = slice_trim(buf_slice(&b->prompting.prompt.text));
	struct buf input = BUF_INIT;
	struct arena a = ARENA_INIT;
	struct argv argv = {0};

	if (!argv_split(&argv, &a, text)) {
		status_error(&b->status, "a quote is open, or a backslash stands at the end");
		arena_release(&a);
		return;
	}
	prompting_remember(b, &b->prompting.pipes, text);
	prompting_close(b);
	if (write(b, &input)) {
		bool stay = argv.n > 0;

		if (!argv.n)
			find_pager(&argv, &a);
		run(b, &argv, buf_slice(&input), stay);
	}
	buf_release(&input);
	arena_release(&a);
}

static void accept_text(struct browser *b)
{
	accept_command(b, write_page);
}

static void accept_links(struct browser *b)
{
	accept_command(b, write_links);
}

static void accept_msgids(struct browser *b)
{
	accept_command(b, write_msgids);
}

static const struct {
	const char *label, *help;
	struct prompt_kind kind;
} rows[] = {
	{"t  text", "of the revision that is shown",
		{.label = "pipe the text to> ", .accept = accept_text}},
	{"l  links", "of the chosen series, a line each",
		{.label = "pipe the links to> ", .accept = accept_links}},
	{"m  message-ids", "of the chosen series, a line each",
		{.label = "pipe the message-ids to> ", .accept = accept_msgids}},
};

static void accept_what(struct browser *b)
{
	const struct choice *choice = choices_current(&b->prompting.choices);

	if (!choice) {
		prompting_close(b);
		return;
	}
	prompting_open(b, &rows[choice->number].kind, &b->prompting.pipes, (struct slice){0});
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
	size_t i;

	prompting_open(b, &what_kind, NULL, (struct slice){0});
	for (i = 0; i < ARRAY_LEN(rows); i++)
		choices_add(&b->prompting.choices,
			&(struct choice){.label = slice_cstr(rows[i].label),
				.help = slice_cstr(rows[i].help),
				.number = (int64_t)i});
	choices_narrow(&b->prompting.choices, (struct slice){0});
}
