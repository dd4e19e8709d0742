/*
 * Whole files, read into memory.
 *
 * Read, not mapped: a file that shrinks meanwhile is an error and not a signal.
 * What is compressed with gzip, by its first bytes and not by its name, is
 * inflated; several members behind each other are one file.
 */
#ifndef UTIL_FILE_H
#define UTIL_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "util/buf.h"
#include "util/error.h"

#define FILE_SIZE_MAX ((size_t)1 << 30) /* bytes, inflated */

/*
 * Adds the contents of `path` to `out`; "-" is standard input. False with an
 * error when it cannot be read, is not a file, is larger than FILE_SIZE_MAX,
 * changed its size while it was read, or is damaged or cut gzip data; what was
 * added to `out` until then has been taken off again.
 */
bool file_read(const char *path, struct buf *out, struct error *err);

/* The same for a descriptor; `name` is for messages. The descriptor stays open. */
bool file_read_fd(int fd, const char *name, struct buf *out, struct error *err);

/*
 * Inflates gzip data in memory; anything else is added as it is. As file_read;
 * `max` is the limit in bytes.
 */
bool file_inflate(const char *p, size_t n, size_t max, const char *name, struct buf *out,
	struct error *err);
bool file_is_gzip(const char *p, size_t n);

#endif
