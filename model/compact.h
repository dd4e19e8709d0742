/* Getting rid of tombstones, see model/schema.h. */
#ifndef MODEL_COMPACT_H
#define MODEL_COMPACT_H

#include <stdatomic.h>
#include <stdbool.h>

struct db;

/*
 * Write the word indexes anew when more than a fifth of them is of postings that are gone, in a
 * transaction of its own. False after an error; when *cancel becomes true everything stays as it
 * was, and that is none.
 */
bool compact_index(struct db *db, const atomic_bool *cancel);

#endif
