/* A growing run of ids. */
#ifndef MODEL_IDS_H
#define MODEL_IDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ids {
	int64_t *p; /* free() it */
	size_t n, room;
};

void ids_add(struct ids *ids, int64_t id);
void ids_sort(struct ids *ids); /* upwards, each once */
bool ids_has(const struct ids *ids, int64_t id); /* of sorted ones */

#endif
