/* Rankings as pages. */
#include "tests/unit/sheet.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "conf/org.h"
#include "util/alloc.h"

/* Lines as they stand; " @N TERM" behind those with an anchor. */
static void print_page(const struct page *page, struct buf *out)
{
	struct arena arena = ARENA_INIT;
	size_t i, anchor = 0;

	for (i = 0; i < page->nlines; i++) {
		struct vis line = page_line_text(&arena, &page->lines[i]);

		buf_add(out, line.p, line.n);
		if (anchor < page->nanchors && page->anchors[anchor].line == i) {
			const struct anchor *a = &page->anchors[anchor++];

			assert_int_equal(a->kind, ANCHOR_RANK);
			buf_addf(out, " @%u " SLICE_FMT, a->number, SLICE_ARG(a->text));
		}
		buf_addc(out, '\n');
	}
	assert_int_equal(anchor, page->nanchors);
	arena_release(&arena);
}

static const struct {
	enum rank_by by;
	struct rank_page_options options;
	const char *text;
} pages[] = {
	{RANK_BY_PERSON, {.columns = 80, .ascii = true},
		"rank  move  count   +/-   share                  person\n"
		"   1    -1     14    -4   42.4%  ##########  85  Ada Ember <ada@ember.example.org>"
		" @0 f:\"Ada Ember\"\n"
		"   2    +1     13    +1   39.4%  ##########  78  Bo Crust <bo@lab.example.com>"
		" @1 f:\"Bo Crust\"\n"
		"   3   out      3   out    9.1%  ###         8.  Cy Ash <cy@ember.example.org>"
		" @2 f:\"Cy Ash\"\n"
		"   4   new      1   new    3.0%  #           .8  Di Soot <di@lab.example.com>"
		" @3 f:\"Di Soot\"\n"
		"                2          6.1%                  others\n"
		"               33        100.0%                  all\n"},
	{RANK_BY_DOMAIN, {.columns = 62},
		"rank  move  count   +/-   share              domain\n"
		"   1    -1     15    -5   45.5%  ##########  ember.example.org"
		" @0 dom:ember.example.org\n"
		"   2    +1     14    +2   42.4%  ##########  lab.example.com"
		" @1 dom:lab.example.com\n"
		"   3   out      4   out   12.1%  ###         other.example.com"
		" @2 dom:other.example.com\n"
		"               33        100.0%              all\n"},
	{RANK_BY_SUBSYSTEM, {.columns = 59},
		"rank  move  count   +/-   share  revs   lines  subsystem\n"
		"   1     =      7    +1   77.8%     2      32  grill/coal @0 sub:grill/coal\n"
		"   2   out      1   out   11.1%     1       7  oven @1 sub:oven\n"
		"                1         11.1%                others\n"
		"                9        100.0%                all\n"},
	{RANK_BY_DOMAIN, {.columns = 61},
		"rank  move  count   +/-   share  domain\n"
		"   1    -1     15    -5   45.5%  ember.example.org @0 dom:ember.example.org\n"
		"   2    +1     14    +2   42.4%  lab.example.com @1 dom:lab.example.com\n"
		"   3   out      4   out   12.1%  other.example.com @2 dom:other.example.com\n"
		"               33        100.0%  all\n"},
	{RANK_BY_DOMAIN, {.columns = 49},
		"rank  count   share  domain\n"
		"   1     15   45.5%  ember.example.org @0 dom:ember.example.org\n"
		"   2     14   42.4%  lab.example.com @1 dom:lab.example.com\n"
		"   3      4   12.1%  other.example.com @2 dom:other.example.com\n"
		"         33  100.0%  all\n"},
	{RANK_BY_AUTHOR, {.columns = 80},
		"rank  move  count   +/-   share  revs   lines  author\n"
		"   1     =      7    +1   77.8%     2      32  Ada Ember <ada@ember.example.org>"
		" @0 f:\"Ada Ember\"\n"
		"   2   out      2   out   22.2%     2       9  Bo Crust <bo@lab.example.com>"
		" @1 f:\"Bo Crust\"\n"
		"                9        100.0%                all\n"},
	{RANK_BY_AUTHOR, {.columns = 106},
		"rank  move  count   +/-   share  revs   lines"
		"                            author\n"
		"   1     =      7    +1   77.8%     2      32  ####################"
		"  \342\226\206\342\226\210  Ada Ember <ada@ember.example.org>"
		" @0 f:\"Ada Ember\"\n"
		"   2   out      2   out   22.2%     2       9  ######              "
		"  \342\226\210.  Bo Crust <bo@lab.example.com>"
		" @1 f:\"Bo Crust\"\n"
		"                9        100.0%"
		"                                          all\n"},
	{RANK_BY_DOMAIN, {.columns = 80, .per_digest = true},
		"  [1] 2025-01-01   GRILL  2025-01-01.txt\n"
		"  [2] 2025-02-01   GRILL  2025-02-01.txt\n"
		"\n"
		"   [1]   [2]    sum  domain\n"
		"    10     5     15  ember.example.org @0 dom:ember.example.org\n"
		"     6     8     14  lab.example.com @1 dom:lab.example.com\n"
		"     4     .      4  other.example.com @2 dom:other.example.com\n"
		"     0     0      0  others\n"
		"    20    13     33  all\n"},
};

static void test_pages(void **state)
{
	struct shelf *shelf = *state;
	size_t i;

	setlocale(LC_CTYPE, "C.UTF-8");
	for (i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		struct rank_options options = {.by = pages[i].by};
		struct arena arena = ARENA_INIT;
		struct buf out = BUF_INIT;
		struct rank_table table;
		struct page page;
		struct error err;

		page_init(&page);
		assert_true(model_rank(shelf->model, &options, &arena, &table, &err));
		model_rank_page(&table, &pages[i].options, &page);
		print_page(&page, &out);
		assert_string_equal(out.p, pages[i].text);
		model_rank_notes(&table, &page);
		assert_int_equal(page.nlines, 0);
		page_release(&page);
		buf_release(&out);
		arena_release(&arena);
	}
}

static void test_merged_page(void **state)
{
	struct shelf *shelf = *state;
	struct buf errors = BUF_INIT, out = BUF_INIT;
	struct org_map map;
	struct rank_options options = {.by = RANK_BY_DOMAIN, .orgs = &map, .since = 20250201};
	struct rank_page_options narrow = {.columns = 50};
	struct arena arena = ARENA_INIT;
	struct rank_table table;
	struct page page;
	struct error err;

	org_init(&map);
	page_init(&page);
	assert_true(org_read(&map, "orgs", SLICE_LIT("example.com = Example Inc"), &errors));
	assert_true(model_rank(shelf->model, &options, &arena, &table, &err));
	model_rank_page(&table, &narrow, &page);
	assert_int_equal(page.head, 1);
	print_page(&page, &out);
	assert_string_equal(out.p,
		"rank  move  count   +/-   share  domain\n"
		"   1     =      8    -2   61.5%  Example Inc @0 dom:lab.example.com\n"
		"   2    -1      5    -5   38.5%  ember.example.org @1 dom:ember.example.org\n"
		"               13        100.0%  all\n"
		"\n"
		"merged:\n"
		"Example Inc is @0 dom:lab.example.com\n"
		"      8  lab.example.com @0 dom:lab.example.com\n");
	page_release(&page);
	org_release(&map);
	buf_release(&errors);
	buf_release(&out);
	arena_release(&arena);
}

/* What the newest digests of many get of these columns. */
static const struct {
	int columns;
	const char *text;
} widths[] = {
	{45, "rank  count   share              person\n"
	     "   1    103  100.0%  ##########  Ada @0 \n"
	     "        103  100.0%              all\n"},
	{46, "rank  count   share              digests   person\n"
	     "   1    103  100.0%  ##########  1..4...8  Ada @0 \n"
	     "        103  100.0%                        all\n"},
	{80, "rank  count   share                        digests, newest last      person\n"
	     "   1    103  100.0%  ####################  ..........8.....1..1...1  Ada @0 \n"
	     "        103  100.0%                                                  all\n"},
	{92, "rank  count   share                                            "
	     "digests, newest last      person\n"
	     "   1    103  100.0%  ########################################  "
	     "..........8.....1..1...1  Ada @0 \n"
	     "        103  100.0%                                            "
	     "                          all\n"},
};

static void test_many_digests(void **state)
{
	struct rank_cell cells[] = {{10, 90}, {16, 1}, {19, 4}, {23, 8}};
	struct rank_row row = {.label = SLICE_LIT("Ada"), .rank = 1, .count = 103, .cells = cells,
		.ncells = ARRAY_LEN(cells)};
	struct rank_digest digests[24] = {{.sum = 103}};
	struct rank_table table = {.by = RANK_BY_PERSON, .rows = &row, .n = 1, .digests = digests,
		.ndigests = ARRAY_LEN(digests), .sum = 103, .listed = 103};
	struct page page;
	size_t i;

	(void)state;
	page_init(&page);
	for (i = 0; i < ARRAY_LEN(widths); i++) {
		struct rank_page_options options = {.columns = widths[i].columns, .ascii = true};
		struct buf out = BUF_INIT;

		model_rank_page(&table, &options, &page);
		print_page(&page, &out);
		assert_string_equal(out.p, widths[i].text);
		buf_release(&out);
	}
	page_release(&page);
}

static void test_notes(void **state)
{
	static const char *const spoiled[] = {"some commits count twice",
		"what both hold counts once"};
	static const enum rank_by bys[] = {RANK_BY_DOMAIN, RANK_BY_AUTHOR};
	struct rank_digest digests[] = {
		{.row = {.path = SLICE_LIT("/a/old"), .from = SLICE_LIT("1"), .to = SLICE_LIT("2")}},
		{.row = {.path = SLICE_LIT("new"), .from = SLICE_LIT("3"), .to = SLICE_LIT("4")}},
	};
	struct rank_pair pair = {0, 1};
	struct rank_table table = {.digests = digests, .ndigests = 2, .unasked = SLICE_LIT("f:x"),
		.perhaps = 2, .twins = 3, .gaps = &pair, .ngaps = 1, .overlaps = &pair,
		.noverlaps = 1};
	struct page page;
	size_t i;

	(void)state;
	page_init(&page);
	for (i = 0; i < ARRAY_LEN(bys); i++) {
		struct buf wanted = BUF_INIT, out = BUF_INIT;

		table.by = bys[i];
		buf_addf(&wanted, "digests print their rankings as a whole: f:x does not restrict"
			" them, as it would by subsystem, author or reviewer\n"
			"gap: old (1..2) and new (3..4): what came between is not counted\n"
			"overlap: old (1..2) and new (3..4): %s\n"
			"3 with a commit range that was counted already left out\n"
			"2 revisions are perhaps not meant: the paths are shortened\n", spoiled[i]);
		model_rank_notes(&table, &page);
		print_page(&page, &out);
		assert_string_equal(out.p, wanted.p);
		buf_release(&wanted);
		buf_release(&out);
	}
	page_release(&page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_pages, sheet_two_months, shelf_tear_down),
		cmocka_unit_test_setup_teardown(test_merged_page, sheet_two_months, shelf_tear_down),
		cmocka_unit_test(test_many_digests),
		cmocka_unit_test(test_notes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
