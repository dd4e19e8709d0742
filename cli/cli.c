#include "cli/cli.h"

#include <langinfo.h>
#include <stdarg.h>
#include <string.h>

#include "util/buf.h"
#include "util/near.h"
#include "util/text.h"

static void print_visible(FILE *to, struct slice text)
{
	struct arena arena = ARENA_INIT;
	struct vis vis = text_visible(&arena, text);

	fwrite(vis.p, 1, vis.n, to);
	arena_release(&arena);
}

int cli_puts(const char *text, FILE *to)
{
	bool utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
	int columns = 0;

	for (; *text; text++) {
		if ((*text & 0xc0) == 0x80) {
			if (utf8)
				putc(*text, to);
			continue;
		}
		columns = *text == '\n' ? 0 : columns + 1;
		if (utf8 || !(*text & 0x80)) {
			putc(*text, to);
		} else {
			fputs("...", to);
			columns += 2;
		}
	}
	return columns;
}

void cli_error(struct cli *cli, const struct error *err)
{
	fputs("tidings: ", cli->err);
	print_visible(cli->err, slice_cstr(err->text));
	fputc('\n', cli->err);
}

void cli_error_lines(struct cli *cli, struct slice lines)
{
	struct slice line;

	while (slice_next_line(&lines, &line)) {
		fputs("tidings: ", cli->err);
		print_visible(cli->err, line);
		fputc('\n', cli->err);
	}
}

int cli_usage(struct cli *cli, const char *fmt, ...)
{
	struct buf text = BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	buf_vaddf(&text, fmt, ap);
	va_end(ap);
	fprintf(cli->err, "tidings%s%s: ", cli->command->name[0] ? " " : "", cli->command->name);
	print_visible(cli->err, buf_slice(&text));
	fprintf(cli->err, "\nusage: tidings%s%s%s", cli->command->name[0] ? " " : "",
		cli->command->name, cli->command->usage[0] ? " " : "");
	cli_puts(cli->command->usage, cli->err);
	putc('\n', cli->err);
	buf_release(&text);
	return CLI_USAGE;
}

bool cli_stopped(const struct cli *cli)
{
	return ferror(cli->out) != 0;
}

/* The name of an option without what is behind '='. */
static struct near near_option(const char *arg)
{
	struct slice name = slice_cstr(arg);

	return (struct near)NEAR_INIT(slice_sub(name, 0, slice_find_byte(name, '=')));
}

static void unknown_option(const char *arg, struct near *near, struct cli *cli)
{
	const char *best;

	near_offer(near, "--help");
	best = near_best(near);
	if (best)
		cli_usage(cli, "unknown option %s; did you mean %s?", arg, best);
	else
		cli_usage(cli, "unknown option %s", arg);
}

static void unknown_flag(const char *arg, const char *const *flags, struct cli *cli)
{
	struct near near = near_option(arg);

	for (; *flags; flags++)
		near_offer(&near, *flags);
	unknown_option(arg, &near, cli);
}

static bool take_flag(const char *arg, const char *const *flags, bool *given)
{
	size_t i;

	for (i = 0; flags[i]; i++) {
		if (strcmp(arg, flags[i]) == 0) {
			given[i] = true;
			return true;
		}
	}
	return false;
}

bool cli_operands(int argc, char **argv, const char *const *flags, bool *given, struct cli *cli)
{
	int i, operands = 1;
	bool options = true;

	for (i = 1; i < argc; i++) {
		if (options && strcmp(argv[i], "--") == 0) {
			options = false;
		} else if (options && argv[i][0] == '-' && argv[i][1]) {
			if (!take_flag(argv[i], flags, given)) {
				unknown_flag(argv[i], flags, cli);
				return false;
			}
		} else {
			argv[operands++] = argv[i];
		}
	}
	argv[operands] = NULL;
	return true;
}

/* *equals is the '=' of `--name=value`, which only an option with a value takes; else NULL. */
static struct cli_option *find_option(struct cli_option *options, const char *arg,
	const char **equals)
{
	size_t n;

	for (; options->name; options++) {
		n = strlen(options->name);
		if (strncmp(options->name, arg, n) != 0)
			continue;
		*equals = options->takes_value && arg[n] == '=' ? arg + n : NULL;
		if (!arg[n] || *equals)
			return options;
	}
	return NULL;
}

static void unknown_of(const char *arg, const struct cli_option *options, struct cli *cli)
{
	struct near near = near_option(arg);

	for (; options->name; options++)
		near_offer(&near, options->name);
	unknown_option(arg, &near, cli);
}

/* The option at argv[0]; how many arguments it is, 0 after it has complained. */
static int take_option(char **argv, struct cli_option *options, struct cli *cli)
{
	const char *equals;
	struct cli_option *option = find_option(options, argv[0], &equals);

	if (!option) {
		unknown_of(argv[0], options, cli);
		return 0;
	}
	option->given = true;
	if (!option->takes_value)
		return 1;
	option->value = equals ? equals + 1 : argv[1];
	if (equals)
		return 1;
	if (option->value)
		return 2;
	cli_usage(cli, "%s needs a value", argv[0]);
	return 0;
}

bool cli_options(int argc, char **argv, struct cli_option *options, struct cli *cli)
{
	int i, taken, operands = 1;
	bool more = true;

	for (i = 1; i < argc; i += taken) {
		taken = 1;
		if (more && strcmp(argv[i], "--") == 0)
			more = false;
		else if (more && argv[i][0] == '-' && argv[i][1])
			taken = take_option(argv + i, options, cli);
		else
			argv[operands++] = argv[i];
		if (!taken)
			return false;
	}
	argv[operands] = NULL;
	return true;
}
