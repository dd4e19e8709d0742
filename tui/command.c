/* `:`: any action by its name, a few words that take something behind them, and numbers of rows. */
#include "tui/command.h"

#include "util/alloc.h"
#include "util/buf.h"

/* What the people of vi type; no beginnings of other names are made of them. */
static const struct {
	const char *name;
	enum action action;
} others[] = {
	{"q", ACTION_QUIT},
	{"q!", ACTION_QUIT},
	{"wq", ACTION_QUIT},
	{"x", ACTION_QUIT},
	{"h", ACTION_HELP},
	{"noh", ACTION_CLEAR},
};

#define NAMES_SAID 4 /* of those that an unclear name could be */

static struct slice typed(const struct browser *b)
{
	return slice_trim(buf_slice(&b->prompting.prompt.text));
}

/* ---- rows ------------------------------------------------------------------------------------ */

static void add_action(struct browser *b, const char *name, enum action action)
{
	enum context context = browser_view(b)->ops->context;
	struct buf keys = BUF_INIT;

	keymap_keys_for(b->options->keymap, context, action, &keys);
	choices_add(&b->prompting.choices, &(struct choice){
						   .label = slice_cstr(name),
						   .help = slice_cstr(action_info(action)->help),
						   .right = buf_slice(&keys),
						   .number = action,
					   });
	buf_release(&keys);
}

static void add_actions(struct browser *b)
{
	enum context context = browser_view(b)->ops->context;
	size_t i;

	for (i = ACTION_NONE + 1; i < ACTIONS; i++) {
		if (action_info((enum action)i)->contexts & (1u << context))
			add_action(b, action_info((enum action)i)->name, (enum action)i);
	}
	for (i = 0; command_words[i].name; i++) {
		if (!action_by_name(slice_cstr(command_words[i].name)))
			choices_add(&b->prompting.choices, &(struct choice){
				.label = slice_cstr(command_words[i].name),
				.help = slice_cstr(command_words[i].help),
				.number = ACTION_NONE,
			});
	}
	for (i = 0; i < ARRAY_LEN(others); i++)
		add_action(b, others[i].name, others[i].action);
}

/* ---- what is typed --------------------------------------------------------------------------- */

/* The number of a row; 0: it is none. */
static unsigned row_number(struct slice text)
{
	size_t digits;
	unsigned row = slice_number(text, &digits);

	return digits && digits == text.n ? row + !row : 0;
}

/* The word that takes something, and what stands behind it; NULL: none has begun the line. */
static const struct command_word *read_word(struct slice line, struct slice *rest)
{
	size_t i, n = slice_find_byte(line, ' ');

	*rest = slice_skip(line, n + 1);
	for (i = 0; n < line.n && command_words[i].name; i++) {
		if (slice_is(slice_sub(line, 0, n), command_words[i].name))
			return &command_words[i];
	}
	return NULL;
}

static struct slice without_blanks(struct slice text)
{
	while (text.n && text.p[0] == ' ')
		text = slice_skip(text, 1);
	return text;
}

/* Split before the last word, which is empty behind a blank; how many stand before it. */
static unsigned last_word(struct slice rest, struct slice *before, struct slice *last)
{
	unsigned n = 0;
	size_t i;

	*before = slice_sub(rest, 0, 0);
	*last = rest = without_blanks(rest);
	while ((i = slice_find_byte(rest, ' ')) < rest.n) {
		*last = rest = without_blanks(slice_skip(rest, i));
		n++;
	}
	before->n = (size_t)(last->p - before->p);
	return n;
}

/* Behind a word a row is chosen by moving alone: Enter does what is typed. */
static void offer(struct browser *b)
{
	struct prompting *p = &b->prompting;
	struct slice line = without_blanks(buf_slice(&p->prompt.text)), rest, before, last;
	const struct command_word *word = read_word(line, &rest);
	unsigned n;

	choices_clear(&p->choices);
	p->from = 0;
	if (!word && !row_number(typed(b))) {
		p->choices.strict = true;
		add_actions(b);
		choices_narrow(&p->choices, typed(b));
	} else if (word && word->offer) {
		n = last_word(rest, &before, &last);
		p->from = (size_t)(last.p - p->prompt.text.p);
		word->offer(b, n, slice_trim(before));
		choices_narrow(&p->choices, last);
		p->choices.none = true;
	}
}

/* ---- Enter ----------------------------------------------------------------------------------- */

static void go_on(struct browser *b)
{
	prompt_insert(&b->prompting.prompt, SLICE_LIT(" "));
	offer(b);
	b->frame_dirty = true;
}

static void run(struct browser *b, struct slice name, enum action action)
{
	prompting_remember(b, &b->prompting.commands, name);
	prompting_close(b);
	browser_do(b, action);
}

static void run_row(struct browser *b, const struct choice *row)
{
	if (row->number != ACTION_NONE) {
		run(b, row->label, (enum action)row->number);
		return;
	}
	prompt_open(&b->prompting.prompt, b->prompting.prompt.history, row->label);
	go_on(b);
}

/* What is typed behind a word; a row that was moved to takes the place of its last word. */
static void run_word(struct browser *b, const struct command_word *word)
{
	struct prompting *p = &b->prompting;
	const struct choice *row = choices_current(&p->choices);
	struct slice rest, before, last;

	read_word(without_blanks(buf_slice(&p->prompt.text)), &rest);
	if (row) {
		unsigned n = last_word(rest, &before, &last);

		prompt_replace(&p->prompt, p->from, p->prompt.text.n, row->label);
		if (n + 1 < word->words) {
			go_on(b);
			return;
		}
		read_word(without_blanks(buf_slice(&p->prompt.text)), &rest);
	}
	if (!word->run(b, slice_trim(rest)))
		return;
	prompting_remember(b, &p->commands, typed(b));
	prompting_close(b);
}

/* None is meant by the text: say which could be. */
static void say_unclear(struct browser *b, struct slice text)
{
	const struct choices *choices = &b->prompting.choices;
	struct buf names = BUF_INIT;
	size_t i;

	for (i = 0; i < choices->named && i < NAMES_SAID; i++) {
		struct slice label = choices_label(choices, i);

		buf_addf(&names, "%s%.*s", i ? ", " : "", SLICE_ARG(label));
	}
	if (choices->named)
		status_error(&b->status, "'%.*s' could be %s%s", SLICE_ARG(text), names.p,
			i < choices->named ? ", ..." : "");
	else if (choices->scroll.count)
		status_error(&b->status, "no name has '%.*s' in it; move to one of these",
			SLICE_ARG(text));
	else
		status_error(&b->status, "there is no command '%.*s'", SLICE_ARG(text));
	buf_release(&names);
}

static bool go_to(struct browser *b, struct slice text)
{
	unsigned row = row_number(text);

	if (!row && !slice_is(text, "$"))
		return false;
	prompting_remember(b, &b->prompting.commands, text);
	prompting_close(b);
	if (row)
		browser_go(b, row);
	else
		browser_do(b, ACTION_LAST);
	return true;
}

static void accept(struct browser *b)
{
	const struct choice *row = choices_current(&b->prompting.choices);
	struct slice text = typed(b), rest;
	const struct command_word *word =
		read_word(without_blanks(buf_slice(&b->prompting.prompt.text)), &rest);
	enum action action = action_by_name(text);

	/* With nothing behind it a word is the action of its name. */
	if (word && (row || !action))
		run_word(b, word);
	else if (row)
		run_row(b, row);
	else if (action)
		run(b, text, action);
	else if (!text.n)
		prompting_close(b);
	else if (!go_to(b, text))
		say_unclear(b, text);
}

static const struct prompt_kind kind = {
	.label = ":",
	.enter = "run",
	.picks = true,
	.offer = offer,
	.accept = accept,
};

void command_prompt(struct browser *b)
{
	prompting_open(b, &kind, &b->prompting.commands, (struct slice){0});
	offer(b);
}

static void accept_row(struct browser *b)
{
	unsigned row = row_number(typed(b));

	if (!row) {
		status_error(&b->status, "expected the number of a row");
		return;
	}
	prompting_close(b);
	browser_go(b, row);
}

static const struct prompt_kind row_kind = {
	.label = "go to> ",
	.enter = "go",
	.accept = accept_row,
};

void command_go_to(struct browser *b, int digit)
{
	struct buf text = BUF_INIT;

	if (digit >= 0)
		buf_addf(&text, "%d", digit);
	prompting_open(b, &row_kind, NULL, buf_slice(&text));
	buf_release(&text);
}
