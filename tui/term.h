/*
 * The terminal: taken, given back, resized, suspended.
 *
 * One owner for each thing: ncurses has termios and the other screen, libtermkey
 * the bytes of keys and the keypad mode, this file the modes of paste and mouse and
 * the signals. There is one terminal in a process: while it is taken a record
 * stands by from which it is restored whatever ends the program.
 */
#ifndef TUI_TERM_H
#define TUI_TERM_H

#include <signal.h>
#include <stdbool.h>

#include "tui/input.h"
#include "util/error.h"
#include "util/text.h"

struct terminal;

/*
 * Take the terminal (/dev/tty, so that standard input may be a file). On error
 * nothing has been taken and *err says in a sentence why. Signals that end or
 * stop the program are blocked from here on but in term_mask.
 */
struct terminal *term_start(struct error *err);
/* Give it back. NULL is allowed. */
void term_end(struct terminal *term);

int term_fd(const struct terminal *term);
struct input *term_input(const struct terminal *term);
/* Have the mouse reported or not, from now on whenever the terminal is taken. */
void term_use_mouse(struct terminal *term, bool mouse);
/* The mask to wait with: signals are taken only there. */
const sigset_t *term_mask(const struct terminal *term);

/* Give the terminal back for a while, as for another program, and take it up again. */
void term_leave(struct terminal *term);
void term_enter(struct terminal *term);

/* Stop this program and all of its job, as C-z does; returns when it goes on. */
void term_suspend(struct terminal *term);
/* The same while the terminal is given back. */
void term_stop_job(void);

/* Drop the signals that keys have sent, as to another program that had the terminal. */
void term_forget_keys(void);
/* While the terminal is given back: print a sentence and wait for a key, or for a signal to end. */
void term_wait_key(struct terminal *term, struct vis sentence);

/* Write bytes that change no cell, such as what is for the clipboard. */
void term_send(struct terminal *term, struct slice bytes);

/* The terminal is gone: write nothing to it any more. */
void term_hung_up(struct terminal *term);

/* Take over the size the terminal has now, in cells; true when it has changed. */
bool term_resize(struct terminal *term);
void term_size(const struct terminal *term, int *rows, int *cols);

/* What signals came since the last call. */
struct term_signals {
	bool resized;
	bool stop;	/* SIGTSTP from outside */
	bool continued; /* after a stop that could not be seen coming */
	bool child;	/* a program that we have started may have ended */
	int end;	/* the signal that asks to end, or 0 */
};
struct term_signals term_take_signals(void);

/* End by a signal as if it had not been caught; the terminal has been given back. */
void term_die_by(const sigset_t *mask, int signal);

#endif
