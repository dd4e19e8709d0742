#include "util/hash.h"

#include <string.h>

/* An odd number with well mixed bits; its multiples spread over all of 64 bits. */
#define HASH_FACTOR UINT64_C(0x9e3779b97f4a7c15)

static uint64_t mix(uint64_t h)
{
	h ^= h >> 32;
	h *= HASH_FACTOR;
	h ^= h >> 29;
	return h;
}

static uint64_t take(const char *p, size_t n)
{
	uint64_t word = 0;

	memcpy(&word, p, n);
	return word;
}

/* Two lanes, so that one multiplication need not wait for the other. */
uint64_t hash_bytes(struct slice s)
{
	uint64_t a = HASH_FACTOR ^ s.n;
	uint64_t b = ~HASH_FACTOR;
	size_t at;

	for (at = 0; at + 16 <= s.n; at += 16) {
		a = mix(a ^ take(s.p + at, 8));
		b = mix(b ^ take(s.p + at + 8, 8));
	}
	if (at + 8 <= s.n) {
		a = mix(a ^ take(s.p + at, 8));
		at += 8;
	}
	if (at < s.n)
		b = mix(b ^ take(s.p + at, s.n - at) ^ (uint64_t)(s.n - at) << 56);
	return mix(mix(a) + b);
}
