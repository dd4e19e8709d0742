/* Trailers: which lines are, and which of them are malformed; descriptions without them. */
#include "tests/unit/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "util/alloc.h"

/* "Key=value!" with ! for malformed */
static void print(const struct record *r, struct buf *out)
{
	size_t i;

	for (i = 0; i < r->ntrailers; i++)
		buf_addf(out, "%s" SLICE_FMT "=" SLICE_FMT "%s", i ? "; " : "",
			SLICE_ARG(r->trailers[i].key), SLICE_ARG(r->trailers[i].value),
			r->trailers[i].malformed ? "!" : "");
}

static const struct {
	const char *body, *wanted;
} bodies[] = {
	{"Signed-off-by: Ada <a@b>\n", "Signed-off-by=Ada <a@b>"},
	{"Signed-off-by:\tAda <a@b>\n", "Signed-off-by=Ada <a@b>"},
	{"signed-off-by: Ada <a@b>\n", "signed-off-by=Ada <a@b>"},
	{"Reported-and-tested-by: Ada <a@b>\n", "Reported-and-tested-by=Ada <a@b>"},
	{"Cc: Ada <a@b>\nCC: Ben <b@c>\n", "Cc=Ada <a@b>; CC=Ben <b@c>"},
	{"Cc: Ada <a@b> # 5.10\n", "Cc=Ada <a@b> # 5.10"},
	{"Fixes: 0123456789ab (\"mill: Grind\")\n", "Fixes=0123456789ab (\"mill: Grind\")"},
	{"Fixes: 0123456789abc (\"mill: Grind\")\n", "Fixes=0123456789abc (\"mill: Grind\")"},
	{"Fixes: 0123456789abcdef0123456789abcdef01234567 (\"a\")\n",
		"Fixes=0123456789abcdef0123456789abcdef01234567 (\"a\")"},
	{"Link: https://example.org/1\nCloses: https://example.org/2\n",
		"Link=https://example.org/1; Closes=https://example.org/2"},
	{"Message-Id: <1@b>\nMessage-ID: <2@b>\nChange-Id: I01\n",
		"Message-Id=<1@b>; Message-ID=<2@b>; Change-Id=I01"},
	{"Depends-on: x\nBased-on: <1@b>\nSupersedes: <2@b>\n",
		"Depends-on=x; Based-on=<1@b>; Supersedes=<2@b>"},
	{"---\nAcked-by: Ada <a@b>\n", "Acked-by=Ada <a@b>"},
	{"Acked-by: Ada <a@b>\n[sweep too]\nAcked-by: Ben <b@c>\n",
		"Acked-by=Ada <a@b>; Acked-by=Ben <b@c>"},
	{"Link: https://example.org/1 [1]\n", "Link=https://example.org/1 [1]"},
	/* malformed */
	{"Closes:https://example.org/2\n", "Closes=https://example.org/2!"},
	{"Acked-by:Ada <a@b>\n", "Acked-by=Ada <a@b>!"},
	{"Suggested-by: a@b\n", "Suggested-by=a@b!"},
	{"Cc: stable@example.org\n", "Cc=stable@example.org!"},
	{"Cc: <stable@example.org> # 5.10\n", "Cc=<stable@example.org> # 5.10!"},
	{"Acked-by: Ada\n", "Acked-by=Ada!"},
	{"Acked-by:\n", "Acked-by=!"},
	{"Fixes: 0123456789abcdef (\"a\")\n", "Fixes=0123456789abcdef (\"a\")!"},
	{"Fixes: the thing\n", "Fixes=the thing!"},
	{"Fixes: 0123\n", "Fixes=0123!"},
	{"Link: below\n", "Link=below!"},
	/* none */
	{"  Acked-by: Ada <a@b>\n", ""},
	{"- Acked-by: Ada <a@b>\n", ""},
	{"Note: Ada\nTo: Ada <a@b>\nDate: today\n", ""},
	{"Cc:\n", ""},
	{"by: Ada\n-by: Ada\n", ""},
	{"Acked by: Ada\n", ""},
	{"Stand-by\n", ""},
	{"v2:\n- Acked-by: Ada <a@b>\n", ""},
	{"Link: https://example.org/1 [v1]\n", ""},
	{" a.c | 1 +\n 1 file changed\n\nAcked-by: Ada <a@b>\n", ""},
};

static void test_bodies(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(bodies); i++)
		record_check("[PATCH v3] mill: Grind", bodies[i].body, bodies[i].wanted, print);
}

static void print_description(const struct record *r, struct buf *out)
{
	size_t i;

	for (i = 0; i < r->description.n; i++)
		if (r->description.p[i] != ' ' && r->description.p[i] != '\t')
			buf_addc(out, r->description.p[i]);
	buf_addf(out, "%s%s%s", r->quoted ? " quoted" : "", r->empty ? " empty" : "",
		r->other_author ? " other" : "");
}

static const struct {
	const char *body, *wanted;
} descriptions[] = {
	{"Grind.\n", "Grind."},
	{"Grind.\n\nSweep.\n", "Grind.\n\nSweep."},
	{"Grind.\n\nAcked-by: Ada <a@b>\n---\nSweep.\n", "Grind."},
	{"Grind.\n\nAcked-by: Ada <a@b>\n[sweep]\nAcked-by: Ben <b@c>\n\nRest.\n",
		"Grind.\n\n[sweep]\n\nRest."},
	{"Grind.\n\nv2:\n- fine\n\nSweep.\n", "Grind.\n\nSweep."},
	{"Grind.\n ---\nSweep.\n", "Grind."},
	{"Grind.\n----\nSweep.\n", "Grind.\n----\nSweep."},
	{"---\nSweep.\n", ""},
	{"", " empty"},
	{"\n\n", " empty"},
	{"\nGrind.\n", "Grind. other"},
	{"Grind.\n>a\n>b\n>c\n>d\n", "Grind.\na\nb\nc\nd quoted"},
	{">a\n> b\n>\n>>c\n", "a\nb\n\n>c quoted"},
	{">a\n>b\n>c\n", ">a\n>b\n>c"},
	{">a\n>b\n>c\n>d\n1\n2\n3\n4\n5\n6\n7\n8\n", ">a\n>b\n>c\n>d\n1\n2\n3\n4\n5\n6\n7\n8"},
};

static void test_descriptions(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(descriptions); i++)
		record_check("[PATCH v3] mill: Grind", descriptions[i].body, descriptions[i].wanted,
			print_description);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bodies),
		cmocka_unit_test(test_descriptions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
