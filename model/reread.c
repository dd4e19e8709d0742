#include "model/reread.h"

#include "util/file.h"
#include "util/hash.h"

void reread_init(struct reread *r)
{
	buf_init(&r->path);
	buf_init(&r->text);
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

static const char *read_file(struct reread *r, struct slice path)
{
	bool same_path = slice_eq(buf_slice(&r->path), path);
	struct stat now;

	if (!same_path) {
		buf_clear(&r->path);
		buf_add_slice(&r->path, path);
	}
	if (stat(r->path.p, &now)) {
		buf_clear(&r->text);
		return "is gone";
	}
	if (same_path && r->text.n && same_file(&r->stamp, &now))
		return NULL;
	buf_clear(&r->text);
	/* Taken before it is read: a change meanwhile is seen the next time. */
	r->stamp = now;
	return file_read(r->path.p, &r->text, NULL) ? NULL : "cannot be read";
}

const char *reread_record(struct reread *r, const struct reread_place *place,
	struct slice *bytes)
{
	const char *trouble = read_file(r, place->path);

	*bytes = (struct slice){0};
	if (trouble)
		return trouble;
	*bytes = slice_sub(buf_slice(&r->text), (size_t)place->off, (size_t)place->len);
	if (bytes->n == (size_t)place->len && hash_bytes(*bytes) == (uint64_t)place->hash)
		return NULL;
	*bytes = (struct slice){0};
	return "has changed since it was indexed";
}
