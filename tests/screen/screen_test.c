/*
 * Play scenes: run a program on a pty, press keys, and look at the cells of its screen.
 *
 *     screen_test [-v] BINARY SCENE…
 *
 * README.md describes the scenes. The output is TAP.
 */
#include <stdio.h>
#include <string.h>

#include "tests/screen/scene.h"
#include "tests/screen/stage.h"
#include "tests/screen/verbs.h"

static bool play(struct stage *s, const struct scene *scene, bool verbose)
{
	for (size_t i = 0; i < scene->n && !s->skip; i++) {
		const struct step *step = &scene->steps[i];

		if (verbose)
			printf("# %s:%d: %s %s\n", scene->path, step->line, step->verb, step->rest);
		if (step_play(s, step))
			continue;
		stage_fail(s, "%s:%d: %s", scene->path, step->line, step->verb);
		return false;
	}
	return stage_finish(s);
}

/* A scene that has to fail and does has passed. */
static bool judge(struct stage *s, bool passed)
{
	if (s->skip || !s->fails)
		return s->skip || passed;
	if (passed)
		return stage_fail(s, "it should have failed with: %s", s->fails);
	return strstr(s->why.p, s->fails) != NULL;
}

static bool report(struct stage *s, const struct scene *scene, bool passed, int number)
{
	bool good = judge(s, passed);

	printf("%s %d - %s", good ? "ok" : "not ok", number, scene->name);
	printf(s->skip ? " # SKIP %s\n" : "\n", s->skip);
	if (!good && s->child.pid)
		term_dump(&s->child.term, &s->why);
	if (!good)
		fwrite(s->why.p, 1, s->why.n, stdout);
	fflush(stdout);
	return good;
}

static int play_all(struct stage *s, const struct scenes *all, bool verbose)
{
	int failed = 0;

	printf("1..%zu\n", all->n);
	fflush(stdout);
	for (size_t i = 0; i < all->n; i++) {
		bool passed;

		stage_enter(s);
		passed = play(s, &all->scene[i], verbose);
		failed += !report(s, &all->scene[i], passed, (int)i + 1);
		stage_leave(s);
	}
	return failed;
}

int main(int argc, char **argv)
{
	bool verbose = argc > 1 && strcmp(argv[1], "-v") == 0;
	struct scenes all = {.scene = NULL};
	struct stage stage;
	int failed;

	argv += verbose;
	argc -= verbose;
	if (argc < 3) {
		fprintf(stderr, "usage: screen_test [-v] BINARY SCENE...\n");
		return 2;
	}
	for (int i = 2; i < argc; i++)
		if (!scenes_read(&all, argv[i])) {
			printf("Bail out! no scenes in %s\n", argv[i]);
			return 2;
		}
	if (!stage_init(&stage, argv[1])) {
		printf("Bail out! no temporary folder\n");
		return 2;
	}
	failed = play_all(&stage, &all, verbose);
	stage_release(&stage);
	scenes_release(&all);
	return failed ? 1 : 0;
}
