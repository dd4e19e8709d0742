/* The values of a field, or of one level of it, with how many series have each. */
#include "model/complete_internal.h"

#include <stdlib.h>
#include <string.h>

#include "model/names.h"
#include "util/alloc.h"
#include "util/text.h"

/* ---- counting ------------------------------------------------------------------------------- */

struct stamp complete_stamp(const struct planner *planner, bool with_muted)
{
	return (struct stamp){
		.index = planner->universe.version,
		.muted = with_muted ? 0 : planner->known_muted.version,
		.with_muted = with_muted,
	};
}

bool stamp_same(struct stamp a, struct stamp b)
{
	return a.index == b.index && a.muted == b.muted && a.with_muted == b.with_muted;
}

uint32_t complete_series(const struct planner *planner, int64_t id, bool with_muted)
{
	const struct universe *u = &planner->universe;
	const struct plan_posting *posting = universe_posting(u, id);

	if (!posting)
		return 0;
	if (!with_muted && plan_is_muted(planner, u->revisions[posting->revision].series))
		return 0;
	return u->series[posting->revision] + 1;
}

static int compare_pairs(const void *pa, const void *pb)
{
	uint64_t a = *(const uint64_t *)pa, b = *(const uint64_t *)pb;

	return a < b ? -1 : a > b;
}

/* Upwards, each once; returns how many are left. */
static size_t unique(uint64_t *pairs, size_t n)
{
	size_t i, kept = 0;

	if (n > 1)
		qsort(pairs, n, sizeof(*pairs), compare_pairs);
	for (i = 0; i < n; i++) {
		if (i == 0 || pairs[i] != pairs[i - 1])
			pairs[kept++] = pairs[i];
	}
	return kept;
}

size_t level_value(struct level *level, struct slice key, struct slice text, struct slice label)
{
	int64_t *at = intern_at(&level->keys, key);
	struct value *value;

	if (*at == 0) {
		ARENA_GROW(&level->arena, level->values, level->room, level->n + 1);
		value = &level->values[level->n];
		*value = (struct value){
			.text = arena_dup(&level->arena, text),
			.label = arena_dup(&level->arena, label),
		};
		value->fold = text_fold(&level->arena, value->label).s;
		*at = (int64_t)++level->n;
	}
	return (size_t)(*at - 1);
}

void level_count(struct planner *planner, struct level *level, size_t value, int64_t posting)
{
	uint32_t series = complete_series(planner, posting, level->stamp.with_muted);

	if (series == 0)
		return;
	GROW(level->pairs, level->pairs_room, level->npairs + 1);
	level->pairs[level->npairs++] = (uint64_t)value << 32 | series;
}

static void sum_pairs(struct level *level)
{
	size_t i;

	level->npairs = unique(level->pairs, level->npairs);
	for (i = 0; i < level->npairs; i++)
		level->values[level->pairs[i] >> 32].count++;
	free(level->pairs);
	level->pairs = NULL;
	level->npairs = level->pairs_room = 0;
}

/* ---- from a row to values ------------------------------------------------------------------- */

/* What a row is of, once its text was taken apart. */
struct entity {
	size_t first, n; /* of reading.values */
};

struct reading {
	struct planner *planner;
	struct level *level;
	struct arena scratch;
	struct intern known; /* entity + 1 by its id */
	struct entity *entities;
	size_t n, room;
	size_t *values;
	size_t nvalues, values_room;
};

static size_t add_value(struct reading *r, struct slice key, struct slice text, struct slice label)
{
	size_t value = level_value(r->level, key, text, label);

	GROW(r->values, r->values_room, r->nvalues + 1);
	r->values[r->nvalues++] = value;
	return value;
}

/* Case of ASCII is ignored, as the index does it with lists and tags. */
static void split_name(struct reading *r, struct sqlite3_stmt *st)
{
	struct slice name = db_text(st, 2);
	char *key = arena_strndup(&r->scratch, name.p, name.n);
	size_t i;

	for (i = 0; i < name.n; i++) {
		if (key[i] >= 'A' && key[i] <= 'Z')
			key[i] += 'a' - 'A';
	}
	if (name.n > 0)
		add_value(r, slice_from(key, name.n), name, name);
}

/* The person stands behind the '='. */
static void split_trailer(struct reading *r, struct sqlite3_stmt *st)
{
	struct buf text = BUF_INIT;
	size_t value;

	buf_addf(&text, SLICE_FMT "=", SLICE_ARG(db_text(st, 2)));
	value = add_value(r, buf_slice(&text), buf_slice(&text), buf_slice(&text));
	r->level->values[value].open = true;
	buf_release(&text);
}

static void split_version(struct reading *r, struct sqlite3_stmt *st)
{
	struct slice number = db_text(st, 2);

	add_value(r, number, number, number);
}

static void split_digest(struct reading *r, struct sqlite3_stmt *st)
{
	struct slice path = db_text(st, 2);
	size_t from = path.n, value;

	while (from > 0 && path.p[from - 1] != '/')
		from--;
	path = slice_skip(path, from);
	value = add_value(r, path, path, path);
	if (db_int(st, 3) > r->level->values[value].order)
		r->level->values[value].order = db_int(st, 3);
}

/* The year and the month; the newest first, a year before its months. */
static void split_date(struct reading *r, struct sqlite3_stmt *st)
{
	unsigned date = (unsigned)db_int(st, 2), year = date / 10000, month = date / 100 % 100;
	struct buf text = BUF_INIT;
	size_t value;

	buf_addf(&text, "%04u", year);
	value = add_value(r, buf_slice(&text), buf_slice(&text), buf_slice(&text));
	r->level->values[value].order = year * 100 + 99;
	buf_addf(&text, "-%02u", month);
	value = add_value(r, buf_slice(&text), buf_slice(&text), buf_slice(&text));
	r->level->values[value].order = year * 100 + month;
	buf_release(&text);
}

/* The domain and those above, but for what has a single part. */
static void split_domain(struct reading *r, struct sqlite3_stmt *st)
{
	struct slice reversed = db_text(st, 2), domain;
	size_t at = 0, from = 0, parts = 0;

	while (at < reversed.n) {
		at += slice_find_byte(slice_skip(reversed, at), '.') + 1;
		if (at > reversed.n || at - from == 1)
			return; /* what has an empty part cannot be asked for */
		from = at;
		if (++parts < 2 && at < reversed.n)
			continue;
		domain = names_reverse(&r->scratch, slice_sub(reversed, 0, at - 1), '.');
		domain.n--;
		add_value(r, domain, domain, domain);
	}
}

static size_t count_slashes(struct slice text)
{
	size_t n = 0, i;

	for (i = 0; i < text.n; i++)
		n += text.p[i] == '/';
	return n;
}

/* The part behind the parent; one that has more behind it is open. */
static void split_subsystem(struct reading *r, struct sqlite3_stmt *st)
{
	struct slice path = db_text(st, 2), fold = db_text(st, 3);
	size_t depth = count_slashes(r->level->parent), at = 0, end, value;
	size_t fold_end = r->level->parent.n;

	if (count_slashes(path) + 1 != count_slashes(fold))
		return; /* a character that folds to several, one of them a slash */
	for (; depth > 0; depth--)
		at += slice_find_byte(slice_skip(path, at), '/') + 1;
	if (at >= path.n)
		return; /* the parent itself */
	fold_end += slice_find_byte(slice_skip(fold, fold_end), '/') + 1;
	end = at + slice_find_byte(slice_skip(path, at), '/');
	if (end == at)
		return;
	value = add_value(r, slice_sub(fold, 0, fold_end), slice_sub(path, 0, end),
		slice_sub(path, at, end - at));
	r->level->values[value].open |= end < path.n;
}

/* ---- the fields ----------------------------------------------------------------------------- */

static const struct value_source {
	enum sql rows;
	void (*split)(struct reading *r, struct sqlite3_stmt *st);
} sources[FIELDS] = {
	[FIELD_LIST] = {SQL_VALUE_LISTS, split_name},
	[FIELD_TAG] = {SQL_VALUE_TAGS, split_name},
	[FIELD_TRAILER] = {SQL_VALUE_TRAILERS, split_trailer},
	[FIELD_VERSION] = {SQL_VALUE_VERSIONS, split_version},
	[FIELD_DIGEST] = {SQL_VALUE_DIGESTS, split_digest},
	[FIELD_DATE] = {SQL_VALUE_DATES, split_date},
	[FIELD_DOMAIN] = {SQL_VALUE_DOMAINS, split_domain},
	[FIELD_SUBSYSTEM] = {SQL_VALUE_SUBSYSTEMS, split_subsystem},
};

static const struct entity *entity_of(struct reading *r, const struct value_source *source,
	struct sqlite3_stmt *st)
{
	int64_t id = db_int(st, 1);
	int64_t *known = intern_at(&r->known, slice_from((const char *)&id, sizeof(id)));
	struct entity *entity;

	if (id != 0 && *known != 0)
		return &r->entities[*known - 1];
	GROW(r->entities, r->room, r->n + 1);
	entity = &r->entities[r->n++];
	*known = (int64_t)r->n;
	entity->first = r->nvalues;
	source->split(r, st);
	entity->n = r->nvalues - entity->first;
	arena_reset(&r->scratch);
	return entity;
}

static void read_level(struct planner *planner, enum query_field_id field, struct level *level)
{
	struct reading r = {.planner = planner, .level = level};
	struct sqlite3_stmt *st = db_stmt(planner->db, sources[field].rows);
	struct buf bound = BUF_INIT;
	size_t i;

	if (field == FIELD_SUBSYSTEM) {
		buf_add_slice(&bound, level->parent);
		db_bind_text(planner->db, st, 1, level->parent);
		if (bound.n > 0)
			bound.p[bound.n - 1]++;
		else
			buf_addc(&bound, '\xff');
		db_bind_text(planner->db, st, 2, buf_slice(&bound));
	}
	while (db_step(planner->db, st)) {
		const struct entity *entity = entity_of(&r, &sources[field], st);

		for (i = 0; i < entity->n; i++)
			level_count(planner, level, r.values[entity->first + i], db_int(st, 0));
	}
	buf_release(&bound);
	intern_release(&r.known);
	arena_release(&r.scratch);
	free(r.entities);
	free(r.values);
}

/* An open value is continued behind a slash. */
static void end_with_slash(struct level *level)
{
	size_t i;

	for (i = 0; i < level->n; i++) {
		struct value *value = &level->values[i];
		struct buf text = BUF_INIT;

		if (!value->open || slice_ends(value->text, "="))
			continue;
		buf_addf(&text, SLICE_FMT "/", SLICE_ARG(value->text));
		value->text = arena_dup(&level->arena, buf_slice(&text));
		buf_clear(&text);
		buf_addf(&text, SLICE_FMT "/", SLICE_ARG(value->label));
		value->label = arena_dup(&level->arena, buf_slice(&text));
		buf_release(&text);
	}
}

void level_release(struct level *level)
{
	intern_release(&level->keys);
	arena_release(&level->arena);
	free(level->pairs);
	*level = (struct level){.n = 0};
}

struct level *level_find(struct planner *planner, enum query_field_id field, struct slice parent,
	bool with_muted)
{
	struct level *level = &complete_completer(planner)->levels[field];
	struct stamp now = complete_stamp(planner, with_muted);

	if (stamp_same(level->stamp, now) && slice_eq(level->parent, parent))
		return level;
	level_release(level);
	level->stamp.with_muted = with_muted;
	level->parent = arena_dup(&level->arena, parent);
	if (field == FIELD_PATH)
		level_paths(planner, level);
	else
		read_level(planner, field, level);
	sum_pairs(level);
	end_with_slash(level);
	if (!db_fine(planner->db))
		return NULL; /* its stamp is of no time */
	level->stamp = now;
	return level;
}
