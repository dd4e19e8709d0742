/*
 * Words looked for in a text.
 *
 * A word is a run of letters, digits and '_' (text_is_word_char). A pattern is words that
 * follow each other with anything but words between them, so that `x86/mmu:` is
 * x86 and mmu. It begins where a word begins; its last word is whole or the
 * beginning of one. Without upper case letters it ignores case and accents.
 */
#ifndef MODEL_PATTERN_H
#define MODEL_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

#include "model/query.h"
#include "util/arena.h"
#include "util/slice.h"
#include "util/text.h"

enum pattern_kind {
	PATTERN_PREFIX,   /* the last word may go on */
	PATTERN_WHOLE,    /* every word is whole */
	PATTERN_ANYWHERE, /* the text as it stands, also within words; n is 1 */
};

struct pattern {
	enum pattern_kind kind;
	bool fold; /* the words are folded, and so is the text they are looked for in */
	struct slice *words;
	size_t n;
};

/* A text to look in, folded at most once. It lives as long as `raw` and the arena. */
struct haystack {
	struct arena *arena;
	struct slice raw;
	struct folded folded;
	bool has_folded;
};

/* False when there is no word in the text (PATTERN_ANYWHERE: when it is empty). Into the arena. */
bool pattern_init(struct pattern *pattern, struct arena *a, struct slice text,
	enum pattern_kind kind);

/* The first match that begins at byte `from` of the raw text or behind it. */
bool pattern_find(const struct pattern *pattern, struct haystack *text, size_t from,
	struct match *out);

#endif
