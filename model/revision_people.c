#include "model/revision_render.h"

#include <stdlib.h>

#include "util/alloc.h"

#define VALUE_COLUMN 18
#define KIND_LINES   6 /* more of one kind are folded */

/* Kinds in the order of what a maintainer asks first; others follow as they come. */
static const char *const kinds[] = {
	"Reviewed-by", "Acked-by", "Tested-by", "Reported-by", "Suggested-by", "Co-developed-by",
	"Signed-off-by", "Cc",
};

struct row {
	const struct trailer *trailer;
	size_t kind;
	size_t order;
	bool again; /* stands in an earlier row too */
};

static int compare_values(const void *a, const void *b)
{
	const struct row *x = a, *y = b;
	int c = slice_cmp(x->trailer->key, y->trailer->key);

	if (!c)
		c = slice_cmp(x->trailer->value, y->trailer->value);
	return c ? c : (x->order > y->order) - (x->order < y->order);
}

static int compare_kinds(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

static size_t kind_of(struct slice key)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(kinds); i++) {
		if (slice_eq_nocase(key, slice_cstr(kinds[i])))
			break;
	}
	return i;
}

static void add_rows(struct row *rows, size_t *n, const struct record *record)
{
	size_t i;

	for (i = 0; record && i < record->ntrailers; i++, ++*n)
		rows[*n] = (struct row){
			.trailer = &record->trailers[i],
			.kind = kind_of(record->trailers[i].key),
			.order = *n,
		};
}

/* The cover and its patch name the same people; each is shown once. */
static void sort_rows(struct row *rows, size_t n)
{
	size_t i;

	if (!n)
		return;
	qsort(rows, n, sizeof(*rows), compare_values);
	for (i = 1; i < n; i++)
		rows[i].again = slice_eq(rows[i].trailer->key, rows[i - 1].trailer->key) &&
			slice_eq(rows[i].trailer->value, rows[i - 1].trailer->value);
	qsort(rows, n, sizeof(*rows), compare_kinds);
}

static void render_trailer(struct renderer *r, const struct trailer *trailer, bool with_key)
{
	page_line(r->page, VALUE_COLUMN);
	if (with_key) {
		page_text(r->page, ROLE_TRAILER_KEY, trailer->key);
		page_span(r->page, ROLE_TRAILER_KEY, VIS(":"));
	}
	page_pad(r->page, VALUE_COLUMN - 1);
	page_span(r->page, ROLE_TEXT, VIS(" "));
	render_prose(r, kind_of(trailer->key) < ARRAY_LEN(kinds) ? ROLE_PERSON : ROLE_TEXT,
		trailer->value);
	if (trailer->malformed)
		page_text(r->page, ROLE_WARNING, SLICE_LIT("  malformed"));
}

/* Many of one kind: how many, behind its key. */
static void fold_kind(struct renderer *r, size_t first, const struct trailer *trailer)
{
	size_t end = r->page->nlines;

	if (end - first <= KIND_LINES)
		return;
	page_line(r->page, VALUE_COLUMN);
	page_text(r->page, ROLE_TRAILER_KEY, trailer->key);
	page_span(r->page, ROLE_TRAILER_KEY, VIS(":"));
	page_pad(r->page, VALUE_COLUMN - 1);
	page_span(r->page, ROLE_TEXT, VIS(" "));
	page_span(r->page, ROLE_BULLET, VIS("+ "));
	page_textf(r->page, ROLE_DIM, "%zu lines", end - first);
	page_fold(r->page, first, end);
}

void render_people(struct renderer *r)
{
	const struct record *cover = page_record_text(r->facts->cover);
	const struct record *patch = page_record_text(r->facts->patch);
	size_t room = (cover ? cover->ntrailers : 0) + (patch ? patch->ntrailers : 0);
	struct row *rows = arena_alloc(&r->page->arena, room * sizeof(*rows));
	const struct trailer *before = NULL;
	size_t n = 0, i, first = 0;

	render_head(r, SECTION_PEOPLE, "people");
	add_rows(rows, &n, cover);
	add_rows(rows, &n, patch);
	if (!n)
		render_note(r, "no trailers");
	sort_rows(rows, n);
	for (i = 0; i < n; i++) {
		const struct trailer *trailer = rows[i].trailer;
		bool other = !before || !slice_eq_nocase(before->key, trailer->key);

		if (rows[i].again)
			continue;
		if (before && other)
			fold_kind(r, first, before);
		if (other)
			first = r->page->nlines;
		render_trailer(r, trailer, other);
		before = trailer;
	}
	if (before)
		fold_kind(r, first, before);
}
