/*
 * What the parts of the planner share; for model/plan*.c, and for those who answer other
 * questions by the planner's means.
 */
#ifndef MODEL_PLAN_INTERNAL_H
#define MODEL_PLAN_INTERNAL_H

#include <stdint.h>

#include "model/db.h"
#include "model/ids.h"
#include "model/mark_states.h"
#include "model/plan.h"
#include "model/query_tree.h"
#include "model/reread.h"
#include "util/arena.h"

/* A revision that has a posting in the scope; its place in the array is its *ordinal*. */
struct plan_revision {
	int64_t id, series;
	int64_t newest;  /* greater is newer: place of the digest and of the posting in it */
	uint64_t number; /* greater is a newer version: RFCs, major, minor */
};

struct plan_posting {
	int64_t id;
	int64_t digest;
	uint32_t revision; /* ordinal */
};

struct plan_digest {
	int64_t id;
	int64_t place;
	int64_t list;
	int days; /* since 1970; 0: it has no date */
};

struct universe {
	int64_t version;       /* db_data_version when it was read; 0 = never */
	struct plan_digest *digests; /* in the scope; by id */
	size_t ndigests, digests_room;
	struct plan_posting *postings; /* by id */
	size_t npostings, postings_room;
	struct plan_revision *revisions; /* by id */
	size_t nrevisions, revisions_room;
	size_t nseries;
	uint32_t *series;      /* by ordinal: which of the nseries it is of, in order of their ids */
};

/* What the marks say of the revisions of the universe. */
struct plan_marks {
	int64_t version;         /* db_data_version of the marks when they were read; 0 = never */
	unsigned char *bits;     /* by ordinal: enum plan_mark */
	struct mark_states states; /* of which they were made */
};
enum plan_mark {
	PLAN_READ = 1u << 0,
	PLAN_FLAGGED = 1u << 1,
	PLAN_NOTED = 1u << 2,
	PLAN_MUTED = 1u << 3,
};

/* The series that are hidden from lists. */
struct plan_muted {
	int64_t version;         /* as of plan_marks */
	struct ids series;       /* sorted */
};

struct completer;
struct planner {
	struct db *db;
	struct completer *completer; /* NULL: nothing was completed yet */
	struct db *marks;     /* NULL: everything is read, nothing marked */
	struct plan_marks known_marks;
	struct plan_muted known_muted;
	bool asks_muted;      /* the query that runs has is:muted in it */
	unsigned depth;       /* of saved queries that are run */
	struct error error;   /* what is wrong with the query, once that is found out */
	const struct scope *scope;
	const struct wishes *wishes;
	uint32_t (*today)(void); /* NULL: dates like 2.weeks.ago are before all others */
	struct universe universe;
	struct reread reread;
	struct arena scratch; /* reset after each term */
	struct arena texts;   /* reset after each text that is looked at */
};

/* ---- sets of ordinals ----------------------------------------------------------------------- */

/*
 * The revisions that have something: for sure, and perhaps (which holds the sure ones too).
 * Both are bits over the universe.
 */
struct plan_set {
	uint64_t *sure, *may;
	size_t words;
};

void plan_set_init(struct plan_set *set, size_t revisions);
void plan_set_release(struct plan_set *set);
void plan_set_fill(struct plan_set *set, size_t revisions);
void plan_set_add(struct plan_set *set, size_t ordinal, bool sure);
bool plan_set_has(const struct plan_set *set, size_t ordinal);     /* sure or perhaps */
bool plan_set_has_sure(const struct plan_set *set, size_t ordinal);
bool plan_set_is_empty(const struct plan_set *set);
void plan_set_and(struct plan_set *set, const struct plan_set *other);
void plan_set_or(struct plan_set *set, const struct plan_set *other);
/* What is in `all` and not in the set; perhaps stays perhaps. */
void plan_set_not(struct plan_set *set, const struct plan_set *all);

/* ---- rows of statements --------------------------------------------------------------------- */

/* All postings that a statement gives in its first column; those of no universe are passed over. */
void plan_add_rows(struct planner *planner, struct sqlite3_stmt *st, struct plan_set *out,
	bool sure);
void plan_add_posting(struct planner *planner, int64_t posting, struct plan_set *out, bool sure);

/* ---- terms ---------------------------------------------------------------------------------- */

/* What a term costs, from rows of an index to reading every file. */
enum plan_cost { COST_ROWS, COST_WORDS, COST_TABLE, COST_TEXTS, COST_ALL_TEXTS };
enum plan_cost plan_term_cost(const struct query_term *term);

/*
 * Put the revisions that have the term into `out` (which is empty). Those that are not in `within`
 * need not be looked at. False after an error of the connection. The ways to do it: by a
 * fragment of SQL, by looking through a table, by words that are perhaps verified.
 */
bool plan_term_run(struct planner *planner, const struct query_term *term,
	const struct plan_set *within, struct plan_set *out);
bool plan_by_fragment(struct planner *planner, const struct query_term *term, struct plan_set *out);
bool plan_by_people(struct planner *planner, const struct query_term *term, struct plan_set *out);
bool plan_by_paths(struct planner *planner, const struct query_term *term, struct plan_set *out);
bool plan_by_digests(struct planner *planner, const struct query_term *term, struct plan_set *out);
bool plan_by_words(struct planner *planner, const struct query_term *term,
	const struct plan_set *within, struct plan_set *out);
bool plan_by_trailers(struct planner *planner, const struct query_term *term, struct plan_set *out);
bool plan_by_stalled(struct planner *planner, const struct query_term *term, struct plan_set *out);
bool plan_by_marks(struct planner *planner, const struct query_term *term, struct plan_set *out);
bool plan_by_saved(struct planner *planner, const struct query_term *term, struct plan_set *out);
enum plan_cost plan_words_cost(const struct query_term *term);

/*
 * What must be known of a query before it is run: sets planner->asks_muted when it, or a saved
 * query in it, has is:muted. False with planner->error when a saved query is not there,
 * whether or not it would be asked in the end.
 */
bool plan_look_into(struct planner *planner, const struct query *query);

/*
 * The revisions that a parsed query finds in the universe. False with planner->error, or an error
 * of the connection.
 */
bool plan_run_query(struct planner *planner, const struct query *query, struct plan_set *out);

/*
 * Read the marks, or (which costs less) which series are muted, when they have changed since. Both
 * after universe_read; false after an error of either connection.
 */
bool plan_know_marks(struct planner *planner);
bool plan_know_muted(struct planner *planner);
/* After these: whether a revision is unread, or a series muted. Without marks none is. */
bool plan_is_unread(const struct planner *planner, int64_t revision);
bool plan_is_muted(const struct planner *planner, int64_t series);

/* True, or false with *err: the planner's own error, or one of a connection. */
bool plan_ok(struct planner *planner, struct error *err);

/*
 * The series that a parsed query finds, but for those that are muted unless it asks for them;
 * sorted. After universe_read; errors as of plan_run_query.
 */
bool plan_find_series(struct planner *planner, const struct query *query, struct ids *series);

/* Reads the universe when the index has changed since. */
bool universe_read(struct planner *planner);
void universe_release(struct universe *universe);
/* NULL when it is not in the scope. */
const struct plan_digest *universe_digest(const struct universe *universe, int64_t id);
/* NULL when it is none of the universe: of another scope, or gone. */
const struct plan_revision *universe_revision(const struct universe *universe, int64_t id);
const struct plan_posting *universe_posting(const struct universe *universe, int64_t id);

/* Whether a text, or a name and an address, have what a term of VALUE_TEXT looks for. */
bool plan_term_in_text(struct planner *planner, const struct query_term *term, struct slice text);
bool plan_term_in_person(struct planner *planner, const struct query_term *term, struct slice name,
	struct slice email);

/* Whether the records of a posting have it, in what its field looks at: reads the file. */
bool plan_term_in_records(struct planner *planner, const struct query_term *term, int64_t posting);

#endif
