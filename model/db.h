/*
 * A connection to index.db, or to marks.db: opening, statements, transactions.
 *
 * One thread uses a connection; only db_interrupt may come from another. Errors
 * stick: after the first one every call does nothing and says so, until db_ok
 * has told it. So a run of calls is checked once, at its end:
 *
 *     st = db_stmt(db, SQL_ADD_ROOT);
 *     db_bind_text(db, st, 1, path);
 *     db_run(db, st);
 *     return db_ok(db, err);
 *
 * Another process that writes is waited for; "locked" reaches nobody.
 */
#ifndef MODEL_DB_H
#define MODEL_DB_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "model/sql.h"
#include "util/error.h"
#include "util/slice.h"

struct db;
struct sqlite3_stmt;

/* DB_MARKS is marks.db (see model/marks.h): what is committed there has reached the disk. */
enum db_mode { DB_READ, DB_WRITE, DB_MARKS };

/*
 * Make the index at `path` fit to be opened: create it (0600) when it is not there, make it
 * anew when it is of another version or cannot be read; then *notice (a buffer of
 * `room` bytes) holds a sentence, else "". The paths that were known to an
 * index of another version are kept, so that they are read again. One that can be read, and
 * only read, is fit as it is.
 */
bool db_prepare_file(const char *path, char *notice, int room, struct error *err);
/*
 * Neither the index nor files beside it can be written: what is in it can be read, unless another
 * process that can write has just made it anew.
 */
bool db_is_read_only(const char *path);
/* As above, whatever is there: an empty index that knows the same paths. */
bool db_recreate_file(const char *path, struct error *err);
/* Remember that the index at `path` is damaged: db_prepare_file makes it anew. */
void db_mark_damaged(const char *path);

/*
 * Opens what db_prepare_file, or marks_prepare_file, has prepared. NULL on error. An index that
 * cannot be written is opened too, and says so at the first change.
 */
struct db *db_open(const char *path, enum db_mode mode, struct error *err);
/* db_prepare_file, then db_open with DB_READ; where that can be, the file is opened once. */
struct db *db_open_prepared(const char *path, char *notice, int room, struct error *err);
void db_close(struct db *db); /* NULL is allowed */
bool db_can_write(const struct db *db);

/* False and *err (may be NULL) when anything since the last db_ok has gone wrong. */
bool db_ok(struct db *db, struct error *err);
/* Nothing has gone wrong since; for loops. Does not clear. */
bool db_fine(const struct db *db);

/*
 * Make the running statement end with ERROR_CANCELLED; from any thread, while the
 * connection is open. It stays so (each statement ends at once) until db_resume.
 */
void db_interrupt(struct db *db);
void db_resume(struct db *db);
/* Waiting for another process ends too when *flag (which must outlive the connection) is true. */
void db_give_up_when(struct db *db, const atomic_bool *flag);

/* The statement of sql.h, prepared at its first use, reset, nothing bound. NULL after an error. */
struct sqlite3_stmt *db_stmt(struct db *db, enum sql which);
/* A statement put together by the caller, who finalizes it. NULL after an error. */
struct sqlite3_stmt *db_prepare(struct db *db, struct slice sql);
void db_finalize(struct sqlite3_stmt *st); /* NULL is allowed */

/* Parameters and columns count as SQLite counts them: from 1 and from 0. st may be NULL. */
void db_bind_int(struct db *db, struct sqlite3_stmt *st, int at, int64_t value);
void db_bind_text(struct db *db, struct sqlite3_stmt *st, int at, struct slice text); /* copied; absent is NULL */
/* 0 is bound as NULL: for ids and other values of which 0 means none. */
void db_bind_id(struct db *db, struct sqlite3_stmt *st, int at, int64_t id);

/* Next row: false at the end (the statement is reset) and after an error. */
bool db_step(struct db *db, struct sqlite3_stmt *st);
/* A statement without rows, or one whose rows are not wanted. */
bool db_run(struct db *db, struct sqlite3_stmt *st);
/* Runs it and returns column 0 of its first row, `none` when there is none. */
int64_t db_run_int(struct db *db, struct sqlite3_stmt *st, int64_t none);
void db_reset(struct sqlite3_stmt *st); /* before its end was reached */

int64_t db_int(struct sqlite3_stmt *st, int column); /* NULL is 0 */
bool db_null(struct sqlite3_stmt *st, int column);
struct slice db_text(struct sqlite3_stmt *st, int column); /* until the next step; NULL is absent */

int64_t db_last_id(struct db *db); /* of the last INSERT */
bool db_exec(struct db *db, const char *sql); /* statements without values, separated by ; */

/* A write transaction waits for its turn, for as long as it takes unless interrupted. */
bool db_begin(struct db *db);
bool db_commit(struct db *db);
/* Reads between the two see one state of the index, and each costs less. Not nested. */
void db_begin_read(struct db *db);
void db_end_read(struct db *db); /* also after an error, which stays */
void db_rollback(struct db *db); /* also after an error, which stays */

/* A number that differs when another connection has changed the index. */
int64_t db_data_version(struct db *db);
/* The same without waiting for another process: then it is an error, which db_ok tells. */
int64_t db_data_version_now(struct db *db);

#endif
