/* Buffers and the allocation under them. */
#include "util/buf.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "util/alloc.h"

static void assert_holds(const struct buf *b, const char *expected)
{
	assert_string_equal(b->p, expected);
	assert_int_equal(b->n, strlen(expected));
}

static void test_empty(void **state)
{
	struct buf b = BUF_INIT;
	char *text;

	(void)state;
	assert_holds(&b, "");
	buf_clear(&b);
	buf_add(&b, NULL, 0);
	buf_adds(&b, "");
	buf_add_slice(&b, slice_cstr(NULL));
	buf_addf(&b, "%s", "");
	buf_truncate(&b, 0);
	assert_holds(&b, "");
	assert_int_equal(buf_slice(&b).n, 0);
	text = buf_detach(&b);
	assert_string_equal(text, "");
	free(text);
	buf_release(&b);
	buf_release(&b);
	assert_holds(&b, "");
	assert_string_equal(buf_nothing, "");
}

static void test_add(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b);
	buf_add(&b, "abcdef", 3);
	buf_adds(&b, "XY");
	buf_addc(&b, '-');
	buf_add_slice(&b, slice_from("12345", 2));
	buf_addf(&b, "%d%%%s", 42, "!");
	assert_holds(&b, "abcXY-1242%!");
	assert_true(slice_is(buf_slice(&b), "abcXY-1242%!"));
	buf_truncate(&b, 3);
	assert_holds(&b, "abc");
	buf_truncate(&b, 3);
	assert_holds(&b, "abc");
	buf_clear(&b);
	assert_holds(&b, "");
	buf_adds(&b, "again");
	assert_holds(&b, "again");
	buf_release(&b);
	assert_holds(&b, "");
	buf_adds(&b, "anew");
	assert_holds(&b, "anew");
	buf_release(&b);
}

static void test_bytes(void **state)
{
	struct buf b = BUF_INIT;

	(void)state;
	buf_addc(&b, '\0');
	buf_add(&b, "a\0b", 3);
	assert_int_equal(b.n, 4);
	assert_memory_equal(b.p, "\0a\0b\0", 5);
	buf_release(&b);
}

/* At every length, the NUL stands behind the last byte, also where room ends. */
static void test_growing(void **state)
{
	struct buf one = BUF_INIT, formatted = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < 3000; i++) {
		buf_addc(&one, (char)('a' + i % 26));
		buf_addf(&formatted, "%c", (char)('a' + i % 26));
		assert_int_equal(one.n, i + 1);
		assert_int_equal(one.p[one.n], '\0');
		assert_true(one.room > one.n);
	}
	assert_string_equal(one.p, formatted.p);
	buf_reserve(&one, 5000);
	assert_true(one.room > 8000);
	assert_string_equal(one.p, formatted.p);
	buf_release(&one);
	buf_release(&formatted);
}

/* A format longer than the room there is. */
static void test_long_format(void **state)
{
	struct buf b = BUF_INIT;

	(void)state;
	buf_adds(&b, "x");
	buf_addf(&b, "%*d", 1000, 7);
	assert_int_equal(b.n, 1001);
	assert_int_equal(b.p[1000], '7');
	assert_int_equal(b.p[1001], '\0');
	buf_release(&b);
}

static void test_detach(void **state)
{
	struct buf b = BUF_INIT;
	char *text;

	(void)state;
	buf_adds(&b, "mine");
	text = buf_detach(&b);
	assert_holds(&b, "");
	buf_adds(&b, "yours");
	assert_string_equal(text, "mine");
	assert_holds(&b, "yours");
	free(text);
	buf_release(&b);
}

static void test_copies(void **state)
{
	char *copy = xstrndup("abcdef", 3);

	(void)state;
	assert_string_equal(copy, "abc");
	free(copy);
	copy = xstrndup(NULL, 0);
	assert_string_equal(copy, "");
	free(copy);
	copy = xstrdup("whole");
	assert_string_equal(copy, "whole");
	free(copy);
}

static void test_grow(void **state)
{
	uint64_t *numbers = NULL;
	size_t room = 0, i, moves = 0, before;

	(void)state;
	for (i = 0; i < 10000; i++) {
		before = room;
		GROW(numbers, room, i + 1);
		moves += room != before;
		assert_true(room > i);
		numbers[i] = i;
	}
	assert_true(moves < 30);
	for (i = 0; i < 10000; i++)
		assert_int_equal(numbers[i], i);
	before = room;
	GROW(numbers, room, 5);
	assert_int_equal(room, before);
	free(numbers);
}

static int told[2];

static void tell(void)
{
	ssize_t n = write(told[1], "x", 1);

	(void)n;
}

/* A size that would wrap around ends the program, after the handler was called. */
static void test_out_of_memory(void **state)
{
	uint64_t *numbers = NULL;
	size_t room = 0;
	char byte[2];
	int status;
	pid_t child;

	(void)state;
	assert_int_equal(pipe(told), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		alloc_set_handler(tell);
		GROW(numbers, room, SIZE_MAX / 4);
		_exit(0);
	}
	close(told[1]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGABRT);
	assert_int_equal(read(told[0], byte, sizeof(byte)), 1);
	close(told[0]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_add),
		cmocka_unit_test(test_bytes),
		cmocka_unit_test(test_growing),
		cmocka_unit_test(test_long_format),
		cmocka_unit_test(test_detach),
		cmocka_unit_test(test_copies),
		cmocka_unit_test(test_grow),
		cmocka_unit_test(test_out_of_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
