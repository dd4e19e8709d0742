/* A revision's page as the faces get it: from the index and from files that may change. */
#include "model/model.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/scratch.h"
#include "util/buf.h"

static const char grill[] = "digests/grill/2025-11-10.txt";

static void page_text_of(struct scratch *s, int64_t revision, struct buf *out)
{
	struct arena arena = ARENA_INIT;
	struct page page;
	struct error err;
	size_t i;

	buf_clear(out);
	page_init(&page);
	if (!model_page(s->model, revision, 80, NULL, &page, &err))
		fail_msg("%s", err.text);
	for (i = 0; i < page.nlines; i++) {
		struct vis line = page_line_text(&arena, &page.lines[i]);

		buf_add(out, line.p, line.n);
		buf_addc(out, '\n');
	}
	page_release(&page);
	arena_release(&arena);
}

static void assert_has(const struct buf *text, const char *part)
{
	if (!strstr(text->p, part))
		fail_msg("no '%s' in\n%s", part, text->p);
}

static void assert_once(const struct buf *text, const char *part)
{
	const char *at = strstr(text->p, part);

	if (!at || strstr(at + 1, part))
		fail_msg("'%s' is not there once in\n%s", part, text->p);
}

static struct hit find(struct scratch *s, const char *query)
{
	struct result *result = scratch_ask(s, query, SORT_NEWEST);
	struct hit hit;

	assert_int_equal(result->n, 1);
	hit = result->hits[0];
	result_unref(result);
	return hit;
}

static void test_page(void **state)
{
	struct scratch *s = *state;
	struct buf text = BUF_INIT;

	page_text_of(s, find(s, "s:charcoal v:2").revision, &text);
	assert_has(&text, "grill: coal: Keep the charcoal hot\nAda Ember <ada@ember.example.org>");
	assert_has(&text, "\nv2  2 patches  GRILL  2025-11-10.txt\n");
	assert_has(&text, "\nv2:\n- Use less lighter fluid\n");
	assert_has(&text, "\nv1: in index\n");
	assert_has(&text, "\n   20 grill/coal/lid.c ");
	page_text_of(s, find(s, "windy").revision, &text);
	assert_has(&text, "\nv1  2 patches  GRILL  2025-10-06.txt\n");
	assert_has(&text, "\nno changelog\n");
	buf_release(&text);
}

/* What the file said is gone with it; what the index knows is still shown. */
static void test_changed_file(void **state)
{
	struct scratch *s = *state;
	struct buf text = BUF_INIT, changed = BUF_INIT;
	int64_t revision = find(s, "s:charcoal v:2").revision;

	buf_adds(&changed, scratch_text(grill));
	memcpy(strstr(changed.p, "lighter"), "LIGHTER", 7);
	scratch_write(s, grill, changed.p);
	page_text_of(s, revision, &text);
	assert_has(&text, "grill: coal: Keep the charcoal hot\n");
	assert_has(&text, "/2025-11-10.txt has changed since it was indexed; reading its folder "
		"again brings the index up to date\n");
	assert_once(&text, "has changed");
	assert_has(&text, "\nno diffstat\n");
	scratch_remove(s, grill);
	page_text_of(s, revision, &text);
	assert_has(&text, "/2025-11-10.txt is gone; putting it back, or reading the folder it was "
		"moved to, brings its text back\n");
	assert_once(&text, "is gone");
	scratch_write(s, grill, scratch_text(grill));
	page_text_of(s, revision, &text);
	assert_has(&text, "\n- Use less lighter fluid\n");
	buf_release(&text);
	buf_release(&changed);
}

static void test_unknown(void **state)
{
	struct scratch *s = *state;
	struct error err = {0};
	struct page page;

	page_init(&page);
	assert_false(model_page(s->model, 987654321, 80, NULL, &page, &err));
	assert_int_equal(err.code, ERROR_NOT_FOUND);
	page_release(&page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_page, scratch_set_up, scratch_tear_down),
		cmocka_unit_test_setup_teardown(test_changed_file, scratch_set_up,
			scratch_tear_down),
		cmocka_unit_test_setup_teardown(test_unknown, scratch_set_up, scratch_tear_down),
	};

	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
