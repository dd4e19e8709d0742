#include "cli/ask.h"

static int search(struct model *model, const char *text, struct cli *cli)
{
	int status;
	struct result *result = ask_query(model, text, SORT_NEWEST, cli, &status);

	if (!result)
		return status;
	status = result->n ? CLI_DONE : CLI_ODD;
	if (!ask_print_hits(model, result, cli))
		status = CLI_INPUT;
	result_unref(result);
	return status;
}

static int run(int argc, char **argv, struct cli *cli)
{
	static const char *const flags[] = {NULL};
	struct model *model;
	int status;

	if (!cli_operands(argc, argv, flags, NULL, cli))
		return CLI_USAGE;
	if (!argv[1])
		return cli_usage(cli, "a query is missing");
	model = ask_open(cli, argv + 2);
	if (!model)
		return CLI_INPUT;
	status = search(model, argv[1], cli);
	model_close(model);
	return status;
}

const struct command command_search = {
	.name = "search",
	.usage = "QUERY [PATH…]",
	.summary = "Print a line for each series that a query finds",
	.help = "The query is one argument, see tidings-query(7); '' finds everything. With paths,\n"
		"these are read first and only what is in them is searched. A line has: the id of\n"
		"the series, the version (+ when a newer one is known), patches, lines, date, title\n"
		"and contributor. The exit status is 1 when nothing was found.\n",
	.run = run,
};
