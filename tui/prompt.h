/*
 * A line editor with history: text in, text out, no terminal in it.
 *
 * The text is UTF-8 as typed; positions stand on character boundaries. Line
 * breaks and tabs of a paste become blanks, other controls are dropped.
 */
#ifndef TUI_PROMPT_H
#define TUI_PROMPT_H

#include <stdbool.h>
#include <stddef.h>

#include "conf/action.h"
#include "util/arena.h"
#include "util/buf.h"
#include "util/text.h"

#define PROMPT_MAX  4096 /* bytes a prompt holds; more is not taken */
#define HISTORY_MAX 200	 /* entries; the oldest goes */

/* What was typed before, oldest first, none twice. */
struct history {
	char **entries;
	size_t n, room;
};

void history_release(struct history *history);
void history_add(struct history *history, struct slice text); /* blank text is not taken */

struct prompt {
	struct buf text;
	size_t at;		 /* of the cursor, bytes */
	struct history *history; /* borrowed; may be NULL */
	size_t entry;		 /* of the history that is shown; n: what was typed */
	struct buf typed;	 /* while a history entry is shown */
	struct buf killed;	 /* what was deleted last, but for characters: goes from prompt to prompt */
	int left;		 /* first column shown; see prompt_look */
};

void prompt_init(struct prompt *p);
void prompt_release(struct prompt *p);

/* Begin with a text, the cursor at its end. */
void prompt_open(struct prompt *p, struct history *history, struct slice text);

/* Insert at the cursor; false when nothing was taken. */
bool prompt_insert(struct prompt *p, struct slice text);

/* Put a text in place of bytes [from, to); the cursor stands behind it. */
void prompt_replace(struct prompt *p, size_t from, size_t to, struct slice text);

enum prompt_change {
	PROMPT_NOT_MINE, /* the action is no editing action */
	PROMPT_SAME,	 /* it changed nothing, or the cursor alone */
	PROMPT_CHANGED,
};
enum prompt_change prompt_action(struct prompt *p, enum action action);

/*
 * What is to be seen in `cols` (> 0) columns, scrolled so that the cursor is among
 * them; *cursor is its column there. `mark` (characters from 0, or -1) is a character of
 * the text; *mark_col gets its column, or -1 when it is not to be seen.
 */
struct vis prompt_look(
	struct prompt *p, struct arena *a, int cols, int *cursor, int mark, int *mark_col);

#endif
