#include <string.h>

#include "cli/ask.h"
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

/* A section of the page; all of it for SECTIONS. */
static int print_page(struct model *model, int64_t revision, enum section section,
	struct cli *cli)
{
	struct page page;
	struct error err;
	size_t from = 0, to;
	bool ok;

	page_init(&page);
	ok = model_page(model, revision, SERIES_COLUMNS, NULL, &page, &err);
	to = page.nlines;
	if (ok && section < SECTIONS && !find_section(&page, section, &from, &to))
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

static bool read_section(const char *name, enum section *section)
{
	unsigned i = 0;

	while (name && i < SECTIONS && strcmp(section_names[i], name) != 0)
		i++;
	*section = name ? (enum section)i : SECTIONS;
	return !name || i < SECTIONS;
}

static int run(int argc, char **argv, struct cli *cli)
{
	struct cli_option options[] = {{.name = "--section", .takes_value = true}, {.name = NULL}};
	enum section section;
	struct model *model;
	struct hit hit;
	int status;

	if (!cli_options(argc, argv, options, cli))
		return CLI_USAGE;
	if (!read_section(options[0].value, &section))
		return cli_usage(cli, "the section '%s' is none of cover, changelog, diffstat, patches,"
			" people, links and source", options[0].value);
	if (!argv[1])
		return cli_usage(cli, "a series is missing");
	model = ask_open(cli, argv + 2);
	if (!model)
		return CLI_INPUT;
	status = series_resolve(model, argv[1], &hit, cli);
	if (status == CLI_DONE)
		status = print_page(model, hit.revision, section, cli);
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
		"  --section NAME  only this: cover, changelog, diffstat, patches, people, links\n"
		"                  or source\n",
	.run = run,
};
