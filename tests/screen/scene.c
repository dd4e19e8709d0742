#include "tests/screen/scene.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "util/alloc.h"
#include "util/buf.h"

static void scene_add(struct scene *scene, int line, const char *verb, const char *rest)
{
	GROW(scene->steps, scene->room, scene->n + 1);
	scene->steps[scene->n++] =
		(struct step){.line = line, .verb = xstrdup(verb), .rest = xstrdup(rest)};
}

static void scene_release(struct scene *scene)
{
	for (size_t i = 0; i < scene->n; i++) {
		free(scene->steps[i].verb);
		free(scene->steps[i].rest);
	}
	free(scene->steps);
	free(scene->name);
}

static struct scene *begin(
	struct scenes *all, const struct scene *header, const char *path, const char *name)
{
	struct scene *scene;

	GROW(all->scene, all->room, all->n + 1);
	scene = &all->scene[all->n++];
	*scene = (struct scene){.path = path, .name = xstrdup(name)};
	for (size_t i = 0; i < header->n; i++)
		scene_add(
			scene, header->steps[i].line, header->steps[i].verb, header->steps[i].rest);
	return scene;
}

/* ---- scenes that are played several times ---------------------------------------------------- */

static size_t find_for(const struct scene *scene)
{
	size_t i;

	for (i = 0; i < scene->n && strcmp(scene->steps[i].verb, "for") != 0; i++)
		;
	return i;
}

/* The same scene with "VERB VALUE" in the place of step `at`. */
static void add_variant(
	struct scenes *all, const struct scene *of, size_t at, const char *verb, const char *value)
{
	struct scene *scene;
	struct buf name;

	buf_init(&name);
	buf_addf(&name, "%s, %s", of->name, value);
	GROW(all->scene, all->room, all->n + 1);
	scene = &all->scene[all->n++];
	*scene = (struct scene){.path = of->path, .name = buf_detach(&name)};
	for (size_t i = 0; i < of->n; i++)
		scene_add(scene, of->steps[i].line, i == at ? verb : of->steps[i].verb,
			i == at ? value : of->steps[i].rest);
}

/*
 * Once for each value of "for VERB VALUE…"; a scene with several is played for all they have in
 * common, since what comes of one goes through here again. Takes the scene over.
 */
static void add_variants(struct scenes *all, struct scene scene, size_t at)
{
	char *save = NULL, *verb = strtok_r(scene.steps[at].rest, " \t", &save), *value;

	while (verb && (value = strtok_r(NULL, " \t", &save)))
		add_variant(all, &scene, at, verb, value);
	scene_release(&scene);
}

/* Put what is to be played several times at the end, as often; the others keep their order. */
static void expand(struct scenes *all, size_t from)
{
	while (from < all->n) {
		size_t at = find_for(&all->scene[from]);
		struct scene scene = all->scene[from];

		if (at == scene.n) {
			from++;
			continue;
		}
		memmove(&all->scene[from], &all->scene[from + 1],
			(--all->n - from) * sizeof(*all->scene));
		add_variants(all, scene, at);
	}
}

/* ---- reading --------------------------------------------------------------------------------- */

/* Cut a line at its first blanks; what follows them keeps its own. */
static char *split(char *line)
{
	char *rest = line + strcspn(line, " \t");

	if (*rest) {
		*rest++ = '\0';
		rest += strspn(rest, " \t");
	}
	return rest;
}

bool scenes_read(struct scenes *all, const char *path)
{
	struct scene header = {.path = path}, *now = NULL;
	FILE *f = fopen(path, "re");
	size_t room = 0, before = all->n;
	char *line = NULL;

	if (!f)
		return false;
	for (int number = 1; getline(&line, &room, f) >= 0; number++) {
		char *verb = line, *rest;

		line[strcspn(line, "\n")] = '\0';
		verb += strspn(verb, " \t");
		if (!*verb || *verb == '#')
			continue;
		rest = split(verb);
		if (strcmp(verb, "name") == 0)
			now = begin(all, &header, path, rest);
		else
			scene_add(now ? now : &header, number, verb, rest);
	}
	scene_release(&header);
	expand(all, before);
	free(line);
	fclose(f);
	return all->n > before;
}

void scenes_release(struct scenes *all)
{
	for (size_t i = 0; i < all->n; i++)
		scene_release(&all->scene[i]);
	free(all->scene);
}
