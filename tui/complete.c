/*
 * Completion of a query that is typed: Tab asks the model what can stand at the cursor. The rows
 * stay open and follow what is typed; Tab and the arrows put one after the other into the text.
 */
#include "tui/browser.h"

void complete_ask(struct browser *b)
{
	struct prompt *prompt = &b->prompting.prompt;

	asks_other(&b->asks, &(struct ask){
				     .kind = ASK_COMPLETE,
				     .text = buf_slice(&prompt->text),
				     .caret = prompt->at,
			     });
}

static void add_rows(struct choices *choices, const struct completions *found)
{
	size_t i;

	choices_clear(choices);
	for (i = 0; i < found->n; i++) {
		const struct completion *row = &found->rows[i];
		struct buf count = BUF_INIT;

		if (row->has_count)
			buf_addf(&count, "%u", row->count);
		choices_add(choices, &(struct choice){
					     .label = row->label,
					     .help = row->help,
					     .right = buf_slice(&count),
					     .text = row->text,
					     .number = row->open,
				     });
		buf_release(&count);
	}
	choices_narrow(choices, (struct slice){0});
	choices->none = true;
}

void complete_put(struct browser *b)
{
	struct prompting *p = &b->prompting;
	const struct choice *choice = choices_current(&p->choices);
	struct buf text = BUF_INIT;

	if (!choice)
		return;
	buf_add_slice(&text, choice->text);
	if (!choice->number)
		buf_addc(&text, ' ');
	prompt_replace(&p->prompt, p->from, p->to, buf_slice(&text));
	p->to = p->from + text.n;
	p->due = b->frame_dirty = true;
	buf_release(&text);
}

/* What is typed is the beginning of one row alone. */
static bool is_clear(const struct completions *found, struct slice typed)
{
	return found->n == 1 && !found->more && !slice_eq(found->rows[0].text, typed);
}

/* How much the texts of all rows have in common, in whole characters. */
static struct slice common(const struct completions *found)
{
	struct slice all = found->n ? found->rows[0].text : (struct slice){0};
	size_t i, n;

	for (i = 1; i < found->n; i++) {
		struct slice text = found->rows[i].text;

		for (n = 0; n < all.n && n < text.n && all.p[n] == text.p[n]; n++)
			;
		all.n = n;
	}
	while (all.n && all.n < found->rows[0].text.n &&
		(found->rows[0].text.p[all.n] & 0xc0) == 0x80)
		all.n--;
	return all;
}

/* As far as there is no choice, what is typed goes on by itself. */
static void put_common(struct prompting *p, const struct completions *found, struct slice typed)
{
	struct slice all = common(found);

	if (found->more || all.n <= typed.n ||
		!slice_eq_nocase(slice_sub(all, 0, typed.n), typed))
		return;
	prompt_replace(&p->prompt, p->from, p->to, all);
	p->to = p->from + all.n;
	p->due = true;
}

void complete_answer(struct browser *b, const struct completions *found)
{
	struct prompting *p = &b->prompting;
	bool asked = !p->choices.n; /* and not the rows of before that follow what is typed */
	struct slice typed;

	if (!p->kind || !p->kind->completes)
		return;
	add_rows(&p->choices, found);
	p->from = found->from;
	p->to = found->to;
	typed = slice_sub(buf_slice(&p->prompt.text), p->from, p->to - p->from);
	b->frame_dirty = true;
	if (!found->n && asked)
		status_say(&b->status, "nothing completes this");
	if (!asked)
		return;
	if (!is_clear(found, typed)) {
		put_common(p, found, typed);
		return;
	}
	choices_move(&p->choices, 1);
	complete_put(b);
	choices_clear(&p->choices);
	/* What can stand behind a field or a folder is wanted next. */
	if (found->rows[0].open)
		complete_ask(b);
}
