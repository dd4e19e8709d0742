/* Decisions by hand: what they join and part, and what they outlive. */
#include "tests/unit/books.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "util/alloc.h"

static void index_anew(struct shelf *shelf)
{
	books_drop_index(shelf);
	shelf_import(shelf, "");
}

/* ---- what they do --------------------------------------------------------------------------- */

/* Decisions, one after the other, and the series after each. */
static const struct {
	const char *name;
	struct {
		const char *word, *wanted;
	} steps[6];
} trials[] = {
	{"what has no signal is joined", {
		{"g=h", "abc def gh"}, {"a=g", "abcgh def"}}},
	{"what conflicts is joined, and nothing falls out", {
		{"c=d", "abcdef g h"}, {"c-d", "abc def g h"}}},
	{"two texts of one version", {{"a=f", "abcdef g h"}, {"g=a", "abcdefg h"}}},
	{"a cut leaves the others with the nearer", {{"b!c", "ab c def g h"}}},
	{"or with what is tied to it more strongly", {
		{"a=d", "abcdef g h"}, {"c!d", "adef bc g h"}}},
	{"the newest word wins", {
		{"g=h", "abc def gh"}, {"g!h", "abc def g h"}, {"h=g", "abc def gh"}}},
	{"over a chain of older ones", {
		{"g=h", "abc def gh"}, {"h=a", "abcgh def"}, {"g!a", "abch def g"}}},
	{"and joins what older ones keep apart", {
		{"g!a", BOOKS_APART}, {"g=h", "abc def gh"}, {"h=a", "abcgh def"}}},
	{"what is not the same stays so by way of others", {
		{"a!g", BOOKS_APART}, {"g!b", BOOKS_APART}, {"b!a", "a bc def g h"}, {"h=a", "ah bc def g"}}},
	{"what is taken back is gone", {
		{"b!c", "ab c def g h"}, {"c-b", BOOKS_APART}, {"c-b", BOOKS_APART}}},
};

static void test_trials(void **state)
{
	size_t i, k;

	(void)state;
	for (i = 0; i < ARRAY_LEN(trials); i++) {
		void *shelf;

		assert_int_equal(books_set_up(&shelf), 0);
		books_expect(shelf, BOOKS_APART);
		for (k = 0; k < ARRAY_LEN(trials[i].steps) && trials[i].steps[k].word; k++) {
			print_message("# %s: %s\n", trials[i].name, trials[i].steps[k].word);
			books_decide(shelf, trials[i].steps[k].word);
			books_expect(shelf, trials[i].steps[k].wanted);
		}
		index_anew(shelf);
		books_expect(shelf, trials[i].steps[k - 1].wanted);
		assert_int_equal(shelf_tear_down(&shelf), 0);
	}
}

static void test_undo(void **state)
{
	struct shelf *shelf = *state;

	assert_int_equal(books_decide(shelf, "g=h"), 1);
	assert_int_equal(books_decide(shelf, "h=g"), 0);
	books_decide(shelf, "b!c");
	/* It also takes back what was said against it. */
	assert_int_equal(books_decide(shelf, "c=b"), 1);
	books_expect(shelf, "abc def gh");
	books_undo(shelf, "link by hand");
	books_expect(shelf, "ab c def gh");
	books_undo(shelf, "unlink by hand");
	books_expect(shelf, "abc def gh");
	assert_int_equal(books_decide(shelf, "g-h"), 1);
	books_expect(shelf, BOOKS_APART);
	books_undo(shelf, "decision taken back");
	books_expect(shelf, "abc def gh");
	books_undo(shelf, "link by hand");
	books_expect(shelf, BOOKS_APART);
}

/* Both ends, the signal and how sure it is. */
static void test_why(void **state)
{
	struct shelf *shelf = *state;
	struct buf got = BUF_INIT;

	books_decide(shelf, "g=h");
	books_decide(shelf, "b!c");
	shelf_series(shelf, &got);
	assert_string_equal(got.p, "coal: Keep it hot | v1T v2T\n"
		"coal: Keep it hot | v3-\n"
		"coal: Warm the grill | v1T v4T v5T\n"
		"oven: Bake bread | oven: Bake much bread | v7H v8H\n");
	buf_release(&got);
}

static int64_t absent_of(struct shelf *shelf, char book)
{
	struct arena arena = ARENA_INIT;
	struct revision_row *rows;
	struct error err;
	int64_t found = 0;
	size_t i, n;

	assert_true(model_revisions(shelf->model, books_hit(shelf, book).series, &arena, &rows, &n,
		&err));
	for (i = 0; i < n; i++)
		if (rows[i].absent)
			found = rows[i].revision;
	arena_release(&arena);
	assert_true(found != 0);
	return found;
}

static void refuses(struct shelf *shelf, struct decide said, enum error_code code)
{
	struct decided now;
	struct error err;
	size_t changed;

	assert_false(model_decide(shelf->model, &said, 1, &now, &changed, &err));
	assert_int_equal(err.code, code);
	books_expect(shelf, BOOKS_APART);
}

/* The v7 that h links to has no text until somebody says that g is it. */
static void test_absent(void **state)
{
	struct shelf *shelf = *state;
	int64_t absent = absent_of(shelf, 'h'), h = books_hit(shelf, 'h').revision;
	struct decide same = {absent, books_hit(shelf, 'g').revision, VERDICT_SAME};
	struct decided now;
	struct error err;
	size_t changed;

	refuses(shelf, (struct decide){absent, same.b, VERDICT_NOT}, ERROR_INPUT);
	refuses(shelf, (struct decide){absent, h, VERDICT_SAME}, ERROR_INPUT);
	refuses(shelf, (struct decide){h, h, VERDICT_NOT}, ERROR_INPUT);
	refuses(shelf, (struct decide){h, 999999, VERDICT_SAME}, ERROR_NOT_FOUND);
	assert_true(model_decide(shelf->model, &same, 1, &now, &changed, &err));
	books_expect(shelf, "abc def gh");
}

static void test_rows(void **state)
{
	struct shelf *shelf = *state;
	struct arena arena = ARENA_INIT;
	struct decision_row *rows;
	struct error err;
	size_t n;

	books_decide(shelf, "g=h");
	books_decide(shelf, "b!c");
	assert_true(model_decisions(shelf->model, books_hit(shelf, 'h').series, &arena, &rows, &n,
		&err));
	assert_int_equal(n, 1);
	assert_int_equal(rows[0].series, books_hit(shelf, 'g').series);
	assert_int_equal(rows[0].verdict, VERDICT_SAME);
	assert_int_equal(rows[0].revision + rows[0].other,
		books_hit(shelf, 'g').revision + books_hit(shelf, 'h').revision);
	assert_true(model_decisions(shelf->model, books_hit(shelf, 'a').series, &arena, &rows, &n,
		&err));
	assert_int_equal(n, 1);
	assert_int_equal(rows[0].revision, books_hit(shelf, 'b').revision);
	assert_int_equal(rows[0].other, books_hit(shelf, 'c').revision);
	assert_int_equal(rows[0].series, books_hit(shelf, 'c').series);
	assert_int_equal(rows[0].verdict, VERDICT_NOT);
	assert_true(model_decisions(shelf->model, books_hit(shelf, 'd').series, &arena, &rows, &n,
		&err));
	assert_int_equal(n, 0);
	arena_release(&arena);
}

/* ---- what is offered ------------------------------------------------------------------------ */

static const struct shelf_record spring[] = {
	{"[PATCH v3 0/2] coal: Spring cleaning of vents", "Ada Ember <ada@ember.example.org>", NULL},
	{.subject = NULL},
}, autumn[] = {
	{"[PATCH 0/2] coal: Spring cleaning of vents", "Ada Ember <ada@ember.example.org>", NULL},
	{.subject = NULL},
};

static int64_t series_in(struct shelf *shelf, const char *query)
{
	struct result *result = shelf_ask(shelf, query);
	int64_t series;

	assert_int_equal(result->n, 1);
	series = result->hits[0].series;
	result_unref(result);
	return series;
}

/* What is offered to the v3 is this v1, or nothing; and the other way round. */
static bool is_offered(struct shelf *shelf)
{
	static const char *const queries[] = {"s:spring v:3", "s:spring v:1"};
	struct arena arena = ARENA_INIT;
	size_t n[2], i;

	for (i = 0; i < 2; i++) {
		struct perhaps_row *rows;
		struct error err;

		assert_true(model_perhaps(shelf->model, series_in(shelf, queries[i]), &arena,
			&rows, &n[i], &err));
		if (n[i] == 0)
			continue;
		assert_int_equal(n[i], 1);
		assert_int_equal(rows[0].series, series_in(shelf, queries[!i]));
		assert_int_equal(rows[0].signal, SIGNAL_TITLE);
		assert_in_range(rows[0].confidence, 20, 60);
	}
	assert_int_equal(n[0], n[1]);
	arena_release(&arena);
	return n[0] > 0;
}

static void say(struct shelf *shelf, enum verdict verdict)
{
	struct result *a = shelf_ask(shelf, "s:spring v:3"), *b = shelf_ask(shelf, "s:spring v:1");
	struct decide said = {a->hits[0].revision, b->hits[0].revision, verdict};
	struct decided now;
	struct error err;
	size_t changed;

	if (!model_decide(shelf->model, &said, 1, &now, &changed, &err))
		fail_msg("%s", err.text);
	assert_int_equal(now.a == now.b, verdict == VERDICT_SAME);
	result_unref(a);
	result_unref(b);
}

/* A v1 long after the v3 of its title: in doubt they are two, until the user has said. */
static void test_perhaps(void **state)
{
	struct shelf *shelf = *state;
	char *first = shelf_digest("C", "1111111", "2222222", spring);
	char *second = shelf_digest("C", "1111111", "2222222", autumn);

	shelf_write(shelf, "C-2025-01-01.txt", first);
	shelf_write(shelf, "C-2025-12-01.txt", second);
	shelf_import(shelf, "");
	assert_true(is_offered(shelf));
	say(shelf, VERDICT_NOT);
	assert_false(is_offered(shelf));
	index_anew(shelf);
	assert_false(is_offered(shelf));
	say(shelf, VERDICT_NONE);
	assert_true(is_offered(shelf));
	say(shelf, VERDICT_SAME);
	assert_false(is_offered(shelf));
	free(first);
	free(second);
}

/* ---- what they outlive ---------------------------------------------------------------------- */

static void merge(struct model *from, struct model *into)
{
	struct arena arena = ARENA_INIT;
	struct mark_record *records;
	struct error err;
	size_t n, changed;

	if (!model_marks_export(from, &arena, &records, &n, &err) ||
		!model_marks_merge(into, records, n, &changed, &err))
		fail_msg("%s", err.text);
	arena_release(&arena);
}

static void test_merge(void **state)
{
	struct shelf *here = *state, *there;
	void *other;

	assert_int_equal(books_set_up(&other), 0);
	there = other;
	books_decide(here, "g=h");
	books_decide(here, "b!c");
	books_decide(there, "c=d");
	merge(there->model, here->model);
	books_expect(here, "ab cdef gh");
	merge(here->model, there->model);
	books_expect(there, "ab cdef gh");
	books_undo(here, "merge");
	books_expect(here, "ab c def gh");
	/* Of what both have decided the newest wins, whichever way they come together. */
	while (usleep(2000) < 0)
		continue;
	books_decide(there, "c=b");
	merge(there->model, here->model);
	books_expect(here, "abc def gh");
	assert_int_equal(shelf_tear_down(&other), 0);
}

/* What another instance has decided is heard at the next import, though no file has changed. */
static void test_other_instance(void **state)
{
	struct shelf *shelf = *state;
	struct model *mine = shelf->model;

	shelf->model = NULL;
	shelf_open(shelf, NULL);
	books_decide(shelf, "g=h");
	model_close(shelf->model);
	shelf->model = mine;
	books_expect(shelf, "abc def gh"); /* they share the index */
	books_drop_index(shelf);
	shelf_import(shelf, "A-2025-01-01.txt");
	shelf_import(shelf, "");
	books_expect(shelf, "abc def gh");
}

/* The marks are there before the revisions are. */
static void test_not_yet_there(void **state)
{
	struct shelf *shelf = *state;
	size_t i;

	books_decide(shelf, "g=h");
	books_decide(shelf, "b!c");
	books_decide(shelf, "c=e");
	books_drop_index(shelf);
	for (i = 0; i < BOOKS; i++)
		assert_int_equal(shelf_import(shelf, books[i].file).added, 1);
	books_expect(shelf, "ab cdef gh");
	/* One that goes takes what was said of it along, until it is back. */
	shelf_write(shelf, books[7].file, "none");
	shelf_import(shelf, "");
	shelf_write(shelf, books[2].file, "none");
	shelf_import(shelf, "");
	books_expect(shelf, "ab def g");
	books_write(shelf);
	shelf_import(shelf, "");
	books_expect(shelf, "ab cdef gh");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, books_set_up, shelf_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_trials),
		TEST(test_undo),
		TEST(test_why),
		TEST(test_absent),
		TEST(test_rows),
		TEST(test_perhaps),
		TEST(test_merge),
		TEST(test_other_instance),
		TEST(test_not_yet_there),
	};

	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
