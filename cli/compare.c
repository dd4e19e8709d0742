#include "cli/ask.h"
#include "cli/series.h"

static int print_comparison(struct model *model, const int64_t revisions[2], bool all,
	struct cli *cli)
{
	struct page page;
	struct error err;
	bool ok;

	page_init(&page);
	ok = model_compare(model, revisions[0], revisions[1], SERIES_COLUMNS, all, &page, NULL,
		&err);
	if (ok)
		series_print(&page, 0, page.nlines, cli);
	else
		cli_error(cli, &err);
	page_release(&page);
	return ok ? CLI_DONE : CLI_INPUT;
}

static int compare(struct model *model, char *const *argv,
	const struct compare_version versions[2], bool all, struct cli *cli)
{
	int64_t revisions[2];
	struct hit hit;
	int status = series_find(model, argv[1], cli, &hit), i;

	for (i = 0; status == CLI_DONE && i < 2; i++) {
		revisions[i] = series_revision(model, hit.series, &versions[i], argv[2 + i], cli);
		if (!revisions[i])
			status = CLI_ODD;
	}
	return status == CLI_DONE ? print_comparison(model, revisions, all, cli) : status;
}

static int run(int argc, char **argv, struct cli *cli)
{
	static const char *const flags[] = {"--all", NULL};
	struct compare_version versions[2];
	struct model *model;
	int status, i;
	bool all = false;

	if (!cli_operands(argc, argv, flags, &all, cli))
		return CLI_USAGE;
	if (!argv[1] || !argv[2] || !argv[3])
		return cli_usage(cli, "a series and two versions are needed");
	for (i = 0; i < 2; i++) {
		if (!series_version(argv[2 + i], &versions[i]))
			return cli_usage(cli, "'%s' is no version", argv[2 + i]);
	}
	model = ask_open(cli, argv + 4);
	if (!model)
		return CLI_INPUT;
	status = compare(model, argv, versions, all, cli);
	model_close(model);
	return status;
}

const struct command command_compare = {
	.name = "compare",
	.usage = "SERIES vA vB [PATH…]",
	.summary = "Print what changed from one revision to another",
	.help = "SERIES is the id that search prints, or a query that finds one series. Versions\n"
		"are written as v3, 3, v5.1, rfc1 or RFCv2.\n"
		"\n"
		"Told are the changelog of the newer back to the older, patches by title, the\n"
		"diffstat row by row, the cover letter by words, and trailers by person. Of a\n"
		"revision whose text is not in the index, what is known.\n"
		"\n"
		"  --all  also unmoved patches and equal rows of the diffstat\n"
		"\n"
		"With paths, these are read first.\n",
	.run = run,
};
