#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "util/alloc.h"
#include "util/url.h"

static void cleans(void **state)
{
	static const struct {
		const char *url, *clean; /* NULL: refused */
	} rows[] = {
		{"https://lore.example.org/r/a@b/", "https://lore.example.org/r/a@b/"},
		{"HTTP://x.org?q=a&b#c", "HTTP://x.org?q=a&b#c"},
		{"http://[::1]/%41", "http://[::1]/%41"},
		{"https://x.org/$(touch_x)", "https://x.org/%24%28touch_x%29"},
		{"https://x.org/`a`;'\"|<>", "https://x.org/%60a%60%3B%27%22%7C%3C%3E"},
		{"https://x.org/\xc3\xa4*", "https://x.org/%C3%A4%2A"},
		{"https://x.org/{a}\\!", "https://x.org/%7Ba%7D%5C%21"},
		{"https://x.org/a b", NULL},
		{"https://x.org/a\nb", NULL},
		{"https://x.org/a\tb", NULL},
		{"https://x.org/\x7f", NULL},
		{"https://-x.org/", NULL},
		{"https:///etc/passwd", NULL},
		{"https://", NULL},
		{"-https://x.org", NULL},
		{"file:///etc/passwd", NULL},
		{"javascript:alert(1)", NULL},
		{"x.org", NULL},
		{"", NULL},
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(rows); i++) {
		struct buf out = BUF_INIT;

		assert_int_equal(url_clean(slice_cstr(rows[i].url), &out), rows[i].clean != NULL);
		assert_string_equal(out.p, rows[i].clean ? rows[i].clean : "");
		buf_release(&out);
	}
}

static void refuses_a_zero(void **state)
{
	struct buf out = BUF_INIT;

	(void)state;
	assert_false(url_clean(SLICE_LIT("https://x.org/a\0b"), &out));
	assert_int_equal(out.n, 0);
	buf_release(&out);
}

static void keeps_a_part_one_part(void **state)
{
	struct buf out = BUF_INIT;

	(void)state;
	url_add_part(SLICE_LIT("a/b?c#d%e@f \n"), &out);
	assert_string_equal(out.p, "a%2Fb%3Fc%23d%25e@f%20%0A");
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cleans),
		cmocka_unit_test(refuses_a_zero),
		cmocka_unit_test(keeps_a_part_one_part),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
