/* The word index: what is a word, and what a search for its beginning finds. */
#include "model/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "model/db.h"
#include "util/alloc.h"

static const struct {
	int64_t posting;
	enum words_text text;
	const char *raw;
} texts[] = {
	/* Not in order of postings, and two of one. */
	{30, WORDS_TITLE, "KVM: x86/mmu: Fix kvm_mmu_page"},
	{10, WORDS_TITLE, "Caf\303\251 \303\204rger"},
	{30, WORDS_TITLE, "Second line"},
	{20, WORDS_TITLE, "kvm-unit-tests"},
	{20, WORDS_BODY, "kvm in a body"},
	{10, WORDS_CHANGE, "kvm in a changelog"},
	{40, WORDS_TITLE, "bad \xff\xfe bytes"},
};

static const struct {
	enum words_text text;
	const char *query;
	bool prefix;
	const char *wanted;
} searches[] = {
	{WORDS_TITLE, "kvm", false, "30 20"},
	{WORDS_TITLE, "kv", false, ""},
	{WORDS_TITLE, "kv", true, "30 20"},
	{WORDS_TITLE, "K", true, "30 20"},
	{WORDS_TITLE, "kvm_m", true, "30"},
	{WORDS_TITLE, "mmu", false, "30"},
	{WORDS_TITLE, "x86/m", true, "30"},
	{WORDS_TITLE, "second fi", true, "30"},
	{WORDS_TITLE, "sec fix", true, ""},
	{WORDS_TITLE, "unit-", true, "20"},
	{WORDS_TITLE, "uni-", true, ""},
	{WORDS_TITLE, "cafe", false, "10"},
	{WORDS_TITLE, "\303\244rg", true, "10"},
	{WORDS_TITLE, "bytes", false, "40"},
	{WORDS_TITLE, "AND", true, ""},
	{WORDS_TITLE, "\"", true, NULL},
	{WORDS_TITLE, " :/- ", true, NULL},
	{WORDS_BODY, "kvm", true, "20"},
	{WORDS_CHANGE, "change", true, "10"},
};

static char path[256];

static struct db *open_index(void)
{
	char notice[160];
	struct error err;
	struct db *db;

	snprintf(path, sizeof(path), "%s/words-XXXXXX", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
	close(mkstemp(path));
	assert_true(db_prepare_file(path, notice, sizeof(notice), &err));
	db = db_open(path, DB_WRITE, &err);
	assert_non_null(db);
	return db;
}

static void search(struct db *db, enum words_text text, struct slice terms, struct buf *found)
{
	struct sqlite3_stmt *st = db_prepare(db, slice_cstr(words_select[text]));

	db_bind_text(db, st, 1, terms);
	while (db_step(db, st))
		buf_addf(found, "%s%d", found->n ? " " : "", (int)db_int(st, 0));
	db_finalize(st);
	assert_true(db_ok(db, NULL));
}

static void test_search(void **state)
{
	struct db *db = open_index();
	struct words_batch batch;
	size_t i;

	(void)state;
	words_batch_init(&batch);
	for (i = 0; i < ARRAY_LEN(texts); i++)
		words_add(&batch, texts[i].text, texts[i].posting, slice_cstr(texts[i].raw));
	assert_true(db_begin(db));
	assert_true(words_flush(db, &batch));
	assert_true(db_commit(db));
	words_batch_release(&batch);
	for (i = 0; i < ARRAY_LEN(searches); i++) {
		struct buf terms = BUF_INIT;
		struct buf found = BUF_INIT;
		bool any = words_terms(slice_cstr(searches[i].query), searches[i].prefix, &terms);

		assert_int_equal(any, searches[i].wanted != NULL);
		if (any)
			search(db, searches[i].text, buf_slice(&terms), &found);
		if (any && strcmp(found.p, searches[i].wanted) != 0)
			fail_msg("%s: %s", searches[i].query, found.p);
		buf_release(&terms);
		buf_release(&found);
	}
	db_close(db);
}

static void test_assign(void **state)
{
	static const int64_t postings[] = {70, 60};
	struct db *db = open_index();
	struct buf found = BUF_INIT;
	struct words_batch batch;
	size_t mark;

	(void)state;
	words_batch_init(&batch);
	words_add(&batch, WORDS_TITLE, 50, SLICE_LIT("charcoal"));
	mark = batch.n;
	words_add(&batch, WORDS_TITLE, 0, SLICE_LIT("charcoal"));
	words_add(&batch, WORDS_TITLE, 1, SLICE_LIT("charcoal"));
	words_assign(&batch, mark, postings);
	mark = batch.n;
	words_add(&batch, WORDS_TITLE, 0, SLICE_LIT("charcoal"));
	words_truncate(&batch, mark);
	assert_true(db_begin(db) && words_flush(db, &batch) && db_commit(db));
	search(db, WORDS_TITLE, SLICE_LIT("charcoal"), &found);
	assert_string_equal(found.p, "70 60 50");
	buf_release(&found);
	words_batch_release(&batch);
	db_close(db);
}

/* What a search for the beginning of a word gives. */
static void check(struct db *db, enum words_text text, const char *query, const char *wanted)
{
	struct buf terms = BUF_INIT;
	struct buf found = BUF_INIT;

	assert_true(words_terms(slice_cstr(query), true, &terms));
	search(db, text, buf_slice(&terms), &found);
	if (strcmp(found.p, wanted) != 0)
		fail_msg("%s: %s", query, found.p);
	buf_release(&terms);
	buf_release(&found);
}

static void test_compact(void **state)
{
	static const int64_t left[] = {10, 30, 50}; /* the last one has no words */
	const size_t n = ARRAY_LEN(left);
	struct db *db = open_index();
	struct words_batch batch;
	atomic_bool cancel;
	size_t i;

	(void)state;
	words_batch_init(&batch);
	for (i = 0; i < ARRAY_LEN(texts); i++)
		words_add(&batch, texts[i].text, texts[i].posting, slice_cstr(texts[i].raw));
	assert_true(db_begin(db) && words_flush(db, &batch) && db_commit(db));
	atomic_init(&cancel, true);
	assert_true(db_begin(db));
	assert_false(words_compact(db, left, n, &cancel));
	db_rollback(db);
	assert_true(db_ok(db, NULL));
	check(db, WORDS_TITLE, "kvm", "30 20");
	atomic_store(&cancel, false);
	for (i = 0; i < 2; i++) {
		assert_true(db_begin(db) && words_compact(db, left, n, &cancel) && db_commit(db));
		check(db, WORDS_TITLE, "kvm", "30");
		check(db, WORDS_TITLE, "kvm_mmu_page sec", "30");
		check(db, WORDS_TITLE, "\303\244rg", "10");
		check(db, WORDS_TITLE, "bytes", "");
		check(db, WORDS_BODY, "kvm", "");
		check(db, WORDS_CHANGE, "kvm", "10");
	}
	words_add(&batch, WORDS_BODY, 60, SLICE_LIT("kvm again"));
	assert_true(db_begin(db) && words_flush(db, &batch) && db_commit(db));
	check(db, WORDS_BODY, "kvm", "60");
	words_batch_release(&batch);
	db_close(db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_search),
		cmocka_unit_test(test_assign),
		cmocka_unit_test(test_compact),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
