/* What the files of the linking pass share: link.c, link_node.c, link_edge.c, link_write.c. */
#ifndef MODEL_LINK_INTERNAL_H
#define MODEL_LINK_INTERNAL_H

#include "model/db.h"
#include "model/facts.h"
#include "model/ids.h"
#include "model/intern.h"
#include "model/model.h"
#include "model/sketch.h"
#include "util/arena.h"

struct link_sighting {
	int64_t id, old_revision;
	enum sighting_kind kind;
	struct version version;
	struct slice msgid, url;
	unsigned line;
};

/* Sorted ids. */
struct link_set {
	int64_t *p;
	size_t n;
};

/* A posting, with all that linking goes by. */
struct link_node {
	int64_t id;
	struct version version;
	bool resend, cut;
	struct slice title, patch; /* normalised; patch absent when none is shown or it is alone */
	unsigned total;
	bool has_cover, has_patch, has_lines;
	int64_t cover_hash, patch_hash;
	int64_t files, insertions, deletions;
	int64_t persons[2];        /* sender and contributor */
	struct slice who[2];       /* their names as compared; absent for those of many */
	struct slice emails[2];    /* folded */
	struct slice body;         /* of the title, without subsystems; normalised */
	unsigned weight;           /* words of the body that say something */
	struct sketch sketch;      /* of the cover, else the patch */
	int days;                  /* of the digest, 0 when not known for certain */
	int least;                 /* the digest is not older; 0 when not known */
	struct slice path;         /* with line: what it is, whatever its id */
	unsigned line;
	int64_t old_revision, old_series;
	struct link_sighting *sightings;
	size_t nsightings;
	struct slice *slugs;
	size_t nslugs;
	struct slice *formers;     /* titles that it had before, normalised */
	size_t nformers;
	bool detailed;             /* the next four are known */
	struct link_set pieces;    /* PIECE_PATCH */
	struct link_set paths, signers;
	struct slice branch, project; /* tags that name one; absent when there is none */
	bool inside;               /* belongs to the group that is looked at */
	size_t place;              /* there, in order of finding */
	size_t part;               /* union-find: the node it hangs on */
	size_t own;                /* the same by signals alone, without decisions */
	size_t next;               /* of its part, in a ring */
};

/* A title of another person has to say so much before it is looked for. */
#define TAKEN_OVER_WORDS 2

#define LINK_APART ((size_t)-1)

struct link_edge {
	size_t a, b; /* nodes; a comes before b by link_node_cmp */
	enum signal signal;
	unsigned confidence;
	bool perhaps;    /* joins nothing: for the user to say */
	int64_t posting; /* whose line says so; 0 when none does */
	unsigned line;
	bool used;       /* it is one that holds the series together */
	size_t part;     /* of both nodes; LINK_APART when they are of two */
	size_t rank;     /* by strength, 0 is the strongest */
};

/* What the user has said of a posting that is inside. */
struct link_word {
	int64_t decision;
	bool same;
	int64_t changed;
	struct slice text; /* of the decision; no two have the same */
	unsigned side;
	size_t node;
};

/* Two that must not come together. */
struct link_bar {
	size_t a, b;
};

/* Postings that hang together, and those that were looked at on the way. */
struct link_group {
	struct db *db;
	struct arena arena;
	struct link_node *nodes;
	size_t n, room;
	struct intern numbers; /* of nodes, plus 1, by posting id */
	struct link_edge *edges;
	size_t nedges, edges_room;
	struct link_word *words;
	size_t nwords, words_room;
	struct link_bar *bars;
	size_t nbars, bars_room;
};

/* Number of the node of this posting, loaded when needed; false when there is no such posting. */
bool link_load(struct link_group *group, int64_t posting, size_t *number);
/* What only those that may have to do with others are asked for. */
void link_detail(struct link_group *group, struct link_node *node);
/* By version, then by place. */
int link_node_cmp(const struct link_node *a, const struct link_node *b);

/* How much two postings look alike: link_alike.c. Both are detailed. */
struct link_likeness {
	unsigned titles;  /* percent of words, subsystems aside */
	unsigned text;    /* percent, SKETCH_UNKNOWN when it cannot be told */
	unsigned files;   /* percent of the smaller set, SKETCH_UNKNOWN likewise */
	unsigned patches; /* titles of patches that both have */
	unsigned share;   /* of the smaller set, percent */
};
void link_compare(const struct link_node *a, const struct link_node *b,
	struct link_likeness *out);

/*
 * What links of the later posting say of the earlier one: LINK_DENIED when they name that
 * revision by a date at which it was not sent.
 */
enum link_naming { LINK_DENIED, LINK_UNNAMED, LINK_NAMED, LINK_DATED };
/* What the day in a message-id says of a; never LINK_UNNAMED. */
enum link_naming link_day(const struct link_node *a, struct slice msgid);
/* *line (may be NULL) is that of the link. *by_address: its message-id has a's address. */
enum link_naming link_naming(const struct link_node *a, const struct link_node *b,
	unsigned *line, bool *by_address);
/* Revisions from a to b: 1 for the next, also from an RFC to v1. */
unsigned link_steps(const struct link_node *a, const struct link_node *b);

/* Whether a and b belong together by themselves, for sure or perhaps. Both are detailed. */
bool link_judge(const struct link_node *a, const struct link_node *b, struct link_edge *edge);
/*
 * Of two that are not in one series: whether they belong together perhaps, or would if nothing was
 * against it (then half as surely as without). Both are detailed.
 */
bool link_doubt(const struct link_node *a, const struct link_node *b, struct link_edge *edge);
/* Postings that this one may have to do with; any_cut as link_any_cut says. `ids` is cleared. */
void link_candidates(struct db *db, const struct link_node *node, bool any_cut, struct ids *ids);
/* Those that call this message a revision of theirs, unless they are a crowd: link_crowd.c. */
void link_by_message(struct db *db, struct slice msgid, struct ids *ids);
/* Somewhere in the index is a title that was cut. */
bool link_any_cut(struct db *db);
/* They cannot be of one series, or not by a signal of this strength. */
bool link_conflict(const struct link_node *a, const struct link_node *b, enum signal signal);

/* What the user has said of this node; those that it was said to be the same as go to `others`. */
void link_hear(struct link_group *group, size_t node, struct ids *others);
/*
 * When all is heard, and nothing is joined yet: join what is the same, and bar what is not, the
 * newest word first, so that it wins.
 */
void link_obey(struct link_group *group);
/* Whether parts a and b are barred from one another. */
bool link_barred(struct link_group *group, size_t a, size_t b);

/* The node that stands for the part that this one is in. */
size_t link_part(struct link_group *group, size_t node);
/* Make one of two parts, or of one again. */
void link_join(struct link_group *group, size_t a, size_t b);
/* Strongest first; then what is near in version and time; then by what the postings are. */
int link_edge_cmp(const void *a, const void *b, void *group);

/* A cut title that says enough to be looked for among longer ones. */
bool link_prefix_counts(struct slice title);

/* Settle which sightings of a series that call a revision by a number alone mean an RFC. */
void link_renumber(struct link_group *group, const size_t *members, size_t n);

struct link_written {
	struct ids kept;    /* revisions */
	struct ids touched; /* series that may have revisions that are no more */
	struct ids used;    /* series that exist */
};
/*
 * Write one series: members are numbers of nodes, in order of link_node_cmp; edges those
 * between them, strongest first.
 */
void link_write(struct link_group *group, const size_t *members, size_t n,
	const struct link_edge *edges, size_t nedges, struct link_written *written);
/* Remove what was touched and not kept. */
void link_tidy(struct db *db, struct link_written *written);

#endif
