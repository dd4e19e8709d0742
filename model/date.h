/*
 * Days of the calendar as YYYYMMDD, which is how dates are stored and shown.
 */
#ifndef MODEL_DATE_H
#define MODEL_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "util/slice.h"

bool date_valid(uint32_t date); /* of a year from 1990 to 2199 */
/* Days since 1970-01-01; 0 for a date that is not valid. */
int date_days(uint32_t date);
/* The day so many days, weeks, months or years before; 0 when that is before 1990. */
enum date_unit { DATE_DAYS, DATE_WEEKS, DATE_MONTHS, DATE_YEARS };
uint32_t date_before(uint32_t date, unsigned n, enum date_unit unit);

/*
 * The date in a file name (without folders): 2025-11-20, 20251120 or 2025_11_20 between what is no
 * letter or digit; else the first of a month (2025-11), else of a year. *parts gets
 * 3, 2 or 1 for these, 0 when there is none.
 */
uint32_t date_in_name(struct slice name, int *parts);

#endif
