/* Message-ids: found in URLs, taken apart, dated. */
#include "parser/parser.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "util/alloc.h"

static const struct {
	const char *url, *msgid;
} urls[] = {
	{"https://lore.kernel.org/r/20260105-mill-v2-0-0123456789ab@example.org",
		"20260105-mill-v2-0-0123456789ab@example.org"},
	{"https://lore.kernel.org/all/1-2-3@example.org/", "1-2-3@example.org"},
	{"http://lkml.kernel.org/r/1@example.org", "1@example.org"},
	{"https://patch.msgid.link/r/1@example.org", "1@example.org"},
	{"https://patchew.org/MILL/1@example.org/2@example.org/", "2@example.org"},
	{"https://inbox.example.org/mill/1@example.org#top", "1@example.org"},
	{"https://msgid.example.org/1@example.org", "1@example.org"},
	/* the page of something else */
	{"https://patchwork.example.org/project/mill/cover/1@example.org/", ""},
	{"https://lore.kernel.org/all/1@example.org/T/#t", ""},
	{"https://patchwork.example.org/cover/1202235/", ""},
	{"https://lore.kernel.org/r/1%40example.org", ""},
	{"https://ada@example.org/r/", ""},
	{"https://video.example.org/@ada", ""},
	{"https://lore.kernel.org/r/ada@", ""},
	{"https://", ""},
	{"no url", ""},
	{"", ""},
};

static void test_url(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(urls); i++) {
		struct slice got = msgid_of_url(slice_cstr(urls[i].url));

		if (!slice_is(got, urls[i].msgid))
			fail_msg("'%s' gives '" SLICE_FMT "'", urls[i].url, SLICE_ARG(got));
	}
}

static const struct {
	const char *msgid, *slug; /* NULL: not one of b4 */
	unsigned version, index;
	uint32_t date;
} b4[] = {
	{"20260105-mill-stone-v5-0-0123456789ab@example.org", "mill-stone", 5, 0, 20260105},
	{"<20260105-mill-v12-13-0123456789ab@example.org>", "mill", 12, 13, 20260105},
	{"20260105-mill-v2-v5-0-0123456789ab@example.org", "mill-v2", 5, 0, 20260105},
	{"20261305-mill-v5-0-0123456789ab@example.org", NULL, 0, 0, 0},
	{"20260105-mill-v5-0-0123456789a@example.org", NULL, 0, 0, 0},
	{"20260105-mill-5-0-0123456789ab@example.org", NULL, 0, 0, 0},
	{"20260105-v5-0-0123456789ab@example.org", NULL, 0, 0, 0},
	{"20260105123456.1-1-ada@example.org", NULL, 0, 0, 0},
	{"", NULL, 0, 0, 0},
};

static void test_b4(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(b4); i++) {
		struct b4_msgid got;

		assert_int_equal(b4_msgid_parse(slice_cstr(b4[i].msgid), &got), b4[i].slug != NULL);
		if (!b4[i].slug)
			continue;
		assert_true(slice_is(got.slug, b4[i].slug));
		assert_int_equal(got.version, b4[i].version);
		assert_int_equal(got.index, b4[i].index);
		assert_int_equal(got.date, b4[i].date);
	}
}

static const struct {
	const char *msgid;
	uint32_t date;
} dates[] = {
	{"20260105123456.442761-1-ada@example.org", 20260105},
	{"20260105123456-1@example.org", 20260105},
	{"20260105-mill@example.org", 20260105},
	{"<20260105-mill@example.org>", 20260105},
	{"202601051234.1@example.org", 0},
	{"20260005-mill@example.org", 0},
	{"20260132-mill@example.org", 0},
	{"10000105-mill@example.org", 0},
	{"20260105", 0},
	{"cover.1747368092.git@example.org", 0},
	{"", 0},
};

static void test_date(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(dates); i++)
		assert_int_equal(msgid_date(slice_cstr(dates[i].msgid)), dates[i].date);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_url),
		cmocka_unit_test(test_b4),
		cmocka_unit_test(test_date),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
