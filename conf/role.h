/*
 * Roles: what a thing on the screen is. One list makes the enums, the names that `color` lines
 * use, and the sentences of the manual; a theme (conf/theme.h) gives each role a look.
 *
 * The roles of a page come first: those the model knows. The others are the browser's own.
 */
#ifndef CONF_ROLE_H
#define CONF_ROLE_H

#include <stdbool.h>

#include "util/slice.h"

/* R(identifier, name, sentence) */
#define ROLE_LIST(R)                                                                               \
	R(TEXT, "text", "text; its colours are those of the whole screen")                         \
	R(TITLE, "title", "the title of a series")                                                 \
	R(PERSON, "person", "names of people")                                                     \
	R(DIM, "dim", "what stands beside: dates, counts, hints")                                  \
	R(RULE, "rule", "the head of a section")                                                   \
	R(HEADING, "heading", "of a changelog entry, of a group in a shortlog")                    \
	R(VERSION, "version", "of a revision")                                                     \
	R(ABSENT, "absent", "what is known, but whose text is not here")                           \
	R(BULLET, "bullet", "before an item")                                                      \
	R(QUOTE, "quote", "a quoted line")                                                         \
	R(TRAILER_KEY, "trailer-key", "such as Reviewed-by")                                       \
	R(PATH, "path", "paths of files")                                                          \
	R(PLUS, "plus", "what was added")                                                          \
	R(MINUS, "minus", "what was taken away")                                                   \
	R(NUMBER, "number", "numbers of patches and links")                                        \
	R(LINK, "link", "links")                                                                   \
	R(LINE_NUMBER, "line-number", "of the source")                                             \
	R(WARNING, "warning", "what is not as it should be")

#define STYLE_LIST(S)                                                                              \
	S(BAR, "bar", "the title line")                                                            \
	S(BAR_NAME, "bar-name", "the program's name in it")                                        \
	S(BAR_FILTER, "bar-filter", "the filter that is in force")                                 \
	S(HEADING, "columns", "the headings of columns")                                           \
	S(MARK, "mark", "the mark of the selected row, in the pane with the focus")                \
	S(MARK_BESIDE, "mark-beside", "the same in the other panes")                               \
	S(TAB, "tab", "tabs of the detail and of the rail")                                        \
	S(TAB_HERE, "tab-here", "the tab where one is")                                            \
	S(LINE, "line", "rules and bars between panes")                                            \
	S(FOUND, "found", "matches of a search")                                                   \
	S(FOUND_HERE, "found-here", "the match where one is")                                      \
	S(FILTERED, "filtered", "matches of the filter")                                           \
	S(HINT, "hint", "the hints in the last line")                                              \
	S(HINT_KEY, "hint-key", "the keys in them")                                                \
	S(PROMPT, "prompt", "a prompt and what is typed")                                          \
	S(PROMPT_WRONG, "prompt-wrong", "where what is typed is wrong")                            \
	S(ERROR, "error", "messages of errors")

/* What a run of text in a page is. */
enum role {
#define R(id, name, text) ROLE_##id,
	ROLE_LIST(R)
#undef R
	ROLES
};

/* All roles; a page's role is a style too. */
enum style {
	STYLE_ROLE = 0, /* STYLE_ROLE + enum role */
	STYLE_LAST_ROLE = ROLES - 1,
#define S(id, name, text) STYLE_##id,
	STYLE_LIST(S)
#undef S
	STYLES
};

static inline enum style style_of(enum role role)
{
	return (enum style)((int)STYLE_ROLE + (int)role);
}

struct role_info {
	const char *name;
	const char *help; /* a sentence, lower case, no dot */
};

const struct role_info *role_info(enum style style);
bool role_by_name(struct slice name, enum style *out);

#endif
