/*
 * Bytes in, facts out: one digest, from memory, handed to a sink.
 *
 *     digest  = header domains contributors list messages
 *     header  = "From " ID " to " ID, LIST " mailing list update from " ID " to " ID
 *     domains, contributors
 *             = "Top N …", then a row "COUNT label" each
 *     list    = "===== Patch list …", then a subject each; often none
 *     messages
 *             = "===== Patch Commit Messages …", then records and skips
 *     record  = "New: …", subject, "Author: …", blank, body, 70 dashes
 *     skip    = "Exist: " subject shown before, " Skip: " subject not shown
 *
 * A record is a cover letter, a patch or a single. Dashes end it only where a
 * record, a skip or the end of the file comes next. What a body is made of is
 * told by the shape of its lines, not by their place; tidings-digest(5) says how.
 * The parser has no opinion on what is done with it all: the index, the JSON of
 * `parse`, `check`, tests and fuzzers are sinks.
 *
 * Call order (a callback that is NULL is not called; | = any, * = any number):
 *
 *     header  (domain | contributor | listed)*  (record | skip)*      first step
 *     resolved*  pair*                                                second step
 *
 *     span      in order of offset, interleaved with the above: every byte of
 *               the input belongs to exactly one span
 *     oddity    whenever one is found, after the callback it belongs to
 *
 * The second step tells what only the whole digest can: a `resolved` for each
 * record, in the order of records, with its full title, its contributor and the
 * series it belongs to; then a `pair` for each series of this digest.
 *
 * Slices point into the input, or into an arena that is reset after each
 * callback: copy what must live longer. Slices of a record's `subject` line and
 * other single lines always point into the input. Nothing is allocated for each
 * line; memory grows with the largest record and the number of records.
 *
 * Any bytes are accepted. What has no known shape loses its decoration, never
 * its text, and is reported as an oddity.
 */
#ifndef PARSER_PARSER_H
#define PARSER_PARSER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "util/arena.h"
#include "util/slice.h"

struct person {
	struct slice name;  /* quotes removed; empty when there is none */
	struct slice email; /* without <>; empty when there is none */
};

enum record_kind {
	RECORD_COVER,  /* index 0 */
	RECORD_PATCH,  /* has an index */
	RECORD_SINGLE, /* has none */
};

#define SUBJECT_TAGS       16
#define SUBJECT_SUBSYSTEMS 8

/* A subject line and its parts: `[kvm-unit-tests PATCH v4 01/13] x86: title`. */
struct subject {
	struct slice line; /* as it stands */
	enum record_kind kind;
	struct slice tags[SUBJECT_TAGS]; /* everything but version and index, in order */
	size_t ntags;
	unsigned version, minor; /* v5.1 is 5 and 1; 1 and 0 when absent */
	bool has_version;
	bool rfc, resend;        /* by the tags; also RFCv2, RFC/RFT, REPOST */
	unsigned index, total;   /* 0 and 0 for singles */
	struct slice title;
	struct slice subsystem[SUBJECT_SUBSYSTEMS]; /* leading `a: b/c: ` parts */
	size_t nsubsystem;
};

struct changelog_entry {
	unsigned version;      /* the revision it describes; 0 for a heading without one */
	unsigned minor;
	bool rfc;
	struct slice heading;  /* the line, trimmed */
	unsigned line;         /* of the heading, 1-based in the digest */
	struct slice *items;   /* folded to one line each */
	size_t nitems;
	struct slice url;      /* in or under the heading; absent when there is none */
};

struct shortlog_group {
	struct slice author; /* empty for a title list without one */
	unsigned count;      /* as printed; the number of titles when not printed */
	struct slice *titles; /* wrapped ones folded */
	size_t ntitles;
	unsigned line;
};

struct trailer {
	struct slice key, value; /* trimmed */
	unsigned line;
	bool malformed;          /* no blank behind the colon, no address where one belongs, ... */
};

struct link {
	struct slice url;
	struct slice msgid;   /* the last path part that holds '@'; empty when there is none */
	unsigned revision;    /* of this series that it names; 0 when it names none */
	unsigned minor;
	bool rfc;             /* that revision is an RFC */
	bool previous;        /* it names none, but is called the previous version */
	unsigned line;
};

struct diffstat_row {
	struct slice path;     /* the new name */
	struct slice old_path; /* absent unless renamed */
	unsigned changes;      /* the number; 0 and binary for Bin */
	bool binary;
	bool shortened;        /* begins with .../ */
	bool head_cut;         /* a rename whose head was cut off */
	unsigned plus, minus;  /* characters of the bar, which is scaled */
	unsigned line;
};

struct diff_summary {
	unsigned files, insertions, deletions;
};

/* What the bytes of a record are; a record's parts tile it. */
enum part_kind {
	PART_MARKER,      /* "New: " line */
	PART_SUBJECT,
	PART_AUTHOR,
	PART_BLANK,
	PART_DESCRIPTION,
	PART_TRAILER,
	PART_RULE,        /* "---" and the like */
	PART_NOTES,       /* text behind "---" that is nothing else */
	PART_CHANGELOG,   /* headings and items */
	PART_SHORTLOG,
	PART_DIFFSTAT,    /* rows */
	PART_SUMMARY,     /* "N files changed", "create mode" */
	PART_SEPARATOR,   /* the 70 dashes */
	PART_KINDS
};

/* Lines [line, line + lines) at [off, off + len) of the input, neighbours of one kind joined. */
struct part {
	enum part_kind kind;
	size_t off, len;
	unsigned line, lines;
};

struct record {
	unsigned line;   /* of "New:", 1-based */
	size_t off, len; /* in the input; from "New:" to before the next record, separator included */
	struct slice marker; /* the text behind "New:" */
	struct subject subject;
	struct person author;     /* the sender, from "Author:" */
	bool quoted;              /* a reply filed as a patch: one '>' was taken off */
	unsigned quoted_line;     /* the first line behind '>'; 0 when not quoted */
	bool empty;               /* no body */
	bool other_author;        /* extra empty line: the patch's author is not the sender */
	struct slice description; /* lines joined by LF; before the first "---" or shortlog, less
	                             trailers and changelog */
	struct changelog_entry *changelog;
	size_t nchangelog;
	struct shortlog_group *shortlog;
	size_t nshortlog;
	struct trailer *trailers;
	size_t ntrailers;
	struct link *links;
	size_t nlinks;
	struct diffstat_row *diffstat;
	size_t ndiffstat;
	bool has_summary;
	struct diff_summary summary;
	struct part *parts;
	size_t nparts;
};

struct digest_header {
	struct slice list;     /* as printed, for example "KVM" */
	struct slice from, to; /* commit ids, 7 to 40 hex digits */
};

struct rank_domain {
	unsigned count;
	struct slice domain;
	unsigned line;
};

struct rank_person {
	unsigned count;
	struct person person;
	unsigned line;
};

struct listed {
	struct slice subject;
	unsigned line;
};

struct skip {
	unsigned line;         /* of "Exist:" */
	size_t off, len;
	struct slice existing; /* the subject that was shown before */
	struct subject subject; /* the one that was not */
};

/* Second step. Indexes count records from 0 in the order they were handed out. */
struct resolved {
	size_t record;
	struct slice title_full;  /* title where nothing better is known */
	bool title_cut;           /* the title was cut at a fold, recovered or not */
	struct person contributor;
	size_t pair;              /* index of the series in this digest */
};

#define PAIR_NONE ((size_t)-1)

struct pair {
	struct slice title;  /* the cover's, else the skipped cover's, else the patch's own */
	unsigned version, minor, total;
	size_t cover, patch; /* records, PAIR_NONE when not shown; a single is a patch */
};

enum span_kind {
	SPAN_HEADER,
	SPAN_DOMAINS,
	SPAN_CONTRIBUTORS,
	SPAN_LIST,
	SPAN_MESSAGES, /* the heading above the records */
	SPAN_RECORD,
	SPAN_SKIP,
	SPAN_UNKNOWN, /* reported as an oddity too, unless it is blank */
};

struct span {
	enum span_kind kind;
	size_t off, len;
	unsigned line;
};

enum oddity_kind {
	ODD_NO_DIGEST,         /* the header is not there */
	ODD_UNKNOWN_TEXT,
	ODD_CUT_TITLE,
	ODD_QUOTED,
	ODD_EMPTY_BODY,
	ODD_MALFORMED_TRAILER,
	ODD_HEAD_CUT_RENAME,
	ODD_SKIPPED,
	ODD_CORRUPT_MARKER,
	ODD_BAD_SUBJECT,       /* no bracket group, or one that cannot be read */
	ODD_BAD_AUTHOR,
	ODD_STAT_MISMATCH,     /* rows and summary of a diffstat disagree */
	ODD_SHORTLOG_MISMATCH, /* printed count and titles disagree */
	ODD_BAD_RANK,
	ODD_KINDS
};

struct oddity {
	enum oddity_kind kind;
	unsigned line;        /* 1-based */
	struct slice message; /* one sentence */
};

struct digest_sink {
	void (*header)(void *ctx, const struct digest_header *header);
	void (*domain)(void *ctx, const struct rank_domain *row);
	void (*contributor)(void *ctx, const struct rank_person *row);
	void (*listed)(void *ctx, const struct listed *row);
	void (*record)(void *ctx, const struct record *record);
	void (*skip)(void *ctx, const struct skip *skip);
	void (*resolved)(void *ctx, const struct resolved *resolved);
	void (*pair)(void *ctx, const struct pair *pair);
	void (*span)(void *ctx, const struct span *span);
	void (*oddity)(void *ctx, const struct oddity *oddity);
};

/*
 * Parse a whole digest, of less than 4 GiB. True when it had a digest's header or
 * at least one record (so that it is worth keeping); false when it is not a digest
 * at all, which was also told as an oddity.
 */
bool digest_parse(const char *p, size_t n, const struct digest_sink *sink, void *ctx);

/*
 * Parse one record alone, as when it is read again from its file to be shown:
 * the bytes are those of record.off/len, `line` that of its "New:". What comes
 * back lives until the next call with this arena reset. False when the bytes do
 * not begin with a record head.
 */
bool record_parse(struct arena *a, const char *p, size_t n, unsigned line, struct record *out);

/* The parts, each useful alone (and tested and fuzzed alone). */
bool subject_parse(struct slice line, struct subject *out); /* false: no bracket group; title = line */
struct person person_parse(struct slice text);              /* `"A B" <a@b>`, `a@b`, `A B` */
struct slice msgid_of_url(struct slice url);                /* into url; empty when there is none */

/* The b4 parts of a message-id like 20250417-kvm-arm64-sme-v5-0-f469a2d5f574@kernel.org. */
struct b4_msgid {
	struct slice slug;         /* kvm-arm64-sme */
	unsigned version, index;
	uint32_t date;             /* 20250417 */
};
bool b4_msgid_parse(struct slice msgid, struct b4_msgid *out);

/* A date at the beginning of a message-id (20251112192232.442761-1-…, 20251120-…) as YYYYMMDD; 0 = none. */
uint32_t msgid_date(struct slice msgid);

/*
 * The title as it is compared: case folded, anything but letters and digits to
 * one blank, trimmed. Into the arena.
 */
struct slice title_normalise(struct arena *a, struct slice title);

/* A subsystem as a path for comparison and grouping: parts joined by '/', as written. */
struct slice subsystem_path(struct arena *a, const struct subject *subject);

const char *oddity_kind_name(enum oddity_kind kind); /* "cut-title", for messages and tests */

#endif
