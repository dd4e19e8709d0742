/*
 * Which postings are revisions of one series.
 *
 * Two postings belong together when, strongest first:
 *   LINK   links in both name one message as the same revision of their own series;
 *   SLUG   message-ids that their links name have one b4 slug, and they have a person or
 *          the title in common;
 *   TITLE  one person sent or wrote both, and the normalised titles are equal, or one is cut
 *          and the beginning of the other;
 *   SIMILAR  they have a person in common, and the changelog of the later says that it had the
 *          title of the earlier; or one of them shows no cover, and the first patches
 *          have the same title.
 * Nothing is joined that has two different texts for one version (unless it was sent again: a
 * series may be split into several that link to the same past), and by signals below LINK no
 * later version in a clearly earlier digest: a wrong link is worse than none.
 *
 * Whether two belong together depends on these two alone, and ties are decided by what the
 * postings say, never by ids: so the result does not depend on the order in which
 * files were read. Only what hangs together with `fresh` is looked at again.
 */
#ifndef MODEL_LINK_H
#define MODEL_LINK_H

#include <stdbool.h>

#include "model/ids.h"

struct db;

/*
 * Within a write transaction: link the fresh postings, and tidy up series that have lost
 * some. Both are sorted; ids that are gone do no harm. False after an error.
 */
bool link_run(struct db *db, struct ids *fresh, struct ids *shaken);

#endif
