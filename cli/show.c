#include <string.h>

#include "cli/ask.h"
#include "cli/found.h"
#include "cli/series.h"

/* Lines [from, to) of a page: a section begins at its anchor and goes to the next one's. */
static bool find_section(const struct page *page, enum section section, size_t *from, size_t *to)
{
	size_t i, line;

	if (!page_section_line(page, section, from))
		return false;
	*to = page->nlines;
	for (i = 0; i < SECTIONS; i++) {
		if (page_section_line(page, (enum section)i, &line) && line > *from && line < *to)
			*to = line;
	}
	return true;
}

/* A section of the page; all of it for one that there is not. */
static int print_page(struct model *model, int64_t revision, unsigned section, struct cli *cli)
{
	struct page page;
	struct error err;
	size_t from = 0, to;
	bool ok;

	page_init(&page);
	ok = model_page(model, revision, SERIES_COLUMNS, NULL, &page, &err);
	to = page.nlines;
	if (ok && section < SECTIONS && 
		!find_section(&page, (enum section)section, &from, &to))
		ok = error_set(&err, ERROR_NOT_FOUND, "this revision has no section '%s'",
			section_names[section]);
	if (ok)
		series_print(&page, from, to, cli);
	else
		cli_error(cli, &err);
	page_release(&page);
	if (ok)
		return CLI_DONE;
	return err.code == ERROR_NOT_FOUND ? CLI_ODD : CLI_INPUT;
}

/* ---- related series ------------------------------------------------------------------------- */

/* Two lines: the series as search prints it, and what it shares. */
static bool print_related_row(struct model *model, const struct related_row *row, struct cli *cli)
{
	struct listing listing = {.model = model, .query = "", .hits = &row->hit, .n = 1};
	struct arena arena = ARENA_INIT;
	size_t i;

	if (!format_text(&listing, cli))
		return false;
	fprintf(cli->out, "       %6.2f  %u shared:", row->weight, row->shared);
	for (i = 0; i < row->npaths; i++) {
		struct vis path = text_visible(&arena, row->paths[i]);

		fprintf(cli->out, "%s %.*s", i ? "," : "", VIS_ARG(path));
	}
	fprintf(cli->out, "%s\n", row->shared > row->npaths ? ", ..." : "");
	arena_release(&arena);
	return true;
}

static int print_related(struct model *model, int64_t series, struct cli *cli)
{
	struct ask ask = {.kind = ASK_RELATED, .series = series};
	struct arena arena = ARENA_INIT;
	struct answer answer;
	struct error err;
	int status = CLI_ODD;
	size_t i;

	if (ask_wait(model, &ask, &arena, &answer, cli, &status)) {
		if (answer.related.n == 0) {
			error_set(&err, ERROR_NOT_FOUND, "no other series shares a file with it");
			cli_error(cli, &err);
		}
		for (i = 0; i < answer.related.n && !cli_stopped(cli); i++)
			status = print_related_row(model, &answer.related.rows[i], cli) ?
				CLI_DONE : CLI_INPUT;
	}
	arena_release(&arena);
	return status;
}

/* ---- the command ---------------------------------------------------------------------------- */

/* RELATED is no section of a page, since it takes a look at all series. */
#define RELATED SECTION_RELATED
#define ALL     SECTIONS

static bool read_section(const char *name, unsigned *section)
{
	unsigned i = 0;

	while (name && i < SECTIONS && strcmp(section_names[i], name) != 0)
		i++;
	*section = name ? i : ALL;
	return !name || i < SECTIONS;
}

static int run(int argc, char **argv, struct cli *cli)
{
	struct cli_option options[] = {{.name = "--section", .takes_value = true}, {.name = NULL}};
	unsigned section;
	struct model *model;
	struct hit hit;
	int status;

	if (!cli_options(argc, argv, options, cli))
		return CLI_USAGE;
	if (!read_section(options[0].value, &section))
		return cli_usage(cli, "the section '%s' is none of cover, changelog, diffstat, patches,"
			" people, links, source and related", options[0].value);
	if (!argv[1])
		return cli_usage(cli, "a series is missing");
	model = ask_open(cli, argv + 2);
	if (!model)
		return CLI_INPUT;
	status = series_resolve(model, argv[1], &hit, cli);
	if (status == CLI_DONE)
		status = section == RELATED ? print_related(model, hit.series, cli) :
			print_page(model, hit.revision, section, cli);
	model_close(model);
	return status;
}

const struct command command_show = {
	.name = "show",
	.usage = "SERIES[@vN] [PATH…]",
	.summary = "Print a revision as the browser shows it",
	.help = "SERIES is the id that search prints, a message-id, the address of one in an\n"
		"archive, the slug that b4 puts into it, or a query that finds one series; when\n"
		"several are found they are listed, and the exit status is 1. Without a version\n"
		"(as in @v3, @v5.1, @rfc1) it is the revision that was named or found, or the\n"
		"newest with a text. With paths, these are read first.\n"
		"\n"
		"  --section NAME  only this: cover, changelog, diffstat, patches, people, links,\n"
		"                  source, or related: the series that share files with it, the\n"
		"                  more and the rarer ones first\n",
	.run = run,
};
