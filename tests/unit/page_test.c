/* Pages: building them, and what of them can be hidden. */
#include "model/page.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "util/alloc.h"
#include "util/buf.h"

/* ---- building ------------------------------------------------------------------------------- */

static void test_building(void **state)
{
	struct arena arena = ARENA_INIT;
	struct page page;
	struct vis line;

	(void)state;
	page_init(&page);
	page_line(&page, 2);
	page_span(&page, ROLE_BULLET, VIS("- "));
	page_text(&page, ROLE_TEXT, SLICE_LIT("a\tb"));
	page_text(&page, ROLE_TEXT, SLICE_LIT(""));
	page_pad(&page, 12);
	page_pad(&page, 3);
	page_textf(&page, ROLE_NUMBER, "%d", 7);
	page_anchor(&page, ANCHOR_LINK, 3, SLICE_LIT("https://example.org/"));
	assert_int_equal(page.nlines, 1);
	assert_int_equal(page.lines[0].nspans, 4);
	line = page_line_text(&arena, &page.lines[0]);
	/* The tab goes to the eighth column of the line, not of the span. */
	assert_string_equal(line.p, "- a     b   7");
	assert_int_equal(line.cols, 13);
	assert_int_equal(page.lines[0].cols, 13);
	page_line(&page, 0);
	assert_int_equal(page_line_text(&arena, &page.lines[1]).n, 0);
	assert_int_equal(page.anchors[0].line, 0);
	page_clear(&page);
	assert_int_equal(page.nlines + page.nanchors, 0);
	page_release(&page);
	arena_release(&arena);
}

/* ---- folds ---------------------------------------------------------------------------------- */

static void add_lines(struct page *page, size_t n)
{
	while (n--) {
		page_line(page, 0);
		page_textf(page, ROLE_TEXT, "line %zu", page->nlines);
	}
}

static void test_folding(void **state)
{
	/* The fold of each line of the page below; 2: none. */
	static const size_t folds[] = {2, 0, 0, 0, 2, 2, 1, 1, 2};
	struct page page;
	size_t i, from, to;

	(void)state;
	page_init(&page);
	add_lines(&page, 4);
	page_line(&page, 0);
	page_span(&page, ROLE_DIM, VIS("+ 3 lines"));
	page_anchor(&page, ANCHOR_PATCH, 1, SLICE_LIT("gone with its line"));
	page_fold(&page, 1, 4);
	assert_int_equal(page.nlines, 4);
	assert_int_equal(page.nanchors, 0);
	add_lines(&page, 1);
	page_anchor(&page, ANCHOR_SECTION, SECTION_PATCHES, (struct slice){0});
	add_lines(&page, 3);
	/* Within what is folded next: that takes its place. */
	page_line(&page, 0);
	page_fold(&page, 7, 8);
	page_line(&page, 0);
	page_span(&page, ROLE_DIM, VIS("+ 2 lines"));
	page_line(&page, 0);
	page_span(&page, ROLE_DIM, VIS("of two kinds"));
	page_fold(&page, 6, 8);
	add_lines(&page, 1);
	assert_int_equal(page.nlines, ARRAY_LEN(folds));
	assert_int_equal(page.nfolds, 2);
	for (i = 0; i < ARRAY_LEN(folds); i++)
		assert_int_equal(page_fold_of(&page, i), folds[i]);
	assert_int_equal(page.folds[1].ntold, 2);
	assert_string_equal(page.folds[0].told[0].spans[0].text.p, "+ 3 lines");
	assert_string_equal(page.folds[1].told[1].spans[0].text.p, "of two kinds");
	page_section_around(&page, 3, &from, &to);
	assert_int_equal(from, 0);
	assert_int_equal(to, 4);
	page_section_around(&page, 4, &from, &to);
	assert_int_equal(from, 4);
	assert_int_equal(to, 9);
	page_clear(&page);
	assert_int_equal(page_fold_of(&page, 0), 0);
	page_release(&page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_building),
		cmocka_unit_test(test_folding),
	};

	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
