/* The clipboard: by a command, by tmux, or by the terminal itself. */
#include "tui/browser.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "util/alloc.h"

/* Terminals take so much in one sequence at least: 100,000 bytes, of base64. */
#define OSC_MAX 74994

/* ---- by OSC 52 ------------------------------------------------------------------------------- */

static void add_base64(struct slice text, struct buf *out)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	size_t i, k;

	for (i = 0; i < text.n; i += 3) {
		size_t n = text.n - i < 3 ? text.n - i : 3;
		unsigned bits = 0;

		for (k = 0; k < 3; k++)
			bits = bits << 8 | (k < n ? (unsigned char)text.p[i + k] : 0);
		for (k = 0; k < 4; k++)
			buf_addc(out, k <= n ? digits[bits >> (18 - 6 * k) & 63] : '=');
	}
}

/* Terminals without a clipboard, by how their TERM begins; vte is another one than vt220. */
static const char *const without[] = {
	"linux", "vt1", "vt2", "vt3", "vt4", "vt5", "dumb", "cons", "screen.linux"};

static bool has_clipboard(struct slice term)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(without); i++) {
		if (slice_starts(term, without[i]))
			return false;
	}
	return true;
}

/*
 * A terminal of tmux that tmux could not be asked about: perhaps it lets through what is so
 * wrapped.
 */
static bool perhaps_in_tmux(struct slice term)
{
	return getenv("TMUX") && (slice_starts(term, "tmux") || slice_starts(term, "screen"));
}

/* GNU screen hands on what stands in a string of DCS, and prints what is longer than this. */
#define SCREEN_MAX 768

static void send_through_screen(struct browser *b, struct slice bytes)
{
	const size_t room = SCREEN_MAX - strlen("\033P\033\\");

	while (bytes.n) {
		struct slice piece = slice_sub(bytes, 0, bytes.n < room ? bytes.n : room);

		term_send(b->term, SLICE_LIT("\033P"));
		term_send(b->term, piece);
		term_send(b->term, SLICE_LIT("\033\\"));
		bytes = slice_skip(bytes, piece.n);
	}
}

static void send_osc(struct browser *b, struct slice bytes)
{
	struct slice screen = slice_cstr(getenv("STY"));

	if (perhaps_in_tmux(slice_cstr(getenv("TERM")))) {
		term_send(b->term, bytes);
		term_send(b->term, SLICE_LIT("\033Ptmux;\033"));
		term_send(b->term, bytes);
		term_send(b->term, SLICE_LIT("\033\\"));
	} else if (screen.n) {
		send_through_screen(b, bytes);
	} else {
		term_send(b->term, bytes);
	}
}

static void by_terminal(struct browser *b, struct slice text, const char *what)
{
	struct buf bytes = BUF_INIT;

	if (!has_clipboard(slice_cstr(getenv("TERM")))) {
		status_error(&b->status,
			"%s was not copied: this terminal has no clipboard; the option "
			"copy-command helps",
			what);
		return;
	}
	if (text.n > OSC_MAX) {
		status_error(&b->status,
			"%s: %zu bytes are too many for the terminal; the option copy-command helps",
			what, text.n);
		return;
	}
	buf_adds(&bytes, "\033]52;c;");
	add_base64(text, &bytes);
	buf_adds(&bytes, "\007");
	send_osc(b, buf_slice(&bytes));
	status_say(&b->status, "copied %s by OSC 52", what);
	buf_release(&bytes);
}

/* ---- by a program ---------------------------------------------------------------------------- */

static bool give(struct browser *b, const struct argv *argv, struct slice text, const char *what,
	void (*ended)(struct browser *b, struct background *own, const struct child_end *end))
{
	int input = child_input(text);
	bool started;

	if (input < 0) {
		status_error(&b->status, "%s cannot be copied: there is no room for it", what);
		return false;
	}
	started = out_start(b, argv, input,
		&(struct background){.what = xstrdup(what),
			.text = xstrndup(text.p, text.n),
			.output = -1,
			.ended = ended});
	close(input);
	return started;
}

static void command_ended(
	struct browser *b, struct background *own, const struct child_end *end)
{
	struct buf why = BUF_INIT;

	if (child_succeeded(end)) {
		status_say(&b->status, "copied %s by '%s'", own->what, own->name);
		return;
	}
	out_tell(own, end, &why);
	status_error(&b->status, "%s was not copied: %s", own->what, why.p);
	buf_release(&why);
}

/* ---- by tmux --------------------------------------------------------------------------------- */

static void buffer_ended(struct browser *b, struct background *own, const struct child_end *end)
{
	if (child_succeeded(end))
		status_say(&b->status,
			"copied %s to tmux's buffer only: not attached",
			own->what);
	else
		by_terminal(b, slice_cstr(own->text), own->what);
}

static void tmux_ended(struct browser *b, struct background *own, const struct child_end *end)
{
	if (child_succeeded(end))
		status_say(&b->status, "copied %s by OSC 52 through tmux", own->what);
	else
		by_terminal(b, slice_cstr(own->text), own->what);
}

/* What tmux says of our pane: the first process in it, and the terminal that shows it, if any. */
struct pane_answer {
	int pid;
	bool attached;
};

static struct pane_answer read_answer(const struct background *own)
{
	struct pane_answer answer = {0};
	char text[256] = "", *end;

	if (pread(own->output, text, sizeof(text) - 1, 0) <= 0)
		return answer;
	answer.pid = (int)strtol(text, &end, 10);
	answer.attached = !slice_is_blank(slice_cstr(end));
	return answer;
}

static void pane_told(struct browser *b, struct background *own, const struct child_end *end)
{
	static const char *words[] = {"tmux", "load-buffer", "-w", "-", NULL};
	static const struct argv argv = {.words = words, .n = 4};
	struct pane_answer answer = read_answer(own);

	/* The first process of our session: then the terminal is that pane. */
	if (child_succeeded(end) && getsid(0) == answer.pid)
		give(b, &argv, slice_cstr(own->text), own->what,
			answer.attached ? tmux_ended : buffer_ended);
	else
		by_terminal(b, slice_cstr(own->text), own->what);
}

/* $TMUX may be that of a tmux in which this terminal was opened, and so tell nothing of it. */
static bool ask_tmux(struct browser *b, struct slice text, const char *what)
{
	const char *pane = getenv("TMUX_PANE");
	const char *words[] = {"tmux", "display-message", "-p", "-t", pane,
		"#{pane_pid} #{client_tty}", NULL};
	const struct argv argv = {.words = words, .n = 6};
	int output;

	if (!getenv("TMUX") || !pane || pane[0] != '%')
		return false;
	output = child_input((struct slice){0});
	if (output < 0)
		return false;
	out_start(b, &argv, -1,
		&(struct background){.what = xstrdup(what),
			.text = xstrndup(text.p, text.n),
			.output = output,
			.ended = pane_told});
	return true;
}

void out_clip(struct browser *b, struct slice text, struct slice what)
{
	struct arena a = ARENA_INIT;
	struct argv argv = {0};
	const char *name = arena_strndup(&a, what.p, what.n);

	status_say(&b->status, "copying %s", name);
	out_words(&argv, &a, b->options->conf->values[CONF_COPY_COMMAND].text);
	if (argv.n)
		give(b, &argv, text, name, command_ended);
	else if (!ask_tmux(b, text, name))
		by_terminal(b, text, name);
	arena_release(&a);
}
