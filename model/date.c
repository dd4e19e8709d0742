#include "model/date.h"

#include <stddef.h>

static bool is_leap(unsigned year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static unsigned days_of_month(unsigned year, unsigned month)
{
	static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return days[month - 1] + (month == 2 && is_leap(year));
}

bool date_valid(uint32_t date)
{
	unsigned year = date / 10000;
	unsigned month = date / 100 % 100;
	unsigned day = date % 100;

	return year >= 1990 && year < 2200 && month >= 1 && month <= 12 && day >= 1 &&
		day <= days_of_month(year, month);
}

int date_days(uint32_t date)
{
	unsigned year = date / 10000;
	unsigned month = date / 100 % 100;
	unsigned past = year - 1;
	unsigned days;
	unsigned m;

	if (!date_valid(date))
		return 0;
	/* 719162 days lie before 1970. */
	days = past * 365 + past / 4 - past / 100 + past / 400 - 719162;
	for (m = 1; m < month; m++)
		days += days_of_month(year, m);
	return (int)(days + date % 100 - 1);
}

static uint32_t days_before(uint32_t date, unsigned days)
{
	unsigned year = date / 10000, month = date / 100 % 100, day = date % 100;

	while (days >= day) {
		days -= day;
		if (--month == 0) {
			month = 12;
			if (--year < 1990)
				return 0;
		}
		day = days_of_month(year, month);
	}
	return year * 10000 + month * 100 + day - days;
}

/* Of a shorter month it is the last day. */
static uint32_t months_before(uint32_t date, unsigned n)
{
	unsigned months = date / 10000 * 12 + date / 100 % 100 - 1, day = date % 100;
	unsigned year, month;

	if (n > months)
		return 0;
	year = (months - n) / 12;
	month = (months - n) % 12 + 1;
	if (day > days_of_month(year, month))
		day = days_of_month(year, month);
	return year < 1990 ? 0 : year * 10000 + month * 100 + day;
}

uint32_t date_before(uint32_t date, unsigned n, enum date_unit unit)
{
	if (!date_valid(date))
		return 0;
	if (n > 100000) /* of days more than 200 years: so that nothing overflows */
		n = 100000;
	switch (unit) {
	case DATE_DAYS:
		return days_before(date, n);
	case DATE_WEEKS:
		return days_before(date, n * 7);
	case DATE_MONTHS:
		return months_before(date, n);
	case DATE_YEARS:
		return months_before(date, n * 12);
	}
	return 0;
}

static bool is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Exactly `digits` digits at *at; moves behind them. */
static bool take_number(struct slice s, size_t *at, size_t digits, unsigned *value)
{
	struct slice rest = slice_sub(s, *at, digits);
	size_t n;

	*value = slice_number(rest, &n);
	if (n != digits)
		return false;
	*at += digits;
	return true;
}

static bool ends_here(struct slice s, size_t at)
{
	return at >= s.n || !is_alnum(s.p[at]);
}

/* As above, or behind one letter: "2021b" is the second of a year, "2021beef" is not. */
static bool ends_with_letter(struct slice s, size_t at)
{
	return ends_here(s, at) || ((s.p[at] < '0' || s.p[at] > '9') && ends_here(s, at + 1));
}

/* What begins at `at`: the number of parts. */
static int date_at(struct slice s, size_t at, uint32_t *date)
{
	unsigned year, month, day;
	size_t mark;
	char between;

	if (!take_number(s, &at, 4, &year) || !date_valid(year * 10000 + 101))
		return 0;
	*date = year * 10000 + 101;
	mark = at;
	if (take_number(s, &at, 2, &month) && take_number(s, &at, 2, &day) && ends_here(s, at) &&
		date_valid(year * 10000 + month * 100 + day)) {
		*date = year * 10000 + month * 100 + day;
		return 3;
	}
	at = mark;
	between = at < s.n ? s.p[at] : '\0';
	if (!ends_with_letter(s, at))
		return 0;
	if (between != '-' && between != '_' && between != '.')
		return 1;
	at++;
	if (!take_number(s, &at, 2, &month) || !date_valid(year * 10000 + month * 100 + 1) ||
		!ends_with_letter(s, at))
		return 1;
	*date = year * 10000 + month * 100 + 1;
	if (at >= s.n || s.p[at] != between)
		return 2;
	at++;
	if (!take_number(s, &at, 2, &day) || !ends_here(s, at) ||
		!date_valid(year * 10000 + month * 100 + day))
		return 2;
	*date = year * 10000 + month * 100 + day;
	return 3;
}

uint32_t date_in_name(struct slice name, int *parts)
{
	uint32_t best = 0;
	uint32_t date = 0;
	size_t at;
	int n;

	*parts = 0;
	for (at = 0; at < name.n; at++) {
		if (at > 0 && is_alnum(name.p[at - 1]))
			continue;
		n = date_at(name, at, &date);
		if (n > *parts) {
			*parts = n;
			best = date;
		}
	}
	return best;
}
