/*
 * What a query found, and the formats it is printed in.
 */
#ifndef CLI_FOUND_H
#define CLI_FOUND_H

#include "cli/cli.h"
#include "model/model.h"

/* A series as it is told to programs: the revision that was found, and all that are known. */
struct found {
	struct series_row row;
	struct slice *tags;
	size_t ntags;
	struct revision_row *revisions; /* oldest first */
	size_t nrevisions;
	struct marks_row marks;         /* nothing, where there are no marks */
};

/* The place among its revisions of the one that was found; nrevisions when it has vanished. */
size_t found_place(const struct found *found);
/* The URL of the revision that was found, if one is known, else empty. */
struct slice found_url(const struct found *found);

/* Hits to print: the first n of them. */
struct listing {
	struct model *model;
	const char *query; /* as it was typed */
	const struct hit *hits;
	size_t n;
	unsigned digests;  /* that were asked */
};

struct format {
	const char *name;
	bool (*print)(const struct listing *listing, struct cli *cli); /* false: it has complained */
};
/* A NULL name behind the last; the first is what stands where none is asked for. */
extern const struct format formats[];

bool format_text(const struct listing *listing, struct cli *cli);
/* An array with an object for each series, each on a line of its own. */
bool format_json(const struct listing *listing, struct cli *cli);
/* A line with the names of the columns, then one for each series; RFC 4180, ending in LF. */
bool format_csv(const struct listing *listing, struct cli *cli);
/* A report to be mailed: Markdown that reads well as plain text. */
bool format_markdown(const struct listing *listing, struct cli *cli);

/*
 * For each hit `print` with what it knows, `i` counting from 0. Ends early when the output
 * has failed. False after it has complained.
 */
bool found_each(const struct listing *listing, struct cli *cli,
	void (*print)(void *ctx, const struct found *found, size_t i), void *ctx);

#endif
