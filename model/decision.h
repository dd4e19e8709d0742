/*
 * Decisions by hand, on their way from the marks to the linking pass.
 *
 * In the marks a decision is a mark whose keys are pairs of what is known of the two
 * revisions, each with each: so it is found by any of them, and two copies of it become one.
 * The pass reads a copy of all decisions that lies in the index: what differs from
 * the marks is what has to be linked again.
 */
#ifndef MODEL_DECISION_H
#define MODEL_DECISION_H

#include <stdbool.h>
#include <stdint.h>

#include "model/db.h"
#include "model/ids.h"
#include "model/marks.h"
#include "util/arena.h"

/* One that holds. */
struct decision {
	bool same;
	int64_t changed;           /* ms since 1970 */
	struct slice text;         /* all of it; no two have the same */
	struct mark_keys sides[2]; /* which of the two is which says nothing */
};

/* The keys of MARK_DECISION for two revisions with these keys, into the arena. */
void decision_keys(struct arena *a, const struct mark_keys *x, const struct mark_keys *y,
	struct mark_keys *pairs);
/* All that the marks hold, in an order that depends on nothing else; db_ok tells of errors. */
void decisions_read(struct db *marks, struct arena *a, struct decision **decisions, size_t *n);

/* Whether the copy in the index differs from them. */
bool decisions_differ(struct db *index, const struct decision *decisions, size_t n);
/*
 * Within a write transaction: make the copy what they are. The postings that are to be linked
 * again for it are added to `fresh`.
 */
void decisions_copy(struct db *index, const struct decision *decisions, size_t n,
	struct ids *fresh);
/*
 * The postings that one side (0 or 1) of a decision of the copy is about: those of its title and
 * sender; where there is none and the decision joins, those that name one of its message-ids, or
 * are of its b4 series.
 */
void decision_postings(struct db *index, int64_t decision, unsigned side, bool same,
	struct ids *postings);

#endif
