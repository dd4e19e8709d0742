#include "tests/screen/keys.h"

#include <stdlib.h>
#include <string.h>

#include "tests/screen/utf8.h"
#include "util/alloc.h"

struct key_name {
	const char *name;
	VTermKey key;
	const char *bytes; /* when libvterm would send them in a newer notation */
};

static const struct key_name key_names[] = {
	{.name = "Enter", .bytes = "\r"},
	{.name = "Esc", .bytes = "\x1b"},
	{.name = "Tab", .bytes = "\t"},
	{.name = "S-Tab", .bytes = "\x1b[Z"},
	{.name = "Space", .bytes = " "},
	{.name = "BS", .bytes = "\x7f"},
	{.name = "lt", .bytes = "<"},
	{.name = "gt", .bytes = ">"},
	{.name = "Del", .key = VTERM_KEY_DEL},
	{.name = "Insert", .key = VTERM_KEY_INS},
	{.name = "Up", .key = VTERM_KEY_UP},
	{.name = "Down", .key = VTERM_KEY_DOWN},
	{.name = "Left", .key = VTERM_KEY_LEFT},
	{.name = "Right", .key = VTERM_KEY_RIGHT},
	{.name = "Home", .key = VTERM_KEY_HOME},
	{.name = "End", .key = VTERM_KEY_END},
	{.name = "PageUp", .key = VTERM_KEY_PAGEUP},
	{.name = "PageDown", .key = VTERM_KEY_PAGEDOWN},
};

static bool press_named(struct term *t, const char *name, size_t n)
{
	for (size_t i = 0; i < ARRAY_LEN(key_names); i++) {
		const struct key_name *key = &key_names[i];

		if (strlen(key->name) != n || memcmp(key->name, name, n) != 0)
			continue;
		if (key->bytes)
			buf_adds(&t->reply, key->bytes);
		else
			vterm_keyboard_key(t->vt, key->key, VTERM_MOD_NONE);
		return true;
	}
	if (n >= 2 && name[0] == 'F' && strspn(name + 1, "0123456789") == n - 1) {
		vterm_keyboard_key(t->vt, VTERM_KEY_FUNCTION(atoi(name + 1)), VTERM_MOD_NONE);
		return true;
	}
	return false;
}

static bool press_bracketed(struct term *t, const char *name, size_t n)
{
	if (n == 3 && name[0] == 'C' && name[1] == '-') {
		buf_addc(&t->reply, name[2] == '?' ? '\x7f' : (char)(name[2] & 0x1f));
		return true;
	}
	if (n > 2 && name[0] == 'M' && name[1] == '-') {
		buf_addc(&t->reply, '\x1b');
		if (n == 3) {
			buf_addc(&t->reply, name[2]);
			return true;
		}
		return press_named(t, name + 2, n - 2);
	}
	return press_named(t, name, n);
}

bool key_press(struct term *t, const char **notation)
{
	const char *p = *notation, *end = *p == '<' ? strchr(p, '>') : NULL;

	if (*p == '<' && !end)
		return false;
	if (end) {
		*notation = end + 1;
		return press_bracketed(t, p + 1, end - p - 1);
	}
	utf8_add(&t->reply, utf8_next(notation));
	return true;
}
