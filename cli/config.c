#include "cli/settings.h"

#define TEXT_COLUMNS 44 /* of a line, before it is said where it comes from */

/*
 * A line as it would be written in a file, and where it comes from: "FILE:LINE", or FILE for line
 * 0.
 */
static void print_line(struct cli *cli, struct buf *text, const char *file, unsigned line)
{
	struct arena a = ARENA_INIT;
	struct vis vis = text_visible(&a, buf_slice(text));
	struct vis from = text_visible_cstr(&a, file);
	int fill = vis.cols < TEXT_COLUMNS ? TEXT_COLUMNS - vis.cols : 0;

	fprintf(cli->out, "%.*s%*s # %.*s", VIS_ARG(vis), fill, "", VIS_ARG(from));
	if (line)
		fprintf(cli->out, ":%u", line);
	fputc('\n', cli->out);
	buf_clear(text);
	arena_release(&a);
}

/* A line that something is wrong with is told as a comment. */
static void print_comment(struct cli *cli, struct buf *text)
{
	struct arena a = ARENA_INIT;
	struct vis vis = text_visible(&a, buf_slice(text));

	fprintf(cli->out, "# does not hold: %.*s\n", VIS_ARG(vis));
	buf_clear(text);
	arena_release(&a);
}

static void print_options(const struct config *config, struct slice errors, struct buf *text,
	struct cli *cli)
{
	int i;

	for (i = 0; i < CONF_OPTIONS; i++) {
		const struct option_info *info = option_info((enum conf_option)i);
		size_t by = config->set_by[i];
		unsigned line = by ? config->lines[by - 1].line : 0;
		bool holds = by && !lines_has_error(errors, config->file, line);

		buf_addf(text, "set %-14s " SLICE_FMT, info->name,
			SLICE_ARG(config->options.values[i].text));
		if (by && !holds) {
			print_comment(cli, text);
			buf_addf(text, "set %-14s %s", info->name, info->fallback);
		}
		if (holds)
			print_line(cli, text, config->file, line);
		else
			print_line(cli, text, "default", 0);
	}
}

static void print_colors(const struct theme *theme, struct buf *text, struct cli *cli)
{
	int i;

	for (i = 0; i < STYLES; i++) {
		buf_addf(text, "color %-12s ", role_info((enum style)i)->name);
		look_write(&theme->roles[i].look, text);
		print_line(cli, text, theme->roles[i].file, theme->roles[i].line);
	}
}

/* The lines that are neither an option nor a colour, one directive after the other. */
static void print_lines(const struct config *config, struct slice errors, struct buf *text,
	struct cli *cli)
{
	int directive;
	size_t i;

	for (directive = DIRECTIVE_QUERY; directive < DIRECTIVES; directive++) {
		for (i = 0; i < config->n; i++) {
			const struct config_line *line = &config->lines[i];

			if ((int)line->directive != directive)
				continue;
			buf_addf(text, "%s ", directive_name(line->directive));
			if (line->name.n)
				buf_addf(text, SLICE_FMT "%s", SLICE_ARG(line->name),
					directive == DIRECTIVE_ORG ? " = " : " ");
			buf_add_slice(text, line->text);
			if (lines_has_error(errors, config->file, line->line)) {
				print_comment(cli, text);
				continue;
			}
			print_line(cli, text, config->file, line->line);
		}
	}
}

static int print_config(struct cli *cli)
{
	struct settings settings;
	struct buf errors = BUF_INIT, text = BUF_INIT;
	struct settings_files files;
	int status;

	settings_browser(&settings, &files, &errors);
	print_options(&settings.config, buf_slice(&errors), &text, cli);
	print_colors(&files.theme, &text, cli);
	print_lines(&settings.config, buf_slice(&errors), &text, cli);
	cli_error_lines(cli, buf_slice(&errors));
	status = errors.n ? CLI_ODD : CLI_DONE;
	buf_release(&text);
	settings_files_release(&files);
	buf_release(&errors);
	settings_release(&settings);
	return status;
}

/* A file to begin with: every option with its sentence, and as it is when nothing is said. */
static int print_default(struct cli *cli)
{
	struct buf values = BUF_INIT;
	int i;

	for (i = 0; i < CONF_OPTIONS; i++) {
		const struct option_info *info = option_info((enum conf_option)i);

		buf_clear(&values);
		option_write_values((enum conf_option)i, &values);
		fprintf(cli->out, "%s# %s\n# (%s)\nset %s %s\n", i ? "\n" : "", info->help,
			values.p, info->name, info->fallback);
	}
	buf_release(&values);
	return CLI_DONE;
}

static int run(int argc, char **argv, struct cli *cli)
{
	static const char *const flags[] = {"--default", NULL};
	bool given[1] = {false};

	if (!cli_operands(argc, argv, flags, given, cli))
		return CLI_USAGE;
	if (argv[1])
		return cli_usage(cli, "'%s' is too much", argv[1]);
	return given[0] ? print_default(cli) : print_config(cli);
}

const struct command command_config = {
	.name = "config",
	.usage = "[--default]",
	.summary = "Print the settings in force, and from where",
	.help = "A line for each, as it is written in $XDG_CONFIG_HOME/tidings/config, with the\n"
		"file and line that says so: options, colours, saved queries, muted subsystems,\n"
		"maps, and keys bound there (`tidings keys` prints all keys). Saved queries and\n"
		"mutes that were made by `tidings mark` are not among them. The file is described\n"
		"in tidings-config(5). The exit status is 1 when something is wrong in it; lines\n"
		"that do not hold are comments.\n"
		"\n"
		"  --default  every option as it is when nothing is said, with what it does\n",
	.run = run,
};
