/* Decisions by hand take effect: what else changes the marks calls it. */
#ifndef MODEL_DECIDE_H
#define MODEL_DECIDE_H

#include <stdbool.h>

#include "util/error.h"

struct model;

/*
 * On the caller's thread: when the marks hold other decisions than the index goes by, link what
 * they are about again, and tell MODEL_NEWS_INDEX. An import that runs is waited for, for the time
 * of a batch. There must be marks.
 */
bool decide_heed(struct model *model, struct error *err);

#endif
