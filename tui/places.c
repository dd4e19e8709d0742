/* `<` and `>`: back to where one was before a filter or a jump, and forward again. */
#include "tui/browser.h"

#include <stdlib.h>
#include <string.h>

#include "util/alloc.h"

struct place {
	char *filter;
	bool off;
	struct list_place list;
	struct hit listed; /* what the detail followed */
	struct hit shown;  /* and what it showed of it; series 0: nothing */
	struct detail_place read; /* how far */
	enum pane_id focus;
	bool ranking; /* the ranking lay over it */
	bool zoom;
};

static void place_release(struct place *place)
{
	free(place->filter);
}

void places_release(struct places *places)
{
	while (places->n)
		place_release(&places->at[--places->n]);
	free(places->at);
}

static struct place here(const struct browser *b)
{
	struct slice filter = buf_slice(&b->asks.text);
	struct place place = {
		.filter = xstrndup(filter.p ? filter.p : "", filter.n),
		.off = b->asks.off,
		.list = list_place(b->panes[PANE_LIST]),
		.listed = b->followed,
		.read = detail_place(b->panes[PANE_DETAIL]),
		.focus = b->focus,
		.ranking = browser_covered_by(b, COVER_RANKING),
		.zoom = b->zoom,
	};

	if (!detail_current(b->panes[PANE_DETAIL], &place.shown))
		place.shown = (struct hit){0};
	return place;
}

/* What lies ahead is dropped from `from` on. */
static void cut(struct places *places, size_t from)
{
	while (places->n > from)
		place_release(&places->at[--places->n]);
}

static void add(struct places *places, struct place place)
{
	if (places->n == PLACES_MAX) {
		place_release(&places->at[0]);
		memmove(places->at, places->at + 1, --places->n * sizeof(*places->at));
	}
	GROW(places->at, places->room, places->n + 1);
	places->at[places->n++] = place;
}

struct place *places_note(const struct browser *b)
{
	struct place *place = xcalloc(1, sizeof(*place));

	*place = here(b);
	return place;
}

void places_forget(struct place *place)
{
	if (place)
		place_release(place);
	free(place);
}

void places_left(struct browser *b, struct place *place)
{
	struct places *places = &b->places;

	cut(places, places->now);
	add(places, *place);
	places->now = places->n;
	free(place);
}

void places_leave(struct browser *b)
{
	places_left(b, places_note(b));
}

static void go(struct browser *b, const struct place *place)
{
	struct view *list = b->panes[PANE_LIST], *detail = b->panes[PANE_DETAIL];
	struct query_error err;

	asks_set(&b->asks, slice_cstr(place->filter), &err);
	if (place->off && b->asks.query)
		asks_toggle(&b->asks);
	browser_filter_changed(b);
	list_go(list, &place->list);
	b->followed = place->listed;
	b->detail_due = -1;
	b->places.going = true;
	detail_show(detail, place->shown.series, place->shown.revision);
	detail_go(detail, &place->read);
	b->zoom = place->zoom;
	browser_focus(b, place->focus);
	if (place->ranking)
		browser_do(b, ACTION_RANKING);
}

void places_back(struct browser *b)
{
	struct places *places = &b->places;
	struct place now;

	if (!places->now) {
		status_say(&b->status, "there is no place before this");
		return;
	}
	now = here(b);
	browser_show_panes(b);
	/* From the newest place on there is nothing ahead yet: this is it. */
	if (places->now == places->n) {
		add(places, now);
		places->now = places->n - 1;
	} else {
		place_release(&places->at[places->now]);
		places->at[places->now] = now;
	}
	go(b, &places->at[--places->now]);
}

void places_forward(struct browser *b)
{
	struct places *places = &b->places;

	if (places->now + 1 >= places->n) {
		status_say(&b->status, "there is no place after this");
		return;
	}
	place_release(&places->at[places->now]);
	places->at[places->now] = here(b);
	browser_show_panes(b);
	go(b, &places->at[++places->now]);
}
