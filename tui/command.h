/* What can be typed at `:` besides the names of actions: words with something behind them. */
#ifndef TUI_COMMAND_H
#define TUI_COMMAND_H

#include "tui/browser.h"

struct command_word {
	const char *name;
	const char *help; /* unless it is an action, too */
	unsigned words;	  /* how many words, each chosen from rows, make it whole; 0: it is text */
	/*
	 * Puts in the rows that can stand behind the first `n` words, `before`. NULL: there are
	 * none.
	 */
	void (*offer)(struct browser *b, unsigned n, struct slice before);
	/* False: it was not done, and the status says why. The text is that of the prompt. */
	bool (*run)(struct browser *b, struct slice text);
};

/* Ends with one without a name. */
extern const struct command_word command_words[];

#endif
