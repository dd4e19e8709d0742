#include "model/first.h"

#include <sys/stat.h>

#include "model/marked.h"
#include "model/marks.h"

static bool is_below(struct slice path, const struct slice *folders, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		struct slice folder = folders[i];

		if (slice_eq(slice_sub(path, 0, folder.n), folder) &&
			(path.n == folder.n || path.p[folder.n] == '/' || folder.n == 1))
			return true;
	}
	return false;
}

static void read_known(struct first *first)
{
	struct sqlite3_stmt *st = db_stmt(first->marks, SQL_FOLDER_ALL);

	while (db_step(first->marks, st)) {
		ARENA_GROW(&first->arena, first->known, first->known_room, first->nknown + 1);
		first->known[first->nknown++] = arena_dup(&first->arena, db_text(st, 0));
	}
}

static void choose_fresh(struct first *first, const char *const *roots, size_t n)
{
	struct stat st;
	size_t i;

	for (i = 0; i < n; i++) {
		if (is_below(slice_cstr(roots[i]), first->known, first->nknown) ||
			stat(roots[i], &st) < 0 || !S_ISDIR(st.st_mode))
			continue;
		ARENA_GROW(&first->arena, first->fresh, first->fresh_room, first->nfresh + 1);
		first->fresh[first->nfresh++] = arena_dup(&first->arena, slice_cstr(roots[i]));
	}
}

static struct slice key_here(struct arena *a, struct sqlite3_stmt *st)
{
	return mark_digest_key(a, db_text(st, 2), db_text(st, 3), db_text(st, 4), db_int(st, 5));
}

/* Those in the fresh folders are of an import that did not come to its end. */
static void remember(struct first *first, struct db *index)
{
	struct sqlite3_stmt *st = db_stmt(index, SQL_MARKED_NEW_DIGESTS);
	struct arena a = ARENA_INIT;

	db_bind_int(index, st, 1, 0);
	while (db_step(index, st)) {
		if (!is_below(db_text(st, 1), first->fresh, first->nfresh))
			*intern_at(&first->before, key_here(&a, st)) = 1;
		arena_reset(&a);
	}
	arena_release(&a);
}

static void release(struct first *first)
{
	intern_release(&first->before);
	db_close(first->marks);
	arena_release(&first->arena);
	*first = (struct first){.marks = NULL};
}

bool first_begin(struct first *first, struct db *index, const char *marks_path,
	const char *const *roots, size_t n, struct error *err)
{
	*first = (struct first){.marks = NULL};
	intern_init(&first->before);
	if (!marks_path)
		return true;
	first->marks = db_open(marks_path, DB_MARKS, err);
	if (!first->marks)
		return false;
	read_known(first);
	if (!db_ok(first->marks, err)) {
		release(first);
		return false;
	}
	choose_fresh(first, roots, n);
	if (first->nfresh)
		remember(first, index);
	return true;
}

/* Keys of the new digests in the fresh folders. */
static void gather(struct first *first, struct db *index, struct arena *a, struct mark_keys *keys)
{
	struct sqlite3_stmt *st = db_stmt(index, SQL_MARKED_NEW_DIGESTS);

	db_bind_int(index, st, 1, first->last);
	while (db_step(index, st)) {
		struct slice path = db_text(st, 1), key;

		first->last = db_int(st, 0);
		if (!is_below(path, first->fresh, first->nfresh) ||
			is_below(path, first->known, first->nknown))
			continue;
		key = key_here(a, st);
		if (!*intern_at(&first->before, key))
			mark_keys_add(a, keys, MARK_DIGEST, key);
	}
}

bool first_note(struct first *first, struct db *index, struct error *err)
{
	struct arena arena = ARENA_INIT;
	struct mark_keys keys = {.n = 0};
	struct marks_change change;
	bool ok = true;
	size_t i;

	if (!first->marks || first->nfresh == 0)
		return true;
	gather(first, index, &arena, &keys);
	if (keys.n > 0) {
		marks_begin(first->marks, NULL, &change);
		for (i = 0; i < keys.n; i++)
			marks_set(&change, &keys.p[i], 1, MARK_FIELD_READ, SLICE_LIT("1"));
		ok = marks_end(&change, err);
	}
	arena_release(&arena);
	return ok;
}

bool first_learn(struct first *first, struct db *index, struct error *err)
{
	return !first->marks || marked_learn(index, first->marks, err);
}

bool first_end(struct first *first, bool complete, struct error *err)
{
	struct marks_change change;
	bool ok = true;
	size_t i;

	if (first->marks && first->nfresh > 0 && complete) {
		marks_begin(first->marks, NULL, &change);
		for (i = 0; i < first->nfresh; i++) {
			struct sqlite3_stmt *st = db_stmt(first->marks, SQL_FOLDER_ADD);

			db_bind_text(first->marks, st, 1, first->fresh[i]);
			db_run(first->marks, st);
		}
		ok = marks_end(&change, err);
	}
	release(first);
	return ok;
}
