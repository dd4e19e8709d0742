/*
 * What the files of the importer share: import.c reads what is there, import_gone.c sees to what
 * is not.
 */
#ifndef MODEL_IMPORT_INTERNAL_H
#define MODEL_IMPORT_INTERNAL_H

#include "model/first.h"
#include "model/given.h"
#include "model/import.h"
#include "model/store.h"
#include "model/walk.h"
#include "util/arena.h"

struct import {
	struct db *db;
	struct import_shared *shared;
	struct arena arena;
	bool prune;
	bool asked_all;          /* no paths were given */
	const char **asked;      /* those that were given, absolute; of the walk */
	size_t nasked;
	struct store store;
	struct walk walk;
	struct first first;
	struct given given;
	struct buf text;         /* of the file that is read now */
	struct import_status counts; /* of what is committed and of the batch */
	bool in_batch;
	bool changed;            /* the batch has changed what is shown */
	size_t batch_bytes;
	uint64_t began, batch_began, told; /* ms */
	unsigned batches;
};

/* A message for people: "FILE: sentence". */
void import_note(struct import *im, struct slice message);
bool import_is_cancelled(const struct import *im);
/* Before the first change; false after an error. */
bool import_begin_batch(struct import *im);
/* Between two files: commits what is enough, tells how far it is. False after an error. */
bool import_go_on(struct import *im);

/* Files that are in the index and no longer on disk: kept, or dropped when pruning. */
void import_look_for_missing(struct import *im);

#endif
