/* From text to bindings: the reader of keymap files. */
#include "conf/keymap.h"

#include "conf/keymap-internal.h"
#include "conf/lines.h"
#include "util/near.h"

static bool read_context(struct lines *r, struct slice word, enum context *context)
{
	struct near near = NEAR_INIT(word);
	int i;

	if (word.n == 0)
		return lines_complain(r, "expected: CONTEXT KEYS ACTION");
	if (context_by_name(word, context))
		return true;
	for (i = 0; i < CONTEXTS; i++)
		near_offer(&near, context_name((enum context)i));
	return lines_unknown(r, "context", word, near_best(&near));
}

static bool read_keys(struct lines *r, struct slice word, enum context context, struct buf *keys)
{
	struct slice rest = word;

	if (word.n == 0)
		return lines_complain(r, "expected: CONTEXT KEYS ACTION");
	while (rest.n) {
		if (!key_normalise(&rest, keys))
			return lines_complain(r, "no such key: '%.*s'",
				VIS_ARG(lines_shown(r, rest)));
	}
	if (context == CONTEXT_PROMPT && key_is_text(buf_slice(keys)))
		return lines_complain(r, "'%.*s' is text in a prompt",
			VIS_ARG(lines_shown(r, word)));
	return true;
}

static bool read_action(struct lines *r, struct slice word, enum context context,
	enum action *action)
{
	struct near near = NEAR_INIT(word);
	int i;

	*action = action_by_name(word);
	if (word.n == 0)
		return lines_complain(r, "expected: CONTEXT KEYS ACTION");
	if (*action == ACTION_NONE && !slice_is(word, "none")) {
		for (i = 0; i < ACTIONS; i++)
			near_offer(&near, action_info((enum action)i)->name);
		return lines_unknown(r, "action", word, near_best(&near));
	}
	if (action_info(*action)->contexts & 1u << context)
		return true;
	return lines_complain(r, "'%s' does not work in '%s'", action_info(*action)->name,
		context_name(context));
}

static void bind(struct lines *r, struct keymap *map, struct binding b)
{
	const struct binding *other = keymap_bind(map, b);

	if (!other)
		return;
	if (slice_eq(other->keys, b.keys))
		lines_complain(r, "'%.*s' is bound in line %u already",
			VIS_ARG(lines_shown(r, b.keys)), other->line);
	else
		lines_complain(r, "'%.*s' and '%.*s' in line %u: one is the beginning of the other",
			VIS_ARG(lines_shown(r, b.keys)), VIS_ARG(lines_shown(r, other->keys)),
			other->line);
}

void keymap_read_line(struct keymap *map, struct lines *r, struct slice line)
{
	struct binding b = {.file = r->file, .line = r->number};
	struct buf keys = BUF_INIT;
	struct slice word = lines_word(&line);
	bool good = read_context(r, word, &b.context) &&
		read_keys(r, lines_word(&line), b.context, &keys) &&
		read_action(r, lines_word(&line), b.context, &b.action);

	word = lines_word(&line);
	b.keys = buf_slice(&keys);
	if (good && !lines_is_end(word))
		lines_complain(r, "'%.*s' after the action", VIS_ARG(lines_shown(r, word)));
	else if (good)
		bind(r, map, b);
	buf_release(&keys);
}

bool keymap_read(struct keymap *map, const char *file, struct slice text, struct buf *errors)
{
	struct lines lines;
	struct slice line;

	lines_init(&lines, keymap_begin(map, file), lines_without_mark(text), errors);
	while (lines_next(&lines, &line))
		keymap_read_line(map, &lines, line);
	keymap_end(map, lines.number);
	lines_release(&lines);
	return lines.good;
}

bool keymap_change(struct keymap *map, struct slice line, struct buf *errors)
{
	struct lines lines;

	lines_init(&lines, keymap_begin(map, "typed"), (struct slice){0}, errors);
	keymap_read_line(map, &lines, line);
	keymap_end(map, lines.number);
	lines_release(&lines);
	return lines.good;
}

bool keymap_read_embedded(struct keymap *map, const struct embedded_file *file,
	struct buf *errors)
{
	return keymap_read(map, file->file, slice_from(file->text, file->len), errors);
}

bool keymap_read_file(struct keymap *map, const char *path, struct buf *errors)
{
	struct buf text = BUF_INIT;
	bool good = lines_read_file(path, false, &text, errors);

	if (good && text.n)
		good = keymap_read(map, path, buf_slice(&text), errors);
	buf_release(&text);
	return good;
}

struct keymap *keymap_load(const char *path, struct buf *errors)
{
	struct keymap *map = keymap_new();

	keymap_read_embedded(map, embedded_find(embedded_keymaps, SLICE_LIT("default")), errors);
	if (path)
		keymap_read_file(map, path, errors);
	keymap_check(map, errors);
	return map;
}
