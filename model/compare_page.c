#include "model/compare_page.h"

#include "model/compare_beside.h"
#include "model/compare_make.h"
#include "util/alloc.h"
#include "util/buf.h"

#define UNFOLD_COLUMNS 100 /* from here on unmoved patches are shown */
#define BESIDE_COLUMNS 160 /* and from here on the two sides stand side by side */

struct renderer {
	struct page *page;
	const struct compare_known *known;
	const struct compare_facts *facts;
	int columns;
	bool unfold;
	bool wide;
	struct compare_beside beside; /* when wide */
};

static void head(struct renderer *r, enum section section, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

static void head(struct renderer *r, enum section section, const char *fmt, ...)
{
	struct buf label = BUF_INIT;
	va_list ap;

	page_line(r->page, 0);
	page_anchor(r->page, ANCHOR_SECTION, (unsigned)section, (struct slice){0});
	buf_addc(&label, '-');
	va_start(ap, fmt);
	buf_vaddf(&label, fmt, ap);
	va_end(ap);
	do {
		buf_addc(&label, '-');
	} while ((int)label.n < r->columns);
	page_text(r->page, ROLE_RULE, buf_slice(&label));
	buf_release(&label);
}

static void add_version(struct buf *out, struct compare_version version)
{
	buf_addf(out, "%sv%u", version.rfc ? "RFC" : "", version.version ? version.version : 1);
	if (version.minor)
		buf_addf(out, ".%u", version.minor);
}

static struct compare_version version_of(const struct series_row *row)
{
	return (struct compare_version){row->version, row->minor, row->rfc};
}

/* In the page's arena. */
static const char *version_text(struct renderer *r, struct compare_version version)
{
	struct buf text = BUF_INIT;
	const char *p;

	add_version(&text, version);
	p = arena_strndup(&r->page->arena, text.p, text.n);
	buf_release(&text);
	return p;
}

static const char *side_text(struct renderer *r, enum compare_side side)
{
	return version_text(r, version_of(&r->known->row[side]));
}

/* ---- the two lines that name both ----------------------------------------------------------- */

static bool is_compared(const struct renderer *r, const struct revision_row *revision)
{
	return revision->revision == r->known->row[COMPARE_OLD].revision ||
		revision->revision == r->known->row[COMPARE_NEW].revision;
}

/* "v9?-[v10]-[v11]-v12": those between the two, and the next on either side. */
static void add_strip(struct renderer *r, size_t first, size_t last, bool between,
	struct buf *out)
{
	size_t from = first ? first - 1 : 0, i;

	for (i = from; i < r->known->nrevisions && i <= last + 1; i++) {
		const struct revision_row *row = &r->known->revisions[i];
		bool compared = is_compared(r, row);

		if (!between && i > first && i < last) {
			i = last - 1;
			buf_adds(out, "-..");
			continue;
		}
		buf_adds(out, i > from ? "-" : "");
		buf_adds(out, compared ? "[" : "");
		add_version(out, (struct compare_version){row->version, row->minor, row->rfc});
		buf_adds(out, row->absent ? "?" : "");
		buf_adds(out, compared ? "]" : "");
	}
}

static void make_strip(struct renderer *r, struct buf *out)
{
	size_t first = r->known->nrevisions, last = 0, i;

	for (i = 0; i < r->known->nrevisions; i++) {
		if (!is_compared(r, &r->known->revisions[i]))
			continue;
		if (first == r->known->nrevisions)
			first = i;
		last = i;
	}
	if (first == r->known->nrevisions)
		return;
	add_strip(r, first, last, true, out);
	if ((int)out->n <= r->columns / 2)
		return;
	buf_clear(out);
	add_strip(r, first, last, false, out);
}

static void render_title(struct renderer *r)
{
	const struct series_row *row = &r->known->row[r->facts->newer];
	struct arena *a = &r->page->arena;
	struct buf strip = BUF_INIT, title = BUF_INIT;
	struct vis line;

	/* Without a cover it is the title of a patch. */
	if (!row->title.n || (!r->facts->whole[r->facts->newer] &&
			r->facts->whole[!r->facts->newer]))
		row = &r->known->row[!r->facts->newer];
	make_strip(r, &strip);
	buf_add_slice(&title, row->title.n ? row->title : SLICE_LIT("(title not known)"));
	buf_adds(&title, row->title_cut ? "~" : "");
	line = text_visible(a, arena_dup(a, buf_slice(&title)));
	page_line(r->page, 0);
	page_span(r->page, ROLE_TITLE, text_clip(a, line, r->columns - (int)strip.n - 1));
	page_pad(r->page, r->columns - (int)strip.n);
	page_text(r->page, ROLE_VERSION, buf_slice(&strip));
	buf_release(&strip);
	buf_release(&title);
}

static void render_side(struct renderer *r, enum compare_side side)
{
	const struct series_row *row = &r->known->row[side];

	page_textf(r->page, row->absent ? ROLE_ABSENT : ROLE_VERSION, "%s", side_text(r, side));
	if (row->absent) {
		page_span(r->page, ROLE_ABSENT, VIS("? not in the index"));
		return;
	}
	page_textf(r->page, ROLE_DIM, " %u patch%s", row->patches, row->patches == 1 ? "" : "es");
	if (row->files)
		page_textf(r->page, ROLE_DIM, " %u file%s", row->files,
			row->files == 1 ? "" : "s");
	if (!row->has_lines)
		return;
	page_textf(r->page, ROLE_PLUS, " +%u", row->insertions);
	page_textf(r->page, ROLE_MINUS, "-%u", row->deletions);
}

static void render_sides(struct renderer *r)
{
	const struct page_record *sources[] = {
		r->known->cover[COMPARE_OLD], r->known->patch[COMPARE_OLD],
		r->known->cover[COMPARE_NEW], r->known->patch[COMPARE_NEW],
	};

	page_line(r->page, 0);
	render_side(r, COMPARE_OLD);
	if (r->wide) {
		page_pad(r->page, r->beside.half);
		page_span(r->page, ROLE_RULE, VIS(" | "));
	} else {
		page_span(r->page, ROLE_TEXT, VIS("    "));
	}
	render_side(r, COMPARE_NEW);
	r->page->head = r->page->nlines;
	revision_page_troubles(r->page, sources, ARRAY_LEN(sources));
}

/* ---- changelog ------------------------------------------------------------------------------ */

static void render_entry(struct renderer *r, const struct compare_entry *entry, bool with_version)
{
	size_t i;

	if (with_version) {
		page_line(r->page, 2);
		page_anchor(r->page, ANCHOR_VERSION, entry->version.version, (struct slice){0});
		page_textf(r->page, ROLE_VERSION, "%s:", version_text(r, entry->version));
	}
	if (entry->total) {
		page_line(r->page, 0);
		page_textf(r->page, ROLE_DIM, "patch %u/%u:", entry->index, entry->total);
	}
	for (i = 0; i < entry->nitems; i++) {
		page_line(r->page, 2);
		page_span(r->page, ROLE_BULLET, VIS("- "));
		page_text(r->page, ROLE_TEXT, entry->items[i]);
	}
}

static void render_changelog(struct renderer *r)
{
	const struct compare_changelog *log = &r->facts->changelog;
	const char *newest;
	bool several;
	size_t i;

	if (!log->n) {
		head(r, SECTION_CHANGELOG, r->facts->whole[r->facts->newer] ?
			"changelog: none" : "changelog: not known");
		return;
	}
	newest = version_text(r, log->rows[0].version);
	several = compare_versions(&log->rows[0].version, &log->rows[log->n - 1].version) != 0;
	if (several)
		head(r, SECTION_CHANGELOG, "changelog %s to %s",
			version_text(r, log->rows[log->n - 1].version), newest);
	else
		head(r, SECTION_CHANGELOG, "changelog %s", newest);
	for (i = 0; i < log->n; i++)
		render_entry(r, &log->rows[i], several &&
			(!i || compare_versions(&log->rows[i].version, &log->rows[i - 1].version)));
}

/* ---- patches -------------------------------------------------------------------------------- */

static void put_number(struct renderer *r, const struct compare_patches *patches,
	const struct compare_patch *row, enum compare_side side)
{
	bool there = row->fate != (side == COMPARE_OLD ? FATE_ADDED : FATE_DROPPED);

	if (row->number[side])
		page_textf(r->page, ROLE_NUMBER, "%3u", row->number[side]);
	else
		page_span(r->page, ROLE_NUMBER, there && !patches->ordered[side] ? VIS("  ?") :
			VIS("  -"));
}

static void put_title(struct renderer *r, const struct compare_patch *row)
{
	static const enum role roles[] = {
		[FATE_SAME] = ROLE_TEXT, [FATE_ADDED] = ROLE_PLUS, [FATE_DROPPED] = ROLE_MINUS,
	};
	struct compare_text text;

	if (row->fate != FATE_CHANGED) {
		page_text(r->page, roles[row->fate],
			row->title[row->fate == FATE_DROPPED ? COMPARE_OLD : COMPARE_NEW]);
		return;
	}
	text = compare_text(&r->page->arena, row->title[COMPARE_OLD], row->title[COMPARE_NEW]);
	compare_render_words(r->page, &text);
}

static void render_patch(struct renderer *r, const struct compare_patches *patches,
	const struct compare_patch *row)
{
	static const char *const words[] = {
		[FATE_SAME] = "", [FATE_CHANGED] = "renamed ", [FATE_ADDED] = "added ",
		[FATE_DROPPED] = "dropped ",
	};
	static const enum role roles[] = {
		[FATE_SAME] = ROLE_DIM, [FATE_CHANGED] = ROLE_HEADING, [FATE_ADDED] = ROLE_PLUS,
		[FATE_DROPPED] = ROLE_MINUS,
	};

	page_line(r->page, 8);
	page_anchor(r->page, ANCHOR_PATCH, row->number[COMPARE_NEW],
		row->title[row->fate == FATE_DROPPED ? COMPARE_OLD : COMPARE_NEW]);
	put_number(r, patches, row, COMPARE_OLD);
	page_span(r->page, ROLE_DIM, VIS(":"));
	put_number(r, patches, row, COMPARE_NEW);
	page_span(r->page, ROLE_TEXT, VIS(" "));
	page_textf(r->page, ROLE_HEADING, "%s", row->moved ? "moved " : "");
	page_textf(r->page, roles[row->fate], "%s", words[row->fate]);
	put_title(r, row);
}

static void patches_head(struct renderer *r, const struct compare_patches *patches)
{
	struct buf label = BUF_INIT;

	buf_addf(&label, "patches by title: %u same, ", patches->same);
	if (patches->renamed)
		buf_addf(&label, "%u renamed, ", patches->renamed);
	buf_addf(&label, "%u added, %u dropped, %u moved", patches->added, patches->dropped,
		patches->moved);
	head(r, SECTION_PATCHES, "%s", label.p);
	buf_release(&label);
}

static void render_patches(struct renderer *r)
{
	const struct compare_patches *patches = &r->facts->patches;
	unsigned unmoved = 0;
	size_t i;

	if (!patches->known) {
		head(r, SECTION_PATCHES, "patches: the titles are not known of both");
		return;
	}
	patches_head(r, patches);
	for (i = 0; i < patches->n; i++) {
		const struct compare_patch *row = &patches->rows[i];

		if (row->fate == FATE_SAME && !row->moved && !r->unfold &&
		    r->columns < UNFOLD_COLUMNS)
			unmoved++;
		else if (r->wide)
			compare_beside_patch(&r->beside, patches, row);
		else
			render_patch(r, patches, row);
	}
	if (!unmoved)
		return;
	page_line(r->page, 0);
	page_textf(r->page, ROLE_DIM, "%6u unmoved", unmoved);
}

/* ---- diffstat ------------------------------------------------------------------------------- */

static void put_changes(struct renderer *r, const struct compare_stat *row,
	enum compare_side side)
{
	if (row->fate == (side == COMPARE_OLD ? FATE_ADDED : FATE_DROPPED))
		page_span(r->page, ROLE_NUMBER, VIS("    - "));
	else if (row->binary[side])
		page_span(r->page, ROLE_NUMBER, VIS("  Bin "));
	else
		page_textf(r->page, ROLE_NUMBER, "%5u ", row->changes[side]);
}

static void render_stat(struct renderer *r, const struct compare_stat *row)
{
	long long net = (long long)row->changes[COMPARE_NEW] - row->changes[COMPARE_OLD];

	page_line(r->page, 18);
	page_anchor(r->page, ANCHOR_PATH, row->changes[COMPARE_NEW], row->path);
	put_changes(r, row, COMPARE_OLD);
	put_changes(r, row, COMPARE_NEW);
	if (net)
		page_textf(r->page, net > 0 ? ROLE_PLUS : ROLE_MINUS, "%+4lld", net);
	else
		page_span(r->page, ROLE_DIM, row->fate == FATE_SAME ? VIS("   =") : VIS("    "));
	page_span(r->page, ROLE_TEXT, VIS("  "));
	page_text(r->page, ROLE_PATH, row->path);
}

static void render_diffstat(struct renderer *r)
{
	const struct compare_diffstat *stat = &r->facts->diffstat;
	const char *of = stat->of_patch ? " of the first patch" : "";
	size_t i;

	if (!stat->known) {
		head(r, SECTION_DIFFSTAT, "diffstat: not known of both");
		return;
	}
	if (stat->differ)
		head(r, SECTION_DIFFSTAT, "diffstat%s: %u of %zu differ, net %+lld", of,
			stat->differ, stat->n, stat->net);
	else
		head(r, SECTION_DIFFSTAT, "diffstat%s: unchanged", of);
	for (i = 0; i < stat->n; i++) {
		if (stat->rows[i].fate == FATE_SAME && !r->unfold)
			continue;
		if (r->wide)
			compare_beside_stat(&r->beside, &stat->rows[i]);
		else
			render_stat(r, &stat->rows[i]);
	}
	if (stat->n == stat->differ || r->unfold)
		return;
	page_line(r->page, 0);
	page_textf(r->page, ROLE_DIM, "%7zu equal", stat->n - stat->differ);
}

/* ---- cover and trailers --------------------------------------------------------------------- */

static void render_cover(struct renderer *r)
{
	const struct compare_text *text = &r->facts->cover;
	const char *what = text->of_patch ? "text of the first patch" : "cover";

	if (!text->known)
		head(r, SECTION_COVER, "cover: not known of both");
	else if (!text->changed)
		head(r, SECTION_COVER, "%s: unchanged (To/Cc ignored)", what);
	else
		head(r, SECTION_COVER, "%s (To/Cc ignored)", what);
	if (text->known && text->changed && r->wide)
		compare_beside_text(&r->beside, text);
	else if (text->known && text->changed)
		compare_render_text(r->page, text);
}

static void trailer_rows(struct renderer *r, const struct compare_trailers *trailers,
	const char *of)
{
	size_t i;

	head(r, SECTION_PEOPLE, "trailers%s: %u added, %u dropped (Cc ignored)", of,
		trailers->added, trailers->dropped);
	if (r->wide) {
		compare_beside_trailers(&r->beside, trailers);
		return;
	}
	for (i = 0; i < trailers->n; i++) {
		const struct compare_trailer *row = &trailers->rows[i];
		bool added = row->fate == FATE_ADDED;

		page_line(r->page, 2);
		page_span(r->page, added ? ROLE_PLUS : ROLE_MINUS, added ? VIS("+ ") : VIS("- "));
		page_text(r->page, ROLE_TRAILER_KEY, row->key);
		page_span(r->page, ROLE_TRAILER_KEY, VIS(": "));
		page_text(r->page, added ? ROLE_PLUS : ROLE_MINUS, row->value);
	}
}

static void render_trailers(struct renderer *r)
{
	const struct compare_trailers *whole = &r->facts->trailers;
	const struct compare_trailers *patch = &r->facts->patch_trailers;

	if (!whole->known && !patch->known)
		head(r, SECTION_PEOPLE, "trailers: not known of both");
	else if (whole->n)
		trailer_rows(r, whole, "");
	else if (whole->known || !patch->n)
		head(r, SECTION_PEOPLE, "trailers: unchanged (Cc ignored)");
	if (patch->n)
		trailer_rows(r, patch, " of the first patch");
}

/* ---- without a text ------------------------------------------------------------------------- */

/* What is known of a revision whose text is nowhere. */
static void render_absent(struct renderer *r, enum compare_side side)
{
	size_t i;

	head(r, SECTION_COVER, "%s: its text is not in the index", side_text(r, side));
	for (i = 0; i < r->known->nrevisions; i++) {
		const struct revision_row *row = &r->known->revisions[i];

		if (row->revision != r->known->row[side].revision)
			continue;
		page_line(r->page, 2);
		page_textf(r->page, ROLE_DIM, "known from " SLICE_FMT ":%u, %s",
			SLICE_ARG(row->path), row->line, signal_sentence(row->signal));
		if (row->date)
			page_textf(r->page, ROLE_DIM, ", %04u-%02u-%02u", row->date / 10000,
				row->date / 100 % 100, row->date % 100);
		if (!row->url.n)
			continue;
		page_line(r->page, 2);
		page_text(r->page, ROLE_LINK, row->url);
		page_anchor(r->page, ANCHOR_LINK, 1, row->url);
	}
}

/* False when there are two texts to be compared. */
static bool render_all_absent(struct renderer *r)
{
	int side;

	for (side = 0; side < COMPARE_SIDES; side++) {
		if (r->known->row[side].absent)
			render_absent(r, (enum compare_side)side);
	}
	return r->facts->absent[COMPARE_OLD] || r->facts->absent[COMPARE_NEW];
}

void compare_page(struct page *page, const struct compare_known *known,
	const struct compare_facts *facts, int columns, bool unfold)
{
	struct renderer r = {
		.page = page, .known = known, .facts = facts,
		.columns = columns > 20 ? columns : 20, .unfold = unfold,
	};

	r.wide = r.columns >= BESIDE_COLUMNS;
	compare_beside_init(&r.beside, page, r.columns);
	render_title(&r);
	render_sides(&r);
	render_changelog(&r);
	if (!render_all_absent(&r)) {
		render_patches(&r);
		render_diffstat(&r);
		render_cover(&r);
		render_trailers(&r);
	}
	compare_beside_release(&r.beside);
}
