#include <stdlib.h>

#include "cli/cli.h"
#include "parser/parser.h"
#include "util/alloc.h"
#include "util/file.h"
#include "util/text.h"

/* What was found in one file, to be printed in the order of lines. */
struct finding {
	enum oddity_kind kind;
	unsigned line;
	size_t nth; /* in the order of telling */
	struct slice message;
};

struct findings {
	struct arena arena;
	struct finding *rows;
	size_t n, room;
};

static void add(void *ctx, const struct oddity *oddity)
{
	struct findings *f = ctx;

	GROW(f->rows, f->room, f->n + 1);
	f->rows[f->n] = (struct finding){
		.kind = oddity->kind,
		.line = oddity->line,
		.nth = f->n,
		.message = arena_dup(&f->arena, oddity->message),
	};
	f->n++;
}

static int by_line(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;

	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	return (x->nth > y->nth) - (x->nth < y->nth);
}

static void print(struct findings *f, const char *path, struct cli *cli)
{
	struct vis name = text_visible_cstr(&f->arena, path);
	size_t i;

	for (i = 0; i < f->n; i++) {
		struct vis message = text_visible(&f->arena, f->rows[i].message);

		fprintf(cli->out, "%.*s:%u: %s: %.*s\n", VIS_ARG(name), f->rows[i].line,
			oddity_kind_name(f->rows[i].kind), VIS_ARG(message));
	}
}

static int check_file(const char *path, struct cli *cli)
{
	static const struct digest_sink sink = {.oddity = add};
	struct findings f = {.arena = ARENA_INIT};
	struct buf bytes = BUF_INIT;
	struct error err;
	int status = CLI_DONE;

	if (!file_read(path, &bytes, &err)) {
		cli_error(cli, &err);
		buf_release(&bytes);
		return CLI_INPUT;
	}
	digest_parse(bytes.p, bytes.n, &sink, &f);
	if (f.n) {
		qsort(f.rows, f.n, sizeof(*f.rows), by_line);
		print(&f, path, cli);
		status = CLI_ODD;
	}
	free(f.rows);
	arena_release(&f.arena);
	buf_release(&bytes);
	return status;
}

static int run(int argc, char **argv, struct cli *cli)
{
	static const char *const flags[] = {NULL};
	int status = CLI_DONE, i;

	if (!cli_operands(argc, argv, flags, NULL, cli))
		return CLI_USAGE;
	if (!argv[1])
		return cli_usage(cli, "no file");
	for (i = 1; argv[i] && !cli_stopped(cli); i++) {
		int one = check_file(argv[i], cli);

		status = one > status ? one : status;
	}
	return status;
}

const struct command command_check = {
	.name = "check",
	.usage = "FILE…",
	.summary = "Print what is odd in a digest",
	.help = "A line for each oddity: FILE:LINE: KIND: what. The exit status is 1 when there\n"
		"is one. '-' is standard input; a FILE may be compressed with gzip.\n",
	.run = run,
};
