/* From text to bindings: the reader of keymap files. */
#include "conf/keymap.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

#include "conf/keymap-internal.h"
#include "util/arena.h"
#include "util/error.h"
#include "util/file.h"
#include "util/text.h"

struct reader {
	struct keymap *map;
	struct buf *errors;
	const char *file;
	unsigned line;
	bool good;
	struct arena arena; /* of one line */
};

static void complain(struct reader *r, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static void complain(struct reader *r, const char *fmt, ...)
{
	va_list ap;

	buf_addf(r->errors, "%s:%u: ", r->file, r->line);
	va_start(ap, fmt);
	buf_vaddf(r->errors, fmt, ap);
	va_end(ap);
	buf_addc(r->errors, '\n');
	r->good = false;
}

/* A word of the file, fit to stand in a message. */
static struct vis shown(struct reader *r, struct slice word)
{
	return text_clip(&r->arena, text_visible(&r->arena, word), 40);
}

static struct slice next_word(struct slice *rest)
{
	struct slice word;
	size_t n = 0;

	*rest = slice_trim(*rest);
	while (n < rest->n && rest->p[n] != ' ' && rest->p[n] != '\t')
		n++;
	word = slice_sub(*rest, 0, n);
	*rest = slice_skip(*rest, n);
	return word;
}

static bool read_context(struct reader *r, struct slice word, enum context *context)
{
	if (context_by_name(word, context))
		return true;
	complain(r, "unknown context '%.*s'", VIS_ARG(shown(r, word)));
	return false;
}

static bool read_keys(struct reader *r, struct slice word, enum context context, struct buf *keys)
{
	struct slice rest = word;

	if (word.n == 0) {
		complain(r, "expected: CONTEXT KEYS ACTION");
		return false;
	}
	while (rest.n) {
		if (!key_normalise(&rest, keys)) {
			complain(r, "no such key: '%.*s'", VIS_ARG(shown(r, rest)));
			return false;
		}
	}
	if (context == CONTEXT_PROMPT && key_is_text(buf_slice(keys))) {
		complain(r, "'%.*s' is text in a prompt", VIS_ARG(shown(r, word)));
		return false;
	}
	return true;
}

static bool read_action(struct reader *r, struct slice word, enum context context,
	enum action *action)
{
	*action = action_by_name(word);
	if (word.n == 0) {
		complain(r, "expected: CONTEXT KEYS ACTION");
		return false;
	}
	if (*action == ACTION_NONE && !slice_is(word, "none")) {
		complain(r, "unknown action '%.*s'", VIS_ARG(shown(r, word)));
		return false;
	}
	if (action_info(*action)->contexts & 1u << context)
		return true;
	complain(r, "'%s' does not work in '%s'", action_info(*action)->name,
		context_name(context));
	return false;
}

static void bind(struct reader *r, struct binding b)
{
	const struct binding *other = keymap_bind(r->map, b);

	if (!other)
		return;
	if (slice_eq(other->keys, b.keys))
		complain(r, "'%.*s' is bound in line %u already", VIS_ARG(shown(r, b.keys)),
			other->line);
	else
		complain(r, "'%.*s' and '%.*s' in line %u: one is the beginning of the other",
			VIS_ARG(shown(r, b.keys)), VIS_ARG(shown(r, other->keys)), other->line);
}

static void read_line(struct reader *r, struct slice line, struct buf *keys)
{
	struct binding b = {.file = r->file, .line = r->line};
	struct slice word = next_word(&line);

	if (word.n == 0 || word.p[0] == '#' || !read_context(r, word, &b.context))
		return;
	if (!read_keys(r, next_word(&line), b.context, keys) ||
		!read_action(r, next_word(&line), b.context, &b.action))
		return;
	word = next_word(&line);
	if (word.n && word.p[0] != '#') {
		complain(r, "'%.*s' after the action", VIS_ARG(shown(r, word)));
		return;
	}
	b.keys = buf_slice(keys);
	bind(r, b);
}

bool keymap_read(struct keymap *map, const char *file, struct slice text, struct buf *errors)
{
	struct reader r = {.map = map, .errors = errors, .good = true};
	struct buf keys = BUF_INIT;
	struct slice line;

	r.file = keymap_begin(map, file);
	while (slice_next_line(&text, &line)) {
		r.line++;
		buf_clear(&keys);
		arena_reset(&r.arena);
		read_line(&r, line, &keys);
	}
	keymap_end(map, r.line);
	buf_release(&keys);
	arena_release(&r.arena);
	return r.good;
}

const struct embedded_file *embedded_keymap(const char *name)
{
	const struct embedded_file *file = embedded_keymaps;

	while (file->name && strcmp(file->name, name) != 0)
		file++;
	return file->name ? file : NULL;
}

/* A file that is not there is as good as an empty one. */
static void read_file(struct keymap *map, const char *path, struct buf *errors)
{
	struct buf text = BUF_INIT;
	struct error err;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);

	if (fd < 0 && errno == ENOENT)
		return;
	if (fd < 0)
		error_errno(&err, "%s", path);
	if (fd >= 0 && file_read_fd(fd, path, &text, &err))
		keymap_read(map, path, buf_slice(&text), errors);
	else
		buf_addf(errors, "%s\n", err.text);
	if (fd >= 0)
		close(fd);
	buf_release(&text);
}

struct keymap *keymap_load(const char *path, struct buf *errors)
{
	const struct embedded_file *file = embedded_keymap("default");
	struct keymap *map = keymap_new();

	keymap_read(map, "default.keys", slice_from(file->text, file->len), errors);
	if (path)
		read_file(map, path, errors);
	keymap_check(map, errors);
	return map;
}
