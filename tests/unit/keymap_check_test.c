/* Keymaps as a whole: each action has a key, the built-in ones, the user's file over them. */
#include "conf/keymap.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "util/alloc.h"

static struct keymap *read_two(const char *base, const char *user, struct buf *errors)
{
	struct keymap *map = keymap_new();

	keymap_read(map, "base", slice_cstr(base), errors);
	keymap_read(map, "user", slice_cstr(user), errors);
	return map;
}

static const struct {
	const char *user;
	const char *errors;
} changes[] = {
	{"", ""},
	{"any j quit\n", ""},
	{"any Q none\n", ""},
	{"any q none\nany Q none\n", ""},
	{"any <Up> none\nany k none\n", ""},
	{"any Q open\n", "user:1: this leaves no key for 'quit' (base:QUIT)\n"},
	{"\nany Q open\nany x quit\n", ""},
	{"any Qx open\n", "user:1: this leaves no key for 'quit' (base:QUIT)\n"},
	{"list Q open\nrail Q open\n", ""},
	{"list a open\n", ""},
	{"list a open\ndetail a open\n", "user:2: this leaves no key for 'only-author' (base:A)\n"},
	{"list a none\ndetail a open\n", "user:2: this leaves no key for 'only-author' (base:A)\n"},
	{"list a none\ndetail a none\n", ""},
};

static unsigned line_of(const char *text, const char *line)
{
	const char *at = strstr(text, line);
	unsigned n = 1;

	assert_non_null(at);
	for (; text < at; text++)
		n += *text == '\n';
	return n;
}

/* Lines of the default keymap stand in `changes` as words, so that it may be edited. */
static void fill_in(const char *expected, const char *base, struct buf *out)
{
	const char *rest = strstr(expected, "base:");
	size_t before = rest ? (size_t)(rest - expected) : strlen(expected);

	buf_add(out, expected, before);
	if (!rest)
		return;
	buf_addf(out, "base:%u)\n",
		rest[5] == 'Q' ? line_of(base, "any     Q ") : line_of(base, "detail  a "));
}

static void test_check(void **state)
{
	const struct embedded_file *file = embedded_find(embedded_keymaps, SLICE_LIT("default"));
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(changes); i++) {
		struct buf errors = BUF_INIT, expected = BUF_INIT;
		struct keymap *map = read_two(file->text, changes[i].user, &errors);

		fill_in(changes[i].errors, file->text, &expected);
		assert_int_equal(keymap_check(map, &errors), changes[i].errors[0] == '\0');
		assert_string_equal(errors.p, expected.p);
		keymap_free(map);
		buf_release(&errors);
		buf_release(&expected);
	}
}

/* Never bound at all: the first file is short of it, at its end. */
static void test_check_never_bound(void **state)
{
	struct buf errors = BUF_INIT;
	struct keymap *map = read_two("any q back\nany Q quit\n", "any x zoom\n\n\n", &errors);

	(void)state;
	assert_false(keymap_check(map, &errors));
	assert_non_null(strstr(errors.p, "base:2: no key reaches 'open'\n"));
	assert_null(strstr(errors.p, "'quit'"));
	assert_null(strstr(errors.p, "'back'"));
	assert_null(strstr(errors.p, "'zoom'"));
	keymap_free(map);
	buf_release(&errors);
}

static bool works_in(enum action action, enum context context)
{
	return context != CONTEXT_ANY && (action_info(action)->contexts & 1u << context);
}

/* Stricter than keymap_check: wherever an action works, a built-in keymap has a key for it. */
static void test_embedded(void **state)
{
	const struct embedded_file *file;

	(void)state;
	assert_non_null(embedded_find(embedded_keymaps, SLICE_LIT("default")));
	assert_null(embedded_find(embedded_keymaps, SLICE_LIT("nothing")));
	for (file = embedded_keymaps; file->name; file++) {
		struct keymap *map = keymap_new();
		struct buf out = BUF_INIT;
		int a, c;

		keymap_read(map, file->name, slice_from(file->text, file->len), &out);
		keymap_check(map, &out);
		assert_string_equal(out.p, "");
		for (a = ACTION_NONE + 1; a < ACTIONS; a++) {
			for (c = 0; c < CONTEXTS; c++) {
				if (works_in((enum action)a, (enum context)c) &&
					!keymap_keys_for(
						map, (enum context)c, (enum action)a, &out))
					fail_msg("%s: no key for '%s' in '%s'", file->name,
						action_info((enum action)a)->name,
						context_name((enum context)c));
			}
		}
		keymap_free(map);
		buf_release(&out);
	}
}

/* A file of the test's own with this text; its path is added to `path`. */
static void make_file(const char *text, struct buf *path)
{
	const char *folder = getenv("TMPDIR");
	int fd;

	buf_addf(path, "%s/keys-XXXXXX", folder ? folder : "/tmp");
	fd = mkstemp(path->p);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	assert_int_equal(close(fd), 0);
}

static void assert_finds(const struct keymap *map, const char *key, enum action expected)
{
	enum action action;

	assert_int_equal(keymap_find(map, CONTEXT_LIST, slice_cstr(key), &action), KEYMAP_FOUND);
	assert_int_equal(action, expected);
}

static void test_load(void **state)
{
	struct buf errors = BUF_INIT, expected = BUF_INIT, path = BUF_INIT;
	unsigned zoom = line_of(embedded_find(embedded_keymaps, SLICE_LIT("default"))->text, "any     z ");
	struct keymap *map;

	(void)state;
	make_file("any x quit\nany y juggle\nany z open", &path);
	map = keymap_load(path.p, &errors);
	unlink(path.p);
	buf_addf(&expected, "%s:2: unknown action 'juggle'\n", path.p);
	buf_addf(
		&expected, "%s:3: this leaves no key for 'zoom' (default.keys:%u)\n", path.p, zoom);
	assert_string_equal(errors.p, expected.p);
	assert_finds(map, "x", ACTION_QUIT);
	assert_finds(map, "z", ACTION_OPEN);
	assert_finds(map, "j", ACTION_MOVE_DOWN);
	keymap_free(map);
	buf_release(&path);
	buf_release(&errors);
	buf_release(&expected);
}

/* More than is read at once. */
static void test_load_long_file(void **state)
{
	struct buf errors = BUF_INIT, path = BUF_INIT, text = BUF_INIT;
	struct keymap *map;
	int i;

	(void)state;
	for (i = 0; i < 1000; i++)
		buf_adds(&text, "# nothing to see here\n");
	buf_adds(&text, "any x quit");
	make_file(text.p, &path);
	map = keymap_load(path.p, &errors);
	unlink(path.p);
	assert_string_equal(errors.p, "");
	assert_finds(map, "x", ACTION_QUIT);
	keymap_free(map);
	buf_release(&path);
	buf_release(&text);
	buf_release(&errors);
}

/* No file, or none named, is no error. */
static void test_load_no_file(void **state)
{
	static const char *const paths[] = {NULL, "/nowhere/keys"};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(paths); i++) {
		struct buf errors = BUF_INIT;
		struct keymap *map = keymap_load(paths[i], &errors);

		assert_string_equal(errors.p, "");
		assert_finds(map, "j", ACTION_MOVE_DOWN);
		keymap_free(map);
		buf_release(&errors);
	}
}

/* A file that cannot be read is one, and the default stands. */
static void test_load_unreadable(void **state)
{
	struct buf errors = BUF_INIT;
	struct keymap *map = keymap_load("/", &errors);

	(void)state;
	assert_string_equal(errors.p, "/: Is a directory\n");
	assert_true(keymap_count(map) > ACTIONS);
	keymap_free(map);
	buf_release(&errors);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_check),
		cmocka_unit_test(test_check_never_bound),
		cmocka_unit_test(test_embedded),
		cmocka_unit_test(test_load),
		cmocka_unit_test(test_load_long_file),
		cmocka_unit_test(test_load_no_file),
		cmocka_unit_test(test_load_unreadable),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
