/* Keymap files: what is wrong with them, which binding is in force, lookup and listing. */
#include "conf/keymap.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "util/alloc.h"

static struct keymap *read_two(const char *base, const char *user, struct buf *errors)
{
	struct keymap *map = keymap_new();

	keymap_read(map, "base", slice_cstr(base), errors);
	if (user)
		keymap_read(map, "user", slice_cstr(user), errors);
	return map;
}

/* --- what is wrong with a file --- */

static const struct {
	const char *text;
	const char *errors;
} files[] = {
	/* Nothing wrong */
	{"", ""},
	{"\n\n", ""},
	{"# only a comment", ""},
	{"  # a comment further right\n", ""},
	{"any j move-down\n", ""},
	{"any j move-down", ""},
	{"\tany\t\tj \t move-down \t\r\n", ""},
	{"any j move-down # down", ""},
	{"any j move-down #down", ""},
	{"any # search\n", ""},
	{"any j none\n", ""},
	{"list j none\nprompt <C-x> none\n", ""},
	{"any j move-down\nlist j open\n", ""},
	{"any gg first\nany gn last\nany h help\n", ""},
	{"any g first\nlist gg open\n", ""},
	/* Words */
	{"any", "base:1: expected: CONTEXT KEYS ACTION\n"},
	{"any j", "base:1: expected: CONTEXT KEYS ACTION\n"},
	{"any j # open", "base:1: unknown action '#'\n"},
	{"any j open now", "base:1: 'now' after the action\n"},
	{"any j open now # then", "base:1: 'now' after the action\n"},
	/* Contexts */
	{"every j open", "base:1: unknown context 'every'\n"},
	{"Any j open", "base:1: unknown context 'Any', did you mean 'any'?\n"},
	{"\n\n j open\n", "base:3: unknown context 'j'\n"},
	/* Keys */
	{"any <C-foo> open", "base:1: no such key: '<C-foo>'\n"},
	{"any gg<foo>x open", "base:1: no such key: '<foo>x'\n"},
	{"any <Esc open", "base:1: no such key: '<Esc'\n"},
	{"any \x1b[A open", "base:1: no such key: '^[[A'\n"},
	{"any \xff open", "base:1: no such key: '<FF>'\n"},
	{"any <aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa> open",
		"base:1: no such key: '<aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa~'\n"},
	{"prompt j prompt-left", "base:1: 'j' is text in a prompt\n"},
	{"prompt <lt> prompt-left", "base:1: '<lt>' is text in a prompt\n"},
	{"prompt <space><C-x> none", "base:1: '<space><C-x>' is text in a prompt\n"},
	/* Actions */
	{"any j juggle", "base:1: unknown action 'juggle'\n"},
	{"any j Open", "base:1: unknown action 'Open', did you mean 'open'?\n"},
	{"any j \xe2\x80\xaeopen",
		"base:1: unknown action '<U+202E>open'\n"},
	{"any j prompt-left", "base:1: 'prompt-left' does not work in 'any'\n"},
	{"prompt <C-x> open", "base:1: 'open' does not work in 'prompt'\n"},
	{"list } unfold", "base:1: 'unfold' does not work in 'list'\n"},
	/* Bound twice */
	{"any j open\nany j quit\n", "base:2: 'j' is bound in line 1 already\n"},
	{"any j open\n\nany j open\n", "base:3: 'j' is bound in line 1 already\n"},
	{"any j open\nany j none\n", "base:2: 'j' is bound in line 1 already\n"},
	{"any <C-D> open\nany <c-d> quit\n", "base:2: '<C-d>' is bound in line 1 already\n"},
	{"any <Tab> open\nany <C-i> quit\n", "base:2: '<Tab>' is bound in line 1 already\n"},
	{"any j open\nany j quit\nany j back\n",
		"base:2: 'j' is bound in line 1 already\nbase:3: 'j' is bound in line 1 already\n"},
	/* The beginning of another */
	{"any g first\nany gg last\n",
		"base:2: 'gg' and 'g' in line 1: one is the beginning of the other\n"},
	{"any gg first\nany g last\n",
		"base:2: 'g' and 'gg' in line 1: one is the beginning of the other\n"},
	{"any a open\nany gg first\nany ggg last\nany z zoom\n",
		"base:3: 'ggg' and 'gg' in line 2: one is the beginning of the other\n"},
	{"any <C-x><C-c> quit\nany <C-x> open\n",
		"base:2: '<C-x>' and '<C-x><C-c>' in line 1: one is the beginning of the other\n"},
	/* Several, and what is good is taken */
	{"any j juggle\nevery\nany k open\n",
		"base:1: unknown action 'juggle'\nbase:2: unknown context 'every'\n"},
};

static void test_errors(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(files); i++) {
		struct keymap *map = keymap_new();
		struct buf errors = BUF_INIT;
		bool good = keymap_read(map, "base", slice_cstr(files[i].text), &errors);

		assert_string_equal(errors.p, files[i].errors);
		assert_int_equal(good, files[i].errors[0] == '\0');
		keymap_free(map);
		buf_release(&errors);
	}
}

static void test_good_lines_are_taken(void **state)
{
	struct buf errors = BUF_INIT;
	struct keymap *map =
		read_two("any j juggle\nany k open\nany k quit\nx\nany l quit", NULL, &errors);
	enum action action;

	(void)state;
	assert_int_equal(keymap_count(map), 2);
	assert_int_equal(keymap_find(map, CONTEXT_ANY, SLICE_LIT("k"), &action), KEYMAP_FOUND);
	assert_int_equal(action, ACTION_OPEN);
	assert_int_equal(keymap_find(map, CONTEXT_ANY, SLICE_LIT("l"), &action), KEYMAP_FOUND);
	assert_int_equal(action, ACTION_QUIT);
	keymap_free(map);
	buf_release(&errors);
}

static void test_embedded_nul(void **state)
{
	struct buf errors = BUF_INIT;
	struct keymap *map = keymap_new();

	(void)state;
	assert_false(keymap_read(map, "base", SLICE_LIT("any j\0k open\n"), &errors));
	assert_string_equal(errors.p, "base:1: no such key: '^@k'\n");
	keymap_free(map);
	buf_release(&errors);
}

/* --- what is in force --- */

#define NONE	 KEYMAP_NONE, ACTION_NONE
#define PREFIX	 KEYMAP_PREFIX, ACTION_NONE
#define FOUND(a) KEYMAP_FOUND, ACTION_##a

static const struct {
	const char *base, *user;
	enum context context;
	const char *keys;
	enum keymap_hit hit;
	enum action action;
} lookups[] = {
	/* One file */
	{"any j open", "", CONTEXT_ANY, "j", FOUND(OPEN)},
	{"any j open", "", CONTEXT_ANY, "k", NONE},
	{"any j open", "", CONTEXT_ANY, "jj", NONE},
	{"any j open", "", CONTEXT_ANY, "J", NONE},
	{"", "", CONTEXT_LIST, "j", NONE},
	{"any <c-D> open", "", CONTEXT_LIST, "<C-d>", FOUND(OPEN)},
	{"any < open", "", CONTEXT_LIST, "<lt>", FOUND(OPEN)},
	/* Contexts: its own, then any */
	{"any j open", "", CONTEXT_LIST, "j", FOUND(OPEN)},
	{"any j open\nlist j quit", "", CONTEXT_LIST, "j", FOUND(QUIT)},
	{"any j open\nlist j quit", "", CONTEXT_RAIL, "j", FOUND(OPEN)},
	{"any j open\nlist j quit", "", CONTEXT_ANY, "j", FOUND(OPEN)},
	{"list j quit", "", CONTEXT_ANY, "j", NONE},
	{"list j quit", "", CONTEXT_DETAIL, "j", NONE},
	{"any <C-l> redraw", "", CONTEXT_PROMPT, "<C-l>", NONE},
	{"prompt <C-l> redraw", "", CONTEXT_PROMPT, "<C-l>", FOUND(REDRAW)},
	{"prompt <C-l> redraw", "", CONTEXT_LIST, "<C-l>", NONE},
	/* Sequences */
	{"any gg first", "", CONTEXT_LIST, "g", PREFIX},
	{"any gg first", "", CONTEXT_LIST, "gg", FOUND(FIRST)},
	{"any gg first", "", CONTEXT_LIST, "ggg", NONE},
	{"any gg first", "", CONTEXT_LIST, "gx", NONE},
	{"any gf first\nany gn last\nany gz zoom", "", CONTEXT_LIST, "g", PREFIX},
	{"any gf first\nany gn last\nany gz zoom", "", CONTEXT_LIST, "gn", FOUND(LAST)},
	{"any <C-x><C-c> quit", "", CONTEXT_LIST, "<C-x>", PREFIX},
	{"any <C-x><C-c> quit", "", CONTEXT_LIST, "<C-x><C-c>", FOUND(QUIT)},
	{"any <C-x><C-c> quit", "", CONTEXT_LIST, "<C-c>", NONE},
	{"prompt <C-x>a prompt-left", "", CONTEXT_PROMPT, "<C-x>a", FOUND(CHAR_LEFT)},
	/* A sequence begun in the context comes before what any says */
	{"any g first\nlist gx open", "", CONTEXT_LIST, "g", PREFIX},
	{"any g first\nlist gx open", "", CONTEXT_LIST, "gx", FOUND(OPEN)},
	{"any g first\nlist gx open", "", CONTEXT_RAIL, "g", FOUND(FIRST)},
	{"any gy first\nlist gx open", "", CONTEXT_LIST, "gy", FOUND(FIRST)},
	{"any gy first\nlist g open", "", CONTEXT_LIST, "g", FOUND(OPEN)},
	/* A later file wins */
	{"any j open", "any j quit", CONTEXT_LIST, "j", FOUND(QUIT)},
	{"any <C-D> open", "any <c-d> quit", CONTEXT_LIST, "<C-d>", FOUND(QUIT)},
	{"any j open", "list j quit", CONTEXT_RAIL, "j", FOUND(OPEN)},
	{"list j open", "any j quit", CONTEXT_LIST, "j", FOUND(OPEN)},
	{"any gg first\nany gn last", "any g open", CONTEXT_LIST, "g", FOUND(OPEN)},
	{"any gg first\nany gn last", "any g open", CONTEXT_LIST, "gg", NONE},
	{"any gg first\nany gn last", "any g open", CONTEXT_LIST, "gn", NONE},
	{"any g first", "any gg open", CONTEXT_LIST, "g", PREFIX},
	{"any g first", "any gg open\nany gn last", CONTEXT_LIST, "gn", FOUND(LAST)},
	{"any g first", "list gg open", CONTEXT_RAIL, "g", FOUND(FIRST)},
	{"any h help\nany gg first\nany z zoom", "any g open", CONTEXT_ANY, "z", FOUND(ZOOM)},
	{"any h help\nany gg first\nany z zoom", "any g open", CONTEXT_ANY, "h", FOUND(HELP)},
	/* An error takes nothing away */
	{"any j open", "any j juggle", CONTEXT_LIST, "j", FOUND(OPEN)},
	{"any j open", "any k quit\nany k back\nany j help x", CONTEXT_LIST, "j", FOUND(OPEN)},
	/* none */
	{"any j open", "any j none", CONTEXT_LIST, "j", NONE},
	{"any j open", "list j none", CONTEXT_LIST, "j", NONE},
	{"any j open", "list j none", CONTEXT_RAIL, "j", FOUND(OPEN)},
	{"any j open\nlist j quit", "any j none", CONTEXT_LIST, "j", FOUND(QUIT)},
	{"any j open\nlist j quit", "list j none", CONTEXT_LIST, "j", NONE},
	{"any gg first", "any g none", CONTEXT_LIST, "gg", NONE},
	{"any gg first", "any g none", CONTEXT_LIST, "g", NONE},
	{"any gg first", "list g none", CONTEXT_LIST, "g", NONE},
	{"any g first", "any gg none", CONTEXT_LIST, "g", PREFIX},
	{"any g first", "any gg none", CONTEXT_LIST, "gg", NONE},
	{"prompt <C-x> prompt-left", "prompt <C-x> none", CONTEXT_PROMPT, "<C-x>", NONE},
};

static void test_lookups(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(lookups); i++) {
		struct buf errors = BUF_INIT;
		struct keymap *map = read_two(lookups[i].base, lookups[i].user, &errors);
		enum action action = ACTION_QUIT;
		enum keymap_hit hit =
			keymap_find(map, lookups[i].context, slice_cstr(lookups[i].keys), &action);

		if (hit != lookups[i].hit || action != lookups[i].action)
			fail_msg("\"%s\" + \"%s\": '%s' in %s gives %d, %s", lookups[i].base,
				lookups[i].user, lookups[i].keys, context_name(lookups[i].context),
				(int)hit, action_info(action)->name);
		keymap_free(map);
		buf_release(&errors);
	}
}

static const struct {
	const char *base, *user;
	enum context context;
	enum action action;
	const char *keys; /* NULL: none */
} reached_by[] = {
	{"any j open\nany <CR> open", "", CONTEXT_LIST, ACTION_OPEN, "j <Enter>"},
	{"any j open\nlist k open", "", CONTEXT_LIST, ACTION_OPEN, "k j"},
	{"any j open\nlist k open", "", CONTEXT_ANY, ACTION_OPEN, "j"},
	{"any j open\nlist k open", "", CONTEXT_RAIL, ACTION_OPEN, "j"},
	{"any j open", "any k open", CONTEXT_LIST, ACTION_OPEN, "j k"},
	{"any z open\nany a open", "", CONTEXT_LIST, ACTION_OPEN, "z a"},
	{"any j open", "any j quit", CONTEXT_LIST, ACTION_OPEN, NULL},
	{"any j open", "", CONTEXT_LIST, ACTION_QUIT, NULL},
	{"any j open\nany k open", "list j quit", CONTEXT_LIST, ACTION_OPEN, "k"},
	{"any j open\nany k open", "list j none", CONTEXT_LIST, ACTION_OPEN, "k"},
	{"any g open", "list gx quit", CONTEXT_LIST, ACTION_OPEN, NULL},
	{"any gx open", "list g quit", CONTEXT_LIST, ACTION_OPEN, NULL},
	{"any gx open", "list g none", CONTEXT_LIST, ACTION_OPEN, NULL},
	{"any <C-l> redraw", "", CONTEXT_PROMPT, ACTION_REDRAW, NULL},
	{"prompt <C-l> redraw\nany <C-x> redraw", "", CONTEXT_PROMPT, ACTION_REDRAW, "<C-l>"},
};

static void test_keys_for(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(reached_by); i++) {
		struct buf errors = BUF_INIT, keys = BUF_INIT;
		struct keymap *map = read_two(reached_by[i].base, reached_by[i].user, &errors);
		bool any = keymap_keys_for(map, reached_by[i].context, reached_by[i].action, &keys);

		assert_string_equal(errors.p, "");
		assert_int_equal(any, reached_by[i].keys != NULL);
		assert_string_equal(keys.p, reached_by[i].keys ? reached_by[i].keys : "");
		keymap_free(map);
		buf_release(&keys);
		buf_release(&errors);
	}
}

/* --- listing --- */

static void write_out(const struct keymap *map, bool origin, struct buf *out)
{
	size_t i;

	for (i = 0; i < keymap_count(map); i++) {
		struct binding b = keymap_at(map, i);

		buf_addf(out, "%s " SLICE_FMT " %s", context_name(b.context), SLICE_ARG(b.keys),
			action_info(b.action)->name);
		if (origin)
			buf_addf(out, " %s:%u", b.file, b.line);
		buf_addc(out, '\n');
	}
}

static void test_listing(void **state)
{
	struct buf errors = BUF_INIT, out = BUF_INIT;
	struct keymap *map =
		read_two("detail j open\nany z open\nany <c-A> open\nany j move-down\n",
			"any x open\nany j quit\nlist j none\n", &errors);

	(void)state;
	write_out(map, true, &out);
	assert_string_equal(out.p, "any z open base:2\n"
				   "any <C-a> open base:3\n"
				   "any x open user:1\n"
				   "any j quit user:2\n"
				   "list j none user:3\n"
				   "detail j open base:1\n");
	keymap_free(map);
	buf_release(&out);
	buf_release(&errors);
}

/* What is written out reads back as the same map. */
static void test_round_trip(void **state)
{
	struct buf errors = BUF_INIT, first = BUF_INIT, second = BUF_INIT;
	const struct embedded_file *file = embedded_find(embedded_keymaps, SLICE_LIT("default"));
	struct keymap *map = read_two(file->text,
		"any <lt>x open\nany <M-lt> quit\nlist gn last\nlist j none\nany # help", &errors);
	struct keymap *again;

	(void)state;
	write_out(map, false, &first);
	again = read_two(first.p, NULL, &errors);
	write_out(again, false, &second);
	assert_string_equal(errors.p, "");
	assert_int_equal(keymap_count(map), keymap_count(again));
	assert_string_equal(first.p, second.p);
	keymap_free(map);
	keymap_free(again);
	buf_release(&first);
	buf_release(&second);
	buf_release(&errors);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_good_lines_are_taken),
		cmocka_unit_test(test_embedded_nul),
		cmocka_unit_test(test_lookups),
		cmocka_unit_test(test_keys_for),
		cmocka_unit_test(test_listing),
		cmocka_unit_test(test_round_trip),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
