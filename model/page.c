#include "model/page.h"

#include <string.h>

#include "util/buf.h"

const char *const section_names[SECTIONS] = {
	[SECTION_COVER] = "cover",
	[SECTION_CHANGELOG] = "changelog",
	[SECTION_DIFFSTAT] = "diffstat",
	[SECTION_PATCHES] = "patches",
	[SECTION_PEOPLE] = "people",
	[SECTION_LINKS] = "links",
	[SECTION_SOURCE] = "source",
	[SECTION_RELATED] = "related",
};

void page_init(struct page *page)
{
	*page = (struct page){.arena = ARENA_INIT};
}

void page_release(struct page *page)
{
	arena_release(&page->arena);
	page_init(page);
}

void page_clear(struct page *page)
{
	struct arena arena = page->arena;

	arena_reset(&arena);
	*page = (struct page){.arena = arena};
}

struct page_line *page_line(struct page *page, int indent)
{
	struct page_line *line;

	ARENA_GROW(&page->arena, page->lines, page->lines_room, page->nlines + 1);
	line = &page->lines[page->nlines++];
	*line = (struct page_line){.indent = indent};
	page->spans_room = 0;
	return line;
}

static struct page_line *last_line(struct page *page)
{
	return page->nlines ? &page->lines[page->nlines - 1] : page_line(page, 0);
}

void page_span(struct page *page, enum role role, struct vis text)
{
	struct page_line *line = last_line(page);

	if (text.n == 0)
		return;
	ARENA_GROW(&page->arena, line->spans, page->spans_room, line->nspans + 1);
	line->spans[line->nspans++] = (struct page_span){.text = text, .role = role};
	line->cols += text.cols;
}

void page_text(struct page *page, enum role role, struct slice raw)
{
	int column = last_line(page)->cols;

	page_span(page, role, text_visible_at(&page->arena, arena_dup(&page->arena, raw), column));
}

void page_textf(struct page *page, enum role role, const char *fmt, ...)
{
	struct buf b = BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	buf_vaddf(&b, fmt, ap);
	va_end(ap);
	page_text(page, role, buf_slice(&b));
	buf_release(&b);
}

void page_pad(struct page *page, int column)
{
	int blanks = column - last_line(page)->cols;
	char *p;

	if (blanks <= 0)
		return;
	p = arena_alloc(&page->arena, (size_t)blanks);
	memset(p, ' ', (size_t)blanks);
	page_span(page, ROLE_TEXT, (struct vis){.p = p, .n = (size_t)blanks, .cols = blanks});
}

void page_anchor(struct page *page, enum anchor_kind kind, unsigned number, struct slice text)
{
	last_line(page);
	ARENA_GROW(&page->arena, page->anchors, page->anchors_room, page->nanchors + 1);
	page->anchors[page->nanchors++] = (struct anchor){
		.kind = kind,
		.line = page->nlines - 1,
		.number = number,
		.text = text.n ? arena_dup(&page->arena, text) : (struct slice){0},
	};
}

void page_fold(struct page *page, size_t first, size_t end)
{
	size_t ntold = page->nlines - end;
	struct page_line *told = arena_alloc(&page->arena, ntold * sizeof(*told));

	memcpy(told, page->lines + end, ntold * sizeof(*told));
	page->nlines = end;
	page->spans_room = end ? page->lines[end - 1].nspans : 0;
	while (page->nanchors && page->anchors[page->nanchors - 1].line >= end)
		page->nanchors--;
	while (page->nfolds && page->folds[page->nfolds - 1].first >= first)
		page->nfolds--;
	ARENA_GROW(&page->arena, page->folds, page->folds_room, page->nfolds + 1);
	page->folds[page->nfolds++] = (struct page_fold){
		.first = first, .n = end - first, .told = told, .ntold = ntold};
}

size_t page_fold_of(const struct page *page, size_t line)
{
	size_t low = 0, high = page->nfolds;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (page->folds[middle].first + page->folds[middle].n <= line)
			low = middle + 1;
		else
			high = middle;
	}
	return low < page->nfolds && page->folds[low].first <= line ? low : page->nfolds;
}

void page_section_around(const struct page *page, size_t line, size_t *from, size_t *to)
{
	size_t i;

	*from = 0;
	*to = page->nlines;
	for (i = 0; i < page->nanchors; i++) {
		const struct anchor *anchor = &page->anchors[i];

		if (anchor->kind != ANCHOR_SECTION)
			continue;
		if (anchor->line <= line)
			*from = anchor->line;
		else if (anchor->line < *to)
			*to = anchor->line;
	}
}

struct vis page_line_text(struct arena *a, const struct page_line *line)
{
	struct vis whole = {.p = "", .n = 0, .cols = line->cols};
	size_t i;
	char *p;

	if (line->nspans == 1)
		return line->spans[0].text;
	for (i = 0; i < line->nspans; i++)
		whole.n += line->spans[i].text.n;
	p = arena_alloc(a, whole.n + 1);
	whole.p = p;
	for (i = 0; i < line->nspans; i++) {
		memcpy(p, line->spans[i].text.p, line->spans[i].text.n);
		p += line->spans[i].text.n;
	}
	*p = '\0';
	return whole;
}

bool page_section_line(const struct page *page, enum section section, size_t *line)
{
	size_t i;

	for (i = 0; i < page->nanchors; i++) {
		const struct anchor *anchor = &page->anchors[i];

		if (anchor->kind != ANCHOR_SECTION || anchor->number != (unsigned)section)
			continue;
		*line = anchor->line;
		return true;
	}
	return false;
}
