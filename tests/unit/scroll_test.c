/* Selection and scrolling: every small state, every move. */
#include "tui/scroll.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "util/alloc.h"

#define MAX_COUNT 9
#define MAX_ROWS  6

static size_t last_top(const struct scroll *s)
{
	size_t rows = s->rows > 0 ? (size_t)s->rows : 1;

	return s->count > rows ? s->count - rows : 0;
}

static void assert_invariants(const struct scroll *s)
{
	size_t rows = s->rows > 0 ? (size_t)s->rows : 1;

	assert_true(s->rows >= 0);
	assert_true(s->top <= last_top(s));
	assert_true(s->count ? s->cursor < s->count : s->cursor == 0);
	assert_true(s->top <= s->cursor);
	assert_true(s->cursor < s->top + rows);
}

/* Call `visit` in every state that the invariants allow. */
static void each_state(void (*visit)(struct scroll s))
{
	struct scroll s = {0};
	int pager;

	for (pager = 0; pager < 2; pager++)
		for (s.count = 0; s.count <= MAX_COUNT; s.count++)
			for (s.rows = 0; s.rows <= MAX_ROWS; s.rows++)
				for (s.top = 0; s.top <= last_top(&s); s.top++) {
					size_t rows = s.rows > 0 ? (size_t)s.rows : 1;
					size_t end = s.top + rows;

					s.pager = pager != 0;
					for (s.cursor = s.top; s.cursor < end; s.cursor++)
						if (s.cursor == s.top || s.cursor < s.count)
							visit(s);
				}
}

static long clamp(long value, long most)
{
	if (value > most)
		value = most;
	return value < 0 ? 0 : value;
}

static void check_move(struct scroll s)
{
	long lines;

	for (lines = -MAX_COUNT - 2; lines <= MAX_COUNT + 2; lines++) {
		struct scroll t = s;
		long most = (long)s.count - 1;

		scroll_move(&t, lines);
		assert_invariants(&t);
		assert_int_equal(t.cursor, clamp((long)s.cursor + lines, most));
		/* The view moves no more than it must. */
		if (t.cursor >= s.top && t.cursor < s.top + (size_t)s.rows)
			assert_int_equal(t.top, s.top);
	}
}

/* With a jump the cursor goes to the same line, and the view holds it for some steps more. */
static void check_jump(struct scroll s)
{
	long lines;

	for (s.jump = 0; s.jump <= MAX_ROWS + 1; s.jump++)
		for (lines = -2; lines <= 2; lines++) {
			struct scroll t = s, plain = s;

			plain.jump = 1;
			scroll_move(&plain, lines);
			scroll_move(&t, lines);
			assert_invariants(&t);
			assert_int_equal(t.cursor, plain.cursor);
			if (plain.top == s.top)
				assert_int_equal(t.top, s.top);
			else if (s.jump > 0 && s.jump <= s.rows && lines > 0)
				assert_int_equal(t.top, clamp((long)t.cursor - s.rows + s.jump,
								(long)last_top(&s)));
			else if (s.jump > 0 && s.jump <= s.rows)
				assert_int_equal(t.top,
					clamp((long)t.cursor - s.jump + 1, (long)last_top(&s)));
		}
}

static void check_shift(struct scroll s)
{
	long lines;

	for (lines = -MAX_COUNT - 2; lines <= MAX_COUNT + 2; lines++) {
		struct scroll t = s;
		long most = (long)s.count - 1;
		long row = (long)(s.cursor - s.top);

		scroll_shift(&t, lines);
		assert_invariants(&t);
		assert_int_equal(t.cursor, clamp((long)s.cursor + lines, most));
		if (s.rows > 0)
			assert_int_equal(t.top, clamp((long)t.cursor - row, (long)last_top(&s)));
	}
}

static void check_to(struct scroll s)
{
	size_t line;
	int row;

	for (line = 0; line <= MAX_COUNT + 1; line++) {
		struct scroll t = s, revealed = s;

		scroll_to(&t, line);
		assert_invariants(&t);
		if (line < s.count)
			assert_int_equal(t.cursor, line);
		scroll_reveal(&revealed, line);
		assert_invariants(&revealed);
		if (line >= s.top && line < s.top + (size_t)s.rows)
			assert_int_equal(revealed.top, s.top);
		else if (line < s.count && s.rows > 0)
			assert_true(line >= revealed.top && line < revealed.top + (size_t)s.rows);
		for (row = 0; row <= MAX_ROWS; row++) {
			t = s;
			scroll_place(&t, line, row);
			assert_invariants(&t);
			if (row < s.rows && line < s.count)
				assert_int_equal(
					t.top, clamp((long)line - row, (long)last_top(&s)));
		}
	}
}

static void check_sizes(struct scroll s)
{
	size_t count;
	int rows;

	for (count = 0; count <= MAX_COUNT + 1; count++) {
		struct scroll t = s;

		scroll_set_count(&t, count);
		assert_invariants(&t);
		if (s.cursor < count)
			assert_int_equal(t.cursor, s.cursor);
	}
	for (rows = -1; rows <= MAX_ROWS + 1; rows++) {
		struct scroll t = s;

		scroll_resize(&t, rows);
		assert_invariants(&t);
		assert_int_equal(t.cursor, s.cursor);
	}
}

static void check_actions(struct scroll s)
{
	static const struct {
		enum action action;
		int sign;
	} actions[] = {
		{ACTION_MOVE_DOWN, 1},
		{ACTION_MOVE_UP, -1},
		{ACTION_HALF_DOWN, 1},
		{ACTION_HALF_UP, -1},
		{ACTION_PAGE_DOWN, 1},
		{ACTION_PAGE_UP, -1},
		{ACTION_FIRST, -1},
		{ACTION_LAST, 1},
	};
	struct scroll t;
	size_t i;

	for (i = 0; i < ARRAY_LEN(actions); i++) {
		long most = clamp((long)s.count - 1, s.count);
		bool at_end = actions[i].sign > 0 ? (long)s.cursor == most : s.cursor == 0;

		t = s;
		assert_true(scroll_action(&t, actions[i].action));
		assert_invariants(&t);
		/* It goes on until the end, and never the other way. */
		if (at_end)
			assert_int_equal(t.cursor, s.cursor);
		else
			assert_true(
				actions[i].sign > 0 ? t.cursor > s.cursor : t.cursor < s.cursor);
	}
	t = s;
	assert_false(scroll_action(&t, ACTION_OPEN));
	assert_memory_equal(&t, &s, sizeof(s));
}

/* To the rows of what is in view, which stays. */
static void check_window(struct scroll s)
{
	static const enum action actions[] = {
		ACTION_WINDOW_TOP, ACTION_WINDOW_MIDDLE, ACTION_WINDOW_BOTTOM};
	size_t rows = s.rows > 0 ? (size_t)s.rows : 1, i;
	size_t last = s.count ? s.count - s.top - 1 : 0;

	last = last < rows ? last : rows - 1;
	for (i = 0; i < ARRAY_LEN(actions); i++) {
		struct scroll t = s;

		assert_true(scroll_action(&t, actions[i]));
		assert_invariants(&t);
		assert_int_equal(t.top, s.top);
		assert_int_equal(t.cursor, s.top + last * i / 2);
	}
}

static void test_window(void **state)
{
	(void)state;
	each_state(check_window);
}

static void test_move(void **state)
{
	(void)state;
	each_state(check_move);
}

static void test_jump(void **state)
{
	(void)state;
	each_state(check_jump);
}

static void test_shift(void **state)
{
	(void)state;
	each_state(check_shift);
}

static void test_to(void **state)
{
	(void)state;
	each_state(check_to);
}

static void test_sizes(void **state)
{
	(void)state;
	each_state(check_sizes);
}

static void test_actions(void **state)
{
	(void)state;
	each_state(check_actions);
}

/* What a user sees of it. */
static void test_examples(void **state)
{
	static const struct {
		struct scroll from;
		enum action action;
		size_t cursor, top;
	} examples[] = {
		{{100, 0, 0, 10, 0, false}, ACTION_MOVE_DOWN, 1, 0},
		{{100, 9, 0, 10, 0, false}, ACTION_MOVE_DOWN, 10, 1},
		{{100, 5, 5, 10, 0, false}, ACTION_MOVE_UP, 4, 4},
		{{100, 3, 0, 10, 0, false}, ACTION_PAGE_DOWN, 13, 10},
		{{100, 13, 10, 10, 0, false}, ACTION_PAGE_UP, 3, 0},
		{{100, 3, 0, 10, 0, false}, ACTION_HALF_DOWN, 8, 5},
		{{100, 93, 90, 10, 0, false}, ACTION_PAGE_DOWN, 99, 90},
		{{100, 3, 0, 10, 0, false}, ACTION_LAST, 99, 90},
		{{100, 50, 45, 10, 0, false}, ACTION_FIRST, 0, 0},
		{{100, 0, 0, 10, 0, true}, ACTION_PAGE_DOWN, 9, 9},
		{{100, 0, 0, 10, 0, true}, ACTION_MOVE_DOWN, 1, 1},
		{{100, 90, 90, 10, 0, true}, ACTION_MOVE_DOWN, 91, 90},
		{{100, 0, 0, 10, 0, true}, ACTION_LAST, 99, 90},
		{{5, 0, 0, 10, 0, true}, ACTION_MOVE_DOWN, 1, 0},
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(examples); i++) {
		struct scroll s = examples[i].from;

		assert_true(scroll_action(&s, examples[i].action));
		assert_int_equal(s.cursor, examples[i].cursor);
		assert_int_equal(s.top, examples[i].top);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_window),
		cmocka_unit_test(test_move),
		cmocka_unit_test(test_jump),
		cmocka_unit_test(test_shift),
		cmocka_unit_test(test_to),
		cmocka_unit_test(test_sizes),
		cmocka_unit_test(test_actions),
		cmocka_unit_test(test_examples),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
