#include "cli/ask.h"

#include <errno.h>
#include <poll.h>

#include "cli/found.h"
#include "cli/open.h"
#include "util/text.h"

/* What is known from before, and is gone meanwhile, was not asked for now. */
static bool read_paths(struct model *model, const char *const *paths, size_t n, struct cli *cli)
{
	struct import_status status;
	struct error err;
	bool ok = model_import(model, paths, n, &err) && model_import_wait(model, &err);

	cli_print_messages(model, cli);
	if (!ok)
		cli_error(cli, &err);
	model_import_status(model, &status);
	cli->unread = n > 0 && status.failed + status.refused > 0;
	return ok;
}

static bool count_digests(struct model *model, size_t *n, struct cli *cli)
{
	struct arena arena = ARENA_INIT;
	struct digest_row *rows;
	struct error err;
	bool ok = model_digests(model, &arena, &rows, n, &err);

	if (!ok)
		cli_error(cli, &err);
	arena_release(&arena);
	return ok;
}

static bool has_digests(struct model *model, const char *first, struct cli *cli)
{
	struct error err;
	size_t n = 0;

	if (count_digests(model, &n, cli) && n == 0 && !cli->unread) {
		error_set(&err, ERROR_INPUT, "there is no digest in %s", first);
		cli_error(cli, &err);
	}
	return n > 0;
}

void ask_say_empty(struct model *model, struct cli *cli)
{
	struct error err;
	size_t n;

	if (!count_digests(model, &n, cli) || n > 0)
		return;
	error_set(&err, ERROR_INPUT, "there is no digest in the index: say tidings index PATH");
	cli_error(cli, &err);
}

/* An index that had to be made anew knows its paths, and is filled by reading them. */
struct model *ask_open(struct cli *cli, char *const *paths)
{
	const char *const *scope = (const char *const *)paths;
	struct model *model;
	size_t n = 0;

	while (paths[n])
		n++;
	model = cli_open_model(scope, n, cli);
	if (!model || (n == 0 && (!*model_notice(model) || model_is_read_only(model))))
		return model;
	if (read_paths(model, scope, n, cli) && (n == 0 || has_digests(model, *scope, cli)))
		return model;
	model_close(model);
	return NULL;
}

struct query *ask_parse(const char *text, struct cli *cli)
{
	struct query_error query_err;
	struct query *query = query_parse(slice_cstr(text), &query_err);
	struct buf sentence = BUF_INIT;
	struct error err;

	if (query)
		return query;
	query_error_print(&query_err, &sentence);
	error_set(&err, ERROR_INPUT, "query: %s", sentence.p);
	cli_error(cli, &err);
	buf_release(&sentence);
	return NULL;
}

bool ask_wait(struct model *model, const struct ask *ask, struct arena *a, struct answer *answer,
	struct cli *cli, int *status)
{
	struct pollfd ready = {.fd = model_fd(model), .events = POLLIN};
	ticket asked = model_ask(model, ask);

	while (!model_answer(model, a, answer) || answer->ticket != asked) {
		if (poll(&ready, 1, -1) > 0 || errno == EINTR)
			model_poll(model);
	}
	if (answer->ok)
		return true;
	/* A saved query that is not there is a fault of the query. */
	*status = answer->error.code == ERROR_INPUT ? CLI_USAGE : CLI_INPUT;
	cli_error(cli, &answer->error);
	return false;
}

struct result *ask_run(struct model *model, const struct query *query, enum sort sort,
	bool with_muted, struct cli *cli, int *status)
{
	struct ask ask = {
		.kind = ASK_SERIES,
		.query = query,
		.sort = sort,
		.with_muted = with_muted,
	};
	struct arena arena = ARENA_INIT;
	struct answer answer;
	bool ok = ask_wait(model, &ask, &arena, &answer, cli, status);

	arena_release(&arena);
	return ok ? answer.result : NULL;
}

struct result *ask_query(struct model *model, const char *text, enum sort sort, struct cli *cli,
	int *status)
{
	struct query *query = ask_parse(text, cli);
	struct result *result;

	*status = CLI_USAGE;
	result = query ? ask_run(model, query, sort, true, cli, status) : NULL;
	query_free(query);
	return result;
}

bool ask_print_hits(struct model *model, const struct result *result, struct cli *cli)
{
	struct listing listing = {.model = model, .query = "", .hits = result->hits,
		.n = result->n, .digests = result->digests};

	return format_text(&listing, cli);
}
