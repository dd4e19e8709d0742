/* Series that share files, who touches a path, rankings and saved queries by ticket. */
#include "model/model.h"

#include <locale.h>
#include <math.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/scratch.h"
#include "tests/unit/shelf.h"
#include "util/alloc.h"

#define STAT(path) " " path " | 2 +-\n"
#define END(n)     " " n " files changed, 2 insertions(+), 2 deletions(-)"

static const struct shelf_record older[] = {
	{"[PATCH] alder: First", "Ada <ada@one.example.org>",
		STAT("x/rare.c") STAT("x/common.c") END("2")},
	{"[PATCH] dogwood: Fourth", "Dan <dan@two.example.org>", STAT("x/rare.c") END("1")},
	{NULL, NULL, NULL},
};

static const struct shelf_record newer[] = {
	{"[PATCH v2] alder: First", "Ada <ada@one.example.org>",
		STAT("x/rare.c") STAT("x/other.c") STAT(".../deep/tail.c") END("3")},
	{"[PATCH] birch: Second", "Bo <bo@two.example.org>",
		STAT("x/rare.c") STAT("x/common.c") END("2")},
	{"[PATCH] cedar: Third", "Ada <ada@one.example.org>", STAT("x/common.c") END("1")},
	{"[PATCH v2] dogwood: Fourth", "Dan <dan@two.example.org>", STAT("x/common.c") END("1")},
	{"[PATCH] elder: Fifth", "Eve <eve@two.example.org>", STAT("a/deep/tail.c") END("1")},
	{"[PATCH] fir: Sixth", "Fay <fay@two.example.org>", STAT(".../tail.c") END("1")},
	{"[PATCH] ginkgo: Seventh", "Gus <gus@two.example.org>", STAT("x/rare.c") END("1")},
	{"[PATCH] hazel: Eighth", "Hal <hal@two.example.org>",
		STAT("x/{other.c => new.c}") STAT("x/rare.c") END("2")},
	{NULL, NULL, NULL},
};

static void write_digest(struct scratch *s, const char *name, const char *from, const char *to,
	const struct shelf_record *records)
{
	char *text = shelf_digest("GRILL", from, to, records);

	scratch_write(s, name, text);
	free(text);
}

static int set_up(void **state)
{
	struct scratch *s;

	if (scratch_set_up(state) != 0)
		return 1;
	s = *state;
	write_digest(s, "digests/grill/2025-12-01.txt", "3333333", "4444444", older);
	write_digest(s, "digests/grill/2025-12-08.txt", "4444444", "5555555", newer);
	scratch_import(s);
	return 0;
}

static void ask(struct scratch *s, const struct ask *question, struct arena *a,
	struct answer *answer)
{
	struct pollfd ready = {.fd = model_fd(s->model), .events = POLLIN};
	ticket asked = model_ask(s->model, question);

	while (!model_answer(s->model, a, answer) || answer->ticket != asked) {
		assert_int_equal(poll(&ready, 1, 60000), 1);
		model_poll(s->model);
	}
	assert_int_equal(answer->kind, question->kind);
	if (!answer->ok)
		fail_msg("%s", answer->error.text);
}

static struct hit find(struct scratch *s, const char *query)
{
	struct result *result = scratch_ask(s, query, SORT_NEWEST);
	struct hit hit = {0};

	assert_int_equal(result->n, 1);
	hit = result->hits[0];
	result_unref(result);
	return hit;
}

/* The first word of a title. */
static void add_name(struct scratch *s, const struct hit *hit, struct buf *out)
{
	struct arena a = ARENA_INIT;
	struct series_row row;
	struct error err;

	assert_true(model_rows(s->model, hit, 1, &a, &row, &err));
	buf_add_slice(out, slice_sub(row.title, 0, slice_find_byte(row.title, ':')));
	buf_addf(out, " v%u", row.version);
	arena_release(&a);
}

/* ---- related -------------------------------------------------------------------------------- */

static void test_related(void **state)
{
	/* 11 series; rare.c is touched by 4, other.c and tail.c by 2, common.c by 3. */
	const double rare = log(11 / 4.0), two = log(11 / 2.0), common = log(11 / 3.0);
	const struct {
		const char *of;
		bool with_muted;
		const char *wanted;
		double weights[4];
		unsigned files;
		size_t limit;
	} cases[] = {
		{"s:alder", false, "hazel v1: x/other.c x/rare.c; elder v1: .../deep/tail.c; "
			"birch v1: x/rare.c; ", {two + rare, two, rare}, 3, 0},
		{"s:alder", true, "hazel v1: x/other.c x/rare.c; elder v1: .../deep/tail.c; "
			"birch v1: x/rare.c; ginkgo v1: x/rare.c; ",
			{two + rare, two, rare, rare}, 3, 0},
		{"s:alder", false, "hazel v1: x/other.c x/rare.c; +", {two + rare}, 3, 1},
		{"s:elder", false, "alder v2: a/deep/tail.c; ", {two}, 1, 0},
		{"s:dogwood v:1", false, "birch v1: x/common.c; cedar v1: x/common.c; ",
			{common, common}, 1, 0},
		{"s:hazel", false, "alder v2: x/new.c x/rare.c; birch v1: x/rare.c; ",
			{two + rare, rare}, 2, 0},
		{"s:sixth", false, "", {0}, 1, 0},
	};
	struct scratch *s = *state;
	struct hit muted = find(s, "s:ginkgo");
	struct error err;
	size_t i, k, p;

	assert_true(model_mark(s->model, MARK_MUTE, true, &muted, 1, NULL, &err));
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		struct buf got = BUF_INIT;
		struct arena a = ARENA_INIT;
		struct answer answer;

		ask(s, &(struct ask){
			.kind = ASK_RELATED,
			.series = find(s, cases[i].of).series,
			.with_muted = cases[i].with_muted,
			.limit = cases[i].limit,
		}, &a, &answer);
		for (k = 0; k < answer.related.n; k++) {
			const struct related_row *row = &answer.related.rows[k];

			add_name(s, &row->hit, &got);
			buf_addc(&got, ':');
			for (p = 0; p < row->npaths; p++)
				buf_addf(&got, " " SLICE_FMT, SLICE_ARG(row->paths[p]));
			buf_adds(&got, "; ");
			assert_int_equal(row->shared, row->npaths);
			assert_true(fabs(row->weight - cases[i].weights[k]) < 1e-9);
		}
		buf_adds(&got, answer.related.more ? "+" : "");
		assert_string_equal(got.p, cases[i].wanted);
		assert_int_equal(answer.related.files, cases[i].files);
		buf_release(&got);
		arena_release(&a);
	}
}

static void test_no_such_series(void **state)
{
	struct arena a = ARENA_INIT;
	struct answer answer;

	ask(*state, &(struct ask){.kind = ASK_RELATED, .series = 999999}, &a, &answer);
	assert_int_equal(answer.related.n, 0);
	assert_int_equal(answer.related.files, 0);
	arena_release(&a);
}

/* ---- touched -------------------------------------------------------------------------------- */

static void test_touched(void **state)
{
	static const struct {
		const char *path, *wanted;
		size_t limit;
	} cases[] = {
		{"x/rare.c", "Ada 1 alder v2, Bo 1 birch v1, Gus 1 ginkgo v1, Hal 1 hazel v1, "
			"Dan 1 dogwood v1, of 5", 0},
		{"x", "Ada 2 alder v2, Bo 1 birch v1, Dan 1 dogwood v2, Gus 1 ginkgo v1, "
			"Hal 1 hazel v1, of 6", 0},
		{"x/", "Ada 2 alder v2, + of 6", 1},
		{".../deep/tail.c", "Ada 1 alder v2, Eve 1 elder v1, of 2", 0},
		{"a/deep/tail.c", "Ada 1 alder v2, Eve 1 elder v1, Fay 1 fir v1, of 3", 0},
		{"x/other.c", "Ada 1 alder v2, Hal 1 hazel v1, of 2", 0},
		{"none", "of 0", 0},
		{"", "of 0", 0},
	};
	struct scratch *s = *state;
	size_t i, k;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		struct buf got = BUF_INIT;
		struct arena a = ARENA_INIT;
		struct answer answer;

		ask(s, &(struct ask){
			.kind = ASK_TOUCHED,
			.text = slice_cstr(cases[i].path),
			.limit = cases[i].limit,
		}, &a, &answer);
		for (k = 0; k < answer.touched.n; k++) {
			const struct touched_row *row = &answer.touched.rows[k];

			buf_addf(&got, SLICE_FMT " %u ", SLICE_ARG(row->name), row->series);
			add_name(s, &row->newest, &got);
			buf_adds(&got, ", ");
			assert_true(row->date == 20251201 || row->date == 20251208);
			assert_true(row->email.n > 0);
		}
		buf_addf(&got, "%sof %u", answer.touched.more ? "+ " : "", answer.touched.series);
		assert_string_equal(got.p, cases[i].wanted);
		buf_release(&got);
		arena_release(&a);
	}
}

/* ---- rankings ------------------------------------------------------------------------------- */

/* What model_rank gives; the options may be gone by then. */
static void test_rank(void **state)
{
	struct scratch *s = *state;
	char list[] = "grill";
	struct rank_options options = {.by = RANK_BY_DOMAIN, .list = list};
	struct arena a = ARENA_INIT;
	struct rank_table table;
	struct answer answer;
	struct error err;
	ticket asked;
	struct pollfd ready = {.fd = model_fd(s->model), .events = POLLIN};
	size_t i;

	assert_true(model_rank(s->model, &options, &a, &table, &err));
	asked = model_ask(s->model, &(struct ask){.kind = ASK_RANK, .rank = &options});
	memset(list, 'x', sizeof(list) - 1);
	options.by = RANK_BY_PERSON;
	while (!model_answer(s->model, &a, &answer) || answer.ticket != asked) {
		assert_int_equal(poll(&ready, 1, 60000), 1);
		model_poll(s->model);
	}
	assert_true(answer.ok);
	assert_int_equal(answer.rank->n, table.n);
	assert_int_equal(answer.rank->sum, table.sum);
	assert_int_equal(answer.rank->ndigests, 4);
	assert_true(table.n > 0);
	for (i = 0; i < table.n; i++) {
		assert_true(slice_eq(answer.rank->rows[i].label, table.rows[i].label));
		assert_int_equal(answer.rank->rows[i].count, table.rows[i].count);
	}
	arena_release(&a);
}

/* ---- saved queries -------------------------------------------------------------------------- */

static void test_saved(void **state)
{
	struct scratch *s = *state;
	struct hit unread[2] = {find(s, "s:birch"), find(s, "s:hazel")};
	struct buf got = BUF_INIT;
	struct arena a = ARENA_INIT;
	struct answer answer;
	struct result *view;
	struct error err;
	size_t i;

	assert_true(model_query_save(s->model, SLICE_LIT("rare"), SLICE_LIT("dfn:x/rare.c"), &err));
	assert_true(model_query_save(s->model, SLICE_LIT("bad"), SLICE_LIT("query:none"), &err));
	assert_true(model_query_save(s->model, SLICE_LIT("new"), SLICE_LIT("is:unread"), &err));
	assert_true(model_mark(s->model, MARK_READ, false, unread, 2, NULL, &err));
	view = scratch_ask(s, "dom:two.example.org", SORT_NEWEST);
	ask(s, &(struct ask){
		.kind = ASK_FACETS,
		.facet = FACET_QUERY,
		.result = view,
	}, &a, &answer);
	result_unref(view);
	for (i = 0; i < answer.facets.n; i++) {
		const struct facet_row *row = &answer.facets.rows[i];

		buf_addf(&got, SLICE_FMT " " SLICE_FMT " %u/%u %u%s\n", SLICE_ARG(row->label),
			SLICE_ARG(row->term), row->view, row->printed, row->unread,
			row->broken ? " broken" : "");
	}
	/* What came with the second import is unread, too. */
	assert_string_equal(got.p, "bad query:bad 0/0 0 broken\n"
		"new query:new 6/8 6\n"
		"rare query:rare 4/5 4\n");
	buf_release(&got);
	arena_release(&a);
}

static void test_unread(void **state)
{
	struct scratch *s = *state;
	struct arena a = ARENA_INIT;
	struct answer answer;
	struct result *view = scratch_ask(s, "", SORT_NEWEST);
	struct hit hits[2] = {find(s, "s:birch"), find(s, "s:cedar")};
	struct error err;
	size_t i;

	assert_true(model_mark(s->model, MARK_READ, true, view->hits, view->n, NULL, &err));
	assert_true(model_mark(s->model, MARK_READ, false, hits, 2, NULL, &err));
	ask(s, &(struct ask){.kind = ASK_FACETS, .facet = FACET_DOMAIN, .result = view}, &a,
		&answer);
	assert_true(answer.facets.n > 2);
	for (i = 0; i < answer.facets.n; i++) {
		const struct facet_row *row = &answer.facets.rows[i];
		bool has = slice_is(row->label, "one.example.org") ||
			slice_is(row->label, "two.example.org");

		assert_int_equal(row->unread, has ? 1 : 0);
	}
	result_unref(view);
	arena_release(&a);
}

/* ---- muted series --------------------------------------------------------------------------- */

static void test_muted(void **state)
{
	/* ginkgo is muted, and with its subsystem elder. */
	static const struct {
		const char *query;
		bool with_muted;
		unsigned shown, muted;
	} cases[] = {
		{"", false, 9, 2},
		{"", true, 11, 0},
		{"dom:two.example.org", false, 4, 2},
		{"s:alder", false, 1, 0},
		{"s:ginkgo", false, 0, 1},
		{"is:muted", false, 2, 0},
		{"-is:muted", false, 9, 0},
		{"s:alder OR (is:muted s:ginkgo)", false, 2, 0},
		{"query:silent", false, 2, 0},
		{"query:loud", false, 4, 2},
	};
	struct scratch *s = *state;
	struct hit hit = find(s, "s:ginkgo");
	struct error err;
	size_t i;

	assert_true(model_mark(s->model, MARK_MUTE, true, &hit, 1, NULL, &err));
	assert_true(model_mute_subsystem(s->model, SLICE_LIT("elder"), true, &err));
	assert_true(model_query_save(s->model, SLICE_LIT("silent"), SLICE_LIT("is:muted"), &err));
	assert_true(model_query_save(s->model, SLICE_LIT("loud"), SLICE_LIT("dom:two.example.org"),
		&err));
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		struct query_error query_err;
		struct query *query = query_parse(slice_cstr(cases[i].query), &query_err);
		struct arena a = ARENA_INIT;
		struct answer answer;

		ask(s, &(struct ask){
			.kind = ASK_SERIES,
			.query = query,
			.with_muted = cases[i].with_muted,
		}, &a, &answer);
		if (answer.result->n != cases[i].shown || answer.result->muted != cases[i].muted)
			fail_msg("'%s' shows %zu and hides %u", cases[i].query, answer.result->n,
				answer.result->muted);
		assert_int_equal(answer.result->all, 11);
		result_unref(answer.result);
		query_free(query);
		arena_release(&a);
	}
}

/* ---- tickets -------------------------------------------------------------------------------- */

/* One of each kind at once; each is answered, and only the last of a kind. */
static void test_all_kinds(void **state)
{
	static const struct rank_options options = {.by = RANK_BY_AUTHOR};
	struct scratch *s = *state;
	const struct ask questions[] = {
		{.kind = ASK_RANK, .rank = &options},
		{.kind = ASK_RELATED, .series = find(s, "s:alder").series},
		{.kind = ASK_TOUCHED, .text = SLICE_LIT("x")},
		{.kind = ASK_FACETS, .facet = FACET_QUERY},
		{.kind = ASK_COMPLETE, .text = SLICE_LIT("f:"), .caret = 2},
		{.kind = ASK_SERIES},
	};
	struct pollfd ready = {.fd = model_fd(s->model), .events = POLLIN};
	ticket wanted[ARRAY_LEN(questions)], cancelled;
	struct arena a = ARENA_INIT;
	struct answer answer;
	size_t round, i, left;

	for (round = 0; round < 50; round++) {
		for (i = 0; i < 3 * ARRAY_LEN(questions); i++)
			wanted[i % ARRAY_LEN(questions)] =
				model_ask(s->model, &questions[i % ARRAY_LEN(questions)]);
		cancelled = wanted[round % 5];
		model_cancel(s->model, cancelled);
		for (left = ARRAY_LEN(questions) - 1; left > 0;) {
			if (!model_answer(s->model, &a, &answer)) {
				assert_int_equal(poll(&ready, 1, 60000), 1);
				model_poll(s->model);
				continue;
			}
			assert_true(answer.ok);
			for (i = 0; i < ARRAY_LEN(questions) && wanted[i] != answer.ticket; i++)
				;
			assert_true(i < ARRAY_LEN(questions) && answer.ticket != cancelled);
			assert_int_equal(answer.kind, questions[i].kind);
			result_unref(answer.result);
			left--;
		}
		arena_reset(&a);
	}
	arena_release(&a);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, scratch_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_related),
		TEST(test_no_such_series),
		TEST(test_touched),
		TEST(test_rank),
		TEST(test_saved),
		TEST(test_unread),
		TEST(test_muted),
		TEST(test_all_kinds),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
