/* Making the file of the marks fit to be opened; see marks_prepare_file. */
#include "model/marks.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "util/alloc.h"
#include "util/buf.h"

#define MARKS_APPLICATION 0x74646d6b /* "tdmk", PRAGMA application_id */

/* Each brings the file from the version of its place to the next. What is here never changes. */
static const char *const migrations[] = {
	"CREATE TABLE mark(id INTEGER PRIMARY KEY AUTOINCREMENT);"
	"CREATE TABLE mark_key("
	" kind INTEGER, key TEXT, mark INTEGER NOT NULL,"
	" PRIMARY KEY(kind, key)) WITHOUT ROWID;"
	"CREATE INDEX mark_key_mark ON mark_key(mark);"
	"CREATE TABLE mark_field("
	" mark INTEGER, field INTEGER, value TEXT, changed INTEGER NOT NULL,"
	" PRIMARY KEY(mark, field)) WITHOUT ROWID;"
	/* What the fields were before each change. */
	"CREATE TABLE undo("
	" seq INTEGER PRIMARY KEY AUTOINCREMENT, change INTEGER NOT NULL,"
	" mark INTEGER NOT NULL, field INTEGER NOT NULL, value TEXT, what TEXT NOT NULL);"
	"CREATE INDEX undo_change ON undo(change);"
	"CREATE INDEX undo_mark ON undo(mark);"
	/* Those that were read to their end once, on this machine. */
	"CREATE TABLE folder(path TEXT PRIMARY KEY) WITHOUT ROWID;"
	"PRAGMA application_id=1952738667;", /* MARKS_APPLICATION */
};

#define MARKS_VERSION ((int)ARRAY_LEN(migrations))

static bool fail(const char *path, const char *why, struct error *err)
{
	return error_set(err, ERROR_INDEX, "marks '%s' cannot be opened: %s", path, why);
}

static bool run(sqlite3 *sql, const char *text)
{
	return sqlite3_exec(sql, text, NULL, NULL, NULL) == SQLITE_OK;
}

/* Column 0 of the first row; -1 on an error. */
static int64_t ask_number(sqlite3 *sql, const char *text)
{
	sqlite3_stmt *st = NULL;
	int64_t value = -1;

	if (sqlite3_prepare_v2(sql, text, -1, &st, NULL) != SQLITE_OK)
		return -1;
	if (sqlite3_step(st) == SQLITE_ROW)
		value = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return value;
}

static sqlite3 *open_sql(const char *path, int flags, struct error *err)
{
	sqlite3 *sql = NULL;

	if (sqlite3_open_v2(path, &sql, SQLITE_OPEN_READWRITE | flags, NULL) == SQLITE_OK) {
		sqlite3_busy_timeout(sql, 60000);
		return sql;
	}
	fail(path, sql ? sqlite3_errmsg(sql) : "out of memory", err);
	sqlite3_close(sql);
	return NULL;
}

/* ---- what is there -------------------------------------------------------------------------- */

static const char cut[] = "the file was cut short or is damaged; put a copy in its place";

/*
 * By its first bytes, before SQLite sees it: it takes an empty file for a new one. They never
 * change (see "Database File Format" at sqlite.org).
 */
static bool has_header(const char *path, struct error *err)
{
	char head[100];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd >= 0 ? pread(fd, head, sizeof(head), 0) : -1;

	if (n < 0)
		fail(path, strerror(errno), err);
	if (fd >= 0)
		close(fd);
	if (n < 0)
		return false;
	if (n < (ssize_t)sizeof(head))
		return fail(path, cut, err);
	return memcmp(head, "SQLite format 3", 16) == 0 ||
		fail(path, "it is not a file of marks", err);
}

/* While it is locked for reading, since another process may be making it longer. */
static bool is_whole(sqlite3 *sql, const char *path)
{
	int64_t pages = ask_number(sql, "PRAGMA page_count");
	int64_t size = ask_number(sql, "PRAGMA page_size");
	struct stat st;

	return stat(path, &st) == 0 && st.st_size >= pages * size;
}

/* ---- making it ------------------------------------------------------------------------------ */

/* The version is read again inside: another process may have been first. */
static bool migrate(sqlite3 *sql)
{
	bool ok = run(sql, "BEGIN IMMEDIATE");
	int64_t version = ok ? ask_number(sql, "PRAGMA user_version") : -1;
	char pragma[48];

	ok = version >= 0;
	for (; ok && version < MARKS_VERSION; version++)
		ok = run(sql, migrations[version]);
	snprintf(pragma, sizeof(pragma), "PRAGMA user_version=%d", (int)version);
	ok = ok && run(sql, pragma) && run(sql, "COMMIT");
	if (!ok)
		run(sql, "ROLLBACK");
	return ok;
}

/* Made under another name, so that a file of this name is always whole. */
static bool make_file(const char *path, struct error *err)
{
	struct buf name = BUF_INIT;
	sqlite3 *sql = NULL;
	bool ok = false;
	int fd;

	buf_addf(&name, "%s-new-XXXXXX", path);
	fd = mkostemp(name.p, O_CLOEXEC); /* 0600 */
	if (fd < 0) {
		fail(path, strerror(errno), err);
	} else {
		close(fd);
		sql = open_sql(name.p, 0, err);
		ok = sql && (migrate(sql) || fail(path, sqlite3_errmsg(sql), err));
		sqlite3_close(sql);
		/* Not renamed: that would take the place of one that another process has made. */
		if (ok && link(name.p, path) < 0 && errno != EEXIST &&
			renameat2(AT_FDCWD, name.p, AT_FDCWD, path, RENAME_NOREPLACE) < 0 &&
			errno != EEXIST)
			ok = fail(path, strerror(errno), err);
		unlink(name.p);
	}
	buf_release(&name);
	return ok;
}

static bool is_damaged(sqlite3 *sql)
{
	int rc = sqlite3_errcode(sql) & 0xff;

	return rc == SQLITE_CORRUPT || rc == SQLITE_NOTADB;
}

static bool judge(sqlite3 *sql, const char *path, struct error *err)
{
	int64_t version;

	if (!run(sql, "BEGIN") || ask_number(sql, "SELECT count(*) FROM sqlite_schema") < 0)
		return fail(path, is_damaged(sql) ? cut : sqlite3_errmsg(sql), err);
	if (!is_whole(sql, path))
		return fail(path, cut, err);
	version = ask_number(sql, "PRAGMA user_version");
	if (ask_number(sql, "PRAGMA application_id") != MARKS_APPLICATION)
		return fail(path, "it is not a file of marks", err);
	if (version > MARKS_VERSION)
		return fail(path, "it was made by a newer version of tidings, which can read it",
			err);
	if (!run(sql, "COMMIT") || (version < MARKS_VERSION && !migrate(sql)))
		return fail(path, sqlite3_errmsg(sql), err);
	return true;
}

bool marks_prepare_file(const char *path, struct error *err)
{
	sqlite3 *sql;
	bool ok;

	if (access(path, F_OK) < 0 && errno == ENOENT && !make_file(path, err))
		return false;
	if (!has_header(path, err))
		return false;
	sql = open_sql(path, 0, err);
	if (!sql)
		return false;
	ok = judge(sql, path, err);
	sqlite3_close(sql);
	return ok;
}
