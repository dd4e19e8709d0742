#include "model/store.h"

#include <stdlib.h>
#include <string.h>

#include "model/date.h"
#include "model/db.h"
#include "model/given.h"
#include "model/link.h"
#include "model/marked.h"
#include "model/model.h"
#include "model/order.h"
#include "model/pieces.h"
#include "util/alloc.h"
#include "util/hash.h"
#include "util/text.h"

void store_init(struct store *store, struct db *db)
{
	*store = (struct store){.db = db};
	names_init(&store->names, db);
	facts_init(&store->facts);
	words_batch_init(&store->words);
}

void store_release(struct store *store)
{
	names_release(&store->names);
	facts_release(&store->facts);
	words_batch_release(&store->words);
	free(store->fresh.p);
	free(store->shaken.p);
}

void store_begin(struct store *store)
{
	int64_t schema = db_run_int(store->db, db_stmt(store->db, SQL_SCHEMA_VERSION), 0);

	if (schema != store->schema)
		names_clear(&store->names);
	store->schema = schema;
}

void store_abandon(struct store *store)
{
	names_clear(&store->names);
	words_truncate(&store->words, 0);
	store->fresh.n = 0;
	store->shaken.n = 0;
}

bool store_finish(struct store *store)
{
	words_flush(store->db, &store->words);
	link_run(store->db, &store->fresh, &store->shaken);
	order_digests(store->db);
	store->fresh.n = 0;
	store->shaken.n = 0;
	return db_fine(store->db);
}

/* ---- the digest itself ------------------------------------------------------------------------ */

/* The newest date that a message-id in a link tells: the digest is not older. */
static uint32_t newest_linked(const struct facts *facts)
{
	uint32_t newest = 0;
	uint32_t date;
	size_t i;

	for (i = 0; i < facts->msgrefs.n; i++) {
		date = msgid_date(facts->msgrefs.p[i].msgid);
		if (date > newest && date_valid(date))
			newest = date;
	}
	return newest;
}

/*
 * A day in the file name is the date; a month is one that the links may make narrower; a
 * year alone is no more than a bound.
 */
static uint32_t date_of(const struct facts *facts, struct slice name, enum date_kind *kind)
{
	uint32_t linked = newest_linked(facts);
	int parts;
	uint32_t named = date_in_name(name, &parts);

	*kind = parts >= 2 ? DATE_FILE : DATE_AT_LEAST;
	if (parts == 2 && linked / 100 == named / 100)
		return linked;
	if (parts >= 2)
		return named;
	if (linked == 0 && named == 0)
		*kind = DATE_NONE;
	return linked > named ? linked : named;
}

static int64_t add_digest(struct store *store, int64_t source, struct slice name, uint32_t *date)
{
	const struct facts *facts = &store->facts;
	struct db *db = store->db;
	int64_t list = names_list(&store->names, facts->list);
	struct sqlite3_stmt *st = db_stmt(db, SQL_ADD_DIGEST);
	enum date_kind kind;

	*date = store->given ? given_find(store->given, facts->list, facts->from, facts->to,
		facts->text) : 0;
	kind = DATE_GIVEN;
	if (*date == 0)
		*date = date_of(facts, name, &kind);
	db_bind_int(db, st, 1, source);
	db_bind_int(db, st, 2, list);
	db_bind_text(db, st, 3, facts->from.p ? facts->from : SLICE_LIT(""));
	db_bind_text(db, st, 4, facts->to.p ? facts->to : SLICE_LIT(""));
	db_bind_int(db, st, 5, *date);
	db_bind_int(db, st, 6, kind);
	db_bind_int(db, st, 7, (int64_t)facts->records.n);
	return db_run(db, st) ? db_last_id(db) : 0;
}

static void add_ranks(struct store *store, int64_t digest)
{
	struct db *db = store->db;
	size_t i;

	for (i = 0; i < store->facts.ranks.n; i++) {
		const struct fact_rank *rank = &store->facts.ranks.p[i];
		int64_t address = rank->kind == RANK_PERSON ?
			names_address(&store->names, rank->person) : 0;
		struct sqlite3_stmt *st = db_stmt(db, SQL_ADD_RANK);

		db_bind_int(db, st, 1, digest);
		db_bind_int(db, st, 2, rank->kind);
		db_bind_int(db, st, 3, (int64_t)i);
		db_bind_int(db, st, 4, rank->count);
		if (rank->kind == RANK_DOMAIN)
			db_bind_text(db, st, 5, rank->domain);
		db_bind_id(db, st, 6, address);
		db_run(db, st);
	}
}

/* ---- postings --------------------------------------------------------------------------------- */

/* A posting about to be written: a pair and its records. */
struct draft {
	const struct fact_pair *pair;
	const struct fact_record *lead;  /* the cover, else the patch */
	const struct fact_record *cover; /* NULL when not shown */
	const struct fact_record *patch; /* likewise */
	int64_t id;
};

static unsigned flags_of(const struct draft *draft, bool has_lines)
{
	const struct fact_record *cover = draft->cover;
	const struct fact_record *patch = draft->patch;
	const struct fact_record *lead = draft->lead;
	bool cut = lead->title_cut && slice_eq(draft->pair->title, lead->title_full);

	return (cover ? POSTING_COVER : 0) | (patch ? POSTING_PATCH : 0) |
		(lead->kind == RECORD_SINGLE ? POSTING_SINGLE : 0) |
		(cut ? POSTING_TITLE_CUT : 0) |
		((cover && cover->quoted) || (patch && patch->quoted) ? POSTING_QUOTED : 0) |
		((cover && cover->empty) || (patch && patch->empty) ? POSTING_EMPTY : 0) |
		(has_lines ? POSTING_LINES : 0) | (lead->version.rfc ? POSTING_RFC : 0) |
		(lead->resend ? POSTING_RESEND : 0);
}

/* The one that speaks for the whole series; the summary of one patch of many does not. */
static const struct diff_summary *summary_of(const struct draft *draft)
{
	const struct fact_record *cover = draft->cover;
	const struct fact_record *patch = draft->patch;

	if (cover && cover->has_summary)
		return &cover->summary;
	return patch && patch->has_summary && draft->pair->total <= 1 ? &patch->summary : NULL;
}

static struct slice subsystem_of(const struct draft *draft)
{
	if (draft->lead->subsystem.n > 0 || !draft->patch)
		return draft->lead->subsystem;
	return draft->patch->subsystem;
}

static void bind_titles(struct store *store, struct sqlite3_stmt *st, const struct draft *draft)
{
	struct arena *a = &store->facts.arena;
	const struct fact_record *patch = draft->patch;
	struct slice norm = title_normalise(a, draft->pair->title);

	db_bind_text(store->db, st, 7, draft->pair->title.p ? draft->pair->title : SLICE_LIT(""));
	db_bind_text(store->db, st, 8, norm.p ? norm : SLICE_LIT(""));
	if (patch && draft->pair->total > 1)
		db_bind_text(store->db, st, 9, title_normalise(a, patch->title_full));
}

static void add_pair_of_ids(struct db *db, enum sql which, int64_t a, int64_t b)
{
	struct sqlite3_stmt *st = db_stmt(db, which);

	db_bind_int(db, st, 1, a);
	db_bind_int(db, st, 2, b);
	db_run(db, st);
}

static void add_posting(struct store *store, int64_t digest, const struct draft *draft)
{
	struct db *db = store->db;
	const struct fact_record *lead = draft->lead;
	const struct diff_summary *summary = summary_of(draft);
	struct slice subsystem = subsystem_of(draft);
	char sketch[SKETCH_LENGTH];
	int64_t author = names_address(&store->names, lead->author);
	int64_t contributor = names_address(&store->names, lead->contributor);
	struct sqlite3_stmt *st = db_stmt(db, SQL_ADD_POSTING);

	db_bind_int(db, st, 1, draft->id);
	db_bind_int(db, st, 2, digest);
	db_bind_int(db, st, 3, lead->version.rfc);
	db_bind_int(db, st, 4, lead->version.major);
	db_bind_int(db, st, 5, lead->version.minor);
	db_bind_int(db, st, 6, lead->resend);
	bind_titles(store, st, draft);
	db_bind_int(db, st, 10, author);
	db_bind_int(db, st, 11, contributor);
	db_bind_int(db, st, 12, draft->pair->total > 0 ? draft->pair->total : 1);
	if (summary) {
		db_bind_int(db, st, 13, summary->files);
		db_bind_int(db, st, 14, summary->insertions);
		db_bind_int(db, st, 15, summary->deletions);
	}
	if (subsystem.n > 0)
		db_bind_id(db, st, 16, names_subsystem(&store->names, subsystem));
	db_bind_int(db, st, 17, draft->cover && draft->patch &&
		draft->patch->line < draft->cover->line ? draft->patch->line : lead->line);
	db_bind_int(db, st, 18, flags_of(draft, summary != NULL));
	sketch_print(&lead->sketch, sketch);
	if (sketch_alike(&lead->sketch, &lead->sketch) != SKETCH_UNKNOWN)
		db_bind_text(db, st, 19, slice_from(sketch, sizeof(sketch)));
	db_run(db, st);
	ids_add(&store->fresh, draft->id);
	add_pair_of_ids(db, SQL_ADD_TITLE_HASH,
		mark_title_hash(&store->facts.arena, lead->author.email, draft->pair->title,
			lead->version), draft->id);
}

static void add_record(struct store *store, int64_t posting, const struct fact_record *record)
{
	struct db *db = store->db;
	struct slice bytes = slice_sub(store->facts.text, record->off, record->len);
	int64_t author = names_address(&store->names, record->author);
	int64_t contributor = names_address(&store->names, record->contributor);
	struct sqlite3_stmt *st = db_stmt(db, SQL_ADD_RECORD);

	db_bind_int(db, st, 1, posting);
	db_bind_int(db, st, 2, record->kind);
	db_bind_int(db, st, 3, record->index);
	db_bind_int(db, st, 4, record->line);
	db_bind_int(db, st, 5, (int64_t)record->off);
	db_bind_int(db, st, 6, (int64_t)record->len);
	db_bind_int(db, st, 7, (int64_t)hash_bytes(bytes));
	db_bind_text(db, st, 8, record->title_full.p ? record->title_full : SLICE_LIT(""));
	db_bind_int(db, st, 9, author);
	db_bind_int(db, st, 10, contributor);
	db_run(db, st);
}

static void add_text_of(struct db *db, enum sql which, struct slice text, int64_t posting)
{
	struct sqlite3_stmt *st = db_stmt(db, which);

	db_bind_text(db, st, 1, text);
	db_bind_int(db, st, 2, posting);
	db_run(db, st);
}

/* A record's row, its tags and its subsystem. */
static void add_record_facts(struct store *store, int64_t posting, const struct fact_record *record)
{
	size_t i;

	add_record(store, posting, record);
	for (i = 0; i < record->ntags; i++)
		add_text_of(store->db, SQL_ADD_POSTING_TAG, record->tags[i], posting);
	if (record->subsystem.n > 0)
		add_pair_of_ids(store->db, SQL_ADD_POSTING_SUBSYSTEM,
			names_subsystem(&store->names, record->subsystem), posting);
}

/* ---- what hangs on postings ------------------------------------------------------------------- */

static void add_touches(struct store *store, const int64_t *posting_of)
{
	struct db *db = store->db;
	struct sqlite3_stmt *st;
	int64_t path, old;
	size_t i;

	for (i = 0; i < store->facts.touches.n; i++) {
		const struct fact_touch *touch = &store->facts.touches.p[i];

		path = names_path(&store->names, touch->path, touch->cut);
		old = touch->old_path.n > 0 ? names_path(&store->names, touch->old_path, false) : 0;
		st = db_stmt(db, SQL_ADD_TOUCH);
		db_bind_int(db, st, 1, path);
		db_bind_int(db, st, 2, posting_of[touch->record]);
		db_bind_int(db, st, 3, touch->changes);
		db_bind_id(db, st, 4, old);
		db_run(db, st);
	}
}

/* `Reviewed-by: A B <a@b>` and `Cc: a@b` name a person; `Link:` and `Fixes:` do not. */
static bool person_of_trailer(const struct fact_trailer *trailer, struct person *person)
{
	if (slice_find(trailer->value, SLICE_LIT("://")) < trailer->value.n)
		return false;
	if (!slice_eq_nocase(trailer->key, SLICE_LIT("cc")) &&
		!slice_eq_nocase(slice_skip(trailer->key, trailer->key.n > 3 ?
			trailer->key.n - 3 : 0), SLICE_LIT("-by")))
		return false;
	*person = person_parse(trailer->value);
	return person->email.n > 0 && slice_find_byte(person->email, '@') < person->email.n;
}

static void add_trailers(struct store *store, const int64_t *posting_of)
{
	struct db *db = store->db;
	size_t i;

	for (i = 0; i < store->facts.trailers.n; i++) {
		const struct fact_trailer *trailer = &store->facts.trailers.p[i];
		struct person person;
		int64_t address = person_of_trailer(trailer, &person) ?
			names_address(&store->names, person) : 0;
		struct sqlite3_stmt *st = db_stmt(db, SQL_ADD_TRAILER);

		db_bind_int(db, st, 1, posting_of[trailer->record]);
		db_bind_text(db, st, 2, text_fold(&store->facts.arena, trailer->key).s);
		db_bind_id(db, st, 3, address);
		if (address == 0)
			db_bind_text(db, st, 4, trailer->value);
		db_bind_int(db, st, 5, trailer->line);
		db_run(db, st);
	}
}

static void add_sighting(struct db *db, int64_t posting, const struct fact_sighting *sighting)
{
	struct sqlite3_stmt *st = db_stmt(db, SQL_ADD_SIGHTING);

	db_bind_int(db, st, 1, posting);
	db_bind_int(db, st, 2, sighting->kind);
	db_bind_int(db, st, 3, sighting->version.rfc);
	db_bind_int(db, st, 4, sighting->version.major);
	db_bind_int(db, st, 5, sighting->version.minor);
	db_bind_text(db, st, 6, sighting->msgid);
	db_bind_text(db, st, 7, sighting->url);
	db_bind_int(db, st, 8, sighting->line);
	if (sighting->msgid.n > 0)
		db_bind_id(db, st, 9, date_days(msgid_date(sighting->msgid)));
	db_run(db, st);
}

/* A slug counts where the message-id and the text around it agree on the version. */
static void add_slug(struct db *db, int64_t posting, const struct fact_sighting *sighting)
{
	struct b4_msgid parts;

	if (sighting->msgid.n == 0 || !b4_msgid_parse(sighting->msgid, &parts) ||
		parts.version != sighting->version.major)
		return;
	add_text_of(db, SQL_ADD_SLUG, parts.slug, posting);
}

static void add_links(struct store *store, const int64_t *posting_of)
{
	struct db *db = store->db;
	const struct facts *facts = &store->facts;
	size_t i;

	for (i = 0; i < facts->sightings.n; i++) {
		const struct fact_sighting *sighting = &facts->sightings.p[i];

		add_sighting(db, posting_of[sighting->record], sighting);
		add_slug(db, posting_of[sighting->record], sighting);
	}
	for (i = 0; i < facts->msgrefs.n; i++) {
		const struct fact_msgref *ref = &facts->msgrefs.p[i];
		struct sqlite3_stmt *st = db_stmt(db, SQL_ADD_MSGREF);

		db_bind_text(db, st, 1, ref->msgid);
		db_bind_int(db, st, 2, posting_of[ref->record]);
		db_bind_int(db, st, 3, ref->line);
		db_run(db, st);
	}
}

static void add_formers(struct store *store, const int64_t *posting_of)
{
	struct facts *facts = &store->facts;
	size_t i;

	for (i = 0; i < facts->formers.n; i++)
		add_text_of(store->db, SQL_ADD_FORMER,
			title_normalise(&facts->arena, facts->formers.p[i].title),
			posting_of[facts->formers.p[i].record]);
}

/* ---- Skip: lines ------------------------------------------------------------------------------ */

/* The last record before the line whose subject line is this; NULL when there is none. */
static const struct fact_record *shown_before(const struct facts *facts, const struct fact_skip *skip)
{
	size_t i;

	for (i = facts->records.n; i > 0; i--)
		if (facts->records.p[i - 1].line < skip->line &&
			slice_eq(facts->records.p[i - 1].subject, skip->existing))
			return &facts->records.p[i - 1];
	return NULL;
}

/*
 * A mail is skipped when its title is part of one that was shown, which need not be one of the
 * same work: only an equal title of another version is taken for another revision.
 */
static void add_skips(struct store *store, const int64_t *posting_of)
{
	const struct facts *facts = &store->facts;
	struct arena *a = &store->facts.arena;
	size_t i;

	for (i = 0; i < facts->skips.n; i++) {
		const struct fact_skip *skip = &facts->skips.p[i];
		const struct fact_record *shown = shown_before(facts, skip);

		if (!shown || version_cmp(shown->version, skip->version) == 0 ||
			skip->version.major == 0 ||
			!slice_eq(title_normalise(a, shown->title), title_normalise(a, skip->title)))
			continue;
		add_sighting(store->db, posting_of[shown - facts->records.p],
			&(struct fact_sighting){
				.kind = SIGHTING_SKIP,
				.version = skip->version,
				.line = skip->line,
			});
	}
}

/* ---- putting it together ---------------------------------------------------------------------- */

static int by_line(const void *pa, const void *pb)
{
	const struct draft *a = pa;
	const struct draft *b = pb;

	return a->lead->line < b->lead->line ? -1 : a->lead->line > b->lead->line;
}

/* The drafts in order of lines, with their ids: what stands first is the newest. */
static struct draft *make_drafts(struct store *store, int64_t digest, uint32_t date, size_t *n)
{
	struct facts *facts = &store->facts;
	struct draft *drafts = arena_alloc(&facts->arena, (facts->pairs.n + 1) * sizeof(*drafts));
	size_t i;

	*n = 0;
	for (i = 0; i < facts->pairs.n; i++) {
		const struct fact_pair *pair = &facts->pairs.p[i];
		struct draft draft = {.pair = pair};

		draft.cover = pair->cover != PAIR_NONE ? &facts->records.p[pair->cover] : NULL;
		draft.patch = pair->patch != PAIR_NONE ? &facts->records.p[pair->patch] : NULL;
		draft.lead = draft.cover ? draft.cover : draft.patch;
		if (draft.lead)
			drafts[(*n)++] = draft;
	}
	qsort(drafts, *n, sizeof(*drafts), by_line);
	for (i = 0; i < *n; i++)
		drafts[i].id = (int64_t)date_days(date) << POSTING_DAYS_SHIFT |
			digest << POSTING_DIGEST_SHIFT | (POSTING_ORDINALS - 1 - (int64_t)i);
	return drafts;
}

/* For each record the id of its posting. */
static int64_t *postings_of_records(struct facts *facts, const struct draft *drafts, size_t n)
{
	int64_t *ids = arena_zalloc(&facts->arena, (facts->records.n + 1) * sizeof(*ids));
	int64_t *of_pair = arena_zalloc(&facts->arena, (facts->pairs.n + 1) * sizeof(*ids));
	size_t i;

	for (i = 0; i < n; i++)
		of_pair[drafts[i].pair - facts->pairs.p] = drafts[i].id;
	for (i = 0; i < facts->records.n; i++)
		if (facts->records.p[i].pair < facts->pairs.n)
			ids[i] = of_pair[facts->records.p[i].pair];
	return ids;
}

static void add_postings(struct store *store, int64_t digest, uint32_t date, size_t mark)
{
	struct facts *facts = &store->facts;
	struct draft *drafts;
	int64_t *posting_of;
	size_t n, i;

	drafts = make_drafts(store, digest, date, &n);
	posting_of = postings_of_records(facts, drafts, n);
	words_assign(&store->words, mark, posting_of);
	/* Upwards, so that each new row goes to the end. */
	for (i = n; i > 0 && db_fine(store->db); i--)
		add_posting(store, digest, &drafts[i - 1]);
	for (i = facts->records.n; i > 0 && db_fine(store->db); i--)
		add_record_facts(store, posting_of[i - 1], &facts->records.p[i - 1]);
	add_touches(store, posting_of);
	add_trailers(store, posting_of);
	add_links(store, posting_of);
	add_formers(store, posting_of);
	pieces_add(store->db, &store->facts, posting_of);
	add_skips(store, posting_of);
}

bool store_digest(struct store *store, int64_t source, struct slice name, struct slice text,
	size_t *records)
{
	size_t mark = store->words.n;
	int64_t digest;
	uint32_t date;

	if (!facts_read(&store->facts, text, &store->words))
		return false;
	*records = store->facts.records.n;
	digest = add_digest(store, source, name, &date);
	add_ranks(store, digest);
	add_postings(store, digest, date, mark);
	return db_fine(store->db);
}

static void gather(struct db *db, enum sql which, int64_t digest, struct ids *ids)
{
	struct sqlite3_stmt *st = db_stmt(db, which);

	db_bind_int(db, st, 1, digest);
	while (db_step(db, st))
		ids_add(ids, db_int(st, 0));
}

void store_forget(struct store *store, int64_t source)
{
	static const enum sql steps[] = {
		SQL_FORGET_RECORDS, SQL_FORGET_SIGHTINGS, SQL_FORGET_MSGREFS, SQL_FORGET_SLUGS,
		SQL_FORGET_TITLE_HASHES, SQL_FORGET_FORMERS, SQL_FORGET_PIECES,
		SQL_FORGET_SUBSYSTEMS, SQL_FORGET_TAGS, SQL_FORGET_TOUCHES, SQL_FORGET_TRAILERS,
		SQL_ADD_TOMBSTONES, SQL_FORGET_POSTINGS, SQL_FORGET_RANKS, SQL_FORGET_DIGEST,
	};
	struct db *db = store->db;
	struct sqlite3_stmt *st = db_stmt(db, SQL_DIGEST_OF_SOURCE);
	struct ids own = {.n = 0};
	int64_t digest;
	size_t i;

	db_bind_int(db, st, 1, source);
	digest = db_run_int(db, st, 0);
	if (digest == 0)
		return;
	gather(db, SQL_POSTINGS_OF_DIGEST, digest, &own);
	link_crowds(db, &own, &store->fresh);
	free(own.p);
	gather(db, SQL_POSTINGS_BESIDE_DIGEST, digest, &store->fresh);
	gather(db, SQL_SERIES_OF_DIGEST, digest, &store->shaken);
	for (i = 0; i < ARRAY_LEN(steps); i++) {
		st = db_stmt(db, steps[i]);
		db_bind_int(db, st, 1, digest);
		db_run(db, st);
	}
}
