/* Two revisions of the index, read again from their files and compared. */
#include "model/front.h"

#include "model/compare_make.h"
#include "model/compare_page.h"
#include "model/revision_read.h"

#define MAX_TELLERS 16 /* other revisions read for what the newer does not tell */

struct reading {
	struct model *model;
	struct arena *arena; /* the page's: the facts point into the records */
	struct compare_known known;
	struct compare_shown shown[COMPARE_SIDES];
	struct compare_shown tellers[MAX_TELLERS];
	size_t ntellers;
};

static const struct record *text_of(const struct page_record *source)
{
	return source && !source->trouble ? &source->record : NULL;
}

static struct compare_version version_of(const struct revision_row *row)
{
	return (struct compare_version){row->version, row->minor, row->rfc};
}

/* NULL after an error of the connection. */
static struct revision_records *read_records(struct reading *r, int64_t revision)
{
	struct revision_records *records = arena_alloc(r->arena, sizeof(*records));

	return revision_read(r->model->db, &r->model->reread, revision, r->arena, records) ?
		records : NULL;
}

static bool read_side(struct reading *r, int side, int64_t revision, struct error *err)
{
	struct hit hit = {.revision = revision};
	struct series_row *row = &r->known.row[side];
	const struct revision_records *records;

	if (!model_rows(r->model, &hit, 1, r->arena, row, err))
		return false;
	if (!row->series)
		return error_set(err, ERROR_NOT_FOUND, "this revision is no longer in the index");
	records = read_records(r, revision);
	if (!records)
		return db_ok(r->model->db, err);
	r->known.cover[side] = records->has_cover ? &records->cover : NULL;
	r->known.patch[side] = records->has_patch ? &records->patch : NULL;
	r->shown[side] = (struct compare_shown){
		.version = {row->version ? row->version : 1, row->minor, row->rfc},
		.cover = text_of(r->known.cover[side]),
		.patch = text_of(r->known.patch[side]),
	};
	if (records->has_teller)
		r->tellers[r->ntellers++] = (struct compare_shown){
			.cover = text_of(&records->teller),
		};
	return true;
}

static bool read_teller(struct reading *r, const struct revision_row *row, struct error *err)
{
	const struct revision_records *records = read_records(r, row->revision);

	if (!records)
		return db_ok(r->model->db, err);
	r->tellers[r->ntellers++] = (struct compare_shown){
		.version = version_of(row),
		.cover = records->has_cover ? text_of(&records->cover) : NULL,
		.patch = records->has_patch ? text_of(&records->patch) : NULL,
	};
	return true;
}

/*
 * The revisions between the two may each have the changelog of its own version alone; where
 * these do not tell, a later one may have the whole history. Nearest first.
 */
static bool read_tellers(struct reading *r, enum compare_side newer, struct error *err)
{
	const struct compare_version *upto = &r->shown[newer].version;
	const struct compare_version *after = &r->shown[!newer].version;
	size_t i;

	for (i = r->known.nrevisions; i-- && r->ntellers < MAX_TELLERS;) {
		const struct revision_row *row = &r->known.revisions[i];
		struct compare_version version = version_of(row);

		if (!row->absent && compare_versions(&version, upto) < 0 &&
		    compare_versions(&version, after) > 0 && !read_teller(r, row, err))
			return false;
	}
	for (i = 0; i < r->known.nrevisions && r->ntellers < MAX_TELLERS; i++) {
		const struct revision_row *row = &r->known.revisions[i];
		struct compare_version version = version_of(row);

		if (!row->absent && compare_versions(&version, upto) > 0 &&
		    !read_teller(r, row, err))
			return false;
	}
	return true;
}

static bool read_both(struct reading *r, const int64_t revisions[COMPARE_SIDES],
	struct error *err)
{
	enum compare_side newer = COMPARE_NEW;
	struct revision_row *rows;
	int side;

	for (side = 0; side < COMPARE_SIDES; side++) {
		if (!read_side(r, side, revisions[side], err))
			return false;
	}
	if (compare_versions(&r->shown[COMPARE_OLD].version, &r->shown[COMPARE_NEW].version) > 0)
		newer = COMPARE_OLD;
	if (!model_revisions(r->model, r->known.row[newer].series, r->arena, &rows,
			&r->known.nrevisions, err))
		return false;
	r->known.revisions = rows;
	return read_tellers(r, newer, err);
}

bool model_compare(struct model *model, int64_t old, int64_t new, int columns, bool unfold,
	struct page *page, struct compare_facts *facts, struct error *err)
{
	const int64_t revisions[COMPARE_SIDES] = {old, new};
	struct reading r = {.model = model, .arena = &page->arena};
	struct compare_facts made;

	page_clear(page);
	if (!read_both(&r, revisions, err))
		return false;
	compare_make(r.arena, r.shown, r.tellers, r.ntellers, &made);
	compare_page(page, &r.known, &made, columns, unfold);
	if (facts)
		*facts = made;
	return true;
}
