/*
 * Where index and marks meet: by which keys the revisions of a series are found in the marks, and
 * what the marks say of them.
 *
 * A digest tells no message-ids of its own mails, so a revision has up to three kinds of keys,
 * and more of them as later mails arrive: the message-ids that links give it; b4's slug of its
 * series with its version; and a hash of sender, title and version. A message-id that the links
 * give to several revisions of a series tells none of them.
 *
 * Read is said of a revision; one that is older than one that was read counts as read. Flag, mute
 * and note are said of a revision too and hold for the whole series, so that they stay with it
 * when the index learns that two series are one.
 */
#ifndef MODEL_MARKED_H
#define MODEL_MARKED_H

#include "model/db.h"
#include "model/facts.h"
#include "model/ids.h"
#include "model/marks.h"
#include "util/arena.h"

struct marked_revision {
	int64_t id;
	struct version version;
	struct mark_keys keys;
	struct mark_keys digests; /* of MARK_DIGEST */
	int64_t mark;             /* 0: there is none */
	bool own;                 /* it was read itself, and not only a newer one */
	bool read;
};

struct marked_series {
	struct marked_revision *revisions; /* oldest first */
	size_t n, room;
	struct mark_keys subsystems;       /* with all above them */
	bool flagged, muted;
	bool muted_subsystem;              /* muted with its subsystem */
	struct slice note;                 /* absent when there is none */
	const struct marked_revision *newest_read; /* NULL: none was read itself */
};

/* All into the arena. False when there is no such series, or after an error of the index. */
bool marked_load(struct db *index, int64_t series, struct arena *a, struct marked_series *out);
/* What the marks say; of what marked_load has filled. */
void marked_judge(struct db *marks, struct arena *a, struct marked_series *series);
/* A digest, by its key of MARK_DIGEST, that counts as read from the start. */
bool marked_digest_read(struct db *marks, const struct mark_key *digest, struct arena *a);
/* The revision; NULL when the series has none with this id. */
struct marked_revision *marked_find(const struct marked_series *series, int64_t revision);

/* The hash of a key of MARK_TITLE; the same on every machine, for ever. */
int64_t mark_title_hash(struct arena *a, struct slice email, struct slice title,
	struct version version);
/* The key of MARK_DIGEST. One that prints no range is known by what it holds. */
struct slice mark_digest_key(struct arena *a, struct slice list, struct slice from,
	struct slice to, int64_t hash);
/* The key of MARK_SUBSYSTEM for KVM/x86. */
struct slice mark_subsystem_key(struct arena *a, struct slice path);

/* The series that some mark may be about; sorted. */
void marked_series(struct db *index, struct db *marks, struct arena *a, struct ids *series);
/*
 * Those that some of these marks may be about; sorted. False when one is about what single series
 * do not tell: a digest or a subsystem.
 */
bool marked_series_of(struct db *index, struct db *marks, const struct ids *of, struct arena *a,
	struct ids *series);
/*
 * Give the marks the keys that the index has learnt of their revisions since, so that each is
 * still found when what it was found by is gone.
 */
bool marked_learn(struct db *index, struct db *marks, struct error *err);
/* Those of these subsystems, as mark_subsystem_key gives them, and below; sorted. */
void marked_series_below(struct db *index, const struct mark_keys *subsystems, struct ids *series);
/* Those that are muted with their subsystem, added to the others in `series`; sorted. */
void marked_muted_series(struct db *index, struct db *marks, struct arena *a, struct ids *series);
/* Those that are muted, themselves or with their subsystem; sorted. */
void marked_hidden_series(struct db *index, struct db *marks, struct arena *a, struct ids *series);

#endif
