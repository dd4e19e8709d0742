#include <stdlib.h>
#include <string.h>

#include "cli/ask.h"
#include "cli/json.h"
#include "cli/series.h"
#include "util/alloc.h"
#include "util/file.h"
#include "util/text.h"

enum option {
	OPTION_READ, OPTION_UNREAD, OPTION_FLAG, OPTION_UNFLAG, OPTION_MUTE, OPTION_UNMUTE,
	OPTION_NOTE, OPTION_UNDO, OPTION_CATCH_UP, OPTION_EXPORT, OPTION_MERGE,
	OPTION_SAVE, OPTION_FORGET, OPTION_QUERIES, OPTIONS
};

/* What is marked: series, of each the revision that is meant, and subsystems. */
struct targets {
	struct hit *hits;
	size_t n, room;
	struct slice *subsystems;
	size_t nsubsystems, subsystems_room;
};

static int fail(struct cli *cli, const struct error *err)
{
	cli_error(cli, err);
	return err->code == ERROR_NOT_FOUND ? CLI_ODD : CLI_INPUT;
}

/* ---- marks of series ------------------------------------------------------------------------ */

static const struct {
	enum option option;
	enum mark mark;
	bool on;
	const char *what;
} marks[] = {
	{OPTION_READ, MARK_READ, true, "read"},
	{OPTION_UNREAD, MARK_READ, false, "unread"},
	{OPTION_FLAG, MARK_FLAG, true, "flagged"},
	{OPTION_UNFLAG, MARK_FLAG, false, "no longer flagged"},
	{OPTION_MUTE, MARK_MUTE, true, "muted"},
	{OPTION_UNMUTE, MARK_MUTE, false, "no longer muted"},
};

static int resolve(struct model *model, char **operands, struct targets *targets,
	struct cli *cli)
{
	int status = CLI_DONE;

	for (; *operands && status == CLI_DONE; operands++) {
		struct slice what = slice_cstr(*operands);

		if (slice_starts(what, "sub:") && what.n > 4 && slice_find_byte(what, ' ') == what.n) {
			GROW(targets->subsystems, targets->subsystems_room,
				targets->nsubsystems + 1);
			targets->subsystems[targets->nsubsystems++] = slice_skip(what, 4);
			continue;
		}
		GROW(targets->hits, targets->room, targets->n + 1);
		status = series_resolve(model, *operands, &targets->hits[targets->n++], cli);
	}
	return status;
}

static int mark_hits(struct model *model, size_t which, const struct hit *hits, size_t n,
	struct cli *cli)
{
	struct error err;
	size_t changed;

	if (!model_mark(model, marks[which].mark, marks[which].on, hits, n, &changed, &err))
		return fail(cli, &err);
	fprintf(cli->out, "%zu of %zu series %s\n", changed, n, marks[which].what);
	return CLI_DONE;
}

static int mute_subsystems(struct model *model, const struct targets *targets, bool on,
	struct cli *cli)
{
	struct error err;
	size_t i;

	for (i = 0; i < targets->nsubsystems; i++)
		if (!model_mute_subsystem(model, targets->subsystems[i], on, &err))
			return fail(cli, &err);
	if (i > 0)
		fprintf(cli->out, "%zu subsystems %s\n", i,
			on ? "muted" : "no longer muted");
	return CLI_DONE;
}

static int note(struct model *model, const struct targets *targets, const char *text,
	struct cli *cli)
{
	struct error err;
	size_t i;

	for (i = 0; i < targets->n; i++)
		if (!model_note(model, &targets->hits[i], slice_cstr(text), &err))
			return fail(cli, &err);
	fprintf(cli->out, "%zu series noted\n", targets->n);
	return CLI_DONE;
}

static int mark_targets(struct model *model, const struct cli_option *options,
	const struct targets *targets, struct cli *cli)
{
	int status = CLI_DONE;
	size_t i;

	for (i = 0; i < ARRAY_LEN(marks) && status == CLI_DONE; i++) {
		if (!options[marks[i].option].given)
			continue;
		if (targets->n > 0)
			status = mark_hits(model, i, targets->hits, targets->n, cli);
		if (status == CLI_DONE && marks[i].mark == MARK_MUTE)
			status = mute_subsystems(model, targets, marks[i].on, cli);
	}
	if (status == CLI_DONE && options[OPTION_NOTE].given)
		status = note(model, targets, options[OPTION_NOTE].value, cli);
	return status;
}

static int mark_series(struct model *model, const struct cli_option *options, char **operands,
	struct cli *cli)
{
	struct targets targets = {.n = 0};
	int status = resolve(model, operands, &targets, cli);

	if (status == CLI_DONE && targets.nsubsystems > 0 && !options[OPTION_MUTE].given &&
		!options[OPTION_UNMUTE].given)
		status = cli_usage(cli, "a subsystem can be muted, and nothing else");
	if (status == CLI_DONE)
		status = mark_targets(model, options, &targets, cli);
	free(targets.hits);
	free(targets.subsystems);
	return status;
}

/* ---- the others ----------------------------------------------------------------------------- */

static int undo(struct model *model, const char *value, struct cli *cli)
{
	struct arena arena = ARENA_INIT;
	struct error err;
	struct slice what;
	int status = CLI_DONE;

	(void)value;
	if (model_undo(model, &arena, &what, &err)) {
		struct vis text = text_visible(&arena, what);

		fprintf(cli->out, "taken back: %.*s\n", VIS_ARG(text));
	} else {
		status = fail(cli, &err);
	}
	arena_release(&arena);
	return status;
}

static int catch_up(struct model *model, const char *query, struct cli *cli)
{
	int status;
	struct result *result = ask_query(model, query, SORT_NEWEST, cli, &status);

	if (!result)
		return status;
	status = mark_hits(model, 0, result->hits, result->n, cli);
	if (status == CLI_DONE && result->n == 0)
		status = CLI_ODD;
	result_unref(result);
	return status;
}

static int export(struct model *model, const char *value, struct cli *cli)
{
	struct arena arena = ARENA_INIT;
	struct mark_record *records;
	struct error err;
	size_t n, i;
	int status = CLI_DONE;

	(void)value;
	if (!model_marks_export(model, &arena, &records, &n, &err))
		status = fail(cli, &err);
	for (i = 0; status == CLI_DONE && i < n && !cli_stopped(cli); i++)
		json_mark(&records[i], cli->out);
	arena_release(&arena);
	return status;
}

static bool parse_marks(const char *path, struct slice text, struct arena *a,
	struct mark_record **records, size_t *n, struct error *err)
{
	struct slice line;
	size_t room = 0, number;

	*n = 0;
	*records = NULL;
	for (number = 1; slice_next_line(&text, &line); number++) {
		struct error why;

		if (slice_is_blank(line))
			continue;
		ARENA_GROW(a, *records, room, *n + 1);
		if (!json_mark_parse(line, a, &(*records)[(*n)++], &why))
			return error_set(err, ERROR_INPUT, "%s:%zu: %s", path, number, why.text);
	}
	return true;
}

/* All of the file or nothing of it. */
static int merge(struct model *model, const char *path, struct cli *cli)
{
	struct arena arena = ARENA_INIT;
	struct buf text = BUF_INIT;
	struct mark_record *records;
	struct error err;
	size_t n, changed;
	int status = CLI_DONE;

	if (file_read(path, &text, &err) &&
		parse_marks(path, buf_slice(&text), &arena, &records, &n, &err) &&
		model_marks_merge(model, records, n, &changed, &err))
		fprintf(cli->out, "%zu marks read, %zu changes\n", n, changed);
	else
		status = fail(cli, &err);
	buf_release(&text);
	arena_release(&arena);
	return status;
}

/* NAME=QUERY; a query that cannot be asked is not saved. */
static int save(struct model *model, const char *value, struct cli *cli)
{
	struct slice name = slice_cstr(value), text;
	size_t at = slice_find_byte(name, '=');
	struct query *query;
	struct error err;

	if (at == 0 || at == name.n)
		return cli_usage(cli, "--save needs NAME=QUERY");
	text = slice_skip(name, at + 1);
	name.n = at;
	query = ask_parse(text.p, cli);
	if (!query)
		return CLI_USAGE;
	query_free(query);
	if (model_query_save(model, name, text, &err))
		return CLI_DONE;
	/* Such a name is a fault of the command line. */
	return err.code == ERROR_INPUT ? cli_usage(cli, "%s", err.text) : fail(cli, &err);
}

static int forget(struct model *model, const char *value, struct cli *cli)
{
	struct error err;

	return model_query_delete(model, slice_cstr(value), &err) ? CLI_DONE : fail(cli, &err);
}

static int list_queries(struct model *model, const char *value, struct cli *cli)
{
	struct arena arena = ARENA_INIT;
	struct saved_query *rows;
	struct error err;
	size_t n, i;
	int status = CLI_DONE;

	(void)value;
	if (!model_query_list(model, &arena, &rows, &n, &err))
		status = fail(cli, &err);
	for (i = 0; i < n; i++) {
		struct vis name = text_visible(&arena, rows[i].name);
		struct vis text = text_visible(&arena, rows[i].text);

		fprintf(cli->out, "%.*s=%.*s\n", VIS_ARG(name), VIS_ARG(text));
	}
	arena_release(&arena);
	return status;
}

static const struct {
	enum option option;
	int (*run)(struct model *model, const char *value, struct cli *cli);
} others[] = {
	{OPTION_UNDO, undo},
	{OPTION_CATCH_UP, catch_up},
	{OPTION_EXPORT, export},
	{OPTION_MERGE, merge},
	{OPTION_SAVE, save},
	{OPTION_FORGET, forget},
	{OPTION_QUERIES, list_queries},
};

/* ---- the command ---------------------------------------------------------------------------- */

/* What is asked for makes sense; the row of `others` or -1. */
static bool check(const struct cli_option *options, char **operands, int *other, struct cli *cli)
{
	size_t i, given = 0;

	*other = -1;
	for (i = 0; i < OPTIONS; i++)
		given += options[i].given;
	for (i = 0; i < ARRAY_LEN(others); i++)
		if (options[others[i].option].given)
			*other = (int)i;
	if (given == 0)
		cli_usage(cli, "it is not said what to do");
	else if (*other >= 0 && (given > 1 || operands[0]))
		cli_usage(cli, "%s stands alone", options[others[*other].option].name);
	else if (*other < 0 && !operands[0])
		cli_usage(cli, "a series is missing");
	else
		return true;
	return false;
}

static int run(int argc, char **argv, struct cli *cli)
{
	static char *const no_paths[] = {NULL};
	struct cli_option options[OPTIONS + 1] = {
		[OPTION_READ] = {.name = "--read"},
		[OPTION_UNREAD] = {.name = "--unread"},
		[OPTION_FLAG] = {.name = "--flag"},
		[OPTION_UNFLAG] = {.name = "--unflag"},
		[OPTION_MUTE] = {.name = "--mute"},
		[OPTION_UNMUTE] = {.name = "--unmute"},
		[OPTION_NOTE] = {.name = "--note", .takes_value = true},
		[OPTION_UNDO] = {.name = "--undo"},
		[OPTION_CATCH_UP] = {.name = "--catch-up", .takes_value = true},
		[OPTION_EXPORT] = {.name = "--export"},
		[OPTION_MERGE] = {.name = "--merge", .takes_value = true},
		[OPTION_SAVE] = {.name = "--save", .takes_value = true},
		[OPTION_FORGET] = {.name = "--forget", .takes_value = true},
		[OPTION_QUERIES] = {.name = "--queries"},
	};
	struct model *model;
	int other, status = CLI_INPUT;

	if (!cli_options(argc, argv, options, cli) || !check(options, argv + 1, &other, cli))
		return CLI_USAGE;
	model = ask_open(cli, no_paths);
	/* What is wrong with the marks was told when they were opened. */
	if (!model || *model_marks_trouble(model)) {
		model_close(model);
		return CLI_INPUT;
	}
	if (other >= 0)
		status = others[other].run(model, options[others[other].option].value, cli);
	else
		status = mark_series(model, options, argv + 1, cli);
	model_close(model);
	return status;
}

const struct command command_mark = {
	.name = "mark",
	.usage = "SERIES… MARK…",
	.summary = "Mark series: read, flag, mute, note",
	.help = "SERIES is the id that search prints, or a query that finds one series; behind it\n"
		"@vN names a revision.\n"
		"\n"
		"  --read, --unread  the revision; those before it count as read with it\n"
		"  --flag, --unflag  the series\n"
		"  --mute, --unmute  the series; as SERIES also sub:PATH, a subsystem and below\n"
		"  --note TEXT       the series; an empty text takes the note away\n"
		"\n"
		"and without a series:\n"
		"  --undo            take the last change back; again, the one before\n"
		"  --catch-up QUERY  mark all that it finds as read\n"
		"  --export          print all marks, a line of JSON each\n"
		"  --merge FILE      put in what another machine has exported; of each field the\n"
		"                    newest change wins\n"
		"  --save NAME=QUERY, --forget NAME, --queries\n"
		"                    save a query, to be asked as query:NAME; list them\n"
		"\n"
		"The exit status is 1 when nothing was found or there is nothing to take back.\n",
	.run = run,
};
