/* Files of marks that cannot be used, and who may read them. */
#include "tests/unit/marking.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "util/alloc.h"
#include "util/file.h"

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
	hit = marking_hit(s, "s:charcoal");
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

	marking_mark(s, "s:charcoal", MARK_FLAG, true);
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
	marking_expect(s, "s:charcoal", "read flag v2");
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
		TEST(test_refused),
		TEST(test_permissions),
	};

	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
