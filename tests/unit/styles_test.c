/* How people write things: the same few facts in very many ways. */
#include "parser/parser.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "util/buf.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
