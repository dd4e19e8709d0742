/* Decisions by hand, for the faces: what model.h says of them. */
#include "model/decide.h"

#include <stdio.h>
#include <stdlib.h>

#include "model/decision.h"
#include "model/front.h"
#include "model/link.h"
#include "model/marked.h"

/* ---- into the index --------------------------------------------------------------------------- */

static bool link_again(struct db *index, const struct decision *decisions, size_t n,
	struct error *err)
{
	struct ids fresh = {.n = 0}, shaken = {.n = 0};

	if (db_begin(index)) {
		decisions_copy(index, decisions, n, &fresh);
		link_run(index, &fresh, &shaken);
		db_commit(index);
	}
	db_rollback(index);
	free(fresh.p);
	return db_ok(index, err);
}

bool decide_heed(struct model *model, struct error *err)
{
	struct arena arena = ARENA_INIT;
	struct decision *decisions;
	struct db *index;
	size_t n;
	bool ok, differ;

	decisions_read(model->marks, &arena, &decisions, &n);
	differ = decisions_differ(model->db, decisions, n);
	ok = db_ok(model->marks, err) && db_ok(model->db, err);
	if (ok && differ) {
		index = db_open(model->index_path, DB_WRITE, err);
		ok = index && link_again(index, decisions, n, err);
		db_close(index);
		model_tell(model, MODEL_NEWS_INDEX);
	}
	arena_release(&arena);
	return ok;
}

/* ---- what is said ----------------------------------------------------------------------------- */

/* One of the two that are spoken of. */
struct side {
	struct marked_series series;
	struct marked_revision *at;
	int64_t id;      /* of the series */
	int64_t posting; /* tells where it is afterwards */
};

static struct mark_keys titles_of(struct arena *a, const struct marked_revision *r)
{
	struct mark_keys titles = {.n = 0};
	size_t i;

	for (i = 0; i < r->keys.n; i++)
		if (r->keys.p[i].kind == MARK_TITLE)
			mark_keys_add(a, &titles, MARK_TITLE, r->keys.p[i].text);
	return titles;
}

static bool has_text(const struct marked_revision *r)
{
	size_t i;

	for (i = 0; i < r->keys.n; i++)
		if (r->keys.p[i].kind == MARK_TITLE)
			return true;
	return false;
}

static bool find_revision(struct db *index, int64_t revision, int64_t *series, int64_t *posting)
{
	struct sqlite3_stmt *st = db_stmt(index, SQL_ROW_REVISION);

	db_bind_int(index, st, 1, revision);
	if (!db_step(index, st))
		return false;
	*series = db_int(st, 0);
	*posting = db_int(st, 4);
	db_reset(st);
	return true;
}

static bool load_side(struct model *model, int64_t revision, struct arena *a, struct side *side,
	struct error *err)
{
	*side = (struct side){.id = 0};
	if (find_revision(model->db, revision, &side->id, &side->posting) &&
		marked_load(model->db, side->id, a, &side->series))
		side->at = marked_find(&side->series, revision);
	if (!db_ok(model->db, err))
		return false;
	return side->at || error_set(err, ERROR_NOT_FOUND,
		"this revision is no longer in the index");
}

/* One without a text is in the series because another says so: that one speaks for it. */
static bool find_speaker(struct model *model, struct side *side, struct error *err)
{
	size_t i;
	int64_t series;

	for (i = side->series.n; i-- > 0 && !has_text(side->at);)
		if (has_text(&side->series.revisions[i]))
			side->at = &side->series.revisions[i];
	find_revision(model->db, side->at->id, &series, &side->posting);
	return db_ok(model->db, err);
}

static void take_back(struct marks_change *change, struct arena *a,
	const struct marked_revision *x, const struct marked_revision *y)
{
	struct mark_keys tx = titles_of(a, x), ty = titles_of(a, y), pairs = {.n = 0};
	int64_t mark;

	decision_keys(a, &tx, &ty, &pairs);
	mark = marks_lookup(change->db, pairs.p, pairs.n);
	if (mark && slice_is(marks_value(change->db, mark, MARK_FIELD_VERDICT, a), "not"))
		marks_set(change, pairs.p, pairs.n, MARK_FIELD_VERDICT,
			(struct slice){.p = NULL});
}

/* Two series become one: whatever was said against it, of others of them, holds no longer. */
static void say_same(struct marks_change *change, struct arena *a, const struct side *x,
	const struct side *y)
{
	struct mark_keys pairs = {.n = 0};
	size_t i, k;

	for (i = 0; x->id != y->id && i < x->series.n; i++)
		for (k = 0; k < y->series.n; k++)
			if (&x->series.revisions[i] != x->at || &y->series.revisions[k] != y->at)
				take_back(change, a, &x->series.revisions[i],
					&y->series.revisions[k]);
	decision_keys(a, &x->at->keys, &y->at->keys, &pairs);
	marks_set(change, pairs.p, pairs.n, MARK_FIELD_VERDICT, SLICE_LIT("same"));
}

/*
 * What a series knows of its revisions holds no longer of one that is cut out of it, but for the
 * revision's own title.
 */
static void say_not(struct marks_change *change, struct arena *a, const struct side *x,
	const struct side *y)
{
	bool cut = x->id == y->id;
	struct mark_keys kx = cut ? titles_of(a, x->at) : x->at->keys;
	struct mark_keys ky = cut ? titles_of(a, y->at) : y->at->keys;
	struct mark_keys pairs = {.n = 0};

	decision_keys(a, &kx, &ky, &pairs);
	marks_set(change, pairs.p, pairs.n, MARK_FIELD_VERDICT, SLICE_LIT("not"));
}

static void say_nothing(struct marks_change *change, struct arena *a, const struct side *x,
	const struct side *y)
{
	struct mark_keys tx = titles_of(a, x->at), ty = titles_of(a, y->at), pairs = {.n = 0};

	decision_keys(a, &tx, &ty, &pairs);
	marks_set(change, pairs.p, pairs.n, MARK_FIELD_VERDICT, (struct slice){.p = NULL});
}

static const struct {
	void (*say)(struct marks_change *change, struct arena *a, const struct side *x,
		const struct side *y);
	const char *what; /* what undo says */
} verdicts[] = {
	[VERDICT_NONE] = {say_nothing, "decision taken back"},
	[VERDICT_SAME] = {say_same, "link by hand"},
	[VERDICT_NOT] = {say_not, "unlink by hand"},
};

static bool load_sides(struct model *model, const struct decide *said, struct arena *a,
	struct side sides[2], struct error *err)
{
	if (!load_side(model, said->a, a, &sides[0], err) ||
		!load_side(model, said->b, a, &sides[1], err))
		return false;
	if (said->verdict == VERDICT_SAME && (!find_speaker(model, &sides[0], err) ||
		!find_speaker(model, &sides[1], err)))
		return false;
	if (!has_text(sides[0].at) || !has_text(sides[1].at))
		return error_set(err, ERROR_INPUT,
			"a revision without a text stays where another speaks of it");
	if (sides[0].at->id == sides[1].at->id)
		return error_set(err, ERROR_INPUT, "there is only one revision to decide about");
	return true;
}

/* The newest word wins, so it must be the newest, whatever the clock says. */
static void be_newest(struct marks_change *change)
{
	int64_t newest = db_run_int(change->db, db_stmt(change->db, SQL_DECISION_NEWEST), 0);

	if (change->now <= newest)
		change->now = newest + 1;
}

static bool tell_series(struct model *model, const struct side *side, int64_t *series,
	struct error *err)
{
	struct sqlite3_stmt *st = db_stmt(model->db, SQL_DECISION_SERIES);

	db_bind_int(model->db, st, 1, side->posting);
	*series = db_run_int(model->db, st, 0);
	return db_ok(model->db, err);
}

bool model_decide(struct model *model, const struct decide *said, size_t n, struct decided *now,
	size_t *changed, struct error *err)
{
	struct arena arena = ARENA_INIT;
	struct side (*sides)[2] = arena_zalloc(&arena, (n + 1) * sizeof(*sides));
	struct marks_change change;
	bool ok = true;
	size_t i;

	if (!model->marks) {
		*err = model->marks_error;
		ok = false;
	}
	for (i = 0; i < n && ok; i++)
		ok = load_sides(model, &said[i], &arena, sides[i], err);
	if (ok && n > 0) {
		marks_begin(model->marks, verdicts[said[0].verdict].what, &change);
		be_newest(&change);
		for (i = 0; i < n; i++)
			verdicts[said[i].verdict].say(&change, &arena, &sides[i][0], &sides[i][1]);
		*changed = change.n;
		ok = marks_end(&change, err) && decide_heed(model, err);
	}
	for (i = 0; i < n && ok; i++)
		ok = tell_series(model, &sides[i][0], &now[i].a, err) &&
			tell_series(model, &sides[i][1], &now[i].b, err);
	arena_release(&arena);
	return ok;
}

/* ---- what was said ---------------------------------------------------------------------------- */

static bool side_is(const struct mark_keys *side, const struct marked_revision *r)
{
	size_t i, k;

	for (i = 0; i < side->n; i++)
		for (k = 0; k < r->keys.n; k++)
			if (side->p[i].kind == MARK_TITLE && r->keys.p[k].kind == MARK_TITLE &&
				slice_eq(side->p[i].text, r->keys.p[k].text))
				return true;
	return false;
}

/* The newest revision of this name; 0 when there is none in the index. */
static int64_t find_other(struct db *index, const struct mark_keys *side, int64_t *series)
{
	int64_t found = 0;
	char hex[17];
	size_t i;

	for (i = 0; i < side->n && !found; i++) {
		struct sqlite3_stmt *st = db_stmt(index, SQL_DECISION_REVISION);

		if (side->p[i].kind != MARK_TITLE)
			continue;
		snprintf(hex, sizeof(hex), SLICE_FMT, SLICE_ARG(side->p[i].text));
		db_bind_int(index, st, 1, (int64_t)strtoull(hex, NULL, 16));
		if (!db_step(index, st))
			continue;
		found = db_int(st, 0);
		*series = db_int(st, 1);
		db_reset(st);
	}
	return found;
}

bool model_decisions(struct model *model, int64_t series, struct arena *a,
	struct decision_row **rows, size_t *n, struct error *err)
{
	struct marked_series marked;
	struct decision *decisions;
	size_t ndecisions = 0, room = 0, i, k;
	unsigned side;

	*rows = NULL;
	*n = 0;
	if (!model->marks)
		return true;
	decisions_read(model->marks, a, &decisions, &ndecisions);
	if (ndecisions > 0)
		marked_load(model->db, series, a, &marked);
	for (i = 0; i < ndecisions; i++)
		for (side = 0; side < 2; side++)
			for (k = 0; k < marked.n; k++) {
				struct decision_row row = {
					.revision = marked.revisions[k].id,
					.verdict = decisions[i].same ? VERDICT_SAME : VERDICT_NOT,
				};

				if (!side_is(&decisions[i].sides[side], &marked.revisions[k]))
					continue;
				row.other = find_other(model->db, &decisions[i].sides[!side],
					&row.series);
				if (row.series == series && side == 1)
					continue; /* told from its other end */
				ARENA_GROW(a, *rows, room, *n + 1);
				(*rows)[(*n)++] = row;
			}
	return db_ok(model->marks, err) && db_ok(model->db, err);
}
