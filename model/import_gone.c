#include "model/import_internal.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "model/db.h"
#include "model/source.h"

static bool was_found(const struct walk *walk, struct slice path)
{
	size_t low = 0;
	size_t high = walk->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int cmp = slice_cmp(slice_cstr(walk->files[mid].path), path);

		if (cmp == 0)
			return true;
		if (cmp < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return false;
}

static bool is_below(struct slice path, const char *root)
{
	size_t n = strlen(root);

	return slice_starts(path, root) && (path.n == n || path.p[n] == '/' || n == 1);
}

static bool was_looked_through(const struct walk *walk, struct slice path)
{
	size_t i;

	for (i = 0; i < walk->nroots + walk->nmissing; i++) {
		const char *root = i < walk->nroots ? walk->roots[i] :
			walk->missing[i - walk->nroots].path;

		if (is_below(path, root))
			return true;
	}
	return false;
}

static bool is_gone(const char *path)
{
	struct stat st;

	return lstat(path, &st) < 0 && (errno == ENOENT || errno == ENOTDIR);
}

struct missing {
	int64_t id;
	const char *path;
	enum source_state state;
};

static size_t find_missing(struct import *im, struct arena *a, struct missing **missing)
{
	struct sqlite3_stmt *st = db_stmt(im->db, SQL_SOURCE_ALL);
	size_t room = 0;
	size_t n = 0;

	*missing = NULL;
	while (db_step(im->db, st)) {
		struct slice path = db_text(st, 1);

		if (was_found(&im->walk, path) || !was_looked_through(&im->walk, path))
			continue;
		ARENA_GROW(a, *missing, room, n + 1);
		(*missing)[n++] = (struct missing){
			.id = db_int(st, 0),
			.path = arena_strndup(a, path.p, path.n),
			.state = (enum source_state)db_int(st, 2),
		};
	}
	return n;
}

static void tell(struct import *im, const char *path, const char *what)
{
	struct buf message = BUF_INIT;

	buf_addf(&message, "%s: %s", path, what);
	import_note(im, buf_slice(&message));
	buf_release(&message);
}

/* Its digest is kept, since it may be the only copy of what it says, and the loss is told. */
static void mark_gone(struct import *im, const struct missing *missing)
{
	struct sqlite3_stmt *st;

	im->counts.removed++;
	tell(im, missing->path, "is gone, its digest is kept");
	if (missing->state == SOURCE_GONE || !import_begin_batch(im))
		return;
	st = db_stmt(im->db, SQL_SOURCE_GONE);
	db_bind_int(im->db, st, 1, missing->id);
	db_run(im->db, st);
}

static void drop(struct import *im, const struct missing *missing)
{
	if (!import_begin_batch(im))
		return;
	if (missing->state != SOURCE_NOT_DIGEST) {
		im->counts.dropped++;
		tell(im, missing->path, "is gone, its digest was dropped");
		store_forget(&im->store, missing->id);
		im->changed = true;
	}
	source_drop(im->db, missing->id);
}

/* Paths that are not there: nothing to say of one that is known when it is dropped. */
static void judge_root(struct import *im, const struct walk_missing *root, bool has_digests)
{
	struct sqlite3_stmt *st = db_stmt(im->db, SQL_ROOT_KNOWN);
	bool known;

	db_bind_text(im->db, st, 1, slice_cstr(root->path));
	known = db_run_int(im->db, st, 0) || has_digests;
	if (im->prune && known) {
		if (!import_begin_batch(im))
			return;
		st = db_stmt(im->db, SQL_ROOT_DROP);
		db_bind_text(im->db, st, 1, slice_cstr(root->path));
		db_run(im->db, st);
		return;
	}
	/* Of one that was not asked for by name the digests say it. */
	if (im->asked_all && has_digests)
		return;
	im->counts.failed++;
	tell(im, root->asked, strerror(ENOENT));
}

static void judge_roots(struct import *im, const struct missing *missing, size_t n)
{
	size_t i, j;

	for (i = 0; i < im->walk.nmissing && db_fine(im->db); i++) {
		const struct walk_missing *root = &im->walk.missing[i];
		bool has_digests = false;

		for (j = 0; j < n && !has_digests; j++)
			has_digests = is_below(slice_cstr(missing[j].path), root->path);
		judge_root(im, root, has_digests);
	}
}

void import_look_for_missing(struct import *im)
{
	struct arena arena = ARENA_INIT;
	struct missing *missing;
	size_t n = find_missing(im, &arena, &missing);
	size_t i;

	judge_roots(im, missing, n);
	for (i = 0; i < n && db_fine(im->db) && !import_is_cancelled(im); i++) {
		if (!is_gone(missing[i].path))
			continue;
		if (im->prune || missing[i].state == SOURCE_NOT_DIGEST)
			drop(im, &missing[i]);
		else
			mark_gone(im, &missing[i]);
		if (!import_go_on(im))
			break;
	}
	arena_release(&arena);
}
