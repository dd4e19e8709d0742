/* Shortlogs: groups, wrapped titles, eaten indentation, and prose that looks like one. */
#include "tests/unit/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "util/alloc.h"

/* "Author(count): title | title; …" */
static void print(const struct record *r, struct buf *out)
{
	size_t i, k;

	for (i = 0; i < r->nshortlog; i++) {
		const struct shortlog_group *g = &r->shortlog[i];

		buf_addf(out, "%s" SLICE_FMT "(%u)", i ? "; " : "", SLICE_ARG(g->author), g->count);
		for (k = 0; k < g->ntitles; k++)
			buf_addf(out, "%s" SLICE_FMT, k ? " | " : ": ", SLICE_ARG(g->titles[k]));
	}
}

#define STAT "\n a.c | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)\n"

static const struct {
	const char *body, *wanted;
} bodies[] = {
	{"Ada (2):\n  mill: Grind\n  mill: Sweep\n" STAT, "Ada(2): mill: Grind | mill: Sweep"},
	{"Ada (2):\n      mill: Grind\n      mill: Sweep\n" STAT, "Ada(2): mill: Grind | mill: Sweep"},
	{"Ada (2):\n\tmill: Grind\n\tmill: Sweep\n" STAT, "Ada(2): mill: Grind | mill: Sweep"},
	{"Ada P. Pippin III (1):\n  mill: Grind\n" STAT, "Ada P. Pippin III(1): mill: Grind"},
	{"Ada (the Mill) (1):\n  mill: Grind\n" STAT, "Ada (the Mill)(1): mill: Grind"},
	/* wrapped */
	{"Ada (2):\n  mill: Grind until the grain is\n    fine\n  mill: Sweep\n" STAT,
		"Ada(2): mill: Grind until the grain is fine | mill: Sweep"},
	{"Ada (1):\n      mill: Grind until\n        the grain\n        is fine\n" STAT,
		"Ada(1): mill: Grind until the grain is fine"},
	/* groups */
	{"Ada (1):\n  mill: Grind\n\nBen (2):\n  mill: Sweep\n  mill: Rest\n" STAT,
		"Ada(1): mill: Grind; Ben(2): mill: Sweep | mill: Rest"},
	{"Ada (1):\n  mill: Grind\nBen (1):\n  mill: Sweep\n" STAT,
		"Ada(1): mill: Grind; Ben(1): mill: Sweep"},
	/* indentation eaten */
	{"Ada (2):\nmill: Grind\nmill: Sweep\n" STAT, "Ada(2): mill: Grind | mill: Sweep"},
	{" Ada (2):\n mill: Grind\n mill: Sweep\n" STAT, "Ada(2): mill: Grind | mill: Sweep"},
	/* as many as there are patches, without an author */
	{"Text.\n\n  mill: Grind\n  mill: Sweep\n" STAT, "(2): mill: Grind | mill: Sweep"},
	{"Text.\n\n  mill: Grind until\n    it is fine\n  mill: Sweep\n" STAT,
		"(2): mill: Grind until it is fine | mill: Sweep"},
	{"Text.\n\n  mill: Grind\n  mill: Sweep\n  mill: Rest\n" STAT, ""},
	{"Text:\n  mill: Grind\n  mill: Sweep\n" STAT, ""},
	/* the count is wrong, but it stands where a shortlog stands */
	{"Ada (3):\n  mill: Grind\n  mill: Sweep\n" STAT, "Ada(3): mill: Grind | mill: Sweep"},
	/* behind it comes more */
	{"Ada (1):\n  mill: Grind\n\nThanks.\n" STAT, "Ada(1): mill: Grind"},
	/* prose */
	{"The new one is (avg. of 10 runs):\n    - 2 % less\n    - 3 % more\n" STAT, ""},
	{"Results (3):\n  fine\n\nText.\n" STAT, ""},
	{"Patch 1  - grind\nPatch 2  - sweep\n" STAT, ""},
	{"The mill(2):\n  grind\n  sweep\n" STAT, ""},
	{"(2):\n  grind\n  sweep\n" STAT, ""},
	{"Ada (2):\n" STAT, ""},
	{"Ada (x):\n  grind\n" STAT, ""},
	{"", ""},
};

static void test_bodies(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(bodies); i++)
		record_check("[PATCH v9 0/2] mill: Grind", bodies[i].body, bodies[i].wanted, print);
}

/* A shortlog ends the description, the trailers and the links. */
static void test_ends(void **state)
{
	struct arena arena = ARENA_INIT;
	struct buf text = BUF_INIT;
	struct record r;

	(void)state;
	record_from(&arena, &text, "[PATCH 0/1] a", "Text.\n\nAda (1):\n  https://example.org/a\n"
		"\nSigned-off-by: Ada <a@b>\nhttps://example.org\n" STAT, RECORD_PLAIN, &r);
	assert_int_equal(r.nshortlog, 1);
	assert_int_equal(r.shortlog[0].line, 7);
	assert_int_equal(r.ntrailers, 0);
	assert_int_equal(r.nlinks, 0);
	assert_true(slice_is(r.description, "Text."));
	buf_release(&text);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bodies),
		cmocka_unit_test(test_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
