#include "cli/open.h"

#include <stdlib.h>
#include <string.h>

#include "cli/paths.h"
#include "util/text.h"

struct model *cli_open_model(const char *const *scope, size_t nscope, struct cli *cli)
{
	struct error err = {.code = ERROR_NONE};
	char *folder = user_path(USER_CACHE, "");
	struct model *model = NULL;

	if (!folder) {
		error_set(&err, ERROR_SYSTEM,
			"there is no place for the index: neither XDG_CACHE_HOME nor HOME is set");
	} else {
		folder[strlen(folder) - 1] = '\0'; /* the slash before the empty name */
		model = model_open(&(struct model_options){
			.cache_dir = folder,
			.scope = scope,
			.nscope = nscope,
		}, &err);
	}
	if (!model)
		cli_error(cli, &err);
	else if (*model_notice(model))
		fprintf(cli->err, "tidings: %s\n", model_notice(model));
	free(folder);
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
