/*
 * Series that are chosen, to be acted on together. They stay chosen while the filter changes.
 */
#ifndef TUI_CHOSEN_H
#define TUI_CHOSEN_H

#include "model/model.h"

struct chosen {
	struct hit *hits;
	size_t n, room;
};

void chosen_release(struct chosen *chosen);
bool chosen_has(const struct chosen *chosen, const struct hit *hit);
/* Put it in, or take it out. */
void chosen_toggle(struct chosen *chosen, const struct hit *hit);
/* These and no others. */
void chosen_set(struct chosen *chosen, const struct hit *hits, size_t n);

#endif
