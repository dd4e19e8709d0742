/*
 * Records read again from their files, which hold what the index does not.
 */
#ifndef MODEL_REREAD_H
#define MODEL_REREAD_H

#include <stdint.h>
#include <sys/stat.h>

#include "util/buf.h"
#include "util/slice.h"

/*
 * Of a plain file the record alone is read. A compressed one is inflated as a whole and kept
 * until another is: ask for the records of one file one after the other.
 */
struct reread {
	struct buf path;   /* of the file that is kept */
	struct stat stamp; /* of it when it was read */
	struct buf text;   /* the file that is kept, or a record */
	bool kept;
};

void reread_init(struct reread *r);
void reread_release(struct reread *r);

/* Where a record stands, as the index has it. */
struct reread_place {
	struct slice path;
	int64_t off, len;
	int64_t hash;
};

/*
 * The bytes of a record into *bytes, until the next call. NULL when all is well, else why it could
 * not be had, as it follows the name of the file: "is gone".
 */
const char *reread_record(struct reread *r, const struct reread_place *place,
	struct slice *bytes);
/* Whether the answer (NULL is allowed) was that the file has changed since. */
bool reread_is_stale(const char *trouble);

#endif
