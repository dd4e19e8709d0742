#include <stdlib.h>
#include <string.h>

#include "cli/ask.h"
#include "util/text.h"

#define COLUMNS 80

static bool print_page(struct model *model, int64_t revision, struct cli *cli)
{
	struct arena arena = ARENA_INIT;
	struct page page;
	struct error err;
	size_t i;
	bool ok;

	page_init(&page);
	ok = model_page(model, revision, COLUMNS, NULL, &page, &err);
	for (i = 0; ok && i < page.nlines && !cli_stopped(cli); i++) {
		struct vis line = page_line_text(&arena, &page.lines[i]);

		fprintf(cli->out, "%.*s\n", VIS_ARG(line));
		arena_reset(&arena);
	}
	if (!ok)
		cli_error(cli, &err);
	page_release(&page);
	arena_release(&arena);
	return ok;
}

/* Takes "@vN" off the end of what was given; 0 when it is not there. */
static unsigned take_version(char *what)
{
	char *at = strrchr(what, '@');
	size_t digits;
	unsigned version;

	if (!at || at[1] != 'v')
		return 0;
	version = slice_number(slice_cstr(at + 2), &digits);
	if (!digits || at[2 + digits])
		return 0;
	*at = '\0';
	return version;
}

/* The newest revision of a version (0: the newest with a text); 0 when there is none. */
static int64_t find_revision(struct model *model, int64_t series, unsigned version,
	struct cli *cli)
{
	struct arena arena = ARENA_INIT;
	struct revision_row *rows;
	struct error err;
	int64_t found = 0;
	size_t n = 0, i;

	if (!model_revisions(model, series, &arena, &rows, &n, &err)) {
		cli_error(cli, &err);
		n = 0;
	}
	for (i = 0; i < n; i++) {
		if (version ? rows[i].version == version : !rows[i].absent)
			found = rows[i].revision;
	}
	arena_release(&arena);
	return found;
}

static int64_t series_id(const char *what)
{
	size_t digits;
	unsigned id = slice_number(slice_cstr(what), &digits);

	return digits == strlen(what) ? id : 0;
}

static int not_found(const char *what, struct cli *cli)
{
	struct error err;

	error_set(&err, ERROR_NOT_FOUND, "nothing found for '%s'", what);
	cli_error(cli, &err);
	return CLI_ODD;
}

static int show_series(struct model *model, int64_t series, unsigned version, const char *what,
	struct cli *cli)
{
	int64_t revision = find_revision(model, series, version, cli);

	if (!revision)
		return not_found(what, cli);
	return print_page(model, revision, cli) ? CLI_DONE : CLI_INPUT;
}

/* A query must have one hit; several are listed. */
static int show_query(struct model *model, const char *what, unsigned version, struct cli *cli)
{
	int status;
	struct result *result = ask_query(model, what, SORT_NEWEST, cli, &status);

	if (!result)
		return status;
	status = CLI_ODD;
	if (result->n == 0)
		status = not_found(what, cli);
	else if (result->n > 1)
		ask_print_hits(model, result, cli);
	else if (version)
		status = show_series(model, result->hits[0].series, version, what, cli);
	else
		status = print_page(model, result->hits[0].revision, cli) ? CLI_DONE : CLI_INPUT;
	result_unref(result);
	return status;
}

static int run(int argc, char **argv, struct cli *cli)
{
	static const char *const flags[] = {NULL};
	struct model *model;
	unsigned version;
	int status;

	if (!cli_operands(argc, argv, flags, NULL, cli))
		return CLI_USAGE;
	if (!argv[1])
		return cli_usage(cli, "a series is missing");
	model = ask_open(cli, argv + 2);
	if (!model)
		return CLI_INPUT;
	version = take_version(argv[1]);
	if (series_id(argv[1]))
		status = show_series(model, series_id(argv[1]), version, argv[1], cli);
	else
		status = show_query(model, argv[1], version, cli);
	model_close(model);
	return status;
}

const struct command command_show = {
	.name = "show",
	.usage = "SERIES[@vN] [PATH…]",
	.summary = "Print a revision as the browser shows it",
	.help = "SERIES is the id that search prints, or a query that finds one series; when it\n"
		"finds several they are listed, and the exit status is 1. With paths, these are\n"
		"read first.\n",
	.run = run,
};
