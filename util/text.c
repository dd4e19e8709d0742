#include "util/text.h"

#include <ctype.h>
#include <langinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>
#include <wchar.h>

#include "util/alloc.h"
#include "util/buf.h"

size_t text_next_char(struct slice s, int32_t *code)
{
	utf8proc_int32_t c;
	utf8proc_ssize_t n;

	if ((unsigned char)s.p[0] < 0x80) {
		*code = (unsigned char)s.p[0];
		return 1;
	}
	n = utf8proc_iterate((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, &c);
	if (n <= 0) {
		*code = -1;
		return 1;
	}
	*code = c;
	return (size_t)n;
}

/*
 * Characters that show nothing, or make a line read otherwise than it is written:
 * the directional controls, separators and annotations, and what Unicode's
 * DerivedCoreProperties.txt has as Default_Ignorable_Code_Point, but for the
 * variation selectors U+FE00 to U+FE0F, which choose the look of the character
 * before them. In ascending order.
 */
static const struct {
	int32_t first, last;
} deceptive[] = {
	{0x00ad, 0x00ad}, {0x034f, 0x034f}, {0x061c, 0x061c}, {0x115f, 0x1160},
	{0x17b4, 0x17b5}, {0x180b, 0x180f}, {0x200b, 0x200f}, {0x2028, 0x202e},
	{0x2060, 0x206f}, {0x3164, 0x3164}, {0xfeff, 0xfeff}, {0xffa0, 0xffa0},
	{0xfff0, 0xfffb}, {0x1bca0, 0x1bca3}, {0x1d173, 0x1d17a}, {0xe0000, 0xe0fff},
};

static bool is_deceptive(int32_t c)
{
	size_t i = 0;

	while (i < ARRAY_LEN(deceptive) && deceptive[i].last < c)
		i++;
	return i < ARRAY_LEN(deceptive) && deceptive[i].first <= c;
}

static bool locale_is_utf8(void)
{
	return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

/* Columns of a character that may be shown as it is; -1 when it may not. */
static int char_columns(int32_t c, bool utf8)
{
	if (c < 0x80)
		return c < 0x20 || c == 0x7f ? -1 : 1;
	return !utf8 || is_deceptive(c) ? -1 : wcwidth((wchar_t)c);
}

/* What stands for a character that may not be shown; the text is ASCII. */
static int substitute(char out[16], struct slice bytes, int32_t c, bool utf8)
{
	if (c < 0)
		return snprintf(out, 16, "<%02X>", (unsigned char)bytes.p[0]);
	if (c < 0x20 || c == 0x7f)
		return snprintf(out, 16, "^%c", c ^ 0x40);
	if (c < 0xa0)
		return snprintf(out, 16, "<%02X>", (unsigned)c);
	if (!utf8)
		return snprintf(out, 16, "?");
	return snprintf(out, 16, "<U+%04X>", (unsigned)c);
}

/* The part of raw that can be shown unchanged, and its columns. */
static size_t clean_prefix(struct slice raw, int *cols)
{
	size_t i = 0;

	*cols = 0;
	while (i < raw.n && (unsigned char)raw.p[i] >= 0x20 && (unsigned char)raw.p[i] < 0x7f)
		i++;
	*cols = (int)i;
	return i;
}

struct visible_state {
	struct buf out;
	int cols;
	int start; /* column of the first character, for tabs */
	int marks; /* combining marks on the character before */
	bool utf8;
};

static void add_tab(struct visible_state *v)
{
	v->marks = 0;
	do {
		buf_addc(&v->out, ' ');
		v->cols++;
	} while ((v->start + v->cols) % TEXT_TAB);
}

static void add_char(struct visible_state *v, struct slice bytes, int32_t c)
{
	int width = char_columns(c, v->utf8);
	char text[16];
	int n;

	if (width == 0 && ++v->marks <= TEXT_MARKS && v->cols > 0) {
		buf_add_slice(&v->out, bytes);
		return;
	}
	if (width > 0) {
		v->marks = 0;
		v->cols += width;
		buf_add_slice(&v->out, bytes);
		return;
	}
	/* A mark with nothing to stand on, or one too many, is shown by its number. */
	n = substitute(text, bytes, c, v->utf8);
	buf_add(&v->out, text, (size_t)n);
	v->cols += n;
	if (width < 0)
		v->marks = 0;
}

struct vis text_visible_at(struct arena *a, struct slice raw, int column)
{
	struct visible_state v = {.out = BUF_INIT, .start = column, .utf8 = locale_is_utf8()};
	size_t i = clean_prefix(raw, &v.cols);
	struct vis result;

	if (i == raw.n)
		return (struct vis){.p = raw.p ? raw.p : "", .n = raw.n, .cols = v.cols};
	buf_add(&v.out, raw.p, i);
	while (i < raw.n) {
		int32_t c;
		size_t n = text_next_char(slice_skip(raw, i), &c);

		if (c == '\t')
			add_tab(&v);
		else
			add_char(&v, slice_sub(raw, i, n), c);
		i += n;
	}
	result = (struct vis){.p = arena_strndup(a, v.out.p, v.out.n), .n = v.out.n, .cols = v.cols};
	buf_release(&v.out);
	return result;
}

struct vis text_visible(struct arena *a, struct slice raw)
{
	return text_visible_at(a, raw, 0);
}

struct vis text_visible_cstr(struct arena *a, const char *raw)
{
	return text_visible_at(a, slice_cstr(raw), 0);
}

struct vis text_visiblef(struct arena *a, const char *fmt, ...)
{
	struct buf b = BUF_INIT;
	struct vis v;
	va_list ap;

	va_start(ap, fmt);
	buf_vaddf(&b, fmt, ap);
	va_end(ap);
	v = text_visible(a, arena_dup(a, buf_slice(&b)));
	buf_release(&b);
	return v;
}

/* Next character of visible text: bytes with its combining marks, and its columns. */
static size_t next_cell(struct slice s, int *cols)
{
	int32_t c;
	size_t n = text_next_char(s, &c);

	*cols = c < 0x80 ? 1 : wcwidth((wchar_t)c);
	if (*cols < 0)
		*cols = 1;
	while (n < s.n && (unsigned char)s.p[n] >= 0x80) {
		size_t mark = text_next_char(slice_skip(s, n), &c);

		if (c < 0 || wcwidth((wchar_t)c) != 0)
			break;
		n += mark;
	}
	return n;
}

struct vis text_columns(struct vis v, int from, int cols, int *lead)
{
	struct slice rest = slice_from(v.p, v.n);
	struct vis out = {.p = v.p};
	int at = 0, width, blank = 0;

	while (rest.n && at < from) {
		size_t n = next_cell(rest, &width);

		at += width;
		rest = slice_skip(rest, n);
	}
	blank = at > from ? at - from : 0;
	out.p = rest.p;
	out.cols = 0;
	while (rest.n) {
		size_t n = next_cell(rest, &width);

		if (blank + out.cols + width > cols)
			break;
		out.cols += width;
		out.n += n;
		rest = slice_skip(rest, n);
	}
	if (lead)
		*lead = blank <= cols ? blank : cols > 0 ? cols : 0;
	return out;
}

struct vis text_clip(struct arena *a, struct vis v, int cols)
{
	struct vis head;
	char *p;

	if (v.cols <= cols)
		return v;
	if (cols <= 0)
		return (struct vis){.p = "", .n = 0, .cols = 0};
	head = text_columns(v, 0, cols - 1, NULL);
	p = arena_alloc(a, head.n + 2);
	if (head.n)
		memcpy(p, head.p, head.n);
	p[head.n] = '~';
	p[head.n + 1] = '\0';
	return (struct vis){.p = p, .n = head.n + 1, .cols = head.cols + 1};
}

struct vis text_head(struct vis v, size_t bytes)
{
	struct slice rest = slice_from(v.p, bytes < v.n ? bytes : v.n);
	struct vis out = {.p = rest.p, .n = rest.n};
	int width;

	while (rest.n) {
		rest = slice_skip(rest, next_cell(rest, &width));
		out.cols += width;
	}
	return out;
}

/* Bytes of as many characters as have room; at least one. */
static size_t fitting(struct slice s, int cols)
{
	size_t taken = 0, n;
	int at = 0, width;

	while (taken < s.n) {
		n = next_cell(slice_skip(s, taken), &width);
		if (taken && at + width > cols)
			break;
		at += width;
		taken += n;
	}
	return taken;
}

/* A blank that carries no mark, since a mark must not be left alone. */
static bool is_blank_at(struct slice s, size_t i)
{
	int width;

	return i < s.n && s.p[i] == ' ' && next_cell(slice_skip(s, i), &width) == 1;
}

size_t text_wrap(struct vis v, int cols, size_t *skip)
{
	struct slice s = slice_from(v.p, v.n);
	size_t fits, piece, next;

	*skip = 0;
	if (v.cols <= cols)
		return v.n;
	fits = next = fitting(s, cols);
	if (!is_blank_at(s, next)) {
		while (next > 0 && !is_blank_at(s, next - 1))
			next--;
	}
	piece = next;
	while (piece > 0 && is_blank_at(s, piece - 1))
		piece--;
	if (piece == 0)
		piece = next = fits; /* one long word, be it indented */
	while (is_blank_at(s, next))
		next++;
	*skip = next - piece;
	return piece;
}

static bool is_ascii(struct slice s)
{
	size_t i;

	for (i = 0; i < s.n; i++) {
		if ((unsigned char)s.p[i] >= 0x80)
			return false;
	}
	return true;
}

static struct folded fold_ascii(struct arena *a, struct slice s)
{
	char *p = arena_alloc(a, s.n + 1);
	size_t i;

	for (i = 0; i < s.n; i++)
		p[i] = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] + 32) : s.p[i];
	p[s.n] = '\0';
	return (struct folded){.s = slice_from(p, s.n)};
}

/* Fold one character into out (at most 16 code points); 0 when it folds to nothing. */
static size_t fold_char(int32_t c, char *out)
{
	utf8proc_int32_t points[16];
	utf8proc_ssize_t n, i;
	size_t bytes = 0;

	n = utf8proc_decompose_char(c, points, 16,
		UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_COMPAT, NULL);
	for (i = 0; i < n && i < 16; i++)
		bytes += (size_t)utf8proc_encode_char(points[i], (utf8proc_uint8_t *)out + bytes);
	return bytes;
}

struct folded text_fold(struct arena *a, struct slice s)
{
	char *p = NULL;
	uint32_t *at = NULL;
	size_t room = 0, at_room = 0, n = 0, i = 0;

	if (is_ascii(s))
		return fold_ascii(a, s);
	while (i < s.n) {
		int32_t c;
		char out[64];
		size_t bytes = text_next_char(slice_skip(s, i), &c), made, k;

		made = c < 0 ? 1 : fold_char(c, out);
		if (c < 0)
			out[0] = s.p[i];
		ARENA_GROW(a, p, room, n + made + 1);
		ARENA_GROW(a, at, at_room, n + made + 1);
		for (k = 0; k < made; k++) {
			p[n + k] = out[k];
			at[n + k] = (uint32_t)i;
		}
		n += made;
		i += bytes;
	}
	ARENA_GROW(a, at, at_room, n + 1);
	at[n] = (uint32_t)s.n;
	return (struct folded){.s = slice_from(p, n), .at = at};
}

size_t text_fold_origin(const struct folded *f, size_t i)
{
	return f->at ? f->at[i] : i;
}

bool text_is_word_byte(unsigned char c)
{
	return c >= 0x80 || c == '_' || isalnum(c);
}

bool text_is_word_char(int32_t code)
{
	utf8proc_category_t category;

	if (code < 0x80)
		return code >= 0 && (code == '_' || isalnum(code));
	category = utf8proc_category(code);
	return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO) ||
	       category == UTF8PROC_CATEGORY_CO;
}

bool text_has_upper(struct slice s)
{
	size_t at = 0;
	int32_t c;

	while (at < s.n) {
		at += text_next_char(slice_skip(s, at), &c);
		if (c >= 'A' && (c < 0x80 ? c <= 'Z' : c != utf8proc_tolower(c)))
			return true;
	}
	return false;
}
