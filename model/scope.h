/*
 * Which files are shown: those at or below some paths, or all.
 */
#ifndef MODEL_SCOPE_H
#define MODEL_SCOPE_H

#include <stdbool.h>
#include <stddef.h>

#include "util/slice.h"

struct scope {
	char **paths; /* absolute, without a slash at the end */
	size_t n;     /* 0: everything */
};

/* Relative paths count from the working directory; links are resolved where that can be done. */
void scope_init(struct scope *scope, const char *const *paths, size_t n);
void scope_release(struct scope *scope);
bool scope_has(const struct scope *scope, struct slice path);

#endif
