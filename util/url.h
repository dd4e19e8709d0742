/* Addresses that stand in a digest, before another program is given one. */
#ifndef UTIL_URL_H
#define UTIL_URL_H

#include <stdbool.h>

#include "util/buf.h"

/*
 * Adds an http or https address, fit to be an argument of any program: a byte that no address may
 * have, or that a shell would take for more than itself ('$', quotes, ';', ...), is written as %XX.
 * False, and nothing is added, when it is of another kind, names no host, or holds a control or a blank.
 */
bool url_clean(struct slice url, struct buf *out);
/* Adds a part of a path, so written that it stays one part. */
void url_add_part(struct slice part, struct buf *out);

#endif
