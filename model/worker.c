#include "model/worker.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "model/complete.h"
#include "model/db.h"
#include "model/facets.h"
#include "model/plan.h"
#include "model/rank.h"
#include "model/related.h"
#include "model/unread.h"
#include "util/alloc.h"

/*
 * The first that waits is answered first. The list and completion stand behind what is being
 * typed: they do not wait for the others.
 */
enum place_number {
	PLACE_SERIES,
	PLACE_COMPLETE,
	PLACE_UNREAD,
	PLACE_RELATED,
	PLACE_TOUCHED,
	PLACE_RANK,
	PLACE_FACETS, /* and one for each of the others */
	PLACES = PLACE_FACETS + FACETS
};
#define PLACES_AT_ONCE 2

struct question {
	ticket ticket;      /* 0: there is none */
	struct ask ask;
	struct query *query; /* what ask.query is, or the query of ask.rank */
	struct arena arena; /* of what else it points to */
};

struct reply {
	struct answer answer; /* ticket 0: there is none */
	struct arena arena;   /* of its rows */
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
	bool again;           /* what runs was interrupted for another, and is still wanted */
	ticket last;

	const char *index_path, *marks_path;
	const struct scope *scope;
	const struct wishes *wishes;
	uint32_t (*today)(void);
	void (*tell)(void *ctx, unsigned news);
	void *ctx;
};

static size_t place_of(const struct ask *ask)
{
	static const enum place_number places[] = {
		[ASK_SERIES] = PLACE_SERIES,
		[ASK_FACETS] = PLACE_FACETS,
		[ASK_UNREAD] = PLACE_UNREAD,
		[ASK_COMPLETE] = PLACE_COMPLETE,
		[ASK_RELATED] = PLACE_RELATED,
		[ASK_TOUCHED] = PLACE_TOUCHED,
		[ASK_RANK] = PLACE_RANK,
	};

	return places[ask->kind] + (ask->kind == ASK_FACETS ? (size_t)ask->facet : 0);
}

static void drop_question(struct question *question)
{
	query_free(question->query);
	result_unref(question->ask.result);
	arena_release(&question->arena);
	*question = (struct question){.ticket = 0};
}

static void drop_reply(struct reply *reply)
{
	result_unref(reply->answer.result);
	arena_release(&reply->arena);
	*reply = (struct reply){.answer.ticket = 0};
}

/* ---- the worker's thread ---------------------------------------------------------------------- */

static bool answer_series(struct planner *planner, const struct ask *ask, struct reply *reply)
{
	struct answer *answer = &reply->answer;

	answer->result = planner_run(planner, ask->query, ask->sort, ask->with_muted,
		&answer->error);
	return answer->result != NULL;
}

static bool answer_facets(struct planner *planner, const struct ask *ask, struct reply *reply)
{
	return facets_count(planner, ask->result, ask->facet, &reply->arena,
		&reply->answer.facets, &reply->answer.error);
}

static bool answer_unread(struct planner *planner, const struct ask *ask, struct reply *reply)
{
	return unread_count(
		planner, ask->result, &reply->answer.unread, &reply->answer.error);
}

static bool answer_complete(struct planner *planner, const struct ask *ask, struct reply *reply)
{
	return complete_find(planner, ask, &reply->arena, &reply->answer.completions,
		&reply->answer.error);
}

static bool answer_related(struct planner *planner, const struct ask *ask, struct reply *reply)
{
	return related_find(planner, ask, &reply->arena, &reply->answer.related,
		&reply->answer.error);
}

static bool answer_touched(struct planner *planner, const struct ask *ask, struct reply *reply)
{
	return touched_find(planner, ask, &reply->arena, &reply->answer.touched,
		&reply->answer.error);
}

static bool answer_rank(struct planner *planner, const struct ask *ask, struct reply *reply)
{
	struct answer *answer = &reply->answer;

	answer->rank = arena_zalloc(&reply->arena, sizeof(*answer->rank));
	return rank_make(planner, ask->rank, &reply->arena, answer->rank, &answer->error);
}

static bool (*const answerers[])(struct planner *, const struct ask *, struct reply *) = {
	[ASK_SERIES] = answer_series,
	[ASK_FACETS] = answer_facets,
	[ASK_UNREAD] = answer_unread,
	[ASK_COMPLETE] = answer_complete,
	[ASK_RELATED] = answer_related,
	[ASK_TOUCHED] = answer_touched,
	[ASK_RANK] = answer_rank,
};

static void begin_reply(const struct question *q, struct reply *reply)
{
	*reply = (struct reply){.answer = {
		.ticket = q->ticket,
		.kind = q->ask.kind,
		.facet = q->ask.facet,
	}};
}

static void run(struct planner *planner, const struct question *q, struct reply *reply)
{
	begin_reply(q, reply);
	reply->answer.ok = answerers[q->ask.kind](planner, &q->ask, reply);
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
		run(planner, &q, &reply);
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
		begin_reply(&q, &w->places[place].reply);
		w->places[place].reply.answer.error = *err;
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
	planner = planner_new(db, marks, w->scope, w->wishes, w->today);
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
	const struct scope *scope, const struct wishes *wishes, uint32_t (*today)(void),
	void (*tell)(void *ctx, unsigned news), void *ctx, struct error *err)
{
	struct worker *w = xcalloc(1, sizeof(*w));

	w->index_path = index_path;
	w->marks_path = marks_path;
	w->scope = scope;
	w->wishes = wishes;
	w->today = today;
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

/* All that the asker may change or free before the answer is there. */
static void copy_question(const struct ask *ask, struct question *q)
{
	const struct query *query = ask->rank ? ask->rank->query : ask->query;
	struct rank_options *rank;

	*q = (struct question){.ask = *ask};
	if (query)
		q->ask.query = q->query = query_copy(query);
	if (ask->result)
		result_ref(ask->result);
	if (ask->text.p)
		q->ask.text = arena_dup(&q->arena, ask->text);
	if (!ask->rank)
		return;
	rank = arena_alloc(&q->arena, sizeof(*rank));
	*rank = *ask->rank;
	if (rank->digest)
		rank->digest = arena_strndup(&q->arena, rank->digest, strlen(rank->digest));
	if (rank->list)
		rank->list = arena_strndup(&q->arena, rank->list, strlen(rank->list));
	rank->query = q->query;
	q->ask.rank = rank;
}

ticket worker_ask(struct worker *w, const struct ask *ask)
{
	size_t at = place_of(ask);
	struct place *place = &w->places[at];
	struct question q;
	ticket given;

	copy_question(ask, &q);
	pthread_mutex_lock(&w->lock);
	given = q.ticket = ++w->last;
	drop_question(&place->waiting);
	drop_reply(&place->reply);
	place->waiting = q;
	if (w->running != 0 && w->running_place == at) {
		make_void(w);
	} else if (w->running != 0 && at < PLACES_AT_ONCE && at < w->running_place) {
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
	arena_absorb(a, &taken.arena);
	return true;
}
