#include "tui/run.h"

#include <stdlib.h>

#include "util/alloc.h"

bool run_read(struct run *run, const struct view_env *env, const struct result *result,
	size_t from, size_t n)
{
	struct error err = {0};
	size_t count = result ? result->n : 0;

	if (from >= count || !env->model)
		return false;
	n = count - from < n ? count - from : n;
	if (from >= run->first && from + n <= run->first + run->n)
		return true;
	run->first = from;
	run->n = n;
	GROW(run->rows, run->room, n);
	GROW(run->marks, run->marks_room, n);
	arena_reset(&run->arena);
	if (model_rows(env->model, result->hits + from, n, &run->arena, run->rows, &err) &&
		model_marks_of(
			env->model, result->hits + from, n, &run->arena, run->marks, &err))
		return true;
	status_error(env->status, "%s", err.text);
	run->n = 0;
	return false;
}

void run_release(struct run *run)
{
	arena_release(&run->arena);
	free(run->rows);
	free(run->marks);
}

const struct series_row *run_row(const struct run *run, size_t i)
{
	return i >= run->first && i - run->first < run->n ? &run->rows[i - run->first] : NULL;
}

const struct marks_row *run_marks(const struct run *run, size_t i)
{
	return &run->marks[i - run->first];
}
