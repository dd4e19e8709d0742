#include "cli/open.h"

#include <stdlib.h>
#include <string.h>

#include "cli/paths.h"
#include "util/text.h"

/* A folder of the user; NULL when there is no place for it. */
static char *folder_of(enum user_folder which)
{
	char *folder = user_path(which, "");

	if (folder)
		folder[strlen(folder) - 1] = '\0'; /* the slash before the empty name */
	return folder;
}

static void print_notices(const struct model *model, struct cli *cli)
{
	struct error err;

	if (*model_notice(model))
		fprintf(cli->err, "tidings: %s\n", model_notice(model));
	if (!*model_marks_trouble(model))
		return;
	error_set(&err, ERROR_INDEX, "%s", model_marks_trouble(model));
	cli_error(cli, &err);
}

struct model *cli_open_model(const char *const *scope, size_t nscope, struct cli *cli)
{
	struct error err = {.code = ERROR_NONE};
	char *cache = folder_of(USER_CACHE), *data = folder_of(USER_DATA);
	struct model *model = NULL;

	if (!cache)
		error_set(&err, ERROR_SYSTEM,
			"there is no place for the index: neither XDG_CACHE_HOME nor HOME is set");
	else
		model = model_open(&(struct model_options){
			.cache_dir = cache,
			.data_dir = data,
			.scope = scope,
			.nscope = nscope,
		}, &err);
	if (model)
		print_notices(model, cli);
	else
		cli_error(cli, &err);
	free(cache);
	free(data);
	return model;
}

void cli_print_messages(struct model *model, struct cli *cli)
{
	struct arena arena = ARENA_INIT;
	struct slice *messages;
	size_t n = model_import_messages(model, &arena, &messages);
	size_t i;

	for (i = 0; i < n; i++) {
		struct vis text = text_visible(&arena, messages[i]);

		fprintf(cli->err, "tidings: %.*s\n", VIS_ARG(text));
	}
	arena_release(&arena);
}
