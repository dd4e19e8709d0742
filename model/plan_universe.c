#include "model/plan_internal.h"

#include <stdlib.h>

#include "model/date.h"
#include "model/schema.h"
#include "util/alloc.h"

static void read_digests(struct planner *planner)
{
	struct universe *u = &planner->universe;
	struct sqlite3_stmt *st = db_stmt(planner->db, SQL_PLAN_DIGESTS);

	while (db_step(planner->db, st)) {
		if (!scope_has(planner->scope, db_text(st, 2)))
			continue;
		GROW(u->digests, u->digests_room, u->ndigests + 1);
		u->digests[u->ndigests++] = (struct plan_digest){
			.id = db_int(st, 0),
			.place = db_int(st, 1),
			.list = db_int(st, 3),
			.days = date_days((uint32_t)db_int(st, 4)),
		};
	}
}

static int compare_digest(const void *key, const void *row)
{
	int64_t id = *(const int64_t *)key, other = ((const struct plan_digest *)row)->id;

	return id < other ? -1 : id > other;
}

const struct plan_digest *universe_digest(const struct universe *u, int64_t id)
{
	return u->ndigests ? bsearch(&id, u->digests, u->ndigests, sizeof(*u->digests),
		compare_digest) : NULL;
}

/* Revisions come in order of ids; one row for each of their postings. */
static void read_postings(struct planner *planner)
{
	struct universe *u = &planner->universe;
	struct sqlite3_stmt *st = db_stmt(planner->db, SQL_PLAN_POSTINGS);

	while (db_step(planner->db, st)) {
		const struct plan_digest *digest = universe_digest(u, db_int(st, 1));
		int64_t id = db_int(st, 0), revision = db_int(st, 2), newest;
		struct plan_revision *last;

		if (!digest)
			continue;
		if (!u->nrevisions || u->revisions[u->nrevisions - 1].id != revision) {
			GROW(u->revisions, u->revisions_room, u->nrevisions + 1);
			u->revisions[u->nrevisions++] = (struct plan_revision){
				.id = revision,
				.series = db_int(st, 3),
				.newest = INT64_MIN,
				.number = (uint64_t)!db_int(st, 4) << 63 |
					((uint64_t)db_int(st, 5) & 0x7fffffff) << 32 |
					((uint64_t)db_int(st, 6) & 0xffffffff),
			};
		}
		last = &u->revisions[u->nrevisions - 1];
		newest = digest->place << POSTING_DIGEST_SHIFT | (id & (POSTING_ORDINALS - 1));
		if (newest > last->newest)
			last->newest = newest;
		GROW(u->postings, u->postings_room, u->npostings + 1);
		u->postings[u->npostings++] = (struct plan_posting){
			.id = id,
			.digest = digest->id,
			.revision = (uint32_t)(u->nrevisions - 1),
		};
	}
}

static int compare_postings(const void *a, const void *b)
{
	int64_t x = ((const struct plan_posting *)a)->id, y = ((const struct plan_posting *)b)->id;

	return x < y ? -1 : x > y;
}

static int compare_series(const void *pa, const void *pb, void *ctx)
{
	const struct plan_revision *all = ctx;
	int64_t x = all[*(const uint32_t *)pa].series, y = all[*(const uint32_t *)pb].series;

	return x < y ? -1 : x > y;
}

static void number_series(struct universe *u)
{
	uint32_t *order = xmalloc((u->nrevisions + 1) * sizeof(*order));
	size_t i;

	free(u->series);
	u->series = xmalloc((u->nrevisions + 1) * sizeof(*u->series));
	u->nseries = 0;
	for (i = 0; i < u->nrevisions; i++)
		order[i] = (uint32_t)i;
	qsort_r(order, u->nrevisions, sizeof(*order), compare_series, u->revisions);
	for (i = 0; i < u->nrevisions; i++) {
		u->nseries += i == 0 || u->revisions[order[i]].series !=
			u->revisions[order[i - 1]].series;
		u->series[order[i]] = (uint32_t)(u->nseries - 1);
	}
	free(order);
}

const struct plan_posting *universe_posting(const struct universe *u, int64_t id)
{
	struct plan_posting key = {.id = id};

	return u->npostings ? bsearch(&key, u->postings, u->npostings, sizeof(*u->postings),
		compare_postings) : NULL;
}

static int compare_revision(const void *key, const void *row)
{
	int64_t id = *(const int64_t *)key, other = ((const struct plan_revision *)row)->id;

	return id < other ? -1 : id > other;
}

const struct plan_revision *universe_revision(const struct universe *u, int64_t id)
{
	return u->nrevisions ? bsearch(&id, u->revisions, u->nrevisions, sizeof(*u->revisions),
		compare_revision) : NULL;
}

bool universe_read(struct planner *planner)
{
	struct universe *u = &planner->universe;
	int64_t version = db_data_version(planner->db);

	if (!db_fine(planner->db) || (u->version && u->version == version))
		return db_fine(planner->db);
	u->ndigests = u->npostings = u->nrevisions = 0;
	u->version = 0;
	planner->known_marks.version = 0;
	planner->known_muted.version = 0;
	read_digests(planner);
	read_postings(planner);
	if (!db_fine(planner->db))
		return false;
	if (u->npostings)
		qsort(u->postings, u->npostings, sizeof(*u->postings), compare_postings);
	number_series(u);
	u->version = version;
	return true;
}

void universe_release(struct universe *u)
{
	free(u->digests);
	free(u->postings);
	free(u->revisions);
	free(u->series);
	*u = (struct universe){0};
}
