#include "model/plan_internal.h"

#include <stdlib.h>

#include "model/words.h"
#include "util/buf.h"

#define IN(text) (1u << WORDS_##text)

/* The word indexes that hold what a field looks at. */
static const unsigned words_of[FIELDS] = {
	[FIELD_ANY] = IN(TITLE) | IN(BODY) | IN(CHANGE),
	[FIELD_SUBJECT] = IN(TITLE),
	[FIELD_BODY] = IN(BODY) | IN(CHANGE),
	[FIELD_CHANGELOG] = IN(CHANGE),
};

/* The word index says all there is to say: one word, without regard to case, of a whole index. */
static bool index_is_enough(const struct query_term *term)
{
	return !term->regex && term->pattern.fold && term->pattern.n == 1 &&
		term->field != FIELD_SUBJECT;
}

static void ask_words(struct planner *planner, const struct query_term *term, struct ids *ids)
{
	struct buf terms = BUF_INIT;
	unsigned text;

	if (!words_terms(term->text, term->pattern.kind == PATTERN_PREFIX, &terms)) {
		buf_release(&terms);
		return;
	}
	for (text = 0; text < WORDS_TEXTS; text++) {
		struct sqlite3_stmt *st;

		if (!(words_of[term->field] & 1u << text))
			continue;
		st = db_prepare(planner->db, slice_cstr(words_select[text]));
		db_bind_text(planner->db, st, 1, buf_slice(&terms));
		while (db_step(planner->db, st))
			ids_add(ids, db_int(st, 0));
		db_finalize(st);
	}
	buf_release(&terms);
}

/* An expression may be anywhere. */
static void ask_everything(struct planner *planner, struct ids *ids)
{
	size_t i;

	for (i = 0; i < planner->universe.npostings; i++)
		ids_add(ids, planner->universe.postings[i].id);
}

static bool term_in_title(struct planner *planner, const struct query_term *term, int64_t posting)
{
	struct sqlite3_stmt *st = db_stmt(planner->db, SQL_PLAN_TITLE);
	bool found;

	db_bind_int(planner->db, st, 1, posting);
	found = db_step(planner->db, st) && plan_term_in_text(planner, term, db_text(st, 0));
	db_reset(st);
	return found;
}

/* Senders and contributors of all its records. */
static bool term_in_people(struct planner *planner, const struct query_term *term,
	int64_t posting)
{
	struct sqlite3_stmt *st = db_stmt(planner->db, SQL_PLAN_PEOPLE);
	bool found = false;

	db_bind_int(planner->db, st, 1, posting);
	while (!found && db_step(planner->db, st))
		found = plan_term_in_person(planner, term, db_text(st, 0), db_text(st, 1));
	db_reset(st);
	return found;
}

/* What rows have is looked at before the file. */
static bool term_in_posting(struct planner *planner, const struct query_term *term,
	int64_t posting)
{
	bool any = term->field == FIELD_ANY;

	return ((any || term->field == FIELD_SUBJECT) && term_in_title(planner, term, posting)) ||
		(any && term_in_people(planner, term, posting)) ||
		plan_term_in_records(planner, term, posting);
}

/* Postings of one file stand together in the order of ids, so that it is read once. */
static void verify(struct planner *planner, const struct query_term *term, struct ids *ids,
	const struct plan_set *within, struct plan_set *out)
{
	size_t i;

	ids_sort(ids);
	for (i = 0; i < ids->n && db_fine(planner->db); i++) {
		const struct plan_posting *posting =
			universe_posting(&planner->universe, ids->p[i]);

		if (!posting || !plan_set_has(within, posting->revision) ||
		    plan_set_has(out, posting->revision))
			continue;
		if (term_in_posting(planner, term, posting->id))
			plan_set_add(out, posting->revision, true);
	}
}

/* A pasted message-id or URL is looked up among the links, whatever the texts say. */
static void add_msgid(struct planner *planner, const struct query_term *term,
	struct plan_set *out)
{
	struct query_term msgid = {.field = FIELD_MID, .text = term->text};

	if (term->field == FIELD_ANY && term->form == FORM_WORD &&
	    slice_find_byte(term->text, '@') < term->text.n)
		plan_by_fragment(planner, &msgid, out);
}

bool plan_by_words(struct planner *planner, const struct query_term *term,
	const struct plan_set *within, struct plan_set *out)
{
	struct ids ids = {0};
	size_t i;

	if (term->regex)
		ask_everything(planner, &ids);
	else
		ask_words(planner, term, &ids);
	if (index_is_enough(term)) {
		for (i = 0; i < ids.n; i++)
			plan_add_posting(planner, ids.p[i], out, true);
	} else {
		verify(planner, term, &ids, within, out);
		add_msgid(planner, term, out);
	}
	free(ids.p);
	return db_fine(planner->db);
}

enum plan_cost plan_words_cost(const struct query_term *term)
{
	if (term->regex)
		return COST_ALL_TEXTS;
	return index_is_enough(term) ? COST_WORDS : COST_TEXTS;
}
