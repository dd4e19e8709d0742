/* Keys: bytes as terminals send them, whole and in pieces. */
#include "tui/input.h"
#include "tui/paste.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "util/alloc.h"
#include "util/buf.h"

/* What came out: spellings, and pastes in braces, one behind the other. */
static void drain(struct input *input, int64_t now, struct buf *out)
{
	struct key_event key;

	while (input_next(input, now, &key)) {
		if (key.kind == KEY_PASTED)
			buf_addf(out, "{%.*s%s}", SLICE_ARG(key.text), key.cut ? "~" : "");
		else if (key.kind == KEY_MOUSE)
			buf_addf(out, "(%d %d,%d)", (int)key.button, key.row, key.col);
		else
			buf_adds(out, key.spelling);
	}
}

/* Bytes by chance, with more beginnings of sequences than there would be. */
static void add_hostile(struct buf *out, unsigned *seed)
{
	static const char *const pieces[] = {"\x1b[", "\x1b]", "\x1bO", "\x1b", "\x1b[<", ";5;",
		"\x1b[M", "\x1b[200~", "\x1b[201~", "\x1bP", "\xe4\xb8", "\x9b", "!", "$", "P"};
	int i;

	for (i = 0; i < 40; i++) {
		*seed = *seed * 1103515245u + 12345u;
		if ((*seed >> 16) % 2)
			buf_adds(out, pieces[(*seed >> 18) % ARRAY_LEN(pieces)]);
		else
			buf_addc(out, (char)(*seed >> 18));
	}
}

/* Nothing to see but that it ends, and what a sanitizer says. */
static void test_hostile(void **state)
{
	static const char *const terms[] = {"xterm-256color", "linux", "rxvt"};
	unsigned seed = 1;
	size_t t;
	int i;

	(void)state;
	for (t = 0; t < ARRAY_LEN(terms); t++) {
		struct input *input = input_new_abstract(terms[t]);

		for (i = 0; input && i < 3000; i++) {
			struct buf bytes = BUF_INIT, out = BUF_INIT;

			add_hostile(&bytes, &seed);
			input_push(input, buf_slice(&bytes));
			drain(input, i * 30, &out);
			buf_release(&bytes);
			buf_release(&out);
		}
		input_free(input);
	}
}

/* Whatever has come, after a while a key is that key again, but in a paste, which C-c ends. */
static void test_hostile_ends(void **state)
{
	unsigned seed = 77;
	int i, k;

	(void)state;
	for (i = 0; i < 3000; i++) {
		struct input *input = input_new_abstract("xterm");
		struct buf bytes = BUF_INIT, out = BUF_INIT;

		add_hostile(&bytes, &seed);
		input_push(input, buf_slice(&bytes));
		for (k = 0; k < 60; k++)
			drain(input, k * 1000, &out);
		input_push(input, SLICE_LIT("\x03"));
		drain(input, 70000, &out);
		buf_clear(&out);
		input_push(input, SLICE_LIT("j"));
		drain(input, 80000, &out);
		assert_string_equal(out.p, "j");
		assert_true(input_deadline(input) < 0);
		buf_release(&bytes);
		buf_release(&out);
		input_free(input);
	}
}

static struct input *new_input(void)
{
	struct input *input = input_new_abstract("xterm");

	assert_non_null(input);
	return input;
}

/* clang-format off */
static const struct {
	const char *bytes, *keys;
} samples[] = {
	{"j", "j"},
	{"<", "<lt>"},
	{">", ">"},
	{" ", "<Space>"},
	{"\t", "<Tab>"},
	{"\r", "<Enter>"},
	{"\x7f", "<Backspace>"},
	{"\x03", "<C-c>"},
	{"\x1a", "<C-z>"},
	{"\x0c", "<C-l>"},
	{"\x1b[A", "<Up>"},
	{"\x1bOA", "<Up>"},
	{"\x1b[Z", "<S-Tab>"},
	{"\x1b[5~", "<PageUp>"},
	{"\x1b[6~", "<PageDown>"},
	{"\x1b[1~", "<Home>"},
	{"\x1b[4~", "<End>"},
	{"\x1b[H", "<Home>"},
	{"\x1b[3~", "<Delete>"},
	{"\x1bOP", "<F1>"},
	{"\x1b[1;5C", "<C-Right>"},
	{"\x1bx", "<M-x>"},
	{"\xc3\xa9", "\xc3\xa9"},
	{"\xe4\xb8\xad", "\xe4\xb8\xad"},
	{"gg\x1b[Bq", "gg<Down>q"},
	/* Pastes */
	{"\x1b[200~abc\x1b[201~", "{abc}"},
	{"\x1b[200~\x1b[201~", "{}"},
	{"\x1b[200~a b\rc\td\ne<\x1b[201~x", "{a b\nc\td\ne<}x"},
	{"\x1b[200~a\x1b[Ab\x1b[201~", "{a[Ab}"},
	{"\x1b[200~a\r\nb\x1b[201\x1b[201~j", "{a\nb[201}j"},
	{"\x1b[200~a\x1b]52;c\x1b[20\x1b\x1b[201~j", "{a]52;c[20}j"},
	{"\x1b[200~q\xc3\xa9\x1b[201~", "{q\xc3\xa9}"},
	{"\x1b[200~lost\x03j", "{lost}j"},
	{"\x1b[200~one\x1b[201~\x1b[200~two\x1b[201~", "{one}{two}"},
	/* The mouse: presses and the wheel, in either notation; the rest is left out. */
	{"\x1b[<0;10;5M\x1b[<0;10;5m", "(1 4,9)"},
	{"j\x1b[<64;1;1Mk\x1b[<65;300;200M", "j(4 0,0)k(5 199,299)"},
	{"\x1b[<4;3;2M", "(1 1,2)"},
	{"\x1b[M !!", "(1 0,0)"},
	{"\x1b[<2;3;2M\x1b[<1;3;2M\x1b[<66;3;2M\x1b[<35;3;2M\x1b[<32;3;2Mj", "j"},
	{"\x1b[<0;0;0Mj", "j"},
	{"\x1b[200~a\x1b[<0;3;2Mb\x1b[201~", "{a[<0;3;2Mb}"},
	/* Intermediate bytes, for which libtermkey 0.22 looks up its tables beyond their ends. */
	{"\x1b[!Pj", "j"},
	{"\x1b[1;2 Aj\x9b+Zk", "jk"},
	{"\x1b[%\x01Sj\x1b[?1;2$yk", "jk"},
	{"\xc4\x9b!Pj", "\xc4\x9b!Pj"},
	/* What nobody can bind is swallowed whole. */
	{"\x1b[?62;22cj", "j"},
	{"\x1b[999zj", "j"},
	{"\x1b]11;rgb:0/0/0\x1b\\j", "j"},
	{"\x1b]11;rgb:0/0/0\aj", "j"},
};
/* clang-format on */

static void test_whole(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(samples); i++) {
		struct input *input = new_input();
		struct buf out = BUF_INIT;

		input_push(input, slice_cstr(samples[i].bytes));
		drain(input, 0, &out);
		assert_string_equal(out.p, samples[i].keys);
		assert_true(input_deadline(input) < 0);
		buf_release(&out);
		input_free(input);
	}
}

static void test_in_pieces(void **state)
{
	size_t i, k;

	(void)state;
	for (i = 0; i < ARRAY_LEN(samples); i++) {
		struct input *input = new_input();
		struct buf out = BUF_INIT;

		for (k = 0; samples[i].bytes[k]; k++) {
			input_push(input, slice_from(samples[i].bytes + k, 1));
			drain(input, 0, &out);
		}
		assert_string_equal(out.p, samples[i].keys);
		buf_release(&out);
		input_free(input);
	}
}

static void test_escape(void **state)
{
	struct input *input = new_input();
	struct buf out = BUF_INIT;

	(void)state;
	input_push(input, SLICE_LIT("\x1b"));
	drain(input, 1000, &out);
	assert_string_equal(out.p, "");
	assert_int_equal(input_deadline(input), 1000 + INPUT_ESCAPE_MS);
	drain(input, 1000 + INPUT_ESCAPE_MS - 1, &out);
	assert_string_equal(out.p, "");
	drain(input, 1000 + INPUT_ESCAPE_MS, &out);
	assert_string_equal(out.p, "<Escape>");
	assert_true(input_deadline(input) < 0);

	/* The rest of an arrow key came in time. */
	buf_clear(&out);
	input_push(input, SLICE_LIT("\x1b"));
	drain(input, 2000, &out);
	input_push(input, SLICE_LIT("[A"));
	drain(input, 2030, &out);
	assert_string_equal(out.p, "<Up>");
	buf_release(&out);
	input_free(input);
}

/* However late the rest comes that a line has torn off. */
static void test_torn(void **state)
{
	/* clang-format off */
	static const struct {
		const char *first, *rest;
		int64_t wait; /* between them, in ms */
		const char *keys;
	} torn[] = {
		{"\x1b", "[A", 400, "<Escape><Up>"},
		{"\x1b", "[A", 600, "<Escape>[A"},
		{"\x1b", "OBj", 300, "<Escape><Down>j"},
		{"\x1b", "[5~", 300, "<Escape><PageUp>"},
		{"\x1b", "[<65;2;3M", 300, "<Escape>(5 2,1)"},
		{"\x1b", "[200~q\x1b[201~", 300, "<Escape>{q}"},
		{"\x1b", "[", 300, "<Escape>["},
		{"\x1b", "[q", 300, "<Escape>[q"},
		{"\x1b", "[[", 300, "<Escape>[["},
		{"\x1b", "j", 300, "<Escape>j"},
		{"\x1b[", "B", 400, "<Down>"},
		{"\x1bO", "C", 400, "<Right>"},
		{"\x1b[1;5", "Cx", 400, "<C-Right>x"},
		{"\xe4\xb8", "\xad", 400, "\xe4\xb8\xad"},
		{"\x1b[200~a\x1b", "[201~j", 5000, "{a}j"},
		{"\x1b[200~a\x1b[20", "1~j", 5000, "{a}j"},
		{"a", "[A", 10, "a[A"},
		{"\x1b]x\x1b[200~", "y\x1b[201~j", 5000, "<M-]>x{y}j"},
	};
	/* clang-format on */
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(torn); i++) {
		struct input *input = new_input();
		struct buf out = BUF_INIT;

		input_push(input, slice_cstr(torn[i].first));
		drain(input, 10000, &out);
		drain(input, 10000 + INPUT_ESCAPE_MS, &out);
		drain(input, 10000 + INPUT_ESCAPE_MS + torn[i].wait / 2, &out);
		input_push(input, slice_cstr(torn[i].rest));
		drain(input, 10000 + INPUT_ESCAPE_MS + torn[i].wait, &out);
		assert_string_equal(out.p, torn[i].keys);
		buf_release(&out);
		input_free(input);
	}
}

static void test_text(void **state)
{
	struct input *input = new_input();
	struct key_event key;

	(void)state;
	input_push(input, SLICE_LIT("a \xc3\xa9\x01\x1b[A"));
	assert_true(input_next(input, 0, &key) && slice_is(key.text, "a"));
	assert_true(input_next(input, 0, &key) && slice_is(key.text, " "));
	assert_true(input_next(input, 0, &key) && slice_is(key.text, "\xc3\xa9"));
	assert_true(input_next(input, 0, &key) && key.text.n == 0);
	assert_true(input_next(input, 0, &key) && key.text.n == 0);
	assert_false(input_next(input, 0, &key));
	input_free(input);
}

static void test_long_paste(void **state)
{
	struct input *input = new_input();
	struct key_event key = {.kind = KEY_TYPED};
	struct buf chunk = BUF_INIT;
	size_t sent = 0;

	(void)state;
	while (chunk.n < 1000)
		buf_adds(&chunk, "0123456789");
	input_push(input, SLICE_LIT("\x1b[200~"));
	for (sent = 0; sent < 2 * PASTE_MAX; sent += chunk.n) {
		input_push(input, buf_slice(&chunk));
		assert_false(input_next(input, 0, &key));
	}
	input_push(input, SLICE_LIT("\x1b[201~j"));
	assert_true(input_next(input, 0, &key));
	assert_int_equal(key.kind, KEY_PASTED);
	assert_true(key.cut);
	assert_int_equal(key.text.n, PASTE_MAX);
	assert_true(input_next(input, 0, &key));
	assert_string_equal(key.spelling, "j");
	buf_release(&chunk);
	input_free(input);
}

/* An unfinished sequence of any length neither blocks nor hides what comes behind it. */
static void test_endless_sequence(void **state)
{
	int ends[2], i;
	struct input *input;
	struct buf out = BUF_INIT;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	setenv("TERM", "xterm", 1);
	input = input_new(ends[0], true);
	assert_non_null(input);
	assert_int_equal(write(ends[1], "\x1b[", 2), 2);
	for (i = 0; i < 3; i++) {
		char digits[2048];

		memset(digits, '1', sizeof(digits));
		assert_int_equal(write(ends[1], digits, sizeof(digits)), sizeof(digits));
		assert_true(input_read(input));
		drain(input, i, &out);
	}
	assert_int_equal(write(ends[1], "zj", 2), 2);
	for (i = 0; i < 10 && !strchr(out.p, 'j'); i++) {
		if (i < 8)
			fcntl(ends[0], F_SETFL, O_NONBLOCK);
		assert_true(input_read(input));
		drain(input, 1000 + 100 * i, &out);
	}
	assert_non_null(strchr(out.p, 'j'));
	buf_release(&out);
	input_free(input);
	close(ends[0]);
	close(ends[1]);
}

static void test_hang_up(void **state)
{
	struct buf out = BUF_INIT;
	struct input *input;
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	setenv("TERM", "xterm", 1);
	input = input_new(ends[0], true);
	assert_non_null(input);
	assert_int_equal(write(ends[1], "q", 1), 1);
	assert_true(input_read(input));
	drain(input, 0, &out);
	assert_string_equal(out.p, "q");
	close(ends[1]);
	assert_false(input_read(input));
	buf_release(&out);
	input_free(input);
	close(ends[0]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_hostile_ends),
		cmocka_unit_test(test_whole),
		cmocka_unit_test(test_in_pieces),
		cmocka_unit_test(test_escape),
		cmocka_unit_test(test_torn),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_long_paste),
		cmocka_unit_test(test_endless_sequence),
		cmocka_unit_test(test_hang_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
