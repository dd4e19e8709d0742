#include "model/digest_name.h"

#include "model/path_match.h"

#define TYPED_SHORT 4 /* digits that a user must give */

bool commit_same(struct slice a, struct slice b)
{
	size_t n = a.n < b.n ? a.n : b.n;

	return n >= COMMIT_SHORT && slice_eq(slice_sub(a, 0, n), slice_sub(b, 0, n));
}

static bool is_commit(struct slice wanted, struct slice id)
{
	size_t n = wanted.n < id.n ? wanted.n : id.n;

	return n >= TYPED_SHORT && slice_eq_nocase(slice_sub(wanted, 0, n), slice_sub(id, 0, n));
}

bool digest_is_named(struct slice wanted, struct slice from, struct slice to, struct slice path)
{
	struct match at;

	return is_commit(wanted, from) || is_commit(wanted, to) ||
		path_match(wanted, path, &at) == PATH_YES;
}
