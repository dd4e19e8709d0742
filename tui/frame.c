#include "tui/frame.h"

#include <stdio.h>

#include "tui/draw.h"
#include "util/alloc.h"
#include "util/buf.h"

#define PIECES_MAX 12

/* A piece of the title line; those of a lower rank matter more. */
enum { RANK_FILTER = 1, RANK_HITS, RANK_LEAST = 7 };

struct piece {
	struct vis text;
	enum style style;
	int rank;
	bool right; /* stands at the right margin */
	bool shown; /* there is room for it */
};

struct pieces {
	struct piece at[PIECES_MAX];
	size_t n;
	struct arena arena;
};

static void add_piece(
	struct pieces *pieces, int rank, enum style style, bool right, struct vis text)
{
	if (text.cols && pieces->n < PIECES_MAX)
		pieces->at[pieces->n++] = (struct piece){text, style, rank, right, false};
}

static struct vis counted(struct arena *a, size_t n, const char *one, const char *many)
{
	return text_visiblef(a, "%zu %s", n, n == 1 ? one : many);
}

static void add_filter(struct pieces *pieces, const struct title *title)
{
	struct arena *a = &pieces->arena;
	struct vis filter = text_visible(a, title->filter);

	if (!title->filter.n)
		return;
	add_piece(pieces, RANK_FILTER, STYLE_BAR_FILTER, false,
		text_visiblef(
			a, title->off ? "(filter off: %.*s)" : "filter: %.*s", VIS_ARG(filter)));
	if (!title->known || title->off)
		return;
	add_piece(pieces, RANK_HITS, STYLE_BAR, true,
		title->perhaps ? text_visiblef(a, "%zu of %u, %u perhaps (?)", title->hits,
					 title->series, title->perhaps)
			       : text_visiblef(a, "%zu of %u", title->hits, title->series));
	if (title->unread_hits)
		add_piece(pieces, 5, STYLE_BAR, true,
			text_visiblef(a, "%zu unread", title->unread_hits));
}

static void make_pieces(struct pieces *pieces, const struct title *title)
{
	struct arena *a = &pieces->arena;

	add_piece(pieces, 4, STYLE_BAR_NAME, false, VIS("tidings"));
	add_piece(pieces, 6, STYLE_BAR, false, text_visible(a, title->lists));
	if (title->known) {
		add_piece(pieces, 5, STYLE_BAR, false,
			counted(a, title->digests, "digest", "digests"));
		if (title->gaps)
			add_piece(pieces, 6, STYLE_ERROR, false,
				counted(a, title->gaps, "gap", "gaps"));
		add_piece(
			pieces, 4, STYLE_BAR, false, counted(a, title->series, "series", "series"));
		if (title->unread)
			add_piece(pieces, 3, STYLE_BAR, false,
				text_visiblef(a, "%u unread", title->unread));
	}
	if (title->muted || title->with_muted)
		add_piece(pieces, 5, STYLE_BAR, false,
			title->with_muted ? VIS("with muted")
					  : text_visiblef(a, "%u muted", title->muted));
	if (title->chosen)
		add_piece(pieces, 3, STYLE_BAR, false,
			text_visiblef(a, "%zu chosen", title->chosen));
	add_filter(pieces, title);
	add_piece(pieces, 3, STYLE_BAR, true, text_visible_cstr(a, title->progress));
	add_piece(pieces, RANK_LEAST, STYLE_BAR, true, text_visible_cstr(a, title->order));
}

static int columns_of(const struct pieces *pieces)
{
	int cols = 0;
	size_t i;

	for (i = 0; i < pieces->n; i++) {
		if (pieces->at[i].shown)
			cols += pieces->at[i].text.cols + (cols ? 2 : 0);
	}
	return cols;
}

/* The end of the filter gives way to what must stand beside it. */
static bool cut_filter(struct pieces *pieces, int cols)
{
	size_t i;

	for (i = 0; i < pieces->n; i++) {
		struct piece *piece = &pieces->at[i];
		int room = cols - (columns_of(pieces) - piece->text.cols);

		if (piece->rank != RANK_FILTER || room < 1)
			continue;
		piece->text = text_clip(&pieces->arena, piece->text, room);
		return true;
	}
	return false;
}

/* What matters most first; what there is no room for leaves it to the smaller ones behind it. */
static void fit_pieces(struct pieces *pieces, int cols)
{
	int rank;
	size_t i;

	for (rank = RANK_FILTER; rank <= RANK_LEAST; rank++) {
		for (i = 0; i < pieces->n; i++) {
			struct piece *piece = &pieces->at[i];

			if (piece->rank != rank)
				continue;
			piece->shown = true;
			if (columns_of(pieces) > cols &&
				(rank > RANK_HITS || !cut_filter(pieces, cols)))
				piece->shown = false;
		}
	}
}

static void put_pieces(struct pen *pen, const struct pieces *pieces, bool right)
{
	size_t i;

	for (i = 0; i < pieces->n; i++) {
		if (pieces->at[i].right != right || !pieces->at[i].shown)
			continue;
		if (pen->col)
			pen_blank(pen, STYLE_BAR, 2);
		pen_put(pen, pieces->at[i].style, pieces->at[i].text);
	}
}

void frame_title(const struct pane *pane, const struct title *title)
{
	struct pieces pieces = {.arena = ARENA_INIT};
	struct pen pen;
	int right = 0;
	size_t i;

	if (!pane_shown(pane))
		return;
	pen = pen_at(pane, 0);
	make_pieces(&pieces, title);
	fit_pieces(&pieces, pane->cols);
	for (i = 0; i < pieces.n; i++)
		right += pieces.at[i].right && pieces.at[i].shown ? pieces.at[i].text.cols + 2 : 0;
	put_pieces(&pen, &pieces, false);
	pen_blank(&pen, STYLE_BAR, pen_room(&pen) - right);
	put_pieces(&pen, &pieces, true);
	pen_end(&pen, STYLE_BAR);
	arena_release(&pieces.arena);
}

void frame_status(const struct pane *pane, const struct status *status)
{
	struct arena a = ARENA_INIT;
	struct pen pen;

	if (!pane_shown(pane))
		return;
	pen = pen_at(pane, 0);
	pen_field(&pen, status->error ? STYLE_ERROR : style_of(ROLE_TEXT),
		text_visible_cstr(&a, status->text), pane->cols);
	arena_release(&a);
}

/* How the columns are shared: the text gets what it needs, the message what is left. */
static int text_columns_for(const struct prompt_line *line, int cols, int message)
{
	struct arena a = ARENA_INIT;
	int wanted = text_visible(&a, buf_slice(&line->prompt->text)).cols + 1;
	int least = cols * 2 / 3 < wanted ? cols * 2 / 3 : wanted;

	arena_release(&a);
	if (message && cols - message - 2 < least)
		return least > 0 ? least : 1;
	return message ? cols - message - 2 : cols;
}

static void put_text(struct pen *pen, const struct prompt_line *line, int cols, struct arena *a)
{
	int cursor, wrong, start = pen->col;
	struct vis text = prompt_look(line->prompt, a, cols, &cursor, line->wrong, &wrong);
	int row = pen->row;

	pen_put(pen, STYLE_PROMPT, text);
	pen_blank(pen, STYLE_PROMPT, cols - text.cols);
	if (wrong >= 0) {
		/* At the end of the text the error is marked on the blank behind it. */
		struct pen at = pen_at(pen->pane, row);
		struct vis one = wrong < text.cols ? text_columns(text, wrong, 2, NULL) : VIS(" ");

		if (one.cols > 1 && one.p[0] > 0)
			one = text_columns(one, 0, 1, NULL);
		at.col = start + wrong;
		at.end = start + cols;
		pen_put(&at, STYLE_PROMPT_WRONG, one);
	}
	draw_cursor(pen->pane, row, start + cursor, true);
}

void frame_prompt(const struct pane *pane, const struct prompt_line *line)
{
	struct arena a = ARENA_INIT;
	struct vis message = text_visible_cstr(&a, line->message);
	struct pen pen;
	int cols;

	if (!pane_shown(pane))
		return;
	pen = pen_at(pane, 0);
	pen_put(&pen, STYLE_HINT_KEY, text_visible_cstr(&a, line->label));
	if (pen_room(&pen) < 2)
		pen.col = 0;
	cols = text_columns_for(line, pen_room(&pen), message.cols);
	put_text(&pen, line, cols, &a);
	if (pen_room(&pen) > 2) {
		pen_blank(&pen, STYLE_PROMPT, 2);
		pen_field(&pen, line->error ? STYLE_ERROR : STYLE_HINT, message, pen_room(&pen));
	}
	pen_end(&pen, STYLE_PROMPT);
	arena_release(&a);
}

/* What is worth a hint, most first. Two actions share one where their keys belong together. */
struct hint {
	enum action actions[2];
	const char *what;
};

static const struct hint list_hints[] = {
	{{ACTION_FILTER}, "filter"},
	{{ACTION_SEARCH}, "search"},
	{{ACTION_NEXT_UNREAD}, "unread"},
	{{ACTION_REVISION_PREV, ACTION_REVISION_NEXT}, "revision"},
	{{ACTION_COMPARE}, "compare"},
	{{ACTION_PANE_NEXT}, "pane"},
	{{ACTION_HELP}, "help"},
	{{ACTION_DETAIL_DOWN, ACTION_DETAIL_UP}, "scroll detail"},
	{{ACTION_FLAG}, "flag"},
	{{ACTION_ONLY_AUTHOR}, "author"},
	{{ACTION_ONLY_SUBSYSTEM}, "subsystem"},
	{{ACTION_RANKING}, "rankings"},
	{{ACTION_COMMAND}, "command"},
	{{ACTION_COPY}, "copy"},
	{{ACTION_ZOOM}, "zoom"},
	{{ACTION_QUIT}, "quit"},
	{{0}, NULL},
};

static const struct hint rail_hints[] = {
	{{ACTION_OPEN}, "in or out of the filter"},
	{{ACTION_PAN_LEFT, ACTION_PAN_RIGHT}, "person, domain, ..."},
	{{ACTION_PANE_NEXT}, "pane"},
	{{ACTION_HELP}, "help"},
	{{ACTION_CHOOSE}, "choose several"},
	{{ACTION_MUTE}, "mute"},
	{{ACTION_SEARCH}, "search"},
	{{ACTION_QUIT}, "quit"},
	{{0}, NULL},
};

static const struct hint detail_hints[] = {
	{{ACTION_REVISION_PREV, ACTION_REVISION_NEXT}, "revision"},
	{{ACTION_SECTION_PREV, ACTION_SECTION_NEXT}, "section"},
	{{ACTION_SERIES_NEXT, ACTION_SERIES_PREV}, "series"},
	{{ACTION_SEARCH}, "search"},
	{{ACTION_PANE_NEXT}, "pane"},
	{{ACTION_HELP}, "help"},
	{{ACTION_OPEN}, "follow"},
	{{ACTION_UNFOLD, ACTION_FOLD}, "fold"},
	{{ACTION_LINKS}, "links"},
	{{ACTION_COPY}, "copy"},
	{{ACTION_WRAP}, "wrap"},
	{{ACTION_ZOOM}, "zoom"},
	{{ACTION_BACK}, "back"},
	{{0}, NULL},
};

static const struct hint compare_hints[] = {
	{{ACTION_OLD_PREV, ACTION_OLD_NEXT}, "old side"},
	{{ACTION_NEW_PREV, ACTION_NEW_NEXT}, "new side"},
	{{ACTION_SWAP}, "swap"},
	{{ACTION_UNFOLD}, "unfold"},
	{{ACTION_BACK}, "back"},
	{{ACTION_HELP}, "help"},
	{{ACTION_SEARCH}, "search"},
	{{0}, NULL},
};

static const struct hint ranking_hints[] = {
	{{ACTION_PAN_LEFT, ACTION_PAN_RIGHT}, "person, domain, ..."},
	{{ACTION_OPEN}, "only these"},
	{{ACTION_BACK}, "back"},
	{{ACTION_SEARCH}, "search"},
	{{ACTION_HELP}, "help"},
	{{0}, NULL},
};

static const struct hint help_hints[] = {
	{{ACTION_BACK}, "back"},
	{{ACTION_SEARCH}, "narrow"},
	{{ACTION_OPEN}, "run"},
	{{ACTION_MOVE_DOWN, ACTION_MOVE_UP}, "move"},
	{{0}, NULL},
};

/* Shown with all of the traits `with` and none of `without`. */
static const struct {
	struct hint hint;
	unsigned with, without;
} prompt_hints[] = {
	{{{ACTION_CANCEL}, "restore"}, PROMPT_RESTORES, 0},
	{{{ACTION_CANCEL}, "give up"}, 0, PROMPT_RESTORES},
	{{{ACTION_COMPLETE}, "complete"}, PROMPT_COMPLETES, 0},
	{{{ACTION_MATCH_NEXT, ACTION_MATCH_PREV}, "match"}, PROMPT_MATCHES, 0},
	{{{ACTION_LIST_UP, ACTION_LIST_DOWN}, "move"}, PROMPT_ROWS, 0},
	{{{ACTION_LIST_UP, ACTION_LIST_DOWN}, "move in list"}, 0, PROMPT_ROWS},
	{{{ACTION_HISTORY_PREV, ACTION_HISTORY_NEXT}, "history"}, PROMPT_ROWS | PROMPT_HISTORY, 0},
	{{{ACTION_ROW_UP, ACTION_ROW_DOWN}, "history"}, PROMPT_HISTORY, PROMPT_ROWS},
};

static const struct hint *const hints[CONTEXTS] = {
	[CONTEXT_ANY] = list_hints,
	[CONTEXT_LIST] = list_hints,
	[CONTEXT_RAIL] = rail_hints,
	[CONTEXT_DETAIL] = detail_hints,
	[CONTEXT_COMPARE] = compare_hints,
	[CONTEXT_RANKING] = ranking_hints,
	[CONTEXT_HELP] = help_hints,
};

/* The first key of an action, without its brackets: "Esc" for "<Escape>" would be another word. */
static bool add_key(
	const struct keymap *keymap, enum context context, enum action action, struct buf *out)
{
	struct buf keys = BUF_INIT;
	bool found = action && keymap_key_for(keymap, context, action, &keys);
	struct slice key = buf_slice(&keys);

	if (found && key.n > 2 && key.p[0] == '<' && key.p[key.n - 1] == '>')
		key = slice_sub(key, 1, key.n - 2);
	if (found && out->n)
		buf_addc(out, ' ');
	if (found)
		buf_add_slice(out, key);
	buf_release(&keys);
	return found;
}

/* False when there is no room for it. */
static bool put_hint(struct pen *pen, struct vis key, struct vis what)
{
	int blank = pen->col ? 2 : 0;

	if (!key.cols || blank + key.cols + 1 + what.cols > pen_room(pen))
		return false;
	pen_blank(pen, STYLE_HINT, blank);
	pen_put(pen, STYLE_HINT_KEY, key);
	pen_blank(pen, STYLE_HINT, 1);
	pen_put(pen, STYLE_HINT, what);
	return true;
}

static void put_keys(struct pen *pen, const struct keymap *keymap, enum context context,
	const struct hint *hint, struct arena *a)
{
	struct buf keys = BUF_INIT;

	add_key(keymap, context, hint->actions[0], &keys);
	add_key(keymap, context, hint->actions[1], &keys);
	put_hint(pen, text_visible(a, arena_dup(a, buf_slice(&keys))),
		text_visible_cstr(a, hint->what));
	buf_release(&keys);
}

void frame_hints(const struct pane *pane, const struct keymap *keymap, enum context context)
{
	const struct hint *hint;
	struct arena a = ARENA_INIT;
	struct pen pen;

	if (!pane_shown(pane))
		return;
	pen = pen_at(pane, 0);
	for (hint = hints[context]; hint->what; hint++)
		put_keys(&pen, keymap, context, hint, &a);
	pen_end(&pen, STYLE_HINT);
	arena_release(&a);
}

void frame_prompt_hints(const struct pane *pane, const struct keymap *keymap, const char *enter,
	unsigned traits)
{
	struct hint first = {{ACTION_ACCEPT}, enter};
	struct arena a = ARENA_INIT;
	struct pen pen;
	size_t i;

	if (!pane_shown(pane))
		return;
	pen = pen_at(pane, 0);
	put_keys(&pen, keymap, CONTEXT_PROMPT, &first, &a);
	for (i = 0; i < ARRAY_LEN(prompt_hints); i++) {
		if ((traits & prompt_hints[i].with) == prompt_hints[i].with &&
			!(traits & prompt_hints[i].without))
			put_keys(&pen, keymap, CONTEXT_PROMPT, &prompt_hints[i].hint, &a);
	}
	pen_end(&pen, STYLE_HINT);
	arena_release(&a);
}

/* Whether the binding goes on where these keys end, and is what they come to in the context. */
static bool follows(const struct keymap *keymap, const struct binding *b, enum context context,
	struct slice keys)
{
	enum action found;

	return slice_eq(slice_sub(b->keys, 0, keys.n), keys) && b->keys.n > keys.n && b->action &&
	       (b->context == context ||
		       (b->context == CONTEXT_ANY && context != CONTEXT_PROMPT)) &&
	       keymap_find(keymap, context, b->keys, &found) == KEYMAP_FOUND &&
	       found == b->action;
}

void frame_following(const struct pane *pane, const struct keymap *keymap, enum context context,
	struct slice keys)
{
	struct arena a = ARENA_INIT;
	struct pen pen;
	size_t i;

	if (!pane_shown(pane))
		return;
	pen = pen_at(pane, 0);
	for (i = 0; i < keymap_count(keymap); i++) {
		struct binding b = keymap_at(keymap, i);

		if (follows(keymap, &b, context, keys))
			put_hint(&pen, text_visible(&a, slice_skip(b.keys, keys.n)),
				text_visible_cstr(&a, action_info(b.action)->name));
	}
	pen_end(&pen, STYLE_HINT);
	arena_release(&a);
}
