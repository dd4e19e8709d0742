/* What db.c needs of dbfile.c. */
#ifndef MODEL_DBFILE_H
#define MODEL_DBFILE_H

struct sqlite3;

/* Opens what db_is_read_only is true of; an SQLite result code, and *sql to be closed in any case. */
int dbfile_open_read_only(const char *path, struct sqlite3 **sql);

#endif
