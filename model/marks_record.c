#include "model/marks_record.h"

static const char *const kind_names[MARK_KINDS] = {
	[MARK_MSGID] = "msgid",
	[MARK_SLUG] = "slug",
	[MARK_TITLE] = "title",
	[MARK_SUBSYSTEM] = "subsystem",
	[MARK_QUERY] = "query",
	[MARK_DIGEST] = "digest",
	[MARK_DECISION] = "decision",
};

static const char *const field_names[MARK_FIELDS] = {
	[MARK_FIELD_READ] = "read",
	[MARK_FIELD_FLAG] = "flag",
	[MARK_FIELD_MUTE] = "mute",
	[MARK_FIELD_NOTE] = "note",
	[MARK_FIELD_QUERY] = "text",
	[MARK_FIELD_VERDICT] = "verdict",
	[MARK_FIELD_DATE] = "date",
};

const char *mark_kind_name(enum mark_kind kind)
{
	return kind > 0 && kind < MARK_KINDS ? kind_names[kind] : NULL;
}

const char *mark_field_name(enum mark_field field)
{
	return field > 0 && field < MARK_FIELDS ? field_names[field] : NULL;
}

static unsigned find_name(const char *const *names, unsigned n, struct slice name)
{
	unsigned i;

	for (i = 1; i < n; i++)
		if (slice_is(name, names[i]))
			return i;
	return 0;
}

enum mark_kind mark_kind_by_name(struct slice name)
{
	return (enum mark_kind)find_name(kind_names, MARK_KINDS, name);
}

enum mark_field mark_field_by_name(struct slice name)
{
	return (enum mark_field)find_name(field_names, MARK_FIELDS, name);
}
