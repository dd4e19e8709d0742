/*
 * A facet in the rail: its rows, where one is among them, and which are chosen.
 */
#ifndef TUI_GROUP_H
#define TUI_GROUP_H

#include <stdbool.h>
#include <stddef.h>

#include "model/model.h"
#include "tui/scroll.h"
#include "util/arena.h"
#include "util/buf.h"

struct group {
	struct arena arena;
	struct facets facets;
	struct scroll scroll;
	struct buf *chosen; /* terms of rows; they may be out of view for a while */
	size_t nchosen, chosen_room;
	struct buf last; /* what chosen rows were put into the filter as */
	bool anew;	 /* the next rows are those of another filter */
	bool returns;	 /* the cursor goes back to the first of them with the next rows */
};

/* One without rows; released, it must be initialised anew. */
void group_init(struct group *group);
void group_release(struct group *group);

/* The row of the cursor; NULL when there is none. */
const struct facet_row *group_current(const struct group *group);

bool group_is_chosen(const struct group *group, const struct facet_row *row);
/* Choose the current row, or leave it out again; false when there is nothing to choose. */
bool group_choose(struct group *group);
/* All that have something in the view: what the others have is not to be seen in it. */
void group_choose_all(struct group *group);
void group_choose_none(struct group *group);

/* A term for the chosen rows, any of which will do, or else for the current one. */
bool group_term(const struct group *group, struct buf *out);
/* Of a tree: the labels of the rows above a row, which there must be, and its own. */
void group_path(const struct group *group, size_t row, struct buf *out);

#endif
