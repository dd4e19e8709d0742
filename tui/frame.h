/*
 * What stands around the panes: the title line, the status or prompt line, the key hints.
 */
#ifndef TUI_FRAME_H
#define TUI_FRAME_H

#include <stdbool.h>

#include "conf/keymap.h"
#include "model/model.h"
#include "tui/layout.h"
#include "tui/prompt.h"
#include "tui/status.h"

struct title {
	struct slice lists; /* names, raw */
	bool known;	    /* the counts are */
	unsigned digests, gaps, series; /* gaps between the digests */
	unsigned unread;     /* of the series */
	struct slice filter; /* in force; absent: none */
	bool off;	     /* there is one, but it was taken off */
	size_t hits;	     /* of the filter */
	size_t unread_hits;  /* of them those that are unread */
	unsigned perhaps;    /* of them those that match only perhaps */
	unsigned muted;	     /* series that are left out for it */
	bool with_muted;     /* they are not left out */
	size_t chosen;	     /* series that are chosen, in view or not */
	const char *order;
	const char *progress; /* "reading 12 of 23", or "" */
};

/* In little room what is not the filter, the hits or the progress gives way. */
void frame_title(const struct pane *pane, const struct title *title);

void frame_status(const struct pane *pane, const struct status *status);

struct prompt_line {
	const char *label;
	struct prompt *prompt;
	int wrong;	     /* character with an error, from 0; -1: none */
	const char *message; /* behind the text: what is wrong, or what was found */
	bool error;	     /* the message is one */
};
/* Also has the cursor stand in it. */
void frame_prompt(const struct pane *pane, const struct prompt_line *line);

/* Keys and what they do here, as many as there is room for; from a table for each context. */
void frame_hints(const struct pane *pane, const struct keymap *keymap, enum context context);

/* What a prompt has that keys are for. */
enum prompt_trait {
	PROMPT_ROWS = 1u << 0, /* to choose from; without, what moves in them moves in the list */
	PROMPT_COMPLETES = 1u << 1,
	PROMPT_HISTORY = 1u << 2,
	PROMPT_MATCHES = 1u << 3,
	PROMPT_RESTORES = 1u << 4, /* what was before */
};

/* The same of a prompt with these traits (bits); `enter` is what Enter does there. */
void frame_prompt_hints(const struct pane *pane, const struct keymap *keymap, const char *enter,
	unsigned traits);

/* The same of keys that can follow those that were pressed, the beginning of a sequence. */
void frame_following(const struct pane *pane, const struct keymap *keymap, enum context context,
	struct slice keys);

#endif
