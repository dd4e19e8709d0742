#include "model/unread.h"

#include <stdlib.h>

#include "model/plan_internal.h"
#include "util/alloc.h"

/* What is read makes the older ones read too: a series is unread when any revision of it is. */
static unsigned count_series(const struct planner *planner)
{
	const struct universe *u = &planner->universe;
	bool *counted = xcalloc(u->nseries + 1, sizeof(*counted));
	unsigned n = 0;
	size_t i;

	for (i = 0; planner->marks && i < u->nrevisions; i++) {
		if (counted[u->series[i]] || (planner->known_marks.bits[i] & PLAN_READ) ||
			plan_is_muted(planner, u->revisions[i].series))
			continue;
		counted[u->series[i]] = true;
		n++;
	}
	free(counted);
	return n;
}

static void count_view(const struct planner *planner, const struct result *result,
	struct unread *out)
{
	size_t i;

	out->first = result ? result->n : 0;
	for (i = out->first; i-- > 0;) {
		if (!plan_is_unread(planner, result->hits[i].revision))
			continue;
		out->view++;
		out->first = i;
	}
}

bool unread_count(struct planner *planner, const struct result *result, struct unread *out,
	struct error *err)
{
	*out = (struct unread){.series = 0};
	if (universe_read(planner) && plan_know_marks(planner) && plan_know_muted(planner)) {
		out->series = count_series(planner);
		count_view(planner, result, out);
	}
	return plan_ok(planner, err);
}
