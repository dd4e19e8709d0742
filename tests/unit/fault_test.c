/*
 * What the model does when the system refuses it something: every call fails with a sentence, what
 * was acknowledged stays, and afterwards everything works again.
 */
#include "tests/unit/shelf.h"

#include <dirent.h>
#include <poll.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* One record, whose text has the word "stateN". */
static void write_digest(struct shelf *shelf, unsigned state)
{
	char body[32];
	struct shelf_record records[] = {
		{"[PATCH] coal: Keep it hot", "Ada Ember <ada@ember.example.org>", body},
		{.subject = NULL},
	};
	char *text;

	snprintf(body, sizeof(body), "It is state%u.", state);
	text = shelf_digest("GRILL", "1111111", "2222222", records);
	shelf_write(shelf, "a.txt", text);
	free(text);
}

static void expect_digest(struct shelf *shelf, unsigned state)
{
	struct buf titles = BUF_INIT;
	char word[32];

	snprintf(word, sizeof(word), "state%u", state);
	shelf_titles(shelf, word, &titles);
	assert_string_equal(titles.p, "coal: Keep it hot\n");
	buf_clear(&titles);
	shelf_titles(shelf, "", &titles);
	assert_string_equal(titles.p, "coal: Keep it hot\n");
	buf_release(&titles);
}

/* Says a sentence, when it has failed. */
static void expect_sentence(bool ok, const struct error *err)
{
	if (ok)
		return;
	assert_int_not_equal(err->code, ERROR_NONE);
	assert_true(strlen(err->text) > 10);
}

static struct model *open_model(const struct shelf *shelf, struct error *err)
{
	struct buf cache = BUF_INIT, data = BUF_INIT;
	struct model *model;

	buf_addf(&cache, "%s/cache", shelf->dir);
	buf_addf(&data, "%s/data", shelf->dir);
	model = model_open(&(struct model_options){.cache_dir = cache.p, .data_dir = data.p}, err);
	buf_release(&cache);
	buf_release(&data);
	return model;
}

/* ---- calls that may fail ---------------------------------------------------------------------- */

/* The hit there is, if the question could be answered. */
static bool ask(struct model *model, struct hit *hit)
{
	struct pollfd ready = {.fd = model_fd(model), .events = POLLIN};
	struct ask question = {.kind = ASK_SERIES};
	struct arena arena = ARENA_INIT;
	struct answer answer;
	bool found;

	model_ask(model, &question);
	while (!model_answer(model, &arena, &answer)) {
		assert_int_equal(poll(&ready, 1, 60000), 1);
		model_poll(model);
	}
	expect_sentence(answer.ok, &answer.error);
	found = answer.ok && answer.result->n > 0;
	if (found)
		*hit = answer.result->hits[0];
	if (answer.ok)
		result_unref(answer.result);
	arena_release(&arena);
	return found;
}

static bool import(struct model *model, const struct shelf *shelf, struct error *err)
{
	char *path = shelf_path(shelf, "");
	bool ok = model_import(model, (const char *const[]){path}, 1, err) &&
		model_import_wait(model, err);

	expect_sentence(ok, err);
	free(path);
	return ok;
}

static void look(struct model *model, const struct hit *hit)
{
	struct rank_options options = {.by = RANK_BY_AUTHOR};
	struct arena arena = ARENA_INIT;
	struct rank_table table;
	struct page page;
	struct digest_row *digests;
	struct series_row row;
	struct error err;
	size_t n;

	page_init(&page);
	expect_sentence(model_digests(model, &arena, &digests, &n, &err), &err);
	expect_sentence(model_rows(model, hit, 1, &arena, &row, &err), &err);
	expect_sentence(model_page(model, hit->revision, 80, NULL, &page, &err), &err);
	expect_sentence(model_rank(model, &options, &arena, &table, &err), &err);
	page_release(&page);
	arena_release(&arena);
}

static bool is_flagged(struct model *model)
{
	struct arena arena = ARENA_INIT;
	struct marks_row row;
	struct error err;
	struct hit hit;
	bool flagged;

	assert_true(ask(model, &hit));
	assert_true(model_marks_of(model, &hit, 1, &arena, &row, &err));
	flagged = row.flagged;
	arena_release(&arena);
	return flagged;
}

/* Turns the flag round; it has then been turned if, and only if, that was said. */
static void flag(struct model *model, const struct hit *hit, bool *flagged)
{
	struct error err;
	bool ok = model_mark(model, MARK_FLAG, !*flagged, hit, 1, NULL, &err);

	expect_sentence(ok, &err);
	if (ok)
		*flagged = !*flagged;
}

/* ---- limits ----------------------------------------------------------------------------------- */

static void set_limit(int which, rlim_t limit)
{
	struct rlimit r;

	assert_int_equal(getrlimit(which, &r), 0);
	r.rlim_cur = limit < r.rlim_max ? limit : r.rlim_max;
	assert_int_equal(setrlimit(which, &r), 0);
}

/* The lowest descriptor that no open one is above. */
static rlim_t next_descriptor(void)
{
	DIR *folder = opendir("/proc/self/fd");
	struct dirent *entry;
	rlim_t next = 0;

	assert_non_null(folder);
	while ((entry = readdir(folder)) != NULL) {
		rlim_t fd = strtoul(entry->d_name, NULL, 10);

		if (entry->d_name[0] != '.' && (int)fd != dirfd(folder) && fd >= next)
			next = fd + 1;
	}
	closedir(folder);
	return next;
}

/* All that may be refused in a session. True when nothing was. */
static bool try_session(struct shelf *shelf, bool *flagged)
{
	struct error err;
	struct model *model = open_model(shelf, &err);
	struct hit hit;
	bool ok;

	expect_sentence(model != NULL, &err);
	if (!model)
		return false;
	ok = import(model, shelf, &err);
	if (ask(model, &hit)) {
		look(model, &hit);
		flag(model, &hit, flagged);
	} else {
		ok = false;
	}
	model_close(model);
	return ok;
}

static void expect_all_well(struct shelf *shelf, unsigned state, bool flagged)
{
	shelf_open(shelf, NULL);
	shelf_import(shelf, "");
	expect_digest(shelf, state);
	assert_int_equal(is_flagged(shelf->model), flagged);
}

/* A session under each limit from `from` on, in steps, until nothing is refused. */
static void try_limits(struct shelf *shelf, int which, rlim_t from, rlim_t step, unsigned rounds)
{
	bool flagged = false, fine = false;
	unsigned i;

	write_digest(shelf, 0);
	shelf_import(shelf, "");
	for (i = 1; i < rounds && !fine; i++) {
		write_digest(shelf, i);
		set_limit(which, from + i * step);
		fine = try_session(shelf, &flagged);
		set_limit(which, RLIM_INFINITY);
		expect_all_well(shelf, i, flagged);
	}
	assert_true(i > 3); /* it was refused something */
	assert_true(fine);  /* and at last nothing */
}

static void test_descriptors(void **state)
{
	try_limits(*state, RLIMIT_NOFILE, next_descriptor(), 1, 40);
}

/* Writing behind the limit fails, as on a disk that is full, once the signal is ignored. */
static void test_file_size(void **state)
{
	void (*before)(int) = signal(SIGXFSZ, SIG_IGN);

	try_limits(*state, RLIMIT_FSIZE, 0, 16384, 100);
	signal(SIGXFSZ, before);
}

/* A stack that no address space holds: no thread can be started. */
static void test_no_thread(void **state)
{
	struct shelf *shelf = *state;
	pthread_attr_t usual, huge;
	struct error err;

	pthread_getattr_default_np(&usual);
	pthread_attr_init(&huge);
	assert_int_equal(pthread_attr_setstacksize(&huge, (size_t)1 << 48), 0);
	assert_int_equal(pthread_setattr_default_np(&huge), 0);
	assert_null(open_model(shelf, &err));
	assert_string_equal(err.text, "a thread cannot be started");
	assert_false(import(shelf->model, shelf, &err));
	assert_int_equal(pthread_setattr_default_np(&usual), 0);
	write_digest(shelf, 1);
	expect_all_well(shelf, 1, false);
}

/* ---- places ----------------------------------------------------------------------------------- */

/* A file stands where a folder should be. */
static void test_no_place(void **state)
{
	struct shelf *shelf = *state;
	char *file = shelf_path(shelf, "a.txt");
	struct model_options options = {.cache_dir = file};
	struct error err;

	write_digest(shelf, 1);
	assert_null(model_open(&options, &err));
	expect_sentence(false, &err);
	free(file);
}

/* A folder stands where the index, or the marks, should be. */
static void test_folder_for_file(void **state)
{
	struct shelf *shelf = *state;
	struct buf path = BUF_INIT;
	struct model *model;
	struct error err;
	struct hit hit = {.series = 1, .revision = 1};

	buf_addf(&path, "%s/data/marks.db", shelf->dir);
	model_close(shelf->model);
	shelf->model = NULL;
	unlink(path.p);
	assert_int_equal(mkdir(path.p, 0700), 0);
	model = open_model(shelf, &err);
	assert_non_null(model);
	assert_non_null(strstr(model_marks_trouble(model), "marks.db"));
	assert_false(model_mark(model, MARK_FLAG, true, &hit, 1, NULL, &err));
	expect_sentence(false, &err);
	model_close(model);
	assert_int_equal(rmdir(path.p), 0);

	buf_clear(&path);
	buf_addf(&path, "%s/cache/index.db", shelf->dir);
	assert_int_equal(unlink(path.p), 0);
	assert_int_equal(mkdir(path.p, 0700), 0);
	assert_null(open_model(shelf, &err));
	assert_non_null(strstr(err.text, "index.db"));
	assert_int_equal(rmdir(path.p), 0);
	buf_release(&path);
	write_digest(shelf, 1);
	expect_all_well(shelf, 1, false);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, shelf_set_up, shelf_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_descriptors),
		TEST(test_file_size),
		TEST(test_no_thread),
		TEST(test_no_place),
		TEST(test_folder_for_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
