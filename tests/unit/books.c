#include "tests/unit/books.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "util/alloc.h"

#define ADA  "Ada Ember <ada@ember.example.org>"
#define BO   "Bo Crust <bo@example.com>"
#define STAT(n) "Text.\n\n a.c | " #n " +\n 1 file changed, " #n " insertions(+)"
#define LINK "https://lore.example.org/r/"

const struct book books[BOOKS] = {
	{'a', "A-2025-01-01.txt", {{"[PATCH 0/2] coal: Keep it hot", ADA, STAT(1)}}},
	{'b', "A-2025-02-01.txt", {{"[PATCH v2 0/2] coal: Keep it hot", ADA, STAT(2)}}},
	{'c', "A-2025-03-01.txt", {{"[PATCH v3 0/2] coal: Keep it hot", ADA, STAT(3)}}},
	{'d', "A-2025-04-01.txt", {{"[PATCH v4] coal: Warm the grill", ADA, STAT(4)}}},
	{'e', "A-2025-05-01.txt", {{"[PATCH v5] coal: Warm the grill", ADA, STAT(5)}}},
	{'f', "B-2025-01-15.txt", {{"[PATCH] coal: Warm the grill", ADA, STAT(6)}}},
	{'g', "B-2025-02-15.txt", {{"[PATCH v7] oven: Bake bread", BO, STAT(7)}}},
	{'h', "B-2025-06-15.txt", {{"[PATCH v8] oven: Bake much bread", BO, "Text.\n\n"
		"- Link to v7: " LINK "20250601-bread-v7-0-aaaaaaaaaaaa@example.com\n\n"
		" a.c | 8 +\n 1 file changed, 8 insertions(+)"}}},
};

void books_write(struct shelf *shelf)
{
	size_t i;

	for (i = 0; i < BOOKS; i++) {
		char *text = shelf_digest("A", "1111111", "2222222", books[i].records);

		shelf_write(shelf, books[i].file, text);
		free(text);
	}
}

int books_set_up(void **state)
{
	int status = shelf_set_up(state);

	books_write(*state);
	shelf_import(*state, "");
	return status;
}

/* The revision of a book, and its series; 0 when it is not in the index. */
static struct hit find_book(struct shelf *shelf, size_t book)
{
	struct hit hit = {.series = 0};
	struct result *result;
	struct buf query = BUF_INIT;

	buf_addf(&query, "digest:%s", books[book].file);
	result = shelf_ask(shelf, query.p);
	assert_true(result->n <= 1);
	if (result->n)
		hit = result->hits[0];
	result_unref(result);
	buf_release(&query);
	return hit;
}

struct hit books_hit(struct shelf *shelf, char name)
{
	struct hit hit = find_book(shelf, (size_t)(name - 'a'));

	if (!hit.series)
		fail_msg("there is no book %c", name);
	return hit;
}

/* "abc de": the books of each series. */
void books_series(struct shelf *shelf, struct buf *out)
{
	int64_t series[BOOKS];
	size_t i, k;

	for (i = 0; i < BOOKS; i++)
		series[i] = find_book(shelf, i).series;
	for (i = 0; i < BOOKS; i++) {
		if (!series[i])
			continue;
		buf_addf(out, "%s%c", out->n ? " " : "", books[i].name);
		for (k = i + 1; k < BOOKS; k++)
			if (series[k] == series[i]) {
				buf_addc(out, books[k].name);
				series[k] = 0;
			}
	}
}

void books_expect(struct shelf *shelf, const char *wanted)
{
	struct buf got = BUF_INIT;

	books_series(shelf, &got);
	if (strcmp(got.p, wanted) != 0)
		fail_msg("the series are '%s', not '%s'", got.p, wanted);
	buf_release(&got);
}

/* "a=b": they are the same; "a!b": they are not; "a-b": nothing is said of them. */
size_t books_decide(struct shelf *shelf, const char *word)
{
	struct decide said = {
		.a = books_hit(shelf, word[0]).revision,
		.b = books_hit(shelf, word[2]).revision,
		.verdict = word[1] == '=' ? VERDICT_SAME :
			word[1] == '!' ? VERDICT_NOT : VERDICT_NONE,
	};
	struct decided now;
	struct error err;
	size_t changed;

	if (!model_decide(shelf->model, &said, 1, &now, &changed, &err))
		fail_msg("%s: %s", word, err.text);
	assert_int_equal(now.a, books_hit(shelf, word[0]).series);
	assert_int_equal(now.b, books_hit(shelf, word[2]).series);
	if (said.verdict != VERDICT_NONE)
		assert_int_equal(now.a == now.b, said.verdict == VERDICT_SAME);
	return changed;
}

void books_undo(struct shelf *shelf, const char *expected)
{
	struct arena arena = ARENA_INIT;
	struct slice what;
	struct error err;

	if (!model_undo(shelf->model, &arena, &what, &err))
		fail_msg("%s", err.text);
	assert_true(slice_is(what, expected));
	arena_release(&arena);
}

void books_drop_index(struct shelf *shelf)
{
	static const char *const ends[] = {"", "-wal", "-shm"};
	size_t i;

	model_close(shelf->model);
	shelf->model = NULL;
	for (i = 0; i < ARRAY_LEN(ends); i++) {
		struct buf path = BUF_INIT;

		buf_addf(&path, "%s/cache/index.db%s", shelf->dir, ends[i]);
		if (unlink(path.p) < 0)
			assert_int_equal(errno, ENOENT);
		buf_release(&path);
	}
	shelf_open(shelf, NULL);
}
