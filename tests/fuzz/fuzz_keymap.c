/*
 * Keymap files: any bytes, as a file of the user over another one ("===" on a
 * line divides them). What is in force must hold together, and be readable.
 */
#include <locale.h>
#include <stdint.h>
#include <stdlib.h>

#include "conf/keymap.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

/* A spelling stands for itself, and what is no key changes nothing. */
static void check_keys(struct slice text)
{
	struct buf once = BUF_INIT, again = BUF_INIT;
	struct slice rest = text, spelled;

	while (rest.n && key_normalise(&rest, &once))
		must(rest.n < text.n);
	for (spelled = buf_slice(&once); spelled.n;)
		must(key_normalise(&spelled, &again));
	must(slice_eq(buf_slice(&once), buf_slice(&again)));
	buf_release(&once);
	buf_release(&again);
}

/* Typed key by key, a binding waits, waits, and is found. */
static void check_binding(const struct keymap *map, struct binding b)
{
	struct slice rest = b.keys;
	struct buf typed = BUF_INIT;
	enum action action;
	enum keymap_hit hit;

	must(b.keys.n > 0 && b.line > 0 && b.file);
	must((action_info(b.action)->contexts & 1u << b.context) != 0);
	must(b.context != CONTEXT_PROMPT || !key_is_text(b.keys));
	while (rest.n) {
		must(key_normalise(&rest, &typed));
		hit = keymap_find(map, b.context, buf_slice(&typed), &action);
		if (rest.n)
			must(hit == KEYMAP_PREFIX && action == ACTION_NONE);
		else
			must(hit == (b.action ? KEYMAP_FOUND : KEYMAP_NONE) && action == b.action);
	}
	must(slice_eq(buf_slice(&typed), b.keys));
	buf_release(&typed);
}

static void write_out(const struct keymap *map, struct buf *out)
{
	size_t i;

	for (i = 0; i < keymap_count(map); i++) {
		struct binding b = keymap_at(map, i);

		buf_adds(out, context_name(b.context));
		buf_addc(out, ' ');
		buf_add_slice(out, b.keys);
		buf_addf(out, " %s\n", action_info(b.action)->name);
	}
}

static void check_round_trip(const struct keymap *map)
{
	struct buf once = BUF_INIT, again = BUF_INIT, errors = BUF_INIT;
	struct keymap *copy = keymap_new();

	write_out(map, &once);
	must(keymap_read(copy, "copy", buf_slice(&once), &errors));
	write_out(copy, &again);
	must(errors.n == 0 && slice_eq(buf_slice(&once), buf_slice(&again)));
	keymap_free(copy);
	buf_release(&once);
	buf_release(&again);
	buf_release(&errors);
}

/* For each action in each context: keys are named, or it is said that there are none. */
static void check_help(const struct keymap *map)
{
	struct buf keys = BUF_INIT;
	int c, a;

	for (c = 0; c < CONTEXTS; c++) {
		for (a = ACTION_NONE + 1; a < ACTIONS; a++) {
			buf_clear(&keys);
			must(keymap_keys_for(map, (enum context)c, (enum action)a, &keys) ==
				(keys.n > 0));
		}
	}
	buf_release(&keys);
}

static void check_map(const struct keymap *map)
{
	struct buf errors = BUF_INIT;
	size_t i;

	for (i = 0; i < keymap_count(map); i++)
		check_binding(map, keymap_at(map, i));
	check_round_trip(map);
	check_help(map);
	must(keymap_check(map, &errors) == (errors.n == 0));
	buf_release(&errors);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice text = slice_from((const char *)data, size);
	size_t first = slice_find(text, SLICE_LIT("===\n"));
	struct buf errors = BUF_INIT;
	struct keymap *map;

	setlocale(LC_CTYPE, "C.UTF-8");
	check_keys(text);
	map = keymap_new();
	must(keymap_read(map, "base", slice_sub(text, 0, first), &errors) == (errors.n == 0));
	check_map(map);
	buf_clear(&errors);
	must(keymap_read(map, "user", slice_skip(text, first + 4), &errors) == (errors.n == 0));
	check_map(map);
	keymap_free(map);
	buf_release(&errors);
	return 0;
}
