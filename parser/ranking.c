#include "parser/ranking.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "util/alloc.h"

void ranking_add(struct ranking *ranking, struct person person)
{
	GROW(ranking->rows, ranking->room, ranking->n + 1);
	ranking->rows[ranking->n++] = person;
}

void ranking_release(struct ranking *ranking)
{
	free(ranking->rows);
	free(ranking->by_name);
	free(ranking->by_email);
	*ranking = (struct ranking){.rows = NULL};
}

static int compare_nocase(struct slice a, struct slice b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n ? strncasecmp(a.p, b.p, n) : 0;

	if (order)
		return order;
	return (a.n > b.n) - (a.n < b.n);
}

static int compare_names(const void *a, const void *b, void *rows)
{
	const struct person *persons = rows;
	const size_t *x = a, *y = b;
	int order = compare_nocase(persons[*x].name, persons[*y].name);

	return order ? order : (*x > *y) - (*x < *y);
}

static int compare_emails(const void *a, const void *b, void *rows)
{
	const struct person *persons = rows;
	const size_t *x = a, *y = b;
	int order = compare_nocase(persons[*x].email, persons[*y].email);

	return order ? order : (*x > *y) - (*x < *y);
}

static size_t *sorted(const struct ranking *ranking,
	int (*compare)(const void *, const void *, void *))
{
	size_t *index = xcalloc(ranking->n, sizeof(*index));
	size_t i;

	for (i = 0; i < ranking->n; i++)
		index[i] = i;
	qsort_r(index, ranking->n, sizeof(*index), compare, ranking->rows);
	return index;
}

void ranking_sort(struct ranking *ranking)
{
	if (!ranking->n)
		return;
	ranking->by_name = sorted(ranking, compare_names);
	ranking->by_email = sorted(ranking, compare_emails);
}

const struct person *ranking_by_name(const struct ranking *ranking, struct slice name)
{
	size_t from = 0, to = ranking->n;

	while (name.n && from < to) {
		size_t middle = (from + to) / 2;

		if (compare_nocase(ranking->rows[ranking->by_name[middle]].name, name) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	if (!name.n || from == ranking->n ||
	    compare_nocase(ranking->rows[ranking->by_name[from]].name, name))
		return NULL;
	return &ranking->rows[ranking->by_name[from]];
}

const struct person *ranking_by_email(const struct ranking *ranking, struct slice email)
{
	size_t from = 0, to = ranking->n;

	while (email.n && from < to) {
		size_t middle = (from + to) / 2;

		if (compare_nocase(ranking->rows[ranking->by_email[middle]].email, email) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	if (!email.n || from == ranking->n ||
	    compare_nocase(ranking->rows[ranking->by_email[from]].email, email))
		return NULL;
	return &ranking->rows[ranking->by_email[from]];
}
