/*
 * Rankings written out: `tidings rank`.
 */
#ifndef CLI_RANK_PRINT_H
#define CLI_RANK_PRINT_H

#include <stdbool.h>

#include "cli/cli.h"
#include "model/model.h"

struct rank_print {
	const struct rank_table *table;
	enum rank_by by;
	const char *by_name;
	bool per_digest;
};

void rank_print_text(const struct rank_print *print, struct cli *cli);
void rank_print_csv(const struct rank_print *print, struct cli *cli);
/* One object, on one line. */
void rank_print_json(const struct rank_print *print, struct cli *cli);

/* Gaps, overlaps and what was left out, to cli->err. */
void rank_print_notes(const struct rank_print *print, struct cli *cli);

/* Whether there are columns that only records tell: revisions and lines. */
static inline bool rank_from_records(enum rank_by by)
{
	return by != RANK_BY_PERSON && by != RANK_BY_DOMAIN;
}

/* The file name of a digest, without folders. */
struct slice rank_file_name(const struct rank_table *table, size_t digest);
/* Percent of the sum. */
double rank_share(const struct rank_table *table, unsigned count);

#endif
