/* What SERIES on a command line may be, but for a query: see model_resolve. */
#include "model/model.h"

#include "model/front.h"
#include "parser/parser.h"
#include "util/buf.h"

/* ---- spellings -------------------------------------------------------------------------------- */

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* %40 is '@' in an address that was copied from a browser. */
static struct slice decode(struct arena *a, struct slice text)
{
	struct buf out = BUF_INIT;
	size_t i;

	for (i = 0; i < text.n; i++) {
		int high = text.p[i] == '%' && i + 2 < text.n ? hex_digit(text.p[i + 1]) : -1;
		int low = high >= 0 ? hex_digit(text.p[i + 2]) : -1;

		if (low >= 0)
			i += 2;
		buf_addc(&out, low >= 0 ? (char)(high << 4 | low) : text.p[i]);
	}
	text = arena_dup(a, buf_slice(&out));
	buf_release(&out);
	return text;
}

static bool has_at(struct slice text)
{
	size_t at = slice_find_byte(text, '@');

	return at > 0 && at + 1 < text.n;
}

/* The last part with an '@': behind it may stand T/, raw, t.mbox.gz and the like. */
static struct slice last_part_with_at(struct arena *a, struct slice path)
{
	struct slice found = {.p = NULL};

	path = slice_sub(path, 0, slice_find_byte(path, '#'));
	path = slice_sub(path, 0, slice_find_byte(path, '?'));
	while (path.n) {
		size_t n = slice_find_byte(path, '/');
		/* Decoded part by part: a %2F is no end of one. */
		struct slice part = decode(a, slice_sub(path, 0, n));

		if (has_at(part))
			found = part;
		path = slice_skip(path, n + 1);
	}
	return found;
}

/* Of a message-id as it is, between < and >, behind its header's name, or in an address. */
static struct slice find_msgid(struct arena *a, struct slice name)
{
	static const char *const before[] = {"message-id:", "id:"};
	size_t i;

	for (i = 0; i < sizeof(before) / sizeof(before[0]); i++)
		if (slice_starts_nocase(name, before[i]))
			name = slice_trim(slice_skip(name, strlen(before[i])));
	if (slice_starts(name, "<") && slice_ends(name, ">"))
		name = slice_sub(name, 1, name.n - 2);
	if (slice_find_byte(name, ' ') < name.n)
		return (struct slice){.p = NULL};
	if (slice_find_byte(name, '/') < name.n)
		return last_part_with_at(a, name);
	return has_at(name) ? name : (struct slice){.p = NULL};
}

/* ---- looking up ------------------------------------------------------------------------------- */

struct found {
	struct arena *a;
	struct hit *hits;
	size_t n, room;
};

static void add_rows(struct db *db, struct sqlite3_stmt *st, struct found *found)
{
	while (db_step(db, st)) {
		ARENA_GROW(found->a, found->hits, found->room, found->n + 1);
		found->hits[found->n++] = (struct hit){.series = db_int(st, 0), .revision = db_int(st, 1)};
	}
}

static void find_by_msgid(struct db *db, struct slice msgid, struct found *found)
{
	struct sqlite3_stmt *st = db_stmt(db, SQL_RESOLVE_MSGID);

	db_bind_text(db, st, 1, msgid);
	add_rows(db, st, found);
}

/* Of a version, 0 for none, when the series has it; else of the series as a whole. */
static void find_by_slug(struct db *db, struct slice slug, unsigned version, struct found *found)
{
	struct sqlite3_stmt *st = db_stmt(db, SQL_RESOLVE_SLUG);

	db_bind_text(db, st, 1, slug);
	db_bind_int(db, st, 2, version);
	add_rows(db, st, found);
}

/* Any mail of a revision has its slug and version in its message-id, not only those in links. */
static void find_by_b4_msgid(struct db *db, struct slice msgid, struct found *found)
{
	struct b4_msgid parts;

	if (b4_msgid_parse(msgid, &parts))
		find_by_slug(db, parts.slug, parts.version, found);
}

/* SLUG, perhaps with the date before it and the version behind it. */
static void find_by_name(struct db *db, struct slice name, struct found *found)
{
	size_t digits, at = name.n;
	unsigned version;

	find_by_slug(db, name, 0, found);
	if (found->n)
		return;
	slice_number(name, &digits);
	if (digits == 8 && name.n > 9 && name.p[8] == '-') {
		name = slice_skip(name, 9);
		find_by_slug(db, name, 0, found);
	}
	for (at = name.n; at > 0 && name.p[at - 1] >= '0' && name.p[at - 1] <= '9'; at--)
		continue;
	if (found->n || at == name.n || !slice_ends(slice_sub(name, 0, at), "-v"))
		return;
	version = slice_number(slice_skip(name, at), NULL);
	find_by_slug(db, slice_sub(name, 0, at - 2), version, found);
}

bool model_resolve(struct model *model, struct slice name, struct arena *a, struct hit **hits,
	size_t *n, struct error *err)
{
	struct found found = {.a = a};
	struct slice msgid;

	name = slice_trim(name);
	msgid = find_msgid(a, name);
	if (msgid.n) {
		find_by_msgid(model->db, msgid, &found);
		if (!found.n)
			find_by_b4_msgid(model->db, msgid, &found);
	} else if (name.n && slice_find_byte(name, ' ') == name.n) {
		find_by_name(model->db, name, &found);
	}
	*hits = found.hits;
	*n = found.n;
	return db_ok(model->db, err);
}
