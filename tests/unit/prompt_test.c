/* The line editor: what keys make of a text, and what is to be seen of it. */
#include "tui/prompt.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "util/alloc.h"

/* Steps: letters are typed, these are actions. */
static const struct {
	char letter;
	enum action action;
} letters[] = {
	{'<', ACTION_CHAR_LEFT},
	{'>', ACTION_CHAR_RIGHT},
	{'A', ACTION_LINE_START},
	{'E', ACTION_LINE_END},
	{'H', ACTION_DELETE_CHAR},
	{'D', ACTION_DELETE_NEXT},
	{'W', ACTION_DELETE_WORD},
	{'U', ACTION_DELETE_LINE},
	{'K', ACTION_DELETE_REST},
	{'F', ACTION_DELETE_WORD_NEXT},
	{'Y', ACTION_YANK},
	{'P', ACTION_HISTORY_PREV},
	{'N', ACTION_HISTORY_NEXT},
};

static enum action action_of(char c)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(letters); i++)
		if (letters[i].letter == c)
			return letters[i].action;
	return ACTION_NONE;
}

static void play(struct prompt *p, const char *steps)
{
	struct slice rest = slice_cstr(steps);

	while (rest.n) {
		enum action action = action_of(rest.p[0]);
		int32_t c;
		size_t n = text_next_char(rest, &c);
		size_t before = p->text.n;
		enum prompt_change change;

		if (action == ACTION_NONE) {
			assert_true(prompt_insert(p, slice_sub(rest, 0, n)));
		} else {
			change = prompt_action(p, action);
			assert_true(change != PROMPT_NOT_MINE);
			if (p->text.n != before)
				assert_int_equal(change, PROMPT_CHANGED);
		}
		assert_true(p->at <= p->text.n);
		rest = slice_skip(rest, n);
	}
}

/* clang-format off */
static const struct {
	const char *from, *steps, *to;
	size_t at;
} edits[] = {
	{"", "abc", "abc", 3},
	{"ac", "<b", "abc", 2},
	{"abc", "AD", "bc", 0},
	{"abc", "AH", "abc", 0},
	{"abc", "D", "abc", 3},
	{"abc", "H", "ab", 2},
	{"abc", "<<<<<x", "xabc", 1},
	{"abc", "A>>>>>x", "abcx", 4},
	{"one two", "W", "one ", 4},
	{"one two  ", "W", "one ", 4},
	{"one two", "<<W", "one wo", 4},
	{"one", "WWW", "", 0},
	{"one two", "<<<U", "two", 0},
	{"one two", "AExA", "one twox", 0},
	/* What was deleted but for characters can be put in again, also in another prompt. */
	{"one two", "AF", " two", 0},
	{"one two", "AFFY", " two", 4},
	{"one two", "AFEY", " twoone", 7},
	{"", "Y", "one", 3},
	{"one two", "<<<KAY", "twoone ", 3},
	{"one two", "<<<UEY", "twoone ", 7},
	{"one two", "WHDY", "onetwo", 6},
	{"", "FKUWYY", "twotwo", 6},
	/* A character is a character, whatever its bytes; marks go with theirs. */
	{"a\xc3\xa9", "H", "a", 1},
	{"a\xc3\xa9", "<x", "ax\xc3\xa9", 2},
	{"\xe4\xb8\xad\xe6\x96\x87", "<H", "\xe6\x96\x87", 0},
	{"ae\xcc\x81", "H", "a", 1},
	{"ae\xcc\x81x", "<<D", "ax", 1},
	{"", "\xc3\xa9", "\xc3\xa9", 2},
};

static const struct {
	const char *steps, *to;
} histories[] = {
	{"P", "two"},
	{"PP", "one"},
	{"PPP", "one"},
	{"PPN", "two"},
	{"newP", "two"},
	{"newPN", "new"},
	{"newPPNNN", "new"},
	{"PxN", ""},     /* an entry that was edited is not kept */
	{"PxNP", "two"},
};
/* clang-format on */

static void test_edits(void **state)
{
	struct prompt p;
	size_t i;

	(void)state;
	prompt_init(&p);
	for (i = 0; i < ARRAY_LEN(edits); i++) {
		prompt_open(&p, NULL, slice_cstr(edits[i].from));
		play(&p, edits[i].steps);
		assert_string_equal(p.text.p, edits[i].to);
		assert_int_equal(p.at, edits[i].at);
	}
	prompt_release(&p);
}

static void test_history(void **state)
{
	struct history history = {0};
	struct prompt p;
	size_t i;

	(void)state;
	prompt_init(&p);
	history_add(&history, SLICE_LIT("one"));
	history_add(&history, SLICE_LIT("two"));
	for (i = 0; i < ARRAY_LEN(histories); i++) {
		prompt_open(&p, &history, SLICE_LIT(""));
		play(&p, histories[i].steps);
		assert_string_equal(p.text.p, histories[i].to);
	}
	prompt_release(&p);
	history_release(&history);
}

static void test_history_keeps(void **state)
{
	struct history history = {0};
	char text[16];
	int i;

	(void)state;
	history_add(&history, SLICE_LIT("  "));
	assert_int_equal(history.n, 0);
	history_add(&history, SLICE_LIT("a"));
	history_add(&history, SLICE_LIT("b"));
	history_add(&history, SLICE_LIT("a"));
	assert_int_equal(history.n, 2);
	assert_string_equal(history.entries[1], "a");
	for (i = 0; i < HISTORY_MAX + 10; i++) {
		snprintf(text, sizeof(text), "entry %d", i);
		history_add(&history, slice_cstr(text));
	}
	assert_int_equal(history.n, HISTORY_MAX);
	assert_string_equal(history.entries[0], "entry 10");
	history_release(&history);
}

static void test_paste(void **state)
{
	struct buf big = BUF_INIT;
	struct prompt p;

	(void)state;
	prompt_init(&p);
	assert_true(prompt_insert(&p, SLICE_LIT("one\ttwo\nthree\x1b[31m\x07\x7f\xc2\x9b.")));
	assert_string_equal(p.text.p, "one two three[31m.");
	assert_false(prompt_insert(&p, SLICE_LIT("\x01\x02\xff")));
	while (big.n < 3 * PROMPT_MAX)
		buf_adds(&big, "0123456789");
	prompt_insert(&p, buf_slice(&big));
	assert_true(p.text.n <= PROMPT_MAX && p.text.n > PROMPT_MAX - 8);
	assert_int_equal(p.at, p.text.n);
	assert_int_equal(prompt_action(&p, ACTION_OPEN), PROMPT_NOT_MINE);
	buf_release(&big);
	prompt_release(&p);
}

/* clang-format off */
static const struct {
	const char *text, *steps;
	int cols, mark;
	const char *seen;
	int cursor, mark_col;
} looks[] = {
	{"abc", "", 10, -1, "abc", 3, -1},
	{"abc", "A", 10, 1, "abc", 0, 1},
	{"abc", "", 10, 3, "abc", 3, 3},
	{"abcdefghij", "", 5, -1, "ghij", 4, -1},
	{"abcdefghij", "A", 5, 7, "abcde", 0, -1},
	{"\xe4\xb8\xad\xe6\x96\x87x", "", 10, 2, "\xe4\xb8\xad\xe6\x96\x87x", 5, 4},
	{"\xe4\xb8\xad\xe6\x96\x87", "", 4, -1, " \xe6\x96\x87", 3, -1},
};
/* clang-format on */

static void test_look(void **state)
{
	struct arena a = ARENA_INIT;
	struct prompt p;
	size_t i;

	(void)state;
	prompt_init(&p);
	for (i = 0; i < ARRAY_LEN(looks); i++) {
		int cursor, mark_col;
		struct vis seen;
		char *copy;

		prompt_open(&p, NULL, slice_cstr(looks[i].text));
		play(&p, looks[i].steps);
		seen = prompt_look(&p, &a, looks[i].cols, &cursor, looks[i].mark, &mark_col);
		copy = arena_strndup(&a, seen.p, seen.n);
		assert_string_equal(copy, looks[i].seen);
		assert_int_equal(cursor, looks[i].cursor);
		assert_int_equal(mark_col, looks[i].mark_col);
	}
	prompt_release(&p);
	arena_release(&a);
}

/* Whatever the text and the room, the cursor is in view and nothing is too wide. */
static void test_look_fits(void **state)
{
	struct arena a = ARENA_INIT;
	struct prompt p;
	int cols, i;

	(void)state;
	prompt_init(&p);
	for (cols = 1; cols < 20; cols++) {
		prompt_open(&p, NULL,
			SLICE_LIT("a\xe4\xb8\xad"
				  "b\xe6\x96\x87"
				  "c e\xcc\x81 long"));
		for (i = 0; i < 14; i++) {
			int cursor, mark_col;
			struct vis seen = prompt_look(&p, &a, cols, &cursor, i, &mark_col);

			assert_true(seen.cols <= cols);
			assert_in_range(cursor, 0, cols - 1);
			assert_true(mark_col < cols);
			prompt_action(&p, ACTION_CHAR_LEFT);
		}
	}
	prompt_release(&p);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_edits),
		cmocka_unit_test(test_history),
		cmocka_unit_test(test_history_keeps),
		cmocka_unit_test(test_paste),
		cmocka_unit_test(test_look),
		cmocka_unit_test(test_look_fits),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
