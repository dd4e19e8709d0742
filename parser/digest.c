#include "parser/internal.h"

#include <stdarg.h>
#include <stdio.h>

#include "util/alloc.h"
#include "util/buf.h"

#define SEPARATOR 70

struct digest {
	struct slice in;
	size_t pos;     /* the line being looked at */
	unsigned line;  /* its number */
	size_t spanned; /* every byte before it belongs to a span that was handed out */
	unsigned spanned_line;
	const struct digest_sink *sink;
	void *ctx;
	struct arena scratch;
	struct resolver *resolver;
	struct oddity_sink odd;
	size_t records;
};

static void tell(void *ctx, enum oddity_kind kind, unsigned line, const char *fmt, ...)
{
	struct digest *d = ctx;
	struct oddity oddity = {.kind = kind, .line = line};
	struct buf text = BUF_INIT;
	va_list ap;

	if (!d->sink->oddity)
		return;
	va_start(ap, fmt);
	buf_vaddf(&text, fmt, ap);
	va_end(ap);
	oddity.message = buf_slice(&text);
	d->sink->oddity(d->ctx, &oddity);
	buf_release(&text);
}

static struct slice rest_of(const struct digest *d)
{
	return slice_skip(d->in, d->pos);
}

/* The line at offset `from` without its end; *next is where the one behind it begins. */
static struct slice line_at(const struct digest *d, size_t from, size_t *next)
{
	const char *p = d->in.p + from;
	const char *eol = from < d->in.n ? memchr(p, '\n', d->in.n - from) : NULL;
	const char *end = eol ? eol : d->in.p + d->in.n;

	*next = eol ? (size_t)(eol + 1 - d->in.p) : d->in.n;
	while (end > p && end[-1] == '\r')
		end--;
	return between(p, end);
}

static struct slice this_line(const struct digest *d)
{
	size_t next;

	return line_at(d, d->pos, &next);
}

static void next_line(struct digest *d)
{
	line_at(d, d->pos, &d->pos);
	d->line++;
}

static bool at_end(const struct digest *d)
{
	return d->pos >= d->in.n;
}

static void skip_blank_lines(struct digest *d)
{
	while (!at_end(d) && !trim(this_line(d)).n)
		next_line(d);
}

/* Everything up to the line being looked at that has no span yet is one of `kind`. */
static void emit_span(struct digest *d, enum span_kind kind)
{
	struct span span = {.kind = kind, .off = d->spanned, .line = d->spanned_line};

	span.len = d->pos - d->spanned;
	if (span.len && d->sink->span)
		d->sink->span(d->ctx, &span);
	d->spanned = d->pos;
	d->spanned_line = d->line;
}

/* --- header ------------------------------------------------------------------ */

static bool is_commit_id(struct slice s)
{
	size_t i;

	if (s.n < 7 || s.n > 40)
		return false;
	for (i = 0; i < s.n; i++)
		if (!is_digit(s.p[i]) && (!is_alpha(s.p[i]) || to_lower(s.p[i]) > 'f'))
			return false;
	return true;
}

static struct slice take_word(struct slice *s)
{
	size_t n = 0;
	struct slice word;

	while (n < s->n && !is_blank(s->p[n]))
		n++;
	word = slice_sub(*s, 0, n);
	*s = trim(slice_skip(*s, n));
	return word;
}

/* `ID to ID`, nothing behind it. */
static bool read_range(struct slice s, struct digest_header *out)
{
	struct slice from, to, word;

	s = trim(s);
	from = take_word(&s);
	word = take_word(&s);
	to = take_word(&s);
	if (!slice_is(word, "to") || s.n || !is_commit_id(from) || !is_commit_id(to))
		return false;
	out->from = from;
	out->to = to;
	return true;
}

/* `LIST mailing list update from ID to ID` */
static bool read_title(struct slice line, struct digest_header *out)
{
	static const char words[] = " mailing list update from ";
	size_t n = slice_find(line, slice_cstr(words));

	if (n == line.n || !read_range(slice_skip(line, n + strlen(words)), out))
		return false;
	out->list = trim(slice_sub(line, 0, n));
	return true;
}

static bool read_header(struct digest *d)
{
	struct digest_header header = {.list = {"", 0}};
	bool range = false, title;

	if (slice_starts(d->in, "\xef\xbb\xbf"))
		d->pos = 3;
	skip_blank_lines(d);
	if (slice_starts(this_line(d), "From ") &&
	    read_range(slice_skip(this_line(d), 5), &header)) {
		range = true;
		next_line(d);
	}
	title = !at_end(d) && read_title(this_line(d), &header);
	if (title) {
		next_line(d);
	}
	if (!range && !title) {
		tell(d, ODD_NO_DIGEST, d->line, "no header of a digest");
		return false;
	}
	if (!range || !title)
		tell(d, ODD_NO_DIGEST, d->line, "half of the header is missing");
	skip_blank_lines(d);
	if (d->sink->header)
		d->sink->header(d->ctx, &header);
	emit_span(d, SPAN_HEADER);
	return true;
}

/* --- rankings and list --------------------------------------------------------- */

static bool read_domain(struct digest *d, struct slice text, unsigned count)
{
	struct rank_domain row = {.count = count, .domain = text, .line = d->line};

	if (slice_find_byte(text, ' ') < text.n)
		return false;
	if (d->sink->domain)
		d->sink->domain(d->ctx, &row);
	return true;
}

static bool read_contributor(struct digest *d, struct slice text, unsigned count)
{
	struct rank_person row = {
		.count = count, .person = person_parse(text), .line = d->line};

	resolver_rank(d->resolver, &row);
	if (d->sink->contributor)
		d->sink->contributor(d->ctx, &row);
	return true;
}

static bool read_rank(struct digest *d, struct slice text,
	bool (*row)(struct digest *d, struct slice text, unsigned count))
{
	size_t digits;
	unsigned count = slice_number(text, &digits);

	text = slice_skip(text, digits);
	if (!digits || !text.n || !is_blank(text.p[0]))
		return false;
	return row(d, trim(text), count);
}

static bool read_domain_row(struct digest *d, struct slice text)
{
	return read_rank(d, text, read_domain);
}

static bool read_person_row(struct digest *d, struct slice text)
{
	return read_rank(d, text, read_contributor);
}

static bool read_listed(struct digest *d, struct slice text)
{
	struct listed row = {.subject = text, .line = d->line};

	resolver_listed(d->resolver, &row);
	if (d->sink->listed)
		d->sink->listed(d->ctx, &row);
	return true;
}

/* What stands between the header and the records. */
struct section {
	const char *begins; /* its first line */
	const char *holds;  /* and what that holds behind it */
	enum span_kind span;
	enum oddity_kind odd;
	bool (*row)(struct digest *d, struct slice text);
};

static const struct section sections[] = {
	{"Top ", "domains", SPAN_DOMAINS, ODD_BAD_RANK, read_domain_row},
	{"Top ", "contributors", SPAN_CONTRIBUTORS, ODD_BAD_RANK, read_person_row},
	{"=====", "Patch list", SPAN_LIST, ODD_UNKNOWN_TEXT, read_listed},
	{"=====", "Patch Commit Messages", SPAN_MESSAGES, ODD_UNKNOWN_TEXT, NULL},
};

static const struct section nowhere = {
	NULL, NULL, SPAN_UNKNOWN, ODD_UNKNOWN_TEXT, NULL};

static const struct section *find_section(struct slice line)
{
	size_t i;

	for (i = 0; i < sizeof(sections) / sizeof(sections[0]); i++)
		if (slice_starts(line, sections[i].begins) &&
		    slice_find(line, slice_cstr(sections[i].holds)) < line.n)
			return &sections[i];
	return NULL;
}

/* A run of lines nobody knows, told once. */
static void read_unknown(struct digest *d, bool (*ends)(const struct digest *d))
{
	unsigned line = d->line;

	do {
		next_line(d);
	} while (!at_end(d) && !ends(d));
	emit_span(d, SPAN_UNKNOWN);
	tell(d, ODD_UNKNOWN_TEXT, line, "text that belongs to nothing");
}

static bool begins_section(const struct digest *d)
{
	return find_section(this_line(d)) || record_head(rest_of(d));
}

static void read_row(struct digest *d, const struct section *section)
{
	struct slice text = trim(this_line(d));

	if (!text.n) {
		next_line(d);
		return;
	}
	if (!section->row) {
		emit_span(d, section->span);
		read_unknown(d, begins_section);
		return;
	}
	if (section->row(d, text)) {
		next_line(d);
		return;
	}
	emit_span(d, section->span);
	tell(d, section->odd, d->line, "no row of a ranking");
	next_line(d);
	emit_span(d, SPAN_UNKNOWN);
}

/* Up to the first record, skip, or text behind the heading of the messages. */
static void read_sections(struct digest *d)
{
	const struct section *section = &nowhere;

	while (!at_end(d)) {
		const struct section *next = find_section(this_line(d));

		if (next) {
			emit_span(d, section->span);
			section = next;
			next_line(d);
			if (!section->row) {
				skip_blank_lines(d);
				break;
			}
		} else if (record_head(rest_of(d))) {
			break;
		} else {
			read_row(d, section);
		}
	}
	emit_span(d, section->span);
}

/* --- records ------------------------------------------------------------------- */

static bool at_exist(const struct digest *d)
{
	return slice_starts(rest_of(d), "Exist:");
}

static bool begins_message(const struct digest *d)
{
	return at_exist(d) || record_head(rest_of(d));
}

static bool is_separator(struct slice line)
{
	struct slice text;

	if (line.n < SEPARATOR || line.p[0] != '-')
		return false;
	text = trim(line);
	return text.n == SEPARATOR && is_underline(text, SEPARATOR);
}

/* Behind a line of dashes: blank lines and then a record, a skip or the end. */
static bool ends_record(const struct digest *d)
{
	struct digest ahead = *d;

	skip_blank_lines(&ahead);
	return at_end(&ahead) || begins_message(&ahead);
}

/* Moves behind the record being looked at, its separator and the blank lines there. */
static size_t skip_record(struct digest *d)
{
	unsigned first = d->line;

	while (!at_end(d)) {
		bool dashes = d->in.p[d->pos] == '-' && is_separator(this_line(d));

		next_line(d);
		if (dashes && ends_record(d)) {
			skip_blank_lines(d);
			break;
		}
	}
	return d->line - first;
}

static void read_record(struct digest *d)
{
	size_t off = d->pos, i, nlines;
	unsigned line = d->line;
	struct record record;

	nlines = skip_record(d);
	record_read(&d->scratch, slice_sub(d->in, off, d->pos - off), nlines, line, &record);
	record.off = off;
	for (i = 0; i < record.nparts; i++)
		record.parts[i].off += off;
	resolver_record(d->resolver, &record);
	if (d->sink->record)
		d->sink->record(d->ctx, &record);
	if (d->sink->oddity)
		record_oddities(&record, &d->odd);
	arena_reset(&d->scratch);
	d->records++;
	emit_span(d, SPAN_RECORD);
}

static bool read_skip(struct digest *d)
{
	struct skip skip = {.line = d->line, .off = d->pos};
	struct slice text;
	size_t next;

	skip.existing = trim(slice_skip(line_at(d, d->pos, &next), strlen("Exist:")));
	text = trim(line_at(d, next, &next));
	if (!slice_starts(text, "Skip:"))
		return false;
	subject_parse(trim(slice_skip(text, strlen("Skip:"))), &skip.subject);
	next_line(d);
	next_line(d);
	skip.len = d->pos - skip.off;
	skip_blank_lines(d);
	resolver_skip(d->resolver, &skip);
	if (d->sink->skip)
		d->sink->skip(d->ctx, &skip);
	tell(d, ODD_SKIPPED, skip.line, "mail not shown: " SLICE_FMT,
		SLICE_ARG(skip.subject.line));
	emit_span(d, SPAN_SKIP);
	return true;
}

static void read_messages(struct digest *d)
{
	while (!at_end(d)) {
		if (record_head(rest_of(d)))
			read_record(d);
		else if (!at_exist(d) || !read_skip(d))
			read_unknown(d, begins_message);
	}
}

bool digest_parse(const char *p, size_t n, const struct digest_sink *sink, void *ctx)
{
	struct digest d = {
		.in = slice_from(p, n),
		.line = 1,
		.spanned_line = 1,
		.sink = sink,
		.ctx = ctx,
	};
	bool header;

	d.odd = (struct oddity_sink){.tell = tell, .ctx = &d};
	/* Lines are counted from the beginning of their record in 32 bits. */
	if (n >= UINT32_MAX) {
		d.pos = n;
		emit_span(&d, SPAN_UNKNOWN);
		tell(&d, ODD_NO_DIGEST, 1, "too large for a digest");
		return false;
	}
	d.resolver = resolver_new();
	header = read_header(&d);
	read_sections(&d);
	read_messages(&d);
	resolver_run(d.resolver, sink, ctx, &d.odd);
	resolver_free(d.resolver);
	arena_release(&d.scratch);
	return header || d.records;
}
