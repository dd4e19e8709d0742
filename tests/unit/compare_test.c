/* Two revisions compared: matching of patches and paths, trailers, changelogs. */
#include "model/compare_make.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "parser/parser.h"
#include "tests/unit/record.h"
#include "util/alloc.h"

struct fixture {
	struct arena arena;
	struct buf text[COMPARE_SIDES], got;
	struct record record[COMPARE_SIDES];
	struct compare_facts facts;
};

static void fixture_release(struct fixture *f)
{
	buf_release(&f->text[COMPARE_OLD]);
	buf_release(&f->text[COMPARE_NEW]);
	buf_release(&f->got);
	arena_release(&f->arena);
}

#define FIXTURE {.text = {BUF_INIT, BUF_INIT}, .got = BUF_INIT}

/* Two covers, of v1 and v2. */
static void compare_bodies(struct fixture *f, const char *old, const char *new)
{
	struct compare_shown sides[COMPARE_SIDES] = {
		{.version = {.version = 1}, .cover = &f->record[COMPARE_OLD]},
		{.version = {.version = 2}, .cover = &f->record[COMPARE_NEW]},
	};

	record_from(&f->arena, &f->text[COMPARE_OLD], "[PATCH 0/9] x", old, RECORD_PLAIN,
		&f->record[COMPARE_OLD]);
	record_from(&f->arena, &f->text[COMPARE_NEW], "[PATCH v2 0/9] x", new, RECORD_PLAIN,
		&f->record[COMPARE_NEW]);
	compare_make(&f->arena, sides, NULL, 0, &f->facts);
}

/* ---- patches -------------------------------------------------------------------------------- */

/* "a|b;c" are three titles, c by another author. */
static void write_shortlog(struct buf *out, const char *titles)
{
	struct slice rest = slice_cstr(titles);
	unsigned author = 1;

	buf_clear(out);
	buf_adds(out, "Text.\n\n");
	while (rest.n) {
		size_t end = slice_find_byte(rest, ';'), count = 1, i;
		struct slice group = slice_sub(rest, 0, end);

		for (i = 0; i < group.n; i++)
			count += group.p[i] == '|';
		buf_addf(out, "Author %u (%zu):\n", author++, count);
		while (group.n) {
			end = slice_find_byte(group, '|');
			buf_addf(out, "  " SLICE_FMT "\n", SLICE_ARG(slice_sub(group, 0, end)));
			group = slice_skip(group, end + 1);
		}
		buf_adds(out, "\n");
		rest = slice_skip(rest, slice_find_byte(rest, ';') + 1);
	}
}

static void print_patches(const struct compare_patches *patches, struct buf *out)
{
	static const char fates[] = {
		[FATE_SAME] = '=', [FATE_CHANGED] = '~', [FATE_ADDED] = '+', [FATE_DROPPED] = '-',
	};
	size_t i;

	buf_clear(out);
	for (i = 0; i < patches->n; i++) {
		const struct compare_patch *row = &patches->rows[i];

		buf_addf(out, "%s%u:%u%c%s", i ? " " : "", row->number[COMPARE_OLD],
			row->number[COMPARE_NEW], fates[row->fate], row->moved ? "m" : "");
	}
}

static void test_patches(void **state)
{
	static const struct {
		const char *old, *new, *wanted;
	} cases[] = {
		{"x: Add a|x: Drop b", "x: Add a|x: Drop b", "1:1= 2:2="},
		/* Case and punctuation do not count; what is equal as it stands goes first. */
		{"x: Add (a)", "X: add 'a'", "1:1="},
		{"x: add a|x: Add a", "x: Add a|x: add a", "2:1=m 1:2="},
		{"x: Same|x: Same|x: Same", "x: Same|x: Same", "1:1= 2:2= 3:0-"},
		{"x: Add a", "x: Add a|x: Test everything twice", "1:1= 0:2+"},
		{"x: Add a|x: Test everything twice|x: Bake", "x: Add a|x: Bake", "1:1= 2:0- 3:2="},
		/* Of two that changed places the one that stood first stays. */
		{"a1|b1|c1|d1", "a1|c1|b1|d1", "1:1= 3:2=m 2:3= 4:4="},
		{"a1|b1|c1|d1", "d1|a1|b1|c1", "4:1=m 1:2= 2:3= 3:4="},
		{"a1|b1|c1|d1", "b1|c1|d1|a1", "2:1= 3:2= 4:3= 1:4=m"},
		{"a1|b1|c1", "c1|b1|a1", "3:1=m 2:2=m 1:3="},
		/* Numbers alone change when others come and go. */
		{"a1|b1|c1", "n1|a1|n2|b1|n3|c1", "0:1+ 1:2= 0:3+ 2:4= 0:5+ 3:6="},
		/* Renamed */
		{"hen: Enable clean laying for old birds with EGGS",
		 "hen: Cleanly lay old birds with EGGS",
		 "1:1~"},
		{"x: Count the refused records|x: Drop the second pass",
		 "x: Drop the second pass|x: Count refused records in a file", "2:1=m 1:2~"},
		{"valve: Ask for 32 descriptors|ring: Take it",
		 "ring: Take it|valve: Ask for 64 descriptors",
		 "2:1=m 1:2~"},
		/* The more alike one is taken. */
		{"x: Count refused records",
		 "x: Count refused letters|x: Count refused records now",
		 "0:1+ 1:2~"},
		/* What the titles of a series have in common makes no rename. */
		{"x: Add a valve counter for stats|x: Add a stage unmap counter for stats|"
		 "x: Add a pump counter for stats|x: Add a hatch counter for stats",
		 "x: Add a stage entry time counter for stats|x: Add a pump counter for stats",
		 "1:0- 2:0- 0:1+ 3:2= 4:0-"},
		/* The subsystem alone makes no rename, nor do small words. */
		{"net: ring: Size by link", "net: ring: Count twice", "1:0- 0:1+"},
		{"x: Move it to the front of a list", "x: Ask for the end of a day", "1:0- 0:1+"},
		/* Several authors: no numbers, and moved only within what one wrote. */
		{"a1|b1;c1|d1", "a1|b1;d1|c1", "0:0= 0:0= 0:0=m 0:0="},
		{"a1|b1;c1", "c1;a1|b1", "0:0= 0:0= 0:0="},
	};
	struct fixture f = FIXTURE;
	struct buf old = BUF_INIT, new = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		write_shortlog(&old, cases[i].old);
		write_shortlog(&new, cases[i].new);
		compare_bodies(&f, old.p, new.p);
		assert_true(f.facts.patches.known);
		print_patches(&f.facts.patches, &f.got);
		if (!slice_is(buf_slice(&f.got), cases[i].wanted))
			fail_msg("%s\n%s\ngives   %s\ninstead %s", cases[i].old, cases[i].new,
				f.got.p, cases[i].wanted);
		arena_reset(&f.arena);
	}
	buf_release(&old);
	buf_release(&new);
	fixture_release(&f);
}

/* Every second title is another one, the others stand in reverse; none of that takes long. */
static void test_many_patches(void **state)
{
	struct fixture f = FIXTURE;
	struct buf old = BUF_INIT, new = BUF_INIT;
	unsigned i;

	(void)state;
	buf_adds(&old, "Text.\n\nAda (1000):\n");
	buf_adds(&new, "Text.\n\nAda (1000):\n");
	for (i = 0; i < 1000; i++) {
		unsigned k = 999 - i;

		buf_addf(&old, "  orchard: tree%u: Pick the %s%u early in the year\n", i,
			i % 2 ? "apple" : "pear", i);
		buf_addf(&new, "  orchard: tree%u: Pick the %s%u %s in the year\n", k,
			k % 2 ? "apple" : "pear", k, k % 2 ? "early" : "late");
	}
	compare_bodies(&f, old.p, new.p);
	assert_int_equal(f.facts.patches.same, 500);
	assert_int_equal(f.facts.patches.renamed, 500);
	assert_int_equal(f.facts.patches.moved, 999);
	for (i = 0; i < f.facts.patches.n; i++)
		assert_int_equal(f.facts.patches.rows[i].number[COMPARE_OLD] +
			f.facts.patches.rows[i].number[COMPARE_NEW], 1001);
	buf_release(&old);
	buf_release(&new);
	fixture_release(&f);
}

/* A single speaks for its revision; a patch of several without a shortlog does not. */
static void test_singles(void **state)
{
	struct fixture f = FIXTURE;
	struct compare_shown sides[COMPARE_SIDES] = {
		{.version = {.version = 1}, .patch = &f.record[COMPARE_OLD]},
		{.version = {.version = 2}, .patch = &f.record[COMPARE_NEW]},
	};
	static const char body[] = "Text.\n\nAcked-by: Bo <bo@example.org>\n---\n a.c | 2 +-\n"
		" 1 file changed, 1 insertion(+), 1 deletion(-)\n";

	(void)state;
	record_from(&f.arena, &f.text[COMPARE_OLD], "[PATCH] hen: Lay", body, RECORD_PLAIN,
		&f.record[COMPARE_OLD]);
	record_from(&f.arena, &f.text[COMPARE_NEW], "[PATCH v2] hen: Lay", body, RECORD_PLAIN,
		&f.record[COMPARE_NEW]);
	compare_make(&f.arena, sides, NULL, 0, &f.facts);
	assert_int_equal(f.facts.patches.same, 1);
	assert_true(f.facts.diffstat.known && !f.facts.diffstat.of_patch);
	assert_true(f.facts.cover.known && !f.facts.cover.changed && !f.facts.cover.of_patch);
	assert_true(f.facts.trailers.known && !f.facts.patch_trailers.known);

	record_from(&f.arena, &f.text[COMPARE_NEW], "[PATCH v2 1/3] hen: Lay", body, RECORD_PLAIN,
		&f.record[COMPARE_NEW]);
	compare_make(&f.arena, sides, NULL, 0, &f.facts);
	assert_false(f.facts.patches.known);

	/* Two first patches are compared when they are the same one. */
	record_from(&f.arena, &f.text[COMPARE_OLD], "[PATCH 1/2] hen: Lay", body, RECORD_PLAIN,
		&f.record[COMPARE_OLD]);
	compare_make(&f.arena, sides, NULL, 0, &f.facts);
	assert_true(f.facts.diffstat.known && f.facts.diffstat.of_patch);
	assert_true(f.facts.cover.known && f.facts.cover.of_patch);
	assert_true(!f.facts.trailers.known && f.facts.patch_trailers.known);
	record_from(&f.arena, &f.text[COMPARE_OLD], "[PATCH 1/2] hen: Sit", body, RECORD_PLAIN,
		&f.record[COMPARE_OLD]);
	compare_make(&f.arena, sides, NULL, 0, &f.facts);
	assert_false(f.facts.diffstat.known || f.facts.cover.known ||
		f.facts.patch_trailers.known);
	sides[COMPARE_OLD].patch = NULL;
	compare_make(&f.arena, sides, NULL, 0, &f.facts);
	assert_true(f.facts.absent[COMPARE_OLD] && !f.facts.absent[COMPARE_NEW]);
	assert_false(f.facts.patches.known);
	fixture_release(&f);
}

/* What is said of the first patch on both sides, or of a single and a patch. */
#define FIRST_TEXT "Hens that sleep on the floor lay nothing, so count them on the perch " \
	"each evening\nand tell who is missing.\n\n"

/* Its title is another one altogether; the texts tell that it is the same patch. */
static void test_texts_of_first(void **state)
{
	static const struct {
		const char *old, *new, *titles; /* of the patch, and what the newer shortlog has */
		const char *text;
		const char *wanted;
		bool known; /* texts, trailers and diffstats of the two can be compared */
	} cases[] = {
		{"hen: Count on the perch", "coop: Call the roll at dusk",
		 "coop: Call the roll at dusk|hen: Feed", FIRST_TEXT, "1:1~ 2:2=", true},
		/* The shortlog is older than the patch. */
		{"hen: Count on the perch", "coop: Call the roll at dusk",
		 "coop: Call them in|hen: Feed", FIRST_TEXT, "1:1~ 2:2=", true},
		{"hen: Count on the perch", "coop: Call the roll at dusk",
		 "coop: Call the roll at dusk|hen: Feed",
		 "Doors that stand open let the cold in, and a fox now and then, which nobody "
		 "wants.\n\n", "1:0- 0:1+ 2:2=", false},
		/* Two that say next to nothing say the same. */
		{"hen: Count on the perch", "coop: Call the roll at dusk",
		 "coop: Call the roll at dusk|hen: Feed", "No change.\n\n", "1:0- 0:1+ 2:2=",
		 false},
		/* It is in the newer series under its own title. */
		{"hen: Count on the perch", "coop: Call the roll at dusk",
		 "coop: Call the roll at dusk|hen: Count on the perch", FIRST_TEXT,
		 "0:1+ 1:2= 2:0-", false},
	};
	struct fixture f = FIXTURE;
	struct buf old = BUF_INIT, new = BUF_INIT, texts[COMPARE_SIDES] = {BUF_INIT, BUF_INIT};
	struct record covers[COMPARE_SIDES];
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		struct compare_shown sides[COMPARE_SIDES] = {
			{{.version = 1}, &covers[COMPARE_OLD], &f.record[COMPARE_OLD]},
			{{.version = 2}, &covers[COMPARE_NEW], &f.record[COMPARE_NEW]},
		};
		bool short_text = strlen(cases[i].text) < 20;

		write_shortlog(&old, "hen: Count on the perch|hen: Feed");
		write_shortlog(&new, cases[i].titles);
		record_from(&f.arena, &texts[0], "[PATCH 0/2] hen", old.p, RECORD_PLAIN,
			&covers[COMPARE_OLD]);
		record_from(&f.arena, &texts[1], "[PATCH v2 0/2] hen", new.p, RECORD_PLAIN,
			&covers[COMPARE_NEW]);
		buf_clear(&old);
		buf_addf(&old, "[PATCH 1/2] %s", cases[i].old);
		buf_clear(&new);
		buf_addf(&new, "[PATCH v2 1/2] %s", cases[i].new);
		record_from(&f.arena, &f.text[0], old.p, short_text ? cases[i].text : FIRST_TEXT,
			RECORD_PLAIN, &f.record[COMPARE_OLD]);
		record_from(&f.arena, &f.text[1], new.p, cases[i].text, RECORD_PLAIN,
			&f.record[COMPARE_NEW]);
		compare_make(&f.arena, sides, NULL, 0, &f.facts);
		print_patches(&f.facts.patches, &f.got);
		if (!slice_is(buf_slice(&f.got), cases[i].wanted))
			fail_msg("case %zu gives %s instead of %s", i, f.got.p, cases[i].wanted);
		assert_int_equal(f.facts.patch_trailers.known, cases[i].known);
		arena_reset(&f.arena);
	}
	for (i = 0; i < COMPARE_SIDES; i++)
		buf_release(&texts[i]);
	buf_release(&old);
	buf_release(&new);
	fixture_release(&f);
}

/* A single that became a patch of a series is compared with that, not with the cover. */
static void test_single_becomes_series(void **state)
{
	struct fixture f = FIXTURE;
	struct buf text = BUF_INIT;
	struct record cover;
	struct compare_shown sides[COMPARE_SIDES] = {
		{.version = {.version = 1}, .patch = &f.record[COMPARE_OLD]},
		{.version = {.version = 2}, .cover = &cover, .patch = &f.record[COMPARE_NEW]},
	};
	int turn;

	(void)state;
	record_from(&f.arena, &f.text[0], "[PATCH] hen: Lay",
		"Lay eggs.\n\nAcked-by: A <a@x.org>\n---\n a.c | 2 +-\n"
		" 1 file changed, 1 insertion(+), 1 deletion(-)\n",
		RECORD_PLAIN, &f.record[COMPARE_OLD]);
	record_from(&f.arena, &f.text[1], "[PATCH v2 1/2] hen: Lay", "Lay brown eggs.\n",
		RECORD_PLAIN, &f.record[COMPARE_NEW]);
	record_from(&f.arena, &text, "[PATCH v2 0/2] Eggs",
		"Both.\n\nAcked-by: B <b@x.org>\n\nAda (2):\n  hen: Lay\n  hen: Sit\n\n a.c | 3 ++-\n"
		" 1 file changed, 2 insertions(+), 1 deletion(-)\n", RECORD_PLAIN, &cover);
	for (turn = 0; turn < 2; turn++) {
		const struct compare_shown swap = sides[0];

		compare_make(&f.arena, sides, NULL, 0, &f.facts);
		assert_true(f.facts.whole[COMPARE_OLD] && f.facts.whole[COMPARE_NEW]);
		assert_int_equal(f.facts.patches.same, 1);
		assert_int_equal(turn ? f.facts.patches.dropped : f.facts.patches.added, 1);
		assert_true(f.facts.cover.known && f.facts.cover.of_patch);
		assert_int_equal(f.facts.cover.nruns, 3);
		assert_true(f.facts.diffstat.known && !f.facts.diffstat.of_patch);
		assert_int_equal(f.facts.diffstat.net, turn ? -1 : 1);
		assert_true(!f.facts.trailers.known && f.facts.patch_trailers.known);
		assert_int_equal(f.facts.patch_trailers.n, 1);
		sides[0] = sides[1];
		sides[1] = swap;
	}
	/* With another one it has only the whole in common. */
	record_from(&f.arena, &f.text[1], "[PATCH v2 1/2] hen: Sit", "Sit.\n", RECORD_PLAIN,
		&f.record[COMPARE_NEW]);
	compare_make(&f.arena, sides, NULL, 0, &f.facts);
	assert_true(f.facts.cover.known && !f.facts.cover.of_patch);
	assert_true(f.facts.trailers.known && !f.facts.patch_trailers.known);
	assert_int_equal(f.facts.trailers.n, 2);
	buf_release(&text);
	fixture_release(&f);
}

/* ---- diffstat ------------------------------------------------------------------------------- */

static void print_stats(const struct compare_diffstat *stat, struct buf *out)
{
	size_t i;

	buf_clear(out);
	buf_addf(out, "%u of %zu %+lld:", stat->differ, stat->n, stat->net);
	for (i = 0; i < stat->n; i++) {
		const struct compare_stat *row = &stat->rows[i];

		if (row->fate == FATE_SAME)
			continue;
		buf_adds(out, " ");
		buf_add_slice(out, row->path);
		if (row->fate != FATE_ADDED)
			buf_addf(out, " %u", row->changes[COMPARE_OLD]);
		buf_adds(out, ">");
		if (row->fate != FATE_DROPPED)
			buf_addf(out, "%u", row->changes[COMPARE_NEW]);
	}
}

static void write_stat(struct buf *out, const char *rows)
{
	struct slice rest = slice_cstr(rows);
	unsigned n = 0;

	buf_clear(out);
	buf_adds(out, "Text.\n\n");
	for (; rest.n; n++) {
		size_t end = slice_find_byte(rest, ';');

		buf_addf(out, " " SLICE_FMT "\n", SLICE_ARG(slice_sub(rest, 0, end)));
		rest = slice_skip(rest, end + 1);
	}
	buf_addf(out, " %u files changed, 1 insertion(+)\n", n);
}

static void test_diffstat(void **state)
{
	static const struct {
		const char *old, *new, *wanted;
	} cases[] = {
		{"a.c | 2 +-;b.c | 3 +++", "b.c | 3 +++;a.c | 2 +-", "0 of 2 +0:"},
		{"a.c | 2 +-;b.c | 3 +++", "a.c | 2 +-;b.c | 9 +++", "1 of 2 +6: b.c 3>9"},
		{"a.c | 2 +-;b.c | 3 +++", "c.c | 4 ++++;a.c | 2 +-", "2 of 3 +1: c.c>4 b.c 3>"},
		/* Cut at different places, or whole on one side */
		{".../hen/egg/shell.c | 2 +-", ".../egg/shell.c | 5 +-",
		 "1 of 1 +3: .../hen/egg/shell.c 2>5"},
		{".../egg/shell.c | 2 +-", "farm/hen/egg/shell.c | 5 +-",
		 "1 of 1 +3: farm/hen/egg/shell.c 2>5"},
		{"farm/hen/egg/shell.c | 2 +-", ".../egg/shell.c | 5 +-",
		 "1 of 1 +3: farm/hen/egg/shell.c 2>5"},
		/* Not in the middle of a part, and not when two could be meant */
		{".../egg/shell.c | 2 +-", "farm/beggegg/shell.c | 2 +-",
		 "2 of 2 +0: farm/beggegg/shell.c>2 .../egg/shell.c 2>"},
		{".../egg/shell.c | 2 +-", "a/egg/shell.c | 2 +-;b/egg/shell.c | 2 +-",
		 "3 of 3 +2: a/egg/shell.c>2 b/egg/shell.c>2 .../egg/shell.c 2>"},
		/* The one that is there as it stands is no candidate. */
		{".../egg/shell.c | 2 +-;a/egg/shell.c | 1 +",
		 "a/egg/shell.c | 1 +;b/egg/shell.c | 2 +-",
		 "0 of 2 +0:"},
		{"logo.png | Bin 0 -> 7 bytes", "logo.png | 4 ++++", "1 of 1 +4: logo.png 0>4"},
	};
	struct fixture f = FIXTURE;
	struct buf old = BUF_INIT, new = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		write_stat(&old, cases[i].old);
		write_stat(&new, cases[i].new);
		compare_bodies(&f, old.p, new.p);
		assert_true(f.facts.diffstat.known);
		print_stats(&f.facts.diffstat, &f.got);
		if (!slice_is(buf_slice(&f.got), cases[i].wanted))
			fail_msg("%s\n%s\ngives   %s\ninstead %s", cases[i].old, cases[i].new,
				f.got.p, cases[i].wanted);
		arena_reset(&f.arena);
	}
	buf_release(&old);
	buf_release(&new);
	fixture_release(&f);
}

/* ---- trailers and changelog ----------------------------------------------------------------- */

static void test_trailers(void **state)
{
	static const struct {
		const char *old, *new, *wanted;
	} cases[] = {
		{"Acked-by: A <a@x.org>", "Acked-by: A <a@x.org>", ""},
		{"Acked-by: A <a@x.org>", "Acked-by: \"A. B\" <A@X.org>", ""},
		{"Acked-by: A <a@x.org>", "acked-by: A <a@x.org>\nCc: B <b@x.org>", ""},
		{"Acked-by: A <a@x.org>", "Reviewed-by: A <a@x.org>",
		 "+Reviewed-by=A <a@x.org> -Acked-by=A <a@x.org> "},
		{"Acked-by: A <a@x.org>\nTested-by: A <a@x.org>",
		 "Acked-by: A <a@x.org>\nTested-by: A <a@x.org>", ""},
		{"Acked-by: A <a@x.org>\nAcked-by: A <a@x.org>", "Text", "-Acked-by=A <a@x.org> "},
		{"Cc: A <a@x.org>", "Tested-by: B <b@x.org>\nTested-by: C <c@x.org>",
		 "+Tested-by=B <b@x.org> +Tested-by=C <c@x.org> "},
		{"Fixes: 123456789abc (\"x\")", "Fixes: 123456789abd (\"x\")",
		 "+Fixes=123456789abd (\"x\") -Fixes=123456789abc (\"x\") "},
	};
	struct fixture f = FIXTURE;
	size_t i, k;

	(void)state;
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		compare_bodies(&f, cases[i].old, cases[i].new);
		buf_clear(&f.got);
		for (k = 0; k < f.facts.trailers.n; k++) {
			const struct compare_trailer *row = &f.facts.trailers.rows[k];

			buf_addf(&f.got, "%c" SLICE_FMT "=" SLICE_FMT " ",
				row->fate == FATE_ADDED ? '+' : '-', SLICE_ARG(row->key),
				SLICE_ARG(row->value));
		}
		if (!slice_is(buf_slice(&f.got), cases[i].wanted))
			fail_msg("%s\n%s\ngives   %s\ninstead %s", cases[i].old, cases[i].new,
				f.got.p, cases[i].wanted);
		arena_reset(&f.arena);
	}
	fixture_release(&f);
}

static const char history[] =
	"Text.\n\n"
	"Changes in v3:\n- three\n- Link to v2: https://lore.example.org/r/x-2@example.org\n"
	"- https://lore.example.org/r/x-2@example.org\n\n"
	"Changes in v2:\n- two\n- and more\n\n"
	"v1 (relative to RFC v2):\n- one\n\n"
	"RFC v2:\n- rfc two\n";

static void print_log(const struct compare_changelog *log, struct buf *out)
{
	size_t i, k;

	buf_clear(out);
	for (i = 0; i < log->n; i++) {
		const struct compare_entry *entry = &log->rows[i];

		buf_addf(out, "%s%sv%u:", i ? "; " : "", entry->version.rfc ? "RFC" : "",
			entry->version.version);
		for (k = 0; k < entry->nitems; k++)
			buf_addf(out, " " SLICE_FMT, SLICE_ARG(entry->items[k]));
	}
}

static void test_changelog(void **state)
{
	static const struct {
		struct compare_version old, new;
		const char *wanted;
	} cases[] = {
		{{.version = 2}, {.version = 3}, "v3: three"},
		{{.version = 1}, {.version = 3}, "v3: three; v2: two and more"},
		{{.version = 3}, {.version = 1}, "v3: three; v2: two and more"},
		{{.version = 1, .rfc = true}, {.version = 1}, "v1: one; RFCv2: rfc two"},
		{{.version = 2, .rfc = true}, {.version = 2}, "v2: two and more; v1: one"},
		{{.version = 3}, {.version = 3}, ""},
		{{.version = 3}, {.version = 4}, "v4: four"},
		{{.version = 2}, {.version = 5}, "v4: four; v3: three"},
	};
	struct fixture f = FIXTURE;
	struct compare_shown tellers[] = {
		{.version = {.version = 4}, .cover = &f.record[COMPARE_OLD]},
	};
	size_t i;

	(void)state;
	record_from(&f.arena, &f.text[COMPARE_NEW], "[PATCH v3 0/2] x", history, RECORD_PLAIN,
		&f.record[COMPARE_NEW]);
	record_from(&f.arena, &f.text[COMPARE_OLD], "[PATCH v4 0/2] x",
		"Text.\n\nChanges in v4:\n- four\n\nChanges in v3:\n- told again\n", RECORD_PLAIN,
		&f.record[COMPARE_OLD]);
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		struct compare_shown sides[COMPARE_SIDES] = {
			{.version = cases[i].old, .cover = &f.record[COMPARE_NEW]},
			{.version = cases[i].new, .cover = &f.record[COMPARE_NEW]},
		};

		compare_make(&f.arena, sides, tellers, 1, &f.facts);
		print_log(&f.facts.changelog, &f.got);
		if (!slice_is(buf_slice(&f.got), cases[i].wanted))
			fail_msg("case %zu gives   %s\ninstead %s", i, f.got.p, cases[i].wanted);
	}
	fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_patches),
		cmocka_unit_test(test_many_patches),
		cmocka_unit_test(test_singles),
		cmocka_unit_test(test_texts_of_first),
		cmocka_unit_test(test_single_becomes_series),
		cmocka_unit_test(test_diffstat),
		cmocka_unit_test(test_trailers),
		cmocka_unit_test(test_changelog),
	};

	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
