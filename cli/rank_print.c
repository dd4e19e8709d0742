#include "cli/rank_print.h"

#include "util/text.h"

#define BAR_COLUMNS 10

struct slice rank_file_name(const struct rank_table *table, size_t digest)
{
	struct slice path = table->digests[digest].row.path;
	size_t at = path.n;

	while (at > 0 && path.p[at - 1] != '/')
		at--;
	return slice_skip(path, at);
}

double rank_share(const struct rank_table *table, unsigned count)
{
	return table->sum > 0 ? 100.0 * count / table->sum : 0.0;
}

/* ---- text ------------------------------------------------------------------------------------- */

static struct vis who(const struct rank_row *row, struct arena *a)
{
	if (row->email.n == 0 || slice_eq(row->email, row->label))
		return text_visible(a, row->label);
	return text_visiblef(a, SLICE_FMT " <" SLICE_FMT ">", SLICE_ARG(row->label),
		SLICE_ARG(row->email));
}

/* "+3", "-1", "=", "new" and, for a rank, whether it went up. */
static void print_change(unsigned now, unsigned before, bool down, struct cli *cli)
{
	char text[16] = "=";

	if (before == 0)
		snprintf(text, sizeof(text), "%s", now > 0 ? "new" : "-");
	else if (now == 0)
		snprintf(text, sizeof(text), "out");
	else if (now != before)
		snprintf(text, sizeof(text), "%+d", down ? (int)before - (int)now :
			(int)now - (int)before);
	fprintf(cli->out, " %5s", text);
}

static void print_bar(unsigned count, unsigned most, struct cli *cli)
{
	unsigned n = most > 0 ? (unsigned)(((uint64_t)count * BAR_COLUMNS + most - 1) / most) : 0;
	unsigned i;

	fputs("  ", cli->out);
	for (i = 0; i < BAR_COLUMNS; i++)
		fputc(i < n ? '#' : ' ', cli->out);
}

static void print_head(const struct rank_print *p, struct cli *cli)
{
	fprintf(cli->out, "rank%s  count%s   share", p->table->has_before ? "  move" : "",
		p->table->has_before ? "   +/-" : "");
	if (rank_from_records(p->by))
		fputs("  revs   lines", cli->out);
	fprintf(cli->out, "  %*s  %s\n", BAR_COLUMNS, "", p->by_name);
}

static void print_row(const struct rank_print *p, const struct rank_row *row, struct arena *a,
	struct cli *cli)
{
	struct vis name = who(row, a);

	fprintf(cli->out, "%4u", row->rank);
	if (p->table->has_before)
		print_change(row->rank_now, row->rank_before, true, cli);
	fprintf(cli->out, " %6u", row->count);
	if (p->table->has_before)
		print_change(row->now, row->before, false, cli);
	fprintf(cli->out, " %6.1f%%", rank_share(p->table, row->count));
	if (rank_from_records(p->by))
		fprintf(cli->out, " %5u %7u", row->revisions, row->lines);
	print_bar(row->count, p->table->rows[0].count, cli);
	fprintf(cli->out, "  %.*s\n", VIS_ARG(name));
}

static void print_sum(const struct rank_print *p, unsigned count, const char *what,
	struct cli *cli)
{
	bool change = p->table->has_before;

	fprintf(cli->out, "    %s %6u%s %6.1f%%%s  %*s  %s\n", change ? "      " : "", count,
		change ? "      " : "", rank_share(p->table, count),
		rank_from_records(p->by) ? "              " : "", BAR_COLUMNS, "", what);
}

static void print_table(const struct rank_print *p, struct arena *a, struct cli *cli)
{
	const struct rank_table *table = p->table;
	size_t i;

	print_head(p, cli);
	for (i = 0; i < table->n && !cli_stopped(cli); i++) {
		print_row(p, &table->rows[i], a, cli);
		arena_reset(a);
	}
	if (table->sum > table->listed)
		print_sum(p, table->sum - table->listed, "others", cli);
	print_sum(p, table->sum, "all", cli);
}

/* ---- rows and digests ------------------------------------------------------------------------- */

static struct vis digest_date(const struct rank_digest *digest, struct arena *a)
{
	unsigned date = digest->row.date;

	if (date == 0)
		return VIS("no date");
	return text_visiblef(a, "%s%04u-%02u-%02u",
		digest->row.date_kind == DATE_AT_LEAST ? ">=" : "", date / 10000, date / 100 % 100,
		date % 100);
}

static void print_digests(const struct rank_table *table, struct arena *a, struct cli *cli)
{
	size_t i;

	for (i = 0; i < table->ndigests; i++) {
		struct vis list = text_visible(a, table->digests[i].row.list);
		struct vis name = text_visible(a, rank_file_name(table, i));
		struct vis date = digest_date(&table->digests[i], a);
		char number[24];

		snprintf(number, sizeof(number), "[%zu]", i + 1);
		fprintf(cli->out, "%5s %-12.*s %.*s  %.*s\n", number, VIS_ARG(date), VIS_ARG(list),
			VIS_ARG(name));
		arena_reset(a);
	}
	fputc('\n', cli->out);
}

static void print_cells(const struct rank_table *table, const struct rank_row *row,
	struct cli *cli)
{
	size_t digest, at = 0;

	for (digest = 0; digest < table->ndigests; digest++) {
		if (at < row->ncells && row->cells[at].digest == digest)
			fprintf(cli->out, " %5u", row->cells[at++].count);
		else
			fputs("     .", cli->out);
	}
	fprintf(cli->out, " %6u", row->count);
}

static void print_per_digest(const struct rank_print *p, struct arena *a, struct cli *cli)
{
	const struct rank_table *table = p->table;
	char number[24];
	size_t i;

	print_digests(table, a, cli);
	for (i = 0; i < table->ndigests; i++) {
		snprintf(number, sizeof(number), "[%zu]", i + 1);
		fprintf(cli->out, " %5s", number);
	}
	fprintf(cli->out, "    sum  %s\n", p->by_name);
	for (i = 0; i < table->n && !cli_stopped(cli); i++) {
		struct vis name = who(&table->rows[i], a);

		print_cells(table, &table->rows[i], cli);
		fprintf(cli->out, "  %.*s\n", VIS_ARG(name));
		arena_reset(a);
	}
	for (i = 0; i < table->ndigests; i++)
		fprintf(cli->out, " %5u", table->digests[i].sum - table->digests[i].listed);
	fprintf(cli->out, " %6u  others\n", table->sum - table->listed);
	for (i = 0; i < table->ndigests; i++)
		fprintf(cli->out, " %5u", table->digests[i].sum);
	fprintf(cli->out, " %6u  all\n", table->sum);
}

static void print_merged(const struct rank_table *table, struct arena *a, struct cli *cli)
{
	bool first = true;
	size_t i, part;

	for (i = 0; i < table->n; i++) {
		const struct rank_row *row = &table->rows[i];
		struct vis name = who(row, a);

		if (row->nparts == 0)
			continue;
		fprintf(cli->out, "%s%.*s is\n", first ? "\nmerged:\n" : "", VIS_ARG(name));
		for (part = 0; part < row->nparts; part++) {
			struct vis label = text_visible(a, row->parts[part].label);

			fprintf(cli->out, " %6u  %.*s\n", row->parts[part].count, VIS_ARG(label));
		}
		first = false;
		arena_reset(a);
	}
}

void rank_print_text(const struct rank_print *print, struct cli *cli)
{
	struct arena arena = ARENA_INIT;

	if (print->per_digest)
		print_per_digest(print, &arena, cli);
	else
		print_table(print, &arena, cli);
	print_merged(print->table, &arena, cli);
	arena_release(&arena);
}

/* ---- notes ------------------------------------------------------------------------------------ */

static void print_pair(const struct rank_table *table, struct rank_pair pair, const char *what,
	const char *why, struct arena *a, struct cli *cli)
{
	const struct digest_row *from = &table->digests[pair.a].row;
	const struct digest_row *to = &table->digests[pair.b].row;
	struct vis text = text_visiblef(a,
		"%s: " SLICE_FMT " (" SLICE_FMT ".." SLICE_FMT ") and " SLICE_FMT " (" SLICE_FMT
		".." SLICE_FMT ")%s",
		what, SLICE_ARG(rank_file_name(table, pair.a)), SLICE_ARG(from->from),
		SLICE_ARG(from->to), SLICE_ARG(rank_file_name(table, pair.b)), SLICE_ARG(to->from),
		SLICE_ARG(to->to), why);

	fprintf(cli->err, "tidings: %.*s\n", VIS_ARG(text));
	arena_reset(a);
}

void rank_print_notes(const struct rank_print *print, struct cli *cli)
{
	const struct rank_table *table = print->table;
	struct arena arena = ARENA_INIT;
	size_t i;

	for (i = 0; i < table->ngaps; i++)
		print_pair(table, table->gaps[i], "gap", ": what came between is not counted", &arena,
			cli);
	for (i = 0; i < table->noverlaps; i++)
		print_pair(table, table->overlaps[i], "overlap", ": some commits count twice", &arena,
			cli);
	if (table->twins > 0)
		fprintf(cli->err, "tidings: %u with a commit range that was counted already left out\n",
			table->twins);
	arena_release(&arena);
}
