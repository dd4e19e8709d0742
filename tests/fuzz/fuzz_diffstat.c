/* Diffstats: any bytes as the end of a mail. What rows say fits together. */
#include <locale.h>
#include <stdint.h>

#include "tests/invariants.h"
#include "util/buf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool holds(const struct record *r)
{
	size_t i;

	for (i = 0; i < r->ndiffstat; i++) {
		const struct diffstat_row *row = &r->diffstat[i];

		if (row->binary && (row->changes || row->plus || row->minus))
			return false;
		if (row->shortened && !slice_starts(row->path, "...") &&
		    !slice_starts(row->old_path, "..."))
			return false;
	}
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_INIT;
	struct buf text = BUF_INIT;
	struct record r;

	setlocale(LC_CTYPE, "C.UTF-8");
	buf_adds(&text, "New:  x\n[PATCH] x\nAuthor: Ada <ada@example.org>\n\nText.\n---\n");
	buf_add(&text, (const char *)data, size);
	if (digest_fault(text.p, text.n))
		abort();
	record_parse(&arena, text.p, text.n, 1, &r);
	if (!holds(&r))
		abort();
	arena_release(&arena);
	buf_release(&text);
	return 0;
}
