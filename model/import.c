#include "model/import.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "model/db.h"
#include "model/first.h"
#include "model/source.h"
#include "model/store.h"
#include "model/walk.h"
#include "util/alloc.h"
#include "util/file.h"
#include "util/hash.h"

/* A batch ends when it has so much text or has run so long: rows shall be seen soon. */
#define BATCH_BYTES    ((size_t)16 << 20)
#define BATCH_FIRST_MS 100
#define BATCH_MS       400
#define TELL_MS        50

struct import {
	struct db *db;
	struct import_shared *shared;
	struct store store;
	struct walk walk;
	struct first first;
	struct buf text;         /* of the file that is read now */
	struct import_status counts; /* of what is committed and of the batch */
	bool in_batch;
	bool changed;            /* the batch has changed what is shown */
	size_t batch_bytes;
	uint64_t began, batch_began, told; /* ms */
	unsigned batches;
};

static uint64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

/* ---- what others see -------------------------------------------------------------------------- */

void import_shared_init(struct import_shared *shared, void (*tell)(void *ctx, unsigned news),
	void *ctx)
{
	*shared = (struct import_shared){.tell = tell, .ctx = ctx};
	pthread_mutex_init(&shared->lock, NULL);
	buf_init(&shared->messages);
}

void import_shared_release(struct import_shared *shared)
{
	pthread_mutex_destroy(&shared->lock);
	buf_release(&shared->messages);
}

void import_shared_begin(struct import_shared *shared)
{
	pthread_mutex_lock(&shared->lock);
	atomic_store(&shared->cancel, false);
	shared->status = (struct import_status){.running = true};
	buf_clear(&shared->messages);
	pthread_mutex_unlock(&shared->lock);
}

static void publish(struct import *im)
{
	im->told = now_ms();
	im->counts.elapsed_ms = im->told - im->began;
	pthread_mutex_lock(&im->shared->lock);
	im->counts.running = im->shared->status.running;
	im->shared->status = im->counts;
	pthread_mutex_unlock(&im->shared->lock);
	im->shared->tell(im->shared->ctx, MODEL_NEWS_IMPORT);
}

static void note(struct import *im, struct slice message)
{
	pthread_mutex_lock(&im->shared->lock);
	buf_add_slice(&im->shared->messages, message);
	buf_addc(&im->shared->messages, '\0');
	pthread_mutex_unlock(&im->shared->lock);
}

static void complain(void *ctx, struct slice message)
{
	struct import *im = ctx;

	im->counts.failed++;
	note(im, message);
}

static bool is_cancelled(const struct import *im)
{
	return atomic_load(&im->shared->cancel);
}

/* ---- batches ---------------------------------------------------------------------------------- */

static bool begin_batch(struct import *im)
{
	if (im->in_batch)
		return true;
	if (!db_begin(im->db))
		return false;
	im->in_batch = true;
	im->changed = false;
	im->batch_bytes = 0;
	im->batch_began = now_ms();
	store_begin(&im->store);
	return db_fine(im->db);
}

/* Before the digests are seen, so that none of them is ever seen as unread. */
static void note_first(struct import *im)
{
	struct error err = {.code = ERROR_NONE};

	if (!first_note(&im->first, im->db, &err))
		note(im, slice_cstr(err.text));
}

static bool end_batch(struct import *im)
{
	if (!im->in_batch)
		return db_fine(im->db);
	im->in_batch = false;
	if (im->changed)
		note_first(im);
	if ((im->changed && !store_finish(&im->store)) || !db_commit(im->db)) {
		db_rollback(im->db);
		store_abandon(&im->store);
		return false;
	}
	im->batches++;
	if (im->changed)
		im->shared->tell(im->shared->ctx, MODEL_NEWS_INDEX);
	return true;
}

static bool batch_is_full(const struct import *im)
{
	uint64_t ms = now_ms() - im->batch_began;

	return im->batch_bytes >= BATCH_BYTES || ms >= (im->batches ? BATCH_MS : BATCH_FIRST_MS);
}

/* ---- one file --------------------------------------------------------------------------------- */

static struct slice name_of(struct slice path)
{
	size_t at = path.n;

	while (at > 0 && path.p[at - 1] != '/')
		at--;
	return slice_skip(path, at);
}

/* The stamp is of before the reading: what is written meanwhile is seen the next time. */
static bool read_file(struct import *im, const struct walk_file *file, struct file_stamp *stamp)
{
	struct error err = {.code = ERROR_NONE};
	struct stat st;

	*stamp = file->stamp;
	if (stat(file->path, &st) == 0) {
		stamp->dev = (int64_t)st.st_dev;
		stamp->ino = (int64_t)st.st_ino;
		stamp->size = (int64_t)st.st_size;
		stamp->mtime_ns = (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec;
	}
	buf_clear(&im->text);
	if (!file_read(file->path, &im->text, &err)) {
		complain(im, slice_cstr(err.text));
		return false;
	}
	im->counts.read++;
	im->counts.bytes += im->text.n;
	im->batch_bytes += im->text.n;
	return true;
}

/* What the source held goes, what the text says comes. */
static void replace(struct import *im, struct slice path, struct source *source)
{
	bool had = source->id != 0 &&
		(source->state == SOURCE_DIGEST || source->state == SOURCE_GONE);
	size_t records = 0;
	bool is_digest;

	if (had)
		store_forget(&im->store, source->id);
	source->state = SOURCE_DIGEST;
	source_save(im->db, path, source);
	is_digest = store_digest(&im->store, source->id, name_of(path), buf_slice(&im->text),
		&records);
	if (!db_fine(im->db))
		return;
	im->changed = im->changed || had || is_digest;
	im->counts.records += (unsigned)records;
	if (is_digest) {
		im->counts.added += !had;
		im->counts.replaced += had;
		return;
	}
	im->counts.not_digest++;
	source->state = SOURCE_NOT_DIGEST;
	source_save(im->db, path, source);
}

/* A digest that was moved is the same digest under another name, not a second one. */
static void take_over_moved(struct import *im, const struct source *source)
{
	int64_t moved = source->id == 0 ? source_find_moved(im->db, source->hash) : 0;

	if (moved == 0)
		return;
	store_forget(&im->store, moved);
	source_drop(im->db, moved);
	im->changed = true;
}

static void count_unchanged(struct import *im, const struct source *source)
{
	if (source->state == SOURCE_NOT_DIGEST)
		im->counts.not_digest++;
	else
		im->counts.unchanged++;
}

static void look_at(struct import *im, const struct walk_file *file)
{
	struct slice path = slice_cstr(file->path);
	struct source source;
	struct file_stamp stamp;
	int64_t hash;

	source_find(im->db, path, &source);
	if (source_is_same(&source, &file->stamp) && source.state != SOURCE_GONE) {
		count_unchanged(im, &source);
		return;
	}
	if (!begin_batch(im))
		return;
	/* Another process may have read it while this one waited for its turn. */
	source_find(im->db, path, &source);
	if (!read_file(im, file, &stamp))
		return;
	hash = (int64_t)hash_bytes(buf_slice(&im->text));
	source.stamp = stamp;
	if (source.id != 0 && source.hash == hash) {
		if (source.state == SOURCE_GONE)
			source.state = SOURCE_DIGEST;
		source_save(im->db, path, &source);
		count_unchanged(im, &source);
		return;
	}
	source.hash = hash;
	take_over_moved(im, &source);
	replace(im, path, &source);
}

/* ---- what is no longer there ------------------------------------------------------------------ */

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

static bool was_looked_through(const struct walk *walk, struct slice path)
{
	size_t i, n;

	for (i = 0; i < walk->nroots; i++) {
		n = strlen(walk->roots[i]);
		if (slice_starts(path, walk->roots[i]) &&
			(path.n == n || path.p[n] == '/' || n == 1))
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

/* Its digest is kept, since it may be the only copy of what it says, and the loss is told. */
static void mark_gone(struct import *im, const struct missing *missing)
{
	struct buf message = BUF_INIT;
	struct sqlite3_stmt *st;

	if (missing->state == SOURCE_NOT_DIGEST) {
		if (begin_batch(im))
			source_drop(im->db, missing->id);
		return;
	}
	im->counts.removed++;
	buf_addf(&message, "%s: is gone, its digest is kept", missing->path);
	note(im, buf_slice(&message));
	buf_release(&message);
	if (missing->state == SOURCE_GONE || !begin_batch(im))
		return;
	st = db_stmt(im->db, SQL_SOURCE_GONE);
	db_bind_int(im->db, st, 1, missing->id);
	db_run(im->db, st);
}

static void look_for_missing(struct import *im)
{
	struct arena arena = ARENA_INIT;
	struct missing *missing;
	size_t n = find_missing(im, &arena, &missing);
	size_t i;

	for (i = 0; i < n && db_fine(im->db) && !is_cancelled(im); i++)
		if (is_gone(missing[i].path))
			mark_gone(im, &missing[i]);
	arena_release(&arena);
}

/* ---- the whole -------------------------------------------------------------------------------- */

static void look_at_files(struct import *im)
{
	size_t i;

	for (i = 0; i < im->walk.n && db_fine(im->db) && !is_cancelled(im); i++) {
		look_at(im, &im->walk.files[i]);
		im->counts.done++;
		if (im->in_batch && batch_is_full(im) && !end_batch(im))
			return;
		if (now_ms() - im->told >= TELL_MS)
			publish(im);
	}
}

static void save_roots(struct import *im)
{
	size_t i;

	for (i = 0; i < im->walk.nroots; i++) {
		struct slice root = slice_cstr(im->walk.roots[i]);
		struct sqlite3_stmt *st = db_stmt(im->db, SQL_ROOT_KNOWN);

		db_bind_text(im->db, st, 1, root);
		if (db_run_int(im->db, st, 0) != 0 || !begin_batch(im))
			continue;
		st = db_stmt(im->db, SQL_ROOT_ADD);
		db_bind_text(im->db, st, 1, root);
		db_run(im->db, st);
	}
}

static const char **known_roots(struct import *im, struct arena *a, size_t *n)
{
	struct sqlite3_stmt *st = db_stmt(im->db, SQL_ROOT_ALL);
	const char **roots = NULL;
	size_t room = 0;

	*n = 0;
	while (db_step(im->db, st)) {
		ARENA_GROW(a, roots, room, *n + 1);
		roots[(*n)++] = arena_strndup(a, db_text(st, 0).p, db_text(st, 0).n);
	}
	return roots;
}

static void walk(struct import *im, const char *const *paths, size_t npaths)
{
	struct arena arena = ARENA_INIT;

	if (npaths == 0)
		paths = known_roots(im, &arena, &npaths);
	walk_paths(&im->walk, paths, npaths, &im->shared->cancel, complain, im);
	im->counts.found = (unsigned)im->walk.n;
	arena_release(&arena);
}

/* Marks that cannot be written are told, and are no reason not to read. */
static void begin_first(struct import *im, const char *marks_path)
{
	struct error err = {.code = ERROR_NONE};

	if (!first_begin(&im->first, marks_path, im->walk.roots, im->walk.nroots, &err))
		note(im, slice_cstr(err.text));
	note_first(im); /* of an import that did not come to its end */
}

static void end_first(struct import *im, bool complete)
{
	struct error err = {.code = ERROR_NONE};

	if (im->counts.added + im->counts.replaced > 0 && db_fine(im->db) &&
		!first_learn(&im->first, im->db, &err))
		note(im, slice_cstr(err.text));
	if (!first_end(&im->first, complete, &err))
		note(im, slice_cstr(err.text));
}

bool import_run(struct db *db, const char *const *paths, size_t npaths, const char *marks_path,
	struct import_shared *shared, struct error *err)
{
	struct import im = {.db = db, .shared = shared, .began = now_ms()};
	bool ok;

	store_init(&im.store, db);
	walk_init(&im.walk);
	buf_init(&im.text);
	db_give_up_when(db, &shared->cancel);
	walk(&im, paths, npaths);
	publish(&im);
	begin_first(&im, marks_path);
	save_roots(&im);
	look_at_files(&im);
	if (!is_cancelled(&im))
		look_for_missing(&im);
	end_batch(&im);
	im.counts.cancelled = is_cancelled(&im);
	end_first(&im, db_fine(db) && !im.counts.cancelled);
	publish(&im);
	ok = db_ok(db, err);
	if (ok && im.counts.cancelled)
		ok = error_set(err, ERROR_CANCELLED, "stopped");
	store_release(&im.store);
	walk_release(&im.walk);
	buf_release(&im.text);
	return ok;
}
