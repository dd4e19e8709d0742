/*
 * The actions: everything a key, a `:` command or the help can ask for.
 *
 * One list makes the enum, the names, the sentences of the help and of the
 * manual. An action stands here only when it does something. A view that does
 * not know an action gives it back, and the driver gives it its general
 * meaning.
 */
#ifndef CONF_ACTION_H
#define CONF_ACTION_H

#include <stdbool.h>

#include "util/slice.h"

/* Where a key is looked up: the context of the focused view, then CONTEXT_ANY (prompts: not). */
enum context {
	CONTEXT_ANY,
	CONTEXT_LIST,
	CONTEXT_RAIL,
	CONTEXT_DETAIL,
	CONTEXT_COMPARE,
	CONTEXT_RANKING,
	CONTEXT_HELP,
	CONTEXT_PROMPT,
	CONTEXTS
};

/* A(identifier, name, where it works (bits), sentence) */
#define IN(c)     (1u << CONTEXT_##c)
#define IN_VIEWS                                                                                   \
	(IN(ANY) | IN(LIST) | IN(RAIL) | IN(DETAIL) | IN(COMPARE) | IN(RANKING) | IN(HELP))
#define IN_FOLDS  (IN(DETAIL) | IN(COMPARE))
#define IN_TEXTS  (IN(DETAIL) | IN(COMPARE) | IN(RANKING))

#define IN_SERIES (IN(LIST) | IN(DETAIL) | IN(COMPARE))

#define ACTION_LIST(A)                                                                             \
	A(MOVE_DOWN, "move-down", IN_VIEWS, "one line down")                                       \
	A(MOVE_UP, "move-up", IN_VIEWS, "one line up")                                             \
	A(HALF_DOWN, "half-page-down", IN_VIEWS, "half a page down")                               \
	A(HALF_UP, "half-page-up", IN_VIEWS, "half a page up")                                     \
	A(PAGE_DOWN, "page-down", IN_VIEWS, "a page down")                                         \
	A(PAGE_UP, "page-up", IN_VIEWS, "a page up")                                               \
	A(SCROLL_DOWN, "scroll-down", IN_VIEWS, "scroll a line down; the cursor stays while it can") \
	A(SCROLL_UP, "scroll-up", IN_VIEWS, "scroll a line up; the cursor stays while it can")     \
	A(WINDOW_TOP, "window-top", IN_VIEWS, "to the first line in view")                         \
	A(WINDOW_MIDDLE, "window-middle", IN_VIEWS, "to the line in the middle of the view")       \
	A(WINDOW_BOTTOM, "window-bottom", IN_VIEWS, "to the last line in view")                    \
	A(FIRST, "first", IN_VIEWS, "to the beginning")                                            \
	A(LAST, "last", IN_VIEWS, "to the end")                                                    \
	A(COUNT, "count", IN_VIEWS, "how often, or to which row, what follows goes: a digit, or 4") \
	A(GO_TO, "go-to", IN_VIEWS, "go to the row or line of a number that is typed")             \
	A(PAN_LEFT, "pan-left", IN_VIEWS, "pan to the left; the tab before in rail and ranking")           \
	A(PAN_RIGHT, "pan-right", IN_VIEWS, "pan to the right; the next tab in rail and ranking")          \
	A(PAN_FIRST, "pan-first", IN_FOLDS, "pan to the first column")                             \
	A(PAN_LAST, "pan-last", IN_FOLDS, "pan to the last column of the lines in view")           \
	A(DETAIL_DOWN, "detail-down", IN(LIST) | IN(RAIL), "scroll the detail a line down")        \
	A(DETAIL_UP, "detail-up", IN(LIST) | IN(RAIL), "scroll the detail a line up")              \
	A(SERIES_NEXT, "series-next", IN(DETAIL), "the next series, from within the detail")       \
	A(SERIES_PREV, "series-previous", IN(DETAIL), "the series before, from within the detail") \
	A(OPEN, "open", IN_VIEWS, "open; in the rail: put the row into the filter or take it out") \
	A(BACK, "back", IN_VIEWS, "back; at the top it asks whether to quit")                      \
	A(QUIT, "quit", IN_VIEWS, "quit")                                                          \
	A(CLEAR, "clear", IN_VIEWS, "drop the highlight")                                          \
	A(PANE_NEXT, "pane-next", IN_VIEWS, "the next pane")                                       \
	A(PANE_PREV, "pane-previous", IN_VIEWS, "the pane before")                                 \
	A(PANE_LEFT, "pane-left", IN_VIEWS, "the pane to the left")                                \
	A(PANE_DOWN, "pane-down", IN_VIEWS, "the pane below")                                      \
	A(PANE_UP, "pane-up", IN_VIEWS, "the pane above")                                          \
	A(PANE_RIGHT, "pane-right", IN_VIEWS, "the pane to the right")                             \
	A(SECTION_1, "section-cover", IN_VIEWS, "the cover letter")                                \
	A(SECTION_2, "section-changelog", IN_VIEWS, "the changelog")                               \
	A(SECTION_3, "section-diffstat", IN_VIEWS, "the diffstat")                                 \
	A(SECTION_4, "section-patches", IN_VIEWS, "the patches")                                   \
	A(SECTION_5, "section-people", IN_VIEWS, "people, by trailers")                            \
	A(SECTION_6, "section-links", IN_VIEWS, "the links")                                       \
	A(SECTION_7, "section-source", IN_VIEWS, "the record as it stands in its file")            \
	A(SECTION_8, "section-related", IN_VIEWS, "related series")                                \
	A(SECTION_NEXT, "section-next", IN(LIST) | IN(DETAIL), "the next section")                 \
	A(SECTION_PREV, "section-previous", IN(LIST) | IN(DETAIL), "the section before")           \
	A(REVISION_PREV, "revision-previous", IN(LIST) | IN(DETAIL), "the revision before")        \
	A(REVISION_NEXT, "revision-next", IN(LIST) | IN(DETAIL), "the next revision")              \
	A(COMPARE, "compare", IN(LIST) | IN(DETAIL), "compare with the revision before")           \
	A(REVISIONS, "revisions", IN(LIST) | IN(DETAIL), "choose a revision, or correct what belongs") \
	A(LINK, "link", IN(LIST) | IN(DETAIL), "open the link under the cursor, or of the revision") \
	A(LINKS, "links", IN(LIST) | IN(DETAIL), "open one of the links, chosen by its number")    \
	A(OLD_PREV, "old-previous", IN(COMPARE), "compare with an older revision")                 \
	A(OLD_NEXT, "old-next", IN(COMPARE), "compare with a newer revision")                      \
	A(NEW_PREV, "new-previous", IN(COMPARE), "an older revision as the new side")              \
	A(NEW_NEXT, "new-next", IN(COMPARE), "a newer revision as the new side")                   \
	A(SWAP, "swap", IN(COMPARE), "swap the two sides")                                         \
	A(UNFOLD, "unfold", IN_FOLDS, "unfold, again for all of the section; what is the same, too") \
	A(FOLD, "fold", IN_FOLDS, "fold, again for all of the section; only what differs")         \
	A(NEXT_UNREAD, "next-unread", IN(LIST) | IN(DETAIL), "the next unread series")             \
	A(CHOOSE, "choose", IN(LIST) | IN(RAIL), "choose a row, to act on several at once")        \
	A(CHOOSE_ALL, "choose-all", IN(LIST) | IN(RAIL), "choose all in view, or none")            \
	A(READ, "read", IN(LIST) | IN(DETAIL), "read, or unread")                                  \
	A(FLAG, "flag", IN(LIST) | IN(DETAIL), "flag, or take the flag off")                       \
	A(NOTE, "note", IN(LIST) | IN(DETAIL), "write a note")                                     \
	A(MUTE, "mute", IN(LIST) | IN(RAIL), "mute a series or a subsystem, or hear it again")     \
	A(CATCH_UP, "catch-up", IN_VIEWS, "mark everything in view as read")                       \
	A(UNDO, "undo", IN_VIEWS, "take back the last change of marks")                            \
	A(COPY, "copy", IN_SERIES, "copy the title, a link, the message-id, ...: asks what")       \
	A(PIPE, "pipe", IN_SERIES, "give the text, links or message-ids to a command: asks what")  \
	A(EDIT, "edit", IN_SERIES, "open the record in the editor")                                \
	A(REPLY, "reply", IN_SERIES, "hand the message-id to the mail reader")                     \
	A(SEARCH, "search", IN_VIEWS, "search in the focused pane while you type; hides nothing")  \
	A(SEARCH_NEXT, "search-next", IN_VIEWS, "the next match")                                  \
	A(SEARCH_PREV, "search-previous", IN_VIEWS, "the match before")                            \
	A(FILTER, "filter", IN_VIEWS, "filter the list by a query while you type")                 \
	A(FILTER_TOGGLE, "filter-toggle", IN_VIEWS, "take the filter off and put it on again")     \
	A(PLACE_BACK, "place-back", IN_VIEWS, "back to where one was before a filter or a jump")   \
	A(PLACE_FORWARD, "place-forward", IN_VIEWS, "forward again")                               \
	A(RANKING, "rank", IN_VIEWS, "who and what ranks first, and by how much")                  \
	A(SAVED, "filter-saved", IN_VIEWS, "choose one of the saved filters")                      \
	A(DIGESTS, "digests", IN_VIEWS, "choose a digest; the gaps between them are shown")        \
	A(SAVE, "filter-save", IN_VIEWS, "save the filter under a name")                           \
	A(SORT, "sort", IN(LIST), "choose the order of the list")                                  \
	A(SHOW_MUTED, "show-muted", IN_VIEWS, "show what is muted, or hide it")                    \
	A(ONLY_AUTHOR, "only-author", IN(LIST) | IN(DETAIL), "only series of this author")         \
	A(ONLY_SUBSYSTEM, "only-subsystem", IN(LIST) | IN(DETAIL), "only series of this subsystem") \
	A(ONLY_DIGEST, "only-digest", IN(LIST) | IN(DETAIL), "only series of this digest")         \
	A(COMMAND, "command", IN_VIEWS, "run a command, chosen by its name")                       \
	A(WRAP, "wrap", IN(LIST) | IN_TEXTS, "wrap long lines, or cut them")                       \
	A(ZOOM, "zoom", IN_VIEWS, "give the focused pane the whole screen, and back")              \
	A(RELOAD, "reload", IN_VIEWS, "look through the folders again")                            \
	A(HELP, "help", IN_VIEWS, "the keys that work here")                                       \
	A(REDRAW, "redraw", IN_VIEWS | IN(PROMPT), "draw the screen anew")                         \
	A(SUSPEND, "suspend", IN_VIEWS | IN(PROMPT), "suspend, back to the shell")                 \
	A(STOP, "stop", IN_VIEWS, "stop what runs; asks whether to quit when nothing does")        \
	A(ACCEPT, "prompt-accept", IN(PROMPT), "keep what was typed")                              \
	A(CANCEL, "prompt-cancel", IN(PROMPT), "give up, what was before comes back")              \
	A(COMPLETE, "prompt-complete", IN(PROMPT), "complete what was typed")                      \
	A(COMPLETE_BACK, "prompt-complete-back", IN(PROMPT), "up among what completes it")         \
	A(MATCH_NEXT, "prompt-match-next", IN(PROMPT), "the next match, in a search")              \
	A(MATCH_PREV, "prompt-match-previous", IN(PROMPT), "the match before, in a search")        \
	A(DELETE_CHAR, "prompt-delete-left", IN(PROMPT), "delete the character to the left")       \
	A(DELETE_NEXT, "prompt-delete-right", IN(PROMPT), "delete the character to the right")     \
	A(DELETE_WORD, "prompt-delete-word", IN(PROMPT), "delete the word to the left")            \
	A(DELETE_WORD_NEXT, "prompt-delete-word-right", IN(PROMPT), "delete the word to the right") \
	A(DELETE_LINE, "prompt-delete-line", IN(PROMPT), "delete everything to the left")          \
	A(DELETE_REST, "prompt-delete-rest", IN(PROMPT), "delete everything to the right")         \
	A(YANK, "prompt-yank", IN(PROMPT), "put in what was deleted last, but for characters")     \
	A(CHAR_LEFT, "prompt-left", IN(PROMPT), "one character to the left")                       \
	A(CHAR_RIGHT, "prompt-right", IN(PROMPT), "one character to the right")                    \
	A(WORD_LEFT, "prompt-word-left", IN(PROMPT), "one word to the left")                       \
	A(WORD_RIGHT, "prompt-word-right", IN(PROMPT), "one word to the right")                    \
	A(LINE_START, "prompt-start", IN(PROMPT), "to the beginning")                              \
	A(LINE_END, "prompt-end", IN(PROMPT), "to the end")                                        \
	A(LIST_UP, "prompt-list-up", IN(PROMPT), "move up in the list meanwhile")                  \
	A(LIST_DOWN, "prompt-list-down", IN(PROMPT), "move down in the list meanwhile")            \
	A(ROW_UP, "prompt-row-up", IN(PROMPT), "a row up, or without rows the entry typed before") \
	A(ROW_DOWN, "prompt-row-down", IN(PROMPT), "a row down, or the entry typed after")         \
	A(HISTORY_PREV, "prompt-history-previous", IN(PROMPT), "the entry typed before")           \
	A(HISTORY_NEXT, "prompt-history-next", IN(PROMPT), "the entry typed after")

enum action {
	ACTION_NONE,
#define A(id, name, where, text) ACTION_##id,
	ACTION_LIST(A)
#undef A
	ACTIONS
};

struct action_info {
	const char *name;
	unsigned contexts; /* 1u << enum context */
	const char *help;  /* one sentence, lower case, no dot */
};

const struct action_info *action_info(enum action action); /* ACTION_NONE is called "none" */
enum action action_by_name(struct slice name);             /* ACTION_NONE when unknown, or "none" */

const char *context_name(enum context context);            /* "any", "list", ... */
bool context_by_name(struct slice name, enum context *out);

#endif
