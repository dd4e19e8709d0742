#include "parser/internal.h"

/* Quotes off, if the whole name stands in them. Backslashes inside stay: they are rare. */
static struct slice unquote(struct slice name)
{
	name = trim(name);
	if (name.n >= 2 && name.p[0] == '"' && name.p[name.n - 1] == '"')
		name = trim(slice_sub(name, 1, name.n - 2));
	return name;
}

/* The last '<' whose '>' closes the text or is followed by a comment only. */
static bool find_angles(struct slice text, size_t *open, size_t *close)
{
	size_t i = text.n;

	while (i && text.p[i - 1] != '>')
		i--;
	if (!i)
		return false;
	*close = i - 1;
	while (i && text.p[i - 1] != '<')
		i--;
	if (!i)
		return false;
	*open = i - 1;
	return true;
}

/* The first word with an '@' in it, and where it begins; absent when there is none. */
static struct slice find_address(struct slice text, size_t *at)
{
	size_t i = slice_find_byte(text, '@'), end = i;

	if (i == text.n)
		return slice_from("", 0);
	while (i && !is_blank(text.p[i - 1]))
		i--;
	while (end < text.n && !is_blank(text.p[end]))
		end++;
	*at = i;
	return slice_sub(text, i, end - i);
}

struct person person_parse(struct slice text)
{
	struct person person = {.name = {"", 0}, .email = {"", 0}};
	size_t open, close, at = 0;

	text = trim(text);
	if (find_angles(text, &open, &close)) {
		person.name = unquote(slice_sub(text, 0, open));
		person.email = trim(slice_sub(text, open + 1, close - open - 1));
		return person;
	}
	person.email = find_address(text, &at);
	person.name = unquote(person.email.n ? slice_sub(text, 0, at) : text);
	return person;
}
