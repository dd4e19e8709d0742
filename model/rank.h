/*
 * Counting for model_rank: which digests, what they list, how they hang together.
 */
#ifndef MODEL_RANK_H
#define MODEL_RANK_H

#include "model/db.h"
#include "model/intern.h"
#include "model/model.h"
#include "model/plan_digest.h"
#include "model/tally.h"

#define RANK_NOWHERE ((size_t)-1)

/* A digest that is in the scope. */
struct rank_source {
	struct digest_row row;
	int64_t list, twin, prev_twin;
	bool chosen;    /* its counts are summed */
	bool is_now;    /* the newest chosen one of its list, when `before` is known */
	size_t before;  /* source, of a newest one */
	bool is_before; /* of some newest one */
	size_t number;  /* of the table, when chosen */
	size_t view;    /* of the query */
	unsigned sum, listed;
};

/* What is known of a row beside its tally. */
struct rank_count {
	struct slice key;
	unsigned count, revisions, lines, now, before;
	struct rank_cell *cells;
	size_t ncells, cell_room;
	struct rank_part *parts;
	size_t nparts, part_room;
	bool renamed;    /* a part is not found by the key of the row */
};

struct ranking {
	struct db *db;
	const struct scope *scope;
	const struct rank_options *options;
	struct plan_digests *asked;  /* the query of the options */
	struct arena *arena; /* of the table */
	struct arena scratch;
	struct rank_source *sources; /* in order of time */
	size_t nsources, source_room;
	unsigned twins, perhaps;
	struct tally tally;
	struct rank_count *counts; /* beside tally.rows */
	size_t ncounts, count_room;
	struct intern parts;     /* row and part: its number among the row's parts, plus 1 */
	struct intern revisions; /* those that were counted, for reviewers with the row */
};

/* Fills sources, oldest first. */
void rank_find_digests(struct ranking *r);
/* Counts the source number `at`. */
void rank_count_digest(struct ranking *r, size_t at);
/* Gaps and overlaps of the chosen ones, into the table. */
void rank_check_chain(struct ranking *r, struct rank_table *table);

/* As model_rank, of what a planner's connections see; within a transaction that reads. */
bool rank_make(struct planner *planner, const struct rank_options *options, struct arena *a,
	struct rank_table *table, struct error *err);

#endif
