/* The configuration: what lines are in force, and what is wrong with the others. */
#include "conf/config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "util/alloc.h"

#define FILE_NAME "/etc/mill/config"

static const struct {
	const char *text;
	const char *lines;  /* as write_lines prints them */
	const char *errors; /* without the file's name and the colon behind it */
} files[] = {
	{"", "", ""},
	{"# a\n \t# b\n\n", "", ""},
	{"set wrap no", "set wrap no 1\n", ""},
	{"  set\twrap\tno\t# cut\r\n", "set wrap no 1\n", ""},
	{"mute \r# cut\nset\rwrap no\r# cut\n", "set wrap no 2\n", "1: expected: mute SUBSYSTEM\n"},
	{"set wrap no#t\n", "", "1: 'wrap' is yes or no, not 'no#t'\n"},
	{"set wrap off\nset escape-time 1\nset escape-time 2000\n",
		"set wrap off 1\nset escape-time 2000 3\n", ""},
	{"set escape-time 0\nset escape-time 2001\nset escape-time -5\nset escape-time 5ms\n"
	 "set escape-time 99999999999\n", "",
		"1: 'escape-time' is 1 to 2000, not '0'\n2: 'escape-time' is 1 to 2000, not '2001'\n"
		"3: 'escape-time' is 1 to 2000, not '-5'\n4: 'escape-time' is 1 to 2000, not '5ms'\n"
		"5: 'escape-time' is 1 to 2000, not '99999999999'\n"},
	{"set line-graphics ascii\nset line-graphics\n", "set line-graphics ascii 1\n",
		"2: 'line-graphics' is auto, ascii or utf8, not ''\n"},
	{"set Wrap no\nset warp no\nset\nset volume 11\n", "",
		"1: unknown option 'Wrap', did you mean 'wrap'?\n"
		"2: unknown option 'warp', did you mean 'wrap'?\n"
		"3: expected: set OPTION VALUE\n4: unknown option 'volume'\n"},
	{"sett wrap no\nset wrap yes\nquit\n", "set wrap yes 2\n",
		"1: unknown word 'sett', did you mean 'set'?\n3: unknown word 'quit'\n"},
	/* paths */
	{"set theme soft\nset keymap ~/my keys\n",
		"set theme soft 1\nset keymap /home/ada/my keys 2\n", ""},
	{"mailmap people\nmailmap ../people\nmailmap /srv/people\nmailmap ~/people\norg ~\n",
		"mailmap /etc/mill/people 1\nmailmap /etc/mill/../people 2\nmailmap /srv/people 3\n"
		"mailmap /home/ada/people 4\norg /etc/mill/~ 5\n", ""},
	{"mailmap\norg\norg =\norg a =\norg = b # c\n", "",
		"1: expected: mailmap FILE\n2: expected: org FILE, or org DOMAIN = ORGANISATION\n"
		"3: expected: org FILE, or org DOMAIN = ORGANISATION\n"
		"4: expected: org FILE, or org DOMAIN = ORGANISATION\n"
		"5: expected: org FILE, or org DOMAIN = ORGANISATION\n"},
	{"org a.org=The Mill\norg  b.org  =  x = y\norg a.org = Other\n",
		"org a.org Other 3\norg b.org x = y 2\n", ""},
	/* queries and mutes */
	{"query a f:\"Ada P\"  OR s:b # both\nquery b (\nquery a c#d\n",
		"query a c#d 3\nquery b ( 2\n", ""},
	{"query\nquery a\nquery a # b\n", "",
		"1: expected: query NAME QUERY\n2: expected: query NAME QUERY\n"
		"3: expected: query NAME QUERY\n"},
	{"mute KVM/x86\nmute drm/amd display\nmute\nmute KVM/x86\n",
		"mute KVM/x86 1\nmute drm/amd display 2\nmute KVM/x86 4\n",
		"3: expected: mute SUBSYSTEM\n"},
	/* colours and keys */
	{"color dim red # x\ncolor dim 300\ncolor bar 3 4 bold\ncolor dim blue\n",
		"color dim blue 4\ncolor bar 3 4 bold 3\n", "2: unknown colour '300'\n"},
	{"bind list # search\nbind any x open # now\nbind any x\nbind\n",
		"bind list # search 1\nbind any x open 2\nbind any x 3\nbind 4\n", ""},
};

static void write_lines(const struct config *config, struct buf *out)
{
	size_t i;

	for (i = 0; i < config->n; i++) {
		const struct config_line *line = &config->lines[i];

		buf_adds(out, directive_name(line->directive));
		if (line->name.n)
			buf_addf(out, " " SLICE_FMT, SLICE_ARG(line->name));
		if (line->text.n)
			buf_addf(out, " " SLICE_FMT, SLICE_ARG(line->text));
		buf_addf(out, " %u\n", line->line);
	}
}

static bool read(struct config *config, const char *text, struct buf *errors)
{
	struct config_place place = {.file = FILE_NAME, .home = "/home/ada"};

	config_init(config);
	return config_read(config, &place, slice_cstr(text), errors);
}

/* The lines without what they have in common. */
static void without_name(const struct buf *errors, struct buf *out)
{
	struct slice rest = buf_slice(errors), line;

	while (slice_next_line(&rest, &line)) {
		assert_true(slice_starts(line, FILE_NAME ":"));
		buf_add_slice(out, slice_skip(line, strlen(FILE_NAME ":")));
		buf_addc(out, '\n');
	}
}

static void test_lines(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(files); i++) {
		struct buf errors = BUF_INIT, lines = BUF_INIT, said = BUF_INIT;
		struct config config;
		bool good = read(&config, files[i].text, &errors);

		write_lines(&config, &lines);
		without_name(&errors, &said);
		assert_string_equal(lines.p, files[i].lines);
		assert_string_equal(said.p, files[i].errors);
		assert_int_equal(good, errors.n == 0);
		config_release(&config);
		buf_release(&errors);
		buf_release(&lines);
		buf_release(&said);
	}
}

static void test_values(void **state)
{
	struct buf errors = BUF_INIT;
	struct config config;

	(void)state;
	config_init(&config);
	assert_int_equal(option_number(&config.options, CONF_WRAP), 1);
	assert_int_equal(option_number(&config.options, CONF_ESCAPE_TIME), 50);
	assert_int_equal(option_number(&config.options, CONF_LINE_GRAPHICS), LINES_AUTO);
	assert_true(slice_is(config.options.values[CONF_THEME].text, "default"));
	config_release(&config);
	assert_true(read(&config, "set wrap false\nset escape-time 200\nset line-graphics utf8\n"
		"set detail-delay 0\nset theme soft\n", &errors));
	assert_int_equal(option_number(&config.options, CONF_WRAP), 0);
	assert_int_equal(option_number(&config.options, CONF_ESCAPE_TIME), 200);
	assert_int_equal(option_number(&config.options, CONF_LINE_GRAPHICS), LINES_UTF8);
	assert_int_equal(option_number(&config.options, CONF_DETAIL_DELAY), 0);
	assert_true(slice_is(config.options.values[CONF_THEME].text, "soft"));
	assert_int_equal(config.set_by[CONF_WRAP], 1);
	assert_int_equal(config.set_by[CONF_SORT], 0);
	config_release(&config);
	buf_release(&errors);
}

/* Every default is a value that may be set, and every value that is told of can be. */
static void test_options(void **state)
{
	enum conf_option found;
	int i;

	(void)state;
	for (i = 0; i < CONF_OPTIONS; i++) {
		const struct option_info *info = option_info((enum conf_option)i);
		struct buf errors = BUF_INIT, text = BUF_INIT;
		struct config config;

		assert_true(option_by_name(slice_cstr(info->name), &found));
		assert_int_equal(found, i);
		buf_addf(&text, "set %s %s\n", info->name, info->fallback);
		assert_true(read(&config, text.p, &errors));
		assert_int_equal(config.set_by[i], 1);
		config_release(&config);
		config_init(&config);
		assert_true(slice_is(config.options.values[i].text, info->fallback));
		config_release(&config);
		buf_release(&errors);
		buf_release(&text);
	}
}

static enum action action_of(const struct keymap *map, enum context context, const char *keys)
{
	enum action action;

	keymap_find(map, context, slice_cstr(keys), &action);
	return action;
}

static void test_keys(void **state)
{
	struct buf errors = BUF_INIT;
	struct config config;
	struct keymap *map;

	(void)state;
	read(&config, "bind list x open\nbind any <F9> fly\nbind list x zoom\nbind any <F8> zoom\n",
		&errors);
	map = config_keymap(&config, NULL, &errors);
	assert_string_equal(errors.p, FILE_NAME ":2: unknown action 'fly'\n" FILE_NAME
		":3: 'x' is bound in line 1 already\n");
	assert_int_equal(action_of(map, CONTEXT_LIST, "x"), ACTION_OPEN);
	assert_int_equal(action_of(map, CONTEXT_LIST, "<F8>"), ACTION_ZOOM);
	assert_int_equal(action_of(map, CONTEXT_LIST, "j"), ACTION_MOVE_DOWN);
	keymap_free(map);
	config_release(&config);
	buf_release(&errors);
}

static void test_theme(void **state)
{
	struct buf errors = BUF_INIT;
	struct config config;
	struct theme theme;

	(void)state;
	read(&config, "color dim 99\nset theme high-contrast\n", &errors);
	assert_true(config_theme(&config, &theme, &errors));
	assert_int_equal(theme.roles[ROLE_DIM].look.fg, 99);
	assert_string_equal(theme.roles[ROLE_DIM].file, FILE_NAME);
	assert_int_equal(theme.roles[ROLE_DIM].line, 1);
	assert_int_equal(theme.roles[ROLE_TEXT].look.fg, 15);
	assert_string_equal(theme.roles[ROLE_TEXT].file, "high-contrast.theme");
	config_release(&config);
	/* One that is not there: the default, and the colours over it. */
	read(&config, "\nset theme /nowhere/x.theme\ncolor dim 99\n", &errors);
	assert_false(config_theme(&config, &theme, &errors));
	assert_string_equal(errors.p,
		FILE_NAME ":2: /nowhere/x.theme: No such file or directory\n");
	assert_int_equal(theme.roles[ROLE_DIM].look.fg, 99);
	assert_string_equal(theme.roles[ROLE_TEXT].file, "default.theme");
	config_release(&config);
	buf_release(&errors);
}

static void test_maps(void **state)
{
	struct buf errors = BUF_INIT;
	struct config config;
	struct mailmap people;
	struct org_map orgs;

	(void)state;
	mailmap_init(&people);
	org_init(&orgs);
	read(&config, "org example.org = Mill\nmailmap none\norg mail.example.org = Loft\n", &errors);
	assert_false(config_maps(&config, &people, &orgs, &errors));
	assert_string_equal(errors.p,
		FILE_NAME ":2: /etc/mill/none: No such file or directory\n");
	assert_true(slice_is(org_find(&orgs, SLICE_LIT("a.example.org")), "Mill"));
	assert_true(slice_is(org_find(&orgs, SLICE_LIT("mail.example.org")), "Loft"));
	mailmap_release(&people);
	org_release(&orgs);
	config_release(&config);
	buf_release(&errors);
}

static const struct {
	enum directive directive;
	const char *text, *errors;
} changes[] = {
	{DIRECTIVE_SET, "wrap no", ""},
	{DIRECTIVE_SET, " wrap  off  # mine", ""},
	{DIRECTIVE_SET, "wrap", "'wrap' is yes or no, not ''\n"},
	{DIRECTIVE_SET, "warp no", "unknown option 'warp', did you mean 'wrap'?\n"},
	{DIRECTIVE_SET, "keymap vi", "'keymap' is read at the start only\n"},
	{DIRECTIVE_SET, "", "expected: set OPTION VALUE\n"},
	{DIRECTIVE_COLOR, "dim 99", ""},
	{DIRECTIVE_COLOR, "dim 300", "unknown colour '300'\n"},
	{DIRECTIVE_SET, "theme ~/mine.theme", ""},
};

/* What is changed while the program runs is in no line of a file. */
static void test_changes(void **state)
{
	struct buf errors = BUF_INIT;
	struct config config;
	struct theme theme;
	size_t i;

	(void)state;
	read(&config, "set wrap yes\ncolor dim red\n", &errors);
	for (i = 0; i < ARRAY_LEN(changes); i++) {
		bool good = config_change(&config, changes[i].directive,
			slice_cstr(changes[i].text), &errors);

		assert_string_equal(errors.p, changes[i].errors);
		assert_int_equal(good, errors.n == 0);
		buf_clear(&errors);
	}
	assert_int_equal(option_number(&config.options, CONF_WRAP), 0);
	assert_true(slice_is(config.options.values[CONF_KEYMAP].text, "default"));
	assert_false(config_theme(&config, &theme, &errors));
	assert_string_equal(errors.p, "/home/ada/mine.theme: No such file or directory\n");
	assert_int_equal(theme.roles[ROLE_DIM].look.fg, 99);
	config_release(&config);
	buf_release(&errors);
}

static void test_bound(void **state)
{
	struct buf errors = BUF_INIT;
	struct keymap *map = keymap_load(NULL, &errors);

	(void)state;
	assert_true(keymap_change(map, SLICE_LIT("list x zoom"), &errors));
	assert_int_equal(action_of(map, CONTEXT_LIST, "x"), ACTION_ZOOM);
	assert_true(keymap_change(map, SLICE_LIT("list x open"), &errors));
	assert_int_equal(action_of(map, CONTEXT_LIST, "x"), ACTION_OPEN);
	assert_true(keymap_change(map, SLICE_LIT("any gg last"), &errors));
	assert_int_equal(action_of(map, CONTEXT_LIST, "gg"), ACTION_LAST);
	assert_int_equal(action_of(map, CONTEXT_LIST, "g"), ACTION_NONE);
	assert_false(keymap_change(map, SLICE_LIT("list x fly"), &errors));
	assert_false(keymap_change(map, SLICE_LIT(""), &errors));
	assert_string_equal(errors.p, "unknown action 'fly'\nexpected: CONTEXT KEYS ACTION\n");
	keymap_free(map);
	buf_release(&errors);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_changes),
		cmocka_unit_test(test_bound),
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_options),
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_theme),
		cmocka_unit_test(test_maps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
