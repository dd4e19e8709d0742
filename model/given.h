/*
 * Dates that the user has given to digests (tidings index --date). They stand in the marks, by
 * list and commit range, so that they outlive the index and go from machine to machine.
 */
#ifndef MODEL_GIVEN_H
#define MODEL_GIVEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/ids.h"
#include "util/arena.h"
#include "util/error.h"
#include "util/slice.h"

struct db;

struct given {
	struct arena arena;
	struct given_row *rows; /* by key */
	size_t n, room;
	struct ids stale; /* sources whose digests have another date in the index; sorted */
};

/* marks may be NULL: then nothing was given, and nothing taken back. */
void given_load(struct given *given, struct db *index, struct db *marks);
void given_release(struct given *given);

/* The date given to a digest, `text` being all of it; 0 = none. */
uint32_t given_find(const struct given *given, struct slice list, struct slice from,
	struct slice to, struct slice text);

/* Put the date, or 0 for none, of the digest that is `text` into the marks. False: it is none. */
bool given_set(struct db *marks, struct slice text, uint32_t date, struct error *err);

#endif
