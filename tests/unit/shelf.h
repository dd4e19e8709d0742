/*
 * For tests of the model: a folder of digests that the test writes from rows, and an index
 * beside it, asked through model.h.
 */
#ifndef TESTS_UNIT_SHELF_H
#define TESTS_UNIT_SHELF_H

#include <stddef.h>

#include "model/model.h"
#include "util/buf.h"

struct shelf {
	char dir[200]; /* digests/, cache/ and data/ are in it */
	struct model *model;
};

/* A record: `body` may be NULL for a line of text; "@" in `author` makes no difference. */
struct shelf_record {
	const char *subject, *author, *body;
};

/* cmocka's fixtures: *state is a struct shelf, with an open index of nothing. */
int shelf_set_up(void **state);
int shelf_tear_down(void **state);

/* digests/NAME, with the folders above it. */
char *shelf_path(const struct shelf *shelf, const char *name); /* the caller frees it */
void shelf_write(const struct shelf *shelf, const char *name, const char *text);
void shelf_remove(const struct shelf *shelf, const char *name);

/*
 * The text of a digest of a list with this range and these records (ended by one without a
 * subject); a record whose author is "Skip:" is a mail that is not shown because of the
 * one whose subject line is `body`. The caller frees it.
 */
char *shelf_digest(const char *list, const char *from, const char *to,
	const struct shelf_record *records);

/* Of one record, by Ada Ember; the caller frees it. */
char *shelf_digest_of_one(const char *list, const char *from, const char *to, const char *subject);
/* Such a digest, of list A. */
void shelf_write_one(struct shelf *shelf, const char *name, const char *subject);
char *shelf_index_path(const struct shelf *shelf); /* the caller frees it */
/* An index begun anew with a folder where its shared memory should be, so that there is none. */
void shelf_take_shared_memory(struct shelf *shelf);

/* Opens (again); `scope` below digests/, or NULL. */
void shelf_open(struct shelf *shelf, const char *scope);
/* Import a path below digests/ ("" is all), which must not fail. */
struct import_status shelf_import(struct shelf *shelf, const char *name);

/* What everything, or a query, gives; the caller's reference. */
struct result *shelf_ask(struct shelf *shelf, const char *query);
/*
 * The series as sorted lines: "title | title | RFCv1 v1? v2L": revisions in order, '?' is an absent one,
 * then a letter of its signal: - none, L link, S slug, T title, s similar, k skip, h heading.
 */
void shelf_series(struct shelf *shelf, struct buf *out);
/* The titles in order of the list, a line each. */
void shelf_titles(struct shelf *shelf, const char *query, struct buf *out);
void shelf_expect_titles(struct shelf *shelf, const char *query, const char *expected);

#endif
