/* The panes, at every size of a screen that anybody has. */
#include "tui/layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "util/alloc.h"

#define ROWS 70
#define COLS 260

static void paint(char cells[ROWS][COLS], const struct layout_wish *wish, const struct pane *p)
{
	int y, x;

	assert_true(p->rows >= 0 && p->cols >= 0);
	if (!pane_shown(p))
		return;
	assert_true(p->y >= 0 && p->x >= 0);
	assert_true(p->y + p->rows <= wish->rows && p->x + p->cols <= wish->cols);
	for (y = p->y; y < p->y + p->rows; y++)
		for (x = p->x; x < p->x + p->cols; x++) {
			assert_int_equal(cells[y][x], 0);
			cells[y][x] = 1;
		}
}

/* No cell belongs to two, and none to nobody. */
static void check(const struct layout_wish *wish)
{
	static char cells[ROWS][COLS];
	struct layout layout;
	int y, x, i;

	layout_make(wish, &layout);
	memset(cells, 0, sizeof(cells));
	paint(cells, wish, &layout.title);
	paint(cells, wish, &layout.status);
	paint(cells, wish, &layout.hints);
	for (i = 0; i < PANES; i++)
		paint(cells, wish, &layout.panes[i]);
	for (i = 0; i < LAYOUT_BARS; i++)
		paint(cells, wish, &layout.bars[i]);
	for (y = 0; y < wish->rows; y++)
		for (x = 0; x < wish->cols; x++)
			assert_int_equal(cells[y][x], 1);
	assert_true(pane_shown(&layout.panes[wish->focus]));
}

static void test_all_sizes(void **state)
{
	struct layout_wish wish;
	int focus, zoom;

	(void)state;
	for (focus = 0; focus < PANES; focus++)
		for (zoom = 0; zoom < 2; zoom++)
			for (wish.rows = 1; wish.rows < ROWS; wish.rows++)
				for (wish.cols = 1; wish.cols < COLS; wish.cols++) {
					wish.focus = (enum pane_id)focus;
					wish.zoom = zoom != 0;
					check(&wish);
				}
}

static void test_no_screen(void **state)
{
	static const struct layout nothing;
	struct layout_wish wish = {.rows = 0, .cols = 0};
	struct layout layout;

	(void)state;
	layout_make(&wish, &layout);
	assert_memory_equal(&layout, &nothing, sizeof(layout));
}

/* Which panes stand where; "rld" in the order rail, list, detail, '-' for one that does not. */
static const struct {
	struct layout_wish wish;
	const char *shown;
	struct pane list;
} samples[] = {
	{{24, 80, PANE_LIST, false}, "-ld", {1, 0, 9, 80}},
	{{24, 80, PANE_RAIL, false}, "rld", {1, 28, 9, 52}},
	{{24, 50, PANE_RAIL, false}, "r-d", {0, 0, 0, 0}},
	{{24, 80, PANE_LIST, true}, "-l-", {1, 0, 21, 80}},
	{{24, 80, PANE_DETAIL, true}, "--d", {0, 0, 0, 0}},
	{{36, 120, PANE_LIST, false}, "rld", {1, 28, 12, 92}},
	{{36, 99, PANE_DETAIL, false}, "-ld", {1, 0, 12, 99}},
	{{36, 100, PANE_DETAIL, false}, "rld", {1, 28, 12, 72}},
	{{50, 159, PANE_LIST, false}, "rld", {1, 28, 17, 131}},
	{{50, 160, PANE_LIST, false}, "rld", {1, 28, 47, 51}},
	{{50, 200, PANE_LIST, false}, "rld", {1, 31, 47, 88}},
	{{50, 252, PANE_LIST, false}, "rld", {1, 31, 47, 125}},
	{{17, 120, PANE_LIST, false}, "-l-", {1, 0, 14, 120}},
	{{17, 200, PANE_RAIL, false}, "r--", {0, 0, 0, 0}},
	{{18, 120, PANE_LIST, false}, "rld", {1, 28, 9, 92}},
	{{10, 40, PANE_LIST, false}, "-l-", {1, 0, 7, 40}},
	{{3, 40, PANE_LIST, false}, "-l-", {1, 0, 1, 40}},
	{{1, 1, PANE_LIST, false}, "-l-", {0, 0, 1, 1}},
};

static void test_samples(void **state)
{
	static const char letters[PANES + 1] = {
		[PANE_RAIL] = 'r', [PANE_LIST] = 'l', [PANE_DETAIL] = 'd'};
	size_t i;
	int k;

	(void)state;
	for (i = 0; i < ARRAY_LEN(samples); i++) {
		const struct pane *list;
		struct layout layout;
		char shown[PANES + 1] = "";

		layout_make(&samples[i].wish, &layout);
		for (k = 0; k < PANES; k++)
			shown[k] = pane_shown(&layout.panes[k]) ? letters[k] : '-';
		assert_string_equal(shown, samples[i].shown);
		list = &layout.panes[PANE_LIST];
		if (!pane_shown(list))
			continue;
		assert_int_equal(list->y, samples[i].list.y);
		assert_int_equal(list->x, samples[i].list.x);
		assert_int_equal(list->rows, samples[i].list.rows);
		assert_int_equal(list->cols, samples[i].list.cols);
	}
}

/* From each of rail, list and detail: what is reached to the left, below, above, to the right. */
static const struct {
	int rows, cols;
	bool zoom;
	const char *reached[PANES];
} sides[] = {
	{24, 80, false, {"rdrl", "rdll", "ddld"}},
	{36, 120, false, {"rdrl", "rdll", "ddld"}},
	{50, 200, false, {"rrrl", "rlld", "lddd"}},
	{24, 80, true, {"rdrl", "rdld", "ldld"}},
	{10, 40, false, {"rdrl", "rdld", "ldld"}},
};

static void test_sides(void **state)
{
	static const char letters[] = {
		[PANE_RAIL] = 'r', [PANE_LIST] = 'l', [PANE_DETAIL] = 'd'};
	size_t i;
	int k, side;

	(void)state;
	for (i = 0; i < ARRAY_LEN(sides); i++) {
		for (k = 0; k < PANES; k++) {
			struct layout_wish wish = {
				sides[i].rows, sides[i].cols, (enum pane_id)k, sides[i].zoom};
			struct layout layout;
			char reached[5] = "";

			layout_make(&wish, &layout);
			for (side = 0; side < 4; side++)
				reached[side] = letters[layout_beside(
					&layout, (enum pane_id)k, (enum side)side)];
			assert_string_equal(reached, sides[i].reached[k]);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_sizes),
		cmocka_unit_test(test_no_screen),
		cmocka_unit_test(test_samples),
		cmocka_unit_test(test_sides),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
