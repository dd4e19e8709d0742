/* Changelogs: a subject on the first line, then the body of its mail. */
#include <locale.h>
#include <stdint.h>

#include "tests/invariants.h"
#include "util/buf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice rest = slice_from((const char *)data, size), subject = {"", 0};
	struct buf text = BUF_INIT;
	const char *fault;

	setlocale(LC_CTYPE, "C.UTF-8");
	slice_next_line(&rest, &subject);
	buf_adds(&text, "New:  x\n[PATCH ");
	buf_add_slice(&text, subject);
	buf_adds(&text, "\nAuthor: Ada <ada@example.org>\n\n");
	buf_add_slice(&text, rest);
	fault = digest_fault(text.p, text.n);
	if (fault) {
		fprintf(stderr, "does not hold: %s\n", fault);
		abort();
	}
	buf_release(&text);
	return 0;
}
