/* Folders of our own. */
#ifndef UTIL_FOLDER_H
#define UTIL_FOLDER_H

#include <stdbool.h>

#include "util/error.h"

/* Makes the folder and those above it, for the user alone (0700), where they are not there. */
bool folder_make(const char *path, struct error *err);

#endif
