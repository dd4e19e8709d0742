/*
 * What texts and titles have in common, in a few bytes and numbers: so that a series that was
 * renamed is found by what it says, without reading it again.
 *
 * A sketch holds, for each of SKETCH_BINS classes of hashes, the smallest hash of three words
 * in a row (one permutation hashing: P. Li, A. Owen, C.-H. Zhang, "One Permutation Hashing",
 * NIPS 2012): the share of bins that are equal estimates which part of their words two texts
 * share.
 */
#ifndef MODEL_SKETCH_H
#define MODEL_SKETCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "util/slice.h"

#define SKETCH_BINS 16

struct sketch {
	uint16_t bins[SKETCH_BINS]; /* 0 = nothing fell into it */
};

#define SKETCH_UNKNOWN 101 /* one of the texts is too short to tell */

void sketch_text(struct slice text, struct sketch *out);
/* Percent, or SKETCH_UNKNOWN. */
unsigned sketch_alike(const struct sketch *a, const struct sketch *b);

/* As letters and digits, to be kept in a row; the text has 4 bytes for each bin. */
#define SKETCH_LENGTH (4 * SKETCH_BINS)
void sketch_print(const struct sketch *sketch, char text[SKETCH_LENGTH]);
bool sketch_read(struct slice text, struct sketch *out);

/*
 * A piece is a number that two postings have in common when something of them is the same. The
 * kind is in the number: pieces of different kinds differ.
 */
enum piece_kind {
	PIECE_PATCH, /* a patch has this title */
	PIECE_TITLE, /* the words of the title, in any order and without those that carry little */
	PIECE_TEXT,  /* a part of the sketch */
	PIECE_KINDS
};

enum piece_kind piece_kind(int64_t piece);
/* Of a normalised title; 0, which is no piece, when it is too short to say anything. */
int64_t piece_of_patch(struct slice title);
int64_t piece_of_title(struct slice title);
/* At most SKETCH_BINS / 2 of them; how many. */
size_t pieces_of_text(const struct sketch *sketch, int64_t pieces[SKETCH_BINS / 2]);

/* Which part of their words two normalised titles have in common; percent. */
unsigned titles_alike(struct slice a, struct slice b);
/* Words of a normalised title that are not in every other title ("fix", "support", "the"). */
unsigned title_words(struct slice title);

#endif
