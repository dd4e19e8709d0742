/* What the marks say of revisions, as terms of a query. */
#include "model/plan_internal.h"

#include <stdlib.h>
#include <string.h>

#include "model/marked.h"
#include "util/alloc.h"

/* ---- what comes from digests that counted as read ------------------------------------------- */

static void find_read_digests(struct planner *planner, struct arena *a, struct ids *read)
{
	struct sqlite3_stmt *st = db_stmt(planner->db, SQL_MARKED_NEW_DIGESTS);

	db_bind_int(planner->db, st, 1, 0);
	while (db_step(planner->db, st)) {
		struct mark_key key = {.kind = MARK_DIGEST};

		key.text = mark_digest_key(a, db_text(st, 2), db_text(st, 3), db_text(st, 4),
			db_int(st, 5));
		if (marked_digest_read(planner->marks, &key, a))
			ids_add(read, db_int(st, 0));
	}
}

static void add_read_digests(struct planner *planner, struct arena *a, unsigned char *bits)
{
	const struct universe *u = &planner->universe;
	struct ids read = {.n = 0};
	size_t i;

	find_read_digests(planner, a, &read);
	ids_sort(&read);
	for (i = 0; i < u->npostings; i++)
		if (ids_has(&read, u->postings[i].digest))
			bits[u->postings[i].revision] |= PLAN_READ;
	free(read.p);
}

static int compare_newest_first(const void *pa, const void *pb, void *ctx)
{
	const struct plan_revision *all = ctx;
	const struct plan_revision *a = &all[*(const uint32_t *)pa];
	const struct plan_revision *b = &all[*(const uint32_t *)pb];

	if (a->series != b->series)
		return a->series < b->series ? -1 : 1;
	return a->number > b->number ? -1 : a->number < b->number;
}

/* What is older than one that was read counts as read. */
static void add_older(const struct universe *u, unsigned char *bits)
{
	uint32_t *order = xcalloc(u->nrevisions + 1, sizeof(*order));
	size_t i;

	for (i = 0; i < u->nrevisions; i++)
		order[i] = (uint32_t)i;
	qsort_r(order, u->nrevisions, sizeof(*order), compare_newest_first, u->revisions);
	for (i = 1; i < u->nrevisions; i++)
		if (u->revisions[order[i]].series == u->revisions[order[i - 1]].series)
			bits[order[i]] |= bits[order[i - 1]] & PLAN_READ;
	free(order);
}

/* ---- what was said of single series --------------------------------------------------------- */

static unsigned bits_of(const struct marked_series *series, const struct marked_revision *r)
{
	return (r->read ? PLAN_READ : 0) | (series->flagged ? PLAN_FLAGGED : 0) |
		(series->note.n ? PLAN_NOTED : 0) | (series->muted ? PLAN_MUTED : 0);
}

static void add_series(struct planner *planner, int64_t id, unsigned char *bits)
{
	const struct universe *u = &planner->universe;
	struct arena arena = ARENA_INIT;
	struct marked_series series;
	size_t i;

	if (marked_load(planner->db, id, &arena, &series))
		marked_judge(planner->marks, &arena, &series);
	for (i = 0; i < series.n; i++) {
		const struct plan_revision *r = universe_revision(u, series.revisions[i].id);

		if (r)
			bits[r - u->revisions] = (unsigned char)bits_of(&series,
				&series.revisions[i]);
	}
	arena_release(&arena);
}

static void add_muted_subsystems(struct planner *planner, struct arena *a, unsigned char *bits)
{
	const struct universe *u = &planner->universe;
	struct ids muted = {.n = 0};
	size_t i;

	marked_muted_series(planner->db, planner->marks, a, &muted);
	marked_series_below(planner->db, &planner->wishes->mutes, &muted);
	for (i = 0; i < u->nrevisions; i++)
		if (ids_has(&muted, u->revisions[i].series))
			bits[i] |= PLAN_MUTED;
	free(muted.p);
}

/* ---- all of them ---------------------------------------------------------------------------- */

static void read_all(struct planner *planner, struct arena *a)
{
	struct plan_marks *known = &planner->known_marks;
	struct ids marked = {.n = 0};
	size_t i;

	free(known->bits);
	known->bits = xcalloc(planner->universe.nrevisions + 1, 1);
	add_read_digests(planner, a, known->bits);
	add_older(&planner->universe, known->bits);
	marked_series(planner->db, planner->marks, a, &marked);
	for (i = 0; i < marked.n && db_fine(planner->db); i++)
		add_series(planner, marked.p[i], known->bits);
	free(marked.p);
}

/* While one reads, a mark changes with each series, and years of marks do not. */
static bool read_changed(struct planner *planner, const struct mark_states *now, struct arena *a)
{
	struct plan_marks *known = &planner->known_marks;
	struct ids changed = {.n = 0}, series = {.n = 0};
	bool can;
	size_t i;

	mark_states_changed(&known->states, now, &changed);
	can = marked_series_of(planner->db, planner->marks, &changed, a, &series);
	for (i = 0; can && i < series.n && db_fine(planner->db); i++)
		add_series(planner, series.p[i], known->bits);
	free(changed.p);
	free(series.p);
	return can;
}

static void read_marks(struct planner *planner, bool anew)
{
	struct plan_marks *known = &planner->known_marks;
	struct mark_states now = MARK_STATES_INIT;
	struct arena arena = ARENA_INIT;

	mark_states_read(planner->marks, &now);
	if (anew || !read_changed(planner, &now, &arena))
		read_all(planner, &arena);
	add_muted_subsystems(planner, &arena, known->bits);
	mark_states_release(&known->states);
	known->states = now;
	arena_release(&arena);
}

/*
 * Not in one transaction, for which those who write would wait: what changes meanwhile is read
 * the next time.
 */
bool plan_know_marks(struct planner *planner)
{
	struct plan_marks *known = &planner->known_marks;
	bool anew = known->version == 0;
	int64_t version;

	if (!planner->marks)
		return true;
	version = db_data_version(planner->marks);
	if (!anew && known->version == version)
		return true;
	known->version = 0;
	read_marks(planner, anew);
	if (!db_fine(planner->db) || !db_ok(planner->marks, &planner->error))
		return false;
	known->version = version;
	return true;
}

bool plan_know_muted(struct planner *planner)
{
	struct plan_muted *known = &planner->known_muted;
	struct arena arena = ARENA_INIT;
	int64_t version;

	if (!planner->marks)
		return true;
	version = db_data_version(planner->marks);
	if (known->version && known->version == version)
		return true;
	known->version = 0;
	known->series.n = 0;
	marked_hidden_series(planner->db, planner->marks, &arena, &known->series);
	marked_series_below(planner->db, &planner->wishes->mutes, &known->series);
	arena_release(&arena);
	if (!db_fine(planner->db) || !db_ok(planner->marks, &planner->error))
		return false;
	known->version = version;
	return true;
}

bool plan_is_unread(const struct planner *planner, int64_t revision)
{
	const struct universe *u = &planner->universe;
	const struct plan_revision *r = planner->marks ? universe_revision(u, revision) : NULL;

	return r && !(planner->known_marks.bits[r - u->revisions] & PLAN_READ);
}

bool plan_is_muted(const struct planner *planner, int64_t series)
{
	return ids_has(&planner->known_muted.series, series);
}

bool plan_by_marks(struct planner *planner, const struct query_term *term, struct plan_set *out)
{
	static const struct {
		unsigned bit;
		bool set;
	} flags[FLAGS] = {
		[FLAG_UNREAD] = {PLAN_READ, false},
		[FLAG_FLAGGED] = {PLAN_FLAGGED, true},
		[FLAG_NOTED] = {PLAN_NOTED, true},
		[FLAG_MUTED] = {PLAN_MUTED, true},
	};
	size_t i;

	if (!planner->marks)
		return true;
	if (!plan_know_marks(planner))
		return false;
	for (i = 0; i < planner->universe.nrevisions; i++)
		if (((planner->known_marks.bits[i] & flags[term->flag].bit) != 0) ==
			flags[term->flag].set)
			plan_set_add(out, i, true);
	return true;
}
