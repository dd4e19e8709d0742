/*
 * The order of digests in time, out of their dates and commit ranges.
 *
 * A digest whose FROM is the TO of another of the same list comes after it (one
 * id is a prefix of the other), whatever their dates say; one without a date has
 * that of its neighbours in the chain. Digests of one list with the same range are
 * twins. Sets prev, twin and place of all digests; which was read first makes no
 * difference.
 */
#ifndef MODEL_ORDER_H
#define MODEL_ORDER_H

#include <stdbool.h>

struct db;

/* Within a write transaction. False after an error. */
bool order_digests(struct db *db);

#endif
