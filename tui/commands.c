#include "tui/browser.h"

#include "util/alloc.h"

/* A term goes into the filter, or out of it. */
static void toggle_term(struct browser *b, struct slice term)
{
	struct buf text = BUF_INIT;
	struct query_error err;
	bool added;

	query_toggle_term(
		b->asks.off ? (struct slice){0} : buf_slice(&b->asks.text), term, &text, &added);
	if (asks_set(&b->asks, buf_slice(&text), &err)) {
		browser_filter_changed(b);
		status_say(&b->status, "%.*s is %s the filter", SLICE_ARG(term),
			added ? "in" : "out of");
	} else {
		status_error(&b->status, "%.*s cannot be put into the filter", SLICE_ARG(term));
	}
	buf_release(&text);
}

static void only(struct browser *b, enum list_term which)
{
	static const char *const unknown[] = {
		[LIST_AUTHOR] = "no author is known",
		[LIST_SUBSYSTEM] = "its title names no subsystem",
		[LIST_DIGEST] = "it stands in no digest",
	};
	struct buf term = BUF_INIT;

	if (list_term(b->panes[PANE_LIST], which, &term)) {
		places_leave(b);
		toggle_term(b, buf_slice(&term));
	} else {
		status_say(&b->status, "%s", unknown[which]);
	}
	buf_release(&term);
}

static void only_author(struct browser *b)
{
	only(b, LIST_AUTHOR);
}

static void only_subsystem(struct browser *b)
{
	only(b, LIST_SUBSYSTEM);
}

static void only_digest(struct browser *b)
{
	only(b, LIST_DIGEST);
}

static void open_detail(struct browser *b)
{
	browser_focus(b, PANE_DETAIL);
	browser_follow_now(b);
	marking_seen(b);
}

/* The filter without what stands in it as a term. */
static void drop_term(struct browser *b, struct slice term)
{
	struct query_error err;
	struct buf text = BUF_INIT;
	bool added = true;

	if (term.n && !b->asks.off)
		query_toggle_term(buf_slice(&b->asks.text), term, &text, &added);
	if (!added)
		asks_set(&b->asks, buf_slice(&text), &err);
	buf_release(&text);
}

/* Rows that are chosen after others were put in take their place. */
static void toggle_rail(struct browser *b)
{
	struct view *rail = b->panes[PANE_RAIL];
	struct slice last = rail_last(rail);
	struct buf term = BUF_INIT;

	if (rail_term(rail, &term)) {
		places_leave(b);
		if (!slice_eq(last, buf_slice(&term)))
			drop_term(b, last);
		toggle_term(b, buf_slice(&term));
		rail_set_last(rail, buf_slice(&term));
	}
	buf_release(&term);
}

/* What the help has said of the key that closes it is not of use any more. */
static void uncover(struct browser *b)
{
	if (browser_covered_by(b, COVER_HELP))
		status_clear(&b->status);
	browser_uncover(b);
}

/* What the help has selected, where the help was asked for. */
static void run_selected(struct browser *b)
{
	enum action action = help_selected(b->covers[COVER_HELP]);

	uncover(b);
	if (action)
		browser_do(b, action);
}

/* The row of a ranking goes into the filter, and the list shows what it stands for. */
static void filter_ranked(struct browser *b)
{
	struct slice term = ranking_term(b->covers[COVER_RANKING]);

	if (!term.n) {
		status_say(&b->status, "no filter finds what this line says");
		return;
	}
	places_leave(b);
	toggle_term(b, term);
	browser_show_panes(b);
	browser_focus(b, PANE_LIST);
}

static void ranking(struct browser *b)
{
	ranking_show(b->covers[COVER_RANKING]);
	browser_cover(b, COVER_RANKING);
}

static void open_line(struct browser *b)
{
	if (!follow_line(b))
		browser_zoom(b, !b->zoom);
}

static void open_selected(struct browser *b)
{
	if (browser_covered_by(b, COVER_HELP))
		run_selected(b);
	else if (browser_covered_by(b, COVER_RANKING))
		filter_ranked(b);
	else if (b->nopen)
		status_say(&b->status, "there is nothing to open here; q goes back");
	else if (b->focus == PANE_LIST)
		open_detail(b);
	else if (b->focus == PANE_DETAIL)
		open_line(b);
	else
		toggle_rail(b);
}

static void quit(struct browser *b)
{
	b->ended = true;
}

static void ask_quit(struct browser *b)
{
	prompting_ask(b, "quit?", quit);
}

static void back(struct browser *b)
{
	if (b->nopen)
		uncover(b);
	else if (b->zoom)
		browser_zoom(b, false);
	else if (b->focus != PANE_LIST)
		browser_focus(b, PANE_LIST);
	else
		ask_quit(b);
}

static void stop(struct browser *b)
{
	if (b->importing) {
		model_import_cancel(b->model);
		status_say(&b->status, "reading was stopped; what was read stays");
	} else if (asks_waiting(&b->asks)) {
		asks_cancel(&b->asks);
		b->frame_dirty = true;
		status_say(&b->status, "the question was given up");
	} else {
		ask_quit(b);
	}
}

static void turn_focus(struct browser *b, int step)
{
	if (!b->nopen)
		browser_focus(b, (enum pane_id)(((int)b->focus + step + PANES) % PANES));
}

static void pane_next(struct browser *b)
{
	turn_focus(b, 1);
}

static void pane_prev(struct browser *b)
{
	turn_focus(b, -1);
}

static void focus_beside(struct browser *b, enum side side)
{
	if (!b->nopen)
		browser_focus(b, layout_beside(&b->layout, b->focus, side));
}

static void pane_left(struct browser *b)
{
	focus_beside(b, SIDE_LEFT);
}

static void pane_down(struct browser *b)
{
	focus_beside(b, SIDE_DOWN);
}

static void pane_up(struct browser *b)
{
	focus_beside(b, SIDE_UP);
}

static void pane_right(struct browser *b)
{
	focus_beside(b, SIDE_RIGHT);
}

/* Where there is room for one pane alone, what concerns the detail brings it up. */
static struct view *shown_detail(struct browser *b)
{
	if (!pane_shown(&b->panes[PANE_DETAIL]->pane) && !b->nopen)
		browser_focus(b, PANE_DETAIL);
	browser_follow_now(b);
	return b->panes[PANE_DETAIL];
}

static void detail_down(struct browser *b)
{
	detail_scroll(shown_detail(b), 1);
	marking_seen(b);
}

static void detail_up(struct browser *b)
{
	detail_scroll(shown_detail(b), -1);
	marking_seen(b);
}

/* Who goes from one series to another within the detail opens them. */
static void go_in_list(struct browser *b, enum action action)
{
	struct view *list = b->panes[PANE_LIST];

	b->opening = browser_view(b) == b->panes[PANE_DETAIL];
	list->ops->action(list, action);
}

static void series_next(struct browser *b)
{
	go_in_list(b, ACTION_MOVE_DOWN);
}

static void series_prev(struct browser *b)
{
	go_in_list(b, ACTION_MOVE_UP);
}

/* From the list, too, what concerns the detail goes there. */
static void section_next(struct browser *b)
{
	struct view *detail = shown_detail(b);

	detail->ops->action(detail, ACTION_SECTION_NEXT);
}

static void section_prev(struct browser *b)
{
	struct view *detail = shown_detail(b);

	detail->ops->action(detail, ACTION_SECTION_PREV);
}

static void wrap(struct browser *b)
{
	struct view *detail = shown_detail(b);

	detail->ops->action(detail, ACTION_WRAP);
}

static void revision_next(struct browser *b)
{
	detail_step_revision(shown_detail(b), 1);
}

static void revision_prev(struct browser *b)
{
	detail_step_revision(shown_detail(b), -1);
}

static void compare(struct browser *b)
{
	struct hit hit;

	browser_follow_now(b);
	if (!detail_current(b->panes[PANE_DETAIL], &hit))
		status_say(&b->status, "no series is selected");
	else if (compare_show(b->covers[COVER_COMPARE], hit.series, hit.revision))
		browser_cover(b, COVER_COMPARE);
}

static void show_muted(struct browser *b)
{
	b->asks.with_muted = !b->asks.with_muted;
	status_say(&b->status,
		b->asks.with_muted ? "what is muted is shown, too" : "what is muted is hidden");
	asks_again(&b->asks);
}

static void next_unread(struct browser *b)
{
	go_in_list(b, ACTION_NEXT_UNREAD);
}

/* What is highlighted, and what is chosen. */
static void clear(struct browser *b)
{
	search_drop(b);
	b->frame_dirty = true;
	list_choose_none(b->panes[PANE_LIST]);
	rail_choose_none(b->panes[PANE_RAIL]);
}

static void search_next(struct browser *b)
{
	search_step(b, SEARCH_FORWARD);
}

static void search_prev(struct browser *b)
{
	search_step(b, SEARCH_BACKWARD);
}

static void filter_toggle(struct browser *b)
{
	if (!b->asks.query) {
		status_say(&b->status, "there is no filter");
		return;
	}
	places_leave(b);
	asks_toggle(&b->asks);
	browser_filter_changed(b);
}

static void zoom(struct browser *b)
{
	if (!b->nopen)
		browser_zoom(b, !b->zoom);
}

static void help(struct browser *b)
{
	enum context context = browser_view(b)->ops->context;

	if (browser_covered_by(b, COVER_HELP)) {
		uncover(b);
		return;
	}
	search_leave(b, b->covers[COVER_HELP]);
	help_show(b->covers[COVER_HELP], context);
	browser_cover(b, COVER_HELP);
}

static void redraw(struct browser *b)
{
	browser_redraw(b, true);
}

static void go_to(struct browser *b)
{
	command_go_to(b, -1);
}

/* What an action means where the focused view has no meaning of its own for it. */
static void (*const meanings[ACTIONS])(struct browser *b) = {
	[ACTION_DETAIL_DOWN] = detail_down,
	[ACTION_DETAIL_UP] = detail_up,
	[ACTION_SERIES_NEXT] = series_next,
	[ACTION_SERIES_PREV] = series_prev,
	[ACTION_OPEN] = open_selected,
	[ACTION_BACK] = back,
	[ACTION_QUIT] = quit,
	[ACTION_CLEAR] = clear,
	[ACTION_PANE_NEXT] = pane_next,
	[ACTION_PANE_PREV] = pane_prev,
	[ACTION_PANE_LEFT] = pane_left,
	[ACTION_PANE_DOWN] = pane_down,
	[ACTION_PANE_UP] = pane_up,
	[ACTION_PANE_RIGHT] = pane_right,
	[ACTION_SECTION_NEXT] = section_next,
	[ACTION_SECTION_PREV] = section_prev,
	[ACTION_WRAP] = wrap,
	[ACTION_REVISION_PREV] = revision_prev,
	[ACTION_REVISION_NEXT] = revision_next,
	[ACTION_COMPARE] = compare,
	[ACTION_RANKING] = ranking,
	[ACTION_REVISIONS] = revisions_pick,
	[ACTION_LINK] = follow_open,
	[ACTION_LINKS] = follow_pick,
	[ACTION_SORT] = picks_sort,
	[ACTION_SAVED] = picks_saved,
	[ACTION_SAVE] = picks_save,
	[ACTION_DIGESTS] = picks_digests,
	[ACTION_SHOW_MUTED] = show_muted,
	[ACTION_NEXT_UNREAD] = next_unread,
	[ACTION_READ] = marking_read,
	[ACTION_FLAG] = marking_flag,
	[ACTION_NOTE] = marking_note,
	[ACTION_MUTE] = marking_mute,
	[ACTION_CATCH_UP] = marking_catch_up,
	[ACTION_UNDO] = marking_undo,
	[ACTION_PLACE_BACK] = places_back,
	[ACTION_PLACE_FORWARD] = places_forward,
	[ACTION_COPY] = out_copy,
	[ACTION_PIPE] = out_pipe,
	[ACTION_EDIT] = out_edit,
	[ACTION_REPLY] = out_reply,
	[ACTION_SEARCH] = search_prompt,
	[ACTION_SEARCH_NEXT] = search_next,
	[ACTION_SEARCH_PREV] = search_prev,
	[ACTION_FILTER] = filter_prompt,
	[ACTION_FILTER_TOGGLE] = filter_toggle,
	[ACTION_ONLY_AUTHOR] = only_author,
	[ACTION_ONLY_SUBSYSTEM] = only_subsystem,
	[ACTION_ONLY_DIGEST] = only_digest,
	[ACTION_COMMAND] = command_prompt,
	[ACTION_GO_TO] = go_to,
	[ACTION_ZOOM] = zoom,
	[ACTION_RELOAD] = browser_reload,
	[ACTION_HELP] = help,
	[ACTION_REDRAW] = redraw,
	[ACTION_SUSPEND] = browser_suspend,
	[ACTION_STOP] = stop,
};

/* What is scrolled has been looked at. */
static bool is_scrolling(enum action action)
{
	return action >= ACTION_MOVE_DOWN && action <= ACTION_LAST;
}

static void go_section(struct browser *b, enum section section)
{
	struct view *detail = shown_detail(b);

	detail_section(detail, section);
	if (section == SECTION_RELATED)
		follow_related(b);
}

void browser_do(struct browser *b, enum action action)
{
	struct view *view = browser_view(b);
	enum action rest;

	if (view == b->panes[PANE_DETAIL])
		browser_follow_now(b);
	if (view == b->panes[PANE_DETAIL] && action == ACTION_PAGE_DOWN && detail_at_end(view)) {
		next_unread(b);
		return;
	}
	rest = view->ops->action(view, action);
	/* The title counts what is chosen. */
	b->frame_dirty |= action == ACTION_CHOOSE || action == ACTION_CHOOSE_ALL;
	if (rest == ACTION_NONE) {
		if (view == b->panes[PANE_DETAIL] && is_scrolling(action))
			marking_seen(b);
		return;
	}
	if (rest >= ACTION_SECTION_1 && rest <= ACTION_SECTION_8)
		go_section(b, (enum section)(rest - ACTION_SECTION_1));
	else if (meanings[rest])
		meanings[rest](b);
	else
		status_say(&b->status, "'%s' has nothing to do in the %s", action_info(rest)->name,
			view->ops->name);
}
