/* Any decisions, in any order of decisions and files: one result, in which they hold. */
#include "tests/unit/books.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define ROUNDS 12
#define WORDS  7

struct random {
	uint64_t state;
};

static unsigned draw(struct random *random, unsigned n)
{
	random->state = random->state * UINT64_C(6364136223846793005) + 1442695040888963407;
	return (unsigned)(random->state >> 33) % n;
}

static void shuffle(struct random *random, size_t *order, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		order[i] = i;
	for (i = n; i > 1; i--) {
		size_t k = draw(random, (unsigned)i), kept = order[i - 1];

		order[i - 1] = order[k];
		order[k] = kept;
	}
}

/* A decision as it is carried: the keys of a pair, made once by a real one. */
struct word {
	size_t a, b;
	bool same;
	struct mark_value value;
	struct mark_record record;
};

static struct mark_record keys_of[BOOKS][BOOKS];

static void learn_keys(struct shelf *shelf, struct arena *arena)
{
	struct mark_record *records;
	struct error err;
	size_t a, b, n, i;

	for (a = 0; a < BOOKS; a++)
		for (b = a + 1; b < BOOKS; b++) {
			char word[] = {books[a].name, '!', books[b].name, '\0'};

			books_decide(shelf, word);
			assert_true(model_marks_export(shelf->model, arena, &records, &n, &err));
			for (i = 0; i < n; i++)
				if (records[i].keys[0].kind == MARK_DECISION &&
					records[i].values[0].value.p)
					keys_of[a][b] = records[i];
			books_undo(shelf, "unlink by hand");
		}
}

static void draw_words(struct random *random, struct word words[WORDS])
{
	size_t i, k;

	for (i = 0; i < WORDS; i++) {
		struct word *w = &words[i];

		do {
			w->a = draw(random, BOOKS - 1);
			w->b = w->a + 1 + draw(random, (unsigned)(BOOKS - 1 - w->a));
			for (k = 0; k < i && (words[k].a != w->a || words[k].b != w->b); k++)
				continue;
		} while (k < i);
		w->same = draw(random, 2);
		w->value = (struct mark_value){
			.field = MARK_FIELD_VERDICT,
			.value = w->same ? SLICE_LIT("same") : SLICE_LIT("not"),
			.changed = 1763712000000 + (int64_t)draw(random, 4), /* some at one time */
		};
		w->record = keys_of[w->a][w->b];
		w->record.values = &w->value;
		w->record.nvalues = 1;
	}
}

/* Books and words come in any order, in turns; at the end the series are told. */
static void tell(struct random *random, const struct word words[WORDS], struct buf *out)
{
	size_t book[BOOKS], word[WORDS], i = 0, k = 0, changed;
	struct shelf *shelf;
	struct error err;
	void *state;

	shuffle(random, book, BOOKS);
	shuffle(random, word, WORDS);
	assert_int_equal(shelf_set_up(&state), 0);
	shelf = state;
	books_write(shelf);
	while (i < BOOKS || k < WORDS) {
		if (k == WORDS || (i < BOOKS && draw(random, 2)))
			shelf_import(shelf, books[book[i++]].file);
		else if (!model_marks_merge(shelf->model, &words[word[k++]].record, 1, &changed,
			&err))
			fail_msg("%s", err.text);
	}
	books_series(shelf, out);
	assert_int_equal(shelf_tear_down(&state), 0);
}

static bool together(const char *series, size_t a, size_t b)
{
	const char *at = strchr(series, books[a].name);
	const char *from = at, *other = strchr(series, books[b].name);

	while (from > series && from[-1] != ' ')
		from--;
	return other >= from && other < from + strcspn(from, " ");
}

/* The newest holds; where all can hold, that is all of them. */
static void check_words(const struct word words[WORDS], const char *series)
{
	bool broken = false;
	int64_t newest = 0;
	size_t i, k, set[BOOKS], holding = 0, at_newest = 0;

	for (i = 0; i < BOOKS; i++)
		set[i] = i;
	for (i = 0; i < WORDS; i++) {
		size_t old = set[words[i].b];

		for (k = 0; words[i].same && k < BOOKS; k++)
			if (set[k] == old)
				set[k] = set[words[i].a];
	}
	for (i = 0; i < WORDS; i++) {
		broken |= !words[i].same && set[words[i].a] == set[words[i].b];
		if (words[i].value.changed > newest)
			newest = words[i].value.changed;
	}
	for (i = 0; i < WORDS; i++) {
		bool holds = together(series, words[i].a, words[i].b) == words[i].same;

		if (!broken && !holds)
			fail_msg("%c%c%c does not hold in '%s'", books[words[i].a].name,
				words[i].same ? '=' : '!', books[words[i].b].name, series);
		at_newest += words[i].value.changed == newest;
		holding += words[i].value.changed == newest && holds;
	}
	assert_true(at_newest != 1 || holding == 1);
}

static void test_any(void **state)
{
	struct random random = {20260223};
	struct arena arena = ARENA_INIT;
	struct buf first = BUF_INIT, again = BUF_INIT;
	struct word words[WORDS];
	int round, order;

	learn_keys(*state, &arena);
	for (round = 0; round < ROUNDS; round++) {
		draw_words(&random, words);
		buf_clear(&first);
		tell(&random, words, &first);
		check_words(words, first.p);
		for (order = 0; order < 2; order++) {
			buf_clear(&again);
			tell(&random, words, &again);
			if (strcmp(first.p, again.p) != 0)
				fail_msg("round %d: '%s' and '%s'", round, first.p, again.p);
		}
	}
	buf_release(&first);
	buf_release(&again);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_any, books_set_up, shelf_tear_down),
	};

	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
