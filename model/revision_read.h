/*
 * The records of a revision, read again from their files for its page.
 */
#ifndef MODEL_REVISION_READ_H
#define MODEL_REVISION_READ_H

#include <stdint.h>

#include "model/reread.h"
#include "model/revision_page.h"

struct db;

/* What the digests show of a revision: of several covers or patches the best. */
struct revision_records {
	bool has_cover, has_patch;
	struct page_record cover, patch;
	bool has_teller; /* looked for when there is neither */
	struct page_record teller;
};

/*
 * Everything in *out lives in the arena. A file that is gone or has changed is trouble of its record
 * and no error. False after an error of the connection (db_ok has it).
 */
bool revision_read(struct db *db, struct reread *reread, int64_t revision, struct arena *a,
	struct revision_records *out);

#endif
