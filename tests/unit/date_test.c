/* Dates in file names, and days. */
#include "model/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "util/alloc.h"

static const struct {
	const char *name;
	uint32_t date;
	int parts;
} names[] = {
	{"hyperv-2025-11-20.txt", 20251120, 3},
	{"20251120.txt.gz", 20251120, 3},
	{"a_2025_11_20", 20251120, 3},
	{"2025.11.20", 20251120, 3},
	{"kvmarm-2019-06-unfold-all.txt", 20190601, 2},
	{"2019-06b.txt", 20190601, 2},
	{"kvmppc-2021.txt", 20210101, 1},
	{"kvmppc-2021b.txt", 20210101, 1},
	{"2021-13-01", 20210101, 1},
	{"2025-02-29", 20250201, 2},
	{"2024-02-29", 20240229, 3},
	{"2019 and 2025-11-20", 20251120, 3},
	{"000_42b1da4fa6b0b278.txt", 0, 0},
	{"2021beef.txt", 0, 0},
	{"120251120.txt", 0, 0},
	{"202511201.txt", 0, 0},
	{"x20251120", 0, 0},
	{"1889-01-01", 0, 0},
	{"", 0, 0},
};

static void test_names(void **state)
{
	size_t i;
	int parts;

	(void)state;
	for (i = 0; i < ARRAY_LEN(names); i++) {
		uint32_t date = date_in_name(slice_cstr(names[i].name), &parts);

		if (date != names[i].date || parts != names[i].parts)
			fail_msg("%s: %u, %d", names[i].name, (unsigned)date, parts);
	}
}

static void test_days(void **state)
{
	(void)state;
	assert_int_equal(date_days(19900101), 7305);
	assert_int_equal(date_days(20000229), 11016);
	assert_int_equal(date_days(20000301), 11017);
	assert_int_equal(date_days(20251120), 20412);
	assert_int_equal(date_days(20250229), 0);
	assert_int_equal(date_days(0), 0);
	assert_true(date_valid(20241231));
	assert_false(date_valid(20241200));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
