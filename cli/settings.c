#include "cli/settings.h"

#include <stdlib.h>

#include "cli/paths.h"
#include "util/alloc.h"

static size_t count(const struct config *config, enum directive directive)
{
	size_t i, n = 0;

	for (i = 0; i < config->n; i++)
		n += config->lines[i].directive == directive;
	return n;
}

/* A query that cannot be asked is told, and is none. */
static bool check_query(const struct config *config, const struct config_line *line,
	struct buf *errors)
{
	struct query_error err;
	struct query *query = query_parse(line->text, &err);

	if (!query) {
		buf_addf(errors, "%s:%u: in the query: ", config->file, line->line);
		query_error_print(&err, errors);
		buf_addc(errors, '\n');
	}
	query_free(query);
	return query != NULL;
}

static void take_lines(struct settings *s, struct buf *errors)
{
	struct config *config = &s->config;
	size_t i;

	s->queries = arena_zalloc(&config->arena,
		(count(config, DIRECTIVE_QUERY) + 1) * sizeof(*s->queries));
	s->mutes = arena_zalloc(&config->arena,
		(count(config, DIRECTIVE_MUTE) + 1) * sizeof(*s->mutes));
	for (i = 0; i < config->n; i++) {
		const struct config_line *line = &config->lines[i];

		if (line->directive == DIRECTIVE_MUTE)
			s->mutes[s->nmutes++] = line->text;
		if (line->directive == DIRECTIVE_QUERY && check_query(config, line, errors))
			s->queries[s->nqueries++] =
				(struct saved_query){.name = line->name, .text = line->text};
	}
}

void settings_read(struct settings *settings, struct buf *errors)
{
	char *path = user_path(USER_CONFIG, "config");
	struct config_place place = {.file = path, .home = getenv("HOME")};

	*settings = (struct settings){.keys = user_path(USER_CONFIG, "keys")};
	config_init(&settings->config);
	if (path)
		config_read_file(&settings->config, &place, errors);
	take_lines(settings, errors);
	free(path);
}

void settings_release(struct settings *settings)
{
	config_release(&settings->config);
	free(settings->keys);
	settings->keys = NULL;
}

struct settings *cli_settings(struct cli *cli)
{
	struct buf errors = BUF_INIT;

	if (cli->settings)
		return cli->settings;
	cli->settings = xcalloc(1, sizeof(*cli->settings));
	settings_read(cli->settings, &errors);
	cli_error_lines(cli, buf_slice(&errors));
	buf_release(&errors);
	return cli->settings;
}

void cli_forget_settings(struct cli *cli)
{
	if (!cli->settings)
		return;
	settings_release(cli->settings);
	free(cli->settings);
	cli->settings = NULL;
}

void settings_browser(struct settings *settings, struct settings_files *files, struct buf *errors)
{
	const struct embedded_file *file = embedded_find(embedded_themes, SLICE_LIT("mono"));

	settings_read(settings, errors);
	config_theme(&settings->config, &files->theme, errors);
	files->keymap = config_keymap(&settings->config, settings->keys, errors);
	mailmap_init(&files->mailmap);
	org_init(&files->orgs);
	config_maps(&settings->config, &files->mailmap, &files->orgs, errors);
	theme_init(&files->mono);
	theme_read(&files->mono, file->file, slice_from(file->text, file->len), errors);
}

void settings_files_release(struct settings_files *files)
{
	keymap_free(files->keymap);
	mailmap_release(&files->mailmap);
	org_release(&files->orgs);
}
