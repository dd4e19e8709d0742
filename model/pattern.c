#include "model/pattern.h"

#include <string.h>

/* The next word of text at or behind `from`; false at the end. */
static bool next_word(struct slice text, size_t from, struct match *word)
{
	size_t at = from;

	for (word->from = text.n; at < text.n;) {
		int32_t c;
		size_t n = text_next_char(slice_skip(text, at), &c);
		bool inside = text_is_word_char(c);

		if (inside && word->from == text.n)
			word->from = at;
		if (!inside && word->from < text.n)
			break;
		at += n;
	}
	word->to = at;
	return word->from < text.n;
}

bool pattern_init(struct pattern *pattern, struct arena *a, struct slice text,
	enum pattern_kind kind)
{
	size_t room = 0, at = 0;
	struct match word;

	*pattern = (struct pattern){.kind = kind, .fold = !text_has_upper(text)};
	text = pattern->fold ? arena_dup(a, text_fold(a, text).s) : arena_dup(a, text);
	if (kind == PATTERN_ANYWHERE) {
		ARENA_GROW(a, pattern->words, room, 1);
		pattern->words[pattern->n++] = text;
		return text.n > 0;
	}
	for (; next_word(text, at, &word); at = word.to) {
		ARENA_GROW(a, pattern->words, room, pattern->n + 1);
		pattern->words[pattern->n++] = slice_sub(text, word.from, word.to - word.from);
	}
	return pattern->n > 0;
}

static bool word_char_at(struct slice text, size_t at)
{
	int32_t c;

	if (at >= text.n)
		return false;
	text_next_char(slice_skip(text, at), &c);
	return text_is_word_char(c);
}

static bool word_char_before(struct slice text, size_t at)
{
	size_t start = at;

	if (at == 0)
		return false;
	do {
		start--;
	} while (start > 0 && at - start < 4 && ((unsigned char)text.p[start] & 0xc0) == 0x80);
	return word_char_at(text, start);
}

/* Whether the words from the second on follow at `at`; *end is behind the last. */
static bool words_follow(const struct pattern *pattern, struct slice text, size_t at, size_t *end)
{
	struct match word;
	size_t i;

	for (i = 1; i < pattern->n; i++) {
		struct slice want = pattern->words[i];

		if (word_char_at(text, at) || !next_word(text, at, &word))
			return false;
		if (word.to - word.from < want.n || memcmp(text.p + word.from, want.p, want.n))
			return false;
		at = word.from + want.n;
	}
	*end = at;
	return pattern->kind == PATTERN_PREFIX || !word_char_at(text, at);
}

static bool find_in(const struct pattern *pattern, struct slice text, size_t from,
	struct match *out)
{
	struct slice first = pattern->words[0];

	for (;; from++) {
		size_t at = slice_find(slice_skip(text, from), first);

		from += at;
		if (from >= text.n)
			return false;
		out->from = from;
		out->to = from + first.n;
		if (pattern->kind == PATTERN_ANYWHERE)
			return true;
		if (!word_char_before(text, from) && words_follow(pattern, text, out->to, &out->to))
			return true;
	}
}

/* The first folded byte that comes from byte `raw` of the source or from behind it. */
static size_t folded_position(const struct folded *f, size_t raw)
{
	size_t from = 0, to = f->s.n;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (text_fold_origin(f, middle) < raw)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

static bool find_folded(const struct pattern *pattern, struct haystack *text, size_t from,
	struct match *out)
{
	const struct folded *f = &text->folded;
	size_t end;

	if (!text->has_folded) {
		text->folded = text_fold(text->arena, text->raw);
		text->has_folded = true;
	}
	if (!find_in(pattern, f->s, folded_position(f, from), out))
		return false;
	/* One character may fold to several: take all of the last. */
	end = out->to;
	out->to = text_fold_origin(f, end);
	while (end < f->s.n && text_fold_origin(f, end) == text_fold_origin(f, end - 1))
		out->to = text_fold_origin(f, ++end);
	out->from = text_fold_origin(f, out->from);
	return true;
}

bool pattern_find(const struct pattern *pattern, struct haystack *text, size_t from,
	struct match *out)
{
	if (pattern->fold)
		return find_folded(pattern, text, from, out);
	return find_in(pattern, text->raw, from, out);
}
