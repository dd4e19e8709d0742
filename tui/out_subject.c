/* What is handed to other programs: of the revision that is shown, or of all chosen series. */
#include "tui/browser.h"

#include <stdlib.h>
#include <string.h>

#include "util/url.h"

static void name_revision(const struct revision_row *row, struct buf *out)
{
	buf_clear(out);
	if (row->rfc)
		buf_adds(out, row->version > 1 ? "RFC v" : "RFC");
	else
		buf_adds(out, "v");
	if (!row->rfc || row->version > 1)
		buf_addf(out, "%u", row->version);
	if (row->minor)
		buf_addf(out, ".%u", row->minor);
}

static bool find_revision(struct browser *b, struct subject *s)
{
	struct revision_row *rows;
	size_t n, i;

	if (!model_rows(b->model, &s->hit, 1, &s->arena, &s->row, NULL) ||
		!model_revisions(b->model, s->hit.series, &s->arena, &rows, &n, NULL))
		return false;
	for (i = 0; i < n; i++) {
		if (rows[i].revision != s->hit.revision)
			continue;
		s->revision = rows[i];
		name_revision(&s->revision, &s->name);
		return true;
	}
	return false;
}

bool subject_of(struct browser *b, const struct hit *hit, struct subject *s)
{
	*s = (struct subject){.hit = *hit};
	buf_init(&s->name);
	if (find_revision(b, s))
		return true;
	subject_release(s);
	return false;
}

bool subject_shown(struct browser *b, struct subject *s)
{
	struct hit hit;

	browser_follow_now(b);
	if (detail_current(b->panes[PANE_DETAIL], &hit) && subject_of(b, &hit, s))
		return true;
	status_say(&b->status, "no series is selected");
	return false;
}

void subject_release(struct subject *s)
{
	arena_release(&s->arena);
	buf_release(&s->name);
}

size_t subject_chosen(struct browser *b, const struct hit **hits, struct hit *own)
{
	bool shown = detail_current(b->panes[PANE_DETAIL], own);
	size_t n;

	*hits = own;
	if (browser_view(b) != b->panes[PANE_LIST])
		return shown;
	n = list_targets(b->panes[PANE_LIST], hits);
	/* One of them alone is meant as the revision of it that is shown. */
	if (n == 1 && shown && (*hits)[0].series == own->series)
		*hits = own;
	return n;
}

/* ---- in the order of the list ---------------------------------------------------------------- */

struct placed {
	struct hit hit;
	size_t place;
};

static int by_series(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;

	return (x->hit.series > y->hit.series) - (x->hit.series < y->hit.series);
}

static int by_place(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;

	return x->place == y->place ? by_series(a, b) : x->place > y->place ? 1 : -1;
}

static void find_places(const struct result *result, struct placed *rows, size_t n)
{
	size_t i;

	qsort(rows, n, sizeof(*rows), by_series);
	for (i = 0; result && i < result->n; i++) {
		struct placed wanted = {.hit = result->hits[i]};
		struct placed *row = bsearch(&wanted, rows, n, sizeof(*rows), by_series);

		if (row)
			row->place = i;
	}
	qsort(rows, n, sizeof(*rows), by_place);
}

size_t subject_in_order(struct browser *b, struct arena *a, const struct hit **hits)
{
	const struct hit *chosen;
	struct hit own, *ordered;
	size_t n = subject_chosen(b, &chosen, &own), i;
	struct placed *rows = arena_alloc(a, (n + 1) * sizeof(*rows));

	for (i = 0; i < n; i++)
		rows[i] = (struct placed){.hit = chosen[i], .place = SIZE_MAX};
	if (n > 1)
		find_places(list_result(b->panes[PANE_LIST]), rows, n);
	ordered = arena_alloc(a, (n + 1) * sizeof(*ordered));
	for (i = 0; i < n; i++)
		ordered[i] = rows[i].hit;
	*hits = ordered;
	return n;
}

/* ---- what is known of it --------------------------------------------------------------------- */

static bool add_visible(struct slice text, struct buf *out)
{
	struct arena a = ARENA_INIT;
	struct vis vis = text_visible(&a, text);

	buf_add(out, vis.p, vis.n);
	arena_release(&a);
	return text.n > 0;
}

bool subject_title(const struct subject *s, struct buf *out)
{
	return add_visible(s->row.title, out);
}

bool subject_author(const struct subject *s, struct buf *out)
{
	bool wrote = s->row.contributor_email.n > 0;
	struct slice name = wrote ? s->row.contributor_name : s->row.author_name;
	struct slice email = wrote ? s->row.contributor_email : s->row.author_email;

	add_visible(name, out);
	if (email.n) {
		buf_adds(out, name.n ? " <" : "<");
		add_visible(email, out);
		buf_addc(out, '>');
	}
	return name.n + email.n > 0;
}

/* Without blanks and controls: then it is one word, and one line, wherever it goes. */
bool subject_msgid(const struct subject *s, struct buf *out)
{
	struct slice msgid = s->revision.msgid;
	size_t i;

	for (i = 0; i < msgid.n; i++) {
		if ((unsigned char)msgid.p[i] <= ' ' || msgid.p[i] == 0x7f)
			return false;
	}
	/* What begins so would be an option. */
	if (!msgid.n || msgid.p[0] == '-')
		return false;
	buf_add_slice(out, msgid);
	return true;
}

bool subject_link(const struct subject *s, struct buf *out)
{
	struct buf msgid = BUF_INIT;
	bool known = s->revision.url.n > 0;

	if (known) {
		add_visible(s->revision.url, out);
	} else if (subject_msgid(s, &msgid)) {
		buf_adds(out, "https://lore.kernel.org/r/");
		url_add_part(buf_slice(&msgid), out);
		known = true;
	}
	buf_release(&msgid);
	return known;
}

/* For a shell, into which it will be pasted: between quotes unless all of it is plain. */
static void add_quoted(struct slice word, struct buf *out)
{
	static const char plain[] = "@._-+=/:,%";
	bool quote = false;
	size_t i;

	for (i = 0; i < word.n; i++) {
		char c = word.p[i];

		quote |= !(c >= '0' && c <= '9') && !((c | 0x20) >= 'a' && (c | 0x20) <= 'z') &&
			 (!c || !strchr(plain, c));
	}
	buf_adds(out, quote ? "'" : "");
	for (i = 0; i < word.n; i++) {
		if (word.p[i] == '\'')
			buf_adds(out, "'\\''");
		else
			buf_addc(out, word.p[i]);
	}
	buf_adds(out, quote ? "'" : "");
}

bool subject_b4_line(const struct subject *s, struct buf *out)
{
	struct buf msgid = BUF_INIT;
	bool known = subject_msgid(s, &msgid);

	if (known) {
		buf_adds(out, "b4 am ");
		add_quoted(buf_slice(&msgid), out);
	}
	buf_release(&msgid);
	return known;
}

size_t subject_each(struct browser *b, subject_fact fact, struct buf *out)
{
	struct arena a = ARENA_INIT;
	const struct hit *hits;
	struct subject s;
	size_t n = subject_in_order(b, &a, &hits), i, known = 0;

	for (i = 0; i < n; i++) {
		if (!subject_of(b, &hits[i], &s))
			continue;
		if (fact(&s, out)) {
			buf_addc(out, '\n');
			known++;
		}
		subject_release(&s);
	}
	arena_release(&a);
	return known;
}
