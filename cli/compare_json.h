/*
 * A comparison as one JSON object, whose members doc/tidings.1 lists.
 */
#ifndef CLI_COMPARE_JSON_H
#define CLI_COMPARE_JSON_H

#include <stdio.h>

#include "model/model.h"

/* `rows` are the two revisions that the facts are of. On one line. */
void compare_json(const struct compare_facts *facts, const struct series_row rows[COMPARE_SIDES],
	FILE *out);

#endif
