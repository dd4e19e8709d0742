#include "model/front.h"

#include "model/schema.h"

static struct slice base_name(struct slice path)
{
	size_t at = path.n;

	while (at > 0 && path.p[at - 1] != '/')
		at--;
	return slice_skip(path, at);
}

static unsigned column(struct sqlite3_stmt *st, int at)
{
	return (unsigned)db_int(st, at);
}

static void fill_posting(struct sqlite3_stmt *st, struct arena *a, struct series_row *row)
{
	unsigned flags = column(st, 1);

	row->title = arena_dup(a, db_text(st, 0));
	row->title_cut = flags & POSTING_TITLE_CUT;
	row->resend = flags & POSTING_RESEND;
	row->has_lines = flags & POSTING_LINES;
	row->patches = column(st, 2);
	row->files = column(st, 3);
	row->insertions = column(st, 4);
	row->deletions = column(st, 5);
	row->author_name = arena_dup(a, db_text(st, 6));
	row->author_email = arena_dup(a, db_text(st, 7));
	row->contributor_name = arena_dup(a, db_text(st, 8));
	row->contributor_email = arena_dup(a, db_text(st, 9));
	row->subsystem = arena_dup(a, db_text(st, 10));
	row->list = arena_dup(a, db_text(st, 11));
	row->digest = arena_dup(a, base_name(db_text(st, 12)));
	row->date = column(st, 13);
	row->date_kind = (enum date_kind)db_int(st, 14);
}

/* Of several postings the best, of those in the scope if there are any. */
static void read_posting(struct model *model, int64_t revision, int64_t best, struct arena *a,
	struct series_row *row)
{
	struct sqlite3_stmt *st = db_stmt(model->db, SQL_ROW_POSTINGS);
	bool first = true;

	db_bind_int(model->db, st, 1, revision);
	db_bind_int(model->db, st, 2, best);
	for (; db_step(model->db, st); first = false) {
		bool here = scope_has(&model->scope, db_text(st, 12));

		if (first || here)
			fill_posting(st, a, row);
		if (here) {
			db_reset(st);
			return;
		}
	}
}

static void read_tags(struct model *model, int64_t revision, struct series_row *row)
{
	struct sqlite3_stmt *st = db_stmt(model->db, SQL_ROW_TAGS);

	db_bind_int(model->db, st, 1, revision);
	while (db_step(model->db, st)) {
		struct slice key = db_text(st, 0);

		if (slice_is(key, "acked-by"))
			row->acked = column(st, 1);
		else if (slice_is(key, "reviewed-by"))
			row->reviewed = column(st, 1);
		else
			row->tested = column(st, 1);
	}
}

/* Title and people of an absent revision are those of its nearest neighbour. */
static void read_neighbour(struct model *model, int64_t revision, struct arena *a,
	struct series_row *row)
{
	struct series_row near = {.series = 0};
	struct sqlite3_stmt *st = db_stmt(model->db, SQL_ROW_NEIGHBOURS);
	int64_t id, best;

	db_bind_int(model->db, st, 1, revision);
	if (!db_step(model->db, st))
		return;
	id = db_int(st, 0);
	best = db_int(st, 1);
	db_reset(st);
	read_posting(model, id, best, a, &near);
	row->title = near.title;
	row->title_cut = near.title_cut;
	row->author_name = near.author_name;
	row->author_email = near.author_email;
	row->contributor_name = near.contributor_name;
	row->contributor_email = near.contributor_email;
	row->subsystem = near.subsystem;
	row->list = near.list;
}

static void read_row(struct model *model, int64_t revision, struct arena *a,
	struct series_row *row)
{
	struct sqlite3_stmt *st = db_stmt(model->db, SQL_ROW_REVISION);
	int64_t best;

	*row = (struct series_row){.series = 0};
	db_bind_int(model->db, st, 1, revision);
	if (!db_step(model->db, st))
		return;
	row->series = db_int(st, 0);
	row->revision = revision;
	row->rfc = db_int(st, 1) != 0;
	row->version = column(st, 2);
	row->minor = column(st, 3);
	row->absent = db_null(st, 4);
	best = db_int(st, 4);
	row->newer = db_int(st, 5) != 0;
	db_reset(st);
	if (row->absent) {
		read_neighbour(model, revision, a, row);
		return;
	}
	read_posting(model, revision, best, a, row);
	read_tags(model, revision, row);
}

bool model_rows(struct model *model, const struct hit *hits, size_t n, struct arena *a,
	struct series_row *rows, struct error *err)
{
	size_t i;

	db_begin_read(model->db);
	for (i = 0; i < n; i++)
		read_row(model, hits[i].revision, a, &rows[i]);
	db_end_read(model->db);
	return db_ok(model->db, err);
}
