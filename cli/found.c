#include "cli/found.h"

/* False and *err on an error of the index. A hit that has vanished has series 0. */
static bool read_found(struct model *model, const struct hit *hit, struct arena *a,
	struct found *found, struct error *err)
{
	*found = (struct found){.ntags = 0};
	return model_rows(model, hit, 1, a, &found->row, err) &&
		model_tags(model, hit->revision, a, &found->tags, &found->ntags, err) &&
		model_revisions(model, found->row.series, a, &found->revisions,
			&found->nrevisions, err) &&
		model_marks_of(model, hit, 1, a, &found->marks, err);
}

size_t found_place(const struct found *found)
{
	size_t i = 0;

	while (i < found->nrevisions && found->revisions[i].revision != found->row.revision)
		i++;
	return i;
}

struct slice found_url(const struct found *found)
{
	size_t at = found_place(found);

	return at < found->nrevisions ? found->revisions[at].url : (struct slice){.n = 0};
}

bool found_each(const struct listing *listing, struct cli *cli,
	void (*print)(void *ctx, const struct found *found, size_t i), void *ctx)
{
	struct arena arena = ARENA_INIT;
	struct error err;
	bool ok = true;
	size_t i, printed = 0;

	for (i = 0; ok && i < listing->n && !cli_stopped(cli); i++) {
		struct found found;

		ok = read_found(listing->model, &listing->hits[i], &arena, &found, &err);
		if (ok && found.row.series)
			print(ctx, &found, printed++);
		arena_reset(&arena);
	}
	if (!ok)
		cli_error(cli, &err);
	arena_release(&arena);
	return ok;
}

const struct format formats[] = {
	{"text", format_text},
	{"json", format_json},
	{"csv", format_csv},
	{"md", format_markdown},
	{NULL, NULL},
};
