#include "tests/screen/child.h"

#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>

#include "tests/screen/idle.h"
#include "util/alloc.h"

#ifndef __has_feature
#define __has_feature(x) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || \
	__has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SLOWER 5
#else
#define SLOWER 1
#endif

#define LOOK_AGAIN_NS 500000 /* between two looks at a busy program */

int patience_ms(void)
{
	const char *times = getenv("SCREEN_PATIENCE");
	int factor = times ? atoi(times) : 0;

	return 10000 * SLOWER * (factor > 0 ? factor : 1);
}

static long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* As a terminal starts a program: a test run in the background ignores SIGINT, its child must not. */
static _Noreturn void become(int slave, char *const argv[], char *const env[])
{
	static const int ordinary[] = {
		SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGPIPE, SIGTSTP, SIGTTIN, SIGTTOU};
	sigset_t none;
	size_t i;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	for (i = 0; i < ARRAY_LEN(ordinary); i++)
		signal(ordinary[i], SIG_DFL);
	if (login_tty(slave) == 0)
		execvpe(argv[0], argv, env);
	_exit(127);
}

bool child_start(struct child *c, char *const argv[], char *const env[], int rows, int cols)
{
	struct winsize size = {.ws_row = rows, .ws_col = cols};

	*c = (struct child){.patience = patience_ms()};
	if (openpty(&c->master, &c->slave, NULL, NULL, &size) < 0)
		return false;
	tcgetattr(c->slave, &c->before);
	/*
	 * Else a C-c that is a signal takes with it what was written and not yet read: of a program
	 * that had just left the screen, the very bytes that leave it.
	 */
	c->before.c_lflag |= NOFLSH;
	tcsetattr(c->slave, TCSANOW, &c->before);
	term_init(&c->term, rows, cols);
	buf_init(&c->keys);
	term_add_keys(&c->term, &c->keys);
	c->shape = c->term.shape;
	c->pid = fork();
	if (c->pid == 0) {
		close(c->master);
		become(c->slave, argv, env);
	}
	return c->pid > 0;
}

void child_release(struct child *c)
{
	if (!c->pid)
		return;
	if (!c->exited) {
		kill(c->pid, SIGKILL);
		waitpid(c->pid, NULL, 0);
	}
	close(c->master);
	close(c->slave);
	term_release(&c->term);
	buf_release(&c->keys);
	c->pid = 0;
}

static bool readable(int fd, int ms)
{
	struct pollfd p = {.fd = fd, .events = POLLIN};

	return poll(&p, 1, ms) > 0 && (p.revents & POLLIN);
}

/* Take what the program has written; true when there was something. */
static bool take_output(struct child *c)
{
	char bytes[16384];
	bool any = false;
	ssize_t n;

	while (readable(c->master, 0) && (n = read(c->master, bytes, sizeof(bytes))) > 0) {
		term_feed(&c->term, bytes, n);
		any = true;
	}
	if (c->term.reply.n)
		child_send(c);
	return any;
}

static void reap(struct child *c)
{
	if (!c->exited && waitpid(c->pid, &c->status, WNOHANG) == c->pid)
		c->exited = true;
}

void child_send(struct child *c)
{
	struct buf *reply = &c->term.reply;
	size_t done = 0;
	ssize_t n;

	c->consumed = activity_of(c->pid);
	c->sent = true;
	while (done < reply->n) {
		n = write(c->master, reply->p + done, reply->n - done);
		if (n < 0 && errno != EINTR)
			break;
		done += n > 0 ? (size_t)n : 0;
	}
	buf_clear(reply);
}

void child_resize(struct child *c, int rows, int cols)
{
	struct winsize size = {.ws_row = rows, .ws_col = cols};

	take_output(c);
	term_resize(&c->term, rows, cols);
	ioctl(c->master, TIOCSWINSZ, &size);
}

/* Polling makes the kernel move what stands between the two ends, so both answers are exact. */
static bool keys_pending(struct child *c)
{
	int n = 0;

	readable(c->slave, 0);
	return ioctl(c->slave, FIONREAD, &n) == 0 && n > 0;
}

/* Since keys were sent. A child that has ended takes its switches with it, hence the threads. */
static bool has_run(const struct child *c, const struct activity *now)
{
	return now->switches != c->consumed.switches || now->threads != c->consumed.threads;
}

static bool at_rest(struct child *c)
{
	struct activity before, after;

	if (take_output(c) || keys_pending(c))
		return false;
	before = activity_of(c->pid);
	if (!before.blocked || (c->sent && !has_run(c, &before)))
		return false;
	if (keys_pending(c) || take_output(c))
		return false;
	after = activity_of(c->pid);
	if (!activity_rested(&before, &after))
		return false;
	c->sent = false;
	return true;
}

static void pause_briefly(struct child *c)
{
	struct pollfd p = {.fd = c->master, .events = POLLIN};
	struct timespec moment = {.tv_nsec = LOOK_AGAIN_NS};

	ppoll(&p, 1, &moment, NULL);
}

bool child_wait(struct child *c, bool (*holds)(struct child *c, void *data), void *data)
{
	long deadline = now_ms() + c->patience;

	for (;;) {
		reap(c);
		take_output(c);
		if (c->exited)
			return holds && holds(c, data);
		if (at_rest(c) && (!holds || holds(c, data)))
			return true;
		if (now_ms() > deadline)
			return false;
		pause_briefly(c);
	}
}

bool child_wait_exit(struct child *c)
{
	long deadline = now_ms() + c->patience;

	while (!c->exited && now_ms() < deadline) {
		take_output(c);
		reap(c);
		if (!c->exited)
			pause_briefly(c);
	}
	take_output(c);
	return c->exited;
}

static bool same_settings(const struct termios *a, const struct termios *b)
{
	return a->c_iflag == b->c_iflag && a->c_oflag == b->c_oflag && a->c_cflag == b->c_cflag &&
	       a->c_lflag == b->c_lflag && memcmp(a->c_cc, b->c_cc, sizeof(a->c_cc)) == 0;
}

static bool complain(struct buf *why, bool wrong, const char *what)
{
	if (wrong)
		buf_addf(why, "# %s\n", what);
	return wrong;
}

static bool keys_differ(struct child *c)
{
	struct buf now;
	bool differ;

	buf_init(&now);
	term_add_keys(&c->term, &now);
	differ = !slice_eq(buf_slice(&now), buf_slice(&c->keys));
	buf_release(&now);
	return differ;
}

bool child_restored(struct child *c, struct buf *why)
{
	struct termios after;
	bool wrong;

	tcgetattr(c->slave, &after);
	wrong = complain(why, c->term.alternate, "the alternate screen was not left");
	wrong |= complain(why, !c->term.cursor_visible, "the cursor is hidden");
	wrong |= complain(why, c->term.mouse != VTERM_PROP_MOUSE_NONE, "the mouse is reported");
	/* Whether it blinks is said by the terminfo of many terminals when it is shown. */
	wrong |= complain(why, c->term.shape != c->shape, "the cursor has another shape");
	wrong |= complain(why, c->term.titles > 0, "the title was set");
	wrong |= complain(why, keys_differ(c), "arrows or the keypad send other bytes");
	wrong |= complain(why, !term_writes_plain(&c->term), "text would have attributes or colours");
	wrong |= complain(why, term_pastes(&c->term), "paste is bracketed");
	wrong |= complain(
		why, !same_settings(&c->before, &after), "the terminal has other settings");
	return !wrong;
}
