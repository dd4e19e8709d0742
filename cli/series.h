/*
 * SERIES[@vN] and versions on a command line.
 */
#ifndef CLI_SERIES_H
#define CLI_SERIES_H

#include "cli/cli.h"
#include "model/model.h"

/* "v3", "3", "V5.1", "rfc1", "RFCv2", "RFC v2", and "RFC" for its v1; false: something else. */
bool series_version(const char *text, struct compare_version *out);

/* Whether "@vN" stands at the end. */
bool series_has_version(const char *what);

/*
 * The revision that is meant: with @vN the one of that version, else the newest with a text, of
 * a query the one it finds. CLI_DONE, or what to exit with after it has complained or,
 * when a query has several hits, listed them. `what` is changed.
 */
int series_resolve(struct model *model, char *what, struct hit *hit, struct cli *cli);

/*
 * The one series: the id that search prints, a name of model_resolve, or a query with one hit; then
 * hit->revision is the one named or the newest matching one, for an id or a slug 0. Else it has complained or listed the hits, and the
 * exit status is not CLI_DONE.
 */
int series_find(struct model *model, const char *what, struct cli *cli, struct hit *hit);

/*
 * The revision of a version, or, for NULL, the newest with a text; "v2" also means RFC v2 where
 * there is no other. 0 after it has complained that there is none.
 */
int64_t series_revision(struct model *model, int64_t series,
	const struct compare_version *version, const char *what, struct cli *cli);

#define SERIES_COLUMNS 80 /* that pages are made for; lines that are longer stay whole */

/* Lines [from, to) of a page. */
void series_print(const struct page *page, size_t from, size_t to, struct cli *cli);

#endif
