/* Who touches a path. */
#include "model/related.h"

#include <stdlib.h>

#include "model/path_match.h"
#include "model/plan_internal.h"
#include "model/tally.h"
#include "util/alloc.h"
#include "util/buf.h"

/* What is known of a person beside the tally. */
struct toucher {
	const struct plan_revision *newest;
	uint32_t date;
	struct ids series;
};

struct touching {
	struct planner *planner;
	struct tally tally;
	struct toucher *people; /* beside tally.rows */
	size_t n, room;
	struct ids series;      /* of all of them */
};

/* A shortened path ends as whatever it stands for. */
static struct slice term_text(struct arena *a, struct slice path)
{
	struct slice tail, made;
	struct buf text = BUF_INIT;
	size_t i;

	if (!path_visible_tail(path, &tail))
		return path;
	buf_adds(&text, "*/");
	for (i = 0; i < tail.n; i++) {
		if (path_is_glob(slice_sub(tail, i, 1)) || tail.p[i] == '\\')
			buf_addc(&text, '\\');
		buf_addc(&text, tail.p[i]);
	}
	made = arena_dup(a, buf_slice(&text));
	buf_release(&text);
	return made;
}

static void add_toucher(struct touching *t, size_t row, const struct plan_revision *revision,
	uint32_t date)
{
	struct toucher *person;

	while (t->n <= row) {
		GROW(t->people, t->room, t->n + 1);
		t->people[t->n++] = (struct toucher){.newest = NULL};
	}
	person = &t->people[row];
	ids_add(&person->series, revision->series);
	if (person->newest && person->newest->newest >= revision->newest)
		return;
	person->newest = revision;
	person->date = date;
}

/* One row for each posting in the scope: all of one person, or nearly so. */
static void add_revision(struct touching *t, const struct plan_revision *revision)
{
	struct planner *planner = t->planner;
	struct sqlite3_stmt *st = db_stmt(planner->db, SQL_TOUCHED_BY);

	ids_add(&t->series, revision->series);
	db_bind_int(planner->db, st, 1, revision->id);
	while (db_step(planner->db, st)) {
		int64_t person = db_int(st, 1);
		size_t row;

		if (!universe_posting(&planner->universe, db_int(st, 0)))
			continue;
		row = tally_row(&t->tally, slice_from((const char *)&person, sizeof(person)),
			db_text(st, 2), db_text(st, 3), 1);
		add_toucher(t, row, revision, (uint32_t)db_int(st, 4));
	}
}

static int compare_rows(const void *pa, const void *pb)
{
	const struct touched_row *a = pa, *b = pb;
	int cmp;

	if (a->series != b->series)
		return a->series > b->series ? -1 : 1;
	if (a->date != b->date)
		return a->date > b->date ? -1 : 1;
	cmp = slice_cmp(a->name, b->name);
	return cmp ? cmp : slice_cmp(a->email, b->email);
}

static void make_rows(struct touching *t, const struct ask *ask, struct arena *a,
	struct touched *out)
{
	size_t limit = ask->limit ? ask->limit : ASK_LIMIT, i;

	tally_settle(&t->tally);
	ids_sort(&t->series);
	out->series = (unsigned)t->series.n;
	out->rows = arena_alloc(a, (t->n + 1) * sizeof(*out->rows));
	for (i = 0; i < t->n; i++) {
		struct toucher *person = &t->people[i];

		ids_sort(&person->series);
		out->rows[out->n++] = (struct touched_row){
			.name = t->tally.rows[i].label,
			.email = t->tally.rows[i].text,
			.series = (unsigned)person->series.n,
			.newest = {.series = person->newest->series, .revision = person->newest->id},
			.date = person->date,
		};
	}
	if (out->n > 1)
		qsort(out->rows, out->n, sizeof(*out->rows), compare_rows);
	out->more = out->n > limit;
	out->n = out->more ? limit : out->n;
}

static void touch(struct touching *t, const struct ask *ask, struct arena *a, struct touched *out)
{
	const struct universe *u = &t->planner->universe;
	struct query_term term = {.field = FIELD_PATH, .text = term_text(a, ask->text)};
	struct plan_set set;
	size_t i;

	plan_set_init(&set, u->nrevisions);
	if (term.text.n > 0 && plan_by_paths(t->planner, &term, &set)) {
		for (i = 0; i < u->nrevisions && db_fine(t->planner->db); i++) {
			if (plan_set_has(&set, i) && (ask->with_muted ||
				    !plan_is_muted(t->planner, u->revisions[i].series)))
				add_revision(t, &u->revisions[i]);
		}
	}
	plan_set_release(&set);
	if (db_fine(t->planner->db))
		make_rows(t, ask, a, out);
}

bool touched_find(struct planner *planner, const struct ask *ask, struct arena *a,
	struct touched *out, struct error *err)
{
	struct touching t = {.planner = planner};
	size_t i;

	*out = (struct touched){.n = 0};
	tally_init(&t.tally, a);
	if (universe_read(planner) && (ask->with_muted || plan_know_muted(planner)))
		touch(&t, ask, a, out);
	for (i = 0; i < t.n; i++)
		free(t.people[i].series.p);
	free(t.people);
	free(t.series.p);
	tally_release(&t.tally);
	return plan_ok(planner, err);
}
