/* The series that linking has found, into the index. */
#include "model/link_internal.h"

#include <stdlib.h>

#include "model/schema.h"

/* A revision of the series that is written. */
struct revision {
	struct version version;
	int64_t id;
	const struct link_node *best; /* NULL when absent */
	enum signal signal;
	unsigned confidence;
	struct slice msgid, url;
	int64_t posting;              /* what an absent one is known from */
	unsigned line;
};

struct series {
	struct link_group *group;
	const size_t *members;
	size_t nmembers;
	const struct link_edge *edges; /* strongest first */
	size_t nedges;
	int64_t id;
	struct revision *revisions; /* in order of versions */
	size_t n, room;
};

static const struct link_node *member(const struct series *s, size_t i)
{
	return &s->group->nodes[s->members[i]];
}

/* The revision of this version, put in at its place when it is new. */
static struct revision *revision_at(struct series *s, struct version version)
{
	size_t at, i;

	for (at = s->n; at > 0; at--) {
		int cmp = version_cmp(s->revisions[at - 1].version, version);

		if (cmp == 0)
			return &s->revisions[at - 1];
		if (cmp < 0)
			break;
	}
	ARENA_GROW(&s->group->arena, s->revisions, s->room, s->n + 1);
	for (i = s->n++; i > at; i--)
		s->revisions[i] = s->revisions[i - 1];
	s->revisions[at] = (struct revision){.version = version};
	return &s->revisions[at];
}

/* ---- what is known of each -------------------------------------------------------------------- */

static unsigned worth(const struct link_node *node)
{
	return (node->has_cover ? 2 : 0) + (node->has_patch ? 1 : 0);
}

/* Members come in an order of their own, so the first of equals does not depend on ids. */
static void add_members(struct series *s)
{
	size_t i;

	for (i = 0; i < s->nmembers; i++) {
		struct revision *r = revision_at(s, member(s, i)->version);

		if (!r->best || worth(member(s, i)) > worth(r->best))
			r->best = member(s, i);
	}
}

static bool is_stronger(enum signal signal, enum signal than)
{
	return than == SIGNAL_NONE || signal < than;
}

static void strengthen(struct revision *r, const struct link_edge *edge)
{
	if (!is_stronger(edge->signal, r->signal))
		return;
	r->signal = edge->signal;
	r->confidence = edge->confidence;
}

static void add_signals(struct series *s)
{
	size_t i;

	for (i = 0; i < s->nedges; i++) {
		const struct link_edge *edge = &s->edges[i];
		const struct link_node *a = &s->group->nodes[edge->a];
		const struct link_node *b = &s->group->nodes[edge->b];

		if (version_cmp(a->version, b->version) == 0)
			continue;
		strengthen(revision_at(s, a->version), edge);
		strengthen(revision_at(s, b->version), edge);
	}
}

static const struct {
	enum signal signal;
	unsigned confidence;
} sighting_signals[] = {
	[SIGHTING_LINK] = {SIGNAL_LINK, 95},
	[SIGHTING_SKIP] = {SIGNAL_SKIP, 80},
	[SIGHTING_HEADING] = {SIGNAL_HEADING, 70},
};

/* A Skip: line has the mail itself, in a digest; what a link adds, its address, is kept beside. */
static bool tells_more(enum signal signal, enum signal than)
{
	if ((signal == SIGNAL_SKIP) != (than == SIGNAL_SKIP))
		return signal == SIGNAL_SKIP;
	return is_stronger(signal, than);
}

/* The nearest later revision speaks first: members come in order of versions. */
static void add_sighting(struct series *s, const struct link_node *from,
	const struct link_sighting *sighting)
{
	struct revision *r = revision_at(s, sighting->version);
	enum signal signal = sighting_signals[sighting->kind].signal;

	if (r->msgid.n == 0 && r->url.n == 0) {
		r->msgid = sighting->msgid;
		r->url = sighting->url;
	}
	if (r->best)
		return;
	if (r->confidence < sighting_signals[sighting->kind].confidence)
		r->confidence = sighting_signals[sighting->kind].confidence;
	if (!tells_more(signal, r->signal))
		return;
	r->signal = signal;
	r->posting = from->id;
	r->line = sighting->line;
}

static void add_sightings(struct series *s)
{
	size_t i, k;

	for (i = 0; i < s->nmembers; i++)
		for (k = 0; k < member(s, i)->nsightings; k++)
			add_sighting(s, member(s, i), &member(s, i)->sightings[k]);
}

/* ---- rows ------------------------------------------------------------------------------------- */

static bool contains(const struct ids *ids, int64_t id)
{
	size_t i;

	for (i = 0; i < ids->n; i++)
		if (ids->p[i] == id)
			return true;
	return false;
}

/* It keeps the id that one of its members had, so that a cursor on it stays. */
static void choose_id(struct series *s, struct link_written *written)
{
	struct db *db = s->group->db;
	int64_t newest = 0;
	struct sqlite3_stmt *st;
	size_t i;

	for (i = 0; i < s->nmembers; i++) {
		int64_t old = member(s, i)->old_series;

		if (old != 0)
			ids_add(&written->touched, old);
		if (old != 0 && (s->id == 0 || old < s->id) && !contains(&written->used, old))
			s->id = old;
		if (member(s, i)->id > newest)
			newest = member(s, i)->id;
	}
	st = db_stmt(db, s->id ? SQL_LINK_SET_SERIES : SQL_LINK_ADD_SERIES);
	if (s->id)
		db_bind_int(db, st, 1, s->id);
	db_bind_int(db, st, s->id ? 2 : 1, newest);
	if (db_run(db, st) && s->id == 0)
		s->id = db_last_id(db);
	else
		ids_add(&written->used, s->id);
}

static void find_old_revisions(struct series *s)
{
	struct db *db = s->group->db;
	struct sqlite3_stmt *st = db_stmt(db, SQL_LINK_REVISIONS);
	size_t i;

	db_bind_int(db, st, 1, s->id);
	while (db_step(db, st)) {
		struct version version = {
			.rfc = db_int(st, 1) != 0,
			.major = (unsigned)db_int(st, 2),
			.minor = (unsigned)db_int(st, 3),
		};

		for (i = 0; i < s->n; i++)
			if (version_cmp(s->revisions[i].version, version) == 0)
				s->revisions[i].id = db_int(st, 0);
	}
}

static void drop_links(struct db *db, int64_t revision)
{
	struct sqlite3_stmt *st = db_stmt(db, SQL_LINK_DROP_LINKS);

	db_bind_int(db, st, 1, revision);
	db_run(db, st);
}

static void write_revision(const struct series *s, struct revision *r)
{
	struct db *db = s->group->db;
	struct sqlite3_stmt *st = db_stmt(db, r->id ? SQL_LINK_SET_REVISION : SQL_LINK_ADD_REVISION);

	db_bind_int(db, st, 1, s->id);
	db_bind_int(db, st, 2, r->version.rfc);
	db_bind_int(db, st, 3, r->version.major);
	db_bind_int(db, st, 4, r->version.minor);
	db_bind_id(db, st, 5, r->best ? r->best->id : 0);
	db_bind_int(db, st, 6, r->signal);
	db_bind_int(db, st, 7, r->signal == SIGNAL_NONE ? 100 : r->confidence);
	if (r->msgid.n > 0)
		db_bind_text(db, st, 8, r->msgid);
	if (r->url.n > 0)
		db_bind_text(db, st, 9, r->url);
	if (r->id) {
		db_bind_int(db, st, 10, r->id);
		db_run(db, st);
		drop_links(db, r->id);
	} else if (db_run(db, st)) {
		r->id = db_last_id(db);
	}
}

static void set_revision(struct db *db, enum sql which, int64_t row, int64_t old, int64_t revision)
{
	struct sqlite3_stmt *st;

	if (old == revision)
		return;
	st = db_stmt(db, which);
	db_bind_int(db, st, 1, row);
	db_bind_int(db, st, 2, revision);
	db_run(db, st);
}

static void point_members(struct series *s)
{
	struct db *db = s->group->db;
	size_t i, k;

	for (i = 0; i < s->nmembers; i++) {
		const struct link_node *node = member(s, i);

		set_revision(db, SQL_LINK_SET_POSTING, node->id, node->old_revision,
			revision_at(s, node->version)->id);
		for (k = 0; k < node->nsightings; k++)
			set_revision(db, SQL_LINK_SET_SIGHTING, node->sightings[k].id,
				node->sightings[k].old_revision,
				revision_at(s, node->sightings[k].version)->id);
	}
}

static void write_link(struct db *db, int64_t x, int64_t y, const struct link_edge *edge)
{
	struct sqlite3_stmt *st;

	if (x == y)
		return;
	st = db_stmt(db, SQL_LINK_ADD_LINK);
	db_bind_int(db, st, 1, x < y ? x : y);
	db_bind_int(db, st, 2, x < y ? y : x);
	db_bind_int(db, st, 3, edge->signal);
	db_bind_int(db, st, 4, edge->confidence);
	db_bind_id(db, st, 5, edge->posting);
	db_bind_id(db, st, 6, edge->line);
	db_run(db, st);
}

/* Edges between postings, and from what names an absent revision to that. */
static void write_links(struct series *s)
{
	struct link_group *group = s->group;
	size_t i, k;

	for (i = 0; i < s->nedges; i++) {
		const struct link_edge *edge = &s->edges[i];

		if (edge->used)
			write_link(group->db, revision_at(s, group->nodes[edge->a].version)->id,
				revision_at(s, group->nodes[edge->b].version)->id, edge);
	}
	for (i = 0; i < s->nmembers; i++)
		for (k = 0; k < s->n; k++) {
			const struct revision *r = &s->revisions[k];

			if (r->posting == member(s, i)->id)
				write_link(group->db, revision_at(s, member(s, i)->version)->id,
					r->id, &(struct link_edge){
						.signal = r->signal,
						.confidence = r->confidence,
						.posting = r->posting,
						.line = r->line,
					});
		}
}

void link_write(struct link_group *group, const size_t *members, size_t n,
	const struct link_edge *edges, size_t nedges, struct link_written *written)
{
	struct series s = {
		.group = group,
		.members = members,
		.nmembers = n,
		.edges = edges,
		.nedges = nedges,
	};
	size_t i;

	add_members(&s);
	add_signals(&s);
	add_sightings(&s);
	choose_id(&s, written);
	find_old_revisions(&s);
	for (i = 0; i < s.n; i++) {
		write_revision(&s, &s.revisions[i]);
		ids_add(&written->kept, s.revisions[i].id);
	}
	point_members(&s);
	write_links(&s);
}

static void drop_revision(struct db *db, int64_t revision)
{
	struct sqlite3_stmt *st;

	drop_links(db, revision);
	st = db_stmt(db, SQL_LINK_DROP_REVISION);
	db_bind_int(db, st, 1, revision);
	db_run(db, st);
}

void link_tidy(struct db *db, struct link_written *written)
{
	struct ids gone = {.n = 0};
	struct sqlite3_stmt *st;
	size_t i;

	ids_sort(&written->kept);
	ids_sort(&written->touched);
	for (i = 0; i < written->touched.n; i++) {
		st = db_stmt(db, SQL_LINK_REVISIONS);
		db_bind_int(db, st, 1, written->touched.p[i]);
		while (db_step(db, st))
			if (!ids_has(&written->kept, db_int(st, 0)))
				ids_add(&gone, db_int(st, 0));
	}
	for (i = 0; i < gone.n; i++)
		drop_revision(db, gone.p[i]);
	for (i = 0; i < written->touched.n; i++) {
		st = db_stmt(db, SQL_LINK_DROP_SERIES);
		db_bind_int(db, st, 1, written->touched.p[i]);
		db_run(db, st);
	}
	free(gone.p);
}
