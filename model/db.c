#include "model/db.h"

#include <sqlite3.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "model/dbfile.h"
#include "util/alloc.h"

struct db {
	sqlite3 *sql;
	char *path;
	bool marks;
	bool read_only; /* what it was opened for; see db_is_read_only */
	sqlite3_stmt *statements[SQLS];
	struct error error; /* the first since db_ok; code ERROR_NONE when there is none */
	atomic_bool interrupted;
	const atomic_bool *give_up; /* may be NULL */
};

#define SQL_TEXT(name, text) [SQL_##name] = text,
static const char *const sql_texts[SQLS] = {SQL_STATEMENTS(SQL_TEXT)};
#undef SQL_TEXT

/* ---- errors ----------------------------------------------------------------------------------- */

static bool is_damage(int rc)
{
	return (rc & 0xff) == SQLITE_CORRUPT || (rc & 0xff) == SQLITE_NOTADB;
}

static bool db_fail(struct db *db, int rc)
{
	if (db->error.code != ERROR_NONE)
		return false;
	if ((rc & 0xff) == SQLITE_INTERRUPT || (rc & 0xff) == SQLITE_BUSY)
		return error_set(&db->error, ERROR_CANCELLED, "stopped");
	if ((rc & 0xff) == SQLITE_READONLY)
		return error_set(&db->error, ERROR_INDEX, "%s '%s' cannot be written: you may only"
			" read it", db->marks ? "marks" : "index", db->path);
	if ((rc & 0xff) == SQLITE_FULL)
		return error_set(&db->error, ERROR_INDEX, "%s '%s' cannot be written: the disk is"
			" full", db->marks ? "marks" : "index", db->path);
	if (is_damage(rc) && db->marks)
		return error_set(&db->error, ERROR_INDEX,
			"marks '%s' are damaged: put a copy of them in place of the file", db->path);
	if (is_damage(rc)) {
		db_mark_damaged(db->path);
		return error_set(&db->error, ERROR_INDEX,
			"index '%s' is damaged: it will be made anew at the next start", db->path);
	}
	return error_set(&db->error, ERROR_INDEX, "%s '%s': %s", db->marks ? "marks" : "index",
		db->path, sqlite3_errmsg(db->sql));
}

bool db_ok(struct db *db, struct error *err)
{
	if (db->error.code == ERROR_NONE)
		return true;
	if (err)
		*err = db->error;
	db->error = (struct error){.code = ERROR_NONE};
	return false;
}

bool db_fine(const struct db *db)
{
	return db->error.code == ERROR_NONE;
}

void db_interrupt(struct db *db)
{
	atomic_store(&db->interrupted, true);
	sqlite3_interrupt(db->sql);
}

void db_resume(struct db *db)
{
	atomic_store(&db->interrupted, false);
}

void db_give_up_when(struct db *db, const atomic_bool *flag)
{
	db->give_up = flag;
}

/* Catches an interrupt that came just before a statement began to run. */
static int on_progress(void *ctx)
{
	return atomic_load(&((struct db *)ctx)->interrupted);
}

static int on_busy(void *ctx, int count)
{
	const struct db *db = ctx;
	struct timespec pause = {.tv_nsec = count < 10 ? 500000L : 5000000L};

	if (atomic_load(&db->interrupted) || (db->give_up && atomic_load(db->give_up)))
		return 0;
	nanosleep(&pause, NULL);
	return 1;
}

/* ---- opening ---------------------------------------------------------------------------------- */

/*
 * Whether the index has a log or a rollback journal was decided when it was made. Marks have a
 * journal: they are written seldom, and it needs no shared memory; EXTRA makes what is committed
 * outlive a power cut in it.
 */
static const char *const mode_pragmas[] = {
	[DB_READ] = "PRAGMA query_only=1",
	[DB_WRITE] = "PRAGMA synchronous=NORMAL; PRAGMA journal_size_limit=67108864",
	[DB_MARKS] = "PRAGMA synchronous=EXTRA",
};

/* Takes db->sql, which an open has left with this code. */
static struct db *set_up(struct db *db, enum db_mode mode, int rc, struct error *err)
{
	if (rc != SQLITE_OK) {
		error_set(err, ERROR_INDEX, "%s '%s': %s", db->marks ? "marks" : "index", db->path,
			sqlite3_errstr(rc));
		db_close(db);
		return NULL;
	}
	sqlite3_extended_result_codes(db->sql, 1);
	sqlite3_busy_handler(db->sql, on_busy, db);
	sqlite3_progress_handler(db->sql, 2000, on_progress, db);
	db_exec(db, "PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY");
	db_exec(db, mode_pragmas[mode]);
	if (!db_ok(db, err)) {
		db_close(db);
		return NULL;
	}
	return db;
}

struct db *db_open(const char *path, enum db_mode mode, struct error *err)
{
	struct db *db = xcalloc(1, sizeof(*db));
	int rc;

	db->path = xstrdup(path);
	db->marks = mode == DB_MARKS;
	if (!db->marks && db_is_read_only(path)) {
		mode = DB_READ;
		db->read_only = true;
		rc = dbfile_open_read_only(path, &db->sql);
	} else {
		rc = sqlite3_open_v2(path, &db->sql, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
			NULL);
	}
	return set_up(db, mode, rc, err);
}

struct db *db_open_prepared(const char *path, char *notice, int room, struct error *err)
{
	struct sqlite3 *sql;
	struct db *db;

	if (!dbfile_prepare(path, &sql, notice, room, err))
		return NULL;
	if (!sql)
		return db_open(path, DB_READ, err);
	db = xcalloc(1, sizeof(*db));
	db->path = xstrdup(path);
	db->sql = sql;
	return set_up(db, DB_READ, SQLITE_OK, err);
}

bool db_can_write(const struct db *db)
{
	return !db->read_only;
}

void db_close(struct db *db)
{
	int i;

	if (!db)
		return;
	for (i = 0; i < SQLS; i++)
		sqlite3_finalize(db->statements[i]);
	sqlite3_close(db->sql);
	free(db->path);
	free(db);
}

/* ---- statements ------------------------------------------------------------------------------- */

struct sqlite3_stmt *db_stmt(struct db *db, enum sql which)
{
	sqlite3_stmt **st = &db->statements[which];
	int rc;

	if (!db_fine(db))
		return NULL;
	if (!*st) {
		rc = sqlite3_prepare_v3(db->sql, sql_texts[which], -1, SQLITE_PREPARE_PERSISTENT,
			st, NULL);
		if (rc != SQLITE_OK)
			db_fail(db, rc);
		return *st;
	}
	sqlite3_reset(*st);
	sqlite3_clear_bindings(*st);
	return *st;
}

struct sqlite3_stmt *db_prepare(struct db *db, struct slice sql)
{
	sqlite3_stmt *st = NULL;
	int rc;

	if (!db_fine(db))
		return NULL;
	rc = sqlite3_prepare_v2(db->sql, sql.p, (int)sql.n, &st, NULL);
	if (rc != SQLITE_OK)
		db_fail(db, rc);
	return st;
}

void db_finalize(struct sqlite3_stmt *st)
{
	sqlite3_finalize(st);
}

static void check_bind(struct db *db, int rc)
{
	if (rc != SQLITE_OK)
		db_fail(db, rc);
}

void db_bind_int(struct db *db, struct sqlite3_stmt *st, int at, int64_t value)
{
	if (st && db_fine(db))
		check_bind(db, sqlite3_bind_int64(st, at, value));
}

void db_bind_text(struct db *db, struct sqlite3_stmt *st, int at, struct slice text)
{
	if (!st || !db_fine(db) || !text.p)
		return;
	check_bind(db, sqlite3_bind_text64(st, at, text.p, text.n, SQLITE_TRANSIENT, SQLITE_UTF8));
}

void db_bind_id(struct db *db, struct sqlite3_stmt *st, int at, int64_t id)
{
	if (id != 0)
		db_bind_int(db, st, at, id);
}

bool db_step(struct db *db, struct sqlite3_stmt *st)
{
	int rc;

	if (!st || !db_fine(db))
		return false;
	if (atomic_load(&db->interrupted))
		return db_fail(db, SQLITE_INTERRUPT);
	rc = sqlite3_step(st);
	if (rc == SQLITE_ROW)
		return true;
	if (rc != SQLITE_DONE)
		db_fail(db, rc);
	sqlite3_reset(st);
	return false;
}

bool db_run(struct db *db, struct sqlite3_stmt *st)
{
	while (db_step(db, st))
		continue;
	return db_fine(db);
}

int64_t db_run_int(struct db *db, struct sqlite3_stmt *st, int64_t none)
{
	int64_t value = none;

	if (db_step(db, st)) {
		value = sqlite3_column_int64(st, 0);
		sqlite3_reset(st);
	}
	return value;
}

void db_reset(struct sqlite3_stmt *st)
{
	sqlite3_reset(st);
}

int64_t db_int(struct sqlite3_stmt *st, int column)
{
	return sqlite3_column_int64(st, column);
}

bool db_null(struct sqlite3_stmt *st, int column)
{
	return sqlite3_column_type(st, column) == SQLITE_NULL;
}

struct slice db_text(struct sqlite3_stmt *st, int column)
{
	const char *p = (const char *)sqlite3_column_text(st, column);

	return slice_from(p, p ? (size_t)sqlite3_column_bytes(st, column) : 0);
}

int64_t db_last_id(struct db *db)
{
	return sqlite3_last_insert_rowid(db->sql);
}

bool db_exec(struct db *db, const char *sql)
{
	int rc;

	if (!db_fine(db))
		return false;
	rc = sqlite3_exec(db->sql, sql, NULL, NULL, NULL);
	return rc == SQLITE_OK || db_fail(db, rc);
}

/* ---- transactions ----------------------------------------------------------------------------- */

bool db_begin(struct db *db)
{
	return db_run(db, db_stmt(db, SQL_BEGIN));
}

bool db_commit(struct db *db)
{
	return db_run(db, db_stmt(db, SQL_COMMIT));
}

void db_rollback(struct db *db)
{
	if (!sqlite3_get_autocommit(db->sql))
		sqlite3_exec(db->sql, "ROLLBACK", NULL, NULL, NULL);
}

void db_begin_read(struct db *db)
{
	/* Without it the reads do as well, one by one. */
	sqlite3_exec(db->sql, "BEGIN", NULL, NULL, NULL);
}

/*
 * What was given up may have left a statement at a row of its, and as long as one is, SQLite
 * keeps an interrupt for everything that follows.
 */
void db_end_read(struct db *db)
{
	sqlite3_stmt *st = NULL;

	while ((st = sqlite3_next_stmt(db->sql, st)))
		sqlite3_reset(st);
	db_rollback(db);
}

int64_t db_data_version(struct db *db)
{
	return db_run_int(db, db_stmt(db, SQL_DATA_VERSION), 0);
}

/* A lock of another process is an error here, and is not waited for. */
int64_t db_data_version_now(struct db *db)
{
	int64_t version;

	sqlite3_busy_handler(db->sql, NULL, NULL);
	version = db_data_version(db);
	sqlite3_busy_handler(db->sql, on_busy, db);
	return version;
}
