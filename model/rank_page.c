/* A ranking as lines of spans. */
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "model/rank.h"
#include "util/alloc.h"
#include "util/buf.h"
#include "util/text.h"

#define LEVELS 8 /* of a bar in a row of bars */
#define GAP    2 /* between columns */

#define WHO_COLUMNS 24 /* that who is ranked has before anything else */

/* What shares the columns behind the numbers. */
enum part { PART_WHO, PART_BAR, PART_TREND, PARTS };

struct rank_render {
	const struct rank_table *table;
	struct page *page;
	bool changes;       /* there are the columns that tell of the digest before */
	int columns[PARTS]; /* 0 = there is none; of the trend so many digests */
	bool ascii;
};

/* ---- parts of a line -------------------------------------------------------------------------- */

static bool has_email(const struct rank_row *row)
{
	return row->email.n > 0 && !slice_eq(row->email, row->label);
}

static void add_who(const struct rank_render *r, const struct rank_row *row)
{
	enum role role = r->table->by == RANK_BY_DOMAIN || r->table->by == RANK_BY_SUBSYSTEM ?
		ROLE_TEXT : ROLE_PERSON;

	page_text(r->page, role, row->label);
	if (has_email(row))
		page_textf(r->page, role, " <" SLICE_FMT ">", SLICE_ARG(row->email));
}

static void add_changed(const struct rank_render *r, bool better, int by)
{
	page_textf(r->page, better ? ROLE_PLUS : ROLE_MINUS, " %+5d", by);
}

/* "+3", "-1", "=", "new", "out"; `up` says which way is better: a rank is when it is less. */
static void add_change(const struct rank_render *r, unsigned now, unsigned before, bool up)
{
	int by = up ? (int)now - (int)before : (int)before - (int)now;

	if (before == 0 && now == 0)
		page_span(r->page, ROLE_DIM, VIS("     -"));
	else if (before == 0)
		page_span(r->page, ROLE_PLUS, VIS("   new"));
	else if (now == 0)
		page_span(r->page, ROLE_MINUS, VIS("   out"));
	else if (by == 0)
		page_span(r->page, ROLE_DIM, VIS("     ="));
	else
		add_changed(r, by > 0, by);
}

static void add_share(const struct rank_render *r, unsigned count)
{
	unsigned sum = r->table->sum;

	page_textf(r->page, ROLE_TEXT, " %6.1f%%", sum > 0 ? 100.0 * count / sum : 0.0);
}

static void add_bar(const struct rank_render *r, unsigned count)
{
	unsigned most = r->table->rows[0].count;
	unsigned bar = (unsigned)r->columns[PART_BAR];
	unsigned n = (unsigned)(((uint64_t)count * bar + most - 1) / most);
	char *p;

	if (bar == 0)
		return;
	p = arena_alloc(&r->page->arena, n + 1);
	memset(p, '#', n);
	page_span(r->page, ROLE_NUMBER, (struct vis){.p = p, .n = n, .cols = (int)n});
}

/* What a digest does not list is a dot, which says less than an empty place would. */
static void add_level(const struct rank_render *r, unsigned count, unsigned most, struct buf *out)
{
	static const char *const blocks[LEVELS] = {
		"\xe2\x96\x81", "\xe2\x96\x82", "\xe2\x96\x83", "\xe2\x96\x84",
		"\xe2\x96\x85", "\xe2\x96\x86", "\xe2\x96\x87", "\xe2\x96\x88",
	};
	unsigned level = (unsigned)(((uint64_t)count * LEVELS + most - 1) / most);

	if (count == 0)
		buf_addc(out, '.');
	else if (r->ascii)
		buf_addf(out, "%u", level);
	else
		buf_adds(out, blocks[level - 1]);
}

static unsigned most_in(const struct rank_row *row, size_t first)
{
	unsigned most = 1;
	size_t i;

	for (i = 0; i < row->ncells; i++)
		if (row->cells[i].digest >= first && row->cells[i].count > most)
			most = row->cells[i].count;
	return most;
}

static void add_trend(const struct rank_render *r, const struct rank_row *row)
{
	size_t first = r->table->ndigests - (size_t)r->columns[PART_TREND];
	unsigned most = most_in(row, first);
	struct buf text = BUF_INIT;
	size_t digest, at = 0;

	for (digest = first; digest < r->table->ndigests; digest++) {
		while (at < row->ncells && row->cells[at].digest < digest)
			at++;
		add_level(r, at < row->ncells && row->cells[at].digest == digest ?
			row->cells[at].count : 0, most, &text);
	}
	page_text(r->page, ROLE_NUMBER, buf_slice(&text));
	buf_release(&text);
}

/* ---- columns --------------------------------------------------------------------------------- */

/* Where bars begin, and what stands behind them. */
static int bar_column(const struct rank_render *r)
{
	return 19 + (r->changes ? 12 : 0) + (rank_from_records(r->table->by) ? 14 : 0) + GAP;
}

static int behind(int column, int columns)
{
	return column + (columns > 0 ? columns + GAP : 0);
}

static int trend_column(const struct rank_render *r)
{
	return behind(bar_column(r), r->columns[PART_BAR]);
}

static int who_column(const struct rank_render *r)
{
	return behind(trend_column(r), r->columns[PART_TREND]);
}

static int longest_who(const struct rank_table *table)
{
	struct arena a = ARENA_INIT;
	int most = 0;
	size_t i;

	for (i = 0; i < table->n; i++) {
		int cols = text_visible(&a, table->rows[i].label).cols;

		if (has_email(&table->rows[i]))
			cols += text_visible(&a, table->rows[i].email).cols + (int)strlen(" <>");
		most = cols > most ? cols : most;
		arena_reset(&a);
	}
	arena_release(&a);
	return most;
}

/*
 * Each wish in turn, while there is room: first who is ranked, for whom the changes give way. A bar
 * has one of a few lengths, and where there is none there is no row of bars either.
 */
static void share_columns(struct rank_render *r, int columns)
{
	static const struct {
		enum part part;
		int columns;
	} wishes[] = {
		{PART_WHO, WHO_COLUMNS}, {PART_BAR, 10}, {PART_TREND, 8}, {PART_WHO, 40}, {PART_BAR, 20},
		{PART_TREND, 52}, {PART_WHO, 60}, {PART_BAR, 40}, {PART_TREND, 200},
	};
	int digests = (int)r->table->ndigests;
	int most[PARTS] = {longest_who(r->table), INT_MAX, digests < 2 ? 0 : digests};
	int spare;
	size_t i;

	r->changes = r->table->has_before;
	spare = columns - bar_column(r);
	r->changes &= spare >= WHO_COLUMNS || spare >= most[PART_WHO];
	spare = columns - bar_column(r);
	for (i = 0; i < ARRAY_LEN(wishes) && spare > 0; i++) {
		enum part part = wishes[i].part;
		int *has = &r->columns[part];
		int most_of = part == PART_TREND && !r->columns[PART_BAR] ? 0 : most[part];
		int gap = part != PART_WHO && !*has ? GAP : 0;
		int more = (wishes[i].columns < most_of ? wishes[i].columns : most_of) - *has;

		if (more <= 0 || ((gap || part == PART_BAR) && more + gap > spare))
			continue;
		more = more + gap < spare ? more : spare - gap;
		*has += more;
		spare -= more + gap;
	}
}

/* ---- the table -------------------------------------------------------------------------------- */

/* What the bars over digests are, in the words there is room for. */
static void add_trend_head(const struct rank_render *r)
{
	const struct vis heads[] = {VIS("digests, newest last"), VIS("digests")};
	size_t i;

	for (i = 0; i < ARRAY_LEN(heads); i++) {
		if (heads[i].cols > r->columns[PART_TREND])
			continue;
		page_pad(r->page, trend_column(r));
		page_span(r->page, ROLE_HEADING, heads[i]);
		return;
	}
}

static void render_head(const struct rank_render *r)
{
	const struct rank_table *table = r->table;

	page_line(r->page, who_column(r));
	page_textf(r->page, ROLE_HEADING, "rank%s  count%s   share%s",
		r->changes ? "  move" : "", r->changes ? "   +/-" : "",
		rank_from_records(table->by) ? "  revs   lines" : "");
	add_trend_head(r);
	page_pad(r->page, who_column(r));
	page_text(r->page, ROLE_HEADING, slice_cstr(rank_by_names[table->by]));
}

static void render_row(const struct rank_render *r, size_t at)
{
	const struct rank_table *table = r->table;
	const struct rank_row *row = &table->rows[at];

	page_line(r->page, who_column(r));
	page_anchor(r->page, ANCHOR_RANK, (unsigned)at, row->term);
	page_textf(r->page, ROLE_DIM, "%4u", row->rank);
	if (r->changes)
		add_change(r, row->rank_now, row->rank_before, false);
	page_textf(r->page, ROLE_NUMBER, " %6u", row->count);
	if (r->changes)
		add_change(r, row->now, row->before, true);
	add_share(r, row->count);
	if (rank_from_records(table->by))
		page_textf(r->page, ROLE_TEXT, " %5u %7u", row->revisions, row->lines);
	page_pad(r->page, bar_column(r));
	add_bar(r, row->count);
	page_pad(r->page, trend_column(r));
	if (r->columns[PART_TREND] > 0)
		add_trend(r, row);
	page_pad(r->page, who_column(r));
	add_who(r, row);
}

static void render_sum(const struct rank_render *r, unsigned count, struct vis what)
{
	int count_column = r->changes ? 10 : 4;

	page_line(r->page, who_column(r));
	page_pad(r->page, count_column);
	page_textf(r->page, ROLE_NUMBER, " %6u", count);
	page_pad(r->page, count_column + (r->changes ? 13 : 7));
	add_share(r, count);
	page_pad(r->page, who_column(r));
	page_span(r->page, ROLE_DIM, what);
}

static void render_table(const struct rank_render *r)
{
	const struct rank_table *table = r->table;
	size_t i;

	render_head(r);
	r->page->head = r->page->nlines;
	for (i = 0; i < table->n; i++)
		render_row(r, i);
	if (table->sum > table->listed)
		render_sum(r, table->sum - table->listed, VIS("others"));
	render_sum(r, table->sum, VIS("all"));
}

/* ---- a column for each digest ----------------------------------------------------------------- */

static void render_digest(const struct rank_render *r, size_t at)
{
	const struct digest_row *row = &r->table->digests[at].row;
	char number[24], date[16] = "no date";

	snprintf(number, sizeof(number), "[%zu]", at + 1);
	if (row->date > 0)
		snprintf(date, sizeof(date), "%s%04u-%02u-%02u",
			row->date_kind == DATE_AT_LEAST ? ">=" : "", row->date / 10000 % 10000,
			row->date / 100 % 100, row->date % 100);
	page_line(r->page, 0);
	page_textf(r->page, ROLE_DIM, "%5s %-12s ", number, date);
	page_text(r->page, ROLE_TEXT, row->list);
	page_span(r->page, ROLE_TEXT, VIS("  "));
	page_text(r->page, ROLE_PATH, rank_file_name(r->table, at));
}

static void render_cells(const struct rank_render *r, size_t at)
{
	const struct rank_table *table = r->table;
	const struct rank_row *row = &table->rows[at];
	size_t digest, cell = 0;

	page_line(r->page, 0);
	page_anchor(r->page, ANCHOR_RANK, (unsigned)at, row->term);
	for (digest = 0; digest < table->ndigests; digest++) {
		if (cell < row->ncells && row->cells[cell].digest == digest)
			page_textf(r->page, ROLE_TEXT, " %5u", row->cells[cell++].count);
		else
			page_span(r->page, ROLE_DIM, VIS("     ."));
	}
	page_textf(r->page, ROLE_NUMBER, " %6u  ", row->count);
	add_who(r, row);
}

/* Others, or all. */
static void render_digest_sums(const struct rank_render *r, bool others, struct vis what)
{
	const struct rank_table *table = r->table;
	size_t i;

	page_line(r->page, 0);
	for (i = 0; i < table->ndigests; i++)
		page_textf(r->page, ROLE_TEXT, " %5u", table->digests[i].sum -
			(others ? table->digests[i].listed : 0));
	page_textf(r->page, ROLE_NUMBER, " %6u  ", table->sum - (others ? table->listed : 0));
	page_span(r->page, ROLE_DIM, what);
}

static void render_per_digest(const struct rank_render *r)
{
	const struct rank_table *table = r->table;
	char number[24];
	size_t i;

	for (i = 0; i < table->ndigests; i++)
		render_digest(r, i);
	page_line(r->page, 0);
	page_line(r->page, 0);
	for (i = 0; i < table->ndigests; i++) {
		snprintf(number, sizeof(number), "[%zu]", i + 1);
		page_textf(r->page, ROLE_HEADING, " %5s", number);
	}
	page_textf(r->page, ROLE_HEADING, "    sum  %s", rank_by_names[table->by]);
	for (i = 0; i < table->n; i++)
		render_cells(r, i);
	render_digest_sums(r, true, VIS("others"));
	render_digest_sums(r, false, VIS("all"));
}

/* ---- what was merged -------------------------------------------------------------------------- */

static void render_parts(const struct rank_render *r, size_t at)
{
	const struct rank_row *row = &r->table->rows[at];
	size_t i;

	page_line(r->page, 0);
	page_anchor(r->page, ANCHOR_RANK, (unsigned)at, row->term);
	add_who(r, row);
	page_span(r->page, ROLE_DIM, VIS(" is"));
	for (i = 0; i < row->nparts; i++) {
		page_line(r->page, 9);
		page_anchor(r->page, ANCHOR_RANK, (unsigned)at, row->parts[i].term);
		page_textf(r->page, ROLE_NUMBER, " %6u  ", row->parts[i].count);
		page_text(r->page, ROLE_TEXT, row->parts[i].label);
	}
}

static void render_merged(const struct rank_render *r)
{
	bool first = true;
	size_t i;

	for (i = 0; i < r->table->n; i++) {
		if (r->table->rows[i].nparts == 0)
			continue;
		if (first) {
			page_line(r->page, 0);
			page_line(r->page, 0);
			page_span(r->page, ROLE_HEADING, VIS("merged:"));
		}
		first = false;
		render_parts(r, i);
	}
}

void model_rank_page(const struct rank_table *table, const struct rank_page_options *options,
	struct page *page)
{
	struct rank_render r = {
		.table = table,
		.page = page,
		.ascii = options->ascii,
	};

	page_clear(page);
	if (!options->per_digest)
		share_columns(&r, options->columns);
	if (options->per_digest)
		render_per_digest(&r);
	else
		render_table(&r);
	render_merged(&r);
}
