/* The action table: what its rows must be for help, manual and keymaps to come from it. */
#include "conf/action.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_names(void **state)
{
	int a;

	(void)state;
	for (a = ACTION_NONE + 1; a < ACTIONS; a++) {
		const char *name = action_info((enum action)a)->name;

		assert_int_equal(
			strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-"), strlen(name));
		/* Fails too when two have the same name. */
		assert_int_equal(action_by_name(slice_cstr(name)), a);
	}
}

static void test_unknown_names(void **state)
{
	static const char *const names[] = {"", "none", "Open", "ope", "openx", "open ", "prompt"};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		assert_int_equal(action_by_name(slice_cstr(names[i])), ACTION_NONE);
	assert_int_equal(action_by_name(slice_from("openness", 4)), ACTION_OPEN);
	assert_string_equal(action_info(ACTION_NONE)->name, "none");
}

static void test_sentences(void **state)
{
	int a;

	(void)state;
	for (a = ACTION_NONE; a < ACTIONS; a++) {
		const char *help = action_info((enum action)a)->help;

		assert_true(strlen(help) > 3 && strlen(help) <= 64);
		assert_true(help[0] >= 'a' && help[0] <= 'z');
		assert_null(strchr(".;, ", help[strlen(help) - 1]));
	}
}

static void test_contexts(void **state)
{
	const unsigned all = (1u << CONTEXTS) - 1;
	const unsigned views = all & ~(1u << CONTEXT_PROMPT) & ~(1u << CONTEXT_ANY);
	int a;

	(void)state;
	for (a = ACTION_NONE + 1; a < ACTIONS; a++) {
		unsigned in = action_info((enum action)a)->contexts;

		assert_int_not_equal(in, 0);
		assert_int_equal(in & ~all, 0);
		/* What may be bound in "any" works in every view. */
		if (in & 1u << CONTEXT_ANY)
			assert_int_equal(in & views, views);
	}
}

static void test_context_names(void **state)
{
	static const char *const unknown[] = {"", "anything", "LIST", "lis", "prompts", "0"};
	enum context found;
	size_t i;
	int c;

	(void)state;
	for (c = 0; c < CONTEXTS; c++) {
		assert_true(context_by_name(slice_cstr(context_name((enum context)c)), &found));
		assert_int_equal(found, c);
	}
	for (i = 0; i < sizeof(unknown) / sizeof(unknown[0]); i++)
		assert_false(context_by_name(slice_cstr(unknown[i]), &found));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_unknown_names),
		cmocka_unit_test(test_sentences),
		cmocka_unit_test(test_contexts),
		cmocka_unit_test(test_context_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
