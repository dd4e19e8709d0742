/*
 * What `revisions` says of other series, and what the user says of them there.
 */
#ifndef CLI_DECIDE_H
#define CLI_DECIDE_H

#include "cli/cli.h"
#include "model/model.h"
#include "util/buf.h"

/*
 * A revision of this series, and one of another that it perhaps belongs to, or does not by the
 * user's word. The other is 0 when it is not in the index.
 */
struct tie {
	int64_t revision, other, series;
	enum verdict verdict;   /* VERDICT_NONE: perhaps */
	enum signal signal;     /* of those that are perhaps the same */
	unsigned confidence;
};
/* Those of a series, by revision, into the arena. False after it has complained. */
bool decide_ties(struct model *model, int64_t series, struct arena *a, struct tie **ties, size_t *n,
	struct cli *cli);
void decide_print_ties(struct model *model, const struct tie *ties, size_t n, struct cli *cli);
/* Those of a revision as an array of JSON. */
void decide_json_ties(const struct tie *ties, size_t n, int64_t revision, struct buf *out);

/* Each prints what has come of it and returns what to exit with; the operands are changed. */
int decide_link(struct model *model, char *series, char *other, struct cli *cli);
int decide_unlink(struct model *model, char *series, char *other, struct cli *cli); /* other: or NULL */
int decide_forget(struct model *model, char *series, char *other, struct cli *cli); /* likewise */

#endif
