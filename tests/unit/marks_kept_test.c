/* Marks outlive the index, other machines, other processes and the end of this one. */
#include "tests/unit/marking.h"

#include <locale.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* ---- what they outlive ---------------------------------------------------------------------- */

/* What is learnt later, message-id and slug of v2 here, leads to the mark as well. */
static void test_new_index(void **state)
{
	struct scratch *s = *state;

	marking_mark(s, "s:charcoal", MARK_FLAG, true);
	marking_note(s, "s:bread", "crust");
	marking_mark(s, "s:packets", MARK_READ, false);
	marking_index_anew(s);
	marking_expect(s, "s:charcoal", "read flag v2");
	marking_expect(s, "s:bread", "read v5 'crust'");
	marking_expect(s, "s:packets", "unread");
	marking_add_third(s);
	marking_expect(s, "s:charcoal", "unread flag v2");
	marking_mark(s, "s:charcoal v:2", MARK_MUTE, true);
	marking_index_anew(s);
	marking_expect(s, "s:charcoal", "unread flag mute v2");
	marking_mark(s, "s:charcoal", MARK_FLAG, false);
	marking_expect(s, "s:charcoal", "unread mute v2");
}

static const char fourth[] =
	"From 4444444 to 5555555\n"
	"GRILL mailing list update from 4444444 to 5555555\n\n"
	"===== Patch list in this time period =====\n\n\n"
	"===== Patch Commit Messages ====\n\n"
	"New: oven: Sweep the oven\n"
	"[PATCH v2] oven: Sweep the oven\n"
	"Author: Bo Crust <bo@example.com>\n\n"
	"Fewer crumbs.\n\n"
	"- Link to v1: https://lore.example.org/r/crumbs.1@example.com\n\n"
	"----------------------------------------------------------------------\n\n";

/*
 * A mark that was made when only the title was known is found by the message-id alone, once a later
 * mail has told it: here the digest with v1 itself is gone.
 */
static void test_learns(void **state)
{
	struct scratch *s = *state;

	marking_add_third(s);
	marking_note(s, "s:sweep", "crumbs");
	scratch_write(s, "digests/oven/2025-11-24.txt", fourth);
	scratch_import(s);
	marking_expect(s, "s:sweep", "unread 'crumbs'");
	scratch_remove(s, "digests/grill/2025-11-17.txt");
	marking_index_anew(s);
	marking_finds(s, "s:sweep v:1", "");
	marking_expect(s, "s:sweep", "unread 'crumbs'");
}

static void print_marks(struct model *model, struct buf *out)
{
	struct arena arena = ARENA_INIT;
	struct mark_record *records;
	struct error err;
	size_t n, i, k;

	assert_true(model_marks_export(model, &arena, &records, &n, &err));
	for (i = 0; i < n; i++) {
		for (k = 0; k < records[i].nkeys; k++)
			buf_addf(out, "%s:" SLICE_FMT " ", mark_kind_name(records[i].keys[k].kind),
				SLICE_ARG(records[i].keys[k].text));
		for (k = 0; k < records[i].nvalues; k++)
			buf_addf(out, "%s=" SLICE_FMT "@%lld ",
				mark_field_name(records[i].values[k].field),
				SLICE_ARG(records[i].values[k].value),
				(long long)records[i].values[k].changed);
		buf_addc(out, '\n');
	}
	arena_release(&arena);
}

static void test_merge(void **state)
{
	struct scratch *s = *state;
	struct model *here = s->model, *there = marking_open_beside(s, "other");
	struct buf a = BUF_INIT, b = BUF_INIT;

	marking_mark(s, "s:charcoal", MARK_FLAG, true);
	marking_note(s, "s:charcoal", "old");
	marking_note(s, "s:bread", "here");
	s->model = there;
	marking_mark(s, "s:packets", MARK_MUTE, true);
	marking_mark(s, "s:charcoal v:1", MARK_READ, false);
	while (usleep(2000) < 0) /* so that the note is the newer one */
		continue;
	marking_note(s, "s:charcoal", "new");
	s->model = here;
	assert_true(marking_merge(there, here) > 0);
	assert_true(marking_merge(here, there) > 0);
	print_marks(here, &a);
	print_marks(there, &b);
	assert_string_equal(a.p, b.p);
	marking_expect(s, "s:charcoal v:2", "read flag v2 'new'");
	marking_expect(s, "s:bread", "read v5 'here'");
	marking_expect(s, "s:packets", "read mute v1");
	assert_int_equal(marking_merge(there, here), 0);
	marking_undo(s, "merge");
	marking_expect(s, "s:charcoal", "read flag v2 'old'");
	marking_expect(s, "s:packets", "read v1");
	model_close(there);
	buf_release(&a);
	buf_release(&b);
}

/* Two keys, of which two marks have one each, make them one mark. */
static void test_join(void **state)
{
	struct mark_key keys[] = {
		{MARK_MSGID, SLICE_LIT("x@example.org")}, {MARK_SLUG, SLICE_LIT("x v1")},
	};
	struct mark_value flag = {MARK_FIELD_FLAG, SLICE_LIT("1"), 10};
	struct mark_value off = {MARK_FIELD_FLAG, {.p = NULL}, 20};
	struct mark_value text = {MARK_FIELD_NOTE, SLICE_LIT("n"), 15};
	struct mark_record records[] = {
		{.keys = &keys[0], .nkeys = 1, .values = &flag, .nvalues = 1},
		{.keys = &keys[1], .nkeys = 1, .values = &off, .nvalues = 1},
		{.keys = keys, .nkeys = 2, .values = &text, .nvalues = 1},
	};
	struct scratch *s = *state;
	struct model *model = marking_open_beside(s, "other");
	struct buf out = BUF_INIT;
	struct error err;
	size_t changed;

	assert_true(model_marks_merge(model, records, 3, &changed, &err));
	print_marks(model, &out);
	assert_string_equal(out.p, "msgid:x@example.org slug:x v1 flag=@20 note=n@15 \n");
	model_close(model);
	buf_release(&out);
}

#define ROUNDS 50

/* Both go on marking, and what each has said is there at the end. */
static void test_two_instances(void **state)
{
	struct scratch *s = *state;
	struct model *one = s->model, *two = marking_open_beside(s, "data");
	char text[32];
	struct error err;
	int i;

	for (i = 0; i < ROUNDS; i++) {
		snprintf(text, sizeof(text), "round %d", i);
		s->model = i % 2 ? one : two;
		marking_note(s, "s:charcoal", text);
		s->model = i % 2 ? two : one;
		marking_mark(s, "s:charcoal", MARK_FLAG, i % 2 == 0);
		marking_mark(s, "s:bread", MARK_READ, i % 2 == 1);
		assert_true(model_query_save(one, slice_cstr(i % 2 ? "odd" : "even"),
			slice_cstr(text), &err));
		s->model = i % 2 ? one : two;
		snprintf(text, sizeof(text), "read%s v2 'round %d'", i % 2 ? "" : " flag", i);
		marking_expect(s, "s:charcoal", text);
		marking_expect(s, "s:bread", i % 2 ? "read v5" : "unread");
	}
	s->model = one;
	for (i = 0; i < 4 * ROUNDS; i++) {
		struct arena arena = ARENA_INIT;
		struct slice what;

		if (!model_undo(i % 2 ? one : two, &arena, &what, &err))
			fail_msg("undo %d: %s", i, err.text);
		arena_release(&arena);
	}
	marking_expect(s, "s:charcoal", "read v2");
	marking_expect(s, "s:bread", "read v5");
	model_close(two);
}

static void write_in_child(struct scratch *s, const char *query, int from)
{
	int i;

	s->model = marking_open_beside(s, "data");
	for (i = 0; i < ROUNDS; i++) {
		char name[32];
		struct error err;

		snprintf(name, sizeof(name), "q%d", from + i);
		marking_mark(s, query, MARK_FLAG, i % 2 == 0);
		if (!model_query_save(s->model, slice_cstr(name), SLICE_LIT("x"), &err))
			_exit(1);
	}
	model_close(s->model);
	_exit(0);
}

/* At the same time, on one connection each. */
static void test_two_processes(void **state)
{
	struct scratch *s = *state;
	struct arena arena = ARENA_INIT;
	struct saved_query *rows;
	struct error err;
	pid_t child[2];
	int i, status;
	size_t n;

	model_close(s->model);
	s->model = NULL;
	for (i = 0; i < 2; i++) {
		child[i] = fork();
		assert_true(child[i] >= 0);
		if (child[i] == 0)
			write_in_child(s, i ? "s:charcoal" : "s:bread", i * ROUNDS);
	}
	for (i = 0; i < 2; i++) {
		assert_int_equal(waitpid(child[i], &status, 0), child[i]);
		assert_int_equal(status, 0);
	}
	scratch_open(s, NULL);
	assert_true(model_query_list(s->model, &arena, &rows, &n, &err));
	assert_int_equal(n, 2 * ROUNDS);
	arena_release(&arena);
}

static void test_kill(void **state)
{
	struct scratch *s = *state;
	int ends[2], status;
	pid_t child;
	char byte;

	model_close(s->model);
	s->model = NULL;
	assert_int_equal(pipe(ends), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		scratch_open(s, NULL);
		marking_mark(s, "s:charcoal", MARK_FLAG, true);
		if (write(ends[1], "x", 1) != 1)
			_exit(1);
		for (;;)
			pause();
	}
	close(ends[1]);
	assert_int_equal(read(ends[0], &byte, 1), 1);
	kill(child, SIGKILL);
	assert_int_equal(waitpid(child, &status, 0), child);
	close(ends[0]);
	scratch_open(s, NULL);
	marking_expect(s, "s:charcoal", "read flag v2");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_set_up, scratch_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_new_index),
		TEST(test_learns),
		TEST(test_merge),
		TEST(test_join),
		TEST(test_two_instances),
		TEST(test_two_processes),
		TEST(test_kill),
	};

	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
