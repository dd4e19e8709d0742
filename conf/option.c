#include "conf/option.h"

#include "util/alloc.h"
#include "util/argv.h"
#include "util/near.h"

static const struct option_info infos[CONF_OPTIONS] = {
#define O(id, name, type, least, greatest, words, fallback, when, text)                            \
	[CONF_##id] = {name, type, least, greatest, words, fallback, when, text},
	OPTION_LIST(O)
#undef O
};

const struct option_info *option_info(enum conf_option option)
{
	return &infos[option];
}

bool option_by_name(struct slice name, enum conf_option *out)
{
	int i;

	for (i = 0; i < CONF_OPTIONS; i++) {
		if (slice_is(name, infos[i].name)) {
			*out = (enum conf_option)i;
			return true;
		}
	}
	return false;
}

/* ---- each type ---------------------------------------------------------------------------- */

static bool read_bool(const struct option_info *info, struct option_value *value)
{
	static const char *const words[] = {"no", "yes", "off", "on", "false", "true"};
	size_t i;

	(void)info;
	for (i = 0; i < ARRAY_LEN(words); i++) {
		if (slice_is(value->text, words[i])) {
			value->number = i % 2;
			return true;
		}
	}
	return false;
}

static bool read_number(const struct option_info *info, struct option_value *value)
{
	size_t digits;
	unsigned number = slice_number(value->text, &digits);

	if (digits == 0 || digits != value->text.n || number < (unsigned)info->least ||
		number > (unsigned)info->greatest)
		return false;
	value->number = (int)number;
	return true;
}

static bool read_word(const struct option_info *info, struct option_value *value)
{
	struct slice words = slice_cstr(info->words), word;
	int i;

	for (i = 0; (word = lines_word(&words)).n > 0; i++) {
		if (slice_eq(word, value->text)) {
			value->number = i;
			return true;
		}
	}
	return false;
}

/* The path of a file is looked for when it is used. */
static bool read_name(const struct option_info *info, struct option_value *value)
{
	(void)info;
	return value->text.n > 0;
}

/* Whether there is such a program is seen when it is started. */
static bool read_command(const struct option_info *info, struct option_value *value)
{
	struct arena a = ARENA_INIT;
	struct argv argv = {0};
	bool good = argv_split(&argv, &a, value->text);

	(void)info;
	arena_release(&a);
	return good;
}

static void write_bool(const struct option_info *info, struct buf *out)
{
	(void)info;
	buf_adds(out, "yes or no");
}

static void write_number(const struct option_info *info, struct buf *out)
{
	buf_addf(out, "%d to %d", info->least, info->greatest);
}

static void write_words(const struct option_info *info, struct buf *out)
{
	struct slice words = slice_cstr(info->words), word;
	bool first = true;

	while ((word = lines_word(&words)).n > 0) {
		if (!first)
			buf_adds(out, slice_is_blank(words) ? " or " : ", ");
		buf_add_slice(out, word);
		first = false;
	}
}

static void write_name(const struct option_info *info, struct buf *out)
{
	(void)info;
	buf_adds(out, "a name or a path");
}

static void write_command(const struct option_info *info, struct buf *out)
{
	(void)info;
	buf_adds(out, "a command with closed quotes");
}

static const struct {
	bool (*read)(const struct option_info *info, struct option_value *value);
	void (*write_values)(const struct option_info *info, struct buf *out);
} types[] = {
	[OPTION_BOOL] = {read_bool, write_bool},
	[OPTION_NUMBER] = {read_number, write_number},
	[OPTION_WORD] = {read_word, write_words},
	[OPTION_NAME] = {read_name, write_name},
	[OPTION_COMMAND] = {read_command, write_command},
};

/* ---- values ------------------------------------------------------------------------------- */

void options_init(struct conf_options *options)
{
	int i;

	for (i = 0; i < CONF_OPTIONS; i++) {
		options->values[i] = (struct option_value){.text = slice_cstr(infos[i].fallback)};
		types[infos[i].type].read(&infos[i], &options->values[i]);
	}
}

struct slice option_words(enum conf_option option)
{
	return slice_cstr(infos[option].type == OPTION_BOOL ? "yes no" : infos[option].words);
}

void option_write_values(enum conf_option option, struct buf *out)
{
	types[infos[option].type].write_values(&infos[option], out);
}

const struct embedded_file *option_files(enum conf_option option)
{
	static const struct embedded_file *const files[CONF_OPTIONS] = {
		[CONF_THEME] = embedded_themes,
		[CONF_KEYMAP] = embedded_keymaps,
	};

	return files[option];
}

/* A name without a slash is that of a built-in file. */
static bool check_name(struct lines *lines, enum conf_option option, struct slice name)
{
	const struct embedded_file *file = option_files(option);
	struct near near = NEAR_INIT(name);

	if (!file || slice_find_byte(name, '/') < name.n || embedded_find(file, name))
		return true;
	for (; file->name; file++)
		near_offer(&near, file->name);
	return lines_unknown(lines, infos[option].name, name, near_best(&near));
}

bool option_read(struct lines *lines, enum conf_option option, struct slice text,
	struct option_value *value)
{
	struct option_value read = {.text = text};
	struct buf expected = BUF_INIT;

	if (types[infos[option].type].read(&infos[option], &read)) {
		if (!check_name(lines, option, text))
			return false;
		*value = read;
		return true;
	}
	option_write_values(option, &expected);
	lines_complain(lines, "'%s' is %s, not '%.*s'", infos[option].name, expected.p,
		VIS_ARG(lines_shown(lines, text)));
	buf_release(&expected);
	return false;
}
