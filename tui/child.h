/*
 * Other programs: started with a vector of words, never by a shell.
 *
 * What they read is put into a file without a name beforehand, so nobody waits for a pipe. One
 * that is run in the foreground has the terminal until it ends; one in the background has neither
 * terminal nor session of ours, and its end is told by SIGCHLD, see term_take_signals.
 */
#ifndef TUI_CHILD_H
#define TUI_CHILD_H

#include <stdbool.h>
#include <sys/types.h>

#include "tui/term.h"
#include "util/buf.h"

struct child_end {
	int error;  /* errno, when it could not be started; else 0 */
	int status; /* as waitpid says */
	int asked;  /* the signal that asked us to end while it ran, or 0; it will come again */
};

/* It was started, and ended with 0. */
bool child_succeeded(const struct child_end *end);
/* Half a sentence: "'vi' ended with status 1", "'vi' cannot be started: ...". */
void child_tell(const struct child_end *end, const char *name, struct buf *out);

/* What is to be read, as a file at its beginning; -1, with errno, when there can be none. */
int child_input(struct slice text);

/* The last line of such a file that is not blank, or the end of it if it is long; made visible. */
void child_last_line(int file, struct buf *out);

/*
 * Run it in the terminal, which must have been given back by term_leave. `input`: a file that it
 * reads instead of the terminal, or -1; stays open. When it is stopped, so are we. A signal that
 * asks us to end is handed on to it, and it has a second then: after that it may still run.
 */
struct child_end child_run(struct terminal *term, const char *const *argv, int input);

/*
 * Start it in the background. What it reads, writes and complains to, in this order, are files
 * (they stay open) or -1 for /dev/null. 0, with *error an errno, when it cannot be started.
 */
pid_t child_start(
	struct terminal *term, const char *const *argv, const int files[3], int *error);
/* Whether it has ended. */
bool child_ended(pid_t pid, struct child_end *end);

#endif
