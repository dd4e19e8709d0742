/* Making the file of the index fit to be opened; see db_prepare_file. */
#include "model/dbfile.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/db.h"
#include "model/schema.h"
#include "model/words.h"
#include "util/alloc.h"
#include "util/buf.h"
#include "util/hash.h"

enum file_state { FILE_FRESH, FILE_GOOD, FILE_OTHER_VERSION, FILE_DAMAGED, FILE_UNREADABLE };

static char *with_suffix(const char *path, const char *suffix)
{
	struct buf name = BUF_INIT;

	buf_addf(&name, "%s%s", path, suffix);
	return buf_detach(&name);
}

static int open_beside(const char *path, const char *suffix, int flags)
{
	char *name = with_suffix(path, suffix);
	int fd = open(name, flags | O_CLOEXEC, 0600);

	free(name);
	return fd;
}

static bool remove_beside(const char *path, const char *suffix)
{
	char *name = with_suffix(path, suffix);
	bool ok = unlink(name) == 0 || errno == ENOENT;

	free(name);
	return ok;
}

void db_mark_damaged(const char *path)
{
	int fd = open_beside(path, "-damaged", O_WRONLY | O_CREAT);

	if (fd >= 0)
		close(fd);
}

static bool is_marked_damaged(const char *path)
{
	int fd = open_beside(path, "-damaged", O_RDONLY);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

static bool fail_open(const char *path, const char *why, struct error *err)
{
	return error_set(err, ERROR_INDEX, "index '%s' cannot be opened: %s", path, why);
}

/* ---- what is there ---------------------------------------------------------------------------- */

/* Column 0 of the first row; -1 on an error, 0 without a row. */
static int64_t ask_number(sqlite3 *sql, const char *text)
{
	sqlite3_stmt *st = NULL;
	int64_t value = -1;
	int rc;

	if (sqlite3_prepare_v2(sql, text, -1, &st, NULL) != SQLITE_OK)
		return -1;
	rc = sqlite3_step(st);
	if (rc == SQLITE_ROW)
		value = sqlite3_column_int64(st, 0);
	else if (rc == SQLITE_DONE)
		value = 0;
	sqlite3_finalize(st);
	return value;
}

/*
 * The version of the index that this program makes: of its tables, so that nobody has to think of
 * it who changes one. It fits into user_version, and is never 0.
 */
static int64_t version(void)
{
	const char *const parts[] = {schema_tables, words_tables, schema_indexes};
	uint64_t sum = SCHEMA_CONTENTS;
	size_t i;

	for (i = 0; i < ARRAY_LEN(parts); i++)
		sum = sum * 31 + hash_bytes(slice_cstr(parts[i]));
	return (int64_t)(sum & 0x3fffffff) + 1;
}

/*
 * The header counts pages: a file with fewer has lost its end. Not so while a
 * log lies beside it, from which the end may still come.
 */
static bool is_truncated(sqlite3 *sql, const char *path)
{
	char *log = with_suffix(path, "-wal");
	struct stat file, wal;
	bool pending = stat(log, &wal) == 0 && wal.st_size > 0;
	int64_t pages = ask_number(sql, "PRAGMA page_count");
	int64_t size = ask_number(sql, "PRAGMA page_size");

	free(log);
	return !pending && stat(path, &file) == 0 &&
		(file.st_size < pages * size || (pages == 0 && file.st_size > 0));
}

/* What an error of the last statement means for the file. */
static enum file_state judge(sqlite3 *sql)
{
	switch (sqlite3_errcode(sql) & 0xff) {
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return FILE_DAMAGED;
	case SQLITE_ERROR: /* no such table, or module */
		return FILE_OTHER_VERSION;
	default: /* no permission, no memory: says nothing of the file */
		return FILE_UNREADABLE;
	}
}

static enum file_state look_at(sqlite3 *sql, const char *path)
{
	/* The schema may be whole and a page of the data not: touch what is always read. */
	static const char *const probes[] = {
		"SELECT count(*) FROM meta",
		"SELECT max(id) FROM series",
		"SELECT max(id) FROM posting",
	};
	int64_t tables = ask_number(sql, "SELECT count(*) FROM sqlite_schema");
	size_t i;

	if (tables < 0)
		return judge(sql);
	if (is_truncated(sql, path))
		return FILE_DAMAGED;
	if (tables == 0)
		return FILE_FRESH;
	if (ask_number(sql, "PRAGMA application_id") != SCHEMA_APPLICATION ||
		ask_number(sql, "PRAGMA user_version") != version())
		return FILE_OTHER_VERSION;
	for (i = 0; i < ARRAY_LEN(probes); i++)
		if (ask_number(sql, probes[i]) < 0)
			return judge(sql);
	return FILE_GOOD;
}

/* ---- making it -------------------------------------------------------------------------------- */

static bool run(sqlite3 *sql, const char *text)
{
	return sqlite3_exec(sql, text, NULL, NULL, NULL) == SQLITE_OK;
}

static bool make_tables(sqlite3 *sql)
{
	char pragmas[96];

	snprintf(pragmas, sizeof(pragmas), "PRAGMA application_id=%d; PRAGMA user_version=%d",
		SCHEMA_APPLICATION, (int)version());
	return run(sql, schema_tables) && run(sql, words_tables) && run(sql, schema_indexes) &&
		run(sql, pragmas);
}

/* Names of tables, virtual ones first: they take the tables behind them along. */
static bool drop_one(sqlite3 *sql)
{
	sqlite3_stmt *st = NULL;
	char *drop = NULL;
	bool ok = false;

	if (sqlite3_prepare_v2(sql,
		    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite!_%'"
		    " ESCAPE '!' ORDER BY sql NOT LIKE 'CREATE VIRTUAL%' LIMIT 1",
		    -1, &st, NULL) != SQLITE_OK)
		return false;
	if (sqlite3_step(st) == SQLITE_ROW)
		drop = sqlite3_mprintf("DROP TABLE \"%w\"", sqlite3_column_text(st, 0));
	sqlite3_finalize(st);
	if (drop)
		ok = run(sql, drop);
	sqlite3_free(drop);
	return ok;
}

static bool drop_tables(sqlite3 *sql)
{
	while (ask_number(sql,
		       "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE"
		       " 'sqlite!_%' ESCAPE '!'") > 0)
		if (!drop_one(sql))
			return false;
	return run(sql, "DELETE FROM sqlite_sequence") || true;
}

/* In place, since another process may have the file open; the known paths stay. */
static bool remake_in_place(sqlite3 *sql)
{
	bool ok;

	run(sql, "CREATE TEMP TABLE kept(path TEXT)");
	run(sql, "INSERT INTO temp.kept SELECT path FROM main.root ORDER BY id");
	if (!run(sql, "BEGIN IMMEDIATE"))
		return false;
	ok = drop_tables(sql) && make_tables(sql) &&
		run(sql, "INSERT INTO main.root(path) SELECT path FROM temp.kept") &&
		run(sql, "COMMIT");
	if (!ok)
		run(sql, "ROLLBACK");
	return ok;
}

static bool make_fresh(sqlite3 *sql)
{
	bool ok = run(sql, "BEGIN IMMEDIATE") && make_tables(sql) && run(sql, "COMMIT");

	if (!ok)
		run(sql, "ROLLBACK");
	return ok;
}

/* ---- the journal ------------------------------------------------------------------------------ */

static bool can_be_read(sqlite3 *sql)
{
	return ask_number(sql, "SELECT count(*) FROM sqlite_schema") >= 0;
}

/*
 * A log needs memory shared between processes, which some file systems do not have. Who
 * has the file for himself alone can do without, and go back to a rollback journal, with which
 * a writer and readers wait for each other.
 */
static bool leave_log(const char *path)
{
	sqlite3 *sql = NULL;
	bool ok = sqlite3_open_v2(path, &sql, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
		run(sql, "PRAGMA locking_mode=EXCLUSIVE") &&
		run(sql, "PRAGMA journal_mode=TRUNCATE") && can_be_read(sql);

	sqlite3_close(sql);
	return ok;
}

static bool lacks_shared_memory(sqlite3 *sql)
{
	int rc = can_be_read(sql) ? SQLITE_OK : sqlite3_errcode(sql) & 0xff;

	return rc == SQLITE_IOERR || rc == SQLITE_CANTOPEN || rc == SQLITE_READONLY ||
		rc == SQLITE_PROTOCOL;
}

/* Of a file that was just made: later on, somebody else may have it open. */
static void enter_log(const char *path, char *notice, int room)
{
	sqlite3 *sql = NULL;
	bool ok = sqlite3_open_v2(path, &sql, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
		run(sql, "PRAGMA journal_mode=WAL") && run(sql, "BEGIN IMMEDIATE; COMMIT");

	sqlite3_close(sql);
	if (ok || !leave_log(path))
		return;
	snprintf(notice, (size_t)room, "%s", "there is no shared memory where the index lies: "
		"who reads it waits while files are read in");
}

static sqlite3 *open_sql(const char *path)
{
	sqlite3 *sql = NULL;

	if (sqlite3_open_v2(path, &sql, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) ==
		SQLITE_OK) {
		sqlite3_busy_timeout(sql, 60000);
		return sql;
	}
	sqlite3_close(sql);
	return NULL;
}

/* ---- reading alone ---------------------------------------------------------------------------- */

bool db_is_read_only(const char *path)
{
	char *folder = xstrdup(path);
	char *slash = strrchr(folder, '/');
	bool cannot;

	if (slash)
		*slash = '\0';
	cannot = access(path, R_OK) == 0 &&
		(access(path, W_OK) < 0 || access(slash ? folder : ".", W_OK) < 0);
	free(folder);
	return cannot;
}

/* As a URI, in which some bytes mean something. */
static void add_uri(struct buf *out, const char *path)
{
	buf_adds(out, "file:");
	for (; *path; path++) {
		if (strchr("%?#", *path))
			buf_addf(out, "%%%02x", (unsigned)*path);
		else
			buf_addc(out, *path);
	}
}

static int open_uri(const char *path, const char *how, sqlite3 **sql)
{
	struct buf uri = BUF_INIT;
	int rc;

	add_uri(&uri, path);
	buf_adds(&uri, how);
	rc = sqlite3_open_v2(uri.p, sql,
		SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
	buf_release(&uri);
	return rc;
}

/*
 * Somebody else may write, and then the files of the log are there, with which reading is safe.
 * Where they are not and cannot be made, nobody writes.
 */
int dbfile_open_read_only(const char *path, sqlite3 **sql)
{
	int rc = open_uri(path, "?mode=ro", sql);

	if (rc == SQLITE_OK && can_be_read(*sql))
		return rc;
	sqlite3_close(*sql);
	return open_uri(path, "?mode=ro&immutable=1", sql);
}

static bool prepare_read_only(const char *path, char *notice, int room, struct error *err)
{
	sqlite3 *sql = NULL;
	bool ok = dbfile_open_read_only(path, &sql) == SQLITE_OK;
	enum file_state state = ok ? look_at(sql, path) : FILE_UNREADABLE;

	if (state == FILE_GOOD)
		snprintf(notice, (size_t)room, "%s",
			"the index cannot be written: what is in it is shown, and nothing is added");
	else if (state == FILE_UNREADABLE)
		fail_open(path, sql ? sqlite3_errmsg(sql) : "out of memory", err);
	else
		fail_open(path, state == FILE_DAMAGED ? "it is damaged, and cannot be written" :
			"it is of another version, and cannot be written", err);
	sqlite3_close(sql);
	return state == FILE_GOOD;
}

/* ---- the whole -------------------------------------------------------------------------------- */

/* SQLite gives the files beside it the permissions of the main file. */
static bool make_file(const char *path)
{
	int fd = open_beside(path, "", O_RDWR | O_CREAT);

	if (fd < 0)
		return false;
	close(fd);
	return true;
}

static bool remove_files(const char *path)
{
	return remove_beside(path, "") && remove_beside(path, "-wal") &&
		remove_beside(path, "-shm") && remove_beside(path, "-journal") &&
		remove_beside(path, "-damaged");
}

/* A log of a file that was deleted is none of one that is made now. */
static void remove_stale_log(const char *path)
{
	if (access(path, F_OK) == 0)
		return;
	/* What cannot be removed is come upon later, and told. */
	remove_beside(path, "-wal");
	remove_beside(path, "-shm");
	remove_beside(path, "-journal");
}

/* A damaged file is nobody's loss, even where another process has it open. */
static bool start_over(const char *path, struct error *err)
{
	sqlite3 *sql;
	bool ok;

	if (!remove_files(path) || !make_file(path))
		return fail_open(path, strerror(errno), err);
	sql = open_sql(path);
	ok = sql && make_fresh(sql);
	if (!ok)
		fail_open(path, sql ? sqlite3_errmsg(sql) : "out of memory", err);
	sqlite3_close(sql);
	return ok;
}

static sqlite3 *open_readable(const char *path)
{
	sqlite3 *sql = open_sql(path);

	if (!sql || !lacks_shared_memory(sql))
		return sql;
	sqlite3_close(sql);
	leave_log(path);
	return open_sql(path);
}

static bool prepare_locked(const char *path, bool anew, sqlite3 **keep, char *notice, int room,
	struct error *err)
{
	bool damaged = is_marked_damaged(path);
	enum file_state state;
	sqlite3 *sql;
	bool ok = true;

	remove_stale_log(path);
	if (!make_file(path))
		return fail_open(path, strerror(errno), err);
	sql = open_readable(path);
	state = damaged ? FILE_DAMAGED : sql ? look_at(sql, path) : FILE_UNREADABLE;
	if (anew && state == FILE_GOOD)
		state = FILE_OTHER_VERSION;
	if (state == FILE_UNREADABLE)
		ok = fail_open(path, sql ? sqlite3_errmsg(sql) : "out of memory", err);
	if (state == FILE_FRESH)
		ok = make_fresh(sql) || fail_open(path, sqlite3_errmsg(sql), err);
	if (state == FILE_OTHER_VERSION && !remake_in_place(sql))
		damaged = true;
	if (keep && state == FILE_GOOD)
		*keep = sql;
	else
		sqlite3_close(sql);
	if (state == FILE_OTHER_VERSION)
		snprintf(notice, (size_t)room, "%s",
			"the index was made by another version of tidings: it is made anew");
	if (state == FILE_DAMAGED)
		snprintf(notice, (size_t)room, "%s", "the index was damaged: it is made anew");
	if (damaged || state == FILE_DAMAGED)
		ok = start_over(path, err);
	if (ok && state != FILE_GOOD)
		enter_log(path, notice, room);
	return ok;
}

static bool prepare(const char *path, bool anew, sqlite3 **keep, char *notice, int room,
	struct error *err)
{
	int lock;
	bool ok;

	notice[0] = '\0';
	if (db_is_read_only(path))
		return anew ? fail_open(path, "it may only be read", err) :
			prepare_read_only(path, notice, room, err);
	lock = open_beside(path, "-lock", O_RDWR | O_CREAT);
	/* Where locks do not work, two first starts at once may meet; SQLite's own still hold. */
	if (lock >= 0)
		flock(lock, LOCK_EX);
	ok = prepare_locked(path, anew, keep, notice, room, err);
	if (lock >= 0)
		close(lock);
	return ok;
}

bool db_prepare_file(const char *path, char *notice, int room, struct error *err)
{
	return prepare(path, false, NULL, notice, room, err);
}

bool dbfile_prepare(const char *path, sqlite3 **sql, char *notice, int room, struct error *err)
{
	*sql = NULL;
	return prepare(path, false, sql, notice, room, err);
}

bool db_recreate_file(const char *path, struct error *err)
{
	char notice[128];

	return prepare(path, true, NULL, notice, sizeof(notice), err);
}
