/* Where in a query the caret stands. The text need not parse, so the parser cannot tell. */
#include "model/complete_internal.h"

#include "util/text.h"

struct scan {
	struct slice text;
	size_t caret, at;
	unsigned depth; /* of parentheses */
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static char byte_at(const struct scan *s, size_t at)
{
	return at < s->text.n ? s->text.p[at] : '\0';
}

/* Goes over what may stand before a term: blanks, parentheses, a minus. False at the caret. */
static bool skip_to_term(struct scan *s)
{
	while (s->at < s->caret && s->at < s->text.n) {
		char c = s->text.p[s->at];

		if (c == '(')
			s->depth++;
		else if (c == ')' && s->depth > 0)
			s->depth--;
		else if (!is_blank(c) && c != '-')
			return true;
		s->at++;
	}
	return false;
}

/* Behind the closing quote; 0 when there is none. */
static size_t quoted_end(const struct scan *s, size_t from)
{
	size_t at;

	for (at = from + 1; at < s->text.n; at++) {
		if (s->text.p[at] == '\\')
			at++;
		else if (s->text.p[at] == '"')
			return at + 1;
	}
	return 0;
}

/* Behind an expression that begins at `from`; 0 when it is none. */
static size_t regex_end(const struct scan *s, size_t from)
{
	size_t at;

	for (at = from + 1; at < s->text.n; at++) {
		char next = byte_at(s, at + 1);

		if (s->text.p[at] == '\\')
			at++;
		else if (s->text.p[at] == '/' && at > from + 1 &&
			(!next || is_blank(next) || next == ')'))
			return at + 1;
	}
	return 0;
}

static size_t bare_end(const struct scan *s, size_t from)
{
	unsigned inside = 0;
	size_t at;

	for (at = from; at < s->text.n && !is_blank(s->text.p[at]); at++) {
		if (s->text.p[at] == '(')
			inside++;
		if (s->text.p[at] != ')')
			continue;
		if (inside > 0)
			inside--;
		else if (s->depth > 0)
			break;
	}
	return at;
}

/* As the parser reads it: \" and \\ within quotes. */
static struct slice unquoted(struct arena *a, struct slice typed)
{
	char *to = arena_alloc(a, typed.n + 1);
	size_t n = 0, i;

	for (i = 1; i < typed.n && typed.p[i] != '"'; i++) {
		if (typed.p[i] == '\\' && i + 1 < typed.n &&
			(typed.p[i + 1] == '"' || typed.p[i + 1] == '\\'))
			i++;
		to[n++] = typed.p[i];
	}
	return slice_from(to, n);
}

/* The field whose name and colon stand at s->at; *value is behind them. */
static enum query_field_id field_at(const struct scan *s, size_t *value)
{
	struct slice rest = slice_skip(s->text, s->at);
	size_t colon = slice_find_byte(rest, ':');
	enum query_field_id field = FIELD_ANY;

	if (colon > 0 && colon < rest.n)
		field = query_field_by_name(slice_sub(rest, 0, colon));
	*value = field == FIELD_ANY ? s->at : s->at + colon + 1;
	return field;
}

/* `key=` before the value of a trailer; else *value is where the field's colon ends. */
static struct slice key_at(const struct scan *s, enum query_field_id field, size_t colon,
	size_t *value)
{
	struct slice rest = slice_sub(s->text, colon, bare_end(s, colon) - colon);
	size_t n = slice_find_byte(rest, '=');

	*value = colon;
	if (query_fields[field].value != VALUE_TRAILER || n == rest.n)
		return (struct slice){.n = 0};
	*value = colon + n + 1;
	return slice_sub(rest, 0, n);
}

static void place_in_value(const struct scan *s, enum query_field_id field, size_t from,
	size_t to, struct arena *a, struct complete_at *out)
{
	struct slice typed = slice_sub(s->text, from, s->caret - from);

	out->field = field;
	out->from = from;
	out->to = to;
	out->typed = typed.n > 0 && typed.p[0] == '"' ? unquoted(a, typed) : typed;
}

/* The term at s->at; false when the caret is behind it. */
static bool place_in_term(struct scan *s, struct arena *a, struct complete_at *out)
{
	size_t value, end = 0, colon;
	enum query_field_id field = field_at(s, &colon);
	struct slice key = key_at(s, field, colon, &value);
	bool is_text = query_fields[field].value == VALUE_TEXT || key.n > 0;
	char first = byte_at(s, value);
	bool words = first == '"' || first == '/';

	if (first == '"')
		end = quoted_end(s, value);
	else if (first == '/' && is_text)
		end = regex_end(s, value);
	else
		words = false;
	if (first == '"' && end == 0)
		end = s->caret > value ? s->caret : s->text.n;
	if (end == 0)
		end = bare_end(s, value);
	if (s->caret > end) {
		s->at = end;
		return false;
	}
	if (s->caret < colon || field == FIELD_ANY) {
		*out = (struct complete_at){
			.from = s->at,
			.to = field == FIELD_ANY ? end : colon,
			.typed = slice_sub(s->text, s->at, s->caret - s->at),
			.nothing = field == FIELD_ANY && words,
		};
		return true;
	}
	if (s->caret < value) {
		place_in_value(s, field, colon, value, a, out);
		return true;
	}
	place_in_value(s, field, value, end, a, out);
	out->key = text_fold(a, key).s;
	out->nothing = first == '/' && words;
	return true;
}

void complete_place(struct slice text, size_t caret, struct arena *a, struct complete_at *out)
{
	struct scan s = {.text = text, .caret = caret < text.n ? caret : text.n};

	*out = (struct complete_at){.from = s.caret, .to = s.caret};
	while (skip_to_term(&s) && !place_in_term(&s, a, out))
		continue;
}
