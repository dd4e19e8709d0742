/* What db.c needs of dbfile.c. */
#ifndef MODEL_DBFILE_H
#define MODEL_DBFILE_H

#include <stdbool.h>

#include "util/error.h"

struct sqlite3;

/* Opens what db_is_read_only is true of; an SQLite code, and *sql to be closed in any case. */
int dbfile_open_read_only(const char *path, struct sqlite3 **sql);

/*
 * db_prepare_file; *sql gets the connection by which an index was found that can stay as it is
 * (to be closed), else NULL.
 */
bool dbfile_prepare(const char *path, struct sqlite3 **sql, char *notice, int room,
	struct error *err);

#endif
