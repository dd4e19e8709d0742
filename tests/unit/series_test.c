/* Linking: which postings become one series, whatever the order in which they are read. */
#include "tests/unit/shelf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "util/alloc.h"
#include "util/arena.h"

#define ADA  "Ada Ember <ada@ember.example.org>"
#define ADA2 "A. Ember <Ada@Ember.example.org>"
#define BO   "Bo Crust <bo@example.com>"

#define STAT(files, plus, minus) \
	" a.c | " #plus " +\n " #files " files changed, " #plus " insertions(+), " #minus \
	" deletions(-)"
/* Long enough to be told apart from another text. */
#define OTHER PLOT "\n\n b.c | 20 +\n 1 file changed, 20 insertions(+), 2 deletions(-)"
#define TALE PLOT "\n\n" STAT(1, 20, 2)
#define PLOT "The coal goes out when the door stays open over night, since nobody looks after it and\n" \
	"the wind comes in from the yard. Close the door, cover what is left with ash, and\n" \
	"blow it up again in the morning before the bread goes in."
#define LINK "https://lore.example.org/r/"

/* A file of one record, or two. */
struct book {
	const char *name, *list;
	struct shelf_record records[4];
};

struct trial {
	const char *name;
	struct book books[5];
	const char *wanted;
};

static const struct trial trials[] = {
	{"title and sender", {
		{"2025-01-01", "A", {{"[PATCH 0/2] coal: Keep it hot", ADA, NULL}}},
		{"2025-02-01", "A", {{"[PATCH v2 0/2] coal: keep it  hot!", ADA2, NULL}}},
		{"2025-03-01", "B", {{"[PATCH v3] coal: Keep it hot", ADA, NULL}}},
	}, "coal: Keep it hot | coal: keep it  hot! | v1T v2T v3T\n"},
	{"one title of two people", {
		{"2025-01-01", "A", {{"[PATCH] coal: Fix a typo", ADA, NULL}}},
		{"2025-02-01", "A", {{"[PATCH v2] coal: Fix a typo", BO, NULL}}},
	}, "coal: Fix a typo | v1-\ncoal: Fix a typo | v2-\n"},
	{"one person, two addresses and one name", {
		{"2025-01-01", "A", {{"[PATCH] coal: Keep it hot", ADA, NULL}}},
		{"2025-02-01", "A", {{"[PATCH v2] coal: Keep it hot", "\"Ember, Ada\" <ae@example.net>", NULL}}},
		{"2025-03-01", "A", {{"[PATCH v3] coal: Keep it hot",
			"Ada Ember via B4 Relay <devnull+ada@example.net>", NULL}}},
	}, "coal: Keep it hot | v1T v2T v3T\n"},
	{"a name of many is no name", {
		{"2025-01-01", "A", {{"[PATCH] coal: Keep it hot", "Test Bot <a@example.org>", NULL}}},
		{"2025-02-01", "A", {{"[PATCH v2] coal: Keep it hot", "Test Bot <b@example.org>", NULL}}},
	}, "coal: Keep it hot | v1-\ncoal: Keep it hot | v2-\n"},
	{"a title of anything needs the same files", {
		{"2025-01-01", "A", {{"[PATCH 0/2] coal: Minor fixes", ADA, NULL},
			{"[PATCH 0/3] vents: Various cleanups", ADA, "Text.\n\n" STAT(2, 10, 1)}}},
		{"2025-02-01", "A", {{"[PATCH v2 0/2] coal: Minor fixes", ADA, NULL},
			{"[PATCH v2 0/3] vents: Various cleanups", ADA,
				"Text.\n\n b.c | 3 +\n 1 file changed, 3 insertions(+)"}}},
	}, "coal: Minor fixes | v1T v2T\n"
	   "vents: Various cleanups | v1-\nvents: Various cleanups | v2-\n"},
	{"taken over: signed by who sent the one before", {
		{"2025-01-01", "A", {{"[PATCH] coal: Keep the grill hot", ADA, NULL}}},
		{"2025-02-01", "A", {{"[PATCH v2] coal: Keep the grill hot", BO,
			"Text.\n\nSigned-off-by: " ADA "\nSigned-off-by: " BO "\n---\n" STAT(2, 10, 1)}}},
	}, "coal: Keep the grill hot | v1T v2T\n"},
	{"taken over: links to a message of the one before", {
		{"2025-01-01", "A", {{"[PATCH] coal: Keep the grill hot", ADA, NULL}}},
		{"2025-02-01", "A", {{"[PATCH v2] coal: Keep the grill hot", BO, "Text.\n\n"
			"v1: " LINK "20250101120000.1-1-ada@ember.example.org\n\n" STAT(2, 10, 1)}}},
	}, "coal: Keep the grill hot | v1T v2T\n"},
	{"the same title by somebody who signs nothing of theirs", {
		{"2025-01-01", "A", {{"[PATCH] coal: Keep the grill hot", ADA, NULL}}},
		{"2025-02-01", "A", {{"[PATCH v2] coal: Keep the grill hot", BO, "Text.\n\n"
			"v1: " LINK "20250101120000.1-1-bo@example.com\n\n" STAT(2, 10, 1)}}},
	}, "coal: Keep the grill hot | v1-\ncoal: Keep the grill hot | v1?L v2-\n"},
	{"renamed: patches in common", {
		{"2025-01-01", "A", {{"[PATCH 0/3] coal: Keep it hot", ADA,
			"Text.\n\nAda Ember (3):\n  coal: Count the embers\n  coal: Weigh the ashes\n"
			"  coal: Tell the cook\n\n" STAT(2, 10, 1)}}},
		{"2025-02-01", "A", {{"[PATCH v2 0/3] grill: A new way to burn", ADA,
			"Text.\n\nAda Ember (3):\n  coal: Count the embers\n  coal: Weigh the ashes\n"
			"  grill: Burn another way\n\n" STAT(9, 70, 1)}}},
	}, "coal: Keep it hot | grill: A new way to burn | v1s v2s\n"},
	{"not renamed: one patch of many in common", {
		{"2025-01-01", "A", {{"[PATCH 0/3] coal: Keep it hot", ADA,
			"Text.\n\nAda Ember (3):\n  coal: Count the embers\n  coal: Weigh the ashes\n"
			"  coal: Tell the cook\n\n" STAT(2, 10, 1)}}},
		{"2025-02-01", "A", {{"[PATCH v2 0/3] grill: A new way to burn", ADA,
			"Text.\n\nAda Ember (3):\n  coal: Count the embers\n  grill: Open the lid\n"
			"  grill: Burn another way\n\n" STAT(9, 70, 1)}}},
	}, "coal: Keep it hot | v1-\ngrill: A new way to burn | v2-\n"},
	{"not renamed: another text", {
		{"2025-01-01", "A", {{"[PATCH 0/3] coal: Keep it hot", ADA, "The coal goes out when the door "
			"stays open over night, since nobody looks after it, and in the morning it is "
			"cold.\n\nAda Ember (3):\n  coal: Count the embers\n  coal: Weigh the ashes\n"
			"  coal: Tell the cook\n\n" STAT(2, 10, 1)}}},
		{"2025-02-01", "A", {{"[PATCH v2 0/3] grill: A new way to burn", ADA, "With a lid the "
			"smoke has nowhere to go but through the food, which some like and others "
			"do not, so let them choose.\n\nAda Ember (3):\n  coal: Count the embers\n"
			"  grill: Open the lid\n  grill: Burn another way\n\n" STAT(9, 70, 1)}}},
	}, "coal: Keep it hot | v1-\ngrill: A new way to burn | v2-\n"},
	{"the same text of another file", {
		{"2025-01-01", "A", {{"[PATCH] coal: Close the door over night", ADA, TALE}}},
		{"2025-02-01", "A", {{"[PATCH v2] grill: Close the door over night and day", ADA, OTHER}}},
	}, "coal: Close the door over night | v1-\n"
	   "grill: Close the door over night and day | v2-\n"},
	{"a link before a title", {
		{"2025-02-01", "A", {
			{"[PATCH v2 0/2] coal: Keep the embers hot", ADA, "Text.\n\n"
				"v1: " LINK "20250102120000.1-1-ada@ember.example.org\n\n" STAT(2, 10, 1)},
			{"[PATCH v2 0/5] grill: Burn without smoke", ADA, STAT(5, 90, 1)}}},
		{"2025-03-01", "A", {{"[PATCH v3 0/2] grill: Burn without smoke", ADA, "Text.\n\n"
			"v1: " LINK "20250102120000.1-1-ada@ember.example.org\n\n" STAT(2, 11, 1)}}},
	}, "coal: Keep the embers hot | grill: Burn without smoke | v1?L v2L v3L\n"
	   "grill: Burn without smoke | v2-\n"},
	{"nor by somebody else", {
		{"2025-01-01", "A", {{"[PATCH 0/3] coal: Keep it hot", ADA,
			"Text.\n\nAda Ember (2):\n  coal: Count the embers\n  coal: Weigh the ashes\n\n"
			STAT(2, 10, 1)}}},
		{"2025-02-01", "A", {{"[PATCH v2 0/3] grill: A new way to burn", BO,
			"Text.\n\nBo Crust (2):\n  coal: Count the embers\n  coal: Weigh the ashes\n\n"
			STAT(9, 70, 1)}}},
	}, "coal: Keep it hot | v1-\ngrill: A new way to burn | v2-\n"},
	{"renamed: the same words but for an article, the same files", {
		{"2025-01-01", "A", {{"[PATCH v5] coal: A second stage for the grill", ADA, TALE}}},
		{"2025-02-01", "A", {{"[PATCH v6] coal: Second-stage for the grill", ADA, TALE}}},
		{"2025-03-01", "A", {{"[PATCH v9] coal: Second stage for a stove", ADA, NULL}}},
	}, "coal: A second stage for the grill | coal: Second-stage for the grill | v5s v6s\n"
	   "coal: Second stage for a stove | v9-\n"},
	{"renamed: the same text", {
		{"2025-01-01", "A", {{"[PATCH] coal: Keep it hot over night", ADA, TALE}}},
		{"2025-02-01", "A", {{"[PATCH v2] coal: Cover with ash over night", ADA, TALE}}},
		{"2025-02-02", "A", {{"[PATCH v2] coal: Never pour water", ADA, NULL}}},
	}, "coal: Keep it hot over night | coal: Cover with ash over night | v1s v2s\n"
	   "coal: Never pour water | v2-\n"},
	{"renamed: a link names the version and the day", {
		{"2025-01-01", "A", {{"[PATCH] coal: Keep the embers hot", ADA, NULL},
			{"[PATCH] coal: Never pour water", ADA, NULL}}},
		{"2025-03-01", "A", {{"[PATCH v2] coal: Keep the ashes and embers dry", ADA, "Text.\n\n"
			"v1: " LINK "20250102120000.1-1-ada@ember.example.org\n\n" STAT(1, 10, 1)}}},
	}, "coal: Keep the embers hot | coal: Keep the ashes and embers dry | v1s v2s\n"
	   "coal: Never pour water | v1-\n"},
	{"a link that names another day", {
		{"2025-01-01", "A", {{"[PATCH] coal: Keep the embers hot", ADA, NULL}}},
		{"2025-09-01", "A", {{"[PATCH v2] coal: Keep the embers hot", ADA, "Text.\n\n"
			"v1: " LINK "20250802120000.1-1-ada@ember.example.org\n\n" STAT(1, 10, 1)}}},
	}, "coal: Keep the embers hot | v1-\ncoal: Keep the embers hot | v1?L v2-\n"},
	{"for stable kernels, each by itself", {
		{"2025-01-01", "A", {{"[PATCH v2] coal: Keep the embers hot", ADA, NULL},
			{"[PATCH 5.10 v3] coal: Keep the embers hot", ADA, NULL},
			{"[PATCH 5.15.y v4] coal: Keep the embers hot", ADA, NULL}}},
	}, "coal: Keep the embers hot | v2-\ncoal: Keep the embers hot | v3-\n"
	   "coal: Keep the embers hot | v4-\n"},
	{"the numbers go on behind an RFC", {
		{"2025-01-01", "A", {{"[RFC-PATCH] coal: Keep the embers hot", ADA, NULL}}},
		{"2025-02-01", "A", {{"[PATCH v2] coal: Keep the embers hot", ADA, "Text.\n\n"
			"- Link to v1: " LINK "20250102120000.1-1-ada@ember.example.org\n\n"
			"Changes in v1:\n- All\n\n" STAT(1, 10, 1)}}},
	}, "coal: Keep the embers hot | RFCv1T v2T\n"},
	{"they begin again behind an RFC: the link is of another day", {
		{"2025-01-01", "A", {{"[RFC PATCH] coal: Keep the embers hot", ADA, NULL}}},
		{"2025-06-01", "A", {{"[PATCH v2] coal: Keep the embers hot", ADA, "Text.\n\n"
			"- Link to v1: " LINK "20250402120000.1-1-ada@ember.example.org\n\n"
			STAT(1, 10, 1)}}},
	}, "coal: Keep the embers hot | RFCv1T v1?L v2T\n"},
	{"they begin again behind an RFC: both are named", {
		{"2025-01-01", "A", {{"[RFC PATCH] coal: Keep the embers hot", ADA, NULL}}},
		{"2025-02-01", "A", {{"[PATCH v2] coal: Keep the embers hot", ADA, "Text.\n\n"
			"v1:\n- All\n\nRFC v1:\n- Some\n\n" STAT(1, 10, 1)}}},
	}, "coal: Keep the embers hot | RFCv1T v1?h v2T\n"},
	{"one message, called RFC and v1", {
		{"2025-02-01", "A", {{"[PATCH v2] coal: Keep the embers hot", ADA, "Text.\n\n"
			"- Link to v1: " LINK "20250102120000.1-1-ada@ember.example.org\n\n" STAT(1, 10, 1)}}},
		{"2025-03-01", "A", {{"[PATCH v3] grill: Never cold", BO, "Text.\n\n"
			"- Link to RFC: " LINK "20250102120000.1-1-ada@ember.example.org\n\n" STAT(9, 10, 1)}}},
	}, "coal: Keep the embers hot | grill: Never cold | RFCv1?L v2L v3L\n"},
	{"an RFC without number, and the previous version", {
		{"2025-02-01", "A", {{"[PATCH v5] coal: Keep the embers hot", ADA, "Text.\n\n"
			"Previously posted here:\n\n" LINK "20250102120000.1-1-ada@ember.example.org\n\n"
			"- Link to RFC: " LINK "20250101-coal-hot-v3-0-aaaaaaaaaaaa@example.org\n\n"
			STAT(1, 10, 1)}}},
	}, "coal: Keep the embers hot | RFCv3?L v4?L v5-\n"},
	{"sent again on another base", {
		{"2025-02-01", "A", {{"[PATCH v5 0/3] coal: Keep the embers hot", ADA, STAT(1, 10, 1)}}},
		{"2025-03-01", "A", {{"[PATCH REBASED v5 0/3] coal: Keep the embers hot", ADA, STAT(2, 9, 1)}}},
	}, "coal: Keep the embers hot | v5-\n"},
	{"one word is no title", {
		{"2025-01-01", "A", {{"[PATCH] Fixes", ADA, NULL}}},
		{"2025-02-01", "A", {{"[PATCH v2] Fixes", ADA, NULL}}},
	}, "Fixes | v1-\nFixes | v2-\n"},
	{"one name, two texts of one version: two series, and the v2 is of the nearer", {
		{"2019-01-01", "A", {{"[PATCH 0/2] coal: Spring Cleaning", ADA, STAT(2, 10, 1)}}},
		{"2025-01-01", "A", {{"[PATCH 0/3] coal: Spring cleaning", ADA, STAT(3, 99, 9)}}},
		{"2025-02-01", "A", {{"[PATCH v2 0/3] coal: Spring cleaning", ADA, STAT(3, 98, 9)}}},
	}, "coal: Spring Cleaning | v1-\ncoal: Spring cleaning | v1T v2T\n"},
	{"a v1 long after a v3 is another series", {
		{"2025-01-01", "A", {{"[PATCH v3 0/2] coal: Spring cleaning", ADA, NULL}}},
		{"2025-12-01", "A", {{"[PATCH 0/2] coal: Spring cleaning", ADA, NULL}}},
	}, "coal: Spring cleaning | v1-\ncoal: Spring cleaning | v3-\n"},
	{"sent again, and to two lists: one revision", {
		{"2025-01-01", "A", {{"[PATCH v2] coal: Keep it hot", ADA, NULL}}},
		{"2025-01-02", "B", {{"[PATCH v2] coal: Keep it hot", ADA, NULL}}},
		{"2025-02-01", "A", {{"[PATCH v2 RESEND] coal: Keep it hot", ADA, "Other text.\n"}}},
	}, "coal: Keep it hot | v2-\n"},
	{"RFCs come before v1, and v1.1 before v2", {
		{"2025-01-01", "A", {{"[RFC PATCH v2] coal: Keep it hot", ADA, NULL}}},
		{"2025-02-01", "A", {{"[PATCH] coal: Keep it hot", ADA, NULL},
			{"[PATCH v1.1] coal: Keep it hot", ADA, NULL}}},
		{"2025-03-01", "A", {{"[PATCH v2] coal: Keep it hot", ADA,
			"Text.\n\nChanges in RFC v1:\n- a\n\n a.c | 2 +-\n"
			" 1 file changed, 1 insertion(+), 1 deletion(-)"}}},
	}, "coal: Keep it hot | RFCv1?h RFCv2T v1T v1.1T v2T\n"},
	{"a cut title", {
		{"2025-01-01", "A", {{"[PATCH net-next 00/12] vents: add what is needed to open them to", ADA, NULL}}},
		{"2025-02-01", "A", {{"[PATCH net-next v2 00/12] vents: add what is needed to open them to air",
			ADA, NULL}}},
	}, "vents: add what is needed to open them to | "
	   "vents: add what is needed to open them to air | v1T v2T\n"},
	{"another title, tied by what both link to, by different people", {
		{"2025-02-01", "A", {{"[PATCH v2] coal: Keep it hot", ADA,
			"Text.\n\nv1: " LINK "20250101120000.1-1-ada@ember.example.org\n\n"
			" a.c | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)"}}},
		{"2025-03-01", "A", {{"[PATCH v3] coal: Warm the grill", BO,
			"Text.\n\nv1: " LINK "20250101120000.1-1-ada@ember.example.org\n\n"
			" a.c | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)"}}},
	}, "coal: Keep it hot | coal: Warm the grill | v1?L v2L v3L\n"},
	{"a series that was split: each half is one of its own", {
		{"2025-02-01", "A", {
			{"[PATCH v2 0/2] coal: Keep it hot", ADA,
				"Text.\n\nv1: " LINK "20250101120000.1-1-ada@ember.example.org\n\n"
				STAT(2, 10, 1)},
			{"[PATCH v2 0/5] vents: Let air through", ADA,
				"Text.\n\nv1: " LINK "20250101120000.1-1-ada@ember.example.org\n\n"
				STAT(5, 90, 1)}}},
		{"2025-03-01", "A", {{"[PATCH v3 0/2] coal: Keep it hot", ADA, NULL}}},
	}, "coal: Keep it hot | v1?L v2T v3T\nvents: Let air through | v1?L v2-\n"},
	{"a link that names no revision ties nothing", {
		{"2025-02-01", "A", {{"[PATCH v2] coal: Keep it hot", ADA,
			"As in " LINK "20250101120000.1-1-x@example.org we do.\n\n"
			" a.c | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)"}}},
		{"2025-03-01", "A", {{"[PATCH v3] coal: Warm the grill", BO,
			"As in " LINK "20250101120000.1-1-x@example.org we do.\n\n"
			" a.c | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)"}}},
	}, "coal: Keep it hot | v2-\ncoal: Warm the grill | v3-\n"},
	{"a b4 slug of one sender", {
		{"2025-02-01", "A", {{"[PATCH v2] coal: Keep it hot", ADA,
			"Text.\n\n- Link to v1: " LINK "20250101-coal-hot-v1-0-aaaaaaaaaaaa@example.org\n\n"
			" a.c | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)"}}},
		{"2025-03-01", "A", {{"[PATCH v3] coal: Warm the grill", ADA,
			"Text.\n\n- Link to v2: " LINK "20250201-coal-hot-v2-0-bbbbbbbbbbbb@example.org\n\n"
			" a.c | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)"}}},
		{"2025-04-01", "A", {{"[PATCH v4] oven: Bake bread", BO,
			"Text.\n\n- Link to v3: " LINK "20250301-coal-hot-v3-0-cccccccccccc@example.com\n\n"
			" a.c | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)"}}},
	}, "coal: Keep it hot | coal: Warm the grill | v1?L v2S v3S\noven: Bake bread | v3?L v4-\n"},
	{"a title it had before", {
		{"2025-01-01", "A", {{"[PATCH] coal: Keep it hot", ADA, NULL}}},
		{"2025-02-01", "A", {{"[PATCH v2] coal: Warm the grill", ADA,
			"Text.\n\nChanges in v2:\n- Renamed from \"coal: Keep it hot\"\n\n"
			" a.c | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)"}}},
	}, "coal: Keep it hot | coal: Warm the grill | v1s v2s\n"},
	{"skipped mails", {
		{"2025-02-01", "A", {
			{"[PATCH v3 0/2] coal: Keep it hot", ADA, NULL},
			{"[PATCH v2 0/2] coal: Keep it hot", "Skip:", "[PATCH v3 0/2] coal: Keep it hot"},
			{"[PATCH] coal: Keep", "Skip:", "[PATCH v3 0/2] coal: Keep it hot"}}},
	}, "coal: Keep it hot | v2?k v3-\n"},
	{"what a changelog names, but nothing later", {
		{"2025-02-01", "A", {{"[PATCH v3 0/2] coal: Keep it hot", ADA,
			"Text.\n\nv3:\n- c\nv2:\n- b\nv9:\n- never\n\n"
			" a.c | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)"}}},
	}, "coal: Keep it hot | v2?h v3-\n"},
};

static char *text_of(const struct book *book)
{
	return shelf_digest(book->list, "1111111", "2222222", book->records);
}

static char *file_of(const struct book *book)
{
	struct buf name = BUF_INIT;

	buf_addf(&name, "%s-%s.txt", book->list, book->name);
	return buf_detach(&name);
}

/* Import book number i: alone, so that each order of reading is one of linking. */
static void read_book(struct shelf *shelf, const struct book *book)
{
	char *text = text_of(book);
	char *name = file_of(book);

	shelf_write(shelf, name, text);
	assert_int_equal(shelf_import(shelf, name).added, 1);
	free(text);
	free(name);
}

static size_t count_books(const struct trial *trial)
{
	size_t n = 0;

	while (n < 5 && trial->books[n].name)
		n++;
	return n;
}

static void check(struct shelf *shelf, const struct trial *trial, const char *order)
{
	struct buf got = BUF_INIT;

	shelf_series(shelf, &got);
	if (strcmp(got.p, trial->wanted) != 0)
		fail_msg("%s, %s:\n%swanted:\n%s", trial->name, order, got.p, trial->wanted);
	buf_release(&got);
}

/* A fresh shelf for each try; `turn` books are read after the others, `back` the other way round. */
static void try_order(const struct trial *trial, size_t turn, bool back)
{
	void *state;
	size_t n = count_books(trial);
	char order[64];
	size_t i;

	assert_int_equal(shelf_set_up(&state), 0);
	for (i = 0; i < n; i++) {
		size_t at = (i + turn) % n;

		read_book(state, &trial->books[back ? n - 1 - at : at]);
	}
	snprintf(order, sizeof(order), "turned by %zu%s", turn, back ? ", backwards" : "");
	check(state, trial, order);
	assert_int_equal(shelf_tear_down(&state), 0);
}

static void test_orders(void **state)
{
	size_t i, turn;

	(void)state;
	for (i = 0; i < ARRAY_LEN(trials); i++)
		for (turn = 0; turn < count_books(&trials[i]); turn++) {
			try_order(&trials[i], turn, false);
			try_order(&trials[i], turn, true);
		}
}

/* All at once; and what a file that goes away held together falls apart. */
static void test_at_once(void **state)
{
	size_t i, k;

	(void)state;
	for (i = 0; i < ARRAY_LEN(trials); i++) {
		void *shelf;

		assert_int_equal(shelf_set_up(&shelf), 0);
		for (k = 0; k < count_books(&trials[i]); k++) {
			char *text = text_of(&trials[i].books[k]);
			char *name = file_of(&trials[i].books[k]);

			shelf_write(shelf, name, text);
			free(text);
			free(name);
		}
		shelf_import(shelf, "");
		check(shelf, &trials[i], "at once");
		assert_int_equal(shelf_tear_down(&shelf), 0);
	}
}

static void test_bridge(void **state)
{
	static const struct shelf_record
		first[] = {{"[PATCH] coal: Keep it hot", ADA, NULL}, {.subject = NULL}},
		bridge[] = {{"[PATCH v2] coal: Warm the grill", ADA,
			"Text.\n\nv2:\n- Renamed from \"coal: Keep it hot\"\n\n"
			" a.c | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)"}, {.subject = NULL}},
		none[] = {{"[PATCH] oven: Bake bread", BO, NULL}, {.subject = NULL}},
		last[] = {{"[PATCH v3] coal: Warm the grill", ADA, NULL}, {.subject = NULL}};
	static const struct {
		const char *name;
		const struct shelf_record *records;
	} books[] = {{"a-2025-01-01", first}, {"a-2025-02-01", bridge}, {"a-2025-03-01", last}};
	struct shelf *shelf = *state;
	struct buf got = BUF_INIT;
	struct import_status status;
	char *text;
	size_t i;

	for (i = 0; i < ARRAY_LEN(books); i++) {
		text = shelf_digest("A", "1111111", "2222222", books[i].records);
		shelf_write(shelf, books[i].name, text);
		free(text);
	}
	shelf_import(shelf, "");
	shelf_series(shelf, &got);
	assert_string_equal(got.p, "coal: Keep it hot | coal: Warm the grill | v1s v2T v3T\n");
	text = shelf_digest("A", "1111111", "2222222", none);
	shelf_write(shelf, books[1].name, text);
	free(text);
	status = shelf_import(shelf, "");
	assert_int_equal(status.replaced, 1);
	assert_int_equal(status.unchanged, 2);
	buf_clear(&got);
	shelf_series(shelf, &got);
	assert_string_equal(got.p, "coal: Keep it hot | v1-\ncoal: Warm the grill | v3-\n"
		"oven: Bake bread | v1-\n");
	buf_release(&got);
}

#define CROWD 40

/* A file of so many, of different people, that all link to one message. */
static void write_crowd(struct shelf *shelf, const char *name, unsigned from, unsigned n)
{
	struct shelf_record records[CROWD + 1] = {{.subject = NULL}};
	struct arena arena = ARENA_INIT;
	char *text;
	unsigned i;

	for (i = 0; i < n; i++) {
		struct buf buf = BUF_INIT;

		buf_addf(&buf, "[PATCH v2 0/2] stall %u: Sell loaf number %u", from + i, from + i);
		records[i].subject = arena_strndup(&arena, buf.p, buf.n);
		buf_clear(&buf);
		buf_addf(&buf, "Baker Number%u <b%u@example.org>", from + i, from + i);
		records[i].author = arena_strndup(&arena, buf.p, buf.n);
		records[i].body = "Text.\n\nv1: " LINK "20250102120000.1-1-ada@ember.example.org";
		buf_release(&buf);
	}
	text = shelf_digest("A", "1111111", "2222222", records);
	shelf_write(shelf, name, text);
	free(text);
	arena_release(&arena);
}

static void expect_series(struct shelf *shelf, unsigned wanted)
{
	struct buf got = BUF_INIT;
	unsigned n = 0;
	size_t i;

	shelf_import(shelf, "");
	shelf_series(shelf, &got);
	for (i = 0; i < got.n; i++)
		n += got.p[i] == '\n';
	assert_int_equal(n, wanted);
	buf_release(&got);
}

/* What many name joins nothing, whenever they came, and joins again when they are few. */
static void test_crowd(void **state)
{
	struct shelf *shelf = *state;

	write_crowd(shelf, "a-2025-02-01", 0, CROWD);
	expect_series(shelf, 1);
	write_crowd(shelf, "a-2025-02-08", CROWD, CROWD);
	expect_series(shelf, 2 * CROWD);
	write_crowd(shelf, "a-2025-02-15", 2 * CROWD, 1);
	expect_series(shelf, 2 * CROWD + 1);
	write_crowd(shelf, "a-2025-02-01", 0, 1);
	expect_series(shelf, 1);
	write_crowd(shelf, "a-2025-02-01", 0, CROWD);
	write_crowd(shelf, "a-2025-02-08", 0, 1);
	expect_series(shelf, 1);
}

static void test_crowd_at_once(void **state)
{
	struct shelf *shelf = *state;

	write_crowd(shelf, "a-2025-02-01", 0, CROWD);
	write_crowd(shelf, "a-2025-02-08", CROWD, CROWD);
	expect_series(shelf, 2 * CROWD);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_orders),
		cmocka_unit_test(test_at_once),
		cmocka_unit_test_setup_teardown(test_bridge, shelf_set_up, shelf_tear_down),
		cmocka_unit_test_setup_teardown(test_crowd, shelf_set_up, shelf_tear_down),
		cmocka_unit_test_setup_teardown(test_crowd_at_once, shelf_set_up, shelf_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
