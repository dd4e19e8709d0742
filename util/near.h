/* "Did you mean": of several names the one that is nearest to a word that is none of them. */
#ifndef UTIL_NEAR_H
#define UTIL_NEAR_H

#include "util/slice.h"

struct near {
	struct slice word;
	const char *name; /* the nearest so far; NULL at first */
	unsigned far;     /* letters to put in, take out or change */
};

#define NEAR_INIT(w) {.word = (w)}

/* The name must live as long as the answer is used. Of equally near ones the first stays. */
void near_offer(struct near *near, const char *name);
/* NULL when none is so near that it may have been meant. */
const char *near_best(const struct near *near);

#endif
