/*
 * Reading files into the index: the work of the importer's thread.
 *
 * Digests are stored in batches, each a transaction, so that whatever happens the index
 * holds whole digests, linked and searchable; the next import goes on from there.
 */
#ifndef MODEL_IMPORT_H
#define MODEL_IMPORT_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "model/model.h"
#include "util/buf.h"
#include "util/error.h"

struct db;

/* What the importer and others see of an import. */
struct import_shared {
	atomic_bool cancel;
	void (*tell)(void *ctx, unsigned news); /* enum model_news; from the importer's thread */
	void *ctx;
	pthread_mutex_t lock; /* never held for longer than a copy takes */
	struct import_status status;
	struct buf messages;  /* each ended by a NUL */
};

void import_shared_init(struct import_shared *shared, void (*tell)(void *ctx, unsigned news),
	void *ctx);
void import_shared_release(struct import_shared *shared);
/* As before an import that runs. */
void import_shared_begin(struct import_shared *shared);

struct import_request {
	const char *const *paths; /* none: those that are known */
	size_t npaths;
	bool prune;               /* drop the digests whose files are gone */
	const char *marks_path;   /* what a folder's first import brings is read; may be NULL */
	const char *kept_dir;     /* of model_keep; may be NULL, and need not be there */
};

/*
 * Look through the paths. False and *err when the index could not be written, or
 * ERROR_CANCELLED; what was done until then stays.
 */
bool import_run(struct db *db, const struct import_request *request,
	struct import_shared *shared, struct error *err);

#endif
