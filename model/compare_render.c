/* Texts by words, on a page. */
#include "model/compare_page.h"

#include <stddef.h>

#define CONTEXT 8 /* words on either side of a change */

static const struct {
	enum role role;
	enum compare_side side;
	struct vis open, close;
} looks[] = {
	[FATE_SAME] = {.role = ROLE_TEXT, .side = COMPARE_NEW},
	[FATE_ADDED] = {
		.role = ROLE_PLUS, .side = COMPARE_NEW,
		.open = {"{+", 2, 2}, .close = {"+}", 2, 2},
	},
	[FATE_DROPPED] = {
		.role = ROLE_MINUS, .side = COMPARE_OLD,
		.open = {"[-", 2, 2}, .close = {"-]", 2, 2},
	},
};

/* Words [from, from + n) of a run; with `break_lines` on lines of their own as they were. */
static void put_words(struct page *page, const struct compare_text *text,
	enum compare_fate fate, size_t from, size_t n, bool break_lines)
{
	const struct compare_word *words = text->words[looks[fate].side];
	size_t i;

	page_span(page, looks[fate].role, looks[fate].open);
	for (i = from; i < from + n; i++) {
		if (i > from && break_lines && words[i].line != words[i - 1].line)
			page_line(page, 0);
		else if (i > from)
			page_span(page, looks[fate].role, VIS(" "));
		page_text(page, looks[fate].role, words[i].text);
	}
	page_span(page, looks[fate].role, looks[fate].close);
}

/* Nothing stands between what was dropped and what was added for it. */
static void put_blank(struct page *page, const struct compare_text *text, size_t run)
{
	if (run && (text->runs[run].fate == FATE_SAME || text->runs[run - 1].fate == FATE_SAME))
		page_span(page, ROLE_TEXT, VIS(" "));
}

void compare_render_words(struct page *page, const struct compare_text *text)
{
	size_t i;

	for (i = 0; i < text->nruns; i++) {
		const struct compare_run *run = &text->runs[i];

		put_blank(page, text, i);
		put_words(page, text, run->fate, run->from, run->n, false);
	}
}

/* ---- long texts ----------------------------------------------------------------------------- */

static bool begins_line(const struct compare_text *text, const struct compare_run *run)
{
	const struct compare_word *words = text->words[looks[run->fate].side];

	return run->from == 0 || words[run->from].line != words[run->from - 1].line;
}

/* Words at the beginning of the run that stand on the line of the change before it. */
static size_t words_behind(const struct compare_text *text, const struct compare_run *run)
{
	const struct compare_word *words = text->words[COMPARE_NEW] + run->from;
	size_t n = 0;

	if (begins_line(text, run))
		return 0;
	while (n < run->n && n < CONTEXT && words[n].line == words[0].line)
		n++;
	return n;
}

/* Words at its end that stand on the line of the change behind it. */
static size_t words_before(const struct compare_text *text, const struct compare_run *run,
	bool last)
{
	const struct compare_word *end = text->words[COMPARE_NEW] + run->from + run->n;
	size_t n = 0;

	if (last || begins_line(text, run + 1))
		return 0;
	while (n < run->n && n < CONTEXT && end[-1 - (ptrdiff_t)n].line == end[-1].line)
		n++;
	return n;
}

static void put_same(struct page *page, const struct compare_text *text, size_t i)
{
	const struct compare_run *run = &text->runs[i];
	bool last = i + 1 == text->nruns;
	size_t behind = i ? words_behind(text, run) : 0, before = words_before(text, run, last);

	if (behind + before >= run->n && behind) {
		put_blank(page, text, i);
		put_words(page, text, FATE_SAME, run->from, run->n, true);
		return;
	}
	if (behind) {
		put_blank(page, text, i);
		put_words(page, text, FATE_SAME, run->from, behind, false);
	}
	if (!last)
		page_line(page, 0);
	put_words(page, text, FATE_SAME, run->from + run->n - before, before, false);
}

void compare_render_text(struct page *page, const struct compare_text *text)
{
	size_t i;

	for (i = 0; i < text->nruns; i++) {
		const struct compare_run *run = &text->runs[i];

		if (run->fate == FATE_SAME) {
			put_same(page, text, i);
			continue;
		}
		if (i == 0)
			page_line(page, 0);
		else if (page->lines[page->nlines - 1].cols)
			put_blank(page, text, i);
		put_words(page, text, run->fate, run->from, run->n, true);
	}
}
