/*
 * Files to look at: paths as they were asked for become a sorted list of regular files.
 */
#ifndef MODEL_WALK_H
#define MODEL_WALK_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "util/arena.h"
#include "util/slice.h"

/* What tells whether a file is the one that was read. */
struct file_stamp {
	int64_t dev, ino, size, mtime_ns;
};

struct walk_file {
	const char *path; /* absolute */
	struct file_stamp stamp;
};

struct walk {
	struct arena arena; /* owns what the rest points to */
	struct walk_file *files; /* by path; no file twice, by whatever names */
	size_t n, room;
	const char **roots; /* the paths, absolute, that were there and could be read */
	size_t nroots, roots_room;
	struct walk_missing *missing; /* the paths that are not there */
	size_t nmissing, missing_room;
};

struct walk_missing {
	const char *asked; /* as it was given */
	const char *path;  /* absolute, as far as can be told */
};

void walk_init(struct walk *walk);
void walk_release(struct walk *walk);

/* Called for what could not be read, but for what is missing: "PATH: reason". */
typedef void walk_trouble(void *ctx, struct slice message);

/*
 * Look through files and folders. In folders what is hidden (a name that begins with a dot) and
 * what is neither file nor folder is passed over; symbolic links are followed, no folder
 * is entered twice. Ends early when *cancel becomes true.
 */
void walk_paths(struct walk *walk, const char *const *paths, size_t npaths,
	const atomic_bool *cancel, walk_trouble *trouble, void *ctx);

#endif
