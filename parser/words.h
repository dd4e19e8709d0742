/*
 * The words by which headings, links and cut titles are recognised, each with
 * what it may do. One table, looked up once for each word.
 */
#ifndef PARSER_WORDS_H
#define PARSER_WORDS_H

#include "util/slice.h"

enum word_class {
	WORD_CHANGE = 1 << 0,   /* is about change: "changes", "history" */
	WORD_SINCE = 1 << 1,    /* the revision behind it is the one before: "since", "from" */
	WORD_IN = 1 << 2,       /* the revision behind it is the one described: "in", "for" */
	WORD_FILL = 1 << 3,     /* may stand in a heading: "main", "patchset" */
	WORD_NUMBER = 1 << 4,   /* the number behind it is a revision: "version" */
	WORD_TRAILING = 1 << 5, /* may stand between a revision and the colon: "are" */
	WORD_BESIDE = 1 << 6,   /* may stand between a revision and its URL: "link", "here" */
	WORD_DANGLING = 1 << 7, /* nothing ends in it: "the" */
	WORD_LOOSE = 1 << 8,    /* little ends in it: "on" */
	WORD_LAST = 1 << 9,     /* means the revision before: "previous" */
	WORD_POST = 1 << 10,    /* a mail or when it was sent: "submission" */
	WORD_NEW = 1 << 11,     /* is about change when "in" comes next: "new" */
	WORD_AGAIN = 1 << 12,   /* the same revision once more: "resend" */
	WORD_CONNECTING = 1 << 13, /* nobody begins an item with it: "and" */
};

/* Those of enum word_class that `word` has; 0 for a word that is not known. Case is ignored. */
unsigned word_class(struct slice word);

/* The word (letters, digits, inner ' and .) that *s begins with and blanks behind it, taken off. */
struct slice word_take(struct slice *s);

#endif
