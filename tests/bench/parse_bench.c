/*
 * How fast a digest is parsed, as a ratio to looking for its line ends: both go
 * over the same bytes in the same run, in turns, and the medians are compared.
 *
 *     parse_bench [FILE…]      the sample digests when there are none
 */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "parser/parser.h"
#include "util/alloc.h"
#include "util/file.h"

#define ROUNDS 15
#define BYTES  ((size_t)16 << 20) /* gone over in one round */
#define LIMIT  0.015              /* slower than this part of a line scan is a regression */

struct digests {
	struct buf *files;
	size_t n, room, bytes;
};

static volatile size_t sum; /* so that nothing is optimised away */

static void add_record(void *ctx, const struct record *record)
{
	(void)ctx;
	sum += record->nparts;
}

static void scan_lines(const struct buf *file)
{
	const char *p = file->p, *end = file->p + file->n;
	size_t lines = 0;

	while ((p = memchr(p, '\n', (size_t)(end - p)))) {
		lines++;
		p++;
	}
	sum += lines;
}

static void parse(const struct buf *file)
{
	static const struct digest_sink sink = {.record = add_record};

	digest_parse(file->p, file->n, &sink, NULL);
}

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* MB/s of one round. */
static double measure(const struct digests *d, void (*work)(const struct buf *file))
{
	double start = seconds();
	size_t done = 0, i;

	while (done < BYTES)
		for (i = 0; i < d->n; i++, done += d->files[i - 1].n)
			work(&d->files[i]);
	return (double)done / 1e6 / (seconds() - start);
}

static int compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void load(struct digests *d, const char *path)
{
	struct error err;

	GROW(d->files, d->room, d->n + 1);
	buf_init(&d->files[d->n]);
	if (!file_read(path, &d->files[d->n], &err)) {
		fprintf(stderr, "%s\n", err.text);
		exit(1);
	}
	d->bytes += d->files[d->n++].n;
}

static void load_samples(struct digests *d)
{
	glob_t found;
	size_t i;

	if (glob("tests/fixtures/digests/*.txt", 0, NULL, &found))
		return;
	for (i = 0; i < found.gl_pathc; i++)
		load(d, found.gl_pathv[i]);
	globfree(&found);
}

int main(int argc, char **argv)
{
	struct digests d = {.files = NULL};
	double scans[ROUNDS], parses[ROUNDS], ratio;
	int i;

	for (i = 1; i < argc; i++)
		load(&d, argv[i]);
	if (argc == 1)
		load_samples(&d);
	if (!d.bytes) {
		fputs("no digests to parse\n", stderr);
		return 1;
	}
	for (i = 0; i < ROUNDS; i++) {
		scans[i] = measure(&d, scan_lines);
		parses[i] = measure(&d, parse);
	}
	qsort(scans, ROUNDS, sizeof(*scans), compare);
	qsort(parses, ROUNDS, sizeof(*parses), compare);
	ratio = parses[ROUNDS / 2] / scans[ROUNDS / 2];
	printf("line scan %.0f MB/s, parse %.0f MB/s, ratio %.3f (at least %.3f)\n",
		scans[ROUNDS / 2], parses[ROUNDS / 2], ratio, LIMIT);
	return ratio < LIMIT;
}
