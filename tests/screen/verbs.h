/* The verbs of the scene language. */
#ifndef SCREEN_VERBS_H
#define SCREEN_VERBS_H

#include "tests/screen/scene.h"
#include "tests/screen/stage.h"

/* Do one step; false when it failed, with the reason in s->why. */
bool step_play(struct stage *s, const struct step *step);

/* What is left to do when all steps are done: the last comparison with a fresh drawing. */
bool stage_finish(struct stage *s);

/* Rows of the tables in verbs_*.c; each ends with an empty one. */
struct verb {
	const char *name;
	bool (*play)(struct stage *s, char *rest);
	enum { ANYTIME, RUNNING, CHANGES } when; /* CHANGES: it may change the screen */
};

extern const struct verb setting_verbs[], input_verbs[], look_verbs[], state_verbs[];

/* Compare the screen with a fresh drawing of it, if anything changed since the last time. */
bool fresh_check(struct stage *s);

/* Wait until the program is at rest, or has ended. */
bool stage_rest(struct stage *s);

/*
 * One group of keys goes out in one piece, as from somebody who types fast. Only behind an escape
 * the program may wait to see what follows, since the two together could be another key.
 */
bool press_group(struct stage *s, const char *keys);

/* monkey.c: COUNT SEED [EVERY]. */
bool play_monkey(struct stage *s, char *rest);

#endif
