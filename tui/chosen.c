#include "tui/chosen.h"

#include <stdlib.h>
#include <string.h>

#include "util/alloc.h"

void chosen_release(struct chosen *chosen)
{
	free(chosen->hits);
}

/* Where it is; their number when it is not among them. */
static size_t find(const struct chosen *chosen, const struct hit *hit)
{
	size_t i;

	for (i = 0; i < chosen->n && chosen->hits[i].series != hit->series; i++)
		;
	return i;
}

bool chosen_has(const struct chosen *chosen, const struct hit *hit)
{
	return find(chosen, hit) < chosen->n;
}

void chosen_toggle(struct chosen *chosen, const struct hit *hit)
{
	size_t i = find(chosen, hit);

	if (i < chosen->n) {
		chosen->hits[i] = chosen->hits[--chosen->n];
		return;
	}
	GROW(chosen->hits, chosen->room, chosen->n + 1);
	chosen->hits[chosen->n++] = *hit;
}

void chosen_set(struct chosen *chosen, const struct hit *hits, size_t n)
{
	GROW(chosen->hits, chosen->room, n);
	if (n)
		memcpy(chosen->hits, hits, n * sizeof(*hits));
	chosen->n = n;
}
