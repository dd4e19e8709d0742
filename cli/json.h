/*
 * Digests, series, revisions and marks as JSON, each on one line. The members of an object
 * stand in a fixed order, and text is ASCII alone.
 */
#ifndef CLI_JSON_H
#define CLI_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "cli/found.h"
#include "model/model.h"

/* False when the bytes are not a digest; nothing is written then. `name` becomes "file". */
bool json_digest(const char *name, const char *p, size_t n, FILE *out);

/*
 * {"keys": {"msgid": ["a@b"], …}, "fields": {"flag": {"value": "1", "changed": 1763712000000}, …}},
 * a value being null when it was taken back.
 */
void json_mark(const struct mark_record *record, FILE *out);
/*
 * The same read, into the arena. What this version does not know is left out. False and a
 * sentence without the place when the line is something else.
 */
bool json_mark_parse(struct slice line, struct arena *a, struct mark_record *record,
	struct error *err);

/* Without a line break; what is not known is null. */
void json_found(const struct found *found, FILE *out);
/* `ties` is an array, as JSON, of what decide.h calls so. */
void json_revision(const struct revision_row *row, const char *ties, FILE *out);
void json_text(struct slice text, FILE *out);

#endif
