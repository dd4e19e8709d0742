/*
 * A model that lives while marks change, its own doing, other processes' or other machines', knows
 * what one finds that is opened only then.
 */
#include "tests/unit/marking.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "util/alloc.h"

#define ROUNDS 120

static const char *const queries[] = {"is:unread", "is:flagged", "is:noted", "is:muted"};
static const char *const series[] = {"s:charcoal", "s:bread", "s:packets", "s:charcoal v:1",
	"s:charcoal v:2"};

struct living {
	struct scratch *here;
	struct scratch beside, other; /* the same marks by another process; another machine's */
	uint64_t random;
	char done[ROUNDS][40];
	size_t rounds;
};

static unsigned draw(struct living *l, unsigned n)
{
	l->random = l->random * UINT64_C(6364136223846793005) + 1442695040888963407;
	return (unsigned)(l->random >> 33) % n;
}

static void mark(struct living *l, struct scratch *s)
{
	const char *which = series[draw(l, ARRAY_LEN(series))];
	enum mark what = (enum mark[]){MARK_READ, MARK_FLAG, MARK_MUTE}[draw(l, 3)];
	struct result *result = scratch_ask(s, which, SORT_NEWEST);
	struct error err;

	/* A version that is not there yet has no hit. */
	if (result->n == 1)
		assert_true(model_mark(s->model, what, draw(l, 3) > 0, result->hits, 1, NULL, &err));
	result_unref(result);
}

static void note(struct living *l, struct scratch *s)
{
	marking_note(s, series[draw(l, 3)], draw(l, 2) ? "lock" : "");
}

static void mute_subsystem(struct living *l, struct scratch *s)
{
	static const char *const subsystems[] = {"grill", "oven", "net"};
	struct error err;

	/* What is not muted cannot be heard again; nothing is wrong then. */
	model_mute_subsystem(s->model, slice_cstr(subsystems[draw(l, ARRAY_LEN(subsystems))]),
		draw(l, 2), &err);
}

static void undo(struct living *l, struct scratch *s)
{
	struct arena arena = ARENA_INIT;
	struct slice what;
	struct error err;

	(void)l;
	model_undo(s->model, &arena, &what, &err);
	arena_release(&arena);
}

/* What it says is older than what was done here since. */
static void merge(struct living *l, struct scratch *s)
{
	if (draw(l, 2))
		mark(l, &l->other);
	marking_merge(l->other.model, s->model);
}

static void import(struct living *l, struct scratch *s)
{
	(void)s;
	marking_add_third(l->here);
}

static const struct {
	const char *name;
	void (*act)(struct living *l, struct scratch *s);
	unsigned share;
} acts[] = {
	{"mark", mark, 60}, {"note", note, 12}, {"mute a subsystem", mute_subsystem, 8},
	{"undo", undo, 12}, {"merge", merge, 7}, {"import", import, 1},
};

static void act(struct living *l)
{
	struct scratch *s = draw(l, 2) ? l->here : &l->beside;
	unsigned at = draw(l, 100);
	size_t i;

	for (i = 0; at >= acts[i].share; i++)
		at -= acts[i].share;
	snprintf(l->done[l->rounds++], sizeof(l->done[0]), "%s %s", acts[i].name,
		s == l->here ? "here" : "beside");
	acts[i].act(l, s);
}

static void expect_same(struct living *l, struct scratch *fresh, const char *query)
{
	struct result *mine = scratch_ask(l->here, query, SORT_TITLE);
	struct result *theirs = scratch_ask(fresh, query, SORT_TITLE);
	size_t i, k;

	for (i = 0; i < mine->n && i < theirs->n; i++)
		if (mine->hits[i].revision != theirs->hits[i].revision)
			break;
	if (i < mine->n || i < theirs->n) {
		for (k = 0; k < l->rounds; k++)
			print_message("%s\n", l->done[k]);
		fail_msg("'%s' finds %zu series, not %zu", query, mine->n, theirs->n);
	}
	result_unref(mine);
	result_unref(theirs);
}

static void live(struct scratch *s, unsigned seed)
{
	struct living l = {.here = s, .beside = *s, .other = *s, .random = seed};
	size_t i;

	l.beside.model = marking_open_beside(s, "data");
	l.other.model = marking_open_beside(s, "other");
	while (l.rounds < ROUNDS) {
		struct scratch fresh = *s;

		act(&l);
		fresh.model = marking_open_beside(s, "data");
		for (i = 0; i < ARRAY_LEN(queries); i++)
			expect_same(&l, &fresh, queries[i]);
		model_close(fresh.model);
	}
	model_close(l.beside.model);
	model_close(l.other.model);
}

static void test_living(void **state)
{
	live(*state, 1);
}

static void test_living_again(void **state)
{
	live(*state, 2);
}

/* What another machine says of the third digest. */
static void merge_digest(struct scratch *s, enum mark_field field, const char *text)
{
	const struct mark_key key = {MARK_DIGEST, SLICE_LIT("grill 3333333..4444444")};
	const struct mark_value value = {field, slice_cstr(text), 1};
	const struct mark_record record = {&key, 1, &value, 1};
	struct error err;
	size_t changed;

	assert_true(model_marks_merge(s->model, &record, 1, &changed, &err));
	assert_int_equal(changed, 1);
}

/* A date is given to a digest by a mark too: nothing of it counts as read for that. */
static void test_digest(void **state)
{
	struct scratch *s = *state;

	marking_add_third(s);
	marking_finds(s, "is:unread", " hot v3, oven v1");
	merge_digest(s, MARK_FIELD_DATE, "20251117");
	marking_finds(s, "is:unread", " hot v3, oven v1");
	marking_expect(s, "s:sweep", "unread");
	merge_digest(s, MARK_FIELD_READ, "1");
	marking_finds(s, "is:unread", "");
	marking_expect(s, "s:sweep", "read v1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_living, scratch_set_up, scratch_tear_down),
		cmocka_unit_test_setup_teardown(test_living_again, scratch_set_up, scratch_tear_down),
		cmocka_unit_test_setup_teardown(test_digest, scratch_set_up, scratch_tear_down),
	};

	setlocale(LC_ALL, "");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
