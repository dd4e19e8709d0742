/*
 * An import, waited for while it is shown how far it is: as a bar that is drawn over itself on a
 * terminal, else as a line every few seconds.
 */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "cli/cli.h"
#include "model/model.h"

/*
 * Until the import that was started has ended. SIGINT, SIGTERM and SIGHUP stop it in order, a second
 * one ends the program. False and *err as model_import_wait.
 */
bool progress_wait(struct model *model, struct cli *cli, struct error *err);

#endif
