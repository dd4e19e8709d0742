/* Who is whom, and whose a domain is. */
#include "conf/mailmap.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "conf/org.h"

static const char people[] =
	"# Comments, and blank lines, say nothing.\n"
	"\n"
	"Ada Pippin <ada@old.example.org>\n"
	"<bo@example.org> <bo@laptop.example.org>\n"
	"Cy Quince <cy@example.org> <cy@work.example.com> # since May\n"
	"Dee Russet <dee@example.org> build <shared@example.org>\n"
	"Eli Medlar <eli@example.org> Eli M. <shared@example.org>\n"
	"Whoever <shared@example.org>\n"
	"  Fay Codlin  <fay@example.org>\t<fay@one.example.org>  \r\n"
	"Early <late@example.org> <twice@example.org>\n"
	"Late <twice@example.org>\n"
	"Nameless <no@example.org> <>\n";

static const struct {
	const char *name, *email;
	const char *to_name, *to_email; /* NULL when nothing is said */
} found[] = {
	{"ada", "ada@old.example.org", "Ada Pippin", "ada@old.example.org"},
	{"ada", "ADA@Old.Example.Org", "Ada Pippin", "ADA@Old.Example.Org"},
	{"Bo", "bo@laptop.example.org", "Bo", "bo@example.org"},
	{"", "bo@laptop.example.org", "", "bo@example.org"},
	{"C. Q.", "cy@work.example.com", "Cy Quince", "cy@example.org"},
	{"build", "shared@example.org", "Dee Russet", "dee@example.org"},
	{"BUILD", "shared@example.org", "Dee Russet", "dee@example.org"},
	{"eli m.", "shared@example.org", "Eli Medlar", "eli@example.org"},
	{"somebody", "shared@example.org", "Whoever", "shared@example.org"},
	{"Fay", "fay@one.example.org", "Fay Codlin", "fay@example.org"},
	{"X", "twice@example.org", "Late", "late@example.org"},
	{"X", "", "Nameless", "no@example.org"},
	{"ada", "ada@example.org", NULL, NULL},
	{"build", "bo@example.org", NULL, NULL},
	{"Ada Pippin", "ada@old.example.or", NULL, NULL},
};

static void test_people(void **state)
{
	struct mailmap map;
	struct buf errors = BUF_INIT;
	size_t i;

	(void)state;
	mailmap_init(&map);
	assert_true(mailmap_read(&map, "map", slice_cstr(people), &errors));
	assert_int_equal(errors.n, 0);
	for (i = 0; i < sizeof(found) / sizeof(found[0]); i++) {
		struct slice name = slice_cstr(found[i].name);
		struct slice email = slice_cstr(found[i].email);
		bool known = mailmap_find(&map, &name, &email);
		const char *to_name = found[i].to_name ? found[i].to_name : found[i].name;
		const char *to_email = found[i].to_email ? found[i].to_email : found[i].email;

		if (known != (found[i].to_name != NULL) || !slice_is(name, to_name) ||
			!slice_is(email, to_email))
			fail_msg("%s <%s> is " SLICE_FMT " <" SLICE_FMT ">", found[i].name,
				found[i].email, SLICE_ARG(name), SLICE_ARG(email));
	}
	mailmap_release(&map);
	buf_release(&errors);
}

/* A second file stands over the first. */
static void test_two_files(void **state)
{
	struct mailmap map;
	struct buf errors = BUF_INIT;
	struct slice name = SLICE_LIT("ada");
	struct slice email = SLICE_LIT("ada@old.example.org");

	(void)state;
	mailmap_init(&map);
	assert_true(mailmap_read(&map, "map", slice_cstr(people), &errors));
	assert_true(mailmap_read(&map, "more",
		SLICE_LIT("Ada P. <ada@example.org> <ada@old.example.org>"), &errors));
	assert_true(mailmap_find(&map, &name, &email));
	assert_true(slice_is(name, "Ada P."));
	assert_true(slice_is(email, "ada@example.org"));
	mailmap_release(&map);
	buf_release(&errors);
}

static void test_bad_lines(void **state)
{
	struct mailmap map;
	struct buf errors = BUF_INIT;
	struct slice name = SLICE_LIT("x");
	struct slice email = SLICE_LIT("x@example.org");

	(void)state;
	mailmap_init(&map);
	assert_false(mailmap_read(&map, "map", SLICE_LIT("Ada\n"
		"Ada <ada@example.org\n"
		"<ada@example.org>\n"
		"Ada <>\n"
		"X <x@example.org>"), &errors));
	assert_string_equal(errors.p,
		"map:1: expected a name and an address in < >\n"
		"map:2: expected a name and an address in < >\n"
		"map:3: an address alone says nothing\n"
		"map:4: expected a name and an address in < >\n");
	assert_int_equal(map.n, 1);
	assert_true(mailmap_find(&map, &name, &email));
	assert_true(slice_is(name, "X"));
	mailmap_release(&map);
	buf_release(&errors);
}

static const struct {
	const char *domain, *organisation;
} owned[] = {
	{"example.org", "Orchard"},
	{"lab.example.org", "Orchard"},
	{"LAB.Example.ORG", "Orchard"},
	{"dairy.example.org", "Dairy"},
	{"a.dairy.example.org", "Dairy"},
	{"xdairy.example.org", "Orchard"},
	{"twice.example.com", "Second = best"},
	{"example.com", NULL},
	{"notexample.org", NULL},
	{"org", NULL},
	{"", NULL},
};

static void test_organisations(void **state)
{
	struct org_map map;
	struct buf errors = BUF_INIT;
	size_t i;

	(void)state;
	org_init(&map);
	assert_false(org_read(&map, "orgs", SLICE_LIT("# whose\n"
		"dairy.example.org = Dairy\n"
		"example.org=Orchard\r\n"
		"nothing\n"
		"= nobody\n"
		"example.net =\n"
		"twice.example.com = First\n"
		"twice.example.com = Second = best"), &errors));
	assert_string_equal(errors.p, "orgs:4: expected `domain = organisation`\n"
		"orgs:5: expected `domain = organisation`\n"
		"orgs:6: expected `domain = organisation`\n");
	for (i = 0; i < sizeof(owned) / sizeof(owned[0]); i++) {
		struct slice org = org_find(&map, slice_cstr(owned[i].domain));

		if (!slice_eq(org, slice_cstr(owned[i].organisation)))
			fail_msg("%s is of '" SLICE_FMT "'", owned[i].domain, SLICE_ARG(org));
	}
	org_release(&map);
	buf_release(&errors);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_people),
		cmocka_unit_test(test_two_files),
		cmocka_unit_test(test_bad_lines),
		cmocka_unit_test(test_organisations),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
