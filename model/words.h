/*
 * The word index: which postings have a word, in their titles, texts or changelogs.
 *
 * A word is a run of word characters (text_is_word_char) of the folded text (text_fold):
 * "kvm_mmu" is one word, "x86/mmu" are two. Nothing else is kept: no
 * positions, no counts, no case; phrases are words that are verified on the text.
 *
 * What is indexed cannot be taken out: ids of postings that are gone (tombstones)
 * come back too, so join what comes back with `posting`; words_compact writes all of it anew.
 *
 * Only words.c, words_compact.c and words.h know how it is stored.
 */
#ifndef MODEL_WORDS_H
#define MODEL_WORDS_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "util/arena.h"
#include "util/buf.h"
#include "util/slice.h"

struct db;

enum words_text {
	WORDS_TITLE,  /* titles of cover and patch, and the shortlog's; names and addresses of
	                 sender and contributor */
	WORDS_BODY,   /* descriptions */
	WORDS_CHANGE, /* changelog items and headings */
	WORDS_TEXTS
};

/* The statements that make the index. */
extern const char words_tables[];

/* ---- writing ---------------------------------------------------------------------------------- */

/* Texts wait here until they are written in order of postings, which is much faster. */
struct words_batch {
	struct arena arena;
	struct words_entry *entries;
	size_t n, room;
	size_t bytes; /* of text */
};
void words_batch_init(struct words_batch *batch);
void words_batch_release(struct words_batch *batch);
/* The text (raw, is copied) is one of the texts of this kind that the posting has. */
void words_add(struct words_batch *batch, enum words_text text, int64_t posting, struct slice raw);
/* Entries from `from` on (a former batch->n) were added under numbers i: they are of postings[i]. */
void words_assign(struct words_batch *batch, size_t from, const int64_t *postings);
/* Forget the entries from `from` on. */
void words_truncate(struct words_batch *batch, size_t from);
/* Write and empty. Within a transaction. */
bool words_flush(struct db *db, struct words_batch *batch);

/*
 * Leave nothing but the words of these postings, whose ids rise. Within a transaction, which is
 * to be rolled back when it returns false: after an error, or *cancel became true.
 */
bool words_compact(struct db *db, const int64_t *postings, size_t n, const atomic_bool *cancel);

/* ---- searching -------------------------------------------------------------------------------- */

/*
 * A SELECT, for use within IN ( ) or alone, of the ids of postings ("id", in
 * descending order when alone), with one parameter `?` that takes the text of words_terms.
 */
extern const char *const words_select[WORDS_TEXTS];
/*
 * All words of `raw` as that parameter: postings that have each of them. With `prefix`, the last
 * one is the beginning of a word, unless `raw` ends behind a word. False when there is no word in it.
 */
bool words_terms(struct slice raw, bool prefix, struct buf *out);

#endif
