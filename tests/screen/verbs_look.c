/* Verbs that look at the screen, at the bytes, and at how the program ended. */
#include "tests/screen/verbs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "tests/screen/idle.h"
#include "util/alloc.h"

/* What is looked for, and where; row 0 is any row. */
struct wanted {
	int row, col;
	const char *text;
	bool absent;
	bool selected; /* the row has to have the mark of a selected one before the text */
};

/* In a pane without the focus the mark is another one, which stands elsewhere too. */
static const char *find_mark(const char *row)
{
	static const char *const behind[] = {"|)", "\u2502)"};
	const char *found = strchr(row, '>');

	if (*row == ')')
		return row;
	for (size_t i = 0; i < ARRAY_LEN(behind) && !found; i++)
		found = strstr(row, behind[i]);
	return found;
}

static bool row_has(const struct term *t, int row, const struct wanted *w)
{
	struct buf text;
	const char *mark, *found;

	buf_init(&text);
	term_row(t, row, w->col ? w->col : 1, &text);
	mark = w->selected ? find_mark(text.p) : text.p;
	found = mark ? strstr(mark, w->text) : NULL;
	if (found && w->col && found != text.p)
		found = NULL;
	buf_release(&text);
	return found != NULL;
}

static bool wanted_holds(struct child *c, void *data)
{
	const struct wanted *w = data;
	bool found = false;

	if (w->row)
		found = w->row <= c->term.rows && row_has(&c->term, w->row, w);
	else
		for (int row = 1; row <= c->term.rows && !found; row++)
			found = row_has(&c->term, row, w);
	return found != w->absent;
}

static bool wait_for(struct stage *s, struct wanted w)
{
	char where[32] = "";

	if (w.row)
		snprintf(where, sizeof(where), w.col ? " at %d,%d" : " in row %d", w.row, w.col);
	if (child_wait(&s->child, wanted_holds, &w))
		return true;
	return stage_fail(s, "%s%s: %s", w.absent ? "still there" : "not seen", where, w.text);
}

static bool play_see(struct stage *s, char *rest)
{
	return wait_for(s, (struct wanted){.text = rest});
}

static bool play_gone(struct stage *s, char *rest)
{
	return wait_for(s, (struct wanted){.text = rest, .absent = true});
}

/* "5 text", "5,10 text"; a row below 0 counts from the last one. */
static char *read_place(struct stage *s, char *rest, int *row, int *col)
{
	char *p;

	*row = (int)strtol(rest, &p, 10);
	*col = 0;
	if (*p == ',')
		*col = (int)strtol(p + 1, &p, 10);
	if (*row < 0)
		*row += s->child.term.rows + 1;
	return p + strspn(p, " ");
}

static bool play_line(struct stage *s, char *rest)
{
	struct wanted w = {.row = 0};

	w.text = read_place(s, rest, &w.row, &w.col);
	return wait_for(s, w);
}

static bool play_notline(struct stage *s, char *rest)
{
	struct wanted w = {.absent = true};

	w.text = read_place(s, rest, &w.row, &w.col);
	return wait_for(s, w);
}

static bool play_cursorrow(struct stage *s, char *rest)
{
	return wait_for(s, (struct wanted){.text = rest, .selected = true});
}

/* "fg=12" or "bg=12": the colour of this number. */
static bool color_is(const VTermScreenCell *cell, const char *word)
{
	const VTermColor *color = *word == 'f' ? &cell->fg : &cell->bg;

	if (VTERM_COLOR_IS_DEFAULT_FG(color) || VTERM_COLOR_IS_DEFAULT_BG(color))
		return false;
	return VTERM_COLOR_IS_INDEXED(color) && color->indexed.idx == atoi(word + 3);
}

static bool cell_has(const VTermScreenCell *cell, const char *word)
{
	const struct {
		const char *name;
		bool on;
	} names[] = {{"bold", cell->attrs.bold}, {"underline", cell->attrs.underline},
		{"italic", cell->attrs.italic}, {"blink", cell->attrs.blink},
		{"reverse", cell->attrs.reverse},
		{"colour", !VTERM_COLOR_IS_DEFAULT_FG(&cell->fg) ||
				   !VTERM_COLOR_IS_DEFAULT_BG(&cell->bg)}};
	bool wanted = *word != '-';

	word += !wanted;
	if (strncmp(word, "fg=", 3) == 0 || strncmp(word, "bg=", 3) == 0)
		return color_is(cell, word) == wanted;
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (strcmp(names[i].name, word) == 0)
			return names[i].on == wanted;
	return false;
}

static bool style_holds(struct child *c, void *data)
{
	const struct wanted *w = data;
	VTermScreenCell cell = term_cell(&c->term, w->row, w->col);
	char words[128], *save = NULL;

	snprintf(words, sizeof(words), "%s", w->text);
	for (char *p = strtok_r(words, "|", &save); p; p = strtok_r(NULL, "|", &save))
		if (!cell_has(&cell, p))
			return false;
	return true;
}

static bool play_style(struct stage *s, char *rest)
{
	struct wanted w = {.row = 0};

	w.text = read_place(s, rest, &w.row, &w.col);
	return child_wait(&s->child, style_holds, &w) ||
	       stage_fail(s, "the cell at %d,%d is not %s", w.row, w.col, w.text);
}

/* No cell of the screen has a colour. */
static bool no_colour(struct child *c, void *data)
{
	(void)data;
	for (int row = 1; row <= c->term.rows; row++)
		for (int col = 1; col <= c->term.cols; col++) {
			VTermScreenCell cell = term_cell(&c->term, row, col);

			if (cell_has(&cell, "colour"))
				return false;
		}
	return true;
}

static bool some_colour(struct child *c, void *data)
{
	return !no_colour(c, data);
}

static bool play_colour(struct stage *s, char *rest)
{
	bool none = strcmp(rest, "none") == 0;

	return child_wait(&s->child, none ? no_colour : some_colour, NULL) ||
	       stage_fail(s, none ? "a cell has a colour" : "no cell has a colour");
}

static struct saved *find_saved(struct stage *s, const char *name)
{
	for (size_t i = 0; i < s->saved_n; i++)
		if (strcmp(s->saved[i].name, name) == 0)
			return &s->saved[i];
	return NULL;
}

static bool play_save(struct stage *s, char *rest)
{
	struct saved *saved = find_saved(s, rest);

	if (!child_wait(&s->child, NULL, NULL))
		return stage_fail(s, "the program does not come to rest");
	if (saved) {
		snapshot_release(&saved->snapshot);
	} else {
		GROW(s->saved, s->saved_room, s->saved_n + 1);
		saved = &s->saved[s->saved_n++];
		saved->name = xstrdup(rest);
	}
	snapshot_take(&saved->snapshot, &s->child.term);
	return true;
}

static bool same_as_saved(struct child *c, void *data)
{
	struct buf unused;
	bool same;

	buf_init(&unused);
	same = snapshot_equal(data, &c->term, &unused);
	buf_release(&unused);
	return same;
}

static bool play_same(struct stage *s, char *rest)
{
	struct saved *saved = find_saved(s, rest);

	if (!saved)
		return stage_fail(s, "nothing was saved as %s", rest);
	if (child_wait(&s->child, same_as_saved, &saved->snapshot))
		return true;
	snapshot_equal(&saved->snapshot, &s->child.term, &s->why);
	return stage_fail(s, "the screen is not that saved as %s", rest);
}

static bool play_other(struct stage *s, char *rest)
{
	struct saved *saved = find_saved(s, rest);

	if (!saved)
		return stage_fail(s, "nothing was saved as %s", rest);
	if (!child_wait(&s->child, NULL, NULL) || same_as_saved(&s->child, &saved->snapshot))
		return stage_fail(s, "the screen is still that saved as %s", rest);
	return true;
}

static bool log_has(struct stage *s, char *rest)
{
	struct buf *log = &s->child.term.log;
	char *to = rest;
	unsigned byte;

	for (char *p = rest; *p; to++)
		if (sscanf(p, "\\x%2x", &byte) == 1) {
			*to = (char)byte;
			p += 4;
		} else {
			*to = *p++;
		}
	child_wait(&s->child, NULL, NULL);
	return memmem(log->p, log->n, rest, to - rest) != NULL;
}

static bool play_lacks(struct stage *s, char *rest)
{
	return !log_has(s, rest) || stage_fail(s, "these bytes were sent to the terminal");
}

static bool play_sent(struct stage *s, char *rest)
{
	return log_has(s, rest) || stage_fail(s, "these bytes were not sent to the terminal");
}

static bool play_bytes(struct stage *s, char *rest)
{
	size_t sent;

	if (!child_wait(&s->child, NULL, NULL))
		return stage_fail(s, "the program does not come to rest");
	sent = s->child.term.log.n - s->mark;
	return sent <= (size_t)atoi(rest) ||
	       stage_fail(s, "%zu bytes were sent, not %s", sent, rest);
}

static bool play_writes(struct stage *s, char *rest)
{
	long calls;

	if (!child_wait(&s->child, NULL, NULL))
		return stage_fail(s, "the program does not come to rest");
	calls = writes_of(s->child.pid);
	if (calls < 0 || s->writes < 0)
		return stage_fail(s, "/proc does not tell how often it wrote");
	return calls - s->writes <= atol(rest) ||
	       stage_fail(s, "it wrote %ld times, not %s", calls - s->writes, rest);
}

static bool play_pressed(struct stage *s, char *rest)
{
	if (s->pressed > atoi(rest))
		return stage_fail(s, "%d keys were pressed, not %s", s->pressed, rest);
	s->pressed = 0;
	return true;
}

static bool ended_as(struct stage *s, int status, const char *how)
{
	bool by_signal = strncmp(how, "signal ", 7) == 0;
	int number = strcmp(how, "signal sent") == 0 ? s->signal
						     : atoi(by_signal ? how + 7 : how);

	if (by_signal ? WIFSIGNALED(status) && WTERMSIG(status) == number
		      : WIFEXITED(status) && WEXITSTATUS(status) == number)
		return true;
	if (WIFSIGNALED(status))
		return stage_fail(s, "it was ended by signal %d", WTERMSIG(status));
	return stage_fail(s, "its exit status is %d", WEXITSTATUS(status));
}

static bool play_exit(struct stage *s, char *rest)
{
	struct child *c = &s->child;

	s->dirty = false;
	if (!child_wait_exit(c))
		return stage_fail(s, "the program does not end");
	return ended_as(s, c->status, rest) && child_restored(c, &s->why);
}

const struct verb look_verbs[] = {
	{"see", play_see, RUNNING},
	{"gone", play_gone, RUNNING},
	{"line", play_line, RUNNING},
	{"notline", play_notline, RUNNING},
	{"at", play_line, RUNNING},
	{"cursorrow", play_cursorrow, RUNNING},
	{"style", play_style, RUNNING},
	{"colour", play_colour, RUNNING},
	{"save", play_save, RUNNING},
	{"same", play_same, RUNNING},
	{"other", play_other, RUNNING},
	{"lacks", play_lacks, RUNNING},
	{"sent", play_sent, RUNNING},
	{"bytes", play_bytes, RUNNING},
	{"writes", play_writes, RUNNING},
	{"pressed", play_pressed, RUNNING},
	{"exit", play_exit, RUNNING},
	{0},
};
