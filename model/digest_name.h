/*
 * Digests as a user names them, and commit ids of different lengths.
 */
#ifndef MODEL_DIGEST_NAME_H
#define MODEL_DIGEST_NAME_H

#include <stdbool.h>

#include "util/slice.h"

#define COMMIT_SHORT 7 /* digits that any commit id in a digest has */

/* Two ids as printed mean one commit: the shorter one, of COMMIT_SHORT digits or more, begins the other. */
bool commit_same(struct slice a, struct slice b);

/* The beginning of a commit id at either end of its range, or its file name (a glob too). */
bool digest_is_named(struct slice wanted, struct slice from, struct slice to, struct slice path);

#endif
