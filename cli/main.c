/* Options and wiring: the only file that sees every layer. */
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/open.h"
#include "cli/paths.h"
#include "cli/settings.h"
#include "tui/tui.h"
#include "util/near.h"

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

/* One line of the list. */
static void print_command(const struct command *command, FILE *to)
{
	int columns;

	fprintf(to, "  %-9s ", command->name);
	columns = cli_puts(command->usage, to);
	fprintf(to, "%*s %s\n", columns < USAGE_COLUMNS ? USAGE_COLUMNS - columns : 0, "",
		command->summary);
}

static void print_help(FILE *to)
{
	size_t i;

	cli_puts("usage: tidings [PATH…]\n"
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
	fprintf(to, "usage: tidings %s%s", command->name, command->usage[0] ? " " : "");
	cli_puts(command->usage, to);
	fprintf(to, "\n\n%s.\n", command->summary);
	if (!command->help)
		return;
	putc('\n', to);
	cli_puts(command->help, to);
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
	int status;

	cli->command = command;
	if (wants_help(argc, argv)) {
		print_command_help(command, cli->out);
		return CLI_DONE;
	}
	status = command->run(argc, argv, cli);
	return cli->unread && status < CLI_INPUT ? CLI_INPUT : status;
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
	/* What was typed before that is no answer. */
	tcflush(fileno(tty), TCIFLUSH);
	do
		c = getc(tty);
	while (c != '\n' && c != EOF);
	fclose(tty);
}

/* A bare word that is no path was meant as a command, or at least may have been. */
static int complain_of_word(const char *word, struct cli *cli)
{
	struct near near = NEAR_INIT(slice_cstr(word));
	const char *best;
	size_t i;

	for (i = 0; i < NCOMMANDS; i++)
		near_offer(&near, commands[i]->name);
	best = near_best(&near);
	if (best)
		return cli_usage(cli, "there is no file, folder or command '%s'; did you mean %s?",
			word, best);
	return cli_usage(cli, "there is no file, folder or command '%s', see tidings --help", word);
}

/* A path that is not there is told at once. */
static int check_paths(char **paths, struct cli *cli)
{
	struct error err;
	size_t i;

	for (i = 0; paths[i]; i++) {
		if (access(paths[i], F_OK) == 0)
			continue;
		if (i == 0 && errno == ENOENT && !strpbrk(paths[i], "/."))
			return complain_of_word(paths[i], cli);
		error_errno(&err, "%s", paths[i]);
		cli_error(cli, &err);
		return CLI_INPUT;
	}
	return CLI_DONE;
}

static bool browse_with(struct settings *settings, struct browse_options *options,
	struct model_options *model, struct cli *cli)
{
	struct buf errors = BUF_INIT;
	struct settings_files files;
	struct error err;
	bool ok;

	settings_browser(settings, &files, &errors);
	if (errors.n)
		show_errors(buf_slice(&errors), cli);
	buf_release(&errors);
	options->keymap = files.keymap;
	options->theme = &files.theme;
	options->mono = &files.mono;
	options->mailmap = &files.mailmap;
	options->orgs = &files.orgs;
	options->config = &settings->config;
	options->conf = &settings->config.options;
	model->queries = settings->queries;
	model->nqueries = settings->nqueries;
	model->mutes = settings->mutes;
	model->nmutes = settings->nmutes;
	options->model = model;
	ok = browse(options, &err);
	if (!ok)
		cli_error(cli, &err);
	settings_files_release(&files);
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
	char *history = user_path(USER_STATE, "history");
	struct browse_options options = {.paths = model.scope, .history = history};
	struct settings settings;
	bool ok;

	while (paths[options.npaths])
		options.npaths++;
	model.nscope = options.npaths;
	ok = browse_with(&settings, &options, &model, cli);
	settings_release(&settings);
	free(history);
	return ok;
}

static int run_browser(int argc, char **argv, struct cli *cli)
{
	struct folders folders;
	int status;
	bool ok;

	if (!cli_operands(argc, argv, (const char *const[]){NULL}, NULL, cli))
		return CLI_USAGE;
	status = check_paths(argv + 1, cli);
	if (status != CLI_DONE)
		return status;
	if (!cli_find_folders(&folders, cli))
		return CLI_INPUT;
	ok = run_browser_on(argv + 1, &folders, cli);
	cli_release_folders(&folders);
	return ok ? CLI_DONE : CLI_INPUT;
}

static int run(int argc, char **argv, struct cli *cli)
{
	static const struct command browser = {.name = "", .usage = "[PATH…]", .summary = ""};
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

/*
 * What text is made of, and no more: numbers are written in one way everywhere. Only a terminal is
 * bound to its locale: in files and pipes names stay what they are, in UTF-8.
 */
static void choose_locale(void)
{
	setlocale(LC_CTYPE, "");
	if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0 && !isatty(STDOUT_FILENO))
		setlocale(LC_CTYPE, "C.UTF-8");
}

int main(int argc, char **argv)
{
	struct cli cli = {.out = stdout, .err = stderr};
	int status;

	choose_locale();
	signal(SIGPIPE, SIG_IGN);
	status = run(argc, argv, &cli);
	cli_forget_settings(&cli);
	return finish_output(&cli, status);
}
