/*
 * A monkey at the terminal: keys, text, mouse, pastes, torn sequences, sizes and signals by chance.
 *
 * Events go out in bursts, as typed ahead; behind each burst the program must come to rest and its
 * screen be what a fresh drawing shows. When it was told to quit, it must have given the terminal
 * back, and is started anew.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>

#include "tests/screen/utf8.h"
#include "tests/screen/verbs.h"
#include "util/alloc.h"

#define TOLD 64 /* events that are told when something is wrong */

struct monkey {
	struct stage *stage;
	unsigned long seed;
	char told[TOLD][48];
	unsigned long n; /* events so far */
};

static unsigned long chance(struct monkey *m, unsigned long below)
{
	m->seed = m->seed * 6364136223846793005ul + 1442695040888963407ul;
	return (m->seed >> 33) % below;
}

static void tell(struct monkey *m, const char *what, const char *detail)
{
	snprintf(m->told[m->n % TOLD], sizeof(m->told[0]), "%s %s", what, detail);
}

#define WAITS 50 /* that a program in front may need a key at most */

static bool keys_are_signals(const struct child *c)
{
	struct termios modes;

	return tcgetattr(c->slave, &modes) == 0 && (modes.c_lflag & ISIG);
}

/*
 * What a program that has failed leaves is there until a key is pressed. One that still runs
 * leaves that key unread, so it may take more than one.
 */
static bool come_to_rest(struct monkey *m)
{
	struct stage *s = m->stage;
	size_t before = s->why.n;
	bool rested = stage_rest(s);
	int waits;

	for (waits = 0; waits < WAITS && !s->child.exited && keys_are_signals(&s->child); waits++) {
		buf_truncate(&s->why, before);
		buf_adds(&s->child.term.reply, "\r");
		child_send(&s->child);
		rested = stage_rest(s);
	}
	return rested;
}

/* ---- events ---------------------------------------------------------------------------------- */

static const char *const keys[] = {"j", "k", "d", "u", "<C-d>", "<C-u>", "<Space>", "b", "g", "G",
	"h", "l", "J", "K", "<Enter>", "<Esc>", "<Tab>", "<S-Tab>", "1", "2", "3", "4", "5", "6", "7",
	"[", "]", "{", "}", "/a<Enter>", "/", "n", "N", "f", "f<C-u>sub:net<Enter>", "F", "s", "a",
	"w", "z", "?", "x", "<Left>", "<Right>", "<BS>", "<Up>", "<Down>", "<F5>", "<PageUp>",
	"<PageDown>", "<Home>", "<End>", "<Del>", "<Insert>", "<M-5>", "<M-x>", "<C-e>", "<C-y>",
	"<C-p>", "<C-n>", "<C-x>", "<C-w>", "<C-a>", "<C-k>", "<C-g>", "<C-v>", "<C-s>", "<C-z>",
	"<C-c><Esc>", "q<Esc>", "=", "X", "+", "-", ".", "t", "T", "r", "m", "i", "M", "C", "U", "S",
	"c", "W", "B", "D", "H", "<lt>", ">", ":", "*", "y", "e", "|", "o", "L", "R", "v", "V"};

static bool press_key(struct monkey *m)
{
	const char *key = keys[chance(m, ARRAY_LEN(keys))];

	tell(m, "keys", key);
	return press_group(m->stage, key);
}

static bool type_text(struct monkey *m)
{
	static const char *const texts[] = {"net", "sub:", "f:a ", "is:unread", "\"ring", "/x[/", "v:>=2 ",
		"é", "中文", "e\xcc\x81", " OR ", "-", "(", "dfn:drivers/*"};
	const char *text = texts[chance(m, ARRAY_LEN(texts))];
	struct child *c = &m->stage->child;

	tell(m, "type", text);
	buf_adds(&c->term.reply, text);
	child_send(c);
	return true;
}

static bool use_mouse(struct monkey *m)
{
	static const int buttons[] = {1, 1, 1, 4, 5, 5, 2, 3};
	struct child *c = &m->stage->child;
	int button = buttons[chance(m, ARRAY_LEN(buttons))];
	int row = (int)chance(m, (unsigned long)c->term.rows);
	int col = (int)chance(m, (unsigned long)c->term.cols);
	int times = (int)chance(m, 3) + 1;
	char what[32];

	snprintf(what, sizeof(what), "%dx%d at %d,%d", times, button, row + 1, col + 1);
	tell(m, "mouse", what);
	vterm_mouse_move(c->term.vt, row, col, VTERM_MOD_NONE);
	while (times-- > 0) {
		vterm_mouse_button(c->term.vt, button, true, VTERM_MOD_NONE);
		vterm_mouse_button(c->term.vt, button, false, VTERM_MOD_NONE);
	}
	child_send(c);
	return true;
}

/*
 * Bytes that begin a character make one that the pieces below do not have: libvterm and the C
 * library do not agree on the width of each.
 */
static char no_lead(unsigned char c)
{
	/* C-s would stop the terminal itself, should another program have it just then. */
	if (c == 0x13)
		return 'S';
	return (char)(c >= 0xc2 && c < 0xf5 ? 0x80 | (c & 0x3f) : c);
}

/* Anything else, with more escapes than there would be by chance. */
static void add_bytes(struct monkey *m, struct buf *out, unsigned long n)
{
	static const char *const pieces[] = {"\x1b[", "\x1b]52;c;", "\x1bO", "\x1b", "\x1b[<", ";5;",
		"\x1b[M", "\x1b[200~", "\x1b[201~", "\x1bP", "\xe4\xb8", "\xff\xfe", "\n", "\x9b"};

	while (n-- > 0) {
		if (chance(m, 4) == 0)
			buf_adds(out, pieces[chance(m, ARRAY_LEN(pieces))]);
		else
			buf_addc(out, no_lead((unsigned char)chance(m, 256)));
	}
}

/* Behind bytes that may have begun a paste or a sequence there is a way back to keys. */
static bool send_bytes(struct monkey *m)
{
	struct child *c = &m->stage->child;

	tell(m, "bytes", "");
	add_bytes(m, &c->term.reply, chance(m, 40));
	buf_adds(&c->term.reply, "\x1b[201~\x03");
	child_send(c);
	if (!come_to_rest(m))
		return false;
	return press_group(m->stage, "<Esc>");
}

static bool send_paste(struct monkey *m)
{
	struct child *c = &m->stage->child;

	bool raw = chance(m, 2) == 0;
	size_t from, i;

	tell(m, "paste", raw ? "raw" : "");
	buf_adds(&c->term.reply, "\x1b[200~");
	from = c->term.reply.n;
	add_bytes(m, &c->term.reply, chance(m, 200));
	/*
	 * Most terminals take the controls out of what is pasted, so that its end cannot get lost.
	 */
	for (i = from; i < c->term.reply.n && !raw; i++) {
		if (c->term.reply.p[i] == '\x1b' || c->term.reply.p[i] == '\x9b')
			c->term.reply.p[i] = '?';
	}
	buf_adds(&c->term.reply, raw ? "\x1b[201~\x03" : "\x1b[201~");
	if (raw) {
		child_send(c);
		return come_to_rest(m) && press_group(m->stage, "<Esc>");
	}
	if (chance(m, 4) == 0) /* a key typed at once behind it */
		buf_adds(&c->term.reply, "\r");
	child_send(c);
	return true;
}

/* A sequence in two pieces; now and then the rest comes when an escape has become a key. */
static bool tear_sequence(struct monkey *m)
{
	static const char *const sequences[] = {"\x1b[A", "\x1b[B", "\x1bOC", "\x1b[5~", "\x1b[6~",
		"\x1b[1;5C", "\x1b[<65;10;10M", "\x1b[<0;10;10M", "\xe4\xb8\xad", "\x1b[200~ab\x1b[201~"};
	const char *sequence = sequences[chance(m, ARRAY_LEN(sequences))];
	size_t at = 1 + chance(m, strlen(sequence) - 1);
	struct child *c = &m->stage->child;

	tell(m, "torn", sequence + 1);
	buf_add(&c->term.reply, sequence, at);
	child_send(c);
	if (chance(m, 8) == 0 && !come_to_rest(m))
		return false;
	buf_adds(&c->term.reply, sequence + at);
	child_send(c);
	return true;
}

/*
 * In one column libvterm dies of a wide character, which the kernel echoes when it may; sizes.scene
 * has it.
 */
static bool change_size(struct monkey *m)
{
	static const int sizes[][2] = {{24, 80}, {10, 40}, {36, 120}, {50, 200}, {17, 99}, {5, 20},
		{1, 2}, {2, 300}, {60, 3}};
	size_t i = chance(m, ARRAY_LEN(sizes) * 2);
	int rows = i < ARRAY_LEN(sizes) ? sizes[i][0] : 1 + (int)chance(m, 70);
	int cols = i < ARRAY_LEN(sizes) ? sizes[i][1] : 2 + (int)chance(m, 219);
	char what[32];

	snprintf(what, sizeof(what), "%dx%d", cols, rows);
	tell(m, "resize", what);
	/* What is under way is for the size of before. */
	if (!come_to_rest(m))
		return false;
	child_resize(&m->stage->child, rows, cols);
	return true;
}

static bool send_signal(struct monkey *m)
{
	static const struct {
		int number;
		const char *name;
	} signals[] = {{SIGCONT, "CONT"}, {SIGWINCH, "WINCH"}, {SIGTSTP, "TSTP"}, {SIGSTOP, "STOP"}};
	size_t i = chance(m, ARRAY_LEN(signals));
	pid_t pid = m->stage->child.pid;

	tell(m, "signal", signals[i].name);
	kill(pid, signals[i].number);
	kill(pid, SIGCONT);
	return true;
}

/* How many of a hundred. */
static const struct {
	unsigned long share;
	bool (*play)(struct monkey *m);
} events[] = {
	{62, press_key},
	{8, type_text},
	{13, use_mouse},
	{3, send_bytes},
	{3, send_paste},
	{5, tear_sequence},
	{4, change_size},
	{2, send_signal},
};

static bool play_event(struct monkey *m)
{
	unsigned long at = chance(m, 100);
	size_t i = 0;

	while (at >= events[i].share)
		at -= events[i++].share;
	return events[i].play(m);
}

/* ---- bursts ---------------------------------------------------------------------------------- */

/* While the terminal is not its own, as when it is suspended, two keys are signals. */
static bool was_interrupted(int status)
{
	return WIFSIGNALED(status) && (WTERMSIG(status) == SIGINT || WTERMSIG(status) == SIGQUIT);
}

static bool begin_again(struct monkey *m)
{
	struct child *c = &m->stage->child;

	if (c->status != 0 && !was_interrupted(c->status))
		return stage_fail(m->stage, "it ended with status %x", (unsigned)c->status);
	if (!child_restored(c, &m->stage->why) || !stage_restart(m->stage))
		return false;
	return come_to_rest(m);
}

static bool burst(struct monkey *m, unsigned long n)
{
	struct stage *s = m->stage;

	for (; n > 0 && !s->child.exited; n--, m->n++) {
		if (!play_event(m) && !s->child.exited) {
			m->n++;
			return false;
		}
	}
	if (!come_to_rest(m))
		return false;
	if (s->child.exited)
		return begin_again(m);
	buf_clear(&s->child.term.log);
	s->dirty = true;
	return fresh_check(s) || (s->child.exited && begin_again(m));
}

static void tell_all(struct monkey *m)
{
	unsigned long i = m->n > TOLD ? m->n - TOLD : 0;

	stage_fail(m->stage, "after %lu events, the last of which were", m->n);
	for (; i < m->n; i++)
		stage_fail(m->stage, "%s", m->told[i % TOLD]);
}

bool play_monkey(struct stage *s, char *rest)
{
	struct monkey m = {.stage = s};
	unsigned long count, every = 1;

	if (sscanf(rest, "%lu %lu %lu", &count, &m.seed, &every) < 2 || every < 1)
		return stage_fail(s, "monkey COUNT SEED [EVERY]");
	while (m.n < count) {
		if (!burst(&m, every)) {
			tell_all(&m);
			return false;
		}
	}
	return true;
}
