#include "model/ids.h"

#include <stdlib.h>

#include "util/alloc.h"

void ids_add(struct ids *ids, int64_t id)
{
	GROW(ids->p, ids->room, ids->n + 1);
	ids->p[ids->n++] = id;
}

static int compare(const void *pa, const void *pb)
{
	int64_t a = *(const int64_t *)pa;
	int64_t b = *(const int64_t *)pb;

	return a < b ? -1 : a > b;
}

void ids_sort(struct ids *ids)
{
	size_t from;
	size_t to = 0;

	if (ids->n < 2)
		return;
	qsort(ids->p, ids->n, sizeof(*ids->p), compare);
	for (from = 1; from < ids->n; from++)
		if (ids->p[from] != ids->p[to])
			ids->p[++to] = ids->p[from];
	ids->n = to + 1;
}

bool ids_has(const struct ids *ids, int64_t id)
{
	return ids->n > 0 && bsearch(&id, ids->p, ids->n, sizeof(*ids->p), compare) != NULL;
}
