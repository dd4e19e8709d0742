#include "conf/mailmap.h"

#include <stdlib.h>

#include "conf/lines.h"

/* What a line says; old_name and the new ones are absent where it does not say them. */
struct mailmap_entry {
	struct slice old_email, old_name;
	struct slice new_email, new_name;
	size_t number; /* of all that were read: the order of lines */
};

void mailmap_init(struct mailmap *map)
{
	*map = (struct mailmap){.n = 0};
}

void mailmap_release(struct mailmap *map)
{
	arena_release(&map->arena);
	mailmap_init(map);
}

/* ---- order ------------------------------------------------------------------------------------ */

static unsigned char lower(char c)
{
	return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static int compare_nocase(struct slice a, struct slice b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	size_t i;

	for (i = 0; i < n; i++)
		if (lower(a.p[i]) != lower(b.p[i]))
			return lower(a.p[i]) < lower(b.p[i]) ? -1 : 1;
	return a.n < b.n ? -1 : a.n > b.n;
}

static int compare_key(const struct mailmap_entry *e, struct slice email, struct slice name)
{
	int cmp = compare_nocase(e->old_email, email);

	return cmp ? cmp : compare_nocase(e->old_name, name);
}

static int compare_entries(const void *pa, const void *pb)
{
	const struct mailmap_entry *a = pa;
	const struct mailmap_entry *b = pb;
	int cmp = compare_key(a, b->old_email, b->old_name);

	return cmp ? cmp : a->number < b->number ? -1 : a->number > b->number;
}

/* ---- reading ---------------------------------------------------------------------------------- */

/* `Name <address>` off *rest; the name may be empty. False when there is no address. */
static bool take_person(struct slice *rest, struct slice *name, struct slice *email)
{
	size_t open = slice_find_byte(*rest, '<');
	struct slice inner = slice_skip(*rest, open + 1);
	size_t end = slice_find_byte(inner, '>');

	if (open == rest->n || end == inner.n)
		return false;
	*name = slice_trim(slice_sub(*rest, 0, open));
	*email = slice_sub(inner, 0, end); /* with its blanks, which match nobody, as in git */
	*rest = slice_trim(slice_skip(inner, end + 1));
	return true;
}

static struct slice absent_or(struct arena *a, struct slice s)
{
	return s.n > 0 ? arena_dup(a, s) : (struct slice){.n = 0};
}

static void add(struct mailmap *map, struct slice name, struct slice email,
	struct slice old_name, struct slice old_email)
{
	ARENA_GROW(&map->arena, map->entries, map->room, map->n + 1);
	map->entries[map->n] = (struct mailmap_entry){
		.old_email = absent_or(&map->arena, old_email),
		.old_name = absent_or(&map->arena, old_name),
		.new_email = absent_or(&map->arena, email),
		.new_name = absent_or(&map->arena, name),
		.number = map->n,
	};
	map->n++;
}

/* What is wrong with it, or NULL. */
static const char *read_line(struct mailmap *map, struct slice line)
{
	const struct slice none = {.n = 0};
	struct slice name, email, old_name, old_email;
	struct slice rest = line;

	if (!take_person(&rest, &name, &email) || email.n == 0)
		return "expected a name and an address in < >";
	/* What is no person is a comment, whatever it begins with. */
	if (take_person(&rest, &old_name, &old_email))
		add(map, name, email, old_name, old_email);
	else if (name.n > 0)
		add(map, name, none, none, email);
	else
		return "an address alone says nothing";
	return NULL;
}

bool mailmap_read(struct mailmap *map, const char *file, struct slice text, struct buf *errors)
{
	struct lines lines;
	struct slice line;

	lines_init(&lines, file, text, errors);
	while (lines_next(&lines, &line)) {
		const char *problem = read_line(map, line);

		if (problem)
			lines_complain(&lines, "%s", problem);
	}
	lines_release(&lines);
	if (map->n > 1)
		qsort(map->entries, map->n, sizeof(*map->entries), compare_entries);
	return lines.good;
}

/* ---- finding ---------------------------------------------------------------------------------- */

static size_t first_of(const struct mailmap *map, struct slice email, struct slice name)
{
	size_t low = 0;
	size_t high = map->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (compare_key(&map->entries[mid], email, name) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* Lines for an address add up; of those that name the commit's name too, the last is all. */
static bool apply(const struct mailmap *map, struct slice old_name, struct slice old_email,
	struct slice *name, struct slice *email)
{
	size_t first = first_of(map, old_email, old_name);
	size_t end = first;
	size_t i;

	while (end < map->n && compare_key(&map->entries[end], old_email, old_name) == 0)
		end++;
	for (i = old_name.n > 0 && end > first ? end - 1 : first; i < end; i++) {
		if (map->entries[i].new_name.n > 0)
			*name = map->entries[i].new_name;
		if (map->entries[i].new_email.n > 0)
			*email = map->entries[i].new_email;
	}
	return end > first;
}

bool mailmap_find(const struct mailmap *map, struct slice *name, struct slice *email)
{
	const struct slice none = {.n = 0};
	struct slice old_name = *name;
	struct slice old_email = *email;

	if (old_name.n > 0 && apply(map, old_name, old_email, name, email))
		return true;
	return apply(map, none, old_email, name, email);
}
