/* Texts compared by words. */
#include "model/compare_make.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "util/alloc.h"
#include "util/buf.h"

static void print_words(const struct compare_text *text, struct buf *out)
{
	static const char *const open[] = {
		[FATE_SAME] = "", [FATE_ADDED] = "{+", [FATE_DROPPED] = "[-",
	};
	static const char *const shut[] = {
		[FATE_SAME] = "", [FATE_ADDED] = "+}", [FATE_DROPPED] = "-]",
	};
	size_t i, k;

	buf_clear(out);
	for (i = 0; i < text->nruns; i++) {
		const struct compare_run *run = &text->runs[i];
		const struct compare_word *words = text->words[run->fate == FATE_DROPPED ?
			COMPARE_OLD : COMPARE_NEW];

		buf_adds(out, i ? " " : "");
		buf_adds(out, open[run->fate]);
		for (k = 0; k < run->n; k++) {
			buf_adds(out, k ? " " : "");
			buf_add_slice(out, words[run->from + k].text);
		}
		buf_adds(out, shut[run->fate]);
	}
}

static void test_words(void **state)
{
	static const struct {
		const char *old, *new, *wanted;
	} cases[] = {
		{"", "", ""},
		{"a b c", "a b c", "a b c"},
		/* However the lines are broken */
		{"a b\nc", "a\n\tb  c\n", "a b c"},
		{"", "a b", "{+a b+}"},
		{"a b", "", "[-a b-]"},
		{"a b c", "x y", "[-a b c-] {+x y+}"},
		{"ok 4 guest_mode ok 5", "ok 4 vm_mode ok 5",
		 "ok 4 [-guest_mode-] {+vm_mode+} ok 5"},
		{"a b c d", "b c d e", "[-a-] b c d {+e+}"},
		{"a b a b", "b a b a", "[-a-] b a b {+a+}"},
		{"the hen lays", "the old hen lays eggs", "the {+old+} hen lays {+eggs+}"},
		/* A word that stayed by chance between larger changes is no help. */
		{"one two three the four five six", "six five four the three two one",
		 "[-one two three the four five six-] {+six five four the three two one+}"},
		{"Text.\nTo: Ada <ada@example.org>\ncc: bo@example.org\nMore.",
		 "Text.\nCc: cy@example.org\nBcc: x\nMore.", "Text. More."},
	};
	struct arena arena = ARENA_INIT;
	struct buf got = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		struct compare_text text = compare_text(&arena, slice_cstr(cases[i].old),
			slice_cstr(cases[i].new));

		print_words(&text, &got);
		if (!slice_is(buf_slice(&got), cases[i].wanted))
			fail_msg("%s\n%s\ngives   %s\ninstead %s", cases[i].old, cases[i].new,
				got.p, cases[i].wanted);
		assert_int_equal(text.changed, strpbrk(got.p, "[{") != NULL);
	}
	buf_release(&got);
	arena_release(&arena);
}

/* Whatever was dropped and kept is the old text, whatever was kept and added the new one. */
static void assert_whole(const struct compare_text *text)
{
	size_t at[COMPARE_SIDES] = {0, 0}, i, k;

	for (i = 0; i < text->nruns; i++) {
		const struct compare_run *run = &text->runs[i];

		assert_true(run->n > 0);
		assert_int_equal(run->from,
			at[run->fate == FATE_DROPPED ? COMPARE_OLD : COMPARE_NEW]);
		for (k = 0; k < run->n; k++) {
			size_t x = at[COMPARE_OLD], y = at[COMPARE_NEW];

			if (run->fate == FATE_SAME)
				assert_true(slice_eq(text->words[COMPARE_OLD][x].text,
					text->words[COMPARE_NEW][y].text));
			at[COMPARE_OLD] += run->fate != FATE_ADDED;
			at[COMPARE_NEW] += run->fate != FATE_DROPPED;
		}
	}
	assert_int_equal(at[COMPARE_OLD], text->nwords[COMPARE_OLD]);
	assert_int_equal(at[COMPARE_NEW], text->nwords[COMPARE_NEW]);
}

/* Length of the longest common row of words, by the table that everybody knows. */
static size_t longest_common(const char *x, size_t n, const char *y, size_t m)
{
	size_t table[12][12] = {{0}}, i, k;

	for (i = 1; i <= n; i++) {
		for (k = 1; k <= m; k++) {
			size_t up = table[i - 1][k], left = table[i][k - 1];

			table[i][k] = x[i - 1] == y[k - 1] ? table[i - 1][k - 1] + 1 :
				up > left ? up : left;
		}
	}
	return table[n][m];
}

static unsigned next_random(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 16;
}

static void random_words(uint32_t *seed, char *letters, size_t *n, struct buf *out)
{
	size_t i;

	*n = next_random(seed) % 12;
	buf_clear(out);
	for (i = 0; i < *n; i++) {
		letters[i] = (char)('a' + next_random(seed) % 4);
		buf_addf(out, "%c ", letters[i]);
	}
}

/* The edit script is the shortest; but where changes were joined they have three words or more. */
static void test_shortest(void **state)
{
	struct buf old = BUF_INIT, new = BUF_INIT;
	uint32_t seed = 1, i;
	unsigned shortest = 0;

	(void)state;
	for (i = 0; i < 10000; i++) {
		struct arena arena = ARENA_INIT;
		char x[12], y[12];
		size_t n, m, same = 0, most = 0, k, common;
		struct compare_text text;

		random_words(&seed, x, &n, &old);
		random_words(&seed, y, &m, &new);
		text = compare_text(&arena, buf_slice(&old), buf_slice(&new));
		assert_whole(&text);
		for (k = 0; k < text.nruns; k++) {
			if (text.runs[k].fate == FATE_SAME)
				same += text.runs[k].n;
			else if (text.runs[k].n > most)
				most = text.runs[k].n;
		}
		common = longest_common(x, n, y, m);
		assert_true(same <= common);
		if (most < 3) {
			assert_int_equal(same, common);
			shortest++;
		}
		arena_release(&arena);
	}
	assert_true(shortest > 300);
	buf_release(&old);
	buf_release(&new);
}

/* A megabyte on either side, alike, all different, and of two words: bounded time. */
static void test_huge_words(void **state)
{
	static const struct {
		unsigned old, new; /* words that there are */
	} cases[] = {{1, 1}, {1000000, 1000000}, {2, 2}, {50, 50}, {3, 1000000}};
	size_t i, k;

	(void)state;
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		struct buf old = BUF_INIT, new = BUF_INIT;
		struct arena arena = ARENA_INIT;
		struct compare_text text;
		uint32_t seed = 7;
		clock_t begin = clock();

		for (k = 0; k < 100000; k++) {
			buf_addf(&old, "w%u%s", next_random(&seed) * 8 % cases[i].old,
				k % 10 ? " " : "\n");
			buf_addf(&new, "w%u%s", next_random(&seed) * 8 % cases[i].new,
				k % 10 ? " " : "\n");
		}
		text = compare_text(&arena, buf_slice(&old), buf_slice(&new));
		assert_whole(&text);
		/* Without the bound it were minutes; instrumented builds are slow. */
		assert_true((clock() - begin) / CLOCKS_PER_SEC < 20);
		arena_release(&arena);
		buf_release(&old);
		buf_release(&new);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_shortest),
		cmocka_unit_test(test_huge_words),
	};

	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
