#include "tests/screen/scene.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "util/alloc.h"

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
