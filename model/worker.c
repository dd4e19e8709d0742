#include "model/worker.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "model/db.h"
#include "model/facets.h"
#include "model/plan.h"
#include "util/alloc.h"

#define PLACES (1 + FACETS) /* the list, then each facet */

struct question {
	ticket ticket;        /* 0: there is none */
	struct query *query;
	enum sort sort;
	struct result *result;
};

struct reply {
	struct answer answer; /* ticket 0: there is none */
	struct arena arena;   /* of its facets */
};

struct place {
	struct question waiting;
	struct reply reply;
};

struct worker {
	pthread_t thread;
	pthread_mutex_t lock; /* of all that follows; never held while the index is read */
	pthread_cond_t wake;
	bool stop;
	struct db *db;        /* NULL until it is open */
	struct place places[PLACES];
	size_t running_place;
	ticket running;       /* 0: nothing runs, or what runs is void */
	bool again;           /* what runs was interrupted for a list, and is still wanted */
	ticket last;

	const char *index_path, *marks_path;
	const struct scope *scope;
	void (*tell)(void *ctx, unsigned news);
	void *ctx;
};

static size_t place_of(const struct ask *ask)
{
	return ask->kind == ASK_SERIES ? 0 : 1 + (size_t)ask->facet;
}

static void drop_question(struct question *question)
{
	query_free(question->query);
	result_unref(question->result);
	*question = (struct question){.ticket = 0};
}

static void drop_reply(struct reply *reply)
{
	result_unref(reply->answer.result);
	arena_release(&reply->arena);
	*reply = (struct reply){.answer.ticket = 0};
}

/* ---- the worker's thread ---------------------------------------------------------------------- */

static void answer_series(struct planner *planner, struct question *q, struct answer *answer)
{
	answer->result = planner_run(planner, q->query, q->sort, &answer->error);
	answer->ok = answer->result != NULL;
}

static void run(struct worker *w, struct planner *planner, size_t place, struct question *q,
	struct reply *reply)
{
	struct answer *answer = &reply->answer;

	*reply = (struct reply){.answer = {.ticket = q->ticket}};
	if (place == 0) {
		answer->kind = ASK_SERIES;
		answer_series(planner, q, answer);
		return;
	}
	answer->kind = ASK_FACETS;
	answer->facet = (enum facet)(place - 1);
	answer->ok = facets_count(w->db, w->scope, q->result, answer->facet, &reply->arena,
		&answer->facets, &answer->error);
}

/* With the lock held. */
static bool take_question(struct worker *w, size_t *place, struct question *q)
{
	size_t i;

	for (i = 0; i < PLACES; i++) {
		if (w->places[i].waiting.ticket == 0)
			continue;
		*q = w->places[i].waiting;
		w->places[i].waiting = (struct question){.ticket = 0};
		*place = i;
		w->running_place = i;
		w->running = q->ticket;
		w->again = false;
		return true;
	}
	return false;
}

/* With the lock held; takes question and reply. True when somebody waits for the answer. */
static bool deliver(struct worker *w, size_t place, struct question *q, struct reply *reply)
{
	bool wanted = w->running == q->ticket;

	w->running = 0;
	db_resume(w->db);
	if (wanted && w->again && !reply->answer.ok &&
		reply->answer.error.code == ERROR_CANCELLED) {
		w->places[place].waiting = *q;
		drop_reply(reply);
		return false;
	}
	drop_question(q);
	if (!wanted) {
		drop_reply(reply);
		return false;
	}
	drop_reply(&w->places[place].reply);
	w->places[place].reply = *reply;
	return true;
}

static void work(struct worker *w, struct planner *planner)
{
	struct question q;
	struct reply reply;
	size_t place;

	pthread_mutex_lock(&w->lock);
	while (!w->stop) {
		if (!take_question(w, &place, &q)) {
			pthread_cond_wait(&w->wake, &w->lock);
			continue;
		}
		pthread_mutex_unlock(&w->lock);
		db_begin_read(w->db);
		run(w, planner, place, &q, &reply);
		db_end_read(w->db);
		pthread_mutex_lock(&w->lock);
		if (deliver(w, place, &q, &reply))
			w->tell(w->ctx, MODEL_NEWS_ANSWER);
	}
	pthread_mutex_unlock(&w->lock);
}

/* Without an index every question is answered with what is wrong with it. */
static void work_without(struct worker *w, const struct error *err)
{
	struct question q;
	size_t place;

	pthread_mutex_lock(&w->lock);
	while (!w->stop) {
		if (!take_question(w, &place, &q)) {
			pthread_cond_wait(&w->wake, &w->lock);
			continue;
		}
		w->running = 0;
		drop_reply(&w->places[place].reply);
		w->places[place].reply.answer = (struct answer){
			.ticket = q.ticket,
			.kind = place == 0 ? ASK_SERIES : ASK_FACETS,
			.facet = place == 0 ? (enum facet)0 : (enum facet)(place - 1),
			.error = *err,
		};
		drop_question(&q);
		w->tell(w->ctx, MODEL_NEWS_ANSWER);
	}
	pthread_mutex_unlock(&w->lock);
}

static void *thread_main(void *arg)
{
	struct worker *w = arg;
	struct error err = {.code = ERROR_NONE};
	struct db *db = db_open(w->index_path, DB_READ, &err);
	struct db *marks = w->marks_path ? db_open(w->marks_path, DB_MARKS, &err) : NULL;
	struct planner *planner;

	if (!db || (w->marks_path && !marks)) {
		work_without(w, &err);
		db_close(db);
		db_close(marks);
		return NULL;
	}
	planner = planner_new(db, marks, w->scope);
	pthread_mutex_lock(&w->lock);
	w->db = db;
	pthread_mutex_unlock(&w->lock);
	work(w, planner);
	planner_free(planner);
	pthread_mutex_lock(&w->lock);
	w->db = NULL;
	pthread_mutex_unlock(&w->lock);
	db_close(db);
	db_close(marks);
	return NULL;
}

/* ---- the caller's thread ---------------------------------------------------------------------- */

struct worker *worker_start(const char *index_path, const char *marks_path,
	const struct scope *scope, void (*tell)(void *ctx, unsigned news), void *ctx, struct error *err)
{
	struct worker *w = xcalloc(1, sizeof(*w));

	w->index_path = index_path;
	w->marks_path = marks_path;
	w->scope = scope;
	w->tell = tell;
	w->ctx = ctx;
	pthread_mutex_init(&w->lock, NULL);
	pthread_cond_init(&w->wake, NULL);
	if (pthread_create(&w->thread, NULL, thread_main, w) == 0)
		return w;
	error_set(err, ERROR_SYSTEM, "a thread cannot be started");
	pthread_mutex_destroy(&w->lock);
	pthread_cond_destroy(&w->wake);
	free(w);
	return NULL;
}

/* With the lock held: what runs is no longer wanted. */
static void make_void(struct worker *w)
{
	w->running = 0;
	if (w->db)
		db_interrupt(w->db);
}

void worker_stop(struct worker *w)
{
	size_t i;

	if (!w)
		return;
	pthread_mutex_lock(&w->lock);
	w->stop = true;
	make_void(w);
	pthread_cond_signal(&w->wake);
	pthread_mutex_unlock(&w->lock);
	pthread_join(w->thread, NULL);
	for (i = 0; i < PLACES; i++) {
		drop_question(&w->places[i].waiting);
		drop_reply(&w->places[i].reply);
	}
	pthread_mutex_destroy(&w->lock);
	pthread_cond_destroy(&w->wake);
	free(w);
}

ticket worker_ask(struct worker *w, const struct ask *ask)
{
	size_t at = place_of(ask);
	struct place *place = &w->places[at];
	struct question q = {.sort = ask->sort};
	ticket given;

	if (ask->kind == ASK_SERIES && ask->query)
		q.query = query_copy(ask->query);
	if (ask->kind == ASK_FACETS && ask->result)
		q.result = result_ref(ask->result);
	pthread_mutex_lock(&w->lock);
	given = q.ticket = ++w->last;
	drop_question(&place->waiting);
	drop_reply(&place->reply);
	place->waiting = q;
	if (w->running != 0 && w->running_place == at) {
		make_void(w);
	} else if (w->running != 0 && at == 0) {
		w->again = true;
		db_interrupt(w->db);
	}
	pthread_cond_signal(&w->wake);
	pthread_mutex_unlock(&w->lock);
	return given;
}

void worker_cancel(struct worker *w, ticket given)
{
	size_t i;

	pthread_mutex_lock(&w->lock);
	for (i = 0; i < PLACES; i++) {
		if (w->places[i].waiting.ticket == given)
			drop_question(&w->places[i].waiting);
		if (w->places[i].reply.answer.ticket == given)
			drop_reply(&w->places[i].reply);
	}
	if (given != 0 && w->running == given)
		make_void(w);
	pthread_mutex_unlock(&w->lock);
}

static void copy_facets(struct arena *a, const struct facets *from, struct facets *to)
{
	size_t i;

	to->n = from->n;
	to->rows = arena_alloc(a, (from->n + 1) * sizeof(*to->rows));
	for (i = 0; i < from->n; i++) {
		to->rows[i] = from->rows[i];
		to->rows[i].label = arena_dup(a, from->rows[i].label);
		to->rows[i].term = arena_dup(a, from->rows[i].term);
	}
}

/* The oldest that waits: of the lowest ticket. */
static struct reply *oldest_reply(struct worker *w)
{
	struct reply *oldest = NULL;
	size_t i;

	for (i = 0; i < PLACES; i++) {
		struct reply *reply = &w->places[i].reply;

		if (reply->answer.ticket != 0 &&
			(!oldest || reply->answer.ticket < oldest->answer.ticket))
			oldest = reply;
	}
	return oldest;
}

bool worker_answer(struct worker *w, struct arena *a, struct answer *out)
{
	struct reply *reply;
	struct reply taken;

	pthread_mutex_lock(&w->lock);
	reply = oldest_reply(w);
	if (reply) {
		taken = *reply;
		*reply = (struct reply){.answer.ticket = 0};
	}
	pthread_mutex_unlock(&w->lock);
	if (!reply)
		return false;
	*out = taken.answer;
	if (out->kind == ASK_FACETS && out->ok)
		copy_facets(a, &taken.answer.facets, &out->facets);
	arena_release(&taken.arena);
	return true;
}
