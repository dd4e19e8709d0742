#include "cli/json.h"

#include <jansson.h>
#include <stdint.h>

#include "cli/json_write.h"
#include "parser/parser.h"
#include "util/buf.h"
#include "util/text.h"

/* --- values ---------------------------------------------------------------------- */

/* Bytes that are not UTF-8 become U+FFFD: JSON has no others. */
static json_t *mended(struct slice s)
{
	struct buf text = BUF_INIT;
	json_t *value;

	while (s.n) {
		int32_t code;
		size_t n = text_next_char(s, &code);

		if (code < 0)
			buf_adds(&text, "\xef\xbf\xbd");
		else
			buf_add(&text, s.p, n);
		s = slice_skip(s, n);
	}
	value = json_stringn(text.p, text.n);
	buf_release(&text);
	return value;
}

static json_t *string(struct slice s)
{
	json_t *value = json_stringn(s.p ? s.p : "", s.n);

	return value ? value : mended(s);
}

static json_t *string_or_null(struct slice s)
{
	return s.n ? string(s) : json_null();
}

static json_t *number(unsigned long long n)
{
	return json_integer((json_int_t)n);
}

static json_t *number_or_null(bool there, unsigned long long n)
{
	return there ? number(n) : json_null();
}

static void set(json_t *object, const char *key, json_t *value)
{
	json_object_set_new(object, key, value);
}

static json_t *strings(const struct slice *s, size_t n)
{
	json_t *array = json_array();
	size_t i;

	for (i = 0; i < n; i++)
		json_array_append_new(array, string(s[i]));
	return array;
}

static json_t *person(const struct person *p)
{
	json_t *object = json_object();

	set(object, "name", string(p->name));
	set(object, "email", string(p->email));
	return object;
}

/* --- the parts of a record --------------------------------------------------------- */

static json_t *changelog(const struct record *r)
{
	json_t *array = json_array();
	size_t i;

	for (i = 0; i < r->nchangelog; i++) {
		const struct changelog_entry *e = &r->changelog[i];
		json_t *object = json_object();

		set(object, "version", number_or_null(e->version, e->version));
		set(object, "rfc", json_boolean(e->rfc));
		set(object, "heading", string(e->heading));
		set(object, "line", number(e->line));
		set(object, "items", strings(e->items, e->nitems));
		json_array_append_new(array, object);
	}
	return array;
}

/* A list of titles without an author is no group. */
static json_t *shortlog(const struct record *r)
{
	json_t *array = json_array();
	size_t i;

	for (i = 0; i < r->nshortlog; i++) {
		const struct shortlog_group *g = &r->shortlog[i];
		json_t *object;

		if (!g->author.n)
			continue;
		object = json_object();
		set(object, "author", string(g->author));
		set(object, "count", number(g->count));
		set(object, "titles", strings(g->titles, g->ntitles));
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *trailers(const struct record *r)
{
	json_t *array = json_array();
	size_t i;

	for (i = 0; i < r->ntrailers; i++) {
		json_t *object = json_object();

		set(object, "key", string(r->trailers[i].key));
		set(object, "value", string(r->trailers[i].value));
		set(object, "line", number(r->trailers[i].line));
		json_array_append_new(array, object);
	}
	return array;
}

/* RFC revisions are a sequence of their own, for which "revision" has no room. */
static json_t *links(const struct record *r)
{
	json_t *array = json_array();
	size_t i;

	for (i = 0; i < r->nlinks; i++) {
		const struct link *l = &r->links[i];
		json_t *object = json_object();

		set(object, "url", string(l->url));
		set(object, "msgid", string_or_null(l->msgid));
		set(object, "revision", number_or_null(l->revision && !l->rfc, l->revision));
		set(object, "line", number(l->line));
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *diffstat(const struct record *r)
{
	json_t *array = json_array();
	size_t i;

	for (i = 0; i < r->ndiffstat; i++) {
		const struct diffstat_row *row = &r->diffstat[i];
		json_t *object = json_object();

		set(object, "path", string(row->path));
		set(object, "old_path", string_or_null(row->old_path));
		set(object, "changes", number_or_null(!row->binary, row->changes));
		set(object, "binary", json_boolean(row->binary));
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *summary(const struct record *r)
{
	json_t *object;

	if (!r->has_summary)
		return json_null();
	object = json_object();
	set(object, "files", number(r->summary.files));
	set(object, "insertions", number(r->summary.insertions));
	set(object, "deletions", number(r->summary.deletions));
	return object;
}

/* --- the sink ------------------------------------------------------------------------ */

struct document {
	json_t *root, *domains, *contributors, *listed, *records, *skips, *series, *warnings;
};

static void add_header(void *ctx, const struct digest_header *header)
{
	struct document *d = ctx;

	set(d->root, "list", string(header->list));
	set(d->root, "from", string(header->from));
	set(d->root, "to", string(header->to));
}

static void add_domain(void *ctx, const struct rank_domain *row)
{
	struct document *d = ctx;
	json_t *object = json_object();

	set(object, "count", number(row->count));
	set(object, "domain", string(row->domain));
	json_array_append_new(d->domains, object);
}

static void add_contributor(void *ctx, const struct rank_person *row)
{
	struct document *d = ctx;
	json_t *object = json_object();

	set(object, "count", number(row->count));
	set(object, "name", string(row->person.name));
	set(object, "email", string(row->person.email));
	json_array_append_new(d->contributors, object);
}

static void add_listed(void *ctx, const struct listed *row)
{
	struct document *d = ctx;

	json_array_append_new(d->listed, string(row->subject));
}

static void set_subject(json_t *object, const struct subject *s)
{
	static const char *const kinds[] = {
		[RECORD_COVER] = "cover", [RECORD_PATCH] = "patch", [RECORD_SINGLE] = "single"};
	bool indexed = s->kind != RECORD_SINGLE;

	set(object, "subject", string(s->line));
	set(object, "kind", json_string(kinds[s->kind]));
	set(object, "tags", strings(s->tags, s->ntags));
	set(object, "version", number(s->version));
	set(object, "index", number_or_null(indexed, s->index));
	set(object, "total", number_or_null(indexed, s->total));
	set(object, "title", string(s->title));
	set(object, "title_full", string(s->title));
	set(object, "subsystem", strings(s->subsystem, s->nsubsystem));
}

static void add_record(void *ctx, const struct record *r)
{
	struct document *d = ctx;
	json_t *object = json_object();

	set(object, "line", number(r->line));
	set_subject(object, &r->subject);
	set(object, "author", person(&r->author));
	/* The second step knows better, but it has to stand here. */
	set(object, "contributor", person(&r->author));
	set(object, "quoted", json_boolean(r->quoted));
	set(object, "empty", json_boolean(r->empty));
	set(object, "description", string(r->description));
	set(object, "changelog", changelog(r));
	set(object, "shortlog", shortlog(r));
	set(object, "trailers", trailers(r));
	set(object, "links", links(r));
	set(object, "diffstat", diffstat(r));
	set(object, "summary", summary(r));
	set(object, "series", json_null());
	json_array_append_new(d->records, object);
}

static void add_skip(void *ctx, const struct skip *skip)
{
	struct document *d = ctx;
	json_t *object = json_object();

	set(object, "line", number(skip->line));
	set(object, "existing", string(skip->existing));
	set(object, "subject", string(skip->subject.line));
	json_array_append_new(d->skips, object);
}

static void complete_record(void *ctx, const struct resolved *resolved)
{
	struct document *d = ctx;
	json_t *object = json_array_get(d->records, resolved->record);

	set(object, "title_full", string(resolved->title_full));
	set(object, "contributor", person(&resolved->contributor));
	set(object, "series", number(resolved->pair));
}

static json_t *line_of(const struct document *d, size_t record)
{
	if (record == PAIR_NONE)
		return json_null();
	return json_copy(json_object_get(json_array_get(d->records, record), "line"));
}

static void add_series(void *ctx, const struct pair *pair)
{
	struct document *d = ctx;
	json_t *object = json_object();

	set(object, "id", number(json_array_size(d->series)));
	set(object, "title", string(pair->title));
	set(object, "version", number(pair->version));
	set(object, "total", number(pair->total));
	set(object, "cover", line_of(d, pair->cover));
	set(object, "patch", line_of(d, pair->patch));
	json_array_append_new(d->series, object);
}

static void add_warning(void *ctx, const struct oddity *oddity)
{
	struct document *d = ctx;
	json_t *object = json_object();

	set(object, "line", number(oddity->line));
	set(object, "message", string(oddity->message));
	json_array_append_new(d->warnings, object);
}

static const struct digest_sink sink = {
	.header = add_header,
	.domain = add_domain,
	.contributor = add_contributor,
	.listed = add_listed,
	.record = add_record,
	.skip = add_skip,
	.resolved = complete_record,
	.pair = add_series,
	.oddity = add_warning,
};

static json_t *member(json_t *root, const char *key)
{
	json_t *array = json_array();

	set(root, key, array);
	return array;
}

/* Takes the value; ASCII alone, so that a terminal gets no control character in any encoding. */
static void dump(json_t *value, const char *end, FILE *out)
{
	json_dump_callback(value, json_write, out,
		JSON_COMPACT | JSON_ENSURE_ASCII | JSON_ENCODE_ANY);
	fputs(end, out);
	json_decref(value);
}

bool json_digest(const char *name, const char *p, size_t n, FILE *out)
{
	struct document d = {.root = json_object()};
	bool is_digest;

	set(d.root, "file", string(slice_cstr(name)));
	set(d.root, "list", json_null());
	set(d.root, "from", json_null());
	set(d.root, "to", json_null());
	d.domains = member(d.root, "domains");
	d.contributors = member(d.root, "contributors");
	d.listed = member(d.root, "patch_list");
	d.records = member(d.root, "records");
	d.skips = member(d.root, "skips");
	d.series = member(d.root, "series");
	d.warnings = member(d.root, "warnings");
	is_digest = digest_parse(p, n, &sink, &d);
	if (is_digest)
		dump(d.root, "\n", out);
	else
		json_decref(d.root);
	return is_digest;
}

/* --- marks ------------------------------------------------------------------------- */

static json_t *mark_keys(const struct mark_record *record)
{
	json_t *object = json_object(), *array;
	size_t i;

	for (i = 0; i < record->nkeys; i++) {
		const char *kind = mark_kind_name(record->keys[i].kind);

		if (!kind)
			continue;
		array = json_object_get(object, kind);
		if (!array)
			array = member(object, kind);
		json_array_append_new(array, string(record->keys[i].text));
	}
	return object;
}

static json_t *mark_fields(const struct mark_record *record)
{
	json_t *object = json_object();
	size_t i;

	for (i = 0; i < record->nvalues; i++) {
		const struct mark_value *value = &record->values[i];
		const char *name = mark_field_name(value->field);
		json_t *field = json_object();

		set(field, "value", value->value.p ? string(value->value) : json_null());
		set(field, "changed", json_integer((json_int_t)value->changed));
		if (name)
			set(object, name, field);
		else
			json_decref(field);
	}
	return object;
}

void json_mark(const struct mark_record *record, FILE *out)
{
	json_t *root = json_object();

	set(root, "keys", mark_keys(record));
	set(root, "fields", mark_fields(record));
	dump(root, "\n", out);
}

static struct slice text_of(json_t *value, struct arena *a)
{
	return arena_dup(a, slice_from(json_string_value(value), json_string_length(value)));
}

static bool parse_keys(json_t *object, struct arena *a, struct mark_record *record)
{
	struct mark_key *keys = NULL;
	size_t room = 0, i;
	const char *name;
	json_t *array, *text;

	if (!json_is_object(object))
		return false;
	json_object_foreach(object, name, array) {
		enum mark_kind kind = mark_kind_by_name(slice_cstr(name));

		if (!json_is_array(array))
			return false;
		json_array_foreach(array, i, text) {
			if (!json_is_string(text))
				return false;
			if (!kind)
				continue;
			ARENA_GROW(a, keys, room, record->nkeys + 1);
			keys[record->nkeys++] = (struct mark_key){kind, text_of(text, a)};
		}
	}
	record->keys = keys;
	return true;
}

#define CHANGED_MAX 1000000000000000 /* ms; beyond it nothing could be newer */

static bool parse_field(json_t *object, struct arena *a, struct mark_value *value)
{
	json_t *text = json_object_get(object, "value");
	json_t *changed = json_object_get(object, "changed");

	if (!json_is_integer(changed) || (!json_is_string(text) && !json_is_null(text)))
		return false;
	value->changed = json_integer_value(changed);
	if (json_is_string(text))
		value->value = text_of(text, a);
	return value->changed > 0 && value->changed < CHANGED_MAX;
}

static bool parse_fields(json_t *object, struct arena *a, struct mark_record *record)
{
	struct mark_value *values = NULL;
	const char *name;
	size_t room = 0;
	json_t *field;

	if (!json_is_object(object))
		return false;
	json_object_foreach(object, name, field) {
		struct mark_value value = {.field = mark_field_by_name(slice_cstr(name))};

		if (!parse_field(field, a, &value))
			return false;
		if (!value.field)
			continue;
		ARENA_GROW(a, values, room, record->nvalues + 1);
		values[record->nvalues++] = value;
	}
	record->values = values;
	return true;
}

bool json_mark_parse(struct slice line, struct arena *a, struct mark_record *record,
	struct error *err)
{
	json_t *root = json_loadb(line.p, line.n, 0, NULL);
	bool ok;

	*record = (struct mark_record){.nkeys = 0};
	ok = parse_keys(json_object_get(root, "keys"), a, record) &&
		parse_fields(json_object_get(root, "fields"), a, record);
	json_decref(root);
	return ok || error_set(err, ERROR_INPUT, "this is not a mark");
}

/* --- series ------------------------------------------------------------------------- */

static json_t *date(uint32_t day)
{
	char text[16];

	if (!day)
		return json_null();
	snprintf(text, sizeof(text), "%u-%02u-%02u", day / 10000, day / 100 % 100, day % 100);
	return json_string(text);
}

static json_t *numbers(const unsigned *p, size_t n)
{
	json_t *array = json_array();
	size_t i;

	for (i = 0; i < n; i++)
		json_array_append_new(array, number(p[i]));
	return array;
}

/* Where an absent one is known from: a line of another's record. */
static json_t *told_by(const struct revision_row *row)
{
	json_t *object = json_object();

	set(object, "file", string(row->path));
	set(object, "line", number(row->line));
	return object;
}

static json_t *revision(const struct revision_row *row)
{
	json_t *object = json_object();

	set(object, "version", number(row->version));
	set(object, "minor", number(row->minor));
	set(object, "rfc", json_boolean(row->rfc));
	set(object, "resend", json_boolean(row->resend));
	set(object, "file", row->absent ? json_null() : string(row->path));
	set(object, "line", number_or_null(!row->absent, row->line));
	set(object, "lines", numbers(row->lines, row->nlines));
	set(object, "digest_from", string_or_null(row->from));
	set(object, "digest_to", string_or_null(row->to));
	set(object, "date", date(row->date));
	set(object, "date_kind", string_or_null(slice_cstr(date_kind_name(row->date_kind))));
	set(object, "signal", json_string(signal_name(row->signal)));
	set(object, "confidence", number(row->confidence));
	set(object, "url", string_or_null(row->url));
	set(object, "told_by", row->absent && row->path.n ? told_by(row) : json_null());
	return object;
}

void json_found(const struct found *found, FILE *out)
{
	const struct series_row *row = &found->row;
	struct person author = {row->author_name, row->author_email};
	struct person contributor = {row->contributor_name, row->contributor_email};
	json_t *object = json_object(), *revisions = json_array();
	size_t i;

	for (i = 0; i < found->nrevisions; i++)
		json_array_append_new(revisions, revision(&found->revisions[i]));
	set(object, "id", number((unsigned long long)row->series));
	set(object, "title", string(row->title));
	set(object, "subsystem", string_or_null(row->subsystem));
	set(object, "author", person(&author));
	set(object, "contributor", person(&contributor));
	set(object, "tags", strings(found->tags, found->ntags));
	set(object, "patches", number(row->patches));
	set(object, "files", number_or_null(row->has_lines, row->files));
	set(object, "insertions", number_or_null(row->has_lines, row->insertions));
	set(object, "deletions", number_or_null(row->has_lines, row->deletions));
	set(object, "version", number(row->version));
	set(object, "minor", number(row->minor));
	set(object, "rfc", json_boolean(row->rfc));
	set(object, "revisions", revisions);
	dump(object, "", out);
}

void json_revision(const struct revision_row *row, const char *ties, FILE *out)
{
	json_t *object = revision(row);

	set(object, "ties", json_loads(ties, 0, NULL));
	dump(object, "", out);
}

void json_text(struct slice text, FILE *out)
{
	dump(string(text), "", out);
}
