/* A link is opened in the user's browser. */
#include "tui/browser.h"

#include <stdlib.h>
#include <unistd.h>

#include "util/alloc.h"
#include "util/url.h"

/* Browsers that want the terminal. */
static const char *const in_terminal[] = {
	"browsh", "carbonyl", "chawan", "cha", "elinks", "links", "links2", "lynx", "w3m", "www-browser"};

static bool wants_terminal(const char *program)
{
	struct slice name = out_base_name(program);
	size_t i;

	for (i = 0; i < ARRAY_LEN(in_terminal); i++) {
		if (slice_is(name, in_terminal[i]))
			return true;
	}
	return false;
}

/* Whether there is such a program, by $PATH. */
static bool can_run(const char *program)
{
	struct slice path = slice_cstr(getenv("PATH"));
	struct buf full = BUF_INIT;
	bool found = false;

	if (slice_find_byte(slice_cstr(program), '/') < slice_cstr(program).n)
		return access(program, X_OK) == 0;
	while (path.n && !found) {
		struct slice folder = slice_sub(path, 0, slice_find_byte(path, ':'));

		buf_clear(&full);
		buf_addf(&full, SLICE_FMT "/%s", SLICE_ARG(folder), program);
		found = access(full.p, X_OK) == 0;
		path = slice_skip(path, folder.n + 1);
	}
	buf_release(&full);
	return found;
}

/* $BROWSER names several, the best first, divided by colons. */
static bool from_environment(struct argv *argv, struct arena *a)
{
	struct slice list = slice_cstr(getenv("BROWSER"));

	while (list.n) {
		struct slice one = slice_sub(list, 0, slice_find_byte(list, ':'));

		*argv = (struct argv){0};
		if (out_words(argv, a, one) && argv->n && can_run(argv->words[0]))
			return true;
		list = slice_skip(list, one.n + 1);
	}
	*argv = (struct argv){0};
	return false;
}

void out_open(struct browser *b, struct slice url)
{
	struct arena a = ARENA_INIT;
	struct buf clean = BUF_INIT;
	struct argv argv = {0};

	out_words(&argv, &a, b->options->conf->values[CONF_OPEN_COMMAND].text);
	if (!argv.n && !from_environment(&argv, &a))
		argv_add(&argv, &a, SLICE_LIT("xdg-open"));
	if (!url_clean(url, &clean)) {
		status_error(&b->status, "this is no address that can be opened: %.*s",
			SLICE_ARG(url));
	} else {
		argv_fill(&argv, &a, buf_slice(&clean));
		if (wants_terminal(argv.words[0]))
			out_run(b, &argv, -1, false);
		else if (out_start(b, &argv, -1, &(struct background){.output = -1}))
			status_say(&b->status, "link: %s, by '%s'", clean.p, argv.words[0]);
	}
	buf_release(&clean);
	arena_release(&a);
}
