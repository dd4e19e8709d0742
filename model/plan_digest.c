#include "model/plan_digest.h"

#include <stdlib.h>

#include "model/digest_name.h"
#include "model/intern.h"
#include "model/plan_internal.h"
#include "util/alloc.h"
#include "util/buf.h"

struct view {
	struct query query;
	struct plan_set set;
	bool has_run;
};

struct plan_digests {
	struct planner *planner;
	const struct query *query;
	struct arena arena;
	struct intern keys;  /* what the terms say of a digest: its view, plus 1 */
	struct view *views;  /* from VIEW_ALL + 1 on */
	size_t nviews, room;
};

struct plan_digests *plan_digests_new(struct planner *planner, const struct query *query)
{
	struct plan_digests *digests = xcalloc(1, sizeof(*digests));

	digests->planner = planner;
	digests->query = query;
	planner->error = (struct error){.code = ERROR_NONE};
	return digests;
}

void plan_digests_free(struct plan_digests *digests)
{
	size_t i;

	if (!digests)
		return;
	for (i = 0; i < digests->nviews; i++)
		plan_set_release(&digests->views[i].set);
	intern_release(&digests->keys);
	arena_release(&digests->arena);
	free(digests);
}

/* ---- terms that a digest answers -------------------------------------------------------------- */

static bool has_list(struct planner *planner, const struct query_term *term,
	const struct digest_row *row)
{
	(void)planner;
	return slice_eq_nocase(term->text, row->list);
}

static bool has_date(struct planner *planner, const struct query_term *term,
	const struct digest_row *row)
{
	struct query_range range;

	query_dates(term->text, planner->today ? planner->today() : 0, &range);
	return row->date > 0 && row->date >= range.from && row->date <= range.to;
}

static bool has_name(struct planner *planner, const struct query_term *term,
	const struct digest_row *row)
{
	(void)planner;
	return digest_is_named(term->text, row->from, row->to, row->path);
}

static bool (*const answers[FIELDS])(struct planner *, const struct query_term *,
	const struct digest_row *) = {
	[FIELD_LIST] = has_list,
	[FIELD_DATE] = has_date,
	[FIELD_DIGEST] = has_name,
};

/* ---- what is left of a query ------------------------------------------------------------------ */

enum truth { TRUTH_NO, TRUTH_YES, TRUTH_OPEN };

/* A node with the digest's answers put in; `node` is what is left of it when it is open. */
struct reduced {
	enum truth truth;
	struct query_node *node;
};

struct reducing {
	struct planner *planner;
	struct arena *arena;
	const struct digest_row *row;
	struct buf key; /* the answers, one after the other */
};

static struct reduced reduce(struct reducing *r, struct query_node *node);

static struct reduced reduce_term(struct reducing *r, struct query_node *node)
{
	bool yes;

	if (!answers[node->term->field])
		return (struct reduced){TRUTH_OPEN, node};
	yes = answers[node->term->field](r->planner, node->term, r->row);
	buf_addc(&r->key, yes ? 'y' : 'n');
	return (struct reduced){yes ? TRUTH_YES : TRUTH_NO, NULL};
}

static struct query_node *new_node(struct reducing *r, const struct query_node *node)
{
	struct query_node *made = arena_zalloc(r->arena, sizeof(*made));

	made->kind = node->kind;
	made->kids = arena_alloc(r->arena, (node->nkids + 1) * sizeof(struct query_node *));
	return made;
}

static struct reduced reduce_not(struct reducing *r, struct query_node *node)
{
	struct reduced kid = reduce(r, node->kids[0]);
	struct query_node *made;

	if (kid.truth != TRUTH_OPEN)
		return (struct reduced){kid.truth == TRUTH_YES ? TRUTH_NO : TRUTH_YES, NULL};
	if (kid.node == node->kids[0])
		return (struct reduced){TRUTH_OPEN, node};
	made = new_node(r, node);
	made->kids[made->nkids++] = kid.node;
	return (struct reduced){TRUTH_OPEN, made};
}

/* Of AND and OR; one kid that says `decides` is enough. */
static struct reduced reduce_list(struct reducing *r, struct query_node *node, enum truth decides)
{
	struct query_node *made = new_node(r, node);
	size_t i;

	for (i = 0; i < node->nkids; i++) {
		struct reduced kid = reduce(r, node->kids[i]);

		if (kid.truth == decides)
			return kid;
		if (kid.truth == TRUTH_OPEN)
			made->kids[made->nkids++] = kid.node;
	}
	if (made->nkids == 0)
		return (struct reduced){decides == TRUTH_NO ? TRUTH_YES : TRUTH_NO, NULL};
	return (struct reduced){TRUTH_OPEN, made->nkids == 1 ? made->kids[0] : made};
}

static struct reduced reduce(struct reducing *r, struct query_node *node)
{
	switch (node->kind) {
	case NODE_TERM:
		return reduce_term(r, node);
	case NODE_NOT:
		return reduce_not(r, node);
	case NODE_AND:
		return reduce_list(r, node, TRUTH_NO);
	case NODE_OR:
		return reduce_list(r, node, TRUTH_YES);
	}
	return (struct reduced){TRUTH_OPEN, node};
}

static size_t add_view(struct plan_digests *digests, struct query_node *root)
{
	ARENA_GROW(&digests->arena, digests->views, digests->room, digests->nviews + 1);
	digests->views[digests->nviews] = (struct view){.query = {.root = root}};
	return VIEW_ALL + ++digests->nviews;
}

size_t plan_digests_view(struct plan_digests *digests, const struct digest_row *row)
{
	struct reducing r = {
		.planner = digests->planner,
		.arena = &digests->arena,
		.row = row,
		.key = BUF_INIT,
	};
	struct reduced left;
	int64_t *known;
	size_t view;

	if (query_is_all(digests->query))
		return VIEW_ALL;
	buf_addc(&r.key, '='); /* no key is empty */
	left = reduce(&r, digests->query->root);
	known = intern_at(&digests->keys, buf_slice(&r.key));
	buf_release(&r.key);
	if (left.truth != TRUTH_OPEN)
		return left.truth == TRUTH_YES ? VIEW_ALL : VIEW_NOTHING;
	if (*known == 0) {
		view = add_view(digests, left.node);
		*known = (int64_t)view + 1;
	}
	return (size_t)(*known - 1);
}

/* ---- revisions -------------------------------------------------------------------------------- */

/* After a failure the set is empty, and the failure is told by plan_digests_ok. */
static void run(struct plan_digests *digests, struct view *view)
{
	struct planner *planner = digests->planner;

	view->has_run = true;
	if (planner->error.code != ERROR_NONE || !universe_read(planner))
		return;
	plan_set_init(&view->set, planner->universe.nrevisions);
	plan_run_query(planner, &view->query, &view->set);
}

static int compare_revision(const void *key, const void *row)
{
	int64_t id = *(const int64_t *)key, other = ((const struct plan_revision *)row)->id;

	return id < other ? -1 : id > other;
}

bool plan_digests_has(struct plan_digests *digests, size_t at, int64_t revision, bool *sure)
{
	const struct universe *u = &digests->planner->universe;
	const struct plan_revision *found = NULL;
	struct view *view;
	size_t ordinal;

	*sure = true;
	if (at <= VIEW_ALL)
		return at == VIEW_ALL;
	view = &digests->views[at - VIEW_ALL - 1];
	if (!view->has_run)
		run(digests, view);
	if (u->nrevisions && view->set.words)
		found = bsearch(&revision, u->revisions, u->nrevisions, sizeof(*u->revisions),
			compare_revision);
	if (!found)
		return false;
	ordinal = (size_t)(found - u->revisions);
	*sure = plan_set_has_sure(&view->set, ordinal);
	return plan_set_has(&view->set, ordinal);
}

bool plan_digests_ok(const struct plan_digests *digests, struct error *err)
{
	if (!db_ok(digests->planner->db, err))
		return false;
	if (digests->planner->error.code == ERROR_NONE)
		return true;
	*err = digests->planner->error;
	return false;
}

/* ---- what no digest answers ------------------------------------------------------------------- */

static void add_rest(struct query_node *node, struct buf *out)
{
	struct query alone = {.root = node};
	struct buf text = BUF_INIT;
	size_t i;

	for (i = 0; i < node->nkids; i++)
		add_rest(node->kids[i], out);
	if (node->kind != NODE_TERM || answers[node->term->field])
		return;
	query_print(&alone, &text);
	buf_adds(out, out->n ? " " : "");
	buf_add_slice(out, buf_slice(&text));
	buf_release(&text);
}

struct slice plan_digests_rest(const struct plan_digests *digests, struct arena *a)
{
	struct buf text = BUF_INIT;
	struct slice rest;

	if (!query_is_all(digests->query))
		add_rest(digests->query->root, &text);
	rest = arena_dup(a, buf_slice(&text));
	buf_release(&text);
	return rest;
}
