#include "model/revision_render.h"

#define TEXT_INDENT 8
#define BODY_LINES  4 /* and more of a patch are folded */

/* Whether a title of the shortlog is that of the patch, whose own may be cut at a fold. */
static bool is_title_of(struct slice title, const struct record *patch)
{
	struct slice own = patch ? patch->subject.title : (struct slice){0};

	return own.n && own.n <= title.n && slice_eq(slice_sub(title, 0, own.n), own);
}

static void open_patch(struct renderer *r, const struct record *patch)
{
	size_t first = r->page->nlines;

	if (slice_is_blank(patch->description))
		return;
	render_text(r, TEXT_INDENT, patch->description);
	page_line(r->page, 0);
	render_fold(r, first, BODY_LINES, TEXT_INDENT, "lines");
}

/* The present line is the title of the patch that is here. */
static void anchor_record(struct renderer *r)
{
	const struct page_record *source = r->facts->patch;

	page_anchor(r->page, ANCHOR_SOURCE, source->line, source->path);
}

/* A title; `number` 0 when the shortlog does not tell which patch it is. */
static bool render_title(struct renderer *r, struct slice title, unsigned number)
{
	const struct record *patch = page_record_text(r->facts->patch);
	bool shown = is_title_of(title, patch);

	if (shown && patch->subject.index)
		number = patch->subject.index;
	page_line(r->page, TEXT_INDENT);
	page_anchor(r->page, ANCHOR_PATCH, number, title);
	if (shown)
		anchor_record(r);
	if (number)
		page_textf(r->page, ROLE_NUMBER, "%6u", number);
	page_pad(r->page, TEXT_INDENT);
	page_text(r->page, shown ? ROLE_TITLE : ROLE_TEXT, title);
	if (shown)
		open_patch(r, patch);
	return shown;
}

static bool render_group(struct renderer *r, const struct shortlog_group *group, bool numbered)
{
	bool shown = false;
	size_t i;

	page_line(r->page, 0);
	if (group->author.n)
		page_text(r->page, ROLE_PERSON, group->author);
	else
		page_text(r->page, ROLE_DIM, SLICE_LIT("author not told"));
	page_textf(r->page, ROLE_DIM, " (%u)", group->count);
	for (i = 0; i < group->ntitles; i++) {
		if (render_title(r, group->titles[i], numbered ? (unsigned)i + 1 : 0))
			shown = true;
	}
	return shown;
}

/* A patch that no shortlog names: the list of this series is not here. */
static void lone_patch(struct renderer *r, const struct record *patch)
{
	page_line(r->page, TEXT_INDENT);
	page_anchor(r->page, ANCHOR_PATCH, patch->subject.index, patch->subject.title);
	anchor_record(r);
	page_textf(r->page, ROLE_NUMBER, "%6u", patch->subject.index ? patch->subject.index : 1);
	page_pad(r->page, TEXT_INDENT);
	page_text(r->page, ROLE_TITLE, patch->subject.title);
	if (r->facts->cover)
		open_patch(r, patch);
}

static const struct record *with_shortlog(const struct record *cover, const struct record *patch)
{
	if (cover && cover->nshortlog)
		return cover;
	return patch && patch->nshortlog ? patch : NULL;
}

void render_patches(struct renderer *r)
{
	const struct record *patch = page_record_text(r->facts->patch);
	const struct record *list = with_shortlog(page_record_text(r->facts->cover), patch);
	unsigned total = r->facts->row.patches;
	bool shown = false;
	size_t i;

	if (total)
		render_head(r, SECTION_PATCHES, "patches: %u, %u shown here", total,
			patch ? 1u : 0u);
	else
		render_head(r, SECTION_PATCHES, "patches");
	if (!list && !patch)
		render_note(r, "no patch titles");
	for (i = 0; list && i < list->nshortlog; i++) {
		if (render_group(r, &list->shortlog[i], list->nshortlog == 1))
			shown = true;
	}
	if (patch && !shown)
		lone_patch(r, patch);
	if (!list && patch && total > 1)
		render_note(r, "the titles of the others are not told here");
}
