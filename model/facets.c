#include "model/facets.h"

#include <stdlib.h>
#include <string.h>

#include "model/db.h"
#include "model/ids.h"
#include "model/names.h"
#include "model/plan_internal.h"
#include "model/schema.h"
#include "model/tally.h"
#include "util/buf.h"
#include "util/text.h"

struct counting {
	struct db *db;
	struct planner *planner;
	const struct result *result;
	struct tally tally;
	bool unread;           /* the hit that is counted */
	struct arena *arena;   /* of the rows */
	struct arena scratch;
};

/* How one facet is counted. Each may be NULL. */
struct facet_ops {
	/* What revision number `hit` of the view has. */
	enum sql of_revision;
	void (*view)(struct counting *c, struct sqlite3_stmt *st, size_t hit);
	/* What a digest's ranking prints, or the digest itself. */
	enum sql of_digest;
	void (*digest)(struct counting *c, struct sqlite3_stmt *st);
	const char *field;
};

static struct slice key_of(const int64_t *id)
{
	return slice_from((const char *)id, sizeof(*id));
}

/* ---- persons ---------------------------------------------------------------------------------- */

/*
 * Columns: person, name, email. Who has one name at several addresses is one row, which stands for
 * what its term finds.
 */
static size_t person_row(struct counting *c, struct sqlite3_stmt *st)
{
	int64_t person = db_int(st, 0);
	struct slice name = db_text(st, 1);
	struct slice sought = names_sought(name, db_text(st, 2));
	struct slice key = slice_eq(sought, name) ? name : key_of(&person);

	return tally_row(&c->tally, key, name.n > 0 ? name : sought, sought, 1);
}

static void view_person(struct counting *c, struct sqlite3_stmt *st, size_t hit)
{
	tally_view(&c->tally, person_row(c, st), hit, c->unread);
}

static void print_row(struct counting *c, size_t row, int64_t count)
{
	c->tally.rows[row].printed += (unsigned)count;
	c->tally.rows[row].has_printed = true;
}

static void print_person(struct counting *c, struct sqlite3_stmt *st)
{
	print_row(c, person_row(c, st), db_int(st, 3));
}

/* ---- domains ---------------------------------------------------------------------------------- */

static size_t domain_row(struct counting *c, struct slice domain)
{
	struct slice folded = text_fold(&c->scratch, domain).s;

	return tally_row(&c->tally, folded, folded, folded, 1);
}

/* Column: the domain with its parts reversed. */
static void view_domain(struct counting *c, struct sqlite3_stmt *st, size_t hit)
{
	struct slice reversed = db_text(st, 0);
	struct slice domain;

	if (reversed.n < 2)
		return;
	domain = names_reverse(&c->scratch, slice_sub(reversed, 0, reversed.n - 1), '.');
	tally_view(&c->tally, domain_row(c, slice_sub(domain, 0, domain.n - 1)), hit, c->unread);
}

static void print_domain(struct counting *c, struct sqlite3_stmt *st)
{
	print_row(c, domain_row(c, db_text(st, 0)), db_int(st, 1));
}

/* ---- subsystems ------------------------------------------------------------------------------- */

/* Columns: path, and folded with a slash at the end. Counts in each part above it too. */
static void view_subsystem(struct counting *c, struct sqlite3_stmt *st, size_t hit)
{
	struct slice path = db_text(st, 0);
	struct slice fold = db_text(st, 1);
	size_t parent = TALLY_NONE;
	size_t at = 0, fold_at = 0;
	unsigned depth = 0;
	size_t from, row;

	while (at < path.n && fold_at < fold.n) {
		from = at;
		at += slice_find_byte(slice_skip(path, at), '/');
		fold_at += slice_find_byte(slice_skip(fold, fold_at), '/') + 1;
		row = tally_row(&c->tally, slice_sub(fold, 0, fold_at),
			slice_sub(path, from, at - from), slice_sub(path, 0, at), 1);
		c->tally.rows[row].parent = parent;
		c->tally.rows[row].depth = depth++;
		tally_view(&c->tally, row, hit, c->unread);
		parent = row;
		at++;
	}
}

/* ---- digests ---------------------------------------------------------------------------------- */

static struct slice base_name(struct slice path)
{
	size_t at = path.n;

	while (at > 0 && path.p[at - 1] != '/')
		at--;
	return slice_skip(path, at);
}

static void view_digest(struct counting *c, struct sqlite3_stmt *st, size_t hit)
{
	int64_t digest = db_int(st, 0);
	int64_t *known = intern_at(&c->tally.keys, key_of(&digest));

	/* One that is not in the scope has no row. */
	if (*known != 0)
		tally_view(&c->tally, (size_t)(*known - 1), hit, c->unread);
}

/* Columns: digest, list, date, date_kind, path. */
static void add_digest(struct counting *c, struct sqlite3_stmt *st)
{
	int64_t digest = db_int(st, 0);
	unsigned date = (unsigned)db_int(st, 2);
	struct buf label = BUF_INIT;

	if (date == 0)
		buf_add_slice(&label, base_name(db_text(st, 4)));
	else
		buf_addf(&label, SLICE_FMT " %s%04u-%02u-%02u", SLICE_ARG(db_text(st, 1)),
			db_int(st, 3) == DATE_AT_LEAST ? ">=" : "", date / 10000,
			date / 100 % 100, date % 100);
	tally_row(&c->tally, key_of(&digest), buf_slice(&label), base_name(db_text(st, 4)), 1);
	buf_release(&label);
}

/* ---- counting --------------------------------------------------------------------------------- */

static const struct facet_ops facet_ops[FACETS] = {
	[FACET_PERSON] = {
		.of_revision = SQL_FACET_PERSONS,
		.view = view_person,
		.of_digest = SQL_FACET_PRINTED_PERSONS,
		.digest = print_person,
		.field = "f:",
	},
	[FACET_DOMAIN] = {
		.of_revision = SQL_FACET_DOMAINS,
		.view = view_domain,
		.of_digest = SQL_FACET_PRINTED_DOMAINS,
		.digest = print_domain,
		.field = "dom:",
	},
	[FACET_SUBSYSTEM] = {
		.of_revision = SQL_FACET_SUBSYSTEMS,
		.view = view_subsystem,
		.field = "sub:",
	},
	[FACET_DIGEST] = {
		.of_revision = SQL_FACET_DIGESTS,
		.view = view_digest,
		.of_digest = SQL_FACET_DIGEST,
		.digest = add_digest,
		.field = "digest:",
	},
};

/*
 * Digests in the scope, oldest first. For rankings only the first of twins, whichever of
 * them is in the scope.
 */
static void find_digests(struct counting *c, bool twins, struct ids *digests)
{
	struct sqlite3_stmt *st = db_stmt(c->db, SQL_FACET_SCOPE);
	struct intern seen = {.n = 0};

	while (db_step(c->db, st)) {
		int64_t twin = db_int(st, 1);
		int64_t *again;

		if (!scope_has(c->planner->scope, db_text(st, 2)))
			continue;
		again = intern_at(&seen, key_of(&twin));
		if (*again == 0 || twins)
			ids_add(digests, db_int(st, 0));
		*again = 1;
	}
	intern_release(&seen);
}

static void count_digests(struct counting *c, enum facet facet)
{
	const struct facet_ops *ops = &facet_ops[facet];
	struct ids digests = {.n = 0};
	struct sqlite3_stmt *st;
	size_t i;

	find_digests(c, facet == FACET_DIGEST, &digests);
	for (i = 0; i < digests.n && db_fine(c->db); i++) {
		arena_reset(&c->scratch);
		st = db_stmt(c->db, ops->of_digest);
		db_bind_int(c->db, st, 1, digests.p[i]);
		while (db_step(c->db, st))
			ops->digest(c, st);
	}
	free(digests.p);
}

static void count_view(struct counting *c, const struct facet_ops *ops)
{
	struct sqlite3_stmt *st;
	size_t i;

	for (i = 0; c->result && i < c->result->n && db_fine(c->db); i++) {
		arena_reset(&c->scratch);
		c->unread = plan_is_unread(c->planner, c->result->hits[i].revision);
		st = db_stmt(c->db, ops->of_revision);
		db_bind_int(c->db, st, 1, c->result->hits[i].revision);
		while (db_step(c->db, st))
			ops->view(c, st, i);
	}
}

/* ---- rows ------------------------------------------------------------------------------------- */

static int compare_siblings(const struct tally_row *a, const struct tally_row *b)
{
	int cmp;

	if (a->view != b->view)
		return a->view > b->view ? -1 : 1;
	if (a->printed != b->printed)
		return a->printed > b->printed ? -1 : 1;
	cmp = slice_cmp(a->label, b->label);
	return cmp ? cmp : slice_cmp(a->text, b->text);
}

/* Below one parent the siblings compare; a parent stands before what is below it. */
static int compare_rows(const void *pa, const void *pb, void *ctx)
{
	const struct tally *tally = ctx;
	size_t a = *(const size_t *)pa;
	size_t b = *(const size_t *)pb;
	unsigned deep_a = tally->rows[a].depth;
	unsigned deep_b = tally->rows[b].depth;
	int deeper = deep_a < deep_b ? -1 : deep_a > deep_b;

	for (; deep_a > deep_b; deep_a--)
		a = tally->rows[a].parent;
	for (; deep_b > deep_a; deep_b--)
		b = tally->rows[b].parent;
	if (a == b)
		return deeper;
	while (tally->rows[a].parent != tally->rows[b].parent) {
		a = tally->rows[a].parent;
		b = tally->rows[b].parent;
	}
	return compare_siblings(&tally->rows[a], &tally->rows[b]);
}

struct slice facets_term(struct arena *a, const char *field, struct slice text)
{
	struct buf term = BUF_INIT;
	struct slice made;

	buf_adds(&term, field);
	query_quote(text, &term);
	made = arena_dup(a, buf_slice(&term));
	buf_release(&term);
	return made;
}

/* Digests stay in order of time, the newest first. */
static size_t *order_rows(struct counting *c, enum facet facet)
{
	size_t n = c->tally.n;
	size_t *order = arena_alloc(c->arena, (n + 1) * sizeof(*order));
	size_t i;

	for (i = 0; i < n; i++)
		order[i] = facet == FACET_DIGEST ? n - 1 - i : i;
	if (facet != FACET_DIGEST && n > 1)
		qsort_r(order, n, sizeof(*order), compare_rows, &c->tally);
	return order;
}

static void make_rows(struct counting *c, enum facet facet, struct facets *out)
{
	size_t *order;
	size_t i;

	tally_settle(&c->tally);
	order = order_rows(c, facet);
	out->n = c->tally.n;
	out->rows = arena_alloc(c->arena, (out->n + 1) * sizeof(*out->rows));
	for (i = 0; i < out->n; i++) {
		const struct tally_row *row = &c->tally.rows[order[i]];

		out->rows[i] = (struct facet_row){
			.label = row->label,
			.term = facets_term(c->arena, facet_ops[facet].field, row->text),
			.view = row->view,
			.unread = row->unread,
			.printed = row->printed,
			.has_printed = row->has_printed,
			.depth = row->depth,
		};
	}
}

static void count_rows(struct planner *planner, const struct result *result, enum facet facet,
	struct arena *a, struct facets *out)
{
	struct counting c = {
		.db = planner->db,
		.planner = planner,
		.result = result,
		.arena = a,
	};

	tally_init(&c.tally, a);
	if (facet_ops[facet].digest)
		count_digests(&c, facet);
	count_view(&c, &facet_ops[facet]);
	if (db_fine(c.db))
		make_rows(&c, facet, out);
	tally_release(&c.tally);
	arena_release(&c.scratch);
}

bool facets_count(struct planner *planner, const struct result *result, enum facet facet,
	struct arena *a, struct facets *out, struct error *err)
{
	*out = (struct facets){.n = 0};
	if (universe_read(planner) && plan_know_marks(planner)) {
		if (facet == FACET_QUERY)
			facets_saved(planner, result, a, out);
		else
			count_rows(planner, result, facet, a, out);
	}
	return plan_ok(planner, err);
}
