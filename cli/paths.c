#include "cli/paths.h"

#include <stdlib.h>

#include "util/buf.h"

static const struct {
	const char *variable;
	const char *below_home;
} folders[USER_FOLDERS] = {
	[USER_CONFIG] = {"XDG_CONFIG_HOME", ".config"},
	[USER_CACHE] = {"XDG_CACHE_HOME", ".cache"},
	[USER_DATA] = {"XDG_DATA_HOME", ".local/share"},
	[USER_STATE] = {"XDG_STATE_HOME", ".local/state"},
};

char *user_path(enum user_folder folder, const char *name)
{
	const char *base = getenv(folders[folder].variable);
	const char *home = getenv("HOME");
	struct buf path = BUF_INIT;

	if (base && base[0] == '/')
		buf_adds(&path, base);
	else if (home && home[0])
		buf_addf(&path, "%s/%s", home, folders[folder].below_home);
	else
		return NULL;
	buf_adds(&path, "/tidings");
	if (name)
		buf_addf(&path, "/%s", name);
	return buf_detach(&path);
}
