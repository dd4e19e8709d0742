/* is:stalled: what one waits for, and nothing comes. */
#include "model/plan_internal.h"

#include <stdlib.h>

#include "util/alloc.h"

#define STALLED_DAYS (6 * 7)

/* The newest digest of a list. */
struct list_end {
	int64_t list;
	int days;
};

struct list_ends {
	struct list_end *p;
	size_t n, room;
};

/* NULL when there is none yet. There are few lists. */
static struct list_end *find_end(const struct list_ends *ends, int64_t list)
{
	size_t i;

	for (i = 0; i < ends->n; i++)
		if (ends->p[i].list == list)
			return &ends->p[i];
	return NULL;
}

static void find_ends(const struct universe *u, struct list_ends *ends)
{
	size_t i;

	for (i = 0; i < u->ndigests; i++) {
		const struct plan_digest *digest = &u->digests[i];
		struct list_end *end = find_end(ends, digest->list);

		if (!end) {
			GROW(ends->p, ends->room, ends->n + 1);
			end = &ends->p[ends->n++];
			*end = (struct list_end){.list = digest->list};
		}
		if (digest->days > end->days)
			end->days = digest->days;
	}
}

/* When a revision was last seen, and how far the digests of the lists that have it go on. */
struct span {
	int seen, end;
};

static struct span *find_spans(const struct universe *u)
{
	struct span *spans = xcalloc(u->nrevisions + 1, sizeof(*spans));
	struct list_ends ends = {.n = 0};
	size_t i;

	find_ends(u, &ends);
	for (i = 0; i < u->npostings; i++) {
		const struct plan_digest *digest = universe_digest(u, u->postings[i].digest);
		struct span *span = &spans[u->postings[i].revision];
		int end = find_end(&ends, digest->list)->days;

		if (digest->days > span->seen)
			span->seen = digest->days;
		if (end > span->end)
			span->end = end;
	}
	free(ends.p);
	return spans;
}

/* Without marks everything is read. */
static bool is_waited_for(const struct planner *planner, size_t ordinal)
{
	return !planner->marks ||
		(planner->known_marks.bits[ordinal] & (PLAN_READ | PLAN_FLAGGED)) != 0;
}

bool plan_by_stalled(struct planner *planner, const struct query_term *term, struct plan_set *out)
{
	const struct query_term latest = {.field = FIELD_IS, .flag = FLAG_LATEST};
	const struct universe *u = &planner->universe;
	struct plan_set newest;
	struct span *spans;
	bool ok;
	size_t i;

	(void)term;
	if (!plan_know_marks(planner))
		return false;
	plan_set_init(&newest, u->nrevisions);
	ok = plan_by_fragment(planner, &latest, &newest);
	spans = find_spans(u);
	for (i = 0; ok && i < u->nrevisions; i++) {
		if (spans[i].seen && spans[i].end - spans[i].seen >= STALLED_DAYS &&
		    plan_set_has(&newest, i) && is_waited_for(planner, i))
			plan_set_add(out, i, true);
	}
	free(spans);
	plan_set_release(&newest);
	return ok;
}
