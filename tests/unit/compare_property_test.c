/*
 * What holds for every comparison (tests/compare_invariants.h) holds for revisions that were made up
 * from a seed, and for such as nobody would write: thousands of patches, a megabyte of text.
 */
#include <inttypes.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#include <cmocka.h>

#include "tests/compare_invariants.h"

#define ROUNDS  3000
#define PATCHES 10000
#define PATIENCE 30 /* seconds; an instrumented build needs them */

static unsigned below(uint32_t *seed, unsigned n)
{
	*seed = *seed * 1664525 + 1013904223;
	return (*seed >> 16) % n;
}

/* ---- made up -------------------------------------------------------------------------------- */

static const char *const vocabulary[] = {
	"count", "the", "eggs", "in", "a", "nest", "Feed", "hens", "KVM_x", "of", "stages", "late",
	"(Ada)", "early", "[1]", "https://example.org/a", "äpfel", "\xff", "ok", "--",
};

static void add_words(uint32_t *seed, unsigned n, struct buf *out)
{
	while (n--)
		buf_addf(out, "%s%c", vocabulary[below(seed, ARRAY_LEN(vocabulary))],
			below(seed, 8) ? ' ' : '\n');
}

/* A patch is named by a number, and how it is named depends on the revision. */
static void add_title(uint32_t *seed, unsigned number, struct buf *out)
{
	static const char *const verbs[] = {"Pick", "Pick", "Pick", "Gather", "Sort and pick"};

	buf_addf(out, "  orchard: tree%u: %s the fruit%u\n", number % 3,
		verbs[below(seed, ARRAY_LEN(verbs))], number);
}

static void add_shortlog(uint32_t *seed, struct buf *out)
{
	unsigned groups = below(seed, 4) ? 1 : 1 + below(seed, 3), g, i;

	for (g = 0; g < groups; g++) {
		unsigned n = 1 + below(seed, 9), first = below(seed, 4);
		bool backwards = !below(seed, 4);

		buf_addf(out, "\nAuthor %u (%u):\n", g, n);
		for (i = 0; i < n; i++)
			add_title(seed, below(seed, 5) ? first + (backwards ? n - i : i) :
				below(seed, 12), out);
	}
}

static void add_diffstat(uint32_t *seed, struct buf *out)
{
	static const char *const heads[] = {"", "farm/", ".../", "farm/hen/", ".../hen/"};
	unsigned n = below(seed, 6), i;

	buf_adds(out, "\n");
	for (i = 0; i < n; i++)
		buf_addf(out, " %sfile%u.c | %u +-\n", heads[below(seed, ARRAY_LEN(heads))],
			below(seed, 5), below(seed, 4));
	if (n)
		buf_addf(out, " %u files changed, 1 insertion(+)\n", n);
}

static void add_trailers(uint32_t *seed, struct buf *out)
{
	static const char *const keys[] = {"Acked-by", "acked-by", "Cc", "To", "Tested-by"};
	unsigned n = below(seed, 5);

	buf_adds(out, "\n");
	while (n--)
		buf_addf(out, "%s: %c <%c@example.org>\n", keys[below(seed, ARRAY_LEN(keys))],
			'A' + (int)below(seed, 3), "aAbBcC"[below(seed, 6)]);
}

static void add_cover(uint32_t *seed, struct buf *out)
{
	add_words(seed, below(seed, 40), out);
	add_trailers(seed, out);
	if (below(seed, 8))
		add_shortlog(seed, out);
	if (below(seed, 8))
		add_diffstat(seed, out);
}

static void test_made_up(void **state)
{
	uint32_t i;

	(void)state;
	for (i = 0; i < ROUNDS; i++) {
		struct buf text = BUF_INIT;
		uint32_t seed = i;
		const char *fault;

		add_cover(&seed, &text);
		buf_adds(&text, "\n====\n");
		add_cover(&seed, &text);
		if (below(&seed, 2)) {
			buf_adds(&text, "\n====\n");
			add_words(&seed, below(&seed, 60), &text);
			buf_adds(&text, "\n====\n");
			add_words(&seed, below(&seed, 60), &text);
		}
		fault = compare_fault(text.p, text.n);
		if (fault)
			fail_msg("%s\nwith seed %" PRIu32 ":\n%s", fault, i, text.p);
		buf_release(&text);
	}
}

/* ---- of any size ---------------------------------------------------------------------------- */

/* Titles of which every tenth is another one, in an order of their own. */
static void add_many(unsigned turn, struct buf *out)
{
	unsigned i;

	buf_addf(out, "Text.\n\nAda (%d):\n", PATCHES);
	for (i = 0; i < PATCHES; i++) {
		unsigned k = turn ? (i * 7919 + 13) % PATCHES : i;

		buf_addf(out, "  orchard: tree%u: Pick the %s%u %s in the year\n", k,
			k % 2 ? "apple" : "pear", k, turn && k % 10 == 0 ? "early" : "late");
	}
	buf_adds(out, "\n");
	for (i = 0; i < PATCHES; i++)
		buf_addf(out, " %sorchard/tree%u/fruit.c | 2 +-\n", turn ? "..." : "farm/",
			turn ? (i * 7919 + 13) % PATCHES : i);
	buf_addf(out, " %d files changed, 1 insertion(+)\n", PATCHES);
}

/* A comparison and its pages of two widths; how long that took, in seconds. */
static double measure(const struct buf bodies[COMPARE_SIDES], struct compare_facts *facts,
	struct arena *arena)
{
	struct buf text[COMPARE_SIDES] = {BUF_INIT, BUF_INIT};
	struct record records[COMPARE_SIDES];
	struct compare_shown sides[COMPARE_SIDES] = {
		{.version = {.version = 1}, .cover = &records[0]},
		{.version = {.version = 2}, .cover = &records[1]},
	};
	struct compare_known known = {.nrevisions = 0};
	struct page page;
	clock_t begin;
	int i;

	for (i = 0; i < COMPARE_SIDES; i++) {
		buf_adds(&text[i], "New:  x\n[PATCH 0/9] x\nAuthor: Ada <ada@example.org>\n\n");
		buf_add_slice(&text[i], buf_slice(&bodies[i]));
		assert_true(record_parse(arena, text[i].p, text[i].n, 1, &records[i]));
	}
	begin = clock();
	compare_make(arena, sides, NULL, 0, facts);
	page_init(&page);
	for (i = 80; i <= 160; i += 80) {
		page_clear(&page);
		compare_page(&page, &known, facts, i, true);
	}
	page_release(&page);
	for (i = 0; i < COMPARE_SIDES; i++)
		buf_release(&text[i]);
	return (double)(clock() - begin) / CLOCKS_PER_SEC;
}

static void test_ten_thousand_patches(void **state)
{
	struct buf bodies[COMPARE_SIDES] = {BUF_INIT, BUF_INIT};
	struct arena arena = ARENA_INIT;
	struct compare_facts facts;
	double took;

	(void)state;
	add_many(0, &bodies[COMPARE_OLD]);
	add_many(1, &bodies[COMPARE_NEW]);
	took = measure(bodies, &facts, &arena);
	print_message("%d patches and paths: %.3f s\n", PATCHES, took);
	assert_int_equal(facts.patches.same, PATCHES - PATCHES / 10);
	assert_int_equal(facts.patches.renamed, PATCHES / 10);
	assert_int_equal(facts.patches.added + facts.patches.dropped, 0);
	assert_int_equal(facts.diffstat.n, PATCHES);
	assert_int_equal(facts.diffstat.differ, 0);
	assert_true(took < PATIENCE);
	buf_release(&bodies[COMPARE_OLD]);
	buf_release(&bodies[COMPARE_NEW]);
	arena_release(&arena);
}

/* Alike but for a word here and there, all different, and one line without an end. */
static void test_a_megabyte_of_cover(void **state)
{
	static const struct {
		unsigned old, new; /* words that there are */
		unsigned line;     /* of how many each */
	} cases[] = {{100000, 100000, 9}, {50, 50, 9}, {100000, 100000, 200000}, {2, 3, 200000}};
	size_t i;
	unsigned k;

	(void)state;
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		struct buf bodies[COMPARE_SIDES] = {BUF_INIT, BUF_INIT};
		struct arena arena = ARENA_INIT;
		struct compare_facts facts;
		uint32_t seed = 5;
		double took;

		for (k = 0; k < 150000; k++) {
			char end = k % cases[i].line == cases[i].line - 1 ? '\n' : ' ';

			buf_addf(&bodies[0], "w%u%c", below(&seed, cases[i].old), end);
			buf_addf(&bodies[1], "w%u%c", below(&seed, cases[i].new), end);
		}
		buf_adds(&bodies[0], "\n");
		buf_adds(&bodies[1], "\n");
		took = measure(bodies, &facts, &arena);
		print_message("covers of %zu and %zu bytes: %.3f s\n", bodies[0].n, bodies[1].n,
			took);
		assert_true(facts.cover.known && facts.cover.changed);
		assert_true(took < PATIENCE);
		buf_release(&bodies[0]);
		buf_release(&bodies[1]);
		arena_release(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_made_up),
		cmocka_unit_test(test_ten_thousand_patches),
		cmocka_unit_test(test_a_megabyte_of_cover),
	};

	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
