#include "model/walk.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "util/buf.h"

struct place {
	int64_t dev, ino;
};

struct walker {
	struct walk *walk;
	const atomic_bool *cancel;
	walk_trouble *trouble;
	void *ctx;
	struct place *entered; /* folders; in the walk's arena */
	size_t nentered, entered_room;
	struct buf path;       /* of what is looked at now */
};

void walk_init(struct walk *walk)
{
	*walk = (struct walk){.n = 0};
}

void walk_release(struct walk *walk)
{
	arena_release(&walk->arena);
	walk_init(walk);
}

static void tell(struct walker *w, const char *path, const char *why)
{
	struct buf message = BUF_INIT;

	buf_addf(&message, "%s: %s", path, why);
	w->trouble(w->ctx, buf_slice(&message));
	buf_release(&message);
}

static void add_file(struct walker *w, const struct stat *st)
{
	struct walk *walk = w->walk;

	ARENA_GROW(&walk->arena, walk->files, walk->room, walk->n + 1);
	walk->files[walk->n++] = (struct walk_file){
		.path = arena_strndup(&walk->arena, w->path.p, w->path.n),
		.stamp = {
			.dev = (int64_t)st->st_dev,
			.ino = (int64_t)st->st_ino,
			.size = (int64_t)st->st_size,
			.mtime_ns = (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec,
		},
	};
}

/* Its folder may be there, and have been asked for by another name. */
static void add_missing(struct walker *w, const char *asked)
{
	struct arena *a = &w->walk->arena;
	const char *slash = strrchr(asked, '/');
	const char *name = slash ? slash + 1 : asked;
	char *folder = arena_strndup(a, slash ? asked : ".", slash ? (size_t)(name - asked) : 1);
	char *absolute = realpath(folder, NULL);
	struct buf path = BUF_INIT;

	if (absolute)
		buf_addf(&path, "%s%s%s", absolute, absolute[1] ? "/" : "", name);
	else
		buf_adds(&path, asked);
	while (path.n > 1 && path.p[path.n - 1] == '/')
		buf_truncate(&path, path.n - 1);
	ARENA_GROW(a, w->walk->missing, w->walk->missing_room, w->walk->nmissing + 1);
	w->walk->missing[w->walk->nmissing++] = (struct walk_missing){
		.asked = arena_strndup(a, asked, strlen(asked)),
		.path = arena_strndup(a, path.p, path.n),
	};
	buf_release(&path);
	free(absolute);
}

static bool enter(struct walker *w, const struct stat *st)
{
	struct place place = {.dev = (int64_t)st->st_dev, .ino = (int64_t)st->st_ino};
	size_t i;

	for (i = 0; i < w->nentered; i++)
		if (w->entered[i].dev == place.dev && w->entered[i].ino == place.ino)
			return false;
	ARENA_GROW(&w->walk->arena, w->entered, w->entered_room, w->nentered + 1);
	w->entered[w->nentered++] = place;
	return true;
}

static int visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static void look_at(struct walker *w, bool asked_for);

static bool look_into(struct walker *w)
{
	size_t end = w->path.n;
	struct dirent **entries;
	int n = scandir(w->path.p, &entries, visible, by_bytes);
	int i;

	if (n < 0) {
		tell(w, w->path.p, strerror(errno));
		return false;
	}
	for (i = 0; i < n; i++) {
		if (!atomic_load(w->cancel)) {
			if (end > 1)
				buf_addc(&w->path, '/');
			buf_adds(&w->path, entries[i]->d_name);
			look_at(w, false);
			buf_truncate(&w->path, end);
		}
		free(entries[i]);
	}
	free(entries);
	return true;
}

static void add_root(struct walker *w)
{
	struct walk *walk = w->walk;

	ARENA_GROW(&walk->arena, walk->roots, walk->roots_room, walk->nroots + 1);
	walk->roots[walk->nroots++] = arena_strndup(&walk->arena, w->path.p, w->path.n);
}

static void look_at(struct walker *w, bool asked_for)
{
	struct stat st;

	if (stat(w->path.p, &st) < 0) {
		tell(w, w->path.p, strerror(errno));
		return;
	}
	if (S_ISDIR(st.st_mode)) {
		if (enter(w, &st) && !look_into(w))
			return;
	} else if (S_ISREG(st.st_mode)) {
		add_file(w, &st);
	} else {
		if (asked_for)
			tell(w, w->path.p, "neither a file nor a folder");
		return;
	}
	if (asked_for)
		add_root(w);
}

/* Of several names of one file the first by path stays, whatever was asked for first. */
static int by_path(const void *pa, const void *pb)
{
	const struct walk_file *a = pa;
	const struct walk_file *b = pb;

	return strcmp(a->path, b->path);
}

static int by_place(const void *pa, const void *pb)
{
	const struct walk_file *a = pa;
	const struct walk_file *b = pb;

	if (a->stamp.dev != b->stamp.dev)
		return a->stamp.dev < b->stamp.dev ? -1 : 1;
	if (a->stamp.ino != b->stamp.ino)
		return a->stamp.ino < b->stamp.ino ? -1 : 1;
	return by_path(a, b);
}

static void sort_files(struct walk *walk)
{
	size_t from;
	size_t to = 0;

	if (walk->n == 0)
		return;
	qsort(walk->files, walk->n, sizeof(*walk->files), by_place);
	for (from = 1; from < walk->n; from++)
		if (walk->files[from].stamp.dev != walk->files[to].stamp.dev ||
			walk->files[from].stamp.ino != walk->files[to].stamp.ino)
			walk->files[++to] = walk->files[from];
	walk->n = to + 1;
	qsort(walk->files, walk->n, sizeof(*walk->files), by_path);
}

void walk_paths(struct walk *walk, const char *const *paths, size_t npaths,
	const atomic_bool *cancel, walk_trouble *trouble, void *ctx)
{
	struct walker w = {.walk = walk, .cancel = cancel, .trouble = trouble, .ctx = ctx};
	size_t i;

	buf_init(&w.path);
	for (i = 0; i < npaths && !atomic_load(cancel); i++) {
		char *absolute = realpath(paths[i], NULL);

		if (!absolute) {
			if (errno == ENOENT || errno == ENOTDIR)
				add_missing(&w, paths[i]);
			else
				tell(&w, paths[i], strerror(errno));
			continue;
		}
		buf_clear(&w.path);
		buf_adds(&w.path, absolute);
		free(absolute);
		look_at(&w, true);
	}
	buf_release(&w.path);
	sort_files(walk);
}
