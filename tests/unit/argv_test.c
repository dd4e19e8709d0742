#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "util/alloc.h"
#include "util/argv.h"
#include "util/buf.h"

/* The words, each between brackets. */
static void write_words(const struct argv *argv, struct buf *out)
{
	size_t i;

	for (i = 0; i < argv->n; i++)
		buf_addf(out, "[%s]", argv->words[i]);
}

static void splits(void **state)
{
	static const struct {
		const char *text, *words; /* NULL: a quote is open */
	} rows[] = {
		{"", ""},
		{"  \t ", ""},
		{"less", "[less]"},
		{"  less -R\t+G ", "[less][-R][+G]"},
		{"a 'b c' d", "[a][b c][d]"},
		{"a \"b 'c\" d", "[a][b 'c][d]"},
		{"a'b c'd\"e f\"", "[ab cde f]"},
		{"'' \"\"", "[][]"},
		{"a\\ b \\' \\\\", "[a b]['][\\]"},
		{"'a\\' b", "[a\\][b]"},
		{"\"a\\\"b\"", "[a\"b]"},
		{"$HOME ~ * $(x) `y` a;b|c >d", "[$HOME][~][*][$(x)][`y`][a;b|c][>d]"},
		{"a 'b", NULL},
		{"a \"b", NULL},
		{"a\\", NULL},
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(rows); i++) {
		struct arena a = ARENA_INIT;
		struct argv argv = {0};
		struct buf out = BUF_INIT;
		bool good = argv_split(&argv, &a, slice_cstr(rows[i].text));

		assert_int_equal(good, rows[i].words != NULL);
		write_words(&argv, &out);
		if (good)
			assert_string_equal(out.p, rows[i].words);
		if (argv.n)
			assert_null(argv.words[argv.n]);
		buf_release(&out);
		arena_release(&a);
	}
}

static void fills(void **state)
{
	static const struct {
		const char *text, *words;
	} rows[] = {
		{"open", "[open][V %s '\"]"},
		{"open %s --new", "[open][V %s '\"][--new]"},
		{"open %s %s", "[open][V %s '\"][V %s '\"]"},
		{"open x%s '%s '", "[open][x%s][%s ][V %s '\"]"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(rows); i++) {
		struct arena a = ARENA_INIT;
		struct argv argv = {0};
		struct buf out = BUF_INIT;

		assert_true(argv_split(&argv, &a, slice_cstr(rows[i].text)));
		argv_fill(&argv, &a, SLICE_LIT("V %s '\""));
		write_words(&argv, &out);
		assert_string_equal(out.p, rows[i].words);
		buf_release(&out);
		arena_release(&a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(splits),
		cmocka_unit_test(fills),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
