/* Marks outlive the index, other machines, other processes and the end of this one. */
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/unit/scratch.h"
#include "util/alloc.h"
#include "util/buf.h"
#include "util/file.h"

static const char third[] =
	"From 3333333 to 4444444\n"
	"GRILL mailing list update from 3333333 to 4444444\n\n"
	"Top 1 contributor Email domains (Based on Email Body)\n\n"
	"      1 ember.example.org\n\n"
	"Top 1 contributors (Based on Email Body)\n\n"
	"      1  Ada Ember <ada@ember.example.org>\n\n"
	"===== Patch list in this time period =====\n\n\n"
	"===== Patch Commit Messages ====\n\n"
	"New: grill: coal: Keep the charcoal hot\n"
	"[PATCH v3 0/2] grill: coal: Keep the charcoal hot\n"
	"Author: Ada Ember <ada@ember.example.org>\n\n"
	"The charcoal glows.\n\n"
	"- Link to v2: https://lore.example.org/r/20251108-coal-v2-0-bbbbbbbbbbbb@example.org\n\n"
	"----------------------------------------------------------------------\n\n"
	"New: oven: Sweep the oven\n"
	"[PATCH] oven: Sweep the oven\n"
	"Author: Bo Crust <bo@example.com>\n\n"
	"Crumbs.\n\n"
	"----------------------------------------------------------------------\n\n";

/* ---- helpers -------------------------------------------------------------------------------- */

static void add_third(struct scratch *s)
{
	scratch_write(s, "digests/grill/2025-11-17.txt", third);
	scratch_import(s);
}

static struct hit hit_of(struct scratch *s, const char *query)
{
	struct result *result = scratch_ask(s, query, SORT_NEWEST);
	struct hit hit;

	if (result->n != 1)
		fail_msg("'%s' has %zu hits", query, result->n);
	hit = result->hits[0];
	result_unref(result);
	return hit;
}

static void mark(struct scratch *s, const char *query, enum mark what, bool on)
{
	struct hit hit = hit_of(s, query);
	struct error err;

	if (!model_mark(s->model, what, on, &hit, 1, NULL, &err))
		fail_msg("%s", err.text);
}

static void note(struct scratch *s, const char *query, const char *text)
{
	struct hit hit = hit_of(s, query);
	struct error err;

	if (!model_note(s->model, &hit, slice_cstr(text), &err))
		fail_msg("%s", err.text);
}

/* "read flag mute subsystem v2 'note'", what holds of it. */
static void marks_of(struct scratch *s, const char *query, struct buf *out)
{
	struct arena arena = ARENA_INIT;
	struct hit hit = hit_of(s, query);
	struct marks_row row;
	struct error err;

	if (!model_marks_of(s->model, &hit, 1, &arena, &row, &err))
		fail_msg("%s", err.text);
	buf_clear(out);
	buf_addf(out, "%s%s%s", row.read ? "read" : "unread", row.flagged ? " flag" : "",
		row.muted_subsystem ? " subsystem" : row.muted ? " mute" : "");
	if (row.any_read)
		buf_addf(out, " v%u", row.read_version);
	if (row.note.n)
		buf_addf(out, " '" SLICE_FMT "'", SLICE_ARG(row.note));
	arena_release(&arena);
}

static void expect(struct scratch *s, const char *query, const char *expected)
{
	struct buf got = BUF_INIT;

	marks_of(s, query, &got);
	if (strcmp(got.p, expected))
		fail_msg("%s is '%s', not '%s'", query, got.p, expected);
	buf_release(&got);
}

static void undo(struct scratch *s, const char *expected)
{
	struct arena arena = ARENA_INIT;
	struct slice what;
	struct error err;

	if (!model_undo(s->model, &arena, &what, &err))
		fail_msg("%s", err.text);
	if (!slice_is(what, expected))
		fail_msg("undone '" SLICE_FMT "'", SLICE_ARG(what));
	arena_release(&arena);
}

static void drop_file(struct scratch *s, const char *name)
{
	struct buf path = BUF_INIT;

	buf_addf(&path, "%s/%s", s->dir, name);
	if (unlink(path.p) < 0)
		assert_int_equal(errno, ENOENT);
	buf_release(&path);
}

static void index_anew(struct scratch *s)
{
	model_close(s->model);
	s->model = NULL;
	drop_file(s, "cache/index.db");
	drop_file(s, "cache/index.db-wal");
	drop_file(s, "cache/index.db-shm");
	scratch_open(s, NULL);
	scratch_import(s);
}

/* ---- reading -------------------------------------------------------------------------------- */

static void test_first_import(void **state)
{
	struct scratch *s = *state;

	expect(s, "s:charcoal", "read v2");
	expect(s, "s:bread", "read v5");
	add_third(s);
	expect(s, "s:charcoal", "unread v2");
	expect(s, "s:sweep", "unread");
	expect(s, "s:charcoal v:2", "read v2");
	index_anew(s);
	expect(s, "s:charcoal", "unread v2");
	expect(s, "s:sweep", "unread");
	expect(s, "s:bread", "read v5");
}

static void test_read(void **state)
{
	struct scratch *s = *state;

	add_third(s);
	mark(s, "s:charcoal", MARK_READ, true);
	expect(s, "s:charcoal", "read v3");
	undo(s, "read");
	expect(s, "s:charcoal", "unread v2");
	/* What is unread takes the newer ones along; the older ones stay read. */
	mark(s, "s:charcoal", MARK_READ, true);
	mark(s, "s:charcoal v:2", MARK_READ, false);
	expect(s, "s:charcoal v:2", "unread v1");
	expect(s, "s:charcoal", "unread v1");
	expect(s, "s:charcoal v:1", "read v1");
	undo(s, "unread");
	expect(s, "s:charcoal", "read v3");
	/* A newer one that was read speaks for those before. */
	mark(s, "s:charcoal v:1", MARK_READ, false);
	expect(s, "s:charcoal v:1", "unread");
	mark(s, "s:charcoal", MARK_READ, true);
	expect(s, "s:charcoal v:1", "read v3");
}

static void test_catch_up(void **state)
{
	struct scratch *s = *state;
	struct result *result;
	struct error err;
	size_t changed;

	add_third(s);
	result = scratch_ask(s, "", SORT_NEWEST);
	assert_true(model_mark(s->model, MARK_READ, true, result->hits, result->n, &changed, &err));
	assert_int_equal(changed, 2);
	result_unref(result);
	expect(s, "s:charcoal", "read v3");
	expect(s, "s:sweep", "read v1");
	undo(s, "read");
	expect(s, "s:charcoal", "unread v2");
	expect(s, "s:sweep", "unread");
}

/* ---- what is said of series ----------------------------------------------------------------- */

static void test_series_marks(void **state)
{
	struct scratch *s = *state;

	mark(s, "s:charcoal v:1", MARK_FLAG, true);
	mark(s, "s:charcoal", MARK_MUTE, true);
	note(s, "s:charcoal", "ask Ada \"why\" \303\266\n");
	expect(s, "s:charcoal", "read flag mute v2 'ask Ada \"why\" \303\266\n'");
	expect(s, "s:charcoal v:1", "read flag mute v2 'ask Ada \"why\" \303\266\n'");
	expect(s, "s:bread", "read v5");
	note(s, "s:charcoal v:1", "other");
	expect(s, "s:charcoal", "read flag mute v2 'other'");
	undo(s, "note");
	undo(s, "note");
	expect(s, "s:charcoal", "read flag mute v2");
	mark(s, "s:charcoal", MARK_FLAG, false);
	expect(s, "s:charcoal v:1", "read mute v2");
	undo(s, "unflag");
	undo(s, "mute");
	expect(s, "s:charcoal", "read flag v2");
	undo(s, "flag");
	expect(s, "s:charcoal", "read v2");
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
	expect(s, "s:charcoal", "read subsystem v2");
	expect(s, "s:bread", "read v5");
	assert_true(model_mute_subsystem(s->model, SLICE_LIT("grill/coal"), true, &err));
	assert_true(model_mute_subsystem(s->model, SLICE_LIT("grill"), false, &err));
	expect(s, "s:charcoal", "read subsystem v2");
	assert_false(model_mute_subsystem(s->model, SLICE_LIT("gri"), false, &err));
	assert_int_equal(err.code, ERROR_NOT_FOUND);
	undo(s, "unmute of a subsystem");
	undo(s, "mute of a subsystem");
	undo(s, "mute of a subsystem");
	expect(s, "s:charcoal", "read v2");
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
	undo(s, "deleted query");
	undo(s, "saved query");
	assert_true(model_query_list(s->model, &arena, &rows, &n, &err));
	assert_int_equal(n, 2);
	assert_true(slice_is(rows[1].text, "f:ada"));
	arena_release(&arena);
}

/* ---- asked by queries ------------------------------------------------------------------------ */

static void finds(struct scratch *s, const char *query, const char *expected)
{
	struct result *result = scratch_ask(s, query, SORT_TITLE);
	struct arena arena = ARENA_INIT;
	struct buf found = BUF_INIT;
	struct series_row row;
	struct error err;
	size_t i;

	for (i = 0; i < result->n; i++) {
		assert_true(model_rows(s->model, &result->hits[i], 1, &arena, &row, &err));
		buf_addf(&found, "%s" SLICE_FMT " v%u", i ? ", " : "",
			SLICE_ARG(slice_skip(row.title, row.title.n - 4)), row.version);
	}
	if (strcmp(found.p, expected))
		fail_msg("'%s' finds '%s', not '%s'", query, found.p, expected);
	result_unref(result);
	buf_release(&found);
	arena_release(&arena);
}

static void test_queries(void **state)
{
	struct scratch *s = *state;
	struct error err;

	finds(s, "is:unread", "");
	finds(s, "is:flagged OR is:noted OR is:muted", "");
	add_third(s);
	finds(s, "is:unread", " hot v3, oven v1");
	mark(s, "s:charcoal v:1", MARK_FLAG, true);
	finds(s, "is:flagged", " hot v3");
	finds(s, "is:flagged v:<3", " hot v2");
	finds(s, "is:flagged -is:unread", " hot v2");
	note(s, "s:bread", "x");
	finds(s, "is:noted", "read v5");
	mark(s, "s:packets", MARK_MUTE, true);
	finds(s, "is:muted", "kets v1");
	assert_true(model_mute_subsystem(s->model, SLICE_LIT("oven"), true, &err));
	finds(s, "is:muted", "kets v1, read v5, oven v1");
	finds(s, "is:unread -is:muted", " hot v3");
	mark(s, "s:charcoal", MARK_READ, true);
	finds(s, "is:unread", "oven v1");
	mark(s, "s:charcoal v:2", MARK_READ, false);
	finds(s, "is:unread s:charcoal", " hot v3");
	finds(s, "is:unread v:1", "oven v1");
	undo(s, "unread");
	finds(s, "is:unread", "oven v1");
	index_anew(s);
	finds(s, "is:unread", "oven v1");
	finds(s, "is:flagged", " hot v3");
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

	add_third(s);
	for (round = 0; round < 40; round++) {
		seed = seed * 1103515245 + 12345;
		mark(s, revisions[seed / 65536 % ARRAY_LEN(revisions)],
			(enum mark)(seed / 1024 % MARKS), seed / 256 % 2);
		for (i = 0; i < ARRAY_LEN(revisions); i++) {
			struct buf query = BUF_INIT, row = BUF_INIT;
			struct result *result;

			buf_addf(&query, "%s is:unread", revisions[i]);
			marks_of(s, revisions[i], &row);
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
	while (!model_answer(s->model, &arena, &answer)) {
		struct pollfd ready = {.fd = model_fd(s->model), .events = POLLIN};

		assert_int_equal(poll(&ready, 1, 60000), 1);
		model_poll(s->model);
	}
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
	finds(s, "query:ada", " hot v2");
	finds(s, "query:two", " hot v2, read v5");
	finds(s, "-query:two", " hot v1, kets v1");
	finds(s, "query:all v:5", "read v5");
	fails(s, "query:none", "no saved query 'none'");
	fails(s, "query:bad", "'bad'");
	fails(s, "query:self", "'self'");
	finds(s, "query:ada", " hot v2");
}

/* ---- what they outlive ---------------------------------------------------------------------- */

/* What is learnt later, message-id and slug of v2 here, leads to the mark as well. */
static void test_new_index(void **state)
{
	struct scratch *s = *state;

	mark(s, "s:charcoal", MARK_FLAG, true);
	note(s, "s:bread", "crust");
	mark(s, "s:packets", MARK_READ, false);
	index_anew(s);
	expect(s, "s:charcoal", "read flag v2");
	expect(s, "s:bread", "read v5 'crust'");
	expect(s, "s:packets", "unread");
	add_third(s);
	expect(s, "s:charcoal", "unread flag v2");
	mark(s, "s:charcoal v:2", MARK_MUTE, true);
	index_anew(s);
	expect(s, "s:charcoal", "unread flag mute v2");
	mark(s, "s:charcoal", MARK_FLAG, false);
	expect(s, "s:charcoal", "unread mute v2");
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

	add_third(s);
	note(s, "s:sweep", "crumbs");
	scratch_write(s, "digests/oven/2025-11-24.txt", fourth);
	scratch_import(s);
	expect(s, "s:sweep", "unread 'crumbs'");
	scratch_remove(s, "digests/grill/2025-11-17.txt");
	index_anew(s);
	finds(s, "s:sweep v:1", "");
	expect(s, "s:sweep", "unread 'crumbs'");
}

static struct model *open_beside(const struct scratch *s, const char *data)
{
	struct buf cache = BUF_INIT, path = BUF_INIT;
	struct model_options options = {.cache_dir = NULL};
	struct model *model;
	struct error err;

	buf_addf(&cache, "%s/cache", s->dir);
	buf_addf(&path, "%s/%s", s->dir, data);
	options.cache_dir = cache.p;
	options.data_dir = path.p;
	model = model_open(&options, &err);
	if (!model)
		fail_msg("%s", err.text);
	buf_release(&cache);
	buf_release(&path);
	return model;
}

static size_t merge(struct model *from, struct model *into)
{
	struct arena arena = ARENA_INIT;
	struct mark_record *records;
	struct error err;
	size_t n, changed = 0;

	if (!model_marks_export(from, &arena, &records, &n, &err) ||
		!model_marks_merge(into, records, n, &changed, &err))
		fail_msg("%s", err.text);
	arena_release(&arena);
	return changed;
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
	struct model *here = s->model, *there = open_beside(s, "other");
	struct buf a = BUF_INIT, b = BUF_INIT;

	mark(s, "s:charcoal", MARK_FLAG, true);
	note(s, "s:charcoal", "old");
	note(s, "s:bread", "here");
	s->model = there;
	mark(s, "s:packets", MARK_MUTE, true);
	mark(s, "s:charcoal v:1", MARK_READ, false);
	while (usleep(2000) < 0) /* so that the note is the newer one */
		continue;
	note(s, "s:charcoal", "new");
	s->model = here;
	assert_true(merge(there, here) > 0);
	assert_true(merge(here, there) > 0);
	print_marks(here, &a);
	print_marks(there, &b);
	assert_string_equal(a.p, b.p);
	expect(s, "s:charcoal v:2", "read flag v2 'new'");
	expect(s, "s:bread", "read v5 'here'");
	expect(s, "s:packets", "read mute v1");
	assert_int_equal(merge(there, here), 0);
	undo(s, "merge");
	expect(s, "s:charcoal", "read flag v2 'old'");
	expect(s, "s:packets", "read v1");
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
	struct model *model = open_beside(s, "other");
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
	struct model *one = s->model, *two = open_beside(s, "data");
	char text[32];
	struct error err;
	int i;

	for (i = 0; i < ROUNDS; i++) {
		snprintf(text, sizeof(text), "round %d", i);
		s->model = i % 2 ? one : two;
		note(s, "s:charcoal", text);
		s->model = i % 2 ? two : one;
		mark(s, "s:charcoal", MARK_FLAG, i % 2 == 0);
		mark(s, "s:bread", MARK_READ, i % 2 == 1);
		assert_true(model_query_save(one, slice_cstr(i % 2 ? "odd" : "even"),
			slice_cstr(text), &err));
		s->model = i % 2 ? one : two;
		snprintf(text, sizeof(text), "read%s v2 'round %d'", i % 2 ? "" : " flag", i);
		expect(s, "s:charcoal", text);
		expect(s, "s:bread", i % 2 ? "read v5" : "unread");
	}
	s->model = one;
	for (i = 0; i < 4 * ROUNDS; i++) {
		struct arena arena = ARENA_INIT;
		struct slice what;

		if (!model_undo(i % 2 ? one : two, &arena, &what, &err))
			fail_msg("undo %d: %s", i, err.text);
		arena_release(&arena);
	}
	expect(s, "s:charcoal", "read v2");
	expect(s, "s:bread", "read v5");
	model_close(two);
}

static void write_in_child(struct scratch *s, const char *query, int from)
{
	int i;

	s->model = open_beside(s, "data");
	for (i = 0; i < ROUNDS; i++) {
		char name[32];
		struct error err;

		snprintf(name, sizeof(name), "q%d", from + i);
		mark(s, query, MARK_FLAG, i % 2 == 0);
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
		mark(s, "s:charcoal", MARK_FLAG, true);
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
	expect(s, "s:charcoal", "read flag v2");
}

/* ---- files that cannot be used -------------------------------------------------------------- */

static char *marks_path(const struct scratch *s)
{
	struct buf path = BUF_INIT;

	buf_addf(&path, "%s/data/marks.db", s->dir);
	return buf_detach(&path);
}

static void read_bytes(const char *path, struct buf *out)
{
	struct error err;

	buf_clear(out);
	if (!file_read(path, out, &err))
		fail_msg("%s", err.text);
}

static void write_bytes(const char *path, struct slice bytes)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	fwrite(bytes.p, 1, bytes.n, file);
	assert_int_equal(fclose(file), 0);
}

/* The index can be asked, a mark cannot be made, and the file stays as it is. */
static void check_refused(struct scratch *s, const char *path, struct slice bytes, const char *why)
{
	struct buf after = BUF_INIT;
	struct marks_row row;
	struct arena arena = ARENA_INIT;
	struct error err;
	struct hit hit;

	write_bytes(path, bytes);
	scratch_open(s, NULL);
	if (!strstr(model_marks_trouble(s->model), why))
		fail_msg("'%s' does not say '%s'", model_marks_trouble(s->model), why);
	assert_non_null(strstr(model_marks_trouble(s->model), path));
	assert_null(strchr(model_marks_trouble(s->model), '\n'));
	hit = hit_of(s, "s:charcoal");
	assert_false(model_mark(s->model, MARK_FLAG, true, &hit, 1, NULL, &err));
	assert_string_equal(err.text, model_marks_trouble(s->model));
	assert_true(model_marks_of(s->model, &hit, 1, &arena, &row, &err));
	assert_false(row.flagged);
	scratch_import(s);
	model_close(s->model);
	s->model = NULL;
	read_bytes(path, &after);
	assert_true(slice_eq(buf_slice(&after), bytes));
	buf_release(&after);
	arena_release(&arena);
}

static void test_refused(void **state)
{
	struct scratch *s = *state;
	struct buf whole = BUF_INIT, other = BUF_INIT;
	char *path = marks_path(s);
	size_t sizes[] = {0, 1, 99, 100, 512, 4096, 0}, i;

	mark(s, "s:charcoal", MARK_FLAG, true);
	model_close(s->model);
	s->model = NULL;
	read_bytes(path, &whole);
	sizes[ARRAY_LEN(sizes) - 1] = whole.n - 1;
	for (i = 0; i < ARRAY_LEN(sizes); i++)
		check_refused(s, path, slice_sub(buf_slice(&whole), 0, sizes[i]), "cut short");
	buf_add_slice(&other, buf_slice(&whole));
	other.p[63] = 99; /* user_version */
	check_refused(s, path, buf_slice(&other), "newer version");
	other.p[63] = whole.p[63];
	other.p[68]++; /* application_id */
	check_refused(s, path, buf_slice(&other), "not a file of marks");
	memset(other.p, 'x', other.n);
	check_refused(s, path, buf_slice(&other), "not a file of marks");
	write_bytes(path, buf_slice(&whole));
	scratch_open(s, NULL);
	assert_string_equal(model_marks_trouble(s->model), "");
	expect(s, "s:charcoal", "read flag v2");
	buf_release(&whole);
	buf_release(&other);
	free(path);
}

static void test_permissions(void **state)
{
	struct scratch *s = *state;
	char *path = marks_path(s);
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	*strrchr(path, '/') = '\0';
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	free(path);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_set_up, scratch_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_first_import),
		TEST(test_read),
		TEST(test_catch_up),
		TEST(test_series_marks),
		TEST(test_nothing_to_undo),
		TEST(test_subsystem),
		TEST(test_saved_queries),
		TEST(test_queries),
		TEST(test_rows_and_queries_agree),
		TEST(test_query_in_query),
		TEST(test_new_index),
		TEST(test_learns),
		TEST(test_merge),
		TEST(test_join),
		TEST(test_two_instances),
		TEST(test_two_processes),
		TEST(test_kill),
		TEST(test_refused),
		TEST(test_permissions),
	};

	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
