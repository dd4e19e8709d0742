/* Rankings for other programs: JSON and CSV. */
#include "cli/rank_print.h"

#include "cli/json.h"
#include "util/buf.h"
#include "util/text.h"

static double share(const struct rank_table *table, unsigned count)
{
	return table->sum > 0 ? (double)count / table->sum : 0.0;
}

/* ---- JSON ------------------------------------------------------------------------------------- */

static void json_key_text(const char *key, struct slice text, FILE *out)
{
	fprintf(out, ", \"%s\": ", key);
	json_text(text, out);
}

static void json_digests(const struct rank_table *table, FILE *out)
{
	size_t i;

	fputs("\"digests\": [", out);
	for (i = 0; i < table->ndigests; i++) {
		const struct rank_digest *d = &table->digests[i];

		fprintf(out, "%s{\"number\": %zu", i > 0 ? ", " : "", i);
		json_key_text("file", d->row.path, out);
		json_key_text("list", d->row.list, out);
		json_key_text("from", d->row.from, out);
		json_key_text("to", d->row.to, out);
		if (d->row.date > 0)
			fprintf(out, ", \"date\": %u", d->row.date);
		else
			fputs(", \"date\": null", out);
		fprintf(out, ", \"sum\": %u, \"others\": %u}", d->sum, d->sum - d->listed);
	}
	fputc(']', out);
}

static void json_pairs(const char *key, const struct rank_pair *pairs, size_t n, FILE *out)
{
	size_t i;

	fprintf(out, ", \"%s\": [", key);
	for (i = 0; i < n; i++)
		fprintf(out, "%s[%zu, %zu]", i > 0 ? ", " : "", pairs[i].a, pairs[i].b);
	fputc(']', out);
}

/* What is not listed is null: a ranking that is cut does not say that it is 0. */
static void json_cells(const struct rank_print *p, const struct rank_row *row, FILE *out)
{
	size_t digest, at = 0;

	fputs(", \"per_digest\": [", out);
	for (digest = 0; digest < p->table->ndigests; digest++) {
		fputs(digest > 0 ? ", " : "", out);
		if (at < row->ncells && row->cells[at].digest == digest)
			fprintf(out, "%u", row->cells[at++].count);
		else
			fputs("null", out);
	}
	fputc(']', out);
}

static void json_number(const char *key, unsigned number, bool known, FILE *out)
{
	if (known)
		fprintf(out, ", \"%s\": %u", key, number);
	else
		fprintf(out, ", \"%s\": null", key);
}

static void json_before(const struct rank_print *p, const struct rank_row *row, FILE *out)
{
	if (!p->table->has_before)
		return;
	json_number("now", row->now, row->now > 0, out);
	json_number("before", row->before, row->before > 0, out);
	json_number("rank_now", row->rank_now, row->now > 0, out);
	json_number("rank_before", row->rank_before, row->before > 0, out);
}

static void json_parts(const struct rank_row *row, FILE *out)
{
	size_t i;

	fputs(", \"merged\": [", out);
	for (i = 0; i < row->nparts; i++) {
		fprintf(out, "%s{\"count\": %u", i > 0 ? ", " : "", row->parts[i].count);
		json_key_text("label", row->parts[i].label, out);
		fputc('}', out);
	}
	fputc(']', out);
}

static void json_row(const struct rank_print *p, const struct rank_row *row, FILE *out)
{
	fprintf(out, "{\"rank\": %u", row->rank);
	json_key_text("label", row->label, out);
	if (row->email.n > 0)
		json_key_text("email", row->email, out);
	json_key_text("term", row->term, out);
	fprintf(out, ", \"count\": %u, \"share\": %.4f", row->count,
		share(p->table, row->count));
	if (rank_from_records(p->table->by))
		fprintf(out, ", \"revisions\": %u, \"lines\": %u", row->revisions, row->lines);
	json_before(p, row, out);
	if (p->per_digest)
		json_cells(p, row, out);
	json_parts(row, out);
	fputc('}', out);
}

void rank_print_json(const struct rank_print *print, struct cli *cli)
{
	const struct rank_table *table = print->table;
	size_t i;

	fprintf(cli->out, "{\"by\": \"%s\"", rank_by_names[table->by]);
	json_key_text("query", slice_cstr(print->query), cli->out);
	json_key_text("unasked", table->unasked, cli->out);
	fprintf(cli->out, ", \"perhaps\": %u, \"sum\": %u, \"others\": %u, \"twins\": %u, ",
		table->perhaps, table->sum, table->sum - table->listed, table->twins);
	json_digests(table, cli->out);
	json_pairs("gaps", table->gaps, table->ngaps, cli->out);
	json_pairs("overlaps", table->overlaps, table->noverlaps, cli->out);
	fputs(", \"rows\": [", cli->out);
	for (i = 0; i < table->n && !cli_stopped(cli); i++) {
		fputs(i > 0 ? ", " : "", cli->out);
		json_row(print, &table->rows[i], cli->out);
	}
	fputs("]}\n", cli->out);
}

/* ---- CSV, RFC 4180 ---------------------------------------------------------------------------- */

static void csv_text(struct slice raw, struct arena *a, FILE *out)
{
	struct vis text = text_visible(a, raw);
	size_t i;

	fputc('"', out);
	for (i = 0; i < text.n; i++) {
		if (text.p[i] == '"')
			fputc('"', out);
		fputc(text.p[i], out);
	}
	fputc('"', out);
}

static void csv_head(const struct rank_print *p, struct arena *a, FILE *out)
{
	size_t i;

	fputs("rank,label,email,count,share", out);
	if (rank_from_records(p->table->by))
		fputs(",revisions,lines", out);
	if (p->table->has_before)
		fputs(",now,before,rank_now,rank_before", out);
	for (i = 0; p->per_digest && i < p->table->ndigests; i++) {
		fputc(',', out);
		csv_text(rank_file_name(p->table, i), a, out);
	}
	fputs(",merged\r\n", out);
}

/* What is not known, or not listed, is empty. */
static void csv_number(unsigned number, FILE *out)
{
	if (number > 0)
		fprintf(out, ",%u", number);
	else
		fputc(',', out);
}

static void csv_cells(const struct rank_print *p, const struct rank_row *row, FILE *out)
{
	size_t digest, at = 0;

	for (digest = 0; digest < p->table->ndigests; digest++) {
		bool there = at < row->ncells && row->cells[at].digest == digest;

		csv_number(there ? row->cells[at].count : 0, out);
		at += there;
	}
}

static void csv_parts(const struct rank_row *row, struct arena *a, FILE *out)
{
	struct buf all = BUF_INIT;
	size_t i;

	for (i = 0; i < row->nparts; i++) {
		buf_adds(&all, i > 0 ? "; " : "");
		buf_add_slice(&all, row->parts[i].label);
	}
	fputc(',', out);
	csv_text(buf_slice(&all), a, out);
	buf_release(&all);
}

static void csv_row(const struct rank_print *p, const struct rank_row *row, struct arena *a,
	FILE *out)
{
	fprintf(out, "%u,", row->rank);
	csv_text(row->label, a, out);
	fputc(',', out);
	csv_text(row->email, a, out);
	fprintf(out, ",%u,%.4f", row->count, share(p->table, row->count));
	if (rank_from_records(p->table->by))
		fprintf(out, ",%u,%u", row->revisions, row->lines);
	if (p->table->has_before) {
		csv_number(row->now, out);
		csv_number(row->before, out);
		csv_number(row->rank_now, out);
		csv_number(row->rank_before, out);
	}
	if (p->per_digest)
		csv_cells(p, row, out);
	csv_parts(row, a, out);
	fputs("\r\n", out);
}

/* Others are a row without a rank, so that the counts add up. */
static void csv_others(const struct rank_print *p, struct arena *a, FILE *out)
{
	const struct rank_table *table = p->table;
	unsigned others = table->sum - table->listed;
	size_t i;

	fprintf(out, ",\"others\",\"\",%u,%.4f%s%s", others, share(table, others),
		rank_from_records(p->table->by) ? ",," : "", table->has_before ? ",,,," : "");
	for (i = 0; p->per_digest && i < table->ndigests; i++)
		csv_number(table->digests[i].sum - table->digests[i].listed, out);
	fputc(',', out);
	csv_text(SLICE_LIT(""), a, out);
	fputs("\r\n", out);
}

void rank_print_csv(const struct rank_print *print, struct cli *cli)
{
	const struct rank_table *table = print->table;
	struct arena arena = ARENA_INIT;
	size_t i;

	csv_head(print, &arena, cli->out);
	for (i = 0; i < table->n && !cli_stopped(cli); i++) {
		csv_row(print, &table->rows[i], &arena, cli->out);
		arena_reset(&arena);
	}
	if (table->sum > table->listed)
		csv_others(print, &arena, cli->out);
	arena_release(&arena);
}
