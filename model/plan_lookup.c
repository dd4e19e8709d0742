#include "model/plan_internal.h"

#include <stdlib.h>

#include "model/digest_name.h"
#include "model/path_match.h"

static struct ids find_people(struct planner *planner, const struct query_term *term)
{
	struct sqlite3_stmt *st = db_stmt(planner->db, SQL_PLAN_ADDRESSES);
	struct ids ids = {0};

	while (db_step(planner->db, st)) {
		if (plan_term_in_person(planner, term, db_text(st, 1), db_text(st, 2)))
			ids_add(&ids, db_int(st, 0));
	}
	return ids;
}

/* The postings of each id, by a statement that takes the id as ?1 and perhaps a key as ?2. */
static void add_of_ids(struct planner *planner, const struct ids *ids, enum sql which,
	struct slice key, struct plan_set *out)
{
	size_t i;

	for (i = 0; i < ids->n && db_fine(planner->db); i++) {
		struct sqlite3_stmt *st = db_stmt(planner->db, which);

		db_bind_int(planner->db, st, 1, ids->p[i]);
		if (key.p)
			db_bind_text(planner->db, st, 2, key);
		plan_add_rows(planner, st, out, true);
	}
}

bool plan_by_people(struct planner *planner, const struct query_term *term, struct plan_set *out)
{
	static const char *const keys[FIELDS] = {
		[FIELD_REVIEWED] = "reviewed-by",
		[FIELD_ACKED] = "acked-by",
		[FIELD_TESTED] = "tested-by",
	};
	const struct slice none = {.p = NULL};
	struct ids ids = find_people(planner, term);

	if (keys[term->field])
		add_of_ids(planner, &ids, SQL_PLAN_OF_TRAILER, slice_cstr(keys[term->field]),
			out);
	else
		add_of_ids(planner, &ids, SQL_PLAN_OF_ADDRESS, none, out);
	if (term->field == FIELD_ANYONE)
		add_of_ids(planner, &ids, SQL_PLAN_OF_ANY_TRAILER, none, out);
	free(ids.p);
	return db_fine(planner->db);
}

/* What names no person, as `Fixes: 0123abc ("x")`, is looked at as it stands. */
static void add_values(struct planner *planner, const struct query_term *term,
	struct plan_set *out)
{
	struct sqlite3_stmt *st = db_stmt(planner->db, SQL_PLAN_VALUES_OF_KEY);

	db_bind_text(planner->db, st, 1, term->key);
	while (db_step(planner->db, st)) {
		if (plan_term_in_text(planner, term, db_text(st, 1)))
			plan_add_posting(planner, db_int(st, 0), out, true);
	}
}

bool plan_by_trailers(struct planner *planner, const struct query_term *term,
	struct plan_set *out)
{
	struct sqlite3_stmt *st;
	struct ids ids;

	if (term->any_value) {
		st = db_stmt(planner->db, SQL_PLAN_OF_KEY);
		db_bind_text(planner->db, st, 1, term->key);
		plan_add_rows(planner, st, out, true);
		return db_fine(planner->db);
	}
	ids = find_people(planner, term);
	add_of_ids(planner, &ids, SQL_PLAN_OF_TRAILER, term->key, out);
	add_values(planner, term, out);
	free(ids.p);
	return db_fine(planner->db);
}

bool plan_by_paths(struct planner *planner, const struct query_term *term, struct plan_set *out)
{
	struct sqlite3_stmt *paths = db_stmt(planner->db, SQL_PLAN_PATHS);
	struct match at;

	while (db_step(planner->db, paths)) {
		enum path_match match = path_match(term->text, db_text(paths, 1), &at);
		struct sqlite3_stmt *st;

		if (match == PATH_NO)
			continue;
		st = db_stmt(planner->db, SQL_PLAN_OF_PATH);
		db_bind_int(planner->db, st, 1, db_int(paths, 0));
		plan_add_rows(planner, st, out, match == PATH_YES);
	}
	return db_fine(planner->db);
}

bool plan_by_digests(struct planner *planner, const struct query_term *term, struct plan_set *out)
{
	struct sqlite3_stmt *st = db_stmt(planner->db, SQL_PLAN_DIGEST_NAMES);
	struct ids ids = {0};

	while (db_step(planner->db, st)) {
		if (digest_is_named(term->text, db_text(st, 1), db_text(st, 2), db_text(st, 3)))
			ids_add(&ids, db_int(st, 0));
	}
	add_of_ids(planner, &ids, SQL_PLAN_OF_DIGEST, (struct slice){.p = NULL}, out);
	free(ids.p);
	return db_fine(planner->db);
}
