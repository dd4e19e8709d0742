/*
 * Every line read stays in `all`, with what took it away, for the messages of
 * keymap_check. Those in force are in `sorted`, by context and keys, where a
 * lookup is a binary search. No keys in force within a context are the
 * beginning of others there (keymap_bind sees to it), hence what overlaps with
 * some keys are either the one entry before their place, or those at it.
 */
#include "conf/keymap.h"

#include <stdlib.h>
#include <string.h>

#include "conf/keymap-internal.h"
#include "util/alloc.h"
#include "util/arena.h"

struct entry {
	struct binding b;
	unsigned reading;       /* of which file: 1 for the first */
	struct entry *taken_by; /* NULL while in force */
};

struct keymap {
	struct arena arena;    /* the entries, their keys and file names */
	struct entry **all;    /* in the order in which they were read */
	struct entry **sorted; /* in force, by context and keys */
	struct entry **listed; /* in force, as keymap_at gives them */
	size_t all_n, all_room;
	size_t in_force, sorted_room, listed_room;
	unsigned reading;
	const char *file;       /* the first one, and how many lines it has */
	unsigned lines;
};

struct keymap *keymap_new(void)
{
	return xcalloc(1, sizeof(struct keymap));
}

void keymap_free(struct keymap *map)
{
	if (!map)
		return;
	arena_release(&map->arena);
	free(map->all);
	free(map->sorted);
	free(map->listed);
	free(map);
}

static bool begins(struct slice keys, struct slice with)
{
	return slice_eq(slice_sub(keys, 0, with.n), with);
}

static int compare_keys(const struct entry *e, enum context context, struct slice keys)
{
	if (e->b.context != context)
		return e->b.context < context ? -1 : 1;
	return slice_cmp(e->b.keys, keys);
}

/* Where these keys stand, or would stand, in `sorted`. */
static size_t place(const struct keymap *map, enum context context, struct slice keys)
{
	size_t from = 0, to = map->in_force;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (compare_keys(map->sorted[middle], context, keys) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

static bool is_extension(const struct keymap *map, size_t i, enum context context,
	struct slice keys)
{
	return i < map->in_force && map->sorted[i]->b.context == context &&
	       begins(map->sorted[i]->b.keys, keys);
}

/* The run [*from, *to) of `sorted` that overlaps with these keys. */
static void overlap(const struct keymap *map, enum context context, struct slice keys,
	size_t *from, size_t *to)
{
	*from = *to = place(map, context, keys);
	while (is_extension(map, *to, context, keys))
		(*to)++;
	if (*from > 0) {
		const struct binding *before = &map->sorted[*from - 1]->b;

		if (before->context == context && begins(keys, before->keys))
			(*from)--;
	}
}

const char *keymap_begin(struct keymap *map, const char *file)
{
	const char *copy = arena_strndup(&map->arena, file, strlen(file));

	if (map->reading++ == 0)
		map->file = copy;
	return copy;
}

static struct entry *add_entry(struct keymap *map, const struct binding *b)
{
	struct entry *e = arena_zalloc(&map->arena, sizeof(*e));

	*e = (struct entry){.b = *b, .reading = map->reading};
	e->b.keys = arena_dup(&map->arena, b->keys);
	GROW(map->all, map->all_room, map->all_n + 1);
	map->all[map->all_n++] = e;
	return e;
}

const struct binding *keymap_bind(struct keymap *map, struct binding binding)
{
	struct entry *e;
	size_t from, to, i;

	overlap(map, binding.context, binding.keys, &from, &to);
	for (i = from; i < to; i++) {
		if (map->sorted[i]->reading == map->reading)
			return &map->sorted[i]->b;
	}
	e = add_entry(map, &binding);
	for (i = from; i < to; i++)
		map->sorted[i]->taken_by = e;
	GROW(map->sorted, map->sorted_room, map->in_force + 1);
	memmove(map->sorted + from + 1, map->sorted + to,
		(map->in_force - to) * sizeof(*map->sorted));
	map->sorted[from] = e;
	map->in_force += 1 - (to - from);
	return NULL;
}

static int compare_listed(const void *a, const void *b)
{
	const struct entry *x = *(struct entry *const *)a, *y = *(struct entry *const *)b;

	if (x->b.context != y->b.context)
		return x->b.context < y->b.context ? -1 : 1;
	if (x->b.action != y->b.action)
		return x->b.action < y->b.action ? -1 : 1;
	if (x->reading != y->reading)
		return x->reading < y->reading ? -1 : 1;
	return (x->b.line > y->b.line) - (x->b.line < y->b.line);
}

void keymap_end(struct keymap *map, unsigned lines)
{
	if (map->reading == 1)
		map->lines = lines;
	if (map->in_force == 0)
		return;
	GROW(map->listed, map->listed_room, map->in_force);
	memcpy(map->listed, map->sorted, map->in_force * sizeof(*map->listed));
	qsort(map->listed, map->in_force, sizeof(*map->listed), compare_listed);
}

static enum keymap_hit find_in(const struct keymap *map, enum context context, struct slice keys,
	enum action *action)
{
	size_t i = place(map, context, keys);

	if (!is_extension(map, i, context, keys))
		return KEYMAP_NONE;
	if (map->sorted[i]->b.keys.n > keys.n)
		return KEYMAP_PREFIX;
	*action = map->sorted[i]->b.action;
	return KEYMAP_FOUND;
}

enum keymap_hit keymap_find(const struct keymap *map, enum context context, struct slice keys,
	enum action *action)
{
	enum keymap_hit hit;

	*action = ACTION_NONE;
	hit = find_in(map, context, keys, action);
	if (hit == KEYMAP_NONE && context != CONTEXT_PROMPT && context != CONTEXT_ANY)
		hit = find_in(map, CONTEXT_ANY, keys, action);
	return hit == KEYMAP_FOUND && *action == ACTION_NONE ? KEYMAP_NONE : hit;
}

size_t keymap_count(const struct keymap *map)
{
	return map->in_force;
}

struct binding keymap_at(const struct keymap *map, size_t i)
{
	return map->listed[i]->b;
}

/* True when typing these keys one by one in the context comes to the action. */
static bool reaches(const struct keymap *map, enum context context, struct slice keys,
	enum action action)
{
	struct buf typed = BUF_INIT;
	enum keymap_hit hit = KEYMAP_PREFIX;
	enum action found = ACTION_NONE;

	while (hit == KEYMAP_PREFIX && key_normalise(&keys, &typed))
		hit = keymap_find(map, context, buf_slice(&typed), &found);
	buf_release(&typed);
	return hit == KEYMAP_FOUND && keys.n == 0 && found == action;
}

static void add_keys(const struct keymap *map, enum context context, enum context bound_in,
	enum action action, struct buf *out, bool *any)
{
	size_t i;

	for (i = 0; i < map->in_force; i++) {
		const struct binding *b = &map->listed[i]->b;

		if (b->context != bound_in || b->action != action ||
			!reaches(map, context, b->keys, action))
			continue;
		if (*any)
			buf_addc(out, ' ');
		buf_add_slice(out, b->keys);
		*any = true;
	}
}

bool keymap_keys_for(const struct keymap *map, enum context context, enum action action,
	struct buf *out)
{
	bool any = false;

	add_keys(map, context, context, action, out, &any);
	if (context != CONTEXT_PROMPT && context != CONTEXT_ANY)
		add_keys(map, context, CONTEXT_ANY, action, out, &any);
	return any;
}

bool keymap_key_for(const struct keymap *map, enum context context, enum action action,
	struct buf *out)
{
	size_t from = out->n;

	if (!keymap_keys_for(map, context, action, out))
		return false;
	buf_truncate(out, from + slice_find_byte(slice_skip(buf_slice(out), from), ' '));
	return true;
}

/* A binding for any view counts when there is a view left in which it works. */
static bool is_reachable(const struct keymap *map, enum action action)
{
	unsigned works_in = action_info(action)->contexts;
	struct buf keys = BUF_INIT;
	bool found = false;
	int c;

	for (c = CONTEXT_ANY + 1; c < CONTEXTS && !found; c++) {
		if (works_in & 1u << c)
			found = keymap_keys_for(map, (enum context)c, action, &keys);
	}
	buf_release(&keys);
	return found;
}

/* The last line that took a key of this action away, and meant something else by it. */
static const struct entry *last_loss(const struct keymap *map, enum action action, bool *by_none)
{
	const struct entry *loss = NULL;
	size_t i;

	*by_none = false;
	for (i = 0; i < map->all_n; i++) {
		const struct entry *e = map->all[i];

		if (e->b.action != action || !e->taken_by)
			continue;
		if (e->taken_by->b.action == ACTION_NONE)
			*by_none = true;
		else
			loss = e;
	}
	return loss;
}

static bool check_action(const struct keymap *map, enum action action, struct buf *errors)
{
	const char *name = action_info(action)->name;
	const struct entry *loss;
	bool by_none;

	if (is_reachable(map, action))
		return true;
	loss = last_loss(map, action, &by_none);
	if (loss) {
		const struct binding *by = &loss->taken_by->b;

		buf_addf(errors, "%s:%u: this leaves no key for '%s' (%s:%u)\n", by->file, by->line,
			name, loss->b.file, loss->b.line);
		return false;
	}
	if (by_none)
		return true;
	buf_addf(errors, "%s:%u: no key reaches '%s'\n", map->file ? map->file : "keymap",
		map->lines, name);
	return false;
}

bool keymap_check(const struct keymap *map, struct buf *errors)
{
	bool good = true;
	int action;

	for (action = ACTION_NONE + 1; action < ACTIONS; action++) {
		if (!check_action(map, (enum action)action, errors))
			good = false;
	}
	return good;
}
