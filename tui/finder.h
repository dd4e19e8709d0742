/*
 * The search of a pane, over its lines: from where it began, on and back, around the ends.
 *
 * Long runs are done in slices, so that a key is never kept waiting: while
 * finder_work says so, there is more to be done. When a match is found, those there are get
 * counted in the same way, and the status tells "match 3 of 17": lines with a match.
 */
#ifndef TUI_FINDER_H
#define TUI_FINDER_H

#include <stdbool.h>
#include <stddef.h>

#include "model/model.h"
#include "tui/status.h"
#include "tui/view.h"
#include "util/arena.h"

/* The lines that are looked through. */
struct finder_lines {
	size_t (*count)(void *self);
	size_t (*current)(void *self); /* where the next step begins */
	struct slice (*text)(void *self, size_t line, struct arena *a);
	void (*go)(void *self, size_t line); /* have it in view, selected */
	void (*save)(void *self);	     /* remember what is in view */
	void (*back)(void *self);	     /* and go back there */
};

struct finder {
	const struct finder_lines *lines;
	void *self;
	struct status *status;
	const struct search *search; /* borrowed; NULL: nothing is highlighted */
	struct arena scratch;
	size_t at;   /* the line to be looked at next */
	size_t left; /* lines that are still to be looked at; 0: nothing to do */
	size_t from; /* where a try begins */
	bool backward;
	bool stepping; /* a step, which says when it goes around the end */
	bool around;   /* it went around */
	bool hit;      /* it came to a match, in line `found` */
	size_t found;
	/* Lines that match, from the first on; `counted` have been looked at for that. */
	size_t *matching;
	size_t nmatching, matching_room, counted;
	bool counting; /* once it is known how many there are, it is said */
};

void finder_init(
	struct finder *finder, const struct finder_lines *lines, void *self, struct status *status);
void finder_release(struct finder *finder);

void finder_step(struct finder *finder, enum search_step step, const struct search *search);

/* Look on for a moment; true when there is more to be done. */
bool finder_work(struct finder *finder);
/* Whether there is something to be done; and whether what is shown may change by it. */
bool finder_busy(const struct finder *finder);
bool finder_looking(const struct finder *finder);

/* The lines have changed: what was under way is void. */
void finder_stop(struct finder *finder);

#endif
