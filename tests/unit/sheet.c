#include "tests/unit/sheet.h"

static const char january_records[] =
	RECORD("[PATCH 0/3] grill: coal: Keep it hot", ADA,
		"Text.\n\nReviewed-by: " BO "\nReviewed-by: " BO "\n\n" LINES("12"))
	RECORD("[PATCH] oven: Bake", BO, "Text.\n\nReviewed-by: " ADA "\n\n" LINES("7"))
	RECORD("[PATCH] Bake more", BO, "Text.\n\n" LINES("2"));
static const char february_records[] =
	RECORD("[PATCH v2 0/4] grill: coal: Keep it hot", ADA,
		"Text.\n\nReviewed-by: Bo <bo@other.example.com>\n\n" LINES("20"))
	/* Of January, posted once more without a word. */
	RECORD("[PATCH] oven: Bake", BO, "Text.\n\nReviewed-by: " ADA "\n\n" LINES("7"));

static const struct sheet january = {
	"2025-01-01.txt", "GRILL", "1111111", "2222222",
	"     10 ember.example.org\n      6 lab.example.com\n      4 other.example.com\n",
	"      9  " ADA "\n      6  " BO "\n      3  Cy Ash <cy@ember.example.org>\n",
	january_records,
};
static const struct sheet february = {
	"2025-02-01.txt", "GRILL", "22222222", "3333333",
	"      8 lab.example.com\n      5 Ember.example.org\n",
	"      7  " BO "\n      5  ada <Ada@ember.example.org>\n      1  Di Soot <di@lab.example.com>\n",
	february_records,
};

void sheet_write(struct shelf *shelf, const char *name, const struct sheet *s)
{
	struct buf text = BUF_INIT;

	buf_addf(&text, "From %s to %s\n%s mailing list update from %s to %s\n\n", s->from, s->to,
		s->list, s->from, s->to);
	buf_addf(&text, "Top 15 contributor Email domains (Based on Email Body)\n\n%s\n", s->domains);
	buf_addf(&text, "Top 15 contributors (Based on Email Body)\n\n%s\n", s->persons);
	buf_adds(&text, "===== Patch list in this time period =====\n\n\n"
			"===== Patch Commit Messages ====\n\n");
	buf_adds(&text, s->records ? s->records : "");
	shelf_write(shelf, name, text.p);
	buf_release(&text);
}

int sheet_two_months(void **state)
{
	if (shelf_set_up(state) != 0)
		return 1;
	sheet_write(*state, january.name, &january);
	sheet_write(*state, february.name, &february);
	shelf_import(*state, "");
	return 0;
}
