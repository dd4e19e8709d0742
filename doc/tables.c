/*
 * Puts the tables that come from the program into a manual page: reads the page
 * from standard input and prints it, with what stands between the lines
 *
 *     .\" TABLE name
 *     .\" END
 *
 * made anew. `make doc` writes the pages, a test tells when they are out of date.
 */
#include <stdio.h>
#include <string.h>

#include "conf/config.h"
#include "model/query_field.h"

/* A word that mdoc must not take for a macro, a delimiter or an escape. */
static void add_word(struct buf *out, struct slice word)
{
	size_t i;

	buf_adds(out, "\\&");
	for (i = 0; i < word.n; i++) {
		if (word.p[i] == '\\')
			buf_adds(out, "\\e");
		else if (word.p[i] == '"')
			buf_adds(out, "\\(dq");
		else if (word.p[i] == '-')
			buf_adds(out, "\\-");
		else
			buf_addc(out, word.p[i]);
	}
}

/* The keys bound to an action in exactly this context, as mdoc. */
static void add_keys(const struct keymap *map, enum context context, enum action action,
	struct buf *out)
{
	size_t i;

	for (i = 0; i < keymap_count(map); i++) {
		struct binding b = keymap_at(map, i);

		if (b.context != context || b.action != action)
			continue;
		buf_addc(out, ' ');
		add_word(out, b.keys);
	}
}

/* Contexts from `first` on with the same keys share a line; all but a lone "any" are named. */
static void print_line(struct buf *keys, int first)
{
	struct buf contexts = BUF_INIT;
	int c;

	for (c = first; c < CONTEXTS; c++) {
		if (!slice_eq(buf_slice(&keys[c]), buf_slice(&keys[first])))
			continue;
		buf_addf(&contexts, "%s%s", contexts.n ? " , " : "", context_name((enum context)c));
		if (c > first)
			buf_clear(&keys[c]);
	}
	printf(".Dl Ic%s", keys[first].p);
	if (slice_is(buf_slice(&contexts), context_name(CONTEXT_ANY)))
		putchar('\n');
	else
		printf(" No in Em %s\n", contexts.p);
	buf_release(&contexts);
}

static void print_keys(const struct keymap *map, enum action action)
{
	struct buf keys[CONTEXTS];
	int c;

	for (c = 0; c < CONTEXTS; c++) {
		buf_init(&keys[c]);
		add_keys(map, (enum context)c, action, &keys[c]);
	}
	for (c = 0; c < CONTEXTS; c++) {
		if (keys[c].n)
			print_line(keys, c);
		buf_release(&keys[c]);
	}
}

static bool print_actions(void)
{
	struct buf errors = BUF_INIT;
	struct keymap *map = keymap_load(NULL, &errors);
	bool good = errors.n == 0;
	int a;

	fputs(errors.p, stderr);
	puts(".Bl -tag -width Ds -compact");
	for (a = ACTION_NONE + 1; a < ACTIONS; a++) {
		printf(".It Cm %s\n%s\n", action_info((enum action)a)->name,
			action_info((enum action)a)->help);
		print_keys(map, (enum action)a);
	}
	puts(".El");
	keymap_free(map);
	buf_release(&errors);
	return good;
}

static void print_field(const struct query_field *field)
{
	size_t i;

	printf(".It Cm %s:", field->name);
	for (i = 0; i < 3 && field->aliases[i]; i++)
		printf(" , %s:", field->aliases[i]);
	printf("\n%s\n", field->help);
}

static bool print_fields(void)
{
	int id;

	puts(".Bl -tag -width Ds -compact");
	for (id = FIELD_ANY + 1; id < FIELDS; id++)
		print_field(&query_fields[id]);
	puts(".El");
	return true;
}

static bool print_flags(void)
{
	int flag;

	puts(".Bl -tag -width is:reviewed -compact");
	for (flag = 0; flag < FLAGS; flag++)
		printf(".It Cm is:%s\n%s\n", query_flags[flag].name, query_flags[flag].help);
	puts(".El");
	return true;
}

static bool print_options(void)
{
	struct buf values = BUF_INIT;
	int i;

	puts(".Bl -tag -width Ds -compact");
	for (i = 0; i < CONF_OPTIONS; i++) {
		const struct option_info *info = option_info((enum conf_option)i);

		buf_clear(&values);
		option_write_values((enum conf_option)i, &values);
		printf(".It Cm %s\n%s\n.Pq %s; %s%s\n", info->name, info->help, values.p,
			*info->fallback ? info->fallback : "none",
			info->when == AT_START ? "; read at the start only" : "");
	}
	puts(".El");
	buf_release(&values);
	return true;
}

static bool print_roles(void)
{
	int i;

	puts(".Bl -tag -width trailer-key -compact");
	for (i = 0; i < STYLES; i++)
		printf(".It Cm %s\n%s\n", role_info((enum style)i)->name,
			role_info((enum style)i)->help);
	puts(".El");
	return true;
}

static const struct {
	const char *name;
	bool (*print)(void);
} tables[] = {
	{"actions", print_actions},
	{"options", print_options},
	{"roles", print_roles},
	{"query-fields", print_fields},
	{"query-flags", print_flags},
};

static bool print_table(struct slice name)
{
	size_t i;

	for (i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		if (slice_is(name, tables[i].name))
			return tables[i].print();
	}
	fprintf(stderr, "no such table: '" SLICE_FMT "'\n", SLICE_ARG(name));
	return false;
}

#define TABLE ".\\\" TABLE "
#define END   ".\\\" END"

static bool print_page(struct slice page)
{
	struct slice line;
	bool good = true, in_table = false;

	while (slice_next_line(&page, &line)) {
		if (slice_is(line, END))
			in_table = false;
		if (!in_table)
			printf(SLICE_FMT "\n", SLICE_ARG(line));
		if (slice_starts(line, TABLE)) {
			in_table = true;
			good &= print_table(slice_skip(line, strlen(TABLE)));
		}
	}
	return good && !in_table;
}

int main(void)
{
	struct buf page = BUF_INIT;
	char part[4096];
	size_t n;
	bool good;

	while ((n = fread(part, 1, sizeof(part), stdin)) > 0)
		buf_add(&page, part, n);
	good = print_page(buf_slice(&page));
	buf_release(&page);
	return good && fflush(stdout) == 0 && !ferror(stdin) ? 0 : 1;
}
