/* Enter on a path of a diffstat: who else touches it, and on to their series. */
#include "tui/browser.h"

#include "util/alloc.h"

void touched_ask(struct browser *b, struct slice path)
{
	buf_clear(&b->path);
	buf_add_slice(&b->path, path);
	asks_other(&b->asks, &(struct ask){.kind = ASK_TOUCHED, .text = buf_slice(&b->path)});
	status_say(&b->status, "looking who touches %.*s ...", SLICE_ARG(path));
}

static void accept(struct browser *b)
{
	const struct choice *choice = choices_current(&b->prompting.choices);
	struct query_error err;

	if (!choice)
		return;
	places_leave(b);
	if (asks_set(&b->asks, choice->text, &err)) {
		browser_filter_changed(b);
		browser_zoom(b, false);
		browser_focus(b, PANE_LIST);
	} else {
		status_error(&b->status, "this path cannot be put into the filter");
	}
	prompting_close(b);
}

static const struct prompt_kind kind = {
	.label = "series of> ",
	.picks = true,
	.accept = accept,
};

static void add_term(struct buf *out, const char *field, struct slice value)
{
	buf_adds(out, field);
	query_quote(value, out);
}

static void add_right(struct buf *out, unsigned series, uint32_t date)
{
	buf_addf(out, "%u series", series);
	if (date)
		buf_addf(out, "  %04u-%02u-%02u", date / 10000, date / 100 % 100, date % 100);
}

static void add_row(struct browser *b, const struct touched_row *row)
{
	struct buf text = BUF_INIT, right = BUF_INIT;
	struct slice who = row->email.n ? row->email : row->name;

	add_term(&text, "dfn:", buf_slice(&b->path));
	add_term(&text, " f:", who);
	add_right(&right, row->series, row->date);
	choices_add(&b->prompting.choices,
		&(struct choice){.label = row->name.n ? row->name : row->email,
			.help = row->name.n ? row->email : (struct slice){0},
			.right = buf_slice(&right),
			.text = buf_slice(&text)});
	buf_release(&text);
	buf_release(&right);
}

static void add_all(struct browser *b, const struct touched *touched)
{
	struct buf text = BUF_INIT, right = BUF_INIT;

	add_term(&text, "dfn:", buf_slice(&b->path));
	add_right(&right, touched->series, 0);
	choices_add(&b->prompting.choices, &(struct choice){.label = SLICE_LIT("everybody"),
						   .help = buf_slice(&b->path),
						   .right = buf_slice(&right),
						   .text = buf_slice(&text)});
	buf_release(&text);
	buf_release(&right);
}

void touched_answer(struct browser *b, const struct touched *touched)
{
	size_t i;

	if (b->prompting.kind)
		return; /* something else has been begun meanwhile */
	status_clear(&b->status);
	if (!touched->n) {
		status_say(&b->status, "no series is known that touches %.*s",
			SLICE_ARG(buf_slice(&b->path)));
		return;
	}
	prompting_open(b, &kind, NULL, (struct slice){0});
	add_all(b, touched);
	for (i = 0; i < touched->n; i++)
		add_row(b, &touched->rows[i]);
	choices_narrow(&b->prompting.choices, (struct slice){0});
}
