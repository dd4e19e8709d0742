/*
 * What an import tells the marks. What the first import of a folder brings counts as read.
 *
 * The marks remember the folders that were read to their end once, and the digests that were in
 * them then, by list and commit range: so it is still so when the index is deleted, and what
 * comes later is unread. A file that is named itself is no folder, and what was known before
 * from another folder stays as read or unread as it was: a folder may move.
 */
#ifndef MODEL_FIRST_H
#define MODEL_FIRST_H

#include "model/db.h"
#include "model/ids.h"
#include "model/intern.h"
#include "util/arena.h"

struct first {
	struct db *marks;     /* NULL: there are none */
	struct arena arena;   /* owns what follows */
	struct slice *known;  /* folders */
	size_t nknown, known_room;
	struct slice *fresh;  /* folders that were not read to their end before */
	size_t nfresh, fresh_room;
	struct intern before; /* keys of the digests that were known before, in other folders */
	int64_t last;         /* digest that was looked at */
};

/*
 * Of the roots of an import, absolute; they need not outlive the call. marks_path may be NULL.
 * False and *err on an error, here and below.
 */
bool first_begin(struct first *first, struct db *index, const char *marks_path,
	const char *const *roots, size_t n, struct error *err);
/* The digests that have come into the index since; before they are committed. */
bool first_note(struct first *first, struct db *index, struct error *err);
/* When digests have come: what is known now of mails that are marked. */
bool first_learn(struct first *first, struct db *index, struct error *err);
/* With `complete` the folders were looked through. Also after an error, and without first_begin. */
bool first_end(struct first *first, bool complete, struct error *err);

#endif
