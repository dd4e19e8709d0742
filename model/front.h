/* What stands behind model.h: the files of the caller's thread share it (model.c, rows.c, ...). */
#ifndef MODEL_FRONT_H
#define MODEL_FRONT_H

#include <pthread.h>
#include <stdatomic.h>

#include "model/db.h"
#include "model/wishes.h"
#include "model/import.h"
#include "model/model.h"
#include "model/reread.h"
#include "model/scope.h"
#include "model/watch.h"
#include "model/worker.h"

struct model {
	char *index_path;
	char notice[160];
	struct scope scope;
	struct wishes wishes;
	struct db *db;           /* of the caller's thread; reads only */
	char *kept_dir;          /* for model_keep; NULL: there is no place */
	char *marks_path;        /* NULL: there are no marks */
	struct db *marks;        /* of the caller's thread; NULL when marks_error says why */
	struct error marks_error;
	bool wants_marks;        /* a folder was given */
	uint32_t (*today)(void); /* of the options; may be NULL */
	struct reread reread;
	int wake_fd;
	struct watch watch;
	atomic_uint news;
	struct worker *worker;

	struct import_shared import;
	pthread_t importer;
	bool importing;          /* the thread is to be joined */
	char **import_paths;
	size_t nimport_paths;
	bool import_prunes;
	bool import_ok;          /* written by the thread, read when it was joined */
	struct error import_error;
};

/* Bits of enum model_news for model_poll; from any thread. */
void model_tell(struct model *model, unsigned news);

#endif
