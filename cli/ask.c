#include "cli/ask.h"

#include <errno.h>
#include <poll.h>

#include "cli/open.h"
#include "util/text.h"

static bool read_paths(struct model *model, const char *const *paths, size_t n, struct cli *cli)
{
	struct error err;
	bool ok = model_import(model, paths, n, &err) && model_import_wait(model, &err);

	cli_print_messages(model, cli);
	if (!ok)
		cli_error(cli, &err);
	return ok;
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
	if (!model || (n == 0 && !*model_notice(model)) || read_paths(model, scope, n, cli))
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

static void wait_for(struct model *model, struct arena *a, ticket asked,
	struct answer *answer)
{
	struct pollfd ready = {.fd = model_fd(model), .events = POLLIN};

	while (!model_answer(model, a, answer) || answer->ticket != asked) {
		if (poll(&ready, 1, -1) > 0 || errno == EINTR)
			model_poll(model);
	}
}

struct result *ask_query(struct model *model, const char *text, enum sort sort, struct cli *cli,
	int *status)
{
	struct query *query = ask_parse(text, cli);
	struct ask ask = {.kind = ASK_SERIES, .query = query, .sort = sort};
	struct arena arena = ARENA_INIT;
	struct answer answer;

	*status = CLI_USAGE;
	if (!query)
		return NULL;
	wait_for(model, &arena, model_ask(model, &ask), &answer);
	query_free(query);
	arena_release(&arena);
	if (answer.ok)
		return answer.result;
	/* A saved query that is not there is a fault of the query. */
	*status = answer.error.code == ERROR_INPUT ? CLI_USAGE : CLI_INPUT;
	cli_error(cli, &answer.error);
	return NULL;
}

/* ---- printing ------------------------------------------------------------------------------- */

static void print_lines(const struct series_row *row, struct cli *cli)
{
	char text[32] = "-";

	if (row->has_lines)
		snprintf(text, sizeof(text), "+%u-%u", row->insertions, row->deletions);
	fprintf(cli->out, " %11s", text);
}

static void print_version(const struct series_row *row, struct cli *cli)
{
	char text[32];

	if (row->minor)
		snprintf(text, sizeof(text), "%sv%u.%u", row->rfc ? "RFC " : "", row->version,
			row->minor);
	else
		snprintf(text, sizeof(text), "%sv%u", row->rfc ? "RFC " : "", row->version);
	fprintf(cli->out, " %6s%s", text, row->newer ? "+" : " ");
}

static void print_row(const struct series_row *row, struct arena *a, struct cli *cli)
{
	bool known = row->contributor_name.n > 0;
	struct vis who = text_visible(a, known ? row->contributor_name : row->author_email);
	struct vis title = text_visible(a, row->title);

	fprintf(cli->out, "%6lld", (long long)row->series);
	print_version(row, cli);
	fprintf(cli->out, " %3u", row->patches);
	print_lines(row, cli);
	fprintf(cli->out, " %08u  %.*s%s  (%.*s)\n", row->date, VIS_ARG(title),
		row->title_cut ? "~" : "", VIS_ARG(who));
}

bool ask_print_hits(struct model *model, const struct result *result, struct cli *cli)
{
	struct arena arena = ARENA_INIT;
	struct series_row row;
	struct error err;
	bool ok = true;
	size_t i;

	for (i = 0; ok && i < result->n && !cli_stopped(cli); i++) {
		ok = model_rows(model, &result->hits[i], 1, &arena, &row, &err);
		if (ok && row.series)
			print_row(&row, &arena, cli);
		arena_reset(&arena);
	}
	if (!ok)
		cli_error(cli, &err);
	arena_release(&arena);
	return ok;
}
