/* Options and wiring: the only file that sees every layer. */
#include <errno.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/open.h"
#include "cli/settings.h"
#include "tui/tui.h"

static const struct command *const commands[] = {
	&command_index,
	&command_search,
	&command_show,
	&command_revisions,
	&command_compare,
	&command_rank,
	&command_mark,
	&command_parse,
	&command_check,
	&command_config,
	&command_keys,
};

#define NCOMMANDS (sizeof(commands) / sizeof(commands[0]))

static const struct command *find_command(const char *name)
{
	size_t i;

	for (i = 0; i < NCOMMANDS; i++)
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	return NULL;
}

#define USAGE_COLUMNS 20

/* One line of the list; what stands in it is UTF-8 of one column a character. */
static void print_command(const struct command *command, FILE *to)
{
	const char *p = command->usage;
	int columns = 0;

	for (; *p; p++)
		columns += (*p & 0xc0) != 0x80;
	fprintf(to, "  %-9s %s%*s %s\n", command->name, command->usage,
		columns < USAGE_COLUMNS ? USAGE_COLUMNS - columns : 0, "", command->summary);
}

static void print_help(FILE *to)
{
	size_t i;

	fputs("usage: tidings [PATH…]\n"
	      "       tidings COMMAND …\n"
	      "\n"
	      "Browse the patch digests of mailing lists: those in the files and folders named,\n"
	      "or all that are known. `?` shows the keys. A folder with the name of a command\n"
	      "is ./NAME. The commands:\n"
	      "\n", to);
	for (i = 0; i < NCOMMANDS; i++)
		print_command(commands[i], to);
	fputs("\n"
	      "  --help     this text; behind a command, about the command\n"
	      "  --version  the version\n"
	      "\n"
	      "Exit status: 0 done, 1 nothing found or something odd, 2 usage,\n"
	      "3 input or index could not be read.\n", to);
}

static void print_command_help(const struct command *command, FILE *to)
{
	fprintf(to, "usage: tidings %s%s%s\n\n%s.\n", command->name,
		command->usage[0] ? " " : "", command->usage, command->summary);
	if (command->help)
		fprintf(to, "\n%s", command->help);
}

static bool wants_help(int argc, char **argv)
{
	int i;

	for (i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
			return true;
	return false;
}

static int run_command(const struct command *command, int argc, char **argv, struct cli *cli)
{
	cli->command = command;
	if (wants_help(argc, argv)) {
		print_command_help(command, cli->out);
		return CLI_DONE;
	}
	return command->run(argc, argv, cli);
}

/* What is wrong with the user's files, while there is still a shell to see it in. */
static void show_errors(struct slice errors, struct cli *cli)
{
	FILE *tty = fopen("/dev/tty", "re");
	int c;

	cli_error_lines(cli, errors);
	if (!tty)
		return;
	fputs("Enter goes on without these lines, C-c stops\n", cli->err);
	do
		c = getc(tty);
	while (c != '\n' && c != EOF);
	fclose(tty);
}

/* A path that is not there is told at once: it may have been meant as a command. */
static bool paths_exist(char **paths, struct cli *cli)
{
	struct error err;

	for (; *paths; paths++) {
		if (access(*paths, F_OK) == 0)
			continue;
		if (errno == ENOENT)
			error_set(&err, ERROR_INPUT,
				"there is no file, folder or command '%s', see tidings --help",
				*paths);
		else
			error_errno(&err, "%s", *paths);
		cli_error(cli, &err);
		return false;
	}
	return true;
}

static bool browse_with(struct settings *settings, struct browse_options *options,
	struct cli *cli)
{
	struct buf errors = BUF_INIT;
	struct theme theme, mono;
	struct keymap *keymap;
	struct error err;
	bool ok;

	settings_browser(settings, &theme, &mono, &keymap, &errors);
	if (errors.n)
		show_errors(buf_slice(&errors), cli);
	buf_release(&errors);
	options->keymap = keymap;
	options->theme = &theme;
	options->mono = &mono;
	options->conf = &settings->config.options;
	ok = browse(options, &err);
	if (!ok)
		cli_error(cli, &err);
	keymap_free(keymap);
	return ok;
}

static bool run_browser_on(char **paths, const struct folders *folders, struct cli *cli)
{
	struct model_options model = {
		.cache_dir = folders->cache,
		.data_dir = folders->data,
		.scope = (const char *const *)paths,
		.today = cli_today,
	};
	struct browse_options options = {.model = &model, .paths = model.scope};
	struct settings settings;
	bool ok;

	while (paths[options.npaths])
		options.npaths++;
	model.nscope = options.npaths;
	ok = browse_with(&settings, &options, cli);
	settings_release(&settings);
	return ok;
}

static int run_browser(int argc, char **argv, struct cli *cli)
{
	struct folders folders;
	bool ok;

	if (!cli_operands(argc, argv, (const char *const[]){NULL}, NULL, cli) ||
		!paths_exist(argv + 1, cli))
		return CLI_USAGE;
	if (!cli_find_folders(&folders, cli))
		return CLI_INPUT;
	ok = run_browser_on(argv + 1, &folders, cli);
	cli_release_folders(&folders);
	return ok ? CLI_DONE : CLI_INPUT;
}

static int run(int argc, char **argv, struct cli *cli)
{
	static const struct command browser = {.name = "[PATH…]", .usage = "", .summary = ""};
	const struct command *command = argc > 1 ? find_command(argv[1]) : NULL;

	if (command)
		return run_command(command, argc - 1, argv + 1, cli);
	if (argc > 1 && strcmp(argv[1], "--version") == 0) {
		fputs("tidings " TIDINGS_VERSION "\n", cli->out);
		return CLI_DONE;
	}
	if (wants_help(argc, argv)) {
		print_help(cli->out);
		return CLI_DONE;
	}
	cli->command = &browser;
	return run_browser(argc, argv, cli);
}

/* Of a failure that is a while ago the reason is no longer known, but this can be asked again. */
static bool reader_is_gone(FILE *out)
{
	struct pollfd fd = {.fd = fileno(out), .events = POLLOUT};

	return poll(&fd, 1, 0) > 0 && (fd.revents & (POLLERR | POLLHUP | POLLNVAL));
}

/* Output that nobody reads any more is no reason to complain; a full disk is. */
static int finish_output(struct cli *cli, int status)
{
	bool failed = ferror(cli->out);

	errno = 0;
	if (!fflush(cli->out) && !failed)
		return status;
	if (errno && errno != EPIPE)
		fprintf(cli->err, "tidings: cannot write: %s\n", strerror(errno));
	else if (!errno && !reader_is_gone(cli->out))
		fputs("tidings: not everything could be written\n", cli->err);
	return CLI_INPUT;
}

int main(int argc, char **argv)
{
	struct cli cli = {.out = stdout, .err = stderr};
	int status;

	/* What text is made of, and no more: numbers are written in one way everywhere. */
	setlocale(LC_CTYPE, "");
	signal(SIGPIPE, SIG_IGN);
	status = run(argc, argv, &cli);
	cli_forget_settings(&cli);
	return finish_output(&cli, status);
}
