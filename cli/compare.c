#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/ask.h"
#include "cli/compare_json.h"
#include "cli/series.h"

#define MAX_COLUMNS 1000

struct compare_options {
	bool all, json;
	int columns;
	struct compare_version versions[COMPARE_SIDES];
};

static bool print_json(struct model *model, const int64_t revisions[COMPARE_SIDES],
	struct page *page, const struct compare_facts *facts, struct cli *cli, struct error *err)
{
	struct hit hits[COMPARE_SIDES] = {
		{.revision = revisions[COMPARE_OLD]}, {.revision = revisions[COMPARE_NEW]},
	};
	struct series_row rows[COMPARE_SIDES];

	if (!model_rows(model, hits, COMPARE_SIDES, &page->arena, rows, err))
		return false;
	compare_json(facts, rows, cli->out);
	return true;
}

static int print_comparison(struct model *model, const int64_t revisions[COMPARE_SIDES],
	const struct compare_options *options, struct cli *cli)
{
	struct compare_facts facts;
	struct page page;
	struct error err;
	bool ok;

	page_init(&page);
	ok = model_compare(model, revisions[COMPARE_OLD], revisions[COMPARE_NEW],
		options->columns, options->all, &page, &facts, &err);
	if (ok && options->json)
		ok = print_json(model, revisions, &page, &facts, cli, &err);
	else if (ok)
		series_print(&page, 0, page.nlines, cli);
	if (!ok)
		cli_error(cli, &err);
	page_release(&page);
	return ok ? CLI_DONE : CLI_INPUT;
}

static int compare(struct model *model, char *const *argv, const struct compare_options *options,
	struct cli *cli)
{
	int64_t revisions[COMPARE_SIDES];
	struct hit hit;
	int status = series_find(model, argv[1], cli, &hit), i;

	for (i = 0; status == CLI_DONE && i < COMPARE_SIDES; i++) {
		revisions[i] = series_revision(model, hit.series, &options->versions[i],
			argv[1], cli);
		if (!revisions[i])
			status = CLI_ODD;
	}
	return status == CLI_DONE ? print_comparison(model, revisions, options, cli) : status;
}

static bool read_columns(const char *text, int *columns)
{
	char *end;
	long n;

	if (!text)
		return true;
	errno = 0;
	n = strtol(text, &end, 10);
	if (errno || end == text || *end || n < 1 || n > MAX_COLUMNS)
		return false;
	*columns = (int)n;
	return true;
}

static bool read_options(int argc, char **argv, struct compare_options *options, struct cli *cli)
{
	struct cli_option known[] = {
		{.name = "--all"},
		{.name = "--format", .takes_value = true},
		{.name = "--columns", .takes_value = true},
		{.name = NULL},
	};
	const char *format;

	if (!cli_options(argc, argv, known, cli))
		return false;
	options->all = known[0].given;
	options->columns = SERIES_COLUMNS;
	format = known[1].value ? known[1].value : "text";
	options->json = strcmp(format, "json") == 0;
	if (!options->json && strcmp(format, "text") != 0) {
		cli_usage(cli, "the format '%s' is none of text and json", format);
		return false;
	}
	if (read_columns(known[2].value, &options->columns))
		return true;
	cli_usage(cli, "the width '%s' is no number from 1 to %d", known[2].value, MAX_COLUMNS);
	return false;
}

static int run(int argc, char **argv, struct cli *cli)
{
	struct compare_options options;
	struct model *model;
	int status, i;

	if (!read_options(argc, argv, &options, cli))
		return CLI_USAGE;
	if (!argv[1] || !argv[2] || !argv[3])
		return cli_usage(cli, "a series and two versions are needed");
	for (i = 0; i < COMPARE_SIDES; i++) {
		if (!series_version(argv[2 + i], &options.versions[i]))
			return cli_usage(cli, "'%s' is no version", argv[2 + i]);
	}
	model = ask_open(cli, argv + 4);
	if (!model)
		return CLI_INPUT;
	status = compare(model, argv, &options, cli);
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
		"  --all          also unmoved patches and equal rows of the diffstat\n"
		"  --columns N    for a page as wide as this instead of 80: from 100 on with\n"
		"                 unmoved patches, from 160 on with both sides side by side\n"
		"  --format NAME  text, or json: all that is known, as one object\n"
		"\n"
		"With paths, these are read first.\n",
	.run = run,
};
