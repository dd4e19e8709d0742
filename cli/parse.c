#include <string.h>

#include "cli/cli.h"
#include "cli/json.h"
#include "util/file.h"

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static int parse_file(const char *path, struct cli *cli)
{
	struct buf bytes = BUF_INIT;
	struct error err;
	bool ok = file_read(path, &bytes, &err);

	if (ok && !json_digest(base_name(path), bytes.p, bytes.n, cli->out))
		ok = error_set(&err, ERROR_INPUT, "%s: not a digest", path);
	if (!ok)
		cli_error(cli, &err);
	buf_release(&bytes);
	return ok ? CLI_DONE : CLI_INPUT;
}

static int run(int argc, char **argv, struct cli *cli)
{
	static const char *const flags[] = {"--json", NULL};
	bool json = false;
	int status = CLI_DONE, i;

	if (!cli_operands(argc, argv, flags, &json, cli))
		return CLI_USAGE;
	if (!json)
		return cli_usage(cli, "JSON is the only format there is: say --json");
	if (!argv[1])
		return cli_usage(cli, "no file");
	for (i = 1; argv[i] && !cli_stopped(cli); i++)
		if (parse_file(argv[i], cli) != CLI_DONE)
			status = CLI_INPUT;
	return status;
}

const struct command command_parse = {
	.name = "parse",
	.usage = "--json FILE…",
	.summary = "Print what a digest tells as JSON",
	.help = "One document on a line for each FILE. '-' is standard input; a FILE may be\n"
		"compressed with gzip.\n",
	.run = run,
};
