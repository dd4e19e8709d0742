/*
 * Any bytes as a configuration, and what stands behind "===" as a theme. Lines that are in force are
 * whole; written out, they read back as the same ones without a word of complaint; options hold
 * their bounds; keys and looks come out usable whatever was said.
 */
#include <locale.h>
#include <stdint.h>
#include <stdlib.h>

#include "conf/config.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static const struct config_place place = {.file = "/nowhere/config", .home = "/nowhere"};

/* As `tidings config` prints them. */
static void write_out(const struct config *config, struct buf *out)
{
	size_t i;

	for (i = 0; i < config->n; i++) {
		const struct config_line *line = &config->lines[i];

		buf_addf(out, "%s ", directive_name(line->directive));
		buf_add_slice(out, line->name);
		if (line->name.n)
			buf_adds(out, line->directive == DIRECTIVE_ORG ? " = " : " ");
		buf_add_slice(out, line->text);
		buf_addc(out, '\n');
	}
}

static void check_values(const struct config *config)
{
	int i;

	for (i = 0; i < CONF_OPTIONS; i++) {
		const struct option_info *info = option_info((enum conf_option)i);
		int number = option_number(&config->options, (enum conf_option)i);

		must(config->set_by[i] <= config->n);
		if (info->type == OPTION_NUMBER)
			must(number >= info->least && number <= info->greatest);
		if (info->type == OPTION_BOOL)
			must(number == 0 || number == 1);
		must(config->options.values[i].text.n > 0 || info->type == OPTION_COMMAND);
	}
}

static void check_lines(const struct config *config, unsigned lines)
{
	size_t i, k;

	for (i = 0; i < config->n; i++) {
		const struct config_line *line = &config->lines[i];

		must(line->line > 0 && line->line <= lines);
		for (k = 0; line->name.n && k < i; k++)
			must(config->lines[k].directive != line->directive ||
				!slice_eq(config->lines[k].name, line->name));
	}
}

static void check_round_trip(const struct config *config)
{
	struct buf once = BUF_INIT, again = BUF_INIT, errors = BUF_INIT;
	struct config copy;

	write_out(config, &once);
	config_init(&copy);
	must(config_read(&copy, &place, buf_slice(&once), &errors) && errors.n == 0);
	write_out(&copy, &again);
	must(slice_eq(buf_slice(&once), buf_slice(&again)));
	config_release(&copy);
	buf_release(&once);
	buf_release(&again);
	buf_release(&errors);
}

static bool binds(const struct config *config)
{
	size_t i;

	for (i = 0; i < config->n && config->lines[i].directive != DIRECTIVE_BIND; i++)
		;
	return i < config->n || config->set_by[CONF_KEYMAP];
}

/* Whatever was said of keys, there are some; it takes long, so it is done where something was. */
static void check_keys(const struct config *config)
{
	struct buf errors = BUF_INIT;
	struct keymap *map;

	if (!binds(config))
		return;
	map = config_keymap(config, NULL, &errors);
	must(keymap_count(map) > 0);
	keymap_free(map);
	buf_release(&errors);
}

static void check_look(struct look look)
{
	static const int counts[] = {0, 8, 16, 88, 256};
	size_t i;

	must(look.fg >= COLOR_OWN && look.fg < 256 && look.bg >= COLOR_OWN && look.bg < 256);
	for (i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
		struct look made = look_for(look, counts[i]);

		must(made.fg < counts[i] && made.bg < counts[i]);
		must(made.fg != made.bg || made.fg == COLOR_OWN || look.fg == look.bg);
	}
}

static void check_theme(struct config *config, struct slice text)
{
	struct buf errors = BUF_INIT;
	struct theme theme;
	int i;

	config_theme(config, &theme, &errors);
	buf_clear(&errors);
	must(theme_read(&theme, "theme", text, &errors) == (errors.n == 0));
	for (i = 0; i < STYLES; i++) {
		must(theme.roles[i].file != NULL && theme.roles[i].line > 0);
		check_look(theme.roles[i].look);
	}
	buf_release(&errors);
}

static unsigned count_lines(struct slice text)
{
	struct slice line;
	unsigned n = 0;

	while (slice_next_line(&text, &line))
		n++;
	return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice text = slice_from((const char *)data, size);
	size_t first = slice_find(text, SLICE_LIT("===\n"));
	struct slice lines = slice_sub(text, 0, first);
	struct buf errors = BUF_INIT;
	struct config config;

	setlocale(LC_CTYPE, "C.UTF-8");
	config_init(&config);
	must(config_read(&config, &place, lines, &errors) == (errors.n == 0));
	check_values(&config);
	check_lines(&config, count_lines(lines));
	check_round_trip(&config);
	check_keys(&config);
	check_theme(&config, slice_skip(text, first + 4));
	config_release(&config);
	buf_release(&errors);
	return 0;
}
