#include "model/model.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "model/date.h"
#include "model/front.h"
#include "model/given.h"
#include "model/kept.h"
#include "model/marks.h"
#include "parser/parser.h"
#include "util/alloc.h"
#include "util/buf.h"
#include "util/file.h"
#include "util/folder.h"

/* ---- waking the caller ------------------------------------------------------------------------ */

void model_tell(struct model *model, unsigned news)
{
	uint64_t one = 1;
	ssize_t n;

	atomic_fetch_or(&model->news, news);
	do
		n = write(model->wake_fd, &one, sizeof(one));
	while (n < 0 && errno == EINTR);
}

static void tell(void *ctx, unsigned news)
{
	model_tell(ctx, news);
}

int model_fd(const struct model *model)
{
	return model->watch.set >= 0 ? model->watch.set : model->wake_fd;
}

void model_watch(struct model *model)
{
	if (!watch_start(&model->watch, model->wake_fd, model->index_path, model->marks_path))
		return;
	watch_changed(model->db, &model->watch.index);
	watch_changed(model->marks, &model->watch.marks);
}

/* What the importer of our own changes in the index it tells itself. */
static unsigned look_around(struct model *model)
{
	struct import_status status;
	unsigned news = 0;

	if (!watch_due(&model->watch))
		return 0;
	model_import_status(model, &status);
	if (watch_changed(model->db, &model->watch.index) && !status.running)
		news |= MODEL_NEWS_INDEX;
	if (watch_changed(model->marks, &model->watch.marks))
		news |= MODEL_NEWS_MARKS;
	return news;
}

unsigned model_poll(struct model *model)
{
	uint64_t count;
	ssize_t n;

	do
		n = read(model->wake_fd, &count, sizeof(count));
	while (n < 0 && errno == EINTR);
	return atomic_exchange(&model->news, 0) | look_around(model);
}

/* ---- opening ---------------------------------------------------------------------------------- */

static bool open_index(struct model *model, const char *cache_dir, struct error *err)
{
	struct buf path = BUF_INIT;

	buf_addf(&path, "%s/index.db", cache_dir);
	model->index_path = buf_detach(&path);
	if (!folder_make(cache_dir, err))
		return false;
	model->db = db_open_prepared(model->index_path, model->notice, sizeof(model->notice), err);
	return model->db != NULL;
}

/* What reads it: of the caller's thread, and of the worker's. */
static bool open_readers(struct model *model, struct error *err)
{
	if (!model->db)
		model->db = db_open(model->index_path, DB_READ, err);
	if (model->db)
		model->worker = worker_start(model->index_path, model->marks_path, &model->scope,
			&model->wishes, model->today, tell, model, err);
	return model->worker != NULL;
}

static void close_readers(struct model *model)
{
	worker_stop(model->worker);
	db_close(model->db);
	model->worker = NULL;
	model->db = NULL;
}

/* Without marks there is still much to see: what is wrong with them is told, and no error here. */
static void open_marks(struct model *model, const char *data_dir)
{
	struct buf path = BUF_INIT;

	if (!data_dir) {
		error_set(&model->marks_error, ERROR_INDEX, "there is no place for marks");
		return;
	}
	buf_addf(&path, "%s/digests", data_dir);
	model->kept_dir = buf_detach(&path);
	buf_addf(&path, "%s/marks.db", data_dir);
	if (folder_make(data_dir, &model->marks_error) &&
		marks_prepare_file(path.p, &model->marks_error))
		model->marks = db_open(path.p, DB_MARKS, &model->marks_error);
	if (model->marks)
		model->marks_path = buf_detach(&path);
	buf_release(&path);
}

const char *model_marks_trouble(const struct model *model)
{
	return model->wants_marks ? model->marks_error.text : "";
}

struct model *model_open(const struct model_options *options, struct error *err)
{
	struct model *model = xcalloc(1, sizeof(*model));

	model->watch = (struct watch)WATCH_INIT;
	import_shared_init(&model->import, tell, model);
	scope_init(&model->scope, options->scope, options->nscope);
	wishes_init(&model->wishes, options);
	model->wants_marks = options->data_dir != NULL;
	model->today = options->today;
	open_marks(model, options->data_dir);
	reread_init(&model->reread);
	model->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (model->wake_fd < 0)
		error_errno(err, "no eventfd");
	else if (open_index(model, options->cache_dir, err) && open_readers(model, err))
		return model;
	model_close(model);
	return NULL;
}

const char *model_notice(const struct model *model)
{
	return model->notice;
}

bool model_is_read_only(const struct model *model)
{
	return db_is_read_only(model->index_path);
}

/* One that was damaged is another file then, so the old one is let go of. */
bool model_rebuild(struct model *model, struct error *err)
{
	if (!db_recreate_file(model->index_path, err))
		return false;
	close_readers(model);
	return open_readers(model, err);
}

/* ---- import ----------------------------------------------------------------------------------- */

static void free_import_paths(struct model *model)
{
	size_t i;

	for (i = 0; i < model->nimport_paths; i++)
		free(model->import_paths[i]);
	free(model->import_paths);
	model->import_paths = NULL;
	model->nimport_paths = 0;
}

static void *importer_main(void *arg)
{
	struct model *model = arg;
	struct db *db = db_open(model->index_path, DB_WRITE, &model->import_error);

	model->import_ok = db && import_run(db, &(struct import_request){
		.paths = (const char *const *)model->import_paths,
		.npaths = model->nimport_paths,
		.prune = model->import_prunes,
		.marks_path = model->marks_path,
		.kept_dir = model->kept_dir,
	}, &model->import, &model->import_error);
	db_close(db);
	pthread_mutex_lock(&model->import.lock);
	model->import.status.running = false;
	pthread_mutex_unlock(&model->import.lock);
	tell(model, MODEL_NEWS_IMPORT);
	return NULL;
}

static bool is_running(struct model *model)
{
	struct import_status status;

	model_import_status(model, &status);
	return status.running;
}

static void join_importer(struct model *model)
{
	if (!model->importing)
		return;
	pthread_join(model->importer, NULL);
	model->importing = false;
	free_import_paths(model);
}

static bool start_import(struct model *model, const char *const *paths, size_t npaths, bool prune,
	struct error *err)
{
	size_t i;

	if (is_running(model))
		return error_set(err, ERROR_INPUT, "files are being read already");
	join_importer(model);
	model->import_error = (struct error){.code = ERROR_NONE};
	model->import_prunes = prune;
	model->nimport_paths = npaths;
	model->import_paths = npaths > 0 ? xcalloc(npaths, sizeof(char *)) : NULL;
	for (i = 0; i < npaths; i++)
		model->import_paths[i] = xstrdup(paths[i]);
	import_shared_begin(&model->import);
	if (pthread_create(&model->importer, NULL, importer_main, model) == 0) {
		model->importing = true;
		return true;
	}
	model->import.status.running = false;
	free_import_paths(model);
	return error_set(err, ERROR_SYSTEM, "a thread cannot be started");
}

bool model_import(struct model *model, const char *const *paths, size_t npaths,
	struct error *err)
{
	return start_import(model, paths, npaths, false, err);
}

bool model_prune(struct model *model, const char *const *paths, size_t npaths,
	struct error *err)
{
	return start_import(model, paths, npaths, true, err);
}

void model_import_cancel(struct model *model)
{
	atomic_store(&model->import.cancel, true);
}

void model_import_status(struct model *model, struct import_status *out)
{
	pthread_mutex_lock(&model->import.lock);
	*out = model->import.status;
	pthread_mutex_unlock(&model->import.lock);
}

bool model_import_wait(struct model *model, struct error *err)
{
	join_importer(model);
	if (model->import_error.code == ERROR_NONE)
		return true;
	if (err)
		*err = model->import_error;
	return false;
}

size_t model_import_messages(struct model *model, struct arena *a, struct slice **messages)
{
	const struct buf *all = &model->import.messages;
	size_t room = 0;
	size_t n = 0;
	size_t at;

	*messages = NULL;
	pthread_mutex_lock(&model->import.lock);
	for (at = 0; at < all->n; at += strlen(all->p + at) + 1) {
		ARENA_GROW(a, *messages, room, n + 1);
		(*messages)[n++] = arena_dup(a, slice_cstr(all->p + at));
	}
	pthread_mutex_unlock(&model->import.lock);
	return n;
}

/* ---- what only the user has ------------------------------------------------------------------- */

bool model_keep(struct model *model, struct slice text, struct arena *a, const char **path,
	struct error *err)
{
	static const struct digest_sink nothing = {.header = NULL};

	if (!digest_parse(text.p, text.n, &nothing, NULL))
		return error_set(err, ERROR_INPUT, "is not a digest");
	if (!model->kept_dir)
		return error_set(err, ERROR_SYSTEM, "there is no place to keep it");
	return kept_add(model->kept_dir, text, a, path, err);
}

bool model_date(struct model *model, const char *path, uint32_t date, struct error *err)
{
	struct buf text = BUF_INIT;
	struct error why;
	bool ok = true;

	if (!model->marks)
		return error_set(err, ERROR_INDEX, "there is no place for a date: %s",
			model->marks_error.text);
	if (date && !date_valid(date))
		return error_set(err, ERROR_INPUT, "%08u is no date", date);
	if (!file_read(path, &text, err))
		ok = false;
	else if (!given_set(model->marks, buf_slice(&text), date, &why))
		ok = error_set(err, why.code, "%s: %s", path, why.text);
	buf_release(&text);
	return ok;
}

/* ---- asking ----------------------------------------------------------------------------------- */

ticket model_ask(struct model *model, const struct ask *ask)
{
	return worker_ask(model->worker, ask);
}

void model_cancel(struct model *model, ticket given)
{
	worker_cancel(model->worker, given);
}

bool model_answer(struct model *model, struct arena *a, struct answer *out)
{
	return worker_answer(model->worker, a, out);
}

/* ---- closing ---------------------------------------------------------------------------------- */

void model_close(struct model *model)
{
	if (!model)
		return;
	model_import_cancel(model);
	join_importer(model);
	close_readers(model);
	db_close(model->marks);
	reread_release(&model->reread);
	import_shared_release(&model->import);
	scope_release(&model->scope);
	wishes_release(&model->wishes);
	watch_stop(&model->watch);
	if (model->wake_fd >= 0)
		close(model->wake_fd);
	free(model->index_path);
	free(model->marks_path);
	free(model->kept_dir);
	free(model);
}
