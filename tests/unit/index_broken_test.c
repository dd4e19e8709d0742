/* What becomes of an index that is damaged, of another version, or none. */
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

#include "util/alloc.h"

static void test_truncated(void **state)
{
	static const off_t sizes[] = {0, 1, 100, 4096, 10000, 100000};
	struct shelf *shelf = *state;
	char *path = shelf_index_path(shelf);
	struct error err;
	size_t i;

	shelf_write_one(shelf, "a.txt", "[PATCH] coal: Keep it hot");
	shelf_import(shelf, "");
	for (i = 0; i < ARRAY_LEN(sizes); i++) {
		model_close(shelf->model);
		shelf->model = NULL;
		assert_int_equal(truncate(path, sizes[i]), 0);
		shelf_open(shelf, NULL);
		if (sizes[i] > 0)
			assert_string_equal(model_notice(shelf->model),
				"the index was damaged: it is made anew");
		shelf_import(shelf, "");
		shelf_expect_titles(shelf, "coal", "coal: Keep it hot\n");
	}
	assert_true(model_rebuild(shelf->model, &err));
	shelf_expect_titles(shelf, "", "");
	free(path);
}

static void put_bytes(const char *path, off_t at, const void *p, size_t n)
{
	int fd = open(path, O_WRONLY);

	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, p, n, at), n);
	close(fd);
}

/*
 * Garbage in each fourth of the file. Where it is not seen at once, it is when it is come upon;
 * then the next start begins anew.
 */
static void test_garbage(void **state)
{
	struct shelf *shelf = *state;
	char *path = shelf_index_path(shelf);
	char garbage[4096];
	struct stat st;
	struct error err;
	int i;

	memset(garbage, 0xa5, sizeof(garbage));
	shelf_write_one(shelf, "a.txt", "[PATCH] coal: Keep it hot");
	for (i = 0; i < 4; i++) {
		off_t at;
		char *top = shelf_path(shelf, "");

		shelf_import(shelf, "");
		model_close(shelf->model);
		shelf->model = NULL;
		assert_int_equal(stat(path, &st), 0);
		for (at = st.st_size / 4 * i + 4096; at < st.st_size / 4 * (i + 1); at += 4096)
			put_bytes(path, at / 4096 * 4096, garbage, sizeof(garbage));
		shelf_open(shelf, NULL);
		shelf_write_one(shelf, "a.txt", "[PATCH] coal: Keep it hotter");
		if (!model_import(shelf->model, (const char *const[]){top}, 1, &err) ||
			!model_import_wait(shelf->model, &err)) {
			assert_non_null(strstr(err.text, "is damaged"));
			shelf_open(shelf, NULL);
			assert_string_equal(model_notice(shelf->model),
				"the index was damaged: it is made anew");
		}
		assert_true(model_rebuild(shelf->model, &err));
		shelf_import(shelf, "");
		shelf_expect_titles(shelf, "coal", "coal: Keep it hotter\n");
		free(top);
	}
	free(path);
}

/* user_version stands at offset 60 of the file, 4 bytes with the highest first. */
static void test_other_version(void **state)
{
	struct shelf *shelf = *state;
	char *path = shelf_index_path(shelf);
	struct import_status status;
	struct error err;

	shelf_write_one(shelf, "a.txt", "[PATCH] coal: Keep it hot");
	shelf_import(shelf, "");
	model_close(shelf->model);
	shelf->model = NULL;
	put_bytes(path, 60, "\0\0\3\1", 4);
	shelf_open(shelf, NULL);
	assert_string_equal(model_notice(shelf->model),
		"the index was made by another version of tidings: it is made anew");
	shelf_expect_titles(shelf, "", "");
	assert_true(model_import(shelf->model, NULL, 0, &err)); /* it still knows the folder */
	assert_true(model_import_wait(shelf->model, &err));
	model_import_status(shelf->model, &status);
	assert_int_equal(status.added, 1);
	shelf_open(shelf, NULL);
	assert_string_equal(model_notice(shelf->model), "");
	free(path);
}

static void test_no_database(void **state)
{
	struct shelf *shelf = *state;
	char *path = shelf_index_path(shelf);
	FILE *file;

	model_close(shelf->model);
	shelf->model = NULL;
	file = fopen(path, "wb");
	assert_non_null(file);
	fputs("This is a letter to my grandmother.\n", file);
	fclose(file);
	shelf_open(shelf, NULL);
	shelf_expect_titles(shelf, "", "");
	free(path);
}

static void test_no_shared_memory(void **state)
{
	struct shelf *shelf = *state;

	shelf_take_shared_memory(shelf);
	shelf_write_one(shelf, "a.txt", "[PATCH] coal: Keep it hot");
	assert_int_equal(shelf_import(shelf, "").added, 1);
	shelf_open(shelf, NULL);
	assert_string_equal(model_notice(shelf->model), "");
	shelf_expect_titles(shelf, "coal", "coal: Keep it hot\n");
}

static void test_permissions(void **state)
{
	struct shelf *shelf = *state;
	char *path = shelf_index_path(shelf);
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	path[strlen(path) - strlen("/index.db")] = '\0';
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	free(path);
}

/* A file where the folder should be: what even root cannot write to. */
static void test_no_folder(void **state)
{
	struct shelf *shelf = *state;
	struct buf below = BUF_INIT;
	struct error err;
	char *path;

	shelf_write(shelf, "file", "text");
	path = shelf_path(shelf, "file");
	buf_addf(&below, "%s/cache", path);
	assert_null(model_open(&(struct model_options){.cache_dir = below.p}, &err));
	assert_non_null(strstr(err.text, "Not a directory"));
	assert_non_null(strstr(err.text, path));
	free(path);
	buf_release(&below);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, shelf_set_up, shelf_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_truncated),
		TEST(test_garbage),
		TEST(test_other_version),
		TEST(test_no_database),
		TEST(test_no_shared_memory),
		TEST(test_permissions),
		TEST(test_no_folder),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
