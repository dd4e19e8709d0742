#include "tui/columns.h"

#include <stdio.h>
#include <string.h>

#include "tui/draw.h"
#include "tui/marks.h"
#include "util/alloc.h"

static const struct {
	const char *heading;
	int width;
	bool right;
} specs[COLUMNS] = {
	[COLUMN_REVISION] = {"rev", STATES + 5, true},
	[COLUMN_PATCHES] = {"n", 3, true},
	[COLUMN_TITLE] = {"title", 1, false},
	[COLUMN_CONTRIBUTOR] = {"contributor", 14, false},
	[COLUMN_LINES] = {"lines", 11, true},
	[COLUMN_TAGS] = {"tags", 7, true},
	[COLUMN_DATE] = {"date", 6, true},
};

/*
 * Which columns come, the last of them first to go, and how many the title has at least when they
 * do, with its blank. What matters less leaves more to the title.
 */
static const struct {
	enum column column;
	int title;
} order[] = {
	{COLUMN_PATCHES, 21},
	{COLUMN_CONTRIBUTOR, 24},
	{COLUMN_LINES, 25},
	{COLUMN_DATE, 40},
	{COLUMN_TAGS, 41},
};

static const enum column sorted_by[SORTS] = {
	[SORT_NEWEST] = COLUMN_DATE,
	[SORT_OLDEST] = COLUMN_DATE,
	[SORT_TITLE] = COLUMN_TITLE,
	[SORT_AUTHOR] = COLUMN_CONTRIBUTOR,
	[SORT_LINES] = COLUMN_LINES,
	[SORT_PATCHES] = COLUMN_PATCHES,
	[SORT_REVISION] = COLUMN_REVISION,
	[SORT_TAGS] = COLUMN_TAGS,
};

#define WIDE_LIST    110 /* whole dates */
#define DATE_WHOLE   11
#define PERSON_SHARE 6 /* the contributor's part of the list, one in so many */
#define PERSON_MOST  25

static int width_of(enum column column, int cols)
{
	int share = cols / PERSON_SHARE < PERSON_MOST ? cols / PERSON_SHARE : PERSON_MOST;

	if (column == COLUMN_CONTRIBUTOR && share > specs[column].width)
		return share;
	if (column == COLUMN_DATE && cols >= WIDE_LIST)
		return DATE_WHOLE;
	return specs[column].width;
}

void columns_fit(struct columns *columns, int cols)
{
	int rest = cols - specs[COLUMN_REVISION].width;
	size_t i;

	*columns = (struct columns){.width = {[COLUMN_REVISION] = specs[COLUMN_REVISION].width}};
	for (i = 0; i < ARRAY_LEN(order); i++) {
		int width = width_of(order[i].column, cols);

		if (rest - width < order[i].title)
			break;
		columns->width[order[i].column] = width;
		rest -= width;
	}
	columns->width[COLUMN_TITLE] = rest > 0 ? rest : 0;
}

static struct vis heading(int column, bool sorted, struct arena *a)
{
	return text_visiblef(a, sorted ? "[%s]" : "%s", specs[column].heading);
}

/* One column, with the blank before it in a style of its own. */
static void put_column(struct pen *pen, int column, const struct columns *columns, enum style blank,
	enum style style, struct vis text)
{
	int width = columns->width[column];

	if (width <= 0)
		return;
	if (column != COLUMN_REVISION) {
		pen_blank(pen, blank, 1);
		width--;
	}
	if (specs[column].right)
		pen_field_right(pen, style, text, width);
	else
		pen_field(pen, style, text, width);
}

void columns_draw_heading(
	const struct columns *columns, const struct pane *pane, enum sort sort)
{
	enum style blank = style_of(ROLE_TEXT);
	struct arena a = ARENA_INIT;
	struct pen pen;
	int i;

	if (pane->rows < 1)
		return;
	pen = pen_at(pane, 0);
	for (i = 0; i < COLUMNS; i++) {
		if (i == (int)sorted_by[sort] && specs[i].right)
			pen_field_right(&pen, STYLE_TAB_HERE, heading(i, true, &a),
				columns->width[i]);
		else if (i == (int)sorted_by[sort])
			put_column(&pen, i, columns, blank, STYLE_TAB_HERE, heading(i, true, &a));
		else
			put_column(&pen, i, columns, blank, STYLE_HEADING, heading(i, false, &a));
	}
	pen_end(&pen, STYLE_HEADING);
	arena_release(&a);
}

static struct vis revision_text(const struct series_row *series, struct arena *a)
{
	char number[24] = "";

	/*
	 * "v2r+?": sent again, a newer one is known, no text. "RFC" alone is its first version;
	 * "v1" is said, since others have "v2".
	 */
	if (!series->rfc || series->version > 1)
		snprintf(number, sizeof(number), series->rfc ? "%u" : "v%u", series->version);
	if (series->minor)
		snprintf(number, sizeof(number), series->rfc ? "%u.%u" : "v%u.%u", series->version,
			series->minor);
	return text_visiblef(a, "%s%s%s%s%s", series->rfc ? "RFC" : "", number,
		series->resend ? "r" : "", series->newer ? "+" : "", series->absent ? "?" : "");
}

static struct vis person_text(const struct series_row *series, struct arena *a)
{
	if (series->contributor_name.n)
		return text_visible(a, series->contributor_name);
	if (series->contributor_email.n)
		return text_visible(a, series->contributor_email);
	return text_visible(a, series->author_name.n ? series->author_name : series->author_email);
}

static struct vis lines_text(const struct series_row *series, struct arena *a)
{
	if (!series->has_lines)
		return VIS("-");
	return text_visiblef(a, "+%u-%u", series->insertions, series->deletions);
}

/* "A2R4T1": how many people acked, reviewed and tested. */
static struct vis tags_text(const struct series_row *series, struct arena *a)
{
	const struct {
		char letter;
		unsigned n;
	} tags[] = {{'A', series->acked}, {'R', series->reviewed}, {'T', series->tested}};
	char text[64] = "";
	size_t i, n = 0;

	for (i = 0; i < ARRAY_LEN(tags); i++) {
		if (tags[i].n)
			n += (size_t)snprintf(
				text + n, sizeof(text) - n, "%c%u", tags[i].letter, tags[i].n);
	}
	return n ? text_visiblef(a, "%s", text) : VIS("-");
}

static struct vis date_text(const struct series_row *series, struct arena *a, bool whole)
{
	unsigned day = series->date % 100, month = series->date / 100 % 100;

	if (!series->date)
		return VIS("-");
	if (whole)
		return text_visiblef(a, "%04u-%02u-%02u", series->date / 10000, month, day);
	return text_visiblef(a, "%02u-%02u", month, day);
}

static struct vis patches_text(const struct series_row *series, struct arena *a)
{
	return series->patches ? text_visiblef(a, "%u", series->patches) : VIS("-");
}

/* A title that was cut before it came here says so, as one that is cut here. */
static struct vis title_text(const struct series_row *series, struct arena *a)
{
	struct vis title = text_visible(a, series->title);

	return series->title_cut ? text_visiblef(a, "%.*s~", VIS_ARG(title)) : title;
}

struct vis columns_text(const struct series_row *series, struct arena *a)
{
	struct vis title = title_text(series, a);
	struct vis person = person_text(series, a);

	return text_visiblef(a, "%.*s %.*s", VIS_ARG(title), VIS_ARG(person));
}

char columns_first(bool selected, bool focused, bool chosen)
{
	static const char glyphs[2][2][2] = {{" +", " +"}, {")%", ">#"}};

	return glyphs[selected][focused][chosen];
}

/* In the order of columns.h. */
static void states_of(const struct columns_look *look, char states[STATES])
{
	const struct marks_row *marks = look->marks;
	bool muted = marks->muted || marks->muted_subsystem;

	memset(states, ' ', STATES);
	states[0] = columns_first(look->selected, look->focused, look->chosen);
	if (!marks->read)
		states[1] = marks->any_read ? '^' : '*';
	if (marks->flagged)
		states[2] = '!';
	if (marks->note.n || muted)
		states[3] = !muted ? 'n' : marks->note.n ? 'M' : 'm';
}

/* What the selected row is marked with; any other has its own style. */
static enum style marked(const struct columns_look *look, enum style style)
{
	if (!look->selected)
		return style;
	return look->focused ? STYLE_MARK : STYLE_MARK_BESIDE;
}

static enum style of_row(const struct columns_look *look, enum style style)
{
	return look->whole ? marked(look, style) : style;
}

static void put_mark(struct pen *pen, const struct columns *columns,
	const struct series_row *series, const struct columns_look *look, struct arena *a)
{
	enum style style = marked(look, style_of(ROLE_TEXT));
	char states[STATES];

	states_of(look, states);
	pen_put(pen, style, text_visible(a, slice_from(states, STATES)));
	pen_field_right(
		pen, style, revision_text(series, a), columns->width[COLUMN_REVISION] - STATES);
}

/* A text with what was found in it; it begins at `offset` of the one with the marks. */
static void put_marked(struct pen *pen, enum style blank, enum style style, struct vis text,
	size_t offset, const struct marks *marks, int width, struct arena *a)
{
	int end = pen->col + width - 1;

	pen_marked(pen, style, text_clip(a, text, width - 1), offset, marks);
	pen_blank(pen, blank, end - pen->col);
}

static void put_texts(struct pen *pen, const struct columns *columns,
	const struct series_row *series, const struct columns_look *look, struct arena *a)
{
	enum style blank = of_row(look, style_of(ROLE_TEXT));
	struct vis title = title_text(series, a);
	struct vis person = person_text(series, a);
	struct vis whole = columns_text(series, a);
	struct marks marks = {0};

	if (look->search)
		marks_find(&marks, look->search, NULL, MATCH_TITLE, slice_from(whole.p, whole.n));
	marks_add_part(&marks, look->filter, MATCH_TITLE, slice_from(title.p, title.n), 0);
	marks_add_part(
		&marks, look->filter, MATCH_PERSON, slice_from(person.p, person.n), title.n + 1);
	if (columns->width[COLUMN_TITLE] > 0) {
		pen_put(pen, look->perhaps ? of_row(look, style_of(ROLE_WARNING)) : blank,
			look->perhaps ? VIS("?") : VIS(" "));
		put_marked(pen, blank,
			of_row(look, style_of(look->marks->read ? ROLE_TEXT : ROLE_TITLE)), title,
			0, &marks, columns->width[COLUMN_TITLE], a);
	}
	if (columns->width[COLUMN_CONTRIBUTOR] > 0) {
		pen_blank(pen, blank, 1);
		put_marked(pen, blank, of_row(look, style_of(ROLE_PERSON)), person, title.n + 1,
			&marks, columns->width[COLUMN_CONTRIBUTOR], a);
	}
}

void columns_draw(const struct columns *columns, const struct pane *pane, int row,
	const struct series_row *series, const struct columns_look *look)
{
	struct arena a = ARENA_INIT;
	struct pen pen = pen_at(pane, row);
	enum style text = of_row(look, style_of(ROLE_TEXT));
	enum style dim = of_row(look, style_of(ROLE_DIM));

	put_mark(&pen, columns, series, look, &a);
	put_column(&pen, COLUMN_PATCHES, columns, text, text, patches_text(series, &a));
	put_texts(&pen, columns, series, look, &a);
	put_column(&pen, COLUMN_LINES, columns, text, text, lines_text(series, &a));
	put_column(&pen, COLUMN_TAGS, columns, text, text, tags_text(series, &a));
	put_column(&pen, COLUMN_DATE, columns, text, dim,
		date_text(series, &a, columns->width[COLUMN_DATE] == DATE_WHOLE));
	pen_end(&pen, text);
	arena_release(&a);
}

void columns_draw_mark(const struct columns *columns, const struct pane *pane, int row,
	const struct series_row *series, const struct columns_look *look)
{
	struct arena a = ARENA_INIT;
	struct pen pen = pen_at(pane, row);

	put_mark(&pen, columns, series, look, &a);
	arena_release(&a);
}
