#include "util/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#define CHUNK ((size_t)64 * 1024)

static const char *shown(const char *path)
{
	return strcmp(path, "-") == 0 ? "standard input" : path;
}

bool file_is_gzip(const char *p, size_t n)
{
	return n >= 2 && (unsigned char)p[0] == 0x1f && (unsigned char)p[1] == 0x8b;
}

static bool too_large(const char *name, size_t max, struct error *err)
{
	return error_set(err, ERROR_INPUT, "%s: larger than %zu MiB", shown(name), max >> 20);
}

/* One call of inflate with room for a chunk; its status. */
static int inflate_chunk(z_stream *z, struct buf *out)
{
	size_t made;
	int status;

	buf_reserve(out, CHUNK);
	z->next_out = (unsigned char *)out->p + out->n;
	z->avail_out = (uInt)CHUNK;
	status = inflate(z, Z_NO_FLUSH);
	made = CHUNK - z->avail_out;
	out->n += made;
	out->p[out->n] = '\0';
	return status;
}

static bool inflate_all(z_stream *z, size_t max, const char *name, struct buf *out,
	struct error *err)
{
	size_t before = out->n;

	for (;;) {
		int status = inflate_chunk(z, out);

		if (out->n - before > max)
			return too_large(name, max, err);
		if (status == Z_STREAM_END) {
			if (!file_is_gzip((const char *)z->next_in, z->avail_in))
				return true;
			inflateReset(z);
		} else if (status == Z_BUF_ERROR || (status == Z_OK && !z->avail_in && z->avail_out)) {
			return error_set(err, ERROR_INPUT, "%s: the gzip data is cut off",
				shown(name));
		} else if (status != Z_OK) {
			return error_set(err, ERROR_INPUT, "%s: the gzip data is damaged",
				shown(name));
		}
	}
}

bool file_inflate(const char *p, size_t n, size_t max, const char *name, struct buf *out,
	struct error *err)
{
	z_stream z = {.next_in = (unsigned char *)(size_t)p, .avail_in = (uInt)n};
	size_t before = out->n;
	bool ok;

	if (!file_is_gzip(p, n)) {
		if (n > max)
			return too_large(name, max, err);
		buf_add(out, p, n);
		return true;
	}
	/* 16 asks for a gzip header and its checksum. */
	if (inflateInit2(&z, 16 + MAX_WBITS) != Z_OK)
		return error_set(err, ERROR_SYSTEM, "%s: zlib does not start", shown(name));
	ok = inflate_all(&z, max, name, out, err);
	inflateEnd(&z);
	if (!ok)
		buf_truncate(out, before);
	return ok;
}

static bool read_all(int fd, const char *name, struct buf *out, struct error *err)
{
	size_t before = out->n;

	for (;;) {
		ssize_t n;

		buf_reserve(out, CHUNK);
		n = read(fd, out->p + out->n, CHUNK);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return error_errno(err, "%s", shown(name));
		if (n == 0)
			return true;
		out->n += (size_t)n;
		out->p[out->n] = '\0';
		if (out->n - before > FILE_SIZE_MAX)
			return too_large(name, FILE_SIZE_MAX, err);
	}
}

/* What is compressed is replaced by what it inflates to. */
static bool unpack(const char *name, struct buf *out, size_t before, struct error *err)
{
	struct buf packed = BUF_INIT;
	bool ok;

	if (!file_is_gzip(out->p + before, out->n - before))
		return true;
	buf_add(&packed, out->p + before, out->n - before);
	buf_truncate(out, before);
	ok = file_inflate(packed.p, packed.n, FILE_SIZE_MAX, name, out, err);
	buf_release(&packed);
	return ok;
}

bool file_read_fd(int fd, const char *name, struct buf *out, struct error *err)
{
	size_t before = out->n, expected = 0;
	struct stat st;

	if (fstat(fd, &st))
		return error_errno(err, "%s", shown(name));
	if (S_ISREG(st.st_mode)) {
		off_t at = lseek(fd, 0, SEEK_CUR);

		if ((unsigned long long)st.st_size > FILE_SIZE_MAX)
			return too_large(name, FILE_SIZE_MAX, err);
		if (at >= 0 && at < st.st_size)
			expected = (size_t)(st.st_size - at);
		buf_reserve(out, expected + CHUNK);
	}
	if (!read_all(fd, name, out, err)) {
		buf_truncate(out, before);
		return false;
	}
	if (out->n - before < expected) {
		buf_truncate(out, before);
		return error_set(err, ERROR_INPUT, "%s: became shorter while it was read",
			shown(name));
	}
	return unpack(name, out, before, err);
}

bool file_read(const char *path, struct buf *out, struct error *err)
{
	bool ok;
	int fd;

	if (strcmp(path, "-") == 0)
		return file_read_fd(STDIN_FILENO, path, out, err);
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return error_errno(err, "%s", path);
	ok = file_read_fd(fd, path, out, err);
	close(fd);
	return ok;
}
