#include "model/query_tree.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "util/alloc.h"

static bool expect(struct query_error *err, const char *what)
{
	snprintf(err->expected, sizeof(err->expected), "%s", what);
	return false;
}

static bool value_text(struct query *query, struct query_term *term, struct query_error *err,
	size_t *at)
{
	enum pattern_kind kind = term->form == FORM_PHRASE ? PATTERN_WHOLE : PATTERN_PREFIX;
	char message[64];

	if (term->form != FORM_REGEX)
		return pattern_init(&term->pattern, &query->arena, term->text, kind) ||
			expect(err, "a word");
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

static bool value_name(struct query_term *term, struct query_error *err)
{
	return !slice_is_blank(term->text) || expect(err, "a value");
}

/* ---- ranges --------------------------------------------------------------------------------- */

/*
 * The readers of one end of a range give what it means as the smallest and the largest value:
 * 2025 is 20250000 to 20259999.
 */

static bool read_number(struct slice text, struct query_range *out)
{
	size_t digits;
	unsigned n = slice_number(text, &digits);

	*out = (struct query_range){.from = n, .to = n};
	return digits && digits == text.n;
}

/* v3 is as good as 3. */
static bool read_version(struct slice text, struct query_range *out)
{
	return read_number(slice_starts_nocase(text, "v") ? slice_skip(text, 1) : text, out);
}

/* 2025, 2025-11, 202511, 2025-11-20, 20251120 */
static bool read_date(struct slice text, struct query_range *out)
{
	char digits[9] = "";
	size_t n = 0, i;
	unsigned date;

	for (i = 0; i < text.n; i++) {
		if (text.p[i] == '-' && (n == 4 || n == 6) && text.p[i - 1] != '-')
			continue;
		if (text.p[i] < '0' || text.p[i] > '9' || n == 8)
			return false;
		digits[n++] = text.p[i];
	}
	date = slice_number(slice_from(digits, n), NULL);
	*out = (struct query_range){.from = date, .to = date};
	if (n == 4)
		*out = (struct query_range){.from = date * 10000LL, .to = date * 10000LL + 9999};
	else if (n == 6)
		*out = (struct query_range){.from = date * 100LL, .to = date * 100LL + 99};
	return n == 4 || n == 6 || n == 8;
}

static const struct sign {
	const char *text;
	enum { LOW_OPEN, LOW_FROM, LOW_BEHIND } low;
	enum { HIGH_OPEN, HIGH_TO, HIGH_BEFORE } high;
} signs[] = {
	{">=", LOW_FROM, HIGH_OPEN}, {"<=", LOW_OPEN, HIGH_TO}, {">", LOW_BEHIND, HIGH_OPEN},
	{"<", LOW_OPEN, HIGH_BEFORE}, {"=", LOW_FROM, HIGH_TO}, {"", LOW_FROM, HIGH_TO},
};

static bool read_compared(struct slice text, bool (*read)(struct slice, struct query_range *),
	struct query_range *out)
{
	const struct sign *sign = signs;
	struct query_range end;

	while (!slice_starts(text, sign->text))
		sign++;
	if (!read(slice_skip(text, strlen(sign->text)), &end))
		return false;
	*out = (struct query_range){.from = LLONG_MIN, .to = LLONG_MAX};
	if (sign->low != LOW_OPEN)
		out->from = sign->low == LOW_FROM ? end.from : end.to + 1;
	if (sign->high != HIGH_OPEN)
		out->to = sign->high == HIGH_TO ? end.to : end.from - 1;
	return true;
}

static bool read_range(struct slice text, bool (*read)(struct slice, struct query_range *),
	struct query_range *out)
{
	size_t dots = slice_find(text, SLICE_LIT(".."));
	struct slice low = slice_sub(text, 0, dots), high = slice_skip(text, dots + 2);
	struct query_range end;

	if (dots == text.n)
		return read_compared(text, read, out);
	*out = (struct query_range){.from = LLONG_MIN, .to = LLONG_MAX};
	if (low.n) {
		if (!read(low, &end))
			return false;
		out->from = end.from;
	}
	if (high.n) {
		if (!read(high, &end))
			return false;
		out->to = end.to;
	}
	return low.n || high.n;
}

static bool value_numbers(struct query_term *term, struct query_error *err)
{
	char what[64];

	if (read_range(term->text, term->field == FIELD_VERSION ? read_version : read_number,
		&term->range))
		return true;
	snprintf(what, sizeof(what), "a number, as in %1$s:3, %1$s:>=4 or %1$s:2..5",
		query_fields[term->field].name);
	return expect(err, what);
}

static bool value_dates(struct query_term *term, struct query_error *err)
{
	return read_range(term->text, read_date, &term->range) ||
		expect(err, "a date, as in d:20251120, d:2025-01..2025-03 or d:2025..");
}

static bool expect_flag(struct query_term *term, struct query_error *err)
{
	const char *nearest = query_flag_nearest(term->text);
	struct buf names = BUF_INIT;
	size_t i;

	for (i = 0; i < FLAGS; i++)
		buf_addf(&names, "%s%s", i == 0 ? "" : i + 1 < FLAGS ? ", " : " or ",
			query_flags[i].name);
	expect(err, names.p);
	buf_release(&names);
	if (nearest)
		snprintf(err->nearest, sizeof(err->nearest), "is:%s", nearest);
	return false;
}

static bool value_flag(struct query_term *term, struct query_error *err)
{
	term->flag = query_flag_by_name(term->text);
	return term->flag < FLAGS || expect_flag(term, err);
}

bool query_value(struct query *query, struct query_term *term, struct query_error *err,
	size_t *at)
{
	*at = 0;
	switch (query_fields[term->field].value) {
	case VALUE_TEXT:
		return value_text(query, term, err, at);
	case VALUE_NAME:
		return value_name(term, err);
	case VALUE_NUMBERS:
		return value_numbers(term, err);
	case VALUE_DATES:
		return value_dates(term, err);
	case VALUE_FLAG:
		return value_flag(term, err);
	}
	return false;
}
