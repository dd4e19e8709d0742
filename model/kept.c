#include "model/kept.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "util/buf.h"
#include "util/folder.h"
#include "util/hash.h"

static bool write_all(int fd, struct slice text)
{
	while (text.n) {
		ssize_t n = write(fd, text.p, text.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		text = slice_skip(text, (size_t)n);
	}
	return fsync(fd) == 0;
}

/* Under another name first (one that is hidden), so that what has the name is whole. */
static bool write_file(const char *folder, const char *path, struct slice text)
{
	struct buf name = BUF_INIT;
	bool ok;
	int fd, why;

	buf_addf(&name, "%s/.new-XXXXXX", folder);
	fd = mkstemp(name.p); /* 0600 */
	ok = fd >= 0 && write_all(fd, text);
	if (fd >= 0 && close(fd) < 0)
		ok = false;
	ok = ok && rename(name.p, path) == 0;
	why = errno;
	if (!ok && fd >= 0)
		unlink(name.p);
	buf_release(&name);
	errno = why;
	return ok;
}

bool kept_add(const char *folder, struct slice text, struct arena *a, const char **path,
	struct error *err)
{
	struct buf name = BUF_INIT;
	bool ok = folder_make(folder, err);

	buf_addf(&name, "%s/stdin-%016" PRIx64 ".txt", folder, hash_bytes(text));
	*path = arena_strndup(a, name.p, name.n);
	buf_release(&name);
	if (!ok || access(*path, F_OK) == 0)
		return ok;
	return write_file(folder, *path, text) ||
		error_errno(err, "'%s' cannot be written", *path);
}

size_t kept_list(const char *folder, struct arena *a, const char ***paths)
{
	DIR *dir = opendir(folder);
	const struct dirent *entry;
	size_t n = 0, room = 0;

	*paths = NULL;
	while (dir && (entry = readdir(dir))) {
		struct buf path = BUF_INIT;

		if (entry->d_name[0] == '.')
			continue;
		buf_addf(&path, "%s/%s", folder, entry->d_name);
		ARENA_GROW(a, *paths, room, n + 1);
		(*paths)[n++] = arena_strndup(a, path.p, path.n);
		buf_release(&path);
	}
	if (dir)
		closedir(dir);
	return n;
}
