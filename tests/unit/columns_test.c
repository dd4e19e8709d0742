/* The columns of the list: which there are at each width. */
#include "tui/columns.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "util/alloc.h"

#define WIDEST    250
#define TITLE_MIN 20

/* The first to go, first. */
static const enum column gives_way[] = {
	COLUMN_TAGS,
	COLUMN_DATE,
	COLUMN_LINES,
	COLUMN_CONTRIBUTOR,
	COLUMN_PATCHES,
};

static int sum(const struct columns *columns)
{
	int all = 0, i;

	for (i = 0; i < COLUMNS; i++) {
		assert_true(columns->width[i] >= 0);
		all += columns->width[i];
	}
	return all;
}

static void check_title(const struct columns *columns, int cols)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(gives_way); i++) {
		if (columns->width[gives_way[i]] && columns->width[COLUMN_TITLE] - 1 < TITLE_MIN)
			fail_msg("%d columns: %d of the title, while another could give way", cols,
				columns->width[COLUMN_TITLE] - 1);
	}
}

/* What stands while something before it in the order is gone. */
static void check_order(const struct columns *columns, int cols)
{
	size_t i;

	for (i = 1; i < ARRAY_LEN(gives_way); i++) {
		if (columns->width[gives_way[i - 1]] && !columns->width[gives_way[i]])
			fail_msg("%d columns: %d gave way before %d", cols, gives_way[i],
				gives_way[i - 1]);
	}
}

/* What there was room for, there is room for where there is more. */
static void check_growth(const struct columns *less, const struct columns *more, int cols)
{
	int i;

	for (i = 0; i < COLUMNS; i++) {
		if (i != COLUMN_TITLE && more->width[i] < less->width[i])
			fail_msg("%d columns: %d is narrower than in one less", cols, i);
	}
}

static void test_all_widths(void **state)
{
	struct columns before = {{0}}, now;
	int cols;

	(void)state;
	for (cols = 1; cols <= WIDEST; cols++) {
		columns_fit(&now, cols);
		if (cols > now.width[COLUMN_REVISION])
			assert_int_equal(sum(&now), cols);
		check_title(&now, cols);
		check_order(&now, cols);
		check_growth(&before, &now, cols);
		before = now;
	}
}

/* Columns that are shown, in the order of the enum: Revision, N, Title, Contributor, ... */
static const struct {
	int cols;
	const char *shown;
	int title;
} samples[] = {
	{20, "R-T----", 11},
	{32, "R-T----", 23},
	{33, "RNT----", 21},
	{40, "RNT----", 28},
	{50, "RNTC---", 24},
	{62, "RNTCL--", 25},
	{80, "RNTCL--", 43},
	{83, "RNTCL-D", 40},
	{92, "RNTCLGD", 41},
	{120, "RNTCLGD", 59},
	{250, "RNTCLGD", 184},
};

static void test_samples(void **state)
{
	static const char letters[COLUMNS + 1] = "RNTCLGD";
	struct columns columns;
	char shown[COLUMNS + 1] = "";
	size_t i;
	int k;

	(void)state;
	for (i = 0; i < ARRAY_LEN(samples); i++) {
		columns_fit(&columns, samples[i].cols);
		for (k = 0; k < COLUMNS; k++)
			shown[k] = columns.width[k] ? letters[k] : '-';
		assert_string_equal(shown, samples[i].shown);
		assert_int_equal(columns.width[COLUMN_TITLE], samples[i].title);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_widths),
		cmocka_unit_test(test_samples),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
