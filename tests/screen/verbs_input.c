/* Verbs that do something to the program: keys, text, mouse, size, signals. */
#include "tests/screen/verbs.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/screen/keys.h"
#include "tests/screen/utf8.h"
#include "util/alloc.h"

bool stage_rest(struct stage *s)
{
	return child_wait(&s->child, NULL, NULL) || s->child.exited ||
	       stage_fail(s, "the program does not come to rest");
}

bool press_group(struct stage *s, const char *keys)
{
	while (*keys) {
		bool escape = strncmp(keys, "<Esc>", 5) == 0;

		if (!key_press(&s->child.term, &keys))
			return stage_fail(s, "no such key: %s", keys);
		s->pressed++;
		if (escape || !*keys) {
			child_send(&s->child);
			if (*keys && !stage_rest(s))
				return false;
		}
	}
	return true;
}

static bool play_keys(struct stage *s, char *rest)
{
	char *save = NULL, *next;

	for (char *w = strtok_r(rest, " ", &save); w; w = next) {
		if (!press_group(s, w))
			return false;
		next = strtok_r(NULL, " ", &save);
		if (next && !stage_rest(s))
			return false;
	}
	return true;
}

static bool play_type(struct stage *s, char *rest)
{
	for (const char *p = rest; *p;) {
		utf8_add(&s->child.term.reply, utf8_next(&p));
		s->pressed++;
	}
	child_send(&s->child);
	return true;
}

/* With \xHH, \n, \t and \\ put in. */
static void unescape(struct buf *out, const char *p)
{
	static const char from[] = "nrt\\", to[] = "\n\r\t\\";

	for (; *p; p++) {
		const char *known;
		unsigned byte;

		if (*p != '\\') {
			buf_addc(out, *p);
		} else if (sscanf(p, "\\x%2x", &byte) == 1) {
			buf_addc(out, (char)byte);
			p += 3;
		} else if (p[1] && (known = strchr(from, p[1]))) {
			buf_addc(out, to[known - from]);
			p++;
		}
	}
}

static bool play_raw(struct stage *s, char *rest)
{
	unescape(&s->child.term.reply, rest);
	child_send(&s->child);
	return true;
}

static bool play_paste(struct stage *s, char *rest)
{
	struct term *t = &s->child.term;

	vterm_keyboard_start_paste(t->vt);
	unescape(&t->reply, rest);
	vterm_keyboard_end_paste(t->vt);
	child_send(&s->child);
	return true;
}

static bool play_mouse(struct stage *s, char *rest)
{
	static const struct {
		const char *name;
		int button;
	} buttons[] = {
		{"press", 1}, {"middle", 2}, {"right", 3}, {"wheel-up", 4}, {"wheel-down", 5}};
	struct term *t = &s->child.term;
	int row, col;
	char what[16];

	if (sscanf(rest, "%15s %d,%d", what, &row, &col) != 3)
		return stage_fail(s, "mouse BUTTON ROW,COL");
	if (t->mouse == VTERM_PROP_MOUSE_NONE)
		return stage_fail(s, "the program does not listen to the mouse");
	vterm_mouse_move(t->vt, row - 1, col - 1, VTERM_MOD_NONE);
	for (size_t i = 0; i < ARRAY_LEN(buttons); i++) {
		if (strcmp(buttons[i].name, what) != 0)
			continue;
		vterm_mouse_button(t->vt, buttons[i].button, true, VTERM_MOD_NONE);
		if (buttons[i].button < 4)
			vterm_mouse_button(t->vt, buttons[i].button, false, VTERM_MOD_NONE);
		child_send(&s->child);
		return true;
	}
	return stage_fail(s, "no such button: %s", what);
}

static bool play_resize(struct stage *s, char *rest)
{
	int rows, cols;

	if (sscanf(rest, "%dx%d", &cols, &rows) != 2)
		return stage_fail(s, "resize COLSxROWS");
	child_resize(&s->child, rows, cols);
	return true;
}

static bool play_signal(struct stage *s, char *rest)
{
	static const struct {
		const char *name;
		int number;
	} signals[] = {{"TERM", SIGTERM}, {"HUP", SIGHUP}, {"INT", SIGINT}, {"CONT", SIGCONT},
		{"STOP", SIGSTOP}, {"WINCH", SIGWINCH}, {"USR1", SIGUSR1}, {"QUIT", SIGQUIT},
		{"ABRT", SIGABRT}, {"SEGV", SIGSEGV}, {"BUS", SIGBUS}, {"FPE", SIGFPE},
		{"ILL", SIGILL}, {"TSTP", SIGTSTP}};

	for (size_t i = 0; i < ARRAY_LEN(signals); i++) {
		if (strcmp(signals[i].name, rest) != 0)
			continue;
		s->signal = signals[i].number;
		return kill(s->child.pid, s->signal) == 0;
	}
	return stage_fail(s, "no such signal: %s", rest);
}

const struct verb input_verbs[] = {
	{"keys", play_keys, CHANGES},
	{"type", play_type, CHANGES},
	{"raw", play_raw, CHANGES},
	{"paste", play_paste, CHANGES},
	{"mouse", play_mouse, CHANGES},
	{"resize", play_resize, CHANGES},
	{"signal", play_signal, CHANGES},
	{"monkey", play_monkey, CHANGES},
	{0},
};
