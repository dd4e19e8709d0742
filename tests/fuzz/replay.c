/*
 * A main for fuzz targets where libFuzzer is not: hands each file given, and
 * each file of each folder given, to the target once. Prints TAP, a line for
 * each argument. A folder without files is a failure.
 */
#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay_file(const char *path)
{
	struct stat st;
	uint8_t *data;
	FILE *file = fopen(path, "rb");
	int failed = 1;

	if (!file)
		return 1;
	/* Exactly as many bytes as there are, so that reading past them is seen. */
	if (!fstat(fileno(file), &st) && (data = malloc(st.st_size ? st.st_size : 1))) {
		if (fread(data, 1, st.st_size, file) == (size_t)st.st_size) {
			LLVMFuzzerTestOneInput(data, st.st_size);
			failed = 0;
		}
		free(data);
	}
	fclose(file);
	return failed;
}

/* The number of files replayed; -1 when one could not be read. */
static int replay_folder(const char *path, DIR *folder)
{
	struct dirent *entry;
	char name[4096];
	int replayed = 0;

	while ((entry = readdir(folder))) {
		if (entry->d_name[0] == '.')
			continue;
		snprintf(name, sizeof(name), "%s/%s", path, entry->d_name);
		if (replay_file(name)) {
			printf("# %s: %s\n", name, strerror(errno));
			return -1;
		}
		replayed++;
	}
	return replayed;
}

static int replay(const char *path)
{
	DIR *folder = opendir(path);
	int replayed;

	if (!folder)
		return replay_file(path) ? -1 : 1;
	replayed = replay_folder(path, folder);
	closedir(folder);
	return replayed;
}

int main(int argc, char **argv)
{
	int failed = 0;
	int replayed;
	int i;

	printf("1..%d\n", argc - 1);
	fflush(stdout);
	for (i = 1; i < argc; i++) {
		replayed = replay(argv[i]);
		printf("%s %d - %s (%d inputs)\n", replayed > 0 ? "ok" : "not ok", i, argv[i],
			replayed);
		failed |= replayed <= 0;
	}
	return failed;
}
