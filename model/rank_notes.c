/* What one has to know of a ranking beside its rows. */
#include "model/rank.h"

struct slice rank_file_name(const struct rank_table *table, size_t digest)
{
	struct slice path = table->digests[digest].row.path;
	size_t at = path.n;

	while (at > 0 && path.p[at - 1] != '/')
		at--;
	return slice_skip(path, at);
}

static void add_pair(const struct rank_table *table, struct rank_pair pair, const char *what,
	const char *why, struct page *page)
{
	const struct digest_row *from = &table->digests[pair.a].row;
	const struct digest_row *to = &table->digests[pair.b].row;

	page_line(page, 0);
	page_textf(page, ROLE_WARNING,
		"%s: " SLICE_FMT " (" SLICE_FMT ".." SLICE_FMT ") and " SLICE_FMT " (" SLICE_FMT
		".." SLICE_FMT "): %s",
		what, SLICE_ARG(rank_file_name(table, pair.a)), SLICE_ARG(from->from),
		SLICE_ARG(from->to), SLICE_ARG(rank_file_name(table, pair.b)), SLICE_ARG(to->from),
		SLICE_ARG(to->to), why);
}

static void add_unasked(const struct rank_table *table, struct page *page)
{
	if (table->unasked.n == 0)
		return;
	page_line(page, 0);
	page_textf(page, ROLE_WARNING, "digests print their rankings as a whole: " SLICE_FMT
		" does not restrict them, as it would by subsystem, author or reviewer",
		SLICE_ARG(table->unasked));
}

void model_rank_notes(const struct rank_table *table, struct page *page)
{
	size_t i;

	page_clear(page);
	add_unasked(table, page);
	for (i = 0; i < table->ngaps; i++)
		add_pair(table, table->gaps[i], "gap", "what came between is not counted", page);
	for (i = 0; i < table->noverlaps; i++)
		add_pair(table, table->overlaps[i], "overlap", rank_from_records(table->by) ?
			"what both hold counts once" : "some commits count twice", page);
	if (table->twins > 0) {
		page_line(page, 0);
		page_textf(page, ROLE_WARNING,
			"%u with a commit range that was counted already left out", table->twins);
	}
	if (table->perhaps > 0) {
		page_line(page, 0);
		page_textf(page, ROLE_WARNING, "%u revision%s perhaps not meant: the paths are shortened",
			table->perhaps, table->perhaps == 1 ? " is" : "s are");
	}
}
