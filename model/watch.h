/*
 * What other processes change in the index and the marks, told by the system (inotify(7)).
 */
#ifndef MODEL_WATCH_H
#define MODEL_WATCH_H

#include <stdbool.h>
#include <stdint.h>

struct db;

struct watch {
	int set;    /* of all that wakes the caller (epoll); -1: nothing is watched */
	int notify; /* events of the folders */
	int timer;  /* runs from the first event until it is time to look */
	bool armed;
	int64_t index, marks; /* the versions that are known (db_data_version) */
};

#define WATCH_INIT {.set = -1, .notify = -1, .timer = -1}

/*
 * Watch the folders of two files; `wake_fd` wakes together with them. False when the system cannot:
 * then nothing is watched.
 */
bool watch_start(struct watch *watch, int wake_fd, const char *index_path, const char *marks_path);
void watch_stop(struct watch *watch);

/* To be called when the set wakes; whether it is time to look at the databases. */
bool watch_due(struct watch *watch);
/* Whether another connection has changed the database since the last call for `version`. */
bool watch_changed(struct db *db, int64_t *version);

#endif
