/* Subject lines, persons, message-ids and titles: any bytes on one line. */
#include <locale.h>
#include <stdint.h>
#include <stdlib.h>

#include "parser/parser.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A part of the line, or empty. */
static void must_be_in(struct slice part, struct slice line)
{
	if (part.n && (part.p < line.p || part.p + part.n > line.p + line.n))
		abort();
}

static void must(bool holds)
{
	if (!holds)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice rest = slice_from((const char *)data, size), line = {"", 0}, normal;
	struct arena arena = ARENA_INIT;
	struct person person;
	struct subject s;
	struct b4_msgid b4;
	size_t i;

	setlocale(LC_CTYPE, "C.UTF-8");
	slice_next_line(&rest, &line);
	person = person_parse(line);
	must(subject_parse(line, &s) || slice_eq(s.title, slice_trim(line)));
	must_be_in(s.title, line);
	for (i = 0; i < s.ntags; i++)
		must_be_in(s.tags[i], line);
	for (i = 0; i < s.nsubsystem; i++)
		must_be_in(s.subsystem[i], s.title);
	must_be_in(person.name, line);
	must_be_in(person.email, line);
	must_be_in(msgid_of_url(line), line);
	must(!b4_msgid_parse(line, &b4) || (b4.slug.n && b4.date == msgid_date(line)));
	normal = title_normalise(&arena, s.title);
	must(slice_find(normal, SLICE_LIT("  ")) == normal.n);
	must(slice_eq(normal, slice_trim(normal)));
	arena_release(&arena);
	return 0;
}
