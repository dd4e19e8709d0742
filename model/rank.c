#include "model/rank.h"

#include <stdlib.h>

#include "model/front.h"

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

static void make_row(const struct ranking *r, size_t at, struct rank_row *row)
{
	const struct rank_count *c = &r->counts[at];

	*row = (struct rank_row){
		.label = r->tally.rows[at].label,
		.email = r->tally.rows[at].text,
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

static void count(struct ranking *r, const struct scope *scope)
{
	size_t i;

	rank_find_digests(r, scope);
	number_digests(r);
	for (i = 0; i < r->nsources && db_fine(r->db); i++)
		if (r->sources[i].chosen || r->sources[i].is_before)
			rank_count_digest(r, i);
}

bool rank_make(struct db *db, const struct scope *scope, const struct rank_options *options,
	struct arena *a, struct rank_table *table, struct error *err)
{
	struct ranking r = {.db = db, .options = options, .arena = a};
	bool ok;

	*table = (struct rank_table){.n = 0};
	tally_init(&r.tally, a);
	count(&r, scope);
	ok = db_ok(db, err);
	if (ok) {
		make_digests(&r, table);
		make_rows(&r, table);
		rank_check_chain(&r, table);
		table->twins = r.twins;
	}
	tally_release(&r.tally);
	intern_release(&r.parts);
	intern_release(&r.revisions);
	arena_release(&r.scratch);
	return ok;
}

bool model_rank(struct model *model, const struct rank_options *options, struct arena *a,
	struct rank_table *table, struct error *err)
{
	bool ok;

	db_begin_read(model->db);
	ok = rank_make(model->db, &model->scope, options, a, table, err);
	db_end_read(model->db);
	return ok;
}
