#include "model/watch.h"

#include <errno.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/inotify.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "model/db.h"
#include "util/buf.h"

/* SQLite writes into the file, its log or its journal, and removes the journal when all is done. */
#define CHANGES (IN_MODIFY | IN_DELETE | IN_MOVED_TO)
/*
 * From the first event on, in ms. What was written to the log is seen by others only when the
 * shared memory says so, a moment later and without an event; and events come in crowds.
 */
#define SETTLES_MS 100

static bool add_folder(const struct watch *watch, const char *path)
{
	const char *slash = path ? strrchr(path, '/') : NULL;
	struct buf folder = BUF_INIT;
	bool ok;

	if (!slash)
		return true;
	buf_add(&folder, path, (size_t)(slash - path) + 1);
	ok = inotify_add_watch(watch->notify, folder.p, CHANGES) >= 0;
	buf_release(&folder);
	return ok;
}

static bool add_fd(const struct watch *watch, int fd)
{
	struct epoll_event event = {.events = EPOLLIN};

	return epoll_ctl(watch->set, EPOLL_CTL_ADD, fd, &event) == 0;
}

bool watch_start(struct watch *watch, int wake_fd, const char *index_path, const char *marks_path)
{
	watch->notify = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	watch->set = epoll_create1(EPOLL_CLOEXEC);
	watch->timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
	if (watch->notify >= 0 && watch->set >= 0 && watch->timer >= 0 &&
		add_folder(watch, index_path) &&
		add_folder(watch, marks_path) && add_fd(watch, wake_fd) &&
		add_fd(watch, watch->notify) && add_fd(watch, watch->timer))
		return true;
	watch_stop(watch);
	return false;
}

void watch_stop(struct watch *watch)
{
	if (watch->notify >= 0)
		close(watch->notify);
	if (watch->set >= 0)
		close(watch->set);
	if (watch->timer >= 0)
		close(watch->timer);
	*watch = (struct watch)WATCH_INIT;
}

/* Whether anything was there to read. */
static bool drain(int fd)
{
	char bytes[4096];
	bool any = false;
	ssize_t n;

	do {
		n = read(fd, bytes, sizeof(bytes));
		any |= n > 0;
	} while (n > 0 || (n < 0 && errno == EINTR));
	return any;
}

/* Events of the last moment may be of what is not yet seen: for them one looks again. */
bool watch_due(struct watch *watch)
{
	struct itimerspec wait = {.it_value.tv_nsec = SETTLES_MS * 1000000L};
	bool due;

	if (watch->set < 0)
		return false;
	due = drain(watch->timer);
	watch->armed = watch->armed && !due;
	if (drain(watch->notify) && !watch->armed)
		watch->armed = timerfd_settime(watch->timer, 0, &wait, NULL) == 0;
	return due;
}

bool watch_changed(struct db *db, int64_t *version)
{
	int64_t before = *version, now = db ? db_data_version_now(db) : 0;

	/* One that cannot be read at the moment is being written: there is an event to come. */
	if (!db || !db_ok(db, NULL))
		return false;
	*version = now;
	return before != 0 && before != now;
}
