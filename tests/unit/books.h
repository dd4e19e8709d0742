/*
 * For tests of decisions: a shelf of eight books, a to h, of one record each, and the series that
 * they make.
 */
#ifndef TESTS_UNIT_BOOKS_H
#define TESTS_UNIT_BOOKS_H

#include "tests/unit/shelf.h"

#define BOOKS 8

struct book {
	char name;
	const char *file; /* below digests/ */
	struct shelf_record records[2];
};
extern const struct book books[BOOKS];

#define BOOKS_APART "abc def g h" /* what signals make of them; h links to a v7, which g is not */

/* cmocka's fixture, beside shelf_tear_down: a shelf with all books in its index. */
int books_set_up(void **state);
/* The files, without importing them. */
void books_write(struct shelf *shelf);

/* The revision of a book, and its series; the test fails when it is not in the index. */
struct hit books_hit(struct shelf *shelf, char name);
/* "abc de": the books of each series, in order. */
void books_series(struct shelf *shelf, struct buf *out);
void books_expect(struct shelf *shelf, const char *wanted);

/*
 * "a=b": they are the same; "a!b": they are not; "a-b": nothing is said of them. It must hold at
 * once. Returns how many decisions have changed.
 */
size_t books_decide(struct shelf *shelf, const char *word);
/* Takes back the last change, whose sentence must be this. */
void books_undo(struct shelf *shelf, const char *expected);
/* Opens an empty index in place of the one that was there. */
void books_drop_index(struct shelf *shelf);

#endif
