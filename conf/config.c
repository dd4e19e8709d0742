/* From text to the lines that are in force; what they come to is in config_apply.c. */
#include "conf/config.h"

#include "util/alloc.h"
#include "util/near.h"

/* A line that is being read. */
struct reader {
	struct lines lines;
	struct config *config;
	const struct config_place *place;
	bool running; /* the program does, and this is no line of a file */
};

void config_init(struct config *config)
{
	*config = (struct config){.file = ""};
	options_init(&config->options);
}

void config_release(struct config *config)
{
	arena_release(&config->arena);
	config_init(config);
}

/* ---- lines -------------------------------------------------------------------------------- */

/* The line that the next one takes the place of, or a new one at the end. */
static struct config_line *place_for(struct config *config, const struct config_line *line)
{
	size_t i;

	for (i = 0; line->name.n && i < config->n; i++) {
		struct config_line *other = &config->lines[i];

		if (other->directive == line->directive && slice_eq(other->name, line->name))
			return other;
	}
	ARENA_GROW(&config->arena, config->lines, config->room, config->n + 1);
	return &config->lines[config->n++];
}

static struct config_line *add(struct reader *r, struct config_line line)
{
	struct config *config = r->config;
	struct config_line *at = place_for(config, &line);

	*at = line;
	at->name = arena_dup(&config->arena, line.name);
	at->text = arena_dup(&config->arena, line.text);
	at->line = r->lines.number;
	return at;
}

/* A path of the file, as seen from where the program runs; in the arena of the line. */
static struct slice expand(struct reader *r, struct slice path)
{
	const struct config_place *place = r->place;
	struct slice folder = slice_cstr(place->file);
	struct buf full = BUF_INIT;

	while (folder.n && folder.p[folder.n - 1] != '/')
		folder.n--;
	if (slice_starts(path, "~/") && place->home) {
		buf_adds(&full, place->home);
		path = slice_skip(path, 1);
	} else if (!slice_starts(path, "/")) {
		buf_add_slice(&full, folder);
	}
	buf_add_slice(&full, path);
	path = arena_dup(&r->lines.arena, buf_slice(&full));
	buf_release(&full);
	return path;
}

/* ---- each directive ----------------------------------------------------------------------- */

static bool read_set(struct reader *r, struct slice rest)
{
	struct slice name = lines_word(&rest), text = slice_trim(rest);
	struct near near = NEAR_INIT(name);
	enum conf_option option;
	struct option_value value;
	struct config_line *line;
	int i;

	if (name.n == 0)
		return lines_complain(&r->lines, "expected: set OPTION VALUE");
	for (i = 0; i < CONF_OPTIONS; i++)
		near_offer(&near, option_info((enum conf_option)i)->name);
	if (!option_by_name(name, &option))
		return lines_unknown(&r->lines, "option", name, near_best(&near));
	if (r->running && option_info(option)->when == AT_START)
		return lines_complain(&r->lines, "'%s' is read at the start only",
			option_info(option)->name);
	/* A name with a slash is the path of a file. */
	if (option_info(option)->type == OPTION_NAME && slice_find_byte(text, '/') < text.n)
		text = expand(r, text);
	if (!option_read(&r->lines, option, text, &value))
		return false;
	line = add(r, (struct config_line){.directive = DIRECTIVE_SET, .name = name,
		.text = text, .id = (int)option});
	value.text = line->text;
	r->config->options.values[option] = value;
	r->config->set_by[option] = (size_t)(line - r->config->lines) + 1;
	return true;
}

static bool read_color(struct reader *r, struct slice rest)
{
	struct config_line line = {.directive = DIRECTIVE_COLOR, .text = rest};
	enum style style;

	if (!look_read(&r->lines, rest, &style, &line.look))
		return false;
	line.id = (int)style;
	line.name = lines_word(&line.text);
	line.text = slice_trim(line.text);
	add(r, line);
	return true;
}

static bool read_query(struct reader *r, struct slice rest)
{
	struct slice name = lines_word(&rest), text = slice_trim(rest);

	if (text.n == 0)
		return lines_complain(&r->lines, "expected: query NAME QUERY");
	add(r, (struct config_line){.directive = DIRECTIVE_QUERY, .name = name, .text = text});
	return true;
}

static bool read_mute(struct reader *r, struct slice rest)
{
	if (rest.n == 0)
		return lines_complain(&r->lines, "expected: mute SUBSYSTEM");
	add(r, (struct config_line){.directive = DIRECTIVE_MUTE, .text = rest});
	return true;
}

static bool read_mailmap(struct reader *r, struct slice rest)
{
	if (rest.n == 0)
		return lines_complain(&r->lines, "expected: mailmap FILE");
	add(r, (struct config_line){.directive = DIRECTIVE_MAILMAP, .text = expand(r, rest)});
	return true;
}

static bool read_org(struct reader *r, struct slice rest)
{
	size_t equals = slice_find_byte(rest, '=');
	struct config_line line = {.directive = DIRECTIVE_ORG};

	if (equals == rest.n) {
		line.text = expand(r, rest);
	} else {
		line.name = slice_trim(slice_sub(rest, 0, equals));
		line.text = slice_trim(slice_skip(rest, equals + 1));
	}
	if (rest.n == 0 || line.text.n == 0 || (equals < rest.n && line.name.n == 0))
		return lines_complain(&r->lines, "expected: org FILE, or org DOMAIN = ORGANISATION");
	add(r, line);
	return true;
}

/*
 * What is wrong with it is told by the reader of keymaps. The comment ends it only behind the
 * action, since a key may be a `#`.
 */
static bool read_bind(struct reader *r, struct slice rest)
{
	struct slice behind = rest;
	int word;

	for (word = 0; word < 3; word++)
		lines_word(&behind);
	if (lines_is_end(slice_trim(behind)))
		rest = slice_trim(slice_sub(rest, 0, rest.n - behind.n));
	add(r, (struct config_line){.directive = DIRECTIVE_BIND, .text = rest});
	return true;
}

static const struct {
	const char *name;
	bool (*read)(struct reader *r, struct slice rest);
	bool keeps_comment; /* a key may be a `#` */
} directives[DIRECTIVES] = {
	[DIRECTIVE_SET] = {"set", read_set, false},
	[DIRECTIVE_COLOR] = {"color", read_color, false},
	[DIRECTIVE_QUERY] = {"query", read_query, false},
	[DIRECTIVE_MUTE] = {"mute", read_mute, false},
	[DIRECTIVE_MAILMAP] = {"mailmap", read_mailmap, false},
	[DIRECTIVE_ORG] = {"org", read_org, false},
	[DIRECTIVE_BIND] = {"bind", read_bind, true},
};

const char *directive_name(enum directive directive)
{
	return directives[directive].name;
}

/* ---- the file ----------------------------------------------------------------------------- */

static void read_line(struct reader *r, struct slice line)
{
	struct slice word = lines_word(&line);
	struct near near = NEAR_INIT(word);
	int i;

	for (i = 0; i < DIRECTIVES; i++) {
		near_offer(&near, directives[i].name);
		if (!slice_is(word, directives[i].name))
			continue;
		directives[i].read(r, directives[i].keeps_comment ? slice_trim(line) :
			lines_without_comment(line));
		return;
	}
	lines_unknown(&r->lines, "word", word, near_best(&near));
}

bool config_read(struct config *config, const struct config_place *place, struct slice text,
	struct buf *errors)
{
	struct reader r = {.config = config, .place = place};
	struct slice line;

	config->file = arena_strndup(&config->arena, place->file, strlen(place->file));
	if (place->home)
		config->home = arena_strndup(&config->arena, place->home, strlen(place->home));
	lines_init(&r.lines, config->file, lines_without_mark(text), errors);
	while (lines_next(&r.lines, &line))
		read_line(&r, line);
	lines_release(&r.lines);
	return r.lines.good;
}

bool config_read_file(struct config *config, const struct config_place *place, struct buf *errors)
{
	struct buf text = BUF_INIT;
	bool good = lines_read_file(place->file, false, &text, errors) &&
		config_read(config, place, buf_slice(&text), errors);

	buf_release(&text);
	return good;
}

bool config_change(struct config *config, enum directive directive, struct slice text,
	struct buf *errors)
{
	struct config_place place = {.file = config->file, .home = config->home};
	struct reader r = {.config = config, .place = &place, .running = true};

	lines_init(&r.lines, config->file, (struct slice){0}, errors);
	directives[directive].read(&r, lines_without_comment(slice_trim(text)));
	lines_release(&r.lines);
	return r.lines.good;
}
