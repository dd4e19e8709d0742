#include "model/import.h"

#include "model/import_internal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "model/compact.h"
#include "model/db.h"
#include "model/decision.h"
#include "model/kept.h"
#include "model/source.h"
#include "util/alloc.h"
#include "util/file.h"
#include "util/hash.h"

/* A batch ends when it has so much text or has run so long: rows shall be seen soon. */
#define BATCH_BYTES    ((size_t)16 << 20)
#define BATCH_FIRST_MS 100
#define BATCH_MS       400
#define TELL_MS        50

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

void import_note(struct import *im, struct slice message)
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
	import_note(im, message);
}

bool import_is_cancelled(const struct import *im)
{
	return atomic_load(&im->shared->cancel);
}

/* ---- batches ---------------------------------------------------------------------------------- */

bool import_begin_batch(struct import *im)
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
		import_note(im, slice_cstr(err.text));
}

/*
 * What the user has decided since the last time, here or elsewhere, takes effect. Without marks
 * what was known of them stays.
 */
static void heed_decisions(struct import *im)
{
	struct arena arena = ARENA_INIT;
	struct error err = {.code = ERROR_NONE};
	struct decision *decisions;
	size_t n;

	if (!im->first.marks)
		return;
	decisions_read(im->first.marks, &arena, &decisions, &n);
	if (!db_ok(im->first.marks, &err)) {
		import_note(im, slice_cstr(err.text));
	} else if (decisions_differ(im->db, decisions, n) && import_begin_batch(im)) {
		decisions_copy(im->db, decisions, n, &im->store.fresh);
		im->changed = true;
	}
	arena_release(&arena);
}

static bool end_batch(struct import *im)
{
	if (!im->in_batch)
		return db_fine(im->db);
	heed_decisions(im);
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

bool import_go_on(struct import *im)
{
	if (im->in_batch && batch_is_full(im) && !end_batch(im))
		return false;
	if (now_ms() - im->told >= TELL_MS)
		publish(im);
	return true;
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
	im->batch_bytes += im->text.n;
	return true;
}

/* What was asked for by its own name, and is no digest, was asked for by mistake. */
static void count_not_digest(struct import *im, struct slice path)
{
	struct buf message = BUF_INIT;
	size_t i;

	im->counts.not_digest++;
	for (i = 0; i < im->nasked; i++) {
		if (!slice_is(path, im->asked[i]))
			continue;
		im->counts.refused++;
		buf_addf(&message, SLICE_FMT ": is not a digest", SLICE_ARG(path));
		import_note(im, buf_slice(&message));
		break;
	}
	buf_release(&message);
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
	count_not_digest(im, path);
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

static void count_unchanged(struct import *im, struct slice path, const struct source *source)
{
	if (source->state == SOURCE_NOT_DIGEST)
		count_not_digest(im, path);
	else
		im->counts.unchanged++;
}

/* The user has given its digest another date than it has. */
static bool has_other_date(const struct import *im, const struct source *source)
{
	return source->id != 0 && ids_has(&im->given.stale, source->id);
}

static void count_read(struct import *im)
{
	im->counts.read++;
	im->counts.bytes += im->text.n;
}

static void look_at(struct import *im, const struct walk_file *file)
{
	struct slice path = slice_cstr(file->path);
	struct source source;
	struct file_stamp stamp;
	int64_t hash;

	source_find(im->db, path, &source);
	if (source_is_same(&source, &file->stamp) && source.state != SOURCE_GONE &&
		!has_other_date(im, &source)) {
		count_unchanged(im, path, &source);
		return;
	}
	if (!import_begin_batch(im))
		return;
	/* Another process may have read it while this one waited for its turn. */
	source_find(im->db, path, &source);
	if (!read_file(im, file, &stamp))
		return;
	hash = (int64_t)hash_bytes(buf_slice(&im->text));
	source.stamp = stamp;
	if (source.id != 0 && source.hash == hash && !has_other_date(im, &source)) {
		im->counts.compared++;
		if (source.state == SOURCE_GONE)
			source.state = SOURCE_DIGEST;
		source_save(im->db, path, &source);
		count_unchanged(im, path, &source);
		return;
	}
	count_read(im);
	source.hash = hash;
	take_over_moved(im, &source);
	replace(im, path, &source);
}

/* ---- the whole -------------------------------------------------------------------------------- */

static void look_at_files(struct import *im)
{
	size_t i;

	for (i = 0; i < im->walk.n && db_fine(im->db) && !import_is_cancelled(im); i++) {
		look_at(im, &im->walk.files[i]);
		im->counts.done++;
		im->counts.size_done += (uint64_t)im->walk.files[i].stamp.size;
		if (!import_go_on(im))
			return;
	}
}

static void save_roots(struct import *im)
{
	size_t i;

	/* An index that can only be read has all that it needs, or says so at the first digest. */
	for (i = 0; db_can_write(im->db) && i < im->walk.nroots; i++) {
		struct slice root = slice_cstr(im->walk.roots[i]);
		struct sqlite3_stmt *st = db_stmt(im->db, SQL_ROOT_KNOWN);

		db_bind_text(im->db, st, 1, root);
		if (db_run_int(im->db, st, 0) != 0 || !import_begin_batch(im))
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

/* What was kept and the index does not know is added to what was asked for. */
static const char **with_kept(struct import *im, const char *folder, const char *const *asked,
	struct arena *a, size_t *n)
{
	const char **kept;
	size_t nkept = folder ? kept_list(folder, a, &kept) : 0;
	const char **paths = arena_alloc(a, (*n + nkept + 1) * sizeof(*paths));
	size_t i;

	for (i = 0; i < *n; i++)
		paths[i] = asked[i];
	for (i = 0; i < nkept; i++) {
		struct sqlite3_stmt *st = db_stmt(im->db, SQL_ROOT_KNOWN);

		db_bind_text(im->db, st, 1, slice_cstr(kept[i]));
		if (!db_run_int(im->db, st, 0))
			paths[(*n)++] = kept[i];
	}
	return paths;
}

static void walk(struct import *im, const struct import_request *request)
{
	struct arena *a = &im->arena;
	const char *const *paths = request->paths;
	size_t n = request->npaths, i;

	if (n == 0)
		paths = known_roots(im, a, &n);
	paths = with_kept(im, request->kept_dir, paths, a, &n);
	walk_paths(&im->walk, paths, n, &im->shared->cancel, complain, im);
	im->counts.found = (unsigned)im->walk.n;
	for (i = 0; i < im->walk.n; i++)
		im->counts.size += (uint64_t)im->walk.files[i].stamp.size;
	if (request->npaths > 0) {
		im->asked = im->walk.roots;
		im->nasked = im->walk.nroots;
	}
}

/* Marks that cannot be written are told, and are no reason not to read. */
static void begin_first(struct import *im, const char *marks_path)
{
	struct error err = {.code = ERROR_NONE};

	if (!first_begin(&im->first, im->db, marks_path, im->walk.roots, im->walk.nroots, &err))
		import_note(im, slice_cstr(err.text));
	note_first(im); /* of an import that did not come to its end */
}

static void end_first(struct import *im, bool complete)
{
	struct error err = {.code = ERROR_NONE};

	if (im->counts.added + im->counts.replaced > 0 && db_fine(im->db) &&
		!first_learn(&im->first, im->db, &err))
		import_note(im, slice_cstr(err.text));
	if (!first_end(&im->first, complete, &err))
		import_note(im, slice_cstr(err.text));
}

/* The dates are of the marks that `first` has open. */
static void load_given(struct import *im)
{
	struct error err;

	given_load(&im->given, im->db, im->first.marks);
	im->store.given = &im->given;
	if (im->first.marks && !db_ok(im->first.marks, &err))
		import_note(im, slice_cstr(err.text));
}

static void run(struct import *im, const struct import_request *request)
{
	walk(im, request);
	publish(im);
	begin_first(im, request->marks_path);
	load_given(im);
	save_roots(im);
	look_at_files(im);
	if (!import_is_cancelled(im))
		import_look_for_missing(im);
	heed_decisions(im);
	if (end_batch(im) && !import_is_cancelled(im))
		compact_index(im->db, &im->shared->cancel);
	im->counts.cancelled = import_is_cancelled(im);
	end_first(im, db_fine(im->db) && !im->counts.cancelled);
	publish(im);
}

bool import_run(struct db *db, const struct import_request *request,
	struct import_shared *shared, struct error *err)
{
	struct import im = {
		.db = db,
		.shared = shared,
		.prune = request->prune,
		.asked_all = request->npaths == 0,
		.began = now_ms(),
	};
	bool ok;

	store_init(&im.store, db);
	walk_init(&im.walk);
	buf_init(&im.text);
	db_give_up_when(db, &shared->cancel);
	run(&im, request);
	ok = db_ok(db, err);
	if (ok && im.counts.cancelled)
		ok = error_set(err, ERROR_CANCELLED, "stopped");
	given_release(&im.given);
	store_release(&im.store);
	walk_release(&im.walk);
	arena_release(&im.arena);
	buf_release(&im.text);
	return ok;
}
