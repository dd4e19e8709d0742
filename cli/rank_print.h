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
	const char *query; /* "" when there is none */
	bool per_digest;
};

void rank_print_text(const struct rank_print *print, struct cli *cli);
void rank_print_csv(const struct rank_print *print, struct cli *cli);
/* One object, on one line. */
void rank_print_json(const struct rank_print *print, struct cli *cli);

/* What model_rank_notes says, to cli->err. */
void rank_print_notes(const struct rank_print *print, struct cli *cli);

#endif
