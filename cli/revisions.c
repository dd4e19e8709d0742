#include <string.h>

#include "cli/ask.h"
#include "cli/json.h"
#include "cli/series.h"
#include "util/buf.h"

static void add_version(struct buf *out, const struct revision_row *row)
{
	struct buf version = BUF_INIT;

	buf_addf(&version, "%sv%u", row->rfc ? "RFC " : "", row->version);
	if (row->minor)
		buf_addf(&version, ".%u", row->minor);
	buf_addf(out, "%8s", version.p);
	buf_release(&version);
}

/* A digest knows only that it is not from before its newest link. */
static void add_date(struct buf *out, const struct revision_row *row)
{
	if (row->date)
		buf_addf(out, " %s%08u", row->date_kind == DATE_AT_LEAST ? ">=" : "  ", row->date);
	else
		buf_addf(out, " %10s", "-");
}

static void add_place(struct buf *out, const struct revision_row *row)
{
	if (row->path.n)
		buf_addf(out, SLICE_FMT ":%u", SLICE_ARG(row->path), row->line);
	else
		buf_addc(out, '-');
}

static void print_revision(const struct revision_row *row, struct cli *cli)
{
	struct arena arena = ARENA_INIT;
	struct buf line = BUF_INIT;
	struct vis text;

	add_version(&line, row);
	add_date(&line, row);
	buf_addf(&line, "  %-6s  ", row->absent ? "absent" : row->resend ? "resend" : "here");
	add_place(&line, row);
	text = text_visible(&arena, buf_slice(&line));
	fprintf(cli->out, "%.*s\n", VIS_ARG(text));
	if (row->signal != SIGNAL_NONE)
		fprintf(cli->out, "%21s%s, %u %%\n", "", signal_sentence(row->signal),
			row->confidence);
	if (row->url.n) {
		text = text_visible(&arena, row->url);
		fprintf(cli->out, "%21s%.*s\n", "", VIS_ARG(text));
	}
	buf_release(&line);
	arena_release(&arena);
}

static void print_text(const struct revision_row *rows, size_t n, struct cli *cli)
{
	size_t i;

	for (i = 0; i < n && !cli_stopped(cli); i++)
		print_revision(&rows[i], cli);
}

static void print_json(const struct revision_row *rows, size_t n, struct cli *cli)
{
	size_t i;

	putc('[', cli->out);
	for (i = 0; i < n && !cli_stopped(cli); i++) {
		fputs(i ? ",\n" : "\n", cli->out);
		json_revision(&rows[i], cli->out);
	}
	fputs("\n]\n", cli->out);
}

static int print_revisions(struct model *model, char *what, bool json, struct cli *cli)
{
	struct arena arena = ARENA_INIT;
	struct revision_row *rows;
	struct error err;
	struct hit hit;
	size_t n;
	int status = series_resolve(model, what, &hit, cli);

	if (status != CLI_DONE)
		return status;
	if (!model_revisions(model, hit.series, &arena, &rows, &n, &err)) {
		cli_error(cli, &err);
		status = CLI_INPUT;
	} else {
		(json ? print_json : print_text)(rows, n, cli);
	}
	arena_release(&arena);
	return status;
}

static int run(int argc, char **argv, struct cli *cli)
{
	struct cli_option options[] = {{.name = "--format", .takes_value = true}, {.name = NULL}};
	const char *format;
	struct model *model;
	int status;

	if (!cli_options(argc, argv, options, cli))
		return CLI_USAGE;
	format = options[0].value ? options[0].value : "text";
	if (strcmp(format, "text") != 0 && strcmp(format, "json") != 0)
		return cli_usage(cli, "the format '%s' is none of text and json", format);
	if (!argv[1])
		return cli_usage(cli, "a series is missing");
	model = ask_open(cli, argv + 2);
	if (!model)
		return CLI_INPUT;
	status = print_revisions(model, argv[1], strcmp(format, "json") == 0, cli);
	model_close(model);
	return status;
}

const struct command command_revisions = {
	.name = "revisions",
	.usage = "SERIES [PATH…]",
	.summary = "Print what is known of each revision, and why",
	.help = "Oldest first: the version, its date, whether its text is here, the file and line\n"
		"where it is, or where an absent one is told of; below that why it is taken for a\n"
		"revision of this series, how sure that is, and where it can be read. SERIES is\n"
		"as for show.\n"
		"\n"
		"  --format json  an array of objects, with the lines of all records\n",
	.run = run,
};
