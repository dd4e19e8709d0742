#include "model/revision_render.h"

#define TEXT_COLUMN 8

static const char *kind_word(const struct page_record *source)
{
	static const char *const words[] = {
		[RECORD_COVER] = "cover letter",
		[RECORD_PATCH] = "patch",
		[RECORD_SINGLE] = "single patch",
	};

	return source->trouble ? "record" : words[source->record.subject.kind];
}

static void render_record(struct renderer *r, const struct page_record *source)
{
	struct slice rest = source->bytes, line;
	unsigned number = source->line;

	page_line(r->page, 0);
	page_anchor(r->page, ANCHOR_SOURCE, source->line, source->path);
	page_textf(r->page, ROLE_HEADING, "%s, " SLICE_FMT ":%u", kind_word(source),
		SLICE_ARG(source->path), source->line);
	if (source->trouble)
		render_note(r, "no text here");
	while (slice_next_line(&rest, &line)) {
		page_line(r->page, TEXT_COLUMN);
		page_anchor(r->page, ANCHOR_SOURCE, number, (struct slice){0});
		page_textf(r->page, ROLE_LINE_NUMBER, "%6u", number++);
		if (!line.n)
			continue;
		page_pad(r->page, TEXT_COLUMN);
		page_text(r->page, line.p[0] == '>' ? ROLE_QUOTE : ROLE_TEXT, line);
	}
}

void render_source(struct renderer *r)
{
	const struct revision_facts *facts = r->facts;

	render_head(r, SECTION_SOURCE, "source");
	if (!facts->cover && !facts->patch)
		render_note(r, "no text here");
	if (facts->cover)
		render_record(r, facts->cover);
	if (facts->patch)
		render_record(r, facts->patch);
}
