#include "model/wishes.h"

#include <stdlib.h>

#include "model/marked.h"

void wishes_init(struct wishes *wishes, const struct model_options *options)
{
	struct saved_query *queries;
	size_t i;

	*wishes = (struct wishes){.nqueries = options->nqueries};
	for (i = 0; i < options->nmutes; i++)
		mark_keys_add(&wishes->arena, &wishes->mutes, MARK_SUBSYSTEM,
			mark_subsystem_key(&wishes->arena,
				arena_dup(&wishes->arena, options->mutes[i])));
	queries = arena_alloc(&wishes->arena, (options->nqueries + 1) * sizeof(*queries));
	for (i = 0; i < options->nqueries; i++)
		queries[i] = (struct saved_query){
			.name = arena_dup(&wishes->arena, options->queries[i].name),
			.text = arena_dup(&wishes->arena, options->queries[i].text),
		};
	wishes->queries = queries;
}

void wishes_release(struct wishes *wishes)
{
	arena_release(&wishes->arena);
	*wishes = (struct wishes){.nqueries = 0};
}

bool wishes_mutes(const struct wishes *wishes, const struct mark_keys *subsystems)
{
	size_t i, k;

	for (i = 0; i < subsystems->n; i++)
		for (k = 0; k < wishes->mutes.n; k++)
			if (slice_eq(subsystems->p[i].text, wishes->mutes.p[k].text))
				return true;
	return false;
}

struct slice wishes_query(const struct wishes *wishes, struct slice name)
{
	size_t i;

	for (i = 0; i < wishes->nqueries; i++)
		if (slice_eq(wishes->queries[i].name, name))
			return wishes->queries[i].text;
	return (struct slice){.p = NULL};
}

static int compare_names(const void *pa, const void *pb)
{
	const struct saved_query *a = pa, *b = pb;

	return slice_cmp(a->name, b->name);
}

static bool has_query(const struct saved_query *rows, size_t n, struct slice name)
{
	size_t i;

	for (i = 0; i < n && !slice_eq(rows[i].name, name); i++)
		;
	return i < n;
}

void wishes_add_queries(const struct wishes *wishes, struct arena *a, struct saved_query **rows,
	size_t *room, size_t *n)
{
	size_t saved = *n, i;

	for (i = 0; i < wishes->nqueries; i++) {
		if (has_query(*rows, saved, wishes->queries[i].name))
			continue;
		ARENA_GROW(a, *rows, *room, *n + 1);
		(*rows)[(*n)++] = wishes->queries[i];
	}
	if (*n)
		qsort(*rows, *n, sizeof(**rows), compare_names);
}
