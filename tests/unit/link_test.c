/* Links: where an address ends, and which revision it is said to be. */
#include "tests/unit/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "util/alloc.h"

/* "URL=revision", "-" for none, "RFC n"; URLs without "https://" */
static void print(const struct record *r, struct buf *out)
{
	size_t i;

	for (i = 0; i < r->nlinks; i++) {
		const struct link *l = &r->links[i];

		buf_addf(out, "%s" SLICE_FMT "=", i ? " " : "",
			SLICE_ARG(slice_skip(l->url, strlen("https://"))));
		if (!l->revision)
			buf_adds(out, "-");
		else
			buf_addf(out, "%s%u", l->rfc ? "RFC" : "", l->revision);
	}
}

#define URL "https://x.org/r/1@b"
#define GOT "x.org/r/1@b="

static const struct {
	const char *body, *wanted;
} bodies[] = {
	/* where they end */
	{"See https://x.org/a.\n", "x.org/a=-"},
	{"(https://x.org/a), <https://x.org/b>; \"https://x.org/c\"\n", "x.org/a=- x.org/b=- x.org/c=-"},
	{"[https://x.org/a] https://x.org/b,\n", "x.org/a=- x.org/b=-"},
	{"https://x.org/a?b=c&d#e\thttps://x.org/f;.\n", "x.org/a?b=c&d#e=- x.org/f=-"},
	{"https://x.org/(a)\n", "x.org/(a=-"},
	{"https:// http://\n", ""},
	{"see xhttps://x.org/a\n", "x.org/a=-"},
	{"ftp://x.org/a\n", ""},
	{"Link: " URL "\n---\n" URL "\n", GOT "- " GOT "-"},
	/* revisions */
	{"- Link to v2: " URL "\n", GOT "2"},
	{"Link to v2: " URL "\n", GOT "2"},
	{"- Link to V2: <" URL ">\n", GOT "2"},
	{"- Link to v2:\n  " URL "\n", GOT "2"},
	{"Link to the previous version (v2): " URL "\n", GOT "2"},
	{"v2 link: " URL "\n", GOT "2"},
	{"v2 - " URL "\n", GOT "2"},
	{"[v2] " URL "\n", GOT "2"},
	{"v2: " URL "\n", GOT "2"},
	{"- v2: " URL "\n", GOT "2"},
	{"v2:\n" URL "\n- grind\n", GOT "2"},
	{"v2:\n - " URL "\n - grind\n", GOT "2"},
	{"Link: " URL " [v2]\n", GOT "2"},
	{"RFC v2: " URL "\n", GOT "RFC2"},
	{"Link to RFC v2: " URL "\n", GOT "RFC2"},
	{"v2 can be found here [1].\n\n[1] " URL "\n", GOT "2"},
	{"v2 can be found at [1].\n\n[1]: " URL "\n", GOT "2"},
	{"See the v2 coverletter[1].\n\n[1]" URL "\n", GOT "2"},
	{"See the v2\ncoverletter[1].\n\n[1]. " URL "\n", GOT "2"},
	{"* From v2 [1]:\n  - grind\n\n[1] " URL "\n", GOT "2"},
	{"Changes since v2[1]:\n- grind\n\n[1] " URL "\n", GOT "2"},
	{"v2 can be found here [1].\n\n[1] mill: Grind:\n    " URL "\n", GOT "2"},
	{"From v2 [2], from v1 [1]\n\n[1] " URL "\n[2] https://x.org/b\n", GOT "1 x.org/b=2"},
	/* none is named */
	{"v5..v6:\n" URL "\n", GOT "-"},
	{"Changes since v2:\n" URL "\n", GOT "-"},
	{"Changes in v2:\n" URL "\n", GOT "-"},
	{"v2:\n- grind\n" URL "\n", GOT "-"},
	{"- Link to dependency: " URL "\n", GOT "-"},
	{"- Link to dependency v2: " URL "\n", GOT "-"},
	{"Posted here:\n\n" URL "\n", GOT "-"},
	{"Based on Ben's v2 posting [1].\n\n[1] " URL "\n", GOT "-"},
	{"The series at [1] is needed.\n\n[1] " URL "\n", GOT "-"},
	{"This needs v2. See [1].\n\n[1] " URL "\n", GOT "-"},
	{"Link to v8: " URL "\n", GOT "-"},
	{"Since v6.12 [1].\n\n[1] " URL "\n", GOT "-"},
};

static void test_bodies(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(bodies); i++)
		record_check("[PATCH v6 0/2] mill: Grind", bodies[i].body, bodies[i].wanted, print);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_bodies)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
