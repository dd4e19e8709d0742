/*
 * Files as the index knows them.
 */
#ifndef MODEL_SOURCE_H
#define MODEL_SOURCE_H

#include <stdbool.h>
#include <stdint.h>

#include "model/schema.h"
#include "model/walk.h"
#include "util/slice.h"

struct db;

struct source {
	int64_t id; /* 0: not known */
	struct file_stamp stamp;
	int64_t hash; /* of the text, inflated */
	enum source_state state;
};

/* *out gets id 0 when the path is not known. */
void source_find(struct db *db, struct slice path, struct source *out);
/* The file is surely the one that was read. */
bool source_is_same(const struct source *source, const struct file_stamp *stamp);

/* Adds the source when its id is 0 (and sets it), else changes it. */
void source_save(struct db *db, struct slice path, struct source *source);
void source_drop(struct db *db, int64_t source);

/*
 * A digest with this text whose file is no longer at its path: it was moved. 0 = none.
 */
int64_t source_find_moved(struct db *db, int64_t hash);

#endif
