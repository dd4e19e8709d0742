/* What the lines of a configuration come to: keys, looks, people. */
#include "conf/config.h"

#include "conf/keymap-internal.h"
#include "util/alloc.h"

/* ---- names of files ----------------------------------------------------------------------- */

static unsigned line_of(const struct config *config, enum conf_option option)
{
	size_t by = config->set_by[option];

	return by ? config->lines[by - 1].line : 0;
}

static bool is_path(struct slice name)
{
	return slice_find_byte(name, '/') < name.n;
}

/* A file that a line names; what is wrong with it is told in the name of the line. */
static bool read_named(const struct config *config, unsigned line, const char *path,
	struct buf *text, struct buf *errors)
{
	size_t before = errors->n;

	if (line)
		buf_addf(errors, "%s:%u: ", config->file, line);
	if (!lines_read_file(path, true, text, errors))
		return false;
	buf_truncate(errors, before);
	return true;
}

/* ---- keys --------------------------------------------------------------------------------- */

static void read_base_file(const struct config *config, struct keymap *map, struct slice name,
	struct buf *errors)
{
	struct buf path = BUF_INIT, text = BUF_INIT;

	buf_add_slice(&path, name);
	if (read_named(config, line_of(config, CONF_KEYMAP), path.p, &text, errors))
		keymap_read(map, path.p, buf_slice(&text), errors);
	buf_release(&path);
	buf_release(&text);
}

static void read_base(const struct config *config, struct keymap *map, struct buf *errors)
{
	struct slice name = config->options.values[CONF_KEYMAP].text;
	const struct embedded_file *file = embedded_find(embedded_keymaps, name);

	if (is_path(name))
		read_base_file(config, map, name, errors);
	/* Without any keys nothing can be done. */
	if (!file)
		file = embedded_find(embedded_keymaps, SLICE_LIT("default"));
	if (keymap_count(map) == 0)
		keymap_read_embedded(map, file, errors);
}

static void bind_lines(const struct config *config, struct keymap *map, struct buf *errors)
{
	struct lines lines;
	size_t i;

	lines_init(&lines, keymap_begin(map, config->file), (struct slice){.n = 0}, errors);
	for (i = 0; i < config->n; i++) {
		lines.number = config->lines[i].line;
		if (config->lines[i].directive == DIRECTIVE_BIND)
			keymap_read_line(map, &lines, config->lines[i].text);
	}
	keymap_end(map, lines.number);
	lines_release(&lines);
}

struct keymap *config_keymap(const struct config *config, const char *keys, struct buf *errors)
{
	struct keymap *map = keymap_new();

	read_base(config, map, errors);
	if (keys)
		keymap_read_file(map, keys, errors);
	bind_lines(config, map, errors);
	keymap_check(map, errors);
	return map;
}

/* ---- looks -------------------------------------------------------------------------------- */

static bool read_theme(struct config *config, struct theme *theme, struct buf *errors)
{
	struct slice name = config->options.values[CONF_THEME].text;
	const struct embedded_file *file = embedded_find(embedded_themes, name);
	const char *path = arena_strndup(&config->arena, name.p, name.n);
	struct buf text = BUF_INIT;
	bool good = true;

	if (file)
		return theme_read(theme, file->file, slice_from(file->text, file->len), errors);
	good = read_named(config, line_of(config, CONF_THEME), path, &text, errors) &&
		theme_read(theme, path, buf_slice(&text), errors);
	buf_release(&text);
	return good;
}

bool config_theme(struct config *config, struct theme *theme, struct buf *errors)
{
	const struct embedded_file *first = embedded_find(embedded_themes, SLICE_LIT("default"));
	bool good;
	size_t i;

	theme_init(theme);
	theme_read(theme, first->file, slice_from(first->text, first->len), errors);
	good = read_theme(config, theme, errors);
	for (i = 0; i < config->n; i++) {
		const struct config_line *line = &config->lines[i];

		if (line->directive == DIRECTIVE_COLOR)
			theme_set(theme, (enum style)line->id, line->look, config->file,
				line->line);
	}
	return good;
}

/* ---- people ------------------------------------------------------------------------------- */

static bool read_map(const struct config *config, const struct config_line *line,
	struct mailmap *people, struct org_map *orgs, struct buf *errors)
{
	struct buf text = BUF_INIT, path = BUF_INIT;
	bool good;

	if (line->name.n) {
		org_add(orgs, line->name, line->text);
		return true;
	}
	buf_add_slice(&path, line->text);
	good = read_named(config, line->line, path.p, &text, errors) &&
		(line->directive == DIRECTIVE_MAILMAP
				? mailmap_read(people, path.p, buf_slice(&text), errors)
				: org_read(orgs, path.p, buf_slice(&text), errors));
	buf_release(&path);
	buf_release(&text);
	return good;
}

bool config_maps(const struct config *config, struct mailmap *people, struct org_map *orgs,
	struct buf *errors)
{
	bool good = true;
	size_t i;

	for (i = 0; i < config->n; i++) {
		const struct config_line *line = &config->lines[i];

		if (line->directive == DIRECTIVE_MAILMAP || line->directive == DIRECTIVE_ORG)
			good &= read_map(config, line, people, orgs, errors);
	}
	return good;
}
