#include "cli/cli.h"
#include "cli/settings.h"
#include "conf/keymap.h"
#include "util/text.h"

#define KEYS_COLUMNS   14
#define ACTION_COLUMNS 24

static void print_binding(const struct binding *b, struct arena *a, struct cli *cli)
{
	const struct action_info *info = action_info(b->action);
	struct vis keys = text_visible(a, b->keys);
	struct vis file = text_visible_cstr(a, b->file);
	int fill = keys.cols < KEYS_COLUMNS ? KEYS_COLUMNS - keys.cols : 0;

	fprintf(cli->out, "%-7s %.*s%*s %-*s # %s (%.*s:%u)\n", context_name(b->context),
		VIS_ARG(keys), fill, "", ACTION_COLUMNS, info->name, info->help, VIS_ARG(file),
		b->line);
}

static void print_map(const struct keymap *map, struct cli *cli)
{
	struct arena a = ARENA_INIT;
	size_t i;

	for (i = 0; i < keymap_count(map) && !cli_stopped(cli); i++) {
		struct binding b = keymap_at(map, i);

		print_binding(&b, &a, cli);
		arena_reset(&a);
	}
	arena_release(&a);
}

static int run(int argc, char **argv, struct cli *cli)
{
	static const char *const flags[] = {NULL};
	struct buf errors = BUF_INIT, ignored = BUF_INIT; /* ignored: what is not about keys */
	struct keymap *map;
	struct settings settings;
	int status;

	if (!cli_operands(argc, argv, flags, NULL, cli))
		return CLI_USAGE;
	if (argv[1])
		return cli_usage(cli, "'%s' is too much", argv[1]);
	settings_read(&settings, &ignored);
	map = config_keymap(&settings.config, settings.keys, &errors);
	print_map(map, cli);
	cli_error_lines(cli, buf_slice(&errors));
	status = errors.n ? CLI_ODD : CLI_DONE;
	keymap_free(map);
	buf_release(&errors);
	buf_release(&ignored);
	settings_release(&settings);
	return status;
}

const struct command command_keys = {
	.name = "keys",
	.usage = "",
	.summary = "Print the keys in force, and from where",
	.help = "A line for each: context, keys, action, what it does, and the line of the file\n"
		"that binds it. That is how a file of keys is written, see tidings-keys(5).\n"
		"Yours are in $XDG_CONFIG_HOME/tidings/keys, or `bind` lines of the file config\n"
		"beside it. The exit status is 1 when something is wrong in them.\n",
	.run = run,
};
