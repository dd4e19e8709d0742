#include "cli/found.h"
#include "util/buf.h"
#include "util/text.h"

static const char head[] =
	"id,version,newer,title,subsystem,author,author_email,contributor,contributor_email,tags,"
	"patches,files,insertions,deletions,acked,reviewed,tested,revisions,list,digest,date,url\n";

/*
 * Mails are anyone's text, and a spreadsheet runs what begins like a formula: such text gets
 * an apostrophe before it, with which spreadsheets mark what is text.
 */
static bool is_formula(struct vis text)
{
	const char *p = text.p;
	size_t n = text.n;

	while (n && (*p == ' ' || *p == '"')) {
		p++;
		n--;
	}
	return n && (*p == '=' || *p == '+' || *p == '-' || *p == '@');
}

static void print_text(struct slice raw, FILE *out)
{
	struct arena arena = ARENA_INIT;
	struct vis text = text_visible(&arena, raw);
	size_t i;

	fputs(is_formula(text) ? ",\"'" : ",\"", out);
	for (i = 0; i < text.n; i++) {
		if (text.p[i] == '"')
			putc('"', out);
		putc(text.p[i], out);
	}
	putc('"', out);
	arena_release(&arena);
}

static void print_number(bool known, unsigned n, FILE *out)
{
	if (known)
		fprintf(out, ",%u", n);
	else
		putc(',', out);
}

static void print_version(const struct series_row *row, FILE *out)
{
	fprintf(out, ",%sv%u", row->rfc ? "RFC " : "", row->version);
	if (row->minor)
		fprintf(out, ".%u", row->minor);
	fputs(row->newer ? ",yes" : ",no", out);
}

static void print_tags(const struct found *found, FILE *out)
{
	struct buf tags = BUF_INIT;
	size_t i;

	for (i = 0; i < found->ntags; i++) {
		buf_adds(&tags, i ? " " : "");
		buf_add_slice(&tags, found->tags[i]);
	}
	print_text(buf_slice(&tags), out);
	buf_release(&tags);
}

static void print_date(uint32_t date, FILE *out)
{
	putc(',', out);
	if (date)
		fprintf(out, "%04u-%02u-%02u", date / 10000, date / 100 % 100, date % 100);
}

static void print_found(void *ctx, const struct found *found, size_t i)
{
	FILE *out = ctx;
	const struct series_row *row = &found->row;

	(void)i;
	fprintf(out, "%lld", (long long)row->series);
	print_version(row, out);
	print_text(row->title, out);
	print_text(row->subsystem, out);
	print_text(row->author_name, out);
	print_text(row->author_email, out);
	print_text(row->contributor_name, out);
	print_text(row->contributor_email, out);
	print_tags(found, out);
	print_number(true, row->patches, out);
	print_number(row->has_lines, row->files, out);
	print_number(row->has_lines, row->insertions, out);
	print_number(row->has_lines, row->deletions, out);
	print_number(true, row->acked, out);
	print_number(true, row->reviewed, out);
	print_number(true, row->tested, out);
	print_number(true, (unsigned)found->nrevisions, out);
	print_text(row->list, out);
	print_text(row->digest, out);
	print_date(row->date, out);
	print_text(found_url(found), out);
	putc('\n', out);
}

bool format_csv(const struct listing *listing, struct cli *cli)
{
	fputs(head, cli->out);
	return found_each(listing, cli, print_found, cli->out);
}
