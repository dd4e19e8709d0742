/* Two revisions compared: matching of patches and paths, words, trailers, changelogs. */
#include "model/compare_make.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

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
		/* The subsystem alone makes no rename, nor do small words. */
		{"net: ring: Size by link", "net: ring: Count twice", "0:1+ 1:0-"},
		{"x: Move it to the front of a list", "x: Ask for the end of a day", "0:1+ 1:0-"},
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

/* ---- words ---------------------------------------------------------------------------------- */

static void print_words(const struct compare_text *text, struct buf *out)
{
	static const char *const open[] = {
		[FATE_SAME] = "", [FATE_ADDED] = "{+", [FATE_DROPPED] = "[-",
	};
	static const char *const shut[] = {
		[FATE_SAME] = "", [FATE_ADDED] = "+}", [FATE_DROPPED] = "-]",
	};
	size_t i, k;

	buf_clear(out);
	for (i = 0; i < text->nruns; i++) {
		const struct compare_run *run = &text->runs[i];
		const struct compare_word *words = text->words[run->fate == FATE_DROPPED ?
			COMPARE_OLD : COMPARE_NEW];

		buf_adds(out, i ? " " : "");
		buf_adds(out, open[run->fate]);
		for (k = 0; k < run->n; k++) {
			buf_adds(out, k ? " " : "");
			buf_add_slice(out, words[run->from + k].text);
		}
		buf_adds(out, shut[run->fate]);
	}
}

static void test_words(void **state)
{
	static const struct {
		const char *old, *new, *wanted;
	} cases[] = {
		{"", "", ""},
		{"a b c", "a b c", "a b c"},
		/* However the lines are broken */
		{"a b\nc", "a\n\tb  c\n", "a b c"},
		{"", "a b", "{+a b+}"},
		{"a b", "", "[-a b-]"},
		{"a b c", "x y", "[-a b c-] {+x y+}"},
		{"ok 4 guest_mode ok 5", "ok 4 vm_mode ok 5",
		 "ok 4 [-guest_mode-] {+vm_mode+} ok 5"},
		{"a b c d", "b c d e", "[-a-] b c d {+e+}"},
		{"a b a b", "b a b a", "[-a-] b a b {+a+}"},
		{"the hen lays", "the old hen lays eggs", "the {+old+} hen lays {+eggs+}"},
		/* A word that stayed by chance between larger changes is no help. */
		{"one two three the four five six", "six five four the three two one",
		 "[-one two three the four five six-] {+six five four the three two one+}"},
		{"Text.\nTo: Ada <ada@example.org>\ncc: bo@example.org\nMore.",
		 "Text.\nCc: cy@example.org\nBcc: x\nMore.", "Text. More."},
	};
	struct arena arena = ARENA_INIT;
	struct buf got = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		struct compare_text text = compare_text(&arena, slice_cstr(cases[i].old),
			slice_cstr(cases[i].new));

		print_words(&text, &got);
		if (!slice_is(buf_slice(&got), cases[i].wanted))
			fail_msg("%s\n%s\ngives   %s\ninstead %s", cases[i].old, cases[i].new,
				got.p, cases[i].wanted);
		assert_int_equal(text.changed, strpbrk(got.p, "[{") != NULL);
	}
	buf_release(&got);
	arena_release(&arena);
}

/* Whatever was dropped and kept is the old text, whatever was kept and added the new one. */
static void assert_whole(const struct compare_text *text)
{
	size_t at[COMPARE_SIDES] = {0, 0}, i, k;

	for (i = 0; i < text->nruns; i++) {
		const struct compare_run *run = &text->runs[i];

		assert_true(run->n > 0);
		assert_int_equal(run->from,
			at[run->fate == FATE_DROPPED ? COMPARE_OLD : COMPARE_NEW]);
		for (k = 0; k < run->n; k++) {
			size_t x = at[COMPARE_OLD], y = at[COMPARE_NEW];

			if (run->fate == FATE_SAME)
				assert_true(slice_eq(text->words[COMPARE_OLD][x].text,
					text->words[COMPARE_NEW][y].text));
			at[COMPARE_OLD] += run->fate != FATE_ADDED;
			at[COMPARE_NEW] += run->fate != FATE_DROPPED;
		}
	}
	assert_int_equal(at[COMPARE_OLD], text->nwords[COMPARE_OLD]);
	assert_int_equal(at[COMPARE_NEW], text->nwords[COMPARE_NEW]);
}

/* Length of the longest common row of words, by the table that everybody knows. */
static size_t longest_common(const char *x, size_t n, const char *y, size_t m)
{
	size_t table[12][12] = {{0}}, i, k;

	for (i = 1; i <= n; i++) {
		for (k = 1; k <= m; k++) {
			size_t up = table[i - 1][k], left = table[i][k - 1];

			table[i][k] = x[i - 1] == y[k - 1] ? table[i - 1][k - 1] + 1 :
				up > left ? up : left;
		}
	}
	return table[n][m];
}

static unsigned next_random(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 16;
}

static void random_words(uint32_t *seed, char *letters, size_t *n, struct buf *out)
{
	size_t i;

	*n = next_random(seed) % 12;
	buf_clear(out);
	for (i = 0; i < *n; i++) {
		letters[i] = (char)('a' + next_random(seed) % 4);
		buf_addf(out, "%c ", letters[i]);
	}
}

/* The edit script is the shortest; but where changes were joined they have three words or more. */
static void test_shortest(void **state)
{
	struct buf old = BUF_INIT, new = BUF_INIT;
	uint32_t seed = 1, i;
	unsigned shortest = 0;

	(void)state;
	for (i = 0; i < 10000; i++) {
		struct arena arena = ARENA_INIT;
		char x[12], y[12];
		size_t n, m, same = 0, most = 0, k, common;
		struct compare_text text;

		random_words(&seed, x, &n, &old);
		random_words(&seed, y, &m, &new);
		text = compare_text(&arena, buf_slice(&old), buf_slice(&new));
		assert_whole(&text);
		for (k = 0; k < text.nruns; k++) {
			if (text.runs[k].fate == FATE_SAME)
				same += text.runs[k].n;
			else if (text.runs[k].n > most)
				most = text.runs[k].n;
		}
		common = longest_common(x, n, y, m);
		assert_true(same <= common);
		if (most < 3) {
			assert_int_equal(same, common);
			shortest++;
		}
		arena_release(&arena);
	}
	assert_true(shortest > 300);
	buf_release(&old);
	buf_release(&new);
}

/* A megabyte on either side, alike, all different, and of two words: bounded time. */
static void test_huge_words(void **state)
{
	static const struct {
		unsigned old, new; /* words that there are */
	} cases[] = {{1, 1}, {1000000, 1000000}, {2, 2}, {50, 50}, {3, 1000000}};
	size_t i, k;

	(void)state;
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		struct buf old = BUF_INIT, new = BUF_INIT;
		struct arena arena = ARENA_INIT;
		struct compare_text text;
		uint32_t seed = 7;
		clock_t begin = clock();

		for (k = 0; k < 100000; k++) {
			buf_addf(&old, "w%u%s", next_random(&seed) * 8 % cases[i].old,
				k % 10 ? " " : "\n");
			buf_addf(&new, "w%u%s", next_random(&seed) * 8 % cases[i].new,
				k % 10 ? " " : "\n");
		}
		text = compare_text(&arena, buf_slice(&old), buf_slice(&new));
		assert_whole(&text);
		/* Without the bound it were minutes; instrumented builds are slow. */
		assert_true((clock() - begin) / CLOCKS_PER_SEC < 20);
		arena_release(&arena);
		buf_release(&old);
		buf_release(&new);
	}
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
	"Changes in v3:\n- three\n- Link to v2: https://lore.example.org/r/x-2@example.org\n\n"
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
		cmocka_unit_test(test_diffstat),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_shortest),
		cmocka_unit_test(test_huge_words),
		cmocka_unit_test(test_trailers),
		cmocka_unit_test(test_changelog),
	};

	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
