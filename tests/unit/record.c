#include "tests/unit/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void add_body(struct buf *text, const char *body, enum record_variant variant)
{
	static const char *const ends[RECORD_VARIANTS] = {"\n", "\r\n", " \t\n"};
	struct slice rest = slice_cstr(body), line;

	while (slice_next_line(&rest, &line)) {
		buf_add_slice(text, line);
		/* Blanks at the end would make a path of "a |". */
		buf_adds(text, line.n ? ends[variant] : "\n");
	}
}

void record_from(struct arena *arena, struct buf *text, const char *subject, const char *body,
	enum record_variant variant, struct record *out)
{
	const char *end = variant == RECORD_CRLF ? "\r\n" : "\n";

	buf_clear(text);
	buf_addf(text, "New:  x%s%s%sAuthor: Ada Pippin <ada@example.org>%s%s", end, subject, end,
		end, end);
	add_body(text, body, variant);
	buf_addf(text, "%s%.70s%s%s", end,
		"----------------------------------------------------------------------", end, end);
	assert_true(record_parse(arena, text->p, text->n, 1, out));
}

void record_check(const char *subject, const char *body, const char *wanted,
	void (*print)(const struct record *r, struct buf *out))
{
	struct arena arena = ARENA_INIT;
	struct buf text = BUF_INIT, got = BUF_INIT;
	enum record_variant variant;

	for (variant = RECORD_PLAIN; variant < RECORD_VARIANTS; variant++) {
		struct record r;

		arena_reset(&arena);
		buf_clear(&got);
		record_from(&arena, &text, subject, body, variant, &r);
		print(&r, &got);
		if (!slice_is(buf_slice(&got), wanted))
			fail_msg("variant %d of\n%s\ngives   %s\ninstead %s", (int)variant, body,
				got.p, wanted);
	}
	buf_release(&got);
	buf_release(&text);
	arena_release(&arena);
}
