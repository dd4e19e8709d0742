/* Tell whether a process has come to rest, without waiting for a fixed time. */
#ifndef SCREEN_IDLE_H
#define SCREEN_IDLE_H

#include <stdbool.h>
#include <sys/types.h>

/* What the threads of a process and of all its children were doing at one moment. */
struct activity {
	bool blocked;		/* every thread waits, and not for a moment only */
	unsigned long threads;	/* their ids, mixed */
	unsigned long switches; /* how often they were given up or taken from a processor */
};

/*
 * Look at all threads of a process and of its children. A thread that sleeps for half a second is
 * not blocked: it is about to do something, as after bytes that may be the beginning of a key. A
 * process that is gone is blocked for ever.
 */
struct activity activity_of(pid_t pid);

/* How often its first thread has called write() and the like; -1 where that is not told. */
long writes_of(pid_t pid);

/* Nothing has run between two looks. */
bool activity_rested(const struct activity *before, const struct activity *after);

#endif
