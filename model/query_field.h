/*
 * The fields of the query language, one table: what is written before the
 * colon, what kind of value follows, where its matches may be shown, and the
 * sentence that help and manual give. How a field is asked of the index
 * stands in model/plan_field.c, by the same enum.
 */
#ifndef MODEL_QUERY_FIELD_H
#define MODEL_QUERY_FIELD_H

#include "model/query.h"

enum query_field_id {
	FIELD_ANY, /* a bare word, phrase or expression */
	FIELD_SUBJECT,
	FIELD_FROM,
	FIELD_ANYONE,
	FIELD_BODY,
	FIELD_CHANGELOG,
	FIELD_PATH,
	FIELD_SUBSYSTEM,
	FIELD_DOMAIN,
	FIELD_LIST,
	FIELD_DATE,
	FIELD_DIGEST,
	FIELD_VERSION,
	FIELD_PATCHES,
	FIELD_FILES,
	FIELD_LINES,
	FIELD_REVS,
	FIELD_TAG,
	FIELD_REVIEWED,
	FIELD_ACKED,
	FIELD_TESTED,
	FIELD_TRAILER,
	FIELD_IS,
	FIELD_MID,
	FIELD_QUERY,
	FIELDS
};

enum value_kind {
	VALUE_TEXT,    /* words, "phrase" or /regex/ */
	VALUE_NAME,    /* something that is written as one piece: a path, a tag, an id */
	VALUE_NUMBERS, /* 3, >=4, 100..500 */
	VALUE_DATES,   /* 20251120, 2025-01..2025-03 */
	VALUE_FLAG,    /* a word of the table of flags */
	VALUE_TRAILER, /* a key and '=', and behind them what a VALUE_TEXT has, or nothing */
};

/* What is:… can say. */
enum query_flag {
	FLAG_RFC,
	FLAG_RESEND,
	FLAG_SINGLE,
	FLAG_COVER,
	FLAG_LATEST,
	FLAG_OLD,
	FLAG_REVIEWED,
	FLAG_QUOTED,
	FLAG_CUT,
	FLAG_INCOMPLETE,
	FLAG_UNREAD,
	FLAG_FLAGGED,
	FLAG_NOTED,
	FLAG_MUTED,
	FLAG_STALLED,
	FLAGS
};

struct query_field {
	const char *name;       /* "" for FIELD_ANY */
	const char *aliases[3]; /* NULL behind the last */
	enum value_kind value;
	const char *expects;    /* "a path, as in dfn:lib/x.c"; NULL: what its kind expects */
	unsigned places;        /* bits 1u << enum match_place, where its matches are shown */
	const char *help;
};

struct query_flag_info {
	const char *name;
	const char *help;
};

extern const struct query_field query_fields[FIELDS];
extern const struct query_flag_info query_flags[FLAGS];

/* FIELD_ANY when no field has this name or alias. Case matters not. */
enum query_field_id query_field_by_name(struct slice name);
/* FLAGS when there is none. */
enum query_flag query_flag_by_name(struct slice name);
/* The flag that is written most like this; NULL when none is near. */
const char *query_flag_nearest(struct slice name);

#endif
