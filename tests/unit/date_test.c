/* Dates in file names, and days. */
#include "model/date.h"

#include <limits.h>
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

static void test_before(void **state)
{
	static const struct {
		uint32_t date;
		unsigned n;
		enum date_unit unit;
		uint32_t before;
	} table[] = {
		{20260302, 0, DATE_DAYS, 20260302},
		{20260302, 1, DATE_DAYS, 20260301},
		{20260302, 2, DATE_DAYS, 20260228},
		{20240302, 2, DATE_DAYS, 20240229},
		{20260302, 2, DATE_WEEKS, 20260216},
		{20260105, 1, DATE_WEEKS, 20251229},
		{20260302, 365, DATE_DAYS, 20250302},
		{20260331, 1, DATE_MONTHS, 20260228},
		{20240331, 1, DATE_MONTHS, 20240229},
		{20260131, 1, DATE_MONTHS, 20251231},
		{20260302, 14, DATE_MONTHS, 20250102},
		{20240229, 1, DATE_YEARS, 20230228},
		{20240229, 4, DATE_YEARS, 20200229},
		{20260302, 36, DATE_YEARS, 19900302},
		{20260302, 37, DATE_YEARS, 0},
		{20260302, 13209, DATE_DAYS, 19900101},
		{20260302, 13210, DATE_DAYS, 0},
		{20260302, UINT_MAX, DATE_WEEKS, 0},
		{20260302, UINT_MAX, DATE_YEARS, 0},
		{0, 1, DATE_DAYS, 0},
		{20260230, 1, DATE_DAYS, 0},
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(table); i++) {
		uint32_t got = date_before(table[i].date, table[i].n, table[i].unit);

		if (got != table[i].before)
			fail_msg("row %zu: %u", i, (unsigned)got);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_days),
		cmocka_unit_test(test_before),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
