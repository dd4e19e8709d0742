/* Comparisons: any bytes as two covers, and perhaps two patches (see tests/compare_invariants.h). */
#include <locale.h>
#include <stdint.h>

#include "tests/compare_invariants.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size > 16384)
		return 0;
	setlocale(LC_CTYPE, "C.UTF-8");
	if (compare_fault((const char *)data, size))
		abort();
	return 0;
}
