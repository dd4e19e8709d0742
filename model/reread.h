/*
 * Records read again from their files, which hold what the index does not.
 */
#ifndef MODEL_REREAD_H
#define MODEL_REREAD_H

#include <stdint.h>
#include <sys/stat.h>

#include "util/buf.h"
#include "util/slice.h"

/* The file that was read last is kept: ask for records of one file one after the other. */
struct reread {
	struct buf path;
	struct buf text;
	struct stat stamp; /* of the file when it was read */
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

#endif
