/* Marks, for the faces: what model.h says of them. */
#include <stdlib.h>
#include <string.h>

#include "model/decide.h"
#include "model/front.h"
#include "model/marked.h"
#include "util/alloc.h"

static const struct {
	enum mark_field field;
	const char *on, *off; /* what undo says */
} kinds[MARKS] = {
	[MARK_READ] = {MARK_FIELD_READ, "read", "unread"},
	[MARK_FLAG] = {MARK_FIELD_FLAG, "flag", "unflag"},
	[MARK_MUTE] = {MARK_FIELD_MUTE, "mute", "unmute"},
};

bool model_has_marks(struct model *model, struct error *err)
{
	if (model->marks)
		return true;
	if (err)
		*err = model->marks_error;
	return false;
}

/* What the index knows of the series, read before the marks are locked. */
static struct marked_series *load_all(struct model *model, const struct hit *hits, size_t n,
	struct arena *a, struct error *err)
{
	struct marked_series *all = arena_zalloc(a, (n + 1) * sizeof(*all));
	size_t i;

	db_begin_read(model->db);
	for (i = 0; i < n; i++)
		marked_load(model->db, hits[i].series, a, &all[i]);
	db_end_read(model->db);
	return db_ok(model->db, err) ? all : NULL;
}

/* ---- read, flag, mute, note ----------------------------------------------------------------- */

static void set(struct marks_change *change, const struct marked_revision *r,
	enum mark_field field, struct slice value)
{
	marks_set(change, r->keys.p, r->keys.n, field, value);
}

/* What is unread makes the newer ones unread too, or it would still count as read. */
static void set_read(struct marks_change *change, const struct marked_series *series,
	struct marked_revision *at, bool on)
{
	const struct marked_revision *r;

	if (on) {
		if (!at->own)
			set(change, at, MARK_FIELD_READ, SLICE_LIT("1"));
		return;
	}
	for (r = at; r < series->revisions + series->n; r++)
		if (r->own)
			set(change, r, MARK_FIELD_READ, SLICE_LIT("0"));
}

/* Of the whole series: it is put on one revision, and taken off all. */
static void set_of_series(struct marks_change *change, const struct marked_series *series,
	struct marked_revision *at, enum mark_field field, struct slice value)
{
	size_t i;

	for (i = 0; i < series->n; i++)
		if (!value.p || &series->revisions[i] != at)
			set(change, &series->revisions[i], field, (struct slice){.p = NULL});
	if (value.p)
		set(change, at, field, value);
}

/* A revision that is known from a heading alone has no keys: its neighbour speaks for it. */
static struct marked_revision *revision_of(const struct marked_series *series, int64_t revision)
{
	struct marked_revision *at = marked_find(series, revision);
	size_t i;

	for (i = series->n; at && at->keys.n == 0 && i-- > 0;)
		if (series->revisions[i].keys.n > 0)
			at = &series->revisions[i];
	return at;
}

static void apply(struct marks_change *change, struct marked_series *series, int64_t revision,
	enum mark_field field, struct slice value, struct arena *a)
{
	struct marked_revision *at = revision_of(series, revision);

	if (!at)
		return;
	marked_judge(change->db, a, series);
	if (field == MARK_FIELD_READ)
		set_read(change, series, at, value.p != NULL);
	else
		set_of_series(change, series, at, field, value);
}

static bool change_all(struct model *model, const struct hit *hits, size_t n,
	enum mark_field field, struct slice value, const char *what, size_t *changed,
	struct error *err)
{
	struct arena arena = ARENA_INIT;
	struct marked_series *all = load_all(model, hits, n, &arena, err);
	struct marks_change change;
	size_t i, count = 0;
	bool ok = false;

	if (all) {
		marks_begin(model->marks, what, &change);
		for (i = 0; i < n; i++) {
			size_t before = change.n;

			apply(&change, &all[i], hits[i].revision, field, value, &arena);
			count += change.n > before;
		}
		ok = marks_end(&change, err);
	}
	if (changed)
		*changed = count;
	arena_release(&arena);
	return ok;
}

bool model_mark(struct model *model, enum mark mark, bool on, const struct hit *hits, size_t n,
	size_t *changed, struct error *err)
{
	struct slice value = on ? SLICE_LIT("1") : (struct slice){.p = NULL};

	return model_has_marks(model, err) && change_all(model, hits, n, kinds[mark].field, value,
		on ? kinds[mark].on : kinds[mark].off, changed, err);
}

bool model_note(struct model *model, const struct hit *hit, struct slice text, struct error *err)
{
	if (!text.n)
		text = (struct slice){.p = NULL};
	return model_has_marks(model, err) && change_all(model, hit, 1, MARK_FIELD_NOTE, text, "note",
		NULL, err);
}

/* ---- subsystems and saved queries: one key, one field --------------------------------------- */

static bool set_one(struct model *model, enum mark_kind kind, struct slice text,
	enum mark_field field, struct slice value, const char *what, struct error *err)
{
	struct mark_key key = {.kind = kind, .text = text};
	struct marks_change change;

	marks_begin(model->marks, what, &change);
	marks_set(&change, &key, 1, field, value);
	if (!marks_end(&change, err))
		return false;
	return value.p || change.n > 0 || error_set(err, ERROR_NOT_FOUND,
		"there is no " SLICE_FMT, SLICE_ARG(text));
}

bool model_mute_subsystem(struct model *model, struct slice path, bool on, struct error *err)
{
	struct arena arena = ARENA_INIT;
	bool ok = model_has_marks(model, err) && set_one(model, MARK_SUBSYSTEM,
		mark_subsystem_key(&arena, path), MARK_FIELD_MUTE,
		on ? SLICE_LIT("1") : (struct slice){.p = NULL},
		on ? "mute of a subsystem" : "unmute of a subsystem", err);

	if (!ok && err && err->code == ERROR_NOT_FOUND)
		error_set(err, ERROR_NOT_FOUND, SLICE_FMT " is not muted", SLICE_ARG(path));
	arena_release(&arena);
	return ok;
}

bool model_query_save(struct model *model, struct slice name, struct slice text,
	struct error *err)
{
	if (!name.n || slice_find_byte(name, ' ') < name.n)
		return error_set(err, ERROR_INPUT, "the name of a saved query is one word");
	return model_has_marks(model, err) && set_one(model, MARK_QUERY, name, MARK_FIELD_QUERY,
		text.p ? text : SLICE_LIT(""), "saved query", err);
}

bool model_query_delete(struct model *model, struct slice name, struct error *err)
{
	return model_has_marks(model, err) && set_one(model, MARK_QUERY, name, MARK_FIELD_QUERY,
		(struct slice){.p = NULL}, "deleted query", err);
}

bool model_query_list(struct model *model, struct arena *a, struct saved_query **rows, size_t *n,
	struct error *err)
{
	struct sqlite3_stmt *st;
	size_t room = 0;

	*rows = NULL;
	*n = 0;
	if (!model_has_marks(model, err))
		return false;
	st = db_stmt(model->marks, SQL_MARK_OF_KIND);
	db_bind_int(model->marks, st, 1, MARK_QUERY);
	db_bind_int(model->marks, st, 2, MARK_FIELD_QUERY);
	while (db_step(model->marks, st)) {
		ARENA_GROW(a, *rows, room, *n + 1);
		(*rows)[(*n)++] = (struct saved_query){
			.name = arena_dup(a, db_text(st, 0)),
			.text = arena_dup(a, db_text(st, 1)),
		};
	}
	wishes_add_queries(&model->wishes, a, rows, &room, n);
	return db_ok(model->marks, err);
}

/* ---- undo, export, merge -------------------------------------------------------------------- */

bool model_undo(struct model *model, struct arena *a, struct slice *what, struct error *err)
{
	return model_has_marks(model, err) && marks_undo(model->marks, a, what, err) &&
		decide_heed(model, err);
}

bool model_marks_export(struct model *model, struct arena *a, struct mark_record **records,
	size_t *n, struct error *err)
{
	return model_has_marks(model, err) && marks_records(model->marks, a, records, n, err);
}

bool model_marks_merge(struct model *model, const struct mark_record *records, size_t n,
	size_t *changed, struct error *err)
{
	struct marks_change change;
	size_t i;

	if (!model_has_marks(model, err))
		return false;
	marks_begin(model->marks, "merge", &change);
	for (i = 0; i < n; i++)
		marks_merge(&change, &records[i]);
	*changed = change.n;
	return marks_end(&change, err) && decide_heed(model, err);
}

/* ---- rows ----------------------------------------------------------------------------------- */

/* By itself, and not because a newer one was. */
static void fill_older(const struct marked_series *series, const struct marked_revision *at,
	struct marks_row *row)
{
	const struct marked_revision *older = at;

	while (older && older > series->revisions && !row->older_read)
		row->older_read = (--older)->own;
	if (!row->older_read)
		return;
	row->older_rfc = older->version.rfc;
	row->older_version = older->version.major;
	row->older_minor = older->version.minor;
}

static void fill_row(const struct wishes *wishes, struct marked_series *series, int64_t revision,
	struct marks_row *row)
{
	const struct marked_revision *at = marked_find(series, revision);
	const struct marked_revision *newest = series->newest_read;

	series->muted_subsystem |= wishes_mutes(wishes, &series->subsystems);
	*row = (struct marks_row){
		.read = at && at->read,
		.flagged = series->flagged,
		.muted = series->muted || series->muted_subsystem,
		.muted_subsystem = !series->muted && series->muted_subsystem,
		.note = series->note,
		.any_read = newest != NULL,
	};
	fill_older(series, at, row);
	if (!newest)
		return;
	row->read_rfc = newest->version.rfc;
	row->read_version = newest->version.major;
	row->read_minor = newest->version.minor;
}

bool model_marks_of(struct model *model, const struct hit *hits, size_t n, struct arena *a,
	struct marks_row *rows, struct error *err)
{
	struct marked_series *all;
	size_t i;

	if (!model->marks) {
		for (i = 0; i < n; i++)
			rows[i] = (struct marks_row){.read = true};
		return true;
	}
	all = load_all(model, hits, n, a, err);
	if (!all)
		return false;
	db_begin_read(model->marks);
	for (i = 0; i < n; i++) {
		marked_judge(model->marks, a, &all[i]);
		fill_row(&model->wishes, &all[i], hits[i].revision, &rows[i]);
	}
	db_end_read(model->marks);
	return db_ok(model->marks, err);
}
