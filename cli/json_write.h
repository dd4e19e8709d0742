/* Where cli/json.c writes to. */
#ifndef CLI_JSON_WRITE_H
#define CLI_JSON_WRITE_H

#include <stddef.h>

/* Bytes of JSON to the FILE that `out` is, with DEL escaped; 0, as failures are seen at the end. */
int json_write(const char *p, size_t n, void *out);

#endif
