#include <string.h>
#include <unistd.h>

#include "cli/ask.h"
#include "cli/rank_print.h"
#include "cli/settings.h"
#include "conf/mailmap.h"
#include "conf/org.h"
#include "util/alloc.h"
#include "util/file.h"

enum option {
	OPTION_BY,
	OPTION_PER,
	OPTION_FORMAT,
	OPTION_LIST,
	OPTION_DIGEST,
	OPTION_SINCE,
	OPTION_UNTIL,
	OPTION_MAILMAP,
	OPTION_ORG,
	OPTIONS
};

static const char *const option_names[OPTIONS] = {
	[OPTION_BY] = "--by",
	[OPTION_PER] = "--per",
	[OPTION_FORMAT] = "--format",
	[OPTION_LIST] = "--list",
	[OPTION_DIGEST] = "--digest",
	[OPTION_SINCE] = "--since",
	[OPTION_UNTIL] = "--until",
	[OPTION_MAILMAP] = "--mailmap",
	[OPTION_ORG] = "--org",
};

static const char *const format_names[] = {"text", "json", "csv"};
static void (*const formats[])(const struct rank_print *, struct cli *) = {
	rank_print_text,
	rank_print_json,
	rank_print_csv,
};

/* ---- options ---------------------------------------------------------------------------------- */

/* Leaves the operands in argv, ended by NULL. */
static bool take_options(int argc, char **argv, const char **values, struct cli *cli)
{
	struct cli_option options[OPTIONS + 1] = {{.name = NULL}};
	size_t i;

	for (i = 0; i < OPTIONS; i++)
		options[i] = (struct cli_option){.name = option_names[i], .takes_value = true};
	if (!cli_options(argc, argv, options, cli))
		return false;
	for (i = 0; i < OPTIONS; i++)
		values[i] = options[i].value;
	return true;
}

/* Which of the names it is (the first for NULL); -1 after it has complained. */
static int choose(const char *const *names, int n, enum option option, const char *value,
	struct cli *cli)
{
	int i;

	if (!value)
		return 0;
	for (i = 0; i < n; i++)
		if (strcmp(names[i], value) == 0)
			return i;
	cli_usage(cli, "%s has no '%s'", option_names[option], value);
	return -1;
}

/* 2025, 2025-11, 2025-11-20, with or without dashes; what is left out is filled with `fill`. */
static bool read_date(enum option option, const char *value, unsigned fill, uint32_t *date,
	struct cli *cli)
{
	unsigned number = 0;
	size_t digits = 0;
	const char *p = value;

	for (; p && *p; p++) {
		if (*p == '-' && digits > 0 && p[1])
			continue;
		if (*p < '0' || *p > '9' || ++digits > 8)
			break;
		number = number * 10 + (unsigned)(*p - '0');
	}
	if (p && (*p || (digits != 4 && digits != 6 && digits != 8))) {
		cli_usage(cli, "%s wants a date as in 2025-11-20", option_names[option]);
		return false;
	}
	for (; p && digits < 8; digits += 2)
		number = number * 100 + fill;
	*date = number;
	return true;
}

/* ---- maps ------------------------------------------------------------------------------------- */

struct maps {
	struct mailmap mailmap;
	struct org_map orgs;
};

/* Lines that are wrong are told, and the others hold. */
static void print_errors(const struct buf *errors, struct cli *cli)
{
	struct slice rest = buf_slice(errors);
	struct slice line;
	struct error err;

	while (slice_next_line(&rest, &line)) {
		error_set(&err, ERROR_INPUT, SLICE_FMT, SLICE_ARG(line));
		cli_error(cli, &err);
	}
}

static bool read_maps(struct maps *maps, const char *const *values, struct cli *cli)
{
	const char *mailmap = values[OPTION_MAILMAP];
	const char *org = values[OPTION_ORG];
	struct buf text = BUF_INIT;
	struct buf errors = BUF_INIT;
	struct error err;
	bool ok = true;

	config_maps(&cli_settings(cli)->config, &maps->mailmap, &maps->orgs, &errors);
	if (mailmap) {
		ok = file_read(mailmap, &text, &err);
		mailmap_read(&maps->mailmap, mailmap, buf_slice(&text), &errors);
	}
	buf_clear(&text);
	if (org && ok) {
		ok = file_read(org, &text, &err);
		org_read(&maps->orgs, org, buf_slice(&text), &errors);
	}
	print_errors(&errors, cli);
	if (!ok)
		cli_error(cli, &err);
	buf_release(&text);
	buf_release(&errors);
	return ok;
}

/* ---- the command ------------------------------------------------------------------------------ */

static int print(struct model *model, const struct rank_options *options, struct rank_print *p,
	int format, struct cli *cli)
{
	struct arena arena = ARENA_INIT;
	struct rank_table table;
	struct error err;
	int status = CLI_INPUT;

	p->table = &table;
	if (!model_rank(model, options, &arena, &table, &err)) {
		/* A saved query that is not there is a fault of the query. */
		status = err.code == ERROR_INPUT ? CLI_USAGE : CLI_INPUT;
		cli_error(cli, &err);
	} else {
		rank_print_notes(p, cli);
		status = table.n > 0 ? CLI_DONE : CLI_ODD;
		if (status == CLI_DONE || format != 0)
			formats[format](p, cli);
		else
			fputs(*p->query ? "tidings: the query leaves nothing to rank\n" :
				"tidings: there is no digest with such a ranking\n", cli->err);
	}
	arena_release(&arena);
	return status;
}

static int rank(char **paths, const char *const *values, struct rank_options *options,
	const char *query, int format, struct cli *cli)
{
	struct rank_print p = {.query = query, .per_digest = values[OPTION_PER] != NULL};
	struct maps maps;
	struct model *model = NULL;
	int status = CLI_INPUT;

	mailmap_init(&maps.mailmap);
	org_init(&maps.orgs);
	options->mailmap = &maps.mailmap;
	options->orgs = &maps.orgs;
	if (read_maps(&maps, values, cli))
		model = ask_open(cli, paths);
	if (model)
		status = print(model, options, &p, format, cli);
	model_close(model);
	mailmap_release(&maps.mailmap);
	org_release(&maps.orgs);
	return status;
}

/* Written as a path is, and not as a regular expression. */
static bool is_path(const char *text)
{
	struct slice s = slice_cstr(text);

	return slice_starts(s, "./") || slice_starts(s, "../") ||
		(slice_starts(s, "/") && slice_find_byte(slice_skip(s, 1), '/') + 2 < s.n &&
			slice_find_byte(s, ' ') == s.n && !slice_ends(s, "/"));
}

/* The first operand, unless there is a file or folder of that name, or should be one. */
static const char *take_query(char ***operands)
{
	const char *first = (*operands)[0];

	if (!first || access(first, F_OK) == 0 || is_path(first))
		return "";
	(*operands)++;
	return first;
}

static int run(int argc, char **argv, struct cli *cli)
{
	static const char *const per_names[] = {"digest"};
	const char *values[OPTIONS] = {NULL};
	struct rank_options options = {.by = RANK_BY_PERSON};
	char **paths = argv + 1;
	struct query *query;
	const char *text;
	int by, format, status;

	if (!take_options(argc, argv, values, cli))
		return CLI_USAGE;
	by = choose(rank_by_names, RANK_BYS, OPTION_BY, values[OPTION_BY], cli);
	if (by < 0 || choose(per_names, 1, OPTION_PER, values[OPTION_PER], cli) < 0)
		return CLI_USAGE;
	format = choose(format_names, (int)ARRAY_LEN(formats), OPTION_FORMAT, values[OPTION_FORMAT], cli);
	if (format < 0 ||
		!read_date(OPTION_SINCE, values[OPTION_SINCE], 0, &options.since, cli) ||
		!read_date(OPTION_UNTIL, values[OPTION_UNTIL], 99, &options.until, cli))
		return CLI_USAGE;
	options.by = (enum rank_by)by;
	options.list = values[OPTION_LIST];
	options.digest = values[OPTION_DIGEST];
	text = take_query(&paths);
	query = ask_parse(text, cli);
	if (!query)
		return CLI_USAGE;
	options.query = query;
	status = rank(paths, values, &options, text, format, cli);
	query_free(query);
	return status;
}

const struct command command_rank = {
	.name = "rank",
	.usage = "[OPTION…] [QUERY] [PATH…]",
	.summary = "Print the rankings of digests, summed",
	.help = "QUERY, see tidings-query(7): its d:, l: and digest: restrict the digests, all\n"
		"else the revisions. With paths, which exist, only what is in them is counted.\n"
		"  --by person     persons as the digests print them (default)\n"
		"       domain     mail domains as the digests print them\n"
		"       subsystem  patches of the revisions shown, by subsystem\n"
		"       author     patches of the revisions shown, by who wrote them\n"
		"       reviewer   revisions shown with a Reviewed-by, by who gave it\n"
		"  --per digest    a column for each digest\n"
		"  --format FORMAT text, json or csv\n"
		"  --list NAME, --digest NAME, --since DATE, --until DATE\n"
		"                  only digests of this list, with this file name or commit id,\n"
		"                  of these days (2025, 2025-11 or 2025-11-20)\n"
		"  --mailmap FILE  one person's names and addresses, as in gitmailmap(5)\n"
		"  --org FILE      lines `domain = organisation`; both over those of the config\n"
		"\n"
		"Share is that of the sum over all domains, others what is not listed. Move and\n"
		"+/- compare the newest digest of each list with the one before it.\n",
	.run = run,
};
