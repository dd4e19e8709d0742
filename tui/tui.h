/* The interactive face: the browser. */
#ifndef TUI_TUI_H
#define TUI_TUI_H

#include <stddef.h>

#include "conf/config.h"
#include "model/model.h"
#include "util/error.h"

struct browse_options {
	const struct model_options *model; /* opened after the frame stands */
	/* Both are changed by what is said at the command line. */
	struct keymap *keymap;
	struct config *config;
	const struct conf_options *conf; /* of the config */
	/* For rankings; they live until the browser has ended. */
	const struct mailmap *mailmap;
	const struct org_map *orgs;
	const struct theme *theme, *mono; /* mono: where there are no colours, see tui/style.h */
	/* Looked through while one browses, and again by the action `reload`; none: those known. */
	const char *const *paths;
	size_t npaths;
	const char *history; /* the file of what was typed at prompts; NULL: it is not kept */
};

/*
 * Browse, on /dev/tty, until the user quits. setlocale has been called. False when the
 * terminal or the index cannot be used: *err says why, and the terminal has been given
 * back. A signal that ends it is raised again after that, and then this does not return.
 */
bool browse(const struct browse_options *options, struct error *err);

#endif
