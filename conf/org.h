/*
 * Which organisation a mail domain belongs to: lines of
 *
 *     domain = organisation
 *
 * with # for comments on lines of their own. A domain stands for all below it, unless a
 * longer one is there; case (ASCII) is ignored. Of two lines for one domain the last counts.
 */
#ifndef CONF_ORG_H
#define CONF_ORG_H

#include <stdbool.h>
#include <stddef.h>

#include "util/arena.h"
#include "util/buf.h"
#include "util/slice.h"

struct org_entry;

struct org_map {
	struct arena arena;
	struct org_entry *entries;
	size_t n, room;
};

void org_init(struct org_map *map);
void org_release(struct org_map *map);

/* One line; both are copied. */
void org_add(struct org_map *map, struct slice domain, struct slice organisation);
/* As mailmap_read: "FILE:LINE: sentence\n" for each line that is none. */
bool org_read(struct org_map *map, const char *file, struct slice text, struct buf *errors);

/* Absent when none is known; lives as long as the map. */
struct slice org_find(const struct org_map *map, struct slice domain);

#endif
