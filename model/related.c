#include "model/related.h"

#include <math.h>
#include <stdlib.h>

#include "model/plan_internal.h"
#include "util/alloc.h"
#include "util/buf.h"

#define PATHS_SHOWN 5
#define NONE        UINT32_MAX

/* A file of the series; several paths may be written for it. */
struct shared_file {
	struct slice name;     /* as the series prints it */
	struct slice parts;    /* reversed, each with a slash behind */
	bool cut;
	struct ids paths;
	uint32_t *series;      /* that touch it, each once */
	size_t n, room;
	size_t number;         /* in order of rarity */
};

struct relating {
	struct planner *planner;
	struct arena *arena;
	struct arena scratch;
	uint32_t *newest;      /* by series: ordinal + 1 of the revision that counts, 0 not known yet */
	uint32_t self;         /* series */
	struct shared_file *files;
	size_t n, room;
	uint64_t *pairs;       /* series and number of the file */
	size_t npairs, pairs_room;
};

/* ---- the revision that counts --------------------------------------------------------------- */

/* The newest in the scope that names files: its ordinal, NONE when there is none. */
static uint32_t find_newest(struct planner *planner, int64_t series)
{
	struct sqlite3_stmt *st = db_stmt(planner->db, SQL_RELATED_NEWEST);
	const struct plan_revision *found = NULL;

	db_bind_int(planner->db, st, 1, series);
	while (!found && db_step(planner->db, st))
		found = universe_revision(&planner->universe, db_int(st, 0));
	if (!found)
		return NONE;
	db_reset(st);
	return (uint32_t)(found - planner->universe.revisions);
}

static bool is_newest(struct relating *r, uint32_t ordinal)
{
	uint32_t series = r->planner->universe.series[ordinal];
	uint32_t *newest = &r->newest[series];

	if (*newest == 0)
		*newest = find_newest(r->planner,
			r->planner->universe.revisions[ordinal].series) + 1;
	return *newest == ordinal + 1;
}

/* ---- files ---------------------------------------------------------------------------------- */

static void add_ids(struct relating *r, struct sqlite3_stmt *st, struct ids *out)
{
	while (db_step(r->planner->db, st))
		ids_add(out, db_int(st, 0));
}

/* Shortened paths of which at least two parts can be seen, and these end the file's. */
static void add_shorter(struct relating *r, struct shared_file *file)
{
	size_t at = slice_find_byte(file->parts, '/') + 1;

	while (at < file->parts.n) {
		struct sqlite3_stmt *st = db_stmt(r->planner->db, SQL_RELATED_CUT);

		at += slice_find_byte(slice_skip(file->parts, at), '/') + 1;
		db_bind_text(r->planner->db, st, 1, slice_sub(file->parts, 0, at));
		add_ids(r, st, &file->paths);
	}
}

static void add_longer(struct relating *r, struct shared_file *file)
{
	struct sqlite3_stmt *st = db_stmt(r->planner->db, SQL_RELATED_LONGER);
	struct buf beyond = BUF_INIT;

	if (slice_find_byte(file->parts, '/') + 1 < file->parts.n) {
		buf_add_slice(&beyond, file->parts);
		buf_addc(&beyond, '\xff');
		db_bind_text(r->planner->db, st, 1, file->parts);
		db_bind_text(r->planner->db, st, 2, buf_slice(&beyond));
		add_ids(r, st, &file->paths);
	}
	buf_release(&beyond);
}

/* Whole paths come first; a shortened one that is one of them is not counted again. */
static bool is_known_file(struct relating *r, int64_t path)
{
	size_t i;

	for (i = 0; i < r->n; i++) {
		if (ids_has(&r->files[i].paths, path))
			return true;
	}
	return false;
}

static void read_files(struct relating *r, int64_t revision)
{
	struct sqlite3_stmt *st = db_stmt(r->planner->db, SQL_RELATED_PATHS);

	db_bind_int(r->planner->db, st, 1, revision);
	while (db_step(r->planner->db, st)) {
		struct shared_file file = {
			.name = arena_dup(r->arena, db_text(st, 1)),
			.parts = arena_dup(&r->scratch, db_text(st, 2)),
			.cut = db_int(st, 3) != 0,
		};

		if (is_known_file(r, db_int(st, 0)))
			continue;
		ids_add(&file.paths, db_int(st, 0));
		if (db_int(st, 4) != 0)
			ids_add(&file.paths, db_int(st, 4));
		add_shorter(r, &file);
		if (file.cut)
			add_longer(r, &file);
		ids_sort(&file.paths);
		ARENA_GROW(&r->scratch, r->files, r->room, r->n + 1);
		r->files[r->n++] = file;
	}
}

static int compare_series(const void *pa, const void *pb)
{
	uint32_t a = *(const uint32_t *)pa, b = *(const uint32_t *)pb;

	return a < b ? -1 : a > b;
}

/* The series whose newest revision touches the file, this one among them. */
static void find_series(struct relating *r, struct shared_file *file)
{
	const struct universe *u = &r->planner->universe;
	size_t i, kept = 0;

	for (i = 0; i < file->paths.n; i++) {
		struct sqlite3_stmt *st = db_stmt(r->planner->db, SQL_PLAN_OF_PATH);

		db_bind_int(r->planner->db, st, 1, file->paths.p[i]);
		while (db_step(r->planner->db, st)) {
			const struct plan_posting *posting = universe_posting(u, db_int(st, 0));

			if (!posting || !is_newest(r, posting->revision))
				continue;
			GROW(file->series, file->room, file->n + 1);
			file->series[file->n++] = u->series[posting->revision];
		}
	}
	if (file->n > 1)
		qsort(file->series, file->n, sizeof(*file->series), compare_series);
	for (i = 0; i < file->n; i++) {
		if (i == 0 || file->series[i] != file->series[i - 1])
			file->series[kept++] = file->series[i];
	}
	file->n = kept;
}

static int compare_rarity(const void *pa, const void *pb)
{
	const struct shared_file *a = pa, *b = pb;

	if (a->n != b->n)
		return a->n < b->n ? -1 : 1;
	return slice_cmp(a->name, b->name);
}

/* ---- rows ----------------------------------------------------------------------------------- */

static int compare_pairs(const void *pa, const void *pb)
{
	uint64_t a = *(const uint64_t *)pa, b = *(const uint64_t *)pb;

	return a < b ? -1 : a > b;
}

/* By series, of each the rarest file first. */
static void make_pairs(struct relating *r)
{
	size_t i, k;

	if (r->n > 1)
		qsort(r->files, r->n, sizeof(*r->files), compare_rarity);
	for (i = 0; i < r->n; i++) {
		for (k = 0; k < r->files[i].n; k++) {
			if (r->files[i].series[k] == r->self)
				continue;
			GROW(r->pairs, r->pairs_room, r->npairs + 1);
			r->pairs[r->npairs++] = (uint64_t)r->files[i].series[k] << 32 | i;
		}
	}
	if (r->npairs > 1)
		qsort(r->pairs, r->npairs, sizeof(*r->pairs), compare_pairs);
}

static void make_row(struct relating *r, const uint64_t *pairs, size_t n, struct related_row *row)
{
	const struct universe *u = &r->planner->universe;
	const struct plan_revision *revision = &u->revisions[r->newest[pairs[0] >> 32] - 1];
	size_t shown = n < PATHS_SHOWN ? n : PATHS_SHOWN, i;
	struct slice *paths = arena_alloc(r->arena, shown * sizeof(*paths));

	*row = (struct related_row){
		.hit = {.series = revision->series, .revision = revision->id},
		.shared = (unsigned)n,
		.paths = paths,
		.npaths = shown,
	};
	for (i = 0; i < n; i++) {
		const struct shared_file *file = &r->files[(uint32_t)pairs[i]];

		row->weight += log((double)u->nseries / (double)file->n);
		if (i < shown)
			paths[i] = file->name;
	}
}

/* Of equal ones the newer series. */
static int compare_rows(const void *pa, const void *pb, void *ctx)
{
	const struct universe *u = ctx;
	const struct related_row *a = pa, *b = pb;

	if (a->weight > b->weight || a->weight < b->weight)
		return a->weight > b->weight ? -1 : 1;
	if (a->shared != b->shared)
		return a->shared > b->shared ? -1 : 1;
	return universe_revision(u, a->hit.revision)->newest >
		universe_revision(u, b->hit.revision)->newest ? -1 : 1;
}

static void make_rows(struct relating *r, const struct ask *ask, struct related *out)
{
	size_t limit = ask->limit ? ask->limit : ASK_LIMIT, from, to;
	size_t room = 0;

	for (from = 0; from < r->npairs; from = to) {
		struct related_row row;

		for (to = from + 1; to < r->npairs && r->pairs[to] >> 32 == r->pairs[from] >> 32;)
			to++;
		make_row(r, r->pairs + from, to - from, &row);
		if (!ask->with_muted && plan_is_muted(r->planner, row.hit.series))
			continue;
		ARENA_GROW(r->arena, out->rows, room, out->n + 1);
		out->rows[out->n++] = row;
	}
	if (out->n > 1)
		qsort_r(out->rows, out->n, sizeof(*out->rows), compare_rows,
			&r->planner->universe);
	out->more = out->n > limit;
	out->n = out->more ? limit : out->n;
}

static void release(struct relating *r)
{
	size_t i;

	for (i = 0; i < r->n; i++) {
		free(r->files[i].paths.p);
		free(r->files[i].series);
	}
	free(r->newest);
	free(r->pairs);
	arena_release(&r->scratch);
}

static void relate(struct relating *r, const struct ask *ask, struct related *out)
{
	const struct universe *u = &r->planner->universe;
	uint32_t ordinal = find_newest(r->planner, ask->series);
	size_t i;

	if (ordinal == NONE)
		return;
	r->self = u->series[ordinal];
	r->newest = xcalloc(u->nseries + 1, sizeof(*r->newest));
	read_files(r, u->revisions[ordinal].id);
	out->files = (unsigned)r->n;
	for (i = 0; i < r->n && db_fine(r->planner->db); i++)
		find_series(r, &r->files[i]);
	make_pairs(r);
	if (db_fine(r->planner->db))
		make_rows(r, ask, out);
}

bool related_find(struct planner *planner, const struct ask *ask, struct arena *a,
	struct related *out, struct error *err)
{
	struct relating r = {.planner = planner, .arena = a};

	*out = (struct related){.n = 0};
	if (universe_read(planner) && (ask->with_muted || plan_know_muted(planner)))
		relate(&r, ask, out);
	release(&r);
	return plan_ok(planner, err);
}
