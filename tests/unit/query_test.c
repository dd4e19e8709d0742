/* Queries: text to normal form, errors with their column, random trees, toggling. */
#include "model/query.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "util/alloc.h"

static void print_of(const char *text, struct buf *out)
{
	struct query_error err;
	struct query *query = query_parse(slice_cstr(text), &err);

	if (query) {
		query_print(query, out);
	} else {
		buf_adds(out, "ERROR ");
		query_error_print(&err, out);
	}
	query_free(query);
}

static const struct {
	const char *text, *normal;
} forms[] = {
	{"", ""},
	{"  \t ", ""},
	{"vsock", "vsock"},
	{"a b", "a b"},
	{"a AND b", "a b"},
	{"a  OR  b", "a OR b"},
	{"a b OR c d", "a b OR c d"},
	{"a (b OR c) d", "a (b OR c) d"},
	{"(a b) c", "a b c"},
	{"(a OR b) OR c", "a OR b OR c"},
	{"((a))", "a"},
	{"-a", "-a"},
	{"NOT a b", "-a b"},
	{"NOT NOT a", "a"},
	{"-(a b)", "-(a b)"},
	{"NOT (a OR b)", "-(a OR b)"},
	{"-(-a)", "a"},
	{"NOT(a)", "-a"},
	{"or not and", "or not and"},
	/* titles, addresses and the like just work */
	{"KVM: x86: fix", "KVM x86 fix"},
	{"x86/mmu: a - b", "x86/mmu a b"},
	{"a => b & c", "a b c"},
	{"foo() bar", "foo bar"},
	{"f(x)y", "f/x/y"},
	{"1) first", "1 first"},
	{"a ( ) b", "a b"},
	{"Revert \"KVM: x86\"", "Revert \"KVM: x86\""},
	{"https://lore.example.org/all/1-2@example.org/",
		"https://lore.example.org/all/1-2@example.org"},
	{"<20251112192232.442761-1-jane@example.org>", "20251112192232.442761-1-jane@example.org"},
	{"foo:bar", "foo:bar"},
	{"s: fix", "s fix"},
	{"--help ->x", "help x"},
	{"/dev/kvm", "dev/kvm"},
	{"6\" disk", "6 disk"},
	{"'s:x", "s/x"},
	{"OR, NOT, AND,", "OR, NOT, AND,"},
	{"\"\" \"--\"", ""},
	{"J\303\266rg", "J\303\266rg"},
	{"\342\200\234quoted\342\200\235", "quoted"},
	/* phrases and expressions */
	{"\"guest memory\"", "\"guest memory\""},
	{"-\"a b\"", "-\"a b\""},
	{"\"say \\\"no\\\"\"", "\"say \\\"no\\\"\""},
	{"\"a\"b", "\"a\" b"},
	{"/a.*b/", "/a.*b/"},
	{"-/x/", "-/x/"},
	{"/a b/ c", "/a b/ c"},
	{"/a\\/b/", "/a\\/b/"},
	{"(/x/)", "/x/"},
	/* fields */
	{"f:bobby sub:vsock", "f:bobby sub:vsock"},
	{"From:bobby TITLE:x author:y", "f:bobby s:x f:y"},
	{"f:\"Jane Doe\"", "f:\"Jane Doe\""},
	{"-f:jane@example.org", "-f:jane@example.org"},
	{"s:/re+/", "s:/re+/"},
	{"s:vsock:", "s:vsock"},
	{"path:arch/x86/kvm/", "dfn:arch/x86/kvm/"},
	{"dfn:*/pmu.[ch]", "dfn:*/pmu.[ch]"},
	{"dfn:\"a b\"", "dfn:\"a b\""},
	{"dfn:/x", "dfn:\"/x\""},
	{"subsystem:\"KVM/x86\"", "sub:KVM/x86"},
	{"(sub:a OR sub:b)", "sub:a OR sub:b"},
	{"(sub:) x", "sub x"},
	{"dom:intel.com", "dom:intel.com"},
	{"v:3 v:>=4 v:2..5 v:..2 v:v7", "v:3 v:>=4 v:2..5 v:..2 v:v7"},
	{"tag:RFC is:SINGLE is:cover", "tag:RFC is:SINGLE is:cover"},
	{"d:2025-11-20 d:2025..2026-01", "d:2025-11-20 d:2025..2026-01"},
	{"m:<1-2@example.org>", "m:<1-2@example.org>"},
	{"d:2.Weeks.ago..yesterday d:>TODAY d:..1.day.ago",
		"d:2.Weeks.ago..yesterday d:>TODAY d:..1.day.ago"},
	{"trailer:Suggested-By=jane", "trailer:suggested-by=jane"},
	{"trailer:CC=\"Jane Doe\" -trailer:cc=/^j/", "trailer:cc=\"Jane Doe\" -trailer:cc=/^j/"},
	{"trailer:cc= x (trailer:cc=)", "trailer:cc= x trailer:cc="},
	{"trailer:fixes=(abc)", "trailer:fixes=abc"},
};

static void test_normal_form(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(forms); i++) {
		struct buf once = BUF_INIT, twice = BUF_INIT;

		print_of(forms[i].text, &once);
		if (strcmp(once.p, forms[i].normal))
			fail_msg("'%s' gives '%s', not '%s'", forms[i].text, once.p,
				forms[i].normal);
		print_of(once.p, &twice);
		assert_string_equal(twice.p, once.p);
		buf_release(&once);
		buf_release(&twice);
	}
}

static const struct {
	const char *text;
	int column;
	const char *expected; /* the beginning */
	const char *nearest;
} errors[] = {
	{"a \"b c", 2, "a closing \"", ""},
	{"f:\"Jane", 2, "a closing \"", ""},
	{"a (b", 2, "a closing )", ""},
	{"((a) b", 0, "a closing )", ""},
	{"OR a", 0, "a term before OR", ""},
	{"a OR", 2, "a term behind OR", ""},
	{"a OR OR b", 2, "a term behind OR", ""},
	{"(a OR )", 3, "a term behind OR", ""},
	{"AND a", 0, "a term before AND", ""},
	{"a AND", 2, "a term behind AND", ""},
	{"a NOT", 2, "a term behind NOT", ""},
	{"v:abc", 2, "a number, as in v:3", ""},
	{"v:", 2, "a number", ""},
	{"x s:", 4, "a word, \"phrase\"", ""},
	{"-dfn:", 5, "a path", ""},
	{"(sub:", 5, "a subsystem", ""},
	{"trailer:", 8, "a trailer and a person", ""},
	{"trailer:cc", 8, "a trailer and a person", ""},
	{"trailer:=x", 8, "a trailer and a person", ""},
	{"trailer:cc=\"\"", 11, "a trailer and a person", ""},
	{"trailer:cc=...", 11, "a trailer and a person", ""},
	{"d:2.weeks", 2, "a date", ""},
	{"d:2.weeks.ago..soon", 2, "a date", ""},
	{"d:weeks.ago", 2, "a date", ""},
	{"d:2026-13", 2, "a date", ""},
	{"d:20260100", 2, "a date", ""},
	{"v:3..x", 2, "a number", ""},
	{"v:..", 2, "a number", ""},
	{"v:>", 2, "a number", ""},
	{"x patches:many", 10, "a number, as in patches:3", ""},
	{"d:2025-1", 2, "a date", ""},
	{"is:nonsense", 3, "rfc, resend, single, cover", ""},
	{"is:singel", 3, "rfc", "is:single"},
	{"is:s", 3, "rfc", "is:single"},
	{"is:", 3, "rfc, resend", ""},
	{"tag:\" \"", 4, "a tag", ""},
	{"s:---", 2, "a word", ""},
	{"s:\"\"", 2, "a word", ""},
	{"\303\244\303\266 /a(/ b", 6, "a regular expression", ""},
	{"\303\244\303\266 v:x", 5, "a number", ""},
};

static void test_errors(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(errors); i++) {
		struct query_error err;
		struct query *query = query_parse(slice_cstr(errors[i].text), &err);

		if (errors[i].column < 0) {
			assert_non_null(query);
			query_free(query);
			continue;
		}
		if (query)
			fail_msg("'%s' is no error", errors[i].text);
		if (err.column != errors[i].column)
			fail_msg("'%s': column %d", errors[i].text, err.column);
		if (strncmp(err.expected, errors[i].expected, strlen(errors[i].expected)))
			fail_msg("'%s': expected '%s'", errors[i].text, err.expected);
		assert_string_equal(err.nearest, errors[i].nearest);
	}
}

static void test_error_sentence(void **state)
{
	struct buf out = BUF_INIT;

	(void)state;
	print_of("a \"b", &out);
	assert_string_equal(out.p, "ERROR column 3: expected a closing \"");
	buf_clear(&out);
	print_of("is:lates", &out);
	assert_non_null(strstr(out.p, ": did you mean is:latest? expected "));
	buf_release(&out);
}

static void test_depth(void **state)
{
	struct buf text = BUF_INIT;
	struct query_error err;
	int i;

	(void)state;
	for (i = 0; i < 100000; i++)
		buf_addc(&text, '(');
	assert_null(query_parse(buf_slice(&text), &err));
	assert_string_equal(err.expected, "fewer parentheses");
	buf_clear(&text);
	for (i = 0; i < 100001; i++)
		buf_adds(&text, "NOT ");
	buf_adds(&text, "x");
	{
		struct query *query = query_parse(buf_slice(&text), &err);

		buf_clear(&text);
		query_print(query, &text);
		assert_string_equal(text.p, "-x");
		query_free(query);
	}
	buf_release(&text);
}

/* ---- random trees --------------------------------------------------------------------------- */

static uint32_t random_state = 1;

static uint32_t pick(uint32_t n)
{
	random_state = random_state * 1664525u + 1013904223u;
	return (random_state >> 8) % n;
}

static void add_random(struct buf *out, int depth)
{
	static const char *const leaves[] = {
		"a", "kvm_mmu", "x86/mmu:", "\"two words\"", "/r.e/", "s:title", "f:\"Jane Doe\"",
		"sub:KVM", "dfn:arch/", "v:>=3", "is:rfc", "OR,", "foo()", "tag:\"a)b\"", "s:/x y/",
		"f:a(b)", "-", "b:x",
	};
	uint32_t i, n;

	if (depth == 0 || pick(3) == 0) {
		buf_adds(out, leaves[pick((uint32_t)ARRAY_LEN(leaves))]);
		return;
	}
	switch (pick(4)) {
	case 0:
		buf_adds(out, pick(2) ? "-(" : "NOT (");
		break;
	default:
		buf_addc(out, '(');
		break;
	}
	n = 1 + pick(3);
	for (i = 0; i < n; i++) {
		if (i)
			buf_adds(out, pick(2) ? " " : " OR ");
		add_random(out, depth - 1);
	}
	buf_addc(out, ')');
}

static void test_random_trees(void **state)
{
	int i;

	(void)state;
	for (i = 0; i < 20000; i++) {
		struct buf text = BUF_INIT, once = BUF_INIT, twice = BUF_INIT;

		add_random(&text, 1 + (int)pick(5));
		print_of(text.p, &once);
		if (strncmp(once.p, "ERROR", 5) == 0)
			fail_msg("'%s': %s", text.p, once.p);
		print_of(once.p, &twice);
		if (strcmp(once.p, twice.p))
			fail_msg("'%s' gives '%s' gives '%s'", text.p, once.p, twice.p);
		buf_release(&text);
		buf_release(&once);
		buf_release(&twice);
	}
}

/* ---- putting terms in and out --------------------------------------------------------------- */

static const struct {
	const char *text, *term, *result;
	bool added;
} toggles[] = {
	{"", "f:jane", "f:jane", true},
	{"a", "f:jane", "a f:jane", true},
	{"a ", "f:jane", "a f:jane", true},
	{"a f:jane b", "f:jane", "a b", false},
	{"from:jane", "f:jane", "", false},
	{"a OR b", "f:jane", "(a OR b) f:jane", true},
	{"(a OR b)", "f:jane", "(a OR b) f:jane", true},
	{" (a OR b) ", "(f:jane OR f:joe)", "(a OR b) (f:jane OR f:joe)", true},
	{"(a) OR b", "f:jane", "((a) OR b) f:jane", true},
	{"(a OR b) OR c", "f:jane", "((a OR b) OR c) f:jane", true},
	{"(a OR f:jane) b", "f:jane", "(a OR f:jane) b f:jane", true},
	{"-f:jane", "f:jane", "-f:jane f:jane", true},
	{"KVM: x f:\"Jane Doe\"", "f:\"Jane Doe\"", "KVM: x", false},
	{"/dev/kvm", "sub:\"a/ b\"", "dev/kvm sub:\"a/ b\"", true},
	{"a) OR b", "f:jane", "(a OR b) f:jane", true},
	{"a", "(f:x OR f:y)", "a (f:x OR f:y)", true},
	{"a (f:x OR f:y) b", "(f:x OR f:y)", "a b", false},
	{"a ((f:x OR f:y))", "(f:x OR f:y)", "a", false},
	{"f:x OR f:y", "(f:x OR f:y)", "", false},
	{"f:x f:y", "(f:x OR f:y)", "f:x f:y (f:x OR f:y)", true},
	{"(f:x)", "f:x", "", false},
	{"f:\"Jane", "sub:KVM", "sub:KVM f:\"Jane", true},
};

static const struct {
	const char *text, *term;
	bool has;
} stands[] = {
	{"", "f:jane", false},
	{"a", "f:jane", false},
	{"f:jane", "f:jane", true},
	{"a from:jane", "f:jane", true},
	{"a f:jane OR b", "f:jane", false},
	{"a (f:x OR f:y)", "f:x", true},
	{"a (f:x OR f:y)", "f:y", true},
	{"a (f:x OR f:y)", "(f:x OR f:y)", true},
	{"a (f:x OR f:y OR f:z)", "(f:x OR f:y)", false},
	{"f:x OR f:y", "f:y", true},
	{"a (f:x OR b f:y)", "f:y", false},
	{"a -(f:x OR f:y)", "f:y", false},
	{"-f:x", "f:x", false},
	{"f:x (", "f:x", false},
};

static void test_stands(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(stands); i++) {
		if (query_has_term(slice_cstr(stands[i].text), slice_cstr(stands[i].term)) !=
			stands[i].has)
			fail_msg("%s in %s", stands[i].term, stands[i].text);
	}
}

static void test_toggle(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(toggles); i++) {
		struct buf out = BUF_INIT;
		bool added;

		query_toggle_term(slice_cstr(toggles[i].text), slice_cstr(toggles[i].term), &out,
			&added);
		assert_string_equal(out.p, toggles[i].result);
		assert_int_equal(added, toggles[i].added);
		buf_release(&out);
	}
}

static void test_quote(void **state)
{
	static const struct {
		const char *value, *quoted;
	} values[] = {
		{"KVM/x86", "KVM/x86"}, {"Jane Doe", "\"Jane Doe\""}, {"a\"b", "\"a\\\"b\""},
		{"a\\b", "\"a\\\\b\""}, {"", "\"\""}, {"/x/", "\"/x/\""}, {"f(x)", "\"f(x)\""},
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(values); i++) {
		struct buf out = BUF_INIT;

		query_quote(slice_cstr(values[i].value), &out);
		assert_string_equal(out.p, values[i].quoted);
		buf_release(&out);
	}
}

static void test_copy(void **state)
{
	struct query_error err;
	struct query *query = query_parse(SLICE_LIT("a (b OR /c/) -f:x"), &err), *copy;
	struct buf out = BUF_INIT;

	(void)state;
	copy = query_copy(query);
	query_free(query);
	query_print(copy, &out);
	assert_string_equal(out.p, "a (b OR /c/) -f:x");
	assert_false(query_is_all(copy));
	query_free(copy);
	copy = query_copy(NULL);
	assert_true(query_is_all(copy));
	query_free(copy);
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_normal_form),
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_error_sentence),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_random_trees),
		cmocka_unit_test(test_toggle),
		cmocka_unit_test(test_stands),
		cmocka_unit_test(test_quote),
		cmocka_unit_test(test_copy),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
