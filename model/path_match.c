#include "model/path_match.h"

#include <fnmatch.h>

#include "util/arena.h"
#include "util/text.h"

bool path_is_glob(struct slice wanted)
{
	size_t i;

	for (i = 0; i < wanted.n; i++) {
		if (wanted.p[i] == '*' || wanted.p[i] == '?' || wanted.p[i] == '[')
			return true;
	}
	return false;
}

static bool fits(struct slice glob, struct slice path)
{
	struct arena arena = ARENA_INIT;
	bool fit = fnmatch(arena_strndup(&arena, glob.p, glob.n),
		arena_strndup(&arena, path.p, path.n), 0) == 0;

	arena_release(&arena);
	return fit;
}

/* `wanted` (without a slash at its end) is the first parts of the path. */
static bool begins(struct slice wanted, struct slice path)
{
	return wanted.n <= path.n && slice_eq(slice_sub(path, 0, wanted.n), wanted) &&
		(wanted.n == path.n || path.p[wanted.n] == '/');
}

bool path_visible_tail(struct slice path, struct slice *tail)
{
	size_t slash = slice_find_byte(path, '/');

	*tail = path;
	if (!slice_starts(path, "..."))
		return false;
	*tail = slice_skip(path, slash == path.n ? 3 : slash + 1);
	return true;
}

/*
 * At least one of the parts of `wanted` is cut off, and what is left of them are the
 * first of the tail; *n bytes of the tail.
 */
static bool runs_into(struct slice wanted, struct slice tail, bool glob, size_t *n)
{
	for (;;) {
		wanted = slice_skip(wanted, slice_find_byte(wanted, '/') + 1);
		if (!wanted.n)
			return false;
		*n = glob ? tail.n : wanted.n;
		if (glob ? fits(wanted, tail) : begins(wanted, tail))
			return true;
	}
}

/* The last part of the path. */
static bool is_name(struct slice wanted, struct slice path, struct match *at)
{
	size_t name = path.n;

	while (name && path.p[name - 1] != '/')
		name--;
	*at = (struct match){.from = name, .to = path.n};
	return slice_eq(wanted, slice_skip(path, name));
}

static enum path_match whole_match(struct slice wanted, struct slice path, bool glob,
	struct match *at)
{
	*at = (struct match){.from = 0, .to = path.n};
	if (glob)
		return fits(wanted, path) ? PATH_YES : PATH_NO;
	at->to = wanted.n;
	if (begins(wanted, path))
		return PATH_YES;
	return is_name(wanted, path, at) ? PATH_YES : PATH_NO;
}

enum path_match path_match(struct slice wanted, struct slice path, struct match *at)
{
	bool glob = path_is_glob(wanted);
	struct slice tail;
	size_t n;

	while (!glob && wanted.n > 1 && wanted.p[wanted.n - 1] == '/')
		wanted.n--;
	/* What begins with * has what was cut off too, and the name of a file is never cut off. */
	if (!path_visible_tail(path, &tail) || (glob && wanted.p[0] == '*') || is_name(wanted, path, at))
		return whole_match(wanted, path, glob, at);
	if (!runs_into(wanted, tail, glob, &n))
		return PATH_NO;
	*at = (struct match){.from = path.n - tail.n, .to = path.n - tail.n + n};
	return PATH_PERHAPS;
}

bool subsystem_match(struct slice wanted, struct slice subsystem, struct match *at)
{
	struct arena arena = ARENA_INIT;
	struct folded folded = text_fold(&arena, subsystem);
	struct slice parts = text_fold(&arena, wanted).s;
	bool match;

	while (parts.n > 1 && parts.p[parts.n - 1] == '/')
		parts.n--;
	match = begins(parts, folded.s);
	*at = (struct match){.from = 0, .to = match ? text_fold_origin(&folded, parts.n) : 0};
	arena_release(&arena);
	return match;
}
