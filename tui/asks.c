#include "tui/asks.h"

void asks_init(struct asks *asks)
{
	*asks = (struct asks){.text = BUF_INIT};
}

void asks_release(struct asks *asks)
{
	buf_release(&asks->text);
	query_free(asks->query);
	result_unref(asks->result);
}

const struct query *asks_filter(const struct asks *asks)
{
	return asks->off ? NULL : asks->query;
}

static void ask(struct asks *asks)
{
	struct ask question = {.kind = ASK_SERIES,
		.query = asks_filter(asks),
		.sort = asks->sort,
		.with_muted = asks->with_muted};

	asks->stale = false;
	asks->failed.code = ERROR_NONE;
	asks->series = asks->model ? model_ask(asks->model, &question) : 0;
}

/* The query of a text; everything (NULL) for a blank one. */
static bool parse(struct slice text, struct query **query, struct query_error *err)
{
	*query = NULL;
	if (slice_is_blank(text))
		return true;
	*query = query_parse(text, err);
	if (*query && query_is_all(*query)) {
		query_free(*query);
		*query = NULL;
		return true;
	}
	return *query != NULL;
}

static void take_text(struct asks *asks, struct slice text, struct query *query)
{
	query_free(asks->query);
	asks->query = query;
	buf_clear(&asks->text);
	if (query)
		buf_add_slice(&asks->text, text);
}

bool asks_set(struct asks *asks, struct slice text, struct query_error *err)
{
	struct query *query;

	if (!parse(text, &query, err))
		return false;
	take_text(asks, text, query);
	asks->off = false;
	asks->other = true;
	ask(asks);
	return true;
}

void asks_toggle(struct asks *asks)
{
	asks->off = !asks->off;
	asks->other = true;
	ask(asks);
}

void asks_again(struct asks *asks)
{
	if (asks->series)
		asks->stale = true;
	else
		ask(asks);
}

void asks_drop(struct asks *asks)
{
	result_unref(asks->result);
	asks->result = NULL;
}

void asks_facet(struct asks *asks, enum facet facet)
{
	struct ask question = {.kind = ASK_FACETS, .result = asks->result, .facet = facet};

	if (asks->model && asks->result)
		asks->facets[facet] = model_ask(asks->model, &question);
}

void asks_unread(struct asks *asks)
{
	asks_other(asks, &(struct ask){.kind = ASK_UNREAD, .result = asks->result});
}

void asks_other(struct asks *asks, const struct ask *ask)
{
	if (asks->model)
		asks->others[ask->kind] = model_ask(asks->model, ask);
}

bool asks_waiting(const struct asks *asks)
{
	return asks->series != 0;
}

void asks_cancel(struct asks *asks)
{
	if (asks->series)
		model_cancel(asks->model, asks->series);
	asks->series = 0;
}

void asks_save(const struct asks *asks, struct asks_place *place)
{
	buf_init(&place->text);
	buf_add_slice(&place->text, buf_slice(&asks->text));
	place->off = asks->off;
	place->result = asks->result ? result_ref(asks->result) : NULL;
}

void asks_forget(struct asks_place *place)
{
	buf_release(&place->text);
	result_unref(place->result);
	place->result = NULL;
}

void asks_restore(struct asks *asks, struct asks_place *place)
{
	struct query *query;
	struct query_error err;

	asks_cancel(asks);
	asks->failed.code = ERROR_NONE;
	if (parse(buf_slice(&place->text), &query, &err))
		take_text(asks, buf_slice(&place->text), query);
	asks->off = place->off;
	result_unref(asks->result);
	asks->result = place->result;
	place->result = NULL;
	asks_forget(place);
	if (asks->stale || !asks->result)
		ask(asks);
}

bool asks_take(struct asks *asks, struct arena *a, struct answer *answer)
{
	while (model_answer(asks->model, a, answer)) {
		if (answer->kind == ASK_FACETS) {
			if (answer->ticket == asks->facets[answer->facet])
				return true;
		} else if (answer->kind != ASK_SERIES) {
			if (answer->ticket == asks->others[answer->kind])
				return true;
		} else if (answer->ticket != asks->series) {
			result_unref(answer->ok ? answer->result : NULL);
		} else {
			asks->series = 0;
			if (answer->ok) {
				result_unref(asks->result);
				asks->result = answer->result;
			} else if (answer->error.code == ERROR_INPUT) {
				asks->failed = answer->error;
			}
			if (asks->stale)
				ask(asks);
			return true;
		}
		arena_reset(a);
	}
	return false;
}
