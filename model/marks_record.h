/*
 * A mark as it is carried from one machine to another; see model/marks.h.
 */
#ifndef MODEL_MARKS_RECORD_H
#define MODEL_MARKS_RECORD_H

#include <stddef.h>
#include <stdint.h>

#include "util/slice.h"

/* What a key is. The numbers stand in marks.db: none is ever used for something else. */
enum mark_kind {
	MARK_MSGID = 1,     /* a message-id, without <> */
	MARK_SLUG = 2,      /* "SLUG vN" of b4 */
	MARK_TITLE = 3,     /* 16 hex digits: mark_title_hash of model/marked.h */
	MARK_SUBSYSTEM = 4, /* a subsystem, folded */
	MARK_QUERY = 5,     /* the name of a saved query */
	MARK_DIGEST = 6,    /* "LIST FROM..TO" */
	MARK_DECISION = 7,  /* two keys of the first three kinds, "KIND:KEY KIND:KEY" */
	MARK_KINDS
};

/* The numbers stand in marks.db too. A field that was never set, or was taken back, has no value. */
enum mark_field {
	MARK_FIELD_READ = 1,    /* "1", or "0" where it was read and is to be read again */
	MARK_FIELD_FLAG = 2,    /* "1" */
	MARK_FIELD_MUTE = 3,    /* "1" */
	MARK_FIELD_NOTE = 4,    /* a text */
	MARK_FIELD_QUERY = 5,   /* the text of a saved query */
	MARK_FIELD_VERDICT = 6, /* "same" or "not" */
	MARK_FIELD_DATE = 7,    /* of a digest: "20251120" */
	MARK_FIELDS
};

struct mark_key {
	enum mark_kind kind;
	struct slice text;
};

struct mark_value {
	enum mark_field field;
	struct slice value;     /* absent: taken back */
	int64_t changed;        /* ms since 1970 */
};

struct mark_record {
	const struct mark_key *keys;     /* by kind, then text */
	size_t nkeys;
	const struct mark_value *values; /* by field */
	size_t nvalues;
};

/* As they are written in an export: "msgid", "read"; NULL for a number that is none. */
const char *mark_kind_name(enum mark_kind kind);
const char *mark_field_name(enum mark_field field);
/* 0 when there is none of this name. */
enum mark_kind mark_kind_by_name(struct slice name);
enum mark_field mark_field_by_name(struct slice name);

#endif
