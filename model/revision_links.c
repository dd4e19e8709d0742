#include "model/revision_render.h"

#include <stdlib.h>

#define NUMBER_COLUMNS 5
#define URL_COLUMN     14

static int compare_url(const void *a, const void *b)
{
	struct page_link *const *x = a, *const *y = b;
	int c = slice_cmp((*x)->url, (*y)->url);

	return c ? c : ((*x)->number > (*y)->number) - ((*x)->number < (*y)->number);
}

static void add_link(struct renderer *r, struct page_link link)
{
	link.number = (unsigned)r->nlinks + 1;
	r->links[r->nlinks++] = link;
}

static void add_record_links(struct renderer *r, const struct page_record *source)
{
	const struct record *record = page_record_text(source);
	size_t i;

	for (i = 0; record && i < record->nlinks; i++)
		add_link(r, (struct page_link){
			.url = record->links[i].url,
			.version = record->links[i].revision,
			.minor = record->links[i].minor,
			.rfc = record->links[i].rfc,
		});
}

/* One number for one URL: the first stays, and learns what a later one names. */
static void drop_doubles(struct renderer *r)
{
	size_t i, kept = 0;

	for (i = 1; i < r->nlinks; i++) {
		struct page_link *link = r->by_url[i];
		struct page_link *first = r->by_url[i - 1];

		if (!slice_eq(link->url, first->url))
			continue;
		if (!first->version) {
			first->version = link->version;
			first->minor = link->minor;
			first->rfc = link->rfc;
		}
		link->number = 0;
		r->by_url[i] = first;
	}
	for (i = 0; i < r->nlinks; i++) {
		if (!r->links[i].number)
			continue;
		r->links[kept] = r->links[i];
		r->links[kept].number = (unsigned)kept + 1;
		kept++;
	}
	r->nlinks = kept;
}

static void sort_by_url(struct renderer *r)
{
	size_t i;

	for (i = 0; i < r->nlinks; i++)
		r->by_url[i] = &r->links[i];
	if (r->nlinks)
		qsort(r->by_url, r->nlinks, sizeof(*r->by_url), compare_url);
}

static size_t count_links(const struct page_record *source)
{
	const struct record *record = page_record_text(source);

	return record ? record->nlinks : 0;
}

void page_links_collect(struct renderer *r)
{
	const struct revision_facts *facts = r->facts;
	size_t room = count_links(facts->cover) + count_links(facts->patch) + facts->nrevisions;
	size_t i;

	r->links = arena_alloc(&r->page->arena, room * sizeof(*r->links));
	r->by_url = arena_alloc(&r->page->arena, room * sizeof(*r->by_url));
	add_record_links(r, facts->cover);
	add_record_links(r, facts->patch);
	for (i = 0; i < facts->nrevisions; i++) {
		const struct revision_row *row = &facts->revisions[i];

		if (row->url.n)
			add_link(r, (struct page_link){.url = row->url, .version = row->version,
				.minor = row->minor, .rfc = row->rfc});
	}
	sort_by_url(r);
	drop_doubles(r);
	sort_by_url(r);
}

/* NULL when the page does not know the URL. */
static const struct page_link *find_link(const struct renderer *r, struct slice url)
{
	size_t from = 0, to = r->nlinks;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int c = slice_cmp(r->by_url[middle]->url, url);

		if (c == 0)
			return r->by_url[middle];
		if (c < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return NULL;
}

unsigned page_links_anchor(struct renderer *r, struct slice url)
{
	const struct page_link *link = find_link(r, url);

	if (!link)
		return 0;
	page_anchor(r->page, ANCHOR_LINK, link->number, link->url);
	return link->number;
}

void render_links(struct renderer *r)
{
	size_t i;

	render_head(r, SECTION_LINKS, "links");
	if (!r->nlinks)
		render_note(r, "no links");
	for (i = 0; i < r->nlinks; i++) {
		const struct page_link *link = &r->links[i];

		page_line(r->page, NUMBER_COLUMNS)->lead = URL_COLUMN;
		page_anchor(r->page, ANCHOR_LINK, link->number, link->url);
		page_textf(r->page, ROLE_NUMBER, "%4u ", link->number);
		if (link->version)
			render_version(r, ROLE_VERSION, link->version, link->minor, link->rfc);
		page_pad(r->page, URL_COLUMN);
		page_text(r->page, ROLE_LINK, link->url);
	}
}
