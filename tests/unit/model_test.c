/* What the faces see: rows, revisions, facets, tickets. */
#include "tests/unit/shelf.h"

#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "util/alloc.h"

#define ADA "Ada Ember <ada@ember.example.org>"
#define BO  "Bo Crust <bo@lab.example.com>"
#define END "\n\n a.c | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)"

static const struct shelf_record january[] = {
	{"[PATCH net-next 0/2] grill: coal: Keep it hot", ADA,
		"Text.\n\nAcked-by: " BO "\nReviewed-by: " BO "\nReviewed-by: " ADA "\n\n"
		"Ada Ember (2):\n  grill: coal: Add a lid\n  vents: Close\n\n"
		" coal/a.c | 12 ++++++++----\n b.c      |  2 +-\n"
		" 2 files changed, 9 insertions(+), 5 deletions(-)"},
	{"[PATCH net-next 1/2] grill: coal: Add a lid", ADA, NULL},
	{"[PATCH RFC] Grill: oven: Bake bread", BO, NULL},
	{.subject = NULL},
};
static const struct shelf_record february[] = {
	{"[PATCH net-next v3 0/2] grill: coal: Keep it hot", ADA,
		"Text.\n\nChanges in v3:\n- c\n- Link to v2: "
		"https://lore.example.org/r/20250115-coal-v2-0-aaaaaaaaaaaa@example.org" END},
	{.subject = NULL},
};

static void write_digest(struct shelf *shelf, const char *name, const char *from, const char *to,
	const struct shelf_record *records)
{
	char *text = shelf_digest("GRILL", from, to, records);

	shelf_write(shelf, name, text);
	free(text);
}

static int set_up(void **state)
{
	struct shelf *shelf;

	if (shelf_set_up(state) != 0)
		return 1;
	shelf = *state;
	write_digest(shelf, "2025-01-01.txt", "1111111", "2222222", january);
	write_digest(shelf, "2025-02-01.txt", "2222222", "3333333", february);
	/* The second again: its ranking must not count twice. */
	write_digest(shelf, "copy-2025-02-01.txt", "2222222", "33333334", february);
	shelf_import(shelf, "");
	return 0;
}

static void test_rows(void **state)
{
	struct shelf *shelf = *state;
	struct result *result = shelf_ask(shelf, "");
	struct arena arena = ARENA_INIT;
	struct series_row rows[2];
	struct error err;

	assert_int_equal(result->n, 2);
	assert_int_equal(result->all, 2);
	assert_int_equal(result->digests, 3);
	assert_true(model_rows(shelf->model, result->hits, 2, &arena, rows, &err));
	assert_int_equal(rows[0].version, 3);
	assert_int_equal(rows[0].patches, 2);
	assert_false(rows[0].newer);
	assert_true(slice_is(rows[0].title, "grill: coal: Keep it hot"));
	assert_true(slice_is(rows[0].subsystem, "grill/coal"));
	assert_true(slice_is(rows[0].list, "GRILL"));
	assert_true(slice_ends(rows[0].digest, "2025-02-01.txt"));
	assert_int_equal(rows[0].date, 20250201);
	assert_int_equal(rows[0].date_kind, DATE_FILE);
	assert_true(rows[1].rfc);
	assert_true(slice_is(rows[1].contributor_name, "Bo Crust"));
	assert_true(slice_is(rows[1].author_email, "bo@lab.example.com"));
	assert_int_equal(rows[1].insertions, 1);
	result_unref(result);

	result = shelf_ask(shelf, "v:1 coal");
	assert_int_equal(result->n, 1);
	assert_true(model_rows(shelf->model, result->hits, 1, &arena, rows, &err));
	assert_true(rows[0].newer);
	assert_true(rows[0].has_lines);
	assert_int_equal(rows[0].files, 2);
	assert_int_equal(rows[0].insertions, 9);
	assert_int_equal(rows[0].deletions, 5);
	assert_int_equal(rows[0].acked, 1);
	assert_int_equal(rows[0].reviewed, 2);
	assert_int_equal(rows[0].tested, 0);
	result_unref(result);

	assert_true(model_rows(shelf->model, &(struct hit){.revision = 12345}, 1, &arena, rows,
		&err));
	assert_int_equal(rows[0].series, 0);
	arena_release(&arena);
}

static void test_revisions(void **state)
{
	struct shelf *shelf = *state;
	struct result *result = shelf_ask(shelf, "coal");
	struct arena arena = ARENA_INIT;
	struct revision_row *rows;
	struct series_row absent;
	struct error err;
	size_t n;

	assert_true(model_revisions(shelf->model, result->hits[0].series, &arena, &rows, &n, &err));
	assert_int_equal(n, 3);
	assert_int_equal(rows[0].version, 1);
	assert_false(rows[0].absent);
	assert_true(slice_ends(rows[0].path, "/digests/2025-01-01.txt"));
	assert_int_equal(rows[0].signal, SIGNAL_TITLE);
	assert_true(rows[1].absent);
	assert_int_equal(rows[1].version, 2);
	assert_int_equal(rows[1].posting, 0);
	assert_int_equal(rows[1].signal, SIGNAL_LINK);
	assert_true(slice_is(rows[1].url,
		"https://lore.example.org/r/20250115-coal-v2-0-aaaaaaaaaaaa@example.org"));
	assert_int_equal(rows[1].date, 20250115);
	assert_int_equal(rows[1].date_kind, DATE_MSGID);
	assert_true(slice_ends(rows[1].path, "2025-02-01.txt"));
	assert_true(rows[1].line > 1);
	assert_int_equal(rows[2].version, 3);

	assert_true(model_rows(shelf->model, &(struct hit){.revision = rows[1].revision}, 1, &arena,
		&absent, &err));
	assert_true(absent.absent);
	assert_true(absent.newer);
	assert_true(slice_is(absent.title, "grill: coal: Keep it hot"));
	result_unref(result);
	arena_release(&arena);
}

/* ---- facets ----------------------------------------------------------------------------------- */

static void wait_for(struct shelf *shelf, struct arena *a, ticket wanted, struct answer *answer)
{
	struct pollfd ready = {.fd = model_fd(shelf->model), .events = POLLIN};

	while (!model_answer(shelf->model, a, answer)) {
		assert_int_equal(poll(&ready, 1, 60000), 1);
		model_poll(shelf->model);
	}
	assert_int_equal(answer->ticket, wanted);
	assert_true(answer->ok);
}

static void expect_facet(
	struct shelf *shelf, enum facet facet, const char *query, const char *wanted)
{
	struct result *result = shelf_ask(shelf, query);
	struct arena arena = ARENA_INIT;
	struct buf got = BUF_INIT;
	struct answer answer;
	size_t i;

	wait_for(shelf, &arena, model_ask(shelf->model, &(struct ask){
		.kind = ASK_FACETS,
		.facet = facet,
		.result = result,
	}), &answer);
	for (i = 0; i < answer.facets.n; i++) {
		const struct facet_row *row = &answer.facets.rows[i];

		buf_addf(&got, "%*s" SLICE_FMT " %u", (int)row->depth, "",
			SLICE_ARG(row->label), row->view);
		if (row->has_printed)
			buf_addf(&got, "/%u", row->printed);
		buf_addf(&got, " " SLICE_FMT "\n", SLICE_ARG(row->term));
	}
	assert_string_equal(got.p, wanted);
	buf_release(&got);
	arena_release(&arena);
	result_unref(result);
}

static void test_facets(void **state)
{
	static const struct {
		enum facet facet;
		const char *query, *wanted;
	} cases[] = {
		{FACET_PERSON, "", "Ada Ember 1/14 f:\"Ada Ember\"\n"
			"Bo Crust 1 f:\"Bo Crust\"\n"},
		{FACET_PERSON, "bread", "Bo Crust 1 f:\"Bo Crust\"\n"
			"Ada Ember 0/14 f:\"Ada Ember\"\n"},
		{FACET_DOMAIN, "", "ember.example.org 1/14 dom:ember.example.org\n"
			"lab.example.com 1 dom:lab.example.com\n"},
		{FACET_SUBSYSTEM, "", "grill 2 sub:grill\n coal 1 sub:grill/coal\n"
			" oven 1 sub:Grill/oven\n"},
		{FACET_SUBSYSTEM, "bread", "Grill 1 sub:Grill\n oven 1 sub:Grill/oven\n"},
		{FACET_DIGEST, "", "GRILL 2025-02-01 1 digest:copy-2025-02-01.txt\n"
			"GRILL 2025-02-01 1 digest:2025-02-01.txt\n"
			"GRILL 2025-01-01 1 digest:2025-01-01.txt\n"},
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++)
		expect_facet(*state, cases[i].facet, cases[i].query, cases[i].wanted);
}

/* Who has one name at several addresses is one person; a first name alone says too little. */
static void test_one_name(void **state)
{
	static const struct shelf_record march[] = {
		{"[PATCH] grill: Light it", "Ada Ember <ada@home.example.com>", NULL},
		{"[PATCH] grill: Rake it", "Cy <cy@lab.example.com>", NULL},
		{"[PATCH] grill: Sweep it", "Cy <cy@home.example.com>", NULL},
		{.subject = NULL},
	};
	struct shelf *shelf = *state;

	write_digest(shelf, "2025-03-01.txt", "3333333", "4444444", march);
	shelf_import(shelf, "");
	expect_facet(shelf, FACET_PERSON, "",
		"Ada Ember 2/21 f:\"Ada Ember\"\nBo Crust 1 f:\"Bo Crust\"\n"
		"Cy 1 f:cy@home.example.com\nCy 1 f:cy@lab.example.com\n");
	expect_facet(shelf, FACET_PERSON, "f:\"Ada Ember\"",
		"Ada Ember 2/21 f:\"Ada Ember\"\n");
}

/* ---- tickets ---------------------------------------------------------------------------------- */

static ticket ask_for(struct shelf *shelf, const char *text)
{
	struct query_error err;
	struct query *query = query_parse(slice_cstr(text), &err);
	ticket asked = model_ask(shelf->model, &(struct ask){.kind = ASK_SERIES, .query = query});

	query_free(query);
	return asked;
}

/* Of many questions only the last is answered, however fast they come. */
static void test_void(void **state)
{
	struct shelf *shelf = *state;
	struct arena arena = ARENA_INIT;
	struct answer answer;
	ticket last = 0;
	int round, i;

	for (round = 0; round < 50; round++) {
		for (i = 0; i < 20; i++)
			last = ask_for(shelf, i % 2 ? "coal" : "\"no such words\" OR bread");
		wait_for(shelf, &arena, last, &answer);
		assert_int_equal(answer.result->n, 1);
		result_unref(answer.result);
		assert_false(model_answer(shelf->model, &arena, &answer));
	}
	arena_release(&arena);
}

static void test_cancel(void **state)
{
	struct shelf *shelf = *state;
	struct arena arena = ARENA_INIT;
	struct answer answer;
	ticket first, second;
	int round;

	for (round = 0; round < 50; round++) {
		first = ask_for(shelf, "coal");
		model_cancel(shelf->model, first);
		assert_false(model_answer(shelf->model, &arena, &answer));
		second = ask_for(shelf, "bread");
		wait_for(shelf, &arena, second, &answer);
		result_unref(answer.result);
	}
	model_cancel(shelf->model, second);
	arena_release(&arena);
}

static void test_news(void **state)
{
	struct shelf *shelf = *state;
	struct pollfd ready = {.fd = model_fd(shelf->model), .events = POLLIN};
	unsigned news;

	model_poll(shelf->model);
	assert_int_equal(poll(&ready, 1, 0), 0);
	write_digest(shelf, "2025-03-01.txt", "3333333", "4444444", january);
	shelf_import(shelf, "");
	assert_int_equal(poll(&ready, 1, 0), 1);
	news = model_poll(shelf->model);
	assert_true(news & MODEL_NEWS_INDEX);
	assert_true(news & MODEL_NEWS_IMPORT);
	assert_false(news & MODEL_NEWS_ANSWER);
	assert_int_equal(poll(&ready, 1, 0), 0);
	assert_int_equal(model_poll(shelf->model), 0);
}

/* Closing while everything is under way. */
static void test_close(void **state)
{
	struct shelf *shelf = *state;
	struct error err;
	char *path = shelf_path(shelf, "");
	int round;

	for (round = 0; round < 20; round++) {
		ask_for(shelf, "coal");
		assert_true(model_import(shelf->model, (const char *const[]){path}, 1, &err));
		shelf_open(shelf, NULL);
	}
	free(path);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, shelf_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_rows),
		TEST(test_revisions),
		TEST(test_facets),
		TEST(test_one_name),
		TEST(test_void),
		TEST(test_cancel),
		TEST(test_news),
		TEST(test_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
