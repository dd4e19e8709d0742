/*
 * What views that show one page have in common: help, comparison, rankings.
 *
 * A view's private state begins with a struct pager_view; the functions below are for its ops.
 */
#ifndef TUI_PAGER_VIEW_H
#define TUI_PAGER_VIEW_H

#include "tui/pager.h"
#include "tui/view.h"

struct pager_view {
	struct view view;
	struct page page;
	struct pager pager;
};

void pager_view_init(
	struct pager_view *view, const struct view_ops *ops, const struct view_env *env);
void pager_view_release(struct pager_view *view);

void pager_view_resize(struct view *view);
void pager_view_draw(struct view *view);
enum action pager_view_action(struct view *view, enum action action);
bool pager_view_click(struct view *view, int row, int col);
void pager_view_search(struct view *view, enum search_step step, const struct search *search);
void pager_view_work(struct view *view);
bool pager_view_cursor(const struct view *view, int *row, int *col);

#endif
