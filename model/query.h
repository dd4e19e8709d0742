/*
 * The query language: text to tree, tree to text, and the one matcher.
 *
 * The language is that of the manual (tidings-query): bare words, "phrases",
 * /regex/, fields with a colon, blanks for AND, OR, NOT or -, parentheses. The
 * same matcher verifies a query on a text, highlights what matched, and serves
 * the search of a pane.
 */
#ifndef MODEL_QUERY_H
#define MODEL_QUERY_H

#include <stdbool.h>
#include <stddef.h>

#include "util/arena.h"
#include "util/buf.h"
#include "util/slice.h"

struct query;

/* What is wrong with a query. Columns count characters of the text from 0. */
struct query_error {
	int column;
	char expected[128];  /* "a closing \"", "a number, as in v:3 or v:>=4" */
	char nearest[32];    /* a field that the writer may have meant, or "" */
};

/*
 * Parse; NULL and *err when it cannot be. An empty text is the query that
 * everything matches. The text is not kept.
 */
struct query *query_parse(struct slice text, struct query_error *err);
void query_free(struct query *query);
struct query *query_copy(const struct query *query);
bool query_is_all(const struct query *query);

/*
 * The names in its terms `query:NAME`; they live as long as it does. How many there are, of which
 * at most `room` are stored.
 */
size_t query_names(const struct query *query, struct slice *names, size_t room);

/* The normal form: parsing it gives the same tree, and printing that the same text. */
void query_print(const struct query *query, struct buf *out);

/* One sentence for a person: "column 5: a closing \" is missing". */
void query_error_print(const struct query_error *err, struct buf *out);

/*
 * The query's text with one term put in, or taken out where it stands as a term of the
 * topmost AND already. `term` is printed text as `f:"Jane Doe"`. *added tells which. What is
 * put out is added to `out`, which must be empty.
 */
void query_toggle_term(struct slice text, struct slice term, struct buf *out, bool *added);

/*
 * Whether a term stands in the text as query_toggle_term would take it out, or is one side of a
 * topmost OR there: `f:a` in `x (f:a OR f:b)`.
 */
bool query_has_term(struct slice text, struct slice term);

/* Quote a value so that `field:value` is one term: `f:` + quoted("Jane Doe"). */
void query_quote(struct slice value, struct buf *out);

/* Bytes [from, to) of a text. */
struct match {
	size_t from, to;
};

/*
 * Where the words and expressions of a query that may appear in this kind of text do so.
 * Matches are in order and do not overlap. Returns how many there are, of
 * which at most `room` are stored.
 */
enum match_place {
	MATCH_TITLE,
	MATCH_PERSON,
	MATCH_BODY,
	MATCH_CHANGELOG,
	MATCH_PATH,
	MATCH_SUBSYSTEM,
};
size_t query_match(const struct query *query, enum match_place place, struct slice text,
	struct match *matches, size_t room);

/*
 * The search of a pane: words (all must stand in the line, anywhere, case folded unless an
 * upper case letter is typed), "phrase", or /regex/.
 */
struct search;
struct search *search_compile(struct slice text, struct query_error *err); /* NULL: cannot be */
void search_free(struct search *search);
size_t search_match(const struct search *search, struct slice text, struct match *matches,
	size_t room);

#endif
