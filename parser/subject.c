#include "parser/internal.h"

#include "util/text.h"

/*
 * Bytes that stand in tags: `kvm-unit-tests`, `RFC/RFT`, `5.10`, `tip:x86/mm`. A
 * group with anything else (braces, quotes, brackets) is part of the title.
 */
static bool is_tag_byte(char c)
{
	return is_alnum(c) || (unsigned char)c >= 0x80 || (c && strchr("./_-+#:&'~@()*?!%", c));
}

static bool is_gap(char c)
{
	return is_blank(c) || c == ',' || c == ';';
}

/*
 * The group that s begins with, without brackets, taken off; false when there is
 * none. The first may hold anything, others only what tags are made of.
 */
static bool take_group(struct slice *s, bool first, struct slice *group)
{
	struct slice rest = *s;
	size_t i;

	while (rest.n && is_blank(rest.p[0]))
		rest = slice_skip(rest, 1);
	if (!rest.n || rest.p[0] != '[')
		return false;
	for (i = 1; i < rest.n && rest.p[i] != ']'; i++)
		if (first ? rest.p[i] == '[' : !is_tag_byte(rest.p[i]) && !is_gap(rest.p[i]))
			return false;
	if (i == rest.n)
		return false;
	*group = slice_sub(rest, 1, i - 1);
	*s = slice_skip(rest, i + 1);
	return true;
}

/* `v5.10` is a kernel, and no tenth correction of a fifth version. */
#define KERNEL_MINOR 4

/* `v4`, `V1.1`, `-v2`; the whole token. */
static bool read_version(struct slice token, unsigned *version, unsigned *minor)
{
	size_t n;

	token = slice_skip(token, token.n && token.p[0] == '-');
	if (token.n < 2 || to_lower(token.p[0]) != 'v')
		return false;
	token = slice_skip(token, 1);
	*version = slice_number(token, &n);
	*minor = 0;
	token = slice_skip(token, n);
	if (!n || !token.n)
		return n > 0;
	if (token.p[0] != '.')
		return false;
	token = slice_skip(token, 1);
	*minor = slice_number(token, &n);
	return n && n == token.n && *minor < KERNEL_MINOR;
}

/* `01/13`; the whole token. */
static bool read_index(struct slice token, unsigned *index, unsigned *total)
{
	size_t n;

	*index = slice_number(token, &n);
	token = slice_skip(token, n);
	if (!n || token.n < 2 || token.p[0] != '/')
		return false;
	token = slice_skip(token, 1);
	*total = slice_number(token, &n);
	return n && n == token.n;
}

/* Where the version begins in `PATCHv3` and `RFC-v2`; token.n when there is none. */
static size_t glued_version(struct slice token)
{
	static const char *const words[] = {"PATCHES", "PATCH", "RFC", "RESEND", "RFT"};
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t n = strlen(words[i]);

		if (!slice_starts_nocase(token, words[i]) || token.n < n + 2)
			continue;
		return n + (token.p[n] == '-' || token.p[n] == '_');
	}
	return token.n;
}

/* Is `word` one of the parts of a tag like `RFC/RFT` and `RFC-PATCH`? */
static bool tag_has(struct slice tag, const char *word)
{
	while (tag.n) {
		size_t n = 0;

		while (n < tag.n && tag.p[n] != '/' && tag.p[n] != '-')
			n++;
		if (slice_eq_nocase(slice_sub(tag, 0, n), slice_cstr(word)))
			return true;
		tag = slice_skip(tag, n + 1);
	}
	return false;
}

static void add_tag(struct subject *out, struct slice tag)
{
	if (tag_has(tag, "RFC"))
		out->rfc = true;
	else if (tag_has(tag, "RESEND") || tag_has(tag, "REPOST") || tag_has(tag, "RESENT") ||
	    tag_has(tag, "REBASE") || tag_has(tag, "REBASED") ||
	    slice_eq_nocase(tag, SLICE_LIT("(RESEND)")))
		out->resend = true;
	if (out->ntags < SUBJECT_TAGS)
		out->tags[out->ntags++] = tag;
}

static void read_token(struct subject *out, struct slice token, bool *has_index)
{
	unsigned a, b;
	size_t glued;

	if (read_version(token, &a, &b)) {
		if (!out->has_version) {
			out->version = a;
			out->minor = b;
			out->has_version = true;
		}
		return;
	}
	if (!*has_index && read_index(token, &a, &b)) {
		out->index = a;
		out->total = b;
		*has_index = true;
		return;
	}
	glued = glued_version(token);
	if (glued < token.n && read_version(slice_skip(token, glued), &a, &b)) {
		struct slice tag = slice_sub(token, 0, glued);

		read_token(out, slice_skip(token, glued), has_index);
		token = tag.p[tag.n - 1] == '-' || tag.p[tag.n - 1] == '_' ?
			slice_sub(tag, 0, tag.n - 1) : tag;
	}
	add_tag(out, token);
}

static void read_group(struct subject *out, struct slice group, bool *has_index)
{
	while (group.n) {
		size_t n = 0;

		while (n < group.n && !is_gap(group.p[n]))
			n++;
		if (n)
			read_token(out, slice_sub(group, 0, n), has_index);
		group = slice_skip(group, n + 1);
	}
}

static unsigned count_words(struct slice s)
{
	unsigned words = 0;
	size_t i;

	for (i = 0; i < s.n; i++)
		if (!is_blank(s.p[i]) && (i == 0 || is_blank(s.p[i - 1])))
			words++;
	return words;
}

/* One `a: ` with what stands before it; `kvm:x86` counts as two parts. False: no more parts. */
static bool add_subsystem(struct subject *out, struct slice part)
{
	if (!part.n || slice_find_byte(part, '"') < part.n || count_words(part) > 3 ||
	    is_blank(part.p[0]))
		return false;
	while (part.n) {
		size_t n = slice_find_byte(part, ':');

		if (!n)
			return false;
		if (out->nsubsystem == SUBJECT_SUBSYSTEMS)
			return false;
		out->subsystem[out->nsubsystem++] = trim(slice_sub(part, 0, n));
		part = slice_skip(part, n + 1);
	}
	return true;
}

static void read_subsystem(struct subject *out)
{
	struct slice rest = out->title;

	while (slice_starts(rest, "Revert \""))
		rest = slice_skip(rest, 8);
	for (;;) {
		size_t n = slice_find(rest, SLICE_LIT(": "));

		if (n == rest.n || !add_subsystem(out, slice_sub(rest, 0, n)))
			return;
		rest = slice_skip(rest, n + 2);
		while (rest.n && is_blank(rest.p[0]))
			rest = slice_skip(rest, 1);
	}
}

bool subject_parse(struct slice line, struct subject *out)
{
	struct slice rest = line, group;
	bool has_index = false, any = false;

	memset(out, 0, sizeof(*out));
	out->line = line;
	out->version = 1;
	while (take_group(&rest, !any, &group)) {
		read_group(out, group, &has_index);
		any = true;
	}
	out->title = trim(rest);
	out->kind = !has_index ? RECORD_SINGLE : out->index ? RECORD_PATCH : RECORD_COVER;
	read_subsystem(out);
	return any;
}

struct slice subsystem_path(struct arena *a, const struct subject *subject)
{
	size_t n = 0, i;
	char *p, *to;

	for (i = 0; i < subject->nsubsystem; i++)
		n += subject->subsystem[i].n + 1;
	if (!n)
		return slice_from("", 0);
	p = to = arena_alloc(a, n);
	for (i = 0; i < subject->nsubsystem; i++) {
		if (i)
			*to++ = '/';
		memcpy(to, subject->subsystem[i].p, subject->subsystem[i].n);
		to += subject->subsystem[i].n;
	}
	return between(p, to);
}

struct slice title_normalise(struct arena *a, struct slice title)
{
	struct folded folded = text_fold(a, title);
	char *p = arena_alloc(a, folded.s.n), *to = p;
	bool gap = false;
	size_t i;

	for (i = 0; i < folded.s.n; i++) {
		char c = folded.s.p[i];

		if (!is_alnum(c) && (unsigned char)c < 0x80) {
			gap = to > p;
			continue;
		}
		if (gap)
			*to++ = ' ';
		gap = false;
		*to++ = to_lower(c);
	}
	return between(p, to);
}
