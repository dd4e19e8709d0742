#include "model/given.h"

#include <stdio.h>
#include <stdlib.h>

#include "model/date.h"
#include "model/db.h"
#include "model/marked.h"
#include "model/marks.h"
#include "model/model.h"
#include "parser/parser.h"
#include "util/hash.h"

struct given_row {
	struct slice key;
	uint32_t date;
};

static uint32_t find_key(const struct given *given, struct slice key)
{
	size_t low = 0, high = given->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int cmp = slice_cmp(given->rows[mid].key, key);

		if (cmp == 0)
			return given->rows[mid].date;
		if (cmp < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return 0;
}

uint32_t given_find(const struct given *given, struct slice list, struct slice from,
	struct slice to, struct slice text)
{
	struct arena arena = ARENA_INIT;
	int64_t hash = from.n || to.n ? 0 : (int64_t)hash_bytes(text);
	uint32_t date = 0;

	if (given->n > 0)
		date = find_key(given, mark_digest_key(&arena, list, from, to, hash));
	arena_release(&arena);
	return date;
}

static int by_key(const void *a, const void *b)
{
	const struct given_row *x = a, *y = b;

	return slice_cmp(x->key, y->key);
}

static void load_rows(struct given *given, struct db *marks)
{
	struct sqlite3_stmt *st = db_stmt(marks, SQL_MARK_OF_KIND);

	db_bind_int(marks, st, 1, MARK_DIGEST);
	db_bind_int(marks, st, 2, MARK_FIELD_DATE);
	while (db_step(marks, st)) {
		uint32_t date = slice_number(db_text(st, 1), NULL);

		/* What came from another machine may be anything. */
		if (!date_valid(date))
			continue;
		ARENA_GROW(&given->arena, given->rows, given->room, given->n + 1);
		given->rows[given->n++] = (struct given_row){
			.key = arena_dup(&given->arena, db_text(st, 0)),
			.date = date,
		};
	}
	if (given->n > 0)
		qsort(given->rows, given->n, sizeof(*given->rows), by_key);
}

static void find_stale(struct given *given, struct db *index)
{
	struct arena arena = ARENA_INIT;
	struct sqlite3_stmt *st = db_stmt(index, SQL_GIVEN_DIGESTS);

	db_bind_int(index, st, 1, given->n > 0);
	while (db_step(index, st)) {
		uint32_t date = find_key(given, mark_digest_key(&arena, db_text(st, 1),
			db_text(st, 2), db_text(st, 3), db_int(st, 4)));
		bool has = db_int(st, 6) == DATE_GIVEN;

		if (has != (date != 0) || (has && db_int(st, 5) != date))
			ids_add(&given->stale, db_int(st, 0));
		arena_reset(&arena);
	}
	ids_sort(&given->stale);
	arena_release(&arena);
}

void given_load(struct given *given, struct db *index, struct db *marks)
{
	*given = (struct given){.n = 0};
	if (!marks)
		return;
	load_rows(given, marks);
	if (db_fine(marks))
		find_stale(given, index);
}

void given_release(struct given *given)
{
	free(given->stale.p);
	arena_release(&given->arena);
}

/* ---- giving one ------------------------------------------------------------------------------- */

struct head {
	struct arena *a;
	struct digest_header header;
};

/* What it points to may be gone when the parser returns. */
static void take_header(void *ctx, const struct digest_header *header)
{
	struct head *head = ctx;

	head->header.list = arena_dup(head->a, header->list);
	head->header.from = arena_dup(head->a, header->from);
	head->header.to = arena_dup(head->a, header->to);
}

bool given_set(struct db *marks, struct slice text, uint32_t date, struct error *err)
{
	static const struct digest_sink sink = {.header = take_header};
	struct arena arena = ARENA_INIT;
	struct head head = {.a = &arena};
	struct mark_key key = {.kind = MARK_DIGEST};
	struct marks_change change;
	char digits[16];
	bool ok;

	if (!digest_parse(text.p, text.n, &sink, &head)) {
		arena_release(&arena);
		return error_set(err, ERROR_INPUT, "it is not a digest");
	}
	snprintf(digits, sizeof(digits), "%08u", date);
	key.text = mark_digest_key(&arena, head.header.list, head.header.from, head.header.to,
		(int64_t)hash_bytes(text));
	marks_begin(marks, "date of a digest", &change);
	marks_set(&change, &key, 1, MARK_FIELD_DATE,
		date ? slice_cstr(digits) : (struct slice){.p = NULL});
	ok = marks_end(&change, err);
	arena_release(&arena);
	return ok;
}
