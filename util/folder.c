#include "util/folder.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "util/alloc.h"

bool folder_make(const char *path, struct error *err)
{
	char *copy = xstrdup(path);
	char *slash = copy;
	bool ok = true;
	int refused = 0;

	/* One above it may be there without being ours to look into. */
	while (ok && (slash = strchr(slash + 1, '/')) != NULL) {
		*slash = '\0';
		ok = mkdir(copy, 0700) == 0 || errno == EEXIST;
		if (!ok && (errno == EACCES || errno == EROFS)) {
			refused = errno;
			ok = true;
		}
		*slash = '/';
	}
	if (ok)
		ok = mkdir(copy, 0700) == 0 || errno == EEXIST;
	if (!ok && errno == ENOENT && refused)
		errno = refused;
	if (!ok)
		error_errno(err, "the folder '%s' cannot be made", path);
	free(copy);
	return ok;
}
