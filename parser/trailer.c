#include "parser/internal.h"

/* Keys that do not end in "-by". */
static const struct {
	const char *key;
	enum { A_PERSON, A_COMMIT, A_URL, ANYTHING } value;
} keys[] = {
	{"Cc", A_PERSON},
	{"Fixes", A_COMMIT},
	{"Link", A_URL},
	{"Closes", A_URL},
	{"Message-Id", ANYTHING},
	{"Change-Id", ANYTHING},
	{"Depends-on", ANYTHING},
	{"Based-on", ANYTHING},
	{"Supersedes", ANYTHING},
};

#define NKEYS (sizeof(keys) / sizeof(keys[0]))

static bool ends_in_by(struct slice key)
{
	return key.n > 3 && slice_eq_nocase(slice_skip(key, key.n - 3), SLICE_LIT("-by"));
}

static size_t find_key(struct slice key)
{
	size_t i;

	for (i = 0; i < NKEYS; i++)
		if (slice_eq_nocase(key, slice_cstr(keys[i].key)))
			break;
	return i;
}

bool trailer_parse(struct slice line, struct trailer *out)
{
	struct slice key;
	size_t n = 0;

	while (n < line.n && (is_alnum(line.p[n]) || line.p[n] == '-'))
		n++;
	if (n < 2 || n == line.n || line.p[n] != ':' || !is_alpha(line.p[0]))
		return false;
	key = slice_sub(line, 0, n);
	if (!ends_in_by(key) && find_key(key) == NKEYS)
		return false;
	*out = (struct trailer){.key = key, .value = trim(slice_skip(line, n + 1))};
	if (!out->value.n && !ends_in_by(key))
		return false;
	return true;
}

static const char *person_fault(struct slice value)
{
	struct person person = person_parse(value);

	if (slice_find_byte(person.email, '@') == person.email.n)
		return "no address";
	if (!person.name.n)
		return "an address without a name";
	return NULL;
}

/*
 * An abbreviated id as git prints it is 7 to 15 digits long today, a whole one 40
 * or 64; anything between was cut by hand. A URL names a bug elsewhere.
 */
static const char *commit_fault(struct slice value)
{
	size_t n = 0;

	if (url_at(value).n)
		return NULL;
	while (n < value.n && (is_digit(value.p[n]) || (is_alpha(value.p[n]) &&
			to_lower(value.p[n]) <= 'f')))
		n++;
	if (n < 7 || (n < value.n && is_alnum(value.p[n])))
		return "no commit id";
	if (n > 15 && n != 40 && n != 64)
		return "a commit id of a strange length";
	return NULL;
}

const char *trailer_fault(const struct trailer *trailer)
{
	size_t key = find_key(trailer->key);

	if (!trailer->value.n)
		return "nothing behind the colon";
	if (trailer->value.p == trailer->key.p + trailer->key.n + 1)
		return "no blank behind the colon";
	if (key == NKEYS || keys[key].value == A_PERSON)
		return person_fault(trailer->value);
	if (keys[key].value == A_COMMIT)
		return commit_fault(trailer->value);
	if (keys[key].value == A_URL && !url_at(trailer->value).n)
		return "no URL";
	return NULL;
}
