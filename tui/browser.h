/*
 * The driver: what browser.c, keys.c, commands.c and prompts.c share.
 *
 * It holds the views, the focus, the filter and the prompt. Keys become actions in keys.c;
 * what the focused view gives back gets its general meaning in commands.c.
 */
#ifndef TUI_BROWSER_H
#define TUI_BROWSER_H

#include <stdbool.h>
#include <stdint.h>

#include "tui/asks.h"
#include "tui/choices.h"
#include "tui/layout.h"
#include "tui/out.h"
#include "tui/prompt.h"
#include "tui/status.h"
#include "tui/term.h"
#include "tui/tui.h"
#include "tui/views.h"

/* Views that cover the panes when they are open. */
enum cover { COVER_HELP, COVER_COMPARE, COVER_RANKING, COVERS };

struct browser;

/* What a prompt is for: one table in each of the files that open one. */
struct prompt_kind {
	const char *label;
	/* What Enter does, for the hints; NULL: "choose" or "keep". */
	const char *enter;
	/* One of prompting.choices is chosen; what is typed narrows them. */
	bool picks;
	/*
	 * The rows depend on what is typed: puts them there anew, and says by prompting.from where
	 * what they complete begins. NULL: they stay, and are narrowed.
	 */
	void (*offer)(struct browser *b);
	/* The letter that a row begins with chooses it at once, so nothing is typed. */
	bool letters;
	/* What is typed is a query, which Tab completes. */
	bool completes;
	/*
	 * What is typed has changed: sets wrong and error, or closes the prompt. NULL: nothing is
	 * tried while one types.
	 */
	void (*attempt)(struct browser *b);
	/* To the next match (1) or the one before (-1) while one types; NULL: there are none. */
	void (*step)(struct browser *b, int step);
	/* Enter; the prompt stays open unless it is closed by prompting_close. */
	void (*accept)(struct browser *b);
	/* Given up, already closed; NULL: nothing is to be put back. */
	void (*restore)(struct browser *b);
};

/* Where one was, oldest first; `now` is where one is among them, or their number. */
struct places {
	struct place *at;
	size_t n, room, now;
	bool going; /* the result of the place is still asked for */
};

#define PLACES_MAX 100

struct prompting {
	const struct prompt_kind *kind; /* NULL: no prompt is open */
	void (*yes)(struct browser *b);	/* a question is asked: what y does; NULL: none is */
	struct prompt prompt;
	struct history searches, filters, commands, pipes;
	bool recalled;		  /* the histories have what was typed the last times */
	struct choices choices;	  /* shown when there are any; each prompt begins without */
	size_t from, to;	  /* bytes whose place a completion takes */
	bool due;		  /* what is typed was not tried yet */
	bool completed;		  /* one of several rows has completed it, which are still there */
	struct query_error error; /* of what was tried */
	bool wrong;		  /* there is one */
	struct view *searched;	  /* where the search in force was last used */
	struct search *search;	  /* in force, for n and N */
	struct search *trial;	  /* while one is typed */
	struct hit noted;	  /* while a note is typed: of what */
	struct place *left;	  /* while a filter is typed: the place of before */
	struct asks_place filter; /* while a filter is typed: what was before */
	struct list_place list;
	enum pane_id focus;
	enum cover open[COVERS]; /* and which covers were open */
	size_t nopen;
};

struct browser {
	const struct browse_options *options;
	struct terminal *term;
	struct model *model;
	struct view_env env;
	struct status status;
	struct view *panes[PANES];
	struct view *covers[COVERS];
	enum cover open[COVERS]; /* those that are open, the last one on top */
	size_t nopen;
	enum pane_id focus;
	bool zoom;
	struct layout layout;
	struct asks asks;
	struct prompting prompting;
	struct places places;
	struct out out;
	struct buf pending;  /* keys of a sequence that has begun */
	unsigned count;	     /* typed before an action; 0: none was */
	bool count_meant;    /* it is what a key without a digit means: a digit takes its place */
	int64_t related;     /* of which series they were asked last */
	struct buf path;     /* who touches it was asked last */
	struct buf lists;    /* names of the mailing lists in the index */
	unsigned digests;    /* that they are the names of */
	unsigned gaps;	     /* between these: something was not read */
	struct unread unread; /* of the result, as far as it is known */
	struct hit followed; /* what the detail shows, or will */
	int64_t stale;	     /* the revision for which a changed file was last read again */
	int64_t moved;	     /* when the list last moved */
	int64_t detail_due;  /* when the detail follows; -1: it does already */
	bool opening;	     /* what it shows next was asked for from within it, so it is read */
	bool begun;	     /* the folders have been looked through, or are */
	bool importing;
	bool reloading;      /* because the user asked for it, who wants to hear of it */
	int choices_rows;    /* that the choices took when they were last drawn */
	unsigned facets_due; /* bits: the rail does not show the counts of the result */
	bool frame_dirty, bars_dirty, all_dirty;
	bool ended;
	struct error fatal; /* why it ended, if it had to */
};

/* ---- browser.c ---- */

/* The view that keys go to. */
struct view *browser_view(const struct browser *b);
enum context browser_context(const struct browser *b);
void browser_focus(struct browser *b, enum pane_id pane);
void browser_zoom(struct browser *b, bool zoom);
/* Open a cover on top of what is there; close the one on top. */
void browser_cover(struct browser *b, enum cover cover);
void browser_uncover(struct browser *b);
/* Whether the cover on top is this one. */
bool browser_covered_by(const struct browser *b, enum cover cover);
/* Close all covers, so that the panes are to be seen. */
void browser_show_panes(struct browser *b);
/* Open these covers again that were closed so. */
void browser_show_covers(struct browser *b, const enum cover *covers, size_t n);
/* The filter is another one. */
void browser_filter_changed(struct browser *b);
/* Have the detail show what the list stands on: now, or when the list has come to rest. */
void browser_follow(struct browser *b);
/* Have the detail show what the list stands on, if it was to do so in a moment. */
void browser_follow_now(struct browser *b);
/* Everything must be drawn; `anew`: and nothing be trusted that the terminal shows. */
void browser_redraw(struct browser *b, bool anew);
void browser_suspend(struct browser *b);
/* Another program had the terminal. */
void browser_resumed(struct browser *b);

/* ---- browser_draw.c ---- */

/* What the loop calls when there is time to draw; `self` is the browser. */
void browser_draw(void *self);

/* ---- news.c ---- */

/* What the loop calls when the model has something to tell; `self` is the browser. */
void browser_news(void *self);
/* What stands in a list without rows is another sentence now. */
void browser_say_empty(struct browser *b);
/* The result of the filter is another one. */
void browser_result_changed(struct browser *b);
/* Look through the folders; the second when the user asks for it. */
void browser_import(struct browser *b);
void browser_reload(struct browser *b);

/* ---- keys.c ---- */

/* What the loop calls for each key; `self` is the browser. */
void browser_key(void *self, const struct key_event *key);
/* To the row or line of that number, from 1. */
void browser_go(struct browser *b, unsigned row);
/* The context whose keys can follow those of b->pending. */
enum context browser_pending_context(const struct browser *b);

/* ---- mouse.c ---- */

/* A click or a turn of the wheel. */
void mouse_event(struct browser *b, const struct key_event *event);

/* ---- commands.c ---- */

/* Give an action to the focused view, and do what it gives back. */
void browser_do(struct browser *b, enum action action);

/* ---- prompts.c ---- */

void prompting_init(struct prompting *p);
void prompting_release(struct prompting *p);
/* What was typed at a prompt, to be kept for the next time as well. */
void prompting_remember(struct browser *b, struct history *history, struct slice text);
/* Open a prompt with a text in it; the history may be NULL. */
void prompting_open(struct browser *b, const struct prompt_kind *kind, struct history *history,
	struct slice text);
void prompting_close(struct browser *b);
/* Say a question; y or q then does it, any other key does not. */
void prompting_ask(struct browser *b, const char *question, void (*yes)(struct browser *b));
/* Try what is typed, if that is due: once for all the keys that came together. */
void prompting_try(struct browser *b);
/* Text and actions while a prompt is open. */
void prompting_insert(struct browser *b, struct slice text);
void prompting_do(struct browser *b, enum action action);
void prompting_draw(struct browser *b);
/* What the prompt is like, for its hints: bits of enum prompt_trait. */
unsigned prompting_traits(const struct prompting *p);

/* ---- search.c ---- */

void search_prompt(struct browser *b);
/* Search the focused view for a text. False, with *err, when it is no search. */
bool search_for(struct browser *b, struct slice text, struct query_error *err);
/* n and N. */
void search_step(struct browser *b, enum search_step step);
/* Drop what is highlighted. */
void search_drop(struct browser *b);
/* The view begins anew and has dropped what was searched for in it. */
void search_leave(struct browser *b, const struct view *view);

/* ---- marking.c ---- */

/* Put a mark on what is chosen, or take it off where all have it. */
void marking_read(struct browser *b);
void marking_flag(struct browser *b);
void marking_mute(struct browser *b);
void marking_note(struct browser *b);
/* All in view is read. */
void marking_catch_up(struct browser *b);
void marking_undo(struct browser *b);
/* Another process has changed marks. */
void marking_elsewhere(struct browser *b);
/* What the detail shows was opened or scrolled. */
void marking_seen(struct browser *b);

/* ---- command.c ---- */

void command_prompt(struct browser *b);
/* Ask for the number of a row, which begins with this digit; -1: nothing is typed yet. */
void command_go_to(struct browser *b, int digit);

/* ---- options.c ---- */

/*
 * Take what stands behind `set`, `color` or `bind` in force. False when that cannot be; the status
 * says why.
 */
bool options_set(struct browser *b, struct slice text);
bool options_color(struct browser *b, struct slice text);
bool options_bind(struct browser *b, struct slice text);

/* ---- places.c ---- */

/* Before one goes elsewhere by more than a step. */
void places_leave(struct browser *b);
/*
 * The same in two parts, where it is not yet clear whether one goes: one of the last two ends it.
 */
struct place *places_note(const struct browser *b);
void places_left(struct browser *b, struct place *place);
void places_forget(struct place *place); /* NULL is allowed */
void places_back(struct browser *b);
void places_forward(struct browser *b);
void places_release(struct places *places);

/* ---- follow.c ---- */

/* Show a series in the detail, and have the list stand on it where it is in view. */
void follow_series(struct browser *b, const struct hit *hit);
/* Go where the line under the cursor of the detail leads to; false: nowhere. */
bool follow_line(struct browser *b);
/* Whether the detail has the focus and is at rest, and they were not asked for yet. */
bool follow_wants_related(const struct browser *b);
/* Ask for the related series, unless the detail has them; and the answer. */
void follow_related(struct browser *b);
void follow_related_answer(struct browser *b, const struct related *related);
/* Open the link of that line, or else of the revision itself; choose one of all links. */
void follow_open(struct browser *b);
void follow_pick(struct browser *b);

/* ---- touched.c ---- */

/* Ask who touches a path; and the answer, out of which one chooses. */
void touched_ask(struct browser *b, struct slice path);
void touched_answer(struct browser *b, const struct touched *touched);

/* ---- revisions.c ---- */

/* Choose one of the revisions of the series; or say what belongs to it, and what does not. */
void revisions_pick(struct browser *b);

/* ---- picks.c ---- */

extern const char *const browser_orders[SORTS]; /* "newest first" */
/* Choose the order of the list; one of the saved filters; a name to save the filter under. */
void picks_sort(struct browser *b);
void picks_saved(struct browser *b);
void picks_save(struct browser *b);
/* One of the digests, with the gaps between them. */
void picks_digests(struct browser *b);

/* ---- complete.c ---- */

/* Ask what can stand at the cursor; and the answer. */
void complete_ask(struct browser *b);
void complete_answer(struct browser *b, const struct completions *found);
/* Put the selected row into the text. */
void complete_put(struct browser *b);

/* ---- filter.c ---- */

void filter_prompt(struct browser *b);
bool filter_is_typed(const struct browser *b);
/* Another filter, and a place to come back to. False, with *err, when the text is no query. */
bool filter_by(struct browser *b, struct slice text, struct query_error *err);

#endif
