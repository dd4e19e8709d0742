/*
 * Scene files: what is read from them, before anything is done.
 *
 * A file holds one scene or several, a step to a line: a verb and its argument. "name" begins a
 * scene; what stands before the first one is done in each. "for VERB A B" makes several scenes of
 * one, each with "VERB A" or "VERB B" in its place, and named after it. Blank lines and those that begin with
 * '#' are comments. README.md has the verbs.
 */
#ifndef SCREEN_SCENE_H
#define SCREEN_SCENE_H

#include <stdbool.h>
#include <stddef.h>

struct step {
	int line;
	char *verb;
	char *rest; /* "" when there is no argument */
};

struct scene {
	const char *path;
	char *name;
	struct step *steps;
	size_t n, room;
};

struct scenes {
	struct scene *scene;
	size_t n, room;
};

/* Add the scenes of a file; false when it cannot be read or has none. */
bool scenes_read(struct scenes *all, const char *path);
void scenes_release(struct scenes *all);

#endif
