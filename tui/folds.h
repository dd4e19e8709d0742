/*
 * `+` and `-` in a page: what they unfold and fold, by where the cursor stands.
 */
#ifndef TUI_FOLDS_H
#define TUI_FOLDS_H

#include <stdbool.h>

#include "tui/pager.h"

/*
 * Open (or close) the fold that the cursor is in; where that is done already, or on the head of a
 * section, all of the section; where there is none, the next one in view.
 */
void folds_turn(struct pager *pager, bool open, struct status *status);
/* Open the fold in whose place the cursor stands; false when it does not stand in one's. */
bool folds_open_here(struct pager *pager);
/* Open or close the fold behind a line, if it has one. */
bool folds_toggle_below(struct pager *pager, size_t line);

#endif
