/*
 * What holds for every digest (tests/invariants.h) holds for the sample digests,
 * for others that are there, and for 10,000 mutations of them. The mutations
 * come from a generator with a fixed seed, so that a failure comes again.
 */
#include <glob.h>
#include <inttypes.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/invariants.h"
#include "util/file.h"

#define MUTATIONS 10000
#define EXCERPT   ((size_t)24 * 1024) /* bytes that are mutated at a time */

struct corpus {
	struct buf *files;
	char **names;
	size_t n, room, names_room;
};

static void load(struct corpus *c, const char *pattern)
{
	glob_t found;
	size_t i;

	if (glob(pattern, 0, NULL, &found))
		return;
	for (i = 0; i < found.gl_pathc; i++) {
		struct error err;

		GROW(c->files, c->room, c->n + 1);
		GROW(c->names, c->names_room, c->n + 1);
		buf_init(&c->files[c->n]);
		if (!file_read(found.gl_pathv[i], &c->files[c->n], &err))
			fail_msg("%s", err.text);
		c->names[c->n++] = xstrdup(found.gl_pathv[i]);
	}
	globfree(&found);
}

static void load_all(struct corpus *c)
{
	const char *shared = getenv("TIDINGS_SHARED");
	char pattern[4096];

	*c = (struct corpus){.files = NULL};
	load(c, "tests/fixtures/digests/*.txt");
	load(c, "tests/fixtures/odd/*.txt");
	snprintf(pattern, sizeof(pattern), "%s/digests/*/*.txt", shared ? shared : "../shared");
	load(c, pattern);
	assert_true(c->n > 0);
}

static void release(struct corpus *c)
{
	size_t i;

	for (i = 0; i < c->n; i++) {
		buf_release(&c->files[i]);
		free(c->names[i]);
	}
	free(c->files);
	free(c->names);
}

/* --- mutations ------------------------------------------------------------------- */

struct rng {
	uint64_t state;
};

static size_t below(struct rng *rng, size_t n)
{
	rng->state ^= rng->state << 13;
	rng->state ^= rng->state >> 7;
	rng->state ^= rng->state << 17;
	return n ? (size_t)((rng->state >> 11) % n) : 0;
}

/* A run of whole lines of `b`, or any run of bytes. */
static struct slice some_run(struct rng *rng, const struct buf *b)
{
	size_t from = below(rng, b->n), n = below(rng, below(rng, 4) ? 200 : 4000);
	struct slice run = slice_sub(buf_slice(b), from, n);

	if (below(rng, 4)) {
		size_t lines = slice_find_byte(run, '\n');

		run = slice_skip(run, lines + 1);
		while (run.n && run.p[run.n - 1] != '\n')
			run.n--;
	}
	return run;
}

static void replace(struct buf *b, struct slice run, struct slice by)
{
	struct buf made = BUF_INIT;
	size_t from = run.p ? (size_t)(run.p - b->p) : 0;

	buf_add(&made, b->p, from);
	buf_add_slice(&made, by);
	buf_add(&made, b->p + from + run.n, b->n - from - run.n);
	buf_release(b);
	*b = made;
}

static void flip(struct rng *rng, struct buf *b, const struct buf *other)
{
	static const char bytes[] = "\n\n\n  \t\r-|:>[](){}v0123456789@/=\0\xff\xc3";
	size_t times = 1 + below(rng, 20);

	(void)other;
	while (times-- && b->n)
		b->p[below(rng, b->n)] = bytes[below(rng, sizeof(bytes))];
}

static void erase(struct rng *rng, struct buf *b, const struct buf *other)
{
	(void)other;
	replace(b, some_run(rng, b), slice_from("", 0));
}

static void duplicate(struct rng *rng, struct buf *b, const struct buf *other)
{
	struct slice run = some_run(rng, b);
	struct buf twice = BUF_INIT;

	(void)other;
	buf_add_slice(&twice, run);
	buf_add_slice(&twice, run);
	replace(b, run, buf_slice(&twice));
	buf_release(&twice);
}

static void swap(struct rng *rng, struct buf *b, const struct buf *other)
{
	struct slice run = some_run(rng, b);
	size_t at = below(rng, run.n);
	struct buf turned = BUF_INIT;

	(void)other;
	buf_add_slice(&turned, slice_skip(run, at));
	buf_add_slice(&turned, slice_sub(run, 0, at));
	replace(b, run, buf_slice(&turned));
	buf_release(&turned);
}

static void truncate_it(struct rng *rng, struct buf *b, const struct buf *other)
{
	(void)other;
	buf_truncate(b, below(rng, b->n));
}

static void splice(struct rng *rng, struct buf *b, const struct buf *other)
{
	replace(b, slice_sub(some_run(rng, b), 0, below(rng, 100)), some_run(rng, other));
}

static void mutate(struct rng *rng, struct buf *b, const struct buf *other)
{
	static void (*const ways[])(struct rng *rng, struct buf *b, const struct buf *other) = {
		flip, erase, duplicate, swap, truncate_it, splice, flip, splice};
	size_t times = 1 + below(rng, 4);

	while (times--)
		ways[below(rng, ARRAY_LEN(ways))](rng, b, other);
}

/* --- tests ------------------------------------------------------------------------- */

static void test_digests(void **state)
{
	struct corpus c;
	size_t i;

	(void)state;
	load_all(&c);
	for (i = 0; i < c.n; i++) {
		const char *fault = digest_fault(c.files[i].p, c.files[i].n);

		if (fault)
			fail_msg("%s: does not hold: %s", c.names[i], fault);
	}
	release(&c);
}

static void test_mutations(void **state)
{
	struct rng rng = {.state = 0x9e3779b97f4a7c15u};
	struct corpus c;
	size_t i;

	(void)state;
	load_all(&c);
	for (i = 0; i < MUTATIONS; i++) {
		const struct buf *file = &c.files[below(&rng, c.n)];
		size_t from = below(&rng, 2) ? 0 : below(&rng, file->n);
		struct slice excerpt = slice_sub(buf_slice(file), from, EXCERPT);
		struct buf mutant = BUF_INIT;
		const char *fault;

		buf_add_slice(&mutant, excerpt);
		mutate(&rng, &mutant, &c.files[below(&rng, c.n)]);
		fault = digest_fault(mutant.p, mutant.n);
		if (fault)
			fail_msg("mutation %zu, of %s: does not hold: %s", i,
				c.names[file - c.files], fault);
		buf_release(&mutant);
	}
	release(&c);
}

/* Input that would take ages if anything were looked through again and again. */
static void test_hostile(void **state)
{
	static const char head[] =
		"From 1234567 to 89abcde\nX mailing list update from 1234567 to 89abcde\n\n"
		"===== Patch Commit Messages ====\n\nNew:  a\n[PATCH v9 0/2] a\nAuthor: A <a@b>\n\n"
		"[1] https://a/b@c\n";
	static const char *const lines[] = {
		"----------------------------------------------------------------------\n",
		"----------------------------------------------------------------------\n\n",
		"\n", "v2:\n", "- v1: x\n", "Changes\n", "Name (3):\n", "  a title\n", " a | 1 +\n",
		" 1 file changed\n", "[1] https://a/b@c\n", "v1 [1] v2 [2] v3 [3]\n", "Cc: a@b\n",
		"> quoted\n", "Exist: a\n Skip: [PATCH 0/2] b\n", "=====\n", "Changelog:\n\n", "[",
		("New:  a\n[PATCH 1/2] a\nAuthor: A <a@b>\n\n"
		 "----------------------------------------------------------------------\n\n"),
		"https://", "{", "x => y | ", "v", "*\n  ",
		"https://a ", "v1 [1] ", "(", "a: ", "New: ", "RFC ", "to ", "changes ", ": ",
		"v1 -> ", "\r", ">", "\0",
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(lines); i++) {
		struct buf b = BUF_INIT;
		const char *fault;

		buf_adds(&b, head);
		while (b.n < (size_t)1 << 20)
			buf_add(&b, lines[i], strlen(lines[i]) + !*lines[i]);
		fault = digest_fault(b.p, b.n);
		if (fault)
			fail_msg("'%s' again and again: does not hold: %s", lines[i], fault);
		buf_release(&b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_digests),
		cmocka_unit_test(test_mutations),
		cmocka_unit_test(test_hostile),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
