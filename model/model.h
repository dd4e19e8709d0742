/*
 * The model: an index of digests, and all that the faces see of it.
 *
 * Behind it stand three threads, each with a database connection of its own:
 * the caller's (which reads only what a key lookup answers), a query worker,
 * and an importer. What may take longer than a moment is asked for with a
 * ticket; when an answer or anything else is new, model_fd becomes readable.
 *
 * Words: a *series* has *revisions* (v1, v2, RFC v1, ...); a revision has
 * *postings*, one for each source it was found in, or none when it is only known
 * from a link, a changelog heading or a Skip: line (then it is *absent*). Ids are
 * those of the index: they live as long as the index file and are never used
 * twice, but a rebuild gives others. 0 is no id.
 *
 * All functions are for the caller's thread. Text that comes back is raw (see
 * util/text.h) and lives in the arena that was passed.
 */
#ifndef MODEL_MODEL_H
#define MODEL_MODEL_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/ask.h"
#include "model/compare.h"
#include "model/marks_record.h"
#include "model/page.h"
#include "model/query.h"
#include "util/arena.h"
#include "util/error.h"
#include "util/slice.h"

struct model;
struct saved_query;

struct model_options {
	const char *cache_dir; /* index.db lies there; made (0700) when it is not there */
	const char *data_dir;  /* marks.db lies there; likewise; NULL: there are no marks */
	/* Only what lies at or below these paths is shown; none means everything known. */
	const char *const *scope;
	size_t nscope;
	/* Besides those of the marks, which win where a query has the same name; copied. */
	const struct saved_query *queries;
	size_t nqueries;
	const struct slice *mutes; /* subsystems, as in KVM/x86 */
	size_t nmutes;
	/*
	 * The day it is where the user is, as YYYYMMDD, for queries like d:2.weeks.ago..; called by
	 * another thread. NULL: what such a date names is before everything.
	 */
	uint32_t (*today)(void);
};

/* Opens the index, makes it, or makes it anew when it is of another version. NULL on error. */
struct model *model_open(const struct model_options *options, struct error *err);
/* Cancels what runs, waits for the threads, closes. NULL is allowed. */
void model_close(struct model *model);

/*
 * A sentence when the index had to be made anew (then model_import without paths fills it), or
 * cannot be written, or is slow where it lies; else "".
 */
const char *model_notice(const struct model *model);
/* The index can only be read: what an import would change is an error of that import. */
bool model_is_read_only(const struct model *model);
/*
 * What is wrong with the marks, so that nothing is marked and no change of them can be made, else
 * "".
 */
const char *model_marks_trouble(const struct model *model);
/*
 * Empties the index; the folders that it knows stay known. Not while an import runs; questions that
 * wait are not answered. On an error nothing but model_close may follow.
 */
bool model_rebuild(struct model *model, struct error *err);

/* Readable when model_poll has something to tell; another one after model_watch. */
int model_fd(const struct model *model);

enum model_news {
	MODEL_NEWS_ANSWER = 1u << 0, /* at least one ticket has its answer */
	MODEL_NEWS_INDEX = 1u << 1,  /* the index has changed: ask again */
	MODEL_NEWS_IMPORT = 1u << 2, /* the importer went on, or ended */
	MODEL_NEWS_MARKS = 1u << 3, /* another process has changed the marks; see model_watch */
};
/* What has happened since the last call, as bits; drains model_fd. */
unsigned model_poll(struct model *model);

/*
 * From now on model_poll tells what other processes change in the index and the marks, too, as far
 * as the system tells (not over a network).
 */
void model_watch(struct model *model);

/* ---- import ------------------------------------------------------------------------------- */

/*
 * Start to look through files and folders (folders with all below them) on the
 * importer's thread. No paths: those that are known already. Unchanged files
 * (device, inode, size, time, then hash) are not read again; each digest comes
 * in whole or not at all. What is no longer there stays in the index, and is told.
 */
bool model_import(struct model *model, const char *const *paths, size_t npaths,
	struct error *err);
/* The same, and the digests whose files are no longer there are dropped, which is told. */
bool model_prune(struct model *model, const char *const *paths, size_t npaths,
	struct error *err);
void model_import_cancel(struct model *model);

struct import_status {
	bool running;
	bool cancelled;
	unsigned found;      /* files seen so far */
	unsigned done;       /* of them looked at */
	unsigned read;       /* their text was taken in, or found to be no digest */
	unsigned compared;   /* their time had changed, and their text had not */
	unsigned added;      /* new in the index */
	unsigned replaced;   /* were there with other content */
	unsigned unchanged;
	unsigned removed;    /* in the index, no longer on disk: kept */
	unsigned dropped;    /* the same, when pruning */
	unsigned not_digest; /* passed over */
	unsigned refused;    /* of them those that were asked for themselves: see import_messages */
	unsigned failed;     /* could not be read: see import_messages */
	unsigned records;    /* of the files read */
	uint64_t bytes;      /* of the files read, inflated */
	uint64_t size, size_done; /* of the files seen and of those looked at, as on disk */
	uint64_t elapsed_ms;
};
void model_import_status(struct model *model, struct import_status *out);
/* Block until the importer has ended; false and *err when it could not do its work. */
bool model_import_wait(struct model *model, struct error *err);
/*
 * Failures and removals of the running or last import ("FILE: sentence"), oldest first; into the
 * arena.
 */
size_t model_import_messages(struct model *model, struct arena *a, struct slice **messages);

/*
 * Keep a digest that came from elsewhere as a file of our own, beside the marks, since nothing
 * else has it: what is there is read by the next import whose index does not know it. *path is in
 * the arena. The same text is kept once. ERROR_INPUT when it is no digest.
 */
bool model_keep(struct model *model, struct slice text, struct arena *a, const char **path,
	struct error *err);
/*
 * The user's date, YYYYMMDD, for the digest in a file; 0 takes it back. It stands in the marks, and
 * imports of the file heed it from then on. ERROR_INPUT when it is no date or no digest.
 */
bool model_date(struct model *model, const char *path, uint32_t date, struct error *err);

/* ---- asking --------------------------------------------------------------------------------- */

/*
 * Ask (see model/ask.h); the answer comes later. A new question of one kind (and, for facets, of
 * one facet) makes the one before it void: it is cancelled and never answered.
 */
ticket model_ask(struct model *model, const struct ask *ask);
void model_cancel(struct model *model, ticket ticket);
/* The oldest answer that waits, if there is one. */
bool model_answer(struct model *model, struct arena *a, struct answer *out);

/* ---- immediate: key lookups -------------------------------------------------------------------- */

enum date_kind { DATE_NONE, DATE_AT_LEAST, DATE_FILE, DATE_GIVEN, DATE_MSGID };

/* What the list shows of a hit. */
struct series_row {
	int64_t series, revision;
	unsigned version, minor;
	bool rfc, resend;
	bool newer;           /* the series has a newer revision than this */
	bool absent;          /* no text: the rest is what is known */
	unsigned patches;     /* total; 1 for a single */
	struct slice title;
	bool title_cut;
	struct slice author_name, author_email;           /* who sent it */
	struct slice contributor_name, contributor_email; /* who wrote it */
	struct slice subsystem;                           /* path, as written */
	unsigned files, insertions, deletions;
	bool has_lines;       /* insertions and deletions are known */
	unsigned acked, reviewed, tested; /* people with such a trailer, as far as seen */
	struct slice list;
	struct slice digest;  /* file name of the digest, without folders */
	uint32_t date;        /* YYYYMMDD, 0 = none */
	enum date_kind date_kind;
};
/* Rows for hits[0..n); false on a database error. A vanished hit has series 0. */
bool model_rows(struct model *model, const struct hit *hits, size_t n, struct arena *a,
	struct series_row *rows, struct error *err);

/* How the parts of a series were found to belong together, strongest first. */
enum signal {
	SIGNAL_NONE,      /* the only one in the index */
	SIGNAL_HAND,
	SIGNAL_LINK,      /* a link that names the revision, or Supersedes: */
	SIGNAL_CHANGE_ID,
	SIGNAL_SLUG,      /* b4's, in message-ids */
	SIGNAL_TITLE,     /* same sender or contributor, same normalised title */
	SIGNAL_SIMILAR,   /* similar title, same author, shared shortlog or files */
	SIGNAL_SKIP,      /* absent, and a Skip: line says that the list has it */
	SIGNAL_HEADING,   /* only a changelog heading */
	SIGNALS
};
const char *signal_sentence(enum signal signal); /* "named by a link" */
const char *signal_name(enum signal signal);     /* "link": one word, for programs */
const char *date_kind_name(enum date_kind kind); /* "file", "at-least"; "" for DATE_NONE */

struct revision_row {
	int64_t revision;
	unsigned version, minor;
	bool rfc, resend;
	bool absent;
	int64_t posting;       /* the best one; 0 when absent */
	struct slice title;
	struct slice url;      /* where it can be read, if a link says so */
	struct slice msgid;    /* of its cover letter or only patch, if something says so */
	uint32_t date;
	enum date_kind date_kind;
	struct slice path;     /* of the file, absolute */
	struct slice from, to; /* commit ids of its digest, or of the Skip: line's; else empty */
	unsigned line;         /* of its first record, or of what it is known from */
	unsigned *lines;       /* of all its records; none when absent */
	size_t nlines;
	enum signal signal;    /* why it belongs to the series */
	unsigned confidence;   /* percent */
};
/* All revisions of a series, oldest first (RFC before v1). */
bool model_revisions(struct model *model, int64_t series, struct arena *a,
	struct revision_row **rows, size_t *n, struct error *err);

/*
 * The series that a name other than a query means: a message-id (as it is, between <>, or in an
 * address of an archive, however that is written), of which the revision is told; or b4's
 * slug, with or without date and version, where the revision is 0 without one. None is no error.
 */
bool model_resolve(struct model *model, struct slice name, struct arena *a, struct hit **hits,
	size_t *n, struct error *err);

/* The tags of a revision's subjects, without order, each once. */
bool model_tags(struct model *model, int64_t revision, struct arena *a, struct slice **tags,
	size_t *n, struct error *err);

/*
 * A revision as a page: all sections, in order, into `page` (cleared first). `columns` is
 * the width that bars and rules are made for; `query` (may be NULL) puts
 * matching diffstat rows first. What is absent says what is known. A file that is
 * gone or has changed says so in the page and is no error.
 */
bool model_page(struct model *model, int64_t revision, int columns, const struct query *query,
	struct page *page, struct error *err);

/*
 * The section of related series behind what the page has already; the answer to ASK_RELATED is
 * NULL as long as there is none.
 */
bool model_page_related(struct model *model, const struct related *related, int columns,
	struct page *page, struct error *err);

/*
 * Two revisions compared, as a page (cleared first) whose sections are those of a revision: the
 * changelog, patches, diffstat, cover and people. From 100 columns on unmoved
 * patches are shown, and with `unfold` everything that is the same on both sides; from 160 on
 * the two sides stand side by side. The older
 * may be given second; then what was added shows as dropped, but the changelog is still
 * the newer's. `facts` may be NULL; it lives as long as the page is not cleared.
 */
bool model_compare(struct model *model, int64_t old, int64_t new, int columns, bool unfold,
	struct page *page, struct compare_facts *facts, struct error *err);

/* ---- marks -------------------------------------------------------------------------------------- */

/*
 * What the user has said, in a file of its own that outlives the index. Every change is on the
 * disk when the call returns true, can be taken back by model_undo, and may be made by several
 * processes at once.
 *
 * Read is said of a revision, and holds for those older than it too. Flag, mute and note are
 * those of the series. What the first import of a folder brings counts as read.
 */
enum mark { MARK_READ, MARK_FLAG, MARK_MUTE, MARKS };

/*
 * Put a mark on these, or take it off, as one change; *changed (may be NULL) gets how many hits
 * have changed. Unread makes newer revisions of the series unread too. Catching up is to
 * mark all hits of a view as read.
 */
bool model_mark(struct model *model, enum mark mark, bool on, const struct hit *hits, size_t n,
	size_t *changed, struct error *err);
/* Whether there are marks at all, and if not, why. */
bool model_has_marks(struct model *model, struct error *err);
/* Mute a subsystem, as in KVM/x86, with all below it, or hear it again. */
bool model_mute_subsystem(struct model *model, struct slice path, bool on, struct error *err);
/* The note of a series; an empty text takes it away. */
bool model_note(struct model *model, const struct hit *hit, struct slice text, struct error *err);
/*
 * Take back the last change of the marks that was not yet taken back, whoever made it; *what is
 * half a sentence that names it, in the arena. ERROR_NOT_FOUND when there is none.
 */
bool model_undo(struct model *model, struct arena *a, struct slice *what, struct error *err);

/* What the marks say of a hit. */
struct marks_row {
	bool read;            /* this revision, or a newer one */
	bool flagged, muted;
	bool muted_subsystem; /* not itself: with its subsystem */
	struct slice note;    /* empty when there is none */
	bool any_read;        /* some revision was read; the newest of them is */
	bool read_rfc;
	unsigned read_version, read_minor;
	bool older_read;      /* some revision older than this was read; the newest of them is */
	bool older_rfc;
	unsigned older_version, older_minor;
};
/* Rows for hits[0..n). Without marks everything is read and nothing marked. */
bool model_marks_of(struct model *model, const struct hit *hits, size_t n, struct arena *a,
	struct marks_row *rows, struct error *err);

/* Saved queries. A name is one word; saving takes the place of another text of that name. */
struct saved_query {
	struct slice name, text;
};
bool model_query_save(struct model *model, struct slice name, struct slice text,
	struct error *err);
/* Those of the options among them, unless the marks have one of the name. */
bool model_query_list(struct model *model, struct arena *a, struct saved_query **rows, size_t *n,
	struct error *err); /* by name */
/* ERROR_NOT_FOUND when there is none of that name. */
bool model_query_delete(struct model *model, struct slice name, struct error *err);

/* All marks, in an order that depends on nothing but them. */
bool model_marks_export(struct model *model, struct arena *a, struct mark_record **records,
	size_t *n, struct error *err);
/*
 * Put in what another copy says, as one change: of each field of each mark the newest change
 * wins. *changed gets how many fields have got another value.
 */
bool model_marks_merge(struct model *model, const struct mark_record *records, size_t n,
	size_t *changed, struct error *err);

/* ---- decisions by hand ---------------------------------------------------------------------------- */

/*
 * The user's word that two revisions, and with each its series, belong together or do not. It is
 * kept in the marks by what the mails say, so it outlives the index, is found on another
 * machine, and waits for revisions that are not there yet; model_undo takes it back. It wins over
 * every signal. "Same" joins the two series and takes nothing out of them; "not" leaves
 * the two in different series, and the other revisions with the one that they are tied to more
 * strongly. The newest word wins over what it contradicts.
 *
 * What comes by model_marks_merge takes effect at once, what another process decides at the next
 * import.
 */
enum verdict { VERDICT_NONE /* nothing is said any longer */, VERDICT_SAME, VERDICT_NOT };

struct decide {
	int64_t a, b; /* revisions; an absent one can only be said to be the same */
	enum verdict verdict;
};
/* The series that the two are in now. Ids of revisions do not outlive a decision. */
struct decided {
	int64_t a, b;
};
/*
 * All of them as one change. now[0..n) and *changed, how many decisions are other ones than
 * before, are set when it returns true. Waits for a batch of a running import.
 * ERROR_INPUT when a revision has no text, or is compared with itself; then nothing is said.
 */
bool model_decide(struct model *model, const struct decide *said, size_t n, struct decided *now,
	size_t *changed, struct error *err);

struct decision_row {
	int64_t revision;      /* of the series */
	int64_t other, series; /* of what it was said; 0 when it is not in the index */
	enum verdict verdict;
};
/* What was said of the revisions of a series. */
bool model_decisions(struct model *model, int64_t series, struct arena *a,
	struct decision_row **rows, size_t *n, struct error *err);

/*
 * A revision of another series that perhaps belongs to this one: by model_decide the user says so.
 */
struct perhaps_row {
	int64_t revision;      /* of the series */
	int64_t other, series;
	enum signal signal;    /* what speaks for it; something may speak against it */
	unsigned confidence;   /* percent */
};
/*
 * One row for each other series, the strongest first. What was decided is not offered again. Judges
 * all that the postings of the series may have to do with, so it is not for a keystroke.
 */
bool model_perhaps(struct model *model, int64_t series, struct arena *a, struct perhaps_row **rows,
	size_t *n, struct error *err);

struct digest_row {
	int64_t digest;
	struct slice path, list, from, to;
	uint32_t date;
	enum date_kind date_kind;
	unsigned records;
	/* Nothing of its list is known to end where it begins, though older ones are known. */
	bool gap;
};
/* Newest first, those with the range of another one included. */
bool model_digests(struct model *model, struct arena *a, struct digest_row **rows, size_t *n,
	struct error *err);

/* ---- rankings ---------------------------------------------------------------------------------- */

struct mailmap;
struct org_map;

/*
 * The first two sum what the digests print. The others are counted from the records, since nothing
 * is printed of them: each revision once, in the first digest that has it, by the patches
 * that its subject names; reviewers by revisions with their Reviewed-by.
 */
enum rank_by {
	RANK_BY_PERSON,
	RANK_BY_DOMAIN,
	RANK_BY_SUBSYSTEM,
	RANK_BY_AUTHOR,
	RANK_BY_REVIEWER,
	RANK_BYS
};

extern const char *const rank_by_names[RANK_BYS]; /* "person", "domain", ... */

/* Whether a ranking is counted from records, so that revisions and lines are known. */
static inline bool rank_from_records(enum rank_by by)
{
	return by != RANK_BY_PERSON && by != RANK_BY_DOMAIN;
}

/*
 * Which digests of the scope; what is NULL or 0 leaves all. Of a query, d:, l: and digest: are
 * asked of the digests; everything else is asked of the revisions in them, and so cannot restrict
 * what is printed: see rank_table.unasked.
 */
struct rank_options {
	enum rank_by by;
	const struct query *query;
	const char *digest;    /* as in a query: the beginning of a commit id, or a file name */
	const char *list;      /* name; case is ignored */
	uint32_t since, until; /* YYYYMMDD, both inclusive */
	/* When asked for by ASK_RANK both must live as long as the model. */
	const struct mailmap *mailmap; /* for persons */
	const struct org_map *orgs;    /* for domains */
};

struct rank_digest {
	struct digest_row row;
	unsigned sum;    /* of its domains; of what is counted where it is counted from records */
	unsigned listed; /* of the rows; sum - listed are others */
};

struct rank_cell {
	size_t digest;  /* of rank_table.digests */
	unsigned count;
};

/* An address or a domain, as it was found, that became a part of a row. */
struct rank_part {
	struct slice label;
	struct slice term;   /* as in rank_row */
	unsigned count;
};

struct rank_row {
	struct slice label;  /* name (address where there is none), domain, organisation, subsystem */
	struct slice email;  /* persons only */
	struct slice term;   /* what puts it into a query: `f:a@example.org`, `(dom:a OR dom:b)` */
	unsigned rank;       /* from 1; equal counts share it */
	unsigned count;
	unsigned revisions;  /* from records only, like the next */
	unsigned lines;      /* insertions and deletions, as far as known */
	const struct rank_cell *cells; /* digests that list it, oldest first */
	size_t ncells;
	/*
	 * In the newest digest of each list, and the one before: 0 is not listed. Ranks likewise.
	 */
	unsigned now, before;
	unsigned rank_now, rank_before;
	const struct rank_part *parts; /* only when something was merged */
	size_t nparts;
};

/* Two digests, numbers of rank_table.digests; the first is the older one. */
struct rank_pair {
	size_t a, b;
};

struct rank_table {
	struct rank_row *rows; /* largest count first, then by label and address */
	size_t n;
	struct rank_digest *digests; /* oldest first; the same commit range once */
	size_t ndigests;
	unsigned sum, listed;
	enum rank_by by;
	struct slice unasked;  /* terms of the query that cannot restrict what is printed, else empty */
	unsigned perhaps;      /* revisions counted that match only perhaps (a shortened path) */
	unsigned twins;        /* left out, because their commit range is there already */
	bool has_before;       /* there is a digest before the newest: now and before are known */
	struct rank_pair *gaps; /* b follows a in time and not in its commits */
	size_t ngaps;
	struct rank_pair *overlaps; /* both hold some commits, which so count twice */
	size_t noverlaps;
};

/*
 * Sums rankings over digests, into the arena. "Before" is the digest of the same list that the
 * newest follows by its commits, in the scope or not known. Reads all rankings
 * on the caller's thread: a face that must not wait asks with ASK_RANK.
 */
bool model_rank(struct model *model, const struct rank_options *options, struct arena *a,
	struct rank_table *table, struct error *err);

/*
 * A ranking as a page (cleared first): a line for each row, which an ANCHOR_RANK puts into a
 * query, others and the sum, and what was merged. The head is that of the columns. Where
 * `columns` leave room beside who is ranked there is a bar for the count, and then a row of bars
 * over the newest digests, each to the row's largest, as many as there is room for. Where they
 * are too few for a name there are no changes. Lines are cut nowhere. `per_digest` gives a column
 * for each digest instead.
 */
struct rank_page_options {
	int columns;
	bool per_digest;
	bool ascii; /* the bars over digests are digits */
};
void model_rank_page(const struct rank_table *table, const struct rank_page_options *options,
	struct page *page);
/*
 * A sentence a line for what one has to know of a ranking: gaps, overlaps, what was left out, what
 * the query cannot restrict. No line when there is nothing. Cleared first.
 */
void model_rank_notes(const struct rank_table *table, struct page *page);
/* The file name of a digest, without folders. */
struct slice rank_file_name(const struct rank_table *table, size_t digest);

#endif
