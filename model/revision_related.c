/* The section of related series, which is asked for by itself and appended. */
#include "model/revision_render.h"

#define TITLE_COLUMN 14

static void render_row(struct renderer *r, const struct related_row *related,
	const struct series_row *row, unsigned number)
{
	page_line(r->page, TITLE_COLUMN);
	page_anchor(r->page, ANCHOR_RELATED, number, (struct slice){0});
	page_textf(r->page, ROLE_NUMBER, "%4u ", related->shared);
	render_version(r, ROLE_VERSION, row->version ? row->version : 1, row->minor, row->rfc);
	page_pad(r->page, TITLE_COLUMN);
	page_text(r->page, ROLE_TITLE, row->title);
	page_text(r->page, ROLE_PERSON, SLICE_LIT("  "));
	page_text(r->page, ROLE_PERSON,
		row->contributor_name.n ? row->contributor_name : row->author_name);
	render_date(r, "  ", row->date, row->date_kind);
}

static bool render_rows(struct model *model, struct renderer *r, const struct related *related,
	struct error *err)
{
	struct arena a = ARENA_INIT;
	struct hit *hits = arena_zalloc(&a, (related->n + 1) * sizeof(*hits));
	struct series_row *rows = arena_zalloc(&a, (related->n + 1) * sizeof(*rows));
	size_t i;
	bool ok;

	for (i = 0; i < related->n; i++)
		hits[i] = related->rows[i].hit;
	ok = model_rows(model, hits, related->n, &a, rows, err);
	for (i = 0; ok && i < related->n; i++) {
		if (rows[i].series)
			render_row(r, &related->rows[i], &rows[i], (unsigned)i);
	}
	arena_release(&a);
	return ok;
}

bool model_page_related(struct model *model, const struct related *related, int columns,
	struct page *page, struct error *err)
{
	struct renderer r = {.page = page, .columns = columns > 20 ? columns : 20};
	bool ok = true;

	render_head(&r, SECTION_RELATED, "related, by the files that both touch");
	if (!related)
		render_note(&r, "looked for when one comes here");
	else if (!related->n)
		render_note(&r, related->files ? "no other series touches its files"
					       : "it names no files");
	else
		ok = render_rows(model, &r, related, err);
	if (related && related->more)
		render_note(&r, "and others");
	return ok;
}
