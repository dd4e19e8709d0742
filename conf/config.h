/*
 * The user's configuration: a text file, a line for each thing it says.
 *
 *     set     OPTION VALUE                    conf/option.h
 *     bind    CONTEXT KEYS ACTION             conf/keymap.h
 *     color   ROLE COLOUR [COLOUR] [ATTR...]  conf/theme.h; over the theme
 *     query   NAME QUERY                      a saved query
 *     mute    SUBSYSTEM                       with all below it
 *     mailmap FILE                            conf/mailmap.h
 *     org     FILE                            conf/org.h
 *     org     DOMAIN = ORGANISATION
 *
 * Lines that are blank or begin with `#` are comments, and so is what follows a `#` behind a
 * blank. Paths may begin with `~/`; those that do not begin with `/` are relative to the
 * folder of the file. Of two lines about one option, role or query the later holds.
 *
 * Nothing here decides what a query or a subsystem is; the readers of other files are called only when
 * what is in them is wanted, by config_keymap and the others below.
 */
#ifndef CONF_CONFIG_H
#define CONF_CONFIG_H

#include "conf/keymap.h"
#include "conf/mailmap.h"
#include "conf/option.h"
#include "conf/org.h"
#include "conf/theme.h"

enum directive {
	DIRECTIVE_SET,
	DIRECTIVE_COLOR,
	DIRECTIVE_QUERY,
	DIRECTIVE_MUTE,
	DIRECTIVE_MAILMAP,
	DIRECTIVE_ORG,
	DIRECTIVE_BIND,
	DIRECTIVES
};
const char *directive_name(enum directive directive); /* "set" */

/* A line that is in force. */
struct config_line {
	enum directive directive;
	struct slice name; /* option, role, query; domain of a pair; else empty */
	struct slice text; /* what stands behind that; paths are expanded */
	int id;            /* enum conf_option or enum style */
	struct look look;  /* of `color` */
	unsigned line;
};

struct config {
	struct arena arena;
	const char *file; /* as in messages; "" before one was read */
	const char *home; /* as in struct config_place */
	struct config_line *lines;
	size_t n, room;
	struct conf_options options;
	size_t set_by[CONF_OPTIONS]; /* 1 + index of the line; 0: the default holds */
};

/* Where a file lies. */
struct config_place {
	const char *file;
	const char *home; /* what `~` stands for; NULL: nothing is known of it */
};

/* Nothing was said: all options have their defaults. */
void config_init(struct config *config);
void config_release(struct config *config);

/*
 * Read a text; all is copied. Each error adds "FILE:LINE: sentence\n" to `errors`; the good lines
 * are taken all the same. True when there was none. Once for a config.
 */
bool config_read(struct config *config, const struct config_place *place, struct slice text,
	struct buf *errors);
/* The same of the file itself; one that is not there is as good as an empty one. */
bool config_read_file(struct config *config, const struct config_place *place, struct buf *errors);

/*
 * Take what could stand behind `set` or `color` in force while the program runs. Errors have
 * neither file nor line then; an option that is read at the start alone is one.
 */
bool config_change(struct config *config, enum directive directive, struct slice text,
	struct buf *errors);

/*
 * What it all comes to. Errors as above; what is returned is complete and usable all the same. The
 * keymap: that of the option, then the user's file of keys (may be NULL), then `bind` lines;
 * checked.
 */
struct keymap *config_keymap(const struct config *config, const char *keys, struct buf *errors);
/* The theme: that of the option, then `color` lines. Its `file`s live as long as the config. */
bool config_theme(struct config *config, struct theme *theme, struct buf *errors);
/* Adds all that is said of people and organisations, in the order of the lines. */
bool config_maps(const struct config *config, struct mailmap *people, struct org_map *orgs,
	struct buf *errors);

#endif
