#include "tui/tabs.h"

#include <stdio.h>

#include "tui/draw.h"

struct vis revision_name(const struct revision_row *revision, struct arena *a)
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

/* The revisions [*first, *end) around the one that is shown that take at most `cols` columns. */
static int fit_revisions(
	const struct tabs *tabs, int cols, size_t *first, size_t *end, struct arena *a)
{
	int used;

	*first = tabs->revision;
	*end = *first + 1;
	used = name_columns(tabs, *first, a);
	for (;;) {
		bool grown = false;
		int n;

		if (*first > 0 && used + (n = 1 + name_columns(tabs, *first - 1, a)) <= cols) {
			used += n;
			--*first;
			grown = true;
		}
		if (*end < tabs->nrevisions &&
			used + (n = 1 + name_columns(tabs, *end, a)) <= cols) {
			used += n;
			++*end;
			grown = true;
		}
		if (!grown)
			return used;
	}
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

static void put_revisions(
	struct pen *pen, const struct tabs *tabs, size_t first, size_t end, struct arena *a)
{
	size_t i;

	for (i = first; i < end; i++) {
		if (i > first)
			pen_rule(pen, 1);
		put_tab(pen, i == tabs->revision, revision_name(&tabs->revisions[i], a));
	}
}

static bool has_section(const struct tabs *tabs, enum section section)
{
	size_t line;

	return tabs->page && page_section_line(tabs->page, section, &line);
}

/* Columns that the sections take, with their names or numbers alone. */
static int section_columns(const struct tabs *tabs, bool names, struct arena *a)
{
	int cols = 0, i;

	for (i = 0; i < SECTIONS; i++) {
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

static void put_sections(struct pen *pen, const struct tabs *tabs, bool names, struct arena *a)
{
	int i;

	for (i = 0; i < SECTIONS; i++) {
		bool here = (enum section)i == tabs->section;

		if (!has_section(tabs, (enum section)i))
			continue;
		if (pen->col)
			pen_rule(pen, 1);
		put_tab(pen, here,
			text_visiblef(a, "%d%s", i + 1, names || here ? section_names[i] : ""));
	}
}

void tabs_draw(const struct tabs *tabs, const struct pane *pane)
{
	struct arena a = ARENA_INIT;
	struct pen pen = pen_at(pane, 0);
	size_t first = 0, end = 0;
	int room = pane->cols, used = 0;
	bool names;

	if (tabs->nrevisions)
		used = fit_revisions(tabs, room / 3, &first, &end, &a);
	names = section_columns(tabs, true, &a) + 2 + used <= room;
	if (tabs->nrevisions)
		used = fit_revisions(
			tabs, room - section_columns(tabs, names, &a) - 2, &first, &end, &a);
	put_sections(&pen, tabs, names, &a);
	if (used && pen_room(&pen) > used) {
		/* As in a book the revisions stand at the outer margin, where they stay. */
		pen_rule(&pen, pen_room(&pen) - used - (pen_room(&pen) > used + 1 ? 1 : 0));
		put_revisions(&pen, tabs, first, end, &a);
	}
	pen_rule(&pen, pen_room(&pen));
	arena_release(&a);
}
