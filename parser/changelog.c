#include "parser/internal.h"

#include "parser/words.h"
#include "util/alloc.h"

/*
 * Items of an entry. A bullet opens one, nested or not; so does a paragraph
 * without one. A line that goes on with the one above is folded into it: always
 * below a bullet, and without bullets where the line above was full or not the
 * end of a sentence.
 */
struct items {
	struct body *b;
	struct changelog_entry *entry;
	size_t room;
	size_t from, to; /* lines of the item being read; from == to when there is none */
	size_t skip;     /* its bullet */
	bool bullets;    /* the entry has had one */
};

#define FULL_LINE 60 /* a line this long may have been wrapped */

static void add_item(struct items *it, struct slice text)
{
	struct changelog_entry *entry = it->entry;

	if (!text.n)
		return;
	ARENA_GROW(it->b->a, entry->items, it->room, entry->nitems + 1);
	entry->items[entry->nitems++] = text;
}

static void close_item(struct items *it)
{
	if (it->from < it->to)
		add_item(it, body_join(it->b, it->from, it->to, it->skip));
	it->from = it->to;
}

static void open_item(struct items *it, size_t i, size_t skip)
{
	close_item(it);
	it->from = i;
	it->to = i + 1;
	it->skip = skip;
}

static size_t first_word(struct slice text)
{
	size_t n = 0;

	while (n < text.n && !is_blank(text.p[n]))
		n++;
	return n;
}

/* Does line i, which has no bullet, go on with the line above it? */
static bool goes_on(const struct items *it, size_t i)
{
	struct slice text = body_text(it->b, i), above = body_text(it->b, i - 1);
	char last = above.n ? above.p[above.n - 1] : '.';
	bool wrapped = above.n + first_word(text) > FULL_LINE || url_at(above).n == above.n;

	if (it->bullets)
		return true;
	if (!it->b->lines[i].lead)
		return (wrapped || !is_upper(text.p[0])) && (!strchr(".:!?", last) || !last);
	if (!is_lower(text.p[0]))
		return false;
	return wrapped || (word_class(slice_sub(text, 0, first_word(text))) & WORD_CONNECTING);
}

static bool is_reference(struct slice text)
{
	return text.n > 2 && text.p[0] == '[' && is_digit(text.p[1]);
}

/* May line i, behind a blank one and without a bullet, still belong to the entry? */
static bool is_paragraph(const struct items *it, size_t i, const struct heading *heading)
{
	struct slice line = body_line(it->b, i);

	if (it->b->lines[i].lead)
		return true;
	/* Right below the heading text may stand anywhere. */
	if (it->entry->nitems || it->from < it->to || heading->url.n || heading->rest.n ||
	    heading->form == HEADING_BARE || !line.n)
		return false;
	if (heading->form == HEADING_PLAIN && url_at(line).n == line.n)
		return true;
	return line.p[line.n - 1] == ':' && !is_reference(line);
}

static bool is_heading(const struct body *b, size_t i, struct heading *out);

static bool ends_entry(const struct body *b, size_t i)
{
	struct trailer trailer;
	struct heading heading;
	struct slice line = body_line(b, i);

	return b->lines[i].part == PART_SHORTLOG || is_underline(trim(line), 3) ||
	       trailer_parse(line, &trailer) || is_heading(b, i, &heading);
}

/* Lines of the entry below its heading; where it ends. */
static size_t read_items(struct items *it, size_t i, const struct heading *heading)
{
	struct body *b = it->b;
	bool after_blank = false;

	for (; i < b->stat; i++) {
		size_t bullet;

		if (b->lines[i].blank) {
			after_blank = true;
			continue;
		}
		if (ends_entry(b, i))
			break;
		bullet = bullet_length(body_text(b, i));
		if (!bullet && after_blank && !is_paragraph(it, i, heading))
			break;
		if (bullet || after_blank || it->from == it->to || !goes_on(it, i))
			open_item(it, i, bullet);
		else
			it->to = i + 1;
		it->bullets |= bullet > 0;
		after_blank = false;
		b->lines[i].part = PART_CHANGELOG;
	}
	close_item(it);
	return i;
}

static size_t read_entry(struct body *b, size_t i, const struct heading *heading,
	struct changelog_entry *entry)
{
	struct items it = {.b = b, .entry = entry};

	*entry = (struct changelog_entry){
		.version = heading->described.major,
		.minor = heading->described.minor,
		.rfc = heading->described.rfc,
		.heading = body_text(b, i),
		.line = body_number(b, i),
		.url = heading->url,
	};
	b->lines[i].part = PART_CHANGELOG;
	if (heading->rest.n) {
		size_t bullet = bullet_length(heading->rest);

		open_item(&it, i, (size_t)(heading->rest.p - body_text(b, i).p) + bullet);
		it.bullets = bullet > 0;
	}
	i++;
	if (i < b->stat && !is_rule(body_text(b, i)) && is_underline(body_text(b, i), 3)) {
		close_item(&it);
		b->lines[i++].part = PART_CHANGELOG;
	}
	return read_items(&it, i, heading);
}

static bool is_confirmed(const struct body *b, size_t i, const struct heading *heading);

/*
 * "Changelog:" is a heading when an entry or an item comes next, and not prose;
 * a weak one, as without the colon, only when an entry does.
 */
static bool heads_something(const struct body *b, size_t i, bool weak)
{
	struct heading next;

	do {
		i++;
	} while (i < b->stat && (b->lines[i].blank || is_underline(body_text(b, i), 3)));
	if (i == b->stat)
		return false;
	if (heading_parse(body_text(b, i), &b->r->subject, &next) && next.form != HEADING_BARE)
		return !next.weak || is_confirmed(b, i, &next);
	return !weak && (bullet_length(body_text(b, i)) || b->lines[i].lead);
}

/* What stands around a line decides whether it is a heading. */
static bool is_confirmed(const struct body *b, size_t i, const struct heading *heading)
{
	struct slice next = i + 1 < b->stat ? body_text(b, i + 1) : slice_from("", 0);
	struct slice above = i > b->text ? body_text(b, i - 1) : slice_from("", 0);

	if (is_underline(next, 3) && !is_rule(next))
		return true;
	if (heading->form == HEADING_BARE)
		return heads_something(b, i, heading->weak);
	if (heading->rest.n)
		return !above.n && !b->lines[i].lead;
	if (bullet_length(body_text(b, i)))
		return true;
	if (above.n && !is_underline(above, 3) && bullet_length(next) == 0)
		return false;
	return bullet_length(next) > 0 || (heading->form == HEADING_STEP && !above.n &&
		(!next.n || b->lines[i + 1].lead > 0 || slice_starts(next, "Link: ")));
}

static bool is_heading(const struct body *b, size_t i, struct heading *out)
{
	return heading_parse(body_text(b, i), &b->r->subject, out) &&
	       ((!out->weak && out->form != HEADING_BARE) || is_confirmed(b, i, out));
}

void changelog_find(struct body *b)
{
	struct record *r = b->r;
	struct heading heading;
	size_t i = b->text, room = 0;

	while (i < b->stat) {
		if (b->lines[i].blank || b->lines[i].part == PART_SHORTLOG ||
		    !is_heading(b, i, &heading)) {
			i++;
			continue;
		}
		ARENA_GROW(b->a, r->changelog, room, r->nchangelog + 1);
		i = read_entry(b, i, &heading, &r->changelog[r->nchangelog++]);
	}
}
