/*
 * What the files of the parser share.
 *
 * A record is cut into lines once (struct line, eight bytes each). The matchers
 * look at single lines; what they recognise is written down as the line's part,
 * so that nothing is looked for twice and the parts tile the record by
 * construction. No matcher looks further than a bounded number of lines away
 * from the one it was asked about, except forward over lines it then owns: that
 * keeps the whole linear.
 */
#ifndef PARSER_INTERNAL_H
#define PARSER_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "parser/parser.h"

/* --- bytes, inline because they run for each line ------------------------- */

/* CR as well: one stands before the LF, and anywhere else it shows as little. */
static inline bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static inline bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static inline bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static inline bool is_alpha(char c)
{
	return is_lower(c) || is_upper(c);
}

static inline bool is_alnum(char c)
{
	return is_alpha(c) || is_digit(c);
}

static inline char to_lower(char c)
{
	return is_upper(c) ? (char)(c + ('a' - 'A')) : c;
}

static inline struct slice between(const char *from, const char *to)
{
	return slice_from(from, (size_t)(to - from));
}

static inline struct slice trim(struct slice s)
{
	while (s.n && is_blank(s.p[s.n - 1]))
		s.n--;
	while (s.n && is_blank(s.p[0])) {
		s.p++;
		s.n--;
	}
	return s;
}

/* --- a record as lines ---------------------------------------------------- */

#define LEAD_MAX UINT16_MAX

struct line {
	uint32_t off;  /* of the line, from the record's first byte */
	uint16_t lead; /* blanks before the first other byte; LEAD_MAX and more are the same */
	uint8_t part;  /* enum part_kind */
	uint8_t blank; /* nothing but blanks */
};

struct body {
	struct arena *a;
	const char *p; /* the record */
	size_t n;
	unsigned first;     /* line number of lines[0] in the digest */
	struct line *lines; /* and one more, whose off is n */
	size_t nlines;
	size_t text, end;   /* the body is lines [text, end): neither head nor separator */
	size_t tail;        /* trailers and links stand before it: shortlog, diffstat or end */
	size_t stat;        /* diffstat or summary; end when there is none */
	bool quoted;
	struct record *r;
};

/* Line i without line end; in the body of a quoted record without its first '>'. */
static inline struct slice body_line(const struct body *b, size_t i)
{
	const char *p = b->p + b->lines[i].off;
	const char *end = b->p + b->lines[i + 1].off;

	if (end > p && end[-1] == '\n')
		end--;
	if (end > p && end[-1] == '\r')
		end--;
	if (b->quoted && i >= b->text && i < b->end && p < end && *p == '>')
		p++;
	return between(p, end);
}

/* The first byte of line i that is no blank; NUL when there is none. */
static inline char body_first(const struct body *b, size_t i)
{
	const struct line *line = &b->lines[i];
	const char *p = b->p + line->off + line->lead;

	if (line->blank)
		return '\0';
	if (b->quoted && i >= b->text && i < b->end && b->p[line->off] == '>')
		p++;
	return *p;
}

/* The line without blanks at both ends. */
static inline struct slice body_text(const struct body *b, size_t i)
{
	return trim(body_line(b, i));
}

static inline unsigned body_number(const struct body *b, size_t i)
{
	return b->first + (unsigned)i;
}

/* Lines of runs of one character, at least `least` of them: "----", "====". */
bool is_underline(struct slice text, size_t least);
static inline bool is_rule(struct slice text)
{
	return text.n == 3 && memcmp(text.p, "---", 3) == 0;
}

/* Pieces [from, to) of lines joined by one blank each; a slice of the input for one line. */
struct slice body_join(const struct body *b, size_t from, size_t to, size_t skip);

/* --- the parts of a body, in the order in which they are looked for -------- */

/* Sets stat, end-of-body parts, diffstat rows and summary. */
void diffstat_find(struct body *b);
/* Sets tail and shortlog, between text and stat. */
void shortlog_find(struct body *b);
/* Sets changelog; marks its lines. */
void changelog_find(struct body *b);
/* Needs the changelog; sets links. */
void links_find(struct body *b);

/* `Key: value` at the very beginning of a line, and one of the known keys. */
bool trailer_parse(struct slice line, struct trailer *out);
/* Why it is malformed, as half a sentence; NULL when it is not. */
const char *trailer_fault(const struct trailer *trailer);

/* A revision as people write it. */
struct revision {
	unsigned major, minor;
	bool rfc;
	bool unnumbered; /* "RFC" alone, taken as the first one */
};

/*
 * `v3`, `V1.1`, `RFC v2`, `RFC`: what *s begins with; taken off. `number` also
 * admits a bare number, as behind the word "version". False, and *s as it was,
 * when there is none.
 */
bool revision_take(struct slice *s, bool number, struct revision *out);

/* Bytes of the bullet (`- `, `* `, `2. ` and the like) that `text` begins with; 0 when none. */
size_t bullet_length(struct slice text);

enum heading_form {
	HEADING_PLAIN, /* "v3:", which names a revision */
	HEADING_STEP,  /* "v2 -> v3" and "changes in v3", which tell what was done */
	HEADING_BARE,  /* "Changelog:" */
};

struct heading {
	enum heading_form form;
	struct revision described;
	bool weak;        /* a heading only if what stands around it agrees */
	struct slice url; /* in it */
	struct slice rest; /* text behind the colon that is an item; absent for a URL alone */
};

/* What `text` (trimmed) says as a heading of a changelog in a mail with this subject. */
bool heading_parse(struct slice text, const struct subject *subject, struct heading *out);

/* The URL that `s` begins with; absent when there is none. */
struct slice url_at(struct slice s);

/* --- records and the second step ------------------------------------------ */

/* As record_parse with the number of lines known. */
bool record_read(struct arena *a, struct slice bytes, size_t nlines, unsigned line,
	struct record *out);
/* Bytes of the three lines a record begins with, 0 when `rest` does not begin with a record. */
size_t record_head(struct slice rest);

struct oddity_sink {
	void (*tell)(void *ctx, enum oddity_kind kind, unsigned line, const char *fmt, ...)
		__attribute__((format(printf, 4, 5)));
	void *ctx;
};

/* What is odd in a record by itself. */
void record_oddities(const struct record *r, const struct oddity_sink *to);

/* What the second step keeps of a digest; its slices point into the input or its arena. */
struct resolver;
struct resolver *resolver_new(void);
void resolver_free(struct resolver *v);
void resolver_rank(struct resolver *v, const struct rank_person *row);
void resolver_listed(struct resolver *v, const struct listed *row);
void resolver_record(struct resolver *v, const struct record *r);
void resolver_skip(struct resolver *v, const struct skip *skip);
void resolver_run(struct resolver *v, const struct digest_sink *sink, void *ctx,
	const struct oddity_sink *to);

#endif
