#include "tui/pager_view.h"

static struct pager_view *of(struct view *view)
{
	return (struct pager_view *)view;
}

void pager_view_init(
	struct pager_view *view, const struct view_ops *ops, const struct view_env *env)
{
	view->view = (struct view){.ops = ops, .env = env, .dirty = true};
	page_init(&view->page);
	pager_init(&view->pager, env->status, env->wrap);
	pager_set_page(&view->pager, &view->page);
}

void pager_view_release(struct pager_view *view)
{
	pager_release(&view->pager);
	page_release(&view->page);
}

void pager_view_resize(struct view *view)
{
	pager_resize(&of(view)->pager, &view->pane);
}

void pager_view_draw(struct view *view)
{
	pager_draw(&of(view)->pager, NULL, view->env->search);
}

enum action pager_view_action(struct view *view, enum action action)
{
	if (!pager_action(&of(view)->pager, action, view->env->status))
		return action;
	view->dirty = true;
	return ACTION_NONE;
}

bool pager_view_click(struct view *view, int row, int col)
{
	(void)col;
	view->dirty = true;
	return pager_click(&of(view)->pager, row);
}

void pager_view_search(struct view *view, enum search_step step, const struct search *search)
{
	struct finder *finder = &of(view)->pager.finder;

	finder_step(finder, step, search);
	view->working = finder_busy(finder);
	view->dirty = true;
}

void pager_view_work(struct view *view)
{
	struct finder *finder = &of(view)->pager.finder;

	view->dirty |= finder_looking(finder);
	view->working = finder_work(finder);
}

bool pager_view_cursor(const struct view *view, int *row, int *col)
{
	*row = pager_point_row(&((const struct pager_view *)view)->pager);
	*col = 0;
	return true;
}
