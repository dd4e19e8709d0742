#include "cli/found.h"
#include "cli/json.h"

static void print_found(void *ctx, const struct found *found, size_t i)
{
	FILE *out = ctx;

	fputs(i ? ",\n" : "\n", out);
	json_found(found, out);
}

bool format_json(const struct listing *listing, struct cli *cli)
{
	bool ok;

	putc('[', cli->out);
	ok = found_each(listing, cli, print_found, cli->out);
	fputs("\n]\n", cli->out);
	return ok;
}
