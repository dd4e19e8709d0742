#include "tui/finder.h"

#include <stdlib.h>

#include "tui/loop.h"
#include "util/alloc.h"

#define SLICE_LINES 64 /* between two looks at the clock */
#define SLICE_MS    2

static const char no_match[] = "no match in this pane";

void finder_init(
	struct finder *finder, const struct finder_lines *lines, void *self, struct status *status)
{
	*finder = (struct finder){.lines = lines, .self = self, .status = status};
}

void finder_release(struct finder *finder)
{
	arena_release(&finder->scratch);
	free(finder->matching);
}

static void forget_count(struct finder *finder)
{
	finder->nmatching = finder->counted = 0;
	finder->counting = false;
}

void finder_stop(struct finder *finder)
{
	finder->left = 0;
	forget_count(finder);
}

bool finder_looking(const struct finder *finder)
{
	return finder->left > 0;
}

bool finder_busy(const struct finder *finder)
{
	return finder->left > 0 || finder->counting;
}

static bool matches(struct finder *finder, size_t line)
{
	struct match match;
	size_t n;

	arena_reset(&finder->scratch);
	n = search_match(finder->search, finder->lines->text(finder->self, line, &finder->scratch),
		&match, 1);
	return n > 0;
}

/* Look at the next line. */
static void look(struct finder *finder)
{
	size_t count = finder->lines->count(finder->self);
	size_t line = finder->at;
	bool around;

	finder->left--;
	if (line < count && matches(finder, line)) {
		finder->left = 0;
		finder->found = line;
		finder->hit = finder->counting = true;
		finder->lines->go(finder->self, line);
		return;
	}
	around = finder->backward ? line == 0 : line + 1 >= count;
	if (finder->backward)
		finder->at = around ? count - 1 : line - 1;
	else
		finder->at = around ? 0 : line + 1;
	finder->around |= around && finder->stepping;
	if (finder->left)
		return;
	if (!finder->stepping)
		finder->lines->back(finder->self);
	status_say(finder->status, "%s", no_match);
}

/* Which one of how many; not over what was said since. */
static void say_count(struct finder *finder)
{
	size_t i;

	for (i = 0; i < finder->nmatching && finder->matching[i] < finder->found; i++)
		;
	if (!finder->status->text[0])
		status_say(finder->status, "match %zu of %zu%s", i + 1, finder->nmatching,
			finder->around ? ", from the other end" : "");
}

/* Count on by a line, and tell when all are counted. */
static void count(struct finder *finder)
{
	size_t line = finder->counted;

	if (line < finder->lines->count(finder->self)) {
		finder->counted++;
		if (matches(finder, line)) {
			GROW(finder->matching, finder->matching_room, finder->nmatching + 1);
			finder->matching[finder->nmatching++] = line;
		}
		return;
	}
	finder->counting = false;
	say_count(finder);
}

bool finder_work(struct finder *finder)
{
	int64_t until = loop_now() + SLICE_MS;

	while (finder_busy(finder)) {
		int i;

		for (i = 0; i < SLICE_LINES && finder->left; i++)
			look(finder);
		for (; i < SLICE_LINES && finder->counting; i++)
			count(finder);
		if (loop_now() >= until)
			return finder_busy(finder);
	}
	return false;
}

/* Begin to look: a try at the line where it began, a step beside the current one. */
static void start(struct finder *finder, enum search_step step)
{
	size_t count = finder->lines->count(finder->self);
	size_t from = finder->from;

	finder->left = 0;
	if (!finder->search || !count)
		return;
	finder->hit = false;
	finder->stepping = step != SEARCH_TRY;
	finder->backward = step == SEARCH_BACKWARD;
	if (finder->stepping) {
		from = finder->lines->current(finder->self);
		from += finder->backward ? count - 1 : 1;
	}
	finder->at = from % count;
	finder->left = count;
	finder_work(finder);
}

void finder_step(struct finder *finder, enum search_step step, const struct search *search)
{
	if (step == SEARCH_KEEP) {
		if (finder->search && !finder->hit && !finder->left)
			status_say(finder->status, "%s", no_match);
		finder->counting |= finder->hit && !finder->left;
		finder_work(finder);
		return;
	}
	finder->left = 0;
	finder->counting = finder->around = false;
	/* While one types, another search may have come to stand where the last one was. */
	if (step == SEARCH_TRY || (step != SEARCH_BEGIN && search != finder->search))
		forget_count(finder);
	if (step != SEARCH_BEGIN)
		finder->search = search;
	if (step == SEARCH_BEGIN) {
		finder->lines->save(finder->self);
		finder->from = finder->lines->current(finder->self);
	} else if (step == SEARCH_RESTORE || (step == SEARCH_TRY && !search)) {
		finder->lines->back(finder->self);
	} else if (step != SEARCH_DROP) {
		start(finder, step);
	}
}
