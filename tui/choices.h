/*
 * Rows to choose from, above a prompt: commands, completions, links.
 *
 * What is typed narrows them: a row stays when each word of the text is somewhere in its label or
 * its help; those whose label is the text come first, then those whose label begins with it, then
 * those whose label has it.
 */
#ifndef TUI_CHOICES_H
#define TUI_CHOICES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tui/layout.h"
#include "tui/scroll.h"
#include "util/arena.h"
#include "util/slice.h"

#define CHOICES_ROWS 10 /* shown at a time where half of the pane is less */

struct choice {
	struct slice label; /* raw, like the others */
	struct slice help;  /* behind it */
	struct slice right; /* the last column: a count, a key */
	struct slice text;  /* what it stands for: of use to whoever offers it */
	int64_t number;	    /* the same */
};

struct choices {
	struct arena arena;
	struct choice *rows; /* all of them */
	size_t n, room;
	size_t *shown; /* numbers of those that are left */
	size_t shown_room;
	struct scroll scroll; /* over `shown` */
	bool none;	      /* no row is selected yet */
	bool strict;	      /* the first is selected only when the text means no other label */
	size_t named;	      /* of `shown`, the first: those whose label the text can mean */
	int label_cols;	      /* the widest label */
	int behind_cols;      /* the widest of what stands behind labels */
	int alone_cols;	      /* the widest label with nothing but the last column behind it */
};

void choices_release(struct choices *choices);
/* No rows; the memory is kept. */
void choices_clear(struct choices *choices);
/* The texts are copied. It is shown from the next narrowing on. */
void choices_add(struct choices *choices, const struct choice *choice);
void choices_narrow(struct choices *choices, struct slice text);
/* To the row below or above; around the ends. */
void choices_move(struct choices *choices, int step);
/* To the first row that begins with these bytes; false when there is none. */
bool choices_find(struct choices *choices, struct slice beginning);
/* The label of a row that is shown. */
struct slice choices_label(const struct choices *choices, size_t i);
/* The selected row; NULL when none is left. */
const struct choice *choices_current(const struct choices *choices);

/* The rows of the pane that it covers, from below; 0: there is nothing to show. */
int choices_height(const struct choices *choices, const struct pane *pane);
/* Over the lowest rows of the pane. */
void choices_draw(struct choices *choices, const struct pane *pane);

#endif
