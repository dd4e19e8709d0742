#include "model/words.h"

#include <stdlib.h>
#include <string.h>

#include "model/db.h"
#include "util/alloc.h"

/*
 * FTS5 takes nothing out of a table without contents, but tells which postings have each word.
 * That is all that such a table holds, so it can be emptied and written again from what it told,
 * without the files, some of which may be gone.
 */

static const char *const names[WORDS_TEXTS] = {
	[WORDS_TITLE] = "words_title",
	[WORDS_BODY] = "words_body",
	[WORDS_CHANGE] = "words_change",
};

/* The words of each posting: those of posting i are words[from[i]] up to words[from[i + 1]]. */
struct contents {
	struct arena arena;
	const int64_t *ids; /* of the postings, upwards */
	size_t n;
	size_t *from;
	uint32_t *words;    /* numbers of terms */
	struct slice *terms;
	size_t nterms, terms_room;
	const atomic_bool *cancel;
};

static struct sqlite3_stmt *prepare(struct db *db, const char *format, const char *name)
{
	struct buf sql = BUF_INIT;
	struct sqlite3_stmt *st;

	buf_addf(&sql, format, name);
	st = db_prepare(db, buf_slice(&sql));
	buf_release(&sql);
	return st;
}

static void run(struct db *db, const char *format, const char *name)
{
	struct sqlite3_stmt *st = prepare(db, format, name);

	db_run(db, st);
	db_finalize(st);
}

/* Postings come in rising order within a word, so the next is likely just behind. */
static bool find(const struct contents *c, int64_t id, size_t *at)
{
	size_t low = 0, high = c->n;

	if (*at + 1 < c->n && c->ids[*at + 1] == id) {
		(*at)++;
		return true;
	}
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (c->ids[mid] < id)
			low = mid + 1;
		else
			high = mid;
	}
	*at = low;
	return low < c->n && c->ids[low] == id;
}

static void count_words(struct db *db, const char *name, struct contents *c)
{
	struct sqlite3_stmt *st = prepare(db, "SELECT doc FROM temp.vocab_%s", name);
	size_t at = 0, i;

	while (!atomic_load(c->cancel) && db_step(db, st))
		if (find(c, db_int(st, 0), &at))
			c->from[at + 1]++;
	db_finalize(st);
	for (i = 0; i < c->n; i++)
		c->from[i + 1] += c->from[i];
}

static void add_term(struct contents *c, struct slice term)
{
	if (c->nterms && slice_eq(c->terms[c->nterms - 1], term))
		return;
	GROW(c->terms, c->terms_room, c->nterms + 1);
	c->terms[c->nterms++] = arena_dup(&c->arena, term);
}

/* Afterwards from[i] is where those of posting i end, and so where those of the next begin. */
static void gather_words(struct db *db, const char *name, struct contents *c)
{
	struct sqlite3_stmt *st = prepare(db, "SELECT doc, term FROM temp.vocab_%s", name);
	size_t at = 0;

	while (!atomic_load(c->cancel) && db_step(db, st)) {
		if (!find(c, db_int(st, 0), &at))
			continue;
		add_term(c, db_text(st, 1));
		c->words[c->from[at]++] = (uint32_t)(c->nterms - 1);
	}
	db_finalize(st);
}

static void write_words(struct db *db, const char *name, const struct contents *c)
{
	struct sqlite3_stmt *st = prepare(db, "INSERT INTO %s(rowid, words) VALUES(?1, ?2)", name);
	struct buf joined = BUF_INIT;
	size_t i, at = 0;

	for (i = 0; i < c->n && !atomic_load(c->cancel) && db_fine(db); i++) {
		buf_clear(&joined);
		for (; at < c->from[i]; at++) {
			buf_add_slice(&joined, c->terms[c->words[at]]);
			buf_addc(&joined, ' ');
		}
		if (!joined.n)
			continue;
		db_bind_int(db, st, 1, c->ids[i]);
		db_bind_text(db, st, 2, buf_slice(&joined));
		db_run(db, st);
	}
	db_finalize(st);
	buf_release(&joined);
}

static void compact_one(struct db *db, const char *name, struct contents *c)
{
	run(db, "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocab_%1$s"
		" USING fts5vocab(main, %1$s, instance)", name);
	c->from = xcalloc(c->n + 1, sizeof(*c->from));
	count_words(db, name, c);
	c->words = xcalloc(c->from[c->n] + 1, sizeof(*c->words));
	gather_words(db, name, c);
	if (!atomic_load(c->cancel) && db_fine(db)) {
		run(db, "INSERT INTO %1$s(%1$s) VALUES('delete-all')", name);
		write_words(db, name, c);
	}
	run(db, "DROP TABLE temp.vocab_%s", name);
	free(c->from);
	free(c->words);
	free(c->terms);
	arena_release(&c->arena);
}

bool words_compact(struct db *db, const int64_t *postings, size_t n, const atomic_bool *cancel)
{
	unsigned text;

	for (text = 0; text < WORDS_TEXTS && db_fine(db) && !atomic_load(cancel); text++) {
		struct contents c = {.ids = postings, .n = n, .cancel = cancel};

		compact_one(db, names[text], &c);
	}
	return db_fine(db) && !atomic_load(cancel);
}
