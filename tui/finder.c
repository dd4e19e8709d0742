#include "tui/finder.h"

#include "tui/loop.h"

#define SLICE_LINES 64 /* between two looks at the clock */
#define SLICE_MS    2

void finder_init(
	struct finder *finder, const struct finder_lines *lines, void *self, struct status *status)
{
	*finder = (struct finder){.lines = lines, .self = self, .status = status};
}

void finder_release(struct finder *finder)
{
	arena_release(&finder->scratch);
}

void finder_stop(struct finder *finder)
{
	finder->left = 0;
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

/* Look at the next line; true when the search has come to its end. */
static bool look(struct finder *finder)
{
	size_t count = finder->lines->count(finder->self);
	size_t line = finder->at;
	bool around;

	finder->left--;
	if (line < count && matches(finder, line)) {
		finder->left = 0;
		finder->lines->go(finder->self, line);
		return true;
	}
	around = finder->backward ? line == 0 : line + 1 >= count;
	if (finder->backward)
		finder->at = around ? count - 1 : line - 1;
	else
		finder->at = around ? 0 : line + 1;
	if (around && finder->stepping && finder->left)
		status_say(finder->status, "the search went on from the other end");
	if (finder->left)
		return false;
	if (!finder->stepping)
		finder->lines->back(finder->self);
	status_say(finder->status, "no match in this pane");
	return true;
}

bool finder_work(struct finder *finder)
{
	int64_t until = loop_now() + SLICE_MS;

	while (finder->left) {
		int i;

		for (i = 0; i < SLICE_LINES && finder->left; i++) {
			if (look(finder))
				return false;
		}
		if (loop_now() >= until)
			return true;
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
	finder->left = 0;
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
