#include "conf/org.h"

#include "conf/lines.h"

struct org_entry {
	struct slice domain, organisation;
};

void org_init(struct org_map *map)
{
	*map = (struct org_map){.n = 0};
}

void org_release(struct org_map *map)
{
	arena_release(&map->arena);
	org_init(map);
}

void org_add(struct org_map *map, struct slice domain, struct slice organisation)
{
	ARENA_GROW(&map->arena, map->entries, map->room, map->n + 1);
	map->entries[map->n++] = (struct org_entry){
		.domain = arena_dup(&map->arena, domain),
		.organisation = arena_dup(&map->arena, organisation),
	};
}

static const char *read_line(struct org_map *map, struct slice text)
{
	size_t equals = slice_find_byte(text, '=');
	struct slice domain = slice_trim(slice_sub(text, 0, equals));
	struct slice organisation = slice_trim(slice_skip(text, equals + 1));

	if (domain.n == 0 || organisation.n == 0)
		return "expected `domain = organisation`";
	org_add(map, domain, organisation);
	return NULL;
}

bool org_read(struct org_map *map, const char *file, struct slice text, struct buf *errors)
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
	return lines.good;
}

static bool is_below(struct slice domain, struct slice above)
{
	if (domain.n < above.n)
		return false;
	if (!slice_eq_nocase(slice_skip(domain, domain.n - above.n), above))
		return false;
	return domain.n == above.n || domain.p[domain.n - above.n - 1] == '.';
}

/* The maps are short, and each domain is looked up once. */
struct slice org_find(const struct org_map *map, struct slice domain)
{
	const struct org_entry *best = NULL;
	size_t i;

	for (i = 0; i < map->n; i++) {
		const struct org_entry *e = &map->entries[i];

		if (is_below(domain, e->domain) && (!best || e->domain.n >= best->domain.n))
			best = e;
	}
	return best ? best->organisation : (struct slice){.n = 0};
}
