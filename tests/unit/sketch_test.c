/* What texts and titles have in common. */
#include "model/sketch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "util/alloc.h"

#define DOOR "The coal goes out when the door stays open over night, since nobody looks after it " \
	"and the wind comes in from the yard. "
#define ASH "Close the door, cover what is left with ash, and blow it up again in the morning."
#define LID "With a lid the smoke has nowhere to go but through the food, which some like and " \
	"others do not, so let everybody choose, and write down what was chosen. "

static const struct {
	const char *a, *b;
	unsigned least, most;
} texts[] = {
	{DOOR ASH, DOOR ASH, 100, 100},
	{DOOR ASH, "the COAL goes out; when the-door stays open over night, since nobody looks after "
		"it and the wind comes in from the yard. " ASH, 100, 100},
	{DOOR ASH, DOOR, 30, 90},
	{DOOR ASH, LID, 0, 10},
	{DOOR, ASH, 0, 20},
	{DOOR ASH, "Close the door, and that is that.", SKETCH_UNKNOWN, SKETCH_UNKNOWN},
	{"", "", SKETCH_UNKNOWN, SKETCH_UNKNOWN},
};

static void test_texts(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(texts); i++) {
		char printed[SKETCH_LENGTH];
		struct sketch a, b, read;

		sketch_text(slice_cstr(texts[i].a), &a);
		sketch_text(slice_cstr(texts[i].b), &b);
		if (sketch_alike(&a, &b) < texts[i].least || sketch_alike(&a, &b) > texts[i].most)
			fail_msg("%zu: %u", i, sketch_alike(&a, &b));
		assert_int_equal(sketch_alike(&a, &b), sketch_alike(&b, &a));
		sketch_print(&a, printed);
		assert_true(sketch_read(slice_from(printed, sizeof(printed)), &read));
		assert_memory_equal(&a, &read, sizeof(a));
	}
}

static void test_read(void **state)
{
	struct sketch sketch;

	(void)state;
	assert_false(sketch_read(slice_from(NULL, 0), &sketch));
	assert_false(sketch_read(SLICE_LIT("0123"), &sketch));
	assert_false(sketch_read(SLICE_LIT("x123456789abcdef0123456789abcdef"
		"0123456789abcdef0123456789abcdef"), &sketch));
}

static const struct {
	const char *a, *b;
	unsigned alike; /* percent */
	bool same;      /* piece */
} titles[] = {
	{"a stage 2 for the host", "stage 2 for the host", 100, true},
	{"count the embers", "embers count", 100, true},
	{"fix leaks of ash", "fix leak of ash", 100, true},
	{"count the embers", "count the ashes", 50, false},
	{"count the embers", "weigh ashes", 0, false},
	{"bug fixes", "bug fixes", 100, false}, /* of anything: no piece */
	{"", "", 0, false},
};

static void test_titles(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(titles); i++) {
		struct slice a = slice_cstr(titles[i].a), b = slice_cstr(titles[i].b);
		int64_t piece = piece_of_title(a);

		assert_int_equal(titles_alike(a, b), titles[i].alike);
		assert_int_equal(piece != 0 && piece == piece_of_title(b), titles[i].same);
		if (piece != 0)
			assert_int_equal(piece_kind(piece), PIECE_TITLE);
	}
	assert_int_equal(title_words(SLICE_LIT("various small cleanups and fixes")), 0);
	assert_int_equal(title_words(SLICE_LIT("fix the embers")), 1);
	assert_int_equal(piece_of_patch(SLICE_LIT("fix typo")), 0);
	assert_true(piece_of_patch(SLICE_LIT("count the embers")) !=
		piece_of_title(SLICE_LIT("count the embers")));
}

static void test_pieces(void **state)
{
	int64_t a[SKETCH_BINS / 2], b[SKETCH_BINS / 2];
	struct sketch sketch;
	size_t n, i;

	(void)state;
	sketch_text(SLICE_LIT(DOOR ASH), &sketch);
	n = pieces_of_text(&sketch, a);
	assert_true(n > 0);
	for (i = 0; i < n; i++)
		assert_int_equal(piece_kind(a[i]), PIECE_TEXT);
	assert_int_equal(pieces_of_text(&sketch, b), n);
	assert_memory_equal(a, b, n * sizeof(*a));
	sketch_text(SLICE_LIT("Too short."), &sketch);
	assert_int_equal(pieces_of_text(&sketch, a), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_titles),
		cmocka_unit_test(test_pieces),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
