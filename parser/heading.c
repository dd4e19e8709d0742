#include "parser/internal.h"

#include "parser/words.h"

/*
 * Headings of changelogs. People write them in very many ways, so what is known
 * here is a vocabulary and not a list of forms: some words about change, one or
 * two revisions, decoration, a colon.
 */

#define REVISION_MAX 999
#define HEADING_MAX  240 /* longer lines are text */

bool is_underline(struct slice text, size_t least)
{
	size_t i;

	if (text.n < least || !text.n || !strchr("-=~_*#^", text.p[0]) || !text.p[0])
		return false;
	for (i = 1; i < text.n; i++)
		if (text.p[i] != text.p[0])
			return false;
	return true;
}

size_t bullet_length(struct slice text)
{
	static const char *const marks[] = {
		"\xe2\x80\xa2", "\xe2\x80\x93", "\xe2\x97\xa6", "\xc2\xb7"};
	size_t n = 0, i;

	if (text.n < 2)
		return 0;
	if (strchr("-*+o.", text.p[0]) && text.p[0]) {
		n = 1;
	} else if (is_digit(text.p[0]) || (text.p[0] == '(' && is_digit(text.p[1]))) {
		n = text.p[0] == '(';
		while (n < text.n && n < 4 && is_digit(text.p[n]))
			n++;
		if (n == text.n || !strchr(").", text.p[n]) || !text.p[n])
			return 0;
		n++;
	}
	for (i = 0; !n && i < sizeof(marks) / sizeof(marks[0]); i++)
		if (slice_starts(text, marks[i]))
			n = strlen(marks[i]);
	if (!n || n == text.n)
		return 0;
	/* "-Fixed this", but not "-EINVAL" or "--option". */
	if (n == 1 && text.p[0] == '-' && text.n > 2 && is_upper(text.p[1]) && is_lower(text.p[2]))
		return n;
	if (!is_blank(text.p[n]))
		return 0;
	while (n < text.n && is_blank(text.p[n]))
		n++;
	return n;
}

static void skip_blanks(struct slice *s)
{
	while (s->n && is_blank(s->p[0]))
		*s = slice_skip(*s, 1);
}

static bool take_literal(struct slice *s, const char *literal)
{
	if (!slice_starts_nocase(*s, literal))
		return false;
	*s = slice_skip(*s, strlen(literal));
	return true;
}

/* Digits with an optional minor, not followed by more of a word. */
static bool take_digits(struct slice *s, struct revision *out)
{
	struct slice rest = *s;
	size_t n;

	out->major = slice_number(rest, &n);
	out->minor = 0;
	if (!n || out->major > REVISION_MAX)
		return false;
	rest = slice_skip(rest, n);
	if (rest.n > 1 && rest.p[0] == '.' && is_digit(rest.p[1])) {
		out->minor = slice_number(slice_skip(rest, 1), &n);
		rest = slice_skip(rest, n + 1);
	}
	if (rest.n && (is_alnum(rest.p[0]) || rest.p[0] == '_' || rest.p[0] == '/'))
		return false;
	if (rest.n > 1 && rest.p[0] == '-' && is_alnum(rest.p[1]) && to_lower(rest.p[1]) != 'v')
		return false;
	*s = rest;
	return true;
}

/* `RFC`, and what may join it to the version. */
static bool take_rfc(struct slice *s)
{
	struct slice rest = *s;

	if (!take_literal(&rest, "RFC"))
		return false;
	while (rest.n && (is_blank(rest.p[0]) || rest.p[0] == '-' || rest.p[0] == '_'))
		rest = slice_skip(rest, 1);
	if (rest.n && is_alnum(rest.p[0]) && to_lower(rest.p[0]) != 'v' && !is_blank(rest.p[-1]))
		return false;
	*s = rest;
	return true;
}

bool revision_take(struct slice *s, bool number, struct revision *out)
{
	struct slice rest = *s;
	bool marked = number;
	char c = rest.n ? to_lower(rest.p[0]) : '\0';

	if (c != 'v' && c != 'r' && c != 'p' && !(number && is_digit(c)))
		return false;
	*out = (struct revision){.rfc = take_rfc(&rest)};
	if (take_literal(&rest, "PATCH "))
		skip_blanks(&rest);
	if (rest.n > 1 && to_lower(rest.p[0]) == 'v' && is_digit(rest.p[1])) {
		rest = slice_skip(rest, 1);
		marked = true;
	}
	if (!marked || !take_digits(&rest, out)) {
		if (!out->rfc)
			return false;
		/* RFC alone is the first one. */
		rest = slice_skip(*s, 3);
		*out = (struct revision){.major = 1, .rfc = true, .unnumbered = true};
		if (rest.n && (is_alnum(rest.p[0]) || rest.p[0] == '-' || rest.p[0] == '/'))
			return false;
	}
	*s = rest;
	return true;
}

static bool take_arrow(struct slice *s)
{
	static const char *const arrows[] = {
		"--->", "-->", "->", "==>", "=>", "...", "..", "\xe2\x86\x92", "to ", "and ", "-"};
	struct slice rest = *s;
	size_t i;

	skip_blanks(&rest);
	for (i = 0; i < sizeof(arrows) / sizeof(arrows[0]); i++) {
		if (!take_literal(&rest, arrows[i]))
			continue;
		skip_blanks(&rest);
		*s = rest;
		return true;
	}
	return false;
}

/* What stands before the revision. */
struct lead {
	bool change, since, in, number, other;
	unsigned words;
};

static void read_lead(struct slice *s, struct lead *lead)
{
	*lead = (struct lead){.words = 0};
	for (;;) {
		struct slice rest = *s;
		struct revision revision;
		unsigned class;

		if (revision_take(&rest, lead->number, &revision))
			return;
		rest = *s;
		class = word_class(word_take(&rest));
		if ((class & WORD_NEW) && slice_starts_nocase(rest, "in "))
			class |= WORD_CHANGE;
		if (!(class & (WORD_CHANGE | WORD_SINCE | WORD_IN | WORD_FILL | WORD_NUMBER)))
			return;
		lead->change |= (class & WORD_CHANGE) != 0;
		lead->since |= (class & WORD_SINCE) != 0;
		lead->in |= (class & WORD_IN) != 0;
		lead->number = (class & WORD_NUMBER) != 0;
		lead->words++;
		if (rest.n > 1 && rest.p[0] == '-' && is_alpha(rest.p[1]))
			rest = slice_skip(rest, 1);
		*s = rest;
	}
}

/* `(…)` or `[…]` and blanks around it. */
static bool take_group(struct slice *s)
{
	struct slice rest = *s;
	size_t n;

	skip_blanks(&rest);
	if (!rest.n || (rest.p[0] != '(' && rest.p[0] != '['))
		return false;
	n = slice_find_byte(rest, rest.p[0] == '(' ? ')' : ']');
	if (n == rest.n)
		return false;
	*s = slice_skip(rest, n + 1);
	skip_blanks(s);
	return true;
}

static void skip_decoration(struct slice *s)
{
	for (;;) {
		struct slice rest = *s;

		skip_blanks(&rest);
		if (take_group(&rest)) {
			*s = rest;
			continue;
		}
		if (!(word_class(word_take(&rest)) & WORD_TRAILING)) {
			skip_blanks(s);
			return;
		}
		*s = rest;
	}
}

/* `Link: URL [v2]` closes one entry and opens that of v2. */
static bool parse_link_heading(struct slice text, struct heading *out)
{
	struct slice rest = text;

	if (!take_literal(&rest, "Link:"))
		return false;
	skip_blanks(&rest);
	out->url = url_at(rest);
	rest = trim(slice_skip(rest, out->url.n));
	if (!out->url.n || rest.n < 4 || rest.p[0] != '[' || rest.p[rest.n - 1] != ']')
		return false;
	rest = slice_sub(rest, 1, rest.n - 2);
	out->form = HEADING_PLAIN;
	return revision_take(&rest, false, &out->described) && !rest.n;
}

/* Behind the colon: nothing, a URL, or the first item. */
static void read_tail(struct slice tail, struct heading *out)
{
	size_t at = slice_find(tail, SLICE_LIT("http"));

	tail = trim(tail);
	if (at < tail.n)
		out->url = url_at(slice_skip(tail, slice_find(tail, SLICE_LIT("http"))));
	if (out->url.n && out->url.p == tail.p + 1 && strchr("<([", tail.p[0]) &&
	    out->url.n + 2 == tail.n)
		return;
	if (tail.n && out->url.p != tail.p)
		out->rest = tail;
}

/*
 * What comes after RFC vN depends on who counts: the next RFC in an RFC, the next
 * number where the numbers were continued, and the first version else.
 */
static void step_up(struct revision *r, const struct subject *subject)
{
	r->minor = 0;
	if (!r->rfc || subject->rfc || subject->version == r->major + 1) {
		r->rfc = r->rfc && subject->rfc;
		r->major++;
	} else {
		r->rfc = false;
		r->major = 1;
	}
}

/* Kernel versions look like revisions: v6.1 is one only where the mail has such numbers. */
static bool is_plausible(const struct revision *r, const struct subject *subject)
{
	return !r->minor || (r->major <= subject->version && r->minor < 10);
}

/* "Changelog:" and, where a line is drawn under them, "Changes" and the like. */
static bool parse_bare(struct slice text, struct heading *out)
{
	/* "Changes:" as well heads what a patch changes: see what follows it. */
	static const char *const bare[] = {"changes", "changelog", "change log", "history",
		"revision history", "version history", "patch history", "change history",
		"patch changelog", "revision log", "version log"};
	struct slice words = text;
	bool colon = text.n && text.p[text.n - 1] == ':';
	size_t i;

	if (colon)
		words = trim(slice_sub(text, 0, text.n - 1));
	*out = (struct heading){.form = HEADING_BARE};
	out->weak = !colon;
	for (i = 0; i < sizeof(bare) / sizeof(bare[0]); i++) {
		if (!slice_eq_nocase(words, slice_cstr(bare[i])))
			continue;
		out->weak |= i == 0;
		return true;
	}
	return false;
}

/* "Changes since the last version:" is about this one. */
static bool parse_last(struct slice text, const struct subject *subject, struct heading *out)
{
	struct slice rest = text;
	bool since = false, last = false, change = false;

	while (rest.n && rest.p[0] != ':') {
		unsigned class = word_class(word_take(&rest));

		if (!(class & (WORD_CHANGE | WORD_SINCE | WORD_FILL | WORD_NUMBER | WORD_LAST |
				WORD_POST)))
			return false;
		change |= (class & WORD_CHANGE) != 0;
		since |= (class & WORD_SINCE) != 0;
		last |= since && (class & WORD_LAST);
	}
	if (!change || !last || !rest.n)
		return false;
	*out = (struct heading){.form = HEADING_STEP};
	out->described = (struct revision){
		.major = subject->version, .minor = subject->minor, .rfc = subject->rfc};
	read_tail(slice_skip(rest, 1), out);
	return true;
}

/* With the revisions read: is what follows the end of a heading? */
static bool finish(struct slice rest, const struct lead *lead, bool arrow, struct heading *out)
{
	struct slice whole = trim(rest);

	skip_decoration(&rest);
	if (rest.n && rest.p[0] == ':') {
		read_tail(slice_skip(rest, 1), out);
		return true;
	}
	if (lead->change && rest.n && rest.p[rest.n - 1] == ':')
		return true;
	out->weak = !arrow;
	if (!rest.n)
		return true;
	/* "v1 -> v2 reword the help": the first item without a colon. */
	out->weak = true;
	out->rest = whole;
	return arrow && !lead->words && is_alpha(whole.p[0]);
}

/* What an arrow points to: another revision, or the first one sent again. */
static bool take_target(struct slice *s, const struct revision *first, struct revision *out)
{
	if (revision_take(s, true, out))
		return true;
	*out = *first;
	return word_class(word_take(s)) & WORD_AGAIN;
}

static bool parse_revisions(struct slice rest, const struct lead *lead,
	const struct subject *subject, struct heading *out)
{
	struct revision first, second;
	struct slice after;
	bool arrow = false, group = lead->change && rest.n && strchr("([", rest.p[0]);

	rest = slice_skip(rest, group); /* "Changelog[v2]:", "Changes (v1 -> v2):" */
	if (!revision_take(&rest, lead->number, &first))
		return false;
	out->described = first;
	after = rest;
	if (take_arrow(&after) && take_target(&after, &first, &second)) {
		arrow = true;
		rest = after;
		out->described = second;
		/* "RFC v1 -> v2" stays in its sequence when the mail is in it. */
		out->described.rfc |= first.rfc && subject->rfc;
	} else if (lead->since) {
		step_up(&out->described, subject);
	}
	if (group && !(rest.n && strchr(")]", rest.p[0])))
		return false;
	rest = slice_skip(rest, group);
	out->form = arrow || lead->words > lead->number ? HEADING_STEP : HEADING_PLAIN;
	if (lead->in && !lead->change && !arrow)
		return false;
	if (!is_plausible(&out->described, subject) || !finish(rest, lead, arrow, out))
		return false;
	/* "RFC: please look at this" is no heading, "RFC:" above items is. */
	if (out->form == HEADING_PLAIN && out->described.unnumbered) {
		out->weak = true;
		return !out->rest.n && !out->url.n;
	}
	return true;
}

/* Bullets and lines drawn beside a heading. */
static struct slice undecorate(struct slice text)
{
	size_t n = bullet_length(text);

	text = slice_skip(text, n);
	while (text.n && strchr("=#~*_", text.p[0]) && text.p[0])
		text = slice_skip(text, 1);
	while (text.n && strchr("=#~*_", text.p[text.n - 1]) && text.p[text.n - 1])
		text.n--;
	return trim(text);
}

#define LETTER(c) (1u << ((c) - 'a'))

/* Letters a heading may begin with; "The …" and "To …" begin a sentence. */
static bool may_begin(char c)
{
	static const unsigned letters = LETTER('a') | LETTER('c') | LETTER('d') |
		LETTER('f') | LETTER('h') | LETTER('i') | LETTER('k') | LETTER('l') | LETTER('m') |
		LETTER('n') | LETTER('o') | LETTER('p') | LETTER('r') | LETTER('s') |
		LETTER('u') | LETTER('v') | LETTER('w');

	return is_alpha(c) && (letters & LETTER(to_lower(c)));
}

bool heading_parse(struct slice text, const struct subject *subject, struct heading *out)
{
	struct lead lead;
	struct slice rest;

	memset(out, 0, sizeof(*out));
	if (text.n < 2 || text.n > HEADING_MAX)
		return false;
	rest = is_alpha(text.p[0]) && !is_blank(text.p[1]) ? text : undecorate(text);
	if (rest.n < 2 || !may_begin(rest.p[0]))
		return false;
	if (parse_link_heading(rest, out))
		return true;
	memset(out, 0, sizeof(*out));
	text = rest;
	read_lead(&rest, &lead);
	if (parse_revisions(rest, &lead, subject, out))
		return true;
	return lead.change && (parse_bare(text, out) || parse_last(text, subject, out));
}
