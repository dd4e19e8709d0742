#include "cli/ask.h"
#include "cli/series.h"

static bool print_revision(struct model *model, int64_t revision, struct cli *cli)
{
	struct page page;
	struct error err;
	bool ok;

	page_init(&page);
	ok = model_page(model, revision, SERIES_COLUMNS, NULL, &page, &err);
	if (ok)
		series_print(&page, cli);
	else
		cli_error(cli, &err);
	page_release(&page);
	return ok;
}

static int run(int argc, char **argv, struct cli *cli)
{
	static const char *const flags[] = {NULL};
	struct model *model;
	struct hit hit;
	int status;

	if (!cli_operands(argc, argv, flags, NULL, cli))
		return CLI_USAGE;
	if (!argv[1])
		return cli_usage(cli, "a series is missing");
	model = ask_open(cli, argv + 2);
	if (!model)
		return CLI_INPUT;
	status = series_resolve(model, argv[1], &hit, cli);
	if (status == CLI_DONE && !print_revision(model, hit.revision, cli))
		status = CLI_INPUT;
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
