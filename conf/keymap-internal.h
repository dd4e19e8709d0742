/* What the table and the readers of keymaps and of the configuration share; nobody else includes it. */
#ifndef CONF_KEYMAP_INTERNAL_H
#define CONF_KEYMAP_INTERNAL_H

#include "conf/keymap.h"
#include "conf/lines.h"

/* A new file begins: its bindings win over all before. The name is copied; returns the copy. */
const char *keymap_begin(struct keymap *map, const char *file);

/* The file that was begun ends after this many lines. */
void keymap_end(struct keymap *map, unsigned lines);

/*
 * Put a binding of the file that was begun in force; keys are copied. Returns
 * NULL, or a binding of the same file that it clashes with, and then nothing
 * has changed; it is valid until the next call.
 */
const struct binding *keymap_bind(struct keymap *map, struct binding binding);

/* Read one line of the file that was begun; lines->file is what keymap_begin has returned. */
void keymap_read_line(struct keymap *map, struct lines *lines, struct slice line);

#endif
