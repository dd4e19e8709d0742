/* Arenas: what they hand out, and what a reset keeps. */
#include "util/arena.h"

#include <setjmp.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "util/alloc.h"

#define KIB 1024u

/* Sizes around the unit of alignment and the size of a block, and far beyond. */
static const size_t sizes[] = {
	0,
	1,
	15,
	16,
	17,
	100,
	16 * KIB - 16,
	16 * KIB - 1,
	16 * KIB,
	16 * KIB + 1,
	40 * KIB,
	3,
	16 * KIB,
	16 * KIB,
	1,
	200 * KIB,
	7,
};

struct piece {
	unsigned char *p;
	size_t n;
};

static void take_all(struct arena *a, struct piece *pieces)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(sizes); i++) {
		pieces[i] = (struct piece){.p = arena_alloc(a, sizes[i]), .n = sizes[i]};
		assert_int_equal((uintptr_t)pieces[i].p % alignof(max_align_t), 0);
		memset(pieces[i].p, (int)i + 1, pieces[i].n);
	}
}

/* Nothing that was handed out overlaps with anything else. */
static void test_pieces(void **state)
{
	struct piece pieces[ARRAY_LEN(sizes)];
	struct arena a = ARENA_INIT;
	size_t i, k, round;

	(void)state;
	for (round = 0; round < 3; round++) {
		take_all(&a, pieces);
		for (i = 0; i < ARRAY_LEN(sizes); i++) {
			for (k = 0; k < pieces[i].n; k++)
				assert_int_equal(pieces[i].p[k], i + 1);
		}
		arena_reset(&a);
	}
	arena_release(&a);
}

/* The same round again gets the same memory. */
static void test_reset_keeps(void **state)
{
	struct piece first[ARRAY_LEN(sizes)], again[ARRAY_LEN(sizes)];
	struct arena a = ARENA_INIT;
	size_t i;

	(void)state;
	take_all(&a, first);
	arena_reset(&a);
	take_all(&a, again);
	for (i = 0; i < ARRAY_LEN(sizes); i++)
		assert_ptr_equal(first[i].p, again[i].p);
	arena_release(&a);
}

/* Bytes the program holds; always 0 with another allocator than that of glibc. */
static size_t in_use(void)
{
#ifdef __GLIBC__
	struct mallinfo2 info = mallinfo2();

	return info.uordblks + info.hblkhd;
#else
	return 0;
#endif
}

/* What was absorbed stays as it is while the arena goes on handing out. */
static void test_absorb(void **state)
{
	struct piece mine[ARRAY_LEN(sizes)], theirs[ARRAY_LEN(sizes)], more[ARRAY_LEN(sizes)];
	struct arena a = ARENA_INIT, b = ARENA_INIT;
	size_t before = in_use(), round, i, k;

	(void)state;
	for (round = 0; round < 20; round++) {
		if (round % 3)
			take_all(&a, mine);
		take_all(&b, theirs);
		arena_absorb(&a, &b);
		assert_null(b.blocks);
		take_all(&a, more);
		for (i = 0; i < ARRAY_LEN(sizes); i++) {
			for (k = 0; k < sizes[i]; k++) {
				assert_int_equal(theirs[i].p[k], i + 1);
				assert_true(round % 3 == 0 || mine[i].p[k] == i + 1);
			}
		}
		arena_reset(&a);
		assert_true(in_use() - before < 8 * KIB * KIB / 4);
	}
	arena_absorb(&a, &b);
	arena_release(&a);
}

/* Rounds that need ever larger pieces do not leave the smaller ones behind. */
static void test_reset_does_not_pile_up(void **state)
{
	struct arena a = ARENA_INIT;
	size_t before = in_use(), round;

	(void)state;
	for (round = 0; round < 100; round++) {
		arena_alloc(&a, 20 * KIB + round * 100);
		arena_alloc(&a, 30 * KIB + (round * 37 % 100) * 100);
		arena_alloc(&a, 10);
		arena_reset(&a);
	}
	assert_true(in_use() - before < 200 * KIB);
	arena_release(&a);
}

static void test_empty(void **state)
{
	struct arena a = ARENA_INIT;

	(void)state;
	arena_reset(&a);
	arena_release(&a);
	arena_release(&a);
	assert_non_null(arena_alloc(&a, 0));
	assert_ptr_not_equal(arena_alloc(&a, 0), arena_alloc(&a, 0));
	arena_release(&a);
	assert_null(a.blocks);
}

static void test_zalloc(void **state)
{
	struct arena a = ARENA_INIT;
	unsigned char *p;
	size_t i;

	(void)state;
	memset(arena_alloc(&a, 1000), 0xff, 1000);
	arena_reset(&a);
	p = arena_zalloc(&a, 1000);
	for (i = 0; i < 1000; i++)
		assert_int_equal(p[i], 0);
	arena_release(&a);
}

static void test_copies(void **state)
{
	struct arena a = ARENA_INIT;
	struct slice copy;

	(void)state;
	assert_string_equal(arena_strndup(&a, "abcdef", 3), "abc");
	assert_string_equal(arena_strndup(&a, NULL, 0), "");
	copy = arena_dup(&a, SLICE_LIT("a\0b"));
	assert_int_equal(copy.n, 3);
	assert_memory_equal(copy.p, "a\0b\0", 4);
	assert_int_equal(arena_dup(&a, slice_cstr(NULL)).n, 0);
	arena_release(&a);
}

static void test_grow(void **state)
{
	struct arena a = ARENA_INIT;
	uint32_t *numbers = NULL;
	size_t room = 0, before, i;

	(void)state;
	for (i = 0; i < 20000; i++) {
		ARENA_GROW(&a, numbers, room, i + 1);
		assert_true(room > i);
		numbers[i] = (uint32_t)i;
	}
	for (i = 0; i < 20000; i++)
		assert_int_equal(numbers[i], i);
	before = room;
	ARENA_GROW(&a, numbers, room, 1);
	assert_int_equal(room, before);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pieces),
		cmocka_unit_test(test_reset_keeps),
		cmocka_unit_test(test_absorb),
		cmocka_unit_test(test_reset_does_not_pile_up),
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_zalloc),
		cmocka_unit_test(test_copies),
		cmocka_unit_test(test_grow),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
