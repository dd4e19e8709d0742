#include "tui/marks.h"

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

void marks_add_part(struct marks *marks, const struct query *filter, enum match_place place,
	struct slice part, size_t offset)
{
	size_t room = MARKS_MAX - marks->nfiltered, n, i;

	if (!filter || !room)
		return;
	n = smaller(
		query_match(filter, place, part, marks->filtered + marks->nfiltered, room), room);
	for (i = 0; i < n; i++) {
		marks->filtered[marks->nfiltered].from += offset;
		marks->filtered[marks->nfiltered].to += offset;
		marks->nfiltered++;
	}
}

void marks_find(struct marks *marks, const struct search *search, const struct query *filter,
	enum match_place place, struct slice text)
{
	marks->nfound = marks->nfiltered = 0;
	marks->here = false;
	if (search)
		marks->nfound =
			smaller(search_match(search, text, marks->found, MARKS_MAX), MARKS_MAX);
	marks_add_part(marks, filter, place, text, 0);
}

/* Whether byte `at` lies in a match; *until gets where that changes at the latest. */
static bool inside(const struct match *matches, size_t n, size_t at, size_t *until)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (matches[i].from <= at && at < matches[i].to) {
			*until = smaller(*until, matches[i].to);
			return true;
		}
		if (matches[i].from > at)
			*until = smaller(*until, matches[i].from);
	}
	return false;
}

static enum style style_at(const struct marks *marks, enum style style, size_t at, size_t *until)
{
	if (inside(marks->found, marks->nfound, at, until))
		return marks->here ? STYLE_FOUND_HERE : STYLE_FOUND;
	if (inside(marks->filtered, marks->nfiltered, at, until))
		return STYLE_FILTERED;
	return style;
}

void pen_marked(struct pen *pen, enum style style, struct vis text, size_t offset,
	const struct marks *marks)
{
	size_t at = 0;

	if (!marks->nfound && !marks->nfiltered) {
		pen_put(pen, style, text);
		return;
	}
	while (at < text.n && pen_room(pen) > 0) {
		size_t until = offset + text.n;
		enum style look = style_at(marks, style, offset + at, &until);
		size_t n = until - offset - at;
		struct vis rest = {.p = text.p + at, .n = text.n - at};
		struct vis piece = text_head(rest, n);

		pen_put(pen, look, piece);
		at += n;
	}
}
