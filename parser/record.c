#include "parser/internal.h"

#include "util/alloc.h"

#define SEPARATOR 70 /* dashes behind a record */

size_t record_head(struct slice rest)
{
	static const char *const begins[] = {"New:", "[", "Author:"};
	size_t at = 0, i;

	if (!rest.n || rest.p[0] != 'N')
		return 0;
	for (i = 0; i < 3; i++) {
		struct slice line = slice_skip(rest, at);

		if (!slice_starts(line, begins[i]))
			return 0;
		at += slice_find_byte(line, '\n') + 1;
	}
	return at < rest.n ? at : rest.n;
}

struct slice body_join(const struct body *b, size_t from, size_t to, size_t skip)
{
	struct slice first = slice_skip(body_text(b, from), skip);
	size_t n = first.n, i;
	char *p, *out;

	if (to == from + 1)
		return first;
	for (i = from + 1; i < to; i++)
		n += 1 + body_text(b, i).n;
	p = out = arena_alloc(b->a, n);
	if (first.n)
		memcpy(out, first.p, first.n);
	out += first.n;
	for (i = from + 1; i < to; i++) {
		struct slice text = body_text(b, i);

		if (!text.n)
			continue;
		*out++ = ' ';
		memcpy(out, text.p, text.n);
		out += text.n;
	}
	return between(p, out);
}

/* Sets lead and blank of line i. */
static void measure(struct body *b, size_t i)
{
	struct slice line = body_line(b, i);
	size_t n = 0;

	while (n < line.n && is_blank(line.p[n]))
		n++;
	b->lines[i].blank = n == line.n;
	b->lines[i].lead = n < LEAD_MAX ? (uint16_t)n : LEAD_MAX;
}

static void split(struct body *b, size_t nlines)
{
	const char *p = b->p, *end = b->p + b->n;
	size_t i;

	b->lines = arena_alloc(b->a, (nlines + 1) * sizeof(*b->lines));
	b->nlines = nlines;
	for (i = 0; i < nlines; i++) {
		const char *eol = memchr(p, '\n', (size_t)(end - p));

		b->lines[i].off = (uint32_t)(p - b->p);
		b->lines[i].part = PART_BLANK;
		p = eol ? eol + 1 : end;
	}
	b->lines[nlines].off = (uint32_t)b->n;
	for (i = 0; i < nlines; i++)
		measure(b, i);
}

static void read_head(struct body *b)
{
	struct record *r = b->r;

	r->marker = trim(slice_skip(body_line(b, 0), 4));
	subject_parse(trim(body_line(b, 1)), &r->subject);
	r->author = person_parse(slice_skip(body_line(b, 2), 7));
	b->lines[0].part = PART_MARKER;
	b->lines[1].part = PART_SUBJECT;
	b->lines[2].part = PART_AUTHOR;
	b->text = 3;
	b->end = b->nlines;
}

static bool is_separator(struct slice text)
{
	return text.n == SEPARATOR && is_underline(text, SEPARATOR) && text.p[0] == '-';
}

/* The last line that is not blank, when it is dashes, is no part of the body. */
static void cut_separator(struct body *b)
{
	size_t i = b->end;

	while (i > b->text && b->lines[i - 1].blank)
		i--;
	if (i > b->text && is_separator(body_text(b, i - 1))) {
		b->lines[--i].part = PART_SEPARATOR;
		while (i > b->text && b->lines[i - 1].blank)
			i--;
	}
	b->end = i;
	/* The line end behind "Author:" is not the body's, another one tells of an author. */
	if (b->text < b->end && b->lines[b->text].blank)
		b->text++;
	if (b->text < b->end && b->lines[b->text].blank)
		b->r->other_author = true;
	while (b->text < b->end && b->lines[b->text].blank)
		b->text++;
	b->r->empty = b->text >= b->end;
	if (b->text > b->end)
		b->text = b->end;
}

/* A third of the lines behind '>' and more than three: a reply. One '>' is taken off. */
static void unquote(struct body *b)
{
	size_t i, first = 0, quoted = 0;

	for (i = b->end; i-- > b->text;) {
		if (b->p[b->lines[i].off] != '>')
			continue;
		quoted++;
		first = i;
	}
	if (quoted <= 3 || quoted * 3 <= b->end - b->text)
		return;
	b->quoted = b->r->quoted = true;
	b->r->quoted_line = body_number(b, first);
	for (i = b->text; i < b->end; i++)
		measure(b, i);
}

static void read_trailer(struct body *b, size_t i, size_t *room)
{
	struct record *r = b->r;
	struct trailer trailer;

	if (!is_alpha(*(b->p + b->lines[i].off + (b->quoted && b->p[b->lines[i].off] == '>'))) ||
	    !trailer_parse(body_line(b, i), &trailer))
		return;
	trailer.line = body_number(b, i);
	trailer.malformed = trailer_fault(&trailer) ||
		(b->quoted && b->p[b->lines[i].off] == '>');
	ARENA_GROW(b->a, r->trailers, *room, r->ntrailers + 1);
	r->trailers[r->ntrailers++] = trailer;
	b->lines[i].part = PART_TRAILER;
}

/* Trailers, and what is left: the description up to the first "---", notes behind it. */
static void read_text(struct body *b)
{
	enum part_kind text = PART_DESCRIPTION;
	size_t i, room = 0;

	for (i = b->text; i < b->end; i++) {
		struct line *line = &b->lines[i];

		if (line->blank)
			continue;
		if (i >= b->tail)
			text = PART_NOTES;
		if (line->part != PART_BLANK)
			continue;
		if (i < b->tail)
			read_trailer(b, i, &room);
		if (line->part != PART_BLANK)
			continue;
		if (is_rule(body_text(b, i))) {
			line->part = PART_RULE;
			text = PART_NOTES;
		} else {
			line->part = (uint8_t)text;
		}
	}
}

/* The bytes of line i with its line end, as they are shown. */
static struct slice described(const struct body *b, size_t i)
{
	return body_line(b, i);
}

/* Its lines joined by LF, at most one blank line between two; a slice of the input if it can be. */
static void read_description(struct body *b)
{
	size_t i, n = 0, first = b->end, last = b->text;
	bool whole = !b->quoted;
	char *p, *to;

	for (i = b->text; i < b->tail; i++) {
		if (b->lines[i].part == PART_RULE)
			break;
		if (b->lines[i].part != PART_DESCRIPTION)
			continue;
		if (first == b->end)
			first = i;
		last = i + 1;
	}
	if (first >= last)
		return;
	for (i = first; i < last; i++) {
		n += described(b, i).n + 1;
		whole &= b->lines[i].part == PART_DESCRIPTION ||
			 (b->lines[i].blank && !b->lines[i - 1].blank);
	}
	n--;
	if (whole && b->lines[last - 1].off + described(b, last - 1).n - b->lines[first].off == n) {
		b->r->description = slice_from(b->p + b->lines[first].off, n);
		return;
	}
	p = to = arena_alloc(b->a, n);
	for (i = first; i < last; i++) {
		struct slice line = described(b, i);

		if (b->lines[i].part != PART_DESCRIPTION && !b->lines[i].blank)
			continue;
		if (b->lines[i].blank && to - p > 1 && to[-1] == '\n' && to[-2] == '\n')
			continue;
		memcpy(to, line.p, line.n);
		to += line.n;
		if (i + 1 < last)
			*to++ = '\n';
	}
	b->r->description = between(p, to);
}

static void read_parts(struct body *b)
{
	struct record *r = b->r;
	size_t i, room = 0;

	for (i = 0; i < b->nlines; i++) {
		struct part *last = r->nparts ? &r->parts[r->nparts - 1] : NULL;
		size_t n = b->lines[i + 1].off - b->lines[i].off;

		if (last && last->kind == (enum part_kind)b->lines[i].part) {
			last->len += n;
			last->lines++;
			continue;
		}
		ARENA_GROW(b->a, r->parts, room, r->nparts + 1);
		r->parts[r->nparts++] = (struct part){
			.kind = (enum part_kind)b->lines[i].part,
			.off = b->lines[i].off,
			.len = n,
			.line = body_number(b, i),
			.lines = 1,
		};
	}
}

bool record_read(struct arena *a, struct slice bytes, size_t nlines, unsigned line,
	struct record *out)
{
	struct body b = {.a = a, .p = bytes.p, .n = bytes.n, .first = line, .r = out};

	memset(out, 0, sizeof(*out));
	if (!record_head(bytes) || bytes.n >= UINT32_MAX || nlines < 3)
		return false;
	out->line = line;
	out->len = bytes.n;
	out->description = slice_from("", 0);
	split(&b, nlines);
	read_head(&b);
	cut_separator(&b);
	unquote(&b);
	diffstat_find(&b);
	shortlog_find(&b);
	changelog_find(&b);
	links_find(&b);
	read_text(&b);
	read_description(&b);
	read_parts(&b);
	return true;
}

bool record_parse(struct arena *a, const char *p, size_t n, unsigned line, struct record *out)
{
	const char *at = p, *end = p + n;
	size_t lines = 0;

	while (at < end) {
		const char *eol = memchr(at, '\n', (size_t)(end - at));

		at = eol ? eol + 1 : end;
		lines++;
	}
	return record_read(a, slice_from(p, n), lines, line, out);
}
