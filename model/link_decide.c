/* What the user has said, before any signal is heard. */
#include "model/link_internal.h"

#include <stdlib.h>

#include "model/decision.h"

void link_hear(struct link_group *group, size_t node, struct ids *others)
{
	struct sqlite3_stmt *st = db_stmt(group->db, SQL_DECISION_OF_POSTING);
	size_t from = group->nwords, i;

	db_bind_int(group->db, st, 1, group->nodes[node].id);
	while (db_step(group->db, st)) {
		ARENA_GROW(&group->arena, group->words, group->words_room, group->nwords + 1);
		group->words[group->nwords++] = (struct link_word){
			.decision = db_int(st, 0),
			.side = (unsigned)db_int(st, 1),
			.same = db_int(st, 2) != 0,
			.changed = db_int(st, 3),
			.text = arena_dup(&group->arena, db_text(st, 4)),
			.node = node,
		};
	}
	for (i = from; i < group->nwords; i++) {
		const struct link_word *word = &group->words[i];

		if (word->same)
			decision_postings(group->db, word->decision, !word->side, true, others);
	}
}

/* By decision, the newest first; of each one side after the other. */
static int compare_words(const void *pa, const void *pb, void *ctx)
{
	const struct link_node *nodes = ((const struct link_group *)ctx)->nodes;
	const struct link_word *x = pa;
	const struct link_word *y = pb;
	int cmp;

	if (x->changed != y->changed)
		return x->changed > y->changed ? -1 : 1;
	cmp = slice_cmp(x->text, y->text);
	if (cmp == 0)
		cmp = (int)x->side - (int)y->side;
	return cmp ? cmp : link_node_cmp(&nodes[x->node], &nodes[y->node]);
}

static bool same_part(struct link_group *group, size_t a, size_t b)
{
	return link_part(group, a) == link_part(group, b);
}

bool link_barred(struct link_group *group, size_t a, size_t b)
{
	size_t i;

	for (i = 0; i < group->nbars; i++) {
		size_t x = link_part(group, group->bars[i].a);
		size_t y = link_part(group, group->bars[i].b);

		if ((x == a && y == b) || (x == b && y == a))
			return true;
	}
	return false;
}

static bool differ(const struct link_group *group, size_t a, size_t b)
{
	return a != b && link_conflict(&group->nodes[a], &group->nodes[b], SIGNAL_LINK);
}

/* A newer word that joins them has won already. Copies of one text are never apart. */
static void bar(struct link_group *group, size_t a, size_t b, bool one_name)
{
	if (a == b || same_part(group, a, b) || (one_name && !differ(group, a, b)))
		return;
	ARENA_GROW(&group->arena, group->bars, group->bars_room, group->nbars + 1);
	group->bars[group->nbars++] = (struct link_bar){a, b};
}

static void add_pair(struct link_group *group, size_t a, size_t b)
{
	ARENA_GROW(&group->arena, group->edges, group->edges_room, group->nedges + 1);
	group->edges[group->nedges++] = (struct link_edge){
		.a = a,
		.b = b,
		.signal = SIGNAL_HAND,
		.confidence = 100,
		.used = true,
	};
}

static void set_in_order(struct link_group *group, struct link_edge *edge)
{
	size_t a = edge->a;

	if (link_node_cmp(&group->nodes[a], &group->nodes[edge->b]) <= 0)
		return;
	edge->a = edge->b;
	edge->b = a;
}

/*
 * One name may have several texts, of which one was meant: it is taken for the nearest, with
 * the copies of it. Edges still go from the first side to the second.
 */
static void join_pairs(struct link_group *group, size_t from)
{
	const struct link_edge first = group->edges[from];
	size_t i, kept = from;

	for (i = from; i < group->nedges; i++) {
		struct link_edge edge = group->edges[i];
		size_t a = link_part(group, edge.a), b = link_part(group, edge.b);

		if (differ(group, edge.a, first.a) || differ(group, edge.b, first.b) ||
			(a != b && link_barred(group, a, b)))
			continue;
		link_join(group, a, b);
		set_in_order(group, &edge);
		group->edges[kept++] = edge;
	}
	group->nedges = kept;
}

/* Words [from, to) are one decision, and those from mid on are of its second side. */
static void obey(struct link_group *group, size_t from, size_t mid, size_t to)
{
	const struct link_word *words = group->words;
	size_t edges = group->nedges, i, k;
	bool one_name = false;

	for (i = from; i < mid; i++)
		for (k = mid; k < to; k++)
			one_name |= words[i].node == words[k].node;
	for (i = from; i < mid; i++)
		for (k = mid; k < to; k++) {
			if (!words[from].same)
				bar(group, words[i].node, words[k].node, one_name);
			else if (words[i].node != words[k].node)
				add_pair(group, words[i].node, words[k].node);
		}
	if (group->nedges == edges)
		return;
	qsort_r(group->edges + edges, group->nedges - edges, sizeof(*group->edges), link_edge_cmp,
		group);
	join_pairs(group, edges);
}

void link_obey(struct link_group *group)
{
	size_t from, mid, to;

	if (group->nwords == 0)
		return;
	qsort_r(group->words, group->nwords, sizeof(*group->words), compare_words, group);
	for (from = 0; from < group->nwords; from = to) {
		for (to = from; to < group->nwords &&
			group->words[to].decision == group->words[from].decision;)
			to++;
		for (mid = from; mid < to && group->words[mid].side == 0;)
			mid++;
		obey(group, from, mid, to);
	}
}
