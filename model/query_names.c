/* Which saved queries a query asks for. */
#include "model/query_tree.h"

static size_t add_names(const struct query_node *node, struct slice *names, size_t n, size_t room)
{
	size_t i;

	if (node->term && node->term->field == FIELD_QUERY) {
		if (n < room)
			names[n] = node->term->text;
		return n + 1;
	}
	for (i = 0; i < node->nkids; i++)
		n = add_names(node->kids[i], names, n, room);
	return n;
}

size_t query_names(const struct query *query, struct slice *names, size_t room)
{
	return query->root ? add_names(query->root, names, 0, room) : 0;
}
