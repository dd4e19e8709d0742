#include "model/model.h"

#include <stdlib.h>

struct result *result_ref(struct result *result)
{
	atomic_fetch_add(&result->refs, 1);
	return result;
}

void result_unref(struct result *result)
{
	if (!result || atomic_fetch_sub(&result->refs, 1) > 1)
		return;
	free(result->hits);
	free(result);
}
