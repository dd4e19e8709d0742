/* Verbs that compare states with each other, whatever else differs on their screens. */
#include "tests/screen/verbs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/screen/utf8.h"
#include "util/alloc.h"

/* What one sees of a cell without colours. */
static void add_cell(const VTermScreenCell *cell, bool attributes, struct buf *out)
{
	for (size_t i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i]; i++)
		utf8_add(out, cell->chars[i]);
	if (!cell->chars[0])
		buf_addc(out, ' ');
	if (attributes)
		buf_addf(out, "%s%s%s", cell->attrs.bold ? "<b>" : "",
			cell->attrs.reverse ? "<r>" : "", cell->attrs.underline ? "<u>" : "");
}

/* Remember what stands in the row behind "NAME ROW,COL WIDTH"; a row below 0 counts from the last. */
static bool remember(struct stage *s, const char *rest, bool attributes)
{
	int row, col, width, end = 0;
	struct state *state;
	struct buf text;

	if (sscanf(rest, "%*s%n %d,%d %d", &end, &row, &col, &width) != 3)
		return stage_fail(s, "NAME ROW,COL WIDTH");
	if (!child_wait(&s->child, NULL, NULL))
		return stage_fail(s, "the program does not come to rest");
	row += row < 0 ? s->child.term.rows + 1 : 0;
	buf_init(&text);
	for (int i = 0; i < width; i++) {
		VTermScreenCell cell = term_cell(&s->child.term, row, col + i);

		add_cell(&cell, attributes, &text);
	}
	GROW(s->states, s->states_room, s->states_n + 1);
	state = &s->states[s->states_n++];
	state->name = xstrndup(rest, (size_t)end);
	state->text = buf_detach(&text);
	return true;
}

static bool play_state(struct stage *s, char *rest)
{
	return remember(s, rest, false);
}

static bool play_look(struct stage *s, char *rest)
{
	return remember(s, rest, true);
}

/* No two of them look alike; from here on there are none. */
static bool play_differ(struct stage *s, char *rest)
{
	bool good = s->states_n > 1 || stage_fail(s, "there are no states to compare");

	(void)rest;
	for (size_t i = 0; i < s->states_n; i++)
		for (size_t k = 0; k < i; k++)
			if (strcmp(s->states[i].text, s->states[k].text) == 0)
				good = stage_fail(s, "%s and %s look alike: '%s'", s->states[k].name,
					s->states[i].name, s->states[i].text);
	stage_forget_states(s);
	return good;
}

const struct verb state_verbs[] = {
	{"state", play_state, RUNNING},
	{"look", play_look, RUNNING},
	{"differ", play_differ, ANYTIME},
	{0},
};
