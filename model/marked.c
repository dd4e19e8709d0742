#include "model/marked.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "parser/parser.h"
#include "util/buf.h"
#include "util/text.h"

/* ---- keys ----------------------------------------------------------------------------------- */

/* FNV-1a: what is stored on one machine must be found on another. */
static uint64_t hash_on(uint64_t hash, struct slice s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		hash = (hash ^ (unsigned char)s.p[i]) * UINT64_C(0x100000001b3);
	return (hash ^ '\n') * UINT64_C(0x100000001b3);
}

int64_t mark_title_hash(struct arena *a, struct slice email, struct slice title,
	struct version version)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);
	char text[48];
	int n = snprintf(text, sizeof(text), "%d %u.%u", version.rfc, version.major, version.minor);

	hash = hash_on(hash, text_fold(a, email).s);
	hash = hash_on(hash, title_normalise(a, title));
	return (int64_t)hash_on(hash, slice_from(text, (size_t)n));
}

static struct slice take_text(struct arena *a, struct buf *text)
{
	struct slice copy = arena_dup(a, buf_slice(text));

	buf_release(text);
	return copy;
}

struct slice mark_digest_key(struct arena *a, struct slice list, struct slice from,
	struct slice to, int64_t hash)
{
	struct buf text = BUF_INIT;

	buf_addf(&text, SLICE_FMT " ", SLICE_ARG(text_fold(a, list).s));
	if (from.n || to.n)
		buf_addf(&text, SLICE_FMT ".." SLICE_FMT, SLICE_ARG(from), SLICE_ARG(to));
	else
		buf_addf(&text, "#%016" PRIx64, (uint64_t)hash);
	return take_text(a, &text);
}

struct slice mark_subsystem_key(struct arena *a, struct slice path)
{
	struct slice folded = text_fold(a, path).s;

	while (folded.n && folded.p[folded.n - 1] == '/')
		folded.n--;
	return folded;
}

static struct slice title_key(struct arena *a, int64_t hash)
{
	struct buf text = BUF_INIT;

	buf_addf(&text, "%016" PRIx64, (uint64_t)hash);
	return take_text(a, &text);
}

static struct slice slug_key(struct arena *a, struct slice slug, unsigned version)
{
	struct buf text = BUF_INIT;

	buf_addf(&text, SLICE_FMT " v%u", SLICE_ARG(slug), version);
	return take_text(a, &text);
}

/* ---- of a series ---------------------------------------------------------------------------- */

struct marked_revision *marked_find(const struct marked_series *series, int64_t revision)
{
	size_t i;

	for (i = 0; i < series->n; i++)
		if (series->revisions[i].id == revision)
			return &series->revisions[i];
	return NULL;
}

static void load_revisions(struct db *db, int64_t id, struct arena *a, struct marked_series *out)
{
	struct sqlite3_stmt *st = db_stmt(db, SQL_MARKED_REVISIONS);

	db_bind_int(db, st, 1, id);
	while (db_step(db, st)) {
		struct marked_revision *r;

		ARENA_GROW(a, out->revisions, out->room, out->n + 1);
		r = &out->revisions[out->n++];
		*r = (struct marked_revision){
			.id = db_int(st, 0),
			.version = {
				.rfc = db_int(st, 1) != 0,
				.major = (unsigned)db_int(st, 2),
				.minor = (unsigned)db_int(st, 3),
			},
		};
		if (!db_null(st, 4))
			mark_keys_add(a, &r->keys, MARK_MSGID, arena_dup(a, db_text(st, 4)));
	}
}

static void load_sightings(struct db *db, int64_t id, struct arena *a, struct marked_series *out)
{
	struct sqlite3_stmt *st = db_stmt(db, SQL_MARKED_SIGHTINGS);

	db_bind_int(db, st, 1, id);
	while (db_step(db, st)) {
		struct marked_revision *r = marked_find(out, db_int(st, 0));

		if (r)
			mark_keys_add(a, &r->keys, MARK_MSGID, arena_dup(a, db_text(st, 1)));
	}
}

static bool has_key(const struct mark_keys *keys, struct slice text)
{
	size_t i;

	for (i = 0; i < keys->n; i++)
		if (slice_eq(keys->p[i].text, text))
			return true;
	return false;
}

/* With nothing but message-ids in the keys: those that name several revisions go from all. */
static void drop_common(struct arena *a, struct marked_series *s)
{
	struct mark_keys *kept = arena_zalloc(a, (s->n + 1) * sizeof(*kept));
	size_t i, k, m, having;

	for (i = 0; i < s->n; i++) {
		const struct mark_keys *keys = &s->revisions[i].keys;

		for (k = 0; k < keys->n; k++) {
			for (having = 0, m = 0; m < s->n; m++)
				having += has_key(&s->revisions[m].keys, keys->p[k].text);
			if (having == 1)
				mark_keys_add(a, &kept[i], MARK_MSGID, keys->p[k].text);
		}
	}
	for (i = 0; i < s->n; i++)
		s->revisions[i].keys = kept[i];
}

/* b4 counts no minor versions, and does not tell an RFC from what is none. */
static bool is_alone(const struct marked_series *s, const struct marked_revision *r)
{
	size_t i, same = 0;

	for (i = 0; i < s->n; i++)
		same += s->revisions[i].version.major == r->version.major;
	return same == 1;
}

static void load_slugs(struct db *db, int64_t id, struct arena *a, struct marked_series *out)
{
	struct sqlite3_stmt *st = db_stmt(db, SQL_MARKED_SLUGS);

	db_bind_int(db, st, 1, id);
	while (db_step(db, st)) {
		struct slice slug = arena_dup(a, db_text(st, 0));
		size_t i;

		for (i = 0; i < out->n; i++) {
			struct marked_revision *r = &out->revisions[i];

			if (is_alone(out, r))
				mark_keys_add(a, &r->keys, MARK_SLUG,
					slug_key(a, slug, r->version.major));
		}
	}
}

static void load_titles(struct db *db, int64_t id, struct arena *a, struct marked_series *out)
{
	struct sqlite3_stmt *st = db_stmt(db, SQL_MARKED_TITLES);

	db_bind_int(db, st, 1, id);
	while (db_step(db, st)) {
		struct marked_revision *r = marked_find(out, db_int(st, 0));

		if (r)
			mark_keys_add(a, &r->keys, MARK_TITLE, title_key(a, db_int(st, 1)));
	}
}

static void load_digests(struct db *db, int64_t id, struct arena *a, struct marked_series *out)
{
	struct sqlite3_stmt *st = db_stmt(db, SQL_MARKED_DIGESTS);

	db_bind_int(db, st, 1, id);
	while (db_step(db, st)) {
		struct marked_revision *r = marked_find(out, db_int(st, 0));

		if (r)
			mark_keys_add(a, &r->digests, MARK_DIGEST,
				mark_digest_key(a, db_text(st, 1), db_text(st, 2), db_text(st, 3),
					db_int(st, 4)));
	}
}

static void load_subsystems(struct db *db, int64_t id, struct arena *a, struct marked_series *out)
{
	struct sqlite3_stmt *st = db_stmt(db, SQL_MARKED_SUBSYSTEMS);

	db_bind_int(db, st, 1, id);
	while (db_step(db, st)) {
		struct slice fold = arena_dup(a, db_text(st, 0));
		size_t i;

		/* KVM/x86/mmu/ is also below KVM/x86 and KVM. */
		for (i = 1; i < fold.n; i++)
			if (fold.p[i] == '/')
				mark_keys_add(a, &out->subsystems, MARK_SUBSYSTEM,
					slice_sub(fold, 0, i));
	}
}

bool marked_load(struct db *db, int64_t series, struct arena *a, struct marked_series *out)
{
	*out = (struct marked_series){.n = 0};
	load_revisions(db, series, a, out);
	load_sightings(db, series, a, out);
	drop_common(a, out);
	load_slugs(db, series, a, out);
	load_titles(db, series, a, out);
	load_digests(db, series, a, out);
	load_subsystems(db, series, a, out);
	return db_fine(db) && out->n > 0;
}

/* ---- what the marks say --------------------------------------------------------------------- */

bool marked_digest_read(struct db *marks, const struct mark_key *digest, struct arena *a)
{
	int64_t mark = marks_lookup(marks, digest, 1);

	/* A mark may also have no more than the date that was given to it. */
	return mark != 0 && slice_is(marks_value(marks, mark, MARK_FIELD_READ, a), "1");
}

static bool was_read(struct db *marks, struct arena *a, const struct marked_revision *r)
{
	struct slice said = marks_value(marks, r->mark, MARK_FIELD_READ, a);
	size_t i;

	if (said.p)
		return slice_is(said, "1");
	for (i = 0; i < r->digests.n; i++)
		if (marked_digest_read(marks, &r->digests.p[i], a))
			return true;
	return false;
}

static void judge_revision(struct db *marks, struct arena *a, struct marked_series *series,
	struct marked_revision *r)
{
	struct slice note;

	r->mark = marks_lookup(marks, r->keys.p, r->keys.n);
	r->own = was_read(marks, a, r);
	if (r->mark == 0)
		return;
	series->flagged |= marks_value(marks, r->mark, MARK_FIELD_FLAG, a).p != NULL;
	series->muted |= marks_value(marks, r->mark, MARK_FIELD_MUTE, a).p != NULL;
	note = marks_value(marks, r->mark, MARK_FIELD_NOTE, a);
	if (note.p)
		series->note = note;
}

void marked_judge(struct db *marks, struct arena *a, struct marked_series *series)
{
	bool read = false;
	size_t i;

	for (i = 0; i < series->n; i++)
		judge_revision(marks, a, series, &series->revisions[i]);
	for (i = series->n; i-- > 0;) {
		struct marked_revision *r = &series->revisions[i];

		if (r->own && !series->newest_read)
			series->newest_read = r;
		read = read || r->own;
		r->read = read;
	}
	for (i = 0; i < series->subsystems.n; i++) {
		int64_t mark = marks_lookup(marks, &series->subsystems.p[i], 1);

		if (mark && marks_value(marks, mark, MARK_FIELD_MUTE, a).p)
			series->muted_subsystem = true;
	}
}

/* ---- from the marks to the index ------------------------------------------------------------ */

static void gather(struct db *db, struct sqlite3_stmt *st, struct ids *ids)
{
	while (db_step(db, st))
		ids_add(ids, db_int(st, 0));
}

/* The series, perhaps several, to which a key of a mail leads. */
static void gather_by_key(struct db *db, const struct mark_key *key, struct ids *series)
{
	struct sqlite3_stmt *st;
	char hex[17];
	size_t at;

	switch (key->kind) {
	case MARK_MSGID:
		st = db_stmt(db, SQL_MARKED_BY_MSGID);
		db_bind_text(db, st, 1, key->text);
		break;
	case MARK_SLUG:
		at = slice_find_byte(key->text, ' ');
		st = db_stmt(db, SQL_MARKED_BY_SLUG);
		db_bind_text(db, st, 1, slice_sub(key->text, 0, at));
		break;
	case MARK_TITLE:
		snprintf(hex, sizeof(hex), SLICE_FMT, SLICE_ARG(key->text));
		st = db_stmt(db, SQL_MARKED_BY_TITLE);
		db_bind_int(db, st, 1, (int64_t)strtoull(hex, NULL, 16));
		break;
	default:
		return;
	}
	gather(db, st, series);
}

/* Not by mark_keys_add, which looks through all of them. */
static void read_keys(struct db *marks, struct sqlite3_stmt *st, struct arena *a,
	struct mark_keys *keys)
{
	while (db_step(marks, st)) {
		ARENA_GROW(a, keys->p, keys->room, keys->n + 1);
		keys->p[keys->n++] = (struct mark_key){
			.kind = (enum mark_kind)db_int(st, 0),
			.text = arena_dup(a, db_text(st, 1)),
		};
	}
}

/* First all that the marks say, so that nobody who writes them waits for the index. */
static void gather_of_keys(struct db *db, struct db *marks, struct sqlite3_stmt *st,
	struct arena *a, struct ids *series)
{
	struct mark_keys keys = {.n = 0};
	size_t i;

	read_keys(marks, st, a, &keys);
	for (i = 0; i < keys.n; i++)
		gather_by_key(db, &keys.p[i], series);
	ids_sort(series);
}

void marked_series(struct db *db, struct db *marks, struct arena *a, struct ids *series)
{
	gather_of_keys(db, marks, db_stmt(marks, SQL_MARK_KEYS_IN_USE), a, series);
}

bool marked_series_of(struct db *db, struct db *marks, const struct ids *of, struct arena *a,
	struct ids *series)
{
	struct mark_keys keys = {.n = 0};
	size_t i;

	for (i = 0; i < of->n; i++) {
		struct sqlite3_stmt *st = db_stmt(marks, SQL_MARK_KEYS);

		db_bind_int(marks, st, 1, of->p[i]);
		read_keys(marks, st, a, &keys);
	}
	for (i = 0; i < keys.n; i++) {
		if (keys.p[i].kind == MARK_DIGEST || keys.p[i].kind == MARK_SUBSYSTEM)
			return false;
		gather_by_key(db, &keys.p[i], series);
	}
	ids_sort(series);
	return true;
}

bool marked_learn(struct db *db, struct db *marks, struct error *err)
{
	struct arena arena = ARENA_INIT;
	struct ids ids = {.n = 0};
	struct marked_series *all;
	struct marks_change change;
	size_t i, k;

	marked_series(db, marks, &arena, &ids);
	all = arena_zalloc(&arena, (ids.n + 1) * sizeof(*all));
	for (i = 0; i < ids.n; i++)
		marked_load(db, ids.p[i], &arena, &all[i]);
	marks_begin(marks, NULL, &change);
	for (i = 0; i < ids.n && db_fine(db); i++)
		for (k = 0; k < all[i].n; k++)
			marks_learn(&change, all[i].revisions[k].keys.p, all[i].revisions[k].keys.n);
	free(ids.p);
	arena_release(&arena);
	return marks_end(&change, err);
}

static void gather_below(struct db *db, struct slice subsystem, struct ids *series)
{
	struct sqlite3_stmt *st = db_stmt(db, SQL_MARKED_BY_SUBSYSTEM);
	struct buf text = BUF_INIT;

	buf_addf(&text, SLICE_FMT "/", SLICE_ARG(subsystem));
	db_bind_text(db, st, 1, buf_slice(&text));
	text.p[text.n - 1]++; /* the first text beyond what is below */
	db_bind_text(db, st, 2, buf_slice(&text));
	gather(db, st, series);
	buf_release(&text);
}

void marked_series_below(struct db *db, const struct mark_keys *subsystems, struct ids *series)
{
	size_t i;

	for (i = 0; i < subsystems->n; i++)
		gather_below(db, subsystems->p[i].text, series);
	ids_sort(series);
}

void marked_muted_series(struct db *db, struct db *marks, struct arena *a, struct ids *series)
{
	struct sqlite3_stmt *st = db_stmt(marks, SQL_MARK_OF_KIND);
	struct mark_keys muted = {.n = 0};

	db_bind_int(marks, st, 1, MARK_SUBSYSTEM);
	db_bind_int(marks, st, 2, MARK_FIELD_MUTE);
	while (db_step(marks, st))
		mark_keys_add(a, &muted, MARK_SUBSYSTEM, arena_dup(a, db_text(st, 0)));
	marked_series_below(db, &muted, series);
}

/* A key may lead to a series that has nothing of the mark, so each is asked itself. */
void marked_hidden_series(struct db *db, struct db *marks, struct arena *a, struct ids *series)
{
	struct sqlite3_stmt *st = db_stmt(marks, SQL_MARK_KEYS_OF_FIELD);
	struct ids perhaps = {.n = 0};
	struct marked_series found;
	size_t i;

	db_bind_int(marks, st, 1, MARK_FIELD_MUTE);
	gather_of_keys(db, marks, st, a, &perhaps);
	for (i = 0; i < perhaps.n && db_fine(db); i++) {
		if (!marked_load(db, perhaps.p[i], a, &found))
			continue;
		marked_judge(marks, a, &found);
		if (found.muted)
			ids_add(series, perhaps.p[i]);
	}
	free(perhaps.p);
	marked_muted_series(db, marks, a, series);
}
