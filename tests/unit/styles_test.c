/* How people write things: the same few facts in very many ways. */
#include "parser/parser.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "util/buf.h"

/* Entries as "v3: item | item; RFC v1: item", "-" for one without a version. */
static void print_changelog(const struct record *r, struct buf *out)
{
	size_t i, k;

	for (i = 0; i < r->nchangelog; i++) {
		const struct changelog_entry *e = &r->changelog[i];

		buf_adds(out, i ? "; " : "");
		if (e->version)
			buf_addf(out, "%sv%u", e->rfc ? "RFC " : "", e->version);
		else
			buf_adds(out, "-");
		for (k = 0; k < e->nitems; k++)
			buf_addf(out, "%s" SLICE_FMT, k ? " | " : ": ", SLICE_ARG(e->items[k]));
	}
}

static void check(const char *subject, const char *body, const char *wanted,
	void (*print)(const struct record *, struct buf *))
{
	struct arena arena = ARENA_INIT;
	struct buf text = BUF_INIT, got = BUF_INIT;
	struct record r;

	buf_addf(&text, "New: x\n%s\nAuthor: Ada Pippin <ada@example.org>\n\n"
		"Teach the mill to grind.\n\n%s\n mill.c | 2 +-\n"
		" 1 file changed, 1 insertion(+), 1 deletion(-)\n", subject, body);
	assert_true(record_parse(&arena, text.p, text.n, 1, &r));
	print(&r, &got);
	assert_string_equal(got.p, wanted);
	buf_release(&got);
	buf_release(&text);
	arena_release(&arena);
}

static const struct {
	const char *body, *wanted;
} changes[] = {
	/* an item on the heading's line goes on below it */
	{"v2: grind finer where the stone is of the new kind that came\n    with the wagon\n",
		"v2: grind finer where the stone is of the new kind that came with the wagon"},
	{"v2: grind finer\n    oil the axle\n    mend the sack\n",
		"v2: grind finer | oil the axle | mend the sack"},
	{"v2: call the miller\n    from the loft\n", "v2: call the miller from the loft"},
	{"v3: - grind finer\n    - oil the axle\nv2: swept the floor\n",
		"v3: grind finer | oil the axle; v2: swept the floor"},
	/* an arrow needs no colon when nothing stands around it */
	{"v1->v2 mend the sack, sweep the floor,\noil the axle\n",
		"v2: mend the sack, sweep the floor, oil the axle"},
	{"The way from\nv1 -> v2 is long.\n", ""},
	{"v3->resend:\n* Fresh flour\n\nv2->v3:\n* New sack\n", "v3: Fresh flour; v3: New sack"},
	/* brackets around the revision */
	{"Changelog[v2]:\n1. Grind.\n2. Sweep.\n", "v2: Grind. | Sweep."},
	{"Changes (v2 -> v3):\n- Grind.\n", "v3: Grind."},
	{"Changes between v2 and v3:\n- Grind.\n", "v3: Grind."},
	{"New in v3:\n- Grind.\n", "v3: Grind."},
	{"Changes introduced in v3:\n- Grind.\n", "v3: Grind."},
	{"Change overview in v3:\n- Grind.\n", "v3: Grind."},
	{"Other changes in v3:\n- Grind.\n", "v3: Grind."},
	/* lines without bullets */
	{"v2:\nFix a sack\nMend the wheel\n", "v2: Fix a sack | Mend the wheel"},
	{"v2:\nmend the wheel\nof the wagon\n", "v2: mend the wheel of the wagon"},
	{"v2:\nGrind finer where the stone is of the new kind that came with\nAda's wagon\n",
		"v2: Grind finer where the stone is of the new kind that came with Ada's wagon"},
	{"v2:\n  Fix a sack\n  Mend the wheel\n", "v2: Fix a sack | Mend the wheel"},
	/* above all of them */
	{"Changelog\n\nv3:\n- Grind.\n", "-; v3: Grind."},
	{"Changes:\nv3\n* Grind.\n", "-; v3: Grind."},
	{"Patch changelog:\n\n- Grind.\n", "-: Grind."},
	{"Changelog:\n---\n\nv3:\n- Grind.\n", "-; v3: Grind."},
	{"Changes:\n- Grind.\n", ""},
	{"Changes\nare good.\n", ""},
	{"History\n\nIt is long.\n", ""},
	{"Changes from v3\nLink: https://lore.example.org/r/1-2@example.org\n", "v4"},
	/* a dot is a bullet as well */
	{"v2:\n\t. ground twice, since the\n\tfirst time was too coarse\n\t. swept\n",
		"v2: ground twice, since the first time was too coarse | swept"},
	/* an RFC without a number */
	{"RFC: please look at this.\n", ""},
	{"RFC: https://lore.example.org/r/1-2@example.org\n", ""},
	{"RFC:\n- Grind.\n", "RFC v1: Grind."},
	{"RFC -> v1:\n- Grind.\n", "v1: Grind."},
	/* a link in brackets is no item */
	{"v2: <https://lore.example.org/r/1-2@example.org>\n- Grind.\n", "v2: Grind."},
	{"v2: (https://lore.example.org/r/1-2@example.org)\n- Grind.\n", "v2: Grind."},
	{"v2: (see https://lore.example.org/r/1-2@example.org)\n",
		"v2: (see https://lore.example.org/r/1-2@example.org)"},
	/* the link alone, behind a blank line */
	{"v1:\n\nhttps://lore.example.org/r/1-2@example.org\n",
		"v1: https://lore.example.org/r/1-2@example.org"},
	{"v1:\n\nThis is prose about https://lore.example.org/r/1-2@example.org\n", "v1"},
};

static void test_changes(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(changes) / sizeof(changes[0]); i++)
		check("[PATCH v4 1/2] mill: Grind", changes[i].body, changes[i].wanted,
			print_changelog);
}

/* Links as "3 -": the revision that each names. */
static void print_revisions(const struct record *r, struct buf *out)
{
	size_t i;

	for (i = 0; i < r->nlinks; i++) {
		buf_adds(out, i ? " " : "");
		if (r->links[i].revision)
			buf_addf(out, "%u", r->links[i].revision);
		else
			buf_adds(out, "-");
	}
}

static const struct {
	const char *body, *wanted;
} links[] = {
	{"v1:\n\nhttps://lore.example.org/r/1-2@example.org\n", "1"},
	{"v1:\nhttps://lore.example.org/r/1-2@example.org\n", "1"},
	{"v1: swept\n\nhttps://lore.example.org/r/1-2@example.org\n", "-"},
	{"v1:\n\n\nhttps://lore.example.org/r/1-2@example.org\n", "-"},
	{"v1->v2:\n\nhttps://lore.example.org/r/1-2@example.org\n", "-"},
	{"v2: <https://lore.example.org/r/1-2@example.org>\n- Grind.\n", "2"},
	{"- Link to RFC v2: https://lore.example.org/r/1-2@example.org\n", "2"},
	{"- Link to RFC: https://lore.example.org/r/1-2@example.org\n", "-"},
	{"RFC: https://lore.example.org/r/1-2@example.org\n", "-"},
};

static void test_links(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(links) / sizeof(links[0]); i++)
		check("[PATCH v4 1/2] mill: Grind", links[i].body, links[i].wanted,
			print_revisions);
}

/* --- descriptions ---------------------------------------------------------------- */

static void print_description(const struct record *r, struct buf *out)
{
	buf_add_slice(out, r->description);
}

static const struct {
	const char *body, *wanted;
} descriptions[] = {
	{"It grinds.\n", "Teach the mill to grind.\n\nIt grinds."},
	{"It grinds.\n\n\n\nIt sweeps.\n",
		"Teach the mill to grind.\n\nIt grinds.\n\nIt sweeps."},
	{"It grinds.\r\n\r\n\r\nIt sweeps.\r\n",
		"Teach the mill to grind.\n\nIt grinds.\n\nIt sweeps."},
	{"It grinds.\n\nv2: swept\n\n\nThanks\n",
		"Teach the mill to grind.\n\nIt grinds.\n\nThanks"},
	{"\n\n---\nNot this.\n", "Teach the mill to grind."},
};

static void test_descriptions(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(descriptions) / sizeof(descriptions[0]); i++)
		check("[PATCH v4 1/2] mill: Grind", descriptions[i].body, descriptions[i].wanted,
			print_description);
}

/* --- rows of a diffstat ------------------------------------------------------------ */

static const struct {
	const char *row, *path;
	unsigned changes;
} rows[] = {
	{" mill.c | 12 ++--", "mill.c", 12},
	{" mill.c (new) | 12 ++++", "mill.c", 12},
	{" mill.sh (new +x) | 1 +", "mill.sh", 1},
	{" mill.c (gone) | 3 ---", "mill.c", 3},
	{" mill.sh (mode -x) | 0", "mill.sh", 0},
	{" mill (old).c | 2 +-", "mill (old).c", 2},
	{" mill (old) | 2 +-", "mill (old)", 2},
};

static void test_rows(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct arena arena = ARENA_INIT;
		struct buf text = BUF_INIT;
		struct record r;

		buf_addf(&text, "New: x\n[PATCH] mill: Grind\nAuthor: Ada Pippin <ada@example.org>\n\n"
			"Text.\n---\n%s\n 1 file changed, 1 insertion(+)\n", rows[i].row);
		assert_true(record_parse(&arena, text.p, text.n, 1, &r));
		assert_int_equal(r.ndiffstat, 1);
		assert_true(slice_is(r.diffstat[0].path, rows[i].path));
		assert_int_equal(r.diffstat[0].changes, rows[i].changes);
		buf_release(&text);
		arena_release(&arena);
	}
}

/* --- subjects ---------------------------------------------------------------------- */

static const struct {
	const char *line, *tags, *title, *subsystem;
	unsigned version, index;
} subjects[] = {
	{"[PATCH -v3 1/2] mill: Grind", "PATCH", "mill: Grind", "mill", 3, 1},
	{"[PATCH -next v2 1/2] mill: Grind", "PATCH -next", "mill: Grind", "mill", 2, 1},
	{"[PATCH \"soon\" v2 1/2] mill: Grind", "PATCH \"soon\"", "mill: Grind", "mill", 2, 1},
	{"[PATCH v2 1/2] [GS] mill: Grind", "PATCH GS", "mill: Grind", "mill", 2, 1},
	{"[PATCH v2 1/2] [\"x\"] mill: Grind", "PATCH", "[\"x\"] mill: Grind", "", 2, 1},
	{"[PATCH [x] 1/2] mill: Grind", "", "[PATCH [x] 1/2] mill: Grind", "", 1, 0},
	{"[PATCH 1/2] mill: stone : Grind", "PATCH", "mill: stone : Grind", "mill stone", 1, 1},
};

static void test_subjects(void **state)
{
	size_t i, k;

	(void)state;
	for (i = 0; i < sizeof(subjects) / sizeof(subjects[0]); i++) {
		struct buf tags = BUF_INIT, subsystem = BUF_INIT;
		struct subject s;

		subject_parse(slice_cstr(subjects[i].line), &s);
		for (k = 0; k < s.ntags; k++)
			buf_addf(&tags, "%s" SLICE_FMT, k ? " " : "", SLICE_ARG(s.tags[k]));
		for (k = 0; k < s.nsubsystem; k++)
			buf_addf(&subsystem, "%s" SLICE_FMT, k ? " " : "",
				SLICE_ARG(s.subsystem[k]));
		assert_string_equal(tags.p, subjects[i].tags);
		assert_string_equal(subsystem.p, subjects[i].subsystem);
		assert_true(slice_is(s.title, subjects[i].title));
		assert_int_equal(s.version, subjects[i].version);
		assert_int_equal(s.index, subjects[i].index);
		buf_release(&subsystem);
		buf_release(&tags);
	}
}

/* --- titles that were cut ------------------------------------------------------ */

static void keep_title(void *ctx, const struct resolved *resolved)
{
	struct buf *out = ctx;

	if (resolved->record == 0)
		buf_add_slice(out, resolved->title_full);
}

/* Which of several titles that begin alike a cut one stands for: the one at its place. */
static const struct {
	unsigned index;
	const char *title, *wanted;
} cut[] = {
	{1, "mill: Grind the", "mill: Grind the oats"},
	{3, "mill: Grind the", "mill: Grind the barley"},
	{3, "mill: Grind", "mill: Grind"},
	{2, "mill: Grind the w", "mill: Grind the wheat"},
	{2, "mill: Sweep", "mill: Sweep"},
};

static void test_cut(void **state)
{
	const struct digest_sink sink = {.resolved = keep_title};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cut) / sizeof(cut[0]); i++) {
		struct buf text = BUF_INIT, got = BUF_INIT;

		buf_addf(&text, "From 1234567 to 89abcde\n"
			"ORCHARD mailing list update from 1234567 to 89abcde\n\n"
			"===== Patch Commit Messages ====\n\n"
			"New: x\n[PATCH %u/4] %s\nAuthor: Ada Pippin <ada@example.org>\n\n"
			"Text.\n\n mill.c | 1 +\n 1 file changed, 1 insertion(+)\n\n"
			"----------------------------------------------------------------------\n\n"
			"New: x\n[PATCH 0/4] mill: All of it\nAuthor: Ada Pippin <ada@example.org>\n\n"
			"Text.\n\nAda Pippin (4):\n  mill: Grind the oats\n  mill: Grind the wheat\n"
			"  mill: Grind the barley\n  mill: Grind\n\n"
			" mill.c | 1 +\n 1 file changed, 1 insertion(+)\n", cut[i].index, cut[i].title);
		assert_true(digest_parse(text.p, text.n, &sink, &got));
		assert_string_equal(got.p, cut[i].wanted);
		buf_release(&got);
		buf_release(&text);
	}
}

/* --- rows of patches without a shortlog -------------------------------------------- */

static void keep_pair(void *ctx, const struct resolved *resolved)
{
	buf_addf(ctx, "%zu", resolved->pair);
}

/* Indexes of the patches in a digest, and the pair each is in. */
static const struct {
	const char *indexes, *wanted;
} neighbours[] = {
	{"3210", "0000"},
	{"0123", "0000"},
	{"10", "00"},
	{"01", "00"},
	{"32", "01"},
	{"11", "01"},
};

static void test_neighbours(void **state)
{
	const struct digest_sink sink = {.resolved = keep_pair};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(neighbours) / sizeof(neighbours[0]); i++) {
		struct buf text = BUF_INIT, got = BUF_INIT;
		const char *p;

		buf_adds(&text, "From 1234567 to 89abcde\n"
			"ORCHARD mailing list update from 1234567 to 89abcde\n\n"
			"===== Patch Commit Messages ====\n\n");
		for (p = neighbours[i].indexes; *p; p++)
			buf_addf(&text, "New: x\n[PATCH %c/3] mill: Part %c\n"
				"Author: Ada Pippin <ada@example.org>\n\nText.\n\n mill.c | 1 +\n"
				" 1 file changed, 1 insertion(+)\n\n"
				"--------------------------------------------------------------"
				"--------\n\n", *p, *p);
		assert_true(digest_parse(text.p, text.n, &sink, &got));
		assert_string_equal(got.p, neighbours[i].wanted);
		buf_release(&got);
		buf_release(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_changes),
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_descriptions),
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_subjects),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_neighbours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
