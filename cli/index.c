#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/cli.h"
#include "cli/open.h"
#include "cli/progress.h"
#include "model/model.h"
#include "util/alloc.h"
#include "util/file.h"

enum option { OPTION_REBUILD, OPTION_PRUNE, OPTION_DATE, OPTIONS };

struct job {
	struct model *model;
	struct arena arena;
	const char **paths; /* standard input has become one */
	size_t n;
	bool rebuild, prune;
	bool has_date;
	uint32_t date;      /* 0: take back what was given */
};

/* ---- the report ------------------------------------------------------------------------------- */

/* What is 0 is left out, but for what was added. */
static void print_report(const struct import_status *s, FILE *out)
{
	const struct {
		const char *what;
		unsigned count;
	} rows[] = {
		{"replaced", s->replaced},
		{"unchanged", s->unchanged},
		{"no longer there, kept", s->removed},
		{"no longer there, dropped", s->dropped},
		{"not digests", s->not_digest},
		{"could not be read", s->failed},
	};
	double seconds = (double)s->elapsed_ms / 1e3;
	size_t i;

	fprintf(out, "%u added", s->added);
	for (i = 0; i < ARRAY_LEN(rows); i++)
		if (rows[i].count > 0)
			fprintf(out, "; %u %s", rows[i].count, rows[i].what);
	fprintf(out, "\n%u %s looked at, %u read", s->done, s->done == 1 ? "file" : "files",
		s->read);
	if (s->compared > 0)
		fprintf(out, ", %u compared", s->compared);
	fprintf(out, ": %u records, %.1f MB, %.2f s", s->records, (double)s->bytes / 1e6, seconds);
	if (s->read > 0 && s->elapsed_ms > 0)
		fprintf(out, ", %.1f MB/s", (double)s->bytes / 1e6 / seconds);
	fputc('\n', out);
}

static void say_stopped(const struct import_status *s, struct cli *cli)
{
	struct error err;

	error_set(&err, ERROR_CANCELLED, "stopped after %u of %u files: the index is whole, and the "
		"same command goes on from here", s->done, s->found);
	cli_error(cli, &err);
}

static int import(struct job *job, struct cli *cli)
{
	struct import_status status;
	struct error err;
	bool ok = (job->prune ? model_prune : model_import)(job->model, job->paths, job->n, &err) &&
		progress_wait(job->model, cli, &err);

	cli_print_messages(job->model, cli);
	model_import_status(job->model, &status);
	if (!ok && err.code != ERROR_CANCELLED) {
		cli_error(cli, &err);
		return CLI_INPUT;
	}
	print_report(&status, cli->out);
	if (!ok)
		say_stopped(&status, cli);
	if (!ok || status.failed > 0)
		return CLI_INPUT;
	if (status.refused > 0)
		return CLI_ODD;
	if (status.added + status.replaced + status.unchanged + status.dropped > 0)
		return CLI_DONE;
	if (job->n > 0) {
		error_set(&err, ERROR_INPUT, "there is no digest in %s", job->paths[0]);
		cli_error(cli, &err);
	}
	return CLI_ODD;
}

/* ---- before it -------------------------------------------------------------------------------- */

/* A pipe can be read once, so what is in it is kept. */
static const char *keep_input(struct job *job, struct cli *cli)
{
	struct buf text = BUF_INIT;
	const char *path = NULL;
	struct error err, why;
	bool ok = file_read("-", &text, &err);

	if (ok && !model_keep(job->model, buf_slice(&text), &job->arena, &path, &why))
		ok = error_set(&err, why.code, "standard input: %s", why.text);
	if (!ok)
		cli_error(cli, &err);
	buf_release(&text);
	return ok ? path : NULL;
}

static bool take_paths(struct job *job, char **operands, struct cli *cli)
{
	for (; *operands; operands++) {
		const char *path = *operands;

		if (strcmp(path, "-") == 0 && !(path = keep_input(job, cli)))
			return false;
		job->paths[job->n++] = path;
	}
	return true;
}

static bool give_date(const struct job *job, struct cli *cli)
{
	struct error err;
	size_t i;

	for (i = 0; job->has_date && i < job->n; i++) {
		if (model_date(job->model, job->paths[i], job->date, &err))
			continue;
		cli_error(cli, &err);
		return false;
	}
	return true;
}

static int work(struct job *job, char **operands, struct cli *cli)
{
	struct error err;

	if (!take_paths(job, operands, cli) || !give_date(job, cli))
		return CLI_INPUT;
	if (job->rebuild && !model_rebuild(job->model, &err)) {
		cli_error(cli, &err);
		return CLI_INPUT;
	}
	return import(job, cli);
}

/* ---- options ---------------------------------------------------------------------------------- */

/* 20251120 or 2025-11-20; whether there is such a day the model says. */
static bool read_date(const char *text, uint32_t *date)
{
	struct slice rest = slice_cstr(text);
	unsigned parts[3];
	size_t digits, i;

	*date = slice_number(rest, &digits);
	if (digits == rest.n && (digits == 0 || digits == 8))
		return true;
	for (i = 0; i < 3; i++) {
		parts[i] = slice_number(rest, &digits);
		rest = slice_skip(rest, digits);
		if (digits != (i ? 2 : 4) || (i < 2 && !slice_starts(rest, "-")))
			return false;
		rest = slice_skip(rest, i < 2);
	}
	*date = parts[0] * 10000 + parts[1] * 100 + parts[2];
	return rest.n == 0;
}

static bool is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static bool check_date(const struct cli_option *option, char **operands, struct job *job,
	struct cli *cli)
{
	job->has_date = option->given;
	if (!option->given)
		return true;
	if (!read_date(option->value, &job->date)) {
		cli_usage(cli, "'%s' is no date as in 2025-11-20", option->value);
		return false;
	}
	if (!*operands) {
		cli_usage(cli, "a date is of a file: which one?");
		return false;
	}
	for (; *operands; operands++) {
		if (!is_folder(*operands))
			continue;
		cli_usage(cli, "a date is of a file, and %s is a folder", *operands);
		return false;
	}
	return true;
}

static int run_index(int argc, char **argv, struct cli *cli)
{
	struct cli_option options[OPTIONS + 1] = {
		[OPTION_REBUILD] = {.name = "--rebuild"},
		[OPTION_PRUNE] = {.name = "--prune"},
		[OPTION_DATE] = {.name = "--date", .takes_value = true},
	};
	struct job job = {.arena = ARENA_INIT};
	int status;

	if (!cli_options(argc, argv, options, cli) ||
		!check_date(&options[OPTION_DATE], argv + 1, &job, cli))
		return CLI_USAGE;
	job.rebuild = options[OPTION_REBUILD].given;
	job.prune = options[OPTION_PRUNE].given;
	if (!argv[1] && !job.rebuild && !job.prune)
		return cli_usage(cli, "files or folders are missing");
	job.model = cli_open_model(NULL, 0, cli);
	if (!job.model)
		return CLI_INPUT;
	job.paths = xcalloc((size_t)argc, sizeof(*job.paths));
	status = work(&job, argv + 1, cli);
	model_close(job.model);
	arena_release(&job.arena);
	free(job.paths);
	return status;
}

const struct command command_index = {
	.name = "index",
	.usage = "[OPTION…] PATH…",
	.summary = "Add digests to the index",
	.help = "Reads files, and folders with all below them but what is hidden; '-' is a digest\n"
		"on standard input, which is kept. What has not changed since it was read is\n"
		"not read again; a digest whose file is gone stays.\n"
		"\n"
		"  --rebuild    empty the index first; without a path, all it knew are read\n"
		"  --prune      drop the digests whose files are gone; without a path, of all\n"
		"  --date DATE  the date, as in 2025-11-20, of the digest in each FILE given,\n"
		"               for one that does not tell its own; '' takes it back\n"
		"\n"
		"C-c stops after the file that is being read, and leaves a whole index. Exit\n"
		"status is 1 when there was no digest or a file that was named is none, 3 when\n"
		"something could not be read.\n",
	.run = run_index,
};
