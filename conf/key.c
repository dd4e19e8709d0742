/* How a key is spelled: one form for each, that of libtermkey's vim notation, and `<lt>`. */
#include "conf/keymap.h"

#include <string.h>
#include <strings.h>

#include "util/alloc.h"
#include "util/text.h"

enum modifier { MOD_META = 1, MOD_CTRL = 2, MOD_SHIFT = 4 };

/* In the order in which they are spelled; what follows the first three is another name. */
static const struct {
	char letter;
	enum modifier bit;
} modifiers[] = {
	{'M', MOD_META},
	{'C', MOD_CTRL},
	{'S', MOD_SHIFT},
	{'A', MOD_META},
};

static const char *const key_names[] = {
	"Backspace", "Tab", "Enter", "Escape", "Space", "Up", "Down", "Left", "Right", "Begin",
	"Find", "Insert", "Delete", "Select", "PageUp", "PageDown", "Home", "End", "Help", "Undo",
	"Redo", "Print", "Suspend", "KP0", "KP1", "KP2", "KP3", "KP4", "KP5", "KP6", "KP7", "KP8",
	"KP9", "KPEnter", "KPPlus", "KPMinus", "KPMult", "KPDiv", "KPComma", "KPPeriod",
	"KPEquals",
};

static const struct {
	const char *name;
	const char *means;
} other_names[] = {
	{"BS", "Backspace"}, {"CR", "Enter"}, {"Return", "Enter"}, {"Esc", "Escape"},
	{"Ins", "Insert"}, {"Del", "Delete"}, {"PgUp", "PageUp"}, {"PgDn", "PageDown"},
	{"lt", "<"}, {"gt", ">"}, {" ", "Space"},
};

/* Control and a character for which a terminal sends the byte of another key. */
static const struct {
	char letter;
	const char *means;
	bool control; /* Control is still part of it */
} twins[] = {
	{'i', "Tab", false},
	{'m', "Enter", false},
	{'[', "Escape", false},
	{'?', "Backspace", false},
	{'@', "Space", true},
};

/* A key taken apart. */
struct key {
	unsigned mods; /* enum modifier */
	char name[16]; /* a name, or the bytes of one character */
};

#define MAX_FUNCTION_KEY 63 /* as many as terminfo has */

static void set_name(struct key *key, const char *p, size_t n)
{
	memcpy(key->name, p, n);
	key->name[n] = '\0';
}

/* Bytes of the character at the beginning of s that may be typed; 0 when there is none. */
static size_t printable(struct slice s)
{
	int32_t code;
	size_t n = s.n ? text_next_char(s, &code) : 0;

	return n == 0 || code < 0x20 || (code >= 0x7f && code < 0xa0) ? 0 : n;
}

static bool is_one_character(const char *name)
{
	struct slice s = slice_cstr(name);

	return printable(s) == s.n;
}

static const char *known_name(struct slice name)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(key_names); i++) {
		if (slice_eq_nocase(name, slice_cstr(key_names[i])))
			return key_names[i];
	}
	for (i = 0; i < ARRAY_LEN(other_names); i++) {
		if (slice_eq_nocase(name, slice_cstr(other_names[i].name)))
			return other_names[i].means;
	}
	return NULL;
}

static bool is_function_key(struct slice name)
{
	size_t digits;
	unsigned number;

	if (name.n < 2 || !slice_starts_nocase(name, "f") || name.p[1] == '0')
		return false;
	number = slice_number(slice_skip(name, 1), &digits);
	return digits == name.n - 1 && number <= MAX_FUNCTION_KEY;
}

static bool read_name(struct slice name, struct key *key)
{
	const char *known = known_name(name);

	if (known) {
		set_name(key, known, strlen(known));
		return true;
	}
	if (is_function_key(name)) {
		set_name(key, name.p, name.n);
		key->name[0] = 'F';
		return true;
	}
	if (name.n == 0 || printable(name) != name.n)
		return false;
	set_name(key, name.p, name.n);
	return true;
}

/* Modifiers off the beginning of s; a letter and '-' is one only when more follows. */
static unsigned read_modifiers(struct slice *s)
{
	unsigned mods = 0;
	size_t i = 0;

	while (i < ARRAY_LEN(modifiers)) {
		if (s->n > 2 && s->p[1] == '-' && strncasecmp(s->p, &modifiers[i].letter, 1) == 0) {
			mods |= modifiers[i].bit;
			*s = slice_skip(*s, 2);
			i = 0;
		} else {
			i++;
		}
	}
	return mods;
}

/* "<...>" at the beginning of s; its bytes, 0 when it is no key. */
static size_t read_bracketed(struct slice s, struct key *key)
{
	struct slice inner = slice_skip(s, 1);
	size_t n;

	key->mods = read_modifiers(&inner);
	/* A character first, since it may be '>' itself. */
	n = printable(inner);
	if (n == 0 || n >= inner.n || inner.p[n] != '>')
		n = slice_find_byte(inner, '>');
	if (n == inner.n || !read_name(slice_sub(inner, 0, n), key))
		return 0;
	return (size_t)(inner.p - s.p) + n + 1;
}

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

/* What a terminal cannot tell apart gets one spelling. */
static void unify(struct key *key)
{
	char *c = &key->name[0];
	size_t i;

	if (key->name[1] != '\0')
		return;
	if (key->mods & MOD_CTRL) {
		if (is_upper(*c))
			*c = (char)(*c - 'A' + 'a');
	} else if ((key->mods & MOD_SHIFT) && (is_upper(*c) || is_lower(*c))) {
		*c = (char)(is_lower(*c) ? *c - 'a' + 'A' : *c);
		key->mods &= ~(unsigned)MOD_SHIFT;
	}
	for (i = 0; i < ARRAY_LEN(twins) && (key->mods & MOD_CTRL); i++) {
		if (*c != twins[i].letter)
			continue;
		set_name(key, twins[i].means, strlen(twins[i].means));
		if (!twins[i].control)
			key->mods &= ~(unsigned)MOD_CTRL;
		return;
	}
}

static void spell(const struct key *key, struct buf *out)
{
	const char *name = strcmp(key->name, "<") == 0 ? "lt" : key->name;
	size_t i;

	if (key->mods == 0 && is_one_character(name)) {
		buf_adds(out, name);
		return;
	}
	buf_addc(out, '<');
	for (i = 0; i < ARRAY_LEN(modifiers) - 1; i++) {
		if (key->mods & modifiers[i].bit)
			buf_addf(out, "%c-", modifiers[i].letter);
	}
	buf_addf(out, "%s>", name);
}

bool key_normalise(struct slice *rest, struct buf *out)
{
	struct key key = {0};
	size_t n;

	if (rest->n > 1 && rest->p[0] == '<')
		n = read_bracketed(*rest, &key);
	else
		n = printable(*rest);
	if (n == 0)
		return false;
	if (n == 1)
		read_name(slice_sub(*rest, 0, 1), &key);
	else if (rest->p[0] != '<')
		set_name(&key, rest->p, n);
	unify(&key);
	spell(&key, out);
	*rest = slice_skip(*rest, n);
	return true;
}

bool key_is_text(struct slice keys)
{
	return keys.n && (keys.p[0] != '<' || slice_starts(keys, "<lt>") ||
	       slice_starts(keys, "<Space>"));
}
