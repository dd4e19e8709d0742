/*
 * What the configuration says besides the marks: saved queries, and subsystems that are muted. It
 * does not change while the model is open, so all threads read it.
 */
#ifndef MODEL_WISHES_H
#define MODEL_WISHES_H

#include "model/marks.h"
#include "model/model.h"

struct wishes {
	struct arena arena;
	struct mark_keys mutes; /* of MARK_SUBSYSTEM */
	const struct saved_query *queries;
	size_t nqueries;
};

/* Copies what is in the options. */
void wishes_init(struct wishes *wishes, const struct model_options *options);
void wishes_release(struct wishes *wishes);

/* Whether one of these, the subsystems of a series with all above them, is muted. */
bool wishes_mutes(const struct wishes *wishes, const struct mark_keys *subsystems);
/* The text of a saved query; absent when there is none of that name. */
struct slice wishes_query(const struct wishes *wishes, struct slice name);

/*
 * Add the queries of the configuration to those that the marks have, but for such as have a name
 * that is there; sorted by name.
 */
void wishes_add_queries(const struct wishes *wishes, struct arena *a, struct saved_query **rows,
	size_t *room, size_t *n);

#endif
