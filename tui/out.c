/* Programs that are started from the browser, in the terminal or beside it. */
#include "tui/out.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tui/browser.h"
#include "util/alloc.h"

static void background_release(struct background *own)
{
	free(own->name);
	free(own->what);
	free(own->text);
	if (own->output >= 0)
		close(own->output);
	if (own->errors >= 0)
		close(own->errors);
}

void out_release(struct out *out)
{
	size_t i;

	for (i = 0; i < out->n; i++)
		background_release(&out->running[i]);
	free(out->running);
	*out = (struct out){0};
}

struct slice out_base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slice_cstr(slash ? slash + 1 : path);
}

bool out_words(struct argv *argv, struct arena *a, struct slice text)
{
	size_t first = argv->n;
	const char *home = getenv("HOME");
	struct buf path = BUF_INIT;
	bool good = argv_split(argv, a, text);

	if (home && argv->n > first && slice_starts(slice_cstr(argv->words[first]), "~/")) {
		buf_addf(&path, "%s%s", home, argv->words[first] + 1);
		argv->words[first] = arena_strndup(a, path.p, path.n);
	}
	buf_release(&path);
	return good;
}

static void tell_failure(struct browser *b, const char *name, const struct child_end *end)
{
	struct buf text = BUF_INIT;

	child_tell(end, name, &text);
	status_error(&b->status, "%s", text.p);
	buf_release(&text);
}

/* ---- in the background ----------------------------------------------------------------------- */

void out_tell(const struct background *own, const struct child_end *end, struct buf *out)
{
	struct buf said = BUF_INIT;

	child_tell(end, own->name, out);
	if (!end->error && own->errors >= 0)
		child_last_line(own->errors, &said);
	if (said.n)
		buf_addf(out, ": %s", said.p);
	buf_release(&said);
}

static void complain(struct browser *b, const struct background *own, const struct child_end *end)
{
	struct buf text = BUF_INIT;

	out_tell(own, end, &text);
	status_error(&b->status, "%s", text.p);
	buf_release(&text);
}

static void finish(struct browser *b, struct background *own, const struct child_end *end)
{
	if (own->ended)
		own->ended(b, own, end);
	else if (!child_succeeded(end))
		complain(b, own, end);
	background_release(own);
}

bool out_start(struct browser *b, const struct argv *argv, int input, const struct background *own)
{
	struct background started = *own;
	struct child_end end = {0};

	started.name = xstrdup(argv->words[0]);
	/* What may run for days, as a browser does, would keep all that it ever wrote. */
	started.errors = own->ended ? child_input((struct slice){0}) : -1;
	started.pid = child_start(b->term, argv->words,
		(const int[3]){input, own->output, started.errors}, &end.error);
	if (end.error) {
		finish(b, &started, &end);
		return false;
	}
	GROW(b->out.running, b->out.room, b->out.n + 1);
	b->out.running[b->out.n++] = started;
	return true;
}

void out_take_ends(struct browser *b)
{
	struct child_end end;
	size_t i = 0;

	while (i < b->out.n) {
		struct background own = b->out.running[i];

		if (!child_ended(own.pid, &end)) {
			i++;
			continue;
		}
		/* What follows it may be started by `ended`. */
		b->out.running[i] = b->out.running[--b->out.n];
		finish(b, &own, &end);
	}
}

/* ---- in the terminal ------------------------------------------------------------------------- */

static void stay_here(struct browser *b, const char *name, const struct child_end *end)
{
	struct buf text = BUF_INIT;
	struct arena a = ARENA_INIT;

	if (child_succeeded(end))
		buf_addf(&text, "'%s' has ended", name);
	else
		child_tell(end, name, &text);
	term_wait_key(b->term, text_visible(&a, buf_slice(&text)));
	arena_release(&a);
	buf_release(&text);
}

void out_run(struct browser *b, const struct argv *argv, int input, bool stay)
{
	struct child_end end;

	term_leave(b->term);
	end = child_run(b->term, argv->words, input);
	/* What could not even be started has printed nothing. */
	if (!end.error && !end.asked && (stay || !child_succeeded(&end)))
		stay_here(b, argv->words[0], &end);
	term_enter(b->term);
	browser_resumed(b);
	if (!child_succeeded(&end))
		tell_failure(b, argv->words[0], &end);
}
