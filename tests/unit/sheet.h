/*
 * Digests for rankings: written onto a shelf from what their rankings and records say.
 */
#ifndef TESTS_UNIT_SHEET_H
#define TESTS_UNIT_SHEET_H

#include "tests/unit/shelf.h"

/* A digest of LIST with its range; rankings are lines as they are printed. */
struct sheet {
	const char *name, *list, *from, *to, *domains, *persons, *records;
};

#define RULE "----------------------------------------------------------------------"
#define RECORD(subject, author, text) \
	"New: x\n" subject "\nAuthor: " author "\n\n" text "\n\n\n" RULE "\n\n"
#define LINES(n) " a.c | " n " ++\n 1 file changed, " n " insertions(+)"
#define ADA "Ada Ember <ada@ember.example.org>"
#define BO  "Bo Crust <bo@lab.example.com>"

void sheet_write(struct shelf *shelf, const char *name, const struct sheet *s);

/* A set-up: a shelf with January and February of the list GRILL, which follow each other. */
int sheet_two_months(void **state);

#endif
