/* Diffstats: rows, renames, summaries, and what only looks like one. */
#include "tests/unit/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "util/alloc.h"

/* "path<old 12+3-2 …" with "bin" for binary, "~" shortened, "!" head cut; then the summary */
static void print(const struct record *r, struct buf *out)
{
	size_t i;

	for (i = 0; i < r->ndiffstat; i++) {
		const struct diffstat_row *row = &r->diffstat[i];

		buf_addf(out, "%s" SLICE_FMT, i ? "; " : "", SLICE_ARG(row->path));
		if (row->old_path.n)
			buf_addf(out, "<" SLICE_FMT, SLICE_ARG(row->old_path));
		if (row->binary)
			buf_adds(out, " bin");
		else
			buf_addf(out, " %u+%u-%u", row->changes, row->plus, row->minus);
		buf_addf(out, "%s%s", row->shortened ? "~" : "", row->head_cut ? "!" : "");
	}
	if (r->has_summary)
		buf_addf(out, "%s(%u +%u -%u)", r->ndiffstat ? " " : "", r->summary.files,
			r->summary.insertions, r->summary.deletions);
}

static const struct {
	const char *body, *wanted;
} bodies[] = {
	{" a.c | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)\n", "a.c 2+1-1 (1 +1 -1)"},
	{" a.c   |   3 +++\n b/c.h | 199 --\n 2 files changed, 3 insertions(+), 199 deletions(-)\n",
		"a.c 3+3-0; b/c.h 199+0-2 (2 +3 -199)"},
	{"  a.c | 2 ++\n  1 file changed, 2 insertions(+)\n", "a.c 2+2-0 (1 +2 -0)"},
	{"a.c | 2 --\n1 file changed, 2 deletions(-)\n", "a.c 2+0-2 (1 +0 -2)"},
	{"\ta.c\t|\t2 --\n\t1 file changed, 2 deletions(-)\n", "a.c 2+0-2 (1 +0 -2)"},
	{" a.c | 0\n 1 file changed, 0 insertions(+), 0 deletions(-)\n", "a.c 0+0-0 (1 +0 -0)"},
	{" .../mill/stone.c | 2 +-\n 1 file changed\n", ".../mill/stone.c 2+1-1~ (1 +0 -0)"},
	{" logo.png | Bin 0 -> 1234 bytes\n 1 file changed\n", "logo.png bin (1 +0 -0)"},
	{" logo.png | Bin\n 1 file changed\n", "logo.png bin (1 +0 -0)"},
	{" a b.c | 2 +-\n 1 file changed\n", "a b.c 2+1-1 (1 +0 -0)"},
	{" a|b.c | 2 +-\n 1 file changed\n", "a|b.c 2+1-1 (1 +0 -0)"},
	/* renames */
	{" mill/{ => tools}/run.sh | 0\n 1 file changed\n",
		"mill/tools/run.sh<mill/run.sh 0+0-0 (1 +0 -0)"},
	{" mill/{tools => }/run.sh | 0\n 1 file changed\n",
		"mill/run.sh<mill/tools/run.sh 0+0-0 (1 +0 -0)"},
	{" mill/{a.c => b.c} | 4 ++--\n 1 file changed\n", "mill/b.c<mill/a.c 4+2-2 (1 +0 -0)"},
	{" {old => new}/a.c | 0\n 1 file changed\n", "new/a.c<old/a.c 0+0-0 (1 +0 -0)"},
	{" { => new}/a.c | 0\n 1 file changed\n", "new/a.c<a.c 0+0-0 (1 +0 -0)"},
	{" a.c => b.c | 0\n 1 file changed\n", "b.c<a.c 0+0-0 (1 +0 -0)"},
	{" .../{a.c => b.c} | 0\n 1 file changed\n", ".../b.c<.../a.c 0+0-0~ (1 +0 -0)"},
	{" ...d_mill.c => nested_mill.c} | 8 ++--\n 1 file changed\n",
		"nested_mill.c<...d_mill.c 8+2-2~! (1 +0 -0)"},
	{" .../old => include/new}/mill.h | 7 +++-\n 1 file changed\n",
		"include/new/mill.h<.../old/mill.h 7+3-1~! (1 +0 -0)"},
	/* the summary alone, and rows alone */
	{"Text.\n 2 files changed, 1 insertion(+)\n", "(2 +1 -0)"},
	{"Text.\n a.c | 2 +-\n b.c | 3 ++\n", "a.c 2+1-1; b.c 3+2-0"},
	/* what only looks like one */
	{"a | b\n1 | 2\n\nText.\n", ""},
	{"Text | 3 tables\n", ""},
	{"Only 3 files changed, which is good\n", ""},
	{"3 files\n", ""},
	{"| 3 +\n", ""},
	{" a.c | 3 +*\n", ""},
	{" a.c | x\n", ""},
	{" a | 1 +\n\n b.c | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)\n",
		"b.c 2+1-1 (1 +1 -1)"},
};

static void test_bodies(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(bodies); i++)
		record_check("[PATCH] mill: Grind", bodies[i].body, bodies[i].wanted, print);
}

/* Rows, in whatever order, and where they stand. */
static void test_lines(void **state)
{
	struct arena arena = ARENA_INIT;
	struct buf text = BUF_INIT;
	struct record r;

	(void)state;
	record_from(&arena, &text, "[PATCH] a", "Text.\n---\n z.c | 1 +\n a.c | 1 -\n"
		" 2 files changed, 1 insertion(+), 1 deletion(-)\n", RECORD_PLAIN, &r);
	assert_int_equal(r.ndiffstat, 2);
	assert_int_equal(r.diffstat[0].line, 7);
	assert_int_equal(r.diffstat[1].line, 8);
	assert_true(slice_is(r.diffstat[0].path, "z.c"));
	assert_true(slice_is(r.description, "Text."));
	buf_release(&text);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bodies),
		cmocka_unit_test(test_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
