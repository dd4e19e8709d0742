/* Completion: what stands at a caret, and that each row finds as many series as it says. */
#include "model/model.h"

#include <locale.h>
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

#define HOSTILE \
	" odd dir/a b.c          | 2 +-\n" \
	" odd dir/say \"x\".c      | 2 +-\n" \
	" odd dir/back\\slash.c   | 2 +-\n" \
	" (paren)/f(x).c         | 2 +-\n" \
	" glob/[id]/page*.c      | 2 +-\n" \
	" Grill:x/coal.c         | 2 +-\n" \
	" .../coal/vents.c       | 2 +-\n" \
	" .../dir/a b.c          | 2 +-\n" \
	" 8 files changed, 8 insertions(+), 8 deletions(-)"

static const struct shelf_record hostile[] = {
	{"[PATCH (odd) a:b \"q\"] grill: odd: Names that are hard to ask for",
		"Jane \"JD\" O'Doe (work) <jane.doe@odd.example.org>", "Text.\n\n" HOSTILE},
	{"[PATCH] Or/NOT: -minus: Words that are operators",
		"AND OR: back\\slash <or@odd.example.org>", "Text.\n\n grill/coal/vents.c | 2 +-\n"
		" 1 file changed, 1 insertion(+), 1 deletion(-)"},
	{"[PATCH] /regex/: x: A subsystem with slashes around", "Jane <jane@doe.example.org>", NULL},
	{"[PATCH] grill/odd dir: A blank in a subsystem", "??? <???@-.example.org>", NULL},
	{"[PATCH] grill: Two of one name", "Jane <jane.two@doe.example.org>", NULL},
	{"[PATCH] oven: No name", "nobody@a..b.example.org <nobody@a..b.example.org>", NULL},
	{NULL, NULL, NULL},
};

/* The examples, hostile names beside them, and the digests of the fixtures. */
static int set_up(void **state)
{
	struct scratch *s;
	struct error err;
	char *text;

	if (scratch_set_up(state) != 0)
		return 1;
	s = *state;
	text = shelf_digest("grill", "7777777", "8888888", hostile);
	scratch_write(s, "digests/grill/hostile.txt", text);
	free(text);
	scratch_import(s);
	assert_true(model_import(s->model, (const char *const[]){"tests/fixtures/digests"}, 1, &err));
	assert_true(model_import_wait(s->model, &err));
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
	if (!answer->ok)
		fail_msg("%s", answer->error.text);
}

/* `text` with the caret where its '|' stands. */
static void complete(struct scratch *s, const char *text, size_t limit, struct arena *a,
	struct completions *out, struct buf *asked)
{
	struct answer answer;
	size_t caret = slice_find_byte(slice_cstr(text), '|');

	buf_clear(asked);
	buf_add(asked, text, caret);
	buf_adds(asked, text + caret + 1);
	ask(s, &(struct ask){
		.kind = ASK_COMPLETE,
		.text = buf_slice(asked),
		.caret = caret,
		.limit = limit,
	}, a, &answer);
	*out = answer.completions;
	assert_true(out->from <= out->to && out->to <= asked->n);
}

static void replace(struct slice text, const struct completions *c, size_t row, struct buf *out)
{
	buf_clear(out);
	buf_add_slice(out, slice_sub(text, 0, c->from));
	buf_add_slice(out, c->rows[row].text);
	buf_add_slice(out, slice_skip(text, c->to));
}

/* ---- what is offered ------------------------------------------------------------------------ */

/* The first rows as "becomes count" or "becomes…", and "+" when there are more. */
static const struct {
	const char *text, *offered;
	size_t limit;
} cases[] = {
	{"|", "s:~ f:~ +", 2},
	{"su|", "subject:~ sub:~", 9},
	{"fro|", "from:~", 9},
	{"x au| y", "x author: y~", 9},
	{"(-ch|", "(-ch:~", 9},
	{"-(x OR di|)", "-(x OR digest:)~", 9},
	{"di|gest:x", "digest:x~", 9},
	{"resen|", "is:resend", 9},
	{"is:|", "is:rfc is:resend +", 2},
	{"is:re|", "is:resend is:reviewed is:unread", 9},
	{"is:re|sent x", "is:resend x is:reviewed x is:unread x", 9},
	{"sub:gr|", "sub:grill/~4 sub:graft 1", 9},
	{"sub:GRILL/|", "sub:grill/coal 1 sub:grill/odd 1 sub:\"grill/odd dir\" 1", 9},
	{"\"sub:|", "", 9},
	{"s:cha|", "", 9},
	{"f:/a|/", "", 9},
	{"patches:|", "", 9},
	{"nonesuch|", "", 9},
	{"l:ov|", "l:OVEN 1", 9},
	{"dfn:odd|", "dfn:\"odd dir/\"~1", 9},
	{"dfn:\"odd dir/a b| is:rfc", "dfn:\"odd dir/a b.c\" is:rfc 1", 9},
	{"dfn:ven|", "dfn:vents.c 3 dfn:oven/~1", 9},
	{"f:jd|", "f:\"Jane \\\"JD\\\" O'Doe (work)\" 1", 9},
	{"f:\"jan|d\" x", "f:Jane x 3 f:\"Jane \\\"JD\\\" O'Doe (work)\" x 1", 9},
	{"f:@doe.ex|", "f:jane.two@doe.example.org 1 f:jane@doe.example.org 1", 9},
	{"ack:|", "ack:\"Hollis Adeyemi\" 1 ack:\"Tomás Viñals\" 1", 9},
	{"trailer:rev|", "trailer:reviewed-by=~8", 9},
	{"trailer:rev|x=x", "trailer:reviewed-by=x~8", 1},
	{"trailer:reviewed-by=\"ada e|", "trailer:reviewed-by=\"Ada Ember\" 1", 9},
	{"query:|", "", 9},
	{"m:|", "", 9},
};

static void test_offers(void **state)
{
	struct scratch *s = *state;
	size_t i, k;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		struct buf asked = BUF_INIT, got = BUF_INIT, text = BUF_INIT;
		struct arena a = ARENA_INIT;
		struct completions c;

		complete(s, cases[i].text, cases[i].limit, &a, &c, &asked);
		for (k = 0; k < c.n; k++) {
			replace(buf_slice(&asked), &c, k, &text);
			buf_addf(&got, "%s%s%s", k ? " " : "", text.p, c.rows[k].open ? "~" : "");
			if (c.rows[k].has_count)
				buf_addf(&got, "%s%u", c.rows[k].open ? "" : " ", c.rows[k].count);
		}
		if (c.more)
			buf_adds(&got, " +");
		if (strcmp(got.n ? got.p : "", cases[i].offered) != 0)
			fail_msg("'%s' offers '%s', not '%s'", cases[i].text, got.p,
				cases[i].offered);
		buf_release(&asked);
		buf_release(&got);
		buf_release(&text);
		arena_release(&a);
	}
}

/* ---- each row finds what it says ------------------------------------------------------------ */

static size_t hits_of(struct scratch *s, struct slice text)
{
	struct query_error err;
	struct query *query = query_parse(text, &err);
	struct arena a = ARENA_INIT;
	struct answer answer;
	size_t n;

	if (!query)
		fail_msg("'" SLICE_FMT "': %s", SLICE_ARG(text), err.expected);
	ask(s, &(struct ask){.kind = ASK_SERIES, .query = query}, &a, &answer);
	n = answer.result->n;
	result_unref(answer.result);
	query_free(query);
	arena_release(&a);
	return n;
}

static void print_normal(struct slice text, struct buf *out)
{
	struct query_error err;
	struct query *query = query_parse(text, &err);

	assert_non_null(query);
	query_print(query, out);
	query_free(query);
}

/* Within a group and behind other terms it reads the same. */
static void check_context(struct slice term)
{
	struct buf text = BUF_INIT, normal = BUF_INIT, wanted = BUF_INIT;

	buf_addf(&text, "(is:rfc OR -" SLICE_FMT ") ember", SLICE_ARG(term));
	print_normal(buf_slice(&text), &normal);
	buf_adds(&wanted, "(is:rfc OR -");
	print_normal(term, &wanted);
	buf_adds(&wanted, ") ember");
	assert_string_equal(normal.p, wanted.p);
	buf_release(&text);
	buf_release(&normal);
	buf_release(&wanted);
}

/* All that can be reached from `text`; returns how many rows had a count. */
static size_t check_below(struct scratch *s, const char *text, unsigned depth)
{
	struct buf asked = BUF_INIT, made = BUF_INIT;
	struct arena a = ARENA_INIT;
	struct completions c;
	size_t i, checked = 0;

	complete(s, text, 100000, &a, &c, &asked);
	assert_false(c.more);
	for (i = 0; i < c.n; i++) {
		replace(buf_slice(&asked), &c, i, &made);
		if (c.rows[i].has_count) {
			size_t n = hits_of(s, buf_slice(&made));

			if (n != c.rows[i].count || n == 0)
				fail_msg("'%s' finds %zu, not %u", made.p, n, c.rows[i].count);
			check_context(buf_slice(&made));
			checked++;
		}
		if (c.rows[i].open && depth > 0) {
			bool quoted = made.p[made.n - 1] == '"';

			buf_truncate(&made, made.n - quoted);
			buf_addc(&made, '|');
			checked += check_below(s, made.p, depth - 1);
		}
	}
	buf_release(&asked);
	buf_release(&made);
	arena_release(&a);
	return checked;
}

static void test_counts(void **state)
{
	static const struct {
		const char *text;
		size_t least; /* rows */
	} starts[] = {
		{"f:|", 40}, {"a:|", 40}, {"r:|", 5}, {"ack:|", 2}, {"tested:|", 2}, {"f:o|", 10},
		{"f:example|", 35}, {"dom:|", 8}, {"l:|", 3}, {"tag:|", 4}, {"v:|", 4},
		{"digest:|", 11}, {"d:|", 5}, {"sub:|", 40}, {"dfn:|", 100}, {"dfn:c|", 20},
		{"query:|", 3}, {"trailer:|", 3},
	};
	struct scratch *s = *state;
	struct hit hit = {0};
	struct result *result;
	struct error err;
	size_t i;

	assert_true(model_query_save(s->model, SLICE_LIT("a\"b:(c)"), SLICE_LIT("grill"), &err));
	assert_true(model_query_save(s->model, SLICE_LIT("in"), SLICE_LIT("query:a\"b:(c)"), &err));
	assert_true(model_query_save(s->model, SLICE_LIT("muted"), SLICE_LIT("is:muted"), &err));
	assert_true(model_query_save(s->model, SLICE_LIT("bad"), SLICE_LIT("query:none"), &err));
	result = scratch_ask(s, "s:charcoal", SORT_NEWEST);
	hit = result->hits[0];
	result_unref(result);
	assert_true(model_mark(s->model, MARK_MUTE, true, &hit, 1, NULL, &err));
	for (i = 0; i < ARRAY_LEN(starts); i++) {
		size_t n = check_below(s, starts[i].text, 8);

		if (n < starts[i].least)
			fail_msg("'%s' offers %zu", starts[i].text, n);
	}
}

/* ---- tickets -------------------------------------------------------------------------------- */

/* Only the last of many is answered, and the list does not wait for them. */
static void test_void(void **state)
{
	struct scratch *s = *state;
	struct arena a = ARENA_INIT;
	struct answer answer;
	int round, i;

	for (round = 0; round < 20; round++) {
		for (i = 0; i < 20; i++) {
			struct ask question = {
				.kind = ASK_COMPLETE,
				.text = slice_cstr(i % 2 ? "f:a" : "dfn:g"),
				.caret = i % 2 ? 3 : 5,
			};

			if (i < 19)
				model_ask(s->model, &question);
			else
				ask(s, &question, &a, &answer);
		}
		assert_int_equal(answer.kind, ASK_COMPLETE);
		assert_true(answer.completions.n > 0);
		assert_int_equal(answer.completions.from, 2);
		assert_false(model_answer(s->model, &a, &answer));
		result_unref(scratch_ask(s, "grill", SORT_NEWEST));
		arena_reset(&a);
	}
	arena_release(&a);
}

static void check_all(struct scratch *s)
{
	check_below(s, "sub:|", 3);
	check_below(s, "dom:|", 0);
	check_below(s, "tag:|", 0);
	check_below(s, "f:|", 0);
}

/* What was counted before is counted anew when the index or the mutes have changed. */
static void test_renews(void **state)
{
	struct scratch *s = *state;
	struct error err;

	check_all(s);
	assert_true(model_mute_subsystem(s->model, SLICE_LIT("grill"), true, &err));
	check_all(s);
	scratch_remove(s, "digests/grill/hostile.txt");
	scratch_write(s, "digests/grill/other.txt", scratch_text("digests/oven/2025-11-12.txt"));
	scratch_import(s);
	check_all(s);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, scratch_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_offers),
		TEST(test_counts),
		TEST(test_void),
		TEST(test_renews),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
