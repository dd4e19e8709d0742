#include "model/rank.h"

#include <stdlib.h>

#include "model/front.h"
#include "util/buf.h"

const char *const rank_by_names[RANK_BYS] = {
	[RANK_BY_PERSON] = "person",
	[RANK_BY_DOMAIN] = "domain",
	[RANK_BY_SUBSYSTEM] = "subsystem",
	[RANK_BY_AUTHOR] = "author",
	[RANK_BY_REVIEWER] = "reviewer",
};

/* ---- order ------------------------------------------------------------------------------------ */

static int compare_rows(const void *pa, const void *pb)
{
	const struct rank_row *a = pa;
	const struct rank_row *b = pb;
	int cmp;

	if (a->count != b->count)
		return a->count > b->count ? -1 : 1;
	cmp = slice_cmp(a->label, b->label);
	return cmp ? cmp : slice_cmp(a->email, b->email);
}

static int compare_down(const void *pa, const void *pb)
{
	unsigned a = *(const unsigned *)pa;
	unsigned b = *(const unsigned *)pb;

	return a > b ? -1 : a < b;
}

/* How many counts (downwards) are larger, plus 1; 0 for a row that is not listed. */
static unsigned rank_in(const unsigned *counts, size_t n, unsigned count)
{
	size_t low = 0;
	size_t high = n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (counts[mid] > count)
			low = mid + 1;
		else
			high = mid;
	}
	return count > 0 ? (unsigned)low + 1 : 0;
}

static void sort_counts(unsigned *counts, size_t n)
{
	if (n > 1)
		qsort(counts, n, sizeof(*counts), compare_down);
}

static void rank_rows(struct ranking *r, struct rank_table *table)
{
	size_t bytes = (table->n + 1) * sizeof(unsigned);
	unsigned *all = arena_alloc(&r->scratch, bytes);
	unsigned *now = arena_alloc(&r->scratch, bytes);
	unsigned *before = arena_alloc(&r->scratch, bytes);
	size_t i;

	for (i = 0; i < table->n; i++) {
		all[i] = table->rows[i].count;
		now[i] = table->rows[i].now;
		before[i] = table->rows[i].before;
	}
	sort_counts(all, table->n);
	sort_counts(now, table->n);
	sort_counts(before, table->n);
	for (i = 0; i < table->n; i++) {
		struct rank_row *row = &table->rows[i];

		row->rank = rank_in(all, table->n, row->count);
		row->rank_now = rank_in(now, table->n, row->now);
		row->rank_before = rank_in(before, table->n, row->before);
	}
}

/* ---- the table -------------------------------------------------------------------------------- */

/* One name at several addresses is sought once. */
static bool is_sought_before(const struct rank_count *c, size_t part)
{
	size_t i;

	for (i = 0; i < part && !slice_eq(c->parts[i].term, c->parts[part].term); i++)
		;
	return i < part;
}

/* Of what was merged any part will do. */
static struct slice make_term(const struct ranking *r, const struct rank_count *c)
{
	struct buf text = BUF_INIT;
	struct slice term;
	size_t i, n = 0;

	for (i = 0; i < c->nparts; i++) {
		if (is_sought_before(c, i))
			continue;
		buf_adds(&text, n++ > 0 ? " OR " : "(");
		buf_add_slice(&text, c->parts[i].term);
	}
	buf_addc(&text, ')');
	if (n < 2) {
		buf_release(&text);
		return c->nparts > 0 ? c->parts[0].term : (struct slice){.p = ""};
	}
	term = arena_dup(r->arena, buf_slice(&text));
	buf_release(&text);
	return term;
}

static void make_row(const struct ranking *r, size_t at, struct rank_row *row)
{
	const struct rank_count *c = &r->counts[at];

	*row = (struct rank_row){
		.label = r->tally.rows[at].label,
		.email = r->tally.rows[at].text,
		.term = make_term(r, c),
		.count = c->count,
		.revisions = c->revisions,
		.lines = c->lines,
		.cells = c->cells,
		.ncells = c->ncells,
		.now = c->now,
		.before = c->before,
	};
	if (c->nparts < 2 && !c->renamed)
		return;
	row->parts = c->parts;
	row->nparts = c->nparts;
}

/* Rows that only the digest before has belong to no sum: they take part in its ranks alone. */
static void make_rows(struct ranking *r, struct rank_table *table)
{
	size_t n = r->tally.n;
	size_t i;

	tally_settle(&r->tally);
	table->rows = arena_alloc(r->arena, (n + 1) * sizeof(*table->rows));
	table->n = n;
	for (i = 0; i < n; i++)
		make_row(r, i, &table->rows[i]);
	rank_rows(r, table);
	if (n > 1)
		qsort(table->rows, n, sizeof(*table->rows), compare_rows);
	while (table->n > 0 && table->rows[table->n - 1].count == 0)
		table->n--;
}

static void make_digests(struct ranking *r, struct rank_table *table)
{
	size_t i;

	table->digests = arena_alloc(r->arena, (r->nsources + 1) * sizeof(*table->digests));
	for (i = 0; i < r->nsources; i++) {
		const struct rank_source *s = &r->sources[i];

		table->has_before |= s->is_now;
		if (!s->chosen)
			continue;
		table->digests[s->number] = (struct rank_digest){
			.row = s->row,
			.sum = s->sum,
			.listed = s->listed,
		};
		table->ndigests++;
		table->sum += s->sum;
		table->listed += s->listed;
	}
}

static void number_digests(struct ranking *r)
{
	size_t n = 0;
	size_t i;

	for (i = 0; i < r->nsources; i++)
		if (r->sources[i].chosen)
			r->sources[i].number = n++;
}

static void count(struct ranking *r)
{
	size_t i;

	rank_find_digests(r);
	number_digests(r);
	for (i = 0; i < r->nsources && db_fine(r->db); i++)
		if (r->sources[i].chosen || r->sources[i].is_before)
			rank_count_digest(r, i);
}

static void make_table(struct ranking *r, struct rank_table *table)
{
	table->by = r->options->by;
	make_digests(r, table);
	make_rows(r, table);
	rank_check_chain(r, table);
	table->twins = r->twins;
	table->perhaps = r->perhaps;
	if (!rank_from_records(table->by))
		table->unasked = plan_digests_rest(r->asked, r->arena);
}

bool rank_make(struct planner *planner, const struct rank_options *options, struct arena *a,
	struct rank_table *table, struct error *err)
{
	struct ranking r = {
		.db = planner_db(planner),
		.scope = planner_scope(planner),
		.options = options,
		.asked = plan_digests_new(planner, options->query),
		.arena = a,
	};
	bool ok;

	*table = (struct rank_table){.n = 0};
	tally_init(&r.tally, a);
	count(&r);
	ok = plan_digests_ok(r.asked, err);
	if (ok)
		make_table(&r, table);
	plan_digests_free(r.asked);
	tally_release(&r.tally);
	intern_release(&r.parts);
	intern_release(&r.revisions);
	arena_release(&r.scratch);
	return ok;
}

bool model_rank(struct model *model, const struct rank_options *options, struct arena *a,
	struct rank_table *table, struct error *err)
{
	struct planner *planner = planner_new(model->db, model->marks, &model->scope,
		&model->wishes, model->today);
	bool ok;

	db_begin_read(model->db);
	ok = rank_make(planner, options, a, table, err);
	db_end_read(model->db);
	planner_free(planner);
	return ok;
}
