#include "util/near.h"

#include <stdbool.h>

#define LONGEST 24 /* longer names are none of ours */

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* How many letters must be put in, taken out or changed to make b of a. */
static unsigned distance(struct slice a, struct slice b)
{
	unsigned row[LONGEST + 1], before, above;
	size_t i, j;

	for (j = 0; j <= b.n; j++)
		row[j] = (unsigned)j;
	for (i = 1; i <= a.n; i++) {
		before = row[0];
		row[0] = (unsigned)i;
		for (j = 1; j <= b.n; j++) {
			above = row[j];
			row[j] = least(before + (a.p[i - 1] != b.p[j - 1]),
				least(above, row[j - 1]) + 1);
			before = above;
		}
	}
	return row[b.n];
}

/* What was typed so far counts as near. */
static bool is_beginning(struct slice word, struct slice name)
{
	return word.n > 0 && word.n < name.n &&
	       slice_eq_nocase(slice_sub(name, 0, word.n), word);
}

void near_offer(struct near *near, const char *name)
{
	struct slice other = slice_cstr(name);
	unsigned far;

	if (near->word.n > LONGEST || other.n > LONGEST)
		return;
	far = is_beginning(near->word, other) ? 1 : distance(near->word, other);
	if (near->name && far >= near->far)
		return;
	near->far = far;
	near->name = name;
}

const char *near_best(const struct near *near)
{
	return near->name && near->far <= 1 + near->word.n / 4 ? near->name : NULL;
}
