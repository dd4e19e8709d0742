#include "tests/screen/idle.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>

#include "util/alloc.h"

#define MOMENT_MS 600
#define NAP_MS	  100

enum limit { LIMIT_TIMESPEC, LIMIT_TIMEVAL, LIMIT_MS };

/*
 * System calls that wait with a limit, which argument holds it, and what is less than a rest. Who only
 * sleeps waits for nothing, as a thread of ThreadSanitizer does ten times a second.
 */
static const struct {
	long number;
	int arg;
	enum limit kind;
	long moment;
} waits[] = {
	{SYS_ppoll, 2, LIMIT_TIMESPEC, MOMENT_MS},
	{SYS_pselect6, 4, LIMIT_TIMESPEC, MOMENT_MS},
	{SYS_epoll_pwait, 3, LIMIT_MS, MOMENT_MS},
	{SYS_nanosleep, 0, LIMIT_TIMESPEC, NAP_MS},
	{SYS_clock_nanosleep, 2, LIMIT_TIMESPEC, NAP_MS},
#ifdef SYS_poll
	{SYS_poll, 2, LIMIT_MS, MOMENT_MS},
	{SYS_select, 4, LIMIT_TIMEVAL, MOMENT_MS},
	{SYS_epoll_wait, 3, LIMIT_MS, MOMENT_MS},
#endif
};

static bool read_file(pid_t pid, const char *tid, const char *name, char *out, size_t room)
{
	char path[128];
	FILE *f;
	size_t n;

	snprintf(path, sizeof(path), "/proc/%d/task/%s/%s", (int)pid, tid, name);
	f = fopen(path, "re");
	if (!f)
		return false;
	n = fread(out, 1, room - 1, f);
	out[n] = '\0';
	fclose(f);
	return n > 0;
}

static long limit_ms(pid_t pid, enum limit kind, unsigned long value)
{
	long pair[2];
	struct iovec to = {.iov_base = pair, .iov_len = sizeof(pair)};
	struct iovec from = {.iov_base = (void *)value, .iov_len = sizeof(pair)};

	if (kind == LIMIT_MS)
		return (int)value < 0 ? MOMENT_MS : (int)value;
	if (!value || process_vm_readv(pid, &to, 1, &from, 1, 0) != (ssize_t)sizeof(pair))
		return MOMENT_MS;
	return pair[0] * 1000 + pair[1] / (kind == LIMIT_TIMEVAL ? 1000 : 1000000);
}

/* Where the system call cannot be read, the state of the thread has to do. */
static bool waits_for_a_moment(pid_t pid, const char *tid)
{
	char text[256], *p = text;
	unsigned long arg[6] = {0};
	long number;

	if (!read_file(pid, tid, "syscall", text, sizeof(text)))
		return false;
	if (strncmp(text, "running", 7) == 0)
		return true;
	number = strtol(p, &p, 10);
	for (int i = 0; i < 6; i++)
		arg[i] = strtoul(p, &p, 16);
	for (size_t i = 0; i < ARRAY_LEN(waits); i++)
		if (waits[i].number == number)
			return limit_ms(pid, waits[i].kind, arg[waits[i].arg]) < waits[i].moment;
	return false;
}

static unsigned long switches_in(const char *status)
{
	static const char key[] = "voluntary_ctxt_switches:";
	unsigned long sum = 0;

	/* also finds nonvoluntary_ctxt_switches */
	for (const char *p = status; (p = strstr(p, key)); p += sizeof(key) - 1)
		sum += strtoul(p + sizeof(key) - 1, NULL, 10);
	return sum;
}

static void add_thread(struct activity *a, pid_t pid, const char *tid)
{
	char status[4096];
	const char *state;

	if (!read_file(pid, tid, "status", status, sizeof(status)))
		return;
	state = strstr(status, "State:\t");
	if (state && strchr("RD", state[7]))
		a->blocked = false;
	a->threads = a->threads * 31 + strtoul(tid, NULL, 10);
	a->switches += switches_in(status);
	if (waits_for_a_moment(pid, tid))
		a->blocked = false;
}

static void add_process(struct activity *a, pid_t pid);

/* A shell that waits for its child is as busy as the child. */
static void add_children(struct activity *a, pid_t pid, const char *tid)
{
	char pids[4096], *p = pids, *end;

	if (!read_file(pid, tid, "children", pids, sizeof(pids)))
		return;
	for (;; p = end) {
		pid_t child = (pid_t)strtol(p, &end, 10);

		if (end == p)
			return;
		add_process(a, child);
	}
}

static void add_process(struct activity *a, pid_t pid)
{
	struct dirent *entry;
	char path[64];
	DIR *dir;

	snprintf(path, sizeof(path), "/proc/%d/task", (int)pid);
	dir = opendir(path);
	while (dir && (entry = readdir(dir))) {
		if (entry->d_name[0] == '.')
			continue;
		add_thread(a, pid, entry->d_name);
		add_children(a, pid, entry->d_name);
	}
	if (dir)
		closedir(dir);
}

/* A timer (timerfd_create(2)) that runs wakes in a moment who waits without a limit. */
static bool is_armed(pid_t pid, const char *fd)
{
	static const char key[] = "it_value: (";
	char path[64], text[512];
	long seconds, nanoseconds;
	const char *value;
	size_t n;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%d/fdinfo/%.16s", (int)pid, fd);
	f = fopen(path, "re");
	if (!f)
		return false;
	n = fread(text, 1, sizeof(text) - 1, f);
	text[n] = '\0';
	fclose(f);
	value = strstr(text, key);
	return value && sscanf(value + sizeof(key) - 1, "%ld, %ld", &seconds, &nanoseconds) == 2 &&
	       (seconds || nanoseconds);
}

static bool has_armed_timer(pid_t pid)
{
	struct dirent *entry;
	bool armed = false;
	char path[64];
	DIR *dir;

	snprintf(path, sizeof(path), "/proc/%d/fdinfo", (int)pid);
	dir = opendir(path);
	while (dir && !armed && (entry = readdir(dir)))
		armed = entry->d_name[0] != '.' && is_armed(pid, entry->d_name);
	if (dir)
		closedir(dir);
	return armed;
}

struct activity activity_of(pid_t pid)
{
	struct activity a = {.blocked = true};

	add_process(&a, pid);
	if (a.blocked && has_armed_timer(pid))
		a.blocked = false;
	return a;
}

bool activity_rested(const struct activity *before, const struct activity *after)
{
	return before->blocked && after->blocked && before->threads == after->threads &&
	       before->switches == after->switches;
}

long writes_of(pid_t pid)
{
	char tid[16], text[512];
	const char *calls;

	snprintf(tid, sizeof(tid), "%d", (int)pid);
	calls = read_file(pid, tid, "io", text, sizeof(text)) ? strstr(text, "syscw: ") : NULL;
	return calls ? atol(calls + strlen("syscw: ")) : -1;
}
