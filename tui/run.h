/*
 * A run of rows of a result with their marks, as the model gives them: those around what is in
 * view, so that a long result is never read as a whole.
 */
#ifndef TUI_RUN_H
#define TUI_RUN_H

#include "model/model.h"
#include "tui/view.h"
#include "util/arena.h"

struct run {
	struct arena arena; /* of the texts of the rows */
	struct series_row *rows;
	struct marks_row *marks;
	size_t first, n, room, marks_room; /* n = 0: they must be read */
};

/*
 * Have rows [from, from + n) in the run, as far as the result (NULL: none) has them. False when
 * there are none, or after an error, which is told in the status.
 */
bool run_read(struct run *run, const struct view_env *env, const struct result *result,
	size_t from, size_t n);
void run_release(struct run *run);

/* Row i of the result; NULL when the run does not have it. Until the next run_read. */
const struct series_row *run_row(const struct run *run, size_t i);
/* Its marks; only of a row that the run has. */
const struct marks_row *run_marks(const struct run *run, size_t i);

#endif
