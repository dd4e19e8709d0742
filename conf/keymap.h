/*
 * Keymaps: text files that bind keys to actions, and the table they make.
 *
 * One binding a line, `#` begins a comment:
 *
 *     list  a         only-author
 *     any   <C-d>     half-page-down
 *     any   gg        first
 *     any   x         none               # takes a binding away
 *
 * that is: context, keys, action. Keys are spelled as libtermkey's vim notation
 * prints them: `j`, `<C-d>`, `<S-Tab>`, `<F1>`, `<Space>`; `<lt>` is '<'. Several
 * in a row are a sequence. The names of modifiers and keys may be in any case.
 *
 * A later file wins over an earlier one. Errors are collected with file and
 * line: an unknown context or action, a key that cannot be, an action that does
 * not work in that context, a key bound twice in one context of one file, a key
 * that is the beginning of another sequence in the same context, and, by
 * keymap_check, an action that no key reaches.
 */
#ifndef CONF_KEYMAP_H
#define CONF_KEYMAP_H

#include <stdbool.h>
#include <stddef.h>

#include "conf/action.h"
#include "util/buf.h"

/* A file compiled in; the array ends with a NULL name. Generated from keymaps/ by the Makefile. */
struct embedded_file {
	const char *name; /* "default" for keymaps/default.keys */
	const char *text;
	size_t len; /* bytes */
};
extern const struct embedded_file embedded_keymaps[];
const struct embedded_file *embedded_keymap(const char *name); /* NULL when unknown */

struct keymap;

struct keymap *keymap_new(void);
void keymap_free(struct keymap *map);

/*
 * Read bindings from text; `file` is the name used in messages and in
 * `keymap_each`. Each error adds a line "FILE:LINE: sentence\n" to `errors`;
 * the good lines are taken all the same. True when there was none.
 */
bool keymap_read(struct keymap *map, const char *file, struct slice text, struct buf *errors);

/* Adds a line to `errors` for each action that no key reaches. True when all can be reached. */
bool keymap_check(const struct keymap *map, struct buf *errors);

enum keymap_hit { KEYMAP_NONE, KEYMAP_PREFIX, KEYMAP_FOUND };

/*
 * Look up a sequence of keys (their spellings, one after the other): in
 * `context`, then, but for prompts, in CONTEXT_ANY. KEYMAP_PREFIX: it is the
 * beginning of a longer sequence.
 */
enum keymap_hit keymap_find(const struct keymap *map, enum context context, struct slice keys,
	enum action *action);

/* A binding in force. Slices live as long as the map is not changed. */
struct binding {
	enum context context;
	struct slice keys;
	enum action action;
	const char *file;
	unsigned line;
};

/* All bindings in force, in a stable order: by context, then action, then line. */
size_t keymap_count(const struct keymap *map);
struct binding keymap_at(const struct keymap *map, size_t i);

/*
 * The keys that reach an action in a context (its own first, then CONTEXT_ANY),
 * separated by a blank, into `out`; false and nothing when there is none.
 */
bool keymap_keys_for(const struct keymap *map, enum context context, enum action action,
	struct buf *out);

/*
 * The one spelling of a key: `<c-D>` gives `<C-d>`. Takes one key off `*rest`
 * and adds its spelling to `out`. False when it is no key.
 */
bool key_normalise(struct slice *rest, struct buf *out);

#endif
