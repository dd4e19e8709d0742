#include "model/marks.h"

#include <time.h>

#define UNDO_KEPT 1000 /* changes that can be taken back */

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Absent stays absent. */
static struct slice text_of(struct sqlite3_stmt *st, int column, struct arena *a)
{
	struct slice text = db_text(st, column);

	return text.p ? arena_dup(a, text) : text;
}

/* ---- finding -------------------------------------------------------------------------------- */

void mark_keys_add(struct arena *a, struct mark_keys *keys, enum mark_kind kind, struct slice text)
{
	size_t i;

	for (i = 0; i < keys->n; i++)
		if (keys->p[i].kind == kind && slice_eq(keys->p[i].text, text))
			return;
	ARENA_GROW(a, keys->p, keys->room, keys->n + 1);
	keys->p[keys->n++] = (struct mark_key){.kind = kind, .text = text};
}

static int64_t find_key(struct db *db, const struct mark_key *key)
{
	struct sqlite3_stmt *st = db_stmt(db, SQL_MARK_FIND);

	db_bind_int(db, st, 1, key->kind);
	db_bind_text(db, st, 2, key->text);
	return db_run_int(db, st, 0);
}

int64_t marks_lookup(struct db *db, const struct mark_key *keys, size_t n)
{
	int64_t found = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		int64_t mark = find_key(db, &keys[i]);

		if (mark != 0 && (found == 0 || mark < found))
			found = mark;
	}
	return found;
}

static struct slice read_field(struct db *db, int64_t mark, enum mark_field field,
	struct arena *a, int64_t *changed)
{
	struct sqlite3_stmt *st = db_stmt(db, SQL_MARK_FIELD);
	struct slice value = {.p = NULL};

	*changed = 0;
	db_bind_int(db, st, 1, mark);
	db_bind_int(db, st, 2, field);
	if (!db_step(db, st))
		return value;
	value = text_of(st, 0, a);
	*changed = db_int(st, 1);
	db_reset(st);
	return value;
}

struct slice marks_value(struct db *db, int64_t mark, enum mark_field field, struct arena *a)
{
	int64_t changed;

	return read_field(db, mark, field, a, &changed);
}

/* ---- writing -------------------------------------------------------------------------------- */

static void write_field(struct db *db, int64_t mark, enum mark_field field, struct slice value,
	int64_t changed)
{
	struct sqlite3_stmt *st = db_stmt(db, SQL_MARK_SET);

	db_bind_int(db, st, 1, mark);
	db_bind_int(db, st, 2, field);
	db_bind_text(db, st, 3, value);
	db_bind_int(db, st, 4, changed);
	db_run(db, st);
}

static void run_with(struct db *db, enum sql which, int64_t a, int64_t b)
{
	struct sqlite3_stmt *st = db_stmt(db, which);

	db_bind_int(db, st, 1, a);
	if (b)
		db_bind_int(db, st, 2, b);
	db_run(db, st);
}

static size_t read_values(struct db *db, int64_t mark, struct arena *a, struct mark_value **values)
{
	struct sqlite3_stmt *st = db_stmt(db, SQL_MARK_FIELDS);
	size_t n = 0, room = 0;

	*values = NULL;
	db_bind_int(db, st, 1, mark);
	while (db_step(db, st)) {
		ARENA_GROW(a, *values, room, n + 1);
		(*values)[n++] = (struct mark_value){
			.field = (enum mark_field)db_int(st, 0),
			.value = text_of(st, 1, a),
			.changed = db_int(st, 2),
		};
	}
	return n;
}

/* The later change wins; of two at one time always the same, on whichever machine. */
static bool wins(const struct mark_value *value, struct slice over, int64_t changed)
{
	if (value->changed != changed)
		return value->changed > changed;
	return slice_cmp(value->value, over) > 0;
}

static void log_undo(struct marks_change *change, int64_t mark, enum mark_field field,
	struct slice old)
{
	struct db *db = change->db;
	struct sqlite3_stmt *st;

	change->n++;
	if (!change->number)
		return;
	st = db_stmt(db, SQL_UNDO_ADD);
	db_bind_int(db, st, 1, change->number);
	db_bind_int(db, st, 2, mark);
	db_bind_int(db, st, 3, field);
	db_bind_text(db, st, 4, old);
	db_bind_text(db, st, 5, slice_cstr(change->what));
	db_run(db, st);
}

/* Takes what the value says when it wins. */
static void merge_value(struct marks_change *change, int64_t mark, const struct mark_value *value)
{
	struct arena arena = ARENA_INIT;
	int64_t changed;
	struct slice old = read_field(change->db, mark, value->field, &arena, &changed);

	if (changed == 0 || wins(value, old, changed)) {
		if (!slice_eq(old, value->value) || !old.p != !value->value.p)
			log_undo(change, mark, value->field, old);
		write_field(change->db, mark, value->field, value->value, value->changed);
	}
	arena_release(&arena);
}

/* Two marks were found to be of one revision: of each field the newest change stays. */
static void join(struct marks_change *change, int64_t from, int64_t into)
{
	struct arena arena = ARENA_INIT;
	struct mark_value *values;
	size_t n = read_values(change->db, from, &arena, &values);
	size_t i;

	for (i = 0; i < n; i++)
		merge_value(change, into, &values[i]);
	run_with(change->db, SQL_MARK_DROP_FIELDS, from, 0);
	run_with(change->db, SQL_MARK_JOIN_KEYS, from, into);
	run_with(change->db, SQL_MARK_JOIN_UNDO, from, into);
	run_with(change->db, SQL_MARK_DROP, from, 0);
	arena_release(&arena);
}

/* The one mark of the keys, which has them all. */
static int64_t take_mark(struct marks_change *change, const struct mark_key *keys, size_t n)
{
	struct db *db = change->db;
	int64_t mark = marks_lookup(db, keys, n);
	size_t i;

	if (mark == 0 && db_run(db, db_stmt(db, SQL_MARK_ADD)))
		mark = db_last_id(db);
	for (i = 0; i < n && db_fine(db); i++) {
		int64_t other = find_key(db, &keys[i]);
		struct sqlite3_stmt *st;

		if (other == mark)
			continue;
		if (other != 0) {
			join(change, other, mark);
			continue;
		}
		st = db_stmt(db, SQL_MARK_ADD_KEY);
		db_bind_int(db, st, 1, keys[i].kind);
		db_bind_text(db, st, 2, keys[i].text);
		db_bind_int(db, st, 3, mark);
		db_run(db, st);
	}
	return mark;
}

void marks_begin(struct db *db, const char *what, struct marks_change *change)
{
	*change = (struct marks_change){.db = db, .now = now_ms(), .what = what};
	if (db_begin(db) && what)
		change->number = 1 + db_run_int(db, db_stmt(db, SQL_UNDO_LAST), 0);
}

static void set_field(struct marks_change *change, int64_t mark, enum mark_field field,
	struct slice value)
{
	struct arena arena = ARENA_INIT;
	int64_t changed;
	struct slice old = read_field(change->db, mark, field, &arena, &changed);

	if (!slice_eq(old, value) || !old.p != !value.p) {
		log_undo(change, mark, field, old);
		/* A clock that was put back must not make this older than what it changes. */
		write_field(change->db, mark, field, value,
			change->now > changed ? change->now : changed + 1);
	}
	arena_release(&arena);
}

void marks_set(struct marks_change *change, const struct mark_key *keys, size_t n,
	enum mark_field field, struct slice value)
{
	int64_t mark;

	if (n == 0 || (!value.p && marks_lookup(change->db, keys, n) == 0))
		return;
	mark = take_mark(change, keys, n);
	if (mark != 0)
		set_field(change, mark, field, value);
}

void marks_learn(struct marks_change *change, const struct mark_key *keys, size_t n)
{
	if (marks_lookup(change->db, keys, n) != 0)
		take_mark(change, keys, n);
}

bool marks_end(struct marks_change *change, struct error *err)
{
	struct db *db = change->db;

	if (change->number > UNDO_KEPT)
		run_with(db, SQL_UNDO_TRIM, change->number - UNDO_KEPT, 0);
	if (!db_fine(db) || !db_commit(db))
		db_rollback(db);
	return db_ok(db, err);
}

/* ---- undo ----------------------------------------------------------------------------------- */

struct undo_row {
	int64_t mark;
	enum mark_field field;
	struct slice value;
};

static size_t read_undo(struct db *db, int64_t change, struct arena *a, struct undo_row **rows,
	struct slice *what)
{
	struct sqlite3_stmt *st = db_stmt(db, SQL_UNDO_OF);
	size_t n = 0, room = 0;

	*rows = NULL;
	db_bind_int(db, st, 1, change);
	while (db_step(db, st)) {
		ARENA_GROW(a, *rows, room, n + 1);
		(*rows)[n++] = (struct undo_row){
			.mark = db_int(st, 0),
			.field = (enum mark_field)db_int(st, 1),
			.value = text_of(st, 2, a),
		};
		*what = arena_dup(a, db_text(st, 3));
	}
	return n;
}

bool marks_undo(struct db *db, struct arena *a, struct slice *what, struct error *err)
{
	struct marks_change change;
	struct undo_row *rows;
	size_t n = 0, i;
	int64_t last;

	marks_begin(db, NULL, &change);
	last = db_run_int(db, db_stmt(db, SQL_UNDO_LAST), 0);
	if (last != 0)
		n = read_undo(db, last, a, &rows, what);
	for (i = 0; i < n; i++)
		set_field(&change, rows[i].mark, rows[i].field, rows[i].value);
	run_with(db, SQL_UNDO_DROP, last, 0);
	if (!marks_end(&change, err))
		return false;
	return n > 0 || error_set(err, ERROR_NOT_FOUND, "there is no change to take back");
}

/* ---- carrying ------------------------------------------------------------------------------- */

void marks_merge(struct marks_change *change, const struct mark_record *record)
{
	int64_t mark = record->nkeys ? take_mark(change, record->keys, record->nkeys) : 0;
	size_t i;

	for (i = 0; mark != 0 && i < record->nvalues; i++)
		merge_value(change, mark, &record->values[i]);
}

static void read_record(struct db *db, int64_t mark, struct arena *a, struct mark_record *record)
{
	struct sqlite3_stmt *st = db_stmt(db, SQL_MARK_KEYS);
	struct mark_keys keys = {.n = 0};
	struct mark_value *values;

	db_bind_int(db, st, 1, mark);
	while (db_step(db, st))
		mark_keys_add(a, &keys, (enum mark_kind)db_int(st, 0),
			arena_dup(a, db_text(st, 1)));
	record->keys = keys.p;
	record->nkeys = keys.n;
	record->nvalues = read_values(db, mark, a, &values);
	record->values = values;
}

bool marks_records(struct db *db, struct arena *a, struct mark_record **records, size_t *n,
	struct error *err)
{
	struct sqlite3_stmt *st;
	size_t room = 0;

	*records = NULL;
	*n = 0;
	db_begin_read(db);
	st = db_stmt(db, SQL_MARK_IN_ORDER);
	while (db_step(db, st)) {
		ARENA_GROW(a, *records, room, *n + 1);
		read_record(db, db_int(st, 0), a, &(*records)[(*n)++]);
	}
	db_end_read(db);
	return db_ok(db, err);
}
