/*
 * The views there are, and what the driver tells and asks them besides struct view_ops.
 */
#ifndef TUI_VIEWS_H
#define TUI_VIEWS_H

#include <stdbool.h>
#include <stdint.h>

#include "conf/keymap.h"
#include "tui/view.h"
#include "util/buf.h"

/* ---- list: the series of a result ------------------------------------------------------------ */

struct view *list_new(const struct view_env *env);
/*
 * Show another result in its order (a reference is taken; NULL: none). The cursor stays on the
 * series it was put on, comes back to it when it was out of the view for a while, and else keeps
 * its row, or stands on the first one when the result is that of another question.
 */
void list_set_result(struct view *view, struct result *result, enum sort sort, bool other);
/* Where the list stands, to come back to it; the result is kept by whoever remembers it. */
struct list_place {
	int64_t series;
	size_t top, cursor;
};
struct list_place list_place(const struct view *view);
void list_go(struct view *view, const struct list_place *place);
/* The row with which one begins: the cursor goes there unless somebody has put it anywhere. */
void list_begin(struct view *view, size_t line);
/* From now on the cursor stays on its series; until then it stays where one begins. */
void list_hold(struct view *view);
/* The selected hit; false when there is none. */
bool list_current(const struct view *view, struct hit *hit);
/* A query term for the selected series; false when there is none. */
enum list_term { LIST_AUTHOR, LIST_SUBSYSTEM, LIST_DIGEST };
bool list_term(struct view *view, enum list_term which, struct buf *out);
/*
 * What is to be acted on: the chosen ones, or else the selected one. In the view's memory, until
 * its next action or result.
 */
size_t list_targets(struct view *view, const struct hit **hits);
void list_choose_none(struct view *view);
/* How many are chosen, in the result or not. */
size_t list_chosen(const struct view *view);
/* The marks of its rows have changed. */
void list_marks_changed(struct view *view);
/* All of the result is acted on: how many rows, and where they are. */
const struct result *list_result(const struct view *view);
/* What stands where there are no rows. */
void list_set_empty(struct view *view, const char *sentence);

/* ---- rail: the facets of a view ---------------------------------------------------------------- */

struct view *rail_new(const struct view_env *env);
/* Takes the rows over with their arena (which is empty afterwards). */
void rail_set_facets(
	struct view *view, enum facet facet, struct facets facets, struct arena *arena);
/* Whether there is room for rows of this facet, so that they are worth asking for. */
bool rail_wants(const struct view *view, enum facet facet);
/*
 * A term for the chosen rows of the open facet, any of which will do, or else for the selected
 * row. False when there is none.
 */
bool rail_term(const struct view *view, struct buf *out);
/*
 * What rail_term gave before for rows of this facet that were chosen together, and was put into the
 * filter; another choice takes its place. The absent slice when there is none.
 */
struct slice rail_last(const struct view *view);
void rail_set_last(struct view *view, struct slice term);
/*
 * The subsystems, as in KVM/x86, that are acted on, from number 0: of the chosen rows, or else of the
 * selected one. False when there is no such one.
 */
bool rail_subsystem(const struct view *view, size_t number, struct buf *out);
void rail_choose_none(struct view *view);
/* Terms that stand in the filter are marked; the text is copied. */
void rail_set_filter(struct view *view, struct slice filter);

/* ---- detail: a series, one revision of it ------------------------------------------------------- */

struct view *detail_new(const struct view_env *env);
/*
 * Show a series at a revision, or at the newest with a text when it has no such; the same again
 * reads it anew. series 0: nothing.
 */
void detail_show(struct view *view, int64_t series, int64_t revision);
/* The revision that it shows; false when it shows none. */
bool detail_current(const struct view *view, struct hit *hit);
/* Whether it shows one of which there is no text. */
bool detail_is_absent(const struct view *view);
/* Its page, as it is now, and the line of it that the cursor stands on. */
const struct page *detail_page(const struct view *view);
size_t detail_point(const struct view *view);
/* How far one has read in the page: the line of the cursor, and its row below the head. */
struct detail_place {
	size_t line;
	int row;
};
struct detail_place detail_place(const struct view *view);
void detail_go(struct view *view, const struct detail_place *place);
/* Wrap long lines, or cut them. */
void detail_set_wrap(struct view *view, bool wrap);
/* Open the fold in whose place the cursor stands; false when there is none. */
bool detail_unfold(struct view *view);
/* Open or close the text of the patch under the cursor; false when it has none to open. */
bool detail_turn_patch(struct view *view);
/* The revision of its series that a text such as "v5.1" or "RFC v2" names; false: none. */
bool detail_version(const struct view *view, struct slice name, struct hit *hit);
/* The related series of what it shows; their texts are not needed afterwards. */
void detail_set_related(struct view *view, const struct related *related);
bool detail_has_related(const struct view *view);
bool detail_related(const struct view *view, size_t number, struct hit *hit);
/* Revisions up (newer) or down. */
void detail_step_revision(struct view *view, int step);
void detail_section(struct view *view, enum section section);
void detail_scroll(struct view *view, int lines);
/* Whether its last line is in view. */
bool detail_at_end(const struct view *view);

/* ---- compare: two revisions of a series ----------------------------------------------------------- */

struct view *compare_new(const struct view_env *env);
/*
 * Compare a revision with the one that was read last, or else with the newest text before it.
 * False when that cannot be; the status says why.
 */
bool compare_show(struct view *view, int64_t series, int64_t revision);
void compare_set_wrap(struct view *view, bool wrap);

/* ---- ranking: who and what has how large a share ---------------------------------------------------- */

/* What the view asks for; the answer comes by ranking_set. */
typedef void (*ranking_ask)(void *self, enum rank_by by);

struct view *ranking_new(const struct view_env *env, ranking_ask ask, void *self);
/* Ask anew. */
void ranking_show(struct view *view);
/* Takes the table over with its arena (which is empty afterwards). */
void ranking_set(struct view *view, struct rank_table *table, struct arena *arena);
/* The term of the row that the cursor stands on; the absent slice when there is none. */
struct slice ranking_term(const struct view *view);

/* ---- help: the keys that work in a context ------------------------------------------------------ */

struct view *help_new(const struct view_env *env, const struct keymap *keymap);
void help_show(struct view *view, enum context context);
/* Where it was asked for. */
enum context help_context(const struct view *view);
/* The action of the selected row; ACTION_NONE when there is none. */
enum action help_selected(const struct view *view);
/*
 * Say what these keys (normalised) do where the help was asked for. False when they do nothing
 * there, or are to work in the help, too.
 */
bool help_explain(struct view *view, struct slice keys);

#endif
