/*
 * A hash of bytes: 64 bits, fast, the same on every machine of one byte order. Not
 * against people who choose the bytes.
 */
#ifndef UTIL_HASH_H
#define UTIL_HASH_H

#include <stdint.h>

#include "util/slice.h"

uint64_t hash_bytes(struct slice s);

#endif
