/*
 * How a path, a subsystem and a domain of a query are compared with those of a
 * revision. The matcher highlights by it, and the plan asks the index by it.
 */
#ifndef MODEL_PATH_MATCH_H
#define MODEL_PATH_MATCH_H

#include <stdbool.h>

#include "model/query.h"
#include "util/slice.h"

enum path_match { PATH_NO, PATH_PERHAPS, PATH_YES };

/*
 * Whether the path begins with the parts of `wanted` ("arch/x86/kvm" has arch/x86/kvm/x.c,
 * not arch/x86/kvmx), has it for its last part when `wanted` is one part, or fits it
 * when `wanted` is a glob (* ? [ ]; * goes over slashes). Of a path that was shortened to
 * ".../tail" the tail decides: where the parts of `wanted` may run on into it, it
 * is PATH_PERHAPS. *at is what of the path to show.
 */
enum path_match path_match(struct slice wanted, struct slice path, struct match *at);

/* The visible tail of a path that was shortened, behind the dots; false when it is whole. */
bool path_visible_tail(struct slice path, struct slice *tail);
/* Whether `wanted` is read as a glob. */
bool path_is_glob(struct slice wanted);

/* Whether the subsystem, as in "KVM/x86", begins with the parts of `wanted`; case folded. */
bool subsystem_match(struct slice wanted, struct slice subsystem, struct match *at);

#endif
