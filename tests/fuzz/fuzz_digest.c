/* Digests: any bytes. What holds for every digest (tests/invariants.h) holds for these. */
#include <locale.h>
#include <stdint.h>

#include "tests/invariants.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *fault;

	setlocale(LC_CTYPE, "C.UTF-8");
	fault = digest_fault((const char *)data, size);
	if (fault) {
		fprintf(stderr, "does not hold: %s\n", fault);
		abort();
	}
	return 0;
}
