/* What the postings of a digest have that others may have too: rows of `piece` (model/sketch.h). */
#ifndef MODEL_PIECES_H
#define MODEL_PIECES_H

#include <stdint.h>

struct db;
struct facts;

/* posting_of has the posting of each record of the facts. Within a write transaction. */
void pieces_add(struct db *db, struct facts *facts, const int64_t *posting_of);

#endif
