/* What is copied: chosen by one letter, or from the rows that show it. */
#include "tui/browser.h"

#include <stdio.h>

#include "util/alloc.h"

static const struct row {
	char letter;
	bool all; /* of all that are chosen; offered where several are */
	const char *name;
	subject_fact fact;
} rows[] = {
	{'l', false, "link", subject_link},
	{'m', false, "message-id", subject_msgid},
	{'t', false, "title", subject_title},
	{'a', false, "author", subject_author},
	{'b', false, "b4 am line", subject_b4_line},
	{'L', true, "links", subject_link},
	{'M', true, "message-ids", subject_msgid},
	{'T', true, "titles", subject_title},
	{'A', true, "authors", subject_author},
	{'B', true, "b4 am lines", subject_b4_line},
};

static void copy_one(struct browser *b, const struct row *row)
{
	struct buf text = BUF_INIT, what = BUF_INIT;
	const struct hit *hits;
	struct subject s;
	struct hit own;
	size_t chosen;

	if (!subject_shown(b, &s))
		return;
	buf_addf(&what, "the %s of %s", row->name, s.name.p);
	chosen = subject_chosen(b, &hits, &own);
	if (!row->fact(&s, &text)) {
		status_error(&b->status, "%s is not known: no digest names it", what.p);
	} else {
		if (chosen > 1)
			buf_addf(&what, " (%zu are chosen)", chosen);
		out_clip(b, buf_slice(&text), buf_slice(&what));
	}
	subject_release(&s);
	buf_release(&text);
	buf_release(&what);
}

static void copy_all(struct browser *b, const struct row *row)
{
	struct buf text = BUF_INIT, what = BUF_INIT;
	const struct hit *hits;
	struct hit own;
	size_t chosen = subject_chosen(b, &hits, &own);
	size_t known = subject_each(b, row->fact, &text);

	buf_addf(&what, "the %s of ", row->name);
	if (known < chosen)
		buf_addf(&what, "%zu of ", known);
	buf_addf(&what, "%zu chosen series", chosen);
	if (known)
		out_clip(b, buf_slice(&text), buf_slice(&what));
	else
		status_error(&b->status, "%s: none is known", what.p);
	buf_release(&text);
	buf_release(&what);
}

static void accept(struct browser *b)
{
	const struct choice *choice = choices_current(&b->prompting.choices);
	const struct row *row = choice ? &rows[choice->number] : NULL;

	prompting_close(b);
	if (row && row->all)
		copy_all(b, row);
	else if (row)
		copy_one(b, row);
}

static const struct prompt_kind kind = {
	.label = "copy> ",
	.enter = "copy",
	.picks = true,
	.letters = true,
	.accept = accept,
};

static const char unknown[] = "not known";

static void add_row(struct browser *b, const struct subject *s, size_t i, size_t chosen)
{
	char label[32];
	struct buf help = BUF_INIT;

	snprintf(label, sizeof(label), "%c  %s", rows[i].letter, rows[i].name);
	if (rows[i].all)
		buf_addf(&help, "of %zu chosen series, a line each", chosen);
	else if (!rows[i].fact(s, &help))
		buf_adds(&help, unknown);
	choices_add(&b->prompting.choices, &(struct choice){.label = slice_cstr(label),
						   .help = buf_slice(&help),
						   .number = (int64_t)i});
	buf_release(&help);
}

static bool is_known(const struct choices *choices)
{
	const struct choice *choice = choices_current(choices);

	return choice && !slice_is(choice->help, unknown);
}

void out_copy(struct browser *b)
{
	const struct hit *hits;
	struct subject s;
	struct hit own;
	size_t chosen, i;

	if (!subject_shown(b, &s))
		return;
	chosen = subject_chosen(b, &hits, &own);
	prompting_open(b, &kind, NULL, (struct slice){0});
	for (i = 0; i < ARRAY_LEN(rows); i++) {
		if (!rows[i].all || chosen > 1)
			add_row(b, &s, i, chosen);
	}
	choices_narrow(&b->prompting.choices, (struct slice){0});
	/* The first that is known is what Enter copies. */
	for (i = 0; i < ARRAY_LEN(rows) && !is_known(&b->prompting.choices); i++)
		choices_move(&b->prompting.choices, 1);
	subject_release(&s);
}
