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
#include "tui/layout.h"
#include "tui/prompt.h"
#include "tui/status.h"
#include "tui/term.h"
#include "tui/tui.h"
#include "tui/views.h"

enum mode {
	MODE_VIEWS,
	MODE_SEARCH, /* a prompt is open */
	MODE_FILTER,
	MODE_QUESTION, /* whether to quit */
};

struct prompting {
	enum mode mode;
	struct prompt prompt;
	struct history searches, filters;
	bool due;		  /* what is typed was not tried yet */
	struct query_error error; /* of what was tried */
	bool wrong;		  /* there is one */
	struct view *searched;	  /* where the search in force was last used */
	struct search *search;	  /* in force, for n and N */
	struct search *trial;	  /* while one is typed */
	struct asks_place filter; /* while a filter is typed: what was before */
	struct list_place list;
	enum pane_id focus;
};

struct browser {
	const struct browse_options *options;
	struct terminal *term;
	struct model *model;
	struct view_env env;
	struct status status;
	struct view *panes[PANES];
	struct view *help;
	bool helping;
	enum pane_id focus;
	bool zoom;
	struct layout layout;
	struct asks asks;
	struct prompting prompting;
	struct buf pending;  /* keys of a sequence that has begun */
	struct buf lists;    /* names of the mailing lists in the index */
	unsigned digests;    /* that they are the names of */
	struct hit followed; /* what the detail shows, or will */
	int64_t moved;	     /* when the list last moved */
	int64_t detail_due;  /* when the detail follows; -1: it does already */
	bool begun;	     /* the folders have been looked through, or are */
	bool importing;
	unsigned facets_due; /* bits: the rail does not show the counts of the result */
	bool frame_dirty, all_dirty;
	bool ended;
	struct error fatal; /* why it ended, if it had to */
};

/* ---- browser.c ---- */

/* The view that keys go to. */
struct view *browser_view(const struct browser *b);
enum context browser_context(const struct browser *b);
void browser_focus(struct browser *b, enum pane_id pane);
void browser_zoom(struct browser *b, bool zoom);
void browser_help(struct browser *b, bool helping);
/* The filter, or the result of it, is another one. */
void browser_filter_changed(struct browser *b);
void browser_result_changed(struct browser *b);
/* Have the detail show what the list stands on: now, or when the list has come to rest. */
void browser_follow(struct browser *b);
/* Have the detail show what the list stands on, if it was to do so in a moment. */
void browser_follow_now(struct browser *b);
/* Everything must be drawn; `anew`: and nothing be trusted that the terminal shows. */
void browser_redraw(struct browser *b, bool anew);
void browser_suspend(struct browser *b);
void browser_import(struct browser *b);

/* ---- keys.c ---- */

/* What the loop calls for each key; `self` is the browser. */
void browser_key(void *self, const struct key_event *key);

/* ---- commands.c ---- */

/* Give an action to the focused view, and do what it gives back. */
void browser_do(struct browser *b, enum action action);

/* ---- prompts.c ---- */

void prompting_init(struct prompting *p);
void prompting_release(struct prompting *p);
bool prompting_open(const struct prompting *p); /* a prompt, not a question */
void prompting_search(struct browser *b);
void prompting_filter(struct browser *b);
/* n and N. */
void prompting_step(struct browser *b, enum search_step step);
/* Drop what is highlighted. */
void prompting_clear(struct browser *b);
/* Try what is typed, if that is due: once for all the keys that came together. */
void prompting_try(struct browser *b);
/* Text and actions while a prompt is open. */
void prompting_insert(struct browser *b, struct slice text);
void prompting_do(struct browser *b, enum action action);
void prompting_draw(struct browser *b);

#endif
