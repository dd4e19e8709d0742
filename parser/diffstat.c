#include "parser/internal.h"

#include "util/alloc.h"

/* Off the front of *s: blanks, then a decimal number. */
static bool take_number(struct slice *s, unsigned *number)
{
	struct slice rest = trim(*s);
	size_t digits;

	*number = slice_number(rest, &digits);
	if (!digits)
		return false;
	*s = slice_skip(rest, digits);
	return true;
}

/* The bar, if `s` is one: pluses, then minuses, in any order. */
static bool read_bar(struct slice s, struct diffstat_row *out)
{
	size_t i;

	s = trim(s);
	for (i = 0; i < s.n; i++) {
		if (s.p[i] == '+')
			out->plus++;
		else if (s.p[i] == '-')
			out->minus++;
		else
			return false;
	}
	return true;
}

/* What stands behind the '|'. */
static bool read_counts(struct slice s, struct diffstat_row *out)
{
	s = trim(s);
	if (slice_starts(s, "Bin")) {
		out->binary = true;
		s = trim(slice_skip(s, 3));
		return !s.n || is_digit(s.p[0]);
	}
	if (!take_number(&s, &out->changes))
		return false;
	return (!s.n || is_blank(s.p[0])) && read_bar(s, out);
}

/* `path (new)`, as git's compact summary has it: the note is no part of the name. */
static struct slice without_note(struct slice path)
{
	static const char *const notes[] = {" (new)", " (new +x)", " (new +l)", " (gone)",
		" (mode +x)", " (mode -x)", " (mode +l)", " (mode -l)"};
	size_t i;

	if (!path.n || path.p[path.n - 1] != ')')
		return path;
	for (i = 0; i < sizeof(notes) / sizeof(notes[0]); i++)
		if (slice_ends(path, notes[i]))
			return trim(slice_sub(path, 0, path.n - strlen(notes[i])));
	return path;
}

static bool row_parse(struct slice line, struct diffstat_row *out)
{
	size_t bar = line.n;

	memset(out, 0, sizeof(*out));
	while (bar && line.p[bar - 1] != '|')
		bar--;
	if (!bar)
		return false;
	out->path = without_note(trim(slice_sub(line, 0, bar - 1)));
	if (!out->path.n || !read_counts(slice_skip(line, bar), out))
		return false;
	out->shortened = slice_starts(out->path, "...");
	return true;
}

/* head + middle + tail in the arena; without the double '/' an empty middle leaves. */
static struct slice glue(struct arena *a, struct slice head, struct slice middle,
	struct slice tail)
{
	char *p, *to;

	if (!middle.n && head.n && head.p[head.n - 1] == '/' && tail.n && tail.p[0] == '/')
		tail = slice_skip(tail, 1);
	if (!middle.n && !head.n && tail.n && tail.p[0] == '/')
		tail = slice_skip(tail, 1);
	if (!head.n && !tail.n)
		return middle;
	p = to = arena_alloc(a, head.n + middle.n + tail.n + 1);
	memcpy(to, head.p, head.n);
	to += head.n;
	if (middle.n)
		memcpy(to, middle.p, middle.n);
	to += middle.n;
	memcpy(to, tail.p, tail.n);
	to += tail.n;
	return between(p, to);
}

/*
 * `dir/{old => new}/file`, `old => new`, and what is left when the head did not
 * fit: `...old => new}/file`, whose brace was cut off.
 */
static void read_rename(struct arena *a, struct diffstat_row *row)
{
	struct slice head = {"", 0}, tail = {"", 0}, old, new, path = row->path;
	size_t arrow, brace, close;

	if (slice_find_byte(path, '>') == path.n)
		return;
	arrow = slice_find(path, SLICE_LIT(" => "));
	if (arrow == path.n)
		return;
	old = slice_sub(path, 0, arrow);
	new = slice_skip(path, arrow + 4);
	brace = slice_find_byte(old, '{');
	close = slice_find_byte(new, '}');
	if (brace < old.n && close < new.n) {
		head = slice_sub(old, 0, brace);
		old = slice_skip(old, brace + 1);
	}
	if (close < new.n) {
		tail = slice_skip(new, close + 1);
		new = slice_sub(new, 0, close);
		row->head_cut = brace == slice_sub(path, 0, arrow).n;
	}
	row->old_path = glue(a, head, trim(old), tail);
	row->path = glue(a, head, trim(new), tail);
	row->shortened = slice_starts(row->old_path, "...") || slice_starts(row->path, "...");
}

/* ", N insertion(s)(+)" off the front of *s; false and nothing done when it is not there. */
static bool take_change(struct slice *s, const char *word, unsigned *number)
{
	struct slice rest = trim(*s);
	unsigned n;

	if (!rest.n || rest.p[0] != ',')
		return false;
	rest = slice_skip(rest, 1);
	if (!take_number(&rest, &n))
		return false;
	rest = trim(rest);
	if (!slice_starts(rest, word))
		return false;
	rest = slice_skip(rest, strlen(word));
	if (rest.n && rest.p[0] == 's')
		rest = slice_skip(rest, 1);
	if (slice_starts(rest, "(+)") || slice_starts(rest, "(-)"))
		rest = slice_skip(rest, 3);
	*number = n;
	*s = rest;
	return true;
}

static bool summary_parse(struct slice line, struct diff_summary *out)
{
	memset(out, 0, sizeof(*out));
	if (!take_number(&line, &out->files))
		return false;
	line = trim(line);
	if (slice_starts(line, "files changed"))
		line = slice_skip(line, 13);
	else if (slice_starts(line, "file changed"))
		line = slice_skip(line, 12);
	else
		return false;
	take_change(&line, "insertion", &out->insertions);
	take_change(&line, "deletion", &out->deletions);
	return trim(line).n == 0;
}

static bool is_summary(const struct body *b, size_t i, struct diff_summary *out)
{
	return is_digit(body_first(b, i)) && summary_parse(body_text(b, i), out);
}

/* The last summary line of the body, or end. */
static size_t find_summary(struct body *b, struct diff_summary *out)
{
	size_t i = b->end;

	while (i > b->text)
		if (is_summary(b, --i, out))
			return i;
	return b->end;
}

static size_t first_row(const struct body *b, size_t after)
{
	struct diffstat_row row;

	while (after > b->text && !b->lines[after - 1].blank &&
	       row_parse(body_line(b, after - 1), &row))
		after--;
	return after;
}

static void read_rows(struct body *b, size_t from, size_t to)
{
	struct record *r = b->r;
	size_t i;

	r->diffstat = arena_alloc(b->a, (to - from) * sizeof(*r->diffstat));
	for (i = from; i < to; i++) {
		struct diffstat_row *row = &r->diffstat[r->ndiffstat];

		if (!row_parse(body_line(b, i), row))
			continue;
		read_rename(b->a, row);
		row->line = body_number(b, i);
		r->ndiffstat++;
		b->lines[i].part = PART_DIFFSTAT;
	}
}

void diffstat_find(struct body *b)
{
	size_t summary = find_summary(b, &b->r->summary);
	size_t after = summary, i;

	b->stat = b->end;
	if (summary < b->end) {
		b->r->has_summary = true;
		for (i = summary; i < b->end && !b->lines[i].blank; i++)
			b->lines[i].part = PART_SUMMARY;
	} else {
		/* A body that was cut short may still end in rows. */
		while (after > b->text && b->lines[after - 1].blank)
			after--;
	}
	i = first_row(b, after);
	if (i < after)
		read_rows(b, i, after);
	if (i < after || summary < b->end)
		b->stat = i;
}
