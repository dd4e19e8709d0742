/* Rankings over digests, asked as the faces do. */
#include "tests/unit/sheet.h"

#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "conf/mailmap.h"
#include "conf/org.h"

/* "rank label <email> count now/before#rank_now/rank_before" a row, then sum and others. */
static void print_rows(const struct rank_table *table, struct buf *out)
{
	size_t i;

	for (i = 0; i < table->n; i++) {
		const struct rank_row *row = &table->rows[i];

		buf_addf(out, "%u " SLICE_FMT, row->rank, SLICE_ARG(row->label));
		if (row->email.n > 0)
			buf_addf(out, " <" SLICE_FMT ">", SLICE_ARG(row->email));
		buf_addf(out, " %u", row->count);
		if (row->revisions > 0)
			buf_addf(out, " r%u l%u", row->revisions, row->lines);
		if (table->has_before)
			buf_addf(out, " %u/%u #%u/%u", row->now, row->before, row->rank_now,
				row->rank_before);
		buf_addc(out, '\n');
	}
	buf_addf(out, "%u, others %u\n", table->sum, table->sum - table->listed);
}

static void expect_rows(struct shelf *shelf, const struct rank_options *options,
	const char *expected)
{
	struct arena arena = ARENA_INIT;
	struct buf out = BUF_INIT;
	struct rank_table table;
	struct error err;

	assert_true(model_rank(shelf->model, options, &arena, &table, &err));
	print_rows(&table, &out);
	assert_string_equal(out.p, expected);
	buf_release(&out);
	arena_release(&arena);
}

static void test_sums(void **state)
{
	static const struct {
		struct rank_options options;
		const char *rows;
	} cases[] = {
		{{.by = RANK_BY_PERSON},
			"1 Ada Ember <ada@ember.example.org> 14 5/9 #2/1\n"
			"2 Bo Crust <bo@lab.example.com> 13 7/6 #1/2\n"
			"3 Cy Ash <cy@ember.example.org> 3 0/3 #0/3\n"
			"4 Di Soot <di@lab.example.com> 1 1/0 #3/0\n"
			"33, others 2\n"},
		{{.by = RANK_BY_DOMAIN},
			"1 ember.example.org 15 5/10 #2/1\n"
			"2 lab.example.com 14 8/6 #1/2\n"
			"3 other.example.com 4 0/4 #0/3\n"
			"33, others 0\n"},
		/* The single comes in both and counts once. */
		{{.by = RANK_BY_AUTHOR},
			"1 Ada Ember <ada@ember.example.org> 7 r2 l32 4/3 #1/1\n"
			"2 Bo Crust <bo@lab.example.com> 2 r2 l9 0/2 #0/2\n"
			"9, others 0\n"},
		{{.by = RANK_BY_SUBSYSTEM},
			"1 grill/coal 7 r2 l32 4/3 #1/1\n"
			"2 oven 1 r1 l7 0/1 #0/2\n"
			"9, others 1\n"},
		{{.by = RANK_BY_REVIEWER},
			"1 Ada Ember <ada@ember.example.org> 1 r1 l7 0/1 #0/1\n"
			"1 Bo <bo@other.example.com> 1 r1 l20 1/0 #1/0\n"
			"1 Bo Crust <bo@lab.example.com> 1 r1 l12 0/1 #0/1\n"
			"3, others 0\n"},
		/* One digest: what it prints, compared with the one before. */
		{{.by = RANK_BY_PERSON, .digest = "3333333"},
			"1 Bo Crust <bo@lab.example.com> 7 7/6 #1/2\n"
			"2 ada <Ada@ember.example.org> 5 5/9 #2/1\n"
			"3 Di Soot <di@lab.example.com> 1 1/0 #3/0\n"
			"13, others 0\n"},
		{{.by = RANK_BY_DOMAIN, .digest = "2025-01-01.txt"},
			"1 ember.example.org 10\n2 lab.example.com 6\n3 other.example.com 4\n"
			"20, others 0\n"},
		{{.by = RANK_BY_DOMAIN, .until = 20250101},
			"1 ember.example.org 10\n2 lab.example.com 6\n3 other.example.com 4\n"
			"20, others 0\n"},
		{{.by = RANK_BY_DOMAIN, .since = 20250201, .list = "grill"},
			"1 lab.example.com 8 8/6 #1/2\n2 ember.example.org 5 5/10 #2/1\n13, others 0\n"},
		{{.by = RANK_BY_DOMAIN, .list = "gril"}, "0, others 0\n"},
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		expect_rows(*state, &cases[i].options, cases[i].rows);
}

/* ---- queries ---------------------------------------------------------------------------------- */

static const struct {
	enum rank_by by;
	const char *query, *unasked, *rows;
} asked[] = {
	/* What is printed: a query chooses digests, and says what it cannot do. */
	{RANK_BY_DOMAIN, "d:2025-02", "",
		"1 lab.example.com 8 8/6 #1/2\n2 ember.example.org 5 5/10 #2/1\n13, others 0\n"},
	{RANK_BY_DOMAIN, "digest:3333333 OR d:2024", "",
		"1 lab.example.com 8 8/6 #1/2\n2 ember.example.org 5 5/10 #2/1\n13, others 0\n"},
	{RANK_BY_DOMAIN, "-d:2025-02 l:grill", "",
		"1 ember.example.org 10\n2 lab.example.com 6\n3 other.example.com 4\n"
		"20, others 0\n"},
	{RANK_BY_DOMAIN, "ada d:2025-01 -v:2", "ada v:2",
		"1 ember.example.org 10\n2 lab.example.com 6\n3 other.example.com 4\n"
		"20, others 0\n"},
	{RANK_BY_DOMAIN, "l:oven", "", "0, others 0\n"},
	{RANK_BY_DOMAIN, "-(l:grill OR ada)", "ada", "0, others 0\n"},
	/* What is counted: revisions too, in the digests that are left. */
	{RANK_BY_AUTHOR, "sub:oven", "",
		"1 Bo Crust <bo@lab.example.com> 1 r1 l7 0/1 #0/1\n1, others 0\n"},
	{RANK_BY_AUTHOR, "digest:2025-02-01.txt", "",
		"1 ada <Ada@ember.example.org> 4 r1 l20 4/3 #1/1\n"
		"2 Bo Crust <bo@lab.example.com> 1 r1 l7 1/2 #2/2\n5, others 0\n"},
	{RANK_BY_AUTHOR, "digest:2025-02-01.txt f:bo", "",
		"1 Bo Crust <bo@lab.example.com> 1 r1 l7 1/2 #1/1\n1, others 0\n"},
	{RANK_BY_AUTHOR, "-digest:2025-02-01.txt -sub:oven", "",
		"1 Ada Ember <ada@ember.example.org> 3 r1 l12\n"
		"2 Bo Crust <bo@lab.example.com> 1 r1 l2\n4, others 0\n"},
	/* February is left to v2; the single comes in January, and counts there. */
	{RANK_BY_SUBSYSTEM, "d:2025-01 OR v:2", "",
		"1 grill/coal 7 r2 l32 4/3 #1/1\n2 oven 1 r1 l7 0/1 #0/2\n9, others 1\n"},
	{RANK_BY_REVIEWER, "f:ada", "",
		"1 Bo <bo@other.example.com> 1 r1 l20 1/0 #1/0\n"
		"1 Bo Crust <bo@lab.example.com> 1 r1 l12 0/1 #0/1\n2, others 0\n"},
	{RANK_BY_AUTHOR, "is:rfc", "", "0, others 0\n"},
};

static void test_queries(void **state)
{
	struct shelf *shelf = *state;
	size_t i;

	for (i = 0; i < sizeof(asked) / sizeof(asked[0]); i++) {
		struct query_error query_err;
		struct rank_options options = {.by = asked[i].by};
		struct query *query = query_parse(slice_cstr(asked[i].query), &query_err);
		struct arena arena = ARENA_INIT;
		struct buf out = BUF_INIT;
		struct rank_table table;
		struct error err;

		options.query = query;
		assert_true(model_rank(shelf->model, &options, &arena, &table, &err));
		print_rows(&table, &out);
		if (strcmp(out.p, asked[i].rows))
			fail_msg("'%s' gives\n%s", asked[i].query, out.p);
		assert_true(slice_eq(table.unasked, slice_cstr(asked[i].unasked)));
		query_free(query);
		buf_release(&out);
		arena_release(&arena);
	}
}

/* By a ticket it is the same; what it was asked with may be gone by then. */
static void test_ticket(void **state)
{
	struct shelf *shelf = *state;
	struct pollfd ready = {.fd = model_fd(shelf->model), .events = POLLIN};
	struct query_error query_err;
	struct query *query = query_parse(SLICE_LIT("sub:oven"), &query_err);
	struct rank_options options = {.by = RANK_BY_AUTHOR, .query = query};
	struct ask ask = {.kind = ASK_RANK, .rank = &options};
	ticket asked_for = model_ask(shelf->model, &ask);
	struct arena arena = ARENA_INIT;
	struct buf out = BUF_INIT;
	struct answer answer;

	query_free(query);
	memset(&options, 0xff, sizeof(options));
	while (!model_answer(shelf->model, &arena, &answer)) {
		assert_int_equal(poll(&ready, 1, 60000), 1);
		model_poll(shelf->model);
	}
	assert_true(answer.ok);
	assert_int_equal(answer.ticket, asked_for);
	print_rows(answer.rank, &out);
	assert_string_equal(out.p,
		"1 Bo Crust <bo@lab.example.com> 1 r1 l7 0/1 #0/1\n1, others 0\n");
	buf_release(&out);
	arena_release(&arena);
}

static void test_query_error(void **state)
{
	struct shelf *shelf = *state;
	struct query_error query_err;
	struct query *query = query_parse(SLICE_LIT("query:none"), &query_err);
	struct rank_options options = {.by = RANK_BY_AUTHOR, .query = query};
	struct arena arena = ARENA_INIT;
	struct rank_table table;
	struct error err;

	assert_false(model_rank(shelf->model, &options, &arena, &table, &err));
	assert_int_equal(err.code, ERROR_INPUT);
	assert_string_equal(err.text, "there is no saved query 'none'");
	query_free(query);
	arena_release(&arena);
}

/* Two revisions of a shortened path are counted, and told. */
static void test_perhaps(void **state)
{
	static const struct sheet sheet = {
		.list = "GRILL", .from = "1111111", .to = "2222222",
		.domains = "      2 example.org\n", .persons = "      2  " ADA "\n",
		.records = RECORD("[PATCH] Bake", ADA, " .../coal/a.c | 2 ++\n"
			" 1 file changed, 2 insertions(+)")
			RECORD("[PATCH] Roast", ADA, " grill/coal/b.c | 3 +++\n"
			" 1 file changed, 3 insertions(+)"),
	};
	struct shelf *shelf = *state;
	struct query_error query_err;
	struct query *query = query_parse(SLICE_LIT("dfn:grill/coal"), &query_err);
	struct rank_options options = {.by = RANK_BY_AUTHOR, .query = query};
	struct arena arena = ARENA_INIT;
	struct rank_table table;
	struct error err;

	sheet_write(shelf, "1.txt", &sheet);
	shelf_import(shelf, "");
	assert_true(model_rank(shelf->model, &options, &arena, &table, &err));
	assert_int_equal(table.n, 1);
	assert_int_equal(table.rows[0].count, 2);
	assert_int_equal(table.perhaps, 1);
	query_free(query);
	arena_release(&arena);
}

/* The scope hides digests, and then there is nothing to compare with. */
static void test_scope(void **state)
{
	static const struct rank_options by_domain = {.by = RANK_BY_DOMAIN};

	shelf_open(*state, "2025-02-01.txt");
	expect_rows(*state, &by_domain, "1 lab.example.com 8\n2 ember.example.org 5\n13, others 0\n");
}

static void test_cells(void **state)
{
	static const struct rank_options by_person = {.by = RANK_BY_PERSON};
	struct shelf *shelf = *state;
	struct arena arena = ARENA_INIT;
	struct rank_table table;
	struct error err;

	assert_true(model_rank(shelf->model, &by_person, &arena, &table, &err));
	assert_int_equal(table.ndigests, 2);
	assert_int_equal(table.digests[0].row.date, 20250101);
	assert_int_equal(table.digests[0].sum, 20);
	assert_int_equal(table.digests[0].listed, 18);
	assert_int_equal(table.digests[1].sum, 13);
	assert_int_equal(table.rows[0].ncells, 2);
	assert_int_equal(table.rows[0].cells[0].count, 9);
	assert_int_equal(table.rows[0].cells[1].count, 5);
	assert_int_equal(table.rows[3].ncells, 1);
	assert_int_equal(table.rows[3].cells[0].digest, 1);
	assert_int_equal(table.rows[0].nparts, 0);
	assert_int_equal(table.ngaps + table.noverlaps + table.twins, 0);
	arena_release(&arena);
}

/* ---- maps ------------------------------------------------------------------------------------- */

static void print_parts(const struct rank_table *table, struct buf *out)
{
	size_t i, part;

	for (i = 0; i < table->n; i++)
		for (part = 0; part < table->rows[i].nparts; part++)
			buf_addf(out, SLICE_FMT ": " SLICE_FMT " %u\n",
				SLICE_ARG(table->rows[i].label),
				SLICE_ARG(table->rows[i].parts[part].label),
				table->rows[i].parts[part].count);
}

static void expect_parts(struct shelf *shelf, const struct rank_options *options,
	const char *expected)
{
	struct arena arena = ARENA_INIT;
	struct buf out = BUF_INIT;
	struct rank_table table;
	struct error err;

	assert_true(model_rank(shelf->model, options, &arena, &table, &err));
	print_parts(&table, &out);
	assert_string_equal(out.p, expected);
	buf_release(&out);
	arena_release(&arena);
}

static void test_mailmap(void **state)
{
	struct buf errors = BUF_INIT;
	struct mailmap map;
	struct rank_options options = {.mailmap = &map};

	mailmap_init(&map);
	assert_true(mailmap_read(&map, "map", slice_cstr(
		"Bo Crust <bo@example.org> <bo@lab.example.com>\n"
		"Bo Crust <bo@example.org> <cy@ember.example.org>\n"
		"Bo Crust <bo@example.org> <bo@other.example.com>\n"
		"Diana Soot <di@lab.example.com>\n"), &errors));
	expect_rows(*state, &options,
		"1 Bo Crust <bo@example.org> 16 7/9 #1/1\n"
		"2 Ada Ember <ada@ember.example.org> 14 5/9 #2/1\n"
		"3 Diana Soot <di@lab.example.com> 1 1/0 #3/0\n"
		"33, others 2\n");
	/* One who is only called otherwise was not merged. */
	expect_parts(*state, &options, "Bo Crust: " BO " 13\n"
		"Bo Crust: Cy Ash <cy@ember.example.org> 3\n");
	options.by = RANK_BY_REVIEWER;
	expect_rows(*state, &options,
		"1 Bo Crust <bo@example.org> 2 r2 l32 1/1 #1/1\n"
		"2 Ada Ember <ada@ember.example.org> 1 r1 l7 0/1 #0/1\n"
		"3, others 0\n");
	mailmap_release(&map);
	buf_release(&errors);
}

/* What puts a row into a query and takes it out again, merged or not. */
static void test_terms(void **state)
{
	static const char *const terms[RANK_BYS] = {
		"(f:\"Ada Ember\" OR f:\"Bo Crust\")",
		"dom:ember.example.org",
		"sub:grill/coal",
		"(f:\"Bo Crust\" OR f:\"Ada Ember\")",
		"(r:\"Ada Ember\" OR r:\"Bo Crust\")",
	};
	struct shelf *shelf = *state;
	struct buf errors = BUF_INIT;
	struct mailmap map;
	size_t i;

	mailmap_init(&map);
	assert_true(mailmap_read(&map, "map",
		SLICE_LIT("<ada@ember.example.org> <bo@lab.example.com>"), &errors));
	for (i = 0; i < RANK_BYS; i++) {
		struct rank_options options = {.by = (enum rank_by)i, .mailmap = &map};
		struct buf in = BUF_INIT, out = BUF_INIT;
		struct arena arena = ARENA_INIT;
		struct rank_table table;
		struct error err;
		struct slice term;
		bool added;

		assert_true(model_rank(shelf->model, &options, &arena, &table, &err));
		term = table.rows[0].term;
		if (!slice_eq(term, slice_cstr(terms[i])))
			fail_msg("by %s: " SLICE_FMT, rank_by_names[i], SLICE_ARG(term));
		query_toggle_term(SLICE_LIT("is:cover"), term, &in, &added);
		assert_true(added);
		query_toggle_term(buf_slice(&in), term, &out, &added);
		assert_false(added);
		assert_string_equal(out.p, "is:cover");
		buf_release(&in);
		buf_release(&out);
		arena_release(&arena);
	}
	mailmap_release(&map);
	buf_release(&errors);
}

static void test_organisations(void **state)
{
	struct buf errors = BUF_INIT;
	struct org_map map;
	struct rank_options options = {.by = RANK_BY_DOMAIN, .orgs = &map};

	org_init(&map);
	assert_true(org_read(&map, "orgs", SLICE_LIT("example.com = Example"), &errors));
	expect_rows(*state, &options,
		"1 Example 18 8/10 #1/1\n2 ember.example.org 15 5/10 #2/1\n33, others 0\n");
	expect_parts(*state, &options,
		"Example: lab.example.com 14\nExample: other.example.com 4\n");
	org_release(&map);
	buf_release(&errors);
}

/* ---- the chain -------------------------------------------------------------------------------- */

/* "gap 1 2" and "overlap 1 2", by the names of the files; then how many twins, and the sum. */
static void expect_chain(struct shelf *shelf, const char *expected)
{
	static const struct rank_options by_domain = {.by = RANK_BY_DOMAIN};
	struct arena arena = ARENA_INIT;
	struct buf out = BUF_INIT;
	struct rank_table table;
	struct error err;
	size_t i;

	assert_true(model_rank(shelf->model, &by_domain, &arena, &table, &err));
	for (i = 0; i < table.ngaps + table.noverlaps; i++) {
		bool gap = i < table.ngaps;
		struct rank_pair pair = gap ? table.gaps[i] : table.overlaps[i - table.ngaps];
		struct slice a = table.digests[pair.a].row.path;
		struct slice b = table.digests[pair.b].row.path;

		buf_addf(&out, "%s %c%c ", gap ? "gap" : "overlap", a.p[a.n - 1], b.p[b.n - 1]);
	}
	buf_addf(&out, "%u twins, sum %u", table.twins, table.sum);
	assert_string_equal(out.p, expected);
	buf_release(&out);
	arena_release(&arena);
}

static void test_chain(void **state)
{
	static const struct {
		struct {
			const char *name, *list, *from, *to;
		} sheets[5];
		const char *expected;
	} cases[] = {
		{{{"1", "A", "1111111", "2222222"}, {"2", "A", "2222222", "3333333"}},
			"0 twins, sum 4"},
		{{{"1", "A", "1111111", "2222222"}, {"2", "A", "1111111", "22222229"},
			{"3", "A", "11111111", "2222222"}}, "2 twins, sum 2"},
		{{{"1", "A", "1111111", "2222222"}, {"2", "A", "3333333", "4444444"}},
			"gap 12 0 twins, sum 4"},
		{{{"1", "A", "1111111", "2222222"}, {"2", "B", "3333333", "4444444"}},
			"0 twins, sum 4"},
		{{{"1", "A", "1111111", "2222222"}, {"2", "A", "1111111", "3333333"}},
			"overlap 12 0 twins, sum 4"},
		{{{"1", "A", "1111111", "3333333"}, {"2", "A", "2222222", "3333333"}},
			"overlap 12 0 twins, sum 4"},
		/* 1 holds 2 and 3; 4 follows both. */
		{{{"1", "A", "1111111", "3333333"}, {"2", "A", "1111111", "2222222"},
			{"3", "A", "2222222", "3333333"}, {"4", "A", "3333333", "4444444"}},
			"overlap 12 overlap 13 0 twins, sum 8"},
		/* 1 holds 2, 3 and 4, of which 3 has no end in common with it. */
		{{{"1", "A", "1111111", "4444444"}, {"2", "A", "1111111", "2222222"},
			{"3", "A", "2222222", "3333333"}, {"4", "A", "3333333", "4444444"}},
			"overlap 12 overlap 13 overlap 14 0 twins, sum 8"},
		{{{"1", "A", "1111111", "2222222"}, {"2", "A", "3333333", "4444444"},
			{"3", "A", "5555555", "6666666"}}, "gap 12 gap 23 0 twins, sum 6"},
	};
	size_t i, n;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct shelf *shelf = *state;
		char folder[32], name[64], list[32];

		snprintf(folder, sizeof(folder), "case%zu", i);
		for (n = 0; cases[i].sheets[n].name; n++) {
			struct sheet sheet = {
				.list = list, /* of this case alone */
				.from = cases[i].sheets[n].from,
				.to = cases[i].sheets[n].to,
				.domains = "      2 example.org\n",
				.persons = "      2  Ada <ada@example.org>\n",
			};

			snprintf(list, sizeof(list), "%s%zu", cases[i].sheets[n].list, i);
			snprintf(name, sizeof(name), "%s/%s", folder,
				cases[i].sheets[n].name);
			sheet_write(shelf, name, &sheet);
		}
		shelf_import(shelf, folder);
		shelf_open(shelf, folder);
		expect_chain(shelf, cases[i].expected);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_sums, sheet_two_months, shelf_tear_down),
		cmocka_unit_test_setup_teardown(test_queries, sheet_two_months, shelf_tear_down),
		cmocka_unit_test_setup_teardown(test_ticket, sheet_two_months, shelf_tear_down),
		cmocka_unit_test_setup_teardown(test_query_error, sheet_two_months, shelf_tear_down),
		cmocka_unit_test_setup_teardown(test_perhaps, shelf_set_up, shelf_tear_down),
		cmocka_unit_test_setup_teardown(test_terms, sheet_two_months, shelf_tear_down),
		cmocka_unit_test_setup_teardown(test_scope, sheet_two_months, shelf_tear_down),
		cmocka_unit_test_setup_teardown(test_cells, sheet_two_months, shelf_tear_down),
		cmocka_unit_test_setup_teardown(test_mailmap, sheet_two_months, shelf_tear_down),
		cmocka_unit_test_setup_teardown(test_organisations, sheet_two_months, shelf_tear_down),
		cmocka_unit_test_setup_teardown(test_chain, shelf_set_up, shelf_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
