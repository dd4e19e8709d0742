/*
 * Persons, by name or by address. A term finds whoever has its words, so that a name may find
 * several addresses, and other people too: what is shown is counted as the query would do it.
 */
#include "model/complete_internal.h"

#include <stdlib.h>

#include "util/alloc.h"
#include "util/text.h"

/* ---- who is known --------------------------------------------------------------------------- */

/* An address and a series, as one number each; `first` counts from 1. */
static void add_pairs(struct planner *planner, struct sqlite3_stmt *st, bool with_muted,
	struct ids *pairs)
{
	while (db_step(planner->db, st)) {
		uint32_t series = complete_series(planner, db_int(st, 0), with_muted);

		if (series == 0)
			continue;
		ids_add(pairs, db_int(st, 1) << 32 | series);
		if (db_int(st, 2) != db_int(st, 1))
			ids_add(pairs, db_int(st, 2) << 32 | series);
	}
}

static void gather_pairs(struct planner *planner, enum query_field_id field, struct slice key,
	bool with_muted, struct ids *pairs)
{
	static const char *const keys[FIELDS] = {
		[FIELD_REVIEWED] = "reviewed-by",
		[FIELD_ACKED] = "acked-by",
		[FIELD_TESTED] = "tested-by",
	};
	struct sqlite3_stmt *st;

	if (keys[field])
		key = slice_cstr(keys[field]);
	if (key.n > 0) {
		st = db_stmt(planner->db, SQL_PEOPLE_OF_TRAILERS);
		db_bind_text(planner->db, st, 1, key);
		add_pairs(planner, st, with_muted, pairs);
	} else {
		add_pairs(planner, db_stmt(planner->db, SQL_PEOPLE_OF_POSTINGS), with_muted, pairs);
	}
	if (field == FIELD_ANYONE)
		add_pairs(planner, db_stmt(planner->db, SQL_PEOPLE_OF_ANY_TRAILER), with_muted,
			pairs);
	ids_sort(pairs);
}

static size_t first_of(const struct ids *pairs, int64_t address)
{
	size_t low = 0, high = pairs->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (pairs->p[mid] >> 32 < address)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static void read_people(struct planner *planner, const struct ids *pairs, struct people *people)
{
	struct sqlite3_stmt *st = db_stmt(planner->db, SQL_PEOPLE_ALL);

	while (db_step(planner->db, st)) {
		size_t first = first_of(pairs, db_int(st, 0));
		size_t end = first_of(pairs, db_int(st, 0) + 1);

		if (first == end)
			continue;
		ARENA_GROW(&people->arena, people->list, people->room, people->n + 1);
		people->list[people->n++] = (struct known_person){
			.name = arena_dup(&people->arena, db_text(st, 1)),
			.email = arena_dup(&people->arena, db_text(st, 2)),
			.name_fold = arena_dup(&people->arena, db_text(st, 3)),
			.email_fold = arena_dup(&people->arena, db_text(st, 4)),
			.at = people->folded.n,
			.first = first,
			.n = end - first,
		};
		buf_add_slice(&people->folded, db_text(st, 3));
		buf_addc(&people->folded, ' ');
		buf_add_slice(&people->folded, db_text(st, 4));
		buf_addc(&people->folded, '\n');
	}
}

void people_release(struct people *people)
{
	arena_release(&people->arena);
	buf_release(&people->folded);
	free(people->series);
	*people = (struct people){.n = 0};
}

/* Those of whom the field (with the key of a trailer) tells; NULL after an error of the planner. */
static struct people *find_people(struct planner *planner, enum query_field_id field,
	struct slice key, bool with_muted)
{
	struct people *people = &complete_completer(planner)->people[field];
	struct stamp now = complete_stamp(planner, with_muted);
	struct ids pairs = {.n = 0};
	size_t i;

	if (stamp_same(people->stamp, now) && slice_eq(people->key, key))
		return people;
	people_release(people);
	people->key = arena_dup(&people->arena, key);
	gather_pairs(planner, field, key, with_muted, &pairs);
	read_people(planner, &pairs, people);
	people->series = xmalloc((pairs.n + 1) * sizeof(*people->series));
	for (i = 0; i < pairs.n; i++)
		people->series[i] = (uint32_t)pairs.p[i];
	free(pairs.p);
	if (!db_fine(planner->db))
		return NULL;
	people->stamp = now;
	return people;
}

/* ---- candidates ----------------------------------------------------------------------------- */

struct gathering {
	struct complete *c;
	struct intern known;  /* candidate + 1, by value */
	size_t *best;         /* beside the candidates: series of the address that told their help */
	size_t room;
};

/* One candidate for each name, and for each address that was typed. */
static void gather(struct gathering *g, const struct known_person *person, bool by_name,
	enum complete_rank rank)
{
	struct complete *c = g->c;
	struct slice value = by_name ? person->name : person->email;
	int64_t *at = intern_at(&g->known, value);
	struct candidate *candidate;

	if (*at == 0) {
		complete_add(c, &(struct candidate){
			.rank = rank,
			.label = value,
			.value = value,
			.has_count = true,
		});
		*at = (int64_t)c->n;
		GROW(g->best, g->room, c->n);
		g->best[c->n - 1] = 0;
	}
	candidate = &c->list[*at - 1];
	candidate->weight += (int64_t)person->n;
	if (rank < candidate->rank)
		candidate->rank = rank;
	if (person->n > g->best[*at - 1]) {
		g->best[*at - 1] = person->n;
		candidate->help = by_name ? person->email : person->name;
	}
}

bool complete_people(struct complete *c)
{
	struct people *people = find_people(c->planner, c->at.field, c->at.key,
		c->ask->with_muted);
	struct gathering g = {.c = c};
	size_t i;

	for (i = 0; people && i < people->n; i++) {
		const struct known_person *person = &people->list[i];
		enum complete_rank name = complete_rank(c->typed, person->name_fold);
		enum complete_rank email = complete_rank(c->typed, person->email_fold);

		if (person->name.n > 0 && name != RANK_NOT && name <= email)
			gather(&g, person, true, name);
		else if (person->email.n > 0 && email != RANK_NOT)
			gather(&g, person, false, email);
	}
	intern_release(&g.known);
	free(g.best);
	return people != NULL;
}

/* ---- counting ------------------------------------------------------------------------------- */

/* The term of a candidate; NULL when it is none, as for a name without a letter. */
static struct query *term_of(struct complete *c, const struct candidate *candidate)
{
	struct buf text = BUF_INIT;
	struct query_error err;
	struct query *query;

	buf_addf(&text, "%s:", query_fields[c->at.field].name);
	if (c->at.key.n > 0)
		buf_addf(&text, SLICE_FMT "=", SLICE_ARG(c->at.key));
	complete_quote(c, candidate, &text);
	query = query_parse(buf_slice(&text), &err);
	buf_release(&text);
	if (query && query->root && query->root->term &&
		query->root->term->field == c->at.field)
		return query;
	query_free(query);
	return NULL;
}

/* The person in whose line of people->folded a byte stands. */
static size_t person_at(const struct people *people, size_t at)
{
	size_t low = 0, high = people->n;

	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;

		if (people->list[mid].at <= at)
			low = mid;
		else
			high = mid;
	}
	return low;
}

static void add_series(const struct people *people, const struct known_person *person,
	struct ids *series)
{
	size_t i;

	for (i = 0; i < person->n; i++)
		ids_add(series, people->series[person->first + i]);
}

/* Who has not the first word of the term, however it is written, cannot have the term. */
static void count_term(struct complete *c, const struct people *people,
	const struct query_term *term, struct candidate *candidate)
{
	struct slice all = buf_slice(&people->folded);
	struct slice word = text_fold(&c->scratch, term->pattern.words[0]).s;
	struct ids series = {.n = 0};
	size_t at = slice_find(all, word), i;

	while (at < all.n) {
		const struct known_person *person;

		i = person_at(people, at);
		person = &people->list[i];
		if (plan_term_in_person(c->planner, term, person->name, person->email))
			add_series(people, person, &series);
		if (i + 1 == people->n)
			break;
		at = people->list[i + 1].at;
		at += slice_find(slice_skip(all, at), word);
	}
	ids_sort(&series);
	candidate->count = (unsigned)series.n;
	candidate->weight = (int64_t)series.n;
	free(series.p);
}

bool complete_count_people(struct complete *c)
{
	struct people *people = find_people(c->planner, c->at.field, c->at.key,
		c->ask->with_muted);
	size_t i, kept = 0;

	for (i = 0; people && i < c->n; i++) {
		struct candidate candidate = c->list[i];
		struct query *query = term_of(c, &candidate);

		if (query)
			count_term(c, people, query->root->term, &candidate);
		query_free(query);
		if (candidate.count > 0)
			c->list[kept++] = candidate;
	}
	c->n = kept;
	return people != NULL;
}
