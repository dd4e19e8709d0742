#include "model/plan_internal.h"

#include <stdlib.h>

#include "util/alloc.h"

void plan_set_init(struct plan_set *set, size_t revisions)
{
	set->words = revisions / 64 + 1;
	set->sure = xcalloc(set->words, sizeof(*set->sure));
	set->may = xcalloc(set->words, sizeof(*set->may));
}

void plan_set_release(struct plan_set *set)
{
	free(set->sure);
	free(set->may);
	*set = (struct plan_set){0};
}

void plan_set_add(struct plan_set *set, size_t ordinal, bool sure)
{
	uint64_t bit = UINT64_C(1) << (ordinal % 64);

	set->may[ordinal / 64] |= bit;
	if (sure)
		set->sure[ordinal / 64] |= bit;
}

void plan_set_fill(struct plan_set *set, size_t revisions)
{
	size_t i;

	for (i = 0; i < revisions; i++)
		plan_set_add(set, i, true);
}

bool plan_set_has(const struct plan_set *set, size_t ordinal)
{
	return set->may[ordinal / 64] >> (ordinal % 64) & 1;
}

bool plan_set_has_sure(const struct plan_set *set, size_t ordinal)
{
	return set->sure[ordinal / 64] >> (ordinal % 64) & 1;
}

bool plan_set_is_empty(const struct plan_set *set)
{
	size_t i;

	for (i = 0; i < set->words && !set->may[i]; i++)
		;
	return i == set->words;
}

void plan_set_and(struct plan_set *set, const struct plan_set *other)
{
	size_t i;

	for (i = 0; i < set->words; i++) {
		set->sure[i] &= other->sure[i];
		set->may[i] &= other->may[i];
	}
}

void plan_set_or(struct plan_set *set, const struct plan_set *other)
{
	size_t i;

	for (i = 0; i < set->words; i++) {
		set->sure[i] |= other->sure[i];
		set->may[i] |= other->may[i];
	}
}

void plan_set_not(struct plan_set *set, const struct plan_set *all)
{
	size_t i;

	for (i = 0; i < set->words; i++) {
		uint64_t sure = set->sure[i];

		set->sure[i] = all->sure[i] & ~set->may[i];
		set->may[i] = all->may[i] & ~sure;
	}
}
