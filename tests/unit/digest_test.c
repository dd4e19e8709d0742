/* Whole digests: grammar and spans, the second step, oddities. */
#include "parser/parser.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "util/alloc.h"
#include "util/buf.h"

#define DASHES "----------------------------------------------------------------------\n\n"
#define HEADER "From 1234567 to 89abcdef0\nMILL mailing list update from 1234567 to 89abcdef0\n\n"
#define DOMAINS "Top 15 contributor Email domains (Based on Email Body)\n\n      2 b.org\n\n"
#define PERSONS "Top 15 contributors (Based on Email Body)\n\n      2  Ada <a@b.org>\n\n"
#define LIST    "===== Patch list in this time period =====\n\n\n"
#define MAILS   "===== Patch Commit Messages ====\n\n"
#define FRONT   HEADER DOMAINS PERSONS LIST MAILS
#define RECORD(prefix, title, body) \
	"New:  " title "\n[" prefix "] " title "\nAuthor: Ada <a@b.org>\n\n" body "\n\n" DASHES

/* --- what the sink is told, as text ---------------------------------------------------- */

struct story {
	const char *p;
	struct buf told;
};

static void tell_header(void *ctx, const struct digest_header *h)
{
	struct story *s = ctx;

	buf_addf(&s->told, "header " SLICE_FMT " " SLICE_FMT " " SLICE_FMT "\n", SLICE_ARG(h->list),
		SLICE_ARG(h->from), SLICE_ARG(h->to));
}

static void tell_domain(void *ctx, const struct rank_domain *row)
{
	struct story *s = ctx;

	buf_addf(&s->told, "domain %u " SLICE_FMT " %u\n", row->count, SLICE_ARG(row->domain),
		row->line);
}

static void tell_contributor(void *ctx, const struct rank_person *row)
{
	struct story *s = ctx;

	buf_addf(&s->told, "person %u " SLICE_FMT "<" SLICE_FMT "> %u\n", row->count,
		SLICE_ARG(row->person.name), SLICE_ARG(row->person.email), row->line);
}

static void tell_listed(void *ctx, const struct listed *row)
{
	struct story *s = ctx;

	buf_addf(&s->told, "listed " SLICE_FMT " %u\n", SLICE_ARG(row->subject), row->line);
}

static void tell_record(void *ctx, const struct record *r)
{
	struct story *s = ctx;

	buf_addf(&s->told, "record " SLICE_FMT " %u\n", SLICE_ARG(r->subject.line), r->line);
}

static void tell_skip(void *ctx, const struct skip *skip)
{
	struct story *s = ctx;

	buf_addf(&s->told, "skip " SLICE_FMT " for " SLICE_FMT " %u\n",
		SLICE_ARG(skip->subject.line), SLICE_ARG(skip->existing), skip->line);
}

static void tell_span(void *ctx, const struct span *span)
{
	static const char *const kinds[] = {
		[SPAN_HEADER] = "header", [SPAN_DOMAINS] = "domains",
		[SPAN_CONTRIBUTORS] = "contributors", [SPAN_LIST] = "list",
		[SPAN_MESSAGES] = "messages", [SPAN_RECORD] = "record", [SPAN_SKIP] = "skip",
		[SPAN_UNKNOWN] = "unknown"};
	struct story *s = ctx;

	buf_addf(&s->told, "%s@%u ", kinds[span->kind], span->line);
}

static const char *parse(struct story *s, const char *text, size_t n,
	const struct digest_sink *sink, bool wanted)
{
	buf_clear(&s->told);
	assert_int_equal(digest_parse(text, n, sink, s), wanted);
	return s->told.p;
}

/* --- grammar ------------------------------------------------------------------------------ */

static void test_facts(void **state)
{
	static const struct digest_sink sink = {
		.header = tell_header,
		.domain = tell_domain,
		.contributor = tell_contributor,
		.listed = tell_listed,
		.record = tell_record,
		.skip = tell_skip,
	};
	static const char text[] = HEADER DOMAINS PERSONS
		"===== Patch list in this time period =====\n\n[PATCH] x\n[PATCH 1/2] y\n\n" MAILS
		RECORD("PATCH", "x", "Text.")
		"Exist: [PATCH] x\n Skip: [PATCH v2] x\n"
		RECORD("PATCH 1/2", "y", "Text.");
	struct story s = {.told = BUF_INIT};

	(void)state;
	assert_string_equal(parse(&s, text, strlen(text), &sink, true),
		"header MILL 1234567 89abcdef0\n"
		"domain 2 b.org 6\n"
		"person 2 Ada<a@b.org> 10\n"
		"listed [PATCH] x 14\n"
		"listed [PATCH 1/2] y 15\n"
		"record [PATCH] x 19\n"
		"skip [PATCH v2] x for [PATCH] x 27\n"
		"record [PATCH 1/2] y 29\n");
	buf_release(&s.told);
}

static const struct {
	const char *text, *spans;
	bool digest;
} grammars[] = {
	{FRONT RECORD("PATCH", "x", "Text."),
		"header@1 domains@4 contributors@8 list@12 messages@15 record@17 ", true},
	{FRONT "", "header@1 domains@4 contributors@8 list@12 messages@15 ", true},
	{"\xef\xbb\xbf" HEADER MAILS RECORD("PATCH", "x", "a"), "header@1 messages@4 record@6 ", true},
	{"\n\n" HEADER MAILS, "header@1 messages@6 ", true},
	/* no final line end, no separator */
	{HEADER MAILS "New:  x\n[PATCH] x\nAuthor: A <a@b>", "header@1 messages@4 record@6 ", true},
	{HEADER MAILS "New:  x\n[PATCH] x\nAuthor: A <a@b>\n\nText", "header@1 messages@4 record@6 ",
		true},
	/* dashes end a record only before another message or the end */
	{HEADER MAILS RECORD("PATCH", "x", "Text.\n" DASHES "More.\n" DASHES "New: things\nhere."),
		"header@1 messages@4 record@6 ", true},
	{HEADER MAILS RECORD("PATCH", "x", "a") "\n\n\n" RECORD("PATCH", "y", "a"),
		"header@1 messages@4 record@6 record@17 ", true},
	{HEADER MAILS RECORD("PATCH", "x", "a") "Exist: [PATCH] x\n Skip: [PATCH] x",
		"header@1 messages@4 record@6 skip@14 ", true},
	{HEADER MAILS "Exist: [PATCH] x\n Skip: [PATCH] x\n" RECORD("PATCH", "y", "a"),
		"header@1 messages@4 skip@6 record@8 ", true},
	/* 69 and 71 dashes do not */
	{HEADER MAILS "New:  x\n[PATCH] x\nAuthor: A <a@b>\n\na\n"
		"---------------------------------------------------------------------\n\n"
		RECORD("PATCH", "y", "a"), "header@1 messages@4 record@6 ", true},
	/* what nobody knows */
	{HEADER "Hello.\nThere.\n" MAILS, "header@1 unknown@4 messages@6 ", true},
	{HEADER MAILS "Hello.\n\n" RECORD("PATCH", "x", "a"), "header@1 messages@4 unknown@6 record@8 ",
		true},
	{HEADER MAILS "New:  x\n[PATCH] x\nNobody\n\n" RECORD("PATCH", "x", "a"),
		"header@1 messages@4 unknown@6 record@10 ", true},
	{HEADER MAILS "Exist: [PATCH] x\nNothing\n", "header@1 messages@4 unknown@6 ", true},
	{HEADER "Top 15 contributors (Based on Email Body)\n\n  x\n  2  Ada <a@b>\n\n" MAILS,
		"header@1 contributors@4 unknown@6 contributors@7 messages@9 ", true},
	/* without a header, or the heading above the mails */
	{RECORD("PATCH", "x", "a"), "record@1 ", true},
	{HEADER RECORD("PATCH", "x", "a"), "header@1 record@4 ", true},
	{"From 1234567 to 89abcde\n\n" MAILS, "header@1 messages@3 ", true},
	{"From 123456 to 89abcde\n", "unknown@1 ", false},
	{"From 1234567 to 89abcdx\n", "unknown@1 ", false},
	{"Dear Ada,\n\n- milk\n", "unknown@1 ", false},
	{"\n\n", "unknown@1 ", false},
	{"", "", false},
};

static void test_spans(void **state)
{
	static const struct digest_sink sink = {.span = tell_span};
	struct story s = {.told = BUF_INIT};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(grammars); i++) {
		const char *told = parse(&s, grammars[i].text, strlen(grammars[i].text), &sink,
			grammars[i].digest);

		if (strcmp(told, grammars[i].spans) != 0)
			fail_msg("row %zu: %s instead of %s", i, told, grammars[i].spans);
	}
	buf_release(&s.told);
}

/* The same with CR LF everywhere. */
static void test_crlf(void **state)
{
	static const struct digest_sink sink = {
		.header = tell_header, .contributor = tell_contributor, .record = tell_record};
	static const char text[] = FRONT RECORD("PATCH", "x", "a") RECORD("PATCH", "y", "a");
	struct story plain = {.told = BUF_INIT}, crlf = {.told = BUF_INIT};
	struct buf ended = BUF_INIT;
	const char *p;

	(void)state;
	for (p = text; *p; p++) {
		if (*p == '\n')
			buf_addc(&ended, '\r');
		buf_addc(&ended, *p);
	}
	assert_string_equal(parse(&plain, text, strlen(text), &sink, true),
		parse(&crlf, ended.p, ended.n, &sink, true));
	buf_release(&plain.told);
	buf_release(&crlf.told);
	buf_release(&ended);
}

/* --- the second step ------------------------------------------------------------------------ */

static void tell_resolved(void *ctx, const struct resolved *r)
{
	struct story *s = ctx;

	buf_addf(&s->told, "%zu" SLICE_FMT "%s " SLICE_FMT "<" SLICE_FMT ">; ", r->pair,
		SLICE_ARG(r->title_full), r->title_cut ? "!" : "", SLICE_ARG(r->contributor.name),
		SLICE_ARG(r->contributor.email));
}

static void tell_pair(void *ctx, const struct pair *pair)
{
	struct story *s = ctx;

	buf_addf(&s->told, "= " SLICE_FMT " v%u %u %d %d; ", SLICE_ARG(pair->title), pair->version,
		pair->total, (int)pair->cover, (int)pair->patch);
}

#define LONG "mill: Teach the upper stone to turn against the"
#define FROM_OTHER(prefix, title, body) \
	"New:  " title "\n[" prefix "] " title "\nAuthor: Ada <a@b.org>\n\n\n" body "\n\n" DASHES
#define COVER(prefix, title, titles) RECORD(prefix, title, "Text.\n\nAda (2):\n" titles)

static const struct {
	const char *text, *wanted;
} resolutions[] = {
	/* a patch before its cover, a single */
	{FRONT RECORD("PATCH 1/2", "a: x", "T") COVER("PATCH 0/2", "Both", "  a: x\n  a: y\n")
		RECORD("PATCH v2", "z", "T"),
		"0a: x Ada<a@b.org>; 0Both Ada<a@b.org>; 1z Ada<a@b.org>; "
		"= Both v1 2 1 0; = z v2 1 -1 2; "},
	/* the other way round, and a stranger between */
	{HEADER MAILS COVER("PATCH 0/2", "Both", "  a: x\n  a: y\n") RECORD("PATCH", "z", "T")
		RECORD("PATCH 1/2", "a: x", "T"),
		"0Both Ada<a@b.org>; 1z Ada<a@b.org>; 0a: x Ada<a@b.org>; "
		"= Both v1 2 0 2; = z v1 1 -1 1; "},
	/* another version, another total, other tags */
	{HEADER MAILS COVER("PATCH v2 0/2", "Both", "  a: x\n  a: y\n") RECORD("PATCH 1/2", "a: x", "T"),
		"0Both Ada<a@b.org>; 1a: x Ada<a@b.org>; = Both v2 2 0 -1; = a: x v1 2 -1 1; "},
	{HEADER MAILS COVER("PATCH 0/3", "Both", "  a: x\n  a: y\n") RECORD("PATCH 1/2", "a: x", "T"),
		"0Both Ada<a@b.org>; 1a: x Ada<a@b.org>; = Both v1 3 0 -1; = a: x v1 2 -1 1; "},
	{HEADER MAILS COVER("PATCH 0/2", "Both", "  a: x\n  a: y\n") RECORD("RFC PATCH 1/2", "a: x", "T"),
		"0Both Ada<a@b.org>; 1a: x Ada<a@b.org>; = Both v1 2 0 -1; = a: x v1 2 -1 1; "},
	/* neighbours of one sender without a shortlog */
	{HEADER MAILS RECORD("PATCH 1/2", "a: x", "T") RECORD("PATCH 0/2", "Both", "T"),
		"0a: x Ada<a@b.org>; 0Both Ada<a@b.org>; = Both v1 2 1 0; "},
	/* two series alike but for their titles */
	{HEADER MAILS RECORD("PATCH 1/2", "b: x", "T") COVER("PATCH 0/2", "B", "  b: x\n  b: y\n")
		RECORD("PATCH 1/2", "a: x", "T") COVER("PATCH 0/2", "A", "  a: x\n  a: y\n"),
		"0b: x Ada<a@b.org>; 0B Ada<a@b.org>; 1a: x Ada<a@b.org>; 1A Ada<a@b.org>; "
		"= B v1 2 1 0; = A v1 2 3 2; "},
	/* cut, and whole in the shortlog */
	{HEADER MAILS RECORD("PATCH 1/2", LONG, "T")
		COVER("PATCH 0/2", "Both", "  " LONG "\n    lower one\n  a: y\n"),
		"0" LONG " lower one! Ada<a@b.org>; 0Both Ada<a@b.org>; = Both v1 2 1 0; "},
	/* cut, and nothing to tell the rest */
	{HEADER MAILS RECORD("PATCH", LONG, "T"), "0" LONG "! Ada<a@b.org>; = " LONG " v1 1 -1 0; "},
	/* cut, and whole in the list */
	{HEADER "===== Patch list in this time period =====\n\n[PATCH] " LONG " lower one\n\n" MAILS
		RECORD("PATCH", LONG, "T"),
		"0" LONG " lower one! Ada<a@b.org>; = " LONG " lower one v1 1 -1 0; "},
	/* the cover was skipped */
	{HEADER MAILS RECORD("PATCH 1/2", "a: Add x", "T")
		"Exist: [PATCH 1/2] a: Add x\n Skip: [PATCH 0/2] Add x\n",
		"0a: Add x Ada<a@b.org>; = Add x v1 2 -1 0; "},
	{HEADER MAILS RECORD("PATCH 1/2", "a: Add x", "T")
		"Exist: [PATCH 1/2] a: Add x\n Skip: [PATCH v0 0/2] Add x\n",
		"0a: Add x Ada<a@b.org>; = a: Add x v1 2 -1 0; "},
	/* somebody else's patch: by the shortlog and the ranking, or who signed it */
	{HEADER "Top 15 contributors (Based on Email Body)\n\n  1  \"Ben B.\" <ben@c.org>\n\n" MAILS
		FROM_OTHER("PATCH 1/1", "a: x", "T\n\nSigned-off-by: Ada <a@b.org>")
		RECORD("PATCH 0/1", "One", "T\n\nBen B. (1):\n  a: x\n"),
		"0a: x Ben B.<ben@c.org>; 0One Ada<a@b.org>; = One v1 1 1 0; "},
	{HEADER MAILS
		FROM_OTHER("PATCH 1/1", "a: x", "Signed-off-by: Eve <e@e>\nSigned-off-by: Ben <b@c>")
		RECORD("PATCH 0/1", "One", "T\n\nBen (1):\n  a: x\n"),
		"0a: x Ben<b@c>; 0One Ada<a@b.org>; = One v1 1 1 0; "},
	{HEADER MAILS FROM_OTHER("PATCH", "a: x", "Signed-off-by: Ben <b@c>\nSigned-off-by: Ada <a@b>"),
		"0a: x Ben<b@c>; = a: x v1 1 -1 0; "},
	/* the sender under another address, by name, in the ranking */
	{HEADER "Top 15 contributors (Based on Email Body)\n\n  1  Ada <ada@work.org>\n\n" MAILS
		FROM_OTHER("PATCH 0/1", "a: x", "T"), "0a: x Ada<ada@work.org>; = a: x v1 1 0 -1; "},
	/* and under another name */
	{HEADER "Top 15 contributors (Based on Email Body)\n\n  1  Ada Pippin <A@B.ORG>\n\n" MAILS
		RECORD("PATCH", "a: x", "T"), "0a: x Ada Pippin<A@B.ORG>; = a: x v1 1 -1 0; "},
};

static void test_resolve(void **state)
{
	static const struct digest_sink sink = {.resolved = tell_resolved, .pair = tell_pair};
	struct story s = {.told = BUF_INIT};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(resolutions); i++) {
		const char *told = parse(&s, resolutions[i].text, strlen(resolutions[i].text), &sink,
			true);

		if (strcmp(told, resolutions[i].wanted) != 0)
			fail_msg("row %zu:\n%s\ninstead of\n%s", i, told, resolutions[i].wanted);
	}
	buf_release(&s.told);
}

/* --- oddities --------------------------------------------------------------------------------- */

static void tell_oddity(void *ctx, const struct oddity *o)
{
	struct story *s = ctx;

	assert_true(o->message.n > 0);
	buf_addf(&s->told, "%s@%u ", oddity_kind_name(o->kind), o->line);
}

#define STAT(rows, summary) "Text.\n---\n" rows " " summary

static const struct {
	const char *text, *wanted;
} oddities[] = {
	{FRONT RECORD("PATCH", "x", "Text."), ""},
	{"", "no-digest@1 "},
	{"Hello.\n", "no-digest@1 unknown-text@1 "},
	{"From 1234567 to 89abcde\n\n" MAILS, "no-digest@2 "},
	{HEADER "Hello.\nThere.\n" MAILS "Hello.\n", "unknown-text@4 unknown-text@8 "},
	{HEADER "Top 9 contributors\n\n x y\n" MAILS, "bad-rank@6 "},
	{FRONT RECORD("PATCH", "x", ""), "empty-body@17 "},
	{FRONT RECORD("PATCH", "x", ">a\n>b\n>c\n>d\n>Acked-by: A <a@b>"),
		"quoted@21 malformed-trailer@25 "},
	{FRONT RECORD("PATCH", "x", "Acked-by:A <a@b>\nCc: a@b\nFixes: 0123456789abcdef (\"x\")"),
		"malformed-trailer@21 malformed-trailer@22 malformed-trailer@23 "},
	{HEADER MAILS "New: ET_X\n[PATCH] Fix [GS]ET_X\nAuthor: A <a@b>\n\nT\n\n" DASHES,
		"corrupt-marker@6 "},
	{HEADER MAILS "New: Fix\n[PATCH] [a{b}] Fix\nAuthor: A <a@b>\n\nT\n\n" DASHES, ""},
	{HEADER MAILS "New:  x\n[x\nAuthor: A <a@b>\n\nT\n\n" DASHES,
		"corrupt-marker@6 bad-subject@7 cut-title@6 "},
	{HEADER MAILS "New:  x\n[PATCH 3/2] x\nAuthor: A <a@b>\n\nT\n\n" DASHES, "bad-subject@7 "},
	{HEADER MAILS "New: \n[PATCH]\nAuthor: A <a@b>\n\nT\n\n" DASHES, "bad-subject@7 "},
	{HEADER MAILS "New:  x\n[PATCH] x\nAuthor: A\n\nT\n\n" DASHES, "bad-author@8 "},
	{FRONT RECORD("PATCH", "x", STAT(" a | 2 +-\n", "1 file changed, 1 insertion(+), 1 deletion(-)")),
		""},
	{FRONT RECORD("PATCH", "x", STAT(" a | 3 +-\n", "1 file changed, 1 insertion(+), 1 deletion(-)")),
		"stat-mismatch@17 "},
	{FRONT RECORD("PATCH", "x", STAT(" a | 1 +\n", "2 files changed, 1 insertion(+)")),
		"stat-mismatch@17 "},
	{FRONT RECORD("PATCH", "x", "T\n a | 1 +"), "stat-mismatch@22 "},
	{FRONT RECORD("PATCH", "x", STAT(" ...a => b} | 0\n", "1 file changed")), "head-cut-rename@23 "},
	{FRONT RECORD("PATCH", "x", STAT(" {a => b} | 0\n", "1 file changed")), ""},
	{FRONT RECORD("PATCH 0/1", "x", "T\n\nAda (2):\n  y"), "shortlog-mismatch@23 "},
	{FRONT RECORD("PATCH", "x", "T") "Exist: [PATCH] x\n Skip: [PATCH] x\n", "skipped@25 "},
	{FRONT RECORD("PATCH", LONG, "T"), "cut-title@17 "},
	/* not cut: too short, or too long to have been folded */
	{FRONT RECORD("PATCH", "mill: Explain what the stone is for", "T"), ""},
	{FRONT RECORD("PATCH", "mill: Teach the upper stone of the mill behind the hill to turn on", "T"),
		""},
};

static void test_oddities(void **state)
{
	static const struct digest_sink sink = {.oddity = tell_oddity};
	struct story s = {.told = BUF_INIT};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(oddities); i++) {
		buf_clear(&s.told);
		digest_parse(oddities[i].text, strlen(oddities[i].text), &sink, &s);
		if (strcmp(s.told.p, oddities[i].wanted) != 0)
			fail_msg("row %zu: '%s' instead of '%s'", i, s.told.p, oddities[i].wanted);
	}
	buf_release(&s.told);
}

/* A sink that wants nothing is told nothing. */
static void test_no_sink(void **state)
{
	static const struct digest_sink sink = {.header = NULL};
	static const char text[] = FRONT RECORD("PATCH", "x", "") "Exist: a\n Skip: b\n";

	(void)state;
	assert_true(digest_parse(text, strlen(text), &sink, NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_facts),
		cmocka_unit_test(test_spans),
		cmocka_unit_test(test_crlf),
		cmocka_unit_test(test_resolve),
		cmocka_unit_test(test_oddities),
		cmocka_unit_test(test_no_sink),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
