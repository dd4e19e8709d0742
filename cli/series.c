#include "cli/series.h"

#include <string.h>

#include "cli/ask.h"

/* Takes "@vN" off the end of what was given; 0 when it is not there. */
static unsigned take_version(char *what)
{
	char *at = strrchr(what, '@');
	size_t digits;
	unsigned version;

	if (!at || at[1] != 'v')
		return 0;
	version = slice_number(slice_cstr(at + 2), &digits);
	if (!digits || at[2 + digits])
		return 0;
	*at = '\0';
	return version;
}

/* The newest revision of a version (0: the newest with a text); 0 when there is none. */
static int64_t find_revision(struct model *model, int64_t series, unsigned version,
	struct cli *cli)
{
	struct arena arena = ARENA_INIT;
	struct revision_row *rows;
	struct error err;
	int64_t found = 0;
	size_t n = 0, i;

	if (!model_revisions(model, series, &arena, &rows, &n, &err)) {
		cli_error(cli, &err);
		n = 0;
	}
	for (i = 0; i < n; i++) {
		if (version ? rows[i].version == version : !rows[i].absent)
			found = rows[i].revision;
	}
	arena_release(&arena);
	return found;
}

static int64_t series_id(const char *what)
{
	size_t digits;
	unsigned id = slice_number(slice_cstr(what), &digits);

	return digits == strlen(what) ? id : 0;
}

static int not_found(const char *what, struct cli *cli)
{
	struct error err;

	error_set(&err, ERROR_NOT_FOUND, "nothing found for '%s'", what);
	cli_error(cli, &err);
	return CLI_ODD;
}

static int resolve_id(struct model *model, int64_t series, unsigned version, const char *what,
	struct hit *hit, struct cli *cli)
{
	hit->series = series;
	hit->revision = find_revision(model, series, version, cli);
	return hit->revision ? CLI_DONE : not_found(what, cli);
}

/* A query must have one hit; several are listed. */
static int resolve_query(struct model *model, const char *what, unsigned version,
	struct hit *hit, struct cli *cli)
{
	int status;
	struct result *result = ask_query(model, what, SORT_NEWEST, cli, &status);

	if (!result)
		return status;
	status = CLI_ODD;
	if (result->n == 0) {
		status = not_found(what, cli);
	} else if (result->n > 1) {
		ask_print_hits(model, result, cli);
	} else if (version) {
		status = resolve_id(model, result->hits[0].series, version, what, hit, cli);
	} else {
		*hit = result->hits[0];
		status = CLI_DONE;
	}
	result_unref(result);
	return status;
}

int series_resolve(struct model *model, char *what, struct hit *hit, struct cli *cli)
{
	unsigned version = take_version(what);
	int64_t id = series_id(what);

	return id ? resolve_id(model, id, version, what, hit, cli) :
		resolve_query(model, what, version, hit, cli);
}
