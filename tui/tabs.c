#include "tui/tabs.h"

#include <stdio.h>

#include "tui/draw.h"

#define REVISIONS_MIN 14 /* columns that are kept for them before the names of sections go */

/* "v3", "RFC", "RFC2", "v5.1"; '?' behind it when the text is absent. */
static struct vis revision_name(const struct revision_row *revision, struct arena *a)
{
	char number[32] = "";

	if (revision->minor)
		snprintf(number, sizeof(number), "%u.%u", revision->version, revision->minor);
	else if (!revision->rfc || revision->version > 1)
		snprintf(number, sizeof(number), "%u", revision->version);
	return text_visiblef(
		a, "%s%s%s", revision->rfc ? "RFC" : "v", number, revision->absent ? "?" : "");
}

static int name_columns(const struct tabs *tabs, size_t i, struct arena *a)
{
	return revision_name(&tabs->revisions[i], a).cols + (i == tabs->revision ? 2 : 0);
}

/* What is shown of the revisions: [first, end), with a '~' where others are cut off. */
struct span {
	size_t first, end;
	int cols;
};

static bool is_whole(const struct tabs *tabs, const struct span *span)
{
	return span->first == 0 && span->end == tabs->nrevisions;
}

/* Take revision i in if it fits. */
static bool take(const struct tabs *tabs, struct span *span, size_t i, int cols, struct arena *a)
{
	int n = 1 + name_columns(tabs, i, a);

	if (span->cols + n > cols)
		return false;
	span->cols += n;
	if (i < span->first)
		span->first = i;
	else
		span->end = i + 1;
	return true;
}

/* As many around the one that is shown as `cols` columns hold, that one in any case. */
static struct span fit_around(const struct tabs *tabs, int cols, struct arena *a)
{
	struct span span = {tabs->revision, tabs->revision + 1, 0};
	bool grown = true;

	span.cols = name_columns(tabs, tabs->revision, a);
	while (grown) {
		grown = span.first > 0 && take(tabs, &span, span.first - 1, cols, a);
		if (span.end < tabs->nrevisions)
			grown |= take(tabs, &span, span.end, cols, a);
	}
	return span;
}

static struct span fit_revisions(const struct tabs *tabs, int cols, struct arena *a)
{
	struct span span = {0};

	if (!tabs->nrevisions)
		return span;
	span = fit_around(tabs, cols, a);
	if (is_whole(tabs, &span))
		return span;
	span = fit_around(tabs, cols - 2, a);
	span.cols += (span.first > 0) + (span.end < tabs->nrevisions);
	return span;
}

static void put_tab(struct pen *pen, bool here, struct vis text)
{
	enum style style = here ? STYLE_TAB_HERE : STYLE_TAB;

	if (here)
		pen_put(pen, style, VIS("["));
	pen_put(pen, style, text);
	if (here)
		pen_put(pen, style, VIS("]"));
}

static void put_revisions(struct pen *pen, const struct tabs *tabs, const struct span *span,
	struct arena *a)
{
	size_t i;

	if (span->first > 0)
		pen_put(pen, STYLE_TAB, VIS("~"));
	for (i = span->first; i < span->end; i++) {
		if (i > span->first)
			pen_rule(pen, 1);
		put_tab(pen, i == tabs->revision, revision_name(&tabs->revisions[i], a));
	}
	if (span->end < tabs->nrevisions)
		pen_put(pen, STYLE_TAB, VIS("~"));
}

static bool has_section(const struct tabs *tabs, enum section section)
{
	size_t line;

	return tabs->page && page_section_line(tabs->page, section, &line);
}

/* Columns that the sections take, with their names or numbers alone. */
static int section_columns(const struct tabs *tabs, int n, bool names, struct arena *a)
{
	int cols = 0, i;

	for (i = 0; i < n; i++) {
		bool here = (enum section)i == tabs->section;

		if (!has_section(tabs, (enum section)i))
			continue;
		cols += cols ? 1 : 0;
		cols += 1 + (here ? 2 : 0);
		if (names || here)
			cols += text_visible_cstr(a, section_names[i]).cols;
	}
	return cols;
}

/* How the row is shared out. */
struct share {
	int n;		  /* of the sections, as many as are shown */
	bool names;	  /* they have them */
	struct span span; /* the revisions that are shown */
	int start;	  /* their column; -1: none are */
};

static struct share share_out(const struct tabs *tabs, int room, struct arena *a)
{
	int least = fit_revisions(tabs, REVISIONS_MIN, a).cols, sections, rest;
	struct share share = {.start = -1};

	share.n = SECTIONS;
	share.names = section_columns(tabs, share.n, true, a) + 2 + least <= room;
	/* The last one comes later than the others, and gives way before their names do. */
	if (!share.names && tabs->section != SECTION_RELATED &&
		section_columns(tabs, SECTION_RELATED, true, a) + 2 + least <= room) {
		share.n = SECTION_RELATED;
		share.names = true;
	}
	sections = section_columns(tabs, share.n, share.names, a);
	share.span = fit_revisions(tabs, room - sections - 2, a);
	rest = room - sections;
	/* As in a book the revisions stand at the outer margin, where they stay. */
	if (share.span.cols && rest > share.span.cols)
		share.start = room - share.span.cols - (rest > share.span.cols + 1);
	return share;
}

static void put_sections(struct pen *pen, const struct tabs *tabs, const struct share *share,
	struct arena *a)
{
	int i;

	for (i = 0; i < share->n; i++) {
		bool here = (enum section)i == tabs->section;

		if (!has_section(tabs, (enum section)i))
			continue;
		if (pen->col)
			pen_rule(pen, 1);
		put_tab(pen, here,
			text_visiblef(a, "%d%s", i + 1,
				share->names || here ? section_names[i] : ""));
	}
}

void tabs_draw(const struct tabs *tabs, const struct pane *pane)
{
	struct arena a = ARENA_INIT;
	struct pen pen = pen_at(pane, 0);
	struct share share = share_out(tabs, pane->cols, &a);

	put_sections(&pen, tabs, &share, &a);
	if (share.start >= 0) {
		pen_rule(&pen, share.start - pen.col);
		put_revisions(&pen, tabs, &share.span, &a);
	}
	pen_rule(&pen, pen_room(&pen));
	arena_release(&a);
}

static struct tab section_at(
	const struct tabs *tabs, const struct share *share, int col, struct arena *a)
{
	int at = 0, i;

	for (i = 0; i < share->n; i++) {
		bool here = (enum section)i == tabs->section;
		int end;

		if (!has_section(tabs, (enum section)i))
			continue;
		end = at + 1 + (here ? 2 : 0);
		if (share->names || here)
			end += text_visible_cstr(a, section_names[i]).cols;
		if (col >= at && col < end)
			return (struct tab){.section = true, .number = (size_t)i};
		at = end + 1;
	}
	return (struct tab){.number = 0};
}

struct tab tabs_at(const struct tabs *tabs, int cols, int col)
{
	struct arena a = ARENA_INIT;
	struct share share = share_out(tabs, cols, &a);
	struct tab tab = section_at(tabs, &share, col, &a);
	int at = share.start + (share.span.first > 0);
	size_t i;

	for (i = share.span.first; !tab.section && share.start >= 0 && i < share.span.end; i++) {
		int end = at + name_columns(tabs, i, &a);

		if (col >= at && col < end)
			tab = (struct tab){.revision = true, .number = i};
		at = end + 1;
	}
	arena_release(&a);
	return tab;
}
