#include "cli/json_write.h"

#include <stdio.h>
#include <string.h>

/* DEL is no control character to JSON, which leaves it as it is; to a terminal it is one. */
int json_write(const char *p, size_t n, void *out)
{
	while (n) {
		const char *del = memchr(p, 0x7f, n);
		size_t clean = del ? (size_t)(del - p) : n;

		fwrite(p, 1, clean, out);
		if (del)
			fputs("\\u007f", out);
		p += clean + (del != NULL);
		n -= clean + (del != NULL);
	}
	return 0;
}
