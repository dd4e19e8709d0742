/* Names and addresses as rankings, "Author:" and trailers write them. */
#include "parser/parser.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "util/alloc.h"

static const struct {
	const char *text, *name, *email;
} persons[] = {
	{"Ada Pippin <ada@example.org>", "Ada Pippin", "ada@example.org"},
	{"\"Ada P. Pippin\" <ada@example.org>", "Ada P. Pippin", "ada@example.org"},
	{"\"Ada (the Mill)\" <ada@example.org>", "Ada (the Mill)", "ada@example.org"},
	{"Ada (the Mill) <ada@example.org>", "Ada (the Mill)", "ada@example.org"},
	{"Pippin, Ada <ada@example.org>", "Pippin, Ada", "ada@example.org"},
	{"  Ada   <ada@example.org>  ", "Ada", "ada@example.org"},
	{"Ada<ada@example.org>", "Ada", "ada@example.org"},
	{"\tAda\t< ada@example.org >\r", "Ada", "ada@example.org"},
	{"<ada@example.org>", "", "ada@example.org"},
	{"ada@example.org", "", "ada@example.org"},
	{"ada@example.org # 5.10.y only", "", "ada@example.org"},
	{"Ada Pippin <ada@example.org> # 5.10", "Ada Pippin", "ada@example.org"},
	{"Ada ada@example.org", "Ada", "ada@example.org"},
	{"Ada <the> Great <ada@example.org>", "Ada <the> Great", "ada@example.org"},
	{"J\xc3\xb6rg <j@example.org>", "J\xc3\xb6rg", "j@example.org"},
	{"Ada Pippin", "Ada Pippin", ""},
	{"Ada <", "Ada <", ""},
	{"Ada >", "Ada >", ""},
	{"\"", "\"", ""},
	{"\"\" <a@b>", "", "a@b"},
	{"", "", ""},
};

static void test_person(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(persons); i++) {
		struct person p = person_parse(slice_cstr(persons[i].text));

		if (!slice_is(p.name, persons[i].name) || !slice_is(p.email, persons[i].email))
			fail_msg("'%s' gives '" SLICE_FMT "' and '" SLICE_FMT "'", persons[i].text,
				SLICE_ARG(p.name), SLICE_ARG(p.email));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_person)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
