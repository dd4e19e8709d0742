#include "cli/series.h"

#include <string.h>

#include "cli/ask.h"
#include "util/buf.h"

static struct slice skip_letters(struct slice text, const char *letters)
{
	return slice_starts_nocase(text, letters) ? slice_skip(text, strlen(letters)) : text;
}

bool series_version(const char *text, struct compare_version *out)
{
	struct slice whole = slice_cstr(text), rest = skip_letters(whole, "rfc");
	size_t digits;

	*out = (struct compare_version){.version = 1, .rfc = rest.n < whole.n};
	if (out->rfc && !rest.n)
		return true;
	rest = skip_letters(out->rfc ? slice_trim_left(rest) : rest, "v");
	out->version = slice_number(rest, &digits);
	rest = slice_skip(rest, digits);
	if (!digits || !out->version)
		return false;
	if (rest.n && rest.p[0] == '.') {
		out->minor = slice_number(slice_skip(rest, 1), &digits);
		rest = digits ? slice_skip(rest, digits + 1) : rest;
	}
	return rest.n == 0;
}

static void not_found(struct model *model, const char *what, struct cli *cli)
{
	struct error err;

	error_set(&err, ERROR_NOT_FOUND, "nothing found for '%s'", what);
	cli_error(cli, &err);
	ask_say_empty(model, cli);
}

static int64_t series_id(const char *what)
{
	size_t digits;
	unsigned id = slice_number(slice_cstr(what), &digits);

	return digits == strlen(what) ? id : 0;
}

static int64_t choose(const struct revision_row *rows, size_t n,
	const struct compare_version *version)
{
	int64_t found = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		bool fits = !version ? !rows[i].absent :
			rows[i].version == version->version && rows[i].minor == version->minor &&
				(rows[i].rfc || !version->rfc);

		/* RFCs come first: the last one is none where there is another. */
		if (fits)
			found = rows[i].revision;
	}
	return found;
}

/* One hit is it, several are listed. */
static int take_one(struct model *model, const struct result *hits, const char *what,
	struct cli *cli, struct hit *hit)
{
	if (hits->n == 1) {
		*hit = hits->hits[0];
		return CLI_DONE;
	}
	if (hits->n == 0)
		not_found(model, what, cli);
	else
		ask_print_hits(model, hits, cli);
	return CLI_ODD;
}

/* Without a revision of its own a hit cannot be shown. */
static bool fill(struct model *model, struct result *hits, struct error *err)
{
	size_t i;

	for (i = 0; hits->n > 1 && i < hits->n; i++) {
		struct arena arena = ARENA_INIT;
		struct revision_row *rows;
		size_t n;
		bool ok = hits->hits[i].revision ||
			model_revisions(model, hits->hits[i].series, &arena, &rows, &n, err);

		if (ok && !hits->hits[i].revision)
			hits->hits[i].revision = choose(rows, n, NULL);
		arena_release(&arena);
		if (!ok)
			return false;
	}
	return true;
}

/* Message-ids, addresses and slugs; CLI_ODD without complaint when it is none. */
static int find_named(struct model *model, const char *what, struct cli *cli, struct hit *hit,
	bool *known)
{
	struct arena arena = ARENA_INIT;
	struct result found = {.n = 0};
	struct error err;
	int status = CLI_ODD;

	*known = true;
	if (!model_resolve(model, slice_cstr(what), &arena, &found.hits, &found.n, &err) ||
		!fill(model, &found, &err)) {
		cli_error(cli, &err);
		status = CLI_INPUT;
	} else if (found.n) {
		status = take_one(model, &found, what, cli, hit);
	} else {
		*known = false;
	}
	arena_release(&arena);
	return status;
}

int series_find(struct model *model, const char *what, struct cli *cli, struct hit *hit)
{
	struct result *result;
	bool known;
	int status;

	*hit = (struct hit){.series = series_id(what)};
	if (hit->series)
		return CLI_DONE;
	status = find_named(model, what, cli, hit, &known);
	if (known)
		return status;
	result = ask_query(model, what, SORT_NEWEST, cli, &status);
	if (!result)
		return status;
	status = take_one(model, result, what, cli, hit);
	result_unref(result);
	return status;
}

static void no_version(const struct revision_row *rows, size_t n, const char *what,
	struct cli *cli)
{
	struct buf known = BUF_INIT;
	struct error err;
	size_t i;

	for (i = 0; i < n; i++) {
		buf_addf(&known, " %sv%u", rows[i].rfc ? "RFC" : "", rows[i].version);
		if (rows[i].minor)
			buf_addf(&known, ".%u", rows[i].minor);
		buf_adds(&known, rows[i].absent ? "?" : "");
	}
	error_set(&err, ERROR_NOT_FOUND, "there is no such version of '%s', there are:%s", what,
		known.p);
	cli_error(cli, &err);
	buf_release(&known);
}

int64_t series_revision(struct model *model, int64_t series,
	const struct compare_version *version, const char *what, struct cli *cli)
{
	struct arena arena = ARENA_INIT;
	struct revision_row *rows;
	struct error err;
	int64_t found = 0;
	size_t n = 0;

	if (model_revisions(model, series, &arena, &rows, &n, &err))
		found = choose(rows, n, version);
	else
		cli_error(cli, &err);
	if (!found && n > 0)
		no_version(rows, n, what, cli);
	else if (!found)
		not_found(model, what, cli);
	arena_release(&arena);
	return found;
}

/* Takes "@vN" off the end of what was given; false when it is not there. */
static bool take_version(char *what, struct compare_version *version)
{
	char *at = strrchr(what, '@');

	if (!at || !at[1] || !strchr("vVrR", at[1]) || !series_version(at + 1, version))
		return false;
	*at = '\0';
	return true;
}

bool series_has_version(const char *what)
{
	struct compare_version version;
	const char *at = strrchr(what, '@');

	return at && at[1] && strchr("vVrR", at[1]) && series_version(at + 1, &version);
}

int series_resolve(struct model *model, char *what, struct hit *hit, struct cli *cli)
{
	struct compare_version version;
	bool has_version = take_version(what, &version);
	int status = series_find(model, what, cli, hit);

	if (status == CLI_DONE && (has_version || !hit->revision))
		hit->revision = series_revision(model, hit->series, has_version ? &version : NULL,
			what, cli);
	return status == CLI_DONE && !hit->revision ? CLI_ODD : status;
}

void series_print(const struct page *page, size_t from, size_t to, struct cli *cli)
{
	struct arena arena = ARENA_INIT;

	for (; from < to && !cli_stopped(cli); from++) {
		struct vis line = page_line_text(&arena, &page->lines[from]);

		fprintf(cli->out, "%.*s\n", VIS_ARG(line));
		arena_reset(&arena);
	}
	arena_release(&arena);
}
