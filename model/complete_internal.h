/*
 * What the parts of completion share; only for model/complete*.c.
 */
#ifndef MODEL_COMPLETE_INTERNAL_H
#define MODEL_COMPLETE_INTERNAL_H

#include "model/complete.h"
#include "model/intern.h"
#include "model/plan_internal.h"
#include "util/buf.h"

/* ---- the place ------------------------------------------------------------------------------ */

struct complete_at {
	enum query_field_id field; /* whose value it is; FIELD_ANY: the name of a field, or words */
	size_t from, to;           /* bytes of the text that are replaced */
	struct slice typed;        /* of these, what stands before the caret, without quotes */
	struct slice key;          /* of a trailer whose person is asked for; absent: its key is */
	bool nothing;              /* within a phrase or an expression */
};

void complete_place(struct slice text, size_t caret, struct arena *a, struct complete_at *out);

/* ---- candidates ----------------------------------------------------------------------------- */

/* How what was typed stands in a text (both folded). */
enum complete_rank { RANK_BEGINS, RANK_WORD, RANK_INSIDE, RANK_NOT };
enum complete_rank complete_rank(struct slice typed, struct slice text);

struct candidate {
	enum complete_rank rank;
	int64_t weight;      /* greater stands first */
	struct slice label, value, help;
	unsigned count;
	bool has_count, open;
};

struct complete {
	struct planner *planner;
	const struct ask *ask;
	struct complete_at at;
	struct arena *arena; /* of the rows */
	struct arena scratch;
	struct slice typed;  /* folded */
	struct candidate *list;
	size_t n, room;
	size_t limit;
};

void complete_add(struct complete *c, const struct candidate *candidate);

/* The candidate as a query would have it behind the colon of its field. */
void complete_quote(const struct complete *c, const struct candidate *candidate, struct buf *out);

/*
 * Candidates of the people of a field. False after an error of the planner. They are found by words
 * that others may have too: complete_count_people counts those that are left.
 */
bool complete_people(struct complete *c);
bool complete_count_people(struct complete *c);

/* ---- values with counts --------------------------------------------------------------------- */

/* A value of a field, or of one level of it. */
struct value {
	struct slice text;    /* the whole value */
	struct slice label;   /* its last part */
	struct slice fold;    /* of the label */
	int64_t order;        /* what stands first, when it is not the count */
	unsigned count;       /* series */
	bool open;
	bool name;            /* of a path: only the name of files, not a first part */
};

/* What counts were made of; those of another time are out of date. */
struct stamp {
	int64_t index, muted; /* versions; index 0: never */
	bool with_muted;
};
struct stamp complete_stamp(const struct planner *planner, bool with_muted);
bool stamp_same(struct stamp a, struct stamp b);

/* The counts of everything take a look at all postings, so they are kept. */
struct level {
	struct stamp stamp;
	struct arena arena;
	struct slice parent;     /* with its slash; empty for the first level */
	struct value *values;
	size_t n, room;
	struct intern keys;      /* value + 1, by what tells values apart */
	uint64_t *pairs;         /* value and series, while they are counted */
	size_t npairs, pairs_room;
};

/* A name with its address, and the series that it is of. */
struct known_person {
	struct slice name, email;
	struct slice name_fold, email_fold;
	size_t at;       /* of people.folded */
	size_t first, n; /* of people.series */
};

struct people {
	struct stamp stamp;
	struct slice key; /* of the trailers, for FIELD_TRAILER */
	struct arena arena;
	struct known_person *list;
	size_t n, room;
	struct buf folded;  /* name and address of all, a line each: what terms are looked for in */
	uint32_t *series;
};

/* Belongs to the planner. */
struct completer {
	struct level levels[FIELDS];
	struct people people[FIELDS];
};
struct completer *complete_completer(struct planner *planner);

/* The values at a level, by order or count; NULL after an error of the planner. */
struct level *level_find(struct planner *planner, enum query_field_id field, struct slice parent,
	bool with_muted);
void level_release(struct level *level);
/* The value of this key, new or not; its label and text are copied. */
size_t level_value(struct level *level, struct slice key, struct slice text, struct slice label);
/* A posting has the value. */
void level_count(struct planner *planner, struct level *level, size_t value, int64_t posting);
/* Fills a level of paths. */
void level_paths(struct planner *planner, struct level *level);

/*
 * The number of the series that a posting counts for, plus 1; 0 for one that is not in the scope
 * or, unless with_muted, is muted.
 */
uint32_t complete_series(const struct planner *planner, int64_t posting, bool with_muted);

void people_release(struct people *people);

#endif
