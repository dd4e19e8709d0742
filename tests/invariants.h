/*
 * What holds for every digest, whatever its bytes: checked by the property test
 * and by the fuzzer. A header, because the two are linked differently.
 */
#ifndef TESTS_INVARIANTS_H
#define TESTS_INVARIANTS_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parser/parser.h"
#include "util/alloc.h"

struct watch {
	const char *p;
	size_t n;
	size_t spanned;  /* bytes that spans have covered */
	unsigned line;   /* of the byte at `spanned` */
	size_t records, resolved, pairs;
	size_t record_off, record_len; /* of the last one */
	size_t *pair_of;               /* for each resolved record */
	size_t room;
	unsigned sum; /* of bytes looked at, so that bad slices are noticed */
	const char *fault;
};

static inline void hold(struct watch *w, bool holds, const char *what)
{
	if (!holds && !w->fault)
		w->fault = what;
}

static inline void look(struct watch *w, struct slice s)
{
	size_t i;

	hold(w, s.p || !s.n, "a slice without bytes");
	for (i = 0; i < s.n; i++)
		w->sum += (unsigned char)s.p[i];
}

/* Points into the input, and stays on one line. */
static inline void look_line(struct watch *w, struct slice s)
{
	look(w, s);
	hold(w, !s.n || (s.p >= w->p && s.p + s.n <= w->p + w->n), "a slice out of the input");
	hold(w, !s.n || !memchr(s.p, '\n', s.n), "a slice over a line end");
}

static inline unsigned count_lines(const char *p, size_t n)
{
	const char *end = p + n;
	unsigned lines = 0;

	while (p < end && (p = memchr(p, '\n', (size_t)(end - p)))) {
		lines++;
		p++;
	}
	return lines;
}

/* --- records ---------------------------------------------------------------------- */

static inline void watch_subject(struct watch *w, const struct subject *s)
{
	size_t i;

	look_line(w, s->line);
	look_line(w, s->title);
	hold(w, s->ntags <= SUBJECT_TAGS && s->nsubsystem <= SUBJECT_SUBSYSTEMS, "subject arrays");
	for (i = 0; i < s->ntags && i < SUBJECT_TAGS; i++)
		look_line(w, s->tags[i]);
	for (i = 0; i < s->nsubsystem && i < SUBJECT_SUBSYSTEMS; i++)
		look_line(w, s->subsystem[i]);
	hold(w, (s->kind == RECORD_COVER) == (s->kind != RECORD_SINGLE && s->index == 0),
		"a cover has index 0");
}

static inline void watch_parts(struct watch *w, const struct record *r)
{
	size_t off = r->off, i;
	unsigned line = r->line;

	for (i = 0; i < r->nparts; i++) {
		const struct part *part = &r->parts[i];

		hold(w, part->off == off && part->line == line && part->len, "parts tile the record");
		hold(w, part->kind >= 0 && part->kind < PART_KINDS, "kind of part");
		hold(w, !i || part->kind != part[-1].kind, "neighbours of one kind are joined");
		if (w->fault)
			return;
		line += count_lines(w->p + off, part->len);
		hold(w, part->line + part->lines == line + (w->p[off + part->len - 1] != '\n'),
			"lines of a part");
		off += part->len;
	}
	hold(w, off == r->off + r->len, "parts cover the record");
}

static inline void watch_changelog(struct watch *w, const struct record *r)
{
	unsigned line = r->line;
	size_t i, k;

	for (i = 0; i < r->nchangelog; i++) {
		const struct changelog_entry *e = &r->changelog[i];

		hold(w, e->line > line, "order of changelog entries");
		line = e->line;
		look_line(w, e->heading);
		look_line(w, e->url);
		hold(w, e->heading.n > 0, "a heading");
		for (k = 0; k < e->nitems; k++) {
			look(w, e->items[k]);
			hold(w, e->items[k].n && !memchr(e->items[k].p, '\n', e->items[k].n),
				"an item is one line");
		}
	}
}

static inline void watch_shortlog(struct watch *w, const struct record *r)
{
	size_t i, k;

	for (i = 0; i < r->nshortlog; i++) {
		look_line(w, r->shortlog[i].author);
		hold(w, r->shortlog[i].ntitles > 0, "a group has titles");
		for (k = 0; k < r->shortlog[i].ntitles; k++)
			look(w, r->shortlog[i].titles[k]);
	}
}

static inline void watch_body(struct watch *w, const struct record *r)
{
	unsigned line = r->line;
	size_t i;

	look(w, r->description);
	for (i = 0; i < r->ntrailers; i++) {
		look_line(w, r->trailers[i].key);
		look_line(w, r->trailers[i].value);
		hold(w, r->trailers[i].line > line, "order of trailers");
		line = r->trailers[i].line;
	}
	for (i = 0, line = 0; i < r->nlinks; i++) {
		look_line(w, r->links[i].url);
		look_line(w, r->links[i].msgid);
		hold(w, r->links[i].line >= line, "order of links");
		line = r->links[i].line;
	}
	for (i = 0, line = 0; i < r->ndiffstat; i++) {
		look(w, r->diffstat[i].path);
		look(w, r->diffstat[i].old_path);
		hold(w, r->diffstat[i].line > line, "order of diffstat rows");
		line = r->diffstat[i].line;
	}
}

/* Read alone, as it is when it is shown, a record tells the same. */
static inline void watch_again(struct watch *w, const struct record *r)
{
	struct arena arena = ARENA_INIT;
	struct record again;

	hold(w, record_parse(&arena, w->p + r->off, r->len, r->line, &again), "a record alone");
	hold(w, again.nparts == r->nparts && again.nlinks == r->nlinks &&
		again.ntrailers == r->ntrailers && again.nchangelog == r->nchangelog &&
		slice_eq(again.description, r->description), "a record alone is the same");
	arena_release(&arena);
}

static void watch_record(void *ctx, const struct record *r)
{
	struct watch *w = ctx;

	hold(w, r->off == w->spanned && r->line == w->line, "a record begins behind the last span");
	hold(w, r->off + r->len <= w->n, "a record ends in the input");
	if (w->fault)
		return;
	w->record_off = r->off;
	w->record_len = r->len;
	w->records++;
	look_line(w, r->marker);
	look_line(w, r->author.name);
	look_line(w, r->author.email);
	watch_subject(w, &r->subject);
	watch_parts(w, r);
	watch_changelog(w, r);
	watch_shortlog(w, r);
	watch_body(w, r);
	watch_again(w, r);
}

/* --- the rest of the sink ------------------------------------------------------------ */

static void watch_span(void *ctx, const struct span *span)
{
	struct watch *w = ctx;

	hold(w, span->off == w->spanned && span->len && span->off + span->len <= w->n,
		"spans tile the input");
	hold(w, span->line == w->line, "line of a span");
	hold(w, span->kind != SPAN_RECORD ||
		(span->off == w->record_off && span->len == w->record_len), "span of a record");
	if (w->fault)
		return;
	w->line += count_lines(w->p + w->spanned, span->len);
	w->spanned += span->len;
}

static void watch_skip(void *ctx, const struct skip *skip)
{
	look_line(ctx, skip->existing);
	watch_subject(ctx, &skip->subject);
}

static void watch_resolved(void *ctx, const struct resolved *resolved)
{
	struct watch *w = ctx;

	hold(w, resolved->record == w->resolved, "order of the second step");
	look(w, resolved->title_full);
	look(w, resolved->contributor.name);
	look(w, resolved->contributor.email);
	GROW(w->pair_of, w->room, w->resolved + 1);
	w->pair_of[w->resolved++] = resolved->pair;
}

static void watch_pair(void *ctx, const struct pair *pair)
{
	struct watch *w = ctx;

	look(w, pair->title);
	hold(w, pair->cover != PAIR_NONE || pair->patch != PAIR_NONE, "a series has a record");
	hold(w, pair->cover == PAIR_NONE ||
		(pair->cover < w->resolved && w->pair_of[pair->cover] == w->pairs), "its cover");
	hold(w, pair->patch == PAIR_NONE ||
		(pair->patch < w->resolved && w->pair_of[pair->patch] == w->pairs), "its patch");
	w->pairs++;
}

static void watch_oddity(void *ctx, const struct oddity *oddity)
{
	struct watch *w = ctx;

	look(w, oddity->message);
	hold(w, oddity->kind < ODD_KINDS && oddity_kind_name(oddity->kind), "kind of oddity");
	hold(w, oddity->line > 0 && oddity->message.n, "an oddity has a line and a message");
}

/* What does not hold for these bytes; NULL when everything does. */
static inline const char *digest_fault(const char *p, size_t n)
{
	static const struct digest_sink sink = {
		.record = watch_record,
		.skip = watch_skip,
		.resolved = watch_resolved,
		.pair = watch_pair,
		.span = watch_span,
		.oddity = watch_oddity,
	};
	/* A copy of just that size, so that reading beyond it is noticed. */
	char *copy = xmalloc(n ? n : 1);
	struct watch w = {.p = copy, .n = n, .line = 1};
	size_t i;

	if (n)
		memcpy(copy, p, n);
	digest_parse(copy, n, &sink, &w);
	hold(&w, w.spanned == n, "spans cover the input");
	hold(&w, w.resolved == w.records, "each record is resolved");
	for (i = 0; i < w.resolved; i++)
		hold(&w, w.pair_of[i] < w.pairs, "each record has a series");
	free(w.pair_of);
	free(copy);
	return w.fault;
}

#endif
