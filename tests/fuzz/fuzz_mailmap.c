/*
 * Any bytes as a .mailmap and as a map of organisations. Case makes no difference to what is
 * found, a map that is read again changes nothing, and what is said of a bad line
 * says which.
 */
#include <stdint.h>
#include <stdlib.h>

#include "conf/mailmap.h"
#include "conf/org.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static struct slice upper(struct arena *a, struct slice s)
{
	char *p = arena_strndup(a, s.p ? s.p : "", s.n);
	size_t i;

	for (i = 0; i < s.n; i++)
		if (p[i] >= 'a' && p[i] <= 'z')
			p[i] = (char)(p[i] - 'a' + 'A');
	return slice_from(p, s.n);
}

/* The same is found however it is written; where nothing is said, it stays as it was. */
static void check_person(const struct mailmap *map, struct arena *a, struct slice name,
	struct slice email)
{
	struct slice found_name = name, found_email = email;
	struct slice loud_name = upper(a, name), loud_email = upper(a, email);
	bool found = mailmap_find(map, &found_name, &found_email);

	must(mailmap_find(map, &loud_name, &loud_email) == found);
	must(slice_eq(upper(a, loud_name), upper(a, found_name)));
	must(slice_eq(upper(a, loud_email), upper(a, found_email)));
	must(found || (slice_eq(found_name, name) && slice_eq(found_email, email)));
}

/* What stands in any < > of a line, with what stands before it. */
static void check_line(const struct mailmap *map, const struct mailmap *twice, struct arena *a,
	struct slice line)
{
	while (line.n > 0) {
		size_t open = slice_find_byte(line, '<');
		struct slice inner = slice_skip(line, open + 1);
		size_t end = slice_find_byte(inner, '>');
		struct slice name = slice_trim(slice_sub(line, 0, open));
		struct slice email = slice_trim(slice_sub(inner, 0, end));
		struct slice again_name = name, again_email = email;

		check_person(map, a, name, email);
		must(mailmap_find(map, &name, &email) ==
			mailmap_find(twice, &again_name, &again_email));
		must(slice_eq(name, again_name) && slice_eq(email, again_email));
		line = slice_skip(inner, end + 1);
	}
}

static void check_people(struct slice text, struct arena *a)
{
	struct mailmap map, twice;
	struct buf errors = BUF_INIT;
	struct slice rest = text, line;
	size_t n;

	mailmap_init(&map);
	mailmap_init(&twice);
	must(mailmap_read(&map, "map", text, &errors) == (errors.n == 0));
	n = errors.n;
	mailmap_read(&twice, "map", text, &errors);
	mailmap_read(&twice, "map", text, &errors);
	must(errors.n == 3 * n && twice.n == 2 * map.n);
	while (slice_next_line(&rest, &line)) {
		check_line(&map, &twice, a, line);
		arena_reset(a);
	}
	mailmap_release(&map);
	mailmap_release(&twice);
	buf_release(&errors);
}

static void check_domains(struct slice text, struct arena *a)
{
	struct org_map map;
	struct buf errors = BUF_INIT;
	struct slice rest = text, line;

	org_init(&map);
	must(org_read(&map, "map", text, &errors) == (errors.n == 0));
	while (slice_next_line(&rest, &line)) {
		struct slice domain = slice_trim(slice_sub(line, 0, slice_find_byte(line, '=')));

		must(slice_eq(org_find(&map, domain), org_find(&map, upper(a, domain))));
		arena_reset(a);
	}
	org_release(&map);
	buf_release(&errors);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice text = slice_from((const char *)data, size);
	struct arena arena = ARENA_INIT;

	check_people(text, &arena);
	check_domains(text, &arena);
	arena_release(&arena);
	return 0;
}
