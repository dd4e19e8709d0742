#include "conf/lines.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "util/alloc.h"
#include "util/error.h"
#include "util/file.h"

#define SHOWN 40 /* columns of a word in a message */

void lines_init(struct lines *lines, const char *file, struct slice text, struct buf *errors)
{
	*lines = (struct lines){.rest = text, .file = file, .errors = errors, .good = true};
}

struct slice lines_without_mark(struct slice text)
{
	return slice_starts(text, "\xef\xbb\xbf") ? slice_skip(text, 3) : text;
}

void lines_release(struct lines *lines)
{
	arena_release(&lines->arena);
}

bool lines_next(struct lines *lines, struct slice *line)
{
	arena_reset(&lines->arena);
	while (slice_next_line(&lines->rest, line)) {
		lines->number++;
		*line = slice_trim(*line);
		if (!lines_is_end(*line))
			return true;
	}
	return false;
}

bool lines_complain(struct lines *lines, const char *fmt, ...)
{
	va_list ap;

	if (lines->number)
		buf_addf(lines->errors, "%s:%u: ", lines->file, lines->number);
	va_start(ap, fmt);
	buf_vaddf(lines->errors, fmt, ap);
	va_end(ap);
	buf_addc(lines->errors, '\n');
	lines->good = false;
	return false;
}

bool lines_unknown(struct lines *lines, const char *what, struct slice word, const char *meant)
{
	struct vis shown = lines_shown(lines, word);

	if (meant)
		return lines_complain(lines, "unknown %s '%.*s', did you mean '%s'?", what,
			VIS_ARG(shown), meant);
	return lines_complain(lines, "unknown %s '%.*s'", what, VIS_ARG(shown));
}

struct vis lines_shown(struct lines *lines, struct slice word)
{
	return text_clip(&lines->arena, text_visible(&lines->arena, word), SHOWN);
}

/* As slice_trim() has it: else what begins no comment here would begin one after trimming. */
static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

struct slice lines_word(struct slice *rest)
{
	struct slice word;
	size_t n = 0;

	*rest = slice_trim(*rest);
	while (n < rest->n && !is_blank(rest->p[n]))
		n++;
	word = slice_sub(*rest, 0, n);
	*rest = slice_skip(*rest, n);
	return word;
}

bool lines_is_end(struct slice word)
{
	return word.n == 0 || word.p[0] == '#';
}

struct slice lines_without_comment(struct slice line)
{
	size_t n = 0;

	while (n < line.n && (line.p[n] != '#' || (n > 0 && !is_blank(line.p[n - 1]))))
		n++;
	return slice_trim(slice_sub(line, 0, n));
}

/* A message of several, to be sorted. */
struct message {
	struct slice text; /* with its line break */
	unsigned number;   /* of the line that it is about; UINT_MAX: of another file */
	size_t at;         /* where it stood */
};

/* The number behind "FILE:"; 0: the message does not begin so. */
static unsigned message_line(struct slice message, const char *file)
{
	struct slice rest = slice_skip(message, strlen(file));
	size_t digits;
	unsigned number;

	if (!slice_starts(message, file) || !slice_starts(rest, ":"))
		return 0;
	number = slice_number(slice_skip(rest, 1), &digits);
	return digits && slice_starts(slice_skip(rest, 1 + digits), ":") ? number : 0;
}

static int compare_messages(const void *a, const void *b)
{
	const struct message *x = a, *y = b;

	if (x->number != y->number)
		return x->number < y->number ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

void lines_sort_errors(struct buf *errors, const char *file)
{
	struct slice rest = buf_slice(errors), line;
	struct buf sorted = BUF_INIT;
	struct message *messages = NULL;
	size_t n = 0, room = 0, i;

	while (slice_next_line(&rest, &line)) {
		unsigned number = message_line(line, file);

		GROW(messages, room, n + 1);
		messages[n] = (struct message){line, number ? number : UINT_MAX, n};
		n++;
	}
	if (n)
		qsort(messages, n, sizeof(*messages), compare_messages);
	for (i = 0; i < n; i++) {
		buf_add_slice(&sorted, messages[i].text);
		buf_addc(&sorted, '\n');
	}
	buf_clear(errors);
	buf_add_slice(errors, buf_slice(&sorted));
	buf_release(&sorted);
	free(messages);
}

bool lines_has_error(struct slice errors, const char *file, unsigned number)
{
	struct slice line;

	while (slice_next_line(&errors, &line)) {
		if (message_line(line, file) == number)
			return true;
	}
	return false;
}

/* What stands in the way of reading it, such as a device that never ends. */
static bool is_readable(int fd, const char *path, struct error *err)
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		return error_errno(err, "%s", path);
	if (S_ISDIR(st.st_mode)) {
		errno = EISDIR;
		return error_errno(err, "%s", path);
	}
	/* /dev/null is how one says that there is nothing. */
	if (S_ISCHR(st.st_mode) && st.st_rdev == makedev(1, 3))
		return true;
	if (!S_ISREG(st.st_mode))
		return error_set(err, ERROR_INPUT, "%s: not a regular file", path);
	if ((size_t)st.st_size > LINES_FILE_MAX)
		return error_set(err, ERROR_INPUT, "%s: larger than %zu KiB", path,
			LINES_FILE_MAX / 1024);
	return true;
}

bool lines_read_file(const char *path, bool must, struct buf *text, struct buf *errors)
{
	struct error err;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	bool ok = fd >= 0;

	if (!ok && errno == ENOENT && !must)
		return true;
	if (!ok)
		error_errno(&err, "%s", path);
	else
		ok = is_readable(fd, path, &err) && file_read_fd(fd, path, text, &err);
	if (fd >= 0)
		close(fd);
	if (!ok)
		buf_addf(errors, "%s\n", err.text);
	return ok;
}
