/* Looks: the files that say so, and what fewer colours make of them. */
#include "conf/theme.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "util/alloc.h"

static const struct {
	const char *text;
	const char *look; /* of `dim`, as it is written; NULL: nobody has said so */
	const char *errors;
} files[] = {
	{"", NULL, ""},
	{"# nothing\n\n", NULL, ""},
	{"color dim red\n", "red", ""},
	{"color dim default\n", "default", ""},
	{"color dim default default\n", "default", ""},
	{"color dim red default bold", "red bold", ""},
	{"\tcolor  dim\tbright-blue   black # night\r\n", "bright-blue black", ""},
	{"color dim 0 15 reverse underline italic dim bold\n",
		"black bright-white bold dim italic underline reverse", ""},
	{"color dim 16 255\n", "16 255", ""},
	{"color dim red bold bold\n", "red bold", ""},
	{"color dim red\ncolor dim blue\n", "blue", ""},
	{"color text red\n", NULL, ""},
	/* what is wrong leaves the role as it was */
	{"color dim red\ncolor dim blu\n", "red", "t:2: unknown colour 'blu', did you mean 'blue'?\n"},
	{"color dim 256\n", NULL, "t:1: unknown colour '256'\n"},
	{"color dim -1\n", NULL, "t:1: unknown colour '-1'\n"},
	{"color dim 7x\n", NULL, "t:1: unknown colour '7x'\n"},
	{"color dim Red\n", NULL, "t:1: unknown colour 'Red', did you mean 'red'?\n"},
	{"color dim bold\n", NULL, "t:1: unknown colour 'bold'\n"},
	{"color dim red bold blue\n", NULL,
		"t:1: 'blue': colours come before attributes, and two at most\n"},
	{"color dim red blue green\n", NULL,
		"t:1: 'green': colours come before attributes, and two at most\n"},
	{"color dimm red\n", NULL, "t:1: unknown role 'dimm', did you mean 'dim'?\n"},
	{"color dim\n", NULL, "t:1: expected a colour, such as default or bright-red\n"},
	{"color dim # red\n", NULL, "t:1: expected a colour, such as default or bright-red\n"},
	{"color\n", NULL, "t:1: expected: color ROLE COLOUR [COLOUR] [ATTRIBUTE...]\n"},
	{"set wrap no\n", NULL, "t:1: a theme has lines with 'color' only, not 'set'\n"},
	{"color dim \x1b[m\n", NULL, "t:1: unknown colour '^[[m'\n"},
};

static enum style dim(void)
{
	return style_of(ROLE_DIM);
}

static void test_files(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(files); i++) {
		struct theme theme;
		struct buf errors = BUF_INIT, look = BUF_INIT;
		bool good;

		theme_init(&theme);
		good = theme_read(&theme, "t", slice_cstr(files[i].text), &errors);
		look_write(&theme.roles[dim()].look, &look);
		assert_string_equal(errors.p, files[i].errors);
		assert_int_equal(good, errors.n == 0);
		assert_string_equal(look.p, files[i].look ? files[i].look : "default");
		assert_int_equal(theme.roles[dim()].file != NULL, files[i].look != NULL);
		buf_release(&errors);
		buf_release(&look);
	}
}

/* Each colour of each built-in theme is what its header promises, and all roles are there. */
static void test_built_in(void **state)
{
	static const struct {
		const char *name;
		int greatest; /* colour */
		bool backgrounds;
	} promised[] = {
		{"default", 15, false},
		{"mono", COLOR_OWN, false},
		{"high-contrast", 15, true},
		{"soft", 255, true},
	};
	size_t i;
	int s;

	(void)state;
	for (i = 0; i < ARRAY_LEN(promised); i++) {
		const struct embedded_file *file =
			embedded_find(embedded_themes, slice_cstr(promised[i].name));
		struct buf errors = BUF_INIT;
		struct theme theme;

		assert_non_null(file);
		theme_init(&theme);
		assert_true(theme_read(&theme, file->file, slice_from(file->text, file->len),
			&errors));
		for (s = 0; s < STYLES; s++) {
			assert_non_null(theme.roles[s].file);
			assert_true(theme.roles[s].look.fg <= promised[i].greatest);
			if (!promised[i].backgrounds)
				assert_int_equal(theme.roles[s].look.bg, COLOR_OWN);
		}
		buf_release(&errors);
	}
	for (i = 0; embedded_themes[i].name; i++)
		;
	assert_int_equal(i, ARRAY_LEN(promised));
}

/* What must be told apart is, in every theme and with any number of colours. */
static void test_apart(void **state)
{
	static const enum style apart[][2] = {
		{STYLE_MARK, STYLE_MARK_BESIDE},
		{STYLE_FOUND, (enum style)ROLE_TEXT},
		{STYLE_FILTERED, (enum style)ROLE_TEXT},
		{STYLE_FOUND, STYLE_FILTERED},
		{STYLE_FOUND_HERE, STYLE_FOUND},
		{STYLE_FOUND_HERE, STYLE_FILTERED},
		{STYLE_TAB, STYLE_TAB_HERE},
		{STYLE_PROMPT, STYLE_PROMPT_WRONG},
		{STYLE_BAR, STYLE_BAR_FILTER},
	};
	static const int counts[] = {0, 8, 16, 256};
	const struct embedded_file *file;
	size_t i, k;

	(void)state;
	for (file = embedded_themes; file->name; file++) {
		struct buf errors = BUF_INIT;
		struct theme theme;

		theme_init(&theme);
		theme_read(&theme, file->file, slice_from(file->text, file->len), &errors);
		for (i = 0; i < ARRAY_LEN(apart); i++) {
			/* Without colours mono is used. */
			for (k = slice_is(slice_cstr(file->name), "mono") ? 0 : 1;
				k < ARRAY_LEN(counts); k++) {
				struct look a = look_for(theme.roles[apart[i][0]].look, counts[k]);
				struct look b = look_for(theme.roles[apart[i][1]].look, counts[k]);

				assert_true(a.fg != b.fg || a.bg != b.bg ||
					a.attributes != b.attributes);
			}
		}
		buf_release(&errors);
	}
}

static const struct {
	const char *look;
	int colors;
	const char *made;
} fewer[] = {
	{"179 236 bold", 256, "179 236 bold"},
	{"179 236 bold", 16, "yellow black bold"},
	{"179 236 bold", 88, "yellow black bold"},
	{"179 236 bold", 8, "yellow black bold"},
	{"179 236 bold", 0, "default bold"},
	{"109", 16, "cyan"},
	{"67", 16, "blue"},
	{"71", 16, "green"},
	{"167", 16, "red"},
	{"139", 16, "magenta"},
	{"196", 16, "bright-red"},
	{"231", 16, "bright-white"},
	{"16", 16, "black"},
	{"232", 16, "black"},
	{"245", 16, "bright-black"},
	{"252", 16, "white"},
	{"255", 16, "bright-white"},
	{"bright-red", 16, "bright-red"},
	{"bright-red", 8, "red bold"},
	{"bright-red bright-blue", 8, "red blue bold"},
	{"bright-black", 8, "default dim"},
	{"bright-white bold", 8, "white bold"},
	{"196", 8, "red bold"},
	{"245", 8, "default dim"},
	{"red blue underline", 8, "red blue underline"},
	{"red blue underline", 2, "default underline"},
	/* what would be one colour on itself */
	{"109 cyan", 16, "default"},
	{"red bright-red", 8, "default"},
	{"red red", 8, "red red"},
};

static void test_fewer(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(fewer); i++) {
		struct buf text = BUF_INIT, errors = BUF_INIT, made = BUF_INIT;
		struct theme theme;
		struct look look;

		theme_init(&theme);
		buf_addf(&text, "color dim %s", fewer[i].look);
		assert_true(theme_read(&theme, "t", buf_slice(&text), &errors));
		look = look_for(theme.roles[dim()].look, fewer[i].colors);
		look_write(&look, &made);
		assert_string_equal(made.p, fewer[i].made);
		buf_release(&text);
		buf_release(&errors);
		buf_release(&made);
	}
}

/* Of every look, what was written reads back as the same one. */
static void test_round_trip(void **state)
{
	int fg, bg;

	(void)state;
	for (fg = COLOR_OWN; fg < 256; fg++) {
		for (bg = COLOR_OWN; bg < 256; bg += 5) {
			struct look look = {fg, bg, (unsigned)(fg + bg) & 31}, again;
			struct buf text = BUF_INIT, errors = BUF_INIT;
			struct lines lines;
			enum style style;

			buf_adds(&text, "found ");
			look_write(&look, &text);
			lines_init(&lines, "t", (struct slice){.n = 0}, &errors);
			assert_true(look_read(&lines, buf_slice(&text), &style, &again));
			assert_int_equal(style, STYLE_FOUND);
			assert_int_equal(again.fg, fg);
			assert_int_equal(again.bg, bg);
			assert_int_equal(again.attributes, look.attributes);
			lines_release(&lines);
			buf_release(&text);
		}
	}
}

/* Names of roles are words, each its own. */
static void test_roles(void **state)
{
	enum style found;
	int s;

	(void)state;
	for (s = 0; s < STYLES; s++) {
		assert_true(role_by_name(slice_cstr(role_info((enum style)s)->name), &found));
		assert_int_equal(found, s);
		assert_true(role_info((enum style)s)->help[0] != '\0');
	}
	assert_false(role_by_name(SLICE_LIT("nothing"), &found));
	assert_false(role_by_name(SLICE_LIT(""), &found));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_built_in),
		cmocka_unit_test(test_apart),
		cmocka_unit_test(test_fewer),
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_roles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
