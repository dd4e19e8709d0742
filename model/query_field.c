#include "model/query_field.h"

#include <string.h>

#include "util/near.h"

#define AT(place) (1u << MATCH_##place)
#define AT_TEXTS  (AT(TITLE) | AT(PERSON) | AT(BODY) | AT(CHANGELOG))

const struct query_field query_fields[FIELDS] = {
	[FIELD_ANY] = {.name = "", .value = VALUE_TEXT, .places = AT_TEXTS,
		.help = "words of title, author and text"},
	[FIELD_SUBJECT] = {.name = "s", .aliases = {"subject", "title"}, .value = VALUE_TEXT,
		.places = AT(TITLE),
		.help = "words of the title, and of the titles of the patches"},
	[FIELD_FROM] = {.name = "f", .aliases = {"from", "author"}, .value = VALUE_TEXT,
		.places = AT(PERSON), .help = "sender or contributor, name or address"},
	[FIELD_ANYONE] = {.name = "a", .aliases = {"anyone"}, .value = VALUE_TEXT,
		.places = AT(PERSON), .help = "the same, or anybody in a trailer"},
	[FIELD_BODY] = {.name = "b", .aliases = {"body"}, .value = VALUE_TEXT,
		.places = AT(BODY) | AT(CHANGELOG), .help = "words of the texts"},
	[FIELD_CHANGELOG] = {.name = "ch", .aliases = {"changelog"}, .value = VALUE_TEXT,
		.places = AT(CHANGELOG), .help = "words of the changelog"},
	[FIELD_PATH] = {.name = "dfn", .aliases = {"path"}, .value = VALUE_NAME,
		.expects = "a path, as in dfn:arch/x86/kvm, dfn:pmu.c or dfn:*.h",
		.places = AT(PATH), .help = "path of the diffstat: its first parts, its file name, "
		"or a glob"},
	[FIELD_SUBSYSTEM] = {.name = "sub", .aliases = {"subsystem"}, .value = VALUE_NAME,
		.expects = "a subsystem, as in sub:KVM/x86",
		.places = AT(SUBSYSTEM), .help = "the subsystem and what is below"},
	[FIELD_DOMAIN] = {.name = "dom", .aliases = {"domain"}, .value = VALUE_NAME,
		.expects = "a domain, as in dom:example.org",
		.help = "the domain of the contributor and what is below"},
	[FIELD_LIST] = {.name = "l", .aliases = {"list"}, .value = VALUE_NAME,
		.expects = "the name of a mailing list", .help = "mailing list"},
	[FIELD_DATE] = {.name = "d", .aliases = {"date"}, .value = VALUE_DATES,
		.expects = "a date, as in d:20251120, d:2025-01..2025-03 or d:2.weeks.ago..",
		.help = "date: 20251120, 2025-01..2025-03, 2.weeks.ago.."},
	[FIELD_DIGEST] = {.name = "digest", .value = VALUE_NAME,
		.expects = "a commit id or the name of a file",
		.help = "commit id at either end of the digest's range, or its file name"},
	[FIELD_VERSION] = {.name = "v", .value = VALUE_NUMBERS,
		.help = "version: 3, >=4, 2..5"},
	[FIELD_PATCHES] = {.name = "patches", .value = VALUE_NUMBERS,
		.help = "number of patches"},
	[FIELD_FILES] = {.name = "files", .value = VALUE_NUMBERS,
		.help = "number of files in the diffstat"},
	[FIELD_LINES] = {.name = "lines", .value = VALUE_NUMBERS,
		.help = "changed lines, insertions and deletions together"},
	[FIELD_REVS] = {.name = "revs", .value = VALUE_NUMBERS,
		.help = "number of revisions of the series that are known"},
	[FIELD_TAG] = {.name = "tag", .value = VALUE_NAME,
		.expects = "a tag, as in tag:net-next",
		.help = "what stands in the brackets of the subject: RFC, net-next"},
	[FIELD_REVIEWED] = {.name = "r", .aliases = {"reviewed"}, .value = VALUE_TEXT,
		.places = AT(PERSON), .help = "a Reviewed-by of this person"},
	[FIELD_ACKED] = {.name = "ack", .aliases = {"acked"}, .value = VALUE_TEXT,
		.places = AT(PERSON), .help = "an Acked-by of this person"},
	[FIELD_TESTED] = {.name = "tested", .value = VALUE_TEXT,
		.places = AT(PERSON), .help = "a Tested-by of this person"},
	[FIELD_TRAILER] = {.name = "trailer", .value = VALUE_TRAILER,
		.expects = "a trailer and a person, as in trailer:suggested-by=jane",
		.places = AT(PERSON),
		.help = "a trailer of this key and person: suggested-by=jane, cc= for anybody"},
	[FIELD_IS] = {.name = "is", .value = VALUE_FLAG, .help = "what holds of the revision"},
	[FIELD_MID] = {.name = "m", .aliases = {"mid"}, .value = VALUE_NAME,
		.expects = "a message-id",
		.help = "a message-id, also within links"},
	[FIELD_QUERY] = {.name = "query", .value = VALUE_NAME,
		.expects = "the name of a saved query",
		.help = "what the saved query of this name finds"},
};

const struct query_flag_info query_flags[FLAGS] = {
	[FLAG_RFC] = {"rfc", "a request for comments"},
	[FLAG_RESEND] = {"resend", "sent again"},
	[FLAG_SINGLE] = {"single", "one patch, without a number"},
	[FLAG_COVER] = {"cover", "its cover letter is here"},
	[FLAG_LATEST] = {"latest", "the newest revision known of its series"},
	[FLAG_OLD] = {"old", "a newer revision is known"},
	[FLAG_REVIEWED] = {"reviewed", "has a Reviewed-by or an Acked-by, as far as records show"},
	[FLAG_QUOTED] = {"quoted", "an answer that was filed as a patch"},
	[FLAG_CUT] = {"cut", "its title was cut and could not be made whole"},
	[FLAG_INCOMPLETE] = {"incomplete", "not all of its patches are here with their text"},
	[FLAG_UNREAD] = {"unread", "neither it nor a newer revision was read"},
	[FLAG_FLAGGED] = {"flagged", "of a series with a flag"},
	[FLAG_NOTED] = {"noted", "of a series with a note"},
	[FLAG_MUTED] = {"muted", "of a series that is muted, or of a muted subsystem"},
	[FLAG_STALLED] = {"stalled", "read or flagged, and nothing newer in six weeks of digests"},
};

enum query_field_id query_field_by_name(struct slice name)
{
	unsigned id, i;

	for (id = FIELD_ANY + 1; id < FIELDS; id++) {
		const struct query_field *field = &query_fields[id];

		if (slice_eq_nocase(name, slice_cstr(field->name)))
			return (enum query_field_id)id;
		for (i = 0; i < 3 && field->aliases[i]; i++) {
			if (slice_eq_nocase(name, slice_cstr(field->aliases[i])))
				return (enum query_field_id)id;
		}
	}
	return FIELD_ANY;
}

enum query_flag query_flag_by_name(struct slice name)
{
	unsigned i;

	for (i = 0; i < FLAGS; i++) {
		if (slice_eq_nocase(name, slice_cstr(query_flags[i].name)))
			break;
	}
	return (enum query_flag)i;
}

const char *query_flag_nearest(struct slice name)
{
	struct near near = NEAR_INIT(name);
	unsigned i;

	if (!name.n)
		return NULL;
	for (i = 0; i < FLAGS; i++)
		near_offer(&near, query_flags[i].name);
	return near_best(&near);
}
