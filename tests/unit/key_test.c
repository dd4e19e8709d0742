/* The one spelling of each key. */
#include "conf/keymap.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "util/alloc.h"

struct sample {
	const char *typed;
	const char *spelled; /* NULL: no key */
};

/* clang-format off */
static const struct sample good[] = {
	/* Characters */
	{"j", "j"}, {"G", "G"}, {"1", "1"}, {"#", "#"}, {"|", "|"}, {">", ">"}, {"-", "-"},
	{"\xc3\xa9", "\xc3\xa9"}, {"\xe4\xb8\xad", "\xe4\xb8\xad"}, {" ", "<Space>"},
	{"<", "<lt>"},
	{"<lt>", "<lt>"}, {"<LT>", "<lt>"}, {"<gt>", ">"}, {"<a>", "a"}, {"<<>", "<lt>"},
	{"<>>", ">"}, {"<->", "-"}, {"<\xc3\xa9>", "\xc3\xa9"}, {"<M>", "M"}, {"<m>", "m"},
	/* Names */
	{"<space>", "<Space>"}, {"<ESCAPE>", "<Escape>"}, {"<esc>", "<Escape>"},
	{"<cr>", "<Enter>"},
	{"<Return>", "<Enter>"}, {"<bs>", "<Backspace>"}, {"<del>", "<Delete>"},
	{"<ins>", "<Insert>"}, {"<pgup>", "<PageUp>"}, {"<PgDn>", "<PageDown>"},
	{"<pagedown>", "<PageDown>"}, {"<kpenter>", "<KPEnter>"}, {"<f1>", "<F1>"},
	{"<F12>", "<F12>"}, {"<F63>", "<F63>"},
	/* Modifiers */
	{"<c-d>", "<C-d>"}, {"<C-D>", "<C-d>"}, {"<c-space>", "<C-Space>"},
	{"<s-tab>", "<S-Tab>"},
	{"<A-x>", "<M-x>"}, {"<m-X>", "<M-X>"}, {"<S-M-C-Up>", "<M-C-S-Up>"},
	{"<c-C-c-x>", "<C-x>"}, {"<S-a>", "A"}, {"<s-Z>", "Z"}, {"<M-S-a>", "<M-A>"},
	{"<C-S-a>", "<C-S-a>"}, {"<C-S-A>", "<C-S-a>"}, {"<S-1>", "<S-1>"}, {"<C-f1>", "<C-F1>"},
	{"<C-->", "<C-->"}, {"<M-->", "<M-->"}, {"<C->>", "<C->>"}, {"<M-<>", "<M-lt>"},
	{"<M-LT>", "<M-lt>"}, {"<M-gt>", "<M->>"}, {"<C-\\>", "<C-\\>"},
	{"<C-\xc3\xa9>", "<C-\xc3\xa9>"},
	{"<M-S>", "<M-S>"}, {"<C-M>", "<Enter>"},
	/* Keys a terminal does not tell apart */
	{"<C-i>", "<Tab>"}, {"<C-I>", "<Tab>"}, {"<C-m>", "<Enter>"}, {"<C-[>", "<Escape>"},
	{"<C-?>", "<Backspace>"}, {"<C-@>", "<C-Space>"}, {"<M-C-i>", "<M-Tab>"},
	{"<C-h>", "<C-h>"},
	{"<C-j>", "<C-j>"},
	/* Sequences */
	{"gg", "gg"}, {"g<c-D>x", "g<C-d>x"}, {"<lt><gt>", "<lt>>"}, {"x<", "x<lt>"},
	{"<C->><M-x>", "<C->><M-x>"}, {"a>b", "a>b"}, {"<Esc>[A", "<Escape>[A"},
};

static const char *const bad[] = {
	"<>", "<C->", "<M-C->", "<C-foo>", "<foo>", "<x", "<Esc", "<F0>", "<F64>", "<F01>",
	"<F1x>", "<F4294967297>", "<X-a>", "<C a>", "< a>", "<C-ab>", "\t", "\n", "\x1b", "\x7f",
	"\x80", "\xff", "\xc3", "\xc2\x85", "<\xff>", "<C-\x01>", "<C-\t>", "<KP>", "<<<",
};

/* clang-format on */

static bool normalise(const char *typed, struct buf *out)
{
	struct slice rest = slice_cstr(typed);

	buf_clear(out);
	while (rest.n) {
		if (!key_normalise(&rest, out))
			return false;
	}
	return true;
}

static void test_spellings(void **state)
{
	struct buf out = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(good); i++) {
		assert_true(normalise(good[i].typed, &out));
		assert_string_equal(out.p, good[i].spelled);
		assert_true(normalise(good[i].spelled, &out));
		assert_string_equal(out.p, good[i].spelled);
	}
	buf_release(&out);
}

static void test_no_keys(void **state)
{
	struct buf out = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(bad); i++) {
		if (normalise(bad[i], &out))
			fail_msg("'%s' was taken for '%s'", bad[i], out.p);
	}
	buf_release(&out);
}

/* One key at a time, and nothing is touched when there is none. */
static void test_takes_one(void **state)
{
	struct slice rest = SLICE_LIT("g<C-d><nothing>");
	struct buf out = BUF_INIT;

	(void)state;
	assert_true(key_normalise(&rest, &out));
	assert_string_equal(out.p, "g");
	assert_true(key_normalise(&rest, &out));
	assert_string_equal(out.p, "g<C-d>");
	assert_false(key_normalise(&rest, &out));
	assert_string_equal(out.p, "g<C-d>");
	assert_true(slice_is(rest, "<nothing>"));
	rest = SLICE_LIT("");
	assert_false(key_normalise(&rest, &out));
	buf_release(&out);
}

static void test_text(void **state)
{
	static const char *const text[] = {"j", "\xc3\xa9", "<lt>", "<Space>", ">", "j<C-d>"};
	static const char *const no_text[] = {"", "<C-d>", "<Tab>", "<S-Space>", "<M-lt>", "<F1>j"};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(text); i++)
		assert_true(key_is_text(slice_cstr(text[i])));
	for (i = 0; i < ARRAY_LEN(no_text); i++)
		assert_false(key_is_text(slice_cstr(no_text[i])));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_spellings),
		cmocka_unit_test(test_no_keys),
		cmocka_unit_test(test_takes_one),
		cmocka_unit_test(test_text),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
