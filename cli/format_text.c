#include "cli/found.h"
#include "util/text.h"

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

/* The row is all that a line has, so nothing else is read. */
bool format_text(const struct listing *listing, struct cli *cli)
{
	struct arena arena = ARENA_INIT;
	struct series_row row;
	struct error err;
	bool ok = true;
	size_t i;

	for (i = 0; ok && i < listing->n && !cli_stopped(cli); i++) {
		ok = model_rows(listing->model, &listing->hits[i], 1, &arena, &row, &err);
		if (ok && row.series)
			print_row(&row, &arena, cli);
		arena_reset(&arena);
	}
	if (!ok)
		cli_error(cli, &err);
	arena_release(&arena);
	return ok;
}
