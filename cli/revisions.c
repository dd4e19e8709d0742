#include <string.h>

#include "cli/ask.h"
#include "cli/decide.h"
#include "cli/json.h"
#include "cli/series.h"
#include "util/alloc.h"
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

struct known {
	struct revision_row *rows;
	size_t n;
	struct tie *ties;
	size_t nties;
};

static void print_text(struct model *model, const struct known *known, struct cli *cli)
{
	size_t i;

	for (i = 0; i < known->n && !cli_stopped(cli); i++)
		print_revision(&known->rows[i], cli);
	decide_print_ties(model, known->ties, known->nties, cli);
}

static void print_json(struct model *model, const struct known *known, struct cli *cli)
{
	struct buf ties = BUF_INIT;
	size_t i;

	(void)model;
	putc('[', cli->out);
	for (i = 0; i < known->n && !cli_stopped(cli); i++) {
		buf_clear(&ties);
		decide_json_ties(known->ties, known->nties, known->rows[i].revision, &ties);
		fputs(i ? ",\n" : "\n", cli->out);
		json_revision(&known->rows[i], ties.p, cli->out);
	}
	fputs("\n]\n", cli->out);
	buf_release(&ties);
}

static int print_revisions(struct model *model, char *what, bool json, struct cli *cli)
{
	struct arena arena = ARENA_INIT;
	struct known known;
	struct error err;
	struct hit hit;
	int status = series_resolve(model, what, &hit, cli);

	if (status != CLI_DONE)
		return status;
	if (!model_revisions(model, hit.series, &arena, &known.rows, &known.n, &err)) {
		cli_error(cli, &err);
		status = CLI_INPUT;
	} else if (!decide_ties(model, hit.series, &arena, &known.ties, &known.nties, cli)) {
		status = CLI_INPUT;
	} else {
		(json ? print_json : print_text)(model, &known, cli);
	}
	arena_release(&arena);
	return status;
}

enum option { OPTION_FORMAT, OPTION_LINK, OPTION_UNLINK, OPTION_FORGET, OPTIONS };

static const struct {
	enum option option;
	int (*run)(struct model *model, char *series, char *other, struct cli *cli);
} words[] = {
	{OPTION_LINK, decide_link},
	{OPTION_UNLINK, decide_unlink},
	{OPTION_FORGET, decide_forget},
};

/* What the user says of SERIES and OTHER; the row of `words`. */
static int decide(const struct cli_option *options, size_t word, char **operands, struct cli *cli)
{
	static char *const no_paths[] = {NULL};
	const char *name = options[words[word].option].name;
	struct model *model;
	int status;

	if (options[OPTION_FORMAT].given)
		return cli_usage(cli, "%s prints no format", name);
	if (operands[1] && operands[2])
		return cli_usage(cli, "%s is said of two at most", name);
	if (words[word].option == OPTION_LINK && !operands[1])
		return cli_usage(cli, "%s needs a second series", name);
	if (words[word].option == OPTION_UNLINK && !operands[1] && !series_has_version(operands[0]))
		return cli_usage(cli, "%s needs a revision, SERIES@vN, or a second series", name);
	model = ask_open(cli, no_paths);
	/* What is wrong with the marks was told when they were opened. */
	if (!model || *model_marks_trouble(model)) {
		model_close(model);
		return CLI_INPUT;
	}
	status = words[word].run(model, operands[0], operands[1], cli);
	model_close(model);
	return status;
}

static int print(const struct cli_option *options, char **operands, struct cli *cli)
{
	const char *format = options[OPTION_FORMAT].given ? options[OPTION_FORMAT].value : "text";
	struct model *model;
	int status;

	if (strcmp(format, "text") != 0 && strcmp(format, "json") != 0)
		return cli_usage(cli, "the format '%s' is none of text and json", format);
	model = ask_open(cli, operands + 1);
	if (!model)
		return CLI_INPUT;
	status = print_revisions(model, operands[0], strcmp(format, "json") == 0, cli);
	model_close(model);
	return status;
}

static int run(int argc, char **argv, struct cli *cli)
{
	struct cli_option options[OPTIONS + 1] = {
		[OPTION_FORMAT] = {.name = "--format", .takes_value = true},
		[OPTION_LINK] = {.name = "--link"},
		[OPTION_UNLINK] = {.name = "--unlink"},
		[OPTION_FORGET] = {.name = "--forget"},
	};
	size_t i, word = 0, given = 0;

	if (!cli_options(argc, argv, options, cli))
		return CLI_USAGE;
	if (!argv[1])
		return cli_usage(cli, "a series is missing");
	for (i = 0; i < ARRAY_LEN(words); i++)
		if (options[words[i].option].given) {
			word = i;
			given++;
		}
	if (given > 1)
		return cli_usage(cli, "only one of --link, --unlink and --forget can be said");
	return given ? decide(options, word, argv + 1, cli) : print(options, argv + 1, cli);
}

const struct command command_revisions = {
	.name = "revisions",
	.usage = "[OPTION] SERIES …",
	.summary = "Print what is known of each revision, and why",
	.help = "Oldest first: the version, its date, whether its text is here, the file and line\n"
		"where it is, or where an absent one is told of; below that why it is taken for a\n"
		"revision of this series, how sure that is, and where it can be read. SERIES is\n"
		"as for show.\n"
		"\n"
		"Behind them stand those of other series that perhaps belong to this one, with\n"
		"their ids and what speaks for it, and those that by hand were told from it.\n"
		"\n"
		"  SERIES [PATH…]          of these files and folders alone\n"
		"  --format json           an array of objects, with the lines of all records\n"
		"  --link SERIES OTHER     the two are one series, whatever their mails say\n"
		"  --unlink SERIES@vN      this revision is none of the series\n"
		"  --unlink SERIES OTHER   the two are not the same; two revisions of one series\n"
		"                          are cut apart\n"
		"  --forget SERIES [OTHER] take back what was so decided\n"
		"\n"
		"Such decisions are marks: tidings mark takes them back, too, and carries them.\n"
		"The exit status is 1 when nothing was found or can be decided.\n",
	.run = run,
};
