#include "tests/unit/shelf.h"

#include <errno.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "util/alloc.h"

int shelf_set_up(void **state)
{
	struct shelf *shelf = xcalloc(1, sizeof(*shelf));
	const char *tmp = getenv("TMPDIR");
	char *path;

	snprintf(shelf->dir, sizeof(shelf->dir), "%s/shelf-XXXXXX", tmp ? tmp : "/tmp");
	if (!mkdtemp(shelf->dir))
		return 1;
	path = shelf_path(shelf, "");
	assert_int_equal(mkdir(path, 0700), 0);
	free(path);
	shelf_open(shelf, NULL);
	*state = shelf;
	return 0;
}

int shelf_tear_down(void **state)
{
	struct shelf *shelf = *state;
	struct buf command = BUF_INIT;
	int status;

	model_close(shelf->model);
	buf_addf(&command, "rm -rf '%s'", shelf->dir);
	status = system(command.p);
	buf_release(&command);
	free(shelf);
	return status;
}

/* ---- files ------------------------------------------------------------------------------------ */

char *shelf_path(const struct shelf *shelf, const char *name)
{
	struct buf path = BUF_INIT;

	buf_addf(&path, "%s/digests%s%s", shelf->dir, *name ? "/" : "", name);
	return buf_detach(&path);
}

void shelf_write(const struct shelf *shelf, const char *name, const char *text)
{
	char *path = shelf_path(shelf, name);
	char *slash = path + strlen(shelf->dir);
	FILE *file;

	while ((slash = strchr(slash + 1, '/')) != NULL) {
		*slash = '\0';
		if (mkdir(path, 0700) < 0)
			assert_int_equal(errno, EEXIST);
		*slash = '/';
	}
	file = fopen(path, "wb");
	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
	free(path);
}

void shelf_remove(const struct shelf *shelf, const char *name)
{
	char *path = shelf_path(shelf, name);

	assert_int_equal(unlink(path), 0);
	free(path);
}

char *shelf_digest(const char *list, const char *from, const char *to,
	const struct shelf_record *records)
{
	static const char dashes[] =
		"----------------------------------------------------------------------";
	struct buf text = BUF_INIT;
	const struct shelf_record *r;

	buf_addf(&text, "From %s to %s\n%s mailing list update from %s to %s\n\n", from, to, list,
		from, to);
	buf_adds(&text, "Top 1 contributor Email domains (Based on Email Body)\n\n"
			"      7 ember.example.org\n\n"
			"Top 1 contributors (Based on Email Body)\n\n"
			"      7  Ada Ember <ada@ember.example.org>\n\n"
			"===== Patch list in this time period =====\n\n\n"
			"===== Patch Commit Messages ====\n\n");
	for (r = records; r->subject; r++) {
		if (strcmp(r->author, "Skip:") == 0) {
			buf_addf(&text, "Exist: %s\n Skip: %s\n", r->body, r->subject);
			continue;
		}
		buf_addf(&text, "New: %s\n%s\nAuthor: %s\n\n%s\n\n%s\n\n",
			strrchr(r->subject, ']') + 1, r->subject, r->author,
			r->body ? r->body : "Text.\n\n a.c | 2 +-\n 1 file changed, 1 insertion(+), "
				"1 deletion(-)", dashes);
	}
	return buf_detach(&text);
}

/* ---- the index -------------------------------------------------------------------------------- */

void shelf_open(struct shelf *shelf, const char *scope)
{
	char *path = scope ? shelf_path(shelf, scope) : NULL;
	const char *paths[] = {path};
	struct buf cache = BUF_INIT, data = BUF_INIT;
	struct error err;

	model_close(shelf->model);
	buf_addf(&cache, "%s/cache", shelf->dir);
	buf_addf(&data, "%s/data", shelf->dir);
	shelf->model = model_open(&(struct model_options){
		.cache_dir = cache.p,
		.data_dir = data.p,
		.scope = paths,
		.nscope = scope ? 1 : 0,
	}, &err);
	if (!shelf->model)
		fail_msg("%s", err.text);
	buf_release(&cache);
	buf_release(&data);
	free(path);
}

struct import_status shelf_import(struct shelf *shelf, const char *name)
{
	char *path = shelf_path(shelf, name);
	const char *paths[] = {path};
	struct import_status status;
	struct error err;

	if (!model_import(shelf->model, paths, 1, &err) || !model_import_wait(shelf->model, &err))
		fail_msg("%s", err.text);
	model_import_status(shelf->model, &status);
	assert_false(status.running);
	free(path);
	return status;
}

struct result *shelf_ask(struct shelf *shelf, const char *text)
{
	struct query_error query_err;
	struct query *query = query_parse(slice_cstr(text), &query_err);
	struct pollfd ready = {.fd = model_fd(shelf->model), .events = POLLIN};
	struct arena arena = ARENA_INIT;
	struct answer answer;
	ticket asked;

	assert_non_null(query);
	asked = model_ask(shelf->model, &(struct ask){.kind = ASK_SERIES, .query = query});
	query_free(query);
	while (!model_answer(shelf->model, &arena, &answer) || answer.ticket != asked) {
		assert_int_equal(poll(&ready, 1, 60000), 1);
		model_poll(shelf->model);
	}
	arena_release(&arena);
	if (!answer.ok)
		fail_msg("%s", answer.error.text);
	return answer.result;
}

/* ---- what it says ----------------------------------------------------------------------------- */

static void add_line(struct buf *line, const struct revision_row *rows, size_t n)
{
	static const char letters[SIGNALS + 1] = "-HLCSTskh";
	size_t i;

	for (i = 0; i < n; i++) {
		const struct revision_row *r = &rows[i];
		struct slice title = r->title;

		if (!r->absent && slice_find(buf_slice(line), title) == line->n)
			buf_addf(line, SLICE_FMT " | ", SLICE_ARG(title));
	}
	for (i = 0; i < n; i++) {
		const struct revision_row *r = &rows[i];

		buf_addf(line, "%s%sv%u", i ? " " : "", r->rfc ? "RFC" : "", r->version);
		if (r->minor)
			buf_addf(line, ".%u", r->minor);
		buf_addf(line, "%s%c", r->absent ? "?" : "", letters[r->signal]);
	}
	buf_addc(line, '\n');
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void shelf_series(struct shelf *shelf, struct buf *out)
{
	struct result *result = shelf_ask(shelf, "");
	char **lines = xcalloc(result->n + 1, sizeof(*lines));
	struct arena arena = ARENA_INIT;
	struct error err;
	size_t i;

	for (i = 0; i < result->n; i++) {
		struct revision_row *rows;
		struct buf line = BUF_INIT;
		size_t n;

		assert_true(model_revisions(shelf->model, result->hits[i].series, &arena, &rows, &n,
			&err));
		add_line(&line, rows, n);
		lines[i] = buf_detach(&line);
	}
	qsort(lines, result->n, sizeof(*lines), by_text);
	for (i = 0; i < result->n; i++) {
		buf_adds(out, lines[i]);
		free(lines[i]);
	}
	free(lines);
	arena_release(&arena);
	result_unref(result);
}

void shelf_titles(struct shelf *shelf, const char *query, struct buf *out)
{
	struct result *result = shelf_ask(shelf, query);
	struct arena arena = ARENA_INIT;
	struct series_row row;
	struct error err;
	size_t i;

	for (i = 0; i < result->n; i++) {
		if (!model_rows(shelf->model, &result->hits[i], 1, &arena, &row, &err))
			fail_msg("%s", err.text);
		buf_addf(out, SLICE_FMT "\n", SLICE_ARG(row.title));
	}
	arena_release(&arena);
	result_unref(result);
}

char *shelf_digest_of_one(const char *list, const char *from, const char *to, const char *subject)
{
	const struct shelf_record records[] = {
		{.subject = subject, .author = "Ada Ember <ada@ember.example.org>"},
		{.subject = NULL},
	};

	return shelf_digest(list, from, to, records);
}

void shelf_write_one(struct shelf *shelf, const char *name, const char *subject)
{
	char *text = shelf_digest_of_one("A", "1111111", "2222222", subject);

	shelf_write(shelf, name, text);
	free(text);
}

void shelf_expect_titles(struct shelf *shelf, const char *query, const char *expected)
{
	struct buf got = BUF_INIT;

	shelf_titles(shelf, query, &got);
	assert_string_equal(got.p, expected);
	buf_release(&got);
}

char *shelf_index_path(const struct shelf *shelf)
{
	struct buf path = BUF_INIT;

	buf_addf(&path, "%s/cache/index.db", shelf->dir);
	return buf_detach(&path);
}

void shelf_take_shared_memory(struct shelf *shelf)
{
	char *path = shelf_index_path(shelf);
	struct buf shm = BUF_INIT;

	buf_addf(&shm, "%s-shm", path);
	model_close(shelf->model);
	shelf->model = NULL;
	assert_int_equal(unlink(path), 0);
	assert_int_equal(mkdir(shm.p, 0700), 0);
	shelf_open(shelf, NULL);
	assert_true(*model_notice(shelf->model));
	free(path);
	buf_release(&shm);
}
