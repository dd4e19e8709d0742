/*
 * "Changes since v1" may mean RFC v1: many go on with the numbers when they leave RFC behind.
 * What a sighting names is settled here, with the whole series in view.
 */
#include "model/link_internal.h"

struct numbering {
	struct link_group *group;
	const size_t *members;
	size_t n;
};

static struct link_node *member(const struct numbering *s, size_t i)
{
	return &s->group->nodes[s->members[i]];
}

static bool same_number(struct version a, struct version b)
{
	return a.major == b.major && a.minor == b.minor;
}

/* The RFC of this number; NULL also when there is a version of it, or of a lower number. */
static const struct link_node *rfc_alone(const struct numbering *s, struct version version)
{
	const struct link_node *found = NULL;
	size_t i;

	for (i = 0; i < s->n; i++) {
		const struct link_node *node = member(s, i);

		if (!node->version.rfc && version_cmp(node->version, version) <= 0)
			return NULL;
		if (node->version.rfc && same_number(node->version, version))
			found = node;
	}
	return found;
}

/* One that is past RFCs speaks of this one as an RFC: then the bare number is another's. */
static bool is_told_apart(const struct numbering *s, struct version version)
{
	size_t i, k;

	for (i = 0; i < s->n; i++)
		for (k = 0; !member(s, i)->version.rfc && k < member(s, i)->nsightings; k++) {
			struct version named = member(s, i)->sightings[k].version;

			if (named.rfc && same_number(named, version))
				return true;
		}
	return false;
}

/* The message that this links to is called an RFC elsewhere in the series. */
static bool is_called_rfc(const struct numbering *s, const struct link_sighting *sighting)
{
	size_t i, k;

	for (i = 0; sighting->msgid.n > 0 && i < s->n; i++)
		for (k = 0; k < member(s, i)->nsightings; k++) {
			const struct link_sighting *other = &member(s, i)->sightings[k];

			if (other->version.rfc && same_number(other->version, sighting->version) &&
				slice_eq(other->msgid, sighting->msgid))
				return true;
		}
	return false;
}

static bool means_rfc(const struct numbering *s, const struct link_sighting *sighting)
{
	const struct link_node *rfc;

	if (sighting->version.rfc)
		return false;
	if (is_called_rfc(s, sighting))
		return true;
	rfc = rfc_alone(s, sighting->version);
	return rfc && !is_told_apart(s, sighting->version) &&
		(sighting->msgid.n == 0 || link_day(rfc, sighting->msgid) != LINK_DENIED);
}

void link_renumber(struct link_group *group, const size_t *members, size_t n)
{
	const struct numbering s = {group, members, n};
	struct link_sighting **found = NULL;
	size_t i, k, room = 0, nfound = 0;

	/* Not one after the other: what is settled first must not settle others. */
	for (i = 0; i < n; i++)
		for (k = 0; k < member(&s, i)->nsightings; k++) {
			if (!means_rfc(&s, &member(&s, i)->sightings[k]))
				continue;
			ARENA_GROW(&group->arena, found, room, nfound + 1);
			found[nfound++] = &member(&s, i)->sightings[k];
		}
	for (i = 0; i < nfound; i++)
		found[i]->version.rfc = true;
}
