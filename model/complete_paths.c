/*
 * Paths, part by part, counted as dfn: finds them (model/path_match.h): a path below counts for
 * its part, and so does a shortened one that may be below; and, where no folder was typed yet, the
 * name of a file counts for itself, wherever the file lies.
 */
#include "model/complete_internal.h"

#include "model/path_match.h"

struct paths {
	struct planner *planner;
	struct level *level;
	size_t values[64]; /* of the path that is looked at */
	size_t n;
};

/* The part of `path` at `from`, the slash behind it not included. */
static struct slice part_at(struct slice path, size_t from)
{
	return slice_sub(path, from, slice_find_byte(slice_skip(path, from), '/'));
}

static void note(struct paths *p, size_t value)
{
	if (p->n < sizeof(p->values) / sizeof(p->values[0]))
		p->values[p->n++] = value;
}

static void note_known(struct paths *p, struct slice part)
{
	int64_t *at = intern_at(&p->level->keys, part);

	if (part.n > 0 && *at != 0)
		note(p, (size_t)(*at - 1));
}

static bool can_ask(struct slice text)
{
	return text.n > 0 && !path_is_glob(text) && !slice_starts(text, "...");
}

/* The part behind the parent becomes a value. */
static void note_child(struct paths *p, struct slice path)
{
	struct slice parent = p->level->parent, part, text;
	size_t value;

	if (path.n <= parent.n || !slice_eq(slice_sub(path, 0, parent.n), parent))
		return;
	part = part_at(path, parent.n);
	text = slice_sub(path, 0, parent.n + part.n);
	if (part.n == 0 || !can_ask(text))
		return;
	value = level_value(p->level, part, text, part);
	p->level->values[value].name = false;
	p->level->values[value].open |= parent.n + part.n < path.n;
	note(p, value);
}

static void note_name(struct paths *p, struct slice path)
{
	size_t from = path.n, before = p->level->n, value;
	struct slice name;

	while (from > 0 && path.p[from - 1] != '/')
		from--;
	name = slice_skip(path, from);
	if (!can_ask(name))
		return;
	value = level_value(p->level, name, name, name);
	if (value == before)
		p->level->values[value].name = true;
	note(p, value);
}

/* What was cut off may be the first parts of what is asked for; the others follow it. */
static void note_tail(struct paths *p, struct slice tail)
{
	struct slice parent = p->level->parent;

	while (parent.n > 0) {
		parent = slice_skip(parent, slice_find_byte(parent, '/') + 1);
		if (tail.n > parent.n && slice_eq(slice_sub(tail, 0, parent.n), parent))
			note_known(p, part_at(tail, parent.n));
	}
}

static void count_path(struct paths *p, int64_t id)
{
	struct planner *planner = p->planner;
	struct sqlite3_stmt *st;
	size_t i;

	if (p->n == 0)
		return;
	st = db_stmt(planner->db, SQL_PLAN_OF_PATH);
	db_bind_int(planner->db, st, 1, id);
	while (db_step(planner->db, st)) {
		for (i = 0; i < p->n; i++)
			level_count(planner, p->level, p->values[i], db_int(st, 0));
	}
}

/* Whole paths first: they tell which parts there are. */
static void look_at_paths(struct paths *p, bool shortened)
{
	struct sqlite3_stmt *st = db_stmt(p->planner->db, SQL_PLAN_PATHS);
	struct slice tail;

	while (db_step(p->planner->db, st)) {
		struct slice path = db_text(st, 1);

		if (path_visible_tail(path, &tail) != shortened)
			continue;
		p->n = 0;
		if (shortened)
			note_tail(p, tail);
		else
			note_child(p, path);
		if (p->level->parent.n == 0)
			note_name(p, path);
		count_path(p, db_int(st, 0));
	}
}

void level_paths(struct planner *planner, struct level *level)
{
	struct paths p = {.planner = planner, .level = level};

	if (path_is_glob(level->parent) || slice_starts(level->parent, "..."))
		return;
	look_at_paths(&p, false);
	look_at_paths(&p, true);
}
