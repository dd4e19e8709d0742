#include "conf/lines.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <unistd.h>

#include "util/error.h"
#include "util/file.h"

#define SHOWN 40 /* columns of a word in a message */

void lines_init(struct lines *lines, const char *file, struct slice text, struct buf *errors)
{
	*lines = (struct lines){.rest = text, .file = file, .errors = errors, .good = true};
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

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
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

bool lines_read_file(const char *path, bool must, struct buf *text, struct buf *errors)
{
	struct error err;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	bool ok = fd >= 0;

	if (!ok && errno == ENOENT && !must)
		return true;
	if (!ok)
		error_errno(&err, "%s", path);
	else
		ok = file_read_fd(fd, path, text, &err);
	if (fd >= 0)
		close(fd);
	if (!ok)
		buf_addf(errors, "%s\n", err.text);
	return ok;
}
