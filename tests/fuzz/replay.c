// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * replay.c - a fuzz target without the fuzzer: every file of a folder is an input
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "input.h"

#define INPUT_MAX (1u << 20)

/** replay() - one file; in memory of exactly its size, so that a sanitizer sees its end */
static int replay(const char *folder, const char *name)
{
	static uint8_t bytes[INPUT_MAX];
	char path[1024];
	uint8_t *copy;
	FILE *in;
	size_t size;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	in = fopen(path, "re");
	if (!in) {
		perror(path);
		return -1;
	}
	size = fread(bytes, 1, sizeof(bytes), in);
	fclose(in);
	copy = malloc(size ? size : 1);
	if (!copy)
		return -1;
	memcpy(copy, bytes, size);
	/* Said before, so that it is the last word of an input that crashes. */
	printf("%s\n", name);
	fflush(stdout);
	LLVMFuzzerTestOneInput(copy, size);
	free(copy);
	return 0;
}

int main(int argc, char *argv[])
{
	DIR *stream = argc == 2 ? opendir(argv[1]) : NULL;
	struct dirent *entry;
	int inputs = 0;

	if (!stream) {
		fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
		return 2;
	}
	while ((entry = readdir(stream))) {
		if (entry->d_name[0] == '.')
			continue;
		if (replay(argv[1], entry->d_name))
			return 1;
		inputs++;
	}
	closedir(stream);
	printf("%d inputs\n", inputs);
	return inputs ? 0 : 1;
}
