#include "tests/screen/term.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/screen/utf8.h"
#include "util/alloc.h"

static int on_prop(VTermProp prop, VTermValue *value, void *user)
{
	struct term *t = user;

	if (prop == VTERM_PROP_ALTSCREEN)
		t->alternate = value->boolean;
	else if (prop == VTERM_PROP_CURSORVISIBLE)
		t->cursor_visible = value->boolean;
	else if (prop == VTERM_PROP_MOUSE)
		t->mouse = value->number;
	else if (prop == VTERM_PROP_CURSORSHAPE)
		t->shape = value->number;
	else if (prop == VTERM_PROP_TITLE || prop == VTERM_PROP_ICONNAME)
		t->titles++;
	return 1;
}

static void on_output(const char *s, size_t n, void *user)
{
	struct term *t = user;

	buf_add(&t->reply, s, n);
}

void term_init(struct term *t, int rows, int cols)
{
	static const VTermScreenCallbacks callbacks = {.settermprop = on_prop};

	*t = (struct term){.rows = rows, .cols = cols, .cursor_visible = true};
	buf_init(&t->log);
	buf_init(&t->reply);
	t->vt = vterm_new(rows, cols);
	vterm_set_utf8(t->vt, 1);
	vterm_output_set_callback(t->vt, on_output, t);
	t->screen = vterm_obtain_screen(t->vt);
	vterm_screen_enable_altscreen(t->screen, 1);
	vterm_screen_set_callbacks(t->screen, &callbacks, t);
	vterm_screen_reset(t->screen, 1);
}

void term_release(struct term *t)
{
	vterm_free(t->vt);
	buf_release(&t->log);
	buf_release(&t->reply);
}

void term_feed(struct term *t, const char *bytes, size_t n)
{
	struct buf out;

	buf_init(&out);
	buf_add(&t->log, bytes, n);
	repeat_expand(&t->repeat, bytes, n, &out);
	vterm_input_write(t->vt, out.p, out.n);
	buf_release(&out);
}

void term_resize(struct term *t, int rows, int cols)
{
	char reset[48];
	VTermPos cursor;

	t->rows = rows;
	t->cols = cols;
	vterm_set_size(t->vt, rows, cols);
	/* Terminals give up their scrolling region when their size changes; libvterm keeps it. */
	vterm_state_get_cursorpos(vterm_obtain_state(t->vt), &cursor);
	snprintf(reset, sizeof(reset), "\x1b[r\x1b[%d;%dH", cursor.row + 1, cursor.col + 1);
	vterm_input_write(t->vt, reset, strlen(reset));
}

VTermScreenCell term_cell(const struct term *t, int row, int col)
{
	VTermScreenCell cell;

	/* libvterm leaves the characters behind the first 0 alone. */
	memset(&cell, 0, sizeof(cell));
	vterm_screen_get_cell(t->screen, (VTermPos){.row = row - 1, .col = col - 1}, &cell);
	return cell;
}

/* libvterm gives the right half of a wide character no attributes: it keeps what was there. */
static bool is_right_half(const VTermScreenCell *cell)
{
	return cell->chars[0] == (uint32_t)-1;
}

void term_row(const struct term *t, int row, int col, struct buf *out)
{
	for (; col <= t->cols; col++) {
		VTermScreenCell cell = term_cell(t, row, col);

		if (is_right_half(&cell))
			continue;
		if (!cell.chars[0])
			buf_addc(out, ' ');
		for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++)
			utf8_add(out, cell.chars[i]);
	}
}

void term_dump(const struct term *t, struct buf *out)
{
	VTermPos cursor;

	vterm_state_get_cursorpos(vterm_obtain_state(t->vt), &cursor);
	buf_addf(out, "# screen %dx%d, cursor %s at %d,%d, %s screen, mouse %d\n", t->cols, t->rows,
		t->cursor_visible ? "shown" : "hidden", cursor.row + 1, cursor.col + 1,
		t->alternate ? "alternate" : "normal", t->mouse);
	for (int row = 1; row <= t->rows; row++) {
		buf_addf(out, "# %3d|", row);
		term_row(t, row, 1, out);
		buf_adds(out, "|\n");
	}
}

bool term_pastes(struct term *t)
{
	size_t before = t->reply.n;
	bool on;

	/* libvterm tells this mode only by what it sends. */
	vterm_keyboard_start_paste(t->vt);
	on = t->reply.n > before;
	buf_truncate(&t->reply, before);
	return on;
}

void term_add_keys(struct term *t, struct buf *out)
{
	size_t before = t->reply.n;

	vterm_keyboard_key(t->vt, VTERM_KEY_UP, VTERM_MOD_NONE);
	vterm_keyboard_key(t->vt, VTERM_KEY_KP_0, VTERM_MOD_NONE);
	buf_add(out, t->reply.p + before, t->reply.n - before);
	buf_truncate(&t->reply, before);
}

bool term_writes_plain(const struct term *t)
{
	static const VTermAttr off[] = {VTERM_ATTR_BOLD, VTERM_ATTR_UNDERLINE, VTERM_ATTR_ITALIC,
		VTERM_ATTR_BLINK, VTERM_ATTR_REVERSE, VTERM_ATTR_STRIKE};
	const VTermState *state = vterm_obtain_state(t->vt);
	VTermColor fg, bg;
	VTermValue value;

	for (size_t i = 0; i < ARRAY_LEN(off); i++) {
		memset(&value, 0, sizeof(value));
		vterm_state_get_penattr(state, off[i], &value);
		if (off[i] == VTERM_ATTR_UNDERLINE ? value.number : value.boolean)
			return false;
	}
	vterm_state_get_default_colors(state, &fg, &bg);
	vterm_state_get_penattr(state, VTERM_ATTR_FOREGROUND, &value);
	if (!vterm_color_is_equal(&value.color, &fg))
		return false;
	vterm_state_get_penattr(state, VTERM_ATTR_BACKGROUND, &value);
	return vterm_color_is_equal(&value.color, &bg);
}

bool term_erased(const struct term *t, size_t from)
{
	static const char *const erasers[] = {"\x1b[2J", "\x1b[H\x1b[J"};

	for (size_t i = 0; i < ARRAY_LEN(erasers); i++)
		if (memmem(t->log.p + from, t->log.n - from, erasers[i], strlen(erasers[i])))
			return true;
	return false;
}

void snapshot_take(struct snapshot *s, const struct term *t)
{
	*s = (struct snapshot){
		.rows = t->rows, .cols = t->cols, .cursor_visible = t->cursor_visible};
	s->cells = xcalloc((size_t)t->rows * t->cols, sizeof(*s->cells));
	for (int row = 1; row <= t->rows; row++)
		for (int col = 1; col <= t->cols; col++)
			s->cells[(row - 1) * t->cols + col - 1] = term_cell(t, row, col);
	vterm_state_get_cursorpos(vterm_obtain_state(t->vt), &s->cursor);
}

void snapshot_release(struct snapshot *s)
{
	free(s->cells);
	s->cells = NULL;
}

static bool same_attributes(const VTermScreenCellAttrs *a, const VTermScreenCellAttrs *b)
{
	return a->bold == b->bold && a->underline == b->underline && a->italic == b->italic &&
	       a->blink == b->blink && a->reverse == b->reverse && a->strike == b->strike &&
	       a->font == b->font;
}

/* An erased cell and a written blank look alike. */
static bool same_characters(const VTermScreenCell *a, const VTermScreenCell *b)
{
	if ((!a->chars[0] || a->chars[0] == ' ') && (!b->chars[0] || b->chars[0] == ' '))
		return memcmp(a->chars + 1, b->chars + 1, sizeof(a->chars) - sizeof(a->chars[0])) ==
			0;
	return memcmp(a->chars, b->chars, sizeof(a->chars)) == 0 && a->width == b->width;
}

static bool same_cell(const VTermScreenCell *a, const VTermScreenCell *b)
{
	if (is_right_half(a) && is_right_half(b))
		return true;
	return same_characters(a, b) && same_attributes(&a->attrs, &b->attrs) &&
	       vterm_color_is_equal(&a->fg, &b->fg) && vterm_color_is_equal(&a->bg, &b->bg);
}

static void tell_cell(struct buf *out, const VTermScreenCell *cell)
{
	buf_addc(out, '"');
	if (is_right_half(cell))
		buf_adds(out, "(right half)");
	else
		for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i]; i++)
			utf8_add(out, cell->chars[i]);
	buf_addf(out, "\" bold %d underline %d reverse %d fg %d/%d bg %d/%d", cell->attrs.bold,
		cell->attrs.underline, cell->attrs.reverse, cell->fg.type, cell->fg.indexed.idx,
		cell->bg.type, cell->bg.indexed.idx);
}

static int compare_row(const struct snapshot *s, const struct term *t, int row, struct buf *why)
{
	int differ = 0;

	for (int col = 1; col <= t->cols; col++) {
		VTermScreenCell now = term_cell(t, row, col);
		const VTermScreenCell *then = &s->cells[(row - 1) * s->cols + col - 1];

		if (same_cell(then, &now) || ++differ > 1)
			continue;
		buf_addf(why, "# at %d,%d: ", row, col);
		tell_cell(why, then);
		buf_adds(why, " became ");
		tell_cell(why, &now);
		buf_adds(why, "\n# row before: |");
		for (int c = 0; c < s->cols; c++) {
			const VTermScreenCell *cell = &s->cells[(row - 1) * s->cols + c];

			if (!is_right_half(cell))
				utf8_add(why, cell->chars[0] ? cell->chars[0] : ' ');
		}
		buf_adds(why, "|\n");
	}
	if (differ > 1)
		buf_addf(why, "# and %d more in row %d\n", differ - 1, row);
	return differ;
}

static bool same_cursor(const struct snapshot *s, const struct term *t)
{
	VTermPos cursor;

	if (!s->cursor_visible && !t->cursor_visible)
		return true;
	vterm_state_get_cursorpos(vterm_obtain_state(t->vt), &cursor);
	return s->cursor_visible == t->cursor_visible && vterm_pos_cmp(s->cursor, cursor) == 0;
}

bool snapshot_equal(const struct snapshot *s, const struct term *t, struct buf *why)
{
	int differ = 0;

	if (s->rows != t->rows || s->cols != t->cols) {
		buf_addf(why, "# the size was %dx%d\n", s->cols, s->rows);
		return false;
	}
	for (int row = 1; row <= t->rows; row++)
		differ += compare_row(s, t, row, why);
	if (same_cursor(s, t))
		return differ == 0;
	buf_addf(why, "# the cursor was %s at %d,%d\n", s->cursor_visible ? "shown" : "hidden",
		s->cursor.row + 1, s->cursor.col + 1);
	return false;
}
