#include <stdlib.h>

#include "cli/cli.h"
#include "cli/open.h"
#include "model/model.h"

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
		{"not digests", s->not_digest},
		{"could not be read", s->failed},
	};
	size_t i;

	fprintf(out, "%u added", s->added);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (rows[i].count > 0)
			fprintf(out, "; %u %s", rows[i].count, rows[i].what);
	fprintf(out, "\n%u files looked at, %u read: %u records, %.1f MB, %.2f s\n", s->found, s->read,
		s->records, (double)s->bytes / 1e6, (double)s->elapsed_ms / 1e3);
}

static int import(struct model *model, char **paths, size_t npaths, struct cli *cli)
{
	struct import_status status;
	struct error err;

	if (!model_import(model, (const char *const *)paths, npaths, &err) ||
		!model_import_wait(model, &err)) {
		cli_print_messages(model, cli);
		cli_error(cli, &err);
		return CLI_INPUT;
	}
	model_import_status(model, &status);
	cli_print_messages(model, cli);
	print_report(&status, cli->out);
	if (status.failed > 0)
		return CLI_INPUT;
	return status.added + status.replaced + status.unchanged > 0 ? CLI_DONE : CLI_ODD;
}

static int run_index(int argc, char **argv, struct cli *cli)
{
	static const char *const flags[] = {"--rebuild", NULL};
	bool rebuild = false;
	struct error err;
	struct model *model;
	size_t n = 0;
	int status;

	if (!cli_operands(argc, argv, flags, &rebuild, cli))
		return CLI_USAGE;
	while (argv[1 + n])
		n++;
	if (n == 0 && !rebuild)
		return cli_usage(cli, "files or folders are missing");
	model = cli_open_model(NULL, 0, cli);
	if (!model)
		return CLI_INPUT;
	if (rebuild && !model_rebuild(model, &err)) {
		cli_error(cli, &err);
		status = CLI_INPUT;
	} else {
		status = import(model, argv + 1, n, cli);
	}
	model_close(model);
	return status;
}

const struct command command_index = {
	.name = "index",
	.usage = "[--rebuild] PATH…",
	.summary = "Add digests to the index",
	.help = "Reads files, and folders with all below them but what is hidden. What has not\n"
		"changed since it was read is not read again; a digest whose file is gone stays.\n"
		"\n"
		"  --rebuild  empty the index first; without a path, all that are known are read\n"
		"\n"
		"Exit status is 1 when there was no digest, 3 when something could not be read.\n",
	.run = run_index,
};
