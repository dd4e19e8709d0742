/*
 * One digest as JSON, on one line. The members of an object stand in the order
 * in which they are listed in tidings-digest(5).
 */
#ifndef CLI_JSON_H
#define CLI_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* False when the bytes are not a digest; nothing is written then. `name` becomes "file". */
bool json_digest(const char *name, const char *p, size_t n, FILE *out);

#endif
