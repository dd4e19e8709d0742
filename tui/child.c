#include "tui/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tui/loop.h"
#include "util/alloc.h"

extern char **environ;

bool child_succeeded(const struct child_end *end)
{
	return !end->error && WIFEXITED(end->status) && WEXITSTATUS(end->status) == 0;
}

void child_tell(const struct child_end *end, const char *name, struct buf *out)
{
	if (end->error == ENOENT)
		buf_addf(out, "there is no program '%s'", name);
	else if (end->error)
		buf_addf(out, "'%s' cannot be started: %s", name, strerror(end->error));
	else if (WIFSIGNALED(end->status))
		buf_addf(out, "'%s' was ended by a signal: %s", name,
			strsignal(WTERMSIG(end->status)));
	else
		buf_addf(out, "'%s' ended with status %d", name, WEXITSTATUS(end->status));
}

int child_input(struct slice text)
{
	int fd = memfd_create("tidings", MFD_CLOEXEC);
	ssize_t n = 1;

	while (fd >= 0 && text.n && n > 0) {
		n = write(fd, text.p, text.n);
		text = slice_skip(text, n > 0 ? (size_t)n : 0);
	}
	if (fd >= 0 && (text.n || lseek(fd, 0, SEEK_SET) < 0)) {
		close(fd);
		return -1;
	}
	return fd;
}

#define LINE_MAX_BYTES 200

void child_last_line(int file, struct buf *out)
{
	struct arena a = ARENA_INIT;
	char bytes[4096];
	struct slice text;
	struct vis line;
	struct stat st;
	ssize_t n = 0;
	size_t at;

	if (fstat(file, &st) == 0)
		n = pread(file, bytes, sizeof(bytes),
			st.st_size > (off_t)sizeof(bytes) ? st.st_size - (off_t)sizeof(bytes) : 0);
	text = slice_trim(slice_from(bytes, n > 0 ? (size_t)n : 0));
	for (at = text.n; at && text.n - at < LINE_MAX_BYTES && text.p[at - 1] != '\n'; at--)
		;
	while (at < text.n && (text.p[at] & 0xc0) == 0x80) /* not within a character */
		at++;
	line = text_visible(&a, slice_trim(slice_skip(text, at)));
	buf_add(out, line.p, line.n);
	arena_release(&a);
}

/* ---- starting -------------------------------------------------------------------------------- */

/* As a shell would start it: nothing blocked, nothing caught, nothing ignored. */
static int spawn(struct terminal *term, const char *const *argv,
	const posix_spawn_file_actions_t *files, short flags, pid_t *pid)
{
	static const int ordinary[] = {SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGPIPE, SIGTSTP, SIGTTIN,
		SIGTTOU, SIGCHLD, SIGWINCH, SIGCONT};
	posix_spawnattr_t attr;
	sigset_t set;
	size_t i;
	int error;

	sigemptyset(&set);
	for (i = 0; i < ARRAY_LEN(ordinary); i++)
		sigaddset(&set, ordinary[i]);
	posix_spawnattr_init(&attr);
	posix_spawnattr_setsigdefault(&attr, &set);
	posix_spawnattr_setsigmask(&attr, term_mask(term));
	posix_spawnattr_setflags(
		&attr, (short)(flags | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK));
	/* It takes pointers to what it does not change. */
	error = posix_spawnp(pid, argv[0], files, &attr, (char *const *)(uintptr_t)argv, environ);
	posix_spawnattr_destroy(&attr);
	return error;
}

static void put(posix_spawn_file_actions_t *files, int fd, int to)
{
	if (fd >= 0)
		posix_spawn_file_actions_adddup2(files, fd, to);
	else
		posix_spawn_file_actions_addopen(files, to, "/dev/null", O_RDWR, 0);
}

/* ---- in the background ----------------------------------------------------------------------- */

pid_t child_start(struct terminal *term, const char *const *argv, const int files[3], int *error)
{
	posix_spawn_file_actions_t actions;
	pid_t pid = 0;
	int i;

	posix_spawn_file_actions_init(&actions);
	for (i = STDIN_FILENO; i <= STDERR_FILENO; i++)
		put(&actions, files[i], i);
	*error = spawn(term, argv, &actions, POSIX_SPAWN_SETSID, &pid);
	posix_spawn_file_actions_destroy(&actions);
	return *error ? 0 : pid;
}

bool child_ended(pid_t pid, struct child_end *end)
{
	*end = (struct child_end){0};
	return waitpid(pid, &end->status, WNOHANG) == pid;
}

/* ---- in the foreground ----------------------------------------------------------------------- */

#define PATIENCE_MS 1000

/* The next signal that is for us, until a time (-1: always); 0 when that is over. */
static int next_signal(int64_t until)
{
	struct timespec t, *timeout = NULL;
	int64_t ms = until - loop_now();
	sigset_t set;
	int signal;

	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGHUP);
	if (until >= 0) {
		ms = ms > 0 ? ms : 0;
		t = (struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
		timeout = &t;
	}
	do {
		signal = sigtimedwait(&set, NULL, timeout);
	} while (signal < 0 && errno == EINTR);
	return signal > 0 ? signal : 0;
}

/*
 * It is of our job, so what the keys do to it they do to us: we are stopped with it, and no more.
 * What asks us to end it is asked, too, and has a moment for it. Gives that signal.
 */
static int wait_for(pid_t pid, int *status)
{
	int64_t until = -1;
	int asked = 0, signal = SIGCHLD;

	while (signal) {
		pid_t found = waitpid(pid, status, WUNTRACED | WNOHANG);

		if ((found < 0 && errno != EINTR) || (found == pid && !WIFSTOPPED(*status)))
			break;
		if (found == pid) {
			if (!asked)
				term_stop_job();
			kill(pid, SIGCONT);
		}
		signal = next_signal(until);
		if (!asked && (signal == SIGTERM || signal == SIGHUP)) {
			asked = signal;
			until = loop_now() + PATIENCE_MS;
			kill(pid, asked);
		}
	}
	return asked;
}

struct child_end child_run(struct terminal *term, const char *const *argv, int input)
{
	struct child_end end = {0};
	posix_spawn_file_actions_t files;
	pid_t pid;
	int i;

	posix_spawn_file_actions_init(&files);
	for (i = STDIN_FILENO; i <= STDERR_FILENO; i++)
		put(&files, i == STDIN_FILENO && input >= 0 ? input : term_fd(term), i);
	end.error = spawn(term, argv, &files, 0, &pid);
	posix_spawn_file_actions_destroy(&files);
	if (!end.error)
		end.asked = wait_for(pid, &end.status);
	term_forget_keys();
	/* To be seen by the loop, like the end of another program that has come meanwhile. */
	if (end.asked)
		kill(getpid(), end.asked);
	kill(getpid(), SIGCHLD);
	return end;
}
