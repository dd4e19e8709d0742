/* Reading files: whole, from a pipe, compressed, damaged, too large. */
#include "util/file.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "util/slice.h"

/* printf 'Hello, mill.\n' | gzip -n */
static const char packed[] =
	"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xf3\x48\xcd\xc9\xc9\xd7\x51\xc8\xcd\xcc\xc9\xd1\xe3"
	"\x02\x00\xd8\x6c\x07\xd0\x0d\x00\x00\x00";
#define PACKED  (sizeof(packed) - 1)
#define TEXT    "Hello, mill.\n"

struct scratch {
	char path[4096];
	struct buf out;
	struct error err;
};

static void setup(struct scratch *s, const char *p, size_t n)
{
	int fd;

	snprintf(s->path, sizeof(s->path), "%s/tidings-file-XXXXXX",
		getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
	fd = mkstemp(s->path);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, p, n), n);
	close(fd);
	buf_init(&s->out);
	s->err.text[0] = '\0';
}

static void teardown(struct scratch *s)
{
	unlink(s->path);
	buf_release(&s->out);
}

static void test_plain(void **state)
{
	struct scratch s;

	(void)state;
	setup(&s, TEXT, strlen(TEXT));
	buf_adds(&s.out, "before ");
	assert_true(file_read(s.path, &s.out, &s.err));
	assert_string_equal(s.out.p, "before " TEXT);
	teardown(&s);
	setup(&s, "", 0);
	assert_true(file_read(s.path, &s.out, &s.err));
	assert_int_equal(s.out.n, 0);
	teardown(&s);
}

static void test_gzip(void **state)
{
	char twice[2 * PACKED];
	struct scratch s;

	(void)state;
	setup(&s, packed, PACKED);
	assert_true(file_read(s.path, &s.out, &s.err));
	assert_string_equal(s.out.p, TEXT);
	teardown(&s);
	memcpy(twice, packed, PACKED);
	memcpy(twice + PACKED, packed, PACKED);
	setup(&s, twice, sizeof(twice));
	assert_true(file_read(s.path, &s.out, &s.err));
	assert_string_equal(s.out.p, TEXT TEXT);
	teardown(&s);
}

/* Nothing of what cannot be read as a whole is left. */
static void test_damaged(void **state)
{
	struct scratch s;
	char data[PACKED];
	size_t n;

	(void)state;
	for (n = 2; n < PACKED; n++) {
		setup(&s, packed, n);
		buf_adds(&s.out, "before");
		assert_false(file_read(s.path, &s.out, &s.err));
		assert_int_equal(s.err.code, ERROR_INPUT);
		assert_non_null(strstr(s.err.text, s.path));
		assert_non_null(strstr(s.err.text, "cut off"));
		assert_string_equal(s.out.p, "before");
		teardown(&s);
	}
	memcpy(data, packed, PACKED);
	data[PACKED - 6] ^= 1; /* of the checksum */
	setup(&s, data, PACKED);
	assert_false(file_read(s.path, &s.out, &s.err));
	assert_non_null(strstr(s.err.text, "damaged"));
	teardown(&s);
}

static void test_limit(void **state)
{
	struct buf out = BUF_INIT;
	struct error err;

	(void)state;
	assert_true(file_inflate(packed, PACKED, strlen(TEXT), "x", &out, &err));
	buf_clear(&out);
	assert_false(file_inflate(packed, PACKED, strlen(TEXT) - 1, "x", &out, &err));
	assert_int_equal(out.n, 0);
	assert_false(file_inflate(TEXT, strlen(TEXT), strlen(TEXT) - 1, "x", &out, &err));
	assert_true(file_inflate(TEXT, strlen(TEXT), strlen(TEXT), "x", &out, &err));
	assert_string_equal(out.p, TEXT);
	buf_release(&out);
}

static void test_errors(void **state)
{
	struct buf out = BUF_INIT;
	struct error err;

	(void)state;
	assert_false(file_read("/nonexistent/mill", &out, &err));
	assert_int_equal(err.code, ERROR_SYSTEM);
	assert_non_null(strstr(err.text, "/nonexistent/mill: "));
	assert_false(file_read("/tmp", &out, &err));
	assert_int_equal(err.code, ERROR_SYSTEM);
	assert_int_equal(out.n, 0);
	buf_release(&out);
}

/* A pipe has no size. */
static void test_pipe(void **state)
{
	struct buf out = BUF_INIT;
	struct error err;
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], packed, PACKED), PACKED);
	close(ends[1]);
	assert_true(file_read_fd(ends[0], "-", &out, &err));
	assert_string_equal(out.p, TEXT);
	close(ends[0]);
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_gzip),
		cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_limit),
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_pipe),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
