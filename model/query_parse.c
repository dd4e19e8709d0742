#include "model/query_tree.h"

#include <stdio.h>
#include <stdlib.h>

#include "util/alloc.h"

/*
 * or    = and *( "OR" and )
 * and   = *( ["AND"] not )
 * not   = *( "NOT" / "-" ) term
 * term  = "(" or ")" / [ field ":" [ key "=" ] ] ( word / phrase / expression )
 *
 * What has no word in it ("-", "=>", "()") is nothing: pasted titles hold such things. So
 * every rule may give NULL without an error.
 */

#define DEPTH_MAX 100 /* of parentheses; a person needs three */

struct parser {
	struct query *query;
	struct slice text;
	size_t at;
	unsigned depth;
	struct query_error *err;
	bool failed;
};

static struct query_node *parse_or(struct parser *p);

static struct query_node *fail_at(struct parser *p, size_t at, const char *expected)
{
	size_t i;

	if (p->failed)
		return NULL;
	p->failed = true;
	p->err->column = 0;
	for (i = 0; i < at && i < p->text.n; i++)
		p->err->column += ((unsigned char)p->text.p[i] & 0xc0) != 0x80;
	if (expected)
		snprintf(p->err->expected, sizeof(p->err->expected), "%s", expected);
	return NULL;
}

/* ---- reading -------------------------------------------------------------------------------- */

static char peek(const struct parser *p, size_t ahead)
{
	return p->at + ahead < p->text.n ? p->text.p[p->at + ahead] : '\0';
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool at_end(const struct parser *p)
{
	return p->at >= p->text.n;
}

static void skip_blanks(struct parser *p)
{
	while (!at_end(p) && is_blank(p->text.p[p->at]))
		p->at++;
}

/* A ')' that ends the group which is open. */
static bool at_close(const struct parser *p)
{
	return p->depth > 0 && peek(p, 0) == ')';
}

/* An operator stands alone: what follows is a blank, a parenthesis or the end. */
static bool take_operator(struct parser *p, const char *name)
{
	struct slice rest = slice_skip(p->text, p->at);
	size_t n = slice_cstr(name).n;

	if (!slice_starts(rest, name))
		return false;
	if (rest.n > n && !is_blank(rest.p[n]) && rest.p[n] != '(' &&
	    !(rest.p[n] == ')' && p->depth))
		return false;
	p->at += n;
	return true;
}

/*
 * The end of what is written without quotes: a blank, or the ')' that closes the open
 * group. Parentheses within, as in `foo(x)`, belong to it.
 */
static size_t bare_end(const struct parser *p, size_t from)
{
	unsigned inside = 0;
	size_t at;

	for (at = from; at < p->text.n && !is_blank(p->text.p[at]); at++) {
		if (p->text.p[at] == '(')
			inside++;
		if (p->text.p[at] != ')')
			continue;
		if (inside)
			inside--;
		else if (p->depth)
			break;
	}
	return at;
}

/* The last '/' of an expression that begins at `from` with one; 0 when it is none. */
static size_t regex_end(const struct parser *p, size_t from)
{
	size_t at;

	for (at = from + 1; at < p->text.n; at++) {
		char c = p->text.p[at];

		if (c == '\\')
			at++;
		else if (c == '/' && at > from + 1 && (at + 1 == p->text.n ||
			is_blank(p->text.p[at + 1]) || p->text.p[at + 1] == ')'))
			return at;
	}
	return 0;
}

/* What stands in quotes, with \" and \\ read; false when there is no closing one. */
static bool read_quoted(struct parser *p, struct slice *out)
{
	char *to = arena_alloc(&p->query->arena, p->text.n - p->at);
	size_t n = 0;

	for (p->at++; !at_end(p); p->at++) {
		char c = p->text.p[p->at];

		if (c == '"') {
			p->at++;
			*out = slice_from(to, n);
			return true;
		}
		if (c == '\\' && (peek(p, 1) == '"' || peek(p, 1) == '\\'))
			c = p->text.p[++p->at];
		to[n++] = c;
	}
	return false;
}

/* ---- terms ---------------------------------------------------------------------------------- */

static bool is_word_at(struct slice text, size_t at)
{
	int32_t c;

	text_next_char(slice_skip(text, at), &c);
	return text_is_word_char(c);
}

/*
 * Bare words in the form they are printed in: without what is around the words, and
 * with nothing within that would read otherwise when it is printed.
 */
static struct slice clean_words(struct arena *a, struct slice text, bool is_bare)
{
	size_t from = 0, to = 0, i, colon;
	int32_t c;
	char *p;

	while (from < text.n && !is_word_at(text, from))
		from += text_next_char(slice_skip(text, from), &c);
	for (i = from; i < text.n; i += text_next_char(slice_skip(text, i), &c)) {
		if (is_word_at(text, i))
			to = i + text_next_char(slice_skip(text, i), &c);
	}
	text = from < to ? slice_sub(text, from, to - from) : (struct slice){0};
	p = arena_strndup(a, text.p, text.n);
	for (i = 0; i < text.n; i++) {
		if (p[i] == '(' || p[i] == ')')
			p[i] = '/';
	}
	colon = slice_find_byte(text, ':');
	if (is_bare && colon < text.n && query_field_by_name(slice_sub(text, 0, colon)))
		p[colon] = '/';
	return slice_from(p, text.n);
}

static struct query_node *new_node(struct parser *p, enum node_kind kind, size_t from)
{
	struct query_node *node = arena_zalloc(&p->query->arena, sizeof(*node));

	node->kind = kind;
	node->from = from;
	node->to = p->at;
	return node;
}

static void add_kid(struct parser *p, struct query_node *node, struct query_node *kid)
{
	size_t i;

	if (kid->kind == node->kind) {
		for (i = 0; i < kid->nkids; i++)
			add_kid(p, node, kid->kids[i]);
		return;
	}
	ARENA_GROW(&p->query->arena, node->kids, node->room, node->nkids + 1);
	node->kids[node->nkids++] = kid;
}

/* The value at p->at, as it is written: quoted, an expression, or bare. */
static bool read_value(struct parser *p, struct query_term *term)
{
	enum value_kind kind = query_fields[term->field].value;
	bool is_text = kind == VALUE_TEXT || kind == VALUE_TRAILER;
	size_t from = p->at, end;

	if (peek(p, 0) == '"') {
		term->form = is_text ? FORM_PHRASE : FORM_WORD;
		return read_quoted(p, &term->text);
	}
	end = is_text && peek(p, 0) == '/' ? regex_end(p, from) : 0;
	if (end) {
		term->form = FORM_REGEX;
		term->text = arena_dup(&p->query->arena,
			slice_sub(p->text, from + 1, end - from - 1));
		p->at = end + 1;
		return true;
	}
	p->at = bare_end(p, from);
	term->form = FORM_WORD;
	term->any_value = kind == VALUE_TRAILER && p->at == from;
	term->text = slice_sub(p->text, from, p->at - from);
	term->text = is_text ?
		clean_words(&p->query->arena, term->text, term->field == FIELD_ANY) :
		arena_dup(&p->query->arena, term->text);
	return true;
}

/*
 * `name:` and something behind it that is not blank. At the very end it is a field too, whose
 * value is still to be written: an error, not a word that finds something else.
 */
static enum query_field_id read_field(struct parser *p)
{
	struct slice rest = slice_skip(p->text, p->at);
	size_t colon = slice_find_byte(rest, ':');
	struct slice behind = slice_skip(rest, colon + 1);
	enum query_field_id field;

	if (colon == rest.n || (behind.n && is_blank(behind.p[0])))
		return FIELD_ANY;
	if (p->depth && slice_starts(behind, ")"))
		return FIELD_ANY;
	field = query_field_by_name(slice_sub(rest, 0, colon));
	if (field != FIELD_ANY)
		p->at += colon + 1;
	return field;
}

/* The key of a trailer and the '='; false when there is none. */
static bool read_key(struct parser *p, struct query_term *term)
{
	struct slice rest = slice_skip(p->text, p->at);
	size_t n = 0;

	while (n < rest.n && (text_is_word_byte((unsigned char)rest.p[n]) || rest.p[n] == '-'))
		n++;
	if (!n || n == rest.n || rest.p[n] != '=')
		return false;
	term->key = text_fold(&p->query->arena, slice_sub(rest, 0, n)).s;
	p->at += n + 1;
	return true;
}

/* Words without a word in them are nothing, and so is an empty phrase. */
static bool is_nothing(const struct query_term *term)
{
	struct pattern pattern;
	struct arena arena = ARENA_INIT;
	bool nothing;

	if (term->field != FIELD_ANY || term->form == FORM_REGEX)
		return false;
	nothing = !pattern_init(&pattern, &arena, term->text, PATTERN_PREFIX);
	arena_release(&arena);
	return nothing;
}

static struct query_node *parse_simple(struct parser *p)
{
	struct query_term *term = arena_zalloc(&p->query->arena, sizeof(*term));
	size_t from = p->at, value, at;
	struct query_node *node;

	term->field = read_field(p);
	value = p->at;
	if (query_fields[term->field].value == VALUE_TRAILER && !read_key(p, term)) {
		query_expect(term->field, p->err);
		return fail_at(p, value, NULL);
	}
	value = p->at;
	if (!read_value(p, term))
		return fail_at(p, value, "a closing \"");
	if (is_nothing(term))
		return NULL;
	if (!query_value(p->query, term, p->err, &at))
		return fail_at(p, value + at, NULL);
	node = new_node(p, NODE_TERM, from);
	node->term = term;
	return node;
}

static struct query_node *parse_group(struct parser *p)
{
	size_t open = p->at;
	struct query_node *node;

	if (p->depth == DEPTH_MAX)
		return fail_at(p, open, "fewer parentheses");
	p->at++;
	p->depth++;
	node = parse_or(p);
	if (!p->failed && !at_close(p))
		return fail_at(p, open, "a closing )");
	p->at++;
	p->depth--;
	return node;
}

/* '-' before a word, a quote, a group or an expression; in `->x` and `--x` it is none. */
static bool at_minus(const struct parser *p)
{
	char next = peek(p, 1);

	return peek(p, 0) == '-' && (next == '"' || next == '(' || next == '/' ||
		(next && is_word_at(p->text, p->at + 1)));
}

static struct query_node *parse_not(struct parser *p)
{
	size_t from = p->at, operator = p->at;
	struct query_node *node, *kid;
	bool negated = false, named = false;

	for (;; negated = !negated) {
		operator = p->at;
		named = take_operator(p, "NOT");
		if (named)
			skip_blanks(p);
		else if (at_minus(p))
			p->at++;
		else
			break;
		if (named && (at_end(p) || at_close(p)))
			return fail_at(p, operator, "a term behind NOT");
	}
	kid = peek(p, 0) == '(' ? parse_group(p) : parse_simple(p);
	if (!kid || !negated)
		return kid;
	if (kid->kind == NODE_NOT)
		return kid->kids[0];
	node = new_node(p, NODE_NOT, from);
	add_kid(p, node, kid);
	return node;
}

/* A list with one kid is that kid; with none it is nothing. */
static struct query_node *unwrap(struct query_node *node)
{
	if (node->nkids == 0)
		return NULL;
	return node->nkids == 1 ? node->kids[0] : node;
}

/* Whether a list of terms ends here: at the end, a ')', or an OR (which stays). */
static bool at_list_end(struct parser *p)
{
	size_t at = p->at;
	bool end = at_end(p) || at_close(p) || take_operator(p, "OR");

	p->at = at;
	return end;
}

/* *written: there was something, even if it means nothing. */
static struct query_node *parse_and(struct parser *p, bool *written)
{
	struct query_node *node = new_node(p, NODE_AND, p->at), *kid;
	size_t at;

	*written = false;
	for (skip_blanks(p); !p->failed && !at_list_end(p); skip_blanks(p)) {
		at = p->at;
		if (take_operator(p, "AND")) {
			skip_blanks(p);
			if (!*written)
				return fail_at(p, at, "a term before AND");
			if (at_list_end(p))
				return fail_at(p, at, "a term behind AND");
			continue;
		}
		kid = parse_not(p);
		*written = true;
		if (kid)
			add_kid(p, node, kid);
	}
	node->to = p->at;
	return unwrap(node);
}

static struct query_node *parse_or(struct parser *p)
{
	struct query_node *node = new_node(p, NODE_OR, p->at), *kid;
	bool more = false, written;
	size_t operator = 0;

	do {
		kid = parse_and(p, &written);
		if (more && !written)
			return fail_at(p, operator, "a term behind OR");
		if (kid)
			add_kid(p, node, kid);
		operator = p->at;
		more = !p->failed && take_operator(p, "OR");
		if (more && !written)
			return fail_at(p, operator, "a term before OR");
	} while (more);
	node->to = p->at;
	return unwrap(node);
}

struct query *query_parse(struct slice text, struct query_error *err)
{
	struct query *query = xcalloc(1, sizeof(*query));
	struct parser p = {.query = query, .text = text, .err = err};

	*err = (struct query_error){0};
	query->root = parse_or(&p);
	if (!p.failed)
		return query;
	query_free(query);
	return NULL;
}

void query_free(struct query *query)
{
	size_t i;

	if (!query)
		return;
	for (i = 0; i < query->nregexes; i++)
		regex_free(query->regexes[i]);
	free(query->regexes);
	arena_release(&query->arena);
	free(query);
}

bool query_is_all(const struct query *query)
{
	return !query || !query->root;
}
