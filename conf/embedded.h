/* Files that are compiled in, as text; the Makefile generates them (keymaps/embed). */
#ifndef CONF_EMBEDDED_H
#define CONF_EMBEDDED_H

#include <stddef.h>

#include "util/slice.h"

struct embedded_file {
	const char *name; /* "default" for keymaps/default.keys; NULL behind the last one */
	const char *file; /* "default.keys" */
	const char *text;
	size_t len;       /* bytes */
};

extern const struct embedded_file embedded_keymaps[]; /* keymaps/NAME.keys */
extern const struct embedded_file embedded_themes[];  /* conf/themes/NAME.theme */

/* NULL when unknown. */
const struct embedded_file *embedded_find(const struct embedded_file *files, struct slice name);

#endif
