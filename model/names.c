#include "model/names.h"

#include <string.h>

#include "model/db.h"
#include "util/buf.h"
#include "util/text.h"

static struct intern *table(struct names *names, size_t i)
{
	struct intern *const tables[] = {&names->addresses, &names->persons, &names->paths,
		&names->subsystems, &names->lists};

	return i < sizeof(tables) / sizeof(tables[0]) ? tables[i] : NULL;
}

void names_init(struct names *names, struct db *db)
{
	*names = (struct names){.db = db};
}

void names_release(struct names *names)
{
	size_t i;

	for (i = 0; table(names, i); i++)
		intern_release(table(names, i));
	arena_release(&names->scratch);
}

void names_clear(struct names *names)
{
	size_t i;

	for (i = 0; table(names, i); i++)
		intern_clear(table(names, i));
}

/* NULL would not be equal to anything: what is absent is stored empty. */
static struct slice present(struct slice s)
{
	return s.p ? s : slice_from("", 0);
}

struct slice names_sought(struct slice name, struct slice email)
{
	if (slice_find_byte(name, ' ') < name.n || !email.n)
		return name;
	return email;
}

struct slice names_reverse(struct arena *a, struct slice s, char end)
{
	char *out = arena_alloc(a, s.n + 2);
	size_t n = 0;
	size_t to = s.n;
	size_t from;

	while (s.n > 0) {
		for (from = to; from > 0 && s.p[from - 1] != end;)
			from--;
		memcpy(out + n, s.p + from, to - from);
		n += to - from;
		out[n++] = end;
		if (from == 0)
			break;
		to = from - 1;
	}
	return slice_from(out, n);
}

/* ---- people ----------------------------------------------------------------------------------- */

static struct slice join(struct arena *a, struct slice x, struct slice y)
{
	char *p = arena_alloc(a, x.n + y.n + 1);

	if (x.n > 0)
		memcpy(p, x.p, x.n);
	p[x.n] = '\0';
	if (y.n > 0)
		memcpy(p + x.n + 1, y.p, y.n);
	return slice_from(p, x.n + y.n + 1);
}

static int64_t find_or_add(struct db *db, int64_t found, struct sqlite3_stmt *add)
{
	if (found != 0)
		return found;
	return db_run(db, add) ? db_last_id(db) : 0;
}

static int64_t add_person(struct names *names, struct slice key)
{
	struct db *db = names->db;
	struct sqlite3_stmt *find = db_stmt(db, SQL_FIND_PERSON);
	struct sqlite3_stmt *add = db_stmt(db, SQL_ADD_PERSON);

	db_bind_text(db, find, 1, key);
	db_bind_text(db, add, 1, key);
	return find_or_add(db, db_run_int(db, find, 0), add);
}

static int64_t person_of(struct names *names, struct slice name_fold, struct slice email_fold)
{
	struct slice key = email_fold.n > 0 ? join(&names->scratch, SLICE_LIT("email"), email_fold) :
		join(&names->scratch, SLICE_LIT("name"), name_fold);
	int64_t *id = intern_at(&names->persons, key);

	if (*id == 0)
		*id = add_person(names, key);
	return *id;
}

/* `Ember, Ada` the other way round. */
static struct slice in_order(struct arena *a, struct slice name)
{
	size_t comma = slice_find_byte(name, ',');
	struct buf turned = BUF_INIT;
	struct slice out;

	if (comma == name.n)
		return name;
	buf_addf(&turned, SLICE_FMT " " SLICE_FMT, SLICE_ARG(slice_skip(name, comma + 1)),
		SLICE_ARG(slice_sub(name, 0, comma)));
	out = arena_dup(a, buf_slice(&turned));
	buf_release(&turned);
	return out;
}

/*
 * The name as it is compared where somebody writes from two addresses: folded, without "via …" and
 * what stands in parentheses, first name first. Absent when it is no more than one word, or
 * the name of many (bots). Into the arena.
 */
static struct slice name_of(struct arena *a, struct slice name)
{
	static const char *const of_many[] = {
		"root", "admin", "bot", "robot", "list", "developer", "developers", "user",
		"maintainers", "team"};
	struct slice folded = text_fold(a, name).s;
	struct slice who, last;
	size_t i;

	folded = slice_sub(folded, 0, slice_find(folded, SLICE_LIT(" via ")));
	folded = slice_sub(folded, 0, slice_find_byte(folded, '('));
	who = title_normalise(a, in_order(a, folded));
	for (last = who; (i = slice_find_byte(last, ' ')) < last.n;)
		last = slice_skip(last, i + 1);
	if (last.n == who.n || last.n < 2) /* a first name, or an account */
		return (struct slice){.p = NULL};
	for (i = 0; i < sizeof(of_many) / sizeof(of_many[0]); i++)
		if (slice_is(last, of_many[i]))
			return (struct slice){.p = NULL};
	return who;
}

static int64_t add_address(struct names *names, struct slice name, struct slice email)
{
	struct db *db = names->db;
	struct slice name_fold = present(text_fold(&names->scratch, name).s);
	struct slice email_fold = present(text_fold(&names->scratch, email).s);
	struct slice domain = slice_skip(email_fold, slice_find_byte(email_fold, '@') + 1);
	int64_t person = person_of(names, name_fold, email_fold);
	struct sqlite3_stmt *st = db_stmt(db, SQL_ADD_ADDRESS);

	db_bind_text(db, st, 1, name);
	db_bind_text(db, st, 2, email);
	db_bind_text(db, st, 3, name_fold);
	db_bind_text(db, st, 4, email_fold);
	db_bind_text(db, st, 5, present(names_reverse(&names->scratch, domain, '.')));
	db_bind_int(db, st, 6, person);
	db_bind_text(db, st, 7, name_of(&names->scratch, name));
	return db_run(db, st) ? db_last_id(db) : 0;
}

int64_t names_address(struct names *names, struct person person)
{
	struct db *db = names->db;
	struct slice name = present(person.name);
	struct slice email = present(person.email);
	struct sqlite3_stmt *st;
	int64_t *id;

	arena_reset(&names->scratch);
	id = intern_at(&names->addresses, join(&names->scratch, email, name));
	if (*id != 0)
		return *id;
	st = db_stmt(db, SQL_FIND_ADDRESS);
	db_bind_text(db, st, 1, email);
	db_bind_text(db, st, 2, name);
	*id = db_run_int(db, st, 0);
	if (*id == 0)
		*id = add_address(names, name, email);
	return *id;
}

/* ---- paths, subsystems, lists ----------------------------------------------------------------- */

/* The parts that can be seen of a path whose head is cut: what stands behind the dots. */
static struct slice visible_parts(struct slice path, bool cut)
{
	size_t slash = slice_find_byte(path, '/');

	if (cut && slice_starts(path, "...") && slash < path.n)
		return slice_skip(path, slash + 1);
	return cut && slice_starts(path, "...") ? slice_skip(path, 3) : path;
}

int64_t names_path(struct names *names, struct slice path, bool cut)
{
	struct db *db = names->db;
	int64_t *id = intern_at(&names->paths, path);
	struct sqlite3_stmt *find;
	struct sqlite3_stmt *add;

	if (*id != 0)
		return *id;
	arena_reset(&names->scratch);
	find = db_stmt(db, SQL_FIND_PATH);
	add = db_stmt(db, SQL_ADD_PATH);
	db_bind_text(db, find, 1, path);
	db_bind_text(db, add, 1, path);
	db_bind_text(db, add, 2,
		present(names_reverse(&names->scratch, visible_parts(path, cut), '/')));
	db_bind_int(db, add, 3, cut);
	*id = find_or_add(db, db_run_int(db, find, 0), add);
	return *id;
}

int64_t names_subsystem(struct names *names, struct slice path)
{
	struct db *db = names->db;
	int64_t *id = intern_at(&names->subsystems, path);
	struct slice fold;
	struct sqlite3_stmt *find;
	struct sqlite3_stmt *add;

	if (*id != 0)
		return *id;
	arena_reset(&names->scratch);
	fold = text_fold(&names->scratch, path).s;
	find = db_stmt(db, SQL_FIND_SUBSYSTEM);
	add = db_stmt(db, SQL_ADD_SUBSYSTEM);
	db_bind_text(db, find, 1, path);
	db_bind_text(db, add, 1, path);
	db_bind_text(db, add, 2, fold);
	*id = find_or_add(db, db_run_int(db, find, 0), add);
	return *id;
}

int64_t names_list(struct names *names, struct slice name)
{
	struct db *db = names->db;
	int64_t *id = intern_at(&names->lists, present(name));
	struct sqlite3_stmt *find;
	struct sqlite3_stmt *add;

	if (*id != 0)
		return *id;
	find = db_stmt(db, SQL_FIND_LIST);
	add = db_stmt(db, SQL_ADD_LIST);
	db_bind_text(db, find, 1, present(name));
	db_bind_text(db, add, 1, present(name));
	*id = find_or_add(db, db_run_int(db, find, 0), add);
	return *id;
}
