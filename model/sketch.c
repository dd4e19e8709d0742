#include "model/sketch.h"

#include <stdlib.h>
#include <string.h>

#include "util/alloc.h"
#include "util/hash.h"

#define TITLE_WORDS 40 /* a title has fewer */
#define SHINGLES    12 /* a text of fewer is too short */

static uint64_t mix(uint64_t h)
{
	h = (h ^ (h >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	h = (h ^ (h >> 27)) * UINT64_C(0x94d049bb133111eb);
	return h ^ (h >> 31);
}

/* ---- texts ------------------------------------------------------------------------------------ */

static bool in_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
		(unsigned char)c >= 0x80;
}

/* The hash of the next word, whatever its case, taken off; false at the end. */
static bool next_word(struct slice *rest, uint64_t *hash)
{
	size_t i = 0;

	while (i < rest->n && !in_word(rest->p[i]))
		i++;
	if (i == rest->n)
		return false;
	for (*hash = 0; i < rest->n && in_word(rest->p[i]); i++)
		*hash = (*hash ^ (unsigned char)(rest->p[i] | 0x20)) * UINT64_C(0x100000001b3);
	*rest = slice_skip(*rest, i);
	return true;
}

static void add_shingle(struct sketch *out, uint64_t hash)
{
	uint16_t *bin = &out->bins[hash % SKETCH_BINS];
	uint16_t value = (uint16_t)(hash >> 32) | 1;

	if (*bin == 0 || value < *bin)
		*bin = value;
}

void sketch_text(struct slice text, struct sketch *out)
{
	uint64_t before[2] = {0, 0};
	uint64_t word;
	size_t n = 0;

	*out = (struct sketch){{0}};
	while (next_word(&text, &word)) {
		if (++n > 2)
			add_shingle(out, mix(before[0] + mix(before[1] + mix(word))));
		before[0] = before[1];
		before[1] = word;
	}
	if (n < SHINGLES + 2)
		*out = (struct sketch){{0}};
}

unsigned sketch_alike(const struct sketch *a, const struct sketch *b)
{
	unsigned used_a = 0, used_b = 0, either = 0, same = 0;
	size_t i;

	for (i = 0; i < SKETCH_BINS; i++) {
		used_a += a->bins[i] != 0;
		used_b += b->bins[i] != 0;
		either += a->bins[i] != 0 || b->bins[i] != 0;
		same += a->bins[i] != 0 && a->bins[i] == b->bins[i];
	}
	return used_a == 0 || used_b == 0 ? SKETCH_UNKNOWN : 100 * same / either;
}

static const char digits[] = "0123456789abcdef";

void sketch_print(const struct sketch *sketch, char text[SKETCH_LENGTH])
{
	size_t i;

	for (i = 0; i < SKETCH_LENGTH; i++)
		text[i] = digits[sketch->bins[i / 4] >> (12 - i % 4 * 4) & 15];
}

bool sketch_read(struct slice text, struct sketch *out)
{
	size_t i;

	*out = (struct sketch){{0}};
	if (text.n != SKETCH_LENGTH)
		return false;
	for (i = 0; i < SKETCH_LENGTH; i++) {
		const char *digit = text.p[i] ? strchr(digits, text.p[i]) : NULL;

		if (!digit)
			return false;
		out->bins[i / 4] = (uint16_t)(out->bins[i / 4] << 4 | (digit - digits));
	}
	return true;
}

/* ---- titles ----------------------------------------------------------------------------------- */

/* Words that stand in titles of anything, without their endings. */
static const char *const common[] = {
	"a", "add", "again", "all", "an", "and", "are", "as", "at", "backport", "be", "better",
	"bug", "bugfix", "build", "by", "cc", "change", "clean", "cleanup", "code", "comment", "cover",
	"description", "do", "doc", "documentation", "error", "few", "fix", "fixe", "for", "from",
	"fixup", "general", "here", "improve", "improvement", "in", "into", "is", "it", "kernel",
	"letter", "linux", "maintainer", "make", "minor", "misc", "miscellaneou", "more", "new", "of",
	"on", "or", "other", "patch", "patche", "random", "refactor", "remove", "rework", "selftest",
	"serie", "series", "several", "short", "small", "some", "spelling", "stable", "subject",
	"support", "test", "the", "title", "to", "tree", "trivial", "typo", "up", "update",
	"updated", "use", "v", "variou", "various", "warning", "with", "work",
};

/* A plural or not, it is the same word. */
static struct slice stem(struct slice word)
{
	if (word.n > 3 && word.p[word.n - 1] == 's' && word.p[word.n - 2] != 's')
		word.n--;
	if (word.n > 4 && word.p[word.n - 1] == 'e' &&
		(word.p[word.n - 2] == 'x' || word.p[word.n - 2] == 'h'))
		word.n--;
	return word;
}

static bool is_common(struct slice word)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(common); i++)
		if (slice_is(word, common[i]))
			return true;
	return false;
}

static bool take_title_word(struct slice *title, struct slice *word)
{
	size_t n;

	*title = slice_trim_left(*title);
	n = slice_find_byte(*title, ' ');
	*word = slice_sub(*title, 0, n);
	*title = slice_skip(*title, n);
	return n > 0;
}

static bool is_article(struct slice word)
{
	return slice_is(word, "a") || slice_is(word, "an") || slice_is(word, "the") ||
		slice_is(word, "to") || slice_is(word, "for") || slice_is(word, "of") ||
		slice_is(word, "in") || slice_is(word, "and") || slice_is(word, "on") ||
		slice_is(word, "with");
}

static int compare_hashes(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a;
	uint64_t y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

/* Words that carry the meaning, sorted, each once. */
static size_t words_of(struct slice title, uint64_t words[TITLE_WORDS])
{
	struct slice word;
	size_t n = 0;
	size_t kept = 0;
	size_t i;

	while (n < TITLE_WORDS && take_title_word(&title, &word))
		if (!is_article(word))
			words[n++] = hash_bytes(stem(word));
	if (n > 1)
		qsort(words, n, sizeof(*words), compare_hashes);
	for (i = 0; i < n; i++)
		if (kept == 0 || words[kept - 1] != words[i])
			words[kept++] = words[i];
	return kept;
}

unsigned titles_alike(struct slice a, struct slice b)
{
	uint64_t x[TITLE_WORDS], y[TITLE_WORDS];
	size_t n = words_of(a, x);
	size_t m = words_of(b, y);
	size_t i = 0, k = 0, same = 0;

	while (i < n && k < m) {
		same += x[i] == y[k];
		if (x[i] == y[k])
			k++, i++;
		else if (x[i] < y[k])
			i++;
		else
			k++;
	}
	return n + m > 0 ? (unsigned)(200 * same / (n + m)) : 0;
}

unsigned title_words(struct slice title)
{
	struct slice word;
	unsigned n = 0;

	while (take_title_word(&title, &word))
		n += !is_common(stem(word));
	return n;
}

/* ---- pieces ----------------------------------------------------------------------------------- */

static int64_t piece(enum piece_kind kind, uint64_t hash)
{
	return (int64_t)((hash << 3 & INT64_MAX) | 4 | kind);
}

enum piece_kind piece_kind(int64_t piece)
{
	return (enum piece_kind)(piece & 3);
}

int64_t piece_of_patch(struct slice title)
{
	return title_words(title) >= 2 ? piece(PIECE_PATCH, hash_bytes(title)) : 0;
}

int64_t piece_of_title(struct slice title)
{
	uint64_t words[TITLE_WORDS];
	size_t n = words_of(title, words);

	if (title_words(title) < 2)
		return 0;
	return piece(PIECE_TITLE,
		hash_bytes(slice_from((const char *)words, n * sizeof(*words))));
}

size_t pieces_of_text(const struct sketch *sketch, int64_t pieces[SKETCH_BINS / 2])
{
	size_t n = 0;
	size_t i;

	for (i = 0; i + 1 < SKETCH_BINS; i += 2)
		if (sketch->bins[i] != 0 && sketch->bins[i + 1] != 0)
			pieces[n++] = piece(PIECE_TEXT, mix((uint64_t)i << 32 |
				(uint64_t)sketch->bins[i] << 16 | sketch->bins[i + 1]));
	return n;
}
