/*
 * Rows that many others point to: addresses, paths, subsystems, lists. Each is looked up
 * and, when it is new, added. Within a write transaction; 0 after an error.
 */
#ifndef MODEL_NAMES_H
#define MODEL_NAMES_H

#include <stdbool.h>
#include <stdint.h>

#include "model/intern.h"
#include "parser/parser.h"
#include "util/arena.h"
#include "util/slice.h"

struct db;

struct names {
	struct db *db;
	struct intern addresses, persons, paths, subsystems, lists;
	struct arena scratch;
};

void names_init(struct names *names, struct db *db);
void names_release(struct names *names);
/* Forget the ids: after a rollback, and when another process may have emptied the index. */
void names_clear(struct names *names);

int64_t names_address(struct names *names, struct person person);
int64_t names_path(struct names *names, struct slice path, bool cut);
int64_t names_subsystem(struct names *names, struct slice path);
int64_t names_list(struct names *names, struct slice name);

/*
 * What f: finds a person by: the name when it is of two words or more, since one person may have
 * several addresses; else the address; else the name. One of the two.
 */
struct slice names_sought(struct slice name, struct slice email);

/* Reversed parts, each with `end` behind: ("a.b.c", '.') is "c.b.a.". Into the arena. */
struct slice names_reverse(struct arena *a, struct slice s, char end);

#endif
