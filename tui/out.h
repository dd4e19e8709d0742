/*
 * Out of the program: what is shown goes to other programs.
 *
 * They are given words, never a line for a shell, and nothing of a digest stands in their
 * environment. What is handed over as a word of a command has been checked for that.
 */
#ifndef TUI_OUT_H
#define TUI_OUT_H

#include <stdbool.h>
#include <sys/types.h>

#include "model/model.h"
#include "tui/child.h"
#include "util/argv.h"
#include "util/slice.h"

struct browser;

/* A program that runs in the background. */
struct background {
	pid_t pid;
	char *name; /* of the program */
	char *what; /* "the link of v2"; owned; may be NULL */
	char *text; /* that is on its way; owned; may be NULL */
	int output; /* the file that it writes; -1: none */
	/* It has ended; NULL: say so when it failed. */
	void (*ended)(struct browser *b, struct background *own, const struct child_end *end);
};

struct out {
	struct background *running;
	size_t n, room;
};

/* ---- out.c ---- */

/* Those that still run go on. */
void out_release(struct out *out);
/* SIGCHLD came. */
void out_take_ends(struct browser *b);
/*
 * Start it in the background. What `own` points to is taken over, but for pid and name, which are
 * set here. False when it cannot be started; then the status says why unless own->ended is set.
 */
bool out_start(struct browser *b, const struct argv *argv, int input, const struct background *own);
/*
 * Run it in the terminal; the status says when it failed, and what it printed stays until Enter
 * is pressed; with `stay` also when it succeeded.
 */
void out_run(struct browser *b, const struct argv *argv, int input, bool stay);
/* The last part of a path. */
struct slice out_base_name(const char *path);

/* ---- out_open.c ---- */

/* Open an address in the browser of the user. The status says when it is none, or that fails. */
void out_open(struct browser *b, struct slice url);

#endif
