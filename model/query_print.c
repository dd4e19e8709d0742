#include "model/query_tree.h"

#include "util/buf.h"

static void print_quoted(struct slice text, struct buf *out)
{
	size_t i;

	buf_addc(out, '"');
	for (i = 0; i < text.n; i++) {
		if (text.p[i] == '"' || text.p[i] == '\\')
			buf_addc(out, '\\');
		buf_addc(out, text.p[i]);
	}
	buf_addc(out, '"');
}

/* Whether a value reads the same without quotes. */
static bool is_plain(struct slice text)
{
	size_t i;

	for (i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];

		if (c <= ' ' || c == '"' || c == '\\' || c == '(' || c == ')')
			return false;
	}
	return text.n > 0 && text.p[0] != '/';
}

void query_quote(struct slice value, struct buf *out)
{
	if (is_plain(value))
		buf_add_slice(out, value);
	else
		print_quoted(value, out);
}

/* A word that would be an operator is told from one by a comma, which is no part of it. */
static void print_word(const struct query_term *term, struct buf *out)
{
	buf_add_slice(out, term->text);
	if (term->field == FIELD_ANY && (slice_is(term->text, "OR") ||
		slice_is(term->text, "AND") || slice_is(term->text, "NOT")))
		buf_addc(out, ',');
}

static void print_term(const struct query_term *term, struct buf *out)
{
	const struct query_field *field = &query_fields[term->field];

	if (term->field != FIELD_ANY)
		buf_addf(out, "%s:", field->name);
	if (field->value == VALUE_TRAILER)
		buf_addf(out, SLICE_FMT "=", SLICE_ARG(term->key));
	if (term->form == FORM_REGEX) {
		buf_addc(out, '/');
		buf_add_slice(out, term->text);
		buf_addc(out, '/');
	} else if (term->form == FORM_PHRASE) {
		print_quoted(term->text, out);
	} else if (field->value == VALUE_TEXT || field->value == VALUE_TRAILER) {
		print_word(term, out);
	} else {
		query_quote(term->text, out);
	}
}

static void print_node(const struct query_node *node, struct buf *out);

static void print_group(const struct query_node *node, struct buf *out)
{
	buf_addc(out, '(');
	print_node(node, out);
	buf_addc(out, ')');
}

static void print_list(const struct query_node *node, const char *between, struct buf *out)
{
	size_t i;

	for (i = 0; i < node->nkids; i++) {
		if (i)
			buf_adds(out, between);
		if (node->kind == NODE_AND && node->kids[i]->kind == NODE_OR)
			print_group(node->kids[i], out);
		else
			print_node(node->kids[i], out);
	}
}

static void print_node(const struct query_node *node, struct buf *out)
{
	switch (node->kind) {
	case NODE_TERM:
		print_term(node->term, out);
		break;
	case NODE_NOT:
		buf_addc(out, '-');
		if (node->kids[0]->kind == NODE_TERM)
			print_node(node->kids[0], out);
		else
			print_group(node->kids[0], out);
		break;
	case NODE_AND:
		print_list(node, " ", out);
		break;
	case NODE_OR:
		print_list(node, " OR ", out);
		break;
	}
}

void query_print(const struct query *query, struct buf *out)
{
	if (!query_is_all(query))
		print_node(query->root, out);
}

struct query *query_copy(const struct query *query)
{
	struct buf text = BUF_INIT;
	struct query_error err;
	struct query *copy;

	query_print(query, &text);
	copy = query_parse(buf_slice(&text), &err);
	buf_release(&text);
	return copy;
}

void query_error_print(const struct query_error *err, struct buf *out)
{
	buf_addf(out, "column %d: ", err->column + 1);
	/* What is cut at the end of a line should not be what helps most. */
	if (err->nearest[0])
		buf_addf(out, "did you mean %s? ", err->nearest);
	buf_addf(out, "expected %s", err->expected);
}

/* ---- toggling ------------------------------------------------------------------------------- */

/* The kids of the topmost AND, or the one term that the query is. */
static size_t topmost_terms(const struct query *query, struct query_node *const **terms)
{
	if (query_is_all(query))
		return 0;
	if (query->root->kind == NODE_AND) {
		*terms = query->root->kids;
		return query->root->nkids;
	}
	*terms = &query->root;
	return 1;
}

/* As it stands in an AND. */
static void print_in_and(const struct query_node *node, struct buf *out)
{
	if (node->kind == NODE_OR)
		print_group(node, out);
	else
		print_node(node, out);
}

static bool prints_as(const struct query_node *node, struct slice printed)
{
	struct buf text = BUF_INIT;
	bool same;

	print_in_and(node, &text);
	same = slice_eq(buf_slice(&text), printed);
	buf_release(&text);
	return same;
}

static const struct query_node *find_term(const struct query *query, struct slice printed)
{
	const struct query_node *found = NULL;
	struct query_node *const *terms = NULL;
	size_t n = topmost_terms(query, &terms), i;

	for (i = 0; i < n && !found; i++) {
		if (prints_as(terms[i], printed))
			found = terms[i];
	}
	return found;
}

/* A term in its normal form; as it stands when it cannot be parsed. */
static void print_normal(struct slice term, struct buf *out)
{
	struct query_error err;
	struct query *query = query_parse(term, &err);

	if (query)
		query_print(query, out);
	else
		buf_add_slice(out, term);
	query_free(query);
}

/* The same with parentheses where they are needed beside another term. */
static void print_normal_term(struct slice term, struct buf *out)
{
	struct query_error err;
	struct query *query = query_parse(term, &err);

	if (query && !query_is_all(query))
		print_in_and(query->root, out);
	else
		print_normal(term, out);
	query_free(query);
}

static void put_in(bool group, struct slice text, struct slice term, struct buf *out)
{
	text = slice_trim(text);
	if (group)
		buf_addc(out, '(');
	buf_add_slice(out, text);
	if (group)
		buf_addc(out, ')');
	if (text.n)
		buf_addc(out, ' ');
	buf_add_slice(out, term);
}

static void take_out(const struct query_node *node, struct slice text, struct buf *out)
{
	struct slice before = slice_trim_right(slice_sub(text, 0, node->from));
	struct slice behind = slice_trim_left(slice_skip(text, node->to));

	/* The parentheses around an OR are not its own. */
	while (before.n && behind.n && before.p[before.n - 1] == '(' && behind.p[0] == ')') {
		before = slice_trim_right(slice_sub(before, 0, before.n - 1));
		behind = slice_trim_left(slice_skip(behind, 1));
	}
	buf_add_slice(out, before);
	if (before.n && behind.n)
		buf_addc(out, ' ');
	buf_add_slice(out, behind);
}

/*
 * What was typed stays as it was typed, in parentheses only where it needs them, unless what is put
 * behind it would then read otherwise, as behind `/dev/kvm` a term with a slash: then its normal
 * form takes its place.
 */
static void put_in_safely(const struct query *query, struct slice text, struct slice term,
	struct slice printed, struct buf *out)
{
	bool is_or = !query_is_all(query) && query->root->kind == NODE_OR, good = false;
	struct buf normal = BUF_INIT, wanted = BUF_INIT, got = BUF_INIT;
	int group;

	query_print(query, &normal);
	put_in(is_or, buf_slice(&normal), printed, &wanted);
	for (group = 0; group <= is_or && !good; group++) {
		buf_clear(out);
		buf_clear(&got);
		put_in(group, text, term, out);
		print_normal(buf_slice(out), &got);
		good = slice_eq(buf_slice(&got), buf_slice(&wanted));
	}
	if (!good) {
		buf_clear(out);
		buf_add_slice(out, buf_slice(&wanted));
	}
	buf_release(&normal);
	buf_release(&wanted);
	buf_release(&got);
}

void query_toggle_term(struct slice text, struct slice term, struct buf *out, bool *added)
{
	struct query_error err;
	struct query *query = query_parse(text, &err);
	const struct query_node *found = NULL;
	struct buf printed = BUF_INIT;

	print_normal_term(term, &printed);
	if (query)
		found = find_term(query, buf_slice(&printed));
	*added = !found;
	if (found)
		take_out(found, text, out);
	else if (query)
		put_in_safely(query, text, term, buf_slice(&printed), out);
	else
		/* What cannot be parsed may swallow what stands behind it. */
		put_in(false, term, text, out);
	buf_release(&printed);
	query_free(query);
}

static bool is_side(const struct query_node *node, struct slice printed)
{
	bool found = false;
	size_t i;

	for (i = 0; node->kind == NODE_OR && i < node->nkids && !found; i++)
		found = prints_as(node->kids[i], printed);
	return found;
}

bool query_has_term(struct slice text, struct slice term)
{
	struct query_error err;
	struct query *query = query_parse(text, &err);
	struct query_node *const *terms = NULL;
	struct buf printed = BUF_INIT;
	size_t n = query ? topmost_terms(query, &terms) : 0, i;
	bool found = false;

	print_normal_term(term, &printed);
	for (i = 0; i < n && !found; i++)
		found = prints_as(terms[i], buf_slice(&printed)) ||
			is_side(terms[i], buf_slice(&printed));
	buf_release(&printed);
	query_free(query);
	return found;
}
