#include "model/reread.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "util/file.h"
#include "util/hash.h"

static const char changed[] =
	"has changed since it was indexed; reading its folder again brings the index up to date";
static const char gone[] =
	"is gone; putting it back, or reading the folder it was moved to, brings its text back";
static const char unreadable[] = "cannot be read";

bool reread_is_stale(const char *trouble)
{
	return trouble == changed;
}

void reread_init(struct reread *r)
{
	*r = (struct reread){.path = BUF_INIT, .text = BUF_INIT};
}

void reread_release(struct reread *r)
{
	buf_release(&r->path);
	buf_release(&r->text);
}

static bool same_file(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size &&
		a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

/* Adds bytes [off, off + len) of the file; fewer when it ends before. */
static bool read_part(int fd, int64_t off, size_t len, struct buf *out)
{
	size_t end = out->n + len;

	buf_reserve(out, len);
	while (out->n < end) {
		ssize_t n = pread(fd, out->p + out->n, end - out->n, (off_t)off);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n == 0;
		out->n += (size_t)n;
		off += n;
	}
	out->p[out->n] = '\0';
	return true;
}

static bool is_compressed(int fd)
{
	char head[2];

	return pread(fd, head, sizeof(head), 0) == sizeof(head) &&
		file_is_gzip(head, sizeof(head));
}

static const char *read_plain(struct reread *r, int fd, const struct stat *now,
	const struct reread_place *place, struct slice *bytes)
{
	r->kept = false;
	buf_clear(&r->text);
	if (place->off + place->len > now->st_size)
		return changed;
	if (!read_part(fd, place->off, (size_t)place->len, &r->text))
		return unreadable;
	*bytes = buf_slice(&r->text);
	return NULL;
}

static const char *read_compressed(struct reread *r, int fd, const struct stat *now,
	const struct reread_place *place, struct slice *bytes)
{
	if (!r->kept || !same_file(&r->stamp, now)) {
		buf_clear(&r->text);
		r->stamp = *now;
		r->kept = file_read_fd(fd, r->path.p, &r->text, NULL);
		if (!r->kept)
			return unreadable;
	}
	*bytes = slice_sub(buf_slice(&r->text), (size_t)place->off, (size_t)place->len);
	return NULL;
}

static const char *read_bytes(struct reread *r, int fd, const struct reread_place *place,
	struct slice *bytes)
{
	struct stat now;

	if (fstat(fd, &now) || !S_ISREG(now.st_mode))
		return unreadable;
	if (is_compressed(fd))
		return read_compressed(r, fd, &now, place, bytes);
	return read_plain(r, fd, &now, place, bytes);
}

const char *reread_record(struct reread *r, const struct reread_place *place,
	struct slice *bytes)
{
	const char *trouble;
	int fd;

	*bytes = (struct slice){0};
	buf_clear(&r->path);
	buf_add_slice(&r->path, place->path);
	fd = open(r->path.p, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return errno == ENOENT || errno == ENOTDIR ? gone : unreadable;
	trouble = read_bytes(r, fd, place, bytes);
	close(fd);
	if (trouble)
		return trouble;
	if (bytes->n == (size_t)place->len && hash_bytes(*bytes) == (uint64_t)place->hash)
		return NULL;
	*bytes = (struct slice){0};
	return changed;
}
