#include "model/plan_internal.h"

#include "parser/parser.h"
#include "util/buf.h"

bool plan_term_in_text(struct planner *planner, const struct query_term *term, struct slice text)
{
	struct haystack haystack = {.arena = &planner->texts, .raw = text};
	struct match match;
	bool found;

	if (term->regex)
		return regex_find(term->regex, text, 0, &match);
	found = pattern_find(&term->pattern, &haystack, 0, &match);
	arena_reset(&planner->texts);
	return found;
}

bool plan_term_in_person(struct planner *planner, const struct query_term *term, struct slice name,
	struct slice email)
{
	struct buf text = BUF_INIT;
	bool found;

	buf_add_slice(&text, name);
	buf_adds(&text, " <");
	buf_add_slice(&text, email);
	buf_addc(&text, '>');
	found = plan_term_in_text(planner, term, buf_slice(&text));
	buf_release(&text);
	return found;
}

/* The lines behind "New:", the subject and "Author:", or the whole where that is asked for. */
static bool in_body(struct planner *planner, const struct query_term *term, struct slice bytes)
{
	struct slice line;
	int i;

	for (i = 0; i < 3 && term->field == FIELD_BODY; i++)
		slice_next_line(&bytes, &line);
	return plan_term_in_text(planner, term, bytes);
}

static bool in_changelog(struct planner *planner, const struct query_term *term,
	const struct record *record)
{
	size_t i, k;

	for (i = 0; i < record->nchangelog; i++) {
		const struct changelog_entry *entry = &record->changelog[i];

		if (plan_term_in_text(planner, term, entry->heading))
			return true;
		for (k = 0; k < entry->nitems; k++) {
			if (plan_term_in_text(planner, term, entry->items[k]))
				return true;
		}
	}
	return false;
}

static bool in_titles(struct planner *planner, const struct query_term *term,
	const struct record *record)
{
	size_t i, k;

	if (plan_term_in_text(planner, term, record->subject.title))
		return true;
	for (i = 0; i < record->nshortlog; i++) {
		const struct shortlog_group *group = &record->shortlog[i];

		for (k = 0; k < group->ntitles; k++) {
			if (plan_term_in_text(planner, term, group->titles[k]))
				return true;
		}
	}
	return false;
}

/*
 * An expression is looked for in the text as it stands; words in what the word index has, since
 * `Fixes` must not be found in a trailer where `fixes` is not.
 */
static bool in_record(struct planner *planner, const struct query_term *term,
	struct slice bytes, unsigned line)
{
	bool any = term->field == FIELD_ANY;
	struct record record;

	if (term->regex && (any || term->field == FIELD_BODY))
		return in_body(planner, term, bytes);
	if (!record_parse(&planner->scratch, bytes.p, bytes.n, line, &record))
		return false;
	if (term->field == FIELD_CHANGELOG)
		return in_changelog(planner, term, &record);
	if (term->field == FIELD_SUBJECT)
		return in_titles(planner, term, &record);
	return plan_term_in_text(planner, term, record.description) ||
		in_changelog(planner, term, &record) ||
		(any && in_titles(planner, term, &record));
}

/* A file that is gone or has changed has nothing to say: the index goes by what was there. */
bool plan_term_in_records(struct planner *planner, const struct query_term *term, int64_t posting)
{
	struct sqlite3_stmt *st = db_stmt(planner->db, SQL_RECORDS_OF_POSTING);
	bool found = false;

	db_bind_int(planner->db, st, 1, posting);
	while (!found && db_step(planner->db, st)) {
		struct reread_place place = {
			.path = db_text(st, 4),
			.off = db_int(st, 1),
			.len = db_int(st, 2),
			.hash = db_int(st, 3),
		};
		struct slice bytes;

		if (!reread_record(&planner->reread, &place, &bytes))
			found = in_record(planner, term, bytes, (unsigned)db_int(st, 0));
	}
	db_reset(st);
	return found;
}
