/*
 * Keymaps: text files that bind keys to actions, and the table they make.
 *
 * One binding a line: context, keys, action, with blanks between; a line that
 * begins with `#`, and what follows the action from a `#` on, is a comment:
 *
 *     list  a         only-author
 *     any   <C-d>     half-page-down
 *     any   gg        first              # two keys, one after the other
 *     any   x         none               # takes a binding away
 *
 * Keys are spelled as libtermkey's vim notation prints them: `j`, `<C-d>`,
 * `<S-Tab>`, `<F1>`, `<Space>`; `<lt>` is '<'. Several in a row are a sequence.
 * Names of modifiers and keys may be in any case; `<Esc>`, `<CR>`, `<BS>`,
 * `<Del>`, `<Ins>`, `<PgUp>`, `<PgDn>` and `A-` for `M-` are understood.
 *
 * Which binding is in force:
 *
 * 1. Within one context a later file wins over an earlier one: a line takes
 *    away every binding of an earlier file for the same keys, for a sequence
 *    that its keys begin, and for a sequence that begins with them.
 * 2. Between contexts, what the context of the focused view says comes before
 *    what `any` says, a sequence that is only begun included: with `list gx`
 *    and `any g`, `g` waits in the list and acts everywhere else.
 * 3. `none` is a binding like others. So `any x none` takes the key away, and
 *    `list x none` makes it do nothing in the list even where `any x` is bound.
 * 4. `prompt` stands alone: `any` does not work there, and a key that is text
 *    cannot be bound there, since it is what one types.
 *
 * Errors are collected with file and line: an unknown context or action, a key
 * that cannot be, an action that does not work in that context, keys that are
 * bound twice in one context of one file, or are the beginning of others, and,
 * by keymap_check, an action that no key reaches.
 */
#ifndef CONF_KEYMAP_H
#define CONF_KEYMAP_H

#include <stdbool.h>
#include <stddef.h>

#include "conf/action.h"
#include "conf/embedded.h"
#include "util/buf.h"

struct keymap;

struct keymap *keymap_new(void);
void keymap_free(struct keymap *map);

/*
 * What the browser uses: the built-in default, then the file at `path` over it
 * (NULL, or no such file: the default alone), checked. Errors as below, a file
 * that cannot be read is one too; the map is complete and usable all the same.
 */
struct keymap *keymap_load(const char *path, struct buf *errors);

/*
 * Read bindings from text; `file` is the name used in messages and in
 * `keymap_each`. Each error adds a line "FILE:LINE: sentence\n" to `errors`;
 * the good lines are taken all the same. True when there was none.
 */
bool keymap_read(struct keymap *map, const char *file, struct slice text, struct buf *errors);

/* The same of a file compiled in, and of one on disk; that none is there is no error. */
bool keymap_read_embedded(struct keymap *map, const struct embedded_file *file,
	struct buf *errors);
bool keymap_read_file(struct keymap *map, const char *path, struct buf *errors);

/*
 * Put a line in force over all that was read, while the program runs; an error is a sentence
 * without file and line.
 */
bool keymap_change(struct keymap *map, struct slice line, struct buf *errors);

/*
 * Adds a line to `errors` for each action that no key reaches; an action whose
 * keys were all taken away by `none` is left alone, since that is what was
 * asked for. True when there was no error.
 */
bool keymap_check(const struct keymap *map, struct buf *errors);

enum keymap_hit { KEYMAP_NONE, KEYMAP_PREFIX, KEYMAP_FOUND };

/*
 * Look up a sequence of keys (their normalised spellings, one after the other):
 * in `context`, then, but for prompts, in CONTEXT_ANY. KEYMAP_PREFIX: it is the
 * beginning of a longer sequence. `*action` is ACTION_NONE unless it was found.
 */
enum keymap_hit keymap_find(const struct keymap *map, enum context context, struct slice keys,
	enum action *action);

/* A binding in force. Keys and file live as long as the map. */
struct binding {
	enum context context;
	struct slice keys;  /* normalised */
	enum action action; /* ACTION_NONE: the key does nothing here (rule 3) */
	const char *file;
	unsigned line;
};

/*
 * All bindings in force, in a stable order: by context, then action, then file
 * and line. A `none` is among them; written out, they read back as the same map.
 */
size_t keymap_count(const struct keymap *map);
struct binding keymap_at(const struct keymap *map, size_t i);

/*
 * The keys that reach an action in a context (its own first, then those of
 * CONTEXT_ANY that the context does not use otherwise), separated by a blank,
 * added to `out`; false and nothing when there is none.
 */
bool keymap_keys_for(const struct keymap *map, enum context context, enum action action,
	struct buf *out);
/* Only the first of them. */
bool keymap_key_for(const struct keymap *map, enum context context, enum action action,
	struct buf *out);

/*
 * The one spelling of a key: `<c-D>` gives `<C-d>`. Takes one key off `*rest`
 * and adds its spelling to `out`. False, and nothing is changed, when it is no
 * key. Keys for which a terminal sends the same bytes are one: `<C-i>` is
 * `<Tab>`, `<C-m>` `<Enter>`, `<C-[>` `<Escape>`, `<C-?>` `<Backspace>`,
 * `<C-@>` `<C-Space>`, `<S-a>` is `A`. A '<' at the very end is `<lt>`, so what
 * libtermkey prints can be given as it is.
 */
bool key_normalise(struct slice *rest, struct buf *out);

/* True when the first of these normalised keys is a character that a prompt takes as text. */
bool key_is_text(struct slice keys);

#endif
