/*
 * Digests that came from elsewhere than a file, kept as files of our own: nothing else has them.
 */
#ifndef MODEL_KEPT_H
#define MODEL_KEPT_H

#include <stdbool.h>
#include <stddef.h>

#include "util/arena.h"
#include "util/error.h"
#include "util/slice.h"

/*
 * Write the text, as a whole or not at all, to a file that is named for it, in a folder that is
 * made where it is not there. *path is in the arena.
 */
bool kept_add(const char *folder, struct slice text, struct arena *a, const char **path,
	struct error *err);
/* The paths of all, into the arena; none when there is no such folder. */
size_t kept_list(const char *folder, struct arena *a, const char ***paths);

#endif
