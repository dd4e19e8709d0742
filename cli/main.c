/* Options and wiring: the only file that sees every layer. */
#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"

static const struct command *const commands[] = {
	&command_index,
	&command_parse,
	&command_check,
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

static void print_help(FILE *to)
{
	size_t i;

	fputs("usage: tidings COMMAND …\n"
	      "\n"
	      "Browse the patch digests of mailing lists.\n"
	      "\n", to);
	for (i = 0; i < NCOMMANDS; i++)
		fprintf(to, "  %-10s %-16s %s\n", commands[i]->name, commands[i]->usage,
			commands[i]->summary);
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

static int run(int argc, char **argv, struct cli *cli)
{
	const struct command *command;

	if (argc < 2) {
		print_help(cli->err);
		return CLI_USAGE;
	}
	command = find_command(argv[1]);
	if (command)
		return run_command(command, argc - 1, argv + 1, cli);
	if (strcmp(argv[1], "--version") == 0) {
		fputs("tidings " TIDINGS_VERSION "\n", cli->out);
		return CLI_DONE;
	}
	if (wants_help(argc, argv)) {
		print_help(cli->out);
		return CLI_DONE;
	}
	fprintf(cli->err, "tidings: there is no command '%s', see tidings --help\n", argv[1]);
	return CLI_USAGE;
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
	return CLI_INPUT;
}

int main(int argc, char **argv)
{
	struct cli cli = {.out = stdout, .err = stderr};

	setlocale(LC_ALL, "");
	signal(SIGPIPE, SIG_IGN);
	return finish_output(&cli, run(argc, argv, &cli));
}
