/* Where the words of a query, and of the search of a pane, stand in a text. */
#include "model/query.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "model/path_match.h"
#include "util/alloc.h"

/* The text with brackets around each match. */
static void mark(struct buf *out, const char *text, const struct match *matches, size_t n)
{
	size_t i, at = 0;

	for (i = 0; i < n; i++) {
		buf_add(out, text + at, matches[i].from - at);
		buf_addc(out, '[');
		buf_add(out, text + matches[i].from, matches[i].to - matches[i].from);
		buf_addc(out, ']');
		at = matches[i].to;
	}
	buf_adds(out, text + at);
}

static const struct {
	const char *query;
	enum match_place place;
	const char *marked;
} queries[] = {
	/* the beginning of a word */
	{"mmu", MATCH_TITLE, "KVM: x86/[mmu]: [MMU]s in kvm_mmu, ommu"},
	{"kvm_mmu", MATCH_TITLE, "[kvm_mmu]_page KVM MMU"},
	/* an upper case letter asks for it */
	{"KVM", MATCH_TITLE, "[KVM]: kvm [KVM]FOO"},
	{"KVM: x86:", MATCH_TITLE, "[KVM]: [x86]: fix"},
	/* several words in one */
	{"x86/mmu", MATCH_TITLE, "KVM: [x86/mmu]: and [x86: MMU]s, x86_mmu"},
	{"1-2@example.org", MATCH_BODY, "https://lore.example.org/all/[1-2@example.org]/"},
	/* accents */
	{"jorg", MATCH_PERSON, "[J\303\266rg] <j@example.org>"},
	{"j\303\266rg", MATCH_PERSON, "[Jorg] [j\303\266rg]"},
	{"strasse", MATCH_BODY, "die [stra\303\237e]!"},
	{"stras", MATCH_BODY, "die [stra\303\237]e!"},
	{"e", MATCH_BODY, "[e\314\201]tude"},
	{"quoted", MATCH_BODY, "so-called \342\200\234[quoted]\342\200\235\342\200\224[quoted]"},
	/* phrases are whole words, over line ends too */
	{"\"guest mem\"", MATCH_BODY, "guest memory, [guest\nmem]"},
	{"\"guest memory\"", MATCH_BODY, "[Guest  memory], guest_memory, a guest, [guest-memory]"},
	/* expressions on the text as it is */
	{"/v[0-9]+/", MATCH_TITLE, "[v1] and [V22] de[v3]x[v4]"},
	{"/V[0-9]+/", MATCH_TITLE, "v1 and [V22]"},
	{"/\\bx$/", MATCH_BODY, "[x]\nx y\ny [x]"},
	{"/(a+)+$/", MATCH_BODY, "[aaaa]"},
	{"/\\Skvm/", MATCH_TITLE, "kvm [xKVM] [ykvm]"},
	/* fields show where they belong */
	{"s:fix f:jane", MATCH_TITLE, "[fix] jane"},
	{"s:fix f:jane", MATCH_PERSON, "fix [jane]"},
	{"b:fix", MATCH_TITLE, "fix"},
	{"b:fix", MATCH_BODY, "[fix]"},
	{"ch:fix", MATCH_BODY, "fix"},
	{"ch:fix", MATCH_CHANGELOG, "[fix]"},
	{"fix", MATCH_PATH, "fix"},
	{"dfn:arch/x86", MATCH_PATH, "[arch/x86]/kvm/x86.c"},
	{"dfn:arch/x8", MATCH_PATH, "arch/x86/kvm/x86.c"},
	{"dfn:x86.c", MATCH_PATH, "arch/x86/kvm/[x86.c]"},
	{"sub:kvm", MATCH_SUBSYSTEM, "[KVM]/x86"},
	/* what must not be there is not shown; both sides of an OR are */
	{"-fix x", MATCH_TITLE, "fix [x]"},
	{"-(fix OR y) x", MATCH_TITLE, "fix y [x]"},
	{"fix OR y", MATCH_TITLE, "[fix] [y]"},
	/* overlaps are one */
	{"fix fixes /xe/", MATCH_TITLE, "[fixes]"},
	{"ab /bc/", MATCH_TITLE, "[abc]"},
	{"", MATCH_TITLE, "fix"},
};

static void test_query_match(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(queries); i++) {
		struct query_error err;
		struct query *query = query_parse(slice_cstr(queries[i].query), &err);
		struct buf text = BUF_INIT, out = BUF_INIT;
		struct match matches[16];
		const char *p;
		size_t n;

		assert_non_null(query);
		for (p = queries[i].marked; *p; p++) {
			if (*p != '[' && *p != ']')
				buf_addc(&text, *p);
		}
		n = query_match(query, queries[i].place, buf_slice(&text), matches, 16);
		mark(&out, text.p, matches, n);
		if (strcmp(out.p, queries[i].marked))
			fail_msg("'%s' gives '%s', not '%s'", queries[i].query, out.p,
				queries[i].marked);
		query_free(query);
		buf_release(&text);
		buf_release(&out);
	}
}

static const struct {
	const char *search;
	const char *marked;
} searches[] = {
	{"mediated", "KVM: [Mediated] vPMU, un[mediated]"},
	{"Mediated", "KVM: [Mediated] vPMU, unmediated"},
	{"pmu kvm", "[KVM]: Mediated v[PMU]"},
	{"pmu sev", "KVM: Mediated vPMU"},
	{"\"mediated v\"", "KVM: [Mediated v]PMU"},
	{"\"mediated v", "KVM: [Mediated v]PMU"},
	{"/m.d/", "KVM: [Med]iated"},
	{"/m.d", "a/b [/m.d]x"},
	{"aa", "[aaaa]a"},
	{"", "KVM"},
	{"\"\"", "KVM"},
	{"\303\244", "[A] [\303\244]"},
	{"\303\204", "A [\303\204] \303\244"},
	{"a", "[\303\204] b [\303\244]"},
};

static void test_search(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(searches); i++) {
		struct query_error err;
		struct search *search = search_compile(slice_cstr(searches[i].search), &err);
		struct buf text = BUF_INIT, out = BUF_INIT;
		struct match matches[16];
		size_t n, k, joined = 0;
		const char *p;

		assert_non_null(search);
		for (p = searches[i].marked; *p; p++) {
			if (*p != '[' && *p != ']')
				buf_addc(&text, *p);
		}
		n = search_match(search, buf_slice(&text), matches, 16);
		/* Matches that touch are drawn as one. */
		for (k = 0; k < n; k++) {
			if (joined && matches[joined - 1].to == matches[k].from)
				matches[joined - 1].to = matches[k].to;
			else
				matches[joined++] = matches[k];
		}
		mark(&out, text.p, matches, joined);
		assert_string_equal(out.p, searches[i].marked);
		search_free(search);
		buf_release(&text);
		buf_release(&out);
	}
}

static void test_search_error(void **state)
{
	struct query_error err;

	(void)state;
	assert_null(search_compile(SLICE_LIT("/ab(/"), &err));
	assert_int_equal(err.column, 4);
	assert_int_equal(strncmp(err.expected, "a regular expression", 20), 0);
}

/* More matches than there is room for are counted. */
static void test_room(void **state)
{
	struct query_error err;
	struct search *search = search_compile(SLICE_LIT("a"), &err);
	struct match matches[2] = {{0, 0}, {7, 7}};

	(void)state;
	assert_int_equal(search_match(search, SLICE_LIT("a a a"), matches, 1), 3);
	assert_int_equal(matches[0].to, 1);
	assert_int_equal(matches[1].from, 7);
	search_free(search);
}

/* An expression that would take for ever is given up. */
static void test_regex_limit(void **state)
{
	struct query_error err;
	struct query *query = query_parse(SLICE_LIT("/^(a+)+$/"), &err);
	clock_t begin = clock();
	struct match match;
	char text[64];

	(void)state;
	memset(text, 'a', sizeof(text));
	text[sizeof(text) - 1] = 'b';
	assert_int_equal(query_match(query, MATCH_BODY, slice_from(text, sizeof(text)), &match, 1),
		0);
	assert_true(clock() - begin < 2 * CLOCKS_PER_SEC); /* some ms; without an end, years */
	query_free(query);
}

static const struct {
	const char *wanted, *path;
	enum path_match match;
} paths[] = {
	{"arch/x86/kvm", "arch/x86/kvm/x86.c", PATH_YES},
	{"arch/x86/kvm/", "arch/x86/kvm/x86.c", PATH_YES},
	{"arch/x86/kv", "arch/x86/kvm/x86.c", PATH_NO},
	{"x86/kvm", "arch/x86/kvm/x86.c", PATH_NO},
	{"x86.c", "arch/x86/kvm/x86.c", PATH_YES},
	{"kvm", "arch/x86/kvm/x86.c", PATH_NO},
	{"arch/x86/kvm/x86.c", "arch/x86/kvm/x86.c", PATH_YES},
	{"arch/x86/kvm/x86.c/y", "arch/x86/kvm/x86.c", PATH_NO},
	{"arch/*/kvm/*", "arch/x86/kvm/vmx/vmx.c", PATH_YES},
	{"*.[ch]", "arch/x86/kvm/x86.c", PATH_YES},
	{"*.S", "arch/x86/kvm/x86.c", PATH_NO},
	{"arch/x8[67]", "arch/x86", PATH_YES},
	{"arch/x?6", "arch/x86", PATH_YES},
	{"tools/testing/selftests/kvm", ".../selftests/kvm/x86/a_test.c", PATH_PERHAPS},
	{"tools/testing/selftests/kvm", ".../kvm/x86/a_test.c", PATH_PERHAPS},
	{"tools/testing/selftests/kvm", ".../x86/a_test.c", PATH_NO},
	{"selftests", ".../selftests/kvm/x86/a_test.c", PATH_NO},
	{"a_test.c", ".../kvm/x86/a_test.c", PATH_YES},
	{"*/x86/*.c", ".../kvm/x86/a_test.c", PATH_YES},
	{"tools/*/x86/*.c", ".../kvm/x86/a_test.c", PATH_PERHAPS},
	{"tools/*/arm/*.c", ".../kvm/x86/a_test.c", PATH_PERHAPS},
	{"tools/*/arm/*.S", ".../kvm/x86/a_test.c", PATH_NO},
};

static void test_paths(void **state)
{
	struct match at;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(paths); i++) {
		if (path_match(slice_cstr(paths[i].wanted), slice_cstr(paths[i].path), &at) !=
			paths[i].match)
			fail_msg("'%s' and '%s'", paths[i].wanted, paths[i].path);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_query_match),
		cmocka_unit_test(test_search),
		cmocka_unit_test(test_search_error),
		cmocka_unit_test(test_room),
		cmocka_unit_test(test_regex_limit),
		cmocka_unit_test(test_paths),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
