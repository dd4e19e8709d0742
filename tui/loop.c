#include "tui/loop.h"

#include <errno.h>
#include <poll.h>
#include <time.h>

struct loop {
	struct terminal *term;
	struct input *input;
	const struct loop_ops *ops;
	void *self;
	int model_fd;
};

int64_t loop_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int64_t earlier(int64_t a, int64_t b)
{
	if (a < 0 || b < 0)
		return a < 0 ? b : a;
	return a < b ? a : b;
}

/* False: a signal asks to end. */
static bool take_signals(struct loop *loop, int *signal)
{
	struct term_signals taken = term_take_signals();

	*signal = taken.end;
	if (taken.end)
		return false;
	if (taken.stop)
		term_suspend(loop->term);
	else if (taken.continued) {
		term_leave(loop->term);
		term_enter(loop->term);
	}
	if (taken.child)
		loop->ops->child(loop->self);
	if (taken.resized)
		term_resize(loop->term);
	if (taken.stop || taken.continued || taken.resized)
		loop->ops->resized(loop->self);
	return true;
}

static void take_keys(struct loop *loop)
{
	struct key_event key;

	while (!loop->ops->ended(loop->self) && input_next(loop->input, loop_now(), &key))
		loop->ops->key(loop->self, &key);
}

/* Wait until something is there; what ppoll says of the two descriptors. */
static int wait_for(struct loop *loop, struct pollfd fds[2])
{
	int64_t until = earlier(input_deadline(loop->input), loop->ops->deadline(loop->self));
	struct timespec t = {0}, *timeout = NULL;

	if (until >= 0) {
		int64_t ms = until - loop_now();

		if (ms > 0)
			t = (struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
		timeout = &t;
	}
	fds[0] = (struct pollfd){.fd = term_fd(loop->term), .events = POLLIN};
	fds[1] = (struct pollfd){.fd = loop->model_fd, .events = POLLIN};
	return ppoll(fds, 2, timeout, term_mask(loop->term));
}

/* Give out what has come; false when the terminal is gone. */
static bool give_out(struct loop *loop, const struct pollfd fds[2])
{
	int64_t deadline;

	if (fds[0].revents & (POLLIN | POLLHUP | POLLERR | POLLNVAL)) {
		if (!input_read(loop->input))
			return false;
	}
	take_keys(loop);
	if (fds[1].revents & POLLIN)
		loop->ops->model(loop->self);
	deadline = loop->ops->deadline(loop->self);
	if (deadline >= 0 && loop_now() >= deadline)
		loop->ops->timer(loop->self);
	return true;
}

enum loop_end loop_run(
	struct terminal *term, int model_fd, const struct loop_ops *ops, void *self, int *signal)
{
	struct loop loop = {term, term_input(term), ops, self, model_fd};
	struct pollfd fds[2];

	while (!ops->ended(self)) {
		int n;

		ops->draw(self);
		n = wait_for(&loop, fds);
		if (n < 0 && errno != EINTR)
			return LOOP_HUNG_UP;
		if (n < 0)
			fds[0].revents = fds[1].revents = 0;
		if (!take_signals(&loop, signal))
			return LOOP_SIGNAL;
		if (!give_out(&loop, fds)) {
			term_hung_up(term);
			return LOOP_HUNG_UP;
		}
	}
	return LOOP_ENDED;
}
