/*
 * Rows of a facet while they are counted: by key, with the ways they are written.
 */
#ifndef MODEL_TALLY_H
#define MODEL_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/intern.h"
#include "util/arena.h"
#include "util/slice.h"

#define TALLY_NONE ((size_t)-1)

struct tally_row {
	struct slice label; /* after tally_settle: the way it is written most often */
	struct slice text;  /* what came with that label */
	unsigned view, unread, printed;
	bool has_printed;
	size_t parent;      /* row, or TALLY_NONE */
	unsigned depth;
	size_t seen;        /* the last thing it was counted for, plus 1 */
	unsigned uses;
};

struct tally {
	struct arena *arena; /* keys and labels go there */
	struct intern keys, labels;
	struct arena scratch;
	struct tally_row *rows;
	size_t n, room;
	struct tally_label *written;
	size_t nwritten, written_room;
};

void tally_init(struct tally *tally, struct arena *arena);
void tally_release(struct tally *tally);

/* The row of this key, new or not, written in this way `uses` times more. All is copied. */
size_t tally_row(struct tally *tally, struct slice key, struct slice label, struct slice text,
	unsigned uses);
/* Count it in the view for thing number `thing`, which is unread or not, at most once in a row. */
void tally_view(struct tally *tally, size_t row, size_t thing, bool unread);
/* Decide on the labels; of two that are as frequent, the first by bytes. */
void tally_settle(struct tally *tally);

#endif
