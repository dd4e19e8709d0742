/*
 * Which postings are revisions of one series.
 *
 * The signals and their order are those of tidings(1), "How revisions are found", and come from
 * what digests were seen to say. Two postings belong together when, strongest first:
 *   LINK   links in both name one message as the same revision of their own series;
 *   SLUG   message-ids that their links name have one b4 slug, and they have a person or
 *          the title in common;
 *   TITLE  one person sent or wrote both, and the normalised titles are equal, or one is cut
 *          and the beginning of the other. A title that could be that of anything ("Bug fixes")
 *          needs something else that says the same. Or somebody else has taken the work over:
 *          the title is equal, the later is the next revision, and is signed by
 *          the earlier sender or links to a message of theirs;
 *   SIMILAR  they have a person in common, and the changelog of the later says that it had the
 *          title of the earlier; or one of them shows no cover, and the first patches
 *          have the same title; or enough of these: words of the title, titles of patches,
 *          words of the text, files; all the less when a link of the later names the
 *          version and day of the earlier. Not with other files and other patches alone.
 * One person is who writes from one address, or under one name that is not that of many.
 *
 * What the user has decided (the copy in the index: see model/decision.h) comes before all of
 * them: the same joins, whatever the two are, and takes nothing apart; not the same keeps two
 * in different series, and the others go to the one that they are tied to more strongly. Of
 * decisions that contradict one another the newest wins.
 *
 * Nothing else is joined that has two different texts for one version (unless it was sent again: a
 * series may be split into several that link to the same past). By signals below LINK nothing is
 * joined to a later version in a clearly earlier digest, to what is meant for another stable kernel
 * or another program, or to a revision that by its links was sent on another day. A wrong link is
 * worse than none: what falls just short joins nothing and is left to the user ("perhaps").
 *
 * Whether two belong together depends on these two alone (and, where all that they have in common
 * is a message, on how many name it), and ties are decided by what the
 * postings say, never by ids: so the result does not depend on the order in which
 * files were read. Only what hangs together with `fresh` is looked at again.
 */
#ifndef MODEL_LINK_H
#define MODEL_LINK_H

#include <stdbool.h>

#include "model/ids.h"

struct db;

/*
 * A message that more than so many postings call a revision of theirs is none of any: what they
 * say of it is boilerplate, and joins nothing by itself.
 */
#define LINK_CROWD 64
/*
 * What must be linked again because `own` come or go: postings that name a message which
 * so many name with `own`, and not without. Added to `more`, which may be `own`, and which is sorted no more; `own` is sorted.
 */
void link_crowds(struct db *db, struct ids *own, struct ids *more);

/*
 * Within a write transaction: link the fresh postings, and tidy up series that have lost
 * some. Both are sorted; ids that are gone do no harm. False after an error.
 */
bool link_run(struct db *db, struct ids *fresh, struct ids *shaken);

#endif
