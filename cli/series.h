/*
 * SERIES[@vN] on a command line: the id that search prints, or a query with one hit.
 */
#ifndef CLI_SERIES_H
#define CLI_SERIES_H

#include "cli/cli.h"
#include "model/model.h"

/*
 * The revision that is meant: with @vN the newest posted as that version, else the newest with a
 * text, of a query the one it finds. CLI_DONE, or what to exit with after it has complained or,
 * when a query has several hits, listed them. `what` is changed.
 */
int series_resolve(struct model *model, char *what, struct hit *hit, struct cli *cli);

#endif
