/* Messages that many name: how many do is a matter of all postings, not of two. */
#include <stdlib.h>

#include "model/link.h"
#include "model/link_internal.h"

void link_by_message(struct db *db, struct slice msgid, struct ids *ids)
{
	struct sqlite3_stmt *st;
	size_t before = ids->n;

	if (msgid.n == 0)
		return;
	st = db_stmt(db, SQL_LINK_BY_MSGID);
	db_bind_text(db, st, 1, msgid);
	while (ids->n - before <= LINK_CROWD && db_step(db, st))
		ids_add(ids, db_int(st, 0));
	db_reset(st);
	if (ids->n - before > LINK_CROWD)
		ids->n = before;
}

/* Others than `own` that name it, when they are no crowd without, and are one with them. */
static void look_at(struct db *db, struct slice msgid, const struct ids *own, struct ids *others)
{
	struct sqlite3_stmt *st = db_stmt(db, SQL_LINK_BY_MSGID);
	size_t before = others->n;
	size_t nown = 0;

	db_bind_text(db, st, 1, msgid);
	while (others->n - before <= LINK_CROWD && db_step(db, st)) {
		if (ids_has(own, db_int(st, 0)))
			nown++;
		else
			ids_add(others, db_int(st, 0));
	}
	db_reset(st);
	if (others->n - before > LINK_CROWD || others->n - before + nown <= LINK_CROWD)
		others->n = before;
}

void link_crowds(struct db *db, struct ids *own, struct ids *more)
{
	struct intern seen = {.n = 0};
	struct ids others = {.n = 0};
	size_t i;

	ids_sort(own);
	for (i = 0; i < own->n && db_fine(db); i++) {
		struct sqlite3_stmt *st = db_stmt(db, SQL_LINK_MSGIDS);

		db_bind_int(db, st, 1, own->p[i]);
		while (db_step(db, st)) {
			int64_t *at = intern_at(&seen, db_text(st, 0));

			if (*at == 0)
				look_at(db, db_text(st, 0), own, &others);
			*at = 1;
		}
	}
	for (i = 0; i < others.n; i++)
		ids_add(more, others.p[i]);
	intern_release(&seen);
	free(others.p);
}
