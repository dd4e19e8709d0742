#include "model/complete.h"

#include "model/complete_internal.h"

#include <stdlib.h>
#include <string.h>

#include "model/facets.h"
#include "model/path_match.h"
#include "util/alloc.h"
#include "util/text.h"

/* ---- candidates ----------------------------------------------------------------------------- */

static bool word_begins_at(struct slice text, size_t at)
{
	return at == 0 || !text_is_word_byte((unsigned char)text.p[at - 1]);
}

enum complete_rank complete_rank(struct slice typed, struct slice text)
{
	size_t at = slice_find(text, typed);
	size_t from;

	if (typed.n == 0 || (at == 0 && text.n >= typed.n))
		return RANK_BEGINS;
	if (at >= text.n)
		return RANK_NOT;
	for (from = at; from < text.n; from += slice_find(slice_skip(text, from), typed)) {
		if (word_begins_at(text, from))
			return RANK_WORD;
		from++;
	}
	return RANK_INSIDE;
}

/* Whether it can be typed into a prompt: UTF-8 without controls. */
static bool can_type(struct slice value)
{
	int32_t code;
	size_t at;

	for (at = 0; at < value.n;) {
		at += text_next_char(slice_skip(value, at), &code);
		if (code < ' ' || code == 0x7f)
			return false;
	}
	return value.n > 0;
}

void complete_add(struct complete *c, const struct candidate *candidate)
{
	ARENA_GROW(&c->scratch, c->list, c->room, c->n + 1);
	c->list[c->n++] = *candidate;
}

static int compare_candidates(const void *pa, const void *pb)
{
	const struct candidate *a = pa, *b = pb;
	int cmp;

	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	if (a->weight != b->weight)
		return a->weight > b->weight ? -1 : 1;
	cmp = slice_cmp(a->label, b->label);
	return cmp ? cmp : slice_cmp(a->value, b->value);
}

/* The best first; what is beyond the limit is cut off, and *more set. */
static void sort(struct complete *c, bool *more)
{
	if (c->n > 1)
		qsort(c->list, c->n, sizeof(*c->list), compare_candidates);
	*more |= c->n > c->limit;
	c->n = c->n < c->limit ? c->n : c->limit;
}

/* ---- names of fields, and flags ------------------------------------------------------------- */

static struct slice aliases_of(struct complete *c, const struct query_field *field)
{
	struct buf text = BUF_INIT;
	struct slice help;
	size_t i;

	buf_adds(&text, field->help);
	for (i = 0; i < ARRAY_LEN(field->aliases) && field->aliases[i]; i++)
		buf_addf(&text, "%s%s:", i ? ", " : "; also ", field->aliases[i]);
	help = arena_dup(&c->scratch, buf_slice(&text));
	buf_release(&text);
	return help;
}

/* A field under the first of its names that begins as was typed; in order of the table. */
static void add_field(struct complete *c, enum query_field_id id)
{
	const struct query_field *field = &query_fields[id];
	const char *name = field->name;
	struct buf label = BUF_INIT;
	size_t i = 0;

	while (name && complete_rank(c->typed, slice_cstr(name)) != RANK_BEGINS)
		name = i < ARRAY_LEN(field->aliases) ? field->aliases[i++] : NULL;
	if (!name)
		return;
	buf_addf(&label, "%s:", name);
	complete_add(c, &(struct candidate){
		.weight = -(int64_t)id,
		.label = arena_dup(&c->scratch, buf_slice(&label)),
		.help = aliases_of(c, field),
		.open = true,
	});
	c->list[c->n - 1].value = c->list[c->n - 1].label;
	buf_release(&label);
}

static void add_flag(struct complete *c, unsigned flag, const char *prefix)
{
	struct slice name = slice_cstr(query_flags[flag].name);
	enum complete_rank rank = complete_rank(c->typed, name);
	struct buf text = BUF_INIT;

	if (rank == RANK_NOT || (*prefix && rank != RANK_BEGINS))
		return;
	buf_addf(&text, "%s" SLICE_FMT, prefix, SLICE_ARG(name));
	complete_add(c, &(struct candidate){
		.rank = rank,
		.weight = -(int64_t)flag - (*prefix ? FIELDS : 0),
		.label = arena_dup(&c->scratch, buf_slice(&text)),
		.help = slice_cstr(query_flags[flag].help),
	});
	c->list[c->n - 1].value = c->list[c->n - 1].label;
	buf_release(&text);
}

/* A word may become the name of a field, or a flag, once it is begun. */
static void add_names(struct complete *c)
{
	unsigned i;

	for (i = FIELD_ANY + 1; i < FIELDS; i++)
		add_field(c, (enum query_field_id)i);
	for (i = 0; c->typed.n > 0 && i < FLAGS; i++)
		add_flag(c, i, "is:");
}

/* ---- values --------------------------------------------------------------------------------- */

static bool complete_flags(struct complete *c)
{
	unsigned i;

	for (i = 0; i < FLAGS; i++)
		add_flag(c, i, "");
	return true;
}

/* What was typed up to its last slash is the parent, what is behind it is looked for. */
static struct slice split_parent(struct complete *c)
{
	bool by_part = c->at.field == FIELD_PATH || c->at.field == FIELD_SUBSYSTEM;
	struct slice typed = c->at.field == FIELD_PATH ? c->at.typed : c->typed;
	size_t at = typed.n;

	while (by_part && at > 0 && typed.p[at - 1] != '/')
		at--;
	if (!by_part)
		at = 0;
	c->typed = text_fold(&c->scratch, slice_skip(typed, at)).s;
	return slice_sub(typed, 0, at);
}

static bool add_values(struct complete *c)
{
	struct slice parent = split_parent(c);
	struct level *level = level_find(c->planner, c->at.field, parent, c->ask->with_muted);
	size_t i;

	for (i = 0; level && i < level->n; i++) {
		const struct value *value = &level->values[i];
		enum complete_rank rank = complete_rank(c->typed, value->fold);

		if (rank == RANK_NOT || value->count == 0 || (value->name && c->typed.n == 0))
			continue;
		if (c->at.field == FIELD_DIGEST && path_is_glob(value->text))
			continue;
		complete_add(c, &(struct candidate){
			.rank = rank,
			.weight = value->order ? value->order : value->count,
			.label = value->label,
			.value = value->text,
			.count = value->count,
			.has_count = true,
			.open = value->open,
		});
	}
	return level != NULL;
}

/* Those that are broken are not offered. */
static bool add_saved(struct complete *c)
{
	struct facets facets = {.n = 0};
	size_t i;

	if (!plan_know_marks(c->planner) || !facets_saved(c->planner, NULL, &c->scratch, &facets))
		return false;
	for (i = 0; i < facets.n; i++) {
		const struct facet_row *row = &facets.rows[i];
		enum complete_rank rank =
			complete_rank(c->typed, text_fold(&c->scratch, row->label).s);

		if (rank == RANK_NOT || row->broken)
			continue;
		complete_add(c, &(struct candidate){
			.rank = rank,
			.weight = row->printed,
			.label = row->label,
			.value = row->label,
			.count = row->printed,
			.has_count = true,
		});
	}
	return true;
}

static bool complete_trailers(struct complete *c)
{
	return c->at.key.n > 0 ? complete_people(c) : add_values(c);
}

static bool (*const finders[FIELDS])(struct complete *c) = {
	[FIELD_FROM] = complete_people,
	[FIELD_ANYONE] = complete_people,
	[FIELD_REVIEWED] = complete_people,
	[FIELD_ACKED] = complete_people,
	[FIELD_TESTED] = complete_people,
	[FIELD_PATH] = add_values,
	[FIELD_SUBSYSTEM] = add_values,
	[FIELD_DOMAIN] = add_values,
	[FIELD_LIST] = add_values,
	[FIELD_DATE] = add_values,
	[FIELD_DIGEST] = add_values,
	[FIELD_VERSION] = add_values,
	[FIELD_TAG] = add_values,
	[FIELD_TRAILER] = complete_trailers,
	[FIELD_IS] = complete_flags,
	[FIELD_QUERY] = add_saved,
};

/* ---- the answer ----------------------------------------------------------------------------- */

static void drop_untypable(struct complete *c)
{
	size_t i, kept = 0;

	for (i = 0; i < c->n; i++) {
		if (can_type(c->list[i].value))
			c->list[kept++] = c->list[i];
	}
	c->n = kept;
}

static bool find_candidates(struct complete *c, bool *more)
{
	bool ok = true;

	if (c->at.nothing)
		return true;
	if (c->at.field == FIELD_ANY)
		add_names(c);
	else if (finders[c->at.field])
		ok = finders[c->at.field](c);
	drop_untypable(c);
	sort(c, more);
	if (ok && (finders[c->at.field] == complete_people || c->at.key.n > 0)) {
		ok = complete_count_people(c);
		sort(c, more);
	}
	return ok;
}

void complete_quote(const struct complete *c, const struct candidate *candidate, struct buf *out)
{
	if (c->at.field == FIELD_ANY)
		buf_add_slice(out, candidate->value);
	else
		query_quote(candidate->value, out);
}

static void make_rows(struct complete *c, struct completions *out)
{
	size_t i;

	out->n = c->n;
	out->rows = arena_alloc(c->arena, (c->n + 1) * sizeof(*out->rows));
	for (i = 0; i < c->n; i++) {
		const struct candidate *from = &c->list[i];
		struct buf text = BUF_INIT;

		complete_quote(c, from, &text);
		out->rows[i] = (struct completion){
			.label = arena_dup(c->arena, from->label),
			.text = arena_dup(c->arena, buf_slice(&text)),
			.help = arena_dup(c->arena, from->help),
			.count = from->count,
			.has_count = from->has_count,
			.open = from->open,
		};
		buf_release(&text);
	}
}

bool complete_find(struct planner *planner, const struct ask *ask, struct arena *a,
	struct completions *out, struct error *err)
{
	struct complete c = {
		.planner = planner,
		.ask = ask,
		.arena = a,
		.limit = ask->limit ? ask->limit : ASK_LIMIT,
	};

	complete_place(ask->text, ask->caret, &c.scratch, &c.at);
	c.typed = text_fold(&c.scratch, c.at.typed).s;
	*out = (struct completions){.from = c.at.from, .to = c.at.to};
	if (universe_read(planner) && (ask->with_muted || plan_know_muted(planner)) &&
		find_candidates(&c, &out->more))
		make_rows(&c, out);
	arena_release(&c.scratch);
	return plan_ok(planner, err);
}

/* ---- what is kept --------------------------------------------------------------------------- */

struct completer *complete_completer(struct planner *planner)
{
	if (!planner->completer)
		planner->completer = xcalloc(1, sizeof(*planner->completer));
	return planner->completer;
}

void completer_free(struct completer *completer)
{
	size_t i;

	if (!completer)
		return;
	for (i = 0; i < FIELDS; i++) {
		level_release(&completer->levels[i]);
		people_release(&completer->people[i]);
	}
	free(completer);
}
