#include "cli/progress.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "util/buf.h"

#define BAR_MS  100
#define LINE_MS 5000
#define BAR_MAX 40

/* All that a signal handler may touch. */
static volatile sig_atomic_t stop_asked;

static void on_signal(int number)
{
	(void)number;
	stop_asked = 1;
}

static const int stopping[] = {SIGINT, SIGTERM, SIGHUP};

#define NSTOPPING (sizeof(stopping) / sizeof(stopping[0]))

struct progress {
	FILE *to;
	bool bar;       /* else lines */
	int columns;
	bool drawn;     /* a bar stands there */
	uint64_t shown; /* ms of the import's time, when something was shown last */
};

/* ---- text ------------------------------------------------------------------------------------- */

/* Of what there is to read; without a size, of the files. */
static double share_done(const struct import_status *s)
{
	if (s->size)
		return (double)s->size_done / (double)s->size;
	return s->found ? (double)s->done / s->found : 0;
}

/* What is not read goes by too fast for megabytes to say anything. */
static void add_rate(struct buf *out, const struct import_status *s)
{
	double seconds = (double)s->elapsed_ms / 1e3;

	if (seconds <= 0)
		return;
	if (s->read > 0)
		buf_addf(out, "  %.1f MB/s", (double)s->bytes / 1e6 / seconds);
	else
		buf_addf(out, "  %.0f digests/s", s->done / seconds);
}

/* A guess from a moment's work would jump. */
static void add_left(struct buf *out, const struct import_status *s)
{
	double done = share_done(s);
	unsigned left;

	if (s->elapsed_ms < 500 || done <= 0 || done >= 1)
		return;
	left = (unsigned)((double)s->elapsed_ms / 1e3 * (1 - done) / done + 0.5);
	if (left >= 3600)
		buf_addf(out, "  %u:%02u:%02u left", left / 3600, left / 60 % 60, left % 60);
	else
		buf_addf(out, "  %u:%02u left", left / 60, left % 60);
}

static void add_counts(struct buf *out, const struct import_status *s)
{
	buf_addf(out, "%3.0f %%  %u of %u files", share_done(s) * 100, s->done, s->found);
	add_rate(out, s);
	add_left(out, s);
}

static void add_bar(struct buf *out, double done, int width)
{
	int full = (int)(done * width + 0.5), i;

	buf_addc(out, '[');
	for (i = 0; i < width; i++)
		buf_addc(out, i < full ? '#' : '-');
	buf_adds(out, "] ");
}

/* ---- showing ---------------------------------------------------------------------------------- */

static void progress_init(struct progress *p, FILE *to)
{
	const char *term = getenv("TERM");
	struct winsize size = {.ws_col = 0};

	*p = (struct progress){.to = to, .columns = 80};
	p->bar = isatty(fileno(to)) && term && *term && strcmp(term, "dumb") != 0;
	if (p->bar && ioctl(fileno(to), TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		p->columns = size.ws_col;
}

static void draw_bar(struct progress *p, const struct import_status *s)
{
	struct buf counts = BUF_INIT, line = BUF_INIT;
	int room;

	add_counts(&counts, s);
	room = p->columns - 1 - (int)counts.n - 3;
	if (room >= 5)
		add_bar(&line, share_done(s), room < BAR_MAX ? room : BAR_MAX);
	buf_add_slice(&line, buf_slice(&counts));
	if (p->columns > 0 && line.n >= (size_t)p->columns)
		buf_truncate(&line, (size_t)p->columns - 1);
	fprintf(p->to, "\r%s\x1b[K", line.p);
	fflush(p->to);
	p->drawn = true;
	buf_release(&counts);
	buf_release(&line);
}

static void draw_line(struct progress *p, const struct import_status *s)
{
	struct buf line = BUF_INIT;

	add_counts(&line, s);
	fprintf(p->to, "%s\n", line.p);
	fflush(p->to);
	buf_release(&line);
}

static void show(struct progress *p, const struct import_status *s)
{
	uint64_t every = p->bar ? BAR_MS : LINE_MS;

	/* Before the files are counted there is nothing to say. */
	if (!s->found || s->elapsed_ms < p->shown + (p->drawn || !p->bar ? every : 0))
		return;
	p->shown = s->elapsed_ms;
	(p->bar ? draw_bar : draw_line)(p, s);
}

static void wipe(struct progress *p)
{
	if (p->drawn)
		fputs("\r\x1b[K", p->to);
	fflush(p->to);
}

/* ---- waiting ---------------------------------------------------------------------------------- */

static void catch_signals(struct sigaction *before)
{
	/* Once: who asks twice does not want to wait. */
	struct sigaction stop = {.sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND};
	size_t i;

	stop_asked = 0;
	for (i = 0; i < NSTOPPING; i++) {
		sigaction(stopping[i], NULL, &before[i]);
		if (before[i].sa_handler != SIG_IGN)
			sigaction(stopping[i], &stop, NULL);
	}
}

static void give_signals_back(const struct sigaction *before)
{
	size_t i;

	for (i = 0; i < NSTOPPING; i++)
		sigaction(stopping[i], &before[i], NULL);
}

bool progress_wait(struct model *model, struct cli *cli, struct error *err)
{
	struct pollfd news = {.fd = model_fd(model), .events = POLLIN};
	struct sigaction before[NSTOPPING];
	struct import_status status;
	struct progress p;

	progress_init(&p, cli->err);
	catch_signals(before);
	for (;;) {
		model_import_status(model, &status);
		show(&p, &status);
		if (stop_asked)
			model_import_cancel(model);
		if (!status.running)
			break;
		poll(&news, 1, BAR_MS);
		model_poll(model);
	}
	wipe(&p);
	give_signals_back(before);
	return model_import_wait(model, err);
}
