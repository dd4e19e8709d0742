#include "cli/open.h"

#include <stdlib.h>
#include <time.h>

#include "cli/paths.h"
#include "cli/settings.h"
#include "util/text.h"

bool cli_find_folders(struct folders *folders, struct cli *cli)
{
	struct error err;

	*folders = (struct folders){user_path(USER_CACHE, NULL), user_path(USER_DATA, NULL)};
	if (folders->cache)
		return true;
	error_set(&err, ERROR_SYSTEM,
		"there is no place for the index: neither XDG_CACHE_HOME nor HOME is set");
	cli_error(cli, &err);
	cli_release_folders(folders);
	return false;
}

void cli_release_folders(struct folders *folders)
{
	free(folders->cache);
	free(folders->data);
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

uint32_t cli_today(void)
{
	struct slice told = slice_cstr(getenv("TIDINGS_TODAY"));
	time_t now = time(NULL);
	size_t digits;
	uint32_t day = slice_number(told, &digits);
	struct tm tm;

	if (digits == 8 && told.n == 8)
		return day;
	if (!localtime_r(&now, &tm))
		return 0;
	return (uint32_t)((tm.tm_year + 1900) * 10000 + (tm.tm_mon + 1) * 100 + tm.tm_mday);
}

struct model *cli_open_model(const char *const *scope, size_t nscope, struct cli *cli)
{
	const struct settings *settings = cli_settings(cli);
	struct folders folders;
	struct model *model;
	struct error err;

	if (!cli_find_folders(&folders, cli))
		return NULL;
	model = model_open(&(struct model_options){
		.cache_dir = folders.cache,
		.data_dir = folders.data,
		.scope = scope,
		.nscope = nscope,
		.queries = settings->queries,
		.nqueries = settings->nqueries,
		.mutes = settings->mutes,
		.nmutes = settings->nmutes,
		.today = cli_today,
	}, &err);
	if (model)
		print_notices(model, cli);
	else
		cli_error(cli, &err);
	cli_release_folders(&folders);
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
