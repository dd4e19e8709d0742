/*
 * A program on a pty whose screen is a struct term.
 *
 * All waiting has a deadline and ends as soon as what is waited for is there. After `child_wait`
 * answered true the program is at rest: it has read all keys, all it has written is on the screen.
 */
#ifndef SCREEN_CHILD_H
#define SCREEN_CHILD_H

#include <stdbool.h>
#include <sys/types.h>
#include <termios.h>

#include "tests/screen/idle.h"
#include "tests/screen/term.h"

struct child {
	pid_t pid; /* 0 when there is none */
	int master;
	int slave;    /* kept open: its queue and its settings can be looked at */
	int patience; /* milliseconds a wait may take */
	bool exited;
	int status;		/* as of waitpid, once it has exited */
	struct termios before;	/* settings of the terminal when the program started */
	struct buf keys;	/* what some keys sent then */
	int shape;		/* that the cursor had then */
	struct activity consumed; /* when keys were last sent */
	bool sent;		/* keys were sent and nothing has run since */
	struct term term;
};

/* What `patience` is at first: 10 seconds, more in an instrumented build and with SCREEN_PATIENCE=N. */
int patience_ms(void);

/* Start argv[0], found in PATH, with exactly this environment. False when there is no pty. */
bool child_start(struct child *c, char *const argv[], char *const env[], int rows, int cols);

/* End it, if it has not ended, and forget everything. */
void child_release(struct child *c);

/* Send what the terminal has to say (c->term.reply). */
void child_send(struct child *c);

void child_resize(struct child *c, int rows, int cols);

/*
 * Wait until `holds` says so and the program is at rest; with NULL only for rest. False after
 * that, or when the program has exited and it does not hold.
 */
bool child_wait(struct child *c, bool (*holds)(struct child *c, void *data), void *data);

/* Wait for its end; false when it goes on. */
bool child_wait_exit(struct child *c);

/* What is not as it was before the program, as "# " lines; true when everything is. */
bool child_restored(struct child *c, struct buf *why);

#endif
