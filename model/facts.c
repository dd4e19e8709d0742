#include "model/facts.h"

#include <string.h>

#include "util/alloc.h"
#include "util/text.h"

#define FORMER_MIN 10 /* bytes; what is shorter may be the name of anything */

int version_cmp(struct version a, struct version b)
{
	if (a.rfc != b.rfc)
		return a.rfc ? -1 : 1;
	if (a.major != b.major)
		return a.major < b.major ? -1 : 1;
	return a.minor < b.minor ? -1 : a.minor > b.minor;
}

void facts_init(struct facts *facts)
{
	*facts = (struct facts){.words = NULL};
}

void facts_release(struct facts *facts)
{
	arena_release(&facts->arena);
	facts_init(facts);
}

static void clear(struct facts *facts)
{
	struct arena arena = facts->arena;

	arena_reset(&arena);
	*facts = (struct facts){.arena = arena};
}

/* Where the next of an array goes; zeroed. */
#define FACTS_ADD(facts, name) \
	(ARENA_GROW(&(facts)->arena, (facts)->name.p, (facts)->name.room, (facts)->name.n + 1), \
		memset(&(facts)->name.p[(facts)->name.n], 0, sizeof(*(facts)->name.p)), \
		&(facts)->name.p[(facts)->name.n++])

/* What points into the digest stays as it is; the rest lives only as long as the callback. */
static struct slice keep(struct facts *facts, struct slice s)
{
	if (!s.p || (s.p >= facts->text.p && s.p <= facts->text.p + facts->text.n))
		return s;
	return arena_dup(&facts->arena, s);
}

static struct person keep_person(struct facts *facts, struct person person)
{
	return (struct person){
		.name = keep(facts, person.name),
		.email = keep(facts, person.email),
	};
}

static void on_header(void *ctx, const struct digest_header *header)
{
	struct facts *facts = ctx;

	facts->list = keep(facts, header->list);
	facts->from = keep(facts, header->from);
	facts->to = keep(facts, header->to);
}

static void on_domain(void *ctx, const struct rank_domain *row)
{
	struct facts *facts = ctx;
	struct fact_rank *rank = FACTS_ADD(facts, ranks);

	rank->kind = RANK_DOMAIN;
	rank->count = row->count;
	rank->domain = keep(facts, row->domain);
}

static void on_contributor(void *ctx, const struct rank_person *row)
{
	struct facts *facts = ctx;
	struct fact_rank *rank = FACTS_ADD(facts, ranks);

	rank->kind = RANK_PERSON;
	rank->count = row->count;
	rank->person = keep_person(facts, row->person);
}

/* ---- records ---------------------------------------------------------------------------------- */

/*
 * What a record may name: a revision before its own; its own by a link, which tells where it
 * can be read. RFCs come before v1, so an RFC that names v1 means RFC v1.
 */
static bool may_name(const struct fact_record *record, enum sighting_kind kind,
	struct version *named)
{
	int cmp;

	if (named->major == 0)
		return false;
	if (record->version.rfc)
		named->rfc = true;
	cmp = version_cmp(*named, record->version);
	return cmp < 0 || (cmp == 0 && kind == SIGHTING_LINK);
}

static void add_sighting(struct facts *facts, size_t record, const struct fact_sighting *sighting)
{
	struct version named = sighting->version;
	struct fact_sighting *added;

	if (!may_name(&facts->records.p[record], sighting->kind, &named))
		return;
	added = FACTS_ADD(facts, sightings);
	*added = *sighting;
	added->record = record;
	added->version = named;
	added->msgid = keep(facts, sighting->msgid);
	added->url = keep(facts, sighting->url);
}

static struct slice absent_if_empty(struct slice s)
{
	return s.n > 0 ? s : (struct slice){.p = NULL};
}

/* "Link to RFC" and "the previous version": which that is, as far as can be told; 0 = not at all. */
static struct version version_of(const struct fact_record *record, const struct link *link)
{
	struct b4_msgid parts;

	if (link->revision > 0)
		return (struct version){link->rfc, link->revision, link->minor};
	if (!link->rfc)
		return (struct version){record->version.rfc,
			record->version.minor == 0 ? record->version.major - 1 : 0, 0};
	return (struct version){true, b4_msgid_parse(link->msgid, &parts) ? parts.version : 1, 0};
}

static void add_links(struct facts *facts, size_t at, const struct record *record)
{
	size_t i;

	for (i = 0; i < record->nlinks; i++) {
		const struct link *link = &record->links[i];
		bool names = link->revision > 0 || link->rfc || link->previous;

		if (link->msgid.n > 0) {
			struct fact_msgref *ref = FACTS_ADD(facts, msgrefs);

			ref->record = at;
			ref->msgid = keep(facts, link->msgid);
			ref->line = link->line;
		}
		if (!names)
			continue;
		add_sighting(facts, at, &(struct fact_sighting){
			.kind = SIGHTING_LINK,
			.version = version_of(&facts->records.p[at], link),
			.msgid = absent_if_empty(link->msgid),
			.url = link->url,
			.line = link->line,
		});
	}
}

/* Text between double quotes in an item that speaks of a name. */
static void add_formers(struct facts *facts, size_t at, struct slice item)
{
	static const char *const words[] = {"rename", "retitle", "title", "subject", "formerly"};
	struct slice folded = text_fold(&facts->arena, item).s;
	struct slice rest = item;
	bool speaks = false;
	size_t i, from, n;

	for (i = 0; i < ARRAY_LEN(words); i++)
		speaks = speaks || slice_find(folded, slice_cstr(words[i])) < folded.n;
	while (speaks && (from = slice_find_byte(rest, '"')) < rest.n) {
		rest = slice_skip(rest, from + 1);
		n = slice_find_byte(rest, '"');
		if (n == rest.n)
			return;
		if (n >= FORMER_MIN) {
			struct fact_former *former = FACTS_ADD(facts, formers);

			former->record = at;
			former->title = keep(facts, slice_sub(rest, 0, n));
		}
		rest = slice_skip(rest, n + 1);
	}
}

static void add_changelog(struct facts *facts, size_t at, const struct record *record)
{
	size_t i, k;

	for (i = 0; i < record->nchangelog; i++) {
		const struct changelog_entry *entry = &record->changelog[i];

		words_add(facts->words, WORDS_CHANGE, (int64_t)at, entry->heading);
		for (k = 0; k < entry->nitems; k++) {
			words_add(facts->words, WORDS_CHANGE, (int64_t)at, entry->items[k]);
			add_formers(facts, at, entry->items[k]);
		}
		add_sighting(facts, at, &(struct fact_sighting){
			.kind = SIGHTING_HEADING,
			.version = {
				.rfc = entry->rfc,
				.major = entry->version,
				.minor = entry->minor,
			},
			.line = entry->line,
		});
	}
}

/* The message that `Supersedes:` names is the revision before, whichever that is called. */
static void add_superseded(struct facts *facts, size_t at, const struct trailer *trailer)
{
	struct version own = facts->records.p[at].version;
	struct slice msgid = msgid_of_url(trailer->value);

	if (own.major < 2 || own.minor > 0)
		return;
	if (msgid.n == 0 && slice_find_byte(trailer->value, '@') < trailer->value.n) {
		msgid = slice_trim(trailer->value);
		if (msgid.n > 2 && msgid.p[0] == '<' && msgid.p[msgid.n - 1] == '>')
			msgid = slice_sub(msgid, 1, msgid.n - 2);
	}
	if (msgid.n == 0)
		return;
	add_sighting(facts, at, &(struct fact_sighting){
		.kind = SIGHTING_LINK,
		.version = {.rfc = own.rfc, .major = own.major - 1},
		.msgid = msgid,
		.line = trailer->line,
	});
}

static void add_trailers(struct facts *facts, size_t at, const struct record *record)
{
	size_t i;

	for (i = 0; i < record->ntrailers; i++) {
		const struct trailer *trailer = &record->trailers[i];
		struct fact_trailer *added = FACTS_ADD(facts, trailers);

		added->record = at;
		added->key = keep(facts, trailer->key);
		added->value = keep(facts, trailer->value);
		added->line = trailer->line;
		if (slice_eq_nocase(trailer->key, SLICE_LIT("Supersedes")))
			add_superseded(facts, at, trailer);
	}
}

static void add_diffstat(struct facts *facts, size_t at, const struct record *record)
{
	size_t i;

	for (i = 0; i < record->ndiffstat; i++) {
		const struct diffstat_row *row = &record->diffstat[i];
		struct fact_touch *touch = FACTS_ADD(facts, touches);

		touch->record = at;
		touch->path = keep(facts, row->path);
		touch->old_path = keep(facts, row->old_path);
		touch->changes = row->changes;
		touch->cut = row->shortened || row->head_cut;
	}
}

static void add_words(struct facts *facts, size_t at, const struct record *record)
{
	const struct shortlog_group *group;
	size_t i, k;

	words_add(facts->words, WORDS_TITLE, (int64_t)at, record->subject.title);
	words_add(facts->words, WORDS_TITLE, (int64_t)at, record->author.name);
	words_add(facts->words, WORDS_TITLE, (int64_t)at, record->author.email);
	words_add(facts->words, WORDS_BODY, (int64_t)at, record->description);
	for (i = 0; i < record->nshortlog; i++) {
		group = &record->shortlog[i];
		for (k = 0; k < group->ntitles; k++)
			words_add(facts->words, WORDS_TITLE, (int64_t)at, group->titles[k]);
	}
}

/* Titles of the shortlog are told apart from nothing when they are of anything. */
static void add_pieces(struct facts *facts, size_t at, const struct record *record)
{
	size_t i, k;

	for (i = 0; i < record->nshortlog; i++)
		for (k = 0; k < record->shortlog[i].ntitles; k++) {
			int64_t piece = piece_of_patch(title_normalise(&facts->arena,
				record->shortlog[i].titles[k]));

			if (piece != 0)
				*FACTS_ADD(facts, pieces) = (struct fact_piece){at, piece};
		}
}

static struct slice keep_subsystem(struct facts *facts, const struct subject *subject)
{
	return keep(facts, subsystem_path(&facts->arena, subject));
}

static void on_record(void *ctx, const struct record *record)
{
	struct facts *facts = ctx;
	const struct subject *subject = &record->subject;
	struct fact_record *added = FACTS_ADD(facts, records);
	size_t at = facts->records.n - 1;
	size_t i;

	*added = (struct fact_record){
		.line = record->line,
		.off = record->off,
		.len = record->len,
		.kind = subject->kind,
		.index = subject->index,
		.total = subject->total,
		.version = {subject->rfc, subject->version, subject->minor},
		.resend = subject->resend,
		.quoted = record->quoted,
		.empty = record->empty,
		.subject = keep(facts, subject->line),
		.title = keep(facts, subject->title),
		.author = keep_person(facts, record->author),
		.has_summary = record->has_summary,
		.summary = record->summary,
		.ntags = subject->ntags,
		.subsystem = keep_subsystem(facts, subject),
		.pair = PAIR_NONE,
	};
	for (i = 0; i < subject->ntags; i++)
		added->tags[i] = keep(facts, subject->tags[i]);
	added->title_full = added->title;
	added->contributor = added->author;
	add_links(facts, at, record);
	add_changelog(facts, at, record);
	add_trailers(facts, at, record);
	add_diffstat(facts, at, record);
	add_words(facts, at, record);
	add_pieces(facts, at, record);
	sketch_text(record->description, &added->sketch);
}

static void on_skip(void *ctx, const struct skip *skip)
{
	struct facts *facts = ctx;
	struct fact_skip *added = FACTS_ADD(facts, skips);

	added->line = skip->line;
	added->existing = keep(facts, skip->existing);
	added->title = keep(facts, skip->subject.title);
	added->version = (struct version){
		skip->subject.rfc, skip->subject.version, skip->subject.minor,
	};
}

/* ---- the second step -------------------------------------------------------------------------- */

static void on_resolved(void *ctx, const struct resolved *resolved)
{
	struct facts *facts = ctx;
	struct fact_record *record = &facts->records.p[resolved->record];

	record->title_full = keep(facts, resolved->title_full);
	record->title_cut = resolved->title_cut && slice_eq(resolved->title_full, record->title);
	record->contributor = keep_person(facts, resolved->contributor);
	record->pair = resolved->pair;
	if (!slice_eq(record->title_full, record->title))
		words_add(facts->words, WORDS_TITLE, (int64_t)resolved->record, record->title_full);
	if (!slice_eq(record->contributor.email, record->author.email) ||
	    !slice_eq(record->contributor.name, record->author.name)) {
		words_add(facts->words, WORDS_TITLE, (int64_t)resolved->record,
			record->contributor.name);
		words_add(facts->words, WORDS_TITLE, (int64_t)resolved->record,
			record->contributor.email);
	}
}

static void on_pair(void *ctx, const struct pair *pair)
{
	struct facts *facts = ctx;
	struct fact_pair *added = FACTS_ADD(facts, pairs);
	size_t record = pair->cover != PAIR_NONE ? pair->cover : pair->patch;

	added->title = keep(facts, pair->title);
	added->total = pair->total;
	added->cover = pair->cover;
	added->patch = pair->patch;
	if (record != PAIR_NONE && !slice_eq(added->title, facts->records.p[record].title_full))
		words_add(facts->words, WORDS_TITLE, (int64_t)record, added->title);
}

bool facts_read(struct facts *facts, struct slice text, struct words_batch *words)
{
	static const struct digest_sink sink = {
		.header = on_header,
		.domain = on_domain,
		.contributor = on_contributor,
		.record = on_record,
		.skip = on_skip,
		.resolved = on_resolved,
		.pair = on_pair,
	};
	size_t mark = words->n;

	clear(facts);
	facts->text = text;
	facts->words = words;
	if (digest_parse(text.p, text.n, &sink, facts))
		return true;
	words_truncate(words, mark);
	return false;
}
