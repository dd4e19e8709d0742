/* Marks: what is said of series, and what queries ask of it. */
#include "tests/unit/marking.h"

#include <locale.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "util/alloc.h"

static void wait_answer(struct scratch *s, struct arena *a, struct answer *answer)
{
	struct pollfd ready = {.fd = model_fd(s->model), .events = POLLIN};

	while (!model_answer(s->model, a, answer)) {
		assert_int_equal(poll(&ready, 1, 60000), 1);
		model_poll(s->model);
	}
}

/* ---- reading -------------------------------------------------------------------------------- */

static void test_first_import(void **state)
{
	struct scratch *s = *state;

	marking_expect(s, "s:charcoal", "read v2");
	marking_expect(s, "s:bread", "read v5");
	marking_add_third(s);
	marking_expect(s, "s:charcoal", "unread v2");
	marking_expect(s, "s:sweep", "unread");
	marking_expect(s, "s:charcoal v:2", "read v2");
	marking_index_anew(s);
	marking_expect(s, "s:charcoal", "unread v2");
	marking_expect(s, "s:sweep", "unread");
	marking_expect(s, "s:bread", "read v5");
}

static void test_read(void **state)
{
	struct scratch *s = *state;

	marking_add_third(s);
	marking_mark(s, "s:charcoal", MARK_READ, true);
	marking_expect(s, "s:charcoal", "read v3");
	marking_undo(s, "read");
	marking_expect(s, "s:charcoal", "unread v2");
	/* What is unread takes the newer ones along; the older ones stay read. */
	marking_mark(s, "s:charcoal", MARK_READ, true);
	marking_mark(s, "s:charcoal v:2", MARK_READ, false);
	marking_expect(s, "s:charcoal v:2", "unread v1");
	marking_expect(s, "s:charcoal", "unread v1");
	marking_expect(s, "s:charcoal v:1", "read v1");
	marking_undo(s, "unread");
	marking_expect(s, "s:charcoal", "read v3");
	/* A newer one that was read speaks for those before. */
	marking_mark(s, "s:charcoal v:1", MARK_READ, false);
	marking_expect(s, "s:charcoal v:1", "unread");
	marking_mark(s, "s:charcoal", MARK_READ, true);
	marking_expect(s, "s:charcoal v:1", "read v3");
}

static void test_catch_up(void **state)
{
	struct scratch *s = *state;
	struct result *result;
	struct error err;
	size_t changed;

	marking_add_third(s);
	result = scratch_ask(s, "", SORT_NEWEST);
	assert_true(model_mark(s->model, MARK_READ, true, result->hits, result->n, &changed, &err));
	assert_int_equal(changed, 2);
	result_unref(result);
	marking_expect(s, "s:charcoal", "read v3");
	marking_expect(s, "s:sweep", "read v1");
	marking_undo(s, "read");
	marking_expect(s, "s:charcoal", "unread v2");
	marking_expect(s, "s:sweep", "unread");
}

/* Series that are unread, rows of the query's result that are, and the first of these. */
static void expect_unread(
	struct scratch *s, const char *query, unsigned series, size_t view, size_t first)
{
	struct result *result = scratch_ask(s, query, SORT_TITLE);
	struct arena arena = ARENA_INIT;
	struct answer answer;

	model_ask(s->model, &(struct ask){.kind = ASK_UNREAD, .result = result});
	wait_answer(s, &arena, &answer);
	assert_true(answer.ok);
	assert_int_equal(answer.unread.series, series);
	assert_int_equal(answer.unread.view, view);
	assert_int_equal(answer.unread.first, first);
	result_unref(result);
	arena_release(&arena);
}

/* By title: charcoal, bread, sweep; the first and the last got unread revisions. */
static void test_count_unread(void **state)
{
	struct scratch *s = *state;

	marking_add_third(s);
	expect_unread(s, "s:bread OR s:charcoal OR s:sweep", 2, 2, 0);
	expect_unread(s, "s:charcoal v:2", 2, 0, 1);
	expect_unread(s, "s:sweep", 2, 1, 0);
	expect_unread(s, "s:\"no such words\"", 2, 0, 0);
	marking_mark(s, "s:charcoal", MARK_READ, true);
	expect_unread(s, "s:bread OR s:charcoal OR s:sweep", 1, 1, 2);
	marking_mark(s, "s:sweep", MARK_MUTE, true);
	expect_unread(s, "s:sweep", 0, 1, 0);
	marking_mark(s, "s:sweep", MARK_READ, true);
	expect_unread(s, "s:sweep", 0, 0, 1);
}

/* ---- what is said of series ----------------------------------------------------------------- */

static void test_series_marks(void **state)
{
	struct scratch *s = *state;

	marking_mark(s, "s:charcoal v:1", MARK_FLAG, true);
	marking_mark(s, "s:charcoal", MARK_MUTE, true);
	marking_note(s, "s:charcoal", "ask Ada \"why\" \303\266\n");
	marking_expect(s, "s:charcoal", "read flag mute v2 'ask Ada \"why\" \303\266\n'");
	marking_expect(s, "s:charcoal v:1", "read flag mute v2 'ask Ada \"why\" \303\266\n'");
	marking_expect(s, "s:bread", "read v5");
	marking_note(s, "s:charcoal v:1", "other");
	marking_expect(s, "s:charcoal", "read flag mute v2 'other'");
	marking_undo(s, "note");
	marking_undo(s, "note");
	marking_expect(s, "s:charcoal", "read flag mute v2");
	marking_mark(s, "s:charcoal", MARK_FLAG, false);
	marking_expect(s, "s:charcoal v:1", "read mute v2");
	marking_undo(s, "unflag");
	marking_undo(s, "mute");
	marking_expect(s, "s:charcoal", "read flag v2");
	marking_undo(s, "flag");
	marking_expect(s, "s:charcoal", "read v2");
}

static void test_nothing_to_undo(void **state)
{
	struct scratch *s = *state;
	struct arena arena = ARENA_INIT;
	struct slice what;
	struct error err;

	/* The first import is nothing that a user did. */
	assert_false(model_undo(s->model, &arena, &what, &err));
	assert_int_equal(err.code, ERROR_NOT_FOUND);
	arena_release(&arena);
}

static void test_subsystem(void **state)
{
	struct scratch *s = *state;
	struct error err;

	assert_true(model_mute_subsystem(s->model, SLICE_LIT("GRILL"), true, &err));
	marking_expect(s, "s:charcoal", "read subsystem v2");
	marking_expect(s, "s:bread", "read v5");
	assert_true(model_mute_subsystem(s->model, SLICE_LIT("grill/coal"), true, &err));
	assert_true(model_mute_subsystem(s->model, SLICE_LIT("grill"), false, &err));
	marking_expect(s, "s:charcoal", "read subsystem v2");
	assert_false(model_mute_subsystem(s->model, SLICE_LIT("gri"), false, &err));
	assert_int_equal(err.code, ERROR_NOT_FOUND);
	marking_undo(s, "unmute of a subsystem");
	marking_undo(s, "mute of a subsystem");
	marking_undo(s, "mute of a subsystem");
	marking_expect(s, "s:charcoal", "read v2");
}

static void test_saved_queries(void **state)
{
	struct scratch *s = *state;
	struct arena arena = ARENA_INIT;
	struct saved_query *rows;
	struct error err;
	size_t n;

	assert_true(model_query_save(s->model, SLICE_LIT("mine"), SLICE_LIT("f:ada"), &err));
	assert_true(model_query_save(s->model, SLICE_LIT("big"), SLICE_LIT("lines:>100"), &err));
	assert_true(model_query_save(s->model, SLICE_LIT("mine"), SLICE_LIT("f:bo"), &err));
	assert_false(model_query_save(s->model, SLICE_LIT("two words"), SLICE_LIT("f:bo"), &err));
	assert_true(model_query_list(s->model, &arena, &rows, &n, &err));
	assert_int_equal(n, 2);
	assert_true(slice_is(rows[0].name, "big") && slice_is(rows[0].text, "lines:>100"));
	assert_true(slice_is(rows[1].name, "mine") && slice_is(rows[1].text, "f:bo"));
	assert_true(model_query_delete(s->model, SLICE_LIT("big"), &err));
	assert_false(model_query_delete(s->model, SLICE_LIT("big"), &err));
	assert_int_equal(err.code, ERROR_NOT_FOUND);
	marking_undo(s, "deleted query");
	marking_undo(s, "saved query");
	assert_true(model_query_list(s->model, &arena, &rows, &n, &err));
	assert_int_equal(n, 2);
	assert_true(slice_is(rows[1].text, "f:ada"));
	arena_release(&arena);
}

/* ---- asked by queries ------------------------------------------------------------------------ */

static void test_queries(void **state)
{
	struct scratch *s = *state;
	struct error err;

	marking_finds(s, "is:unread", "");
	marking_finds(s, "is:flagged OR is:noted OR is:muted", "");
	marking_add_third(s);
	marking_finds(s, "is:unread", " hot v3, oven v1");
	marking_mark(s, "s:charcoal v:1", MARK_FLAG, true);
	marking_finds(s, "is:flagged", " hot v3");
	marking_finds(s, "is:flagged v:<3", " hot v2");
	marking_finds(s, "is:flagged -is:unread", " hot v2");
	marking_note(s, "s:bread", "x");
	marking_finds(s, "is:noted", "read v5");
	marking_mark(s, "s:packets", MARK_MUTE, true);
	marking_finds(s, "is:muted", "kets v1");
	assert_true(model_mute_subsystem(s->model, SLICE_LIT("oven"), true, &err));
	marking_finds(s, "is:muted", "kets v1, read v5, oven v1");
	marking_finds(s, "is:unread -is:muted", " hot v3");
	marking_mark(s, "s:charcoal", MARK_READ, true);
	marking_finds(s, "is:unread", "oven v1");
	marking_mark(s, "s:charcoal v:2", MARK_READ, false);
	marking_finds(s, "is:unread s:charcoal", " hot v3");
	marking_finds(s, "is:unread v:1", "oven v1");
	marking_undo(s, "unread");
	marking_finds(s, "is:unread", "oven v1");
	marking_index_anew(s);
	marking_finds(s, "is:unread", "oven v1");
	marking_finds(s, "is:flagged", " hot v3");
}

/* What a mark says, and what a query finds by it, is the same for every revision. */
static void test_rows_and_queries_agree(void **state)
{
	static const char *const revisions[] = {
		"s:charcoal v:1", "s:charcoal v:2", "s:charcoal v:3", "s:packets", "s:bread",
		"s:sweep",
	};
	struct scratch *s = *state;
	unsigned seed = 12345;
	int round;
	size_t i;

	marking_add_third(s);
	for (round = 0; round < 40; round++) {
		seed = seed * 1103515245 + 12345;
		marking_mark(s, revisions[seed / 65536 % ARRAY_LEN(revisions)],
			(enum mark)(seed / 1024 % MARKS), seed / 256 % 2);
		for (i = 0; i < ARRAY_LEN(revisions); i++) {
			struct buf query = BUF_INIT, row = BUF_INIT;
			struct result *result;

			buf_addf(&query, "%s is:unread", revisions[i]);
			marking_print(s, revisions[i], &row);
			result = scratch_ask(s, query.p, SORT_NEWEST);
			if ((result->n == 1) != (strncmp(row.p, "unread", 6) == 0))
				fail_msg("round %d: '%s' is '%s'", round, revisions[i], row.p);
			result_unref(result);
			buf_clear(&query);
			buf_addf(&query, "%s is:flagged", revisions[i]);
			result = scratch_ask(s, query.p, SORT_NEWEST);
			assert_int_equal(result->n == 1, strstr(row.p, " flag") != NULL);
			result_unref(result);
			buf_release(&query);
			buf_release(&row);
		}
	}
}

static void fails(struct scratch *s, const char *text, const char *why)
{
	struct query_error query_err;
	struct query *query = query_parse(slice_cstr(text), &query_err);
	struct ask question = {.kind = ASK_SERIES, .query = query};
	struct arena arena = ARENA_INIT;
	struct answer answer;

	assert_non_null(query);
	model_ask(s->model, &question);
	query_free(query);
	wait_answer(s, &arena, &answer);
	assert_false(answer.ok);
	assert_int_equal(answer.error.code, ERROR_INPUT);
	assert_non_null(strstr(answer.error.text, why));
	arena_release(&arena);
}

static void test_query_in_query(void **state)
{
	struct scratch *s = *state;
	struct error err;

	assert_true(model_query_save(s->model, SLICE_LIT("ada"), SLICE_LIT("f:ada v:2"), &err));
	assert_true(model_query_save(s->model, SLICE_LIT("two"), SLICE_LIT("query:ada OR v:5"),
		&err));
	assert_true(model_query_save(s->model, SLICE_LIT("self"), SLICE_LIT("v:1 OR query:self"),
		&err));
	assert_true(model_query_save(s->model, SLICE_LIT("bad"), SLICE_LIT("a \"b"), &err));
	assert_true(model_query_save(s->model, SLICE_LIT("all"), SLICE_LIT(""), &err));
	marking_finds(s, "query:ada", " hot v2");
	marking_finds(s, "query:two", " hot v2, read v5");
	marking_finds(s, "-query:two", " hot v1, kets v1");
	marking_finds(s, "query:all v:5", "read v5");
	fails(s, "query:none", "no saved query 'none'");
	fails(s, "query:bad", "'bad'");
	fails(s, "query:self", "'self'");
	marking_finds(s, "query:ada", " hot v2");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_set_up, scratch_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_first_import),
		TEST(test_read),
		TEST(test_catch_up),
		TEST(test_count_unread),
		TEST(test_series_marks),
		TEST(test_nothing_to_undo),
		TEST(test_subsystem),
		TEST(test_saved_queries),
		TEST(test_queries),
		TEST(test_rows_and_queries_agree),
		TEST(test_query_in_query),
	};

	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
