#include "model/source.h"

#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "model/db.h"
#include "util/buf.h"

void source_find(struct db *db, struct slice path, struct source *out)
{
	struct sqlite3_stmt *st = db_stmt(db, SQL_SOURCE_FIND);

	*out = (struct source){.id = 0};
	db_bind_text(db, st, 1, path);
	if (!db_step(db, st))
		return;
	*out = (struct source){
		.id = db_int(st, 0),
		.stamp = {
			.dev = db_int(st, 1),
			.ino = db_int(st, 2),
			.size = db_int(st, 3),
			.mtime_ns = db_int(st, 4),
		},
		.hash = db_int(st, 5),
		.state = (enum source_state)db_int(st, 6),
	};
	db_reset(st);
}

bool source_is_same(const struct source *source, const struct file_stamp *stamp)
{
	return source->id != 0 && source->stamp.dev == stamp->dev &&
		source->stamp.ino == stamp->ino && source->stamp.size == stamp->size &&
		source->stamp.mtime_ns == stamp->mtime_ns;
}

/*
 * A file that was written a moment ago may be written again within the same tick of the
 * clock that stamps files, and keep its time: such a time is not trusted.
 */
static int64_t trusted_time(int64_t mtime_ns)
{
	const int64_t tick_ns = 20 * 1000 * 1000;
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	if (mtime_ns > (int64_t)now.tv_sec * 1000000000 + now.tv_nsec - tick_ns)
		return 0;
	return mtime_ns;
}

void source_save(struct db *db, struct slice path, struct source *source)
{
	struct sqlite3_stmt *st = db_stmt(db, source->id ? SQL_SOURCE_CHANGE : SQL_SOURCE_ADD);

	db_bind_text(db, st, 1, path);
	db_bind_int(db, st, 2, source->stamp.dev);
	db_bind_int(db, st, 3, source->stamp.ino);
	db_bind_int(db, st, 4, source->stamp.size);
	db_bind_int(db, st, 5, trusted_time(source->stamp.mtime_ns));
	db_bind_int(db, st, 6, source->hash);
	db_bind_int(db, st, 7, source->state);
	if (db_run(db, st) && source->id == 0)
		source->id = db_last_id(db);
}

void source_drop(struct db *db, int64_t source)
{
	struct sqlite3_stmt *st = db_stmt(db, SQL_SOURCE_DROP);

	db_bind_int(db, st, 1, source);
	db_run(db, st);
}

static bool is_there(struct slice path)
{
	struct buf name = BUF_INIT;
	struct stat st;
	bool there;

	buf_add_slice(&name, path);
	there = lstat(name.p, &st) == 0;
	buf_release(&name);
	return there;
}

int64_t source_find_moved(struct db *db, int64_t hash)
{
	struct sqlite3_stmt *st = db_stmt(db, SQL_SOURCE_BY_HASH);
	int64_t moved = 0;

	db_bind_int(db, st, 1, hash);
	while (moved == 0 && db_step(db, st))
		if (!is_there(db_text(st, 1)))
			moved = db_int(st, 0);
	db_reset(st);
	return moved;
}
