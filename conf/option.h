/*
 * The options: what `set NAME VALUE` can say. One list makes the enum, the names, the bounds, the
 * defaults and the sentences of the manual. An option stands here only when it does
 * something. The values are a struct that is handed to whoever goes by them.
 */
#ifndef CONF_OPTION_H
#define CONF_OPTION_H

#include <stdbool.h>

#include "conf/embedded.h"
#include "conf/lines.h"

enum option_type {
	OPTION_BOOL,   /* yes or no; also on, off, true, false */
	OPTION_NUMBER, /* within bounds */
	OPTION_WORD,   /* one of several */
	OPTION_NAME,   /* a built-in file, or the path of one */
	OPTION_COMMAND, /* words as in util/argv.h; none: what is done without it */
};

/* What is read at the start is not looked at afterwards. */
enum option_when { ANYTIME, AT_START };

/* O(identifier, name, type, least, greatest, words, default, read when, sentence) */
#define OPTION_LIST(O)                                                                             \
	O(THEME, "theme", OPTION_NAME, 0, 0, NULL, "default", ANYTIME,                             \
		"colours and attributes: the name of a theme, or the path of a file")              \
	O(KEYMAP, "keymap", OPTION_NAME, 0, 0, NULL, "default", AT_START,                          \
		"the keys that yours are put over: the name of a keymap, or the path of a file")   \
	O(WRAP, "wrap", OPTION_BOOL, 0, 0, NULL, "yes", ANYTIME,                                   \
		"wrap long lines at first; otherwise they are cut, and can be panned")             \
	O(SORT, "sort", OPTION_WORD, 0, 0, "newest oldest title author lines patches revision tags",    \
		"newest", ANYTIME,                                                         \
		"the order of the list at first, and of what is found by the command search")      \
	O(LINE_GRAPHICS, "line-graphics", OPTION_WORD, 0, 0, "auto ascii utf8", "auto", ANYTIME,   \
		"how lines between panes are drawn; auto goes by the locale")                      \
	O(ESCAPE_TIME, "escape-time", OPTION_NUMBER, 1, 2000, NULL, "50", ANYTIME,                 \
		"for how many ms an escape may still become a key such as an arrow")               \
	O(CURSOR_LINE, "cursor-line", OPTION_BOOL, 0, 0, NULL, "no", ANYTIME,                      \
		"mark the selected row of the list from end to end, which sends more at each step") \
	O(MOUSE, "mouse", OPTION_BOOL, 0, 0, NULL, "yes", ANYTIME,                                 \
		"listen to the mouse; with Shift most terminals still select text")                \
	O(DETAIL_DELAY, "detail-delay", OPTION_NUMBER, 0, 2000, NULL, "80", ANYTIME,               \
		"for how many ms the list must rest before the detail follows it")                           \
	O(COPY_COMMAND, "copy-command", OPTION_COMMAND, 0, 0, NULL, "", ANYTIME,                   \
		"what takes a text that is copied, on its standard input, instead of the terminal") \
	O(REPLY_COMMAND, "reply-command", OPTION_COMMAND, 0, 0, NULL, "", ANYTIME,                 \
		"what is run with a message-id to answer to: behind its words, or where %s stands") \
	O(OPEN_COMMAND, "open-command", OPTION_COMMAND, 0, 0, NULL, "", ANYTIME,                   \
		"what opens a link, instead of $BROWSER or xdg-open")                              \
	O(EDIT_COMMAND, "edit-command", OPTION_COMMAND, 0, 0, NULL, "", ANYTIME,                   \
		"the editor, instead of $VISUAL or $EDITOR; %s is the file, %d the line")

enum conf_option {
#define O(id, name, type, least, greatest, words, fallback, when, text) CONF_##id,
	OPTION_LIST(O)
#undef O
	CONF_OPTIONS
};

/* The words of line-graphics; those of sort are in the order of the model's enum sort. */
enum line_graphics { LINES_AUTO, LINES_ASCII, LINES_UTF8 };

struct option_info {
	const char *name;
	enum option_type type;
	int least, greatest;
	const char *words;    /* divided by a blank */
	const char *fallback; /* the default, as it is written in a file */
	enum option_when when;
	const char *help;     /* a sentence, lower case, no dot */
};

struct option_value {
	int number;        /* of OPTION_BOOL: 0 or 1; of OPTION_WORD: which */
	struct slice text; /* as it was written */
};

struct conf_options {
	struct option_value values[CONF_OPTIONS];
};

const struct option_info *option_info(enum conf_option option);
bool option_by_name(struct slice name, enum conf_option *out);

/* All options have their defaults. */
void options_init(struct conf_options *options);
/* The built-in files of an OPTION_NAME; NULL for others. */
const struct embedded_file *option_files(enum conf_option option);
/* The text must live as long as the value is used. False after it has complained. */
bool option_read(struct lines *lines, enum conf_option option, struct slice text,
	struct option_value *value);

/* The value of a bool, a number or a word. */
static inline int option_number(const struct conf_options *options, enum conf_option option)
{
	return options->values[option].number;
}

/* All that can be said, divided by blanks; empty where it is more than a few words. */
struct slice option_words(enum conf_option option);
/* What may stand for a value: "yes or no", "1 to 2000", "auto, ascii or utf8". */
void option_write_values(enum conf_option option, struct buf *out);

#endif
