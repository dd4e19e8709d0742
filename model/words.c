#include "model/words.h"

#include <stdlib.h>
#include <string.h>

#include "model/db.h"
#include "util/alloc.h"
#include "util/text.h"

/*
 * Contentless FTS5 tables without positions and sizes, one for each text since a
 * table without positions knows no columns. The tokenizer sees folded text and cuts it
 * as text_is_word_byte does: the ASCII one takes every byte beyond ASCII for a letter.
 * Titles have an index of short prefixes, as they are asked with each key typed; for
 * the texts it would cost more than all the rest of the import.
 */
#define WORDS_TABLE(name, more) \
	"CREATE VIRTUAL TABLE " name " USING fts5(words, content='', detail=none, columnsize=0," \
	" tokenize=\"ascii tokenchars '_'\"" more ");" \
	"INSERT INTO " name "(" name ", rank) VALUES('hashsize', 67108864);"

const char words_tables[] =
	WORDS_TABLE("words_title", ", prefix='1 2 3'")
	WORDS_TABLE("words_body", "")
	WORDS_TABLE("words_change", "");

#define WORDS_SELECT(name) \
	"SELECT rowid AS id FROM " name " WHERE " name " MATCH ? ORDER BY rowid DESC"

const char *const words_select[WORDS_TEXTS] = {
	[WORDS_TITLE] = WORDS_SELECT("words_title"),
	[WORDS_BODY] = WORDS_SELECT("words_body"),
	[WORDS_CHANGE] = WORDS_SELECT("words_change"),
};

static const enum sql words_insert[WORDS_TEXTS] = {
	[WORDS_TITLE] = SQL_ADD_WORDS_TITLE,
	[WORDS_BODY] = SQL_ADD_WORDS_BODY,
	[WORDS_CHANGE] = SQL_ADD_WORDS_CHANGE,
};

struct words_entry {
	int64_t posting;
	size_t order; /* of words_add */
	enum words_text text;
	struct slice folded;
};

void words_batch_init(struct words_batch *batch)
{
	*batch = (struct words_batch){.n = 0};
}

void words_batch_release(struct words_batch *batch)
{
	arena_release(&batch->arena);
	free(batch->entries);
	words_batch_init(batch);
}

/*
 * Folded, with blanks for what stands between words beyond ASCII (quotes, dashes, broken
 * bytes), which the tokenizer would take for letters. The arena's own.
 */
static struct slice fold_words(struct arena *a, struct slice raw)
{
	struct slice folded = text_fold(a, raw).s;
	char *p = (char *)folded.p;
	size_t at, n;
	int32_t c;

	/* Folding may hand back the source itself, which is not ours to change. */
	if (folded.p >= raw.p && folded.p <= raw.p + raw.n)
		p = arena_strndup(a, folded.p, folded.n);
	folded.p = p;
	for (at = 0; at < folded.n; at += n) {
		n = 1;
		if ((unsigned char)p[at] < 0x80)
			continue;
		n = text_next_char(slice_skip(folded, at), &c);
		if (!text_is_word_char(c))
			memset(p + at, ' ', n);
	}
	return folded;
}

void words_add(struct words_batch *batch, enum words_text text, int64_t posting, struct slice raw)
{
	if (raw.n == 0)
		return;
	GROW(batch->entries, batch->room, batch->n + 1);
	batch->entries[batch->n] = (struct words_entry){
		.posting = posting,
		.order = batch->n,
		.text = text,
		.folded = fold_words(&batch->arena, raw),
	};
	batch->n++;
	batch->bytes += raw.n;
}

void words_assign(struct words_batch *batch, size_t from, const int64_t *postings)
{
	for (; from < batch->n; from++)
		batch->entries[from].posting = postings[batch->entries[from].posting];
}

void words_truncate(struct words_batch *batch, size_t from)
{
	batch->n = from;
}

static int compare_entries(const void *pa, const void *pb)
{
	const struct words_entry *a = pa;
	const struct words_entry *b = pb;

	if (a->text != b->text)
		return a->text < b->text ? -1 : 1;
	if (a->posting != b->posting)
		return a->posting < b->posting ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

/* Joins the entries [from, to) of one posting, with blanks between, into one row. */
static void write_row(struct db *db, const struct words_batch *batch, size_t from, size_t to,
	struct buf *joined)
{
	const struct words_entry *first = &batch->entries[from];
	struct sqlite3_stmt *st = db_stmt(db, words_insert[first->text]);
	struct slice text = first->folded;
	size_t i;

	if (to - from > 1) {
		buf_clear(joined);
		for (i = from; i < to; i++) {
			buf_add_slice(joined, batch->entries[i].folded);
			buf_addc(joined, '\n');
		}
		text = buf_slice(joined);
	}
	db_bind_int(db, st, 1, first->posting);
	db_bind_text(db, st, 2, text);
	db_run(db, st);
}

bool words_flush(struct db *db, struct words_batch *batch)
{
	struct buf joined = BUF_INIT;
	size_t from, to;

	if (batch->n > 0)
		qsort(batch->entries, batch->n, sizeof(*batch->entries), compare_entries);
	for (from = 0; from < batch->n && db_fine(db); from = to) {
		for (to = from + 1; to < batch->n; to++)
			if (batch->entries[to].posting != batch->entries[from].posting ||
				batch->entries[to].text != batch->entries[from].text)
				break;
		write_row(db, batch, from, to, &joined);
	}
	buf_release(&joined);
	arena_reset(&batch->arena);
	batch->n = 0;
	batch->bytes = 0;
	return db_fine(db);
}

bool words_terms(struct slice raw, bool prefix, struct buf *out)
{
	struct arena arena = ARENA_INIT;
	struct slice text = fold_words(&arena, raw);
	bool any = false;
	size_t at = 0;
	size_t end;

	while (at < text.n) {
		if (!text_is_word_byte((unsigned char)text.p[at])) {
			at++;
			continue;
		}
		for (end = at; end < text.n && text_is_word_byte((unsigned char)text.p[end]);)
			end++;
		buf_addf(out, "%s\"", any ? " " : "");
		buf_add(out, text.p + at, end - at);
		buf_adds(out, prefix && end == text.n ? "\"*" : "\"");
		any = true;
		at = end;
	}
	arena_release(&arena);
	return any;
}
