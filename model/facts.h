/*
 * What one digest says, as the index wants it: the sink of the import. It gathers in memory
 * what is known only when the whole digest was seen; nothing is written here.
 */
#ifndef MODEL_FACTS_H
#define MODEL_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/schema.h"
#include "model/sketch.h"
#include "model/words.h"
#include "parser/parser.h"
#include "util/arena.h"
#include "util/slice.h"

/* A revision as numbers; orders as rfc first, then major, minor. */
struct version {
	bool rfc;
	unsigned major, minor;
};
/* < 0, 0, > 0: all RFCs before v1, then by number. */
int version_cmp(struct version a, struct version b);

struct fact_rank {
	enum rank_kind kind;
	unsigned count;
	struct slice domain;
	struct person person;
};

struct fact_record {
	unsigned line;
	size_t off, len;
	enum record_kind kind;
	unsigned index, total;
	struct version version;
	bool resend, quoted, empty;
	struct slice subject; /* the line */
	struct slice title, title_full;
	bool title_cut;       /* and could not be made whole */
	struct person author, contributor;
	bool has_summary;
	struct diff_summary summary;
	struct slice tags[SUBJECT_TAGS];
	size_t ntags;
	struct slice subsystem; /* path, as written; empty = none */
	size_t pair;
	struct sketch sketch; /* of the description */
};

/* `record` counts records of the digest from 0. */
struct fact_touch {
	size_t record;
	struct slice path, old_path; /* old_path absent unless renamed */
	unsigned changes;
	bool cut; /* the head of the path is missing */
};

struct fact_trailer {
	size_t record;
	struct slice key, value;
	unsigned line;
};

/* The record names a revision of its own series. */
struct fact_sighting {
	size_t record;
	enum sighting_kind kind;
	struct version version;
	struct slice msgid, url; /* absent when not known */
	unsigned line;
};

/* A message-id in a link. */
struct fact_msgref {
	size_t record;
	struct slice msgid;
	unsigned line;
};

/* A title that the changelog says the series had before: `Renamed from "mm: Grow pools"`. */
struct fact_former {
	size_t record;
	struct slice title;
};

/* A patch that the record's shortlog names: piece_of_patch of its title. */
struct fact_piece {
	size_t record;
	int64_t piece;
};

struct fact_skip {
	unsigned line;
	struct slice existing; /* the subject line shown before */
	struct version version;
	struct slice title;
};

struct fact_pair {
	struct slice title;
	unsigned total;
	size_t cover, patch; /* or PAIR_NONE */
};

#define FACTS(type, name) struct { struct type *p; size_t n, room; } name

/* Slices point into the digest's text or into the arena. */
struct facts {
	struct arena arena;
	struct slice text; /* the digest */
	struct slice list, from, to;
	FACTS(fact_rank, ranks);
	FACTS(fact_record, records);
	FACTS(fact_touch, touches);
	FACTS(fact_trailer, trailers);
	FACTS(fact_sighting, sightings);
	FACTS(fact_msgref, msgrefs);
	FACTS(fact_former, formers);
	FACTS(fact_piece, pieces);
	FACTS(fact_skip, skips);
	FACTS(fact_pair, pairs);
	struct words_batch *words;
};

void facts_init(struct facts *facts);
void facts_release(struct facts *facts);

/*
 * Read a digest, in place of what was there before. Its words go into `words` under the
 * number of their record, to be given their posting by words_assign. False when it is not a
 * digest; then no words were added. `text` must live as long as the facts are used.
 */
bool facts_read(struct facts *facts, struct slice text, struct words_batch *words);

#endif
