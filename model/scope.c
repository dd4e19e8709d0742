#include "model/scope.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "util/alloc.h"
#include "util/buf.h"

/* Of a path that is not there, so that it cannot be resolved. */
static char *absolute(const char *path)
{
	char *resolved = realpath(path, NULL);
	struct buf made = BUF_INIT;
	char *cwd;

	if (resolved)
		return resolved;
	if (path[0] != '/') {
		cwd = getcwd(NULL, 0);
		buf_addf(&made, "%s/", cwd ? cwd : "");
		free(cwd);
	}
	buf_adds(&made, path);
	while (made.n > 1 && made.p[made.n - 1] == '/')
		buf_truncate(&made, made.n - 1);
	return buf_detach(&made);
}

void scope_init(struct scope *scope, const char *const *paths, size_t n)
{
	size_t i;

	*scope = (struct scope){.n = n};
	if (n > 0)
		scope->paths = xcalloc(n, sizeof(*scope->paths));
	for (i = 0; i < n; i++)
		scope->paths[i] = absolute(paths[i]);
}

void scope_release(struct scope *scope)
{
	size_t i;

	for (i = 0; i < scope->n; i++)
		free(scope->paths[i]);
	free(scope->paths);
	*scope = (struct scope){.n = 0};
}

bool scope_has(const struct scope *scope, struct slice path)
{
	size_t i, n;

	for (i = 0; i < scope->n; i++) {
		n = strlen(scope->paths[i]);
		if (slice_starts(path, scope->paths[i]) &&
			(path.n == n || path.p[n] == '/' || n == 1))
			return true;
	}
	return scope->n == 0;
}
