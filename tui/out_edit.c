/* A record in the editor, and an answer to it in the mail reader. */
#include "tui/browser.h"

#include <stdlib.h>
#include <unistd.h>

#include "util/alloc.h"

/* ---- the editor ------------------------------------------------------------------------------ */

struct file_line {
	struct slice path;
	unsigned line; /* 0: not known */
};

/* How an editor is told the line; one that is not known here gets the file alone. */
enum line_word {
	LINE_PLUS,    /* +12 FILE */
	LINE_COLON,   /* FILE:12 */
	LINE_GOTO,    /* --goto FILE:12 */
	LINE_OPTION,  /* --line 12 FILE */
};

static const struct {
	const char *name;
	enum line_word word;
} editors[] = {
	{"vi", LINE_PLUS}, {"vim", LINE_PLUS}, {"nvim", LINE_PLUS}, {"gvim", LINE_PLUS},
	{"view", LINE_PLUS}, {"elvis", LINE_PLUS}, {"nvi", LINE_PLUS}, {"vis", LINE_PLUS},
	{"vile", LINE_PLUS}, {"ex", LINE_PLUS}, {"emacs", LINE_PLUS}, {"emacsclient", LINE_PLUS},
	{"mg", LINE_PLUS}, {"zile", LINE_PLUS}, {"jed", LINE_PLUS}, {"nano", LINE_PLUS},
	{"pico", LINE_PLUS}, {"joe", LINE_PLUS}, {"ne", LINE_PLUS}, {"micro", LINE_PLUS},
	{"kak", LINE_PLUS}, {"mcedit", LINE_PLUS}, {"gedit", LINE_PLUS}, {"editor", LINE_PLUS},
	{"sensible-editor", LINE_PLUS}, {"less", LINE_PLUS}, {"hx", LINE_COLON},
	{"helix", LINE_COLON}, {"subl", LINE_COLON}, {"zed", LINE_COLON}, {"code", LINE_GOTO},
	{"codium", LINE_GOTO}, {"kate", LINE_OPTION},
};

/* Also vim.basic, emacs-nox and code-insiders: what is behind the name says how it was built. */
static bool is_named(struct slice program, const char *name)
{
	struct slice rest = slice_skip(program, slice_cstr(name).n);

	return slice_starts(program, name) && (!rest.n || rest.p[0] == '.' || rest.p[0] == '-');
}

static void add_file(struct argv *argv, struct arena *a, const struct file_line *place)
{
	struct slice program = out_base_name(argv->words[0]);
	struct buf word = BUF_INIT;
	size_t i;

	for (i = 0; i < ARRAY_LEN(editors) && !is_named(program, editors[i].name); i++)
		;
	if (i == ARRAY_LEN(editors) || !place->line) {
		argv_add(argv, a, place->path);
		return;
	}
	if (editors[i].word == LINE_GOTO)
		argv_add(argv, a, SLICE_LIT("--goto"));
	if (editors[i].word == LINE_OPTION)
		argv_add(argv, a, SLICE_LIT("--line"));
	if (editors[i].word == LINE_COLON || editors[i].word == LINE_GOTO)
		buf_addf(&word, SLICE_FMT ":%u", SLICE_ARG(place->path), place->line);
	else
		buf_addf(&word, "%s%u", editors[i].word == LINE_PLUS ? "+" : "", place->line);
	argv_add(argv, a, buf_slice(&word));
	if (editors[i].word == LINE_PLUS || editors[i].word == LINE_OPTION)
		argv_add(argv, a, place->path);
	buf_release(&word);
}

enum filled { FILLED_FILE = 1, FILLED_LINE = 2 };

/* A word with what stands for %s and %d in it; which of them it had. */
static unsigned fill_word(const char *word, const struct file_line *place, struct buf *out)
{
	unsigned filled = 0;

	for (; *word; word++) {
		if (word[0] == '%' && word[1] == 's') {
			buf_add_slice(out, place->path);
			filled |= FILLED_FILE;
		} else if (word[0] == '%' && word[1] == 'd') {
			buf_addf(out, "%u", place->line ? place->line : 1);
			filled |= FILLED_LINE;
		} else {
			buf_addc(out, *word);
			continue;
		}
		word++;
	}
	return filled;
}

/* What says neither where the file goes nor the line is told them as it is known by its name. */
static void fill_command(struct argv *argv, struct arena *a, const struct file_line *place)
{
	struct buf word = BUF_INIT;
	unsigned filled = 0;
	size_t i;

	for (i = 0; i < argv->n; i++) {
		buf_clear(&word);
		filled |= fill_word(argv->words[i], place, &word);
		argv->words[i] = arena_strndup(a, word.p, word.n);
	}
	if (!filled)
		add_file(argv, a, place);
	else if (!(filled & FILLED_FILE))
		argv_add(argv, a, place->path);
	buf_release(&word);
}

static void find_editor(struct argv *argv, struct arena *a)
{
	static const char *const names[] = {"VISUAL", "EDITOR"};
	size_t i;

	for (i = 0; i < ARRAY_LEN(names); i++) {
		if (out_words(argv, a, slice_cstr(getenv(names[i]))) && argv->n)
			return;
		*argv = (struct argv){0};
	}
	argv_add(argv, a, SLICE_LIT("vi"));
}

static void make_command(struct browser *b, struct argv *argv, struct arena *a,
	const struct file_line *place)
{
	out_words(argv, a, b->options->conf->values[CONF_EDIT_COMMAND].text);
	if (argv->n) {
		fill_command(argv, a, place);
	} else {
		find_editor(argv, a);
		add_file(argv, a, place);
	}
}

/* What lines [from, to] of a page tell last; of a patch that is not here they tell nothing. */
static void find_source(const struct page *page, size_t from, size_t to, struct file_line *out)
{
	struct file_line last = {.line = 0};
	size_t i;

	for (i = 0; i < page->nanchors; i++) {
		const struct anchor *anchor = &page->anchors[i];

		if (anchor->line < from || anchor->line > to)
			continue;
		if (anchor->kind == ANCHOR_PATCH)
			last.path.n = 0;
		else if (anchor->kind == ANCHOR_SOURCE)
			last = (struct file_line){anchor->text.n ? anchor->text : last.path,
				anchor->number};
	}
	if (last.path.n)
		*out = last;
}

/* Where the record begins that the page shows, or what the cursor of the detail stands on is. */
static struct file_line edited_line(const struct browser *b, const struct subject *s)
{
	const struct view *detail = b->panes[PANE_DETAIL];
	const struct page *page = detail_page(detail);
	struct file_line place = {s->revision.path, s->revision.line};
	size_t point = detail_point(detail), from, to;

	if (page_section_line(page, SECTION_SOURCE, &from))
		find_source(page, from, from + 1, &place);
	if (browser_view(b) == detail) {
		page_section_around(page, point, &from, &to);
		find_source(page, from, point, &place);
	}
	return place;
}

static bool is_there(struct arena *a, struct slice path)
{
	return access(arena_strndup(a, path.p, path.n), F_OK) == 0;
}

void out_edit(struct browser *b)
{
	struct arena a = ARENA_INIT;
	struct argv argv = {0};
	struct file_line place;
	struct subject s;

	if (!subject_shown(b, &s))
		return;
	place = edited_line(b, &s);
	if (!place.path.n) {
		status_error(&b->status, "no file has %s", s.name.p);
	} else if (!is_there(&a, place.path)) {
		/* An editor would begin a file of this name. */
		status_error(&b->status, SLICE_FMT " is gone", SLICE_ARG(place.path));
	} else {
		make_command(b, &argv, &a, &place);
		out_run(b, &argv, -1, false);
	}
	subject_release(&s);
	arena_release(&a);
}

/* ---- the mail reader ------------------------------------------------------------------------- */

void out_reply(struct browser *b)
{
	struct arena a = ARENA_INIT;
	struct buf msgid = BUF_INIT;
	struct argv argv = {0};
	struct subject s;

	if (!subject_shown(b, &s))
		return;
	out_words(&argv, &a, b->options->conf->values[CONF_REPLY_COMMAND].text);
	if (!argv.n) {
		status_error(&b->status, "the option reply-command names no mail reader yet");
	} else if (!subject_msgid(&s, &msgid)) {
		status_error(&b->status,
			"the message-id of %s is not known: no digest names it", s.name.p);
	} else {
		argv_fill(&argv, &a, buf_slice(&msgid));
		out_run(b, &argv, -1, false);
	}
	subject_release(&s);
	buf_release(&msgid);
	arena_release(&a);
}
