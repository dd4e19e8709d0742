/* Changelogs: which lines are headings and of what, and what the items are. */
#include "tests/unit/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "util/alloc.h"

/* "v3: item | item; RFC v1; -: item", "-" for an entry without a version */
static void print(const struct record *r, struct buf *out)
{
	size_t i, k;

	for (i = 0; i < r->nchangelog; i++) {
		const struct changelog_entry *e = &r->changelog[i];

		buf_adds(out, i ? "; " : "");
		if (!e->version)
			buf_adds(out, "-");
		else
			buf_addf(out, "%sv%u", e->rfc ? "RFC " : "", e->version);
		if (e->minor)
			buf_addf(out, ".%u", e->minor);
		for (k = 0; k < e->nitems; k++)
			buf_addf(out, "%s" SLICE_FMT, k ? " | " : ": ", SLICE_ARG(e->items[k]));
	}
}

#define ITEMS "- grind\n- sweep\n"
#define DONE  ": grind | sweep"

/* One heading each, above two items. */
static const struct {
	const char *heading, *wanted;
} headings[] = {
	{"Changes in v5:", "v5"},
	{"Changes in V5:", "v5"},
	{"changes in v5:", "v5"},
	{"Changes in v5", "v5"},
	{"Changes in version 5:", "v5"},
	{"Changes in V5 (as requested by Dave):", "v5"},
	{"Changes in v5 [1]:", "v5"},
	{"Changes for v5:", "v5"},
	{"Main changes in v5:", "v5"},
	{"v5 changes:", "v5"},
	{"v5 changelog:", "v5"},
	{"Changes v4->v5", "v5"},
	{"Changes v4 -> v5:", "v5"},
	{"Changes from v4 to v5:", "v5"},
	{"Changes since v4:", "v5"},
	{"Changes since v4[1]:", "v5"},
	{"Changes since v4 are:", "v5"},
	{"Changes since version 4:", "v5"},
	{"Changes from v4", "v5"},
	{"Changes from v4:", "v5"},
	{"Changes compared to v4:", "v5"},
	{"Main changes since v4:", "v5"},
	{"Differences since v4:", "v5"},
	{"Changes since the last version:", "v6"},
	{"Changes since previous posting:", "v6"},
	{"Changelog v4 .. v5:", "v5"},
	{"Changelog since v4:", "v5"},
	{"v5:", "v5"},
	{"V5:", "v5"},
	{"v5 :", "v5"},
	{"v5", "v5"},
	{"\tv5:", "v5"},
	{"- v5:", "v5"},
	{"* v5:", "v5"},
	{"v1.1:", "v1.1"},
	{"RFC v2:", "RFC v2"},
	{"rfc v2:", "RFC v2"},
	{"RFCv2:", "RFC v2"},
	{"RFC PATCH v2:", "RFC v2"},
	{"v5 (relative to v4):", "v5"},
	{"v4 -> v5:", "v5"},
	{"V4 -> V5:", "v5"},
	{"v4->v5:", "v5"},
	{"v4 --> v5", "v5"},
	{"v4-->v5:", "v5"},
	{"v4 => v5:", "v5"},
	{"v4..v5:", "v5"},
	{"v4 ->v5:", "v5"},
	{"v4 -> 5:", "v5"},
	{"* v4 -> v5", "v5"},
	{"From v4:", "v5"},
	{"* From v4 [1]:", "v5"},
	{"* From v4 [1]", "v5"},
	{"Since v4:", "v5"},
	{"== Changes in v5 ==", "v5"},
	{"### v5:", "v5"},
	{"Changelog:", "-"},
	{"ChangeLog:", "-"},
	{"History:", "-"},
	{"Revision history:", "-"},
	/* no headings */
	{"Changes in v5 of the standard make it simple", NULL},
	{"Since v6.12 the mill has two stones, and", NULL},
	{"From v4 on, the mill", NULL},
	{"v6.12:", NULL},
	{"Tests:", NULL},
	{"C files:", NULL},
	{"1. MILL_REQ_UPDATE:", NULL},
	{"The changes in v5:", NULL},
	{"vfio:", NULL},
	{"v:", NULL},
	{"v5x:", NULL},
	{"Changes:", NULL},
	{"Changes", NULL},
};

static void test_headings(void **state)
{
	struct buf body = BUF_INIT, wanted = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(headings); i++) {
		buf_clear(&body);
		buf_clear(&wanted);
		buf_addf(&body, "Grinds.\n\n%s\n" ITEMS, headings[i].heading);
		if (headings[i].wanted)
			buf_addf(&wanted, "%s" DONE, headings[i].wanted);
		record_check("[PATCH v6 0/2] mill: Grind", body.p, wanted.p, print);
	}
	buf_release(&body);
	buf_release(&wanted);
}

static const struct {
	const char *body, *wanted;
} bodies[] = {
	/* underlined */
	{"Changes v4->v5\n--------------\n\n* grind\n", "v5: grind"},
	{"Changelog\n=========\nv2:\n   * grind\n", "-; v2: grind"},
	{"Changes\n=======\nWe ground\nand swept.\n", "-: We ground and swept."},
	{"Changes in v7:\n-------------\n- grind\n", "v7: grind"},
	/* items */
	{"v2:\n\n- grind\n\n- sweep\n", "v2: grind | sweep"},
	{"v2:\n - grind the\n   grain\n - sweep\n", "v2: grind the grain | sweep"},
	{"v2:\n- grind the\ngrain\n- sweep\n", "v2: grind the grain | sweep"},
	{"v2:\n- grind\n  * finely\n  + twice\n  o slowly\n- sweep\n",
		"v2: grind | finely | twice | slowly | sweep"},
	{"v2:\n1. grind\n2) sweep\n(3) rest\n", "v2: grind | sweep | rest"},
	{"v2:\n\xe2\x80\xa2 grind\n\xe2\x80\xa2 sweep\n", "v2: grind | sweep"},
	{"v2:\n-Grind\n-Sweep\n", "v2: Grind | Sweep"},
	{"v2:\n* grind\n  \n  It takes long,\n  as it did.\n", "v2: grind | It takes long, as it did."},
	{"Changes in V2:\n\n\tGrind\n\tSweep\n", "v2: Grind | Sweep"},
	{"Changes in V2:\n\n  mill: Grind\n\tAdd a stone\n\n  mill: Sweep\n\tNew patch\n",
		"v2: mill: Grind | Add a stone | mill: Sweep | New patch"},
	{"Changes in V2:\n\n    mill: Teach the upper stone to turn against the lower one where\n"
		"    it is needed\n", "v2: mill: Teach the upper stone to turn against the lower one "
		"where it is needed"},
	{"v2: grind\n", "v2: grind"},
	{"v2:\nhttps://example.org/r/1@b\n* grind\n", "v2: https://example.org/r/1@b | grind"},
	{"v2:\nhttps://example.org/r/1@b\nGround finer.\nAfter Ben's words:\n* sweep\n",
		"v2: https://example.org/r/1@b Ground finer. | After Ben's words: | sweep"},
	{"v3:\n- Link to v2: https://example.org/r/1@b\n", "v3: Link to v2: https://example.org/r/1@b"},
	{"v3:\n- Link to v2:\n  https://example.org/r/1@b\n",
		"v3: Link to v2: https://example.org/r/1@b"},
	/* with an address in the heading */
	{"v2: https://example.org/r/1@b\n - grind\n", "v2: grind"},
	{"v2: https://example.org/r/1@b\n\nAda\n", "v2"},
	{"- v2: https://example.org/r/1@b\n- v1: https://example.org/r/2@b\n", "v2; v1"},
	{"Changelog:\nv3:\n- grind\nLink: https://example.org/r/1@b [v2]\n- sweep\n"
		"Link: https://example.org/r/2@b [v1]\n", "-; v3: grind; v2: sweep; v1"},
	/* one after the other, in any order */
	{"v3:\n- grind\nv2:\n- sweep\nv1:\n- rest\n", "v3: grind; v2: sweep; v1: rest"},
	{"v1:\n- grind\n\nv2:\n- sweep\n", "v1: grind; v2: sweep"},
	{"v3->v4:\n- grind\n- v3: https://example.org/r/1@b\n\nv2->v3:\n- sweep\n",
		"v4: grind; v3; v3: sweep"},
	/* where they end */
	{"v2:\n- grind\n---\n- sweep\n", "v2: grind"},
	{"v2:\n- grind\nSigned-off-by: Ada <ada@example.org>\n- sweep\n", "v2: grind"},
	{"v2:\n- grind\n\nThanks,\nAda\n", "v2: grind"},
	{"v2:\n- grind\n\n[1] https://example.org\n", "v2: grind"},
	{"v2:\n- grind\n\nAda (1):\n  mill: Grind\n", "v2: grind"},
	{"v2:\n- grind\n a.c | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)\n", "v2: grind"},
	{"v2:\n- grind\n-----\nv1:\n- sweep\n", "v2: grind; v1: sweep"},
	/* prose */
	{"We need this since v5.\n", ""},
	{"History:\n\nThe mill is old.\n", ""},
	{"The idea came up in\nv3\nof another series.\n", ""},
	{"Patch 1  - grind\nPatch 2  - sweep\n", ""},
	{"", ""},
};

static void test_bodies(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(bodies); i++)
		record_check("[PATCH v9 0/2] mill: Grind", bodies[i].body, bodies[i].wanted, print);
}

/* What comes after RFC vN depends on the mail. */
static const struct {
	const char *subject, *body, *wanted;
} sequences[] = {
	{"[RFC PATCH v3 0/2] a", "Changes since RFC v2:\n" ITEMS, "RFC v3" DONE},
	{"[PATCH 0/2] a", "Changes since RFC v2:\n" ITEMS, "v1" DONE},
	{"[PATCH v3 0/2] a", "Changes since RFC v2:\n" ITEMS, "v3" DONE},
	{"[PATCH v2 0/2] a", "RFC v2 -> v1:\n" ITEMS, "v1" DONE},
	{"[PATCH v5.1] a", "v5 -> v5.1:\n" ITEMS, "v5.1" DONE},
};

static void test_sequences(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(sequences); i++)
		record_check(sequences[i].subject, sequences[i].body, sequences[i].wanted, print);
}

/* Lines and addresses of entries. */
static void test_entry(void **state)
{
	struct arena arena = ARENA_INIT;
	struct buf text = BUF_INIT;
	struct record r;

	(void)state;
	record_from(&arena, &text, "[PATCH v3] a", "Text.\n\n* From v2 [1]:\n- grind\n\n"
		"v1: https://example.org/r/1@b\n", RECORD_PLAIN, &r);
	assert_int_equal(r.nchangelog, 2);
	assert_int_equal(r.changelog[0].line, 7);
	assert_true(slice_is(r.changelog[0].heading, "* From v2 [1]:"));
	assert_false(r.changelog[0].url.n);
	assert_int_equal(r.changelog[1].line, 10);
	assert_true(slice_is(r.changelog[1].url, "https://example.org/r/1@b"));
	assert_true(slice_is(r.description, "Text."));
	buf_release(&text);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_headings),
		cmocka_unit_test(test_bodies),
		cmocka_unit_test(test_sequences),
		cmocka_unit_test(test_entry),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
