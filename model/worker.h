/*
 * The thread that answers what may take longer than a moment.
 *
 * For each kind of question (and for each facet) there is one place: a new question takes
 * it, and the one before, whether it waits, runs or has an answer that nobody
 * took yet, is void. Lists go first, then completions; what they interrupt is begun again.
 */
#ifndef MODEL_WORKER_H
#define MODEL_WORKER_H

#include "model/wishes.h"
#include "model/model.h"
#include "model/scope.h"

struct worker;

/*
 * `tell` is called from the worker's thread; paths, scope and wishes must outlive the worker.
 * marks_path may be NULL; so may today, that of struct model_options.
 */
struct worker *worker_start(const char *index_path, const char *marks_path, const struct scope *scope,
	const struct wishes *wishes, uint32_t (*today)(void),
	void (*tell)(void *ctx, unsigned news), void *ctx, struct error *err);
/* Cancels, and waits for the thread. NULL is allowed. */
void worker_stop(struct worker *worker);

/* As model_ask, model_cancel and model_answer. */
ticket worker_ask(struct worker *worker, const struct ask *ask);
void worker_cancel(struct worker *worker, ticket ticket);
bool worker_answer(struct worker *worker, struct arena *a, struct answer *out);

#endif
