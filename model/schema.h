/*
 * The tables of index.db.
 *
 * The index is a cache: there are no migrations, another version is made anew.
 * What the tables hold stands beside them in schema.c; what every reader of
 * them may rely on stands here.
 *
 * - The unit is the *posting*: one revision as found in one digest. Its row never
 *   changes but for `revision`, which the linking pass sets.
 * - A posting's id tells its place in time, so that "newest first" is "id
 *   descending" (within a digest, the mail that stands first is the newest):
 *       days since 1970 << 40 | digest id << 20 | (2^20 - 1 - ordinal in the digest)
 *   Digest ids, and so posting ids, are never used twice. Only a digest without a
 *   date of its own that others place in time by their commit ranges may stand
 *   elsewhere: digest.place is the exact order of digests, oldest first.
 * - When a file changes, the rows of its old postings are deleted from every table but the
 *   word indexes, from which nothing can be deleted: a posting id that a word index
 *   gives and that is not in `posting` is a *tombstone*. So a join with `posting` passes
 *   only what lives. Tombstones are listed in `tombstone`; an import that finds them to be more
 *   than a fifth of the whole writes the word indexes anew, and forgets them.
 * - Texts are raw bytes as they stand in the file, bound as TEXT, and may hold anything.
 * - "folded" means text_fold of util/text.h; "normalised" means title_normalise of
 *   parser/parser.h.
 * - Descriptions, changelogs and shortlogs are not here: record.off and record.len say
 *   where in the source they stand.
 */
#ifndef MODEL_SCHEMA_H
#define MODEL_SCHEMA_H

#include <stdint.h>

/*
 * To be counted up when other things stand in the same tables: what changes the tables makes
 * another version by itself, see dbfile.c.
 */
#define SCHEMA_CONTENTS    8
#define SCHEMA_APPLICATION 0x74646e67 /* "tdng", PRAGMA application_id */

/* source.state */
enum source_state {
	SOURCE_DIGEST,     /* its digest is in the index */
	SOURCE_NOT_DIGEST, /* read, and passed over */
	SOURCE_GONE,       /* no longer on disk: its digest is kept */
};

/* rank.kind */
enum rank_kind { RANK_DOMAIN, RANK_PERSON };

/* sighting.kind: how a revision was named by a posting (stronger first) */
enum sighting_kind { SIGHTING_LINK, SIGHTING_SKIP, SIGHTING_HEADING };

/* posting.flags */
enum posting_flag {
	POSTING_COVER = 1u << 0,      /* its cover letter is shown */
	POSTING_PATCH = 1u << 1,      /* a patch or single is shown */
	POSTING_SINGLE = 1u << 2,     /* a patch without index and total */
	POSTING_TITLE_CUT = 1u << 3,  /* the title is cut and could not be made whole */
	POSTING_QUOTED = 1u << 4,     /* a record is a reply filed as a patch */
	POSTING_EMPTY = 1u << 5,      /* a record has no body */
	POSTING_LINES = 1u << 6,      /* files, insertions, deletions are known */
	POSTING_RFC = 1u << 7,        /* repeats the columns rfc and resend */
	POSTING_RESEND = 1u << 8,
};

/* record.kind is enum record_kind of parser/parser.h; digest.date_kind enum date_kind of model.h. */

#define POSTING_DAYS_SHIFT   40
#define POSTING_DIGEST_SHIFT 20
#define POSTING_ORDINALS     (INT64_C(1) << POSTING_DIGEST_SHIFT)

/* The statements that make the tables and the word indexes, and then the secondary indexes. */
extern const char schema_tables[];
extern const char schema_indexes[];

#endif
