/*
 * Writing digests into the index. Nothing here begins or ends a transaction.
 *
 * A batch is what is written between two commits: digests are stored and forgotten, then
 * store_finish writes their words and links their revisions.
 */
#ifndef MODEL_STORE_H
#define MODEL_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/facts.h"
#include "model/ids.h"
#include "model/names.h"
#include "model/words.h"
#include "util/slice.h"

struct db;
struct given;

struct store {
	struct db *db;
	struct names names;
	struct facts facts;
	struct words_batch words;
	int64_t schema;    /* changes when the index was emptied by another process */
	struct ids fresh;  /* postings to be linked (again) in this batch */
	struct ids shaken; /* series that have lost a posting */
	const struct given *given; /* dates of the user; NULL for none */
};

void store_init(struct store *store, struct db *db);
void store_release(struct store *store);

/* Once at the beginning of a batch, within its transaction. */
void store_begin(struct store *store);
/*
 * What the file of this source says; `name` is its name without folders. *records gets how many
 * it has. False when it is not a digest, and after an error (db_fine tells).
 */
bool store_digest(struct store *store, int64_t source, struct slice name, struct slice text,
	size_t *records);
/* Take out what the source said before. */
void store_forget(struct store *store, int64_t source);
/* Words, links and the order of digests. False after an error. */
bool store_finish(struct store *store);
/* The transaction was rolled back. */
void store_abandon(struct store *store);

#endif
