#include "parser/internal.h"

#include <stdlib.h>

#include "parser/words.h"
#include "util/alloc.h"

static bool ends_url(char c)
{
	return (unsigned char)c <= ' ' || c == '<' || c == '>' || c == '"' || c == ')' || c == ']';
}

struct slice url_at(struct slice s)
{
	size_t n;

	if (slice_starts(s, "https://"))
		n = 8;
	else if (slice_starts(s, "http://"))
		n = 7;
	else
		return (struct slice){NULL, 0};
	while (n < s.n && !ends_url(s.p[n]))
		n++;
	while (n && strchr(".,;", s.p[n - 1]))
		n--;
	return slice_sub(s, 0, n);
}

/* "Link to RFC:" says that it is one, but not which. */
static void set_revision(struct link *link, const struct revision *r)
{
	link->revision = r->unnumbered ? 0 : r->major;
	link->minor = r->minor;
	link->rfc = r->rfc;
}

static bool is_earlier(const struct revision *r, const struct subject *subject)
{
	return r->rfc || !subject->has_version || r->major < subject->version ||
	       (r->major == subject->version && r->minor <= subject->minor);
}

/*
 * Does the text before a URL name a revision of this series: "- Link to v2:",
 * "v3 -", "Previous version (v1):"? Every word has to be known, so that "link to
 * dependency v2:" names none.
 */
static bool names_revision(struct slice text, const struct subject *subject,
	struct revision *out)
{
	bool found = false, number = false;

	if (text.n > 80)
		return false;
	while (text.n) {
		struct revision r;
		unsigned class;

		if (revision_take(&text, number, &r)) {
			if (found)
				return false;
			found = true;
			*out = r;
			number = false;
			continue;
		}
		if (text.p[0] && strchr(" \t:-=*()[]<", text.p[0])) {
			text = slice_skip(text, 1);
			continue;
		}
		class = word_class(word_take(&text));
		if (!(class & WORD_BESIDE))
			return false;
		number = (class & WORD_NUMBER) != 0;
	}
	return found && !out->minor && is_earlier(out, subject);
}

/* "Previous version:", "Previously posted here:" */
static bool names_previous(struct slice text)
{
	bool last = false;

	if (!text.n || text.n > 80)
		return false;
	while (text.n) {
		unsigned class;

		if (text.p[0] && strchr(" \t:-=*()[]<", text.p[0])) {
			text = slice_skip(text, 1);
			continue;
		}
		class = word_class(word_take(&text));
		if (!(class & WORD_BESIDE))
			return false;
		last |= (class & WORD_LAST) != 0;
	}
	return last;
}

static const struct changelog_entry *entry_at(const struct body *b, unsigned line)
{
	size_t from = 0, to = b->r->nchangelog;

	while (from < to) {
		size_t middle = (from + to) / 2;

		if (b->r->changelog[middle].line < line)
			from = middle + 1;
		else
			to = middle;
	}
	return from < b->r->nchangelog && b->r->changelog[from].line == line ?
		&b->r->changelog[from] : NULL;
}

/* Is line i the heading of an entry that names a revision ("v2:"), not a step to one? */
static bool plain_heading(const struct body *b, size_t i, struct heading *out)
{
	return entry_at(b, body_number(b, i)) &&
	       heading_parse(body_text(b, i), &b->r->subject, out) && out->form == HEADING_PLAIN;
}

/* The last line above line i with something in it, at most one blank between; i when none. */
static size_t line_above(const struct body *b, size_t i)
{
	size_t above = i;

	if (above > b->text && b->lines[above - 1].blank)
		above--;
	return above > b->text && !b->lines[above - 1].blank ? above - 1 : i;
}

/* The revision that the text around the URL at offset `at` of line i names. */
static void find_revision(const struct body *b, size_t i, size_t at, struct link *link)
{
	struct slice before = trim(slice_sub(body_line(b, i), 0, at));
	struct revision r;
	struct heading heading;
	size_t above;

	if (plain_heading(b, i, &heading)) {
		if (heading.url.p == link->url.p || !before.n)
			set_revision(link, &heading.described);
		return;
	}
	if (entry_at(b, body_number(b, i)))
		return;
	if (bullet_length(slice_from(before.p, before.n + 1)) > before.n)
		before.n = 0;
	if (before.n) {
		if (names_revision(before, &b->r->subject, &r))
			set_revision(link, &r);
		else
			link->previous = names_previous(before);
		return;
	}
	above = line_above(b, i);
	if (above == i)
		return;
	before = body_text(b, above);
	if (plain_heading(b, above, &heading)) {
		if (!heading.url.n && !heading.rest.n)
			set_revision(link, &heading.described);
	} else if (above + 1 == i && !entry_at(b, body_number(b, above)) &&
		   before.p[before.n - 1] == ':' &&
		   names_revision(before, &b->r->subject, &r)) {
		set_revision(link, &r);
	} else if (!entry_at(b, body_number(b, above)) && before.p[before.n - 1] == ':') {
		link->previous = names_previous(before);
	}
}

static void add_link(struct body *b, size_t *room, size_t i, struct slice url, size_t at)
{
	struct record *r = b->r;
	struct link *link;

	ARENA_GROW(b->a, r->links, *room, r->nlinks + 1);
	link = &r->links[r->nlinks++];
	*link = (struct link){
		.url = url, .msgid = msgid_of_url(url), .line = body_number(b, i)};
	find_revision(b, i, at, link);
}

static void scan_line(struct body *b, size_t *room, size_t i)
{
	struct slice line = body_line(b, i);
	const char *p = line.p, *end = line.p + line.n;

	while ((p = memchr(p, ':', (size_t)(end - p)))) {
		const char *from = NULL;
		struct slice url;

		if (end - p > 3 && p[1] == '/' && p[2] == '/') {
			if (p - line.p >= 5 && memcmp(p - 5, "https", 5) == 0)
				from = p - 5;
			else if (p - line.p >= 4 && memcmp(p - 4, "http", 4) == 0)
				from = p - 4;
		}
		p++;
		if (!from)
			continue;
		url = url_at(between(from, end));
		p = url.p + url.n;
		if (!slice_ends(url, "//"))
			add_link(b, room, i, url, (size_t)(from - line.p));
	}
}

/* --- links through a reference: "v3 can be found here [1]" … "[1] URL" ---------- */

#define REFERENCES_MAX 100

struct reference {
	struct link *link; /* of "[n] URL"; NULL when that is not there */
	bool named;
};

/* `[12]` at the beginning: its number, and *s behind it; REFERENCES_MAX when it is none. */
static unsigned take_reference(struct slice *s)
{
	size_t digits;
	unsigned number;

	if (!s->n || s->p[0] != '[')
		return REFERENCES_MAX;
	number = slice_number(slice_skip(*s, 1), &digits);
	if (!digits || digits + 1 >= s->n || s->p[digits + 1] != ']' || number >= REFERENCES_MAX)
		return REFERENCES_MAX;
	*s = slice_skip(*s, digits + 2);
	return number;
}

/* `[1] URL`, `[1]: URL`, `[1].URL`, and `[1] Title:` with the URL on the next line. */
static bool find_definitions(struct body *b, struct reference *refs)
{
	struct record *r = b->r;
	bool any = false;
	size_t i;

	for (i = 0; i < r->nlinks; i++) {
		struct link *link = &r->links[i];
		size_t line = link->line - b->first;
		struct slice text = body_text(b, line);
		unsigned n = take_reference(&text);

		if (n == REFERENCES_MAX && text.p == link->url.p && line > b->text) {
			text = body_text(b, line - 1);
			n = take_reference(&text);
		}
		if (n == REFERENCES_MAX || refs[n].link)
			continue;
		refs[n].link = link;
		any |= !link->revision;
	}
	return any;
}

static bool is_word_end(char c)
{
	return !is_alnum(c) && c != '_';
}

/*
 * The revision named by the last few words of `text`: "the v3 posting", "v2 can
 * be found at", "From v1". Not "Maxine's v4", nor one that is not earlier.
 */
static bool last_revision(struct slice text, const struct subject *subject,
	struct revision *out)
{
	size_t i = text.n;
	unsigned words = 0;

	while (i && words < 6) {
		struct slice rest;

		while (i && is_word_end(text.p[i - 1])) {
			if (strchr(".,;:", text.p[i - 1]))
				return false;
			i--;
		}
		while (i && (unsigned char)text.p[i - 1] > ' ' && !strchr("([", text.p[i - 1]))
			i--;
		rest = slice_skip(text, i);
		if (revision_take(&rest, false, out)) {
			text = trim(slice_sub(text, 0, i));
			if (slice_ends(text, "RFC"))
				out->rfc = true;
			return !slice_ends(text, "'s") && !out->minor && is_earlier(out, subject) &&
			       (out->rfc || out->major < subject->version ||
				!subject->has_version);
		}
		if (!(word_class(word_take(&rest)) & WORD_BESIDE) || slice_starts(rest, "--"))
			return false;
		words++;
	}
	return false;
}

#define BEFORE_MAX 200 /* bytes looked at before a reference */

/* What stands before offset `at` of line i, with the line above when that is little. */
static struct slice text_before(const struct body *b, size_t i, size_t at)
{
	size_t from = at > BEFORE_MAX ? at - BEFORE_MAX : 0;
	struct slice before = trim(slice_sub(body_line(b, i), from, at - from));
	unsigned words = 0;
	size_t k;

	for (k = 0; k < before.n; k++)
		words += is_blank(before.p[k]);
	if (from || words > 4 || i == b->text || b->lines[i - 1].blank)
		return before;
	/* Both lines as they stand in the input: a line end is a blank here. */
	return slice_from(b->p + b->lines[i - 1].off,
		(size_t)(before.p + before.n - (b->p + b->lines[i - 1].off)));
}

static void scan_mentions(const struct body *b, size_t i, struct reference *refs)
{
	struct slice line = body_line(b, i);
	size_t at = 0;

	for (;;) {
		struct slice rest = slice_skip(line, at);
		struct revision r;
		unsigned n;

		at += slice_find_byte(rest, '[');
		if (at >= line.n)
			return;
		rest = slice_skip(line, at);
		n = take_reference(&rest);
		if (n < REFERENCES_MAX && refs[n].link && !refs[n].named && !refs[n].link->revision &&
		    trim(slice_sub(line, 0, at)).n &&
		    last_revision(text_before(b, i, at), &b->r->subject, &r)) {
			refs[n].named = true;
			set_revision(refs[n].link, &r);
		}
		at++;
	}
}

void links_find(struct body *b)
{
	struct reference refs[REFERENCES_MAX];
	size_t i, room = 0;

	for (i = b->text; i < b->tail; i++)
		if (!b->lines[i].blank)
			scan_line(b, &room, i);
	memset(refs, 0, sizeof(refs));
	if (!b->r->nlinks || !find_definitions(b, refs))
		return;
	for (i = b->text; i < b->tail; i++)
		if (!b->lines[i].blank)
			scan_mentions(b, i, refs);
}
