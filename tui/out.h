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
	int errors; /* the same for what it complains of */
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
/* How it ended, as child_tell, with what it complained of last. */
void out_tell(const struct background *own, const struct child_end *end, struct buf *out);
/*
 * Start it in the background. What `own` points to is taken over, but for pid, name and errors,
 * which are set here. False when it cannot be started; then the status says why unless
 * own->ended is set.
 */
bool out_start(struct browser *b, const struct argv *argv, int input, const struct background *own);
/*
 * Run it in the terminal; the status says when it failed, and what it printed stays until a
 * key is pressed; with `stay` also when it succeeded.
 */
void out_run(struct browser *b, const struct argv *argv, int input, bool stay);
/*
 * The words of a command, as argv_split; of them the program may be below $HOME, as "~/bin/x".
 */
bool out_words(struct argv *argv, struct arena *a, struct slice text);
/* The last part of a path. */
struct slice out_base_name(const char *path);

/* ---- out_subject.c ---- */

/* A revision of a series, and what is known of it. */
struct subject {
	struct arena arena;
	struct hit hit;
	struct series_row row;
	struct revision_row revision;
	struct buf name; /* "v2", "RFC v1" */
};
/* False when it is not there; then there is nothing to release. */
bool subject_of(struct browser *b, const struct hit *hit, struct subject *s);
/* The one in the detail; when there is none the status says so. */
bool subject_shown(struct browser *b, struct subject *s);
void subject_release(struct subject *s);
/* The chosen ones, or the selected one; in another view than the list the shown one, in *own. */
size_t subject_chosen(struct browser *b, const struct hit **hits, struct hit *own);
/* The same, in the order of the list, those that are not in it last; in the arena. */
size_t subject_in_order(struct browser *b, struct arena *a, const struct hit **hits);

/* Add something of it, of one line and without controls. False when it is not known. */
typedef bool (*subject_fact)(const struct subject *s, struct buf *out);
bool subject_title(const struct subject *s, struct buf *out);
bool subject_link(const struct subject *s, struct buf *out);
bool subject_author(const struct subject *s, struct buf *out);
bool subject_msgid(const struct subject *s, struct buf *out); /* never begins with '-' */
bool subject_b4_line(const struct subject *s, struct buf *out); /* for a shell, quoted */
/* Of all that are chosen, a line each; how many lines. */
size_t subject_each(struct browser *b, subject_fact fact, struct buf *out);

/* ---- out_copy.c ---- */

/* Ask what to copy. */
void out_copy(struct browser *b);

/* ---- out_clip.c ---- */

/*
 * Put a text where what is copied belongs; the status says when and how that was done. `what` is
 * "the link of v2".
 *
 * The configured command gets it, if there is one. Else, where our terminal is a pane of tmux at
 * this moment, tmux is given it, which has a buffer for it and sends it on to the terminal that is
 * attached now, if one is, whatever its option set-clipboard says of what panes send. Else it is
 * sent to the terminal by OSC 52, through GNU screen where we are in it, unless the terminal is
 * known to have no clipboard.
 */
void out_clip(struct browser *b, struct slice text, struct slice what);

/* ---- out_edit.c ---- */

/* Open the record of the shown revision in the user's editor. */
void out_edit(struct browser *b);
/* Hand the message-id of the shown revision to the user's mail reader. */
void out_reply(struct browser *b);

/* ---- out_pipe.c ---- */

/* Ask what is to be piped, and then to what command. */
void out_pipe(struct browser *b);

/* ---- out_open.c ---- */

/* Open an address in the browser of the user. The status says when it is none, or that fails. */
void out_open(struct browser *b, struct slice url);

#endif
