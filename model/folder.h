/* The folders in which the databases lie. */
#ifndef MODEL_FOLDER_H
#define MODEL_FOLDER_H

#include <stdbool.h>

#include "util/error.h"

/* Makes the folder and those above it, for the user alone (0700), where they are not there. */
bool folder_make(const char *path, struct error *err);

#endif
