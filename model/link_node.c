#include "model/link_internal.h"

#include "model/date.h"
#include "parser/parser.h"
#include "util/alloc.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static void load_records(struct link_group *group, struct link_node *node)
{
	struct sqlite3_stmt *st = db_stmt(group->db, SQL_LINK_RECORDS);

	db_bind_int(group->db, st, 1, node->id);
	while (db_step(group->db, st)) {
		if (db_int(st, 0) == RECORD_COVER && !node->has_cover) {
			node->has_cover = true;
			node->cover_hash = db_int(st, 1);
		} else if (db_int(st, 0) != RECORD_COVER && !node->has_patch) {
			node->has_patch = true;
			node->patch_hash = db_int(st, 1);
		}
	}
}

static void load_sightings(struct link_group *group, struct link_node *node)
{
	struct arena *a = &group->arena;
	struct sqlite3_stmt *st = db_stmt(group->db, SQL_LINK_SIGHTINGS);
	size_t room = 0;

	db_bind_int(group->db, st, 1, node->id);
	while (db_step(group->db, st)) {
		ARENA_GROW(a, node->sightings, room, node->nsightings + 1);
		node->sightings[node->nsightings++] = (struct link_sighting){
			.id = db_int(st, 0),
			.kind = (enum sighting_kind)db_int(st, 1),
			.version = {
				.rfc = db_int(st, 2) != 0,
				.major = (unsigned)db_int(st, 3),
				.minor = (unsigned)db_int(st, 4),
			},
			.msgid = arena_dup(a, db_text(st, 5)),
			.url = arena_dup(a, db_text(st, 6)),
			.line = (unsigned)db_int(st, 7),
			.old_revision = db_int(st, 8),
		};
	}
}

static size_t load_texts(struct link_group *group, enum sql which, int64_t posting,
	struct slice **texts)
{
	struct sqlite3_stmt *st = db_stmt(group->db, which);
	size_t room = 0;
	size_t n = 0;

	db_bind_int(group->db, st, 1, posting);
	while (db_step(group->db, st)) {
		ARENA_GROW(&group->arena, *texts, room, n + 1);
		(*texts)[n++] = arena_dup(&group->arena, db_text(st, 0));
	}
	return n;
}

/* A date that is only a bound says nothing about what came first. */
static int certain_days(struct sqlite3_stmt *st, int date, int kind)
{
	return db_int(st, kind) >= DATE_FILE ? date_days((uint32_t)db_int(st, date)) : 0;
}

/* "KVM: PPC: Minor fixes" says no more than "Minor fixes". */
static struct slice body_of(struct arena *a, struct slice title)
{
	size_t colon;

	while ((colon = slice_find(title, SLICE_LIT(": "))) < title.n)
		title = slice_skip(title, colon + 2);
	return title_normalise(a, title);
}

static bool load_posting(struct link_group *group, struct link_node *node)
{
	struct arena *a = &group->arena;
	struct sqlite3_stmt *st = db_stmt(group->db, SQL_LINK_POSTING);
	unsigned flags;
	int i;

	db_bind_int(group->db, st, 1, node->id);
	if (!db_step(group->db, st))
		return false;
	flags = (unsigned)db_int(st, 6);
	node->version = (struct version){
		.rfc = db_int(st, 0) != 0,
		.major = (unsigned)db_int(st, 1),
		.minor = (unsigned)db_int(st, 2),
	};
	node->resend = db_int(st, 3) != 0;
	node->title = arena_dup(a, db_text(st, 4));
	node->patch = arena_dup(a, db_text(st, 5));
	node->cut = flags & POSTING_TITLE_CUT;
	node->has_lines = flags & POSTING_LINES;
	node->total = (unsigned)db_int(st, 7);
	node->files = db_int(st, 8);
	node->insertions = db_int(st, 9);
	node->deletions = db_int(st, 10);
	node->line = (unsigned)db_int(st, 11);
	node->persons[0] = db_int(st, 12);
	node->persons[1] = db_int(st, 13);
	node->days = certain_days(st, 14, 15);
	node->least = db_int(st, 15) == DATE_AT_LEAST ? date_days((uint32_t)db_int(st, 14)) : node->days;
	node->path = arena_dup(a, db_text(st, 16));
	node->old_revision = db_int(st, 17);
	node->old_series = db_int(st, 18);
	for (i = 0; i < 2; i++) {
		node->who[i] = arena_dup(a, db_text(st, 19 + i));
		node->emails[i] = arena_dup(a, db_text(st, 21 + i));
	}
	node->body = body_of(a, db_text(st, 23));
	node->weight = title_words(node->body);
	sketch_read(db_text(st, 24), &node->sketch);
	db_reset(st);
	return true;
}

bool link_load(struct link_group *group, int64_t posting, size_t *number)
{
	struct slice key = slice_from((const char *)&posting, sizeof(posting));
	int64_t *at = intern_at(&group->numbers, key);
	struct link_node *node;

	if (*at == 0) {
		ARENA_GROW(&group->arena, group->nodes, group->room, group->n + 1);
		node = &group->nodes[group->n];
		*node = (struct link_node){
			.id = posting, .part = group->n, .own = group->n, .next = group->n,
		};
		*at = -1;
		if (load_posting(group, node)) {
			*at = (int64_t)++group->n;
			load_records(group, node);
			load_sightings(group, node);
			node->nslugs = load_texts(group, SQL_LINK_SLUGS, posting, &node->slugs);
			node->nformers = load_texts(group, SQL_LINK_FORMERS, posting,
				&node->formers);
		}
	}
	*number = (size_t)(*at - 1);
	return *at > 0;
}

static struct link_set load_set(struct link_group *group, enum sql which, int64_t posting)
{
	struct sqlite3_stmt *st = db_stmt(group->db, which);
	struct link_set set = {.n = 0};
	size_t room = 0;

	db_bind_int(group->db, st, 1, posting);
	while (db_step(group->db, st)) {
		if (which == SQL_LINK_PIECES && piece_kind(db_int(st, 0)) != PIECE_PATCH)
			continue;
		ARENA_GROW(&group->arena, set.p, room, set.n + 1);
		set.p[set.n++] = db_int(st, 0);
	}
	return set;
}

/* A kernel that it is meant for: `5.10`, `for-stable-5.4`, `4.19.y`. */
static bool names_branch(struct slice tag)
{
	size_t i;

	for (i = 1; i + 1 < tag.n; i++)
		if (tag.p[i] == '.' && is_digit(tag.p[i - 1]) && is_digit(tag.p[i + 1]))
			return true;
	return slice_find(tag, SLICE_LIT("stable")) < tag.n;
}

/* Programs whose patches are sent to the lists of another. */
static bool names_project(struct slice tag)
{
	static const char *const names[] = {
		"kvm-unit-tests", "kvmtool", "qemu", "qemu-web", "libvirt", "iproute2",
		"iproute2-next", "edk2", "ethtool", "perf-tool", "crosvm", "opensbi"};
	size_t i;

	for (i = 0; i < ARRAY_LEN(names); i++)
		if (slice_eq_nocase(tag, slice_cstr(names[i])))
			return true;
	return false;
}

void link_detail(struct link_group *group, struct link_node *node)
{
	struct slice *tags = NULL;
	size_t i, n;

	if (node->detailed)
		return;
	node->detailed = true;
	node->pieces = load_set(group, SQL_LINK_PIECES, node->id);
	node->paths = load_set(group, SQL_LINK_PATHS, node->id);
	node->signers = load_set(group, SQL_LINK_SIGNERS, node->id);
	n = load_texts(group, SQL_LINK_TAGS, node->id, &tags);
	for (i = 0; i < n; i++) {
		if (names_branch(tags[i]) && node->branch.n == 0)
			node->branch = tags[i];
		if (names_project(tags[i]))
			node->project = tags[i];
	}
}

int link_node_cmp(const struct link_node *a, const struct link_node *b)
{
	int cmp = version_cmp(a->version, b->version);

	if (cmp == 0)
		cmp = slice_cmp(a->path, b->path);
	if (cmp == 0)
		cmp = a->line < b->line ? -1 : a->line > b->line;
	return cmp;
}
