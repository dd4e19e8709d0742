#include "model/compact.h"

#include <stdlib.h>

#include "model/db.h"
#include "model/ids.h"
#include "model/words.h"

static void write_anew(struct db *db, const atomic_bool *cancel, bool *done)
{
	struct sqlite3_stmt *st = db_stmt(db, SQL_LIVE_POSTINGS);
	struct ids live = {.n = 0};

	while (db_step(db, st))
		ids_add(&live, db_int(st, 0));
	*done = words_compact(db, live.p, live.n, cancel) &&
		db_run(db, db_stmt(db, SQL_DROP_TOMBSTONES));
	free(live.p);
}

bool compact_index(struct db *db, const atomic_bool *cancel)
{
	bool done = false;

	/* Most have none: that is known without waiting for one's turn. */
	if (!db_can_write(db) || !db_run_int(db, db_stmt(db, SQL_TOMBSTONES), 0) ||
		!db_run_int(db, db_stmt(db, SQL_TOO_MANY_TOMBSTONES), 0) || !db_begin(db))
		return db_fine(db);
	/* Another process may have done it meanwhile. */
	if (db_run_int(db, db_stmt(db, SQL_TOO_MANY_TOMBSTONES), 0))
		write_anew(db, cancel, &done);
	if (!done || !db_commit(db))
		db_rollback(db);
	return db_fine(db);
}
