/* Which digests a ranking sums, and how their commit ranges hang together. */
#include <string.h>

#include "model/digest_name.h"
#include "model/rank.h"
#include "model/scope.h"

static struct slice key_of(const int64_t *id)
{
	return slice_from((const char *)id, sizeof(*id));
}

/* ---- choosing --------------------------------------------------------------------------------- */

static bool is_wanted(const struct rank_options *o, const struct digest_row *row)
{
	if (o->digest && !digest_is_named(slice_cstr(o->digest), row->from, row->to, row->path))
		return false;
	if (o->list && !slice_eq_nocase(slice_cstr(o->list), row->list))
		return false;
	if (o->since > 0 && row->date < o->since)
		return false;
	return o->until == 0 || (row->date > 0 && row->date <= o->until);
}

static void add_source(struct ranking *r, struct sqlite3_stmt *st)
{
	struct rank_source *source;

	ARENA_GROW(r->arena, r->sources, r->source_room, r->nsources + 1);
	source = &r->sources[r->nsources++];
	*source = (struct rank_source){
		.row = {
			.digest = db_int(st, 0),
			.path = arena_dup(r->arena, db_text(st, 4)),
			.list = arena_dup(r->arena, db_text(st, 5)),
			.from = arena_dup(r->arena, db_text(st, 6)),
			.to = arena_dup(r->arena, db_text(st, 7)),
			.date = (uint32_t)db_int(st, 8),
			.date_kind = (enum date_kind)db_int(st, 9),
			.records = (unsigned)db_int(st, 10),
		},
		.twin = db_int(st, 1),
		.prev_twin = db_int(st, 2),
		.list = db_int(st, 3),
		.before = RANK_NOWHERE,
	};
	source->view = plan_digests_view(r->asked, &source->row);
	source->chosen = source->view != VIEW_NOTHING && is_wanted(r->options, &source->row);
}

static void load(struct ranking *r)
{
	struct sqlite3_stmt *st = db_stmt(r->db, SQL_RANK_DIGESTS);

	while (db_step(r->db, st))
		if (scope_has(r->scope, db_text(st, 4)))
			add_source(r, st);
}

/* Of twins the first that is wanted stays, whichever they are. */
static void drop_twins(struct ranking *r)
{
	struct intern seen = {.n = 0};
	size_t i;

	for (i = 0; i < r->nsources; i++) {
		int64_t *again = intern_at(&seen, key_of(&r->sources[i].twin));

		if (!r->sources[i].chosen)
			continue;
		if (*again != 0) {
			r->sources[i].chosen = false;
			r->twins++;
		}
		*again = 1;
	}
	intern_release(&seen);
}

/* ---- the one before --------------------------------------------------------------------------- */

static size_t find_twin(const struct ranking *r, int64_t twin)
{
	size_t i;

	for (i = 0; twin != 0 && i < r->nsources; i++)
		if (r->sources[i].twin == twin)
			return i;
	return RANK_NOWHERE;
}

static void find_before(struct ranking *r, size_t newest)
{
	size_t before = find_twin(r, r->sources[newest].prev_twin);

	if (before == RANK_NOWHERE)
		return;
	r->sources[newest].is_now = true;
	r->sources[newest].before = before;
	r->sources[before].is_before = true;
	/* What is only compared with is asked what the newest one is. */
	if (!r->sources[before].chosen)
		r->sources[before].view = r->sources[newest].view;
}

static void find_newest(struct ranking *r)
{
	struct intern lists = {.n = 0};
	size_t i;

	for (i = r->nsources; i-- > 0;) {
		int64_t *seen;

		if (!r->sources[i].chosen)
			continue;
		seen = intern_at(&lists, key_of(&r->sources[i].list));
		if (*seen == 0)
			find_before(r, i);
		*seen = 1;
	}
	intern_release(&lists);
}

void rank_find_digests(struct ranking *r)
{
	load(r);
	drop_twins(r);
	find_newest(r);
}

/* ---- the chain -------------------------------------------------------------------------------- */

/* The chosen ones of each list by the two ends of their ranges: source, plus 1. */
struct chain {
	struct ranking *r;
	struct rank_table *table;
	struct intern from, to;
	size_t gap_room, overlap_room;
};

static int64_t *place(struct intern *ends, int64_t list, struct slice id)
{
	char key[sizeof(list) + COMMIT_SHORT] = {0};
	struct slice begin = slice_sub(id, 0, COMMIT_SHORT);

	memcpy(key, &list, sizeof(list));
	if (begin.n > 0)
		memcpy(key + sizeof(list), begin.p, begin.n);
	return intern_at(ends, slice_from(key, sizeof(key)));
}

static const struct rank_source *at_end(struct chain *chain, struct intern *ends, bool from,
	const struct rank_source *s, struct slice id)
{
	int64_t found = *place(ends, s->list, id);
	const struct rank_source *other = found ? &chain->r->sources[found - 1] : NULL;

	if (!other || !commit_same(from ? other->row.from : other->row.to, id))
		return NULL;
	return other;
}

static void add_overlap(struct chain *chain, const struct rank_source *a,
	const struct rank_source *b)
{
	struct rank_table *table = chain->table;

	ARENA_GROW(chain->r->arena, table->overlaps, chain->overlap_room, table->noverlaps + 1);
	table->overlaps[table->noverlaps++] = (struct rank_pair){
		.a = a->number < b->number ? a->number : b->number,
		.b = a->number < b->number ? b->number : a->number,
	};
}

/* `wide` begins where another does; those that follow that one up to its end lie in it too. */
static void add_inner(struct chain *chain, const struct rank_source *wide,
	const struct rank_source *first)
{
	struct rank_table *table = chain->table;
	size_t noverlaps = table->noverlaps;
	size_t left = chain->r->nsources;
	const struct rank_source *s = first;

	for (; left > 0; left--) {
		s = at_end(chain, &chain->from, true, s, s->row.to);
		if (!s || s == wide || s == first)
			break;
		if (commit_same(s->row.to, wide->row.to))
			return; /* which ends where it ends, and is told for that */
		add_overlap(chain, wide, s);
	}
	table->noverlaps = noverlaps; /* its end was not reached: nothing is known of these */
}

static void check_ends(struct chain *chain, const struct rank_source *s)
{
	const struct rank_source *begins = at_end(chain, &chain->from, true, s, s->row.from);
	const struct rank_source *ends = at_end(chain, &chain->to, false, s, s->row.to);

	if (begins && begins != s) {
		add_overlap(chain, begins, s);
		add_inner(chain, begins, s);
		add_inner(chain, s, begins);
	}
	if (ends && ends != s && ends != begins)
		add_overlap(chain, ends, s);
}

/*
 * A digest that follows none, in a list that has older ones: the gap is behind the last older one
 * that none follows.
 */
static void check_begin(struct chain *chain, const struct rank_source *s)
{
	const struct rank_source *first = chain->r->sources;
	const struct rank_source *at = s;
	const struct rank_source *nearest = NULL;
	struct rank_table *table = chain->table;

	/* One that shares an end with another lies beside it, and not behind a gap. */
	if (at_end(chain, &chain->to, false, s, s->row.from) ||
		at_end(chain, &chain->from, true, s, s->row.from) != s ||
		at_end(chain, &chain->to, false, s, s->row.to) != s)
		return;
	while (at-- > first) {
		if (!at->chosen || at->list != s->list)
			continue;
		if (!nearest)
			nearest = at;
		if (at_end(chain, &chain->from, true, at, at->row.to))
			continue;
		nearest = at;
		break;
	}
	if (!nearest)
		return;
	ARENA_GROW(chain->r->arena, table->gaps, chain->gap_room, table->ngaps + 1);
	table->gaps[table->ngaps++] = (struct rank_pair){.a = nearest->number, .b = s->number};
}

static void note_ends(struct chain *chain, const struct rank_source *s)
{
	int64_t number = s - chain->r->sources + 1;
	int64_t *from = place(&chain->from, s->list, s->row.from);
	int64_t *to;

	if (*from == 0)
		*from = number;
	to = place(&chain->to, s->list, s->row.to);
	if (*to == 0)
		*to = number;
}

void rank_check_chain(struct ranking *r, struct rank_table *table)
{
	struct chain chain = {.r = r, .table = table};
	size_t i;

	for (i = 0; i < r->nsources; i++)
		if (r->sources[i].chosen)
			note_ends(&chain, &r->sources[i]);
	for (i = 0; i < r->nsources; i++) {
		if (!r->sources[i].chosen)
			continue;
		check_ends(&chain, &r->sources[i]);
		check_begin(&chain, &r->sources[i]);
	}
	intern_release(&chain.from);
	intern_release(&chain.to);
}
