/*
 * `v`: the revisions of the series, and why they belong to it; what perhaps does, too, and what
 * does not, is for the user to say.
 */
#include "tui/browser.h"

#include <stdio.h>
#include <string.h>

#include "util/alloc.h"

/* What a row stands for: its text in the choices. */
struct way {
	void (*go)(struct browser *b, const struct way *way);
	struct hit hit;	    /* to be shown */
	struct decide said; /* to be decided */
};

static void accept(struct browser *b)
{
	const struct choice *choice = choices_current(&b->prompting.choices);
	struct way way;

	if (!choice)
		return;
	memcpy(&way, choice->text.p, sizeof(way));
	prompting_close(b);
	way.go(b, &way);
}

static const struct prompt_kind kind = {
	.label = "revision> ",
	.picks = true,
	.accept = accept,
};

static const struct prompt_kind perhaps_kind = {
	.label = "the same series?> ",
	.picks = true,
	.accept = accept,
};

static void add(struct browser *b, const struct way *way, const struct choice *shown)
{
	struct choice choice = *shown;

	choice.text = slice_from((const char *)way, sizeof(*way));
	choices_add(&b->prompting.choices, &choice);
}

/* ---- what is done ---------------------------------------------------------------------------- */

static void show(struct browser *b, const struct way *way)
{
	struct hit here = {0};

	detail_current(b->panes[PANE_DETAIL], &here);
	if (here.revision != way->hit.revision)
		follow_series(b, &way->hit);
}

/* Ids of revisions have changed: what is shown is asked for anew. */
static void decided(struct browser *b, int64_t series)
{
	struct view *list = b->panes[PANE_LIST];
	struct list_place place = list_place(list);

	detail_show(b->panes[PANE_DETAIL], series, 0);
	b->detail_due = -1;
	/* Its row is selected when it has come. */
	place.series = series;
	list_go(list, &place);
	asks_again(&b->asks);
}

static void decide(struct browser *b, const struct way *way)
{
	bool same = way->said.verdict == VERDICT_SAME;
	struct error err = {0};
	struct decided now;
	size_t changed;

	if (!model_decide(b->model, &way->said, 1, &now, &changed, &err)) {
		status_error(&b->status, "%s", err.text);
		return;
	}
	decided(b, now.a);
	if (same && now.a != now.b)
		status_error(&b->status, "their mails cannot be told from others: they stay apart");
	else
		status_say(&b->status, same ? "they are one series now; U takes it back"
					    : "they are two series; U takes it back");
}

/* The revision is told from each other one that has a text. */
static void cut_off(struct browser *b, const struct way *way)
{
	struct arena a = ARENA_INIT;
	struct revision_row *rows;
	struct error err = {0};
	struct decided *now;
	struct decide *said;
	size_t n, count = 0, changed, i;
	bool ok = model_revisions(b->model, way->hit.series, &a, &rows, &n, &err);

	said = arena_zalloc(&a, ((ok ? n : 0) + 1) * sizeof(*said));
	now = arena_zalloc(&a, ((ok ? n : 0) + 1) * sizeof(*now));
	for (i = 0; ok && i < n; i++) {
		if (!rows[i].absent && rows[i].revision != way->hit.revision)
			said[count++] = (struct decide){
				way->hit.revision, rows[i].revision, VERDICT_NOT};
	}
	if (ok && model_decide(b->model, said, count, now, &changed, &err)) {
		decided(b, now[0].a);
		status_say(&b->status, "cut off: it is a series of its own; U takes it back");
	} else {
		status_error(&b->status, "%s", err.text);
	}
	arena_release(&a);
}

static void ask_perhaps(struct browser *b, const struct way *way)
{
	struct way yes = *way, no = *way, look = *way;

	yes.go = no.go = decide;
	yes.said.verdict = VERDICT_SAME;
	no.said.verdict = VERDICT_NOT;
	look.go = show;
	prompting_open(b, &perhaps_kind, NULL, (struct slice){0});
	add(b, &look, &(struct choice){.label = SLICE_LIT("show"),
			      .help = SLICE_LIT("look at it first; < goes back")});
	add(b, &yes, &(struct choice){.label = SLICE_LIT("yes"),
			     .help = SLICE_LIT("it is a revision of this series")});
	add(b, &no, &(struct choice){.label = SLICE_LIT("no"),
			    .help = SLICE_LIT("it is another series, and is not offered again")});
	choices_narrow(&b->prompting.choices, (struct slice){0});
}

/* ---- the rows -------------------------------------------------------------------------------- */

static void add_version(struct buf *out, unsigned version, unsigned minor, bool rfc)
{
	buf_addf(out, "%sv%u", rfc ? "RFC " : "", version);
	if (minor)
		buf_addf(out, ".%u", minor);
}

/* How sure it is comes first: a sentence may be cut. */
static void add_why(struct buf *out, enum signal signal, unsigned confidence)
{
	if (signal != SIGNAL_NONE)
		buf_addf(out, "%3u %%  ", confidence);
	buf_adds(out, signal_sentence(signal));
}

static struct slice base_name(struct slice path)
{
	size_t at;

	for (at = path.n; at && path.p[at - 1] != '/'; at--)
		;
	return slice_skip(path, at);
}

static void add_date(struct buf *out, const struct revision_row *row)
{
	char date[24] = "";

	if (row->date)
		snprintf(date, sizeof(date), "%s%04u-%02u-%02u",
			row->date_kind == DATE_AT_LEAST ? ">=" : "", row->date / 10000 % 10000,
			row->date / 100 % 100, row->date % 100);
	buf_addf(out, "%-12s  ", date);
}

/* When, how sure, why and where, which gives way where there is no room for all. */
static void add_revision(
	struct browser *b, int64_t series, const struct revision_row *row, size_t why_room)
{
	struct way way = {.go = show, .hit = {.series = series, .revision = row->revision}};
	struct buf label = BUF_INIT, help = BUF_INIT;
	size_t why;

	add_version(&label, row->version, row->minor, row->rfc);
	buf_adds(&label, row->absent ? "?" : "");
	add_date(&help, row);
	why = help.n;
	add_why(&help, row->signal, row->confidence);
	buf_addf(&help, "%*s", (int)(why + why_room - help.n) + 2, "");
	if (row->absent)
		buf_adds(&help, "not in index");
	else
		buf_add_slice(&help, base_name(row->path));
	add(b, &way, &(struct choice){.label = buf_slice(&label), .help = buf_slice(&help)});
	buf_release(&label);
	buf_release(&help);
}

static void add_revisions(
	struct browser *b, int64_t series, const struct revision_row *rows, size_t n)
{
	struct buf why = BUF_INIT;
	size_t room = 0, i;

	for (i = 0; i < n; i++) {
		buf_clear(&why);
		add_why(&why, rows[i].signal, rows[i].confidence);
		room = why.n > room ? why.n : room;
	}
	for (i = 0; i < n; i++)
		add_revision(b, series, &rows[i], room);
	buf_release(&why);
}

static void add_perhaps(struct browser *b, const struct perhaps_row *row)
{
	struct way way = {.go = ask_perhaps, .hit = {.series = row->series, .revision = row->other},
		.said = {.a = row->revision, .b = row->other}};
	struct buf label = BUF_INIT, help = BUF_INIT;
	struct arena a = ARENA_INIT;
	struct series_row other;

	if (model_rows(b->model, &way.hit, 1, &a, &other, NULL) && other.series) {
		buf_adds(&label, "perhaps ");
		add_version(&label, other.version ? other.version : 1, other.minor, other.rfc);
		add_why(&help, row->signal, row->confidence);
		buf_addf(&help, ": " SLICE_FMT, SLICE_ARG(other.title));
		add(b, &way, &(struct choice){.label = buf_slice(&label),
				     .help = buf_slice(&help),
				     .right = SLICE_LIT("same series?")});
	}
	buf_release(&label);
	buf_release(&help);
	arena_release(&a);
}

static void add_others(struct browser *b, int64_t series)
{
	struct arena a = ARENA_INIT;
	struct perhaps_row *rows;
	size_t n, i;

	if (!model_perhaps(b->model, series, &a, &rows, &n, NULL))
		n = 0;
	for (i = 0; i < n; i++)
		add_perhaps(b, &rows[i]);
	arena_release(&a);
}

static void add_cut(struct browser *b, const struct hit *here, const struct revision_row *row)
{
	struct way way = {.go = cut_off, .hit = *here};
	struct buf label = BUF_INIT;

	buf_adds(&label, "cut off ");
	add_version(&label, row->version, row->minor, row->rfc);
	add(b, &way, &(struct choice){.label = buf_slice(&label),
			     .help = SLICE_LIT("this revision is none of the series")});
	buf_release(&label);
}

/* The place of the revision that is shown; how many of them have a text. */
static size_t find(const struct revision_row *rows, size_t n, int64_t revision, size_t *texts)
{
	size_t i, at = 0;

	*texts = 0;
	for (i = 0; i < n; i++) {
		*texts += !rows[i].absent;
		at = rows[i].revision == revision ? i : at;
	}
	return at;
}

void revisions_pick(struct browser *b)
{
	struct choices *choices = &b->prompting.choices;
	struct arena a = ARENA_INIT;
	struct revision_row *rows;
	struct error err = {0};
	struct hit here;
	size_t n, i, at, texts;

	browser_follow_now(b);
	if (!detail_current(b->panes[PANE_DETAIL], &here)) {
		status_say(&b->status, "no series is selected");
	} else if (!model_revisions(b->model, here.series, &a, &rows, &n, &err)) {
		status_error(&b->status, "%s", err.text);
	} else {
		at = find(rows, n, here.revision, &texts);
		prompting_open(b, &kind, NULL, (struct slice){0});
		add_revisions(b, here.series, rows, n);
		add_others(b, here.series);
		if (texts > 1 && !rows[at].absent)
			add_cut(b, &here, &rows[at]);
		choices_narrow(choices, (struct slice){0});
		for (i = 0; i < at; i++)
			choices_move(choices, 1);
	}
	arena_release(&a);
}
