#include "cli/decide.h"

#include "cli/series.h"
#include "util/buf.h"
#include "util/text.h"

/* ---- what is known of others ------------------------------------------------------------------ */

bool decide_ties(struct model *model, int64_t series, struct arena *a, struct tie **ties, size_t *n,
	struct cli *cli)
{
	struct decision_row *decisions;
	struct perhaps_row *rows;
	size_t ndecisions, nrows, i;
	struct error err;

	*ties = NULL;
	*n = 0;
	if (!model_perhaps(model, series, a, &rows, &nrows, &err) ||
		!model_decisions(model, series, a, &decisions, &ndecisions, &err)) {
		cli_error(cli, &err);
		return false;
	}
	*ties = arena_zalloc(a, (nrows + ndecisions + 1) * sizeof(**ties));
	for (i = 0; i < nrows; i++)
		(*ties)[(*n)++] = (struct tie){
			.revision = rows[i].revision,
			.other = rows[i].other,
			.series = rows[i].series,
			.signal = rows[i].signal,
			.confidence = rows[i].confidence,
		};
	for (i = 0; i < ndecisions; i++)
		if (decisions[i].verdict == VERDICT_NOT)
			(*ties)[(*n)++] = (struct tie){
				.revision = decisions[i].revision,
				.other = decisions[i].other,
				.series = decisions[i].series,
				.verdict = VERDICT_NOT,
			};
	return true;
}

static void add_name(struct model *model, int64_t series, int64_t revision, struct buf *out)
{
	struct hit hit = {.series = series, .revision = revision};
	struct arena arena = ARENA_INIT;
	struct series_row row = {.series = 0};
	struct error err;

	if (model_rows(model, &hit, 1, &arena, &row, &err) && row.series) {
		buf_addf(out, "%lld@%sv%u", (long long)row.series, row.rfc ? "rfc" : "",
			row.version);
		if (row.minor)
			buf_addf(out, ".%u", row.minor);
		buf_addf(out, "  " SLICE_FMT, SLICE_ARG(row.title));
	} else {
		buf_adds(out, "one that is not in the index");
	}
	arena_release(&arena);
}

/* Of each series once: the strongest stands first. */
static bool is_told(const struct tie *ties, size_t n, const struct tie *tie)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (ties[i].series == tie->series && ties[i].other == tie->other)
			return true;
	return false;
}

void decide_print_ties(struct model *model, const struct tie *ties, size_t n, struct cli *cli)
{
	struct arena arena = ARENA_INIT;
	size_t i;

	for (i = 0; i < n && !cli_stopped(cli); i++) {
		struct buf line = BUF_INIT;
		struct vis text;

		if (is_told(ties, i, &ties[i]))
			continue;
		buf_addf(&line, "%8s ", ties[i].verdict == VERDICT_NOT ? "not" : "perhaps");
		add_name(model, ties[i].series, ties[i].other, &line);
		text = text_visible(&arena, buf_slice(&line));
		fprintf(cli->out, "%.*s\n", VIS_ARG(text));
		if (ties[i].verdict == VERDICT_NOT)
			fprintf(cli->out, "%21ssaid by hand\n", "");
		else
			fprintf(cli->out, "%21s%s, %u %%\n", "",
				signal_sentence(ties[i].signal), ties[i].confidence);
		buf_release(&line);
	}
	arena_release(&arena);
}

void decide_json_ties(const struct tie *ties, size_t n, int64_t revision, struct buf *out)
{
	bool first = true;
	size_t i;

	buf_addc(out, '[');
	for (i = 0; i < n; i++) {
		if (ties[i].revision != revision || !ties[i].series)
			continue;
		buf_addf(out, "%s{\"series\":%lld,\"verdict\":\"%s\"", first ? "" : ",",
			(long long)ties[i].series,
			ties[i].verdict == VERDICT_NOT ? "not" : "perhaps");
		if (ties[i].verdict == VERDICT_NONE)
			buf_addf(out, ",\"signal\":\"%s\",\"confidence\":%u",
				signal_name(ties[i].signal), ties[i].confidence);
		buf_addc(out, '}');
		first = false;
	}
	buf_addc(out, ']');
}

/* ---- what the user says ----------------------------------------------------------------------- */

/* A revision that cannot be spoken of is something odd; anything else is trouble. */
static int fail(const struct error *err, struct cli *cli)
{
	cli_error(cli, err);
	return err->code == ERROR_NOT_FOUND || err->code == ERROR_INPUT ? CLI_ODD : CLI_INPUT;
}

static int resolve_two(struct model *model, char *series, char *other, struct hit hits[2],
	struct cli *cli)
{
	int status = series_resolve(model, series, &hits[0], cli);

	return status == CLI_DONE ? series_resolve(model, other, &hits[1], cli) : status;
}

static int say(struct model *model, const struct decide *said, size_t n, struct decided *now,
	size_t *changed, struct cli *cli)
{
	struct error err;

	return model_decide(model, said, n, now, changed, &err) ? CLI_DONE : fail(&err, cli);
}

int decide_link(struct model *model, char *series, char *other, struct cli *cli)
{
	struct decided now;
	struct hit hits[2];
	size_t changed;
	int status = resolve_two(model, series, other, hits, cli);

	if (status == CLI_DONE)
		status = say(model, &(struct decide){hits[0].revision, hits[1].revision,
			VERDICT_SAME}, 1, &now, &changed, cli);
	if (status != CLI_DONE)
		return status;
	if (now.a != now.b) {
		fprintf(cli->out, "their mails cannot be told from others: %lld and %lld stay "
			"two series\n", (long long)now.a, (long long)now.b);
		return CLI_ODD;
	}
	if (hits[0].series == hits[1].series)
		fprintf(cli->out, "%s: one series, %lld\n",
			changed ? "they stay together" : "nothing changed", (long long)now.a);
	else
		fprintf(cli->out, "linked: %lld and %lld are one series now, %lld\n",
			(long long)hits[0].series, (long long)hits[1].series, (long long)now.a);
	return CLI_DONE;
}

/* The revision is told from each other one that has a text. */
static size_t tell_from_all(const struct hit *hit, const struct revision_row *rows, size_t n,
	struct decide *said)
{
	size_t i, count = 0;

	for (i = 0; i < n; i++)
		if (!rows[i].absent && rows[i].revision != hit->revision)
			said[count++] = (struct decide){hit->revision, rows[i].revision,
				VERDICT_NOT};
	return count;
}

static int unlink_one(struct model *model, char *series, struct cli *cli)
{
	struct arena arena = ARENA_INIT;
	struct revision_row *rows;
	struct decide *said;
	struct decided *now;
	struct error err;
	struct hit hit;
	size_t n, count, changed;
	int status = series_resolve(model, series, &hit, cli);

	if (status == CLI_DONE && !model_revisions(model, hit.series, &arena, &rows, &n, &err))
		status = fail(&err, cli);
	if (status == CLI_DONE) {
		said = arena_zalloc(&arena, (n + 1) * sizeof(*said));
		now = arena_zalloc(&arena, (n + 1) * sizeof(*now));
		count = tell_from_all(&hit, rows, n, said);
		error_set(&err, ERROR_INPUT, "it is the only revision with a text");
		status = count ? say(model, said, count, now, &changed, cli) : fail(&err, cli);
		if (status == CLI_DONE)
			fprintf(cli->out, "unlinked: the revision is series %lld now, the others "
				"are %lld\n", (long long)now[0].a, (long long)now[0].b);
	}
	arena_release(&arena);
	return status;
}

int decide_unlink(struct model *model, char *series, char *other, struct cli *cli)
{
	struct decided now;
	struct hit hits[2];
	size_t changed;
	int status;

	if (!other)
		return unlink_one(model, series, cli);
	status = resolve_two(model, series, other, hits, cli);
	if (status == CLI_DONE)
		status = say(model, &(struct decide){hits[0].revision, hits[1].revision,
			VERDICT_NOT}, 1, &now, &changed, cli);
	if (status != CLI_DONE)
		return status;
	if (hits[0].series == hits[1].series)
		fprintf(cli->out, "unlinked: they are two series now, %lld and %lld\n",
			(long long)now.a, (long long)now.b);
	else
		fprintf(cli->out, "%s: two series, %lld and %lld\n",
			changed ? "they stay apart" : "nothing changed", (long long)now.a,
			(long long)now.b);
	return CLI_DONE;
}

/* `at` and `other` are 0, or the revision and the series that must be meant. */
static size_t choose(const struct decision_row *rows, size_t n, int64_t at, int64_t other,
	struct decide *said)
{
	size_t i, count = 0;

	for (i = 0; i < n; i++)
		if (rows[i].other && (!other || rows[i].series == other) &&
			(!at || rows[i].revision == at || rows[i].other == at))
			said[count++] = (struct decide){rows[i].revision, rows[i].other,
				VERDICT_NONE};
	return count;
}

int decide_forget(struct model *model, char *series, char *other, struct cli *cli)
{
	struct arena arena = ARENA_INIT;
	struct decision_row *rows;
	struct decide *said;
	struct decided *now;
	struct error err;
	struct hit hits[2] = {{.series = 0}, {.series = 0}};
	bool one = series_has_version(series);
	size_t n, count, changed;
	int status = other ? resolve_two(model, series, other, hits, cli) :
		series_resolve(model, series, &hits[0], cli);

	if (status == CLI_DONE && !model_decisions(model, hits[0].series, &arena, &rows, &n, &err))
		status = fail(&err, cli);
	if (status == CLI_DONE) {
		said = arena_zalloc(&arena, (n + 1) * sizeof(*said));
		now = arena_zalloc(&arena, (n + 1) * sizeof(*now));
		count = choose(rows, n, one ? hits[0].revision : 0, hits[1].series, said);
		error_set(&err, ERROR_NOT_FOUND, "nothing was decided by hand");
		status = count ? say(model, said, count, now, &changed, cli) : fail(&err, cli);
		if (status == CLI_DONE)
			fprintf(cli->out, "%zu decisions taken back\n", changed);
	}
	arena_release(&arena);
	return status;
}
