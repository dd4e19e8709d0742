/*
 * The filter in force and what the model answered to it.
 *
 * Questions go down with a ticket; while one is out, a changed index makes it go down
 * again after the answer, so that answers come however fast an import goes on.
 */
#ifndef TUI_ASKS_H
#define TUI_ASKS_H

#include <stdbool.h>

#include "model/model.h"
#include "util/buf.h"

struct asks {
	struct model *model; /* NULL until it is open */
	enum sort sort;      /* the order of the list */
	struct buf text;     /* of the filter */
	struct query *query; /* of the text; NULL: everything */
	bool with_muted;     /* what is muted is shown, too */
	bool off;	     /* the filter was taken off */
	bool other;	     /* the result is one of another filter than the last one taken */
	struct result *result;
	ticket series; /* out; 0: none */
	ticket facets[FACETS];
	ticket others[ASK_KINDS]; /* what is neither of these */
	bool stale; /* the index has changed since the question */
	struct error failed; /* why the filter has no result; ERROR_NONE: it has, or will */
};

void asks_init(struct asks *asks);
void asks_release(struct asks *asks);

/* Another filter: asks at once. False, and nothing is changed, when the text is no query. */
bool asks_set(struct asks *asks, struct slice text, struct query_error *err);
/* Take the filter off, or put it on again. */
void asks_toggle(struct asks *asks);
/* The index has changed. */
void asks_again(struct asks *asks);
/* There is no result, and none of before stands for it. */
void asks_drop(struct asks *asks);
/* How many series of the result have what, in one facet. */
void asks_facet(struct asks *asks, enum facet facet);
/* How much of the result is unread, and where. */
void asks_unread(struct asks *asks);
/* Any other question; the answer to one of its kind that is still out is not wanted any more. */
void asks_other(struct asks *asks, const struct ask *ask);
/* True while the list does not yet show what was asked for. */
bool asks_waiting(const struct asks *asks);
void asks_cancel(struct asks *asks);

/* The filter that works now: NULL when there is none or it was taken off. */
const struct query *asks_filter(const struct asks *asks);

/* What was in force, to come back to it. */
struct asks_place {
	struct buf text;
	bool off;
	struct result *result;
};
void asks_save(const struct asks *asks, struct asks_place *place);
void asks_restore(struct asks *asks, struct asks_place *place); /* and releases the place */
void asks_forget(struct asks_place *place);

/*
 * Take an answer that has come. True when it is one to what was asked last: then for
 * ASK_SERIES asks->result is new (unless *err says why there is none), for ASK_FACETS
 * answer->facets is, in `a`; for the others what struct answer says.
 */
bool asks_take(struct asks *asks, struct arena *a, struct answer *answer);

#endif
