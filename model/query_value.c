#include "model/query_tree.h"

#include <stdio.h>

#include "util/alloc.h"

static bool expect(struct query_error *err, const char *what)
{
	snprintf(err->expected, sizeof(err->expected), "%s", what);
	return false;
}

static bool expect_number(const char *field, struct query_error *err)
{
	snprintf(err->expected, sizeof(err->expected),
		"a number, as in %1$s:3, %1$s:>=4 or %1$s:2..5", field);
	return false;
}

static bool expect_flag(struct query_error *err)
{
	struct buf names = BUF_INIT;
	size_t i;

	for (i = 0; i < FLAGS; i++)
		buf_addf(&names, "%s%s", i == 0 ? "" : i + 1 < FLAGS ? ", " : " or ",
			query_flags[i].name);
	expect(err, names.p);
	buf_release(&names);
	return false;
}

bool query_expect(enum query_field_id id, struct query_error *err)
{
	const struct query_field *field = &query_fields[id];

	if (field->value == VALUE_NUMBERS)
		return expect_number(field->name, err);
	if (field->value == VALUE_FLAG)
		return expect_flag(err);
	return expect(err, field->expects ? field->expects :
		"a word, \"phrase\" or /expression/");
}

static bool value_text(struct query *query, struct query_term *term, struct query_error *err,
	size_t *at)
{
	enum pattern_kind kind = term->form == FORM_PHRASE ? PATTERN_WHOLE : PATTERN_PREFIX;
	char message[64];

	if (term->form != FORM_REGEX)
		return pattern_init(&term->pattern, &query->arena, term->text, kind);
	term->regex = regex_compile(term->text, at, message, sizeof(message));
	++*at; /* behind the slash */
	if (!term->regex) {
		snprintf(err->expected, sizeof(err->expected), "a regular expression (%s)",
			message);
		return false;
	}
	GROW(query->regexes, query->regexes_room, query->nregexes + 1);
	query->regexes[query->nregexes++] = term->regex;
	return true;
}

static bool value_flag(struct query_term *term, struct query_error *err)
{
	const char *nearest;

	term->flag = query_flag_by_name(term->text);
	if (term->flag < FLAGS)
		return true;
	nearest = query_flag_nearest(term->text);
	if (nearest)
		snprintf(err->nearest, sizeof(err->nearest), "is:%s", nearest);
	return false;
}

static bool value_of(struct query *query, struct query_term *term, struct query_error *err,
	size_t *at)
{
	struct query_range range;

	switch (query_fields[term->field].value) {
	case VALUE_TEXT:
		return value_text(query, term, err, at);
	case VALUE_TRAILER:
		return term->any_value || value_text(query, term, err, at);
	case VALUE_NAME:
		return !slice_is_blank(term->text);
	case VALUE_NUMBERS:
		return term->field == FIELD_VERSION ? query_versions(term->text, &term->range) :
			query_numbers(term->text, &term->range);
	case VALUE_DATES:
		/* What it means depends on the day when it is asked. */
		return query_dates(term->text, 0, &range);
	case VALUE_FLAG:
		return value_flag(term, err);
	}
	return false;
}

bool query_value(struct query *query, struct query_term *term, struct query_error *err,
	size_t *at)
{
	*at = 0;
	if (value_of(query, term, err, at))
		return true;
	return err->expected[0] ? false : query_expect(term->field, err);
}
