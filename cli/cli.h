/*
 * The batch face: one file and one row of a table for each command.
 *
 * A command gets its own arguments (argv[0] is its name), prints to cli->out,
 * complains through cli_error, and returns an exit code. Whether everything could
 * be written is looked at once, at the end, by cli/main.c; a command with much to
 * write may stop early when cli_stopped says so.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <stdbool.h>
#include <stdio.h>

#include "util/error.h"
#include "util/slice.h"

#define TIDINGS_VERSION "0.1"

enum cli_exit {
	CLI_DONE = 0,
	CLI_ODD = 1,   /* nothing found, or something odd */
	CLI_USAGE = 2,
	CLI_INPUT = 3, /* input or index could not be read, or output not be written */
};

struct command;
struct settings;

struct cli {
	FILE *out, *err;
	const struct command *command; /* the one that runs */
	struct settings *settings;     /* NULL until they were asked for; see cli/settings.h */
	bool unread; /* of what was asked for something could not be read: it was told, and the
	                exit status is CLI_INPUT whatever the rest has given */
};

struct command {
	const char *name;
	const char *usage;   /* its arguments: "--json FILE…"; "" for none */
	const char *summary; /* half a sentence for the list of commands */
	const char *help;    /* what --help adds: lines that end in LF; may be NULL */
	int (*run)(int argc, char **argv, struct cli *cli);
};

extern const struct command command_index, command_search, command_show, command_parse,
	command_revisions, command_compare, command_rank, command_mark, command_check,
	command_config, command_keys;

/*
 * A text of our own, in which "…" is all there is beyond ASCII; where the locale has no such
 * character it becomes "...". How many columns were printed, in the last line.
 */
int cli_puts(const char *text, FILE *to);
/* "tidings: TEXT" to cli->err, controls made visible. */
void cli_error(struct cli *cli, const struct error *err);
/* The same for each line of a text. */
void cli_error_lines(struct cli *cli, struct slice lines);
/* Says what is wrong with the arguments and how they should be; returns CLI_USAGE. */
int cli_usage(struct cli *cli, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* True when output has failed, so that writing more is in vain. */
bool cli_stopped(const struct cli *cli);

/*
 * Takes the options out of argv: given[i] tells whether flags[i] (a NULL-ended
 * list) was there. The operands are moved to argv[1] and behind, ended by NULL.
 * Options end at "--"; "-" is an operand. False after it has complained.
 */
bool cli_operands(int argc, char **argv, const char *const *flags, bool *given, struct cli *cli);

/* An option of a command; a list of them ends with a row without name. */
struct cli_option {
	const char *name;  /* "--note" */
	bool takes_value;  /* the next argument, or what is behind `--note=` */
	bool given;
	const char *value; /* the last one given; NULL when none was */
};
/* As cli_operands, for options with and without a value. */
bool cli_options(int argc, char **argv, struct cli_option *options, struct cli *cli);

#endif
