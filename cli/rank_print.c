#include "cli/rank_print.h"

#include <langinfo.h>
#include <string.h>

#include "cli/series.h"
#include "util/text.h"

void rank_print_text(const struct rank_print *print, struct cli *cli)
{
	struct rank_page_options options = {
		.columns = SERIES_COLUMNS,
		.per_digest = print->per_digest,
		.ascii = strcmp(nl_langinfo(CODESET), "UTF-8") != 0,
	};
	struct page page;

	page_init(&page);
	model_rank_page(print->table, &options, &page);
	series_print(&page, 0, page.nlines, cli);
	page_release(&page);
}

void rank_print_notes(const struct rank_print *print, struct cli *cli)
{
	struct arena arena = ARENA_INIT;
	struct page page;
	size_t i;

	page_init(&page);
	model_rank_notes(print->table, &page);
	for (i = 0; i < page.nlines; i++) {
		struct vis line = page_line_text(&arena, &page.lines[i]);

		fprintf(cli->err, "tidings: %.*s\n", VIS_ARG(line));
	}
	page_release(&page);
	arena_release(&arena);
}
