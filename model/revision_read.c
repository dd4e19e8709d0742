#include "model/revision_read.h"

#include "model/db.h"
#include "model/schema.h"

static struct page_record read_record(struct sqlite3_stmt *st, struct reread *reread,
	struct arena *a)
{
	struct page_record out = {
		.path = arena_dup(a, db_text(st, 5)),
		.line = (unsigned)db_int(st, 1),
	};
	struct reread_place place = {
		.path = out.path,
		.off = db_int(st, 2),
		.len = db_int(st, 3),
		.hash = db_int(st, 4),
	};

	out.trouble = reread_record(reread, &place, &out.bytes);
	if (out.trouble)
		return out;
	out.bytes = arena_dup(a, out.bytes);
	if (!record_parse(a, out.bytes.p, out.bytes.n, out.line, &out.record))
		out.trouble = "cannot be understood there";
	return out;
}

/* Takes the record unless there is a better one; one that could be read is better. */
static void offer(struct page_record *kept, bool *has, struct sqlite3_stmt *st,
	struct reread *reread, struct arena *a)
{
	struct page_record record;

	if (*has && !kept->trouble)
		return;
	record = read_record(st, reread, a);
	if (!*has || !record.trouble)
		*kept = record;
	*has = true;
}

/* A changelog of a later revision that has an entry for this one; covers before patches. */
static void read_teller(struct db *db, struct reread *reread, int64_t revision, struct arena *a,
	struct revision_records *out)
{
	struct sqlite3_stmt *st = db_stmt(db, SQL_RECORD_TELLING);

	db_bind_int(db, st, 1, revision);
	db_bind_int(db, st, 2, SIGHTING_HEADING);
	if (!db_step(db, st))
		return;
	out->teller = read_record(st, reread, a);
	out->has_teller = !out->teller.trouble;
	db_reset(st);
}

/* Rows come with the best posting first, and in it the first patch. */
bool revision_read(struct db *db, struct reread *reread, int64_t revision, struct arena *a,
	struct revision_records *out)
{
	struct sqlite3_stmt *st = db_stmt(db, SQL_RECORDS_OF_REVISION);

	*out = (struct revision_records){0};
	db_bind_int(db, st, 1, revision);
	while (db_step(db, st)) {
		if (db_int(st, 0) == RECORD_COVER)
			offer(&out->cover, &out->has_cover, st, reread, a);
		else
			offer(&out->patch, &out->has_patch, st, reread, a);
	}
	if (!out->has_cover && !out->has_patch)
		read_teller(db, reread, revision, a, out);
	return db_fine(db);
}
