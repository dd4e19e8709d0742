/*
 * A parsed query; only for model/query*.c, match.c and plan*.c.
 */
#ifndef MODEL_QUERY_TREE_H
#define MODEL_QUERY_TREE_H

#include <stdint.h>

#include "model/pattern.h"
#include "model/query.h"
#include "model/query_field.h"
#include "model/regex.h"

/* How a value is written. */
enum value_form {
	FORM_WORD,
	FORM_PHRASE, /* in quotes; only of VALUE_TEXT: for others quotes make no difference */
	FORM_REGEX,
};

struct query_range {
	long long from, to; /* both inclusive */
};

/*
 * Ranges and comparisons, in model/query_range.c. False when the text is none. Those of dates are
 * of YYYYMMDD and depend on the day it is.
 */
bool query_numbers(struct slice text, struct query_range *range);
bool query_versions(struct slice text, struct query_range *range); /* v3 is as good as 3 */
bool query_dates(struct slice text, uint32_t today, struct query_range *range);

struct query_term {
	enum query_field_id field;
	enum value_form form;
	struct slice key;          /* of a VALUE_TRAILER, folded */
	bool any_value;            /* of a VALUE_TRAILER: there is nothing behind the key */
	struct slice text;         /* the value without quotes, words without what is around */
	struct pattern pattern;    /* of a VALUE_TEXT that is no expression */
	struct regex *regex;       /* of FORM_REGEX */
	struct query_range range;  /* of numbers */
	enum query_flag flag;      /* of is: */
};

enum node_kind { NODE_TERM, NODE_NOT, NODE_AND, NODE_OR };

/* NODE_NOT has one kid; NODE_AND and NODE_OR have two or more, none of them of their own kind. */
struct query_node {
	enum node_kind kind;
	struct query_term *term; /* NODE_TERM */
	struct query_node **kids;
	size_t nkids, room;
	size_t from, to;         /* bytes of the text it was parsed from */
};

struct query {
	struct arena arena;      /* of the tree */
	struct query_node *root; /* NULL: everything matches */
	struct regex **regexes;  /* to be freed */
	size_t nregexes, regexes_room;
};

/*
 * Fill in what a term's text means. False and a sentence part in err->expected (with
 * err->nearest) when its field has no such value; *at is where in the text.
 */
bool query_value(struct query *query, struct query_term *term, struct query_error *err,
	size_t *at);
/* What the field expects, as for a query_error; false, so that it can be returned. */
bool query_expect(enum query_field_id field, struct query_error *err);

#endif
