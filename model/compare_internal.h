/* What the parts of a comparison share; only for model/compare*.c. */
#ifndef MODEL_COMPARE_INTERNAL_H
#define MODEL_COMPARE_INTERNAL_H

#include "model/compare_make.h"
#include "parser/parser.h"

#define COMPARE_NONE ((uint32_t)-1)

/* Something of one side, to be paired with one of the other that has an equal text. */
struct compare_key {
	struct slice text;
	enum compare_side side;
	uint32_t index;
};

/*
 * Pairs the keys of equal, not empty text, the first with the first and so on: match[side][index]
 * is the index on the other side. Those that are paired already stay so. Sorts the keys.
 */
void compare_pair(struct compare_key *keys, size_t n, uint32_t *match[COMPARE_SIDES]);
/* `n` places for match, each COMPARE_NONE. */
uint32_t *compare_unmatched(struct arena *a, size_t n);

/* Of each part what both sides show of it, or NULL. */
void compare_patches(struct arena *a, const struct compare_shown sides[COMPARE_SIDES],
	struct compare_patches *out);
void compare_diffstat(struct arena *a, const struct record *const records[COMPARE_SIDES],
	struct compare_diffstat *out);

/*
 * How alike two patches are that are shown, in percent: 100 when they have one title (which may be
 * cut at a fold), else by the words of their texts; 0 when that is too little for one patch.
 */
unsigned compare_alike(struct arena *scratch, const struct record *old, const struct record *new);

#endif
