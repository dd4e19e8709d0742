/* The index of the user, for the commands that need it. */
#ifndef CLI_OPEN_H
#define CLI_OPEN_H

#include <stddef.h>
#include <stdint.h>

#include "cli/cli.h"
#include "model/model.h"

/* Where the index and the marks are. No data: there is no place for marks. */
struct folders {
	char *cache, *data;
};

/* False after it has complained that there is no place for the index. */
bool cli_find_folders(struct folders *folders, struct cli *cli);
void cli_release_folders(struct folders *folders);

/* The day it is, as YYYYMMDD; $TIDINGS_TODAY says another. */
uint32_t cli_today(void);

/*
 * Opens the index in the user's cache folder, of which what lies at or below the paths (none:
 * everything) is shown, with the user's marks. Says so when it had to be made anew, and when
 * something is wrong with the marks. NULL after it has complained.
 */
struct model *cli_open_model(const char *const *scope, size_t nscope, struct cli *cli);

/* What the last import has said. */
void cli_print_messages(struct model *model, struct cli *cli);

#endif
