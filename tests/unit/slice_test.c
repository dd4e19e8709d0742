/* Slices: comparing, finding, trimming, lines, numbers. */
#include "util/slice.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "util/alloc.h"

#define S(literal) SLICE_LIT(literal)

static const struct slice absent;

static void test_make(void **state)
{
	(void)state;
	assert_null(slice_cstr(NULL).p);
	assert_int_equal(slice_cstr(NULL).n, 0);
	assert_int_equal(slice_cstr("abc").n, 3);
	assert_int_equal(S("a\0b").n, 3);
}

static void test_sub(void **state)
{
	static const struct {
		size_t from, n;
		const char *part;
	} cases[] = {
		{0, 6, "abcdef"},
		{0, 0, ""},
		{2, 3, "cde"},
		{2, 99, "cdef"},
		{6, 1, ""},
		{7, 1, ""},
		{SIZE_MAX, SIZE_MAX, ""},
		{1, SIZE_MAX, "bcdef"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(cases); i++)
		assert_true(
			slice_is(slice_sub(S("abcdef"), cases[i].from, cases[i].n), cases[i].part));
	assert_true(slice_is(slice_skip(S("abc"), 2), "c"));
	assert_true(slice_is(slice_skip(S("abc"), 4), ""));
	assert_null(slice_skip(absent, 3).p);
	assert_int_equal(slice_sub(absent, 1, 1).n, 0);
}

static void test_compare(void **state)
{
	static const struct {
		struct slice a, b;
		int order;
		bool equal, nocase;
	} cases[] = {
		{S(""), S(""), 0, true, true},
		{S("a"), S("a"), 0, true, true},
		{S("a"), S("A"), 1, false, true},
		{S("a"), S("b"), -1, false, false},
		{S("a"), S("ab"), -1, false, false},
		{S("b"), S("ab"), 1, false, false},
		{S("\xff"), S("a"), 1, false, false},
		{S("a\0b"), S("a\0c"), -1, false, false},
		{S("a\0B"), S("A\0b"), 1, false, true},
		{S("[@`{"), S("{`@["), -1, false, false},
		{S("["), S("{"), -1, false, false},
		{S("\xc9"), S("\xe9"), -1, false, false},
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		int order = slice_cmp(cases[i].a, cases[i].b);

		assert_int_equal((order > 0) - (order < 0), cases[i].order);
		order = slice_cmp(cases[i].b, cases[i].a);
		assert_int_equal((order > 0) - (order < 0), -cases[i].order);
		assert_int_equal(slice_eq(cases[i].a, cases[i].b), cases[i].equal);
		assert_int_equal(slice_eq_nocase(cases[i].a, cases[i].b), cases[i].nocase);
	}
	assert_true(slice_eq(absent, S("")));
	assert_true(slice_eq_nocase(absent, S("")));
	assert_int_equal(slice_cmp(absent, S("")), 0);
	assert_true(slice_cmp(absent, S("a")) < 0);
	assert_true(slice_is(absent, ""));
	assert_false(slice_is(S("ab"), "a"));
	assert_false(slice_is(S("a\0"), "a"));
}

static void test_starts_and_ends(void **state)
{
	(void)state;
	assert_true(slice_starts(S("abc"), ""));
	assert_true(slice_starts(S("abc"), "ab"));
	assert_true(slice_starts(S("abc"), "abc"));
	assert_false(slice_starts(S("abc"), "abcd"));
	assert_false(slice_starts(S("abc"), "Ab"));
	assert_true(slice_starts_nocase(S("abc"), "AB"));
	assert_false(slice_starts_nocase(S("abc"), "B"));
	assert_true(slice_ends(S("abc"), ""));
	assert_true(slice_ends(S("abc"), "bc"));
	assert_true(slice_ends(S("abc"), "abc"));
	assert_false(slice_ends(S("abc"), "xabc"));
	assert_false(slice_ends(S("abc"), "b"));
	assert_true(slice_starts(absent, ""));
	assert_true(slice_ends(absent, ""));
	assert_false(slice_ends(absent, "a"));
}

static void test_find(void **state)
{
	static const struct {
		struct slice in, needle;
		size_t at;
	} cases[] = {
		{S("abcabc"), S("abc"), 0},
		{S("abcabc"), S("ca"), 2},
		{S("abcabc"), S("x"), 6},
		{S("abc"), S("abcd"), 3},
		{S("abc"), S(""), 0},
		{S(""), S(""), 0},
		{S(""), S("a"), 0},
		{S("a\0b"), S("\0b"), 1},
		{S("aab"), S("ab"), 1},
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(cases); i++)
		assert_int_equal(slice_find(cases[i].in, cases[i].needle), cases[i].at);
	assert_int_equal(slice_find(absent, S("a")), 0);
	assert_int_equal(slice_find_byte(S("abcb"), 'b'), 1);
	assert_int_equal(slice_find_byte(S("abc"), 'x'), 3);
	assert_int_equal(slice_find_byte(S("a\xff"), '\xff'), 1);
	assert_int_equal(slice_find_byte(absent, 'a'), 0);
}

static void test_trim(void **state)
{
	static const struct {
		const char *raw, *left, *right, *both;
	} cases[] = {
		{"", "", "", ""},
		{"abc", "abc", "abc", "abc"},
		{" \t a b \r\n", "a b \r\n", " \t a b", "a b"},
		{"\n\n", "", "", ""},
		{"\v\fa\v", "\v\fa\v", "\v\fa\v", "\v\fa\v"},
		{"\xc2\xa0", "\xc2\xa0", "\xc2\xa0", "\xc2\xa0"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		struct slice s = slice_cstr(cases[i].raw);

		assert_true(slice_is(slice_trim_left(s), cases[i].left));
		assert_true(slice_is(slice_trim_right(s), cases[i].right));
		assert_true(slice_is(slice_trim(s), cases[i].both));
		assert_int_equal(slice_is_blank(s), cases[i].both[0] == '\0');
	}
	assert_true(slice_is_blank(absent));
	assert_int_equal(slice_trim(absent).n, 0);
}

static void test_lines(void **state)
{
	static const struct {
		const char *text;
		const char *lines[5];
	} cases[] = {
		{"", {NULL}},
		{"a", {"a", NULL}},
		{"a\n", {"a", NULL}},
		{"a\nb", {"a", "b", NULL}},
		{"\n\n", {"", "", NULL}},
		{"a\r\nb\r\n", {"a", "b", NULL}},
		{"a\r\r\n", {"a\r", NULL}},
		{"a\rb\n", {"a\rb", NULL}},
		{"\r\n\r", {"", "", NULL}},
		{"a\n\n b\n", {"a", "", " b", NULL}},
	};
	size_t i, k;

	(void)state;
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		struct slice rest = slice_cstr(cases[i].text), line;

		for (k = 0; slice_next_line(&rest, &line); k++) {
			assert_non_null(cases[i].lines[k]);
			assert_true(slice_is(line, cases[i].lines[k]));
		}
		assert_null(cases[i].lines[k]);
		assert_int_equal(rest.n, 0);
	}
}

static void test_number(void **state)
{
	static const struct {
		const char *text;
		unsigned value;
		size_t digits;
	} cases[] = {
		{"", 0, 0},
		{"x1", 0, 0},
		{"0", 0, 1},
		{"007", 7, 3},
		{"42nd", 42, 2},
		{"-1", 0, 0},
		{"4294967295", UINT_MAX, 10},
		{"4294967294", UINT_MAX - 1, 10},
		{"4294967296", UINT_MAX, 10},
		{"42949672950", UINT_MAX, 11},
		{"99999999999999999999999", UINT_MAX, 23},
		{"\xd9\xa3", 0, 0},
	};
	size_t i, digits;

	(void)state;
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		assert_int_equal(slice_number(slice_cstr(cases[i].text), &digits), cases[i].value);
		assert_int_equal(digits, cases[i].digits);
	}
	assert_int_equal(slice_number(slice_from("1234", 2), NULL), 12);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_make),
		cmocka_unit_test(test_sub),
		cmocka_unit_test(test_compare),
		cmocka_unit_test(test_starts_and_ends),
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_trim),
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
