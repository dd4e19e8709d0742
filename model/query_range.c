#include "model/query_tree.h"

#include <limits.h>
#include <string.h>

#include "model/date.h"

/*
 * The readers of one end of a range give what it means as the smallest and the largest value:
 * 2025 is 20250000 to 20259999. Only those of dates look at the day it is.
 */
typedef bool read_end(struct slice text, uint32_t today, struct query_range *out);

static bool read_number(struct slice text, uint32_t today, struct query_range *out)
{
	size_t digits;
	unsigned n = slice_number(text, &digits);

	(void)today;
	*out = (struct query_range){.from = n, .to = n};
	return digits && digits == text.n;
}

static bool read_version(struct slice text, uint32_t today, struct query_range *out)
{
	return read_number(slice_starts_nocase(text, "v") ? slice_skip(text, 1) : text, today,
		out);
}

/* ---- dates ---------------------------------------------------------------------------------- */

/* Two digits from 01 to `most`. A 31st of any month will do. */
static bool is_between(const char *digits, unsigned most)
{
	unsigned n = slice_number(slice_from(digits, 2), NULL);

	return n >= 1 && n <= most;
}

/* 2025, 2025-11, 202511, 2025-11-20, 20251120 */
static bool read_day(struct slice text, struct query_range *out)
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
	if ((n != 4 && n != 6 && n != 8) || (n >= 6 && !is_between(digits + 4, 12)) ||
	    (n == 8 && !is_between(digits + 6, 31)))
		return false;
	date = slice_number(slice_from(digits, n), NULL);
	for (*out = (struct query_range){.from = date, .to = date}; n < 8; n += 2) {
		out->from *= 100;
		out->to = out->to * 100 + 99;
	}
	return true;
}

static bool read_unit(struct slice text, enum date_unit *unit)
{
	static const char *const names[] = {
		[DATE_DAYS] = "day", [DATE_WEEKS] = "week", [DATE_MONTHS] = "month",
		[DATE_YEARS] = "year",
	};
	unsigned i;

	if (text.n && (text.p[text.n - 1] == 's' || text.p[text.n - 1] == 'S'))
		text.n--;
	for (i = 0; i < sizeof(names) / sizeof(*names); i++) {
		*unit = (enum date_unit)i;
		if (slice_eq_nocase(text, slice_cstr(names[i])))
			return true;
	}
	return false;
}

/* today, yesterday, 1.day.ago, 2.weeks.ago */
static bool read_relative(struct slice text, uint32_t today, struct query_range *out)
{
	enum date_unit unit = DATE_DAYS;
	size_t digits, dot;
	unsigned n = slice_number(text, &digits);

	if (slice_eq_nocase(text, SLICE_LIT("today"))) {
		n = 0;
	} else if (slice_eq_nocase(text, SLICE_LIT("yesterday"))) {
		n = 1;
	} else {
		text = slice_skip(text, digits);
		if (!digits || !slice_starts(text, "."))
			return false;
		text = slice_skip(text, 1);
		dot = slice_find_byte(text, '.');
		if (!slice_eq_nocase(slice_skip(text, dot), SLICE_LIT(".ago")) ||
		    !read_unit(slice_sub(text, 0, dot), &unit))
			return false;
	}
	out->from = out->to = date_before(today, n, unit);
	return true;
}

static bool read_date(struct slice text, uint32_t today, struct query_range *out)
{
	return read_day(text, out) || read_relative(text, today, out);
}

/* ---- ranges --------------------------------------------------------------------------------- */

static const struct sign {
	const char *text;
	enum { LOW_OPEN, LOW_FROM, LOW_BEHIND } low;
	enum { HIGH_OPEN, HIGH_TO, HIGH_BEFORE } high;
} signs[] = {
	{">=", LOW_FROM, HIGH_OPEN}, {"<=", LOW_OPEN, HIGH_TO}, {">", LOW_BEHIND, HIGH_OPEN},
	{"<", LOW_OPEN, HIGH_BEFORE}, {"=", LOW_FROM, HIGH_TO}, {"", LOW_FROM, HIGH_TO},
};

static bool read_compared(struct slice text, read_end *read, uint32_t today,
	struct query_range *out)
{
	const struct sign *sign = signs;
	struct query_range end;

	while (!slice_starts(text, sign->text))
		sign++;
	if (!read(slice_skip(text, strlen(sign->text)), today, &end))
		return false;
	*out = (struct query_range){.from = LLONG_MIN, .to = LLONG_MAX};
	if (sign->low != LOW_OPEN)
		out->from = sign->low == LOW_FROM ? end.from : end.to + 1;
	if (sign->high != HIGH_OPEN)
		out->to = sign->high == HIGH_TO ? end.to : end.from - 1;
	return true;
}

static bool read_range(struct slice text, read_end *read, uint32_t today,
	struct query_range *out)
{
	size_t dots = slice_find(text, SLICE_LIT(".."));
	struct slice low = slice_sub(text, 0, dots), high = slice_skip(text, dots + 2);
	struct query_range end;

	if (dots == text.n)
		return read_compared(text, read, today, out);
	*out = (struct query_range){.from = LLONG_MIN, .to = LLONG_MAX};
	if (low.n) {
		if (!read(low, today, &end))
			return false;
		out->from = end.from;
	}
	if (high.n) {
		if (!read(high, today, &end))
			return false;
		out->to = end.to;
	}
	return low.n || high.n;
}

bool query_numbers(struct slice text, struct query_range *range)
{
	return read_range(text, read_number, 0, range);
}

bool query_versions(struct slice text, struct query_range *range)
{
	return read_range(text, read_version, 0, range);
}

bool query_dates(struct slice text, uint32_t today, struct query_range *range)
{
	return read_range(text, read_date, today, range);
}
