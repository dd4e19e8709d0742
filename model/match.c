#include "model/query.h"

#include <stdio.h>
#include <stdlib.h>

#include "model/path_match.h"
#include "model/query_tree.h"
#include "util/alloc.h"

struct matches {
	struct match *list;
	size_t n, room;
};

static void add_match(struct matches *m, struct match match)
{
	GROW(m->list, m->room, m->n + 1);
	m->list[m->n++] = match;
}

static int compare_matches(const void *a, const void *b)
{
	const struct match *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return (x->to > y->to) - (x->to < y->to);
}

/* In order, those that overlap made one; stores what there is room for, frees the list. */
static size_t hand_out(struct matches *m, struct match *out, size_t room)
{
	size_t i, kept = 0;

	if (m->n)
		qsort(m->list, m->n, sizeof(*m->list), compare_matches);
	for (i = 0; i < m->n; i++) {
		if (kept && m->list[i].from < m->list[kept - 1].to) {
			if (m->list[i].to > m->list[kept - 1].to)
				m->list[kept - 1].to = m->list[i].to;
			continue;
		}
		m->list[kept++] = m->list[i];
	}
	for (i = 0; i < kept && i < room; i++)
		out[i] = m->list[i];
	free(m->list);
	return kept;
}

static size_t find_pattern(const struct pattern *pattern, struct haystack *text,
	struct matches *m)
{
	struct match match;
	size_t from = 0, found = 0;

	for (; pattern_find(pattern, text, from, &match); from = match.to, found++)
		add_match(m, match);
	return found;
}

static size_t find_regex(const struct regex *regex, struct slice text, struct matches *m)
{
	struct match match;
	size_t from = 0, found = 0;

	for (; regex_find(regex, text, from, &match); from = match.to, found++)
		add_match(m, match);
	return found;
}

static void find_name(const struct query_term *term, struct slice text, struct matches *m)
{
	struct match match = {0};
	bool found = term->field == FIELD_PATH ?
		path_match(term->text, text, &match) != PATH_NO :
		subsystem_match(term->text, text, &match);

	if (found && match.from < match.to)
		add_match(m, match);
}

/* What a revision must not have is never looked for. */
static void find_node(const struct query_node *node, enum match_place place,
	struct haystack *text, struct matches *m)
{
	const struct query_term *term = node->term;
	size_t i;

	for (i = 0; i < node->nkids && node->kind != NODE_NOT; i++)
		find_node(node->kids[i], place, text, m);
	if (node->kind != NODE_TERM || !(query_fields[term->field].places & (1u << place)))
		return;
	if (query_fields[term->field].value == VALUE_NAME)
		find_name(term, text->raw, m);
	else if (term->any_value)
		return; /* nothing of the text is what was looked for */
	else if (term->regex)
		find_regex(term->regex, text->raw, m);
	else
		find_pattern(&term->pattern, text, m);
}

size_t query_match(const struct query *query, enum match_place place, struct slice text,
	struct match *matches, size_t room)
{
	struct arena arena = ARENA_INIT;
	struct haystack haystack = {.arena = &arena, .raw = text};
	struct matches m = {0};

	if (query_is_all(query))
		return 0;
	find_node(query->root, place, &haystack, &m);
	arena_release(&arena);
	return hand_out(&m, matches, room);
}

/* ---- the search of a pane ------------------------------------------------------------------- */

struct search {
	struct arena arena;
	struct pattern *patterns; /* all must be there */
	size_t n, room;
	struct regex *regex;      /* instead of patterns */
};

static void add_pattern(struct search *search, struct slice text)
{
	ARENA_GROW(&search->arena, search->patterns, search->room, search->n + 1);
	if (pattern_init(&search->patterns[search->n], &search->arena, text, PATTERN_ANYWHERE))
		search->n++;
}

/* Words, and what stands in quotes; the last quote may be missing while it is typed. */
static void add_words(struct search *search, struct slice rest)
{
	while ((rest = slice_trim_left(rest)).n) {
		bool quoted = rest.p[0] == '"';
		size_t n;

		if (quoted)
			rest = slice_skip(rest, 1);
		for (n = 0; n < rest.n; n++) {
			if (quoted ? rest.p[n] == '"' : rest.p[n] == ' ' || rest.p[n] == '\t')
				break;
		}
		add_pattern(search, slice_sub(rest, 0, n));
		rest = slice_skip(rest, n + quoted);
	}
}

static bool compile_regex(struct search *search, struct slice text, struct query_error *err)
{
	char message[64];
	size_t offset, i;

	search->regex = regex_compile(slice_sub(text, 1, text.n - 2), &offset, message,
		sizeof(message));
	if (search->regex)
		return true;
	for (i = 0; i <= offset && i < text.n; i++)
		err->column += ((unsigned char)text.p[i] & 0xc0) != 0x80;
	snprintf(err->expected, sizeof(err->expected), "a regular expression (%s)", message);
	return false;
}

struct search *search_compile(struct slice text, struct query_error *err)
{
	struct search *search = xcalloc(1, sizeof(*search));

	*err = (struct query_error){0};
	if (text.n < 3 || text.p[0] != '/' || text.p[text.n - 1] != '/') {
		add_words(search, text);
	} else if (!compile_regex(search, text, err)) {
		search_free(search);
		return NULL;
	}
	return search;
}

void search_free(struct search *search)
{
	if (!search)
		return;
	regex_free(search->regex);
	arena_release(&search->arena);
	free(search);
}

size_t search_match(const struct search *search, struct slice text, struct match *matches,
	size_t room)
{
	struct arena arena = ARENA_INIT;
	struct haystack haystack = {.arena = &arena, .raw = text};
	struct matches m = {0};
	size_t i;

	if (search->regex)
		find_regex(search->regex, text, &m);
	for (i = 0; i < search->n; i++) {
		if (find_pattern(&search->patterns[i], &haystack, &m))
			continue;
		m.n = 0;
		break;
	}
	arena_release(&arena);
	return hand_out(&m, matches, room);
}
