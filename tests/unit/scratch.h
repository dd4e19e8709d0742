/*
 * For tests of the model: a folder of small digests of our own, imported into an index that lies
 * beside them, and asked through model.h as the faces do it.
 */
#ifndef TESTS_UNIT_SCRATCH_H
#define TESTS_UNIT_SCRATCH_H

#include "model/model.h"

struct scratch {
	char dir[256]; /* digests/, cache/ and data/ are in it */
	struct model *model;
};

/* cmocka's fixtures: *state is a struct scratch. */
int scratch_set_up(void **state);
int scratch_tear_down(void **state);

/* The text of a digest: `name` as in digests/grill/2025-11-10.txt. */
const char *scratch_text(const char *name);
void scratch_write(const struct scratch *s, const char *name, const char *text);
void scratch_remove(const struct scratch *s, const char *name);
void scratch_import(struct scratch *s);
/* Opens the index, closing what was open; with `scope` only what is below that path. */
void scratch_open(struct scratch *s, const char *scope);

/* Muted series too. The caller's reference; fails the test when there is no answer. */
struct result *scratch_ask(struct scratch *s, const char *query, enum sort sort);

#endif
