/* Text from outside: made visible, measured, cut, wrapped and folded. */
#include "util/text.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "util/alloc.h"

#define E_ACUTE "\xc3\xa9"	   /* U+00E9 */
#define ACUTE	"\xcc\x81"	   /* U+0301, combining */
#define HAN	"\xe4\xb8\xad"	   /* U+4E2D, two columns */
#define SMILE	"\xf0\x9f\x98\x80" /* U+1F600, two columns */
#define TURN	"\xe2\x80\xae"	   /* U+202E, right to left from here */

struct text_case {
	struct slice raw;
	int column;
	const char *shown;
	int cols;
};

#define RAW(s) SLICE_LIT(s)

static const struct text_case visible_cases[] = {
	{RAW(""), 0, "", 0},
	{RAW("plain ASCII ~!"), 0, "plain ASCII ~!", 14},
	{RAW("caf" E_ACUTE), 0, "caf" E_ACUTE, 4},
	{RAW(HAN HAN "x" SMILE), 0, HAN HAN "x" SMILE, 7},
	/* Tabs */
	{RAW("\t"), 0, "        ", 8},
	{RAW("a\tb"), 0, "a       b", 9},
	{RAW("1234567\tb"), 0, "1234567 b", 9},
	{RAW("12345678\tb"), 0, "12345678        b", 17},
	{RAW(HAN "\tb"), 0, HAN "      b", 9},
	{RAW("\tb"), 6, "  b", 3},
	{RAW("\tb"), 8, "        b", 9},
	{RAW("\x01\tb"), 0, "^A      b", 9},
	/* Controls */
	{RAW("a\033[31mb"), 0, "a^[[31mb", 8},
	{RAW("\0\x01\n\r\x1f\x7f"), 0, "^@^A^J^M^_^?", 12},
	{RAW("\xc2\x80\xc2\x9b\xc2\x9f"), 0, "<80><9B><9F>", 12},
	{RAW("\x9b"
	     "31m"),
		0, "<9B>31m", 7},
	/* Not UTF-8 */
	{RAW("a\xffz"), 0, "a<FF>z", 6},
	{RAW("\xc3"), 0, "<C3>", 4},
	{RAW("\xc3("
	     "\xe4\xb8"),
		0, "<C3>(<E4><B8>", 13},
	{RAW("\xc0\xaf"), 0, "<C0><AF>", 8},
	{RAW("\xe0\x80\xaf"), 0, "<E0><80><AF>", 12},
	{RAW("\xed\xa0\x80"), 0, "<ED><A0><80>", 12},
	{RAW("\xf4\x90\x80\x80"), 0, "<F4><90><80><80>", 16},
	{RAW("\xf0\x9f\x98"), 0, "<F0><9F><98>", 12},
	/* What turns the direction of a line, or shows nothing */
	{RAW("a" TURN "b"), 0, "a<U+202E>b", 10},
	{RAW("\xe2\x81\xa6\xe2\x81\xa9"), 0, "<U+2066><U+2069>", 16},
	{RAW("\xe2\x80\x8b\xe2\x80\x8d\xc2\xad"), 0, "<U+200B><U+200D><U+00AD>", 24},
	{RAW("\xef\xbb\xbfx"), 0, "<U+FEFF>x", 9},
	{RAW("\xe2\x80\xa8"), 0, "<U+2028>", 8},
	{RAW("a\xcd\x8f"), 0, "a<U+034F>", 9},
	{RAW("\xe3\x85\xa4\xef\xbe\xa0"), 0, "<U+3164><U+FFA0>", 16},
	{RAW("x\xe1\x85\xa0"), 0, "x<U+1160>", 9},
	{RAW("\xf3\xa0\x80\x81"), 0, "<U+E0001>", 9},
	{RAW("\xf4\x8f\xbf\xbf"), 0, "<U+10FFFF>", 10},
	{RAW("\xef\xbf\xbe"), 0, "<U+FFFE>", 8},
	/* Combining marks stand on a character, and not in heaps */
	{RAW("e" ACUTE "x"), 0, "e" ACUTE "x", 2},
	{RAW(HAN ACUTE), 0, HAN ACUTE, 2},
	{RAW(ACUTE "e"), 0, "<U+0301>e", 9},
	{RAW("e" ACUTE ACUTE ACUTE ACUTE "x"), 0, "e" ACUTE ACUTE ACUTE ACUTE "x", 2},
	{RAW("e" ACUTE ACUTE ACUTE ACUTE ACUTE "x"), 0, "e" ACUTE ACUTE ACUTE ACUTE "<U+0301>x",
		10},
	{RAW("e" ACUTE ACUTE ACUTE ACUTE "e" ACUTE), 0, "e" ACUTE ACUTE ACUTE ACUTE "e" ACUTE, 2},
	{RAW("e" ACUTE ACUTE ACUTE ACUTE "\x01" ACUTE), 0, "e" ACUTE ACUTE ACUTE ACUTE "^A" ACUTE,
		3},
	{RAW("1234567" ACUTE ACUTE ACUTE ACUTE "\t" ACUTE), 0,
		"1234567" ACUTE ACUTE ACUTE ACUTE " " ACUTE, 8},
};

static const struct text_case c_locale_cases[] = {
	{RAW("plain"), 0, "plain", 5},
	{RAW("caf" E_ACUTE "!"), 0, "caf?!", 5},
	{RAW(HAN SMILE TURN), 0, "???", 3},
	{RAW("e" ACUTE), 0, "e?", 2},
	{RAW("\xff\xc3"), 0, "<FF><C3>", 8},
	{RAW("\xc2\x9b"), 0, "<9B>", 4},
	{RAW("\t\033"), 0, "        ^[", 10},
};

static void check_visible(const struct text_case *cases, size_t n)
{
	struct arena a = ARENA_INIT;
	size_t i;

	for (i = 0; i < n; i++) {
		struct vis v = text_visible_at(&a, cases[i].raw, cases[i].column);

		if (!slice_is(slice_from(v.p, v.n), cases[i].shown) || v.cols != cases[i].cols)
			fail_msg("case %zu gives '%.*s' in %d columns, not '%s' in %d", i,
				VIS_ARG(v), v.cols, cases[i].shown, cases[i].cols);
		/* Visible text stays as it is, and is as wide as it was said to be. */
		v = text_visible(&a, slice_from(v.p, v.n));
		assert_true(slice_is(slice_from(v.p, v.n), cases[i].shown));
		assert_int_equal(v.cols, cases[i].cols);
	}
	arena_release(&a);
}

static void test_visible(void **state)
{
	(void)state;
	check_visible(visible_cases, ARRAY_LEN(visible_cases));
}

static void test_visible_in_c_locale(void **state)
{
	(void)state;
	assert_non_null(setlocale(LC_ALL, "C"));
	check_visible(c_locale_cases, ARRAY_LEN(c_locale_cases));
	assert_non_null(setlocale(LC_ALL, "C.UTF-8"));
}

/* Plain text is not copied, other text does not point into its source; an absent slice is "". */
static void test_visible_memory(void **state)
{
	struct slice plain = SLICE_LIT("plain"), odd = SLICE_LIT("a\tb");
	struct arena a = ARENA_INIT;

	(void)state;
	assert_ptr_equal(text_visible(&a, plain).p, plain.p);
	assert_ptr_not_equal(text_visible(&a, odd).p, odd.p);
	assert_non_null(text_visible(&a, slice_cstr(NULL)).p);
	assert_int_equal(text_visible(&a, slice_cstr(NULL)).n, 0);
	assert_string_equal(text_visible_cstr(&a, "x\ty").p, "x       y");
	assert_string_equal(text_visiblef(&a, "%s:%d", "a\033", 7).p, "a^[:7");
	assert_int_equal(text_visiblef(&a, "%s", "").n, 0);
	arena_release(&a);
}

/* --- cutting --- */

static const struct {
	const char *text;
	int from, cols;
	const char *part;
	int width, lead;
} column_cases[] = {
	{"", 0, 5, "", 0, 0},
	{"abcdef", 0, 6, "abcdef", 6, 0},
	{"abcdef", 0, 3, "abc", 3, 0},
	{"abcdef", 2, 3, "cde", 3, 0},
	{"abcdef", 2, 99, "cdef", 4, 0},
	{"abcdef", 6, 3, "", 0, 0},
	{"abcdef", 9, 3, "", 0, 0},
	{"abcdef", 0, 0, "", 0, 0},
	{"abcdef", 3, -1, "", 0, 0},
	/* A wide character that is cut through is left out */
	{HAN HAN "x", 0, 3, HAN, 2, 0},
	{HAN HAN "x", 0, 4, HAN HAN, 4, 0},
	{HAN HAN "x", 1, 4, HAN "x", 3, 1},
	{HAN HAN "x", 1, 2, "", 0, 1},
	{HAN HAN "x", 1, 1, "", 0, 1},
	{HAN HAN "x", 1, 0, "", 0, 0},
	{HAN HAN "x", 3, 2, "x", 1, 1},
	{HAN, 1, 5, "", 0, 1},
	{HAN, 1, -1, "", 0, 0},
	/* Marks stay with their character */
	{"e" ACUTE "xy", 0, 1, "e" ACUTE, 1, 0},
	{"e" ACUTE "xy", 1, 1, "x", 1, 0},
	{HAN ACUTE "x", 2, 1, "x", 1, 0},
};

static void test_columns(void **state)
{
	struct arena a = ARENA_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(column_cases); i++) {
		struct vis v = text_visible_cstr(&a, column_cases[i].text);
		int lead = -1;
		struct vis part =
			text_columns(v, column_cases[i].from, column_cases[i].cols, &lead);

		assert_true(slice_is(slice_from(part.p, part.n), column_cases[i].part));
		assert_int_equal(part.cols, column_cases[i].width);
		assert_int_equal(lead, column_cases[i].lead);
		part = text_columns(v, column_cases[i].from, column_cases[i].cols, NULL);
		assert_int_equal(part.cols, column_cases[i].width);
	}
	arena_release(&a);
}

static const struct {
	const char *text;
	int cols;
	const char *clipped;
	int width;
} clip_cases[] = {
	{"", 0, "", 0},
	{"abc", 3, "abc", 3},
	{"abc", 9, "abc", 3},
	{"abcd", 3, "ab~", 3},
	{"abcd", 1, "~", 1},
	{"abcd", 0, "", 0},
	{"abcd", -3, "", 0},
	{HAN HAN HAN, 6, HAN HAN HAN, 6},
	{HAN HAN HAN, 5, HAN HAN "~", 5},
	{HAN HAN HAN, 4, HAN "~", 3},
	{HAN HAN HAN, 2, "~", 1},
	{"ae" ACUTE "bc", 3, "ae" ACUTE "~", 3},
};

static void test_clip(void **state)
{
	struct arena a = ARENA_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(clip_cases); i++) {
		struct vis v = text_clip(
			&a, text_visible_cstr(&a, clip_cases[i].text), clip_cases[i].cols);

		assert_true(slice_is(slice_from(v.p, v.n), clip_cases[i].clipped));
		assert_int_equal(v.cols, clip_cases[i].width);
	}
	arena_release(&a);
}

static void test_head(void **state)
{
	struct arena a = ARENA_INIT;
	struct vis v = text_visible_cstr(&a, "a" HAN "e" ACUTE "x");

	(void)state;
	assert_int_equal(text_head(v, 0).cols, 0);
	assert_int_equal(text_head(v, 1).cols, 1);
	assert_int_equal(text_head(v, 4).cols, 3);
	assert_int_equal(text_head(v, 7).cols, 4);
	assert_int_equal(text_head(v, 8).cols, 5);
	assert_int_equal(text_head(v, 99).cols, 5);
	assert_int_equal(text_head(v, 99).n, 8);
	arena_release(&a);
}

/* --- wrapping --- */

static const struct {
	const char *text;
	int cols;
	const char *pieces; /* with '|' between */
} wrap_cases[] = {
	{"", 4, ""},
	{"abcd", 4, "abcd"},
	{"ab cd", 5, "ab cd"},
	{"ab cd", 4, "ab|cd"},
	{"ab cd", 3, "ab|cd"},
	{"ab cd", 2, "ab|cd"},
	{"ab cd", 1, "a|b|c|d"},
	{"ab   cd", 4, "ab|cd"},
	{"ab cd ef", 5, "ab cd|ef"},
	{"ab cd ef", 6, "ab cd|ef"},
	{"abcdefgh", 3, "abc|def|gh"},
	{"ab cdefgh", 4, "ab|cdef|gh"},
	{"abcd ", 4, "abcd"},
	{"abcd     ", 4, "abcd"},
	{"abcd e", 4, "abcd|e"},
	/* Blanks at the beginning are kept, and are no place to break */
	{"  ab cd", 5, "  ab|cd"},
	{"   abcdefgh", 6, "   abc|defgh"},
	{"  abcdef gh", 6, "  abcd|ef gh"},
	{"      ab", 4, "    |ab"},
	{"      ", 4, "    "},
	/* Wide characters and marks */
	{HAN HAN HAN, 4, HAN HAN "|" HAN},
	{HAN HAN HAN, 5, HAN HAN "|" HAN},
	{HAN HAN, 1, HAN "|" HAN},
	{"a" HAN " " HAN, 4, "a" HAN "|" HAN},
	{"ae" ACUTE "bc", 2, "ae" ACUTE "|bc"},
	{"abcd " ACUTE "e", 4, "abcd| " ACUTE "e"},
	{"ab  " ACUTE "cd", 4, "ab| " ACUTE "cd"},
	{E_ACUTE E_ACUTE " " E_ACUTE, 3, E_ACUTE E_ACUTE "|" E_ACUTE},
};

static void test_wrap(void **state)
{
	struct arena a = ARENA_INIT;
	char out[128];
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(wrap_cases); i++) {
		struct vis v = text_visible_cstr(&a, wrap_cases[i].text);
		size_t n = 0;

		while (v.n) {
			size_t skip, piece = text_wrap(v, wrap_cases[i].cols, &skip);
			struct vis head = text_head(v, piece);

			assert_true(piece > 0 && piece + skip <= v.n);
			assert_true(head.cols <= wrap_cases[i].cols || wrap_cases[i].cols == 1);
			if (n)
				out[n++] = '|';
			memcpy(out + n, v.p, piece);
			n += piece;
			v = text_visible(&a, slice_skip(slice_from(v.p, v.n), piece + skip));
		}
		out[n] = '\0';
		assert_string_equal(out, wrap_cases[i].pieces);
	}
	arena_release(&a);
}

/* --- characters and folding --- */

static void test_next_char(void **state)
{
	static const struct {
		const char *text;
		int32_t code;
		size_t n;
	} cases[] = {
		{"a", 'a', 1},
		{"\x01", 1, 1},
		{E_ACUTE "x", 0xe9, 2},
		{HAN, 0x4e2d, 3},
		{SMILE "x", 0x1f600, 4},
		{"\xff"
		 "a",
			-1, 1},
		{"\xc3", -1, 1},
		{"\xc3"
		 "a",
			-1, 1},
		{"\xe4\xb8", -1, 1},
		{"\x80", -1, 1},
		{"\xed\xa0\x80", -1, 1},
	};
	size_t i;
	int32_t code;

	(void)state;
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		assert_int_equal(text_next_char(slice_cstr(cases[i].text), &code), cases[i].n);
		assert_int_equal(code, cases[i].code);
	}
	/* Not a byte beyond the slice is looked at. */
	assert_int_equal(text_next_char(slice_from(HAN, 2), &code), 1);
	assert_int_equal(code, -1);
}

static const struct {
	struct slice raw;
	const char *folded;
} fold_cases[] = {
	{RAW(""), ""},
	{RAW("Plain ASCII 42_x"), "plain ascii 42_x"},
	{RAW("\xc3\x89t\xc3\xa9"), "ete"},
	{RAW("e" ACUTE "x"), "ex"},
	{RAW("Stra\xc3\x9f"
	     "e"),
		"strasse"},
	{RAW("\xc3\x85ngstr\xc3\xb6m"), "angstrom"},
	{RAW("\xc4\xb0"), "i"},
	{RAW("\xce\xa3\xcf\x82\xcf\x83"), "\xcf\x83\xcf\x83\xcf\x83"},
	{RAW("\xef\xac\x81x"), "fix"},
	{RAW("\xd0\x96"), "\xd0\xb6"},
	{RAW(HAN), HAN},
	{RAW("A\xff"
	     "B\xc3"),
		"a\xff"
		"b\xc3"},
	{RAW(ACUTE), ""},
};

static void test_fold(void **state)
{
	struct arena a = ARENA_INIT;
	size_t i, k;

	(void)state;
	for (i = 0; i < ARRAY_LEN(fold_cases); i++) {
		struct folded f = text_fold(&a, fold_cases[i].raw);
		struct folded again = text_fold(&a, f.s);

		assert_true(slice_is(f.s, fold_cases[i].folded));
		assert_true(slice_eq(again.s, f.s));
		assert_false(text_has_upper(f.s));
		assert_int_equal(text_fold_origin(&f, f.s.n), fold_cases[i].raw.n);
		for (k = 1; k < f.s.n; k++)
			assert_true(text_fold_origin(&f, k - 1) <= text_fold_origin(&f, k));
	}
	arena_release(&a);
}

/* Where a match in folded text stands in its source: "fi" of a ligature, "ss" of a sharp s. */
static void test_fold_origin(void **state)
{
	static const struct {
		struct slice raw;
		const char *folded;
		size_t at[8];
	} cases[] = {
		{RAW("Ab"), "ab", {0, 1, 2}},
		{RAW("a\xc3\x89"
		     "e" ACUTE "x"),
			"aeex", {0, 1, 3, 6, 7}},
		{RAW("xy\xef\xac\x81\xc3\x9fz"), "xyfissz", {0, 1, 2, 2, 5, 5, 7, 8}},
		{RAW("\xff\xc3\xa9"),
			"\xff"
			"e",
			{0, 1, 3}},
	};
	struct arena a = ARENA_INIT;
	size_t i, k;

	(void)state;
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		struct folded f = text_fold(&a, cases[i].raw);

		assert_true(slice_is(f.s, cases[i].folded));
		for (k = 0; k <= f.s.n; k++)
			assert_int_equal(text_fold_origin(&f, k), cases[i].at[k]);
	}
	arena_release(&a);
}

/* One character that folds to more than any other. */
static void test_fold_long(void **state)
{
	struct arena a = ARENA_INIT;
	struct folded f = text_fold(&a, SLICE_LIT("\xef\xb7\xba!"));

	(void)state;
	assert_true(f.s.n > 16);
	assert_true(slice_ends(f.s, "!"));
	assert_int_equal(text_fold_origin(&f, f.s.n - 1), 3);
	arena_release(&a);
}

static void test_upper(void **state)
{
	(void)state;
	assert_true(text_has_upper(SLICE_LIT("a/B")));
	assert_true(text_has_upper(SLICE_LIT("\xc3\x84hre")));
	assert_true(text_has_upper(SLICE_LIT("\xd0\x96")));
	assert_false(text_has_upper(SLICE_LIT("\xc3\xa4hre [1] \xff \xc3\x9f " HAN)));
	assert_false(text_has_upper(SLICE_LIT("")));
}

/* Words end at quotes and dashes of any script, and at broken bytes. */
static void test_word_chars(void **state)
{
	static const int32_t inside[] = {'a', 'Z', '0', '_', 0xe4, 0x301, 0x416, 0x6f22, 0x664};
	static const int32_t outside[] = {-1, 0, ' ', '-', '/', '.', 0xa0, 0xab, 0x2014, 0x201c,
		0x3002, 0x1f600};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(inside); i++)
		assert_true(text_is_word_char(inside[i]));
	for (i = 0; i < ARRAY_LEN(outside); i++)
		assert_false(text_is_word_char(outside[i]));
}

static void test_word_bytes(void **state)
{
	int c;

	(void)state;
	for (c = 0; c < 256; c++) {
		bool word = c >= 128 || (c && strchr("abcdefghijklmnopqrstuvwxyz"
						     "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_",
						      c));

		assert_int_equal(text_is_word_byte((unsigned char)c), word);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_visible),
		cmocka_unit_test(test_visible_in_c_locale),
		cmocka_unit_test(test_visible_memory),
		cmocka_unit_test(test_columns),
		cmocka_unit_test(test_clip),
		cmocka_unit_test(test_head),
		cmocka_unit_test(test_wrap),
		cmocka_unit_test(test_next_char),
		cmocka_unit_test(test_fold),
		cmocka_unit_test(test_fold_origin),
		cmocka_unit_test(test_fold_long),
		cmocka_unit_test(test_word_bytes),
		cmocka_unit_test(test_word_chars),
		cmocka_unit_test(test_upper),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
