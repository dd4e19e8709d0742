/* The user's configuration, for the commands and for the browser. */
#ifndef CLI_SETTINGS_H
#define CLI_SETTINGS_H

#include "cli/cli.h"
#include "conf/config.h"
#include "conf/mailmap.h"
#include "conf/org.h"
#include "model/model.h"

struct settings {
	struct config config;
	struct saved_query *queries; /* of `query` lines; in the arena of the config */
	size_t nqueries;
	struct slice *mutes;         /* of `mute` lines; likewise */
	size_t nmutes;
	char *keys;                  /* the path of the user's file of keys; may be NULL */
};

/*
 * Reads $XDG_CONFIG_HOME/tidings/config. Each line that is wrong adds "FILE:LINE: sentence\n" to
 * `errors`, and is left out.
 */
void settings_read(struct settings *settings, struct buf *errors);
void settings_release(struct settings *settings);

/* Those of a command: read the first time, when it complains of what is wrong and goes on. */
struct settings *cli_settings(struct cli *cli);
void cli_forget_settings(struct cli *cli);

/* What they name, read. */
struct settings_files {
	struct theme theme, mono; /* the one without colours; both live as long as the settings */
	struct keymap *keymap;
	struct mailmap mailmap;
	struct org_map orgs;
};

/* Reads them, and all that they name, for the browser; errors as above. */
void settings_browser(
	struct settings *settings, struct settings_files *files, struct buf *errors);
void settings_files_release(struct settings_files *files);

#endif
