#include "tui/folds.h"

/* Turn all folds that begin in lines [from, to); whether one was turned. */
static bool turn_lines(struct pager *pager, size_t from, size_t to, bool open)
{
	bool turned = false;
	size_t i;

	for (i = 0; i < pager->page->nfolds; i++) {
		size_t first = pager->page->folds[i].first;

		if (first >= from && first < to)
			turned |= pager_fold(pager, i, open);
	}
	return turned;
}

/* The next row in view, from the cursor on, with a fold that can be turned. */
static bool turn_in_view(struct pager *pager, bool open)
{
	size_t row = pager->scroll.cursor;
	size_t end = pager->scroll.top + (size_t)pager->scroll.rows;

	for (; row < end && pager->nhead + row < pager->nrows; row++) {
		size_t line = pager->rows[pager->nhead + row].line;
		size_t fold = page_fold_of(pager->page, line);

		if (fold < pager->page->nfolds && pager_fold(pager, fold, open))
			return true;
	}
	return false;
}

void folds_turn(struct pager *pager, bool open, struct status *status)
{
	size_t point = pager_point(pager), fold, from, to;

	if (!pager->page || !pager->page->nfolds) {
		status_say(status, "there is nothing to fold here");
		return;
	}
	fold = page_fold_of(pager->page, point);
	page_section_around(pager->page, point, &from, &to);
	if (fold < pager->page->nfolds && pager_fold(pager, fold, open))
		return;
	if ((fold < pager->page->nfolds || point == from) && turn_lines(pager, from, to, open))
		return;
	if (!turn_in_view(pager, open))
		status_say(status, open ? "nothing is folded here" : "nothing is unfolded here");
}

bool folds_open_here(struct pager *pager)
{
	size_t fold = pager_told(pager, pager->scroll.cursor);

	return pager->page && fold < pager->page->nfolds && pager_fold(pager, fold, true);
}

bool folds_toggle_below(struct pager *pager, size_t line)
{
	size_t fold = page_fold_of(pager->page, line + 1);

	if (fold == pager->page->nfolds || pager->page->folds[fold].first != line + 1)
		return false;
	return pager_fold(pager, fold, !pager->open[fold]);
}
