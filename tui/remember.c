#include "tui/remember.h"

#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "util/folder.h"

static bool write_all(int fd, struct slice text)
{
	while (text.n) {
		ssize_t n = write(fd, text.p, text.n);

		if (n <= 0)
			return false;
		text = slice_skip(text, (size_t)n);
	}
	return true;
}

/* Whoever waits for a lock that is not given does without a history, not without a browser. */
static int open_locked(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0600);
	struct stat st;
	int tries;

	if (fd < 0)
		return -1;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
		if (st.st_mode & 077)
			(void)fchmod(fd, 0600);
		for (tries = 0; tries < 50; tries++) {
			if (flock(fd, LOCK_EX | LOCK_NB) == 0)
				return fd;
			usleep(1000);
		}
	}
	close(fd);
	return -1;
}

/* The last REMEMBER_MAX bytes; *size is that of the file. */
static void read_end(int fd, struct buf *out, off_t *size)
{
	char bytes[4096];
	off_t at;
	ssize_t n;

	*size = lseek(fd, 0, SEEK_END);
	at = *size > (off_t)REMEMBER_MAX ? *size - (off_t)REMEMBER_MAX : 0;
	while (out->n < REMEMBER_MAX && (n = pread(fd, bytes, sizeof(bytes), at)) > 0) {
		buf_add(out, bytes, (size_t)n);
		at += n;
	}
}

/* As the prompt would take it: what stands in a file may be anything. */
static void take_line(struct slice line, const struct remembered *of)
{
	struct prompt prompt;

	if (line.n < 3 || line.n > PROMPT_MAX || line.p[1] != ' ')
		return;
	while (of->letter && of->letter != line.p[0])
		of++;
	if (!of->letter)
		return;
	prompt_init(&prompt);
	prompt_open(&prompt, NULL, (struct slice){0});
	prompt_insert(&prompt, slice_skip(line, 2));
	history_add(of->history, buf_slice(&prompt.text));
	prompt_release(&prompt);
}

static void add_line(struct buf *out, char letter, struct slice text)
{
	buf_addc(out, letter);
	buf_addc(out, ' ');
	buf_add_slice(out, text);
	buf_addc(out, '\n');
}

/* The lock is held, so nobody has added anything since it was read. */
static void cut(int fd, const struct remembered *of)
{
	struct buf text = BUF_INIT;
	size_t i;

	for (; of->letter; of++)
		for (i = 0; i < of->history->n; i++)
			if (text.n < REMEMBER_MAX / 2)
				add_line(&text, of->letter, slice_cstr(of->history->entries[i]));
	if (ftruncate(fd, 0) == 0 && lseek(fd, 0, SEEK_SET) == 0)
		(void)write_all(fd, buf_slice(&text));
	buf_release(&text);
}

void remember_read(const char *path, const struct remembered *of)
{
	int fd = path ? open_locked(path, O_RDWR) : -1;
	struct buf text = BUF_INIT;
	struct slice rest;
	off_t size;

	if (fd < 0)
		return;
	read_end(fd, &text, &size);
	for (rest = buf_slice(&text); rest.n;) {
		size_t n = slice_find_byte(rest, '\n');

		take_line(slice_sub(rest, 0, n), of);
		rest = slice_skip(rest, n + (n < rest.n));
	}
	if (size > (off_t)REMEMBER_MAX)
		cut(fd, of);
	close(fd);
	buf_release(&text);
}

static int open_to_add(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct buf folder = BUF_INIT;
	int fd = -1;

	buf_add_slice(&folder, slice_from(path, slash ? (size_t)(slash - path) : 0));
	if (!folder.n || folder_make(folder.p, NULL))
		fd = open_locked(path, O_RDWR | O_APPEND | O_CREAT);
	buf_release(&folder);
	return fd;
}

void remember_add(const char *path, const struct remembered *of, struct history *history,
	struct slice text)
{
	struct buf line = BUF_INIT;
	int fd;

	history_add(history, text);
	while (of->letter && of->history != history)
		of++;
	if (!path || !of->letter || slice_is_blank(text) || text.n + 2 > PROMPT_MAX)
		return;
	fd = open_to_add(path);
	if (fd < 0)
		return;
	add_line(&line, of->letter, text);
	(void)!write_all(fd, buf_slice(&line));
	close(fd);
	buf_release(&line);
}
