/* What a line of the detail leads to: Enter, and the links, by `o` and `L`. */
#include "tui/browser.h"

#include "tui/out.h"
#include "util/alloc.h"

/* ---- going there ----------------------------------------------------------------------------- */

void follow_series(struct browser *b, const struct hit *hit)
{
	struct view *list = b->panes[PANE_LIST];
	struct list_place before, there;

	places_leave(b);
	before = there = list_place(list);
	there.series = hit->series;
	list_go(list, &there);
	/* What is not in the list is shown all the same, and the list stays. */
	if (!list_current(list, &b->followed) || b->followed.series != hit->series) {
		list_go(list, &before);
		list_current(list, &b->followed);
	}
	b->detail_due = -1;
	detail_show(b->panes[PANE_DETAIL], hit->series, hit->revision);
	marking_seen(b);
}

/* ---- Enter ----------------------------------------------------------------------------------- */

static bool go_version(struct browser *b, const struct anchor *anchor)
{
	struct view *detail = b->panes[PANE_DETAIL];
	struct hit here, hit;

	if (!detail_current(detail, &here) || !detail_version(detail, anchor->text, &hit) ||
		hit.revision == here.revision)
		return false;
	follow_series(b, &hit);
	return true;
}

/* A link to a mail that is here leads to it, any other out of the program. */
static bool go_link(struct browser *b, const struct anchor *anchor)
{
	struct arena a = ARENA_INIT;
	struct hit here = {0}, *hits;
	size_t n;

	detail_current(b->panes[PANE_DETAIL], &here);
	if (model_resolve(b->model, anchor->text, &a, &hits, &n, NULL) && n == 1 &&
		hits[0].revision && hits[0].revision != here.revision)
		follow_series(b, &hits[0]);
	else
		out_open(b, anchor->text);
	arena_release(&a);
	return true;
}

static bool ask_path(struct browser *b, const struct anchor *anchor)
{
	touched_ask(b, anchor->text);
	return true;
}

/* The one whose text stands below it has the look of a title. */
static bool is_shown(const struct page_line *title)
{
	size_t i;

	for (i = 0; i < title->nspans; i++) {
		if (title->spans[i].role == ROLE_TITLE)
			return true;
	}
	return false;
}

static bool open_patch(struct browser *b, const struct anchor *anchor)
{
	const struct page *page = detail_page(b->panes[PANE_DETAIL]);

	if (!detail_turn_patch(b->panes[PANE_DETAIL]))
		status_say(&b->status, is_shown(&page->lines[anchor->line])
			? "all that the digest has of this patch is shown"
			: "the digest does not show this patch");
	return true;
}

static bool go_related(struct browser *b, const struct anchor *anchor)
{
	struct hit hit;

	if (!detail_related(b->panes[PANE_DETAIL], anchor->number, &hit))
		return false;
	follow_series(b, &hit);
	return true;
}

static bool (*const ways[ANCHORS])(struct browser *b, const struct anchor *anchor) = {
	[ANCHOR_VERSION] = go_version,
	[ANCHOR_LINK] = go_link,
	[ANCHOR_PATCH] = open_patch,
	[ANCHOR_PATH] = ask_path,
	[ANCHOR_RELATED] = go_related,
};

bool follow_line(struct browser *b)
{
	struct view *detail = b->panes[PANE_DETAIL];
	const struct page *page = detail_page(detail);
	size_t line = detail_point(detail), i;

	if (detail_unfold(detail))
		return true;
	for (i = 0; i < page->nanchors; i++) {
		const struct anchor *anchor = &page->anchors[i];

		if (anchor->line == line && ways[anchor->kind] && ways[anchor->kind](b, anchor))
			return true;
	}
	return false;
}

/* ---- related series -------------------------------------------------------------------------- */

bool follow_wants_related(const struct browser *b)
{
	const struct view *detail = b->panes[PANE_DETAIL];
	struct hit hit;

	return browser_view(b) == detail && b->detail_due < 0 && detail_current(detail, &hit) &&
	       hit.series != b->related && !detail_has_related(detail);
}

void follow_related(struct browser *b)
{
	struct hit hit;

	if (!detail_current(b->panes[PANE_DETAIL], &hit) ||
		detail_has_related(b->panes[PANE_DETAIL]))
		return;
	b->related = hit.series;
	asks_other(&b->asks, &(struct ask){.kind = ASK_RELATED, .series = hit.series});
}

void follow_related_answer(struct browser *b, const struct related *related)
{
	struct hit hit;

	if (detail_current(b->panes[PANE_DETAIL], &hit) && hit.series == b->related)
		detail_set_related(b->panes[PANE_DETAIL], related);
}

/* ---- links ----------------------------------------------------------------------------------- */

/* The first link at or after a line, and before another; NULL when there is none. */
static const struct anchor *link_in(const struct page *page, size_t from, size_t to)
{
	size_t i;

	for (i = 0; i < page->nanchors; i++) {
		const struct anchor *anchor = &page->anchors[i];

		if (anchor->kind == ANCHOR_LINK && anchor->line >= from && anchor->line < to)
			return anchor;
	}
	return NULL;
}

/* What the index knows of the revision, as it is told; else what the text names it by. */
static bool own_link(const struct subject *s, struct buf *out)
{
	if (!s->revision.url.n)
		return subject_link(s, out);
	buf_add_slice(out, s->revision.url);
	return true;
}

/* Others of the text are of other mails: those it depends on, what it was found by. */
static void say_no_link(struct browser *b, const struct subject *s)
{
	const struct page *page = detail_page(b->panes[PANE_DETAIL]);
	struct buf keys = BUF_INIT;
	size_t from = page->nlines, n = 0, i;

	page_section_line(page, SECTION_LINKS, &from);
	for (i = 0; i < page->nanchors; i++)
		n += page->anchors[i].kind == ANCHOR_LINK && page->anchors[i].line >= from;
	if (!keymap_key_for(b->options->keymap, browser_context(b), ACTION_LINKS, &keys))
		buf_adds(&keys, ":links");
	if (n)
		status_say(&b->status, "no link of %s is known; %s chooses one of %zu", s->name.p,
			keys.p, n);
	else
		status_say(&b->status, "there is no link here");
	buf_release(&keys);
}

static void open_own(struct browser *b)
{
	struct buf url = BUF_INIT;
	struct subject s;

	if (!subject_shown(b, &s))
		return;
	if (own_link(&s, &url))
		out_open(b, buf_slice(&url));
	else
		say_no_link(b, &s);
	subject_release(&s);
	buf_release(&url);
}

void follow_open(struct browser *b)
{
	const struct view *detail = b->panes[PANE_DETAIL];
	const struct anchor *anchor = NULL;
	size_t line;

	browser_follow_now(b);
	line = detail_point(detail);
	if (browser_view(b) == detail)
		anchor = link_in(detail_page(detail), line, line + 1);
	if (anchor)
		out_open(b, anchor->text);
	else
		open_own(b);
}

static void accept(struct browser *b)
{
	const struct choice *choice = choices_current(&b->prompting.choices);

	if (!choice)
		return;
	out_open(b, choice->text);
	prompting_close(b);
}

/* A number that no other begins with is that link at once. */
static void attempt(struct browser *b)
{
	const struct choices *choices = &b->prompting.choices;
	struct slice text = buf_slice(&b->prompting.prompt.text);
	size_t digits, begin_so = 0, i;
	int64_t number = slice_number(text, &digits);
	bool meant = false;

	for (i = 0; digits && digits == text.n && i < choices->n; i++) {
		if (!slice_eq(slice_sub(choices->rows[i].label, 0, text.n), text))
			continue;
		begin_so++;
		meant = choices->rows[i].number == number;
	}
	if (meant && begin_so == 1)
		accept(b);
}

static const struct prompt_kind kind = {
	.label = "open link> ",
	.enter = "open",
	.picks = true,
	.attempt = attempt,
	.accept = accept,
};

/* What the section of links says of the revision that it names. */
static struct slice named(const struct page_line *line)
{
	size_t i;

	for (i = 0; i < line->nspans; i++) {
		if (line->spans[i].role == ROLE_VERSION)
			return slice_from(line->spans[i].text.p, line->spans[i].text.n);
	}
	return (struct slice){0};
}

static void add_link(struct browser *b, const struct page *page, const struct anchor *anchor)
{
	struct buf label = BUF_INIT;

	buf_addf(&label, "%u ", anchor->number);
	buf_add_slice(&label, named(&page->lines[anchor->line]));
	choices_add(&b->prompting.choices, &(struct choice){.label = slice_trim(buf_slice(&label)),
						   .help = anchor->text,
						   .text = anchor->text,
						   .number = anchor->number});
	buf_release(&label);
}

void follow_pick(struct browser *b)
{
	const struct page *page = detail_page(b->panes[PANE_DETAIL]);
	size_t from, i;

	browser_follow_now(b);
	if (!page_section_line(page, SECTION_LINKS, &from) || !link_in(page, from, page->nlines)) {
		status_say(&b->status, "there is no link here");
		return;
	}
	prompting_open(b, &kind, NULL, (struct slice){0});
	for (i = 0; i < page->nanchors; i++) {
		if (page->anchors[i].kind == ANCHOR_LINK && page->anchors[i].line >= from)
			add_link(b, page, &page->anchors[i]);
	}
	choices_narrow(&b->prompting.choices, (struct slice){0});
}
