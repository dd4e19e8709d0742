#include "conf/embedded.h"

const struct embedded_file *embedded_find(const struct embedded_file *files, struct slice name)
{
	for (; files->name; files++)
		if (slice_is(name, files->name))
			return files;
	return NULL;
}
