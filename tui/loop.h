/*
 * The loop: waits for keys, the model, signals and a deadline; then draws once.
 *
 * Signals are taken only while it waits, so none is missed and no handler does
 * anything. All keys that are there are handed over before anything is drawn.
 */
#ifndef TUI_LOOP_H
#define TUI_LOOP_H

#include <stdbool.h>
#include <stdint.h>

#include "tui/input.h"
#include "tui/term.h"

struct loop_ops {
	void (*key)(void *self, const struct key_event *key);
	void (*model)(void *self);	 /* the model's descriptor is readable */
	void (*timer)(void *self);	 /* the deadline has passed */
	void (*child)(void *self);	 /* a program that was started may have ended */
	void (*resized)(void *self);	 /* the screen has another size, or must be drawn anew */
	int64_t (*deadline)(void *self); /* monotonic ms; -1: none; a past one: at once */
	void (*draw)(void *self);	 /* what is dirty; called before each wait */
	bool (*ended)(void *self);
};

enum loop_end {
	LOOP_ENDED,   /* ops->ended said so */
	LOOP_SIGNAL,  /* asked to by the signal in *signal */
	LOOP_HUNG_UP, /* the terminal is gone */
};

enum loop_end loop_run(
	struct terminal *term, int model_fd, const struct loop_ops *ops, void *self, int *signal);

int64_t loop_now(void); /* monotonic ms */

#endif
