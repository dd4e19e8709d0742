#include "tests/unit/marking.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const char third[] =
	"From 3333333 to 4444444\n"
	"GRILL mailing list update from 3333333 to 4444444\n\n"
	"Top 1 contributor Email domains (Based on Email Body)\n\n"
	"      1 ember.example.org\n\n"
	"Top 1 contributors (Based on Email Body)\n\n"
	"      1  Ada Ember <ada@ember.example.org>\n\n"
	"===== Patch list in this time period =====\n\n\n"
	"===== Patch Commit Messages ====\n\n"
	"New: grill: coal: Keep the charcoal hot\n"
	"[PATCH v3 0/2] grill: coal: Keep the charcoal hot\n"
	"Author: Ada Ember <ada@ember.example.org>\n\n"
	"The charcoal glows.\n\n"
	"- Link to v2: https://lore.example.org/r/20251108-coal-v2-0-bbbbbbbbbbbb@example.org\n\n"
	"----------------------------------------------------------------------\n\n"
	"New: oven: Sweep the oven\n"
	"[PATCH] oven: Sweep the oven\n"
	"Author: Bo Crust <bo@example.com>\n\n"
	"Crumbs.\n\n"
	"----------------------------------------------------------------------\n\n";

void marking_add_third(struct scratch *s)
{
	scratch_write(s, "digests/grill/2025-11-17.txt", third);
	scratch_import(s);
}

struct hit marking_hit(struct scratch *s, const char *query)
{
	struct result *result = scratch_ask(s, query, SORT_NEWEST);
	struct hit hit;

	if (result->n != 1)
		fail_msg("'%s' has %zu hits", query, result->n);
	hit = result->hits[0];
	result_unref(result);
	return hit;
}

void marking_mark(struct scratch *s, const char *query, enum mark what, bool on)
{
	struct hit hit = marking_hit(s, query);
	struct error err;

	if (!model_mark(s->model, what, on, &hit, 1, NULL, &err))
		fail_msg("%s", err.text);
}

void marking_note(struct scratch *s, const char *query, const char *text)
{
	struct hit hit = marking_hit(s, query);
	struct error err;

	if (!model_note(s->model, &hit, slice_cstr(text), &err))
		fail_msg("%s", err.text);
}

/* "read flag mute subsystem v2 'note'", what holds of it. */
void marking_print(struct scratch *s, const char *query, struct buf *out)
{
	struct arena arena = ARENA_INIT;
	struct hit hit = marking_hit(s, query);
	struct marks_row row;
	struct error err;

	if (!model_marks_of(s->model, &hit, 1, &arena, &row, &err))
		fail_msg("%s", err.text);
	buf_clear(out);
	buf_addf(out, "%s%s%s", row.read ? "read" : "unread", row.flagged ? " flag" : "",
		row.muted_subsystem ? " subsystem" : row.muted ? " mute" : "");
	if (row.any_read)
		buf_addf(out, " v%u", row.read_version);
	if (row.note.n)
		buf_addf(out, " '" SLICE_FMT "'", SLICE_ARG(row.note));
	arena_release(&arena);
}

void marking_expect(struct scratch *s, const char *query, const char *expected)
{
	struct buf got = BUF_INIT;

	marking_print(s, query, &got);
	if (strcmp(got.p, expected))
		fail_msg("%s is '%s', not '%s'", query, got.p, expected);
	buf_release(&got);
}

void marking_undo(struct scratch *s, const char *expected)
{
	struct arena arena = ARENA_INIT;
	struct slice what;
	struct error err;

	if (!model_undo(s->model, &arena, &what, &err))
		fail_msg("%s", err.text);
	if (!slice_is(what, expected))
		fail_msg("undone '" SLICE_FMT "'", SLICE_ARG(what));
	arena_release(&arena);
}

static void drop_file(struct scratch *s, const char *name)
{
	struct buf path = BUF_INIT;

	buf_addf(&path, "%s/%s", s->dir, name);
	if (unlink(path.p) < 0)
		assert_int_equal(errno, ENOENT);
	buf_release(&path);
}

void marking_index_anew(struct scratch *s)
{
	model_close(s->model);
	s->model = NULL;
	drop_file(s, "cache/index.db");
	drop_file(s, "cache/index.db-wal");
	drop_file(s, "cache/index.db-shm");
	scratch_open(s, NULL);
	scratch_import(s);
}

void marking_finds(struct scratch *s, const char *query, const char *expected)
{
	struct result *result = scratch_ask(s, query, SORT_TITLE);
	struct arena arena = ARENA_INIT;
	struct buf found = BUF_INIT;
	struct series_row row;
	struct error err;
	size_t i;

	for (i = 0; i < result->n; i++) {
		assert_true(model_rows(s->model, &result->hits[i], 1, &arena, &row, &err));
		buf_addf(&found, "%s" SLICE_FMT " v%u", i ? ", " : "",
			SLICE_ARG(slice_skip(row.title, row.title.n - 4)), row.version);
	}
	if (strcmp(found.p, expected))
		fail_msg("'%s' finds '%s', not '%s'", query, found.p, expected);
	result_unref(result);
	buf_release(&found);
	arena_release(&arena);
}

struct model *marking_open_beside(const struct scratch *s, const char *data)
{
	struct buf cache = BUF_INIT, path = BUF_INIT;
	struct model_options options = {.cache_dir = NULL};
	struct model *model;
	struct error err;

	buf_addf(&cache, "%s/cache", s->dir);
	buf_addf(&path, "%s/%s", s->dir, data);
	options.cache_dir = cache.p;
	options.data_dir = path.p;
	model = model_open(&options, &err);
	if (!model)
		fail_msg("%s", err.text);
	buf_release(&cache);
	buf_release(&path);
	return model;
}

size_t marking_merge(struct model *from, struct model *into)
{
	struct arena arena = ARENA_INIT;
	struct mark_record *records;
	struct error err;
	size_t n, changed = 0;

	if (!model_marks_export(from, &arena, &records, &n, &err) ||
		!model_marks_merge(into, records, n, &changed, &err))
		fail_msg("%s", err.text);
	arena_release(&arena);
	return changed;
}
