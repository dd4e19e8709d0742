#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/ask.h"
#include "cli/found.h"
#include "cli/json.h"
#include "cli/settings.h"

struct search_options {
	const struct format *format;
	enum sort sort;
	size_t limit;
	bool batch, muted;
};

static const char *const sort_names[SORTS] = {
	[SORT_NEWEST] = "newest",
	[SORT_OLDEST] = "oldest",
	[SORT_TITLE] = "title",
	[SORT_AUTHOR] = "author",
	[SORT_LINES] = "lines",
	[SORT_PATCHES] = "patches",
	[SORT_REVISION] = "revision",
	[SORT_TAGS] = "tags",
};

static struct listing list(struct model *model, const char *text, const struct result *result,
	const struct search_options *options)
{
	return (struct listing){
		.model = model,
		.query = text,
		.hits = result->hits,
		.n = result->n < options->limit ? result->n : options->limit,
		.digests = result->digests,
	};
}

/* For a person; a program that reads the lines asks for what it wants. */
static void print_muted(const struct result *result, const struct search_options *options,
	struct cli *cli)
{
	if (result->muted && options->format == formats && isatty(fileno(cli->out)))
		fprintf(cli->out, "%u muted, --muted shows them\n", result->muted);
}

static int search(struct model *model, const char *text, const struct search_options *options,
	struct cli *cli)
{
	struct query *query = ask_parse(text, cli);
	int status = CLI_USAGE;
	struct result *result = query ?
		ask_run(model, query, options->sort, options->muted, cli, &status) : NULL;
	struct listing listing;

	query_free(query);
	if (!result)
		return status;
	status = result->n ? CLI_DONE : CLI_ODD;
	if (!result->n)
		ask_say_empty(model, cli);
	listing = list(model, text, result, options);
	if (options->format->print(&listing, cli))
		print_muted(result, options, cli);
	else
		status = CLI_INPUT;
	result_unref(result);
	return status;
}

/* ---- many queries --------------------------------------------------------------------------- */

static void print_query_error(struct slice text, const struct query_error *err, FILE *out)
{
	fputs("{\"query\":", out);
	json_text(text, out);
	fprintf(out, ",\"column\":%d,\"expected\":", err->column);
	json_text(slice_cstr(err->expected), out);
	fputs(",\"nearest\":", out);
	json_text(slice_cstr(err->nearest), out);
	fputs("}\n", out);
}

/* A query that can be written and not be answered: a saved one that is not there. */
static void print_failure(struct slice text, const struct error *err, FILE *out)
{
	fputs("{\"query\":", out);
	json_text(text, out);
	fputs(",\"error\":", out);
	json_text(slice_cstr(err->text), out);
	fputs("}\n", out);
}

static void print_found(void *ctx, const struct found *found, size_t i)
{
	FILE *out = ctx;

	if (i)
		putc(',', out);
	json_found(found, out);
}

static int print_answer(struct model *model, struct slice text, const struct query *query,
	const struct result *result, const struct search_options *options, struct cli *cli)
{
	struct listing listing = list(model, text.p, result, options);
	struct buf normal = BUF_INIT;
	bool ok;

	query_print(query, &normal);
	fputs("{\"query\":", cli->out);
	json_text(buf_slice(&normal), cli->out);
	fprintf(cli->out, ",\"found\":%zu,\"perhaps\":%u,\"series\":[", result->n, result->perhaps);
	buf_release(&normal);
	ok = found_each(&listing, cli, print_found, cli->out);
	fputs("]}\n", cli->out);
	return ok ? CLI_DONE : CLI_INPUT;
}

static int answer(struct model *model, struct slice text, const struct query *query,
	const struct search_options *options, struct cli *cli)
{
	struct ask ask = {.kind = ASK_SERIES, .query = query, .sort = options->sort,
		.with_muted = options->muted};
	struct arena arena = ARENA_INIT;
	struct answer got;
	int status;

	if (ask_wait(model, &ask, &arena, &got, cli, &status)) {
		status = print_answer(model, text, query, got.result, options, cli);
		result_unref(got.result);
	} else {
		print_failure(text, &got.error, cli->out);
	}
	arena_release(&arena);
	return status;
}

/* The text ends with a NUL, and may hold others. */
static int answer_line(struct model *model, struct slice text,
	const struct search_options *options, struct cli *cli)
{
	struct query_error err;
	struct query *query = query_parse(text, &err);
	int status = CLI_ODD;

	if (query)
		status = answer(model, text, query, options, cli);
	else
		print_query_error(text, &err, cli->out);
	query_free(query);
	fflush(cli->out); /* who asks may wait for the answer before it asks on */
	return status;
}

static int search_lines(struct model *model, const struct search_options *options, struct cli *cli)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t n;
	int status = CLI_DONE, one;

	while (!cli_stopped(cli) && (n = getline(&line, &room, stdin)) >= 0) {
		if (n && line[n - 1] == '\n')
			line[--n] = '\0';
		one = answer_line(model, slice_from(line, (size_t)n), options, cli);
		status = one > status ? one : status;
	}
	free(line);
	return status;
}

/* ---- options -------------------------------------------------------------------------------- */

/* NULL leaves what is there. */
static bool read_format(const char *name, struct search_options *options)
{
	if (!name)
		return true;
	for (options->format = formats; options->format->name; options->format++) {
		if (strcmp(options->format->name, name) == 0)
			return true;
	}
	return false;
}

/* NULL leaves what is there. */
static bool read_sort(const char *name, struct search_options *options)
{
	unsigned sort = 0;

	if (!name)
		return true;
	while (sort < SORTS && strcmp(sort_names[sort], name) != 0)
		sort++;
	options->sort = (enum sort)sort;
	return sort < SORTS;
}

static bool read_limit(const char *text, struct search_options *options)
{
	size_t digits;

	if (!text)
		return true;
	options->limit = slice_number(slice_cstr(text), &digits);
	return digits && !text[digits];
}

static bool read_options(int argc, char **argv, struct search_options *options, struct cli *cli)
{
	struct cli_option known[] = {
		{.name = "--format", .takes_value = true},
		{.name = "--sort", .takes_value = true},
		{.name = "--limit", .takes_value = true},
		{.name = "--batch"},
		{.name = "--muted"},
		{.name = NULL},
	};
	const char *format, *sort, *limit;

	if (!cli_options(argc, argv, known, cli))
		return false;
	format = known[0].value;
	sort = known[1].value;
	options->sort = (enum sort)option_number(&cli_settings(cli)->config.options, CONF_SORT);
	limit = known[2].value;
	options->batch = known[3].given;
	options->muted = known[4].given;
	if (!read_format(format, options))
		cli_usage(cli, "the format '%s' is none of text, json, csv and md", format);
	else if (!read_sort(sort, options))
		cli_usage(cli, "the order '%s' is none of newest, oldest, title, author, lines,"
			" patches, revision and tags", sort);
	else if (!read_limit(limit, options))
		cli_usage(cli, "the limit '%s' is no number", limit);
	else if (options->batch && (!format || strcmp(format, "json") != 0))
		cli_usage(cli, "--batch answers in JSON: say --format json");
	else
		return true;
	return false;
}

static int run(int argc, char **argv, struct cli *cli)
{
	struct search_options options = {.format = formats, .limit = SIZE_MAX};
	struct query *query;
	struct model *model;
	int status;

	if (!read_options(argc, argv, &options, cli))
		return CLI_USAGE;
	if (!options.batch && !argv[1])
		return cli_usage(cli, "a query is missing");
	/* A query that is none is told before anything is read. */
	query = ask_parse(options.batch ? "" : argv[1], cli);
	if (!query)
		return CLI_USAGE;
	query_free(query);
	model = ask_open(cli, argv + (options.batch ? 1 : 2));
	if (!model)
		return CLI_INPUT;
	status = options.batch ? search_lines(model, &options, cli) :
		search(model, argv[1], &options, cli);
	model_close(model);
	return status;
}

const struct command command_search = {
	.name = "search",
	.usage = "QUERY [PATH…]",
	.summary = "Print the series that a query finds",
	.help = "The query is one argument, see tidings-query(7); '' finds everything. With\n"
		"paths, these are read first and only what is in them is searched.\n"
		"\n"
		"  --format text  a line for each: the id of the series, the version (+ when a\n"
		"                 newer one is known), patches, lines, date, title, contributor\n"
		"  --format json  an array of series, each with all its revisions\n"
		"  --format csv   for spreadsheets; the first line names the columns\n"
		"  --format md    a report by subsystem that can be mailed\n"
		"  --sort ORDER   newest (the default), oldest, title, author, lines,\n"
		"                 patches, revision or tags\n"
		"  --limit N      at most so many\n"
		"  --muted        muted series too, which are left out unless the query has\n"
		"                 is:muted in it\n"
		"  --batch        no QUERY: queries are lines of standard input, each is answered\n"
		"                 by a line of JSON, with the query's normal form or its error\n"
		"\n"
		"A '-' at the beginning of a query needs a -- before it. The exit status is 1\n"
		"when nothing was found.\n",
	.run = run,
};
