/* The page of a comparison: what stands where, in which role, at which width. */
#include "model/compare_page.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "model/compare_make.h"
#include "tests/unit/record.h"
#include "util/alloc.h"

/* v1 and v2 of a series, told by their covers. */
struct fixture {
	struct arena arena;
	struct buf text[COMPARE_SIDES];
	struct record cover[COMPARE_SIDES];
	struct page_record source[COMPARE_SIDES];
	struct revision_row revisions[COMPARE_SIDES];
	struct compare_known known;
	struct compare_facts facts;
	struct page page;
};

static void setup(struct fixture *f, const char *old, const char *new)
{
	const char *bodies[COMPARE_SIDES] = {old, new};
	struct compare_shown sides[COMPARE_SIDES] = {{{0}, NULL, NULL}, {{0}, NULL, NULL}};
	int side;

	*f = (struct fixture){.arena = ARENA_INIT, .text = {BUF_INIT, BUF_INIT}};
	f->known.revisions = f->revisions;
	f->known.nrevisions = COMPARE_SIDES;
	for (side = 0; side < COMPARE_SIDES; side++) {
		unsigned version = (unsigned)side + 1;

		f->revisions[side] = (struct revision_row){
			.revision = side + 1, .version = version, .absent = !bodies[side],
		};
		f->known.row[side] = (struct series_row){
			.series = 1, .revision = side + 1, .version = version,
			.absent = !bodies[side], .patches = 2, .title = SLICE_LIT("coop: A title"),
		};
		sides[side].version.version = version;
		if (!bodies[side])
			continue;
		record_from(&f->arena, &f->text[side], "[PATCH 0/2] coop: A title", bodies[side],
			RECORD_PLAIN, &f->cover[side]);
		sides[side].cover = &f->cover[side];
		f->source[side].record = f->cover[side];
		f->known.cover[side] = &f->source[side];
	}
	compare_make(&f->arena, sides, NULL, 0, &f->facts);
	page_init(&f->page);
}

static void teardown(struct fixture *f)
{
	page_release(&f->page);
	buf_release(&f->text[COMPARE_OLD]);
	buf_release(&f->text[COMPARE_NEW]);
	arena_release(&f->arena);
}

/* Lines of the page from a section on to the next, without the rules that fill the heads. */
static void print_section(struct fixture *f, enum section section, struct buf *out)
{
	size_t line, i;

	buf_clear(out);
	assert_true(page_section_line(&f->page, section, &line));
	do {
		struct vis text = page_line_text(&f->arena, &f->page.lines[line]);

		while (text.n && text.p[0] == '-' && text.p[text.n - 1] == '-')
			text.n--;
		buf_add(out, text.p, text.n);
		buf_addc(out, '\n');
		line++;
		for (i = 0; i < f->page.nanchors && (f->page.anchors[i].kind != ANCHOR_SECTION ||
				f->page.anchors[i].line != line); i++)
			;
	} while (line < f->page.nlines && i == f->page.nanchors);
}

static void expect_section(struct fixture *f, enum section section, const char *wanted)
{
	struct buf got = BUF_INIT;

	print_section(f, section, &got);
	assert_string_equal(got.p, wanted);
	buf_release(&got);
}

static const char old_body[] =
	"Hens lay eggs when it is light.\nThey sleep in the coop.\n\nTested-by: A <a@x.org>\n\n"
	"Ada (3):\n  coop: Open the door\n  coop: Count the hens on their perch\n"
	"  coop: Light\n\n"
	" coop.c | 3 ++-\n door.c | 1 +\n same.c | 2 +-\n 3 files changed, 6 insertions(+)\n";
static const char new_body[] =
	"Hens lay eggs when it is dark.\nThey sleep in the coop.\n\nAcked-by: B <b@x.org>\n\n"
	"Changes in v2:\n- lay in the dark\n\n"
	"Ada (3):\n  coop: Count the hens on their long perch\n  coop: Open the door\n"
	"  coop: Feed\n\n"
	" coop.c | 5 ++-\n hen.c | 4 +\n same.c | 2 +-\n 3 files changed, 11 insertions(+)\n";

static void test_narrow(void **state)
{
	struct fixture f;

	(void)state;
	setup(&f, old_body, new_body);
	compare_page(&f.page, &f.known, &f.facts, 80, false);
	assert_int_equal(f.page.head, 2);
	expect_section(&f, SECTION_CHANGELOG, "-changelog v2\n- lay in the dark\n");
	expect_section(&f, SECTION_PATCHES,
		"-patches by title: 1 same, 1 renamed, 1 added, 1 dropped, 1 moved\n"
		"  2:  1 moved renamed coop: Count the hens on their {+long+} perch\n"
		"  3:  - dropped coop: Light\n"
		"  -:  3 added coop: Feed\n"
		"     1 unmoved\n");
	expect_section(&f, SECTION_DIFFSTAT,
		"-diffstat: 3 of 4 differ, net +5\n"
		"    3     5   +2  coop.c\n"
		"    -     4   +4  hen.c\n"
		"    1     -   -1  door.c\n"
		"      1 equal\n");
	expect_section(&f, SECTION_COVER, "-cover (To/Cc ignored)\n"
		"Hens lay eggs when it is [-light.-]{+dark.+}\n");
	expect_section(&f, SECTION_PEOPLE, "-trailers: 1 added, 1 dropped (Cc ignored)\n"
		"+ Acked-by: B <b@x.org>\n- Tested-by: A <a@x.org>\n");
	teardown(&f);
}

/* The blanks before the middle are left out: "x | y". */
static void expect_beside(struct fixture *f, enum section section, const char *wanted)
{
	struct buf got = BUF_INIT, lines = BUF_INIT;
	struct slice rest, line;

	print_section(f, section, &got);
	rest = buf_slice(&got);
	while (slice_next_line(&rest, &line)) {
		size_t end = 0;

		if (line.n > 78 && line.p[79] == '|') {
			for (end = 78; end && line.p[end - 1] == ' '; end--)
				;
			buf_add_slice(&lines, slice_sub(line, 0, end));
			line = slice_skip(line, 78);
		}
		buf_add_slice(&lines, line);
		buf_addc(&lines, '\n');
	}
	assert_string_equal(lines.p, wanted);
	buf_release(&lines);
	buf_release(&got);
}

static void test_beside(void **state)
{
	struct fixture f;
	size_t i;

	(void)state;
	setup(&f, old_body, new_body);
	compare_page(&f.page, &f.known, &f.facts, 160, false);
	expect_section(&f, SECTION_CHANGELOG, "-changelog v2\n- lay in the dark\n");
	expect_beside(&f, SECTION_PATCHES,
		"-patches by title: 1 same, 1 renamed, 1 added, 1 dropped, 1 moved\n"
		"  2 coop: Count the hens on their perch |   1 moved renamed coop: Count the hens "
		"on their {+long+} perch\n"
		"  1 coop: Open the door |   2 coop: Open the door\n"
		"  3 dropped coop: Light |\n"
		" |   3 added coop: Feed\n");
	expect_beside(&f, SECTION_DIFFSTAT,
		"-diffstat: 3 of 4 differ, net +5\n"
		"    3 coop.c |     5    +2 coop.c\n"
		" |     4    +4 hen.c\n"
		"    1    -1 door.c |\n"
		"      1 equal\n");
	expect_beside(&f, SECTION_COVER, "-cover (To/Cc ignored)\n"
		"Hens lay eggs when it is [-light.-] | Hens lay eggs when it is {+dark.+}\n");
	expect_beside(&f, SECTION_PEOPLE, "-trailers: 1 added, 1 dropped (Cc ignored)\n"
		"- Tested-by: A <a@x.org> | + Acked-by: B <b@x.org>\n");
	for (i = 0; i < f.page.nlines; i++)
		assert_true(f.page.lines[i].cols <= 160);
	teardown(&f);
}

/* What has no room goes on in its half, behind the number; roles stay. */
static void test_wrapped_half(void **state)
{
	static const char one[] = "x\n\nAda (1):\n  coop: Hens that sleep on the floor lay nothing, "
		"so count them on their perch\n";
	static const char other[] = "x\n\nAda (1):\n  coop: Hens that sleep on the floor lay "
		"nothing at all, so count them on their perch\n";
	struct fixture f;
	const struct page_line *line;
	size_t at, i;

	(void)state;
	setup(&f, one, other);
	compare_page(&f.page, &f.known, &f.facts, 160, false);
	expect_beside(&f, SECTION_PATCHES,
		"-patches by title: 0 same, 1 renamed, 0 added, 0 dropped, 0 moved\n"
		"  1 coop: Hens that sleep on the floor lay [-nothing,-] so count them on their | "
		"  1 renamed coop: Hens that sleep on the floor lay {+nothing at all,+} so\n"
		"    perch |     count them on their perch\n");
	assert_true(page_section_line(&f.page, SECTION_PATCHES, &at));
	line = &f.page.lines[at + 1];
	for (i = 0; i < line->nspans; i++) {
		struct slice text = slice_from(line->spans[i].text.p, line->spans[i].text.n);

		if (slice_is(text, "nothing,"))
			assert_int_equal(line->spans[i].role, ROLE_MINUS);
		if (slice_is(text, "nothing") || slice_is(text, "all,"))
			assert_int_equal(line->spans[i].role, ROLE_PLUS);
		if (slice_is(text, "Hens"))
			assert_int_equal(line->spans[i].role, ROLE_TEXT);
	}
	teardown(&f);
}

/* Changes far from each other are rows of their own; on both sides the same words stand beside. */
static void test_rows_of_text(void **state)
{
	struct fixture f;

	(void)state;
	setup(&f, "one two\nthree four\nfive six\nseven eight\nnine ten\n",
		"one 2\nthree four\nfive six\nseven eight\nnine\nten and eleven\n");
	compare_page(&f.page, &f.known, &f.facts, 160, false);
	expect_beside(&f, SECTION_COVER, "-cover (To/Cc ignored)\n"
		"one [-two-] | one {+2+}\n"
		"ten | ten {+and eleven+}\n");
	teardown(&f);
}

static void test_unknown(void **state)
{
	struct fixture f;

	(void)state;
	setup(&f, "Text.\n", "Text.\n");
	f.source[COMPARE_NEW].path = SLICE_LIT("/d/x.txt");
	f.source[COMPARE_NEW].trouble = "has changed";
	f.known.row[COMPARE_NEW].title_cut = true;
	compare_page(&f.page, &f.known, &f.facts, 80, false);
	expect_section(&f, SECTION_CHANGELOG, "-changelog: none\n");
	expect_section(&f, SECTION_PATCHES, "-patches: the titles are not known of both\n");
	expect_section(&f, SECTION_DIFFSTAT, "-diffstat: not known of both\n");
	expect_section(&f, SECTION_COVER, "-cover: unchanged (To/Cc ignored)\n");
	expect_section(&f, SECTION_PEOPLE, "-trailers: unchanged (Cc ignored)\n");
	assert_int_equal(f.page.nlines, 8);
	assert_memory_equal(f.page.lines[0].spans[0].text.p, "coop: A title~", 14);
	assert_int_equal(f.page.lines[2].spans[0].role, ROLE_WARNING);
	teardown(&f);
}

static void test_absent(void **state)
{
	static const int widths[] = {80, 200};
	struct fixture f;
	size_t i;

	(void)state;
	setup(&f, NULL, new_body);
	f.revisions[COMPARE_OLD].path = SLICE_LIT("/d/y.txt");
	f.revisions[COMPARE_OLD].line = 7;
	f.revisions[COMPARE_OLD].date = 20260302;
	f.revisions[COMPARE_OLD].url = SLICE_LIT("https://example.org/1");
	f.revisions[COMPARE_OLD].signal = SIGNAL_LINK;
	for (i = 0; i < ARRAY_LEN(widths); i++) {
		page_clear(&f.page);
		compare_page(&f.page, &f.known, &f.facts, widths[i], false);
		expect_section(&f, SECTION_CHANGELOG, "-changelog v2\n- lay in the dark\n");
		expect_section(&f, SECTION_COVER, "-v1: its text is not in the index\n"
			"known from /d/y.txt:7, named by a link, 2026-03-02\nhttps://example.org/1\n");
		assert_int_equal(f.page.nanchors, 3);
		assert_int_equal(f.page.anchors[2].kind, ANCHOR_LINK);
	}
	teardown(&f);
}

/* The row of revisions shortens when there are many, and the title gives way. */
static void test_many_revisions(void **state)
{
	struct revision_row rows[40];
	struct fixture f;
	unsigned i;

	(void)state;
	setup(&f, old_body, new_body);
	for (i = 0; i < ARRAY_LEN(rows); i++)
		rows[i] = (struct revision_row){
			.revision = i == 1 ? 1 : i == 38 ? 2 : 100 + i, .version = i + 1,
			.absent = i == 39, .rfc = i == 0,
		};
	f.known.revisions = rows;
	f.known.nrevisions = ARRAY_LEN(rows);
	compare_page(&f.page, &f.known, &f.facts, 40, false);
	assert_string_equal(page_line_text(&f.arena, &f.page.lines[0]).p,
		"coop: A title   RFCv1-[v2]-..-[v39]-v40?");
	assert_true(f.page.lines[0].cols <= 40);
	teardown(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_narrow),
		cmocka_unit_test(test_beside),
		cmocka_unit_test(test_wrapped_half),
		cmocka_unit_test(test_rows_of_text),
		cmocka_unit_test(test_unknown),
		cmocka_unit_test(test_absent),
		cmocka_unit_test(test_many_revisions),
	};

	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
