/* Records read again: plain and compressed, gone and changed. */
#include "model/reread.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>
#include <zlib.h>

#include "util/hash.h"

#define CHANGED                                                                                    \
	"has changed since it was indexed; reading its folder again brings the index up to date"
#define GONE                                                                                       \
	"is gone; putting it back, or reading the folder it was moved to, brings its text back"

static const char text[] = "first\nsecond\nthird\n";

static char path[256];

/* Files written at once have the same time where clocks are coarse; here each has its own. */
static void set_time(void)
{
	static time_t seconds = 1000000000;
	struct timespec times[2] = {{.tv_sec = seconds}, {.tv_sec = seconds}};

	seconds++;
	assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static void write_plain(const char *what)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	fputs(what, file);
	assert_int_equal(fclose(file), 0);
	set_time();
}

static void write_compressed(const char *what)
{
	gzFile file = gzopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(gzputs(file, what), strlen(what));
	assert_int_equal(gzclose(file), Z_OK);
	set_time();
}

static int make_path(void **state)
{
	const char *dir = getenv("TMPDIR");
	int fd;

	(void)state;
	snprintf(path, sizeof(path), "%s/reread-XXXXXX", dir ? dir : "/tmp");
	fd = mkstemp(path);
	return fd < 0 || close(fd);
}

static int remove_path(void **state)
{
	(void)state;
	unlink(path);
	return 0;
}

static struct reread_place place_of(const char *part)
{
	return (struct reread_place){
		.path = slice_cstr(path),
		.off = strstr(text, part) - text,
		.len = (int64_t)strlen(part),
		.hash = (int64_t)hash_bytes(slice_cstr(part)),
	};
}

static void assert_reads(struct reread *r, const char *part)
{
	struct reread_place place = place_of(part);
	struct slice bytes;

	assert_null(reread_record(r, &place, &bytes));
	assert_true(slice_is(bytes, part));
}

static void assert_trouble(struct reread *r, const char *part, const char *trouble)
{
	struct reread_place place = place_of(part);
	const char *got;
	struct slice bytes;

	got = reread_record(r, &place, &bytes);
	assert_non_null(got);
	assert_string_equal(got, trouble);
	assert_int_equal(bytes.n, 0);
}

static void check_file(void (*write)(const char *what))
{
	struct reread r;

	reread_init(&r);
	write(text);
	assert_reads(&r, "second\n");
	assert_reads(&r, "first\n");
	assert_reads(&r, "third\n");
	/* Other bytes of the same number, and then fewer. */
	write("first\nsec0nd\nthird\n");
	assert_reads(&r, "first\n");
	assert_trouble(&r, "second\n", CHANGED);
	write("first\n");
	assert_trouble(&r, "third\n", CHANGED);
	assert_int_equal(unlink(path), 0);
	assert_trouble(&r, "first\n", GONE);
	write(text);
	assert_reads(&r, "third\n");
	reread_release(&r);
}

static void test_plain(void **state)
{
	(void)state;
	check_file(write_plain);
}

static void test_compressed(void **state)
{
	(void)state;
	check_file(write_compressed);
}

/* From one kind to the other, with the kept file in between. */
static void test_change_of_kind(void **state)
{
	struct reread r;

	(void)state;
	reread_init(&r);
	write_compressed(text);
	assert_reads(&r, "second\n");
	write_plain(text);
	assert_reads(&r, "second\n");
	write_compressed(text);
	assert_reads(&r, "first\n");
	reread_release(&r);
}

static void test_no_file(void **state)
{
	struct reread_place place = {.path = SLICE_LIT("/"), .len = 1};
	struct slice bytes;
	struct reread r;

	(void)state;
	reread_init(&r);
	assert_string_equal(reread_record(&r, &place, &bytes), "cannot be read");
	reread_release(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_plain, make_path, remove_path),
		cmocka_unit_test_setup_teardown(test_compressed, make_path, remove_path),
		cmocka_unit_test_setup_teardown(test_change_of_kind, make_path, remove_path),
		cmocka_unit_test(test_no_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
