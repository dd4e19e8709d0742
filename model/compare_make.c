#include "model/compare_make.h"

#include <stdlib.h>
#include <string.h>

#include "model/compare_internal.h"
#include "util/alloc.h"

int compare_versions(const struct compare_version *a, const struct compare_version *b)
{
	if (a->rfc != b->rfc)
		return a->rfc ? -1 : 1;
	if (a->version != b->version)
		return a->version < b->version ? -1 : 1;
	return (a->minor > b->minor) - (a->minor < b->minor);
}

/* The cover or single, which speaks for all of the revision; NULL when it is not shown. */
static const struct record *whole_of(const struct compare_shown *side)
{
	if (side->cover)
		return side->cover;
	return side->patch && side->patch->subject.total <= 1 ? side->patch : NULL;
}

/* ---- pairs of equal text -------------------------------------------------------------------- */

static int compare_keys(const void *a, const void *b)
{
	const struct compare_key *x = a, *y = b;
	int c = slice_cmp(x->text, y->text);

	if (c)
		return c;
	if (x->side != y->side)
		return x->side < y->side ? -1 : 1;
	return (x->index > y->index) - (x->index < y->index);
}

/* keys[0..n) have one text, the old side's first. */
static void pair_equal(const struct compare_key *keys, size_t n, uint32_t *match[COMPARE_SIDES])
{
	size_t old = 0, new = 0;

	while (new < n && keys[new].side == COMPARE_OLD)
		new++;
	while (old < n && new < n && keys[old].side == COMPARE_OLD) {
		uint32_t x = keys[old].index, y = keys[new].index;

		if (match[COMPARE_OLD][x] != COMPARE_NONE) {
			old++;
		} else if (match[COMPARE_NEW][y] != COMPARE_NONE) {
			new++;
		} else {
			match[COMPARE_OLD][x] = y;
			match[COMPARE_NEW][y] = x;
			old++;
			new++;
		}
	}
}

void compare_pair(struct compare_key *keys, size_t n, uint32_t *match[COMPARE_SIDES])
{
	size_t i, end;

	if (n)
		qsort(keys, n, sizeof(*keys), compare_keys);
	for (i = 0; i < n; i = end) {
		for (end = i + 1; end < n && slice_eq(keys[i].text, keys[end].text); end++)
			;
		if (keys[i].text.n)
			pair_equal(keys + i, end - i, match);
	}
}

uint32_t *compare_unmatched(struct arena *a, size_t n)
{
	uint32_t *match = arena_alloc(a, n * sizeof(*match));

	memset(match, 0xff, n * sizeof(*match));
	return match;
}

/* ---- what both sides show ------------------------------------------------------------------- */

#define TEXT_WORDS    12 /* of fewer words a text tells nothing of the patch */
#define TEXT_LIKENESS 40 /* percent of their words that two texts of one patch share */

/* Records of one part of the series on both sides. */
struct both {
	const struct record *whole[COMPARE_SIDES]; /* both or neither */
	const struct record *patch[COMPARE_SIDES]; /* likewise; not when both are whole */
};

/* A title may be cut at a fold. */
static bool same_title(struct arena *a, const struct record *old, const struct record *new)
{
	struct slice x = title_normalise(a, old->subject.title);
	struct slice y = title_normalise(a, new->subject.title);
	size_t n = x.n < y.n ? x.n : y.n;

	return n && slice_eq(slice_sub(x, 0, n), slice_sub(y, 0, n));
}

unsigned compare_alike(struct arena *scratch, const struct record *old, const struct record *new)
{
	struct compare_text text;
	size_t all, same = 0, i;

	if (same_title(scratch, old, new))
		return 100;
	text = compare_text(scratch, old->description, new->description);
	all = text.nwords[COMPARE_OLD] + text.nwords[COMPARE_NEW];
	for (i = 0; i < text.nruns; i++)
		same += text.runs[i].fate == FATE_SAME ? text.runs[i].n : 0;
	if (text.nwords[COMPARE_OLD] < TEXT_WORDS || text.nwords[COMPARE_NEW] < TEXT_WORDS ||
	    200 * same < TEXT_LIKENESS * all)
		return 0;
	return (unsigned)(200 * same / all);
}

static struct both find_both(struct arena *a, const struct compare_shown sides[COMPARE_SIDES],
	const struct compare_patches *patches)
{
	struct both both = {.whole = {NULL}};
	const struct record *old = whole_of(&sides[COMPARE_OLD]);
	const struct record *new = whole_of(&sides[COMPARE_NEW]);

	if (old && new)
		both = (struct both){.whole = {old, new}};
	old = sides[COMPARE_OLD].patch;
	new = sides[COMPARE_NEW].patch;
	if (!old || !new || (old == both.whole[COMPARE_OLD] && new == both.whole[COMPARE_NEW]) ||
	    !(patches->known ? patches->one_shown : compare_alike(a, old, new) > 0))
		return both;
	both.patch[COMPARE_OLD] = old;
	both.patch[COMPARE_NEW] = new;
	return both;
}

/* A single became one patch of a series, or the other way round: its text is not the cover's. */
static bool is_part(const struct both *both)
{
	return both->patch[COMPARE_OLD] && (both->patch[COMPARE_OLD] == both->whole[COMPARE_OLD] ||
		both->patch[COMPARE_NEW] == both->whole[COMPARE_NEW]);
}

static bool have_diffstat(const struct record *const records[COMPARE_SIDES])
{
	return records[COMPARE_OLD] && records[COMPARE_OLD]->ndiffstat &&
		records[COMPARE_NEW]->ndiffstat;
}

static void make_diffstat(struct arena *a, const struct both *both,
	struct compare_diffstat *out)
{
	*out = (struct compare_diffstat){.known = false};
	if (have_diffstat(both->whole))
		compare_diffstat(a, both->whole, out);
	else if (have_diffstat(both->patch))
		compare_diffstat(a, both->patch, out);
	out->of_patch = out->known && !have_diffstat(both->whole);
}

static void make_cover(struct arena *a, const struct both *both, struct compare_text *out)
{
	bool whole = both->whole[COMPARE_OLD] && !is_part(both);
	const struct record *const *records = whole ? both->whole : both->patch;

	*out = (struct compare_text){.known = false};
	if (!records[COMPARE_OLD])
		return;
	*out = compare_text(a, records[COMPARE_OLD]->description,
		records[COMPARE_NEW]->description);
	out->of_patch = records == both->patch;
}

/* ---- trailers ------------------------------------------------------------------------------- */

struct named {
	struct slice kind, who; /* folded */
	const struct trailer *trailer;
	enum compare_side side;
	size_t order;
};

static int compare_named(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int c = slice_cmp(x->kind, y->kind);

	if (!c)
		c = slice_cmp(x->who, y->who);
	return c ? c : (x->order > y->order) - (x->order < y->order);
}

static int compare_rows(const void *a, const void *b)
{
	const struct named *x = a, *y = b;

	if (x->side != y->side)
		return x->side == COMPARE_NEW ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

static struct slice fold_ascii(struct arena *a, struct slice text)
{
	char *p = arena_strndup(a, text.p, text.n);
	size_t i;

	for (i = 0; i < text.n; i++) {
		if (p[i] >= 'A' && p[i] <= 'Z')
			p[i] = (char)(p[i] - 'A' + 'a');
	}
	return slice_from(p, text.n);
}

static bool is_copy(struct slice key)
{
	return slice_eq_nocase(key, SLICE_LIT("Cc")) || slice_eq_nocase(key, SLICE_LIT("To"));
}

/* A person is known by the address, however the name is written. */
static struct slice whom(struct arena *a, const struct trailer *trailer)
{
	struct person person = person_parse(trailer->value);
	bool by = slice_ends(fold_ascii(a, trailer->key), "-by");

	return fold_ascii(a, by && person.email.n ? person.email : trailer->value);
}

static void add_named(struct arena *a, const struct record *record, enum compare_side side,
	struct named *out, size_t *n)
{
	size_t i;

	for (i = 0; i < record->ntrailers; i++) {
		const struct trailer *trailer = &record->trailers[i];

		if (is_copy(trailer->key))
			continue;
		out[*n] = (struct named){
			.kind = fold_ascii(a, trailer->key),
			.who = whom(a, trailer),
			.trailer = trailer,
			.side = side,
			.order = *n,
		};
		++*n;
	}
}

/* Keeps one of each that only one side has; the number of them. */
static size_t keep_different(struct named *v, size_t n)
{
	size_t kept = 0, i, k, end;

	if (n)
		qsort(v, n, sizeof(*v), compare_named);
	for (i = 0; i < n; i = end) {
		bool same = true;

		for (end = i + 1; end < n && slice_eq(v[i].kind, v[end].kind) &&
				slice_eq(v[i].who, v[end].who); end++)
			;
		for (k = i; k < end; k++)
			same = same && v[k].side == v[i].side;
		if (same)
			v[kept++] = v[i];
	}
	if (kept)
		qsort(v, kept, sizeof(*v), compare_rows);
	return kept;
}

static void make_trailers(struct arena *a, const struct record *const records[COMPARE_SIDES],
	struct compare_trailers *out)
{
	struct arena scratch = ARENA_INIT;
	struct named *v;
	size_t n = 0, i;
	int side;

	*out = (struct compare_trailers){.known = records && records[COMPARE_OLD]};
	if (!out->known)
		return;
	v = arena_alloc(&scratch, (records[COMPARE_OLD]->ntrailers +
		records[COMPARE_NEW]->ntrailers) * sizeof(*v));
	for (side = 0; side < COMPARE_SIDES; side++)
		add_named(&scratch, records[side], (enum compare_side)side, v, &n);
	out->n = keep_different(v, n);
	out->rows = arena_alloc(a, out->n * sizeof(*out->rows));
	for (i = 0; i < out->n; i++) {
		bool added = v[i].side == COMPARE_NEW;

		out->rows[i] = (struct compare_trailer){
			.fate = added ? FATE_ADDED : FATE_DROPPED,
			.key = v[i].trailer->key,
			.value = v[i].trailer->value,
		};
		out->added += added;
		out->dropped += !added;
	}
	arena_release(&scratch);
}

/* ---- changelog ------------------------------------------------------------------------------ */

#define MAX_ENTRIES 1000 /* more are none that people wrote */

struct log {
	struct arena *arena;
	struct compare_changelog *out;
	size_t room;
	const struct compare_version *after, *upto;
};

/* "Link to v2: URL" is no change, nor is a URL alone. */
static bool is_link(struct slice item)
{
	static const char *const begins[] = {"Link to v", "Link to RFC", "Link: http"};
	size_t i;

	for (i = 0; i < ARRAY_LEN(begins); i++) {
		if (slice_starts_nocase(item, begins[i]))
			return true;
	}
	return slice_starts_nocase(item, "http") && slice_find_byte(item, ' ') == item.n;
}

static size_t take_items(struct arena *a, const struct changelog_entry *entry,
	struct slice **items)
{
	size_t n = 0, i;

	*items = arena_alloc(a, entry->nitems * sizeof(**items));
	for (i = 0; i < entry->nitems; i++) {
		if (!is_link(entry->items[i]))
			(*items)[n++] = entry->items[i];
	}
	return n;
}

static bool is_told(const struct log *log, size_t n, const struct compare_version *version)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (compare_versions(&log->out->rows[i].version, version) == 0)
			return true;
	}
	return false;
}

/* Entries of the record that are not among the first `told` already. */
static void add_entries(struct log *log, const struct record *record, bool of_patch,
	size_t told)
{
	size_t i;

	for (i = 0; record && i < record->nchangelog && log->out->n < MAX_ENTRIES; i++) {
		const struct changelog_entry *entry = &record->changelog[i];
		struct compare_entry row = {
			.version = {entry->version, entry->minor, entry->rfc},
			.heading = entry->heading,
			.index = of_patch ? record->subject.index : 0,
			.total = of_patch ? record->subject.total : 0,
		};

		if (!row.version.version || compare_versions(&row.version, log->after) <= 0 ||
		    compare_versions(&row.version, log->upto) > 0 ||
		    is_told(log, told, &row.version))
			continue;
		row.nitems = take_items(log->arena, entry, &row.items);
		if (!row.nitems)
			continue;
		ARENA_GROW(log->arena, log->out->rows, log->room, log->out->n + 1);
		log->out->rows[log->out->n++] = row;
	}
}

static void add_shown(struct log *log, const struct compare_shown *shown)
{
	size_t told = log->out->n;

	add_entries(log, shown->cover, false, told);
	add_entries(log, shown->patch, shown->cover || whole_of(shown) != shown->patch, told);
}

struct sorted {
	struct compare_entry entry;
	size_t order;
};

static int compare_sorted(const void *a, const void *b)
{
	const struct sorted *x = a, *y = b;
	int c = compare_versions(&y->entry.version, &x->entry.version);

	return c ? c : (x->order > y->order) - (x->order < y->order);
}

/* Those of one revision stay in the order in which they came. */
static void sort_entries(struct arena *a, struct compare_changelog *log)
{
	struct sorted *v = arena_alloc(a, log->n * sizeof(*v));
	size_t i;

	for (i = 0; i < log->n; i++)
		v[i] = (struct sorted){.entry = log->rows[i], .order = i};
	if (log->n)
		qsort(v, log->n, sizeof(*v), compare_sorted);
	for (i = 0; i < log->n; i++)
		log->rows[i] = v[i].entry;
}

static void make_changelog(struct arena *a, const struct compare_shown sides[COMPARE_SIDES],
	enum compare_side newer, const struct compare_shown *tellers, size_t ntellers,
	struct compare_changelog *out)
{
	struct log log = {
		.arena = a, .out = out,
		.after = &sides[!newer].version, .upto = &sides[newer].version,
	};
	size_t i;

	*out = (struct compare_changelog){.n = 0};
	add_shown(&log, &sides[newer]);
	for (i = 0; i < ntellers; i++)
		add_shown(&log, &tellers[i]);
	sort_entries(a, out);
}

/* ---- all of it ------------------------------------------------------------------------------ */

void compare_make(struct arena *a, const struct compare_shown sides[COMPARE_SIDES],
	const struct compare_shown *tellers, size_t ntellers, struct compare_facts *out)
{
	struct both both;
	int side;

	*out = (struct compare_facts){.newer = COMPARE_NEW};
	if (compare_versions(&sides[COMPARE_OLD].version, &sides[COMPARE_NEW].version) > 0)
		out->newer = COMPARE_OLD;
	for (side = 0; side < COMPARE_SIDES; side++) {
		out->absent[side] = !sides[side].cover && !sides[side].patch;
		out->whole[side] = whole_of(&sides[side]) != NULL;
	}
	make_changelog(a, sides, out->newer, tellers, ntellers, &out->changelog);
	if (out->absent[COMPARE_OLD] || out->absent[COMPARE_NEW])
		return;
	compare_patches(a, sides, &out->patches);
	both = find_both(a, sides, &out->patches);
	make_diffstat(a, &both, &out->diffstat);
	make_cover(a, &both, &out->cover);
	make_trailers(a, is_part(&both) ? NULL : both.whole, &out->trailers);
	make_trailers(a, both.patch, &out->patch_trailers);
}
