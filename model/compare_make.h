/*
 * Two revisions compared: the facts, told from their records alone. No page, no database and no
 * file in here.
 */
#ifndef MODEL_COMPARE_MAKE_H
#define MODEL_COMPARE_MAKE_H

#include "model/compare.h"
#include "util/arena.h"

struct record;

/* < 0, 0, > 0; all RFCs stand before v1. */
int compare_versions(const struct compare_version *a, const struct compare_version *b);

/* By words, into the arena; the texts must outlive the result. To: and Cc: lines are left out. */
struct compare_text compare_text(struct arena *a, struct slice old, struct slice new);

/* What the digests show of a revision; NULL is what they do not. A single is a patch. */
struct compare_shown {
	struct compare_version version;
	const struct record *cover, *patch;
};

/*
 * The facts, in the arena and pointing into the records. `tellers` are other revisions, best
 * first, whose changelogs are asked for what the newer's does not tell.
 */
void compare_make(struct arena *a, const struct compare_shown sides[COMPARE_SIDES],
	const struct compare_shown *tellers, size_t ntellers, struct compare_facts *out);

#endif
