#include "tui/layout.h"

#define NARROW	   100 /* below: no rail of its own */
#define WIDE	   160 /* from here: three columns */
#define LOW	   18  /* below: one pane at a time */
#define BESIDE	   60  /* from here a rail that was opened leaves room for the list */
#define RAIL	   27
#define RAIL_WIDE  30
#define LIST_MIN   9  /* rows: its heading and eight series */
#define DETAIL_COL 80 /* columns that mails are written for, and one beside */
#define LIST_COL   110 /* columns in which the list has all of its own; beyond, both grow */

/* Cut `cols` columns off the left of `rest`, and one more for a bar. */
static struct pane take_left(struct pane *rest, int cols, struct pane *bar)
{
	struct pane left = *rest;

	left.cols = cols;
	*bar = (struct pane){rest->y, rest->x + cols, rest->rows, 1};
	rest->x += cols + 1;
	rest->cols -= cols + 1;
	return left;
}

static struct pane take_top(struct pane *rest, int rows)
{
	struct pane top = *rest;

	top.rows = rows;
	rest->y += rows;
	rest->rows -= rows;
	return top;
}

/* The lines around the panes; what is left is the body. */
static void make_lines(const struct layout_wish *wish, struct layout *out)
{
	struct pane rest = {0, 0, wish->rows, wish->cols};

	if (wish->rows >= 3)
		out->title = take_top(&rest, 1);
	if (wish->rows >= 2)
		out->status = (struct pane){wish->rows - 1, 0, 1, wish->cols};
	if (wish->rows >= 6) {
		out->hints = out->status;
		out->status.y--;
	}
	rest.rows -= out->status.rows + out->hints.rows;
	out->body = rest;
}

static int list_rows(int rows)
{
	int wanted = rows * 3 / 8;

	return wanted > LIST_MIN ? wanted : LIST_MIN;
}

static void make_narrow(const struct layout_wish *wish, struct layout *out)
{
	struct pane rest = out->body;
	struct pane upper = take_top(&rest, list_rows(rest.rows));

	out->panes[PANE_DETAIL] = rest;
	if (wish->focus != PANE_RAIL)
		out->panes[PANE_LIST] = upper;
	else if (upper.cols < BESIDE)
		out->panes[PANE_RAIL] = upper;
	else {
		out->panes[PANE_RAIL] = take_left(&upper, RAIL, &out->bars[0]);
		out->panes[PANE_LIST] = upper;
	}
}

static void make_middle(struct layout *out)
{
	struct pane rest = out->body;
	struct pane upper = take_top(&rest, list_rows(rest.rows));

	out->panes[PANE_DETAIL] = rest;
	out->panes[PANE_RAIL] = take_left(&upper, RAIL, &out->bars[0]);
	out->panes[PANE_LIST] = upper;
}

static void make_wide(struct layout *out)
{
	struct pane rest = out->body;
	int detail = DETAIL_COL;

	out->panes[PANE_RAIL] = take_left(&rest, rest.cols < 190 ? RAIL : RAIL_WIDE, &out->bars[0]);
	if (rest.cols - 1 > DETAIL_COL + LIST_COL)
		detail += (rest.cols - 1 - DETAIL_COL - LIST_COL) / 2;
	out->panes[PANE_LIST] = take_left(&rest, rest.cols - detail - 1, &out->bars[1]);
	out->panes[PANE_DETAIL] = rest;
}

void layout_make(const struct layout_wish *wish, struct layout *out)
{
	*out = (struct layout){0};
	if (wish->rows <= 0 || wish->cols <= 0)
		return;
	make_lines(wish, out);
	if (wish->zoom || wish->rows < LOW)
		out->panes[wish->focus] = out->body;
	else if (wish->cols < NARROW)
		make_narrow(wish, out);
	else if (wish->cols < WIDE)
		make_middle(out);
	else
		make_wide(out);
}

/* How far a pane lies from another on that side of it; below 0: it does not. */
static int distance(const struct pane *of, const struct pane *to, enum side side)
{
	switch (side) {
	case SIDE_LEFT:
		return of->x - (to->x + to->cols);
	case SIDE_DOWN:
		return to->y - (of->y + of->rows);
	case SIDE_UP:
		return of->y - (to->y + to->rows);
	case SIDE_RIGHT:
		return to->x - (of->x + of->cols);
	}
	return -1;
}

enum pane_id layout_beside(const struct layout *layout, enum pane_id pane, enum side side)
{
	/* Where those lie that are not shown. */
	static const enum pane_id hidden[PANES][4] = {
		[PANE_RAIL] = {PANE_RAIL, PANE_DETAIL, PANE_RAIL, PANE_LIST},
		[PANE_LIST] = {PANE_RAIL, PANE_DETAIL, PANE_LIST, PANE_DETAIL},
		[PANE_DETAIL] = {PANE_LIST, PANE_DETAIL, PANE_LIST, PANE_DETAIL},
	};
	const struct pane *panes = layout->panes;
	int i, best = -1;

	/* From the last: of two that are as near the list comes before the rail. */
	for (i = PANES - 1; i >= 0; i--) {
		int far = distance(&panes[pane], &panes[i], side);

		if (i == (int)pane || !pane_shown(&panes[i]) || far < 0)
			continue;
		if (best < 0 || far < distance(&panes[pane], &panes[best], side))
			best = i;
	}
	if (best >= 0)
		return (enum pane_id)best;
	return pane_shown(&panes[hidden[pane][side]]) ? pane : hidden[pane][side];
}
