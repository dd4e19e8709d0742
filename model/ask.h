/*
 * What can be asked with a ticket, and what comes back; a part of model.h, by which it is included.
 */
#ifndef MODEL_ASK_H
#define MODEL_ASK_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/query.h"
#include "util/error.h"
#include "util/slice.h"

/* A series in a view: the newest of its revisions that matches. */
struct hit {
	int64_t series;
	int64_t revision;
	bool perhaps; /* of a result: it matches only perhaps (a shortened path) */
};

/* What a query gave, in order; immutable, shared by counting, over threads too. */
struct result {
	atomic_uint refs;
	size_t n;
	struct hit *hits;
	unsigned digests;   /* in the scope */
	unsigned all;       /* series in the scope, matching or not */
	unsigned perhaps;   /* hits that match only perhaps (a shortened path) */
	unsigned muted;     /* series that match too and are left out because they are muted */
};
struct result *result_ref(struct result *result);
void result_unref(struct result *result); /* NULL is allowed */

enum sort {
	SORT_NEWEST,
	SORT_OLDEST,
	SORT_TITLE,
	SORT_AUTHOR,
	SORT_LINES,
	SORT_PATCHES,
	SORT_REVISION, /* the highest first; RFCs before v1, so last */
	SORT_TAGS,     /* acked, reviewed, tested: most people first */
	SORTS
};

enum facet {
	FACET_PERSON,
	FACET_DOMAIN,
	FACET_SUBSYSTEM,
	FACET_DIGEST,
	FACET_QUERY, /* the saved queries */
	FACETS
};

/* A row of the rail. */
struct facet_row {
	struct slice label;
	struct slice term;  /* what puts it into a query: `f:"Jane Doe"` */
	unsigned view;      /* series of the view that have it */
	unsigned unread;    /* of these, how many are shown by a revision that is unread */
	unsigned printed;   /* what the rankings of the digests say, summed; see has_printed */
	bool has_printed;
	bool broken;        /* FACET_QUERY: its text is no query, or names one that is not there */
	unsigned depth;     /* subsystems: of the path, from 0; the label is its last part */
};

struct facets {
	/*
	 * Most in view first, then printed, then label; subsystems as a tree; the newest digest
	 * first; saved queries by name.
	 */
	struct facet_row *rows;
	size_t n;
};

/* What waits to be read. */
struct unread {
	unsigned series; /* in the scope, but for muted ones, that have an unread revision */
	size_t view;     /* rows of the result that show an unread revision */
	size_t first;    /* the first of these; the number of rows when there is none */
};

/* ---- completion ---- */

/* What can stand where the caret is. */
struct completion {
	struct slice label;  /* raw: the field, the person, the path's next part, ... */
	struct slice text;   /* what takes the place, quoted where the language wants it */
	struct slice help;   /* on a field or a flag a sentence; of a person's name the address */
	unsigned count;      /* series that the finished term finds; see has_count */
	bool has_count;
	bool open;           /* there is more to say behind it (`f:`, `arch/x86/`): no blank yet */
};

struct completions {
	size_t from, to;     /* bytes of the asked text whose place a row's text takes */
	/* What begins as was typed, then where a word does, then the others; most series first. */
	struct completion *rows;
	size_t n;
	bool more;           /* there are others than these */
};

/* ---- related series ---- */

struct related_row {
	struct hit hit;              /* by its newest revision that names files */
	unsigned shared;             /* files that both touch */
	double weight;               /* the sum over these of log(N / n), see ASK_RELATED */
	const struct slice *paths;   /* some of them, as this series prints them; the rarest first */
	size_t npaths;
};

struct related {
	struct related_row *rows; /* the greatest weight first */
	size_t n;
	unsigned files;           /* that the series itself names */
	bool more;
};

/* Somebody who touches a path. */
struct touched_row {
	struct slice name, email; /* of the contributor */
	unsigned series;
	struct hit newest;        /* of these series, by its newest revision that does */
	uint32_t date;            /* of that one: YYYYMMDD, 0 = none */
};

struct touched {
	struct touched_row *rows; /* most series first, then the newest */
	size_t n;
	unsigned series;          /* of all of them, each once */
	bool more;
};

struct rank_options;
struct rank_table;

/*
 * What can be asked. All but ASK_FACETS and ASK_UNREAD, which go by a result, and ASK_RANK leave muted series
 * out unless with_muted is set.
 *
 * ASK_SERIES    the series that a query finds. One that asks for is:muted shows muted ones, too.
 * ASK_FACETS    the rows of one facet, counted over a result.
 * ASK_UNREAD    how much is unread, and where in a result it begins.
 * ASK_COMPLETE  what can stand at a caret in the text of a query, which need not parse: fields,
 *               flags, and the values of a field with the number of series in the scope. Paths
 *               and subsystems are completed part by part. Within the texts that a query looks
 *               for (words, s:, b:, ch:, expressions) there is nothing to offer but fields.
 * ASK_RELATED   the series that share files with one. Each file that the newest revisions (of
 *               those that name files, in the scope) of both touch adds log(N / n): N are the series in
 *               the scope, n those whose newest revision touches the file. A path that was
 *               shortened is the file that ends as it does, when two parts of it can be seen.
 * ASK_TOUCHED   who touches a path or what is below it, as dfn: finds it.
 * ASK_RANK      what model_rank gives.
 */
enum ask_kind {
	ASK_SERIES,
	ASK_FACETS,
	ASK_UNREAD,
	ASK_COMPLETE,
	ASK_RELATED,
	ASK_TOUCHED,
	ASK_RANK,
	ASK_KINDS
};

#define ASK_LIMIT 50 /* rows of an answer, when no other limit is set */

/* What is asked with is copied, but for what rank_options points to (see there). */
struct ask {
	enum ask_kind kind;
	bool with_muted;
	const struct query *query;    /* ASK_SERIES; NULL is everything */
	enum sort sort;               /* ASK_SERIES */
	struct result *result;        /* ASK_FACETS, ASK_UNREAD: of this view (a reference is taken) */
	enum facet facet;             /* ASK_FACETS */
	struct slice text;            /* ASK_COMPLETE: the query's; ASK_TOUCHED: the path */
	size_t caret;                 /* ASK_COMPLETE: byte of the text, up to text.n */
	int64_t series;               /* ASK_RELATED */
	const struct rank_options *rank; /* ASK_RANK */
	size_t limit;                 /* rows of ASK_COMPLETE, ASK_RELATED, ASK_TOUCHED; 0: ASK_LIMIT */
};

typedef uint64_t ticket;

struct answer {
	ticket ticket;
	enum ask_kind kind;
	bool ok;
	struct error error;       /* when not ok */
	struct result *result;    /* ASK_SERIES: the caller's reference */
	/* The others are in the arena that model_answer is given. */
	enum facet facet;
	struct facets facets;
	struct unread unread;
	struct completions completions;
	struct related related;
	struct touched touched;
	struct rank_table *rank;
};

#endif
