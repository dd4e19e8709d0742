#include "util/argv.h"

#include "util/buf.h"

void argv_add(struct argv *argv, struct arena *a, struct slice word)
{
	/* One more for the NULL behind the last. */
	ARENA_GROW(a, argv->words, argv->room, argv->n + 2);
	argv->words[argv->n++] = arena_strndup(a, word.p, word.n);
	argv->words[argv->n] = NULL;
}

/* Takes one word off `rest`, which begins with it. */
static bool take_word(struct slice *rest, struct buf *word)
{
	char quote = 0;
	size_t i;

	for (i = 0; i < rest->n; i++) {
		char c = rest->p[i];

		if (!quote && (c == ' ' || c == '\t'))
			break;
		if (c == '\\' && quote != '\'') {
			if (++i == rest->n)
				return false;
			buf_addc(word, rest->p[i]);
		} else if (quote ? c == quote : c == '\'' || c == '"') {
			quote = quote ? 0 : c;
		} else {
			buf_addc(word, c);
		}
	}
	*rest = slice_skip(*rest, i);
	return !quote;
}

bool argv_split(struct argv *argv, struct arena *a, struct slice text)
{
	struct buf word = BUF_INIT;
	bool good = true;

	text = slice_trim(text);
	while (good && text.n) {
		buf_clear(&word);
		good = take_word(&text, &word);
		if (good)
			argv_add(argv, a, buf_slice(&word));
		text = slice_trim_left(text);
	}
	buf_release(&word);
	return good;
}

void argv_fill(struct argv *argv, struct arena *a, struct slice value)
{
	bool filled = false;
	size_t i;

	for (i = 0; i < argv->n; i++) {
		if (!slice_is(slice_cstr(argv->words[i]), "%s"))
			continue;
		argv->words[i] = arena_strndup(a, value.p, value.n);
		filled = true;
	}
	if (!filled)
		argv_add(argv, a, value);
}
