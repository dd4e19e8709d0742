#include "model/front.h"

#include "model/date.h"
#include "model/digest_name.h"
#include "model/revision_page.h"
#include "model/revision_read.h"
#include "model/schema.h"
#include "parser/parser.h"

/* What a link says of an absent one: where, and by its message-id, when. */
static void fill_absent(struct sqlite3_stmt *st, struct revision_row *row)
{
	uint32_t date = msgid_date(db_text(st, 8));

	row->absent = true;
	if (!date_valid(date))
		return;
	row->date = date;
	row->date_kind = DATE_MSGID;
}

static void fill_posted(struct sqlite3_stmt *st, struct arena *a, struct revision_row *row)
{
	row->posting = db_int(st, 4);
	row->title = arena_dup(a, db_text(st, 9));
	row->resend = db_int(st, 10) & POSTING_RESEND;
	row->line = (unsigned)db_int(st, 11);
	row->date = (uint32_t)db_int(st, 12);
	row->date_kind = (enum date_kind)db_int(st, 13);
	row->path = arena_dup(a, db_text(st, 14));
	row->from = arena_dup(a, db_text(st, 15));
	row->to = arena_dup(a, db_text(st, 16));
}

static void read_lines(struct db *db, struct arena *a, struct revision_row *row)
{
	struct sqlite3_stmt *st = db_stmt(db, SQL_LINES_OF_POSTING);
	size_t room = 0;

	db_bind_int(db, st, 1, row->posting);
	while (db_step(db, st)) {
		ARENA_GROW(a, row->lines, room, row->nlines + 1);
		row->lines[row->nlines++] = (unsigned)db_int(st, 0);
	}
}

static void find_sighting(struct db *db, struct arena *a, struct revision_row *row)
{
	struct sqlite3_stmt *st = db_stmt(db, SQL_REVISION_SIGHTED);

	db_bind_int(db, st, 1, row->revision);
	if (!db_step(db, st))
		return;
	row->line = (unsigned)db_int(st, 0);
	row->path = arena_dup(a, db_text(st, 1));
	row->from = arena_dup(a, db_text(st, 2));
	row->to = arena_dup(a, db_text(st, 3));
	db_reset(st);
}

bool model_revisions(struct model *model, int64_t series, struct arena *a,
	struct revision_row **rows, size_t *n, struct error *err)
{
	struct db *db = model->db;
	struct sqlite3_stmt *st = db_stmt(db, SQL_REVISIONS_OF_SERIES);
	size_t room = 0;
	size_t i;

	*rows = NULL;
	*n = 0;
	db_bind_int(db, st, 1, series);
	while (db_step(db, st)) {
		struct revision_row *row;

		ARENA_GROW(a, *rows, room, *n + 1);
		row = &(*rows)[(*n)++];
		*row = (struct revision_row){
			.revision = db_int(st, 0),
			.rfc = db_int(st, 1) != 0,
			.version = (unsigned)db_int(st, 2),
			.minor = (unsigned)db_int(st, 3),
			.signal = (enum signal)db_int(st, 5),
			.confidence = (unsigned)db_int(st, 6),
			.url = arena_dup(a, db_text(st, 7)),
			.msgid = arena_dup(a, db_text(st, 8)),
		};
		if (db_null(st, 4))
			fill_absent(st, row);
		else
			fill_posted(st, a, row);
	}
	for (i = 0; i < *n; i++) {
		if ((*rows)[i].absent)
			find_sighting(db, a, &(*rows)[i]);
		else
			read_lines(db, a, &(*rows)[i]);
	}
	return db_ok(db, err);
}

bool model_tags(struct model *model, int64_t revision, struct arena *a, struct slice **tags,
	size_t *n, struct error *err)
{
	struct sqlite3_stmt *st = db_stmt(model->db, SQL_REVISION_TAGS);
	size_t room = 0;

	*tags = NULL;
	*n = 0;
	db_bind_int(model->db, st, 1, revision);
	while (db_step(model->db, st)) {
		ARENA_GROW(a, *tags, room, *n + 1);
		(*tags)[(*n)++] = arena_dup(a, db_text(st, 0));
	}
	return db_ok(model->db, err);
}

/* Whether one lies beside another, over the same commits. */
static bool beside(const struct digest_row *a, const struct digest_row *b)
{
	return commit_same(a->from, b->from) || commit_same(a->to, b->to);
}

/* Of the rows that follow none: those that are the oldest of their list are behind no gap. */
static void find_gaps(struct digest_row *rows, size_t n)
{
	size_t i, k;

	for (i = 0; i < n; i++) {
		bool older = false, alone = true;

		for (k = 0; rows[i].gap && k < n; k++) {
			if (k == i || !slice_eq(rows[k].list, rows[i].list))
				continue;
			older |= k > i;
			alone &= !beside(&rows[i], &rows[k]);
		}
		rows[i].gap = rows[i].gap && older && alone;
	}
}

bool model_digests(struct model *model, struct arena *a, struct digest_row **rows, size_t *n,
	struct error *err)
{
	struct sqlite3_stmt *st = db_stmt(model->db, SQL_DIGESTS);
	size_t room = 0;

	*rows = NULL;
	*n = 0;
	while (db_step(model->db, st)) {
		if (!scope_has(&model->scope, db_text(st, 1)))
			continue;
		ARENA_GROW(a, *rows, room, *n + 1);
		(*rows)[(*n)++] = (struct digest_row){
			.digest = db_int(st, 0),
			.path = arena_dup(a, db_text(st, 1)),
			.list = arena_dup(a, db_text(st, 2)),
			.from = arena_dup(a, db_text(st, 3)),
			.to = arena_dup(a, db_text(st, 4)),
			.date = (uint32_t)db_int(st, 5),
			.date_kind = (enum date_kind)db_int(st, 6),
			.records = (unsigned)db_int(st, 7),
			.gap = !db_int(st, 8),
		};
	}
	find_gaps(*rows, *n);
	return db_ok(model->db, err);
}

bool model_page(struct model *model, int64_t revision, int columns, const struct query *query,
	struct page *page, struct error *err)
{
	struct arena arena = ARENA_INIT;
	struct revision_records records = {.has_cover = false};
	struct revision_row *revisions;
	struct revision_facts facts;
	struct hit hit = {.revision = revision};
	bool ok;

	page_clear(page);
	ok = model_rows(model, &hit, 1, &arena, &facts.row, err) &&
		model_revisions(model, facts.row.series, &arena, &revisions, &facts.nrevisions, err) &&
		model_marks_of(model, &(struct hit){.series = facts.row.series, .revision = revision}, 1, &arena,
			&facts.marks, err);
	if (ok && !revision_read(model->db, &model->reread, revision, &arena, &records))
		ok = db_ok(model->db, err);
	if (ok && facts.row.series == 0)
		ok = error_set(err, ERROR_NOT_FOUND, "this revision is no longer in the index");
	if (ok) {
		facts.revisions = revisions;
		facts.cover = records.has_cover ? &records.cover : NULL;
		facts.patch = records.has_patch ? &records.patch : NULL;
		facts.teller = records.has_teller ? &records.teller : NULL;
		revision_page(page, &facts, columns, query);
	}
	arena_release(&arena);
	return ok;
}
