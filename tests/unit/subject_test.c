/* Subject lines: tags, version, index, title, subsystem; titles as they are compared. */
#include "parser/parser.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "util/alloc.h"
#include "util/buf.h"

/* "kind vVERSION INDEX/TOTAL tags: … | title | subsystem", with ! for RFC, + for RESEND */
static void print_subject(const struct subject *s, struct buf *out)
{
	static const char *const kinds[] = {
		[RECORD_COVER] = "cover", [RECORD_PATCH] = "patch", [RECORD_SINGLE] = "single"};
	size_t i;

	buf_addf(out, "%s%s%s v%u", kinds[s->kind], s->rfc ? "!" : "", s->resend ? "+" : "",
		s->version);
	if (s->minor)
		buf_addf(out, ".%u", s->minor);
	buf_addf(out, "%s", s->has_version ? "" : "?");
	if (s->kind != RECORD_SINGLE)
		buf_addf(out, " %u/%u", s->index, s->total);
	for (i = 0; i < s->ntags; i++)
		buf_addf(out, " " SLICE_FMT, SLICE_ARG(s->tags[i]));
	buf_addf(out, " | " SLICE_FMT " |", SLICE_ARG(s->title));
	for (i = 0; i < s->nsubsystem; i++)
		buf_addf(out, " " SLICE_FMT, SLICE_ARG(s->subsystem[i]));
}

static const struct {
	const char *line, *wanted;
} subjects[] = {
	{"[PATCH] mill: Grind", "single v1? PATCH | mill: Grind | mill"},
	{"[PATCH v4 01/13] mill: Grind", "patch v4 1/13 PATCH | mill: Grind | mill"},
	{"[PATCH v4 00/13] mill: Grind", "cover v4 0/13 PATCH | mill: Grind | mill"},
	{"[PATCH 0/2] Grind", "cover v1? 0/2 PATCH | Grind |"},
	{"[PATCH 2/2 V7] Grind", "patch v7 2/2 PATCH | Grind |"},
	{"[PATCH v1.1] Grind", "single v1.1 PATCH | Grind |"},
	{"[PATCHv3 1/2] Grind", "patch v3 1/2 PATCH | Grind |"},
	{"[PATCH-v3] Grind", "single v3 PATCH | Grind |"},
	{"[RFCv2 PATCH] Grind", "single! v2 RFC PATCH | Grind |"},
	{"[PATCH v6,19/24] Grind", "patch v6 19/24 PATCH | Grind |"},
	{"[PATCH v6, 19/24] Grind", "patch v6 19/24 PATCH | Grind |"},
	{"[PATCH net-next v8 1/6] Grind", "patch v8 1/6 PATCH net-next | Grind |"},
	{"[kvm-unit-tests PATCH v2] Grind", "single v2 kvm-unit-tests PATCH | Grind |"},
	{"[PATCH RESEND V2 1/2] Grind", "patch+ v2 1/2 PATCH RESEND | Grind |"},
	{"[PATCH REPOST] Grind", "single+ v1? PATCH REPOST | Grind |"},
	{"[RFC/RFT PATCH v2] Grind", "single! v2 RFC/RFT PATCH | Grind |"},
	{"[RFC] [PATCH 1/3] Grind", "patch! v1? 1/3 RFC PATCH | Grind |"},
	{"[PATCH][for-stable-5.10] Grind", "single v1? PATCH for-stable-5.10 | Grind |"},
	{"[PATCH AUTOSEL 5.10 3/9] Grind", "patch v1? 3/9 PATCH AUTOSEL 5.10 | Grind |"},
	{"[patch v2] grind", "single v2 patch | grind |"},
	/* two blanks, a tab, none */
	{"[PATCH]  mill: Grind", "single v1? PATCH | mill: Grind | mill"},
	{"[PATCH\tv2]\tmill: Grind", "single v2 PATCH | mill: Grind | mill"},
	{"[PATCH]mill: Grind", "single v1? PATCH | mill: Grind | mill"},
	/* brackets that are no tags */
	{"[PATCH] mill: Fix MILL_[GS]ET_STONE", "single v1? PATCH | mill: Fix MILL_[GS]ET_STONE | mill"},
	{"[PATCH] [stable-4.{4, 9, 14,", "single v1? PATCH | [stable-4.{4, 9, 14, |"},
	{"[PATCH", "single v1? | [PATCH |"},
	{"Grind", "single v1? | Grind |"},
	{"", "single v1? |  |"},
	{"[]", "single v1? |  |"},
	{"[PATCH v99999999999] Grind", "single v4294967295 PATCH | Grind |"},
	/* not a version, not an index */
	{"[PATCH v] Grind", "single v1? PATCH v | Grind |"},
	{"[PATCH vfio] Grind", "single v1? PATCH vfio | Grind |"},
	{"[PATCH 1/n] Grind", "single v1? PATCH 1/n | Grind |"},
	{"[PATCH v2.] Grind", "single v1? PATCH v2. | Grind |"},
	/* subsystems */
	{"[PATCH] mill: stone/upper: Grind", "single v1? PATCH | mill: stone/upper: Grind | mill stone/upper"},
	{"[PATCH] mill:stone: Grind", "single v1? PATCH | mill:stone: Grind | mill stone"},
	{"[PATCH] Revert \"mill: Grind\"", "single v1? PATCH | Revert \"mill: Grind\" | mill"},
	{"[PATCH] water mill wheel: Turn", "single v1? PATCH | water mill wheel: Turn | water mill wheel"},
	{"[PATCH] the water mill wheel: Turn", "single v1? PATCH | the water mill wheel: Turn |"},
	{"[PATCH] mill: say \"hi: there\"", "single v1? PATCH | mill: say \"hi: there\" | mill"},
	{"[PATCH] mill::stone: Grind", "single v1? PATCH | mill::stone: Grind | mill"},
	{"[PATCH] mill:", "single v1? PATCH | mill: |"},
};

static void test_subject(void **state)
{
	struct buf got = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(subjects); i++) {
		struct subject s;

		buf_clear(&got);
		subject_parse(slice_cstr(subjects[i].line), &s);
		print_subject(&s, &got);
		assert_string_equal(got.p, subjects[i].wanted);
	}
	buf_release(&got);
}

/* More tags than there is room for are left out, and do no harm. */
static void test_many_tags(void **state)
{
	struct buf line = BUF_INIT;
	struct subject s;
	size_t i;

	(void)state;
	buf_addc(&line, '[');
	for (i = 0; i < 3 * SUBJECT_TAGS; i++)
		buf_adds(&line, "TAG ");
	buf_adds(&line, "v3 1/2] ");
	for (i = 0; i < 3 * SUBJECT_SUBSYSTEMS; i++)
		buf_adds(&line, "mill: ");
	assert_true(subject_parse(buf_slice(&line), &s));
	assert_int_equal(s.ntags, SUBJECT_TAGS);
	assert_int_equal(s.nsubsystem, SUBJECT_SUBSYSTEMS);
	assert_int_equal(s.version, 3);
	assert_int_equal(s.total, 2);
	buf_release(&line);
}

static const struct {
	const char *title, *wanted;
} normal[] = {
	{"mill: Grind", "mill grind"},
	{"  Mill:  GRIND!! ", "mill grind"},
	{"mill_stone(): grind", "mill stone grind"},
	{"M\xc3\xbchle: Mahle", "muhle mahle"},
	{"...", ""},
	{"", ""},
};

static void test_normalise(void **state)
{
	struct arena arena = ARENA_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(normal); i++) {
		struct slice got = title_normalise(&arena, slice_cstr(normal[i].title));

		assert_int_equal(got.n, strlen(normal[i].wanted));
		assert_memory_equal(got.p, normal[i].wanted, got.n);
	}
	arena_release(&arena);
}

static void test_path(void **state)
{
	struct arena arena = ARENA_INIT;
	struct subject s;

	(void)state;
	subject_parse(SLICE_LIT("[PATCH] mill: stone/upper: Grind"), &s);
	assert_true(slice_is(subsystem_path(&arena, &s), "mill/stone/upper"));
	subject_parse(SLICE_LIT("[PATCH] Grind"), &s);
	assert_true(slice_is(subsystem_path(&arena, &s), ""));
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_subject),
		cmocka_unit_test(test_many_tags),
		cmocka_unit_test(test_normalise),
		cmocka_unit_test(test_path),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
