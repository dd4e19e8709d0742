/*
 * What holds for every comparison, whatever the two revisions say: checked by the property test
 * and by the fuzzer. A header, because the two are linked differently.
 */
#ifndef TESTS_COMPARE_INVARIANTS_H
#define TESTS_COMPARE_INVARIANTS_H

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "model/compare_make.h"
#include "model/compare_page.h"
#include "parser/parser.h"
#include "util/alloc.h"
#include "util/buf.h"

struct compared {
	struct arena arena;
	struct buf text[COMPARE_SIDES][2];
	struct record record[COMPARE_SIDES][2]; /* cover and patch */
	struct compare_shown sides[COMPARE_SIDES];
	struct compare_facts facts;
	const char *fault;
};

static inline void demand(struct compared *c, bool holds, const char *what)
{
	if (!holds && !c->fault)
		c->fault = what;
}

/* ---- patches -------------------------------------------------------------------------------- */

/* The record whose shortlog names the patches: the cover's, or else the patch's. */
static inline const struct record *with_titles(const struct compared *c, int side)
{
	const struct compare_shown *shown = &c->sides[side];

	return shown->cover->nshortlog || !shown->patch ? shown->cover : shown->patch;
}

static inline size_t count_titles(const struct record *r)
{
	size_t n = 0, g;

	for (g = 0; g < r->nshortlog; g++)
		n += r->shortlog[g].ntitles;
	return n;
}

/* Rows with this title, which is the very one of the record. */
static inline size_t rows_with(const struct compare_patches *patches, int side, struct slice title)
{
	size_t n = 0, i;

	for (i = 0; i < patches->n; i++)
		n += patches->rows[i].title[side].p == title.p;
	return n;
}

static inline void demand_titles(struct compared *c, int side)
{
	const struct compare_patches *patches = &c->facts.patches;
	const struct record *r = with_titles(c, side);
	size_t g, i;

	for (g = 0; g < r->nshortlog; g++) {
		for (i = 0; i < r->shortlog[g].ntitles; i++)
			demand(c, rows_with(patches, side, r->shortlog[g].titles[i]) == 1,
				"each patch stands in one row");
	}
}

static inline void demand_counts(struct compared *c)
{
	const struct compare_patches *p = &c->facts.patches;
	size_t n[] = {[FATE_SAME] = 0, [FATE_CHANGED] = 0, [FATE_ADDED] = 0, [FATE_DROPPED] = 0};
	size_t moved = 0, i;

	for (i = 0; i < p->n; i++) {
		const struct compare_patch *row = &p->rows[i];

		n[row->fate]++;
		moved += row->moved;
		demand(c, !row->moved || row->fate == FATE_SAME || row->fate == FATE_CHANGED,
			"only what is on both sides moves");
		demand(c, row->fate == FATE_ADDED || row->title[COMPARE_OLD].p, "an old title");
		demand(c, row->fate == FATE_DROPPED || row->title[COMPARE_NEW].p, "a new title");
	}
	demand(c, n[FATE_SAME] == p->same && n[FATE_CHANGED] == p->renamed &&
		n[FATE_ADDED] == p->added && n[FATE_DROPPED] == p->dropped && moved == p->moved,
		"counts are those of the rows");
	demand(c, p->same + p->renamed + p->dropped ==
		count_titles(with_titles(c, COMPARE_OLD)), "all old patches");
	demand(c, p->same + p->renamed + p->added ==
		count_titles(with_titles(c, COMPARE_NEW)), "all new patches");
}

/* Of one author each: no more have moved than must, and the others stand in order. */
static inline void demand_order(struct compared *c)
{
	const struct compare_patches *p = &c->facts.patches;
	size_t *best = xcalloc(p->n + 1, sizeof(*best));
	size_t longest = 0, both = p->same + p->renamed, i, k;
	unsigned last = 0;

	for (i = 0; i < p->n; i++) {
		const struct compare_patch *row = &p->rows[i];

		if (row->fate == FATE_ADDED || row->fate == FATE_DROPPED)
			continue;
		best[i] = 1;
		for (k = 0; k < i; k++) {
			if (p->rows[k].number[COMPARE_OLD] < row->number[COMPARE_OLD] &&
			    best[k] >= best[i])
				best[i] = best[k] + 1;
		}
		longest = best[i] > longest ? best[i] : longest;
		if (row->moved)
			continue;
		demand(c, row->number[COMPARE_OLD] > last, "the unmoved stand in order");
		last = row->number[COMPARE_OLD];
	}
	demand(c, p->moved == both - longest, "as few as can be have moved");
	free(best);
}

/* What is there on both sides as it stands was neither added nor dropped. */
static inline void demand_same(struct compared *c)
{
	const struct compare_patches *p = &c->facts.patches;
	size_t i, k;

	for (i = 0; i < p->n; i++) {
		for (k = 0; k < p->n && p->rows[i].fate == FATE_DROPPED; k++)
			demand(c, p->rows[k].fate != FATE_ADDED ||
				!p->rows[i].title[COMPARE_OLD].n ||
				!slice_eq(p->rows[i].title[COMPARE_OLD],
					p->rows[k].title[COMPARE_NEW]), "equal titles are paired");
	}
}

static inline void demand_patches(struct compared *c)
{
	const struct compare_patches *p = &c->facts.patches;

	if (!p->known)
		return;
	demand_counts(c);
	demand_titles(c, COMPARE_OLD);
	demand_titles(c, COMPARE_NEW);
	demand_same(c);
	if (p->ordered[COMPARE_OLD] && p->ordered[COMPARE_NEW])
		demand_order(c);
}

/* ---- diffstat ------------------------------------------------------------------------------- */

static inline void demand_diffstat(struct compared *c)
{
	const struct compare_diffstat *stat = &c->facts.diffstat;
	size_t rows[COMPARE_SIDES] = {0, 0}, differ = 0, i;
	long long net = 0;
	int side;

	if (!stat->known || stat->of_patch)
		return;
	for (side = 0; side < COMPARE_SIDES; side++) {
		const struct record *r = c->sides[side].cover;

		for (i = 0; i < r->ndiffstat; i++)
			net += (side == COMPARE_NEW ? 1 : -1) * (long long)r->diffstat[i].changes;
	}
	for (i = 0; i < stat->n; i++) {
		rows[COMPARE_OLD] += stat->rows[i].fate != FATE_ADDED;
		rows[COMPARE_NEW] += stat->rows[i].fate != FATE_DROPPED;
		differ += stat->rows[i].fate != FATE_SAME;
	}
	demand(c, rows[COMPARE_OLD] == c->sides[COMPARE_OLD].cover->ndiffstat &&
		rows[COMPARE_NEW] == c->sides[COMPARE_NEW].cover->ndiffstat, "each path in a row");
	demand(c, net == stat->net && differ == stat->differ, "sums of the diffstat");
}

/* ---- words ---------------------------------------------------------------------------------- */

/* The words of one side, as the runs give them, without what is between. */
static inline void join_runs(const struct compare_text *text, int side, struct buf *out)
{
	const enum compare_fate other = side == COMPARE_OLD ? FATE_ADDED : FATE_DROPPED;
	size_t i, k;

	for (i = 0; i < text->nruns; i++) {
		const struct compare_run *run = &text->runs[i];
		const struct compare_word *words = text->words[run->fate == FATE_DROPPED ?
			COMPARE_OLD : COMPARE_NEW];

		for (k = run->from; run->fate != other && k < run->from + run->n; k++) {
			buf_addc(out, ' ');
			buf_add_slice(out, words[k].text);
		}
	}
}

static inline void join_text(struct slice text, struct buf *out)
{
	static const char *const left_out[] = {"To:", "Cc:", "Bcc:"};
	struct slice line;

	while (slice_next_line(&text, &line)) {
		bool out_of_it = false, blank = true;
		size_t i;

		for (i = 0; i < ARRAY_LEN(left_out); i++)
			out_of_it = out_of_it || slice_starts_nocase(line, left_out[i]);
		for (i = 0; i < line.n && !out_of_it; i++) {
			bool is_blank = strchr(" \t\n\v\f\r", line.p[i]) && line.p[i];

			if (!is_blank && blank)
				buf_addc(out, ' ');
			if (!is_blank)
				buf_addc(out, line.p[i]);
			blank = is_blank;
		}
	}
}

static inline void demand_text(struct compared *c, const struct compare_text *text,
	struct slice old, struct slice new)
{
	const struct slice texts[COMPARE_SIDES] = {old, new};
	struct buf got[COMPARE_SIDES] = {BUF_INIT, BUF_INIT}, wanted = BUF_INIT;
	int side;

	for (side = 0; side < COMPARE_SIDES; side++) {
		buf_clear(&wanted);
		join_runs(text, side, &got[side]);
		join_text(texts[side], &wanted);
		demand(c, slice_eq(buf_slice(&got[side]), buf_slice(&wanted)),
			"the words are those of the texts");
	}
	demand(c, text->changed != slice_eq(buf_slice(&got[COMPARE_OLD]),
		buf_slice(&got[COMPARE_NEW])), "changed");
	for (side = 0; side < COMPARE_SIDES; side++)
		buf_release(&got[side]);
	buf_release(&wanted);
}

static inline void demand_trailers(struct compared *c, const struct compare_trailers *trailers)
{
	size_t n[COMPARE_SIDES] = {0, 0}, i;

	for (i = 0; i < trailers->n; i++) {
		bool added = trailers->rows[i].fate == FATE_ADDED;

		n[added]++;
		demand(c, added || !i || trailers->rows[i - 1].fate != FATE_ADDED ||
			trailers->added == i, "added ones stand first");
	}
	demand(c, n[COMPARE_NEW] == trailers->added && n[COMPARE_OLD] == trailers->dropped,
		"counts of trailers");
}

/* ---- the page ------------------------------------------------------------------------------- */

static inline void demand_lines(struct compared *c, const struct page *page)
{
	size_t i, k;

	for (i = 0; i < page->nlines; i++) {
		int cols = 0;

		for (k = 0; k < page->lines[i].nspans; k++) {
			const struct vis *text = &page->lines[i].spans[k].text;

			cols += text->cols;
			demand(c, text->n && !memchr(text->p, '\n', text->n), "text of a span");
		}
		demand(c, cols == page->lines[i].cols, "columns of a line");
	}
	for (i = 0; i < page->nanchors; i++)
		demand(c, page->anchors[i].line < page->nlines &&
			(!i || page->anchors[i - 1].line <= page->anchors[i].line), "anchors");
}

/* Where a section's lines end. */
static inline size_t section_end(const struct page *page, size_t from)
{
	size_t end = page->nlines, i;

	for (i = 0; i < page->nanchors; i++) {
		if (page->anchors[i].kind == ANCHOR_SECTION && page->anchors[i].line > from &&
		    page->anchors[i].line < end)
			end = page->anchors[i].line;
	}
	return end;
}

/* All of one role in lines [from, to), without blanks. */
static inline void join_role(const struct page *page, size_t from, size_t to, enum role role,
	struct buf *out)
{
	size_t i, k, b;

	for (i = from; i < to; i++) {
		for (k = 0; k < page->lines[i].nspans; k++) {
			const struct page_span *span = &page->lines[i].spans[k];

			for (b = 0; span->role == role && b < span->text.n; b++) {
				if (span->text.p[b] != ' ')
					buf_addc(out, span->text.p[b]);
			}
		}
	}
}

/* What the page must show of the words that only one side has. */
static inline void join_changed(struct arena *a, const struct compare_text *text,
	enum compare_fate fate, struct buf *out)
{
	const struct compare_word *words =
		text->words[fate == FATE_DROPPED ? COMPARE_OLD : COMPARE_NEW];
	size_t i, k, b;

	for (i = 0; i < text->nruns; i++) {
		if (text->runs[i].fate != fate)
			continue;
		buf_adds(out, fate == FATE_DROPPED ? "[-" : "{+");
		for (k = text->runs[i].from; k < text->runs[i].from + text->runs[i].n; k++) {
			struct vis word = text_visible(a, words[k].text);

			for (b = 0; b < word.n; b++) {
				if (word.p[b] != ' ')
					buf_addc(out, word.p[b]);
			}
		}
		buf_adds(out, fate == FATE_DROPPED ? "-]" : "+}");
	}
}

static inline void demand_changes_shown(struct compared *c, const struct page *page)
{
	static const enum role roles[] = {[FATE_ADDED] = ROLE_PLUS, [FATE_DROPPED] = ROLE_MINUS};
	size_t from;
	int fate;

	if (!page_section_line(page, SECTION_COVER, &from) || !c->facts.cover.changed)
		return;
	for (fate = FATE_ADDED; fate <= FATE_DROPPED; fate++) {
		struct buf got = BUF_INIT, wanted = BUF_INIT;

		join_role(page, from, section_end(page, from), roles[fate], &got);
		join_changed(&c->arena, &c->facts.cover, (enum compare_fate)fate, &wanted);
		demand(c, slice_eq(buf_slice(&got), buf_slice(&wanted)),
			"the page shows what changed in the cover");
		buf_release(&got);
		buf_release(&wanted);
	}
}

/* Every row has its anchor; where both sides stand side by side nothing is wider than the page. */
static inline void demand_page(struct compared *c, const struct page *page, int columns)
{
	size_t patches = 0, paths = 0, from, i;

	demand_lines(c, page);
	demand_changes_shown(c, page);
	for (i = 0; i < page->nanchors; i++) {
		patches += page->anchors[i].kind == ANCHOR_PATCH;
		paths += page->anchors[i].kind == ANCHOR_PATH;
	}
	demand(c, patches == c->facts.patches.n && paths == c->facts.diffstat.n,
		"each row is on the page");
	for (i = 0; columns >= 160 && page_section_line(page, SECTION_PATCHES, &from) &&
			i + from < page->nlines; i++)
		demand(c, page->lines[i + from].cols <= columns, "width of a line");
}

static inline void demand_pages(struct compared *c)
{
	static const int widths[] = {1, 80, 120, 160, 161, 200};
	struct revision_row revisions[] = {
		{.revision = 1, .version = 1, .title = SLICE_LIT("x")},
		{.revision = 2, .version = 2, .title = SLICE_LIT("x")},
	};
	struct compare_known known = {
		.row = {{.revision = 1, .version = 1, .title = SLICE_LIT("x")},
			{.revision = 2, .version = 2, .title = SLICE_LIT("x")}},
		.revisions = revisions, .nrevisions = 2,
	};
	struct page page;
	size_t i;

	page_init(&page);
	for (i = 0; i < ARRAY_LEN(widths); i++) {
		page_clear(&page);
		compare_page(&page, &known, &c->facts, widths[i], true);
		demand_page(c, &page, widths[i]);
	}
	page_release(&page);
}

/* ---- all of it ------------------------------------------------------------------------------ */

/* Texts stand one behind the other, a line of "====" between them. */
static inline struct slice next_text(struct slice *rest)
{
	struct slice line, all = *rest;
	size_t n = 0;

	while (slice_next_line(rest, &line)) {
		if (slice_is(line, "===="))
			return slice_sub(all, 0, n);
		n = (size_t)(rest->p - all.p);
	}
	return all;
}

/* A record of a body, in memory of just its size, so that reading beyond it is noticed. */
static inline void read_body(struct compared *c, int side, bool patch, struct slice body)
{
	struct buf *text = &c->text[side][patch];

	buf_addf(text, "New:  x\n[PATCH v%d %d/9] %s\nAuthor: Ada <ada@example.org>\n\n", side + 1,
		patch, patch ? "x: First" : "x");
	buf_add_slice(text, body);
	record_parse(&c->arena, text->p, text->n, 1, &c->record[side][patch]);
	if (patch)
		c->sides[side].patch = &c->record[side][patch];
	else
		c->sides[side].cover = &c->record[side][patch];
}

/*
 * Bytes as the old cover, the new one, the old patch and the new one, with lines of "===="
 * between them, the last two if they are there. What does not hold of the comparison; NULL when
 * everything does.
 */
static inline const char *compare_fault(const char *p, size_t n)
{
	struct compared c = {.sides = {{.version = {.version = 1}}, {.version = {.version = 2}}}};
	struct slice rest = slice_from(p, n);
	int i;

	for (i = 0; i < 4 && (i < 2 || rest.n); i++)
		read_body(&c, i % 2, i >= 2, next_text(&rest));
	compare_make(&c.arena, c.sides, NULL, 0, &c.facts);
	demand_patches(&c);
	demand_diffstat(&c);
	if (c.facts.cover.known && !c.facts.cover.of_patch)
		demand_text(&c, &c.facts.cover, c.sides[COMPARE_OLD].cover->description,
			c.sides[COMPARE_NEW].cover->description);
	demand_trailers(&c, &c.facts.trailers);
	demand_trailers(&c, &c.facts.patch_trailers);
	demand_pages(&c);
	for (i = 0; i < 4; i++)
		buf_release(&c.text[i / 2][i % 2]);
	arena_release(&c.arena);
	return c.fault;
}

#endif
