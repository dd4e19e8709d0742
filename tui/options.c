/* Options, colours and keys that are changed while one browses. */
#include "tui/browser.h"

#include "tui/style.h"
#include "util/buf.h"

/* The first of them; false. */
static bool say_first(struct browser *b, const struct buf *errors)
{
	struct slice rest = buf_slice(errors), line = {0};

	slice_next_line(&rest, &line);
	status_error(&b->status, "%.*s", SLICE_ARG(line));
	return false;
}

/* ---- what has to be told of it --------------------------------------------------------------- */

/* False when there is no such theme: then it is the default one. */
static bool restyle(struct browser *b, struct buf *errors)
{
	struct theme theme;
	bool good = config_theme(b->options->config, &theme, errors);

	style_start(&theme, b->options->mono,
		(enum line_graphics)option_number(b->options->conf, CONF_LINE_GRAPHICS));
	browser_redraw(b, true);
	return good;
}

static bool set_theme(struct browser *b)
{
	struct buf errors = BUF_INIT;
	bool good = restyle(b, &errors);

	if (!good)
		say_first(b, &errors);
	buf_release(&errors);
	return good;
}

static bool set_lines(struct browser *b)
{
	struct buf errors = BUF_INIT;

	restyle(b, &errors);
	buf_release(&errors);
	return true;
}

static bool rewrap(struct browser *b)
{
	b->env.wrap = option_number(b->options->conf, CONF_WRAP);
	detail_set_wrap(b->panes[PANE_DETAIL], b->env.wrap);
	compare_set_wrap(b->covers[COVER_COMPARE], b->env.wrap);
	return true;
}

static bool set_cursor_line(struct browser *b)
{
	b->env.cursor_line = option_number(b->options->conf, CONF_CURSOR_LINE);
	b->panes[PANE_LIST]->dirty = true;
	return true;
}

static bool resort(struct browser *b)
{
	b->asks.sort = (enum sort)option_number(b->options->conf, CONF_SORT);
	asks_again(&b->asks);
	return true;
}

static bool set_mouse(struct browser *b)
{
	term_use_mouse(b->term, option_number(b->options->conf, CONF_MOUSE));
	return true;
}

static bool set_escape(struct browser *b)
{
	input_set_escape(term_input(b->term), option_number(b->options->conf, CONF_ESCAPE_TIME));
	return true;
}

/* The others are looked at when they are needed. False, only of the theme: the status says why. */
static bool (*const effects[CONF_OPTIONS])(struct browser *b) = {
	[CONF_THEME] = set_theme,
	[CONF_LINE_GRAPHICS] = set_lines,
	[CONF_WRAP] = rewrap,
	[CONF_CURSOR_LINE] = set_cursor_line,
	[CONF_SORT] = resort,
	[CONF_MOUSE] = set_mouse,
	[CONF_ESCAPE_TIME] = set_escape,
};

/* ---- what is said ---------------------------------------------------------------------------- */

static bool change(struct browser *b, enum directive directive, struct slice text)
{
	struct buf errors = BUF_INIT;
	bool good = config_change(b->options->config, directive, text, &errors);

	if (!good)
		say_first(b, &errors);
	buf_release(&errors);
	return good;
}

/* A theme that cannot be read leaves the one of before in force. */
static void put_back(struct browser *b, struct slice before)
{
	struct buf text = BUF_INIT, errors = BUF_INIT;

	buf_addf(&text, "%s %.*s", option_info(CONF_THEME)->name, SLICE_ARG(before));
	config_change(b->options->config, DIRECTIVE_SET, buf_slice(&text), &errors);
	restyle(b, &errors);
	buf_release(&text);
	buf_release(&errors);
}

/* An option alone is told as it is. */
static void tell(struct browser *b, enum conf_option option)
{
	const struct option_info *info = option_info(option);
	struct slice value = b->options->conf->values[option].text;

	if (value.n)
		status_say(&b->status, "%s is %.*s: %s", info->name, SLICE_ARG(value), info->help);
	else
		status_say(&b->status, "%s is not set: %s", info->name, info->help);
}

bool options_set(struct browser *b, struct slice text)
{
	struct slice rest = text, name = lines_word(&rest);
	struct slice theme = b->options->conf->values[CONF_THEME].text;
	enum conf_option option;

	if (option_by_name(name, &option) && slice_is_blank(rest)) {
		tell(b, option);
		return true;
	}
	if (!change(b, DIRECTIVE_SET, text))
		return false;
	option_by_name(name, &option);
	if (effects[option] && !effects[option](b)) {
		put_back(b, theme);
		return false;
	}
	status_say(&b->status, "%s is %.*s", option_info(option)->name,
		SLICE_ARG(b->options->conf->values[option].text));
	return true;
}

bool options_color(struct browser *b, struct slice text)
{
	return change(b, DIRECTIVE_COLOR, text) && set_lines(b);
}

bool options_bind(struct browser *b, struct slice text)
{
	struct buf errors = BUF_INIT;
	bool good = keymap_change(b->options->keymap, text, &errors);

	if (!good)
		say_first(b, &errors);
	b->frame_dirty = true;
	buf_release(&errors);
	return good;
}
