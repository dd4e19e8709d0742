/* What one digest adds to a ranking. */
#include <string.h>

#include "conf/mailmap.h"
#include "conf/org.h"
#include "model/names.h"
#include "model/rank.h"
#include "util/buf.h"
#include "util/text.h"

/* What is counted at once. */
struct rank_item {
	size_t source;
	unsigned count, revisions, lines;
};

/* ---- rows ------------------------------------------------------------------------------------- */

static struct rank_count *count_of(struct ranking *r, size_t row, struct slice key)
{
	/* Rows are made one after the other. */
	if (row == r->ncounts) {
		ARENA_GROW(r->arena, r->counts, r->count_room, row + 1);
		r->counts[r->ncounts++] = (struct rank_count){.key = arena_dup(r->arena, key)};
	}
	return &r->counts[row];
}

static void add_cell(struct ranking *r, struct rank_count *c, size_t digest, unsigned count)
{
	if (c->ncells == 0 || c->cells[c->ncells - 1].digest != digest) {
		ARENA_GROW(r->arena, c->cells, c->cell_room, c->ncells + 1);
		c->cells[c->ncells++] = (struct rank_cell){.digest = digest};
	}
	c->cells[c->ncells - 1].count += count;
}

static void add_count(struct ranking *r, struct rank_count *c, const struct rank_item *item)
{
	const struct rank_source *source = &r->sources[item->source];

	if (source->is_now)
		c->now += item->count;
	if (source->is_before)
		c->before += item->count;
	if (!source->chosen)
		return;
	c->count += item->count;
	c->revisions += item->revisions;
	c->lines += item->lines;
	add_cell(r, c, source->number, item->count);
}

/* Rows are called as they are in what is summed. */
static unsigned uses_in(const struct ranking *r, size_t source)
{
	return r->sources[source].chosen ? 1 : 0;
}

static struct slice term_of(struct ranking *r, struct slice value)
{
	static const char *const fields[RANK_BYS] = {
		[RANK_BY_PERSON] = "f",
		[RANK_BY_DOMAIN] = "dom",
		[RANK_BY_SUBSYSTEM] = "sub",
		[RANK_BY_AUTHOR] = "f",
		[RANK_BY_REVIEWER] = "r",
	};
	struct buf text = BUF_INIT;
	struct slice term;

	buf_addf(&text, "%s:", fields[r->options->by]);
	query_quote(value, &text);
	term = arena_dup(r->arena, buf_slice(&text));
	buf_release(&text);
	return term;
}

/* A part is told apart by its key; it is shown as it was written first. */
static void add_part(struct ranking *r, size_t row, struct slice key, struct rank_part part)
{
	struct rank_count *c = &r->counts[row];
	struct buf both = BUF_INIT;
	int64_t *at;

	buf_add(&both, (const char *)&row, sizeof(row));
	buf_add_slice(&both, key);
	at = intern_at(&r->parts, buf_slice(&both));
	buf_release(&both);
	if (*at == 0) {
		ARENA_GROW(r->arena, c->parts, c->part_room, c->nparts + 1);
		c->parts[c->nparts++] = (struct rank_part){
			.label = arena_dup(r->arena, part.label),
			.term = term_of(r, part.term),
		};
		*at = (int64_t)c->nparts;
		if (!slice_eq(key, c->key))
			c->renamed = true;
	}
	c->parts[*at - 1].count += part.count;
}

/* ---- persons ---------------------------------------------------------------------------------- */

/* By the address; by the name, which no address can be taken for, where there is none. */
static struct slice person_key(struct ranking *r, struct slice name, struct slice email)
{
	struct buf key = BUF_INIT;
	struct slice made;

	buf_addc(&key, email.n > 0 ? '<' : '"');
	buf_add_slice(&key, text_fold(&r->scratch, email.n > 0 ? email : name).s);
	made = arena_dup(&r->scratch, buf_slice(&key));
	buf_release(&key);
	return made;
}

static struct slice person_text(struct ranking *r, struct slice name, struct slice email)
{
	struct buf text = BUF_INIT;
	struct slice made;

	buf_add_slice(&text, name);
	if (email.n > 0)
		buf_addf(&text, "%s<" SLICE_FMT ">", name.n > 0 ? " " : "", SLICE_ARG(email));
	made = arena_dup(&r->scratch, buf_slice(&text));
	buf_release(&text);
	return made;
}

static size_t person_row(struct ranking *r, size_t source, struct slice name, struct slice email,
	struct slice *key)
{
	if (r->options->mailmap)
		mailmap_find(r->options->mailmap, &name, &email);
	*key = person_key(r, name, email);
	return tally_row(&r->tally, *key, name.n > 0 ? name : email, email,
		uses_in(r, source));
}

static void add_person(struct ranking *r, const struct rank_item *item, struct slice name,
	struct slice email)
{
	struct slice key;
	size_t row = person_row(r, item->source, name, email, &key);

	add_count(r, count_of(r, row, key), item);
	if (r->sources[item->source].chosen)
		add_part(r, row, person_key(r, name, email), (struct rank_part){
			.label = person_text(r, name, email),
			.term = names_sought(name, email),
			.count = item->count,
		});
}

/* ---- domains ---------------------------------------------------------------------------------- */

static void add_domain(struct ranking *r, const struct rank_item *item, struct slice domain)
{
	struct slice folded = text_fold(&r->scratch, domain).s;
	struct slice label = folded;
	struct slice key = folded;
	size_t row;

	if (r->options->orgs && org_find(r->options->orgs, domain).n > 0) {
		struct slice org = org_find(r->options->orgs, domain);

		/* No domain has a blank: an organisation is none, whatever it is called. */
		key = person_text(r, SLICE_LIT("organisation"), text_fold(&r->scratch, org).s);
		label = org;
	}
	row = tally_row(&r->tally, key, label, SLICE_LIT(""), uses_in(r, item->source));
	add_count(r, count_of(r, row, key), item);
	if (r->sources[item->source].chosen)
		add_part(r, row, folded, (struct rank_part){folded, folded, item->count});
}

/* ---- digests ---------------------------------------------------------------------------------- */

static unsigned domain_sum(struct ranking *r, int64_t digest)
{
	struct sqlite3_stmt *st = db_stmt(r->db, SQL_FACET_PRINTED_DOMAINS);
	unsigned sum = 0;

	db_bind_int(r->db, st, 1, digest);
	while (db_step(r->db, st))
		sum += (unsigned)db_int(st, 1);
	return sum;
}

static struct sqlite3_stmt *rows_of(struct ranking *r, enum sql which, size_t source)
{
	struct sqlite3_stmt *st = db_stmt(r->db, which);

	db_bind_int(r->db, st, 1, r->sources[source].row.digest);
	return st;
}

static void count_persons(struct ranking *r, size_t at)
{
	struct sqlite3_stmt *st = rows_of(r, SQL_FACET_PRINTED_PERSONS, at);

	while (db_step(r->db, st)) {
		struct rank_item item = {.source = at, .count = (unsigned)db_int(st, 3)};

		r->sources[at].listed += item.count;
		add_person(r, &item, db_text(st, 1), db_text(st, 2));
		arena_reset(&r->scratch);
	}
	r->sources[at].sum = domain_sum(r, r->sources[at].row.digest);
}

static void count_domains(struct ranking *r, size_t at)
{
	struct sqlite3_stmt *st = rows_of(r, SQL_FACET_PRINTED_DOMAINS, at);

	while (db_step(r->db, st)) {
		struct rank_item item = {.source = at, .count = (unsigned)db_int(st, 1)};

		r->sources[at].listed += item.count;
		add_domain(r, &item, db_text(st, 0));
		arena_reset(&r->scratch);
	}
}

/*
 * A revision counts once, for a reviewer too. What is only compared with has to count on its
 * own, whatever was counted before.
 */
static bool is_new(struct ranking *r, size_t at, int64_t revision, struct slice who)
{
	struct buf key = BUF_INIT;
	int64_t *seen;
	bool first;

	if (!r->sources[at].chosen) {
		int64_t aside = (int64_t)at + 1;

		buf_add(&key, (const char *)&aside, sizeof(aside));
	}
	buf_add(&key, (const char *)&revision, sizeof(revision));
	buf_add_slice(&key, who);
	seen = intern_at(&r->revisions, buf_slice(&key));
	buf_release(&key);
	first = *seen == 0;
	*seen = 1;
	return first;
}

/* Whether the query has it; those that it has only perhaps are counted apart, each once. */
static bool is_asked_for(struct ranking *r, size_t at, int64_t revision)
{
	bool sure;

	if (!plan_digests_has(r->asked, r->sources[at].view, revision, &sure))
		return false;
	if (!sure && r->sources[at].chosen && is_new(r, at, revision, SLICE_LIT("perhaps")))
		r->perhaps++;
	return true;
}

static void count_author(struct ranking *r, struct sqlite3_stmt *st, const struct rank_item *item)
{
	r->sources[item->source].listed += item->count;
	add_person(r, item, db_text(st, 3), db_text(st, 4));
}

static void count_subsystem(struct ranking *r, struct sqlite3_stmt *st,
	const struct rank_item *item)
{
	struct slice key = db_text(st, 6);
	size_t row;

	if (key.n == 0)
		return;
	r->sources[item->source].listed += item->count;
	row = tally_row(&r->tally, key, db_text(st, 5), SLICE_LIT(""),
		uses_in(r, item->source));
	add_count(r, count_of(r, row, key), item);
	if (r->sources[item->source].chosen)
		add_part(r, row, key, (struct rank_part){
			.label = db_text(st, 5),
			.term = db_text(st, 5),
			.count = item->count,
		});
}

static void count_postings(struct ranking *r, size_t at)
{
	struct sqlite3_stmt *st = rows_of(r, SQL_RANK_POSTINGS, at);

	while (db_step(r->db, st)) {
		struct rank_item item = {
			.source = at,
			.count = (unsigned)db_int(st, 1),
			.revisions = 1,
			.lines = (unsigned)db_int(st, 2),
		};

		if (!is_asked_for(r, at, db_int(st, 0)) ||
			!is_new(r, at, db_int(st, 0), SLICE_LIT("")))
			continue;
		r->sources[at].sum += item.count;
		if (r->options->by == RANK_BY_SUBSYSTEM)
			count_subsystem(r, st, &item);
		else
			count_author(r, st, &item);
		arena_reset(&r->scratch);
	}
}

static void count_reviews(struct ranking *r, size_t at)
{
	struct sqlite3_stmt *st = rows_of(r, SQL_RANK_REVIEWS, at);

	while (db_step(r->db, st)) {
		struct rank_item item = {
			.source = at,
			.count = 1,
			.revisions = 1,
			.lines = (unsigned)db_int(st, 2),
		};
		struct slice name = db_text(st, 3);
		struct slice email = db_text(st, 4);

		if (!is_asked_for(r, at, db_int(st, 0)))
			continue;
		if (r->options->mailmap)
			mailmap_find(r->options->mailmap, &name, &email);
		if (is_new(r, at, db_int(st, 0), person_key(r, name, email))) {
			r->sources[at].listed++;
			add_person(r, &item, db_text(st, 3), db_text(st, 4));
		}
		arena_reset(&r->scratch);
	}
}

void rank_count_digest(struct ranking *r, size_t at)
{
	static void (*const count[RANK_BYS])(struct ranking *, size_t) = {
		[RANK_BY_PERSON] = count_persons,
		[RANK_BY_DOMAIN] = count_domains,
		[RANK_BY_SUBSYSTEM] = count_postings,
		[RANK_BY_AUTHOR] = count_postings,
		[RANK_BY_REVIEWER] = count_reviews,
	};
	struct rank_source *source = &r->sources[at];

	count[r->options->by](r, at);
	/* A digest whose domains are not all there has listed what it has listed. */
	if (source->sum < source->listed)
		source->sum = source->listed;
}
