#include "tui/prompt.h"

#include <stdlib.h>
#include <string.h>

#include "util/alloc.h"

void history_release(struct history *history)
{
	size_t i;

	for (i = 0; i < history->n; i++)
		free(history->entries[i]);
	free(history->entries);
	*history = (struct history){0};
}

static void history_drop(struct history *history, size_t i)
{
	free(history->entries[i]);
	history->n--;
	memmove(history->entries + i, history->entries + i + 1,
		(history->n - i) * sizeof(*history->entries));
}

void history_add(struct history *history, struct slice text)
{
	size_t i;

	if (slice_is_blank(text))
		return;
	for (i = 0; i < history->n; i++) {
		if (slice_eq(slice_cstr(history->entries[i]), text)) {
			history_drop(history, i);
			break;
		}
	}
	if (history->n == HISTORY_MAX)
		history_drop(history, 0);
	GROW(history->entries, history->room, history->n + 1);
	history->entries[history->n++] = xstrndup(text.p, text.n);
}

void prompt_init(struct prompt *p)
{
	*p = (struct prompt){.text = BUF_INIT, .typed = BUF_INIT, .killed = BUF_INIT};
}

void prompt_release(struct prompt *p)
{
	buf_release(&p->text);
	buf_release(&p->typed);
	buf_release(&p->killed);
}

static void set_text(struct prompt *p, struct slice text)
{
	buf_clear(&p->text);
	buf_add_slice(&p->text, text);
	p->at = p->text.n;
}

void prompt_open(struct prompt *p, struct history *history, struct slice text)
{
	set_text(p, text);
	buf_clear(&p->typed);
	p->history = history;
	p->entry = history ? history->n : 0;
	p->left = 0;
}

/* Put `n` bytes in place of `cut` bytes at the cursor. */
static void splice(struct prompt *p, size_t cut, const char *bytes, size_t n)
{
	struct buf tail = BUF_INIT;

	buf_add_slice(&tail, slice_skip(buf_slice(&p->text), p->at + cut));
	buf_truncate(&p->text, p->at);
	buf_add(&p->text, bytes, n);
	p->at = p->text.n;
	buf_add_slice(&p->text, buf_slice(&tail));
	buf_release(&tail);
}

bool prompt_insert(struct prompt *p, struct slice text)
{
	struct buf clean = BUF_INIT;
	bool taken;

	while (text.n) {
		int32_t c;
		size_t n = text_next_char(text, &c);

		if (c == '\n' || c == '\t')
			buf_addc(&clean, ' ');
		else if (c >= 0x20 && c != 0x7f && !(c >= 0x80 && c < 0xa0))
			buf_add(&clean, text.p, n);
		text = slice_skip(text, n);
		if (p->text.n + clean.n + 4 > PROMPT_MAX)
			break;
	}
	taken = clean.n > 0;
	if (taken)
		splice(p, 0, clean.p, clean.n);
	buf_release(&clean);
	return taken;
}

void prompt_replace(struct prompt *p, size_t from, size_t to, struct slice text)
{
	p->at = from;
	splice(p, to - from, text.p, text.n);
}

/* Combining marks go with the character before them. */
static bool is_start(const struct prompt *p, size_t at)
{
	struct slice rest = slice_skip(buf_slice(&p->text), at);
	struct arena a = ARENA_INIT;
	struct vis v;
	int32_t c;
	size_t n;

	if (at == 0 || at >= p->text.n)
		return true;
	if (((unsigned char)rest.p[0] & 0xc0) == 0x80)
		return false;
	n = text_next_char(rest, &c);
	if (c < 0x300)
		return true;
	v = text_visible(&a, slice_from(p->text.p, at + n));
	n = (size_t)v.cols;
	v = text_visible(&a, slice_from(p->text.p, at));
	arena_release(&a);
	return (size_t)v.cols != n;
}

static size_t char_left(const struct prompt *p, size_t at)
{
	while (at > 0 && !is_start(p, --at))
		;
	return at;
}

static size_t char_right(const struct prompt *p, size_t at)
{
	while (at < p->text.n && !is_start(p, ++at))
		;
	return at;
}

static size_t word_left(const struct prompt *p, size_t at)
{
	while (at > 0 && p->text.p[at - 1] == ' ')
		at--;
	while (at > 0 && p->text.p[at - 1] != ' ')
		at--;
	return at;
}

static size_t word_right(const struct prompt *p, size_t at)
{
	while (at < p->text.n && p->text.p[at] == ' ')
		at++;
	while (at < p->text.n && p->text.p[at] != ' ')
		at++;
	return at;
}

static size_t to_start(const struct prompt *p, size_t at)
{
	(void)p;
	(void)at;
	return 0;
}

static size_t to_end(const struct prompt *p, size_t at)
{
	(void)at;
	return p->text.n;
}

static enum prompt_change delete_to(struct prompt *p, size_t to, bool keep)
{
	size_t from = p->at, n = to < from ? from - to : to - from;

	if (n == 0)
		return PROMPT_SAME;
	p->at = to < from ? to : from;
	if (keep) {
		buf_clear(&p->killed);
		buf_add(&p->killed, p->text.p + p->at, n);
	}
	splice(p, n, "", 0);
	return PROMPT_CHANGED;
}

static enum prompt_change yank(struct prompt *p)
{
	return prompt_insert(p, buf_slice(&p->killed)) ? PROMPT_CHANGED : PROMPT_SAME;
}

static enum prompt_change show_entry(struct prompt *p, size_t entry)
{
	if (p->entry == p->history->n) {
		buf_clear(&p->typed);
		buf_add_slice(&p->typed, buf_slice(&p->text));
	}
	p->entry = entry;
	set_text(p, entry == p->history->n ? buf_slice(&p->typed)
					   : slice_cstr(p->history->entries[entry]));
	return PROMPT_CHANGED;
}

enum edit { EDIT_MOVE, EDIT_DELETE, EDIT_KILL };

static const struct {
	enum action action;
	size_t (*target)(const struct prompt *p, size_t at);
	enum edit edit;
} edits[] = {
	{ACTION_DELETE_CHAR, char_left, EDIT_DELETE},
	{ACTION_DELETE_NEXT, char_right, EDIT_DELETE},
	{ACTION_DELETE_WORD, word_left, EDIT_KILL},
	{ACTION_DELETE_WORD_NEXT, word_right, EDIT_KILL},
	{ACTION_DELETE_LINE, to_start, EDIT_KILL},
	{ACTION_DELETE_REST, to_end, EDIT_KILL},
	{ACTION_CHAR_LEFT, char_left, EDIT_MOVE},
	{ACTION_CHAR_RIGHT, char_right, EDIT_MOVE},
	{ACTION_WORD_LEFT, word_left, EDIT_MOVE},
	{ACTION_WORD_RIGHT, word_right, EDIT_MOVE},
	{ACTION_LINE_START, to_start, EDIT_MOVE},
	{ACTION_LINE_END, to_end, EDIT_MOVE},
};

enum prompt_change prompt_action(struct prompt *p, enum action action)
{
	size_t i;

	if (action == ACTION_HISTORY_PREV)
		return p->history && p->entry > 0 ? show_entry(p, p->entry - 1) : PROMPT_SAME;
	if (action == ACTION_HISTORY_NEXT)
		return p->history && p->entry < p->history->n ? show_entry(p, p->entry + 1)
							      : PROMPT_SAME;
	if (action == ACTION_YANK)
		return yank(p);
	for (i = 0; i < ARRAY_LEN(edits); i++) {
		if (edits[i].action != action)
			continue;
		if (edits[i].edit != EDIT_MOVE)
			return delete_to(p, edits[i].target(p, p->at), edits[i].edit == EDIT_KILL);
		p->at = edits[i].target(p, p->at);
		return PROMPT_SAME;
	}
	return PROMPT_NOT_MINE;
}

/* Columns that the first `chars` characters of the text take. */
static int columns_of(struct slice text, struct arena *a, int chars)
{
	size_t n = 0;
	int32_t c;

	while (chars-- > 0 && n < text.n)
		n += text_next_char(slice_skip(text, n), &c);
	return text_visible(a, slice_sub(text, 0, n)).cols;
}

struct vis prompt_look(
	struct prompt *p, struct arena *a, int cols, int *cursor, int mark, int *mark_col)
{
	struct slice text = buf_slice(&p->text);
	struct vis whole = text_visible(a, text);
	int at = text_visible(a, slice_sub(text, 0, p->at)).cols;
	int lead;

	if (at < p->left)
		p->left = at;
	if (at >= p->left + cols)
		p->left = at - cols + 1;
	if (p->left > 0 && whole.cols - p->left < cols - 1)
		p->left = whole.cols > cols - 1 ? whole.cols - cols + 1 : 0;
	whole = text_columns(whole, p->left, cols, &lead);
	if (lead) /* a wide character is cut at the left: blanks stand for it */
		whole = text_visiblef(a, "%*s%.*s", lead, "", VIS_ARG(whole));
	*cursor = at - p->left;
	*mark_col = mark < 0 ? -1 : columns_of(text, a, mark) - p->left;
	if (*mark_col >= cols)
		*mark_col = -1;
	return whole;
}
