/*
 * The index opened and asked, for the commands that print what they find.
 */
#ifndef CLI_ASK_H
#define CLI_ASK_H

#include "cli/cli.h"
#include "model/model.h"

/*
 * The index, with what lies at or below the paths (a list that NULL ends; they are looked through
 * first), or with all that is known when there are none. NULL after it has
 * complained. What could not be read is complained about, and passed over, unless
 * no digest is left.
 */
struct model *ask_open(struct cli *cli, char *const *paths);

/* When nothing was found because nothing is there. */
void ask_say_empty(struct model *model, struct cli *cli);

/* A query, to be freed by query_free; NULL after it has complained. */
struct query *ask_parse(const char *text, struct cli *cli);

/*
 * The answer to a query, muted series included, the caller's reference; NULL after it has
 * complained: then *status is what to exit with.
 */
struct result *ask_query(struct model *model, const char *text, enum sort sort, struct cli *cli,
	int *status);

/*
 * The answer to any question, its rows in the arena. False after it has complained: then *status is
 * what to exit with.
 */
bool ask_wait(struct model *model, const struct ask *ask, struct arena *a, struct answer *answer,
	struct cli *cli, int *status);

/* As ask_query of a query that was parsed, with muted series or without. */
struct result *ask_run(struct model *model, const struct query *query, enum sort sort,
	bool with_muted, struct cli *cli, int *status);

/* A line for each hit. False after it has complained. */
bool ask_print_hits(struct model *model, const struct result *result, struct cli *cli);

#endif
