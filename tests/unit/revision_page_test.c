/* A revision as a page, from small records. */
#include "model/revision_page.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "util/alloc.h"
#include "util/buf.h"

#define DASHES "----------------------------------------------------------------------\n"

static const char cover_text[] =
	"New: grill: Keep the charcoal hot\n"
	"[PATCH net-next v3 0/2] grill: Keep the charcoal hot\n"
	"Author: Ada Ember <ada@example.org>\n"
	"\n"
	"The charcoal went out. See https://lore.example.org/r/fire@example.org for\n"
	"why.\n"
	"> a quoted line\n"
	"\n"
	"Reviewed-by: Bo Ash <bo@example.org>\n"
	"Signed-off-by: Ada Ember <ada@example.org>\n"
	"---\n"
	"Changes in v3:\n"
	"- Turn \x1b[31mdown\n"
	"- Light it\n"
	"  earlier\n"
	"Changes since v1:\n"
	"- Use less lighter fluid\n"
	"- Link to v2: https://lore.example.org/r/20251101-grill-v2-0-abc@example.org\n"
	"\n"
	"Ada Ember (2):\n"
	"  grill: Add a lid\n"
	"  grill: Close the lid\n"
	"\n"
	" grill/lid.c   |  4 ++--\n"
	" grill/coal.c  | 16 ++++++++++------\n"
	" 2 files changed, 12 insertions(+), 8 deletions(-)\n"
	"\n" DASHES "\n";

static const char patch_text[] =
	"New: grill: Add a lid\n"
	"[PATCH net-next v3 1/2] grill: Add a lid\n"
	"Author: Ada Ember <ada@example.org>\n"
	"\n"
	"A lid keeps the heat.\n"
	"\n"
	"Signed-off-by: Ada Ember <ada@example.org>\n"
	"---\n"
	"Only tried on a small grill.\n"
	"\n"
	" grill/lid.c | 4 ++--\n"
	" 1 file changed, 2 insertions(+), 2 deletions(-)\n"
	"\n" DASHES "\n";

struct fixture {
	struct arena arena;
	struct page_record cover, patch;
	struct revision_row revisions[4];
	struct revision_facts facts;
	struct page page;
	struct buf text; /* of the page */
};

static struct page_record read_record(struct arena *a, const char *text, unsigned line)
{
	struct page_record record = {
		.path = SLICE_LIT("/digests/one.txt"),
		.line = line,
		.bytes = slice_cstr(text),
	};

	assert_true(record_parse(a, text, strlen(text), line, &record.record));
	return record;
}

static void fixture_init(struct fixture *f)
{
	*f = (struct fixture){.text = BUF_INIT};
	page_init(&f->page);
	f->cover = read_record(&f->arena, cover_text, 100);
	f->patch = read_record(&f->arena, patch_text, 200);
	f->revisions[0] = (struct revision_row){.revision = 1, .version = 1, .absent = true,
		.path = SLICE_LIT("/digests/one.txt"), .line = 115, .signal = SIGNAL_HEADING};
	f->revisions[1] = (struct revision_row){.revision = 2, .version = 2, .absent = true,
		.url = SLICE_LIT("https://lore.example.org/r/20251101-grill-v2-0-abc@example.org"),
		.date = 20251101, .date_kind = DATE_MSGID};
	f->revisions[2] = (struct revision_row){.revision = 3, .version = 3};
	f->revisions[3] = (struct revision_row){.revision = 4, .version = 4};
	f->facts = (struct revision_facts){
		.row = {
			.series = 1, .revision = 3, .version = 3, .patches = 2,
			.title = SLICE_LIT("grill: Keep the charcoal hot"),
			.author_name = SLICE_LIT("Ada Ember"),
			.author_email = SLICE_LIT("ada@example.org"),
			.contributor_name = SLICE_LIT("Ada Ember"),
			.contributor_email = SLICE_LIT("ada@example.org"),
			.files = 2, .insertions = 12, .deletions = 8, .has_lines = true,
			.list = SLICE_LIT("GRILL"), .digest = SLICE_LIT("one.txt"),
			.date = 20251121, .date_kind = DATE_AT_LEAST,
		},
		.revisions = f->revisions,
		.nrevisions = 4,
		.cover = &f->cover,
		.patch = &f->patch,
	};
}

static void fixture_release(struct fixture *f)
{
	page_release(&f->page);
	arena_release(&f->arena);
	buf_release(&f->text);
}

static void render(struct fixture *f, int columns, const char *query_text)
{
	struct query_error err;
	struct query *query = query_text ? query_parse(slice_cstr(query_text), &err) : NULL;
	struct arena arena = ARENA_INIT;
	size_t i;

	revision_page(&f->page, &f->facts, columns, query);
	buf_clear(&f->text);
	for (i = 0; i < f->page.nlines; i++) {
		struct vis line = page_line_text(&arena, &f->page.lines[i]);

		buf_add(&f->text, line.p, line.n);
		buf_addc(&f->text, '\n');
	}
	query_free(query);
	arena_release(&arena);
}

static const char expected_page[] =
	"grill: Keep the charcoal hot\n"
	"Ada Ember <ada@example.org>  2 files +12-8        dated >=2025-11-21\n"
	"v3  2 patches  GRILL  one.txt\n"
	"\n"
	"The charcoal went out. See https://lore.example.org/r/fire@example.org [1] for\n"
	"why.\n"
	"> a quoted line\n"
	"\n"
	"---changelog--------------------------------------------------------\n"
	"v3:\n"
	"- Turn ^[[31mdown\n"
	"- Light it earlier\n"
	"v2: Changes since v1:  2025-11-01 not in index, o opens link\n"
	"- Use less lighter fluid\n"
	"- Link to v2: https://lore.example.org/r/20251101-grill-v2-0-abc@example.org [2]\n"
	"v1: not in index, no link\n"
	"\n"
	"---diffstat, largest first------------------------------------------\n"
	"   16 grill/coal.c                                ++++++++++-------\n"
	"    4 grill/lid.c                                 ++--\n"
	"2 files +12-8\n"
	"\n"
	"---patches: 2, 1 shown here-----------------------------------------\n"
	"Ada Ember (2)\n"
	"     1  grill: Add a lid\n"
	"        A lid keeps the heat.\n"
	"\n"
	"     2  grill: Close the lid\n"
	"\n"
	"---people-----------------------------------------------------------\n"
	"Reviewed-by:      Bo Ash <bo@example.org>\n"
	"Signed-off-by:    Ada Ember <ada@example.org>\n"
	"\n"
	"---links------------------------------------------------------------\n"
	"   1          https://lore.example.org/r/fire@example.org\n"
	"   2 v2       https://lore.example.org/r/20251101-grill-v2-0-abc@example.org\n"
	"\n"
	"---source-----------------------------------------------------------\n"
	"cover letter, /digests/one.txt:100\n"
	"   100  New: grill: Keep the charcoal hot\n";

static void test_revision(void **state)
{
	struct fixture f;
	unsigned section;

	(void)state;
	fixture_init(&f);
	render(&f, 68, NULL);
	assert_true(f.text.n > sizeof(expected_page));
	buf_truncate(&f.text, sizeof(expected_page) - 1);
	assert_string_equal(f.text.p, expected_page);
	assert_int_equal(f.page.head, 2);
	for (section = 0; section < SECTION_RELATED; section++) {
		size_t line;

		assert_true(page_section_line(&f.page, (enum section)section, &line));
	}
	fixture_release(&f);
}

/* Lines that the page has, each with an anchor of a kind. */
static void assert_line(const struct fixture *f, const char *line)
{
	struct buf wanted = BUF_INIT;

	buf_addf(&wanted, "\n%s\n", line);
	if (slice_find(buf_slice(&f->text), buf_slice(&wanted)) == f->text.n)
		fail_msg("no line '%s' in\n%s", line, f->text.p);
	buf_release(&wanted);
}

static const struct anchor *find_anchor(const struct page *page, enum anchor_kind kind,
	unsigned number)
{
	size_t i;

	for (i = 0; i < page->nanchors; i++) {
		if (page->anchors[i].kind == kind && page->anchors[i].number == number)
			return &page->anchors[i];
	}
	return NULL;
}

static void test_anchors(void **state)
{
	struct fixture f;
	const struct anchor *anchor;
	size_t i;

	(void)state;
	fixture_init(&f);
	render(&f, 80, NULL);
	for (i = 1; i < f.page.nanchors; i++)
		assert_true(f.page.anchors[i - 1].line <= f.page.anchors[i].line);
	/* On the line that says so, o opens the link of the absent revision. */
	anchor = find_anchor(&f.page, ANCHOR_VERSION, 2);
	assert_true(slice_is(anchor->text, "v2"));
	assert_non_null(anchor);
	assert_int_equal(anchor[1].kind, ANCHOR_LINK);
	assert_int_equal(anchor[1].number, 2);
	assert_int_equal(anchor[1].line, anchor->line);
	assert_true(slice_ends(anchor[1].text, "20251101-grill-v2-0-abc@example.org"));
	anchor = find_anchor(&f.page, ANCHOR_LINK, 1);
	assert_int_equal(anchor->line, 4);
	anchor = find_anchor(&f.page, ANCHOR_PATCH, 2);
	assert_true(slice_is(anchor->text, "grill: Close the lid"));
	fixture_release(&f);
}

/* A record and each of its lines tell where they stand in the file. */
static void test_source_anchors(void **state)
{
	struct arena arena = ARENA_INIT;
	struct fixture f;
	size_t source, lines = 0, i;
	char number[16];

	(void)state;
	fixture_init(&f);
	render(&f, 80, NULL);
	assert_true(page_section_line(&f.page, SECTION_SOURCE, &source));
	for (i = 0; i < f.page.nanchors; i++) {
		const struct anchor *anchor = &f.page.anchors[i];
		struct vis text = page_line_text(&arena, &f.page.lines[anchor->line]);

		if (anchor->kind != ANCHOR_SOURCE || anchor->line <= source)
			continue;
		lines++;
		snprintf(number, sizeof(number), anchor->text.n ? ":%u" : "%6u", anchor->number);
		assert_non_null(strstr(text.p, number));
		assert_true(!anchor->text.n == (strstr(text.p, number) == text.p));
	}
	assert_int_equal(lines, f.page.nlines - source - 1);
	fixture_release(&f);
	arena_release(&arena);
}

static void test_matching_paths_first(void **state)
{
	struct fixture f;
	size_t line;

	(void)state;
	fixture_init(&f);
	render(&f, 50, "dfn:grill/lid.c");
	assert_line(&f, "---diffstat, 1 match, then largest----------------");
	assert_true(page_section_line(&f.page, SECTION_DIFFSTAT, &line));
	assert_int_equal(find_anchor(&f.page, ANCHOR_PATH, 4)->line, line + 1);
	assert_true(find_anchor(&f.page, ANCHOR_PATH, 4)->line <
		find_anchor(&f.page, ANCHOR_PATH, 16)->line);
	fixture_release(&f);
}

static void test_no_cover(void **state)
{
	struct fixture f;

	(void)state;
	fixture_init(&f);
	f.facts.cover = NULL;
	render(&f, 60, NULL);
	assert_line(&f, "no cover letter here; this is patch 1/2: grill: Add a lid");
	assert_line(&f, "A lid keeps the heat.");
	assert_line(&f, "behind the ---:\nOnly tried on a small grill.");
	assert_line(&f, "---diffstat of patch 1/2, largest first---------------------");
	assert_line(&f, "the titles of the others are not told here");
	fixture_release(&f);
}

/* What has nothing still has its heads. */
static void test_absent(void **state)
{
	struct fixture f;
	unsigned section;

	(void)state;
	fixture_init(&f);
	f.facts.cover = f.facts.patch = NULL;
	f.facts.row = (struct series_row){.series = 1, .revision = 1, .version = 1, .absent = true};
	render(&f, 60, NULL);
	assert_line(&f, "the text of this revision is not in the index");
	assert_non_null(strstr(f.text.p, "known from /digests/one.txt:115, "));
	assert_line(&f, "no changelog");
	assert_line(&f, "---patches--------------------------------------------------");
	assert_line(&f, "no diffstat");
	assert_line(&f, "no patch titles");
	assert_line(&f, "no trailers");
	assert_line(&f, "no text here");
	for (section = 0; section < SECTION_RELATED; section++) {
		size_t line;

		assert_true(page_section_line(&f.page, (enum section)section, &line));
	}
	fixture_release(&f);
}

/* What a later revision tells of an absent one is its changelog, and no more of that record. */
static void test_teller(void **state)
{
	struct fixture f;

	(void)state;
	fixture_init(&f);
	f.facts.cover = f.facts.patch = NULL;
	f.facts.teller = &f.cover;
	f.facts.row = (struct series_row){.series = 1, .revision = 2, .version = 2, .absent = true};
	render(&f, 60, NULL);
	assert_line(&f, "v2: Changes since v1:  as told in v3");
	assert_line(&f, "- Use less lighter fluid");
	assert_line(&f, "v1: not in index, no link");
	assert_null(strstr(f.text.p, "Light it earlier"));
	assert_line(&f, "no diffstat");
	fixture_release(&f);
}

static void test_trouble(void **state)
{
	struct fixture f;

	(void)state;
	fixture_init(&f);
	f.cover.trouble = "is gone";
	f.cover.bytes = (struct slice){0};
	render(&f, 60, NULL);
	assert_line(&f, "/digests/one.txt is gone");
	assert_line(&f, "record, /digests/one.txt:100");
	assert_line(&f, "     1  grill: Add a lid");
	fixture_release(&f);
}

/* Long lines, wide characters and controls: whole, visible, and their columns are right. */
static void test_hostile(void **state)
{
	struct buf text = BUF_INIT;
	struct fixture f;
	size_t i, k, longest = 0;

	(void)state;
	fixture_init(&f);
	buf_adds(&text, "New: x\n[PATCH] x: y\nAuthor: A <a@example.org>\n\n");
	for (i = 0; i < 5000; i++)
		buf_addc(&text, 'w');
	buf_adds(&text, "\nwide \346\274\242\345\255\227, bad \xff\xfe, \xe2\x80\xae" "rtl, \x9b"
		"31m\b\r bell\a\n\n" DASHES);
	f.patch = read_record(&f.arena, text.p, 1);
	f.facts.cover = NULL;
	render(&f, 80, NULL);
	for (i = 0; i < f.page.nlines; i++) {
		const struct page_line *line = &f.page.lines[i];

		if ((size_t)line->cols > longest)
			longest = (size_t)line->cols;
		for (k = 0; k < line->nspans; k++) {
			struct vis span = line->spans[k].text;
			size_t at;

			for (at = 0; at < span.n; at++)
				assert_true((unsigned char)span.p[at] >= 0x20 &&
					span.p[at] != 0x7f);
		}
	}
	assert_int_equal(longest, 5008);
	assert_non_null(strstr(f.text.p, "wide \346\274\242\345\255\227, bad <FF><FE>, "
		"<U+202E>rtl, <9B>31m^H^M bell^G"));
	buf_release(&text);
	fixture_release(&f);
}

/* The line that names the person, in so many columns. */
static const struct {
	int columns;
	const char *line;
} heads[] = {
	{80, "Ada Ember <ada@example.org>  2 files +12-8                    dated >=2025-11-21"},
	{62, "Ada Ember <ada@example.org>  2 files +12-8  dated >=2025-11-21"},
	{61, "Ada Ember <ada@example.org>  +12-8         dated >=2025-11-21"},
	{55, "Ada Ember <ada@example.org>  +12-8   dated >=2025-11-21"},
	{54, "Ada Ember <ada@example.org>  +12-8  dated >=2025-11-21"},
	{53, "Ada Ember <ada@example.org>        dated >=2025-11-21"},
	{47, "Ada Ember <ada@example.org>  dated >=2025-11-21"},
	{46, "Ada Ember                   dated >=2025-11-21"},
	{20, "Ada Ember  dated >=2025-11-21"},
};

static void test_heads(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(heads); i++) {
		struct fixture f;

		fixture_init(&f);
		render(&f, heads[i].columns, NULL);
		assert_line(&f, heads[i].line);
		fixture_release(&f);
	}
}

/* ---- folds ---------------------------------------------------------------------------------- */

/* What a record's page folds: the first and last line hidden, and what is told of them. */
struct folding {
	const char *text;
	const char *first, *last, *told[4];
};

#define NEW   "New: grill: Sear\n[PATCH v3] grill: Sear\nAuthor: Ada Ember <ada@example.org>\n\n"
#define END   "\n" DASHES "\n"
#define STAT  " 14 files changed, 14 insertions(+)\n"
#define FILES(dir)                                                                                 \
	" " dir "/a.c | 1 +\n " dir "/b.c | 1 +\n " dir "/c.c | 1 +\n " dir "/d.c | 1 +\n"         \
	" " dir "/e.c | 1 +\n " dir "/f.c | 1 +\n " dir "/g.c | 1 +\n"

#define CC(a) "Cc: P <" a "@example.org>\n"
#define SIX   CC("a") CC("b") CC("c") CC("d") CC("e") CC("f")

static const struct folding foldings[] = {
	{NEW "Bo wrote:\n> a\n> b\nNo.\n" END, NULL, NULL, {NULL}},
	{NEW "Bo wrote:\n> a\n> b\n> c\nNo.\n" END, "> a", "> c", {"+ 3 quoted lines"}},
	{NEW "1\n2\n3\n4\n5\n6\n7\n8\nBo wrote:\n> a\n>\n> b\n> c\n" END, "> a", "> c",
		{"+ 4 quoted lines"}},
	{NEW "> a\n> b\n> c\n> d\n" END, NULL, NULL, {NULL}},
	{NEW "Hot.\n---\nv3:\n- a\n- b\n- c\n- d\n- e\n" END, NULL, NULL, {NULL}},
	{NEW "Hot.\n---\nv3:\n- z\nv2:\n- a\n- b\n- c\n- d\n- e\n" END, "- a", "- e",
		{"+ 5 items"}},
	{NEW "Hot.\n\n" SIX END, NULL, NULL, {NULL}},
	{NEW "Hot.\n\n" SIX CC("g") END,
		"Cc:               P <a@example.org>", "                  P <g@example.org>",
		{"Cc:               + 7 lines"}},
	{NEW "Hot.\n---\n" FILES("grill/a") FILES("lid") STAT END,
		"    1 lid/b.c                                     ++++++++++",
		"    1 lid/g.c                                     ++++++++++",
		{"+ 6 more files", "    6 lid/  6 files"}},
	{NEW "Hot.\n---\n" FILES("grill/a") FILES("grill/b") FILES("lid") STAT END,
		"    1 grill/b/b.c                                 ++++++++++",
		"    1 lid/g.c                                     ++++++++++",
		{"+ 13 more files in 2 directories", "    7 lid/  7 files",
			"    6 grill/b/  6 files"}},
};

static void assert_text(const struct page_line *line, const char *text)
{
	struct arena arena = ARENA_INIT;
	struct vis v = page_line_text(&arena, line);

	if (!slice_is(slice_from(v.p, v.n), text))
		fail_msg("'%.*s' is not '%s'", (int)v.n, v.p, text);
	arena_release(&arena);
}

static void check_folding(const struct folding *folding)
{
	struct fixture f;
	size_t i;

	fixture_init(&f);
	f.facts.cover = NULL;
	f.patch = read_record(&f.arena, folding->text, 1);
	f.facts.row.patches = 1;
	f.facts.nrevisions = 0;
	revision_page(&f.page, &f.facts, 40, NULL);
	if (f.page.nfolds != (folding->first ? 1 : 0))
		fail_msg("%zu folds in:\n%s", f.page.nfolds, folding->text);
	for (i = 0; folding->told[i]; i++)
		assert_text(&f.page.folds[0].told[i], folding->told[i]);
	if (folding->first) {
		const struct page_fold *fold = &f.page.folds[0];

		assert_int_equal(fold->ntold, i);
		assert_text(&f.page.lines[fold->first], folding->first);
		assert_text(&f.page.lines[fold->first + fold->n - 1], folding->last);
	}
	fixture_release(&f);
}

static void test_foldings(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(foldings); i++)
		check_folding(&foldings[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_revision),
		cmocka_unit_test(test_anchors),
		cmocka_unit_test(test_source_anchors),
		cmocka_unit_test(test_heads),
		cmocka_unit_test(test_foldings),
		cmocka_unit_test(test_matching_paths_first),
		cmocka_unit_test(test_no_cover),
		cmocka_unit_test(test_absent),
		cmocka_unit_test(test_teller),
		cmocka_unit_test(test_trouble),
		cmocka_unit_test(test_hostile),
	};

	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
