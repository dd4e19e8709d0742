/* Import: what is read, what is not, and what stays. */
#include "tests/unit/shelf.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <zlib.h>

#include "util/alloc.h"

/* What comes after the last change must have another time, however coarse the clock is. */
static void set_time(struct shelf *shelf, const char *name, time_t seconds)
{
	struct timespec times[2] = {{.tv_sec = seconds}, {.tv_sec = seconds}};
	char *path = shelf_path(shelf, name);

	assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
	free(path);
}

static void check_message(struct shelf *shelf, const char *end)
{
	struct arena arena = ARENA_INIT;
	struct slice *messages;

	assert_int_equal(model_import_messages(shelf->model, &arena, &messages), 1);
	if (!slice_ends(messages[0], end))
		fail_msg(SLICE_FMT, SLICE_ARG(messages[0]));
	arena_release(&arena);
}

/* ---- files ------------------------------------------------------------------------------------ */

static void test_unchanged(void **state)
{
	struct shelf *shelf = *state;
	struct import_status status;

	shelf_write_one(shelf, "a.txt", "[PATCH] coal: Keep it hot");
	shelf_write(shelf, "readme", "Nothing of interest.\n");
	set_time(shelf, "a.txt", 1000000000);
	set_time(shelf, "readme", 1000000000);
	status = shelf_import(shelf, "");
	assert_int_equal(status.found, 2);
	assert_int_equal(status.read, 2);
	assert_int_equal(status.added, 1);
	assert_int_equal(status.not_digest, 1);
	assert_int_equal(status.records, 1);
	status = shelf_import(shelf, "");
	assert_int_equal(status.read, 0);
	assert_int_equal(status.unchanged, 1);
	assert_int_equal(status.not_digest, 1);
	set_time(shelf, "a.txt", 1000000001);
	status = shelf_import(shelf, "");
	assert_int_equal(status.read, 0);
	assert_int_equal(status.compared, 1);
	assert_int_equal(status.unchanged, 1);
	status = shelf_import(shelf, "");
	assert_int_equal(status.read, 0);
}

static void test_changed(void **state)
{
	struct shelf *shelf = *state;
	struct import_status status;

	shelf_write_one(shelf, "a.txt", "[PATCH] coal: Keep it hot");
	shelf_write_one(shelf, "b.txt", "[PATCH] oven: Bake bread");
	shelf_import(shelf, "");
	shelf_write_one(shelf, "a.txt", "[PATCH] vents: Let air through");
	status = shelf_import(shelf, "");
	assert_int_equal(status.replaced, 1);
	assert_int_equal(status.added, 0);
	shelf_expect_titles(shelf, "coal", "");
	shelf_expect_titles(shelf, "vents", "vents: Let air through\n");
	shelf_expect_titles(shelf, "bread", "oven: Bake bread\n");
	shelf_write(shelf, "a.txt", "No longer a digest.\n");
	status = shelf_import(shelf, "");
	assert_int_equal(status.not_digest, 1);
	shelf_expect_titles(shelf, "", "oven: Bake bread\n");
}

static void test_removed(void **state)
{
	struct shelf *shelf = *state;
	struct import_status status;

	shelf_write_one(shelf, "a.txt", "[PATCH] coal: Keep it hot");
	shelf_write_one(shelf, "b.txt", "[PATCH] oven: Bake bread");
	shelf_import(shelf, "");
	shelf_remove(shelf, "a.txt");
	status = shelf_import(shelf, "");
	assert_int_equal(status.removed, 1);
	assert_int_equal(status.failed, 0);
	check_message(shelf, "/digests/a.txt: is gone, its digest is kept");
	shelf_expect_titles(shelf, "coal", "coal: Keep it hot\n");
	shelf_write_one(shelf, "a.txt", "[PATCH] coal: Keep it hot");
	status = shelf_import(shelf, "");
	assert_int_equal(status.removed, 0);
	assert_int_equal(status.unchanged, 2);
}

static void test_moved(void **state)
{
	struct shelf *shelf = *state;
	struct import_status status;

	shelf_write_one(shelf, "a.txt", "[PATCH] coal: Keep it hot");
	shelf_import(shelf, "");
	shelf_remove(shelf, "a.txt");
	shelf_write_one(shelf, "sub/b.txt", "[PATCH] coal: Keep it hot");
	status = shelf_import(shelf, "");
	assert_int_equal(status.added, 1);
	assert_int_equal(status.removed, 0);
	shelf_expect_titles(shelf, "", "coal: Keep it hot\n");
}

static void test_folders(void **state)
{
	struct shelf *shelf = *state;
	char *top = shelf_path(shelf, "");
	char *loop = shelf_path(shelf, "sub/loop");
	char *file = shelf_path(shelf, "same.txt");
	struct import_status status;

	shelf_write_one(shelf, "a.txt", "[PATCH] coal: Keep it hot");
	shelf_write_one(shelf, ".hidden.txt", "[PATCH] coal: Hide");
	shelf_write_one(shelf, ".git/b.txt", "[PATCH] coal: Hide");
	shelf_write_one(shelf, "sub/deep/c.txt", "[PATCH] oven: Bake bread");
	assert_int_equal(symlink(top, loop), 0);
	assert_int_equal(symlink("a.txt", file), 0);
	status = shelf_import(shelf, "");
	assert_int_equal(status.found, 2);
	assert_int_equal(status.added, 2);
	assert_int_equal(status.failed, 0);
	status = shelf_import(shelf, ".hidden.txt");
	assert_int_equal(status.added, 1);
	free(top);
	free(loop);
	free(file);
}

static void test_unreadable(void **state)
{
	struct shelf *shelf = *state;
	struct import_status status;

	shelf_write_one(shelf, "a.txt", "[PATCH] coal: Keep it hot");
	shelf_write(shelf, "b.gz", "\x1f\x8b\x08 no more of this");
	status = shelf_import(shelf, "");
	assert_int_equal(status.added, 1);
	assert_int_equal(status.failed, 1);
	check_message(shelf, "/digests/b.gz: the gzip data is damaged");
	status = shelf_import(shelf, "nothing");
	assert_int_equal(status.failed, 1);
	check_message(shelf, "/digests/nothing: No such file or directory");
}

static void test_compressed(void **state)
{
	struct shelf *shelf = *state;
	char *text = shelf_digest_of_one("A", "1111111", "2222222", "[PATCH] coal: Keep it hot");
	char *path = shelf_path(shelf, "a.txt.gz");
	gzFile file = gzopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(gzwrite(file, text, (unsigned)strlen(text)), strlen(text));
	assert_int_equal(gzclose(file), Z_OK);
	assert_int_equal(shelf_import(shelf, "").added, 1);
	shelf_expect_titles(shelf, "coal", "coal: Keep it hot\n");
	free(text);
	free(path);
}

static void test_known_folders(void **state)
{
	struct shelf *shelf = *state;
	struct import_status status;
	struct error err;

	shelf_write_one(shelf, "a.txt", "[PATCH] coal: Keep it hot");
	shelf_import(shelf, "");
	shelf_write_one(shelf, "b.txt", "[PATCH] oven: Bake bread");
	assert_true(model_import(shelf->model, NULL, 0, &err));
	assert_true(model_import_wait(shelf->model, &err));
	model_import_status(shelf->model, &status);
	assert_int_equal(status.added, 1);
	assert_int_equal(status.unchanged, 1);
}

/* ---- order and scope -------------------------------------------------------------------------- */

static void test_order(void **state)
{
	static const struct {
		const char *name, *from, *to, *title;
	} books[] = {
		/* Read in order of names, which is none of time. */
		{"a-2025-03-01.txt", "3333333", "4444444", "third"},
		{"b.txt", "44444449", "5555555", "fourth, without a date"},
		{"c-2025-01.txt", "1111111", "2222222", "first"},
		{"d-20250201.txt", "2222222", "3333333", "second"},
		{"e-2025-02-15.txt", "5555555", "6666666", "fifth, whose name lies"},
	};
	struct shelf *shelf = *state;
	struct digest_row *rows;
	struct arena arena = ARENA_INIT;
	struct error err;
	char *text;
	size_t i, n;

	for (i = 0; i < ARRAY_LEN(books); i++) {
		struct buf subject = BUF_INIT;

		buf_addf(&subject, "[PATCH] %s", books[i].title);
		text = shelf_digest_of_one("A", books[i].from, books[i].to, subject.p);
		shelf_write(shelf, books[i].name, text);
		free(text);
		buf_release(&subject);
	}
	shelf_import(shelf, "");
	shelf_expect_titles(shelf, "", "fifth, whose name lies\nfourth, without a date\nthird\nsecond\nfirst\n");
	assert_true(model_digests(shelf->model, &arena, &rows, &n, &err));
	assert_int_equal(n, 5);
	assert_int_equal(rows[0].date, 20250215);
	assert_int_equal(rows[0].date_kind, DATE_FILE);
	assert_int_equal(rows[1].date, 0);
	assert_int_equal(rows[1].date_kind, DATE_NONE);
	assert_int_equal(rows[4].date, 20250101);
	assert_true(slice_is(rows[3].from, "2222222"));
	for (i = 0; i < n; i++)
		assert_false(rows[i].gap);
	arena_reset(&arena);
	text = shelf_digest_of_one("A", "8888888", "9999999", "[PATCH] ninth");
	shelf_write(shelf, "f-2025-04-01.txt", text);
	free(text);
	shelf_import(shelf, "");
	assert_true(model_digests(shelf->model, &arena, &rows, &n, &err));
	assert_int_equal(n, 6);
	for (i = 0; i < n; i++)
		assert_int_equal(rows[i].gap, i == 0);
	arena_release(&arena);
}

static void test_scope(void **state)
{
	struct shelf *shelf = *state;

	shelf_write_one(shelf, "one/a.txt", "[PATCH v2] coal: Keep it hot");
	shelf_write_one(shelf, "one-more/a.txt", "[PATCH v3] coal: Keep it hot");
	shelf_write_one(shelf, "two/a.txt", "[PATCH] oven: Bake bread");
	shelf_import(shelf, "");
	shelf_expect_titles(shelf, "v:3", "coal: Keep it hot\n");
	shelf_open(shelf, "one");
	shelf_expect_titles(shelf, "", "coal: Keep it hot\n");
	shelf_expect_titles(shelf, "v:3", "");
	shelf_open(shelf, "two/a.txt");
	shelf_expect_titles(shelf, "", "oven: Bake bread\n");
}

/* ---- several at once -------------------------------------------------------------------------- */

static void write_many(struct shelf *shelf, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		char name[32], subject[64], id[2][12];
		char *text;

		snprintf(name, sizeof(name), "%d/%04d.txt", i % 2, i);
		snprintf(subject, sizeof(subject), "[PATCH v%d] coal: Shovel %d", i % 5 + 1, i / 5);
		snprintf(id[0], sizeof(id[0]), "%08x", i + 16);
		snprintf(id[1], sizeof(id[1]), "%08x", i + 17);
		text = shelf_digest_of_one("A", id[0], id[1], subject);
		shelf_write(shelf, name, text);
		free(text);
	}
}

static void two_at_once(struct shelf *shelf)
{
	struct shelf other = *shelf;
	struct import_status a, b;
	struct result *result;
	struct error err;
	char *path;

	write_many(shelf, 300);
	other.model = NULL;
	shelf_open(&other, NULL);
	path = shelf_path(shelf, "");
	assert_true(model_import(shelf->model, (const char *const[]){path}, 1, &err));
	assert_true(model_import(other.model, (const char *const[]){path}, 1, &err));
	do { /* a reader meanwhile sees whole series or none, never an error */
		result = shelf_ask(shelf, "coal");
		result_unref(result);
		model_import_status(shelf->model, &a);
		model_import_status(other.model, &b);
	} while (a.running || b.running);
	if (!model_import_wait(shelf->model, &err) || !model_import_wait(other.model, &err))
		fail_msg("%s", err.text);
	assert_int_equal(a.added + b.added, 300);
	assert_int_equal(a.unchanged + b.unchanged, 300);
	result = shelf_ask(shelf, "");
	assert_int_equal(result->n, 60);
	result_unref(result);
	model_close(other.model);
	free(path);
}

static void test_two_at_once(void **state)
{
	two_at_once(*state);
}

static void test_two_without_shared_memory(void **state)
{
	struct shelf *shelf = *state;

	shelf_take_shared_memory(shelf);
	two_at_once(shelf);
}

static void test_cancel(void **state)
{
	struct shelf *shelf = *state;
	struct import_status status;
	struct error err;
	char *path = shelf_path(shelf, "");
	bool ok;

	write_many(shelf, 200);
	assert_true(model_import(shelf->model, (const char *const[]){path}, 1, &err));
	model_import_cancel(shelf->model);
	ok = model_import_wait(shelf->model, &err);
	model_import_status(shelf->model, &status);
	assert_true(ok ? status.added == 200 : err.code == ERROR_CANCELLED && status.cancelled);
	status = shelf_import(shelf, "");
	assert_int_equal(status.added + status.unchanged, 200);
	free(path);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, shelf_set_up, shelf_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_unchanged),
		TEST(test_changed),
		TEST(test_removed),
		TEST(test_moved),
		TEST(test_folders),
		TEST(test_unreadable),
		TEST(test_compressed),
		TEST(test_known_folders),
		TEST(test_order),
		TEST(test_scope),
		TEST(test_two_at_once),
		TEST(test_two_without_shared_memory),
		TEST(test_cancel),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
