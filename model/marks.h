/*
 * marks.db: what the user has said about mails. It may not be lost, so it is never made anew.
 *
 * A *mark* has keys, by which it is found, and fields, each with the time of its last change.
 * Keys are what mails (or people) say, never ids of the index. A revision's mark is found by any
 * key that is known of the revision, and then is given all of them; when they lead
 * to several marks, these become one. Muted subsystems, saved queries, decisions and digests
 * that counted as read from the start are marks too, with a key of their own kind, so that
 * undo, export and merging are written once.
 *
 * Several processes may write at once: a change is a transaction, and waits for its turn.
 * Functions that take a struct db are for a connection of DB_MARKS; errors stick to it.
 */
#ifndef MODEL_MARKS_H
#define MODEL_MARKS_H

#include "model/db.h"
#include "model/marks_record.h"
#include "util/arena.h"
#include "util/error.h"
#include "util/slice.h"

/*
 * Make marks.db at `path` fit to be opened: create it (0600) when it is not there, bring one
 * of an older version up. False and a sentence when it is damaged, cut, of a newer version or not
 * a file of marks: then it stays as it is.
 */
bool marks_prepare_file(const char *path, struct error *err);

/* Growing in an arena. */
struct mark_keys {
	struct mark_key *p;
	size_t n, room;
};
/* Adds the key unless it is there; the text must live as long as the arena. */
void mark_keys_add(struct arena *a, struct mark_keys *keys, enum mark_kind kind, struct slice text);

/* The mark that has one of the keys, the oldest of several; 0 when there is none. */
int64_t marks_lookup(struct db *db, const struct mark_key *keys, size_t n);
/* Absent when it was never set, or was taken back. */
struct slice marks_value(struct db *db, int64_t mark, enum mark_field field, struct arena *a);

/* A change of any number of fields, undone as one. Changes are not nested. */
struct marks_change {
	struct db *db;
	int64_t number; /* 0: cannot be undone */
	int64_t now;    /* ms since 1970 */
	const char *what;
	size_t n;       /* fields that have got another value */
};
/* `what` is told when it is undone, and must live until marks_end. */
void marks_begin(struct db *db, const char *what, struct marks_change *change);
/* The value of a field, absent to take it back; makes the mark when there is none. */
void marks_set(struct marks_change *change, const struct mark_key *keys, size_t n,
	enum mark_field field, struct slice value);
/* When there is a mark that one of the keys leads to, all of them do from now on. */
void marks_learn(struct marks_change *change, const struct mark_key *keys, size_t n);
/* When it returns true what was set is on the disk; else nothing of it is. */
bool marks_end(struct marks_change *change, struct error *err);

/*
 * Take back the last change that was not yet taken back, whoever made it. *what is its sentence.
 * ERROR_NOT_FOUND when there is none.
 */
bool marks_undo(struct db *db, struct arena *a, struct slice *what, struct error *err);

/* Put in what another copy says: of each field the newest change wins. */
void marks_merge(struct marks_change *change, const struct mark_record *record);
/* All marks, by their first keys. */
bool marks_records(struct db *db, struct arena *a, struct mark_record **records, size_t *n,
	struct error *err);

#endif
