/*
 * Two revisions compared: the facts. Slices point into what was compared.
 *
 * What can be compared is what the digests show of both: their covers (or singles), which speak
 * for the whole revision, and their first patches, when these are the same patch. A
 * part is `known` only when both sides tell of it.
 */
#ifndef MODEL_COMPARE_H
#define MODEL_COMPARE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "util/slice.h"

enum compare_side { COMPARE_OLD, COMPARE_NEW, COMPARE_SIDES };

/* What became of a thing from the old side to the new one. */
enum compare_fate { FATE_SAME, FATE_CHANGED, FATE_ADDED, FATE_DROPPED };

struct compare_version {
	unsigned version, minor;
	bool rfc;
};

/* ---- words ---------------------------------------------------------------------------------- */

struct compare_word {
	struct slice text; /* no blank in it */
	unsigned line;     /* of its text, from 0 */
};

/* Words [from, from + n): of the old side where they were dropped, else of the new one. */
struct compare_run {
	enum compare_fate fate; /* never FATE_CHANGED */
	size_t from, n;
};

/*
 * A text by words; how lines are broken makes no difference. What was dropped stands before
 * what was added in its place. Where very much differs the runs are right but may
 * be longer than they had to be, so that the time is bounded by words * COMPARE_COST.
 */
struct compare_text {
	bool known;
	bool changed;
	bool of_patch; /* of the first patch: there is no cover on both sides */
	const struct compare_word *words[COMPARE_SIDES];
	size_t nwords[COMPARE_SIDES];
	const struct compare_run *runs;
	size_t nruns;
};

#define COMPARE_COST 200

/* ---- patches -------------------------------------------------------------------------------- */

struct compare_patch {
	enum compare_fate fate; /* changed: the title is another */
	bool moved;             /* outside the longest common order */
	unsigned likeness;      /* percent, of the titles of one that changed */
	unsigned number[COMPARE_SIDES]; /* of the patch; 0: not there, or not told (see ordered) */
	struct slice title[COMPARE_SIDES];
};

struct compare_patches {
	bool known;
	/*
	 * A shortlog of several authors does not tell the numbers of the patches. Then moved
	 * ones are told within what one author wrote.
	 */
	bool ordered[COMPARE_SIDES];
	/* In order of the new side, dropped ones where they stood. */
	struct compare_patch *rows;
	size_t n;
	unsigned same, renamed, added, dropped; /* together all rows */
	unsigned moved;                         /* of the same and the renamed */
	bool one_shown; /* the patches that are shown of both are one, perhaps renamed */
};

/* Of fewer titles than this many no more are renamed. */
#define COMPARE_RENAMES  1000
#define COMPARE_LIKENESS 50 /* percent that makes a rename */

/* ---- the rest ------------------------------------------------------------------------------- */

struct compare_stat {
	enum compare_fate fate;
	struct slice path; /* whole where one side has it whole */
	unsigned changes[COMPARE_SIDES];
	bool binary[COMPARE_SIDES];
};

struct compare_diffstat {
	bool known;
	bool of_patch;
	struct compare_stat *rows; /* in order of the new side, then the dropped ones */
	size_t n;
	unsigned differ;
	long long net; /* changed lines of the new side less those of the old one */
};

struct compare_trailer {
	enum compare_fate fate; /* added or dropped */
	struct slice key, value;
};

/* One for each person (or value) and kind, Cc: left out. */
struct compare_trailers {
	bool known;
	struct compare_trailer *rows; /* added ones first */
	size_t n;
	unsigned added, dropped;
};

/* A changelog entry of one of the revisions behind the older, up to the newer. */
struct compare_entry {
	struct compare_version version; /* 0: the heading has none */
	struct slice heading;
	struct slice *items; /* without links to other revisions */
	size_t nitems;
	unsigned index, total; /* of the patch that has it; total 0: the cover or a single has */
};

struct compare_changelog {
	struct compare_entry *rows; /* newest first */
	size_t n;
};

struct compare_facts {
	enum compare_side newer; /* COMPARE_OLD when they were given the other way round */
	bool absent[COMPARE_SIDES]; /* no text: then only the changelog is known */
	bool whole[COMPARE_SIDES];  /* its cover or single is shown */
	struct compare_changelog changelog;
	struct compare_patches patches;
	struct compare_diffstat diffstat;
	struct compare_text cover;
	struct compare_trailers trailers;       /* of the cover or single */
	struct compare_trailers patch_trailers; /* of the first patch, besides */
};

#endif
