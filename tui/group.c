#include "tui/group.h"

#include <stdlib.h>

#include "util/alloc.h"

void group_init(struct group *group)
{
	*group = (struct group){.last = BUF_INIT};
}

void group_release(struct group *group)
{
	arena_release(&group->arena);
	group_choose_none(group);
	free(group->chosen);
	buf_release(&group->last);
}

const struct facet_row *group_current(const struct group *group)
{
	return group->scroll.cursor < group->facets.n ? &group->facets.rows[group->scroll.cursor]
						      : NULL;
}

/* Where the row is among the chosen ones; their number when it is not. */
static size_t find_chosen(const struct group *group, const struct facet_row *row)
{
	size_t i;

	for (i = 0; i < group->nchosen && !slice_eq(buf_slice(&group->chosen[i]), row->term); i++)
		;
	return i;
}

bool group_is_chosen(const struct group *group, const struct facet_row *row)
{
	return group->nchosen && find_chosen(group, row) < group->nchosen;
}

void group_choose_none(struct group *group)
{
	while (group->nchosen)
		buf_release(&group->chosen[--group->nchosen]);
}

static void choose_row(struct group *group, const struct facet_row *row)
{
	struct buf *chosen;

	GROW(group->chosen, group->chosen_room, group->nchosen + 1);
	chosen = &group->chosen[group->nchosen++];
	buf_init(chosen);
	buf_add_slice(chosen, row->term);
}

bool group_choose(struct group *group)
{
	const struct facet_row *row = group_current(group);
	size_t i;

	if (!row || !row->term.n)
		return false;
	i = find_chosen(group, row);
	if (i < group->nchosen) {
		buf_release(&group->chosen[i]);
		group->chosen[i] = group->chosen[--group->nchosen];
	} else {
		choose_row(group, row);
	}
	return true;
}

void group_choose_all(struct group *group)
{
	size_t i;

	group_choose_none(group);
	for (i = 0; i < group->facets.n; i++) {
		if (group->facets.rows[i].view && group->facets.rows[i].term.n)
			choose_row(group, &group->facets.rows[i]);
	}
}

static void add_alternatives(const struct group *group, struct buf *out)
{
	size_t i;

	for (i = 0; i < group->nchosen; i++) {
		buf_adds(out, i ? " OR " : "(");
		buf_add_slice(out, buf_slice(&group->chosen[i]));
	}
	buf_addc(out, ')');
}

bool group_term(const struct group *group, struct buf *out)
{
	const struct facet_row *row = group_current(group);

	if (group->nchosen > 1)
		add_alternatives(group, out);
	else if (group->nchosen)
		buf_add_slice(out, buf_slice(&group->chosen[0]));
	else if (row)
		buf_add_slice(out, row->term);
	return out->n > 0;
}

/* The path of a row: the labels of those above it, which stand before it, and its own. */
static void add_path(const struct facets *facets, size_t at, struct buf *out)
{
	const struct facet_row *row = &facets->rows[at];
	size_t above = at;

	while (above && facets->rows[above].depth >= row->depth)
		above--;
	if (row->depth) {
		add_path(facets, above, out);
		buf_addc(out, '/');
	}
	buf_add_slice(out, row->label);
}

void group_path(const struct group *group, size_t row, struct buf *out)
{
	add_path(&group->facets, row, out);
}
