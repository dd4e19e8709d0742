/*
 * The persons of a digest's ranking, to be looked up by name or address. Case is
 * ignored (ASCII). Of several rows with one name or address the first one counts.
 */
#ifndef PARSER_RANKING_H
#define PARSER_RANKING_H

#include <stddef.h>

#include "parser/parser.h"

struct ranking {
	struct person *rows; /* in the order of the digest */
	size_t n, room;
	size_t *by_name, *by_email; /* indexes of rows, after ranking_sort */
};

void ranking_add(struct ranking *ranking, struct person person);
void ranking_sort(struct ranking *ranking); /* once, before the first look-up */
void ranking_release(struct ranking *ranking);

/* NULL when there is none, and for an empty name or address. */
const struct person *ranking_by_name(const struct ranking *ranking, struct slice name);
const struct person *ranking_by_email(const struct ranking *ranking, struct slice email);

#endif
