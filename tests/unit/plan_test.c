/* What queries find: small digests are imported and asked, as the faces do it. */
#include "model/model.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/scratch.h"
#include "util/alloc.h"
#include "util/buf.h"

/* "charcoal v2, packets v1": the last word that tells the series, and the version. */
static void names_of(struct scratch *s, const struct result *result, struct buf *out)
{
	static const char *const words[] = {"charcoal", "packets", "bread"};
	struct arena arena = ARENA_INIT;
	struct series_row *rows = xcalloc(result->n + 1, sizeof(*rows));
	struct error err;
	size_t i, k;

	if (!model_rows(s->model, result->hits, result->n, &arena, rows, &err))
		fail_msg("%s", err.text);
	for (i = 0; i < result->n; i++) {
		for (k = 0; k < ARRAY_LEN(words); k++) {
			if (slice_find(rows[i].title, slice_cstr(words[k])) < rows[i].title.n)
				buf_addf(out, "%s%s v%u", out->n ? ", " : "", words[k],
					rows[i].version);
		}
	}
	free(rows);
	arena_release(&arena);
}

static const struct {
	const char *query, *found;
} queries[] = {
	{"", "bread v5, charcoal v2, packets v1"},
	/* words: titles, people, texts; the beginning of a word */
	{"charcoal", "bread v5, charcoal v2"},
	{"char", "bread v5, charcoal v2"},
	{"harcoal", ""},
	{"Charcoal", "bread v5"},
	{"jorg", "packets v1"},
	{"j\303\266rg", "packets v1"},
	{"kvm_mmu", "bread v5"},
	{"mmu", ""},
	{"GRILL: coal: keep", ""},
	{"grill: coal: Keep the charcoal hot", "charcoal v2"},
	{"windy", "charcoal v1"},
	{"lighter", "charcoal v2"},
	/* phrases are whole words, over the end of a line too; expressions see the raw text */
	{"\"guest memory does\"", "charcoal v1"},
	{"\"guest memory\"", "charcoal v1"},
	{"guest memory", "bread v5, charcoal v1"},
	{"\"guest mem\"", ""},
	{"/less l.ghter/", "charcoal v2"},
	{"/^Packets fall/", "packets v1"},
	/* operators */
	{"charcoal -oven", "charcoal v2"},
	{"-charcoal", "packets v1"},
	{"windy OR lighter", "charcoal v2"},
	{"windy lighter", ""},
	{"windy -lighter", "charcoal v1"},
	{"-(windy OR lighter)", "bread v5, packets v1"},
	{"-\"guest memory\"", "bread v5, charcoal v2, packets v1"},
	/* fields */
	{"s:charcoal", "charcoal v2"},
	{"s:vents", "charcoal v2"},
	{"s:drop", "charcoal v2"},
	{"s:ember", ""},
	{"s:/Close .* vents/", "charcoal v1"},
	{"f:ada", "charcoal v2"},
	{"f:\"J\303\266rg Ash\"", "packets v1"},
	{"f:example", "bread v5, charcoal v2, packets v1"},
	{"f:ada@ember.example.org", "charcoal v2"},
	{"a:ada", "charcoal v2, packets v1"},
	{"r:ada", "packets v1"},
	{"ack:ada", ""},
	{"b:charcoal", "bread v5, charcoal v2"},
	{"b:\"hot\"", ""},
	{"ch:lighter", "charcoal v2"},
	{"ch:went", ""},
	{"dfn:grill/coal", "charcoal v2"},
	{"dfn:grill/co", ""},
	{"dfn:vents.c", "charcoal v1"},
	{"dfn:*/lid.c", "charcoal v2"},
	{"sub:grill", "charcoal v2"},
	{"sub:GRILL/Coal", "charcoal v2"},
	{"sub:gri", ""},
	{"dom:example.org", "charcoal v2"},
	{"dom:ember.example.org", "charcoal v2"},
	{"dom:xample.org", ""},
	{"l:oven", "bread v5"},
	{"v:2", "charcoal v2"},
	{"v:<2", "charcoal v1, packets v1"},
	{"v:>=2 v:<=4", "charcoal v2"},
	{"patches:2", "charcoal v2"},
	{"files:2", "charcoal v1"},
	{"lines:>100", "packets v1"},
	{"lines:16..20", "charcoal v2"},
	{"revs:2", "charcoal v2"},
	{"tag:NET-next", "packets v1"},
	{"tag:net", ""},
	{"is:rfc", "packets v1"},
	{"is:single", "packets v1"},
	{"is:cover", "charcoal v2"},
	{"is:latest", "bread v5, charcoal v2, packets v1"},
	{"is:old", "charcoal v1"},
	{"is:reviewed", "packets v1"},
	{"-is:cover -is:single", "bread v5"},
	{"is:incomplete", "bread v5, charcoal v2"},
	{"-is:incomplete", "packets v1"},
	{"is:stalled", ""},
	{"trailer:reviewed-by=ada", "packets v1"},
	{"trailer:Reviewed-By=", "packets v1"},
	{"trailer:reviewed-by=bo", ""},
	{"trailer:acked-by=", ""},
	{"d:today", "bread v5"},
	{"d:yesterday", ""},
	{"d:2.days.ago..", "bread v5, charcoal v2"},
	{"d:<2.days.ago", "charcoal v1, packets v1"},
	{"d:5.weeks.ago..3.days.ago", ""},
	{"d:6.weeks.ago..1.month.ago", "charcoal v1, packets v1"},
	{"d:..1.year.ago", ""},
	{"digest:2222222", "charcoal v2, packets v1"},
	{"digest:3333333abc", "charcoal v2"},
	{"digest:2025-11-12.txt", "bread v5"},
	{"m:20251001-coal-v1-0-aaaaaaaaaaaa@example.org", "charcoal v2"},
	{"https://lore.example.org/r/20251001-coal-v1-0-aaaaaaaaaaaa@example.org", "charcoal v2"},
	{"f:ada v:1 (dfn:vents.c OR is:rfc)", "charcoal v1"},
};

static void test_queries(void **state)
{
	struct scratch *s = *state;
	size_t i;

	for (i = 0; i < ARRAY_LEN(queries); i++) {
		struct result *result = scratch_ask(s, queries[i].query, SORT_NEWEST);
		struct buf found = BUF_INIT;

		names_of(s, result, &found);
		if (strcmp(found.p, queries[i].found))
			fail_msg("'%s' finds '%s', not '%s'", queries[i].query, found.p,
				queries[i].found);
		assert_int_equal(result->all, 3);
		assert_int_equal(result->digests, 3);
		result_unref(result);
		buf_release(&found);
	}
}

/* The head of a path was cut off: what it may be is a perhaps, and so is that it is not. */
static void test_perhaps(void **state)
{
	static const struct {
		const char *query, *found;
		unsigned perhaps;
	} table[] = {
		{"dfn:drivers/net/core", "packets v1", 1},
		{"dfn:drivers/core", "", 0},
		{"dfn:grate.c", "packets v1", 0},
		{"-dfn:drivers/net", "bread v5, charcoal v2, packets v1", 1},
		{"dfn:drivers/net OR lines:300", "packets v1", 0},
		{"dfn:drivers/net -lines:300", "", 0},
	};
	struct scratch *s = *state;
	size_t i;

	for (i = 0; i < ARRAY_LEN(table); i++) {
		struct result *result = scratch_ask(s, table[i].query, SORT_NEWEST);
		struct buf found = BUF_INIT;

		names_of(s, result, &found);
		assert_string_equal(found.p, table[i].found);
		assert_int_equal(result->perhaps, table[i].perhaps);
		result_unref(result);
		buf_release(&found);
	}
}

static void test_sorts(void **state)
{
	static const char *const orders[SORTS] = {
		[SORT_NEWEST] = "bread v5, charcoal v2, packets v1",
		[SORT_OLDEST] = "packets v1, charcoal v2, bread v5",
		[SORT_TITLE] = "charcoal v2, packets v1, bread v5",
		[SORT_AUTHOR] = "charcoal v2, bread v5, packets v1",
		[SORT_LINES] = "packets v1, charcoal v2, bread v5",
		[SORT_PATCHES] = "bread v5, charcoal v2, packets v1",
		[SORT_REVISION] = "bread v5, charcoal v2, packets v1",
		[SORT_TAGS] = "packets v1, bread v5, charcoal v2",
	};
	struct scratch *s = *state;
	int sort;

	for (sort = 0; sort < SORTS; sort++) {
		struct result *result = scratch_ask(s, "", (enum sort)sort);
		struct buf found = BUF_INIT;

		names_of(s, result, &found);
		if (strcmp(found.p, orders[sort]))
			fail_msg("sort %d gives '%s'", sort, found.p);
		result_unref(result);
		buf_release(&found);
	}
}

/* Only what lies below the paths that were given is there to be found. */
static void test_scope(void **state)
{
	struct scratch *s = *state;
	struct result *result;
	struct buf found = BUF_INIT;

	scratch_open(s, "digests/grill");
	result = scratch_ask(s, "charcoal OR packets", SORT_NEWEST);
	names_of(s, result, &found);
	assert_string_equal(found.p, "charcoal v2, packets v1");
	assert_int_equal(result->all, 2);
	assert_int_equal(result->digests, 2);
	result_unref(result);
	/* A path that only begins the same is another. */
	scratch_open(s, "digests/gri");
	result = scratch_ask(s, "", SORT_NEWEST);
	assert_int_equal(result->n + result->all, 0);
	result_unref(result);
	buf_release(&found);
}

/* What a file said before it changed is not found any more. */
static void test_changed_file(void **state)
{
	struct scratch *s = *state;
	struct buf text = BUF_INIT, found = BUF_INIT;
	struct result *result = scratch_ask(s, "fuel", SORT_NEWEST);
	const char *old = scratch_text("digests/oven/2025-11-12.txt"), *at;

	assert_int_equal(result->n, 1);
	result_unref(result);
	at = strstr(old, "Charcoal is no fuel");
	buf_add(&text, old, (size_t)(at - old));
	buf_adds(&text, "Wood");
	buf_adds(&text, at + strlen("Charcoal"));
	scratch_write(s, "digests/oven/2025-11-12.txt", text.p);
	scratch_import(s);
	result = scratch_ask(s, "fuel charcoal", SORT_NEWEST);
	assert_int_equal(result->n, 0);
	result_unref(result);
	result = scratch_ask(s, "fuel wood", SORT_NEWEST);
	names_of(s, result, &found);
	assert_string_equal(found.p, "bread v5");
	result_unref(result);
	buf_release(&text);
	buf_release(&found);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_queries, scratch_set_up, scratch_tear_down),
		cmocka_unit_test_setup_teardown(test_perhaps, scratch_set_up, scratch_tear_down),
		cmocka_unit_test_setup_teardown(test_sorts, scratch_set_up, scratch_tear_down),
		cmocka_unit_test_setup_teardown(test_scope, scratch_set_up, scratch_tear_down),
		cmocka_unit_test_setup_teardown(test_changed_file, scratch_set_up,
			scratch_tear_down),
	};

	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
