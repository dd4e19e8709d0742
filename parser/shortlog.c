#include "parser/internal.h"

#include "util/alloc.h"

/* `Name (N):`, the whole line. */
static bool header_parse(struct slice text, struct slice *author, unsigned *count)
{
	size_t i, digits;

	if (text.n < 5 || text.p[text.n - 1] != ':' || text.p[text.n - 2] != ')')
		return false;
	i = text.n - 2;
	while (i && is_digit(text.p[i - 1]))
		i--;
	if (i < 2 || i == text.n - 2 || text.p[i - 1] != '(' || !is_blank(text.p[i - 2]))
		return false;
	*count = slice_number(slice_skip(text, i), &digits);
	*author = trim(slice_sub(text, 0, i - 1));
	return author->n > 0;
}

static bool is_header(const struct body *b, size_t i, struct slice *author, unsigned *count)
{
	struct slice line = body_line(b, i);
	char last = line.n ? line.p[line.n - 1] : '\0';

	/* Mailers may eat indentation, they do not add it. */
	return (last == ':' || is_blank(last)) && b->lines[i].lead < 2 && !b->lines[i].blank &&
	       header_parse(trim(line), author, count);
}

/* Where the titles below a header end. */
static size_t titles_end(const struct body *b, size_t from, size_t limit)
{
	struct slice author;
	unsigned count;
	size_t i = from;

	while (i < limit && !b->lines[i].blank && !is_header(b, i, &author, &count) &&
	       !is_rule(body_text(b, i)))
		i++;
	return i;
}

/*
 * Titles in lines [from, to). A title that was wrapped goes on deeper than the
 * first one stands; where a mailer has eaten the indentation, every line is one.
 */
static void read_titles(struct body *b, size_t from, size_t to, struct shortlog_group *out)
{
	size_t i = from, next, base = b->lines[from].lead;

	out->titles = arena_alloc(b->a, (to - from) * sizeof(*out->titles));
	while (i < to) {
		for (next = i + 1; next < to && b->lines[next].lead > base; next++)
			;
		out->titles[out->ntitles++] = body_join(b, i, next, 0);
		i = next;
	}
}

static size_t count_titles(const struct body *b, size_t from, size_t to)
{
	size_t i, n = 0;

	for (i = from; i < to; i++)
		n += i == from || b->lines[i].lead <= b->lines[from].lead;
	return n;
}

static void mark(struct body *b, size_t from, size_t to)
{
	size_t i;

	for (i = from; i < to; i++)
		b->lines[i].part = b->lines[i].blank ? PART_BLANK : PART_SHORTLOG;
}

static size_t skip_blank(const struct body *b, size_t i, size_t limit)
{
	while (i < limit && b->lines[i].blank)
		i++;
	return i;
}

static void add_group(struct body *b, size_t *room, size_t header, size_t end,
	struct slice author, unsigned count)
{
	struct record *r = b->r;
	struct shortlog_group *group;

	ARENA_GROW(b->a, r->shortlog, *room, r->nshortlog + 1);
	group = &r->shortlog[r->nshortlog++];
	*group = (struct shortlog_group){.author = author, .line = body_number(b, header)};
	read_titles(b, header + (author.n > 0), end, group);
	group->count = author.n ? count : (unsigned)group->ntitles;
	mark(b, header, end);
}

/* Titles without an author above the diffstat: believed when there are as many as patches. */
static size_t find_headless(struct body *b)
{
	size_t to = b->stat, from, room = 0;

	if (b->r->subject.kind != RECORD_COVER || b->stat == b->end)
		return b->stat;
	while (to > b->text && b->lines[to - 1].blank)
		to--;
	from = to;
	while (from > b->text && !b->lines[from - 1].blank && b->lines[from - 1].lead >= 2)
		from--;
	if (from == to || count_titles(b, from, to) != b->r->subject.total ||
	    (from > b->text && !b->lines[from - 1].blank))
		return b->stat;
	add_group(b, &room, from, to, slice_from("", 0), 0);
	return from;
}

/*
 * A header is believed when as many titles follow as it says, or when nothing
 * but groups stands between it and the diffstat (`chain` begins there).
 */
static size_t chain_start(const struct body *b, size_t limit)
{
	size_t chain = limit, i = limit;
	struct slice author;
	unsigned count;

	while (i > b->text && b->lines[i - 1].blank)
		i--;
	while (i > b->text) {
		size_t end = i;

		while (i > b->text && !b->lines[i - 1].blank &&
		       !is_header(b, i - 1, &author, &count))
			i--;
		if (i == b->text || i == end || !is_header(b, i - 1, &author, &count))
			break;
		chain = --i;
		while (i > b->text && b->lines[i - 1].blank)
			i--;
	}
	return chain;
}

void shortlog_find(struct body *b)
{
	size_t chain = chain_start(b, b->stat);
	size_t i, end, room = 0;
	struct slice author;
	unsigned count;

	b->tail = b->stat;
	for (i = b->text; i < b->stat; i++) {
		if (!is_header(b, i, &author, &count))
			continue;
		end = titles_end(b, i + 1, b->stat);
		if (end == i + 1 || (i < chain && count_titles(b, i + 1, end) != count))
			continue;
		if (b->tail == b->stat)
			b->tail = i;
		add_group(b, &room, i, end, author, count);
		i = skip_blank(b, end, b->stat) - 1;
	}
	if (!room)
		b->tail = find_headless(b);
}
