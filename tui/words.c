/* The words of `:` that take something. */
#include "tui/command.h"

#include "util/buf.h"
#include "util/text.h"

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

/* ---- options, colours and keys --------------------------------------------------------------- */

#define VALUE_MAX 24 /* columns of one that stands behind its option */

static void add(struct browser *b, struct slice label, struct slice help, struct slice right)
{
	choices_add(&b->prompting.choices,
		&(struct choice){.label = label, .help = help, .right = right});
}

/* The words that an option may be, and which of them it is. */
static void add_values(struct browser *b, struct slice words, struct slice now)
{
	struct slice word;

	while ((word = lines_word(&words)).n)
		add(b, word, SLICE_LIT(""), slice_eq(word, now) ? SLICE_LIT("now") : SLICE_LIT(""));
}

static void add_options(struct browser *b)
{
	struct arena a = ARENA_INIT;
	int i;

	for (i = 0; i < CONF_OPTIONS; i++) {
		const struct option_info *info = option_info((enum conf_option)i);
		struct slice value = b->options->conf->values[i].text;
		struct vis shown = text_clip(&a, text_visible(&a, value), VALUE_MAX);

		add(b, slice_cstr(info->name), slice_cstr(info->help), slice_from(shown.p, shown.n));
	}
	arena_release(&a);
}

/* Where there are no rows: what can be said. */
static void say_values(struct browser *b, enum conf_option option)
{
	struct buf values = BUF_INIT;

	option_write_values(option, &values);
	status_say(&b->status, "%s", values.p);
	buf_release(&values);
}

static void offer_set(struct browser *b, unsigned n, struct slice before)
{
	const struct embedded_file *theme = embedded_themes;
	enum conf_option option;
	struct slice now;

	if (n == 0)
		add_options(b);
	if (n != 1 || !option_by_name(before, &option))
		return;
	if (!option_words(option).n)
		say_values(b, option);
	now = b->options->conf->values[option].text;
	add_values(b, option_words(option), now);
	for (; option == CONF_THEME && theme->name; theme++)
		add_values(b, slice_cstr(theme->name), now);
}

static void offer_sort(struct browser *b, unsigned n, struct slice before)
{
	struct slice words = option_words(CONF_SORT);
	int i;

	(void)before;
	for (i = 0; n == 0 && i < SORTS; i++)
		add(b, lines_word(&words), slice_cstr(browser_orders[i]),
			i == (int)b->asks.sort ? SLICE_LIT("now") : SLICE_LIT(""));
}

static bool run_sort(struct browser *b, struct slice text)
{
	struct buf set = BUF_INIT;
	bool good;

	buf_addf(&set, "%s %.*s", option_info(CONF_SORT)->name, SLICE_ARG(text));
	good = options_set(b, buf_slice(&set));
	buf_release(&set);
	return good;
}

static void offer_bind(struct browser *b, unsigned n, struct slice before)
{
	enum context context;
	int i;

	for (i = 0; n == 0 && i < CONTEXTS; i++)
		add(b, slice_cstr(context_name((enum context)i)), SLICE_LIT(""), SLICE_LIT(""));
	if (n != 2 || !context_by_name(lines_word(&before), &context))
		return;
	for (i = 0; i < ACTIONS; i++) {
		const struct action_info *info = action_info((enum action)i);

		if (info->contexts & (1u << context))
			add(b, slice_cstr(info->name), slice_cstr(info->help), SLICE_LIT(""));
	}
}

static void offer_color(struct browser *b, unsigned n, struct slice before)
{
	int i;

	(void)before;
	for (i = 0; n == 0 && i < STYLES; i++) {
		const struct role_info *info = role_info((enum style)i);

		add(b, slice_cstr(info->name), slice_cstr(info->help), SLICE_LIT(""));
	}
}

const struct command_word command_words[] = {
	{"filter", NULL, 0, NULL, run_filter},
	{"search", NULL, 0, NULL, run_search},
	{"sort", NULL, 1, offer_sort, run_sort},
	{"set", "set an option, or show it", 2, offer_set, options_set},
	{"bind", "bind a key: CONTEXT KEYS ACTION", 3, offer_bind, options_bind},
	{"color", "give a role a look: ROLE COLOUR [COLOUR] [ATTRIBUTE...]", 2, offer_color,
		options_color},
	{0},
};
