/* What the user says of series: read, flagged, muted, a note; and taking it back. */
#include "tui/browser.h"

#include "util/alloc.h"
#include "util/text.h"

static void marks_changed(struct browser *b)
{
	struct hit hit;

	list_marks_changed(b->panes[PANE_LIST]);
	/* The head of the page tells them. */
	if (detail_current(b->panes[PANE_DETAIL], &hit))
		detail_show(b->panes[PANE_DETAIL], hit.series, hit.revision);
	b->frame_dirty = true;
	/* What is unread is counted. */
	b->facets_due = (1u << FACETS) - 1;
	asks_unread(&b->asks);
}

void marking_elsewhere(struct browser *b)
{
	marks_changed(b);
	asks_again(&b->asks); /* something may be muted */
}

static bool tell(struct browser *b, bool ok, const struct error *err)
{
	if (!ok)
		status_error(&b->status, "%s", err->text);
	marks_changed(b);
	return ok;
}

/* ---- one mark on, or off where all have it --------------------------------------------------- */

static bool has_read(const struct marks_row *row)
{
	return row->read;
}

static bool has_flag(const struct marks_row *row)
{
	return row->flagged;
}

static bool has_mute(const struct marks_row *row)
{
	return row->muted && !row->muted_subsystem;
}

static const struct {
	bool (*has)(const struct marks_row *row);
	const char *on, *off;
} toggles[MARKS] = {
	[MARK_READ] = {has_read, "read", "unread"},
	[MARK_FLAG] = {has_flag, "flagged", "not flagged"},
	[MARK_MUTE] = {has_mute, "muted", "heard again"},
};

/* Whether it holds of each of them. */
static bool all_have(struct browser *b, bool (*has)(const struct marks_row *row),
	const struct hit *hits, size_t n)
{
	struct arena a = ARENA_INIT;
	struct marks_row *rows = arena_alloc(&a, n * sizeof(*rows));
	size_t i = 0;

	if (model_marks_of(b->model, hits, n, &a, rows, NULL)) {
		while (i < n && has(&rows[i]))
			i++;
	}
	arena_release(&a);
	return i == n;
}

static bool is_with_subsystem(const struct marks_row *row)
{
	return row->muted_subsystem;
}

static void toggle(struct browser *b, enum mark mark, const struct hit *hits, size_t n)
{
	struct error err = {0};
	const char *what;
	bool on;

	if (!n) {
		status_say(&b->status, "no series is selected");
		return;
	}
	on = !all_have(b, toggles[mark].has, hits, n);
	what = on ? toggles[mark].on : toggles[mark].off;
	if (!tell(b, model_mark(b->model, mark, on, hits, n, NULL, &err), &err))
		return;
	if (mark == MARK_MUTE && !on && all_have(b, is_with_subsystem, hits, n))
		status_say(&b->status, "still muted with a subsystem, which M in the rail hears again");
	else if (n > 1)
		status_say(&b->status, "%zu series are %s", n, what);
	else
		status_say(&b->status, "%s", what);
}

/* What the focused view stands for: of the detail its series, else what is chosen in the list. */
static size_t targets(struct browser *b, const struct hit **hits, struct hit *own)
{
	*hits = own;
	if (browser_view(b) == b->panes[PANE_DETAIL])
		return detail_current(b->panes[PANE_DETAIL], own);
	return list_targets(b->panes[PANE_LIST], hits);
}

/* From one series on to the next, so that a row of them is marked by a row of keys. */
static void step_on(struct browser *b, size_t n)
{
	struct view *list = b->panes[PANE_LIST];

	if (n == 1 && browser_view(b) == list)
		list->ops->action(list, ACTION_MOVE_DOWN);
}

static void toggle_mark(struct browser *b, enum mark mark)
{
	const struct hit *hits;
	struct hit own;
	size_t n = targets(b, &hits, &own);

	toggle(b, mark, hits, n);
	if (mark != MARK_MUTE)
		step_on(b, n);
}

void marking_read(struct browser *b)
{
	toggle_mark(b, MARK_READ);
}

void marking_flag(struct browser *b)
{
	toggle_mark(b, MARK_FLAG);
}

/* Whether the user has said so of this subsystem itself, not of one above it. */
static bool is_muted_subsystem(struct browser *b, struct slice path)
{
	struct arena a = ARENA_INIT;
	struct slice folded = text_fold(&a, path).s;
	struct mark_record *records;
	bool found = false;
	size_t n = 0, i;

	if (!model_marks_export(b->model, &a, &records, &n, NULL))
		n = 0;
	for (i = 0; i < n && !found; i++)
		found = records[i].keys[0].kind == MARK_SUBSYSTEM &&
			slice_eq(records[i].keys[0].text, folded) && records[i].nvalues &&
			records[i].values[0].value.n;
	arena_release(&a);
	return found;
}

/* Those that are chosen in the rail, or that of its cursor; all of one kind afterwards. */
static void mute_subsystems(struct browser *b)
{
	const struct view *rail = b->panes[PANE_RAIL];
	struct buf path = BUF_INIT;
	struct error err = {0};
	bool on = false, ok = true;
	size_t n, i;

	for (n = 0; rail_subsystem(rail, n, &path); n++) {
		on |= !is_muted_subsystem(b, buf_slice(&path));
		buf_clear(&path);
	}
	for (i = 0; i < n && ok; i++) {
		buf_clear(&path);
		rail_subsystem(rail, i, &path);
		ok = tell(b, model_mute_subsystem(b->model, buf_slice(&path), on, &err), &err);
	}
	if (!n)
		status_say(&b->status, "only a subsystem can be muted here");
	else if (ok && n > 1)
		status_say(&b->status, "%zu subsystems are %s", n, on ? "muted" : "heard again");
	else if (ok)
		status_say(&b->status, !on ? "%s is heard again" :
			b->asks.with_muted ? "%s is muted; U takes it back" :
			"%s is muted; H shows what is muted, U takes it back", path.p);
	buf_release(&path);
}

void marking_mute(struct browser *b)
{
	if (browser_view(b) == b->panes[PANE_RAIL])
		mute_subsystems(b);
	else
		toggle_mark(b, MARK_MUTE);
	asks_again(&b->asks); /* it leaves the list, or comes back */
}

/* The head of the page says this no more once the newer one was read as well. */
static void say_older(struct browser *b, const struct marks_row *before)
{
	struct buf keys = BUF_INIT;

	keymap_key_for(b->options->keymap, CONTEXT_DETAIL, ACTION_COMPARE, &keys);
	status_say(&b->status, "you read %sv%u before; %s shows what has changed since",
		before->older_rfc ? "RFC " : "", before->older_version, keys.p);
	buf_release(&keys);
}

/*
 * The series in the detail was opened, or scrolled: its revision has been read, if it has a text.
 */
void marking_seen(struct browser *b)
{
	struct arena a = ARENA_INIT;
	struct marks_row row;
	struct error err = {0};
	struct hit hit;

	if (detail_current(b->panes[PANE_DETAIL], &hit) &&
		!detail_is_absent(b->panes[PANE_DETAIL]) &&
		model_marks_of(b->model, &hit, 1, &a, &row, NULL) && !row.read &&
		tell(b, model_mark(b->model, MARK_READ, true, &hit, 1, NULL, &err), &err) &&
		row.older_read)
		say_older(b, &row);
	arena_release(&a);
}

/* ---- all in view, and back ------------------------------------------------------------------- */

void marking_catch_up(struct browser *b)
{
	const struct result *result = list_result(b->panes[PANE_LIST]);
	struct error err = {0};
	size_t changed = 0;

	if (!result || !tell(b, model_mark(b->model, MARK_READ, true, result->hits, result->n,
					&changed, &err), &err))
		return;
	if (changed)
		status_say(&b->status, "caught up: %zu series %s read now", changed,
			changed == 1 ? "is" : "are");
	else
		status_say(&b->status, "everything in view was read already");
}

void marking_undo(struct browser *b)
{
	struct arena a = ARENA_INIT;
	struct error err = {0};
	struct slice what = {0};

	if (model_undo(b->model, &a, &what, &err)) {
		status_say(&b->status, "taken back: %.*s", SLICE_ARG(what));
		asks_again(&b->asks);
	} else if (err.code == ERROR_NOT_FOUND) {
		status_say(&b->status, "there is nothing to take back");
	} else {
		status_error(&b->status, "%s", err.text);
	}
	marks_changed(b);
	arena_release(&a);
}

/* ---- a note ---------------------------------------------------------------------------------- */

static void accept_note(struct browser *b)
{
	struct slice text = slice_trim(buf_slice(&b->prompting.prompt.text));
	struct error err = {0};

	if (tell(b, model_note(b->model, &b->prompting.noted, text, &err), &err))
		status_say(&b->status, text.n ? "noted" : "no note");
	prompting_close(b);
}

static const struct prompt_kind note_kind = {
	.label = "note> ",
	.accept = accept_note,
};

void marking_note(struct browser *b)
{
	struct arena a = ARENA_INIT;
	const struct hit *hits;
	struct marks_row row = {0};
	struct error err = {0};
	struct hit own;

	/* Before anything is typed that would be lost. */
	if (!model_has_marks(b->model, &err)) {
		status_error(&b->status, "%s", err.text);
		return;
	}
	if (!targets(b, &hits, &own)) {
		status_say(&b->status, "no series is selected");
		return;
	}
	/* A note is about one series: that under the cursor. */
	b->prompting.noted = browser_view(b) == b->panes[PANE_DETAIL] ? own : b->followed;
	model_marks_of(b->model, &b->prompting.noted, 1, &a, &row, NULL);
	prompting_open(b, &note_kind, NULL, row.note);
	arena_release(&a);
}
