#include "cli/compare_json.h"

#include "cli/json.h"
#include "util/buf.h"

/* ---- members -------------------------------------------------------------------------------- */

/* A comma and the key; the first member of an object is written by hand. */
static void key(const char *name, FILE *out)
{
	fprintf(out, ",\"%s\":", name);
}

static void add_text(const char *name, struct slice text, FILE *out)
{
	key(name, out);
	json_text(text, out);
}

static void add_text_or_null(const char *name, struct slice text, FILE *out)
{
	if (text.n) {
		add_text(name, text, out);
		return;
	}
	key(name, out);
	fputs("null", out);
}

static void add_bool(const char *name, bool value, FILE *out)
{
	key(name, out);
	fputs(value ? "true" : "false", out);
}

static void add_number(const char *name, long long number, bool known, FILE *out)
{
	key(name, out);
	if (known)
		fprintf(out, "%lld", number);
	else
		fputs("null", out);
}

static void put_fate(enum compare_fate fate, const char *changed, FILE *out)
{
	const char *const names[] = {
		[FATE_SAME] = "same", [FATE_CHANGED] = changed, [FATE_ADDED] = "added",
		[FATE_DROPPED] = "dropped",
	};

	fprintf(out, "{\"fate\":\"%s\"", names[fate]);
}

static void put_comma(size_t i, FILE *out)
{
	if (i)
		putc(',', out);
}

/* ---- the parts ------------------------------------------------------------------------------ */

static void put_side(const struct compare_facts *facts, const struct series_row *row, int side,
	FILE *out)
{
	fprintf(out, "{\"version\":%u,\"minor\":%u", row->version, row->minor);
	add_bool("rfc", row->rfc, out);
	add_bool("absent", facts->absent[side], out);
	add_bool("whole", facts->whole[side], out);
	add_text_or_null("title", row->title, out);
	add_number("patches", row->patches, !row->absent, out);
	add_number("files", row->files, row->has_lines, out);
	add_number("insertions", row->insertions, row->has_lines, out);
	add_number("deletions", row->deletions, row->has_lines, out);
	putc('}', out);
}

static void put_entry(const struct compare_entry *entry, FILE *out)
{
	size_t i;

	fprintf(out, "{\"version\":%u,\"minor\":%u", entry->version.version,
		entry->version.minor);
	add_bool("rfc", entry->version.rfc, out);
	add_text("heading", entry->heading, out);
	add_number("patch", entry->index, entry->total > 0, out);
	key("items", out);
	putc('[', out);
	for (i = 0; i < entry->nitems; i++) {
		put_comma(i, out);
		json_text(entry->items[i], out);
	}
	fputs("]}", out);
}

static void add_changelog(const struct compare_changelog *log, FILE *out)
{
	size_t i;

	key("changelog", out);
	putc('[', out);
	for (i = 0; i < log->n; i++) {
		put_comma(i, out);
		put_entry(&log->rows[i], out);
	}
	putc(']', out);
}

static void put_patch(const struct compare_patch *row, FILE *out)
{
	put_fate(row->fate, "renamed", out);
	add_bool("moved", row->moved, out);
	add_number("old", row->number[COMPARE_OLD], row->number[COMPARE_OLD] > 0, out);
	add_number("new", row->number[COMPARE_NEW], row->number[COMPARE_NEW] > 0, out);
	add_text_or_null("old_title", row->title[COMPARE_OLD], out);
	add_text_or_null("new_title", row->title[COMPARE_NEW], out);
	putc('}', out);
}

static void add_patches(const struct compare_patches *patches, FILE *out)
{
	size_t i;

	key("patches", out);
	if (!patches->known) {
		fputs("null", out);
		return;
	}
	fprintf(out, "{\"same\":%u,\"renamed\":%u,\"added\":%u,\"dropped\":%u,\"moved\":%u",
		patches->same, patches->renamed, patches->added, patches->dropped,
		patches->moved);
	key("rows", out);
	putc('[', out);
	for (i = 0; i < patches->n; i++) {
		put_comma(i, out);
		put_patch(&patches->rows[i], out);
	}
	fputs("]}", out);
}

static void put_stat(const struct compare_stat *row, FILE *out)
{
	bool old = row->fate != FATE_ADDED, new = row->fate != FATE_DROPPED;

	put_fate(row->fate, "changed", out);
	add_text("path", row->path, out);
	add_number("old", row->changes[COMPARE_OLD], old && !row->binary[COMPARE_OLD], out);
	add_number("new", row->changes[COMPARE_NEW], new && !row->binary[COMPARE_NEW], out);
	add_bool("binary", row->binary[COMPARE_OLD] || row->binary[COMPARE_NEW], out);
	putc('}', out);
}

static void add_diffstat(const struct compare_diffstat *stat, FILE *out)
{
	size_t i;

	key("diffstat", out);
	if (!stat->known) {
		fputs("null", out);
		return;
	}
	fprintf(out, "{\"differ\":%u,\"net\":%lld", stat->differ, stat->net);
	add_bool("of_patch", stat->of_patch, out);
	key("rows", out);
	putc('[', out);
	for (i = 0; i < stat->n; i++) {
		put_comma(i, out);
		put_stat(&stat->rows[i], out);
	}
	fputs("]}", out);
}

/* The words of a run, joined by blanks. */
static void put_run(const struct compare_text *text, const struct compare_run *run, FILE *out)
{
	const struct compare_word *words =
		text->words[run->fate == FATE_DROPPED ? COMPARE_OLD : COMPARE_NEW];
	struct buf joined = BUF_INIT;
	size_t i;

	for (i = run->from; i < run->from + run->n; i++) {
		buf_adds(&joined, i > run->from ? " " : "");
		buf_add_slice(&joined, words[i].text);
	}
	put_fate(run->fate, "", out);
	add_text("text", buf_slice(&joined), out);
	putc('}', out);
	buf_release(&joined);
}

static void add_cover(const struct compare_text *text, FILE *out)
{
	size_t i;

	key("cover", out);
	if (!text->known) {
		fputs("null", out);
		return;
	}
	fprintf(out, "{\"changed\":%s", text->changed ? "true" : "false");
	add_bool("of_patch", text->of_patch, out);
	key("words", out);
	putc('[', out);
	for (i = 0; i < text->nruns; i++) {
		put_comma(i, out);
		put_run(text, &text->runs[i], out);
	}
	fputs("]}", out);
}

static void add_trailers(const char *name, const struct compare_trailers *trailers, FILE *out)
{
	size_t i;

	key(name, out);
	if (!trailers->known) {
		fputs("null", out);
		return;
	}
	putc('[', out);
	for (i = 0; i < trailers->n; i++) {
		put_comma(i, out);
		put_fate(trailers->rows[i].fate, "", out);
		add_text("key", trailers->rows[i].key, out);
		add_text("value", trailers->rows[i].value, out);
		putc('}', out);
	}
	putc(']', out);
}

void compare_json(const struct compare_facts *facts, const struct series_row rows[COMPARE_SIDES],
	FILE *out)
{
	fputs("{\"old\":", out);
	put_side(facts, &rows[COMPARE_OLD], COMPARE_OLD, out);
	key("new", out);
	put_side(facts, &rows[COMPARE_NEW], COMPARE_NEW, out);
	key("newer", out);
	fputs(facts->newer == COMPARE_NEW ? "\"new\"" : "\"old\"", out);
	add_changelog(&facts->changelog, out);
	add_patches(&facts->patches, out);
	add_diffstat(&facts->diffstat, out);
	add_cover(&facts->cover, out);
	add_trailers("trailers", &facts->trailers, out);
	add_trailers("patch_trailers", &facts->patch_trailers, out);
	fputs("}\n", out);
}
