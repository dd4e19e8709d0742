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

#define NAMES_MAX 32   /* of queries in a query that are looked at */
#define LOOKS_MAX 1000 /* at queries, to find whether one leads to itself */

/* A query that cannot be asked is told, and is none. */
static struct query *read_query(const struct config *config, const struct config_line *line,
	struct buf *errors)
{
	struct query_error err;
	struct query *query = query_parse(line->text, &err);

	if (!query) {
		buf_addf(errors, "%s:%u: in the query: ", config->file, line->line);
		query_error_print(&err, errors);
		buf_addc(errors, '\n');
	}
	return query;
}

static const struct config_line *find_query(const struct config *config, struct slice name)
{
	size_t i;

	for (i = 0; i < config->n; i++) {
		if (config->lines[i].directive == DIRECTIVE_QUERY &&
			slice_eq(config->lines[i].name, name))
			return &config->lines[i];
	}
	return NULL;
}

/* Whether a query comes, by those that it asks for, to the one of this name. */
static bool leads_to(const struct config *config, const struct query *query, struct slice to,
	unsigned *looks)
{
	struct slice names[NAMES_MAX];
	size_t n = query_names(query, names, NAMES_MAX), i;
	bool found = false;

	for (i = 0; i < n && i < NAMES_MAX && !found; i++) {
		const struct config_line *line = find_query(config, names[i]);
		struct query_error err;
		struct query *next;

		found = slice_eq(names[i], to);
		if (found || !line || ++*looks > LOOKS_MAX)
			continue;
		next = query_parse(line->text, &err);
		found = next && leads_to(config, next, to, looks);
		query_free(next);
	}
	return found;
}

static bool check_query(const struct config *config, const struct config_line *line,
	struct buf *errors)
{
	struct query *query = read_query(config, line, errors);
	unsigned looks = 0;
	bool good = query && !leads_to(config, query, line->name, &looks);

	if (query && !good)
		buf_addf(errors, "%s:%u: the query asks for itself\n", config->file, line->line);
	query_free(query);
	return good;
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
	lines_sort_errors(errors, settings->config.file);
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
	lines_sort_errors(errors, settings->config.file);
}

void settings_files_release(struct settings_files *files)
{
	keymap_free(files->keymap);
	mailmap_release(&files->mailmap);
	org_release(&files->orgs);
}
