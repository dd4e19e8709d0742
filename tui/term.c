#include "tui/term.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "util/alloc.h"
#include <term.h> /* last: it defines words like `lines` as macros */

#define PASTE_ON  "\033[?2004h"
#define PASTE_OFF "\033[?2004l"
/* Presses and releases, with numbers for the place and not bytes, which end at column 223. */
#define MOUSE_ON  "\033[?1000h\033[?1006h"
#define MOUSE_OFF "\033[?1006l\033[?1000l"

#define SEQUENCE_MS 50 /* within a sequence of bytes that is one key */

struct terminal {
	int fd;
	FILE *file;
	SCREEN *screen;
	struct input *input;
	sigset_t mask; /* as it was before */
	int rows, cols;
	bool entered;
	bool mouse;
	bool gone;
};

/* The record: what gives the terminal back without asking anybody. */
static struct {
	volatile sig_atomic_t active;
	int fd;
	pid_t pid;
	struct termios modes;
	char bytes[256];
	size_t n;
} restore;

static struct {
	volatile sig_atomic_t resized, stop, continued, child, end;
} flags;

static const int caught[] = {SIGWINCH, SIGTSTP, SIGCONT, SIGCHLD, SIGTERM, SIGHUP,
	SIGINT, SIGQUIT};
static const int fatal[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
static struct sigaction fatal_before[ARRAY_LEN(fatal)];

static void note_signal(int signal)
{
	if (signal == SIGWINCH)
		flags.resized = 1;
	else if (signal == SIGTSTP)
		flags.stop = 1;
	else if (signal == SIGCONT)
		flags.continued = 1;
	else if (signal == SIGCHLD)
		flags.child = 1;
	else
		flags.end = signal;
}

/* Only what is safe in a signal handler. */
static void restore_now(void)
{
	if (!restore.active || restore.pid != getpid())
		return;
	restore.active = 0;
	if (write(restore.fd, restore.bytes, restore.n) < 0)
		return;
	tcsetattr(restore.fd, TCSANOW, &restore.modes);
}

static void fatal_signal(int signal)
{
	size_t i;

	restore_now();
	for (i = 0; i < ARRAY_LEN(fatal); i++) {
		if (fatal[i] == signal)
			sigaction(signal, &fatal_before[i], NULL);
	}
	raise(signal);
}

static void catch_signals(struct terminal *term)
{
	struct sigaction note = {.sa_handler = note_signal};
	struct sigaction die = {.sa_handler = fatal_signal, .sa_flags = SA_NODEFER};
	sigset_t blocked;
	size_t i;

	sigemptyset(&blocked);
	for (i = 0; i < ARRAY_LEN(caught); i++)
		sigaddset(&blocked, caught[i]);
	pthread_sigmask(SIG_BLOCK, &blocked, &term->mask);
	for (i = 0; i < ARRAY_LEN(caught); i++)
		sigdelset(&term->mask, caught[i]);
	for (i = 0; i < ARRAY_LEN(caught); i++)
		sigaction(caught[i], &note, NULL);
	for (i = 0; i < ARRAY_LEN(fatal); i++)
		sigaction(fatal[i], &die, &fatal_before[i]);
}

static void release_signals(struct terminal *term)
{
	struct sigaction plain = {.sa_handler = SIG_DFL};
	size_t i;

	for (i = 0; i < ARRAY_LEN(fatal); i++)
		sigaction(fatal[i], &fatal_before[i], NULL);
	for (i = 0; i < ARRAY_LEN(caught); i++)
		sigaction(caught[i], &plain, NULL);
	pthread_sigmask(SIG_SETMASK, &term->mask, NULL);
}

void term_die_by(const sigset_t *mask, int signal)
{
	struct sigaction plain = {.sa_handler = SIG_DFL};

	sigaction(signal, &plain, NULL);
	pthread_sigmask(SIG_SETMASK, mask, NULL);
	raise(signal);
}

struct term_signals term_take_signals(void)
{
	struct term_signals taken = {
		.resized = flags.resized != 0,
		.stop = flags.stop != 0,
		.continued = flags.continued != 0,
		.child = flags.child != 0,
		.end = flags.end,
	};

	/* They are blocked here, so none is lost in between. */
	flags.resized = flags.stop = flags.continued = flags.child = flags.end = 0;
	return taken;
}

/* A string for the terminal without its delays; its length. NULL is allowed. */
static size_t without_delays(const char *s, char *out, size_t room)
{
	size_t n = 0;

	while (s && *s && n < room) {
		const char *end = s[0] == '$' && s[1] == '<' ? strchr(s, '>') : NULL;

		if (end)
			s = end + 1;
		else
			out[n++] = *s++;
	}
	return n;
}

/* NULL when the terminal cannot do it. */
static const char *capability(const char *name)
{
	const char *s = tigetstr(name);

	return s == (const char *)-1 ? NULL : s;
}

static size_t plain_string(const char *name, char *out, size_t room)
{
	return without_delays(capability(name), out, room);
}

static void make_record(int fd, const struct termios *modes)
{
	static const char *const names[] = {"sgr0", "op", "rmkx", "rmcup", "cnorm"};
	size_t i;

	restore.fd = fd;
	restore.pid = getpid();
	restore.modes = *modes;
	memcpy(restore.bytes, PASTE_OFF MOUSE_OFF, strlen(PASTE_OFF MOUSE_OFF));
	restore.n = strlen(PASTE_OFF MOUSE_OFF);
	for (i = 0; i < ARRAY_LEN(names); i++)
		restore.n += plain_string(names[i], restore.bytes + restore.n,
			sizeof(restore.bytes) - restore.n);
}

/* Whether the terminal can do what a screen needs; terminfo is loaded. */
static bool check_terminal(int fd, struct error *err)
{
	const char *name = getenv("TERM");
	const char *cup;
	int why;

	if (!name || !*name)
		return error_set(err, ERROR_SYSTEM,
			"TERM is not set, so the terminal cannot be driven; try TERM=xterm");
	if (setupterm(name, fd, &why) == ERR)
		return error_set(err, ERROR_SYSTEM,
			"the terminal '%s' is not known here; install its terminfo entry or set "
			"TERM to one that is",
			name);
	cup = tigetstr("cup");
	if (!cup || cup == (char *)-1)
		return error_set(err, ERROR_SYSTEM,
			"the terminal '%s' cannot move its cursor, so there can be no screen; "
			"'tidings search' works without one",
			name);
	return true;
}

static bool open_terminal(struct terminal *term, struct termios *modes, struct error *err)
{
	term->fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
	if (term->fd < 0)
		return error_errno(err, "cannot open the terminal, /dev/tty");
	if (tcgetattr(term->fd, modes) < 0)
		return error_errno(err, "/dev/tty is no terminal");
	term->file = fdopen(term->fd, "r+");
	if (!term->file)
		return error_errno(err, "cannot open the terminal, /dev/tty");
	return check_terminal(term->fd, err);
}

/* termkey comes before newterm: one built on terminfo would move cur_term. */
static bool open_screen(struct terminal *term, struct error *err)
{
	bool utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
	TERMINAL *checked = cur_term;

	term->input = input_new(term->fd, utf8);
	if (!term->input)
		return error_set(err, ERROR_SYSTEM, "libtermkey does not know the terminal '%s'",
			getenv("TERM"));
	/* The size is the terminal's, not that of LINES and COLUMNS or of terminfo. */
	use_env(FALSE);
	use_tioctl(TRUE);
	term->screen = newterm(NULL, term->file, term->file);
	if (!term->screen)
		return error_set(err, ERROR_SYSTEM, "the terminal '%s' cannot show a screen",
			getenv("TERM"));
	if (checked && checked != cur_term)
		del_curterm(checked);
	/*
	 * Until it has been left once, ncurses 6.4 writes out at each move of the cursor what it has:
	 * a frame went over the line in a hundred packets. The first frame enters the screen again.
	 */
	endwin();
	return true;
}

static void set_modes(void)
{
	raw();
	noecho();
	nonl(); /* 0x0d is Enter to libtermkey; translated it would be C-j */
	curs_set(0);
	typeahead(-1); /* else a frame may be cut short while keys wait */
	leaveok(stdscr, FALSE);
	scrollok(stdscr, FALSE);
	idlok(stdscr, TRUE);
}

void term_send(struct terminal *term, struct slice bytes)
{
	while (bytes.n && !term->gone) {
		ssize_t n = write(term->fd, bytes.p, bytes.n);

		if (n < 0 && errno != EINTR)
			term->gone = errno == EIO;
		if (n < 0 && errno != EINTR)
			return;
		bytes = slice_skip(bytes, n > 0 ? (size_t)n : 0);
	}
}

static void send(struct terminal *term, const char *bytes)
{
	term_send(term, slice_cstr(bytes));
}

/* Some terminals keep with a cursor's place that it was hidden, and hide it where they go back. */
static void show_cursor(struct terminal *term)
{
	char bytes[64];

	bytes[plain_string("cnorm", bytes, sizeof(bytes) - 1)] = '\0';
	send(term, bytes);
}

static void term_release(struct terminal *term)
{
	input_free(term->input);
	if (term->screen) {
		SCREEN *screen = term->screen;

		set_term(screen);
		delscreen(screen);
	}
	if (term->file)
		fclose(term->file);
	else if (term->fd >= 0)
		close(term->fd);
	free(term);
}

struct terminal *term_start(struct error *err)
{
	struct terminal *term = xcalloc(1, sizeof(*term));
	struct termios modes;

	if (!open_terminal(term, &modes, err)) {
		term_release(term);
		return NULL;
	}
	make_record(term->fd, &modes);
	catch_signals(term);
	if (!open_screen(term, err)) {
		release_signals(term);
		term_release(term);
		return NULL;
	}
	restore.active = 1;
	atexit(restore_now);
	alloc_set_handler(restore_now);
	set_modes();
	term_resize(term);
	getmaxyx(stdscr, term->rows, term->cols);
	send(term, PASTE_ON);
	term->entered = true;
	return term;
}

void term_use_mouse(struct terminal *term, bool mouse)
{
	if (term->mouse == mouse)
		return;
	term->mouse = mouse;
	if (term->entered)
		send(term, mouse ? MOUSE_ON : MOUSE_OFF);
}

void term_leave(struct terminal *term)
{
	if (!term->entered)
		return;
	term->entered = false;
	send(term, PASTE_OFF);
	if (term->mouse)
		send(term, MOUSE_OFF);
	if (term->gone)
		return;
	input_pause(term->input);
	curs_set(1);
	endwin();
	show_cursor(term);
	restore.active = 0;
}

void term_enter(struct terminal *term)
{
	if (term->gone)
		return;
	restore.active = 1;
	reset_prog_mode();
	/* Before curses sets the scrolling region, which is that of the size that it knows. */
	term_resize(term);
	input_resume(term->input);
	curs_set(0);
	clearok(curscr, TRUE);
	refresh();
	send(term, PASTE_ON);
	if (term->mouse)
		send(term, MOUSE_ON);
	term->entered = true;
}

void term_end(struct terminal *term)
{
	if (!term)
		return;
	term_leave(term);
	restore.active = 0;
	alloc_set_handler(NULL);
	release_signals(term);
	term_release(term);
}

void term_stop_job(void)
{
	struct sigaction plain = {.sa_handler = SIG_DFL}, note;
	sigset_t stop;

	sigemptyset(&stop);
	sigaddset(&stop, SIGTSTP);
	sigaction(SIGTSTP, &plain, &note);
	/* The whole job, so that what started us is stopped too and the shell takes over. */
	kill(0, SIGTSTP);
	pthread_sigmask(SIG_UNBLOCK, &stop, NULL); /* here it stops */
	pthread_sigmask(SIG_BLOCK, &stop, NULL);
	sigaction(SIGTSTP, &note, NULL);
	flags.continued = 0;
}

void term_suspend(struct terminal *term)
{
	term_leave(term);
	term_stop_job();
	term_enter(term);
}

void term_forget_keys(void)
{
	static const int sent[] = {SIGINT, SIGQUIT, SIGTSTP};
	struct sigaction ignore = {.sa_handler = SIG_IGN}, note;
	size_t i;

	/* What is ignored is no longer pending. */
	for (i = 0; i < ARRAY_LEN(sent); i++) {
		sigaction(sent[i], &ignore, &note);
		sigaction(sent[i], &note, NULL);
	}
}

/* Keys come one by one and are not echoed; those that send a signal still do. */
static void hear_keys(struct terminal *term, int when)
{
	struct termios modes;

	reset_shell_mode(); /* whatever a program has left */
	if (tcgetattr(term->fd, &modes) < 0)
		return;
	modes.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ECHONL);
	modes.c_lflag |= ISIG;
	modes.c_cc[VMIN] = 1;
	modes.c_cc[VTIME] = 0;
	restore.active = 1;
	tcsetattr(term->fd, when, &modes);
}

/* What comes while a key is waited for. True: no longer; C-c says so, too. */
static bool called_away(struct terminal *term, bool *child)
{
	struct term_signals taken = term_take_signals();

	*child |= taken.child;
	if (taken.stop) {
		reset_shell_mode();
		term_stop_job();
		hear_keys(term, TCSANOW);
	}
	if (taken.end && taken.end != SIGINT && taken.end != SIGQUIT)
		kill(getpid(), taken.end); /* to be seen by the loop */
	return taken.end != 0;
}

/* Whether a key has come; of one that is a sequence the rest may lag behind. */
static bool take_key(struct terminal *term)
{
	struct pollfd fd = {.fd = term->fd, .events = POLLIN};
	char bytes[256];
	ssize_t n = read(term->fd, bytes, sizeof(bytes));

	while (n > 0 && bytes[0] == '\033' && poll(&fd, 1, SEQUENCE_MS) > 0) {
		if (read(term->fd, bytes + 1, sizeof(bytes) - 1) <= 0)
			break;
	}
	return n > 0;
}

void term_wait_key(struct terminal *term, struct vis sentence)
{
	bool waiting = !term->gone, child = false;

	/* Nothing that was typed to the program, or told it by the terminal, is meant for us. */
	hear_keys(term, TCSAFLUSH);
	send(term, "\n");
	term_send(term, slice_from(sentence.p, sentence.n));
	send(term, "; any key goes on ");
	while (waiting) {
		struct pollfd fd = {.fd = term->fd, .events = POLLIN};
		bool ready = ppoll(&fd, 1, NULL, &term->mask) > 0;

		waiting = !called_away(term, &child) && !(fd.revents & (POLLHUP | POLLERR)) &&
			  !(ready && take_key(term));
	}
	send(term, "\n");
	restore.active = 0;
	if (child)
		kill(getpid(), SIGCHLD); /* the same */
	tcflush(term->fd, TCIFLUSH); /* nor what came with that key */
}

void term_hung_up(struct terminal *term)
{
	term->gone = true;
	restore.active = 0;
}

/*
 * What was under way while the window grew may have left the scrolling region as high as it was
 * before, and curses, which is not told, thinks of the whole screen. The cursor is then elsewhere.
 */
static void free_scrolling(struct terminal *term, int rows)
{
	const char *csr = capability("csr");
	char bytes[64];

	if (csr && term->entered)
		term_send(term, slice_from(bytes, without_delays(tiparm(csr, 0, rows - 1), bytes,
							  sizeof(bytes))));
}

bool term_resize(struct terminal *term)
{
	struct winsize size;
	int rows = term->rows, cols = term->cols;

	if (ioctl(term->fd, TIOCGWINSZ, &size) < 0 || size.ws_row == 0 || size.ws_col == 0)
		return false;
	if (size.ws_row == LINES && size.ws_col == COLS && size.ws_row == rows &&
		size.ws_col == cols)
		return false;
	if (size.ws_row != LINES || size.ws_col != COLS)
		resizeterm(size.ws_row, size.ws_col);
	free_scrolling(term, size.ws_row);
	/*
	 * Terminals differ in what they keep of a screen of another size, wide characters above
	 * all.
	 */
	clearok(curscr, TRUE);
	term->rows = size.ws_row;
	term->cols = size.ws_col;
	return true;
}

void term_size(const struct terminal *term, int *rows, int *cols)
{
	*rows = term->rows;
	*cols = term->cols;
}

int term_fd(const struct terminal *term)
{
	return term->fd;
}

struct input *term_input(const struct terminal *term)
{
	return term->input;
}

const sigset_t *term_mask(const struct terminal *term)
{
	return &term->mask;
}
