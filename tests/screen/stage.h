/*
 * Where a scene is played: folders of its own, an environment, and the program on its terminal.
 *
 * The folders of one run of the harness lie below one temporary folder, removed at the end. What
 * "data" names is indexed once; the scenes that use it share the index and nothing else.
 */
#ifndef SCREEN_STAGE_H
#define SCREEN_STAGE_H

#include <stdbool.h>

#include "tests/screen/child.h"

struct saved {
	char *name;
	struct snapshot snapshot;
};

/* What stood somewhere, to be compared with others. */
struct state {
	char *name, *text;
};

struct stage {
	const char *binary;
	char root[64];	  /* the temporary folder of the whole run */
	char *scratch;	  /* that of this scene: $TMP */
	char **data_seen; /* the index of data_seen[i] is root/index-i */
	size_t data_n, data_room;
	int number; /* of the scene */

	struct child child;
	char **env; /* NAME=VALUE, ends with NULL */
	size_t env_n, env_room;
	char *data; /* $DATA, or NULL */
	char *words; /* of the program that was started last */
	bool own;
	int rows, cols;
	char *terminal; /* what the scene has said of it, or NULL */
	int patience; /* of this scene, in milliseconds; 0 for the usual */
	bool fresh;   /* compare with a fresh drawing */
	bool dirty;   /* something changed since that was last done */
	int pressed;  /* keys */
	int signal;   /* that was sent last */
	size_t mark;  /* how much the program had written before the last step that may change it */
	long writes;  /* and in how many calls */
	struct saved *saved;
	size_t saved_n, saved_room;
	struct state *states;
	size_t states_n, states_room;

	struct buf why; /* what is wrong, as "# " lines */
	char *wrapper;	/* stands before the binary of each "run", or NULL */
	char *skip;	/* why it cannot be played here, or NULL */
	char *fails;	/* it has to fail with these words, or NULL */
};

bool stage_init(struct stage *s, const char *binary);
void stage_release(struct stage *s);

/* Before and after a scene. */
void stage_enter(struct stage *s);
void stage_leave(struct stage *s);

void stage_forget_states(struct stage *s);

/* Say what is wrong; always false. */
bool stage_fail(struct stage *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

void stage_setenv(struct stage *s, const char *name, const char *value);
void stage_unsetenv(struct stage *s, const char *name);

/* With $DATA, $TMP, $ROOT and $SHARED put in; the caller frees it. */
char *stage_expand(const struct stage *s, const char *text);

/* Where shared digests are, or NULL. */
const char *stage_shared(void);

/* Index what `path` (taken over) holds, once, and use it from here on as $DATA. */
bool stage_index(struct stage *s, char *path);

/* Run a command line of the shell in the scene's environment; false when it does not return 0. */
bool stage_shell(struct stage *s, const char *command);

/* Start a program; the words are cut at blanks. With `own`, the binary under test goes first. */
bool stage_start(struct stage *s, const char *words, bool own);
/* The same program once more. */
bool stage_restart(struct stage *s);

#endif
